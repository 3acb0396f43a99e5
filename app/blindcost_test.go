//go:build cgo

package app_test

import (
	"reflect"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// oddCost is what a unit costs in this test; no other number is it, or a whole multiple of it.
const oddCost = money.UnitPrice(7_654_321)

// Whoever may not see costs finds none in what a service says of goods, also when another person allows the look: that one
// allows it to be done, and shows nothing of their own.
func TestCostsAreToldToNobodyWhoMayNotSeeThem(t *testing.T) {
	h := newHall(t)
	p := shop.Product{ID: h.newID(), SKU: "ODD", Names: shop.Names{"en": "Ring"}, TaxGroup: h.id(4), Unit: shop.Piece, Price: 99 * money.PerMinor * 100,
		Cost: oddCost, Tracked: true, PriceKind: shop.FixedPrice, Barcodes: []shop.Barcode{{Code: "RING1", Qty: money.One}}}
	h.must(h.store.Update(h.ctx, func(tx books.Tx) error { return tx.Products().Add(p) }))
	h.shift()
	b, err := h.Checkout.Scan(h.ctx, "RING1", 3*money.One)
	h.must(err)

	paid, err := h.Checkout.PayCash(h.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version})
	h.must(err)
	doc, err := h.Inventory.Receive(h.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: p.ID, Qty: money.One, Cost: oddCost, HasCost: true}}})
	h.must(err)
	numbers := map[int64]string{int64(oddCost): "the cost of a unit", int64(paid.Sale.Cost): "the cost of the sale", -int64(paid.Sale.Cost): "the cost of the sale",
		int64(doc.Total): "the cost of what came"}
	cashier := act.As(t.Context(), h.people[rights.Cashier])
	for _, who := range []struct {
		name string
		sees bool
	}{{"a cashier", false}, {"a cashier beside a manager", false}, {"a manager", true}} {
		ctx := cashier
		switch who.name {
		case "a manager":
			ctx = act.As(t.Context(), h.people[rights.Manager])
		case "a cashier beside a manager":
			ctx = act.Allow(cashier, h.beside["manager"])
		}
		for what, ask := range map[string]func() (any, error){
			"price check": func() (any, error) { return h.Inventory.PriceCheck(ctx, "RING1") },
			"product":     func() (any, error) { return h.Inventory.Product(ctx, p.ID) },
			"choices":     func() (any, error) { return h.Checkout.Choices(ctx, "RING1") },
			"find":        func() (any, error) { return h.Inventory.Find(ctx, "RING1") },
			"sheet":       func() (any, error) { return h.Inventory.Sheet(ctx, p.ID) },
			"receipt":     func() (any, error) { return h.Checkout.Receipt(ctx, paid.Sale.ID) },
			"document":    func() (any, error) { return h.Inventory.Doc(ctx, doc.ID) },
			"stock": func() (any, error) {
				return h.Inventory.Stock(ctx, inventory.StockQuestion{Words: "ring", Limit: 9})
			},
			"movements": func() (any, error) {
				return h.Inventory.Movements(ctx, inventory.MoveQuestion{Product: p.ID, Limit: 9})
			},
		} {
			said, err := ask()
			h.must(err)
			s := &searcher{numbers: numbers, seen: map[uintptr]bool{}}
			s.value(what, reflect.ValueOf(said))
			if got := len(s.found) > 0; got != who.sees {
				t.Errorf("%s asks for %s and finds %v, want costs: %v", who.name, what, s.found, who.sees)
			}
		}
	}
}
