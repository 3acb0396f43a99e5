//go:build cgo

package backup_test

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

// BenchmarkTheMirrorAddsToASale sells in turns with the mirror and without it, on the same books, and reports how much longer the
// sale in the middle takes with it: "%added".
func BenchmarkTheMirrorAddsToASale(b *testing.B) {
	m := mirrorShop(b)
	n := 100
	sell := func() time.Duration {
		n++
		sale := m.fix.PlainSale(n)
		began := time.Now()
		_, err := m.Do(m.owner(), act.Spec{ID: m.id(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
			return journal.OfSale(sale), tx.Sales().Add(sale)
		})
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	const turn = 100
	var with, without []time.Duration
	for b.Loop() {
		for range turn {
			without = append(without, sell())
		}
		m.RunMirror(b.Context())
		for range turn {
			with = append(with, sell())
		}
		m.CloseMirror(b.Context())
	}
	a, w := middle(without), middle(with)
	b.ReportMetric(100*float64(w-a)/float64(a), "%added")
	b.ReportMetric(float64(a.Microseconds()), "µs/plain")
	b.ReportMetric(float64(w.Microseconds()), "µs/mirrored")
}

func middle(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
