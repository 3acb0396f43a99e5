package backup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
)

// findMark finds where the mirror at the place ends, so that it goes on from there. Where there is nothing that can be gone on from,
// nothing is sure.
func (b *Backup) findMark(ctx context.Context, set act.Setup, lock Lock) error {
	m := &b.mirror
	m.at, m.after, m.lock = books.Mark{}, nil, lock.Key
	s, found, err := newestMirror(ctx, m.place, mirrorPrefix(set.Shop.ID, b.frame.Till), set.Shop.ID)
	if err != nil {
		return m.refused(at(err))
	}
	m.at, m.after = s.end()
	if m.sure = found; !found {
		return nil
	}
	if s.o.Lock.Key != lock.Key { // one passphrase must open the mirror and the backup before it
		if b.d.Copy == nil || b.d.Folder == "" {
			m.at, m.after = books.Mark{}, nil // there is none: a mirror of everything begins
		}
		m.backUp = b.frame.Now()
	}
	if len(m.after) == 0 {
		m.backUp = b.frame.Now() // nobody knows whether the backup was made that it begins with
	}
	if folder, err := b.second(ctx, set); err == nil && folder != "" && b.d.Copy != nil && b.d.Folder != "" {
		if list, err := keptIn(folder, set.Shop); err == nil && len(list) == 0 {
			m.backUp = b.frame.Now() // there is nothing yet that this mirror goes on from
		}
	}
	return nil
}

// beginFile begins a file that goes on where the mirror ends.
func (b *Backup) beginFile(set act.Setup, lock Lock) (err error) {
	m := &b.mirror
	prefix := mirrorPrefix(set.Shop.ID, b.frame.Till)
	_, last, err := mirrorsIn(m.place, prefix)
	if err != nil {
		return m.refused(at(err))
	}
	m.mu.Lock()
	made, latest := m.backup, m.latest
	m.mu.Unlock()
	path := filepath.Join(m.place, fmt.Sprintf("%s%06d%s", prefix, last+1, mirrorSuffix))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return m.refused(at(err))
	}
	w, err := beginMirror(f, mirrorOpening{Shop: set.Shop.ID, Till: b.frame.Till, Made: b.frame.Now(), Program: b.d.Version, Lock: lock,
		From: m.at, After: m.after, Backup: latest}, b.d.Chance)
	if err == nil {
		err = errors.Join(f.Sync(), syncFolder(m.place))
	}
	if err != nil {
		err = errors.Join(err, f.Close(), throwAway(path))
		return m.refused(at(err))
	}
	m.file, m.w, m.lock = f, w, lock.Key
	m.mu.Lock()
	if m.backup == made {
		m.backup = nil
	}
	m.mu.Unlock()
	return nil
}

// thinMirror throws away the files that end before the oldest of the last backups at the second place.
func (b *Backup) thinMirror(ctx context.Context, set act.Setup) {
	m := &b.mirror
	folder, err := b.second(ctx, set)
	if err != nil || folder == "" {
		return
	}
	names, err := namesIn(folder)
	if err != nil {
		return // without the backups nothing can be spared
	}
	paths, _, err := mirrorsIn(m.place, mirrorPrefix(set.Shop.ID, b.frame.Till))
	if err != nil {
		return
	}
	openings := make([]mirrorOpening, len(paths))
	var seen []string
	var oldest mirrorBackup
	for i, path := range slices.Backward(paths) {
		if openings[i], err = openingOf(path); err != nil {
			paths, openings = paths[i+1:], openings[i+1:] // what cannot be read is not thrown away, nor what it goes on from
			break
		}
		if k := openings[i].Backup; k.File != "" && slices.Contains(names, k.File) && !slices.Contains(seen, k.File) && len(seen) < mirrorBackups {
			seen, oldest = append(seen, k.File), k
		}
	}
	if len(seen) < mirrorBackups {
		return
	}
	for i := 0; i+1 < len(paths) && openings[i+1].From.Within(books.Mark{Heads: oldest.Heads}); i++ {
		if err := throwAway(paths[i]); err != nil {
			b.warn("a file of the mirror that need not be kept", err)
		}
	}
}

func openingOf(path string) (o mirrorOpening, err error) {
	f, err := os.Open(path)
	if err != nil {
		return o, err
	}
	m, err := openMirror(path, f)
	if err == nil {
		o = m.o
	}
	return o, errors.Join(err, f.Close())
}

// placeError is what the place of the mirror answered.
type placeError struct{ err error }

func (p placeError) Error() string { return p.err.Error() }
func (p placeError) Unwrap() error { return p.err }

// writeReading adds one reading of the books to the file, on the disk of the place when it returns.
func (b *Backup) writeReading(ctx context.Context) error {
	m := &b.mirror
	var text bytes.Buffer
	to, keep, err := b.d.Follow.Since(ctx, m.at, quietKind, func(r books.Rows) error {
		line, err := mirrorLine(r)
		if err != nil {
			return err
		}
		text.Write(line)
		if text.Len() < frameFull {
			return nil
		}
		err = m.w.frame(nil, text.Bytes())
		text.Reset()
		return at(err)
	})
	if err == nil {
		to.At = b.frame.Now().UnixMilli()
		var mark []byte
		if mark, err = json.Marshal(to); err == nil {
			err = at(m.w.frame(mark, text.Bytes()))
		}
	}
	if err == nil {
		err = at(m.file.Sync())
	}
	if err != nil {
		return m.refused(err)
	}
	keep()
	m.at, m.after = to, m.w.sum
	m.mu.Lock()
	m.state.Last = b.frame.Now()
	m.mu.Unlock()
	return nil
}

func at(err error) error {
	if err == nil {
		return nil
	}
	return placeError{err}
}

// refused says what the place answered in words for the till.
func (m *mirror) refused(err error) error {
	var from placeError
	if !errors.As(err, &from) {
		return err
	}
	args := fault.Args{"path": m.place}
	switch {
	case fault.Is(asFault(m.place, from.err), fault.StorageFull):
		return fault.Wrap(fault.MirrorFull, args, err)
	case errors.Is(err, os.ErrNotExist):
		return fault.Wrap(fault.MirrorMissing, args, err)
	}
	return fault.Wrap(fault.MirrorUnwritten, args, err)
}

// quietKind says of which records is known that they change the ledger, the drawer, people at work and what lies on the counter,
// but nothing of the catalogue. A kind that is not named here is not quiet.
func quietKind(kind string) bool {
	switch kind {
	case journal.Sale, journal.LineRemoved, journal.BasketCleared, journal.Parked, journal.Resumed, journal.Swapped, journal.ParkedDeleted,
		journal.TenderChanged, journal.GiftReceipt, journal.JobReprint, journal.JobsReprint, journal.JobDropped, journal.Allowed,
		journal.ShiftOpen, journal.ShiftClose, journal.CashMove, journal.NoSale, journal.CountBegun, journal.Count, journal.XReport,
		journal.SignIn, journal.SignOut, journal.PINFailed, journal.TimeEntry,
		journal.Start, journal.Stop, journal.Backup, journal.VerifyResult, journal.Export, journal.ClockJump, journal.Recovery:
		return true
	}
	return false
}
