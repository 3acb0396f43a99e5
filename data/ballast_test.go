package data_test

import (
	"os"
	"path/filepath"
	"testing"

	"kassa/data"
)

func TestTheBallastIsMadeOnceAndGivenUp(t *testing.T) {
	home, err := data.MakeHome(filepath.Join(t.TempDir(), "shop"))
	if err != nil {
		t.Fatal(err)
	}
	path := home.Path("state", "ballast")
	if err := home.Reserve(); err != nil {
		t.Fatal(err)
	}
	first, err := os.Stat(path)
	if err != nil || first.Size() != 16<<20 {
		t.Fatalf("ballast: %v (%v), want 16 MiB", first, err)
	}
	if err := home.Reserve(); err != nil {
		t.Fatal(err)
	}
	if second, err := os.Stat(path); err != nil || !second.ModTime().Equal(first.ModTime()) {
		t.Errorf("it was written again (%v)", err)
	}
	for range 2 { // giving up what is gone is no mistake
		if err := home.Release(); err != nil {
			t.Errorf("give up: %v", err)
		}
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("it is still there (%v)", err)
	}
}
