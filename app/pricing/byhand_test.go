package pricing_test

import (
	"testing"

	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"

	"pgregory.net/rapid"
)

// tens is a line at 10.00 apiece.
func tens(no int, n money.Qty, d shop.Discount) shop.CartLine {
	return shop.CartLine{No: no, Qty: n * money.One, ListPrice: 1000 * money.PerMinor, Price: 1000 * money.PerMinor, Discount: d}
}

func byRate(rate money.Rate) shop.Discount { return shop.Discount{Kind: shop.Percent, Rate: rate} }

func less(amount money.Amount) shop.Discount {
	return shop.Discount{Kind: shop.Reduction, Amount: amount}
}

func basketOf(d shop.Discount, lines ...shop.CartLine) shop.Cart {
	return shop.Cart{Discount: d, Lines: lines}
}

func TestLoweredCountsAllThatIsTakenOffByHand(t *testing.T) {
	none := shop.Discount{}
	three := basketOf(none, tens(1, 3, less(240)))
	cheap := func(d shop.Discount) shop.CartLine {
		l := tens(1, 3, d)
		l.Price = 950 * money.PerMinor
		return l
	}
	dear := tens(1, 1, byRate(100_000))
	dear.Price = 1200 * money.PerMinor
	for _, c := range []struct {
		what          string
		before, after shop.Cart
		want          money.Rate
	}{
		{"nothing taken off", basketOf(none), basketOf(none, tens(1, 3, none)), 0},
		{"an amount off the line", basketOf(none, tens(1, 3, none)), three, 80_000},
		{"the quantity shrinks", three, basketOf(none, tens(1, 2, less(240))), 120_000},
		{"the quantity grows", three, basketOf(none, tens(1, 4, less(240))), 0},
		{"a basket discount on top", three, basketOf(byRate(50_000), tens(1, 3, less(240))), 126_000},
		{"a price of its own on top", three, basketOf(none, cheap(less(240))), 130_000},
		{"exactly a tenth in two steps", basketOf(none, tens(1, 3, none)), basketOf(none, cheap(less(150))), 100_000},
		{"the discount taken away", three, basketOf(none, tens(1, 3, none)), 0},
		{"two discounts below a limit", basketOf(none, tens(1, 1, byRate(100_000))), basketOf(byRate(100_000), tens(1, 1, byRate(100_000))), 190_000},
		{"a percentage counts as it says, not as it was rounded", basketOf(none, tens(1, 1, none)), basketOf(none, tens(1, 1, byRate(33_333))), 33_333},
		{"an amount off the basket of which a line goes", basketOf(less(300), tens(1, 1, none), tens(2, 2, none)), basketOf(less(300), tens(1, 1, none)), 300_000},
		{"a scan into a basket with a percentage", basketOf(byRate(300_000), tens(1, 1, none)), basketOf(byRate(300_000), tens(1, 1, none), tens(2, 1, none)), 0},
		{"a scan into a basket with an amount", basketOf(less(300), tens(1, 1, none)), basketOf(less(300), tens(1, 1, none), tens(2, 1, none)), 0},
		{"another line that had been lowered further", basketOf(none, tens(1, 1, byRate(500_000)), tens(2, 1, none)),
			basketOf(none, tens(1, 1, byRate(500_000)), tens(2, 1, byRate(50_000))), 50_000},
		{"a higher price with a discount that stays above the list", basketOf(none, tens(1, 1, none)), basketOf(none, dear), 0},
		{"given away", basketOf(none, tens(1, 1, none)), basketOf(none, tens(1, 1, byRate(money.Whole))), money.Whole},
		{"an amount that waited for goods", basketOf(less(300)), basketOf(less(300), tens(1, 1, none)), 300_000},
	} {
		got, err := pricing.Lowered(c.before, c.after, money.HalfUp)
		if err != nil || got != c.want {
			t.Errorf("%s: %d, %v; want %d", c.what, got, err, c.want)
		}
	}
}

// However many steps lead to a basket, the last of those that were asked for says at least what is taken off now.
func TestALimitHoldsInWhateverStepsALineIsLowered(t *testing.T) {
	const limit = 100_000
	rapid.Check(t, func(r *rapid.T) {
		cart := basketOf(shop.Discount{}, tens(1, 5, shop.Discount{}), tens(2, 3, shop.Discount{}))
		some := func() shop.Discount {
			if rapid.Bool().Draw(r, "percent") {
				return byRate(money.Rate(rapid.IntRange(0, 150_000).Draw(r, "rate")))
			}
			return less(money.Amount(rapid.IntRange(1, 900).Draw(r, "amount")))
		}
		for range 12 {
			next := cart
			next.Lines = append([]shop.CartLine(nil), cart.Lines...)
			l := &next.Lines[rapid.IntRange(0, 1).Draw(r, "line")]
			switch rapid.IntRange(0, 3).Draw(r, "change") {
			case 0:
				l.Discount = some()
			case 1:
				next.Discount = some()
			case 2:
				l.Qty = money.Qty(rapid.IntRange(1, 9).Draw(r, "pieces")) * money.One
			case 3:
				l.Price = money.UnitPrice(rapid.IntRange(850, 1100).Draw(r, "price")) * money.PerMinor
			}
			if rate, err := pricing.Lowered(cart, next, money.HalfUp); err != nil || rate > limit {
				continue // refused: the basket stays
			}
			cart = next
			q, err := pricing.Quote(cart, terms(shop.TaxTable{"": {}}, shop.Rules{}))
			if err != nil {
				r.Fatal(err)
			}
			for i, l := range cart.Lines {
				list, _ := l.ListPrice.Times(l.Qty, money.HalfUp)
				asked := q.Lines[i].List
				for _, a := range q.Lines[i].Adjustments {
					asked += a.Amount
				}
				if list-asked > list/10+2 { // both discounts are rounded
					r.Fatalf("%d of %d is off after steps that were each within a tenth: %+v", list-asked, list, cart)
				}
			}
		}
	})
}
