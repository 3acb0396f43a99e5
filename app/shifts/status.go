package shifts

import (
	"context"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Status is what everybody at the till may know of its shift: the float that was counted in the morning, and no other sum.
type Status struct {
	Open     bool
	Shift    shop.Shift
	By       string // who opened it
	Receipts int64
	Old      bool // open for a day or longer
	Drop     bool // more money in the drawer than should be: some of it belongs into the safe
	Counted  bool // it was counted, and nothing happened since
}

// tooLong is how long a shift may be open before the till says so.
const tooLong = 24 * time.Hour

// Status reads it.
func (s *Shifts) Status(ctx context.Context) (st Status, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return err
		}
		if st.Shift, st.Open, err = tx.Shifts().Open(s.frame.Till); err != nil || !st.Open {
			return err
		}
		st.By = set.Staff[st.Shift.OpenedBy].Name
		st.Old = s.frame.Now().Sub(st.Shift.Opened.At) >= tooLong
		if st.Receipts, err = tx.Shifts().Receipts(st.Shift.ID); err != nil {
			return err
		}
		if _, st.Counted, err = s.newest(tx, st.Shift.ID); err != nil {
			return err
		}
		limit, _ := money.ParsePlain(set.Settings[shop.DropAbove], 0)
		if limit > 0 {
			inside, err := tx.Shifts().InDrawer(st.Shift.ID)
			if err != nil {
				return err
			}
			st.Drop = inside > money.Amount(limit)
		}
		return nil
	})
	return st, err
}

// Subject names what is not settled yet.
type Subject string

// The subjects.
const (
	OpenBasket Subject = "basket" // a sale is being rung up
	Parked     Subject = "parked" // sales that were put aside; they belong to the shop and may wait
	Papers     Subject = "papers" // papers that wait for a person or for the printer
	Fiscal     Subject = "fiscal" // sales for which the fiscal device has not answered
)

// Unsettled is something to look at before the shift is closed. What must be settled keeps it from being closed.
type Unsettled struct {
	What  Subject
	Count int
	Must  bool
}

// Unsettled lists what should be settled before closing, what must be first. Fault: NoRight.
func (s *Shifts) Unsettled(ctx context.Context) (list []Unsettled, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.CloseShift}, func(tx books.Tx, set act.Setup) error {
		for _, part := range []struct {
			what  Subject
			must  bool
			count func() (int, error)
		}{
			{Fiscal, true, func() (int, error) {
				steps, err := tx.Fiscal().Open(s.frame.Till)
				return len(steps), err
			}},
			{OpenBasket, false, func() (int, error) {
				cart, _, err := tx.Carts().Current(s.frame.Till)
				return min(len(cart.Lines), 1), err
			}},
			{Papers, false, func() (int, error) { return s.papers(tx) }},
			{Parked, false, func() (int, error) {
				carts, err := tx.Carts().Parked(set.Till.Place)
				return len(carts), err
			}},
		} {
			n, err := part.count()
			if err != nil {
				return err
			}
			if n > 0 {
				list = append(list, Unsettled{part.what, n, part.must})
			}
		}
		return nil
	})
	return list, err
}

// papers counts what is not printed yet.
func (s *Shifts) papers(tx books.Tx) (n int, err error) {
	for _, state := range []shop.JobState{shop.JobFailed, shop.JobWaiting, shop.JobWorking} {
		jobs, err := tx.Jobs().InState(s.frame.Till, state)
		if err != nil {
			return n, err
		}
		for _, j := range jobs {
			if j.Kind != shop.JobDrawer {
				n++
			}
		}
	}
	return n, nil
}
