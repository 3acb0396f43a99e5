//go:build cgo

package checkout_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
	"kassa/data/datatest"
)

// stock adds n products with codes of their own to the desk's shop and returns the codes.
func (k *desk) stock(n int) []string {
	k.t.Helper()
	codes := make([]string, n)
	const batch = 2000
	for from := 0; from < n; from += batch {
		list := make([]shop.Product, 0, batch)
		for i := from; i < min(n, from+batch); i++ {
			codes[i] = fmt.Sprintf("27%08d", i)
			list = append(list, k.product(1000+i, fmt.Sprintf("Thing %d of the shelf", i), int64(100+i%900), func(p *shop.Product) {
				p.SKU, p.Tracked, p.Barcodes = fmt.Sprintf("N%d", i), true, []shop.Barcode{{Code: codes[i], Qty: money.One}}
			}))
		}
		k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Products().Add(list...) }))
	}
	return codes
}

// BenchmarkSaleOfFiveLines closes a basket of five lines through the services (right, journal, stock, sums, jobs) and writes
// the same rows on the bare driver, in turn, each durable: medians in microseconds, and their ratio.
func BenchmarkSaleOfFiveLines(b *testing.B) {
	k := newDesk(b, checkout.Devices{})
	codes := k.stock(1000)
	path := filepath.Join(b.TempDir(), "raw.db")
	raw := datatest.NewRaw(b, datatest.Shop(b, datatest.OpenAt(b, path)), path)
	body := make([]byte, 5000)
	var yard, ours []time.Duration
	for i := 0; b.Loop(); i++ {
		raw.Prepare(b, body)
		yard = append(yard, timed(b, raw.Commit))
		var basket checkout.Basket
		for j := range 5 {
			basket = k.scan(codes[(i*5+j)%len(codes)])
		}
		ours = append(ours, timed(b, func() error {
			_, err := k.pay(basket, 0)
			return err
		}))
	}
	report(b, yard, ours)
}

// BenchmarkScan adds a line at 100,000 products (look-up, price, durable basket) and a single durable row, in turn.
func BenchmarkScan(b *testing.B) {
	k := newDesk(b, checkout.Devices{})
	codes := k.stock(100_000)
	for _, size := range []int{5, 1000} {
		b.Run(fmt.Sprintf("basket of %d", size), func(b *testing.B) {
			row := datatest.NewOneRow(b)
			_, _ = k.Clear(k.ctx, checkout.Seen{}, "")
			k.scan(codes[:size]...)
			var yard, ours []time.Duration
			for i := 0; b.Loop(); i++ {
				yard = append(yard, timed(b, func() error { return row.Insert(i) }))
				ours = append(ours, timed(b, func() error {
					_, err := k.Scan(k.ctx, codes[2000+i*7919%90_000], money.One)
					return err
				}))
				_, err := k.Undo(k.ctx, checkout.Seen{}) // the basket stays as large as it was
				k.must(err)
			}
			report(b, yard, ours)
		})
	}
}

// BenchmarkPricedLine looks a barcode up at 100,000 products and prices a basket with it, with 200 offers that are all on it;
// nothing is written.
func BenchmarkPricedLine(b *testing.B) {
	k := newDesk(b, checkout.Devices{})
	codes := k.stock(100_000)
	set, err := k.setUp()
	k.must(err)
	var all []time.Duration
	list := make([]shop.Offer, 200)
	for i := range list {
		list[i] = shop.Offer{ID: shop.ID(fmt.Sprint(i)), Name: "offer", Active: true, Kind: shop.OfferPercent, Rate: money.Whole / 10, Of: shop.Goods{All: true}}
	}
	by := pricing.Terms{Taxes: set.Taxes, Rules: set.Shop.Rules, Offers: pricing.PrepareOffers(list), At: shop.Moment{Day: 20261123}}
	for i := 0; b.Loop(); i++ {
		all = append(all, timed(b, func() error { return k.priced(set, by, codes[i*7919%len(codes)]) }))
	}
	slices.Sort(all)
	b.ReportMetric(micro(all[len(all)/2]), "µs")
	b.ReportMetric(micro(all[len(all)*99/100]), "p99-µs")
	b.ReportMetric(0, "ns/op")
}

func (k *desk) setUp() (set act.Setup, err error) {
	err = k.store.View(k.ctx, func(tx books.Tx) error {
		set, err = k.frame.SetUp(tx)
		return err
	})
	return set, err
}

func (k *desk) priced(set act.Setup, by pricing.Terms, code string) error {
	return k.store.View(k.ctx, func(tx books.Tx) error {
		found, err := tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code))
		if err != nil || len(found) != 1 {
			return fmt.Errorf("%d products, %w", len(found), err)
		}
		p := found[0].Product
		_, err = pricing.Quote(shop.Cart{Lines: []shop.CartLine{{No: 1, TaxGroup: p.TaxGroup, Price: p.Price, ListPrice: p.Price, Qty: found[0].Qty}}},
			by)
		return err
	})
}

func timed(tb testing.TB, f func() error) time.Duration {
	tb.Helper()
	from := time.Now()
	if err := f(); err != nil {
		tb.Fatal(err)
	}
	return time.Since(from)
}

func micro(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// report prints the medians of both and their ratio.
func report(b *testing.B, yard, ours []time.Duration) {
	b.Helper()
	slices.Sort(yard)
	slices.Sort(ours)
	y, o := micro(yard[len(yard)/2]), micro(ours[len(ours)/2])
	b.ReportMetric(y, "yardstick-µs")
	b.ReportMetric(o, "ours-µs")
	b.ReportMetric(o/y, "x-yardstick")
	b.ReportMetric(0, "ns/op")
}
