package data

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app/fault"
)

// replacement is a folder with a shop and another one that was made ready, with a key of its own or with the old key.
func replacement(t *testing.T, newKey bool) (*Home, Replacing) {
	t.Helper()
	h := openHome(t)
	r := Replacing{Part: h.Path("kassa.db.restoring"), DB: h.Path("kassa.db"), Name: "before-restore-1", Head: []byte("new head")}
	for path, text := range map[string]string{r.Part: "new books", r.DB: "old books", r.DB + "-wal": "old log", h.seedPath(): "old key", h.headPath(): "old head"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if newKey {
		r.Seed = []byte("new key")
	}
	return h, r
}

// holds are the files of a shop's folder.
func holds(t *testing.T, h *Home) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, sub := range []string{"", "state", "keys"} {
		paths, err := filepath.Glob(filepath.Join(globbed(h.Path(sub)), "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if name := filepath.Base(path); err == nil && name != "window.lock" {
				all[name] = string(text)
			}
		}
	}
	return all
}

// oldShop and newShop are what a folder holds when nothing was replaced, and when all was.
func oldShop() map[string]string {
	return map[string]string{"kassa.db": "old books", "kassa.db-wal": "old log", "till.seed": "old key", "head": "old head"}
}

func newShop(newKey bool) map[string]string {
	const end = ".before-restore-1"
	all := map[string]string{"kassa.db": "new books", "kassa.db" + end: "old books", "kassa.db" + end + "-wal": "old log", "till.seed": "old key",
		"head": "new head", "head" + end: "old head"}
	if newKey {
		all["till.seed"], all["till.seed"+end] = "new key", "old key"
	}
	return all
}

// A power cut after any step leaves the old shop or the whole new one, never a mixture; and nothing is thrown away.
func TestAReplacementThatIsCutOffEndsWhole(t *testing.T) {
	for _, newKey := range []bool{false, true} {
		steps, kept, carried := 99, 0, 0
		for cut := 0; cut <= steps; cut++ {
			h, r := replacement(t, newKey)
			p := plan{r.Part, r.DB, r.Name}
			all := append(h.ready(r, p), h.moves(p)...)
			steps = len(all)
			if err := h.walk(all[:cut]); err != nil {
				t.Fatal(err)
			}
			if err := h.Settle(); err != nil {
				t.Fatalf("cut after %d: %v", cut, err)
			}
			got := holds(t, h)
			if maps.Equal(got, newShop(newKey)) {
				carried++
				continue
			}
			for name := range got { // what was made ready may lie about
				if strings.HasSuffix(name, fresh) || strings.HasSuffix(name, ".restoring") {
					delete(got, name)
				}
			}
			if kept++; !maps.Equal(got, oldShop()) {
				t.Errorf("cut after %d of %d: %v", cut, steps, got)
			}
		}
		if kept != 3 || carried != steps-2 {
			t.Errorf("%d kept the old shop and %d ended with the new one of %d", kept, carried, steps+1)
		}
	}
}

func TestAReplacementThatFailsBringsEverythingBack(t *testing.T) {
	failed := errors.New("the disk")
	for at := range 13 {
		h, r := replacement(t, true)
		p := plan{r.Part, r.DB, r.Name}
		all := append(h.ready(r, p), h.moves(p)...)
		if at >= len(all)-1 {
			break // the new shop is in its place
		}
		if err := h.walk(append(all[:at:at], func() error { return failed })); !errors.Is(err, failed) {
			t.Fatal(err)
		}
		if err := h.undo(p); err != nil {
			t.Fatal(err)
		}
		if err := Forget(r.Part); err != nil {
			t.Fatal(err)
		}
		if got := holds(t, h); !maps.Equal(got, oldShop()) {
			t.Errorf("failed at %d: %v", at, got)
		}
	}
}

func TestNothingThatWasPutAsideIsEverReplaced(t *testing.T) {
	h, r := replacement(t, true)
	if err := os.WriteFile(r.DB+"."+r.Name, []byte("older books"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := holds(t, h)
	if aside, err := h.Replace(r); err == nil || aside != "" {
		t.Errorf("replaced, with %q aside", aside)
	}
	if got := holds(t, h); !maps.Equal(got, want) {
		t.Errorf("it holds %v", got)
	}
}

// Control of the test above, and of who carries on: books that another program replaces now are not touched.
func TestAReplacementThatGoesOnIsLeftAlone(t *testing.T) {
	h, r := replacement(t, true)
	if err := h.walk(h.ready(r, plan{r.Part, r.DB, r.Name})); err != nil {
		t.Fatal(err)
	}
	release, err := h.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Settle(); !fault.Is(err, fault.TillBusy) {
		t.Errorf("%v, want TillBusy", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if err := h.Settle(); err != nil || !maps.Equal(holds(t, h), newShop(true)) {
		t.Errorf("%v, %v", err, holds(t, h))
	}
}
