//go:build cgo

package data_test

import (
	"encoding/hex"

	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
)

// cashMove books one entry of the drawer's ledger.
func (l *ledger) cashMove(kind shop.CashKind, amount int64) {
	of := l.id()
	l.act(of, func(tx books.Tx, at shop.Moment) journal.Body {
		m := l.drawn(of, kind, amount, at)
		l.must(tx.Shifts().AddMove(m))
		return journal.OfCashMove(m)
	})
}

func (l *ledger) drawn(of shop.ID, kind shop.CashKind, amount int64, at shop.Moment) shop.CashMove {
	return shop.CashMove{ID: of, Till: l.till.ID, Shift: l.shift.ID, Kind: kind, Amount: money.Amount(amount), Reason: "window cleaner",
		Staff: "01JSTAFF", At: at}
}

// changeShift moves money, counts, closes the shift one short, and opens another with more than was left.
func (l *ledger) changeShift() {
	l.cashMove(shop.CashIn, 5_000)
	l.cashMove(shop.CashOut, -100)
	l.cashMove(shop.CashExpense, -250)
	l.cashMove(shop.CashDrop, -900)
	l.cashMove(shop.CashNoSale, 0)
	count := shop.CashCount{ID: l.id(), Till: l.till.ID, Shift: l.shift.ID, No: 1, Phase: shop.CountClosing, Staff: "01JSTAFF"}
	figures := l.figures()
	count.Total = figures.Cash.Expected() - 1
	count.Pieces = []shop.Pieces{{Worth: 100, Count: int64(count.Total / 100)}, {Worth: 1, Count: int64(count.Total % 100)}}
	l.act(count.ID, func(tx books.Tx, at shop.Moment) journal.Body {
		count.At = at
		l.must(tx.Shifts().AddCount(count))
		return journal.OfCount(count)
	})
	closing := l.id()
	l.act(closing, func(tx books.Tx, at shop.Moment) journal.Body {
		head, _, err := tx.Journal().Head(l.till.ID)
		l.must(err)
		figures.At = at
		z := shop.Z{ID: closing, No: l.z.No + 1, By: "01JSTAFF", Figures: figures, Count: count.ID, Counted: count.Total, Difference: -1,
			Kept: 3_000, Taken: count.Total - 3_000, AllSold: l.z.AllSold + figures.Sales.Sold, AllReturned: l.z.AllReturned,
			HeadSeq: head.Seq, HeadHash: hex.EncodeToString(head.Hash), Note: "the printer squeaks"}
		short, taken := l.drawn(l.id(), shop.CashClosing, -1, at), l.drawn(l.id(), shop.CashTaken, -int64(z.Taken), at)
		l.must(tx.Shifts().AddMove(short), tx.Shifts().AddMove(taken), tx.Shifts().Close(z))
		l.z = z
		return journal.OfShiftClose(z, short, taken)
	})
	opening := l.id()
	l.act(opening, func(tx books.Tx, at shop.Moment) journal.Body {
		l.shift = shop.Shift{ID: opening, Till: l.till.ID, No: l.shift.No + 1, Opened: at, OpenedBy: "01JSTAFF", Float: 3_010}
		more := l.drawn(l.id(), shop.CashOpening, 10, at)
		l.must(tx.Shifts().Add(l.shift), tx.Shifts().AddMove(more))
		return journal.OfShiftOpening(l.shift, 3_000, more, shop.CashCount{})
	})
}

// figures adds the open shift up as the program does, by asking the store.
func (l *ledger) figures() (f shop.Figures) {
	l.must(l.store.View(l.t.Context(), func(tx books.Tx) (err error) {
		f.Shift = l.shift
		if f.Sales, err = tx.Shifts().Sales(l.shift.ID, l.now.UnixMilli()); err != nil {
			return err
		}
		f.Cash = shop.Cash{Float: l.shift.Float, In: 5_000, Out: 100, Expense: 250, Drop: 900}
		f.NoSales = 1
		for _, t := range f.Sales.Tenders {
			if t.Tender == shop.TenderCash {
				f.Cash.Sales = t.Amount
			}
		}
		return nil
	}))
	return f
}
