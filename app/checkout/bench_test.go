//go:build cgo

package checkout_test

import (
	"context"
	"fmt"
	"testing"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/shop"
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

// BenchmarkSaleOfFiveLines closes a basket of five lines through the services: right, journal, stock, sums, jobs.
func BenchmarkSaleOfFiveLines(b *testing.B) {
	k := newDesk(b, checkout.Devices{})
	codes := k.stock(1000)
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		var basket checkout.Basket
		for j := range 5 {
			basket = k.scan(codes[(i*5+j)%len(codes)])
		}
		b.StartTimer()
		if _, err := k.pay(basket, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkScan adds a line at 100,000 products: look-up, price, durable basket.
func BenchmarkScan(b *testing.B) {
	k := newDesk(b, checkout.Devices{})
	codes := k.stock(100_000)
	for _, size := range []int{5, 1000} {
		b.Run(fmt.Sprintf("basket of %d", size), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if i%size == 0 {
					b.StopTimer()
					_, _ = k.Clear(k.ctx, checkout.Seen{})
					if size > 5 {
						for j := range size {
							k.scan(codes[j])
						}
					}
					b.StartTimer()
				}
				if _, err := k.Scan(k.ctx, codes[(i*7919+size)%len(codes)], money.One); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
