package shifts

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Counting is what a person counted: pieces, or the sum alone. Where there are pieces, they make the sum.
type Counting struct {
	ID     shop.ID
	Pieces []shop.Pieces
	Total  money.Amount
}

// Counted is a count that was written down. Only whoever may see what is expected is told it, and by how much the count is
// over (positive) or short.
type Counted struct {
	Count      shop.CashCount
	Seen       bool
	Expected   money.Amount
	Difference money.Amount
}

// BeginCount opens the drawer so that it can be counted, in a shift or before one is opened. Fault: NoRight.
func (s *Shifts) BeginCount(ctx context.Context) error {
	right := rights.CloseShift
	if _, found, err := s.Current(ctx); err != nil || !found {
		if err != nil {
			return err
		}
		right = rights.OpenShift
	}
	_, err := s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		now, _, err := tx.Shifts().Open(s.frame.Till)
		if err != nil {
			return nil, err
		}
		return journal.OfCountBegun(now.ID), tx.Jobs().Add(s.job(shop.JobDrawer, s.frame.NewID(), at))
	})
	return err
}

// Count writes down what lies in the drawer at closing. It stays, whatever is counted afterwards. Faults: NoShift, BadAmount,
// NoRight.
func (s *Shifts) Count(ctx context.Context, c Counting) (done Counted, err error) {
	total, err := sum(c.Total, c.Pieces)
	if err != nil {
		return done, err
	}
	_, err = s.frame.Do(ctx, act.Spec{ID: c.ID, Right: rights.CloseShift}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		now, err := s.open(tx)
		if err != nil {
			return nil, err
		}
		earlier, err := tx.Shifts().Counts(now.ID)
		if err != nil {
			return nil, err
		}
		count := shop.CashCount{ID: c.ID, Till: now.Till, Shift: now.ID, No: int64(len(earlier)) + 1, Phase: shop.CountClosing, Pieces: c.Pieces,
			Total: total, Staff: act.Person(ctx).ID, At: at}
		return journal.OfCount(count), tx.Shifts().AddCount(count)
	})
	if err != nil {
		return done, err
	}
	s.post()
	return s.counted(ctx, c.ID)
}

// counted reads a count back, with what was expected for those who may see it.
func (s *Shifts) counted(ctx context.Context, id shop.ID) (done Counted, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		var found bool
		if done.Count, found, err = tx.Shifts().CountByID(id); err != nil || !found {
			return orNotFound(err, "count")
		}
		if done.Seen, err = s.maySee(ctx, tx); err != nil || !done.Seen {
			return err
		}
		done.Expected, err = tx.Shifts().InDrawer(done.Count.Shift)
		done.Difference = done.Count.Total - done.Expected
		return err
	})
	return done, err
}

// Waiting is the newest count of the open shift by which it can still be closed: nothing happened since. It is what a
// person finds who comes back to a closing that was left in the middle.
func (s *Shifts) Waiting(ctx context.Context) (done Counted, found bool, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.CloseShift}, func(tx books.Tx, _ act.Setup) error {
		now, open, err := tx.Shifts().Open(s.frame.Till)
		if err != nil || !open {
			return err
		}
		done.Count, found, err = s.newest(tx, now.ID)
		return err
	})
	if err != nil || !found {
		return Counted{}, false, err
	}
	done, err = s.counted(ctx, done.Count.ID)
	return done, true, err
}

// newest is the count by which a shift can be closed.
func (s *Shifts) newest(tx books.Tx, shift shop.ID) (c shop.CashCount, found bool, err error) {
	counts, err := tx.Shifts().Counts(shift)
	if err != nil || len(counts) == 0 || counts[len(counts)-1].Phase != shop.CountClosing {
		return c, false, err
	}
	c = counts[len(counts)-1]
	rec, found, err := tx.Journal().ByAct(c.ID)
	if err != nil || !found {
		return c, false, err
	}
	since, err := tx.Journal().OfKinds(s.frame.Till, rec.Seq, journal.Sale, journal.CashMove, journal.NoSale, journal.TenderChanged)
	return c, len(since) == 0, err
}

// sum is what pieces come to, or the sum that was said where there are none. Fault: BadAmount.
func sum(said money.Amount, pieces []shop.Pieces) (money.Amount, error) {
	if len(pieces) == 0 {
		if said < 0 || !said.Valid() {
			return 0, fault.New(fault.BadAmount, fault.Args{"amount": said})
		}
		return said, nil
	}
	total := money.Amount(0)
	for _, p := range pieces {
		one, err := p.Worth.Share(p.Count, 1, money.HalfUp)
		if err == nil {
			total, err = total.Plus(one)
		}
		if err != nil || p.Worth <= 0 || p.Count < 0 || p.Count > maxPieces {
			return 0, fault.New(fault.BadAmount, fault.Args{"amount": p.Worth})
		}
	}
	return total, nil
}

// maxPieces bounds how many notes or coins of one worth a drawer holds.
const maxPieces = 1_000_000

// Whole leaves out what there is none of, and puts the largest worth first.
func Whole(pieces []shop.Pieces) []shop.Pieces {
	list := slices.DeleteFunc(slices.Clone(pieces), func(p shop.Pieces) bool { return p.Count == 0 })
	slices.SortFunc(list, func(a, b shop.Pieces) int { return int(b.Worth - a.Worth) })
	return list
}

func orNotFound(err error, what string) error {
	if err == nil {
		err = fault.New(fault.NotFound, fault.Args{"what": what})
	}
	return err
}
