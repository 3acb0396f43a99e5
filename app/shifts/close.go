package shifts

import (
	"context"
	"encoding/hex"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Closing is how a shift is ended: by which count, how much of it stays in the drawer, and a word to whoever opens next.
type Closing struct {
	ID    shop.ID
	Count shop.ID
	Keep  money.Amount
	Note  string
}

// Closed is a shift that was closed. What was expected, and over or short, are told only to whoever may see it.
type Closed struct {
	ID         shop.ID // of the Z report
	No         int64
	Series     string // of the number; empty: the shop was never put back from a backup before
	At         shop.Moment
	Receipts   int64
	Counted    money.Amount
	Kept       money.Amount
	Taken      money.Amount
	Seen       bool
	Expected   money.Amount
	Difference money.Amount
}

// Label is the number as people read it.
func (c Closed) Label() string { return shop.ZNo(c.Series, c.No) }

// Close ends the open shift in one act: over or short is booked, the rest is taken out, the Z report is written, numbered and
// printed, and the shift takes nothing more. Faults: NoShift, CountStale, NotSettled, BadAmount, NoRight, OverLimit.
func (s *Shifts) Close(ctx context.Context, c Closing) (Closed, error) {
	off, err := s.overOrShort(ctx, c)
	if err != nil {
		return Closed{}, err
	}
	_, err = s.frame.Do(ctx, act.Spec{ID: c.ID, Right: rights.CloseShift, Amount: off}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		z, err := s.z(ctx, tx, c, at)
		if err != nil {
			return nil, err
		}
		moves := s.closingMoves(ctx, z)
		jobs := []shop.Job{s.job(shop.JobZ, z.ID, at)}
		for _, m := range moves {
			if err := tx.Shifts().AddMove(m); err != nil {
				return nil, err
			}
			if m.Kind == shop.CashTaken {
				jobs = append(jobs, s.job(shop.JobDrawer, m.ID, at), s.job(shop.JobSlip, m.ID, at))
			}
		}
		if err := tx.Shifts().Close(z); err != nil {
			return nil, err
		}
		return journal.OfShiftClose(z, moves...), tx.Jobs().Add(jobs...)
	})
	if err != nil {
		return Closed{}, err
	}
	s.post()
	if s.frame.Board != nil {
		s.frame.Board.Post(notice.ShiftClosed{})
	}
	return s.Closed(ctx, c.ID)
}

// overOrShort is how much the count is over or short, without sign: some shops let a person close up to a limit only. What
// is written goes by the figures of the act itself. A closing that was done before asks for nothing.
func (s *Shifts) overOrShort(ctx context.Context, c Closing) (off money.Amount, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		if _, done, err := tx.Shifts().ZByID(c.ID); err != nil || done {
			return err
		}
		now, err := s.open(tx)
		if err != nil {
			return err
		}
		count, found, err := s.newest(tx, now.ID)
		if err != nil {
			return err
		}
		if !found || count.ID != c.Count {
			return fault.New(fault.CountStale, nil)
		}
		expected, err := tx.Shifts().InDrawer(now.ID)
		off = max(count.Total-expected, expected-count.Total)
		return err
	})
	return off, err
}

// z makes the report that ends the open shift.
func (s *Shifts) z(ctx context.Context, tx books.Tx, c Closing, at shop.Moment) (z shop.Z, err error) {
	now, err := s.open(tx)
	if err != nil {
		return z, err
	}
	steps, err := tx.Fiscal().Open(s.frame.Till)
	if err == nil && len(steps) > 0 {
		err = fault.New(fault.NotSettled, fault.Args{"count": len(steps)})
	}
	if err != nil {
		return z, err
	}
	count, found, err := s.newest(tx, now.ID)
	if err == nil && (!found || count.ID != c.Count) {
		err = fault.New(fault.CountStale, nil)
	}
	if err == nil && (c.Keep < 0 || c.Keep > count.Total) {
		err = fault.New(fault.BadAmount, fault.Args{"amount": c.Keep})
	}
	if err != nil {
		return z, err
	}
	figures, err := Figures(tx, now, at)
	if err != nil {
		return z, err
	}
	z = shop.Z{ID: c.ID, By: act.Person(ctx).ID, Figures: figures, Count: count.ID, Counted: count.Total,
		Difference: count.Total - figures.Cash.Expected(), Kept: c.Keep, Taken: count.Total - c.Keep, Note: short(c.Note)}
	return z, s.carryOn(tx, &z)
}

// carryOn numbers a report and adds it to what all before it sold and gave back.
func (s *Shifts) carryOn(tx books.Tx, z *shop.Z) error {
	last, _, err := tx.Shifts().LastZ(s.frame.Till)
	if err != nil {
		return err
	}
	if z.No, err = tx.Shifts().NextZ(s.frame.Till); err != nil {
		return err
	}
	z.AllSold, z.AllReturned = last.AllSold+z.Sales.Sold, last.AllReturned+z.Sales.Returned
	head, _, err := tx.Journal().Head(s.frame.Till)
	z.HeadSeq, z.HeadHash = head.Seq, hex.EncodeToString(head.Hash)
	return err
}

// closingMoves are over or short, and what is taken out.
func (s *Shifts) closingMoves(ctx context.Context, z shop.Z) (list []shop.CashMove) {
	for _, m := range []shop.CashMove{{Kind: shop.CashClosing, Amount: z.Difference}, {Kind: shop.CashTaken, Amount: -z.Taken}} {
		if m.Amount != 0 {
			m.ID, m.Till, m.Shift, m.Staff, m.At = s.frame.NewID(), z.Shift.Till, z.Shift.ID, act.Person(ctx).ID, z.At
			list = append(list, m)
		}
	}
	return list
}

// Closed reads what a closing came to. Faults: NotFound, NoRight.
func (s *Shifts) Closed(ctx context.Context, z shop.ID) (done Closed, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.CloseShift}, func(tx books.Tx, _ act.Setup) error {
		one, found, err := tx.Shifts().ZByID(z)
		if err != nil || !found {
			return orNotFound(err, "z")
		}
		seen, err := s.maySee(ctx, tx)
		if err != nil {
			return err
		}
		series, err := s.frame.ZSeries(tx)
		if err == nil {
			done = closedOf(one, series(one), seen)
		}
		return err
	})
	return done, err
}

// closedOf leaves out what a person may not see.
func closedOf(z shop.Z, series string, seen bool) Closed {
	c := Closed{ID: z.ID, No: z.No, Series: series, At: z.At, Receipts: z.Sales.Receipts, Counted: z.Counted, Kept: z.Kept, Taken: z.Taken, Seen: seen}
	if seen {
		c.Expected, c.Difference = z.Cash.Expected(), z.Difference
	}
	return c
}

// maxClosed bounds how many closings a screen lists.
const maxClosed = 30

// LastClosed are the newest closings of the till, newest first. Fault: NoRight.
func (s *Shifts) LastClosed(ctx context.Context) (list []Closed, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.CloseShift}, func(tx books.Tx, _ act.Setup) error {
		seen, err := s.maySee(ctx, tx)
		if err != nil {
			return err
		}
		series, err := s.frame.ZSeries(tx)
		if err != nil {
			return err
		}
		zs, err := tx.Shifts().NewestZs(s.frame.Till, maxClosed)
		for _, z := range zs {
			list = append(list, closedOf(z, series(z), seen))
		}
		return err
	})
	return list, err
}
