package checkout

import (
	"context"
	"slices"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/shop"
)

// parkedAt is the place of a parked basket, or ParkedTaken.
func (b *booth) parkedAt(id shop.ID) (int, error) {
	i := slices.IndexFunc(b.parked, func(c shop.Cart) bool { return c.ID == id })
	if i < 0 {
		return 0, fault.New(fault.ParkedTaken, nil)
	}
	return i, nil
}

func (b *booth) Resume(_ context.Context, id shop.ID) (counter.Basket, error) {
	i, err := b.parkedAt(id)
	if err != nil {
		return counter.Basket{}, err
	}
	back := b.parked[i]
	b.parked = slices.Delete(b.parked, i, i+1)
	if len(b.cart.Lines) > 0 {
		b.parked = append(b.parked, b.cart)
	}
	b.cart = back
	return b.basket()
}

func (b *booth) DropParked(_ context.Context, id shop.ID, _ counter.Seen) (counter.Basket, error) {
	i, err := b.parkedAt(id)
	if err != nil {
		return counter.Basket{}, err
	}
	b.parked = slices.Delete(b.parked, i, i+1)
	return b.basket()
}

func (b *booth) NameParked(_ context.Context, id shop.ID, name string) error {
	i, err := b.parkedAt(id)
	if err == nil {
		b.parked[i].Name = name
	}
	return err
}

func (b *booth) Sellers(context.Context) ([]shop.Staff, error) {
	return []shop.Staff{{ID: "s1", Code: "S1", Name: "Seller 1", Role: "cashier"}, {ID: "s2", Code: "S2", Name: "Seller 2", Role: "senior"}}, nil
}

func (b *booth) SetSeller(_ context.Context, who shop.ID) (counter.Basket, error) {
	return b.change(func() (int, error) { b.cart.Seller = who; return 0, nil })
}

func (b *booth) SetLineSeller(_ context.Context, no int, who shop.ID) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Seller = who })
}

func (b *booth) SetSaleNote(_ context.Context, note string) (counter.Basket, error) {
	return b.change(func() (int, error) { b.cart.Note = note; return 0, nil })
}
