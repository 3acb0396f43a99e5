package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"kassa/app/fault"
)

// pace is how much is written before it goes to the disk: in small pieces, so that a sale never waits behind a large one.
const pace = 4 << 20

// whole writes a file so that it stands under its name on the disk, read back and compared, or not at all; what stood there
// before stays until then. It returns the SHA-256 and the size of what was written.
func whole(ctx context.Context, path string, write func(io.Writer) error) (sum []byte, size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), part+"*")
	if err != nil {
		return nil, 0, err
	}
	name := f.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, throwAway(name))
		}
	}()
	out := &pacing{f: f}
	h := sha256.New()
	err = write(io.MultiWriter(out, h))
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, 0, err
	}
	back, n, err := sumOf(ctx, name)
	if err == nil && (n != out.n || !bytes.Equal(back, h.Sum(nil))) {
		err = fmt.Errorf("%s was read back otherwise than it was written", name)
	}
	if err == nil {
		err = os.Rename(name, path)
	}
	if err != nil {
		return nil, 0, err
	}
	return back, n, syncFolder(filepath.Dir(path))
}

// pacing brings what is written to the disk piece by piece.
type pacing struct {
	f       *os.File
	n, last int64
}

func (p *pacing) Write(b []byte) (int, error) {
	k, err := p.f.Write(b)
	if p.n += int64(k); err == nil && p.n-p.last >= pace {
		p.last, err = p.n, p.f.Sync()
	}
	return k, err
}

// syncFolder brings the names in a folder to the disk, where the system has a way to.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // some shares have no way to
		err = nil
	}
	return errors.Join(err, f.Close())
}

// mayReplace refuses a place where something else than a backup stands: a slip of the keyboard costs no file. Faults: NotABackup,
// FileUnwritable.
func mayReplace(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return asFault(path, err)
	}
	begin := make([]byte, len(anyTitle))
	n, err := io.ReadFull(f, begin)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return asFault(path, err)
	}
	if n > 0 && string(begin[:n]) != anyTitle {
		return fault.New(fault.NotABackup, fault.Args{"path": path})
	}
	return nil
}

// windowsFull is what Windows says of a full disk (ERROR_DISK_FULL).
const windowsFull = syscall.Errno(112)

// asFault says what the file system said in a way that a person can act on.
func asFault(path string, err error) error {
	var known *fault.Error
	var file *fs.PathError
	switch {
	case err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG), errors.Is(err, windowsFull) && runtime.GOOS == "windows":
		return fault.Wrap(fault.StorageFull, fault.Args{"path": filepath.Dir(path)}, err)
	case errors.As(err, &file):
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": path}, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// damaged is a fault where there is an error.
func damaged(at fault.Args, err error) error {
	if err == nil {
		return nil
	}
	return fault.Wrap(fault.BackupDamaged, at, err)
}
