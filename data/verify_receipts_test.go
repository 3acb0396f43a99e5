//go:build cgo

package data_test

import (
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/shop"
)

// correct moves the payment of a sale to another tender.
func (l *ledger) correct(sale shop.ID, from, to string) {
	id := l.id()
	l.act(id, func(tx books.Tx, at shop.Moment) journal.Body {
		s, _, err := tx.Sales().ByID(sale)
		c := shop.TenderChange{ID: id, Sale: sale, Payment: 1, From: from, To: to, Amount: s.Payments[0].Amount, Ref: "slip 9", Shift: s.Shift,
			Staff: "01JSTAFF", At: at}
		l.must(err, tx.Sales().AddTenderChange(c))
		return journal.OfTenderChange(c)
	})
}
