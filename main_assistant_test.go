//go:build cgo && linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheSystemSaysWhereItIs(t *testing.T) {
	for locale, want := range map[string]string{"de_DE.UTF-8": "DE", "ru_RU": "RU", "en-US": "US", "sr_RS@latin": "RS", "C.UTF-8": "", "C": "", "de": "", "": ""} {
		if got := regionOf(locale); got != want {
			t.Errorf("%q is in %q, want %q", locale, got, want)
		}
	}
	for _, c := range []struct{ tz, link, want string }{{"Europe/Rome", "", "Europe/Rome"}, {":Asia/Almaty", "", "Asia/Almaty"}, {"", "/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"},
		{"UTC", "../usr/share/zoneinfo/Etc/UTC", "Etc/UTC"}, {"", "", ""}} {
		got := systemZone(func(string) string { return c.tz }, func(string) (string, error) {
			if c.link == "" {
				return "", errors.New("no link")
			}
			return c.link, nil
		})
		if got != c.want {
			t.Errorf("TZ=%q and %q are %q, want %q", c.tz, c.link, got, c.want)
		}
	}
}

// tapKey taps what stands in the window under these words.
func tapKey(t testing.TB, screen string, p *process, label string) {
	t.Helper()
	var x, y, w, h int
	p.wait(label, 0, func(string) bool {
		all := p.all()
		for i := len(all) - 1; i >= 0; i-- {
			at, found := strings.CutPrefix(all[i], "KEY ")
			if !found || !strings.HasSuffix(at, " "+label) {
				continue
			}
			n, _ := fmt.Sscanf(at, "%d %d %d %d", &x, &y, &w, &h)
			return n == 4 && w > 0
		}
		return false
	})
	xdo(t, screen, "mousemove", fmt.Sprint(x+w/2), fmt.Sprint(y+h/2), "click", "1")
}

// shows finds something that can be tapped by a part of its words.
func shows(part string) func(string) bool {
	return func(line string) bool { return strings.HasPrefix(line, "KEY ") && strings.Contains(line, part) }
}

// TestAFirstStartSellsWithinAMinute opens the till in an empty folder, answers the assistant as a person does, in both
// languages, and sells; what took longest is the person.
func TestAFirstStartSellsWithinAMinute(t *testing.T) {
	for _, c := range []struct{ locale, language, name, next, without, later, goods, kept string }{
		{"de_DE.UTF-8", "English", "Corner shop", "Next", "Without a PIN for now", "No printer now", "Try it with examples", "I have it"},
		{"ru_RU.UTF-8", "Русский", "Lavka", "Дальше", "Пока без ПИН-кода", "Пока без принтера", "Попробовать с примерами", "Записано"},
	} {
		dir := filepath.Join(t.TempDir(), "shop")
		screen := display(t, "1366x768")
		from := time.Now()
		till := launch(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1", "LANG=" + c.locale}, binary, "--data", dir)
		tapKey(t, screen, till, c.language)
		till.wait("the name", 0, shows(" field: "))
		xdo(t, screen, "type", "--delay", "60", c.name)
		xdo(t, screen, "key", "Return")
		till.wait("the country", 0, shows(" row: "))
		if _, err := os.Stat(filepath.Join(dir, "kassa.db")); err == nil {
			t.Error("the books are there before the last answer")
		}
		tapKey(t, screen, till, c.next)
		till.wait("the pad", 0, shows(" "+c.without))
		for range 2 {
			xdo(t, screen, "type", "--delay", "60", "271828")
			xdo(t, screen, "key", "Return")
		}
		tapKey(t, screen, till, c.later)
		tapKey(t, screen, till, c.goods)
		tapKey(t, screen, till, c.kept)
		till.wait("the till", 0, has("READY"))
		x, y := till.spot("tile-0")
		seen := len(till.all())
		xdo(t, screen, "mousemove", x, y, "click", "1")
		till.wait("the line", seen, has("STATE", "lines=1"))
		x, y = till.spot("exact")
		for sold := false; !sold; {
			seen = len(till.all())
			xdo(t, screen, "mousemove", x, y, "click", "1")
			till.wait("the sale", seen, func(l string) bool {
				sold = sold || has("STATE", "receipt=T1-0000001")(l)
				return has("STATE")(l)
			})
		}
		took := time.Since(from)
		t.Logf("%s: from the start to the first sale %.1f s", c.language, took.Seconds())
		if took > time.Minute {
			t.Errorf("%s: the first sale took %s, want a minute at most", c.language, took)
		}
		till.kill()
		run(t, 0, "--data", dir, "verify")
	}
}

// TestAnAssistantThatIsLeftLeavesNoShop kills the assistant before its last answer.
func TestAnAssistantThatIsLeftLeavesNoShop(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	screen := display(t, "1024x768")
	till := launch(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1", "LANG=en_US.UTF-8"}, binary, "--data", dir)
	tapKey(t, screen, till, "English")
	till.wait("the name", 0, shows(" field: "))
	till.kill()
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made although nothing was founded")
	}
	run(t, 2, "--data", dir, "verify")
}
