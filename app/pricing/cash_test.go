package pricing_test

import (
	"fmt"
	"reflect"
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

func TestCash(t *testing.T) {
	tests := []struct {
		step                    money.Amount
		total                   money.Amount
		nearest, halfDown, down money.Amount
	}{
		{0, 1367, 1367, 1367, 1367},
		{1, 1367, 1367, 1367, 1367},
		{5, 1365, 1365, 1365, 1365},
		{5, 1366, 1365, 1365, 1365},
		{5, 1367, 1365, 1365, 1365},
		{5, 1368, 1370, 1370, 1365},
		{5, 2, 0, 0, 0},
		{5, 3, 5, 5, 0},
		{10, 1364, 1360, 1360, 1360},
		{10, 1365, 1370, 1360, 1360},
		{10, 1366, 1370, 1370, 1360},
		{100, 149, 100, 100, 100},
		{100, 150, 200, 100, 100},
		{100, 151, 200, 200, 100},
		{1000, 499, 0, 0, 0},
		{5, 0, 0, 0, 0},
	}
	for _, tt := range tests {
		for _, side := range []money.Amount{1, -1} {
			for direction, want := range map[shop.CashDirection]money.Amount{
				"": tt.nearest, shop.CashNearest: tt.nearest, shop.CashHalfDown: tt.halfDown, shop.CashDown: tt.down,
			} {
				rule := shop.CashRounding{Step: tt.step, Direction: direction}
				got, err := pricing.Cash(tt.total*side, rule)
				due := shop.CashDue{Total: tt.total * side, Rounding: (want - tt.total) * side, Due: want * side}
				if err != nil || got != due {
					t.Errorf("%d to %d %s: got %+v, %v; want %+v", tt.total*side, tt.step, direction, got, err, due)
				}
			}
		}
	}
}

func TestCashBeyondTheLimitIsRefused(t *testing.T) {
	for _, tt := range []struct{ total, step money.Amount }{
		{money.Limit, 5}, {-money.Limit, 5}, {1, money.Limit}, {money.Limit - 1, 1000},
	} {
		if got, err := pricing.Cash(tt.total, shop.CashRounding{Step: tt.step}); !fault.Is(err, fault.AmountTooLarge) {
			t.Errorf("%d to %d: got %+v, %v", tt.total, tt.step, got, err)
		}
	}
}

// forCash quotes with a rounding to 0.05 shown as a discount.
func forCash(t *testing.T, c shop.Cart, way shop.TaxRounding, direction shop.CashDirection) shop.Quote {
	t.Helper()
	rules := shop.Rules{TaxRounding: way, Cash: shop.CashRounding{Step: 5, Direction: direction, Form: shop.CashDiscount}}
	q, err := pricing.QuoteForCash(c, terms(groups(), rules))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestCashRoundingAsADiscountMakesTheTotalPayable(t *testing.T) {
	tests := []struct {
		name      string
		cart      shop.Cart
		way       shop.TaxRounding
		direction shop.CashDirection
		want      want
	}{
		{"the package comment", basket(four(line("on20", 208, 1000))...), shop.PerDocument, shop.CashDown, want{
			totals: amounts{249, 249, 248, 249}, taxes: amounts{42, 42, 41, 41}, list: 998, discount: 3, net: 829, tax: 166, total: 995}},
		{"lowered inside", basket(line("in20", 1201, 1000), line("in7", 101, 1000)), shop.PerLine, shop.CashNearest, want{
			totals: amounts{1199, 101}, cashAdjust: amounts{-2, 0}, taxes: amounts{200, 7}, list: 1302, discount: 2, net: 1093, tax: 207, total: 1300}},
		{"raised inside: an increase counts against the discount", basket(line("in20", 1203, 1000)), shop.PerLine, shop.CashNearest, want{
			totals: amounts{1205}, cashAdjust: amounts{2}, taxes: amounts{201}, list: 1203, discount: -2, net: 1004, tax: 201, total: 1205}},
		{"on top: the adjustment is that of the net", basket(line("on20", 1003, 1000)), shop.PerLine, shop.CashDown, want{
			totals: amounts{1200}, cashAdjust: amounts{-3}, taxes: amounts{200}, list: 1203, discount: 3, net: 1000, tax: 200, total: 1200}},
		{"less than half a step is given away", basket(line("in20", 2, 1000)), shop.PerLine, shop.CashNearest, want{
			totals: amounts{0}, cashAdjust: amounts{-2}, list: 2, discount: 2}},
		{"a return mirrors", basket(line("in20", 1203, -1000)), shop.PerLine, shop.CashNearest, want{
			totals: amounts{-1205}, cashAdjust: amounts{-2}, list: -1203, discount: 2, net: -1004, tax: -201, total: -1205}},
		{"lines given back stay", basket(line("free", 1003, 1000), line("free", 900, -1000)), shop.PerLine, shop.CashDown, want{
			totals: amounts{1000, -900}, cashAdjust: amounts{-3, 0}, list: 103, discount: 3, net: 100, total: 100}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { compare(t, forCash(t, tt.cart, tt.way, tt.direction), tt.want) })
	}
}

func TestCashRoundingAsALineLeavesTheQuoteAlone(t *testing.T) {
	c := basket(line("in20", 1203, 1000))
	for _, rule := range []shop.CashRounding{{Step: 5, Form: shop.CashLine}, {Step: 5}, {Form: shop.CashDiscount}, {Step: 3, Form: shop.CashDiscount}} {
		plain, err := pricing.Quote(c, terms(groups(), shop.Rules{}))
		if err != nil {
			t.Fatal(err)
		}
		got, err := pricing.QuoteForCash(c, terms(groups(), shop.Rules{Cash: rule}))
		if err != nil || !reflect.DeepEqual(got, plain) {
			t.Errorf("%+v: got %+v, %v; want %+v", rule, got, err, plain)
		}
	}
}

func TestNotes(t *testing.T) {
	tests := []struct {
		currency string
		due      money.Amount
		want     amounts
	}{
		{"EUR", 1367, amounts{1500, 2000, 5000, 10000}},
		{"RUB", 90087, amounts{100000, 150000, 200000, 500000}},
		{"USD", 1367, amounts{1500, 2000, 5000, 10000}},
		{"EUR", 2030, amounts{2050, 2500, 5000, 10000}},
		{"EUR", 2001, amounts{2050, 2500, 5000, 10000}},
		{"JPY", 3, amounts{5, 1000, 2000, 10000}},
		{"EUR", 85, amounts{100, 500, 1000, 10000}},
		{"EUR", 320, amounts{400, 500, 1000, 10000}},
		{"EUR", 700, amounts{1000, 2000, 5000, 10000}},
		{"EUR", 5210, amounts{5500, 6000, 7000, 10000}},
		{"EUR", 10000, amounts{20000}},
		{"EUR", 13450, amounts{14000, 15000, 20000}},
		{"EUR", 123450, amounts{124000, 125000, 130000}},
		{"JPY", 913, amounts{1000, 2000, 5000, 10000}},
		{"KWD", 3250, amounts{5000, 6000, 10000}},
		{"EUR", 0, nil},
		{"EUR", -500, nil},
		{"EUR", money.Limit, nil},
		{"EUR", money.Limit - 1, nil},
	}
	for _, tt := range tests {
		c, _ := money.CurrencyOf(tt.currency)
		if got := pricing.Notes(tt.due, c); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s %d: got %v, want %v", tt.currency, tt.due, got, tt.want)
		}
	}
}

// coins and notes of a currency that a customer may hold.
func pieces(c money.Currency) amounts { return append(append(amounts{}, c.Notes...), c.Coins...) }

// payable reports whether a sum can be handed over in two pieces, or in one.
func payable(sum money.Amount, list amounts) bool {
	for _, a := range list {
		if a == sum {
			return true
		}
		for _, b := range list {
			if a+b == sum {
				return true
			}
		}
	}
	return false
}

func TestQuickNotesAreSumsThatAPersonHandsOver(t *testing.T) {
	for _, code := range []string{"EUR", "RUB", "USD", "GBP", "CHF", "KZT", "JPY", "KWD"} {
		c, _ := money.CurrencyOf(code)
		largest := money.Amount(0)
		for _, n := range c.Notes {
			if fmt.Sprint(n)[0] != '2' {
				largest = max(largest, n)
			}
		}
		for due := money.Amount(1); due < 3*largest; due += max(1, largest/5003) {
			notes := pricing.Notes(due, c)
			counted := due / largest * largest
			last := due
			ends := false
			for _, n := range notes {
				if n <= last || !payable(n-counted, pieces(c)) {
					t.Fatalf("%s %d: %v has an odd %d", code, due, notes, n)
				}
				last = n
				ends = ends || n == counted+largest
			}
			if len(notes) == 0 || len(notes) > 4 || !ends {
				t.Fatalf("%s %d: %v", code, due, notes)
			}
		}
	}
}

func TestACurrencyWithoutNotesOffersNone(t *testing.T) {
	if got := pricing.Notes(100, money.Currency{Coins: amounts{200, 100}}); got != nil {
		t.Errorf("got %v", got)
	}
	if got := pricing.Notes(100, money.Currency{Notes: amounts{200}}); !reflect.DeepEqual(got, amounts{200}) {
		t.Errorf("the only note is in use: got %v", got)
	}
}

func TestChange(t *testing.T) {
	type p = pricing.Piece
	tests := []struct {
		currency string
		change   money.Amount
		want     []p
	}{
		{"EUR", 633, []p{{500, 1}, {100, 1}, {20, 1}, {10, 1}, {2, 1}, {1, 1}}},
		{"EUR", 14000, []p{{10000, 1}, {2000, 2}}},
		{"RUB", 9913, []p{{5000, 1}, {1000, 4}, {500, 1}, {200, 2}}},
		{"CHF", 99, []p{{50, 1}, {20, 2}, {5, 1}}},
		{"JPY", 87, []p{{50, 1}, {10, 3}, {5, 1}, {1, 2}}},
		{"EUR", 0, nil},
		{"EUR", -100, nil},
	}
	for _, tt := range tests {
		c, _ := money.CurrencyOf(tt.currency)
		if got := pricing.Change(tt.change, c); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s %d: got %v, want %v", tt.currency, tt.change, got, tt.want)
		}
	}
}

func TestChangeComesToAllButTheSmallestCoin(t *testing.T) {
	for _, code := range []string{"EUR", "RUB", "USD", "GBP", "CHF", "KZT", "JPY", "KWD"} {
		c, _ := money.CurrencyOf(code)
		for change := money.Amount(0); change < 20_000; change++ {
			rest := change
			for _, p := range pricing.Change(change, c) {
				rest -= p.Denomination * money.Amount(p.Count)
			}
			if rest < 0 || rest >= c.Smallest() {
				t.Fatalf("%s %d: %d is left of %v", code, change, rest, pricing.Change(change, c))
			}
		}
	}
}
