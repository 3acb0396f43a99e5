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
//	keys/pepper     what PINs and badges are made with, 0600, in no backup; the same for all tills of a shop
//	log/            what the program wrote about itself
//	state/training  the act with which training mode began, while it goes on
//	training/       the till of training mode, a folder like this one
type Home struct{ dir string }

// Bootstrap is kassa.toml: what must be known before the database opens. Everything else is a setting in the books.
type Bootstrap struct {
	Database string `toml:"database"` // DSN; empty: kassa.db in the folder
	Till     string `toml:"till"`     // code; empty: the first
}

// SeedSize is the length of a till's signing seed in bytes (Ed25519, RFC 8032 section 5.1.5).
const SeedSize = 32

// MakeHome makes the folder where it is missing, closed to others, and opens it. Faults: FolderRefused, StorageReadOnly.
func MakeHome(dir string) (*Home, error) {
	h, err := OpenHome(dir)
	if err != nil {
		return nil, err
	}
	for _, sub := range []string{"", "state", "keys", "log", "backup"} {
		if err := privateFolder(h.Path(sub)); err != nil {
			return nil, folderFault(h.dir, err)
		}
	}
	return h, h.Fits(h.Path("kassa.db"))
}

// OpenHome names an existing folder; it changes nothing. Fault: FolderRefused.
func OpenHome(dir string) (*Home, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("folder %s: %w", dir, err)
	}
	h := &Home{dir: abs}
	return h, h.Fits(h.Path("kassa.db"))
}

// Resolve makes a path of kassa.toml one that does not depend on where the program was started; addresses and the
// empty text stay.
func (h *Home) Resolve(database string) string {
	if database == "" || strings.Contains(database, "://") || filepath.IsAbs(database) {
		return database
	}
	return h.Path(database)
}

// Fits refuses books in a place where they get damaged: on a network share, or in a folder that another program
// synchronises behind our back. A PostgreSQL address fits. Fault: FolderRefused.
func (h *Home) Fits(dsn string) error {
	if strings.Contains(dsn, "://") {
		return nil
	}
	folder := filepath.Dir(dsn)
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	if synchronised(folder) {
		return fault.New(fault.FolderRefused, fault.Args{"path": folder, "reason": "synchronised"})
	}
	if onNetwork(folder) {
		return fault.New(fault.FolderRefused, fault.Args{"path": folder, "reason": "network"})
	}
	return nil
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

// KeptSeed is the till's signing seed. Fault: KeyDiffers where there is none: a new key would make the journal look forged.
func (h *Home) KeptSeed() ([]byte, error) {
	path := h.Path("keys", "till.seed")
	seed, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Wrap(fault.KeyDiffers, nil, err)
	case err != nil || len(seed) != SeedSize:
		return nil, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	return seed, nil
}

// Seed is the till's signing seed: the kept one, or one made from the given source of chance for a new shop.
func (h *Home) Seed(random io.Reader) ([]byte, error) {
	seed, err := h.KeptSeed()
	if !fault.Is(err, fault.KeyDiffers) {
		return seed, err
	}
	seed = make([]byte, SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, fmt.Errorf("till key: %w", err)
	}
	return seed, writeDurably(h.Path("keys", "till.seed"), seed)
}

// Free is how many bytes the disk of the folder has left; known is false where the system does not say.
func (h *Home) Free() (bytes uint64, known bool) { return freeSpace(h.dir) }

// Exposed lists what other people of this computer may read although only the till should: the folder, the books, the keys.
func (h *Home) Exposed() (paths []string) {
	for _, path := range []string{h.dir, h.Path("keys"), h.Path("keys", "till.seed"), h.Path("keys", "pepper"), h.Path("kassa.db")} {
		if info, err := os.Stat(path); err == nil && openToOthers(info) {
			paths = append(paths, path)
		}
	}
	return paths
}

// PepperSize is the length of the pepper in bytes.
const PepperSize = 32

// KeptPepper is the pepper of the shop; nothing where there is none yet. Fault: FileUnreadable.
func (h *Home) KeptPepper() ([]byte, error) {
	path := h.Path("keys", "pepper")
	pepper, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil || len(pepper) != PepperSize:
		return nil, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	return pepper, nil
}

// Pepper is the kept pepper, or one made from the given source of chance. It is made once, before the first PIN; another one
// would fit no PIN, which is noticed (see app/staff).
func (h *Home) Pepper(random io.Reader) ([]byte, error) {
	pepper, err := h.KeptPepper()
	if err != nil || pepper != nil {
		return pepper, err
	}
	pepper = make([]byte, PepperSize)
	if _, err := io.ReadFull(random, pepper); err != nil {
		return nil, fmt.Errorf("pepper: %w", err)
	}
	return pepper, writeDurably(h.Path("keys", "pepper"), pepper)
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
func (h *Home) Lock() (release func() error, err error) { return h.lock("window.lock") }

// LockMirror holds the journal mirror of the till for one process. Fault: TillBusy.
func (h *Home) LockMirror() (release func() error, err error) { return h.lock("mirror.lock") }

func (h *Home) lock(name string) (release func() error, err error) {
	f, err := os.OpenFile(h.Path("state", name), os.O_CREATE|os.O_RDWR, 0o600)
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

// privateFolder makes a folder that only its owner may enter, whatever the umask says; an existing one is left as it is.
func privateFolder(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
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
