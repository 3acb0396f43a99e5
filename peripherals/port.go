package peripherals

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"syscall"
	"time"

	"kassa/app/fault"
)

// Port moves bytes to and from a device. It serves until it is closed or the context it was opened with ends; then
// Read and Write return at once with an error.
type Port interface {
	// Read waits a short while (at most 0.1 s). 0, nil means: nothing came in time. io.EOF: nothing will come any more.
	Read([]byte) (int, error)
	// Write returns when all bytes are on their way, or with an error when the device took none for 5 s. The count
	// includes bytes of which it is not known whether they arrived, so 0 with an error means that nothing was sent.
	// It is safe to write at most 16 bytes while the device holds back a longer text: such a question is not held back.
	Write([]byte) (int, error)
	Close() error
}

// Times of every port.
const (
	readWait  = 100 * time.Millisecond // one Read
	writeWait = 5 * time.Second        // a Write without progress
	dialWait  = 3 * time.Second        // a connection
)

// Stalled is the error of a Write to a device that takes no more bytes.
var errStalled = errors.New("the device takes no more bytes")

// Open opens the port of an address. Errors are faults: BadAddress, PortMissing, PortBusy, PortDenied, DeviceSilent.
func Open(ctx context.Context, address Address) (Port, error) {
	switch address.Transport {
	case TCP:
		return OpenTCP(ctx, address.Place)
	case Serial:
		mode, err := serialMode(address)
		if err != nil {
			return nil, err
		}
		return OpenSerial(ctx, address.Place, mode)
	case File:
		return OpenFile(ctx, address.Place)
	}
	return nil, fault.New(fault.BadAddress, fault.Args{"address": address.Text})
}

// portFault translates what the system says about a port.
func portFault(address string, err error) error {
	args := fault.Args{"address": address}
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENXIO), errors.Is(err, syscall.ENODEV), errors.Is(err, syscall.EIO):
		return fault.Wrap(fault.PortMissing, args, err)
	case errors.Is(err, fs.ErrPermission):
		return fault.Wrap(fault.PortDenied, args, err)
	case errors.Is(err, syscall.EBUSY):
		return fault.Wrap(fault.PortBusy, args, err)
	}
	return fault.Wrap(fault.DeviceSilent, args, err)
}

// drain reads what a device still says until it closes its side or the time is over, and forgets it.
func drain(port io.Reader, limit time.Duration) {
	end := time.Now().Add(limit)
	var buf [256]byte
	for time.Now().Before(end) {
		if _, err := port.Read(buf[:]); err != nil {
			return
		}
	}
}
