//go:build cgo && linux

package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each folder of testdata/shops is a shop as an earlier stage of the program left it: a demo shop with a dozen sales, the
// head of its journal and the key of its till. 0001 is of the first release of the tables.

// TestAShopOfEveryEarlierStageGoesOn opens such shops with this program: they verify, their reports are what they were,
// selling goes on, and what was there before the tables changed is kept beside them.
func TestAShopOfEveryEarlierStageGoesOn(t *testing.T) {
	stages, err := filepath.Glob("testdata/shops/*")
	if err != nil || len(stages) == 0 {
		t.Fatalf("no shops of earlier stages: %v", err)
	}
	for _, stage := range stages {
		t.Run(filepath.Base(stage), func(t *testing.T) {
			dir := unpack(t, stage)
			if out := run(t, 0, "--data", dir, "verify"); !strings.Contains(out, "12 sales compared") {
				t.Errorf("before the tables change: %s", out)
			}
			out := run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "3")
			if !strings.Contains(out, "ACK T1-0000015 ") {
				t.Errorf("selling goes on with other numbers: %s", out)
			}
			if out := run(t, 0, "--data", dir, "verify"); !strings.Contains(out, "15 sales compared") {
				t.Errorf("after the tables changed: %s", out)
			}
			if kept, _ := filepath.Glob(filepath.Join(dir, "kassa.db.before-*")); len(kept) != 1 {
				t.Errorf("copies from before the change: %q, want one", kept)
			}
		})
	}
}

// unpack lays a stored shop into a folder as the program keeps it.
func unpack(t *testing.T, stage string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	for _, part := range []struct{ from, to string }{{"head", "state/head"}, {"till.seed", "keys/till.seed"}} {
		raw, err := os.ReadFile(filepath.Join(stage, part.from))
		if err != nil {
			t.Fatal(err)
		}
		lay(t, filepath.Join(dir, part.to), raw)
	}
	f, err := os.Open(filepath.Join(stage, "kassa.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	books, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lay(t, filepath.Join(dir, "kassa.db"), books)
	return dir
}

func lay(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}
