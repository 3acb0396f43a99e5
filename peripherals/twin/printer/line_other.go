//go:build !unix

package printer

import (
	"errors"
	"os"
)

// Line makes a serial line without a wire where the system has pseudo-terminals; here it has none.
func Line() (device *Device, name string, err error) { return nil, "", errors.ErrUnsupported }

// Device is the printer's end of a line.
type Device struct{ *os.File }
