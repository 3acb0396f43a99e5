//go:build cgo

package checkout_test

import (
	"context"
	"slices"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// sells adds products to the desk's shop.
func (k *desk) sells(list ...shop.Product) {
	k.t.Helper()
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Products().Add(list...) }))
}

const shared = "4006381333962"

func TestACodeThatFitsSeveralAsksWhichAndRemembersTheLastChoice(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	carries := func(q money.Qty) func(p *shop.Product) {
		return func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: shared, Qty: q}} }
	}
	k.sells(k.product(30, "Red mug", 400, carries(money.One)), k.product(31, "Blue mugs, two", 800, carries(2*money.One)))
	choices := func(on *desk) (names []string) {
		list, err := on.Choices(on.ctx, shared)
		k.must(err)
		for _, f := range list {
			names = append(names, f.Product.Names["en"])
		}
		return names
	}
	before := k.scan(milk)
	if _, err := k.Scan(k.ctx, shared, money.One); !fault.Is(err, fault.WhichProduct) {
		t.Fatalf("got %v, want WhichProduct", err)
	}
	if got := choices(k); !slices.Equal(got, []string{"Red mug", "Blue mugs, two"}) {
		t.Errorf("choices %v", got)
	}
	b, err := k.Take(k.ctx, checkout.Pick{Product: k.id(31), Code: shared, Qty: 3 * money.One, Chosen: true})
	k.must(err)
	if l := b.Cart.Lines[1]; l.Qty != 6*money.One || l.Barcode != shared || b.Cart.Version != before.Cart.Version+1 {
		t.Errorf("three times a pack of two: %+v", l)
	}
	if got := choices(k); !slices.Equal(got, []string{"Blue mugs, two", "Red mug"}) {
		t.Errorf("the last choice is not in front: %v", got)
	}
	if got := choices(k.beside()); !slices.Equal(got, []string{"Red mug", "Blue mugs, two"}) {
		t.Errorf("another till took the choice over: %v", got)
	}
}

func TestWhatIsWeighedIsAddedWhenItsQuantityIsKnown(t *testing.T) {
	const bananas = "2100000000012"
	k := newDesk(t, checkout.Devices{})
	k.sells(k.product(32, "Bananas", 189, func(p *shop.Product) {
		p.Unit, p.Barcodes = shop.Kilo, []shop.Barcode{{Code: bananas, Qty: money.One}, {Code: "2100000000029", Qty: 5 * money.One}}
	}))
	_, err := k.Scan(k.ctx, bananas, money.One)
	f, _ := fault.Of(err)
	if !fault.Is(err, fault.QuantityNeeded) || f.Args["product"] != string(k.id(32)) || f.Args["unit"] != "kg" {
		t.Fatalf("got %v, want QuantityNeeded", err)
	}
	for _, c := range []struct {
		name string
		add  func() (checkout.Basket, error)
		want money.Qty
	}{
		{"typed for it", func() (checkout.Basket, error) {
			return k.Take(k.ctx, checkout.Pick{Product: k.id(32), Code: bananas, Qty: 742, Typed: true})
		}, 742},
		{"one kilo, typed for it", func() (checkout.Basket, error) {
			return k.Take(k.ctx, checkout.Pick{Product: k.id(32), Qty: money.One, Typed: true})
		}, 1000},
		{"typed before the scan", func() (checkout.Basket, error) { return k.Scan(k.ctx, bananas, 250) }, 250},
		{"a bag of five kilos", func() (checkout.Basket, error) { return k.Scan(k.ctx, "2100000000029", money.One) }, 5000},
	} {
		b, err := c.add()
		k.must(err)
		if got := b.Cart.Lines[0].Qty; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		_, err = k.Clear(k.ctx, checkout.Seen{}, "")
		k.must(err)
	}
}

func TestAProductTellsTheCashierWhatToKnow(t *testing.T) {
	const beer, firework = "2200000000011", "2200000000028"
	k := newDesk(t, checkout.Devices{})
	k.sells(k.product(40, "Beer", 150, func(p *shop.Product) {
		p.CashierNote, p.ReceiptNote, p.Barcodes = "Ask for the deposit", "Deposit 0.08", []shop.Barcode{{Code: beer, Qty: money.One}}
	}), k.product(41, "Firework", 990, func(p *shop.Product) {
		p.CashierNote, p.NoteConfirm, p.Barcodes = "Is the customer 18?", true, []shop.Barcode{{Code: firework, Qty: money.One}}
	}), k.product(42, "Tobacco", 0, func(p *shop.Product) {
		p.CashierNote, p.NoteConfirm, p.PriceKind = "Is the customer 18?", true, shop.OpenPrice
	}))
	b := k.scan(beer)
	if b.Told != "Ask for the deposit" || b.Cart.Lines[0].Note != "Deposit 0.08" {
		t.Errorf("told %q, note on the receipt %q", b.Told, b.Cart.Lines[0].Note)
	}
	if b = k.scan(beer); len(b.Cart.Lines) != 1 {
		t.Error("the same twice is two lines, because of its note")
	}
	b, err := k.SetNote(k.ctx, 1, "warm")
	k.must(err)
	if b = k.scan(beer, milk); len(b.Cart.Lines) != 3 || b.Told != "" {
		t.Errorf("%d lines, told %q", len(b.Cart.Lines), b.Told)
	}
	_, err = k.Scan(k.ctx, firework, money.One)
	if f, _ := fault.Of(err); !fault.Is(err, fault.NoteToConfirm) || f.Args["note"] != "Is the customer 18?" {
		t.Fatalf("got %v, want NoteToConfirm", err)
	}
	b, err = k.Take(k.ctx, checkout.Pick{Product: k.id(41), Code: firework, Qty: money.One, Confirmed: true})
	k.must(err)
	if len(b.Cart.Lines) != 4 || b.Told != "" {
		t.Errorf("after the confirmation: %d lines, told %q", len(b.Cart.Lines), b.Told)
	}
	open := checkout.OpenItem{Product: k.id(42), Price: 500, Qty: money.One}
	if _, err := k.AddOpen(k.ctx, open); !fault.Is(err, fault.NoteToConfirm) {
		t.Errorf("a typed price: %v", err)
	}
	open.Confirmed = true
	_, err = k.AddOpen(k.ctx, open)
	k.must(err)
}

func TestWhatIsNotInTheCatalogueAndAnotherPriceNeedRightsOfTheirOwn(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.set("rights.open_item.cashier", "no")
	cashier := k.as(rights.Cashier, 1)
	open := checkout.OpenItem{Name: "Bag", Price: 20, Qty: money.One}
	dearer := checkout.OpenItem{Product: k.id(11), Price: 600, Qty: money.One}
	for what, o := range map[string]checkout.OpenItem{"an open item": open, "another price": dearer} {
		if _, err := k.AddOpen(cashier, o); !fault.Is(err, fault.NoRight) {
			t.Errorf("%s: %v, want NoRight", what, err)
		}
	}
	if _, err := k.AddOpen(cashier, checkout.OpenItem{Product: k.id(13), Price: 500, Qty: money.One}); err != nil {
		t.Errorf("a product whose price is typed: %v", err)
	}
	manager := shop.Staff{ID: k.id(950), Code: "M1", Name: "Manager 1", Role: rights.Manager}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().AddStaff(manager) }))
	_, err := k.AddOpen(act.Allow(cashier, manager), dearer)
	k.must(err)
	if got := k.said(); got["right"] != string(rights.ChangePrice) {
		t.Errorf("the record of what was allowed says %v", got)
	}
}
