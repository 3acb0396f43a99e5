package data

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"kassa/app/fault"
)

// Home is the folder of one till: what is needed before the books open, and what must lie beside them.
//
//	kassa.toml      which database, which till
//	kassa.db        the books, where they are SQLite
//	state/head      the head of the journal, compared at start
//	keys/till.seed  the key that signs heads, 0600, in no backup
//	log/            what the program wrote about itself
type Home struct{ dir string }

// Bootstrap is kassa.toml: what must be known before the database opens. Everything else is a setting in the books.
type Bootstrap struct {
	Database string `toml:"database"` // DSN; empty: kassa.db in the folder
	Till     string `toml:"till"`     // code; empty: the first
}

// SeedSize is the length of a till's signing seed in bytes (Ed25519, RFC 8032 section 5.1.5).
const SeedSize = 32

// OpenHome makes the folder when it is missing and refuses one where books get damaged: on a network share, or in a
// folder that another program synchronises behind our back. Faults: FolderRefused, StorageReadOnly.
func OpenHome(dir string) (*Home, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("folder %s: %w", dir, err)
	}
	if synchronised(abs) {
		return nil, fault.New(fault.FolderRefused, fault.Args{"path": abs, "reason": "synchronised"})
	}
	for _, sub := range []string{"", "state", "keys", "log", "backup"} {
		if err := privateFolder(filepath.Join(abs, sub)); err != nil {
			return nil, folderFault(abs, err)
		}
	}
	if onNetwork(abs) {
		return nil, fault.New(fault.FolderRefused, fault.Args{"path": abs, "reason": "network"})
	}
	return &Home{dir: abs}, nil
}

// Dir is the folder.
func (h *Home) Dir() string { return h.dir }

// Path is a file in the folder.
func (h *Home) Path(parts ...string) string {
	return filepath.Join(append([]string{h.dir}, parts...)...)
}

// Bootstrap reads kassa.toml; a missing file is an empty one.
func (h *Home) Bootstrap() (Bootstrap, error) {
	var b Bootstrap
	path := h.Path("kassa.toml")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err == nil {
		_, err = toml.Decode(string(text), &b)
	}
	if err != nil {
		return b, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	return b, nil
}

// Seed is the till's signing seed: read, or made from the given source of chance when there is none yet.
func (h *Home) Seed(random io.Reader) ([]byte, error) {
	path := h.Path("keys", "till.seed")
	seed, err := os.ReadFile(path)
	switch {
	case err == nil && len(seed) == SeedSize:
		return seed, nil
	case err == nil:
		return nil, fault.New(fault.FileUnreadable, fault.Args{"path": path})
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	seed = make([]byte, SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, fmt.Errorf("till key: %w", err)
	}
	return seed, writeDurably(path, seed)
}

// Read is the text of state/head; empty before the first one.
func (h *Home) Read() ([]byte, error) {
	text, err := os.ReadFile(h.Path("state", "head"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// Write replaces state/head whole: a crash leaves the old text or the new.
func (h *Home) Write(text []byte) error { return writeDurably(h.Path("state", "head"), text) }

// Lock holds the till for one window; a second one is told so. Fault: TillBusy.
func (h *Home) Lock() (release func() error, err error) {
	f, err := os.OpenFile(h.Path("state", "window.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, folderFault(h.dir, err)
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(fault.Wrap(fault.TillBusy, nil, err), f.Close())
	}
	return f.Close, nil
}

// writeDurably replaces a file: temporary name, sync, rename, sync of the folder.
func writeDurably(path string, text []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func privateFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return os.Chmod(path, 0o700)
}

func folderFault(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) || isReadOnly(err) {
		return fault.Wrap(fault.StorageReadOnly, fault.Args{"path": path}, err)
	}
	return fmt.Errorf("folder %s: %w", path, err)
}

// synchronised tells a path within a folder of a service that copies files to a cloud, by the names the services give.
func synchronised(path string) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return r == '/' || r == '\\' }) {
		for _, s := range []string{"onedrive", "dropbox", "google drive", "googledrive", "yandex.disk", "yandexdisk", "icloud"} {
			if strings.HasPrefix(part, s) {
				return true
			}
		}
	}
	return false
}
