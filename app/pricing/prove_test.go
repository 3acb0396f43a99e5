package pricing_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// dice make random baskets from a seed.
type dice struct{ *rand.Rand }

func seeded(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 2026))} }

// one in n.
func (d dice) one(n int) bool { return d.IntN(n) == 0 }

func (d dice) upTo(n int64) int64 { return d.Int64N(n + 1) }

func pick[T any](d dice, list ...T) T { return list[d.IntN(len(list))] }

// taxModes are the ways a shop's prices stand to tax.
func taxModes(d dice) []shop.TaxTable {
	rate := func() money.Rate {
		return pick(d, money.Rate(0), 25_000, 50_000, 55_000, 70_000, 88_750, 99_750, 190_000, 200_000, 255_000, money.Rate(d.upTo(1_200_000)))
	}
	group := func(id shop.ID, inclusive bool, codes ...string) shop.TaxGroup {
		g := shop.TaxGroup{ID: id, Inclusive: inclusive}
		for _, code := range codes {
			g.Taxes = append(g.Taxes,
				shop.Tax{Code: code, Rate: rate(), Until: today - 1}, shop.Tax{Code: code, Rate: rate(), From: today, Until: today},
				shop.Tax{Code: code, Rate: rate(), From: today + 1})
		}
		return g
	}
	table := func(list ...shop.TaxGroup) shop.TaxTable {
		t := shop.TaxTable{}
		for _, g := range list {
			t[g.ID] = g
		}
		return t
	}
	sameCode, otherCompanion := group("p", true, "A", "B"), group("q", true, "A", "C")
	otherCompanion.Taxes[1].Rate = sameCode.Taxes[1].Rate // the same A beside another tax
	return []shop.TaxTable{
		table(group("free", true)),
		table(group("a", true, "A"), group("b", true, "B"), group("free", true)),
		table(sameCode, otherCompanion, group("r", true, "A")),
		table(group("a", false, "A"), group("b", false, "B")),
		table(group("a", false, "A", "B"), group("b", false, "A", "C")),
		table(group("a", true, "A"), group("b", false, "A"), sameCode, group("d", false, "B", "A"), group("free", false)),
	}
}

func (d dice) rules() shop.Rules {
	return shop.Rules{
		Rounding:    pick(d, money.HalfUp, money.HalfEven, money.Down),
		TaxRounding: pick(d, shop.PerLine, shop.PerDocument),
		Cash: shop.CashRounding{
			Step:      pick(d, money.Amount(0), 1, 5, 10, 25, 50, 100, 1000),
			Direction: pick(d, shop.CashNearest, shop.CashHalfDown, shop.CashDown),
			Form:      pick(d, shop.CashLine, shop.CashDiscount, shop.CashDiscount),
		},
	}
}

// cart fills a basket in a currency. side is 1 for a sale, -1 for a return, 0 for both in one basket.
func (d dice) cart(c money.Currency, table shop.TaxTable, side int) shop.Cart {
	var ids []shop.ID
	for id := range table {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	count := d.IntN(8)
	if d.one(50) {
		count = d.IntN(60)
	}
	cart := shop.Cart{Discount: d.discount(3 * c.Unit())}
	for i := range count {
		l := shop.CartLine{No: i + 1, TaxGroup: pick(d, ids...), Price: d.price(c), Qty: d.qty()}
		if i > 0 && d.one(4) {
			l.Price, l.Qty = cart.Lines[0].Price, max(cart.Lines[0].Qty, -cart.Lines[0].Qty) // alike, so that remainders tie
		}
		if side < 0 || side == 0 && d.one(2) {
			l.Qty = -l.Qty
		}
		if d.one(3) {
			l.Discount = d.discount(c.Unit() / 2)
		}
		cart.Lines = append(cart.Lines, l)
	}
	return cart
}

func (d dice) price(c money.Currency) money.UnitPrice {
	unit := int64(c.Unit()) * money.PerMinor
	switch d.IntN(8) {
	case 0: // below a minor unit
		return money.UnitPrice(d.upTo(3 * money.PerMinor))
	case 1: // parts of a minor unit
		return money.UnitPrice(d.upTo(50 * unit))
	case 2: // dear
		return money.UnitPrice(d.upTo(100_000*unit) / money.PerMinor * money.PerMinor)
	case 3: // very cheap: one or a few minor units
		return money.UnitPrice(d.upTo(4) * money.PerMinor)
	}
	return money.UnitPrice(d.upTo(30*unit) / money.PerMinor * money.PerMinor)
}

func (d dice) qty() money.Qty {
	switch d.IntN(6) {
	case 0:
		return money.Qty(d.upTo(5000))
	case 1:
		return money.Qty(d.upTo(12)) * money.One
	}
	return money.One
}

func (d dice) discount(about money.Amount) shop.Discount {
	switch d.IntN(4) {
	case 0:
		return shop.Discount{Kind: shop.Percent, Rate: money.Rate(d.upTo(100)) * 10_000}
	case 1:
		return shop.Discount{Kind: shop.Percent, Rate: money.Rate(d.upTo(int64(money.Whole)))}
	case 2:
		return shop.Discount{Kind: shop.Reduction, Amount: money.Amount(d.upTo(int64(about)))}
	}
	return shop.Discount{}
}

// howMany is the number of random baskets: many, or, in the long tests, ten times as many.
func howMany(n int) int {
	if os.Getenv("KASSA_PROVE") != "" {
		return 10 * n
	}
	return n
}

func TestQuoteEqualsTheExactOracleOnRandomBaskets(t *testing.T) {
	const shards = 20
	for shard := range shards {
		t.Run(fmt.Sprint(shard), func(t *testing.T) {
			t.Parallel()
			d := seeded(uint64(shard))
			tally := map[fault.Code]int{}
			modes := taxModes(d)
			for k := range howMany(100_000 / shards) {
				if k%200 == 0 {
					modes = taxModes(d)
				}
				c, _ := money.CurrencyOf(pick(d, "JPY", "EUR", "RUB", "CHF", "KWD"))
				table := modes[d.IntN(len(modes))]
				tally[agree(t, d.cart(c, table, pick(d, 1, 1, 1, 1, -1, 0)), table, d.rules())]++
				if t.Failed() {
					t.Fatalf("basket %d of seed %d", k, shard)
				}
			}
			if good := tally[""]; good < tally[fault.BadDiscount]*2 {
				t.Errorf("too few baskets are good: %v", tally)
			}
		})
	}
}

// agree compares the package with the oracle, for card and for cash, and says what they agreed upon.
func agree(t *testing.T, cart shop.Cart, table shop.TaxTable, rules shop.Rules) fault.Code {
	t.Helper()
	code := fault.Code("")
	for _, way := range []struct {
		name  string
		quote func(shop.Cart, pricing.Terms) (shop.Quote, error)
		cash  bool
	}{{"Quote", pricing.Quote, false}, {"QuoteForCash", pricing.QuoteForCash, true}} {
		got, err := way.quote(cart, terms(table, rules))
		want, refusal := (&oracle{cart: cart, table: table, rules: rules}).answer(today, way.cash)
		if refusal == "" && err != nil || refusal != "" && !fault.Is(err, refusal) {
			t.Fatalf("%s: got %v, want %q\ncart %+v\nrules %+v\ntaxes %+v", way.name, err, refusal, cart, rules, table)
		}
		if !same(got, want) {
			t.Fatalf("%s:\n got %+v\nwant %+v\ncart %+v\nrules %+v\ntaxes %+v", way.name, got, want, cart, rules, table)
		}
		code = refusal
	}
	return code
}

// same compares quotes; an empty list equals none.
func same(a, b shop.Quote) bool {
	if len(a.Lines) != len(b.Lines) || !slices.EqualFunc(a.Taxes, b.Taxes, sameTax) ||
		a.List != b.List || a.Discount != b.Discount || a.Net != b.Net || a.Tax != b.Tax || a.Total != b.Total {
		return false
	}
	return slices.EqualFunc(a.Lines, b.Lines, func(x, y shop.QuoteLine) bool {
		return x.No == y.No && x.List == y.List && x.Net == y.Net && x.Tax == y.Tax && x.Total == y.Total &&
			slices.Equal(x.Adjustments, y.Adjustments) && slices.EqualFunc(x.Taxes, y.Taxes, sameTax)
	})
}

func sameTax(x, y shop.LineTax) bool {
	return x.Code == y.Code && x.Rate == y.Rate && x.Inclusive == y.Inclusive && x.Base == y.Base && x.Amount == y.Amount
}

// TestSameSeesEveryField: a comparison that overlooks a field would prove nothing.
func TestSameSeesEveryField(t *testing.T) {
	whole := func() shop.Quote {
		return shop.Quote{Lines: []shop.QuoteLine{{Adjustments: make([]shop.Adjustment, 1), Taxes: make([]shop.LineTax, 1)}}, Taxes: make([]shop.LineTax, 1)}
	}
	fields := 0
	var walk func(path string, at func(*shop.Quote) reflect.Value, kind reflect.Type)
	walk = func(path string, at func(*shop.Quote) reflect.Value, kind reflect.Type) {
		switch kind.Kind() {
		case reflect.Struct:
			for i := range kind.NumField() {
				walk(path+"."+kind.Field(i).Name, func(q *shop.Quote) reflect.Value { return at(q).Field(i) }, kind.Field(i).Type)
			}
			return
		case reflect.Slice:
			walk(path+"[0]", func(q *shop.Quote) reflect.Value { return at(q).Index(0) }, kind.Elem())
			return
		case reflect.Map:
			return // names are carried, not computed
		}
		q := whole()
		switch v := at(&q); kind.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Bool:
			v.SetBool(true)
		default:
			v.SetInt(1)
		}
		fields++
		if same(q, whole()) || same(whole(), q) {
			t.Errorf("%s is not compared", path)
		}
	}
	walk("Quote", func(q *shop.Quote) reflect.Value { return reflect.ValueOf(q).Elem() }, reflect.TypeFor[shop.Quote]())
	if fields != 26 {
		t.Errorf("%d fields were tried", fields)
	}
}

func TestSumsAtTheLimitAreExactOrRefused(t *testing.T) {
	d := seeded(77)
	tally := map[fault.Code]int{}
	for range howMany(5_000) {
		modes := taxModes(d)
		table := modes[d.IntN(len(modes))]
		cart := d.cart(money.Currency{Exponent: 2}, table, pick(d, 1, -1, 0))
		for i := range cart.Lines {
			cart.Lines[i].Price = money.UnitPrice(d.upTo(int64(money.Limit)/int64(pick(d, 1, 2, 5, 1000)))) * money.PerMinor
			cart.Lines[i].Qty = pick(d, money.One, -money.One, money.Qty(d.upTo(3000)), money.Qty(d.Int64()))
			cart.Lines[i].Discount = shop.Discount{}
		}
		if cart.Discount.Kind == shop.Reduction {
			cart.Discount.Kind = shop.NoDiscount
		}
		tally[agree(t, cart, table, d.rules())]++
	}
	if tally[""] < 500 || tally[fault.AmountTooLarge] < 500 {
		t.Errorf("one sided: %v", tally)
	}
}
