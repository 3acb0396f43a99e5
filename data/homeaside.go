package data

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Replacing is what takes the place of a shop in a folder.
type Replacing struct {
	Part string // the books that were made ready, closed and whole, on the disk of their place
	DB   string // their place
	Name string // what is put aside gets this at the end of its name: "before-restore-20261124-101500"
	Head []byte // of state/head
	Seed []byte // of the till's key; nil: the one of the folder stays
}

// Replace puts other books into their place. Nothing is thrown away: the books, the head and the key that were here stay beside,
// under names that say when. It returns where the books are now that were here; nothing where there were none. The folder must
// be locked. A power cut in the middle leaves no books in their place, and all of them beside it.
func (h *Home) Replace(r Replacing) (aside string, err error) {
	if err := syncFile(r.Part); err != nil {
		return "", refusedByFolder(r.Part, err)
	}
	end := "." + r.Name
	moved, err := putAside(r.DB, r.DB+end)
	if err != nil {
		return "", folderFault(h.dir, err)
	}
	if moved {
		aside = r.DB + end
	}
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		if _, err := putAside(r.DB+beside, r.DB+end+beside); err != nil {
			return aside, folderFault(h.dir, err)
		}
	}
	if r.Seed != nil {
		path := h.Path("keys", "till.seed")
		if _, err = putAside(path, path+end); err == nil {
			err = writeDurably(path, r.Seed)
		}
		if err != nil {
			return aside, folderFault(h.dir, err)
		}
	}
	path := h.Path("state", "head")
	if _, err = putAside(path, path+end); err == nil {
		err = h.Write(r.Head)
	}
	if err == nil {
		err = os.Rename(r.Part, r.DB)
	}
	if err != nil {
		return aside, folderFault(h.dir, err)
	}
	return aside, syncFolder(filepath.Dir(r.DB))
}

// putAside gives a file another name; moved is false where there is none. An empty file, which is no books, is left to be replaced.
func putAside(path, to string) (moved bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		return false, errors.Join(fs.ErrExist, err)
	}
	return true, os.Rename(path, to)
}

// Forget throws the books at a path away with everything that stands beside them under their name: for books that were only
// being made ready.
func Forget(path string) error {
	beside, err := filepath.Glob(globbed(path) + ".before-*")
	for _, name := range beside {
		err = errors.Join(err, os.Remove(name))
	}
	return errors.Join(err, forget(path))
}

// globbed is a path in which no sign means more than itself.
func globbed(path string) string {
	var b []byte
	for i := range len(path) {
		if c := path[i]; c == '*' || c == '?' || c == '[' {
			b = append(b, '[', c, ']')
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}
