package pricing_test

import (
	"testing"

	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// scanned is a basket as a till has it: pieces, weighed goods, three rates.
func scanned(lines int) shop.Cart {
	ids := []shop.ID{"in20", "in7", "on20"}
	c := shop.Cart{}
	for i := range lines {
		l := line(ids[i%len(ids)], money.Amount(99+37*(i%50)), money.One)
		if i%4 == 3 {
			l.Qty = 742
		}
		l.No = i + 1
		c.Lines = append(c.Lines, l)
	}
	return c
}

func BenchmarkQuote(b *testing.B) {
	table := groups()
	discounted := func(c shop.Cart) shop.Cart {
		c.Discount = percent(10)
		return c
	}
	cash := shop.Rules{Cash: shop.CashRounding{Step: 10, Direction: shop.CashDown, Form: shop.CashDiscount}}
	for _, m := range []struct {
		name  string
		cart  shop.Cart
		rules shop.Rules
	}{
		{"5_lines", scanned(5), shop.Rules{}},
		{"5_lines_discount_document", discounted(scanned(5)), shop.Rules{TaxRounding: shop.PerDocument}},
		{"1000_lines", scanned(1000), shop.Rules{}},
		{"1000_lines_document", scanned(1000), shop.Rules{TaxRounding: shop.PerDocument}},
		{"1000_lines_discount_document", discounted(scanned(1000)), shop.Rules{TaxRounding: shop.PerDocument}},
		{"1000_lines_cash_discount", scanned(1000), cash},
	} {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pricing.QuoteForCash(m.cart, terms(table, m.rules)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNotes(b *testing.B) {
	c, _ := money.CurrencyOf("EUR")
	b.ReportAllocs()
	for b.Loop() {
		pricing.Notes(1367, c)
	}
}
