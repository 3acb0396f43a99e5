//go:build unix

package printer

import (
	"errors"
	"os"
	"syscall"

	"github.com/creack/pty"
)

// Line makes a serial line without a wire: a pseudo-terminal. Talk over device; a till opens the port called name.
// Closing device ends the line.
func Line() (device *Device, name string, err error) {
	far, near, err := pty.Open()
	if err != nil {
		return nil, "", err
	}
	// A read of the far end must end when it is closed, which wants a handle that does not block.
	handle, err := syscall.Dup(int(far.Fd()))
	if err == nil {
		err = syscall.SetNonblock(handle, true)
	}
	_ = far.Close()
	if err != nil {
		return nil, "", errors.Join(err, near.Close())
	}
	return &Device{File: os.NewFile(uintptr(handle), "line"), near: near}, near.Name(), nil
}

// Device is the printer's end of a line. It keeps the till's end open, or the line would die when a till hangs up.
type Device struct {
	*os.File
	near *os.File
}

// Close ends the line.
func (d *Device) Close() error { return errors.Join(d.File.Close(), d.near.Close()) }
