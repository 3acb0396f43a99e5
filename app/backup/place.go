package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// carry writes a backup to the second place too, where one is set up. What is missing there stops nothing.
func (b *Backup) carry(ctx context.Context, set act.Setup, m Made) (path string, err error) {
	folder, err := b.second(ctx, set)
	if err != nil || folder == "" {
		return "", err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fault.Wrap(fault.SecondMissing, fault.Args{"path": folder}, err)
	}
	path = filepath.Join(folder, filepath.Base(m.Path))
	_, _, err = whole(ctx, path, func(w io.Writer) error {
		f, err := os.Open(m.Path)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, reading(ctx, f))
		return errors.Join(err, f.Close())
	})
	if err != nil {
		return "", asFault(path, err)
	}
	b.thin(folder, set.Shop.ID, m.At.Local())
	b.note(folder)
	return path, nil
}

// noteName is a file in the folder that says where the second place is: whoever looks for a backup of books that are damaged cannot
// ask the books.
const noteName = "second-place.txt"

func (b *Backup) note(folder string) {
	if SecondOf(b.d.Folder) == folder {
		return
	}
	if err := os.WriteFile(filepath.Join(b.d.Folder, noteName), []byte(folder+"\n"), 0o600); err != nil {
		b.warn("the note where the second place is", err)
	}
}

// SecondOf is the second place as the folder of the backups says it; empty: none is known.
func SecondOf(folder string) string {
	text, err := os.ReadFile(filepath.Join(folder, noteName))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// second is the folder of the second place; where none is set up, that of the mirror, since a mirror needs a backup to go on from;
// empty: there is none.
func (b *Backup) second(ctx context.Context, set act.Setup) (folder string, err error) {
	err = b.frame.Store.View(ctx, func(tx books.Tx) error {
		folder, _, err = tx.Shop().Setting(books.ForTill, set.Till.ID, shop.BackupPlace)
		if err == nil && folder == "" {
			folder, _, err = tx.Shop().Setting(books.ForTill, set.Till.ID, shop.MirrorPlace)
		}
		return err
	})
	return folder, err
}

// TestPlace tries a second place out: a file is written there, read back and thrown away. Faults: NoRight, SecondMissing, FileUnwritable,
// StorageFull.
func (b *Backup) TestPlace(ctx context.Context, folder string) error {
	if err := b.frame.May(ctx, rights.Ask{Act: rights.Restore}); err != nil {
		return err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() || filepath.Clean(folder) == filepath.Clean(b.d.Folder) {
		return fault.Wrap(fault.SecondMissing, fault.Args{"path": folder}, err)
	}
	path := filepath.Join(folder, "."+string(b.frame.NewID())+".test")
	_, _, err := whole(ctx, path, func(w io.Writer) error {
		_, err := w.Write(make([]byte, 1<<16))
		return err
	})
	return asFault(path, errors.Join(err, throwAway(path)))
}

// Kept is a backup that lies somewhere.
type Kept struct {
	Path string
	At   time.Time // on the wall of the shop
	Size int64
}

// State is how things stand with the backups, for the screen and the doctor.
type State struct {
	Folder string
	// Elsewhere says that the books are not backed up by this till: they are in PostgreSQL, or not those of its folder.
	Elsewhere bool
	Locked    bool
	Last      Kept // Path is empty before the first
	List      []Kept
	Second    string // the folder; empty: none is set up
	// NotThere is why the newest backup is not at the second place; nil: it is.
	NotThere   error
	SecondLast Kept
	// Failed is why the last backup by itself could not be written; nil: it was.
	Failed error
}

// State reads it.
func (b *Backup) State(ctx context.Context) (s State, err error) {
	set, lock, err := b.locked(ctx, "")
	if err != nil {
		return s, err
	}
	s = State{Folder: b.d.Folder, Elsewhere: b.d.Copy == nil || b.d.Folder == "", Locked: lock.Key != ""}
	if s.Elsewhere {
		return s, nil
	}
	if s.List, err = keptIn(b.d.Folder, set.Shop); err != nil {
		return s, asFault(b.d.Folder, err)
	}
	if len(s.List) > 0 {
		s.Last = s.List[0]
	}
	s.Failed = b.keep.failure()
	if s.Second, err = b.second(ctx, set); err != nil || s.Second == "" {
		return s, err
	}
	there, err := keptIn(s.Second, set.Shop)
	if len(there) > 0 {
		s.SecondLast = there[0]
	}
	if err != nil || s.SecondLast.At.Before(s.Last.At) {
		s.NotThere = fault.Wrap(fault.SecondMissing, fault.Args{"path": s.Second}, err)
	}
	return s, nil
}

// keptIn lists the backups of a shop in a folder, the newest first.
func keptIn(folder string, of shop.Shop) (list []Kept, err error) {
	names, err := namesIn(folder)
	for _, name := range names {
		at, ok := madeAt(of.ID, name, of.Zone)
		if info, err := os.Stat(filepath.Join(folder, name)); ok && err == nil {
			list = append(list, Kept{Path: filepath.Join(folder, name), At: at, Size: info.Size()})
		}
	}
	slices.SortFunc(list, func(a, b Kept) int { return b.At.Compare(a.At) })
	return list, err
}
