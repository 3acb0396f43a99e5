package pricing

import (
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// TestABrokenQuoteIsNotAnswered spoils each number of a good quote in turn; the check at the end must see every one.
func TestABrokenQuoteIsNotAnswered(t *testing.T) {
	table := shop.TaxTable{
		"in": {ID: "in", Inclusive: true, Taxes: []shop.Tax{{Code: "A", Rate: 200_000}}},
		"on": {ID: "on", Taxes: []shop.Tax{{Code: "B", Rate: 70_000}}},
	}
	cart := shop.Cart{
		Lines: []shop.CartLine{
			{No: 1, TaxGroup: "in", Price: 1000 * money.PerMinor, Qty: money.One},
			{No: 2, TaxGroup: "on", Price: 1000 * money.PerMinor, Qty: money.One},
		},
		Discount: shop.Discount{Kind: shop.Reduction, Amount: 100},
	}
	good := func() *shop.Quote {
		q, err := Quote(cart, Terms{Taxes: table, At: shop.Moment{Day: 20260101}})
		if err != nil {
			t.Fatal(err)
		}
		return &q
	}
	if err := check(good()); err != nil {
		t.Fatal(err)
	}
	spoil := map[string]func(q *shop.Quote){
		"receipt list":     func(q *shop.Quote) { q.List++ },
		"receipt discount": func(q *shop.Quote) { q.Discount++ },
		"list, discount":   func(q *shop.Quote) { q.List++; q.Discount++ },
		"receipt net":      func(q *shop.Quote) { q.Net++ },
		"receipt tax":      func(q *shop.Quote) { q.Tax++ },
		"net, tax":         func(q *shop.Quote) { q.Net++; q.Tax-- },
		"receipt total":    func(q *shop.Quote) { q.Total++ },
		"all of it":        func(q *shop.Quote) { q.List++; q.Net++; q.Total++ },
		"rate":             func(q *shop.Quote) { q.Taxes[0].Amount++ },
		"line list":        func(q *shop.Quote) { q.Lines[0].List++ },
		"line net":         func(q *shop.Quote) { q.Lines[0].Net++ },
		"line tax":         func(q *shop.Quote) { q.Lines[0].Tax++ },
		"line net, tax":    func(q *shop.Quote) { q.Lines[1].Net++; q.Lines[1].Tax-- },
		"line total":       func(q *shop.Quote) { q.Lines[1].Total++ },
		"line rate":        func(q *shop.Quote) { q.Lines[0].Taxes[0].Amount++ },
		"line base":        func(q *shop.Quote) { q.Lines[0].Taxes[0].Base++ },
		"line step":        func(q *shop.Quote) { q.Lines[0].Adjustments[0].Amount++ },
		"step on top":      func(q *shop.Quote) { q.Lines[1].Adjustments[0].Amount++ },
		"a line lost":      func(q *shop.Quote) { q.Lines = q.Lines[:1] },
		"below nothing": func(q *shop.Quote) {
			*q = shop.Quote{Lines: []shop.QuoteLine{{List: 1, Adjustments: []shop.Adjustment{{Amount: -2}}, Net: -1, Total: -1}},
				List: 1, Discount: 2, Net: -1, Total: -1}
		},
		"out of nothing": func(q *shop.Quote) {
			*q = shop.Quote{Lines: []shop.QuoteLine{{Adjustments: []shop.Adjustment{{Amount: 1}}, Net: 1, Total: 1}}, Discount: -1, Net: 1, Total: 1}
		},
	}
	for name, break1 := range spoil {
		q := good()
		break1(q)
		err := check(q)
		if _, coded := fault.Of(err); err == nil || coded {
			t.Errorf("%s: got %v, want an error without a code", name, err)
		}
	}
}
