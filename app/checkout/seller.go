package checkout

import (
	"cmp"
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// A seller is who served the customer, when that is not the cashier. The one named for the sale counts for every line
// that names nobody else, and stays until the sale ends or another is named; rights and journal go by the cashier all
// the same. Reports by seller count a line without a seller for the cashier.

// Sellers are the people who can be named, by what they are called.
func (c *Checkout) Sellers(ctx context.Context) (list []shop.Staff, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		for _, p := range set.Staff {
			list = append(list, p)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b shop.Staff) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code)) })
	return list, err
}

// SetSeller names who sold the basket; nobody is the cashier. Fault: UnknownStaff.
func (c *Checkout) SetSeller(ctx context.Context, who shop.ID) (Basket, error) {
	return c.change(ctx, act.Only(rights.Sell), func(_ books.Tx, set act.Setup, cart *shop.Cart, _ shop.Moment) (books.Undo, error) {
		cart.Seller = who
		return books.Undo{}, knownSeller(set, who)
	})
}

// SetLineSeller names who sold one line; nobody is the seller of the sale. Fault: UnknownStaff.
func (c *Checkout) SetLineSeller(ctx context.Context, no int, who shop.ID) (Basket, error) {
	return c.editLine(ctx, act.Only(rights.Sell), no, func(set act.Setup, l *shop.CartLine) error {
		l.Seller = who
		return knownSeller(set, who)
	})
}

func knownSeller(set act.Setup, who shop.ID) error {
	if _, known := set.Staff[who]; !known && who != "" {
		return fault.New(fault.UnknownStaff, nil)
	}
	return nil
}

// sellerOf is who sold a line: the one it names, else the one the sale names.
func sellerOf(cart shop.Cart, l shop.CartLine) shop.ID {
	if l.Seller != "" {
		return l.Seller
	}
	return cart.Seller
}

// sellersOf names those who are named in a basket.
func sellersOf(set act.Setup, cart shop.Cart) map[shop.ID]string {
	var names map[shop.ID]string
	add := func(who shop.ID) {
		if who == "" {
			return
		}
		if names == nil {
			names = map[shop.ID]string{}
		}
		names[who] = nameOf(set, who)
	}
	add(cart.Seller)
	for i := range cart.Lines {
		add(cart.Lines[i].Seller)
	}
	return names
}
