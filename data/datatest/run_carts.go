package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// Cart is the n-th basket of the fixture, with every field filled and two lines.
func (f Fixture) Cart(n int) shop.Cart {
	line := shop.CartLine{No: 1, Product: f.Products[0].ID, SKU: "S-001", Barcode: "4006381333931", Names: f.Products[0].Names,
		Category: f.Drinks.ID, TaxGroup: f.Taxes[0].ID, Unit: shop.Piece, Qty: 2000, ListPrice: 1_350_000, Price: 1_300_000, Cost: 600_000,
		Tracked: true, Discount: shop.Discount{Kind: shop.Percent, Rate: 100_000, Amount: 1}, Note: "cold", PieceCode: "piece",
		MarkProof: "proof", Seller: f.Staff.ID, AddedAt: 1_795_424_400_000}
	second := line
	second.No, second.Names = 3, shop.Names{"en": "Open item"}
	return shop.Cart{ID: ID("CART", n), Till: f.Till.ID, Staff: f.Staff.ID, Version: 7, Opened: f.At, Parked: true, ParkedAt: 1_795_424_460_000,
		Name: "blue coat", Note: "for the bakery", Seller: f.Staff.ID,
		Discount: shop.Discount{Kind: shop.Reduction, Rate: 1, Amount: 250}, Lines: []shop.CartLine{line, second}, NextNo: 4}
}

func (f Fixture) cart(t *testing.T, of shop.ID) shop.Cart {
	t.Helper()
	return found(t, f.Store, func(tx books.Tx) (shop.Cart, bool, error) { return tx.Carts().ByID(of) })
}

func cartsAreKept(t *testing.T, f Fixture) {
	open, parked, bare := f.Cart(1), f.Cart(2), shop.Cart{ID: ID("CART", 3), Till: f.Till.ID, Opened: f.At, Parked: true}
	open.Parked, open.ParkedAt = false, 0
	filled(t, parked, "Cart.Customer")
	Update(t, f.Store, func(tx books.Tx) error { return each([]shop.Cart{parked, open, bare}, tx.Carts().Add) })
	same(t, "open basket", open, f.cart(t, open.ID))
	same(t, "bare basket", bare, f.cart(t, bare.ID))
	same(t, "current", open, found(t, f.Store, func(tx books.Tx) (shop.Cart, bool, error) { return tx.Carts().Current(f.Till.ID) }))
	same(t, "parked", []shop.Cart{bare, parked}, read(t, f.Store, func(tx books.Tx) ([]shop.Cart, error) { return tx.Carts().Parked(f.Place.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.Cart, bool, error) { return tx.Carts().Current(ID("TILL", 2)) })
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Carts().Add(open) }); !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("the same basket twice: %v, want AlreadyExists", err)
	}
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Carts().PushUndo(open.ID, books.Undo{Line: 1}); err != nil {
			return err
		}
		return tx.Carts().Delete(open.ID)
	})
	missing(t, f.Store, func(tx books.Tx) (shop.Cart, bool, error) { return tx.Carts().ByID(open.ID) })
	for what, act := range map[string]func(books.Carts) error{
		"delete": func(c books.Carts) error { return c.Delete(open.ID) },
		"line":   func(c books.Carts) error { return c.PutLine(open.ID, open.Lines[0]) },
		"undo":   func(c books.Carts) error { return c.PushUndo(open.ID, books.Undo{Line: 1}) },
	} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return act(tx.Carts()) }); !fault.Is(err, fault.BasketGone) {
			t.Errorf("%s in a basket that is gone: %v, want BasketGone", what, err)
		}
	}
}

func cartsAreTouched(t *testing.T, f Fixture) {
	c := f.Cart(1)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Carts().Add(c) })
	touch := func(c shop.Cart, version int64) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Carts().Touch(c, version)
			return err
		})
		return ok
	}
	c.Staff, c.Name, c.Note, c.Seller, c.Discount, c.Parked, c.ParkedAt, c.NextNo = "", "", "", "", shop.Discount{}, false, 0, 9
	if !touch(c, 7) {
		t.Error("the basket was at version 7 and did not move")
	}
	if touch(c, 7) {
		t.Error("an older version moved the basket")
	}
	c.Version = 8
	changed := c.Lines[1]
	changed.Qty, changed.Note, changed.Names = 5, "warm", shop.Names{"en": "Renamed"}
	added := changed
	added.No = 2
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Carts().PutLine(c.ID, changed); err != nil {
			return err
		}
		if err := tx.Carts().PutLine(c.ID, added); err != nil {
			return err
		}
		return tx.Carts().DropLine(c.ID, 1)
	})
	c.Lines = []shop.CartLine{added, changed}
	same(t, "touched basket", c, f.cart(t, c.ID))
	c.ID = ID("CART", 9)
	if touch(c, 8) {
		t.Error("a basket that is not there moved")
	}
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Carts().DropLine(ID("CART", 1), 77) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a line that is not there: %v, want NotFound", err)
	}
}

func changesAreTakenBack(t *testing.T, f Fixture) {
	c := f.Cart(1)
	all := []books.Undo{{Line: 1}, {Line: 3, Before: &c.Lines[1]}, {Discount: &c.Discount}, {Discount: &shop.Discount{}}}
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Carts().Add(c); err != nil {
			return err
		}
		for _, u := range all {
			if err := tx.Carts().PushUndo(c.ID, u); err != nil {
				return err
			}
		}
		return nil
	})
	pop := func() (u books.Undo, ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			u, ok, err = tx.Carts().PopUndo(c.ID)
			return err
		})
		return u, ok
	}
	for i := len(all) - 1; i >= 0; i-- {
		u, ok := pop()
		same(t, "change", all[i], u)
		same(t, "there is one", true, ok)
	}
	if u, ok := pop(); ok {
		t.Errorf("a fifth change came back: %+v", u)
	}
}

// Two tills of one place, and one of another.
func parkedIsOfThePlace(t *testing.T, f Fixture) {
	beside, far := f.Till, f.Till
	beside.ID, beside.Code = ID("TILL", 2), "T2"
	elsewhere := shop.Place{ID: ID("PLACE", 2), Name: "Other shop"}
	far.ID, far.Code, far.Place = ID("TILL", 3), "T3", elsewhere.ID
	first, second, third := f.Cart(1), f.Cart(2), f.Cart(3)
	first.Till, first.ParkedAt, third.Till = beside.ID, second.ParkedAt+1, far.ID
	Update(t, f.Store, func(tx books.Tx) error {
		s := tx.Shop()
		for _, step := range []func() error{func() error { return s.AddPlace(elsewhere) }, func() error { return s.AddTill(beside) },
			func() error { return s.AddTill(far) }, func() error { return each([]shop.Cart{first, second, third}, tx.Carts().Add) }} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	parked := func() []shop.Cart {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Cart, error) { return tx.Carts().Parked(f.Place.ID) })
	}
	same(t, "parked in the place", []shop.Cart{second, first}, parked())
	first.Till, first.Parked, first.ParkedAt = f.Till.ID, false, 0
	Update(t, f.Store, func(tx books.Tx) error {
		ok, err := tx.Carts().Touch(first, first.Version)
		if err == nil && !ok {
			t.Error("the basket did not move to the other till")
		}
		return err
	})
	first.Version++
	same(t, "still parked", []shop.Cart{second}, parked())
	same(t, "on the other till", first, found(t, f.Store, func(tx books.Tx) (shop.Cart, bool, error) { return tx.Carts().Current(f.Till.ID) }))
}
