//go:build cgo

package data_test

import (
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/shop"
)

// people lets the first person have a PIN and a badge, and clock in late.
func (l *ledger) people() {
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		l.must(tx.Staff().PutKey(books.StaffKey{Staff: "01JSTAFF", PIN: "$argon2id$", Badge: "0badge"}))
		return journal.OfStaffKey("01JSTAFF", journal.Key{PIN: "$argon2id$", Badge: "0badge", Row: 1})
	})
	in := shop.TimeEntry{ID: l.id(), Staff: "01JSTAFF", Till: l.till.ID, Kind: shop.TimeIn, By: "01JSTAFF"}
	late := in
	late.ID, late.Corrects, late.By, late.Reason = l.id(), in.ID, "01JOTHER", "came later"
	for _, e := range []shop.TimeEntry{late, in} {
		l.act(l.id(), func(tx books.Tx, at shop.Moment) journal.Body {
			e.At = at
			l.must(tx.Staff().AddTime(e))
			return journal.OfTimeEntry(e)
		})
	}
}
