//go:build cgo && linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// binary is the program under test, built once by TestMain.
var binary string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "kassa-test")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "kassa")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// run runs the program to its end and fails the test when its exit code is not want.
func run(t testing.TB, want int, args ...string) string {
	t.Helper()
	cmd := exec.Command(binary, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != want {
		t.Fatalf("kassa %s: exit %d, want %d (%v)\nstdout: %s\nstderr: %s", strings.Join(args, " "), got, want, err, tail(out.String()), tail(errs.String()))
	}
	return out.String()
}

func tail(s string) string {
	if len(s) > 4000 {
		return "…" + s[len(s)-4000:]
	}
	return s
}

// newShop makes a shop in a fresh folder with the products of a CSV text; options are those of init.
func newShop(t testing.TB, products string, options ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	run(t, 0, append([]string{"--data", dir, "init", "--name", "Corner shop", "--currency", "EUR", "--country", "DE"}, options...)...)
	file := filepath.Join(t.TempDir(), "products.csv")
	if err := os.WriteFile(file, []byte(products), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, 0, "--data", dir, "import", "products", file)
	return dir
}

// freePort is a loopback port that nobody listens on now.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// process is the program running beside the test; its output is read line by line.
type process struct {
	t   testing.TB
	cmd *exec.Cmd

	mu    sync.Mutex
	lines []string
	more  chan struct{}
}

// start runs the program in the background; it is killed when the test ends.
func start(t testing.TB, env []string, args ...string) *process {
	t.Helper()
	return launch(t, env, binary, args...)
}

// launch runs any program in the background; it is killed when the test ends.
func launch(t testing.TB, env []string, name string, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command(name, args...), more: make(chan struct{}, 1)}
	p.cmd.Env = append(os.Environ(), env...)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stdout, p.cmd.Stderr = w, w
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	go p.read(r)
	t.Cleanup(func() { p.kill() })
	return p
}

func (p *process) read(r *os.File) {
	defer r.Close()
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), 1<<20)
	for sc.Scan() {
		p.mu.Lock()
		p.lines = append(p.lines, sc.Text())
		p.mu.Unlock()
		select {
		case p.more <- struct{}{}:
		default:
		}
	}
}

// kill ends the process as a power cut would: at once, without a word.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// all returns what was printed so far.
func (p *process) all() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.lines...)
}

// wait returns the first line, from the given one on, that match accepts, and the index behind it.
func (p *process) wait(what string, from int, match func(string) bool) (string, int) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	for {
		lines := p.all()
		for i := from; i < len(lines); i++ {
			if match(lines[i]) {
				return lines[i], i + 1
			}
		}
		select {
		case <-p.more:
		case <-ctx.Done():
			p.t.Fatalf("waited in vain for %s; printed so far:\n%s", what, tail(strings.Join(lines, "\n")))
		}
	}
}

// has is a match for lines that begin with a word and hold all the given parts.
func has(first string, parts ...string) func(string) bool {
	return func(line string) bool {
		if !strings.HasPrefix(line, first) {
			return false
		}
		for _, p := range parts {
			if !strings.Contains(line+" ", p+" ") {
				return false
			}
		}
		return true
	}
}

// display starts an X server of the test's own and returns its name.
func display(t testing.TB, size string) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatalf("no X server for the window tests: %v (make test installs xvfb)", err)
	}
	w.Close()
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("the X server did not start: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

// xdo drives the display as hands and a scanner would.
func xdo(t testing.TB, screen string, args ...string) {
	t.Helper()
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+screen)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("xdotool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// spot is where a named part of the window is: the centre of what it last said of itself.
func (p *process) spot(name string) (x, y string) {
	p.t.Helper()
	p.wait("the place of "+name, 0, has("POS "+name+" "))
	for lines := p.all(); len(lines) > 0; lines = lines[:len(lines)-1] {
		if f := strings.Fields(lines[len(lines)-1]); len(f) == 6 && f[0] == "POS" && f[1] == name {
			return middle(f[2], f[4]), middle(f[3], f[5])
		}
	}
	return "", ""
}

func middle(at, size string) string {
	a, _ := strconv.ParseFloat(at, 64)
	s, _ := strconv.ParseFloat(size, 64)
	return strconv.Itoa(int(a + s/2))
}
