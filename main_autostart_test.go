package main

import (
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDesktopStartsTheTillWithEveryWordWhole(t *testing.T) {
	got := desktopEntry([]string{"/opt/my till/kassa", "--data", `C:\"50%" $HOME`})
	want := `Exec=env KASSA_DESKTOP=1 "/opt/my till/kassa" "--data" "C:\\\\\\"50%%\\" \\$HOME"`
	if !strings.Contains(got, want+"\n") {
		t.Errorf("got\n%s\nwant the line\n%s", got, want)
	}
}

func TestTheMacStartsTheTillWithEveryWordWhole(t *testing.T) {
	n := startNote("darwin", []string{"/Applications/kassa", "--till", "<T&1>"})
	if filepath.Base(n.path) != appID+".plist" {
		t.Errorf("it lies in %s", n.path)
	}
	var list struct {
		Words []string `xml:"dict>array>string"`
	}
	if err := xml.Unmarshal([]byte(n.text), &list); err != nil || strings.Join(list.Words, " ") != "/Applications/kassa --till <T&1>" {
		t.Errorf("got %q (%v) of\n%s", list.Words, err, n.text)
	}
}

func TestTheTillStartsByItselfUntilItIsTurnedOff(t *testing.T) {
	n := note{filepath.Join(t.TempDir(), "autostart", "kassa.desktop"), "text"}
	for _, on := range []bool{false, true, true, false} {
		if err := n.put(on); err != nil {
			t.Fatal(err)
		}
		if got, err := n.isThere(); err != nil || got != on {
			t.Errorf("on is %v, want %v (%v)", got, on, err)
		}
	}
}
