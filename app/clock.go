package app

import (
	"context"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
)

// Doubt is a clock that a person must look at before anything is written down by it: it stands before the last record of
// the journal, or more than [longest] after it. Both times are on the wall of the shop.
type Doubt struct{ Last, Now time.Time }

// longest is how far a till may have been silent before it asks for the time: a day and a late morning.
const longest = 26 * time.Hour

func (d Doubt) fault() *fault.Error {
	return fault.New(fault.ClockDoubtful, fault.Args{"last": d.Last, "now": d.Now})
}

// Doubt reports whether the clock is in doubt now.
func (a *App) Doubt(ctx context.Context) (d Doubt, found bool, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		set, err := a.frame.SetUp(tx)
		if err != nil {
			return err
		}
		head, any, err := tx.Journal().Head(a.frame.Till)
		if err != nil || !any {
			return err
		}
		now := a.deps.Now().UTC().Truncate(time.Millisecond)
		d = Doubt{Last: head.At.At.In(set.Shop.Zone), Now: now.In(set.Shop.Zone)}
		found = now.Before(head.At.At) || now.Sub(head.At.At) > longest
		return nil
	})
	return d, found, err
}

// CheckClock looks at the clock again, after somebody set it: a till that waited for it begins when it is right. It
// returns whether the till still waits.
func (a *App) CheckClock(ctx context.Context) (waits bool, err error) {
	if a.running() {
		return false, nil
	}
	d, found, err := a.Doubt(ctx)
	if err != nil || found {
		a.frame.Hold(d.fault())
		return true, err
	}
	a.frame.Hold(nil)
	return false, a.begin(ctx)
}

// ConfirmClock writes down that a person said the clock is right, and begins.
func (a *App) ConfirmClock(ctx context.Context) error {
	d, found, err := a.Doubt(ctx)
	if err != nil || !found || a.running() {
		return err
	}
	if err := a.record(ctx, journal.OfClockJump(d.Last, d.Now)); err != nil {
		return err
	}
	a.frame.Hold(nil)
	return a.begin(ctx)
}
