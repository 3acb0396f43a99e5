//go:build cgo

package checkout_test

import (
	"context"
	"slices"
	"testing"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/shop"
)

// serves lets two more people work in the desk's shop.
func (k *desk) serves() (anna, boris shop.ID) {
	k.t.Helper()
	anna, boris = k.id(910), k.id(911)
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		k.must(tx.Shop().AddStaff(shop.Staff{ID: boris, Code: "S2", Name: "Seller 2", Role: "cashier"}))
		return tx.Shop().AddStaff(shop.Staff{ID: anna, Code: "S1", Name: "Seller 1", Role: "cashier"})
	}))
	return anna, boris
}

func TestASellerOfTheSaleCountsForEveryLineThatNamesNobody(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	first, second := k.serves()
	list, err := k.Sellers(k.ctx)
	k.must(err)
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, []string{"Cashier 1", "Seller 1", "Seller 2"}) {
		t.Errorf("sellers %v", names)
	}
	k.scan(milk, coffee)
	_, err = k.SetSeller(k.ctx, first)
	k.must(err)
	_, err = k.SetLineSeller(k.ctx, 2, second)
	k.must(err)
	b := k.scan(milk, coffee)
	if len(b.Cart.Lines) != 3 || b.Cart.Seller != first {
		t.Fatalf("a coffee of another seller was raised: %+v", b.Cart.Lines)
	}
	paid, err := k.pay(b, 0)
	k.must(err)
	var sold []shop.ID
	for _, l := range paid.Sale.Lines {
		sold = append(sold, l.Seller)
	}
	if !slices.Equal(sold, []shop.ID{first, second, first}) || paid.Sale.Staff != k.id(900) {
		t.Errorf("sold by %v, cashier %s", sold, paid.Sale.Staff)
	}
	if b = k.scan(milk); b.Cart.Seller != "" {
		t.Error("the seller stays beyond the end of the sale")
	}
}

func TestTheSellerOfALineIsTakenBack(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	first, _ := k.serves()
	k.scan(milk)
	b, err := k.SetLineSeller(k.ctx, 1, first)
	k.must(err)
	if b.Cart.Lines[0].Seller != first {
		t.Fatalf("line %+v", b.Cart.Lines[0])
	}
	if b, err = k.Undo(k.ctx, checkout.Seen{}); err != nil || b.Cart.Lines[0].Seller != "" {
		t.Errorf("after undo: %+v (%v)", b.Cart.Lines, err)
	}
	for what, set := range map[string]func() (checkout.Basket, error){
		"the sale": func() (checkout.Basket, error) { return k.SetSeller(k.ctx, k.id(999)) },
		"a line":   func() (checkout.Basket, error) { return k.SetLineSeller(k.ctx, 1, k.id(999)) },
	} {
		if _, err := set(); !fault.Is(err, fault.UnknownStaff) {
			t.Errorf("somebody unknown sold %s: %v", what, err)
		}
	}
	if b, err = k.SetSeller(k.ctx, ""); err != nil || b.Cart.Seller != "" {
		t.Errorf("the cashier sells: %+v (%v)", b.Cart, err)
	}
}

func TestANoteOfTheSaleGoesWithItsReceipt(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk)
	_, err := k.SetSaleNote(k.ctx, "  for the party ")
	k.must(err)
	_, err = k.Park(k.ctx, "blue coat")
	k.must(err)
	list, err := k.Parked(k.ctx)
	k.must(err)
	b, err := k.Resume(k.ctx, list[0].Cart.ID)
	k.must(err)
	paid, err := k.pay(b, 0)
	k.must(err)
	var stored shop.Sale
	k.view(func(tx books.Tx) (err error) {
		stored, _, err = tx.Sales().ByID(paid.Sale.ID)
		return err
	})
	if paid.Sale.Note != "for the party" || stored.Note != paid.Sale.Note {
		t.Errorf("the sale says %q, the books %q", paid.Sale.Note, stored.Note)
	}
}
