//go:build unix

package peripherals

import "syscall"

// lockDevice holds a device for this port alone, until the answer is called. The lock lies on the device itself, so it
// is found by every name of the device, goes with the process, and leaves no file behind. (The library's own TIOCEXCL
// does not stop the administrator.)
func lockDevice(name string) (unlock func(), err error) {
	handle, err := syscall.Open(name, syscall.O_RDWR|syscall.O_NOCTTY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(handle, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = syscall.Close(handle)
		return nil, syscall.EBUSY
	}
	return func() { _ = syscall.Close(handle) }, nil
}
