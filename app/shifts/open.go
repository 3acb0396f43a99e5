package shifts

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Offer is what whoever opens is offered: the float that the last shift left, and its note. Known is false at a till that
// was never closed.
type Offer struct {
	Known  bool
	Float  money.Amount
	Note   string
	Closed shop.Moment
	By     string // who closed
}

// Offer reads it. Fault: NoRight.
func (s *Shifts) Offer(ctx context.Context) (o Offer, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.OpenShift}, func(tx books.Tx, set act.Setup) error {
		last, found, err := tx.Shifts().LastZ(s.frame.Till)
		if found {
			o = Offer{Known: true, Float: last.Kept, Note: last.Note, Closed: last.At, By: set.Staff[last.By].Name}
		}
		return err
	})
	return o, err
}

// Opening is what a shift is opened with: the float, and what was counted where the pieces were.
type Opening struct {
	ID     shop.ID
	Float  money.Amount
	Pieces []shop.Pieces
}

// Open opens a shift. A float that is not what the last shift left is booked as a difference of its own. Faults: ShiftIsOpen,
// BadAmount, NoRight.
func (s *Shifts) Open(ctx context.Context, o Opening) (opened shop.Shift, err error) {
	total, err := sum(o.Float, o.Pieces)
	if err != nil {
		return opened, err
	}
	out, err := s.frame.Do(ctx, act.Spec{ID: o.ID, Right: rights.OpenShift}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		if now, found, err := tx.Shifts().Open(s.frame.Till); err != nil || found {
			if err == nil {
				err = fault.New(fault.ShiftIsOpen, fault.Args{"no": now.No})
			}
			return nil, err
		}
		no, err := tx.Shifts().NextNo(s.frame.Till)
		if err != nil {
			return nil, err
		}
		opened = shop.Shift{ID: o.ID, Till: s.frame.Till, No: no, Opened: at, OpenedBy: act.Person(ctx).ID, Float: total}
		if err := tx.Shifts().Add(opened); err != nil {
			return nil, err
		}
		left, difference, err := s.difference(ctx, tx, opened)
		if err != nil {
			return nil, err
		}
		count, err := s.openingCount(ctx, tx, opened, o.Pieces)
		return journal.OfShiftOpening(opened, left, difference, count), err
	})
	if err == nil && out.Repeated {
		return s.byID(ctx, o.ID)
	}
	if err == nil {
		s.post()
	}
	return opened, err
}

// difference books what the float is more or less than the last shift left.
func (s *Shifts) difference(ctx context.Context, tx books.Tx, now shop.Shift) (left money.Amount, m shop.CashMove, err error) {
	last, found, err := tx.Shifts().LastZ(s.frame.Till)
	if err != nil || !found || last.Kept == now.Float {
		return last.Kept, m, err
	}
	m = shop.CashMove{ID: s.frame.NewID(), Till: now.Till, Shift: now.ID, Kind: shop.CashOpening, Amount: now.Float - last.Kept,
		Staff: act.Person(ctx).ID, At: now.Opened}
	return last.Kept, m, tx.Shifts().AddMove(m)
}

func (s *Shifts) openingCount(ctx context.Context, tx books.Tx, now shop.Shift, pieces []shop.Pieces) (c shop.CashCount, err error) {
	if len(pieces) == 0 {
		return c, nil
	}
	c = shop.CashCount{ID: s.frame.NewID(), Till: now.Till, Shift: now.ID, No: 1, Phase: shop.CountOpening, Pieces: pieces, Total: now.Float,
		Staff: act.Person(ctx).ID, At: now.Opened}
	return c, tx.Shifts().AddCount(c)
}

func (s *Shifts) byID(ctx context.Context, id shop.ID) (sh shop.Shift, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		sh, _, err = tx.Shifts().ByID(id)
		return err
	})
	return sh, err
}
