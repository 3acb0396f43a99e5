package money

import (
	"slices"
	"testing"
)

func TestCurrenciesAreWellMade(t *testing.T) {
	exponents := map[string]int{"EUR": 2, "RUB": 2, "USD": 2, "GBP": 2, "CHF": 2, "KZT": 2, "JPY": 0, "KWD": 3}
	for code, exponent := range exponents {
		c, ok := CurrencyOf(code)
		if !ok || c.Code != code || c.Symbol == "" || c.Exponent != exponent {
			t.Errorf("%s: %+v", code, c)
		}
		for _, list := range [][]Amount{c.Notes, c.Coins} {
			down := slices.IsSortedFunc(list, func(a, b Amount) int { return int(b - a) })
			if len(list) == 0 || !down || len(slices.Compact(slices.Clone(list))) != len(list) || slices.Min(list) <= 0 {
				t.Errorf("%s: pieces %v", code, list)
			}
		}
		if c.Smallest() != slices.Min(c.Coins) {
			t.Errorf("%s: the smallest coin is %d", code, c.Smallest())
		}
	}
	if c, ok := CurrencyOf("XXX"); ok {
		t.Errorf("got %+v", c)
	}
}

func TestUnits(t *testing.T) {
	for exponent, want := range []Amount{1, 10, 100, 1000} {
		if got := (Currency{Exponent: exponent}).Unit(); got != want {
			t.Errorf("exponent %d: got %d", exponent, got)
		}
	}
	if got := (Currency{}).Smallest(); got != 1 {
		t.Errorf("without pieces the smallest is %d", got)
	}
	if got := (Currency{Notes: []Amount{500, 100}}).Smallest(); got != 100 {
		t.Errorf("without coins the smallest is %d", got)
	}
}
