package data

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lockFile takes the file for this process until it is closed, without waiting.
func lockFile(f *os.File) error {
	return windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{})
}

// syncFolder has nothing to do: NTFS writes a rename through its own journal.
func syncFolder(string) error { return nil }

func isReadOnly(err error) bool { return err == windows.ERROR_WRITE_PROTECT }

// onNetwork tells a path on a network drive.
func onNetwork(path string) bool {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}

// freeSpace is what this person may still write.
func freeSpace(path string) (bytes uint64, known bool) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, false
	}
	err = windows.GetDiskFreeSpaceEx(name, &bytes, nil, nil)
	return bytes, err == nil
}

// openToOthers cannot be told from the mode of a file here; the folder of a person is closed to others by its parent.
func openToOthers(os.FileInfo) bool { return false }
