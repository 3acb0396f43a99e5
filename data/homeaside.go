package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kassa/app/failpoint"
	"kassa/app/fault"
)

// Replacing is what takes the place of a shop in a folder.
type Replacing struct {
	Part string // the books that were made ready, closed and whole, on the disk of their place
	DB   string // their place
	Name string // what is put aside gets this at the end of its name: "before-restore-20261124-101500"
	Head []byte // of state/head
	Seed []byte // of the till's key; nil: the one of the folder stays
}

// plan is a replacement that was begun, as it is kept in the folder while it goes on.
type plan struct {
	Part string `json:"part"`
	DB   string `json:"db"`
	Name string `json:"name"`
}

// fresh ends the names of a head and of a key that were made ready.
const fresh = ".restored"

func (h *Home) planned() string  { return h.Path("state", "restoring") }
func (h *Home) headPath() string { return h.Path("state", "head") }
func (h *Home) seedPath() string { return h.Path("keys", "till.seed") }

// Replace puts other books into their place. Nothing is thrown away: the books, the head and the key that were here stay beside,
// under names that say when. It returns where the books are now that were here; nothing where there were none. The folder must
// be locked.
//
// What shall happen is on the disk before anything is moved (state/restoring): a power cut before that leaves the old books, one after it is
// carried on by the next start (see [Home.Settle]), and an error in the middle brings everything back.
func (h *Home) Replace(r Replacing) (aside string, err error) {
	p := plan{r.Part, r.DB, r.Name}
	if info, err := os.Stat(r.DB); err == nil && info.Size() > 0 {
		aside = p.aside(r.DB)
	}
	for _, path := range h.places(p) {
		if there(p.aside(path)) {
			return "", folderFault(h.dir, fs.ErrExist)
		}
	}
	if err := syncFile(r.Part); err != nil {
		return "", refusedByFolder(r.Part, err)
	}
	if err := h.walk(append(h.ready(r, p), h.moves(p)...)); err != nil {
		return "", folderFault(h.dir, errors.Join(err, h.undo(p)))
	}
	return aside, nil
}

// places are the files that a plan moves.
func (h *Home) places(p plan) (paths []string) {
	for _, end := range beside {
		paths = append(paths, p.DB+end)
	}
	return append(paths, h.seedPath(), h.headPath())
}

// Settle carries on a replacement that a power cut interrupted. Fault: TillBusy, while another program does it.
func (h *Home) Settle() (err error) {
	text, err := os.ReadFile(h.planned())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Wrap(fault.FileUnreadable, fault.Args{"path": h.planned()}, err)
	}
	release, err := h.Lock()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	var p plan
	if err := json.Unmarshal(text, &p); err != nil {
		return fault.Wrap(fault.FileUnreadable, fault.Args{"path": h.planned()}, err)
	}
	if !there(p.Part) && !there(p.DB) {
		err = h.undo(p)
	} else {
		err = h.walk(h.moves(p))
	}
	if err != nil {
		return folderFault(h.dir, err)
	}
	return nil
}

// walk takes steps in their order; a fault test dies between two.
func (h *Home) walk(steps []func() error) error {
	for i, step := range steps {
		if err := failpoint.Hit(fmt.Sprintf("replace.%d", len(steps)-i)); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// ready are the steps before anything is moved.
func (h *Home) ready(r Replacing, p plan) []func() error {
	return []func() error{
		func() error {
			if r.Seed == nil {
				return erased(h.seedPath() + fresh)
			}
			return writeDurably(h.seedPath()+fresh, r.Seed)
		},
		func() error { return writeDurably(h.headPath()+fresh, r.Head) },
		func() error {
			text, err := json.Marshal(p)
			if err != nil {
				return err
			}
			return writeDurably(h.planned(), text)
		},
	}
}

// beside are what SQLite keeps beside books.
var beside = [...]string{"", "-wal", "-shm", "-journal"}

// moves are the steps of a plan. Each may be taken again after a power cut: it does nothing when it was done.
func (h *Home) moves(p plan) (steps []func() error) {
	for _, end := range beside {
		steps = append(steps, func() error {
			if !there(p.Part) { // these are the new books already
				return nil
			}
			return putAside(p.DB+end, p.aside(p.DB+end))
		})
	}
	for _, path := range []string{h.seedPath(), h.headPath()} {
		steps = append(steps, func() error {
			if !there(path + fresh) {
				return nil
			}
			return putAside(path, p.aside(path))
		}, func() error { return renamed(path+fresh, path) })
	}
	return append(steps, func() error { return renamed(p.Part, p.DB) }, func() error { return erased(h.planned()) })
}

// undo brings back what a plan moved, where its books did not come into their place.
func (h *Home) undo(p plan) (err error) {
	if !there(p.Part) && there(p.DB) {
		return nil // they did
	}
	err = errors.Join(erased(h.seedPath()+fresh), erased(h.headPath()+fresh))
	for _, path := range h.places(p) {
		if there(p.aside(path)) {
			err = errors.Join(err, renamed(p.aside(path), path))
		}
	}
	if err == nil {
		err = erased(h.planned())
	}
	return err
}

// aside is the name under which something stays beside; books keep what SQLite keeps beside them.
func (p plan) aside(path string) string {
	if end, ours := strings.CutPrefix(path, p.DB); ours {
		return p.DB + "." + p.Name + end
	}
	return path + "." + p.Name
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// erased removes a file that may be gone already, for certain.
func erased(path string) error {
	if err := os.Remove(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// renamed gives a file another name for certain; one that is not there has it already.
func renamed(path, to string) error {
	if err := os.Rename(path, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// putAside gives a file another name, which no other has. An empty file, which is no books, is left to be replaced.
func putAside(path, to string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if err == nil && there(to) {
		err = fs.ErrExist
	}
	if err != nil {
		return err
	}
	return renamed(path, to)
}

// Forget throws the books at a path away with everything that stands beside them under their name: for books that were only
// being made ready.
func Forget(path string) error {
	kept, err := filepath.Glob(globbed(path) + ".before-*")
	for _, name := range kept {
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
