//go:build cgo

package backup_test

import (
	"bytes"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"kassa/app/backup"
	"kassa/app/fault"
)

// The disk is full while a backup is written: here no file may grow beyond a size. In one case the copy of the books fits no
// more, in the other the copy fits and the packed backup does not.
func TestAFullDiskLeavesTheBackupThatIsThere(t *testing.T) {
	k := open(t)
	path := filepath.Join(k.folder, "same.backup")
	k.make(backup.Wish{Why: backup.Asked, File: path})
	old := read(t, path)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	t.Cleanup(func() { signal.Reset(syscall.SIGXFSZ) })
	small := was
	small.Cur = 10_000
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Fatal(err)
	}
	_, err := k.Make(k.owner(), backup.Wish{Why: backup.Asked, File: path})
	if again := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); again != nil {
		t.Fatal(again)
	}
	if err == nil {
		t.Fatal("a backup fitted into 10 kB")
	}
	if _, known := fault.Of(err); !known {
		t.Errorf("%v is nothing that a person can act on", err)
	}
	if got := files(t, k.folder); len(got) != 1 || !bytes.Equal(read(t, path), old) {
		t.Errorf("the folder holds %v, want the old backup as it was", got)
	}
	if s, _ := k.State(k.owner()); s.Failed != nil {
		t.Error("a file that somebody asked for counts as a failure of the backups that are made by themselves")
	}
	if _, err := k.Make(k.owner(), backup.Wish{Why: backup.Asked, File: path}); err != nil {
		t.Errorf("with room again: %v", err)
	}
}
