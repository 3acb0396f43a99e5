//go:build !windows

package data

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes the file for this process until it is closed, without waiting.
func lockFile(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func isReadOnly(err error) bool { return errors.Is(err, unix.EROFS) }

// freeSpace is what a person without special rights may still write (statvfs(3), f_bavail).
func freeSpace(path string) (bytes uint64, known bool) {
	var st unix.Statfs_t
	if unix.Statfs(path, &st) != nil {
		return 0, false
	}
	return uint64(st.Bavail) * uint64(st.Bsize), true
}

// openToOthers reports whether somebody else may read a file, or look into a folder.
func openToOthers(info os.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
