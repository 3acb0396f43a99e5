package tabular_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"kassa/app/tabular"
)

func TestAFileAtHomeTakesThePlaceOfNoOther(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	says := func(words string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, words)
			return err
		}
	}
	for i, want := range []string{"stock.csv", "stock (2).csv", "stock (3).csv"} {
		words := string(rune('a' + i))
		path, err := tabular.WriteAtHome("stock.csv", says(words))
		if err != nil || path != filepath.Join(home, want) {
			t.Fatalf("%q (%v), want %s", path, err, want)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != words {
			t.Errorf("%s says %q (%v), want %q", path, got, err, words)
		}
	}
	broken := errors.New("no more")
	if _, err := tabular.WriteAtHome("stock.csv", func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if all, err := os.ReadDir(home); err != nil || len(all) != 3 {
		t.Errorf("%d files (%v), want the 3 that are whole", len(all), err)
	}
}
