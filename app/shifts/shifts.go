// Package shifts opens and closes the day of a till.
//
// The rule of this release: a till that is used has an open shift. Ensure opens one, with an empty float, when there is
// none; it is an act with a record of its own, so that every sale belongs to exactly one shift from the first day on.
//
// A worked example: a new till is started at 08:02. Ensure finds no shift, opens number 1 for the person who is there,
// and the sell screen says "shift since 08:02".
package shifts

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Shifts are those of the frame's till.
type Shifts struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Shifts { return &Shifts{frame: f} }

// Current is the open shift of the till.
func (s *Shifts) Current(ctx context.Context) (sh shop.Shift, found bool, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		sh, found, err = tx.Shifts().Open(s.frame.Till)
		return err
	})
	return sh, found, err
}

// Ensure returns the open shift, opening one when there is none.
func (s *Shifts) Ensure(ctx context.Context) (shop.Shift, error) {
	now, found, err := s.Current(ctx)
	if err != nil || found {
		return now, err
	}
	id := s.frame.NewID()
	_, err = s.frame.Do(ctx, act.Spec{ID: id, Right: rights.OpenShift}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		no, err := tx.Shifts().NextNo(s.frame.Till)
		if err != nil {
			return nil, err
		}
		now = shop.Shift{ID: id, Till: s.frame.Till, No: no, Opened: at, OpenedBy: act.Person(ctx).ID}
		return journal.OfShiftOpen(now), tx.Shifts().Add(now)
	})
	if err == nil {
		return now, nil
	}
	if other, found, again := s.Current(ctx); again == nil && found {
		return other, nil // another process of this till was quicker
	}
	return shop.Shift{}, err
}
