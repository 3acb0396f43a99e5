//go:build cgo

package checkout_test

import (
	"testing"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

// policy sets what becomes of a sale that takes more than there is.
func (k *desk) policy(p shop.StockPolicy) {
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, k.id(0), shop.NegativeKey, string(p))
	}))
}

func (k *desk) left() (qty money.Qty) {
	k.must(k.store.View(k.ctx, func(tx books.Tx) (err error) { qty, err = tx.Stock().OnHand(k.id(1), k.id(10)); return err }))
	return qty
}

func TestAShopSellsWhatItDoesNotHaveUnlessItRefuses(t *testing.T) {
	for _, p := range []shop.StockPolicy{"", shop.NegativeAllowed, shop.NegativeWarned, "nonsense"} {
		k := newDesk(t, checkout.Devices{})
		k.policy(p)
		if _, err := k.pay(k.scan(six, six), 0); err != nil || k.left() != -2*money.One {
			t.Errorf("%q: %v, %v are left", p, err, k.left())
		}
	}
	k := newDesk(t, checkout.Devices{})
	k.policy(shop.NegativeRefused)
	b := k.scan(six, six)
	if _, err := k.pay(b, 0); !fault.Is(err, fault.OutOfStock) || k.left() != 10*money.One {
		t.Errorf("%v, %v are left", err, k.left())
	}
	b, err := k.SetQty(k.ctx, b.Cart.Lines[0].No, 10*money.One)
	k.must(err)
	if _, err := k.pay(b, 0); err != nil || k.left() != 0 {
		t.Errorf("the last ten: %v, %v are left", err, k.left())
	}
}

func TestAFiscalDeviceIsNotAskedAboutWhatIsNotThere(t *testing.T) {
	device := sim.NewFiscal()
	k := newDesk(t, checkout.Devices{Fiscal: device})
	k.policy(shop.NegativeRefused)
	if _, err := k.pay(k.scan(six, six), 0); !fault.Is(err, fault.OutOfStock) || len(device.Receipts()) != 0 {
		t.Errorf("%v, %d receipts", err, len(device.Receipts()))
	}
}

func TestAShopThatWarnsIsToldWithTheLineThatTakesTooMuch(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.policy(shop.NegativeWarned)
	if b := k.scan(six); b.Short != nil {
		t.Errorf("six of ten: %+v", b.Short)
	}
	b := k.scan(six)
	if b.Short == nil || b.Short.There != 10*money.One || b.Short.Names.In("en") != b.Cart.Lines[0].Names.In("en") {
		t.Fatalf("twelve of ten: %+v", b.Short)
	}
	no := b.Cart.Lines[0].No
	for _, c := range []struct {
		what string
		do   func() (checkout.Basket, error)
		want bool
	}{
		{"less, but still too much", func() (checkout.Basket, error) { return k.SetQty(k.ctx, no, 11*money.One) }, false},
		{"a note", func() (checkout.Basket, error) { return k.SetNote(k.ctx, no, "cold") }, false},
		{"as many as there are", func() (checkout.Basket, error) { return k.SetQty(k.ctx, no, 10*money.One) }, false},
		{"one too many", func() (checkout.Basket, error) { return k.SetQty(k.ctx, no, 11*money.One) }, true},
	} {
		b, err := c.do()
		k.must(err)
		if got := b.Short != nil; got != c.want {
			t.Errorf("%s: warned %v, want %v", c.what, got, c.want)
		}
	}
	k.policy(shop.NegativeAllowed)
	if b := k.scan(six); b.Short != nil {
		t.Errorf("a shop that wants no warning: %+v", b.Short)
	}
}
