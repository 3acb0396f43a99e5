package pricing_test

import (
	"fmt"
	"testing"

	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// market is a large shop's offers: on twenty categories, each with several kinds that want the same goods.
func market(n int) []shop.Offer {
	list := make([]shop.Offer, n)
	for i := range list {
		o := shop.Offer{ID: shop.ID(fmt.Sprintf("o%03d", i)), Name: "offer", Active: true,
			Of: shop.Goods{Categories: []shop.ID{shop.ID(fmt.Sprintf("c%d", i%20))}}}
		switch i / 20 % 6 {
		case 0:
			o.Kind, o.Rate = shop.OfferPercent, 100_000
		case 1:
			o.Kind, o.Take, o.Pay = shop.OfferNForM, 3, 2
		case 2:
			o.Kind, o.Take, o.Pay, o.Rate = shop.OfferBuyGet, 1, 1, 500_000
			o.Get = shop.Goods{Categories: []shop.ID{shop.ID(fmt.Sprintf("c%d", (i+1)%20))}}
		case 3:
			o.Kind, o.Amount, o.Of = shop.OfferFixed, 500, shop.Goods{Products: []shop.ID{shop.ID(fmt.Sprintf("p%d", i))}}
		case 4:
			o.Kind, o.Amount = shop.OfferBundle, 900
			o.Parts = []shop.OfferPart{{Of: o.Of, Qty: 1}, {Of: shop.Goods{Categories: []shop.ID{shop.ID(fmt.Sprintf("c%d", (i+7)%20))}}, Qty: 2}}
		case 5:
			o.Kind, o.Least, o.Rate = shop.OfferBasket, money.Amount(1000*i), 50_000
		}
		list[i] = o
	}
	return list
}

// trolley is a basket with offers on nearly everything.
func trolley(lines int) shop.Cart {
	c := scanned(lines)
	for i := range c.Lines {
		l := &c.Lines[i]
		l.Product, l.Category, l.ListPrice, l.Unit = shop.ID(fmt.Sprintf("p%d", i)), shop.ID(fmt.Sprintf("c%d", i%23)), l.Price, shop.Piece
		if i%5 == 0 {
			l.Qty = 2 * money.One
		}
	}
	return c
}

func BenchmarkOffers(b *testing.B) {
	for _, m := range []struct{ lines, offers int }{{1, 200}, {100, 200}, {1000, 200}, {100, 0}} {
		b.Run(fmt.Sprintf("%d_lines_%d_offers", m.lines, m.offers), func(b *testing.B) {
			cart, by := trolley(m.lines), offered(market(m.offers))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pricing.Quote(cart, by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
