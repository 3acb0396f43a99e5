package checkout

import (
	"context"
	"errors"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/rights"
	"kassa/app/shop"
)

// SetQty sets the quantity of a line.
func (c *Checkout) SetQty(ctx context.Context, no int, qty money.Qty) (Basket, error) {
	return c.editLine(ctx, act.Only(rights.Sell), no, func(_ act.Setup, l *shop.CartLine) error {
		if qty <= 0 || qty > MaxQty || l.PieceCode != "" && qty != money.One {
			return badQty(qty)
		}
		l.Qty = qty
		return nil
	})
}

// SetPrice asks another price than the catalogue's for a line. One below the list price is a reduction too: see mayLower.
func (c *Checkout) SetPrice(ctx context.Context, no int, price money.Amount) (Basket, error) {
	p, err := money.PriceOf(price)
	if err != nil || price < 0 {
		return Basket{}, fault.New(fault.BadPrice, fault.Args{"price": price})
	}
	return c.editLine(ctx, act.Only(rights.ChangePrice), no, func(_ act.Setup, l *shop.CartLine) error {
		l.Price = p
		return nil
	})
}

// SetDiscount gives a discount on a line; the zero discount takes it away.
func (c *Checkout) SetDiscount(ctx context.Context, no int, d shop.Discount) (Basket, error) {
	if err := checkDiscount(d); err != nil {
		return Basket{}, err
	}
	return c.editLine(ctx, act.Only(rights.Discount), no, func(_ act.Setup, l *shop.CartLine) error {
		l.Discount = d
		return nil
	})
}

// mayLower asks for the right to a discount where a change takes more off a line by hand than was taken off it before,
// whatever the change was; how much counts is [pricing.Lowered]. Faults: NoRight, OverLimit.
func (c *Checkout) mayLower(ctx context.Context, tx books.Tx, set act.Setup, before, after shop.Cart) error {
	rate, err := pricing.Lowered(before, after, set.Shop.Rules.Rounding)
	if err != nil || rate == 0 {
		return err
	}
	return c.frame.MayIn(ctx, tx, rights.Ask{Act: rights.Discount, Rate: rate})
}

// SetNote writes a note on a line; it is printed.
func (c *Checkout) SetNote(ctx context.Context, no int, note string) (Basket, error) {
	note = cut(note, shop.MaxName)
	return c.editLine(ctx, act.Only(rights.Sell), no, func(_ act.Setup, l *shop.CartLine) error {
		l.Note = note
		return nil
	})
}

// SetSaleNote writes a note on the whole sale; it is printed.
func (c *Checkout) SetSaleNote(ctx context.Context, note string) (Basket, error) {
	return c.change(ctx, act.Only(rights.Sell), func(_ books.Tx, _ act.Setup, cart *shop.Cart, _ shop.Moment) (books.Undo, error) {
		cart.Note = cut(note, shop.MaxName)
		return books.Undo{}, nil
	})
}

// SetBasketDiscount gives a discount on the whole basket; the zero discount takes it away.
func (c *Checkout) SetBasketDiscount(ctx context.Context, d shop.Discount) (Basket, error) {
	if err := checkDiscount(d); err != nil {
		return Basket{}, err
	}
	return c.change(ctx, act.Only(rights.Discount), func(_ books.Tx, _ act.Setup, cart *shop.Cart, _ shop.Moment) (books.Undo, error) {
		if len(cart.Lines) == 0 {
			return books.Undo{}, fault.New(fault.EmptyBasket, nil)
		}
		before := cart.Discount
		cart.Discount = d
		return books.Undo{Discount: &before}, nil
	})
}

// Undo takes the last change of the basket back: a scan, a quantity, a price, a discount, a note, a removed line. Taking
// back a scan is removing a line, and as such an act.
func (c *Checkout) Undo(ctx context.Context, seen Seen) (Basket, error) {
	b, err := c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, _ act.Setup, cart *shop.Cart, _ shop.Moment) (books.Undo, error) {
		u, err := popUndo(tx, cart.ID)
		if err != nil {
			return books.Undo{}, err
		}
		if u.Line != 0 && u.Before == nil {
			return books.Undo{}, errRemoves
		}
		if u.Discount != nil {
			cart.Discount = *u.Discount
		}
		return books.Undo{}, c.takeBack(tx, cart, u)
	})
	if !errors.Is(err, errRemoves) {
		return b, err
	}
	return c.act(ctx, rights.RemoveLine, func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, journal.Body, error) {
		u, err := popUndo(tx, cart.ID)
		if err != nil {
			return books.Undo{}, nil, err
		}
		said, err := c.removal(set, *cart, u.Line, seen, at)
		if err != nil {
			return books.Undo{}, nil, err
		}
		return books.Undo{}, said, c.takeBack(tx, cart, u)
	})
}

// errRemoves turns an undo into the act of removing a line; nothing was stored yet.
var errRemoves = errors.New("this undo removes a line")

func popUndo(tx books.Tx, cart shop.ID) (books.Undo, error) {
	u, found, err := tx.Carts().PopUndo(cart)
	if err == nil && !found {
		err = fault.New(fault.NothingToUndo, nil)
	}
	return u, err
}

// removal is what the journal keeps of a line that is taken out: its worth, and how long after the scan it went.
func (c *Checkout) removal(set act.Setup, cart shop.Cart, no int, seen Seen, at shop.Moment) (journal.Body, error) {
	i := index(cart, no)
	if i < 0 {
		return nil, fault.New(fault.NotFound, fault.Args{"what": "line"})
	}
	b, err := c.price(set, cart, at)
	if err != nil {
		return nil, err
	}
	l := cart.Lines[i]
	seconds := (at.At.UnixMilli() - l.AddedAt) / 1000
	return journal.OfLineRemoved(cart.ID, l, b.Quote.Lines[i].Total, seconds, seen.TotalShown, seen.TenderStarted), nil
}

func (c *Checkout) takeBack(tx books.Tx, cart *shop.Cart, u books.Undo) error {
	if u.Line == 0 {
		return nil
	}
	own(cart)
	i := index(*cart, u.Line)
	switch {
	case u.Before == nil && i >= 0:
		cart.Lines = append(cart.Lines[:i], cart.Lines[i+1:]...)
		return tx.Carts().DropLine(cart.ID, u.Line)
	case u.Before != nil && i >= 0:
		cart.Lines[i] = *u.Before
	case u.Before != nil:
		insert(cart, *u.Before)
	default:
		return nil
	}
	return tx.Carts().PutLine(cart.ID, *u.Before)
}

// insert puts a line back where its number belongs.
func insert(cart *shop.Cart, l shop.CartLine) {
	at := len(cart.Lines)
	for at > 0 && cart.Lines[at-1].No > l.No {
		at--
	}
	cart.Lines = append(cart.Lines, shop.CartLine{})
	copy(cart.Lines[at+1:], cart.Lines[at:])
	cart.Lines[at] = l
}

// editLine changes one line in place.
func (c *Checkout) editLine(ctx context.Context, asking act.Asking, no int, f func(act.Setup, *shop.CartLine) error) (Basket, error) {
	return c.change(ctx, asking, func(_ books.Tx, set act.Setup, cart *shop.Cart, _ shop.Moment) (books.Undo, error) {
		i := index(*cart, no)
		if i < 0 {
			return books.Undo{}, fault.New(fault.NotFound, fault.Args{"what": "line"})
		}
		own(cart)
		before := cart.Lines[i]
		if err := f(set, &cart.Lines[i]); err != nil {
			return books.Undo{}, err
		}
		return books.Undo{Line: no, Before: &before}, nil
	})
}

func checkDiscount(d shop.Discount) error {
	bad := d.Rate < 0 || d.Rate > money.Whole || d.Amount < 0 || !d.Amount.Valid()
	switch d.Kind {
	case shop.NoDiscount:
		bad = bad || d.Rate != 0 || d.Amount != 0
	case shop.Percent:
		bad = bad || d.Amount != 0
	case shop.Reduction:
		bad = bad || d.Rate != 0
	default:
		bad = true
	}
	if bad {
		return fault.New(fault.BadDiscount, nil)
	}
	return nil
}

// Seen says what the cashier had done when a line was taken out or a basket cleared; the journal keeps it.
type Seen struct {
	TotalShown    bool
	TenderStarted bool
}

// Remove takes a line out of the basket. It asks nothing, but it is an act: the journal keeps what it was worth and
// how long after the scan it went.
func (c *Checkout) Remove(ctx context.Context, no int, seen Seen) (Basket, error) {
	return c.act(ctx, rights.RemoveLine, func(_ books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, journal.Body, error) {
		said, err := c.removal(set, *cart, no, seen, at)
		if err != nil {
			return books.Undo{}, nil, err
		}
		i := index(*cart, no)
		l := cart.Lines[i]
		own(cart)
		cart.Lines = append(cart.Lines[:i], cart.Lines[i+1:]...)
		return books.Undo{Line: no, Before: &l}, said, nil
	})
}
