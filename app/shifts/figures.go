package shifts

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Figures adds a shift up as of a moment. Whoever shows them to a person asks for the rights before: see [Shifts.X].
func Figures(tx books.Tx, sh shop.Shift, at shop.Moment) (f shop.Figures, err error) {
	until := at.At.UnixMilli()
	f = shop.Figures{Shift: sh, At: at, Cash: shop.Cash{Float: sh.Float}}
	if f.Sales, err = tx.Shifts().Sales(sh.ID, until); err != nil {
		return f, err
	}
	for _, t := range f.Sales.Tenders {
		if t.Tender == shop.TenderCash {
			f.Cash.Sales = t.Amount
		}
	}
	moves, err := tx.Shifts().Moves(sh.ID)
	if err != nil {
		return f, err
	}
	for _, m := range moves {
		if m.At.At.UnixMilli() <= until {
			add(&f, m)
		}
	}
	return f, undone(tx, sh, until, &f.Undone)
}

// AtOpening is by how much the float of a shift was over or short of what the last one left.
func AtOpening(tx books.Tx, shift shop.ID) (money.Amount, error) {
	moves, err := tx.Shifts().Moves(shift)
	var f shop.Figures
	for _, m := range moves {
		add(&f, m)
	}
	return f.Opening, err
}

// add adds a move to the figures.
func add(f *shop.Figures, m shop.CashMove) {
	switch m.Kind {
	case shop.CashIn:
		f.Cash.In += m.Amount
	case shop.CashOut:
		f.Cash.Out -= m.Amount
	case shop.CashExpense:
		f.Cash.Expense -= m.Amount
	case shop.CashDrop:
		f.Cash.Drop -= m.Amount
	case shop.CashOpening:
		f.Opening += m.Amount
	case shop.CashNoSale:
		f.NoSales++
	}
}

// undone adds up what was rung up in a shift and not sold; the journal knows it.
func undone(tx books.Tx, sh shop.Shift, until int64, u *shop.Undone) error {
	opened, found, err := tx.Journal().ByAct(sh.ID)
	if err != nil || !found {
		return err
	}
	records, err := tx.Journal().OfKinds(sh.Till, opened.Seq, journal.LineRemoved, journal.BasketCleared, journal.ParkedDeleted)
	for _, r := range records {
		if r.At.At.UnixMilli() > until {
			break
		}
		worth, err := journal.Worth(r)
		if err != nil {
			return err
		}
		if r.Kind == journal.LineRemoved {
			u.Lines, u.LinesWorth = u.Lines+1, u.LinesWorth+worth
		} else {
			u.Baskets, u.BasketWorth = u.Baskets+1, u.BasketWorth+worth
		}
	}
	return err
}

// X is what the open shift comes to now. It tells what is expected, so it asks for both rights. Faults: NoShift, NoRight.
func (s *Shifts) X(ctx context.Context) (f shop.Figures, err error) {
	err = s.frame.Look(ctx, rights.Ask{Act: rights.XReport}, func(tx books.Tx, set act.Setup) error {
		if err := s.frame.MayIn(ctx, tx, rights.Ask{Act: rights.SeeExpected}); err != nil {
			return err
		}
		now, err := s.open(tx)
		if err != nil {
			return err
		}
		head, found, err := tx.Journal().Head(s.frame.Till)
		if err != nil {
			return err
		}
		f, err = Figures(tx, now, set.Shop.Moment(journal.Effective(head, found, s.frame.Now())))
		return err
	})
	return f, err
}

// MayX refuses an X report to whoever may not read one. Fault: NoRight.
func (s *Shifts) MayX(ctx context.Context, tx books.Tx) error {
	if err := s.frame.MayIn(ctx, tx, rights.Ask{Act: rights.XReport}); err != nil {
		return err
	}
	return s.frame.MayIn(ctx, tx, rights.Ask{Act: rights.SeeExpected})
}

// PrintX prints the X report of this moment. Faults: NoShift, NoRight.
func (s *Shifts) PrintX(ctx context.Context) error {
	_, err := s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.XReport}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		now, err := s.open(tx)
		if err == nil {
			err = s.MayX(ctx, tx)
		}
		if err != nil {
			return nil, err
		}
		return journal.OfXReport(now.ID), tx.Jobs().Add(s.job(shop.JobX, now.ID, at))
	})
	return err
}
