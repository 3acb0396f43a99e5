package backup

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
)

// The journal mirror. Between two backups a broken disk would cost what was sold since. So a worker follows the books, beside the
// sales and by its own cursor, and adds what it reads to a file at a second place: every record of every till, with the rows that
// the act wrote, since a record alone says too little to write the tables from it. Twice a second it looks whether there is
// something, so what is older than two seconds is there.
//
// The cursor stands in the file itself, beside each reading: whoever begins finds it at the end of the newest file that is whole
// so far, and goes on from there in a file of its own. Nothing is ever written over, or behind what is torn. A place that is
// missing, full or locked against writing is said once and tried again; sales do not know of it. A file of another shop has
// another name.
//
// A mirror goes on from a backup: when a backup was made, a new file begins, and those are thrown away that end before the oldest
// of the last [mirrorBackups] backups at the second place. Books that this program does not back up begin their mirror with
// everything there is.
//
// A worked example: the stick lies in the drawer from 10:00 to 12:00. At 10:00:00.4 the till says that the mirror is not there.
// At 12:00:00.3 it is: file 12 on it ends with record 9000 and a sum; this is record 9000 of the books, so file 13 begins "after"
// that sum with the 377 records since, in one reading. The strip says nothing any more.

const (
	mirrorBeat    = 500 * time.Millisecond
	mirrorBackups = 3
	sayAgain      = 6           // beats until a fault is said again, for a window that opened since
	mirrorAgain   = time.Minute // until a backup that the mirror needs and that failed is tried again
)

// mirror is the worker's; mu guards what others read.
type mirror struct {
	stop    context.CancelFunc
	working sync.WaitGroup
	release func() error

	mu     sync.Mutex
	state  MirrorState
	backup *mirrorBackup // made since the file was begun
	latest mirrorBackup  // that stands at the second place

	// What follows is the worker's alone.
	place  string
	file   *os.File // nil: none is begun
	w      *mirrorWriter
	lock   string // what it is locked with
	at     books.Mark
	after  []byte
	said   int       // beats since somebody was told
	sure   bool      // at and after are those of the newest file at the place
	backUp time.Time // when a backup must be made for the mirror to go on from; zero: none must
}

// MirrorState is how things stand with the mirror.
type MirrorState struct {
	Place  string // empty: none is set up
	Locked bool
	Fault  error     // why it is not written; nil: it is
	Last   time.Time // when something was last written; zero: never
	Behind int64     // records that are not in it yet
}

// backedUp remembers a backup: with the next reading a new file begins.
func (m *mirror) backedUp(made Made, said journal.BackedUp) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b := mirrorBackup{File: said.File}
	for _, h := range said.Heads {
		b.Heads = append(b.Heads, books.MarkHead{Till: h.Till, Seq: h.Seq, Hash: h.Hash})
	}
	m.backup = &b
	if made.Second != "" {
		m.latest = b
	}
}

// RunMirror mirrors the journal until CloseMirror or the end of the context.
func (b *Backup) RunMirror(ctx context.Context) {
	if b.d.Follow == nil {
		return
	}
	m := &b.mirror
	ctx, m.stop = context.WithCancel(ctx)
	m.working.Go(func() {
		beat := time.NewTicker(mirrorBeat)
		defer beat.Stop()
		for {
			b.mirrorOn(ctx)
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
			}
		}
	})
}

// CloseMirror mirrors what is left and ends.
func (b *Backup) CloseMirror(ctx context.Context) {
	m := &b.mirror
	if m.stop == nil {
		return
	}
	m.stop()
	m.working.Wait()
	m.stop = nil
	b.mirrorOn(ctx)
	m.end()
	if m.release != nil {
		if err := m.release(); err != nil {
			b.warn("mirror", err)
		}
		m.release = nil
	}
}

// end closes the file.
func (m *mirror) end() {
	if m.file != nil {
		_ = m.file.Close() // what counts was synced
	}
	m.file, m.w = nil, nil
}

// lose closes the file, and what is at the place must be looked up before anything is written again.
func (m *mirror) lose() {
	m.end()
	m.sure = false
}

// mirrorOn brings the mirror up to the books, when it can be.
func (b *Backup) mirrorOn(ctx context.Context) {
	m := &b.mirror
	place, err := b.MirrorPlace(ctx)
	if err != nil {
		return // the books are asked again soon
	}
	if place != m.place {
		m.lose()
		m.place = place
	}
	if place == "" {
		b.mirrored(ctx, 0, nil)
		return
	}
	if m.release == nil && b.d.Alone != nil {
		release, err := b.d.Alone()
		if err != nil {
			return // another process of this till mirrors
		}
		m.release = release
	}
	behind, err := b.mirrorStep(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		m.lose()
	}
	b.mirrored(ctx, behind, err)
}

// mirrored keeps how things stand and says it when it changed.
func (b *Backup) mirrored(ctx context.Context, behind int64, err error) {
	m := &b.mirror
	m.mu.Lock()
	was := m.state.Fault
	m.state.Place, m.state.Behind, m.state.Fault, m.state.Locked = m.place, behind, err, m.lock != ""
	m.mu.Unlock()
	same := err == nil && was == nil || err != nil && was != nil && codeOf(err) == codeOf(was)
	if m.said++; same && (err == nil || m.said < sayAgain) {
		return
	}
	m.said = 0
	f, _ := fault.Of(err)
	if f == nil && err != nil {
		f = fault.Wrap(fault.MirrorUnwritten, fault.Args{"path": m.place}, err)
	}
	if err != nil && !same && ctx.Err() == nil {
		b.warn("mirror", err)
	}
	if b.frame.Board != nil {
		b.frame.Board.Post(notice.MirrorChanged{Fault: f})
	}
}

func codeOf(err error) fault.Code {
	if f, is := fault.Of(err); is {
		return f.Code
	}
	return ""
}

// mirrorStep does one step: it finds the place, begins a file where one must be begun, and writes what is new.
func (b *Backup) mirrorStep(ctx context.Context) (behind int64, err error) {
	m := &b.mirror
	behind = m.state.Behind
	if info, err := os.Stat(m.place); err != nil || !info.IsDir() {
		return behind, fault.Wrap(fault.MirrorMissing, fault.Args{"path": m.place}, err)
	}
	set, lock, err := b.locked(ctx, "")
	if err != nil {
		return behind, err
	}
	fresh := m.turn(lock)
	if !m.sure {
		if err := b.findMark(ctx, set, lock); err != nil {
			return behind, err
		}
	}
	n, same, err := b.d.Follow.Behind(ctx, m.at)
	if err != nil {
		return behind, err
	}
	if behind = n; !m.sure || !same {
		m.end()
		if err := b.beginAnew(ctx); err != nil {
			return behind, err
		}
		if behind, _, err = b.d.Follow.Behind(ctx, m.at); err != nil {
			return behind, err
		}
	}
	if behind > 0 {
		if err := b.writeOn(ctx, set, lock, fresh); err != nil {
			return behind, err
		}
	}
	if !m.backUp.IsZero() && !b.frame.Now().Before(m.backUp) {
		b.backUpForMirror(ctx)
	}
	return 0, nil
}

// writeOn writes what is new, into a file that is begun where none is.
func (b *Backup) writeOn(ctx context.Context, set act.Setup, lock Lock, fresh bool) error {
	if b.mirror.file == nil {
		if err := b.beginFile(set, lock); err != nil {
			return err
		}
		if fresh {
			b.thinMirror(ctx, set)
		}
	}
	return b.writeReading(ctx)
}

// turn closes the file where another one must be begun: after a backup, under another lock, or because it is no longer at the place,
// since the stick was pulled and another one put in. fresh says that a backup was made.
func (m *mirror) turn(lock Lock) (fresh bool) {
	m.mu.Lock()
	fresh = m.backup != nil
	m.mu.Unlock()
	if m.file == nil {
		m.sure = m.sure && m.lock == lock.Key // findMark sees to another passphrase
		return fresh
	}
	there, err := os.Stat(m.file.Name())
	mine, mineErr := m.file.Stat()
	switch {
	case err != nil || mineErr != nil || !os.SameFile(there, mine):
		m.lose()
	case m.lock != lock.Key:
		m.lose()
	case fresh:
		m.end()
	}
	return fresh
}

// beginAnew begins where nothing goes on: at this moment, and with a backup that is made now; books that are not backed up from here
// begin with all there is.
func (b *Backup) beginAnew(ctx context.Context) (err error) {
	m := &b.mirror
	m.after, m.at, m.sure = nil, books.Mark{}, true
	if b.d.Copy == nil || b.d.Folder == "" {
		return nil
	}
	if m.at, err = b.d.Follow.Now(ctx); err != nil {
		m.sure = false
		return err
	}
	m.backUp = b.frame.Now()
	return nil
}

// backUpForMirror makes the backup that the mirror goes on from.
func (b *Backup) backUpForMirror(ctx context.Context) {
	m := &b.mirror
	m.backUp = time.Time{}
	made, err := b.Make(ctx, Wish{Why: Schedule})
	switch {
	case fault.Is(err, fault.BackupByServer), fault.Is(err, fault.BackupElsewhere):
	case err != nil, made.NotThere != nil:
		b.warn("the backup that the mirror goes on from", errors.Join(err, made.NotThere))
		m.backUp = b.frame.Now().Add(mirrorAgain)
	}
}
