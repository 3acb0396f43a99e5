package pricing_test

import (
	"testing"

	"pgregory.net/rapid"

	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// drawn is a random basket whose quote is good. rapid shrinks the seed, not the basket: a failure names the seed.
type drawn struct {
	dice
	cart  shop.Cart
	table shop.TaxTable
	rules shop.Rules
	quote shop.Quote
	cash  shop.Quote
}

// draw makes a basket of a sale, a return or (side 0) both.
func draw(t *rapid.T, side int) drawn {
	x := drawn{dice: seeded(rapid.Uint64().Draw(t, "seed"))}
	modes := taxModes(x.dice)
	x.table = modes[x.IntN(len(modes))]
	c, _ := money.CurrencyOf(pick(x.dice, "JPY", "EUR", "RUB", "USD", "KWD"))
	x.cart, x.rules = x.dice.cart(c, x.table, side), x.dice.rules()
	for i := range x.cart.Lines { // no discount is refused
		if x.cart.Lines[i].Discount.Kind == shop.Reduction {
			x.cart.Lines[i].Discount.Amount = 0
		}
	}
	if x.cart.Discount.Kind == shop.Reduction {
		without := x.cart
		without.Discount = shop.Discount{}
		x.cart.Discount.Amount = min(x.cart.Discount.Amount, asked(t, without, x.table, x.rules))
	}
	x.quote, x.cash = x.price(t, x.cart)
	return x
}

// asked is what the lines of a basket cost before tax on top, sold and given back apart, the smaller of both sides that is not 0.
func asked(t *rapid.T, cart shop.Cart, table shop.TaxTable, rules shop.Rules) money.Amount {
	q, err := pricing.Quote(cart, terms(table, rules))
	if err != nil {
		t.Fatal(err)
	}
	var sold, back money.Amount
	for _, l := range q.Lines {
		amount := l.List
		for _, a := range l.Adjustments {
			amount += a.Amount
		}
		sold, back = sold+max(amount, 0), back+max(-amount, 0)
	}
	if sold == 0 || back != 0 && back < sold {
		return back
	}
	return sold
}

func (x drawn) price(t *rapid.T, cart shop.Cart) (quote, cash shop.Quote) {
	quote, err := pricing.Quote(cart, terms(x.table, x.rules))
	if err != nil {
		t.Fatal(err)
	}
	if cash, err = pricing.QuoteForCash(cart, terms(x.table, x.rules)); err != nil {
		t.Fatal(err)
	}
	return quote, cash
}

func TestNetAndTaxAreGrossAndTheLinesAreTheReceipt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, rapid.SampledFrom([]int{1, -1, 0}).Draw(t, "side"))
		for _, q := range []shop.Quote{x.quote, x.cash} {
			var sum shop.Quote
			for _, l := range q.Lines {
				var tax money.Amount
				for _, one := range l.Taxes {
					tax += one.Amount
				}
				if l.Net+tax != l.Total || l.Tax != tax {
					t.Fatalf("line %d: net %d + taxes %d (%d) is not %d", l.No, l.Net, tax, l.Tax, l.Total)
				}
				sum.Net, sum.Tax, sum.Total = sum.Net+l.Net, sum.Tax+l.Tax, sum.Total+l.Total
			}
			var rates money.Amount
			for _, one := range q.Taxes {
				rates += one.Amount
				gross := one.Base + one.Amount
				for _, l := range q.Lines {
					for _, mine := range l.Taxes {
						if mine.Code == one.Code && mine.Rate == one.Rate && mine.Inclusive == one.Inclusive {
							gross -= l.Net + mine.Amount
						}
					}
				}
				if gross != 0 {
					t.Fatalf("rate %s %s: net and tax are %d off its lines", one.Code, one.Rate.Percent(), gross)
				}
			}
			if sum.Net != q.Net || sum.Tax != q.Tax || sum.Total != q.Total || q.Net+q.Tax != q.Total || rates != q.Tax || q.List-q.Discount != q.Total {
				t.Fatalf("receipt %+v, lines %+v, rates %d", q, sum, rates)
			}
		}
	})
}

func TestABasketDiscountTakesExactlyWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, 1)
		before := x.cart
		before.Discount = shop.Discount{}
		plain, _ := x.price(t, before)
		var worth, taken money.Amount
		for i, l := range plain.Lines {
			amount := l.List
			for _, a := range l.Adjustments {
				amount += a.Amount
			}
			worth += amount
			mine := money.Amount(0)
			for _, a := range x.quote.Lines[i].Adjustments {
				if a.Reason == shop.ReasonBasketDiscount {
					mine -= a.Amount
				}
			}
			if mine < 0 || mine > amount {
				t.Fatalf("line %d of %d gave %d", l.No, amount, mine)
			}
			taken += mine
		}
		want := money.Amount(0)
		switch by := x.cart.Discount; by.Kind {
		case shop.Reduction:
			want = by.Amount
		case shop.Percent:
			want, _ = by.Rate.Of(worth, x.rules.Rounding)
		}
		if taken != want {
			t.Fatalf("%+v of %d took %d, not %d", x.cart.Discount, worth, taken, want)
		}
	})
}

func TestNoLineOfASaleFallsBelowNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, 1)
		for _, q := range []shop.Quote{x.quote, x.cash} {
			for _, l := range q.Lines {
				if l.Total < 0 || l.Net < 0 && l.Total > 1 {
					t.Fatalf("line %+v", l)
				}
			}
		}
	})
}

func TestTheOrderOfLinesDoesNotChangeATotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, rapid.SampledFrom([]int{1, -1, 0}).Draw(t, "side"))
		mixed := x.cart
		mixed.Lines = append([]shop.CartLine{}, x.cart.Lines...)
		x.Shuffle(len(mixed.Lines), func(a, b int) { mixed.Lines[a], mixed.Lines[b] = mixed.Lines[b], mixed.Lines[a] })
		quote, cash := x.price(t, mixed)
		if !sameTotals(quote, x.quote) || !sameTotals(cash, x.cash) {
			t.Fatalf("cart %+v: %+v and %+v became %+v and %+v", x.cart, x.quote, x.cash, quote, cash)
		}
	})
}

// sameTotals compares the receipts of two quotes, not their lines.
func sameTotals(a, b shop.Quote) bool {
	a.Lines, b.Lines = nil, nil
	return same(a, b)
}

func TestAReturnMirrorsItsSale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.SampledFrom([]int{1, -1, 0}).Draw(t, "side")
		x := draw(t, side)
		if side == 0 && x.cart.Discount.Kind != shop.NoDiscount {
			return // the discount of a basket belongs to the goods sold
		}
		back := x.cart
		back.Lines = append([]shop.CartLine{}, x.cart.Lines...)
		for i := range back.Lines {
			back.Lines[i].Qty = -back.Lines[i].Qty
		}
		quote, cash := x.price(t, back)
		if !same(mirror(quote), x.quote) || !same(mirror(cash), x.cash) {
			t.Fatalf("cart %+v\nrules %+v\n%+v\nmirrors as\n%+v", x.cart, x.rules, x.quote, quote)
		}
	})
}

// mirror turns every amount of a quote.
func mirror(q shop.Quote) shop.Quote {
	q.List, q.Discount, q.Net, q.Tax, q.Total = -q.List, -q.Discount, -q.Net, -q.Tax, -q.Total
	q.Taxes = mirrorTaxes(q.Taxes)
	lines := q.Lines
	q.Lines = nil
	for _, l := range lines {
		l.List, l.Net, l.Tax, l.Total = -l.List, -l.Net, -l.Tax, -l.Total
		l.Taxes = mirrorTaxes(l.Taxes)
		steps := l.Adjustments
		l.Adjustments = nil
		for _, a := range steps {
			a.Amount = -a.Amount
			l.Adjustments = append(l.Adjustments, a)
		}
		q.Lines = append(q.Lines, l)
	}
	return q
}

func mirrorTaxes(list []shop.LineTax) []shop.LineTax {
	var turned []shop.LineTax
	for _, t := range list {
		t.Base, t.Amount = -t.Base, -t.Amount
		turned = append(turned, t)
	}
	return turned
}

func TestACashTotalIsPayable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, rapid.SampledFrom([]int{1, -1, 0}).Draw(t, "side"))
		due, err := pricing.Cash(x.cash.Total, x.rules.Cash)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := pricing.Cash(x.quote.Total, x.rules.Cash)
		if err != nil || due.Due != plain.Due {
			t.Fatalf("due %d one way, %d the other: %v", due.Due, plain.Due, err)
		}
		if x.rules.Cash.Form == shop.CashDiscount && due.Rounding != 0 {
			t.Fatalf("the total %d is not payable", x.cash.Total)
		}
	})
}

func TestWhereTaxIsInsideItsRoundingChangesNoTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, 1)
		for _, g := range x.table {
			if !g.Inclusive {
				return
			}
		}
		for _, way := range []shop.TaxRounding{shop.PerLine, shop.PerDocument} {
			x.rules.TaxRounding = way
			if q, _ := x.price(t, x.cart); q.Total != x.quote.Total {
				t.Fatalf("%s: %d, not %d", way, q.Total, x.quote.Total)
			}
		}
	})
}

func TestTheBasketIsNotChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := draw(t, 1)
		again := x
		again.quote, again.cash = x.price(t, x.cart)
		if !same(again.quote, x.quote) || !same(again.cash, x.cash) {
			t.Fatal("the second quote differs from the first")
		}
	})
}
