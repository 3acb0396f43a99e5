package checkout

import (
	"context"
	"slices"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Refilled is the open basket after lines of a receipt were put into it.
type Refilled struct {
	Basket  Basket
	Added   int
	Missing []string // names of lines that could not be put in again
}

// IntoBasket puts lines of a receipt into the open basket once more, by their numbers; none named is all. They come at
// today's prices, without the discounts of then; what has no price of its own comes at the price that was typed then. A
// product that is no more, one whose note is to be confirmed, and a piece that carried a code of its own, are named. Faults: NotFound, NoRight, TooManyLines;
// what was put in before stays in.
func (c *Checkout) IntoBasket(ctx context.Context, sale shop.ID, lines ...int) (Refilled, error) {
	var out Refilled
	r, err := c.Receipt(ctx, sale)
	if err != nil {
		return out, err
	}
	if out.Basket, err = c.Current(ctx); err != nil {
		return out, err
	}
	chosen := slices.DeleteFunc(slices.Clone(r.Sale.Lines), func(l shop.Line) bool { return len(lines) > 0 && !slices.Contains(lines, l.No) })
	if slices.ContainsFunc(chosen, func(l shop.Line) bool { return l.Product == "" }) { // asked for before anything is put in
		if err := c.frame.May(ctx, rights.Ask{Act: rights.OpenItem}); err != nil {
			return out, err
		}
	}
	for _, l := range chosen {
		b, err := c.again(ctx, l)
		switch {
		case err == nil:
			out.Basket, out.Added = b, out.Added+1
		case fault.Is(err, fault.NotFound), fault.Is(err, fault.PieceNeeded), fault.Is(err, fault.NoteToConfirm), fault.Is(err, fault.BadQuantity),
			fault.Is(err, fault.BadPrice):
			out.Missing = append(out.Missing, l.Name)
		default:
			return out, err
		}
	}
	return out, nil
}

// again adds what a line of a receipt sold.
func (c *Checkout) again(ctx context.Context, l shop.Line) (Basket, error) {
	if l.PieceCode != "" {
		return Basket{}, fault.New(fault.PieceNeeded, fault.Args{"name": l.Name})
	}
	if l.Product != "" {
		b, err := c.Add(ctx, l.Product, l.Qty)
		if !fault.Is(err, fault.PriceNeeded) {
			return b, err
		}
	}
	price := money.Amount(l.Price / money.PerMinor)
	if money.UnitPrice(price)*money.PerMinor != l.Price {
		return Basket{}, fault.New(fault.BadPrice, fault.Args{"price": l.Price})
	}
	group, err := c.taxGroupOf(ctx, l)
	if err != nil {
		return Basket{}, err
	}
	return c.AddOpen(ctx, OpenItem{Product: l.Product, Name: l.Name, Price: price, Category: l.Category, TaxGroup: group, Barcode: l.Barcode, Qty: l.Qty})
}

// taxGroupOf is the group whose taxes a line had; empty, which is the shop's first, when no group has them any more.
func (c *Checkout) taxGroupOf(ctx context.Context, l shop.Line) (group shop.ID, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		day := set.Shop.Moment(c.frame.Now()).Day
		for id, g := range set.Taxes {
			same := slices.EqualFunc(g.On(day), l.Taxes, func(now shop.Tax, then shop.LineTax) bool {
				return now.Code == then.Code && g.Inclusive == then.Inclusive
			})
			if same && (group == "" || g.Code < set.Taxes[group].Code) {
				group = id
			}
		}
		return nil
	})
	return group, err
}
