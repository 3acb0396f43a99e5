package act_test

import (
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// BenchmarkFrame stores a sale of five lines with its stock moves in a bare Update and, in turn, as an act: with right,
// journal row, chain and head. Medians in microseconds, and their ratio.
func BenchmarkFrame(b *testing.B) {
	d := open(b)
	fix := d.fix
	ctx := act.As(b.Context(), d.people[rights.Owner])
	store := func(tx books.Tx, s shop.Sale) error {
		if err := tx.Sales().Add(s); err != nil {
			return err
		}
		return tx.Stock().Move(fix.Moves(s))
	}
	var bare, framed []time.Duration
	for n := 1; b.Loop(); n += 2 {
		one, two := fix.Sale(n), fix.Sale(n+1)
		bare = append(bare, timed(b, func() error {
			return d.Store.Update(ctx, func(tx books.Tx) error { return store(tx, one) })
		}))
		framed = append(framed, timed(b, func() error {
			_, err := d.Do(ctx, act.Spec{ID: two.ID, Right: rights.Sell}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
				return journal.OfSale(two, fix.Moves(two)...), store(tx, two)
			})
			return err
		}))
	}
	slices.Sort(bare)
	slices.Sort(framed)
	without, with := bare[len(bare)/2], framed[len(framed)/2]
	b.ReportMetric(float64(without.Microseconds()), "bare-µs")
	b.ReportMetric(float64(with.Microseconds()), "act-µs")
	b.ReportMetric(float64(with)/float64(without), "x-bare")
	b.ReportMetric(0, "ns/op")
}

func timed(tb testing.TB, f func() error) time.Duration {
	tb.Helper()
	from := time.Now()
	if err := f(); err != nil {
		tb.Fatal(err)
	}
	return time.Since(from)
}
