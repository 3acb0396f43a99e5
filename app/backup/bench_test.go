//go:build cgo

package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data/datatest"
)

// largeShop is how many products the shop of the benchmark has: with KASSA_PROVE as many as make a gigabyte of books.
func largeShop() int {
	if os.Getenv("KASSA_PROVE") != "" {
		return 900_000
	}
	return 100_000
}

// BenchmarkBackup backs a large shop up, locked, while it sells without a pause, and reports what that delays a sale, how large
// the books are and how long the backup and its unpacking take.
func BenchmarkBackup(b *testing.B) {
	k := open(b)
	for from := 0; from < largeShop(); from += 2000 {
		batch := make([]shop.Product, 0, 2000)
		for n := from; n < from+2000; n++ {
			batch = append(batch, shop.Product{ID: datatest.ID("BIG", n), SKU: fmt.Sprintf("B%06d", n), Unit: shop.Piece, Category: k.fix.Food.ID, TaxGroup: k.fix.Taxes[0].ID,
				Names: shop.Names{"en": fmt.Sprintf("Product number %d of a large shop", n), "ru": fmt.Sprintf("Товар номер %d большого магазина", n)},
				Price: money.UnitPrice(100+n) * money.PerMinor, PriceKind: shop.FixedPrice, Tracked: true, Barcodes: []shop.Barcode{{Code: fmt.Sprintf("20%011d", n), Qty: money.One}}})
		}
		datatest.Update(b, k.fix.Store, func(tx books.Tx) error { return tx.Products().Add(batch...) })
	}
	for b.Loop() {
		done, first := make(chan backup.Made, 1), k.ids+1
		began := time.Now()
		go func() {
			m, err := k.Make(k.owner(), backup.Wish{Why: backup.Asked, File: filepath.Join(k.folder, "big.backup"), Passphrase: passphrase})
			if err != nil {
				b.Error(err)
			}
			done <- m
		}()
		var sales []time.Duration
		var made backup.Made
		for n := first; made.Path == "" && !b.Failed(); n++ {
			sales = append(sales, k.sell(b, n))
			select {
			case made = <-done:
			case <-time.After(5 * time.Millisecond): // a customer pays
			}
		}
		took := time.Since(began)
		began = time.Now()
		m, _, err := k.unpack(made.Path, passphrase)
		if err != nil {
			b.Fatal(err)
		}
		slices.Sort(sales)
		b.ReportMetric(float64(m.Size>>20), "MB")
		b.ReportMetric(float64(made.Size>>20), "packed-MB")
		b.ReportMetric(took.Seconds(), "backup-s")
		b.ReportMetric(time.Since(began).Seconds(), "unpack-s")
		b.ReportMetric(float64(sales[len(sales)/2].Microseconds())/1000, "sale-p50-ms")
		b.ReportMetric(float64(sales[len(sales)-1].Microseconds())/1000, "sale-max-ms")
	}
	b.ReportMetric(0, "ns/op")
}

// sell sells one thing as an act, and says how long that took.
func (k *keep) sell(b *testing.B, n int) time.Duration {
	b.Helper()
	s := k.fix.PlainSale(n)
	from := time.Now()
	_, err := k.Do(k.owner(), act.Spec{ID: s.ID, Right: rights.Sell}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		return journal.OfSale(s, k.fix.Moves(s)...), tx.Sales().Add(s)
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(from)
}
