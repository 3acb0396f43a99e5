package data_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/data"
)

func TestCrashFilesAreKeptAndTheOldestForgotten(t *testing.T) {
	home, err := data.MakeHome(filepath.Join(t.TempDir(), "shop"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range 23 {
		if err := home.KeepCrash(at.Add(time.Duration(i)*time.Second), fmt.Sprintf("AAAA-%04d", i), "what it was"); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := home.Crashes()
	if err != nil || len(kept) != 20 {
		t.Fatalf("%d kept (%v), want 20", len(kept), err)
	}
	if !strings.Contains(kept[0], "AAAA-0003") || !strings.Contains(kept[19], "AAAA-0022") {
		t.Errorf("kept %s to %s, want the last twenty", filepath.Base(kept[0]), filepath.Base(kept[19]))
	}
	info, err := os.Stat(kept[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want it closed to others", info.Mode(), err)
	}
}

func TestWhatGoSaidLastBecomesACrashFile(t *testing.T) {
	home, err := data.MakeHome(filepath.Join(t.TempDir(), "shop"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i, want := range []int{0, 1, 1} { // nothing was said; something was; nothing since
		f, err := home.FatalLog(at.Add(time.Duration(i) * time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := f.WriteString("fatal error: concurrent map writes"); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if kept, err := home.Crashes(); err != nil || len(kept) != want {
			t.Errorf("start %d: %d crash files (%v), want %d", i+1, len(kept), err, want)
		}
	}
}
