// Package backup keeps copies of the shop from which it can begin again, and opens them.
//
// The rule. A backup is one file. It is made while the till sells: the books copy themselves into a file that nobody else sees, every
// page and index of that copy is looked through, and the end of each journal in it must be a record of the books as they are now.
// Then it is packed, locked with the shop's passphrase where there is one, and written under another name beside its place: on
// the disk, read back, compared, and only then renamed. So what stands under the name of a backup is one, whole; a full disk
// or a power cut leaves the older ones as they were. The journal says each backup.
//
// A backup is made when a shift is closed, when the till is closed, and every so many minutes while something was written;
// and when somebody asks for one. It goes into the folder backup, and from there to a second place, a stick or a share, where
// one is set up. A second place that is not there stops nothing: the next backup that finds it goes there.
//
// Of the backups in a place the newest [keepLast] stay, and of each of the last days, weeks and months the newest one; see [Spare].
//
// The passphrase is on no computer. A key that only the passphrase opens is made when it is set; what it locks with is kept in
// the books and locks every backup, the locked key goes into each. So whoever finds a stick needs the passphrase, and whoever
// has the passphrase needs nothing else. The form of the file stands in file.go.
//
// A worked example: at 18:02 the shift is closed. The books (48 MB) are copied and looked through in half a second, while two
// sales go on; the copy ends at record 9377 of T1, which the books confirm. Packed and locked it has 9 MB, and stands as
// kassa-7k3q2m-20261123-180203.backup in the folder and on the stick. The backup of 17:45 is now the ninth newest: as one of
// today it goes, since 18:02 stands for today.
package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Deps is what the service needs beside the frame.
type Deps struct {
	// Copy writes a whole copy of the books to a new file, looked through, and says what it holds. Fault: BackupByServer.
	Copy func(ctx context.Context, path string) (books.Copied, error)
	// Folder is where backups are kept; empty: the books are not those of this folder, and nothing is backed up here.
	Folder  string
	Version string
	Log     *slog.Logger
	// Follow reads what was written in the books, for the mirror; nil: nothing is mirrored. Alone is held by whoever mirrors, so that
	// no other process of this till does; nil: there is no other. Fault: TillBusy.
	Follow books.Follower
	Alone  func() (release func() error, err error)
	Chance io.Reader // makes the keys of its files
	// Work is how hard a passphrase is to guess: the logarithm of the rounds; 0 is what is right outside a test.
	Work int
}

// Backup is the service.
type Backup struct {
	frame *act.Frame
	d     Deps
	one   sync.Mutex // one backup at a time
	keep  keeper

	mirror mirror
}

// New makes the service; nothing runs before Run.
func New(f *act.Frame, d Deps) *Backup {
	return &Backup{frame: f, d: d, keep: keeper{wake: make(chan Why, 1)}}
}

// Why says what a backup is made for.
type Why string

// The reasons.
const (
	Asked    Why = "asked"
	Schedule Why = "schedule"
	Shift    Why = "shift" // was closed
	Stop     Why = "stop"  // of the till
)

// Wish is a backup that somebody wants.
type Wish struct {
	Why  Why
	File string // where it shall be; empty: in the folder, and then at the second place
	// Passphrase locks this one file where the shop has none; empty: it is not locked then.
	Passphrase string
}

// Made is a backup that was written.
type Made struct {
	Path   string
	Size   int64
	Locked bool
	At     shop.Moment
	Second string // where it stands at the second place; empty where there is none
	// NotThere is why it does not stand at the second place. It stops nothing.
	NotThere error
}

// Make writes a backup. Faults: NoRight, BackupByServer, BackupElsewhere, NotABackup, StorageFull, FileUnwritable, StorageDamaged (of the books).
func (b *Backup) Make(ctx context.Context, w Wish) (Made, error) {
	right := rights.System
	if w.Why == Asked {
		right = rights.BackUp
	}
	if err := b.frame.May(ctx, rights.Ask{Act: right}); err != nil {
		return Made{}, err
	}
	if b.d.Copy == nil || b.d.Folder == "" {
		return Made{}, fault.New(fault.BackupElsewhere, nil)
	}
	b.one.Lock()
	defer b.one.Unlock()
	if err := mayReplace(w.File); err != nil {
		return Made{}, err
	}
	set, lock, err := b.locked(ctx, w.Passphrase)
	if err != nil {
		return Made{}, err
	}
	at := set.Shop.Moment(b.frame.Now())
	made := Made{Path: w.File, Locked: lock.Key != "", At: at}
	if made.Path == "" {
		made.Path = filepath.Join(b.d.Folder, NameOf(set.Shop.ID, at.Local()))
	}
	said, err := b.write(ctx, made, lock)
	if err != nil {
		b.noted(w, 0, err)
		return Made{}, err
	}
	said.Why, made.Size = string(w.Why), said.Size
	out, err := b.frame.Do(ctx, act.Spec{ID: b.frame.NewID(), Right: right}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfBackup(said), nil
	})
	if err == nil && w.File == "" {
		b.thin(b.d.Folder, set.Shop.ID, at.Local())
		made.Second, made.NotThere = b.carry(ctx, set, made)
		b.mirror.backedUp(made, said)
	}
	b.noted(w, out.Record.Seq, err)
	return made, err
}

// noted keeps how a backup into the folder ended. One that somebody wanted elsewhere says nothing of those.
func (b *Backup) noted(w Wish, record int64, err error) {
	if w.File == "" {
		b.keep.done(record, err)
	}
}

// locked is the set-up and what this backup is locked with.
func (b *Backup) locked(ctx context.Context, passphrase string) (set act.Setup, lock Lock, err error) {
	err = b.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err = b.frame.SetUp(tx)
		return err
	})
	if err != nil {
		return set, lock, err
	}
	if lock, err = lockOf(set); err != nil {
		return set, lock, err
	}
	if lock.Key == "" && passphrase != "" {
		lock, err = NewLock(passphrase, b.d.Work)
	}
	return set, lock, err
}

// write copies the books and packs the copy.
func (b *Backup) write(ctx context.Context, made Made, lock Lock) (said journal.BackedUp, err error) {
	b.tidy()
	raw := filepath.Join(b.d.Folder, copying+string(b.frame.NewID())+".db")
	defer func() { err = errors.Join(err, throwAway(raw)) }()
	before, err := b.ends(ctx)
	if err != nil {
		return said, err
	}
	copied, err := b.d.Copy(ctx, raw)
	if err != nil {
		return said, err
	}
	if err := b.compare(ctx, copied, before); err != nil {
		return said, err
	}
	sum, size, err := sumOf(ctx, raw)
	if err != nil {
		return said, asFault(raw, err)
	}
	m := Manifest{Copied: copied, Made: made.At.At, Program: b.d.Version, Size: size, Sum: hex.EncodeToString(sum)}
	said = journal.BackedUp{File: filepath.Base(made.Path), Locked: lock.Key != ""}
	for _, t := range copied.Tills {
		said.Heads = append(said.Heads, journal.Head{Till: t.ID, Seq: t.Seq, Hash: t.Hash})
	}
	said.Sum, said.Size, err = whole(ctx, made.Path, func(w io.Writer) error {
		f, err := os.Open(raw)
		if err != nil {
			return err
		}
		return errors.Join(pack(w, Opening{Made: m.Made, Program: m.Program, Lock: lock}, m, reading(ctx, f)), f.Close())
	})
	return said, asFault(made.Path, err)
}

// ends are the numbers of the last records of all tills.
func (b *Backup) ends(ctx context.Context) (last map[shop.ID]int64, err error) {
	last = map[shop.ID]int64{}
	err = b.frame.Store.View(ctx, func(tx books.Tx) error {
		tills, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		for _, t := range tills {
			head, _, err := tx.Journal().Head(t.ID)
			if err != nil {
				return err
			}
			last[t.ID] = head.Seq
		}
		return nil
	})
	return last, err
}

// compare refuses a copy that is not these books at a moment since the copying began: each journal ends in it where it ended
// then or later, with a record that the books have too.
func (b *Backup) compare(ctx context.Context, c books.Copied, before map[shop.ID]int64) error {
	return b.frame.Store.View(ctx, func(tx books.Tx) error {
		for _, t := range c.Tills {
			if t.Seq < before[t.ID] {
				return fmt.Errorf("the copy ends at record %d of till %s, the books were at %d already", t.Seq, t.Code, before[t.ID])
			}
			if t.Seq == 0 {
				continue
			}
			var at shop.Record
			var found bool
			err := tx.Journal().Walk(t.ID, t.Seq, func(r shop.Record) error { at, found = r, true; return errEnough })
			if err != nil && !errors.Is(err, errEnough) {
				return err
			}
			if (journal.Head{Till: t.ID, Seq: t.Seq, Hash: t.Hash}).Differs(at, found) {
				return fmt.Errorf("the copy ends with another record %d of till %s than the books have", t.Seq, t.Code)
			}
		}
		return nil
	})
}

// errEnough ends a walk.
var errEnough = errors.New("enough")

// copying begins the names of copies that are being made, part those of backups that are being written.
const (
	copying = ".copy-"
	part    = ".part-"
)

// stale is after how long what is being made is taken for what a crash left behind.
const stale = 6 * time.Hour

// tidy throws away what a crash left in the folder. What cannot be thrown away is only in the way.
func (b *Backup) tidy() {
	list, err := os.ReadDir(b.d.Folder)
	if err != nil {
		return
	}
	for _, e := range list {
		info, err := e.Info()
		ours := strings.HasPrefix(e.Name(), copying) || strings.HasPrefix(e.Name(), part)
		if err == nil && ours && b.frame.Now().Sub(info.ModTime()) > stale {
			_ = throwAway(filepath.Join(b.d.Folder, e.Name()))
		}
	}
}

// throwAway removes a file that may be gone already.
func throwAway(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// sumOf is the SHA-256 and the size of a file.
func sumOf(ctx context.Context, path string) (sum []byte, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	h := sha256.New()
	size, err = io.Copy(h, reading(ctx, f))
	return h.Sum(nil), size, errors.Join(err, f.Close())
}
