package pricing_test

import (
	"reflect"
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

const today = 20261123

// terms are those of a day without offers.
func terms(taxes shop.TaxTable, rules shop.Rules) pricing.Terms {
	return pricing.Terms{Taxes: taxes, Rules: rules, At: shop.Moment{Day: today}}
}

// The tax groups of the tables. Rates change in 2026 for "changing".
func groups() shop.TaxTable {
	tax := func(code string, rate money.Rate) shop.Tax { return shop.Tax{Code: code, Rate: rate} }
	table := shop.TaxTable{}
	add := func(id shop.ID, inclusive bool, taxes ...shop.Tax) {
		table[id] = shop.TaxGroup{ID: id, Code: string(id), Inclusive: inclusive, Taxes: taxes}
	}
	add("free", true)
	add("in20", true, tax("A", 200_000))
	add("in7", true, tax("B", 70_000))
	add("in9+9", true, tax("C", 90_000), tax("S", 90_000))
	add("on20", false, tax("A", 200_000))
	add("on5+9.975", false, tax("G", 50_000), tax("Q", 99_750))
	add("changing", true, shop.Tax{Code: "V", Rate: 160_000, Until: 20261122}, shop.Tax{Code: "V", Rate: 190_000, From: 20261123})
	return table
}

func line(group shop.ID, price money.Amount, qty money.Qty) shop.CartLine {
	return shop.CartLine{TaxGroup: group, Price: money.UnitPrice(price) * money.PerMinor, Qty: qty}
}

func basket(lines ...shop.CartLine) shop.Cart {
	for i := range lines {
		lines[i].No = i + 1
	}
	return shop.Cart{Lines: lines}
}

func percent(n money.Rate) shop.Discount   { return shop.Discount{Kind: shop.Percent, Rate: n * 10_000} }
func off(a money.Amount) shop.Discount     { return shop.Discount{Kind: shop.Reduction, Amount: a} }
func four(l shop.CartLine) []shop.CartLine { return []shop.CartLine{l, l, l, l} }

// want is what a table says of a quote, in minor units.
type want struct {
	totals, taxes            []money.Amount
	list, discount, net, tax money.Amount
	total                    money.Amount
	rates                    map[string]money.Amount
	lineAdjust, basketAdjust []money.Amount
	cashAdjust               []money.Amount
}

func compare(t *testing.T, q shop.Quote, w want) {
	t.Helper()
	got := want{list: q.List, discount: q.Discount, net: q.Net, tax: q.Tax, total: q.Total}
	for _, l := range q.Lines {
		got.totals, got.taxes = append(got.totals, l.Total), append(got.taxes, l.Tax)
		by := map[shop.Reason]money.Amount{}
		for _, a := range l.Adjustments {
			by[a.Reason] += a.Amount
		}
		got.lineAdjust = append(got.lineAdjust, by[shop.ReasonLineDiscount])
		got.basketAdjust = append(got.basketAdjust, by[shop.ReasonBasketDiscount])
		got.cashAdjust = append(got.cashAdjust, by[shop.ReasonCashRounding])
	}
	got.rates = map[string]money.Amount{}
	for _, r := range q.Taxes {
		got.rates[r.Code] += r.Amount
	}
	both := func(what string, got, want any) {
		t.Helper()
		if !reflect.ValueOf(want).IsZero() && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	both("line totals", got.totals, w.totals)
	both("line taxes", got.taxes, w.taxes)
	both("line discounts", got.lineAdjust, w.lineAdjust)
	both("basket discounts", got.basketAdjust, w.basketAdjust)
	both("cash roundings", got.cashAdjust, w.cashAdjust)
	both("rates", got.rates, w.rates)
	for _, n := range []struct {
		what      string
		got, want money.Amount
	}{{"list", got.list, w.list}, {"discount", got.discount, w.discount}, {"net", got.net, w.net}, {"tax", got.tax, w.tax}, {"total", got.total, w.total}} {
		if n.got != n.want {
			t.Errorf("%s: got %d, want %d", n.what, n.got, n.want)
		}
	}
}

type amounts = []money.Amount

func TestWorkedExamplesOfThePackageComment(t *testing.T) {
	first := basket(line("in20", 199, 3000), line("in7", 1290, 742))
	first.Lines[0].Discount, first.Discount = percent(10), off(100)
	tenOff := basket(line("on20", 1000, 1000), line("on20", 1000, 1000))
	tenOff.Discount = percent(10)
	perDocument := shop.Rules{TaxRounding: shop.PerDocument}
	tests := []struct {
		name  string
		cart  shop.Cart
		rules shop.Rules
		want  want
	}{
		{"all steps", first, shop.Rules{}, want{
			totals: amounts{501, 893}, taxes: amounts{84, 58}, lineAdjust: amounts{-60, 0}, basketAdjust: amounts{-36, -64},
			list: 1554, discount: 160, net: 1252, tax: 142, total: 1394, rates: map[string]money.Amount{"A": 84, "B": 58}}},
		{"inside, per line", basket(four(line("in20", 250, 1000))...), shop.Rules{}, want{
			taxes: amounts{42, 42, 42, 42}, list: 1000, tax: 168, net: 832, total: 1000}},
		{"inside, per document", basket(four(line("in20", 250, 1000))...), perDocument, want{
			taxes: amounts{42, 42, 42, 41}, list: 1000, tax: 167, net: 833, total: 1000}},
		{"on top, per line", basket(four(line("on20", 208, 1000))...), shop.Rules{}, want{
			taxes: amounts{42, 42, 42, 42}, list: 1000, tax: 168, net: 832, total: 1000}},
		{"on top, per document", basket(four(line("on20", 208, 1000))...), perDocument, want{
			taxes: amounts{42, 42, 41, 41}, list: 998, tax: 166, net: 832, total: 998}},
		{"two on top", basket(line("on5+9.975", 1999, 1000)), shop.Rules{}, want{
			list: 2298, net: 1999, tax: 299, total: 2298, rates: map[string]money.Amount{"G": 100, "Q": 199}}},
		{"two inside", basket(line("in9+9", 11800, 1000)), shop.Rules{}, want{
			list: 11800, net: 10000, tax: 1800, total: 11800, rates: map[string]money.Amount{"C": 900, "S": 900}}},
		{"discount and tax on top", tenOff, shop.Rules{}, want{
			totals: amounts{1080, 1080}, list: 2360, discount: 200, net: 1800, tax: 360, total: 2160}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := pricing.Quote(tt.cart, terms(groups(), tt.rules))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, q, tt.want)
		})
	}
}

func TestQuote(t *testing.T) {
	with := func(c shop.Cart, d shop.Discount) shop.Cart { c.Discount = d; return c }
	discounted := func(l shop.CartLine, d shop.Discount) shop.CartLine { l.Discount = d; return l }
	tests := []struct {
		name  string
		cart  shop.Cart
		rules shop.Rules
		want  want
	}{
		{"an empty basket", basket(), shop.Rules{}, want{}},
		{"a waiting discount takes nothing", with(basket(), off(500)), shop.Rules{}, want{}},
		{"weighed", basket(line("free", 189, 742)), shop.Rules{}, want{list: 140, net: 140, total: 140}},
		{"weighed, cut", basket(line("free", 199, 995)), shop.Rules{Rounding: money.Down}, want{list: 198, net: 198, total: 198}},
		{"a half to even", basket(line("free", 25, 100), line("free", 35, 100)), shop.Rules{Rounding: money.HalfEven},
			want{totals: amounts{2, 4}, list: 6, net: 6, total: 6}},
		{"a rate that starts today", basket(line("changing", 11900, 1000)), shop.Rules{},
			want{list: 11900, net: 10000, tax: 1900, total: 11900}},
		{"a line given away", basket(discounted(line("in20", 1200, 1000), percent(100))), shop.Rules{},
			want{totals: amounts{0}, list: 1200, discount: 1200}},
		{"a line reduced by all it costs", basket(discounted(line("in20", 1200, 1000), off(1200))), shop.Rules{},
			want{totals: amounts{0}, list: 1200, discount: 1200}},
		{"a return with a reduction mirrors the sale", basket(discounted(line("in20", 1200, -1000), off(200))), shop.Rules{},
			want{totals: amounts{-1000}, list: -1200, discount: -200, net: -833, tax: -167, total: -1000}},
		{"three alike share a unit", with(basket(line("free", 400, 1000), line("free", 400, 1000), line("free", 400, 1000)), off(100)),
			shop.Rules{}, want{basketAdjust: amounts{-34, -33, -33}, list: 1200, discount: 100, net: 1100, total: 1100}},
		{"an exchange: only goods sold are discounted", with(basket(line("free", 8000, -1000), line("free", 5000, 1000)), percent(10)),
			shop.Rules{}, want{basketAdjust: amounts{0, -500}, list: -3000, discount: 500, net: -3500, total: -3500}},
		{"a return alone is discounted as its sale was", with(basket(line("free", 5000, -1000)), percent(10)),
			shop.Rules{}, want{basketAdjust: amounts{500}, list: -5000, discount: -500, net: -4500, total: -4500}},
		{"inside and on top in one basket", basket(line("in20", 1200, 1000), line("on20", 1000, 1000)), shop.Rules{},
			want{totals: amounts{1200, 1200}, list: 2400, net: 2000, tax: 400, total: 2400, rates: map[string]money.Amount{"A": 400}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := pricing.Quote(tt.cart, terms(groups(), tt.rules))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, q, tt.want)
		})
	}
}

func TestTaxInsideAndOnTopStandApartInTheSums(t *testing.T) {
	q, err := pricing.Quote(basket(line("on20", 1000, 1000), line("in7", 107, 1000), line("in20", 1200, 1000), line("in20", 600, 1000)),
		terms(groups(), shop.Rules{}))
	if err != nil {
		t.Fatal(err)
	}
	want := []shop.LineTax{
		{Code: "A", Rate: 200_000, Inclusive: true, Base: 1500, Amount: 300},
		{Code: "A", Rate: 200_000, Base: 1000, Amount: 200},
		{Code: "B", Rate: 70_000, Inclusive: true, Base: 100, Amount: 7},
	}
	if !reflect.DeepEqual(q.Taxes, want) {
		t.Errorf("got %+v\nwant %+v", q.Taxes, want)
	}
}

func TestALineExplainsItsPrice(t *testing.T) {
	c := basket(line("free", 1000, 2000))
	c.Lines[0].Discount, c.Discount = percent(10), off(300)
	q, err := pricing.Quote(c, terms(groups(), shop.Rules{}))
	if err != nil {
		t.Fatal(err)
	}
	want := []shop.Adjustment{
		{Reason: shop.ReasonLineDiscount, Rate: 100_000, Amount: -200},
		{Reason: shop.ReasonBasketDiscount, Amount: -300},
	}
	if !reflect.DeepEqual(q.Lines[0].Adjustments, want) {
		t.Errorf("got %+v\nwant %+v", q.Lines[0].Adjustments, want)
	}
}

func TestBadBasketsAreRefused(t *testing.T) {
	dear := line("free", 9_000_000_000_000, 1000)
	back := dear
	back.Qty = -dear.Qty
	exchange := basket(dear, dear, back, back)
	exchange.Discount = percent(0)
	discounted := func(d shop.Discount) shop.Cart {
		c := basket(line("free", 1000, 1000))
		c.Lines[0].Discount = d
		return c
	}
	whole := func(d shop.Discount) shop.Cart { c := basket(line("free", 1000, 1000)); c.Discount = d; return c }
	tests := []struct {
		name string
		cart shop.Cart
		code fault.Code
	}{
		{"line amount above the line", discounted(off(1001)), fault.BadDiscount},
		{"negative line amount", discounted(off(-1)), fault.BadDiscount},
		{"line per cent above all", discounted(shop.Discount{Kind: shop.Percent, Rate: money.Whole + 1}), fault.BadDiscount},
		{"negative line per cent", discounted(percent(-1)), fault.BadDiscount},
		{"basket amount above the goods", whole(off(1001)), fault.BadDiscount},
		{"negative basket amount", whole(off(-1)), fault.BadDiscount},
		{"basket per cent above all", whole(percent(101)), fault.BadDiscount},
		{"negative amount waiting for goods", shop.Cart{Discount: off(-1)}, fault.BadDiscount},
		{"negative price", basket(line("free", -1, 1000)), fault.BadPrice},
		{"a line too large", basket(line("free", 9_000_000_000_000, 2000)), fault.AmountTooLarge},
		{"tax makes a line too large", basket(line("on20", 9_000_000_000_000, 1000)), fault.AmountTooLarge},
		{"the sum is too large", basket(line("free", 9_000_000_000_000, 1000), line("free", 9_000_000_000_000, 1000)), fault.AmountTooLarge},
		{"the goods sold are too large", exchange, fault.AmountTooLarge},
		{"too many lines", shop.Cart{Lines: make([]shop.CartLine, shop.MaxLines+1)}, fault.TooManyLines},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, way := range []shop.TaxRounding{shop.PerLine, shop.PerDocument} {
				q, err := pricing.Quote(tt.cart, terms(groups(), shop.Rules{TaxRounding: way}))
				if !fault.Is(err, tt.code) || !reflect.DeepEqual(q, shop.Quote{}) {
					t.Errorf("%s: got %+v, %v; want %s", way, q, err, tt.code)
				}
			}
		})
	}
}

func TestASetupThatNobodyKnowsIsAnErrorWithoutACode(t *testing.T) {
	one := basket(line("free", 1000, 1000))
	odd := one
	odd.Discount = shop.Discount{Kind: "gift"}
	table := groups()
	table["odd"] = shop.TaxGroup{ID: "odd", Taxes: []shop.Tax{{Code: "X", Rate: -1}}}
	table["wild"] = shop.TaxGroup{ID: "wild", Taxes: []shop.Tax{{Code: "X", Rate: 1_000 * money.Whole}}}
	tests := map[string]struct {
		cart  shop.Cart
		rules shop.Rules
	}{
		"tax group":         {basket(line("none", 1000, 1000)), shop.Rules{}},
		"negative rate":     {basket(line("odd", 1000, 1000)), shop.Rules{}},
		"wild rate":         {basket(line("wild", 1000, 1000)), shop.Rules{}},
		"rounding":          {one, shop.Rules{Rounding: 3}},
		"tax rounding":      {one, shop.Rules{TaxRounding: "page"}},
		"kind of discount":  {odd, shop.Rules{}},
		"cash direction":    {one, shop.Rules{Cash: shop.CashRounding{Step: 5, Direction: "up", Form: shop.CashDiscount}}},
		"step of less than": {one, shop.Rules{Cash: shop.CashRounding{Step: -5, Form: shop.CashDiscount}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := pricing.QuoteForCash(tt.cart, terms(table, tt.rules))
			if _, coded := fault.Of(err); err == nil || coded {
				t.Errorf("got %v, want an error without a code", err)
			}
		})
	}
}
