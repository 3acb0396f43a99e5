// Package shifts is the cash desk: a till is opened with a float, money goes in and out, the drawer is counted, and a Z
// report ends the shift.
//
// The rules. A till has one open shift at most; what happens at it belongs to that shift, and a closed shift takes nothing
// more. What must lie in the drawer is the float, what was paid in cash less what was paid back, and what went in, less what
// went out, was spent, or was taken to the safe ([shop.Cash.Expected]). Closing goes by the newest count: over or short is
// booked, never refused; part of the money stays as the next float, the rest is taken out with a slip. The next opening
// offers that float; who counts another books a difference of its own, apart from the one at the closing. Z reports are
// numbered 1, 2, 3 … for each till and carry on what all of them sold and gave back. All of it is only added to.
//
// Counting is blind: nothing in this package tells a person without the right SeeExpected what must lie in the drawer, or a
// sum from which it follows, before the count is written down. The first count stays; a recount is a second one.
//
// A worked example. Cashier 1 opens with 150.00. Cash sales come to 485.04, 50.00 is put in, 12.50 is spent on stamps and
// 43.74 taken to the safe: 628.80 is expected. The cashier counts 627.75 and confirms: that is 1.05 short, and the screen
// says "counted". 150.00 stays as float, 477.75 is taken out with a slip, Z number 3 prints. On the next morning 150.00 is
// offered.
//
// A till that was never used opens its first shift by itself, with an empty drawer ([Shifts.Ensure]), so that it can sell at
// once; from the first closing on, a person opens.
package shifts

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Shifts are those of the frame's till.
type Shifts struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Shifts { return &Shifts{frame: f} }

// NewID is an id for an act that is about to be asked for, and kept while it is repeated.
func (s *Shifts) NewID() shop.ID { return s.frame.NewID() }

// Current is the open shift of the till.
func (s *Shifts) Current(ctx context.Context) (sh shop.Shift, found bool, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		sh, found, err = tx.Shifts().Open(s.frame.Till)
		return err
	})
	return sh, found, err
}

// Ensure returns the open shift. A till that never had one gets its first; found is false when the last one was closed and a
// person has to open the next.
func (s *Shifts) Ensure(ctx context.Context) (now shop.Shift, found bool, err error) {
	first := false
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		if now, found, err = tx.Shifts().Open(s.frame.Till); err != nil || found {
			return err
		}
		no, err := tx.Shifts().NextNo(s.frame.Till)
		first = no == 1
		return err
	})
	if err != nil || !first {
		return now, found, err
	}
	id := s.frame.NewID()
	_, err = s.frame.Do(ctx, act.Spec{ID: id, Right: rights.OpenShift}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		now = shop.Shift{ID: id, Till: s.frame.Till, No: 1, Opened: at, OpenedBy: act.Person(ctx).ID}
		return journal.OfShiftOpen(now), tx.Shifts().Add(now)
	})
	if err == nil {
		return now, true, nil
	}
	if other, found, again := s.Current(ctx); again == nil && found {
		return other, true, nil // another process of this till was quicker
	}
	return shop.Shift{}, false, err
}

// open is the open shift inside an act. Fault: NoShift.
func (s *Shifts) open(tx books.Tx) (shop.Shift, error) {
	now, found, err := tx.Shifts().Open(s.frame.Till)
	if err == nil && !found {
		err = fault.New(fault.NoShift, nil)
	}
	return now, err
}

// maySee tells whether the person may know what is expected; another who allowed the act opens no view of it.
func (s *Shifts) maySee(ctx context.Context, tx books.Tx) (bool, error) {
	err := s.frame.MayIn(act.Alone(ctx), tx, rights.Ask{Act: rights.SeeExpected})
	if fault.Is(err, fault.NoRight) {
		return false, nil
	}
	return err == nil, err
}

// post tells the screens.
func (s *Shifts) post() {
	if s.frame.Board != nil {
		s.frame.Board.Post(notice.ShiftChanged{})
	}
}

// MaxReason bounds reasons and notes, in letters.
const MaxReason = 200

// worth refuses sums that nobody can hand over. Fault: BadAmount.
func worth(a money.Amount) error {
	if a <= 0 || !a.Valid() {
		return fault.New(fault.BadAmount, fault.Args{"amount": a})
	}
	return nil
}
