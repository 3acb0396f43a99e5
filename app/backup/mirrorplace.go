package backup

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// MirrorPlace is the folder of the journal mirror of this till; empty: none is set up.
func (b *Backup) MirrorPlace(ctx context.Context) (folder string, err error) {
	err = b.frame.Store.View(ctx, func(tx books.Tx) error {
		folder, _, err = tx.Shop().Setting(books.ForTill, b.frame.Till, shop.MirrorPlace)
		return err
	})
	return folder, err
}

// SetMirrorPlace lets the journal of this till be mirrored into a folder from now on, on a stick or a share; an empty one ends it.
// The journal says it. Faults: NoRight, SecondMissing (the folder is not there).
func (b *Backup) SetMirrorPlace(ctx context.Context, folder string) error {
	if err := b.frame.May(ctx, rights.Ask{Act: rights.Restore}); err != nil {
		return err
	}
	if folder != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return fault.Wrap(fault.SecondMissing, fault.Args{"path": folder}, err)
		}
	}
	_, err := b.frame.Do(ctx, act.Spec{ID: b.frame.NewID(), Right: rights.Restore}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		was, _, err := tx.Shop().Setting(books.ForTill, b.frame.Till, shop.MirrorPlace)
		switch {
		case err != nil:
			return nil, err
		case was == folder:
			return nil, errEnough
		}
		said := journal.Setting{Scope: string(books.ForTill), Of: b.frame.Till, Key: shop.MirrorPlace, Old: was, New: folder}
		return journal.OfSettingsChange(said), tx.Shop().SetSetting(books.ForTill, b.frame.Till, shop.MirrorPlace, folder)
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// MirrorState is how things stand with the mirror of this till: as its worker knows it, or, where another process mirrors, as it is
// found at the place.
func (b *Backup) MirrorState(ctx context.Context) (MirrorState, error) {
	place, err := b.MirrorPlace(ctx)
	if err != nil || place == "" {
		return MirrorState{}, err
	}
	m := &b.mirror
	m.mu.Lock()
	s := m.state
	m.mu.Unlock()
	if s.Place == place {
		return s, nil
	}
	s = MirrorState{Place: place}
	set, lock, err := b.locked(ctx, "")
	if err != nil || b.d.Follow == nil {
		return s, err
	}
	s.Locked = lock.Key != ""
	end, found, err := newestMirror(ctx, place, mirrorPrefix(set.Shop.ID, b.frame.Till), set.Shop.ID)
	switch at, _ := end.end(); {
	case err != nil:
		s.Fault = fault.Wrap(fault.MirrorMissing, fault.Args{"path": place}, err)
	case !found:
		s.Behind, _, err = b.d.Follow.Behind(ctx, books.Mark{})
	default:
		if at.At > 0 {
			s.Last = time.UnixMilli(at.At)
		}
		s.Behind, _, err = b.d.Follow.Behind(ctx, at)
	}
	if s.Fault != nil {
		err = nil
	}
	return s, err
}

// newestMirror is the newest file of a till's mirror that can be read.
func newestMirror(ctx context.Context, place, prefix string, of shop.ID) (s scanned, found bool, err error) {
	paths, _, err := mirrorsIn(place, prefix)
	for _, path := range slices.Backward(paths) {
		s, ok, err := scanMirror(ctx, path)
		if err != nil || ok && s.o.Shop == of {
			return s, err == nil, err
		}
	}
	return scanned{}, false, err
}
