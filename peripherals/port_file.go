package peripherals

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kassa/app/fault"
)

// OpenFile opens a device file such as /dev/usb/lp0 for both directions, or a plain file to append to; a plain file
// that does not exist is made, a device that does not exist is fault.PortMissing. A plain file never answers: its Read
// gives io.EOF.
func OpenFile(ctx context.Context, path string) (Port, error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, badAddress(path, errors.New("it is a folder"))
	case err == nil && !info.Mode().IsRegular():
		return openDevice(ctx, path)
	case err != nil && (!errors.Is(err, fs.ErrNotExist) || inDev(path)):
		return nil, portFault(path, err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, portFault(path, err)
	}
	return &plainFile{file: file, ctx: ctx.Err}, nil
}

// inDev tells whether a path is in the folder of devices, where a missing device must not become a plain file.
func inDev(path string) bool {
	path, err := filepath.Abs(path)
	return err == nil && strings.HasPrefix(filepath.ToSlash(path), "/dev/")
}

// openDevice opens a device file. It can say no to a second opener, and some hang, so a pump stands before it.
func openDevice(ctx context.Context, path string) (Port, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) { // a device that can only be written, or a pipe of that kind
		if only, errOnly := os.OpenFile(path, os.O_WRONLY, 0); errOnly == nil {
			file, err = only, nil
		}
	}
	if err != nil {
		return nil, portFault(path, err)
	}
	return newPump(ctx, file, pumpRules{chunk: 4096, pace: func(int) time.Duration { return 0 }}), nil
}

// plainFile collects bytes.
type plainFile struct {
	file *os.File
	ctx  func() error
}

// Read says that no answer will ever come.
func (*plainFile) Read([]byte) (int, error) { return 0, io.EOF }

// Write appends.
func (p *plainFile) Write(data []byte) (int, error) {
	if err := p.ctx(); err != nil {
		return 0, err
	}
	n, err := p.file.Write(data)
	if errors.Is(err, syscall.ENOSPC) {
		return n, fault.Wrap(fault.StorageFull, fault.Args{"path": p.file.Name()}, err)
	}
	return n, err
}

// Close makes what was written durable.
func (p *plainFile) Close() error { return errors.Join(p.file.Sync(), p.file.Close()) }
