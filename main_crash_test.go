//go:build cgo && linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// buildFragile builds the program with its points of failure, once, beside the other.
var buildFragile = sync.OnceValues(func() (string, error) {
	program := binary + "-fragile"
	tags := "failpoint"
	for _, flag := range strings.Fields(os.Getenv("GOFLAGS")) {
		if list, found := strings.CutPrefix(flag, "-tags="); found {
			tags += "," + list
		}
	}
	if out, err := exec.Command("go", "build", "-tags", tags, "-o", program, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return program, nil
})

// fragile is the program with its points of failure; arm makes some of them strike once, in lines "POINT ACTION".
func fragile(t *testing.T) (program string, env []string, arm func(points ...string)) {
	t.Helper()
	program, err := buildFragile()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "fail")
	return program, []string{"KASSA_FAIL=" + file}, func(points ...string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(strings.Join(points, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAMistakeOfTheProgramLosesNoBasket lets a scan and then the layout of the window panic: the first is caught and the next
// scan is booked, the second ends the window, which opens again with the basket; both leave a crash file.
func TestAMistakeOfTheProgramLosesNoBasket(t *testing.T) {
	program, env, arm := fragile(t)
	dir := bigShop(t, 20)
	screen := display(t, "1366x768")
	till := launch(t, append(env, "DISPLAY="+screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"), program, "--data", dir, "--lang", "en")
	till.wait("the window", 0, has("READY"))
	scan := func(i int) {
		t.Helper()
		xdo(t, screen, "type", "--delay", "1", code(i))
		xdo(t, screen, "key", "Return")
	}
	scan(1)
	till.wait("the first line", 0, has("STATE", "lines=1"))

	arm("window.scan panic")
	from := len(till.all())
	scan(2)
	till.wait("the caught mistake", from, has("CAUGHT"))
	wantCrashes(t, dir, 1)
	from = len(till.all())
	scan(3)
	till.wait("the next line", from, has("STATE", "lines=2"))

	from = len(till.all())
	arm("window.layout panic")
	xdo(t, screen, "type", "--delay", "1", "2799999999999") // unknown: the message about it is laid out
	xdo(t, screen, "key", "Return")
	till.wait("the window once more", from, has("READY"))
	till.wait("the basket once more", from, has("STATE", "lines=2"))
	wantCrashes(t, dir, 2)
	from = len(till.all())
	scan(4)
	till.wait("a line after it", from, has("STATE", "lines=3"))
	till.kill()
	run(t, 0, "--data", dir, "verify")
}

// wantCrashes checks how many crash files stand; the last one names its place in our code.
func wantCrashes(t *testing.T, dir string, want int) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "log", "crash-*.txt"))
	if err != nil || len(found) != want {
		t.Fatalf("%d crash files (%v), want %d", len(found), err, want)
	}
	text, err := os.ReadFile(found[want-1])
	if err != nil || !strings.Contains(string(text), "failpoint window.") || !strings.Contains(string(text), "ui/rooms.go") {
		t.Errorf("%v: the crash file says\n%s", err, text)
	}
}
