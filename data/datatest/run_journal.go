package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/shop"
)

// journalIsPaged asks for pages of a journal of six days with a gap: ten records a day, every third of another kind, every
// fifth of nobody.
func journalIsPaged(t *testing.T, f Fixture) {
	var all []shop.Record
	for seq := int64(1); seq <= 60; seq++ {
		r := f.record(seq)
		day := int(seq-1) / 10
		if day >= 3 {
			day++ // nothing was done on the fourth
		}
		r.At.Day = 20261101 + day
		if seq%3 == 0 {
			r.Kind = "no_sale"
		}
		if seq%5 == 0 {
			r.Staff = ""
		}
		if seq == 55 {
			r.Body = []byte(`{"act":"x","actor":"y","approver":"` + string(f.Staff.ID) + `","approver_code":"O1"}`)
		}
		all = append(all, r)
	}
	Update(t, f.Store, func(tx books.Tx) error { return each(all, tx.Journal().Add) })
	page := func(q books.JournalFilter, limit int) (seqs []int64) {
		q.Till = f.Till.ID
		for _, r := range read(t, f.Store, func(tx books.Tx) ([]shop.Record, error) { return tx.Journal().Page(q, limit) }) {
			seqs = append(seqs, r.Seq)
		}
		return seqs
	}
	same(t, "the newest", []int64{60, 59, 58}, page(books.JournalFilter{}, 3))
	same(t, "the page after", []int64{57, 56, 55}, page(books.JournalFilter{Before: 58}, 3))
	same(t, "a day", []int64{20, 19, 18, 17, 16, 15, 14, 13, 12, 11}, page(books.JournalFilter{FromDay: 20261102, ToDay: 20261102}, 99))
	same(t, "a day of nothing", []int64(nil), page(books.JournalFilter{FromDay: 20261104, ToDay: 20261104}, 99))
	same(t, "from a day of nothing on", []int64{33, 32, 31}, page(books.JournalFilter{FromDay: 20261104, Before: 34}, 99))
	same(t, "up to the first day", []int64{10, 9}, page(books.JournalFilter{ToDay: 20261101}, 2))
	same(t, "before all", []int64(nil), page(books.JournalFilter{ToDay: 20261031}, 2))
	same(t, "after all", []int64(nil), page(books.JournalFilter{FromDay: 20261231}, 2))
	same(t, "of kinds", []int64{60, 57, 54}, page(books.JournalFilter{Kinds: []string{"no_sale", "other"}}, 3))
	same(t, "of a person, of a kind, of a day", []int64{48, 42}, page(books.JournalFilter{Staff: f.Staff.ID, Kinds: []string{"no_sale"},
		FromDay: 20261106, ToDay: 20261106}, 99))
	same(t, "done or allowed by a person", []int64{56, 55, 54}, page(books.JournalFilter{Staff: f.Staff.ID, Before: 57}, 3)) // 55 nobody did
	same(t, "done by another", []int64(nil), page(books.JournalFilter{Staff: ID("STAFF", 77)}, 3))
	same(t, "whole", all[59:], read(t, f.Store, func(tx books.Tx) ([]shop.Record, error) {
		return tx.Journal().Page(books.JournalFilter{Till: f.Till.ID}, 1)
	}))
}
