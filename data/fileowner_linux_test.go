//go:build cgo

package data

import "syscall"

// setFileOwner changes whose rights this thread has over files (setfsuid(2)); the rest of the process keeps its own.
func setFileOwner(uid int) error {
	_, _, failed := syscall.RawSyscall(syscall.SYS_SETFSUID, uintptr(uid), 0, 0)
	if failed != 0 {
		return failed
	}
	return nil
}
