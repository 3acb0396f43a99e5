//go:build cgo && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// typed types as a person does, whom nobody takes for a scanner.
func typed(t *testing.T, screen, words string) {
	t.Helper()
	xdo(t, screen, "type", "--delay", "120", words)
	xdo(t, screen, "key", "Return")
}

// ended asks the window to close, and fails unless it ends well.
func (p *process) ended() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Fatalf("the window ended with %v:\n%s", err, tail(strings.Join(p.all(), "\n")))
	}
}

// putsBack restores, and leaves what is said of it. The keyboard on the screen has a key of the same name, which goes meanwhile.
func putsBack(t *testing.T, screen string, till *process) {
	t.Helper()
	from := len(till.all())
	tapKey(t, screen, till, "Restore")
	line, _ := till.wait("the shop that is back", from, func(l string) bool { return has("KEY")(l) && strings.HasSuffix(l, " 60 Next") })
	at := strings.Fields(line)
	xdo(t, screen, "mousemove", middle(at[1], at[3]), middle(at[2], at[4]), "click", "1")
}

// lockedShop is a shop with an owner, three sales and one backup that a passphrase locks.
func lockedShop(t *testing.T) (backup, recovery string) {
	t.Helper()
	dir := newShop(t, goods(3))
	recovery = strings.Fields(strings.TrimPrefix(run(t, 0, "--data", dir, "recovery-code"), "Recovery code: "))[0]
	run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "3", "--seed", "1")
	backup = filepath.Join(t.TempDir(), "only.backup")
	for _, one := range []struct{ in, words string }{{"seven grey bicycles sing\n", "passphrase set --passphrase-stdin"}, {"271828\n", "--pin-stdin staff pin O1"},
		{"271828\n", "--as O1 --pin-stdin backup " + backup}} {
		cmd := exec.Command(binary, append([]string{"--data", dir}, strings.Fields(one.words)...)...)
		cmd.Stdin = strings.NewReader(one.in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", one.words, err, out)
		}
	}
	return backup, recovery
}

// TestANewComputerSellsFromTheFileAlone begins with an empty folder, the backup and what the owner has on paper: the window puts the shop back,
// the owner comes in with the recovery code and a new PIN, and sells in a new number series, within three minutes.
func TestANewComputerSellsFromTheFileAlone(t *testing.T) {
	backup, recovery := lockedShop(t)
	dir, from := filepath.Join(t.TempDir(), "new"), time.Now()
	screen := display(t, "1366x768")
	till := launch(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1", "LANG=C.UTF-8", "HOME=" + t.TempDir()}, binary, "--data", dir)
	tapKey(t, screen, till, "English")
	tapKey(t, screen, till, "I have a backup")
	tapKey(t, screen, till, "field: Or the file")
	typed(t, screen, backup)
	till.wait("the passphrase", 0, func(line string) bool { return shows("field: Passphrase")(line) && !strings.HasPrefix(line, "KEY 0 ") }) // in its place
	tapKey(t, screen, till, "field: Passphrase")
	typed(t, screen, "seven grey bicycles sing")
	putsBack(t, screen, till)
	till.wait("the recovery code", 0, shows("field: Recovery code"))
	known := len(till.all())
	typed(t, screen, recovery)
	till.wait("the new PIN", known, func(l string) bool { return has("KEY")(l) && strings.HasSuffix(l, " Back") })
	sells(t, screen, till, "T1B")
	if took := time.Since(from); took > 3*time.Minute {
		t.Errorf("it took %v, want three minutes at the most", took)
	}
	till.ended()
	run(t, 0, "--data", dir, "verify")
}

// sells types the owner's new PIN twice, and sells one thing for cash in a series.
func sells(t *testing.T, screen string, till *process, series string) {
	t.Helper()
	in := func() bool { return slices.ContainsFunc(till.all(), has("PERSON O1")) }
	for n := 0; n < 6 && !in(); n++ { // what came all at once, after the window was busy, may have been taken for a scan
		typed(t, screen, "314159")
		for wait := time.After(3 * time.Second); n > 0 && !in(); {
			select {
			case <-till.more:
				continue
			case <-wait:
			}
			break
		}
	}
	till.wait("the owner at the till", 0, has("PERSON O1"))
	from := len(till.all())
	xdo(t, screen, "type", "--delay", "1", "2000001")
	xdo(t, screen, "key", "Return")
	till.wait("the line", from, has("STATE", "lines=1"))
	for range 50 { // the total must have stood long enough to be read
		from = len(till.all())
		xdo(t, screen, "key", "F9")
		line, _ := till.wait("the receipt", from, has("STATE"))
		if strings.Contains(line, " receipt="+series) {
			return
		}
	}
	t.Fatal("nothing is sold")
}

// TestBooksThatAreDamagedAreRestoredInTheWindow spoils the first page of the books: the window says so, offers the backup of the folder, and keeps
// what was damaged.
func TestBooksThatAreDamagedAreRestoredInTheWindow(t *testing.T) {
	dir := newShop(t, goods(3))
	run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "3", "--seed", "1")
	run(t, 0, "--data", dir, "backup")
	f, err := os.OpenFile(filepath.Join(dir, "kassa.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(make([]byte, 4096), 0)
	if e := f.Close(); err != nil || e != nil {
		t.Fatal(err, e)
	}
	screen := display(t, "1366x768")
	till := launch(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1", "LANG=C.UTF-8", "HOME=" + t.TempDir()}, binary, "--data", dir)
	line, _ := till.wait("a backup", 0, shows(" MB"))
	at := strings.Fields(line)
	xdo(t, screen, "mousemove", middle(at[1], at[3]), middle(at[2], at[4]), "click", "1")
	putsBack(t, screen, till)
	till.wait("the sell screen", 0, has("STATE", "lines=0"))
	till.ended()
	run(t, 0, "--data", dir, "verify")
	if kept, _ := filepath.Glob(filepath.Join(dir, "kassa.db.before-restore-*")); len(kept) == 0 {
		t.Error("the damaged books are gone")
	}
}
