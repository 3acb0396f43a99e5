//go:build prove && cgo && linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Disks that fail under the real program, made with strace: a call of the books' files answers with an error, or the program
// is gone before it. They need strace and take minutes, so they are part of make prove alone.

// booksOf names the files of the books to strace: only their calls fail.
func booksOf(dir string) []string {
	var list []string
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		list = append(list, "-P", filepath.Join(dir, "kassa.db"+end))
	}
	return list
}

// traced runs the program under strace with one fault put into the calls of some files (none: of all), and returns what it said
// and how it ended.
func traced(t *testing.T, dir string, files []string, inject string, args ...string) (said string, code int) {
	t.Helper()
	list := append([]string{"-f", "-qq", "-o", "/dev/null", "-e", "inject=" + inject}, files...)
	cmd := exec.Command("strace", append(append(list, binary, "--data", dir), args...)...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatalf("strace: %v (Debian and Ubuntu: apt-get install strace)", err)
	}
	if strings.Contains(string(out), "goroutine ") || strings.Contains(string(out), "panic:") {
		t.Errorf("%s: the program fell over:\n%s", inject, tail(string(out)))
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// acks are the sales that were acknowledged, by id, as storedSales has them.
func acks(said string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(said) {
		if f := strings.Fields(line); len(f) >= 4 && f[0] == "ACK" {
			all[f[2]] = f[1] + " " + f[3]
		}
	}
	return all
}

// lost are the acknowledged sales that are not stored as they were said.
func lost(acked, stored map[string]string) (n int) {
	for id, want := range acked {
		if stored[id] != want {
			n++
		}
	}
	return n
}

// TestADiskThatFailsNeverLies lets each call of a day's sales fail once, or from then on for good, with an I/O error or for want
// of room. What was acknowledged is stored, and what was stored without an acknowledgement is at most the one sale in doubt.
func TestADiskThatFailsNeverLies(t *testing.T) {
	const sales = 12
	dir, failed, doubt := newShop(t, goods(40)), 0, 0
	var acked = map[string]string{}
	for i, call := range []string{"fsync", "pwrite64"} {
		for _, why := range []string{"EIO", "ENOSPC"} {
			for n := range 15 {
				when := strconv.Itoa(n*(1+13*i) + 1)
				for _, long := range []string{"", "+"} {
					before := len(storedSales(t, dir))
					fault := fmt.Sprintf("%s:error=%s:when=%s%s", call, why, when, long)
					said, code := traced(t, dir, booksOf(dir), fault, "simulate", "cashier", "--sales", strconv.Itoa(sales), "--seed", when)
					mine := acks(said)
					for id, sale := range mine {
						acked[id] = sale
					}
					run(t, 0, "--data", dir, "verify")
					stored := storedSales(t, dir)
					if missing := lost(acked, stored); missing > 0 {
						t.Errorf("%s: %d acknowledged sales are lost", fault, missing)
					}
					unsaid := len(stored) - before - len(mine)
					if unsaid < 0 || unsaid > 1 {
						t.Errorf("%s: %d sales acknowledged, %d stored", fault, len(mine), len(stored)-before)
					}
					if code != 0 {
						failed++
					}
					doubt += unsaid
				}
			}
		}
	}
	t.Logf("120 faults, %d ended the selling, %d sales acknowledged, %d stored without", failed, len(acked), doubt)
	if failed < 20 {
		t.Errorf("only %d faults were felt", failed)
	}
}

// TestADiskThatLiesIsFoundOut is the control of the test above: a disk that says it wrote and did not loses acknowledged sales, and
// the same comparison says so.
func TestADiskThatLiesIsFoundOut(t *testing.T) {
	dir := newShop(t, goods(40))
	said, _ := traced(t, dir, booksOf(dir), "pwrite64:retval=4096:when=60+", "simulate", "cashier", "--sales", "20")
	acked := acks(said)
	if out, err := exec.Command(binary, "--data", dir, "verify").CombinedOutput(); err != nil {
		t.Logf("seen by verify: %v %s", err, tail(string(out)))
		return
	}
	if n := lost(acked, storedSales(t, dir)); n == 0 {
		t.Errorf("a disk that forgot everything lost none of %d acknowledged sales", len(acked))
	} else {
		t.Logf("%d of %d acknowledged sales are gone", n, len(acked))
	}
}

// TestKilledAtAnyCallTheBooksGoOn kills the program before the first, second, third … call that writes, in founding a shop, in
// bringing goods in, in selling and in a backup. The next start goes on unaided, and nothing acknowledged is lost.
func TestKilledAtAnyCallTheBooksGoOn(t *testing.T) {
	founding := []string{"init", "--name", "Corner shop", "--currency", "EUR", "--country", "DE"}
	file := filepath.Join(t.TempDir(), "products.csv")
	if err := os.WriteFile(file, []byte(goods(10)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]struct{ first, then []string }{
		"founding": {nil, founding},
		"goods":    {founding, []string{"import", "products", file}},
		"selling":  {nil, []string{"simulate", "cashier", "--sales", "3"}},
		"backup":   {nil, []string{"backup"}},
	} {
		kills := 0
		for _, call := range []string{"fsync", "pwrite64", "unlink,unlinkat", "ftruncate", "rename,renameat"} {
			for n := 1; n <= 300; n += 1 + n/8 {
				dir := filepath.Join(t.TempDir(), "shop")
				switch {
				case do.first != nil:
					run(t, 0, append([]string{"--data", dir}, do.first...)...)
				case name != "founding":
					dir = newShop(t, goods(10))
				}
				said, code := traced(t, dir, nil, fmt.Sprintf("%s:signal=SIGKILL:when=%d", call, n), do.then...)
				if code == 0 {
					break // it came to its end before
				}
				kills++
				goesOn(t, dir, fmt.Sprintf("%s, killed at %s %d", name, call, n), founding, acks(said))
			}
		}
		t.Logf("%s: %d kills", name, kills)
		if kills < 5 {
			t.Errorf("%s: only %d kills", name, kills)
		}
	}
}

// goesOn starts once more over books that were left in the middle.
func goesOn(t *testing.T, dir, what string, founding []string, acked map[string]string) {
	t.Helper()
	out, err := exec.Command(binary, "--data", dir, "export", "sales", "--format", "json").CombinedOutput()
	if err != nil { // no shop yet: it is founded now
		if out, err = exec.Command(binary, append([]string{"--data", dir}, founding...)...).CombinedOutput(); err != nil {
			t.Errorf("%s: cannot be founded again: %v %s", what, err, tail(string(out)))
			return
		}
	}
	file := filepath.Join(t.TempDir(), "products.csv")
	if err := os.WriteFile(file, []byte(goods(10)), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, 0, "--data", dir, "import", "products", file)
	run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "2", "--seed", "9")
	run(t, 0, "--data", dir, "verify")
	if n := lost(acked, storedSales(t, dir)); n > 0 {
		t.Errorf("%s: %d acknowledged sales are lost", what, n)
	}
}
