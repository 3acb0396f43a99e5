package money

// Currency is the one currency of a shop: its ISO 4217 code, its exponent (how many decimals a minor unit has: 2 for
// the euro, 0 for the yen, 3 for the Kuwaiti dinar), and the notes and coins a drawer holds, largest first.
type Currency struct {
	Code     string
	Symbol   string
	Exponent int
	Notes    []Amount
	Coins    []Amount
}

// CurrencyOf returns a currency that Kassa knows by its ISO 4217 code; ok is false for any other.
// Exponents are those of ISO 4217 (list one); denominations those in circulation.
func CurrencyOf(code string) (c Currency, ok bool) {
	switch code {
	case "EUR":
		return Currency{"EUR", "€", 2, []Amount{20000, 10000, 5000, 2000, 1000, 500}, []Amount{200, 100, 50, 20, 10, 5, 2, 1}}, true
	case "RUB":
		return Currency{"RUB", "₽", 2, []Amount{500000, 200000, 100000, 50000, 20000, 10000, 5000, 1000}, []Amount{1000, 500, 200, 100}}, true
	case "USD":
		return Currency{"USD", "$", 2, []Amount{10000, 5000, 2000, 1000, 500, 100}, []Amount{25, 10, 5, 1}}, true
	case "GBP":
		return Currency{"GBP", "£", 2, []Amount{5000, 2000, 1000, 500}, []Amount{200, 100, 50, 20, 10, 5, 2, 1}}, true
	case "CHF":
		return Currency{"CHF", "CHF", 2, []Amount{20000, 10000, 5000, 2000, 1000}, []Amount{500, 200, 100, 50, 20, 10, 5}}, true
	case "KZT":
		return Currency{"KZT", "₸", 2, []Amount{2000000, 1000000, 500000, 200000, 100000, 50000}, []Amount{20000, 10000, 5000, 2000, 1000, 500}}, true
	case "JPY":
		return Currency{"JPY", "¥", 0, []Amount{10000, 5000, 2000, 1000}, []Amount{500, 100, 50, 10, 5, 1}}, true
	case "KWD":
		return Currency{"KWD", "KD", 3, []Amount{20000, 10000, 5000, 1000, 500, 250}, []Amount{100, 50, 20, 10, 5}}, true
	}
	return Currency{}, false
}

// Unit is how many minor units make one of the currency: 100 for the euro.
func (c Currency) Unit() Amount {
	u := Amount(1)
	for range c.Exponent {
		u *= 10
	}
	return u
}

// Smallest is the smallest coin (or note, where there are no coins) in circulation.
func (c Currency) Smallest() Amount {
	all := append(append([]Amount(nil), c.Notes...), c.Coins...)
	if len(all) == 0 {
		return 1
	}
	return all[len(all)-1]
}
