//go:build prove && loop && cgo && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// Power cuts on a file system of the test's own, which takes root and a loop device: the file system is shut down in the middle
// of selling without writing its log, so that whatever no fsync brought down is gone.

// disk is a file system in a file.
type disk struct {
	t            *testing.T
	image, mount string
}

func newDisk(t *testing.T, mebibytes int64) *disk {
	t.Helper()
	d := &disk{t: t, image: filepath.Join(t.TempDir(), "disk.img"), mount: filepath.Join(t.TempDir(), "disk")}
	f, err := os.Create(d.image)
	if err == nil {
		err = f.Truncate(mebibytes << 20)
	}
	if err == nil {
		err = f.Close()
	}
	if err == nil {
		err = os.Mkdir(d.mount, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.do("mkfs.ext4", "-q", d.image)
	d.up()
	t.Cleanup(func() { _ = exec.Command("umount", "-l", d.mount).Run() })
	return d
}

func (d *disk) do(name string, args ...string) {
	d.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		d.t.Fatalf("%s %s: %v %s", name, strings.Join(args, " "), err, out)
	}
}

func (d *disk) up()   { d.t.Helper(); d.do("mount", "-o", "loop", d.image, d.mount) }
func (d *disk) down() { d.t.Helper(); d.do("umount", d.mount) }

// What the kernel calls shutting a file system down without flushing its log: FS_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
const (
	fsShutdown = 0x8004587d
	noLogFlush = 2
)

// cut takes the power away: from now on nothing reaches the disk.
func (d *disk) cut() {
	d.t.Helper()
	f, err := os.Open(d.mount)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	how := uint32(noLogFlush)
	if _, _, no := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), fsShutdown, uintptr(unsafe.Pointer(&how))); no != 0 {
		d.t.Fatalf("the file system cannot be shut down: %v", no)
	}
}

// shop founds a shop on the disk.
func (d *disk) shop() string {
	d.t.Helper()
	dir := filepath.Join(d.mount, "shop")
	run(d.t, 0, "--data", dir, "init", "--name", "Corner shop", "--currency", "EUR", "--country", "DE")
	file := filepath.Join(d.t.TempDir(), "products.csv")
	if err := os.WriteFile(file, []byte(goods(40)), 0o600); err != nil {
		d.t.Fatal(err)
	}
	run(d.t, 0, "--data", dir, "import", "products", file)
	return dir
}

// sellAndCut sells with a command until the power goes, and returns what was acknowledged before.
func (d *disk) sellAndCut(wait time.Duration, name string, args ...string) map[string]string {
	d.t.Helper()
	p := launch(d.t, nil, name, args...)
	p.wait("a sale", 0, has("ACK"))
	<-time.After(wait)
	acked := acks(strings.Join(p.all(), "\n"))
	d.cut()
	p.kill()
	d.down()
	d.up()
	return acked
}

// TestAPowerCutLosesNoAcknowledgedSale cuts the power two hundred times while a cashier sells. What was acknowledged before the cut
// is stored, with numbers without a gap, and the verifier is content.
func TestAPowerCutLosesNoAcknowledgedSale(t *testing.T) {
	random, cuts, all := rand.New(rand.NewPCG(2026, 12)), 0, 0
	for range 8 {
		d := newDisk(t, 64)
		dir, acked := d.shop(), map[string]string{}
		for range 25 {
			mine := d.sellAndCut(time.Duration(60+random.IntN(300))*time.Millisecond, binary, "--data", dir, "simulate", "cashier", "--sales", "100000",
				"--seed", fmt.Sprint(cuts))
			for id, sale := range mine {
				acked[id] = sale
			}
			run(t, 0, "--data", dir, "verify")
			cuts++
		}
		if n := lost(acked, storedSales(t, dir)); n > 0 {
			t.Errorf("%d of %d acknowledged sales are lost", n, len(acked))
		}
		all += len(acked)
		d.down()
	}
	t.Logf("%d power cuts, %d sales acknowledged before them", cuts, all)
}

// TestAPowerCutIsFeltWithoutFsync is the control: the same program over a disk that only says that it synchronises loses sales, and
// the same comparison says so.
func TestAPowerCutIsFeltWithoutFsync(t *testing.T) {
	gone, rounds := 0, 10
	for range rounds {
		d := newDisk(t, 64)
		dir := d.shop()
		syscall.Sync()
		list := append([]string{"-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync,fdatasync:retval=0"}, booksOf(dir)...)
		acked := d.sellAndCut(400*time.Millisecond, "strace", append(list, binary, "--data", dir, "simulate", "cashier", "--sales", "100000")...)
		out, err := exec.Command(binary, "--data", dir, "verify").CombinedOutput()
		if err != nil || lost(acked, storedSales(t, dir)) > 0 {
			gone++
		} else {
			t.Logf("nothing of %d sales was lost: %s", len(acked), tail(string(out)))
		}
		d.down()
	}
	t.Logf("%d of %d cuts lost sales", gone, rounds)
	if gone < rounds/2 {
		t.Errorf("only %d of %d cuts without fsync lost anything", gone, rounds)
	}
}

// TestAFullDiskAndOneThatCannotBeWrittenLoseNothing sells until there is no room, and tries to on a disk that can only be read.
func TestAFullDiskAndOneThatCannotBeWrittenLoseNothing(t *testing.T) {
	d := newDisk(t, 24)
	dir := d.shop()
	acked := map[string]string{}
	for seed := range 20 {
		out, err := exec.Command(binary, "--data", dir, "simulate", "cashier", "--sales", "2000", "--seed", fmt.Sprint(seed)).CombinedOutput()
		for id, sale := range acks(string(out)) {
			acked[id] = sale
		}
		if strings.Contains(string(out), "goroutine ") {
			t.Fatalf("the program fell over: %s", tail(string(out)))
		}
		if err != nil {
			t.Logf("after %d sales: %s", len(acked), tail(lastLine(string(out))))
			break
		}
	}
	d.do("mount", "-o", "remount,ro", d.mount)
	out, err := exec.Command(binary, "--data", dir, "simulate", "cashier", "--sales", "1").CombinedOutput()
	if err == nil || strings.Contains(string(out), "goroutine ") || !strings.Contains(string(out), d.mount) {
		t.Errorf("on a disk that can only be read: %v, %s", err, out)
	}
	d.do("mount", "-o", "remount,rw", d.mount)
	if err := os.Remove(filepath.Join(dir, "state", "ballast")); err != nil {
		t.Log(err)
	}
	run(t, 0, "--data", dir, "verify")
	if n := lost(acked, storedSales(t, dir)); n > 0 || len(acked) == 0 {
		t.Errorf("%d of %d acknowledged sales are lost", n, len(acked))
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}
