package checkout

import (
	"context"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// A sale that was put aside belongs to the shop, not to a till or a shift: every till of the place lists it and may take
// it back. The version decides between two tills that want it at once: the second one finds it moved and is told.

// ParkedSale is a sale that was put aside, as a list shows it.
type ParkedSale struct {
	Basket
	Till  string    // code of the till it was put aside at
	Here  bool      // that is this till
	Who   string    // who put it aside: the name, else the code
	Since time.Time // on the wall of the shop
}

// Park puts the basket aside, under a name or none; the next scan begins another.
func (c *Checkout) Park(ctx context.Context, name string) (Basket, error) {
	return c.end(ctx, rights.Park, func(tx books.Tx, set act.Setup, at shop.Moment) (journal.Body, error) {
		b, err := c.filled(tx, set, at)
		if err != nil {
			return nil, err
		}
		cart := b.Cart
		cart.Name = cut(name, shop.MaxName)
		return journal.OfParked(cart, b.Quote.Total), c.setAside(ctx, tx, &cart, at)
	})
}

// setAside stores a basket as parked.
func (c *Checkout) setAside(ctx context.Context, tx books.Tx, cart *shop.Cart, at shop.Moment) error {
	cart.Parked, cart.ParkedAt, cart.Staff = true, at.At.UnixMilli(), act.Person(ctx).ID
	return c.move(tx, cart)
}

// move stores the head of a basket; one that somebody else moved since is BasketGone.
func (c *Checkout) move(tx books.Tx, cart *shop.Cart) error {
	ok, err := tx.Carts().Touch(*cart, cart.Version)
	if err == nil && !ok {
		err = fault.New(fault.BasketGone, nil)
	}
	cart.Version++
	return err
}

// Parked lists the sales that were put aside in this shop, at whatever till, the first one in front.
func (c *Checkout) Parked(ctx context.Context) ([]ParkedSale, error) {
	var list []ParkedSale
	err := c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		carts, err := tx.Carts().Parked(set.Till.Place)
		if err != nil {
			return err
		}
		tills, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		list = make([]ParkedSale, len(carts))
		for i, cart := range carts {
			if list[i].Basket, err = c.price(set, cart, set.Shop.Moment(c.frame.Now())); err != nil {
				return err
			}
			list[i].Since = set.Shop.Moment(time.UnixMilli(cart.ParkedAt)).Local()
			list[i].Till, list[i].Here, list[i].Who = codeOf(tills, cart.Till), cart.Till == c.frame.Till, nameOf(set, cart.Staff)
		}
		return nil
	})
	return list, err
}

// nameOf is what a person is called: the name, else the code.
func nameOf(set act.Setup, id shop.ID) string {
	p := set.Staff[id]
	if p.Name != "" {
		return p.Name
	}
	return p.Code
}

func codeOf(tills []shop.Till, id shop.ID) string {
	for _, t := range tills {
		if t.ID == id {
			return t.Code
		}
	}
	return ""
}

// Resume brings a parked sale to the screen of this till; the basket on the screen, when it is not empty, is put aside in
// its place. Fault: ParkedTaken, when another till was quicker or it is sold or deleted.
func (c *Checkout) Resume(ctx context.Context, id shop.ID) (Basket, error) {
	return c.end(ctx, rights.Park, func(tx books.Tx, set act.Setup, at shop.Moment) (journal.Body, error) {
		cart, err := c.parkedCart(tx, id)
		if err != nil {
			return nil, err
		}
		aside, err := c.stepAside(ctx, tx, set, at)
		if err != nil {
			return nil, err
		}
		cart.Parked, cart.ParkedAt, cart.Till, cart.Staff = false, 0, c.frame.Till, act.Person(ctx).ID
		if err := c.move(tx, &cart); err != nil {
			return nil, taken(err)
		}
		if aside != nil {
			return journal.OfSwapped(cart, aside.Cart, aside.Quote.Total), nil
		}
		return journal.OfResumed(cart), nil
	})
}

// DropParked deletes a parked sale. It asks nothing, but it is an act: the journal keeps what was in it, what it was worth
// and how long after the last scan it went. Fault: ParkedTaken.
func (c *Checkout) DropParked(ctx context.Context, id shop.ID, seen Seen) (Basket, error) {
	return c.end(ctx, rights.Park, func(tx books.Tx, set act.Setup, at shop.Moment) (journal.Body, error) {
		cart, err := c.parkedCart(tx, id)
		if err != nil {
			return nil, err
		}
		if err := c.notFrozen(tx, id); err != nil {
			return nil, err
		}
		b, err := c.price(set, cart, at)
		if err != nil {
			return nil, err
		}
		gone := journal.OfParkedDeleted(cart, b.Quote.Total, sinceScan(cart, at), seen.TotalShown, seen.TenderStarted)
		if err := c.move(tx, &cart); err != nil {
			return nil, taken(err)
		}
		return gone, tx.Carts().Delete(id)
	})
}

// NameParked changes the name of a parked sale. Fault: ParkedTaken.
func (c *Checkout) NameParked(ctx context.Context, id shop.ID, name string) error {
	return c.frame.Draft(ctx, act.Only(rights.Park), func(tx books.Tx, _ shop.Moment) error {
		cart, err := c.parkedCart(tx, id)
		if err != nil {
			return err
		}
		cart.Name = cut(name, shop.MaxName)
		return taken(c.move(tx, &cart))
	})
}

// parkedCart reads a sale that is put aside now.
func (c *Checkout) parkedCart(tx books.Tx, id shop.ID) (shop.Cart, error) {
	cart, found, err := tx.Carts().ByID(id)
	if err == nil && (!found || !cart.Parked) {
		err = fault.New(fault.ParkedTaken, nil)
	}
	return cart, err
}

// taken says of a parked sale that moved in between that somebody was quicker.
func taken(err error) error {
	if fault.Is(err, fault.BasketGone) {
		return fault.Wrap(fault.ParkedTaken, nil, err)
	}
	return err
}

// sinceScan is how many seconds ago the newest line of a basket was added.
func sinceScan(cart shop.Cart, at shop.Moment) int64 {
	var newest int64
	for _, l := range cart.Lines {
		newest = max(newest, l.AddedAt)
	}
	if newest == 0 {
		return 0
	}
	return (at.At.UnixMilli() - newest) / 1000
}

// stepAside parks the basket on the screen and returns it, or drops it when it is empty.
func (c *Checkout) stepAside(ctx context.Context, tx books.Tx, set act.Setup, at shop.Moment) (*Basket, error) {
	now, found, err := tx.Carts().Current(c.frame.Till)
	if err != nil || !found {
		return nil, err
	}
	if len(now.Lines) == 0 {
		return nil, tx.Carts().Delete(now.ID)
	}
	if err := c.notFrozen(tx, now.ID); err != nil {
		return nil, err
	}
	b, err := c.price(set, now, at)
	if err != nil {
		return nil, err
	}
	return &b, c.setAside(ctx, tx, &b.Cart, at)
}

// cut trims a typed text and bounds it.
func cut(s string, most int) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most])
	}
	return s
}
