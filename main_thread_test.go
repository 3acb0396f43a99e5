//go:build cgo && linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOneScanOneTapOneReceipt is the thread through the whole house, on the real program in a real window: a scanner
// types a code, a finger taps exact cash, the drawer opens, the receipt comes out of a network printer, the program is
// killed without a word, and the books are whole.
func TestOneScanOneTapOneReceipt(t *testing.T) {
	dir := newShop(t, "barcode,name,price,tax,stock\n4006381333931,Highlighter yellow,1.35,19,10\n")
	out := filepath.Join(t.TempDir(), "paper")
	at := fmt.Sprintf("escpos+tcp://127.0.0.1:%d", freePort(t))
	printer := start(t, nil, "simulate", "printer", "--at", at, "--out", out)
	printer.wait("the printer", 0, has("READY"))
	run(t, 0, "--data", dir, "config", "set", "printer.receipt", at)

	screen := display(t, "1366x768")
	till := start(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, "--data", dir, "--lang", "en")
	till.wait("the window", 0, has("READY"))
	xdo(t, screen, "mousemove", "5", "400")
	xdo(t, screen, "type", "--delay", "5", "4006381333931")
	xdo(t, screen, "key", "Return")
	till.wait("the line on the screen", 0, has("STATE", "total=135", "lines=1"))
	sell := len(till.all())
	x, y := till.spot("exact")
	tapUntilSold(t, till, screen, x, y, sell)
	printer.wait("the receipt", 0, has("JOB", "cuts=1"))
	till.kill()

	paper := readPaper(t, out)
	for what, want := range map[string]int{"Highlighter yellow": 1, "1.35": 1, "[cut]": 1} {
		if got := strings.Count(paper, what); got < want {
			t.Errorf("the paper says %q %d times, want at least %d:\n%s", what, got, want, paper)
		}
	}
	if got := strings.Count(paper, "[cut"); got != 1 {
		t.Errorf("%d cuts, want 1", got)
	}
	if got := strings.Count(paper, "[drawer"); got != 1 {
		t.Errorf("%d drawer pulses, want 1", got)
	}
	run(t, 0, "--data", dir, "verify")
}

// tapUntilSold taps a tender until the sale is closed: a tap within 300 ms of a change of the total takes nothing, by design.
func tapUntilSold(t *testing.T, till *process, screen, x, y string, from int) {
	t.Helper()
	for range 40 {
		xdo(t, screen, "mousemove", x, y, "click", "1")
		line, _ := till.wait("an answer to the tap", from, has("STATE"))
		if strings.Contains(line, "receipt=") && !strings.Contains(line+" ", "receipt= ") {
			return
		}
		from = len(till.all())
		for _, l := range till.all() {
			if has("STATE", "change=0")(l) && !strings.Contains(l+" ", "receipt= ") {
				return
			}
		}
	}
	t.Fatal("forty taps closed no sale")
}

// readPaper is all that the printer twin decoded, in order.
func readPaper(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
		all.WriteString("\n")
	}
	return all.String()
}

func TestNothingIsSaidBeforeTheProgramSpeaks(t *testing.T) {
	for _, locale := range []string{"", "C", "C.UTF-8", "POSIX.UTF-8", "ru_RU.UTF-8"} {
		cmd := exec.Command(binary, "version")
		cmd.Env = append(os.Environ(), "LC_ALL=", "LC_MESSAGES=", "LANGUAGE=", "LANG="+locale)
		if out, err := cmd.CombinedOutput(); err != nil || strings.Count(string(out), "\n") != 1 {
			t.Errorf("in %q: %v\n%s", locale, err, out)
		}
	}
}
