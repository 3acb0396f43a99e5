package app_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A suite that cannot fail proves nothing. testdata/plants.txt holds bugs as a programmer makes them, in money, numbers, the
// journal, stock and shifts. Each is laid over its file while the tests run that should see it (go test -overlay): no file is
// changed. An entry is
//
//	=== what goes wrong
//	the file
//	arguments of go test, a line for each run; the first run that fails has caught it
//	<<<
//	the text of the file
//	>>>
//	what stands in its place
//
// make prove plants them all, and at most one of twenty may be missed; make test looks whether each can still be planted.

// plant is one bug.
type plant struct {
	title, file, old, fresh string
	runs                    []string
}

// TestEveryPlantedBugFitsItsFile finds plants that the code has outgrown: one that is not planted proves nothing.
func TestEveryPlantedBugFitsItsFile(t *testing.T) {
	plants, known := readPlants(t), map[string]bool{}
	for _, p := range plants {
		if known[p.title] {
			t.Errorf("%q stands there twice", p.title)
		}
		known[p.title] = true
		if _, err := withBug(p); err != "" {
			t.Errorf("%q: %s", p.title, err)
		}
	}
	if len(plants) < 40 {
		t.Errorf("only %d bugs are planted, want 40", len(plants))
	}
}

// TestAPlantThatDoesNotFitIsNoticed is the control.
func TestAPlantThatDoesNotFitIsNoticed(t *testing.T) {
	for name, p := range map[string]plant{
		"another text": {file: "app/doc.go", old: "no such line", fresh: "x"},
		"no file":      {file: "app/none.go", old: "package", fresh: "x"},
		"many places":  {file: "app/plants_test.go", old: "plant", fresh: "x"},
		"no change":    {file: "app/doc.go", old: "package app\n", fresh: "package app\n"},
	} {
		if _, why := withBug(p); why == "" {
			t.Errorf("%s: nothing is said of it", name)
		}
	}
}

// TestPlantedBugsAreCaught plants every bug, with KASSA_PROVE=1, and the first else.
func TestPlantedBugsAreCaught(t *testing.T) {
	plants := readPlants(t)
	if os.Getenv("KASSA_PROVE") == "" {
		plants = plants[:1]
	}
	var missed []string
	for _, p := range plants {
		if by := caughtBy(t, p); by == "" {
			missed = append(missed, p.title)
			t.Logf("MISSED %s", p.title)
		} else {
			t.Logf("caught %s: %s", p.title, by)
		}
	}
	t.Logf("%d of %d caught", len(plants)-len(missed), len(plants))
	if 20*len(missed) > len(plants) {
		t.Errorf("missed: %s", strings.Join(missed, "; "))
	}
}

func readPlants(t *testing.T) []plant {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "plants.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []plant
	for i, entry := range strings.Split("\n"+string(text), "\n=== ") {
		if i == 0 {
			continue // what stands above the first
		}
		head, change, whole := strings.Cut(entry, "\n<<<\n")
		old, fresh, both := strings.Cut(change, "\n>>>\n")
		lines := strings.Split(head, "\n")
		if !whole || !both || len(lines) < 3 {
			t.Fatalf("plant %d, %q, is not whole", i, lines[0])
		}
		all = append(all, plant{title: lines[0], file: lines[1], runs: lines[2:], old: old, fresh: strings.TrimRight(fresh, "\n")})
	}
	return all
}

// withBug is the file with the bug in it, or why there is none.
func withBug(p plant) (text, why string) {
	was, err := os.ReadFile(filepath.Join("..", p.file))
	if err != nil {
		return "", err.Error()
	}
	switch n := strings.Count(string(was), p.old); {
	case n != 1:
		return "", "its text is not in " + p.file + " exactly once"
	case p.old == p.fresh:
		return "", "it changes nothing"
	}
	return strings.Replace(string(was), p.old, p.fresh, 1), ""
}

// caughtBy names the first test that fails on a bug; empty: none does.
func caughtBy(t *testing.T, p plant) string {
	t.Helper()
	root, err := filepath.Abs("..")
	text, why := withBug(p)
	if err != nil || why != "" {
		t.Fatal(p.title, err, why)
	}
	folder := t.TempDir()
	bug, overlay := filepath.Join(folder, "bug.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, filepath.FromSlash(p.file)): bug}})
	if err == nil {
		err = os.WriteFile(bug, []byte(text), 0o600)
	}
	if err == nil {
		err = os.WriteFile(overlay, replace, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range p.runs {
		cmd := exec.CommandContext(t.Context(), "go", append([]string{"test", "-failfast", "-overlay", overlay}, strings.Fields(run)...)...)
		cmd.Dir, cmd.Env = root, append(os.Environ(), "KASSA_PROVE=")
		said, err := cmd.CombinedOutput()
		if err == nil {
			continue
		}
		if strings.Contains(string(said), "[build failed]") || strings.Contains(string(said), "[setup failed]") {
			t.Fatalf("%q does not compile:\n%s", p.title, said)
		}
		return failure(string(said))
	}
	return ""
}

// failure is the test that failed first.
func failure(said string) string {
	for line := range strings.Lines(said) {
		if _, name, found := strings.Cut(line, "--- FAIL: "); found {
			return strings.TrimSpace(name)
		}
	}
	return "a panic, or no end"
}
