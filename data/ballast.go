package data

import (
	"errors"
	"io/fs"
	"os"
)

// ballast is how large the file is that holds room for a full disk: a day's sales and a Z report fit into it many times.
const ballast = 16 << 20

// Reserve makes state/ballast where it is missing. It is written in full: a file with holes would hold no room.
func (h *Home) Reserve() (err error) {
	path := h.Path("state", "ballast")
	if info, err := os.Stat(path); err == nil && info.Size() == ballast {
		return nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	filler := make([]byte, 1<<20)
	for i := range filler {
		filler[i] = byte(i * 7) // some file systems store noughts as holes
	}
	for range ballast / len(filler) {
		if _, err = f.Write(filler); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(f.Sync(), f.Close())
}

// Release gives the room of state/ballast back.
func (h *Home) Release() error {
	if err := os.Remove(h.Path("state", "ballast")); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
