package checkout

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// judged is an edit that the journal hears of.
type judged func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, journal.Body, error)

// act changes the basket as an act: one record in the journal, in the same unit of work.
func (c *Checkout) act(ctx context.Context, right rights.Act, e judged) (Basket, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.frame.NewID()
	var b Basket
	_, err := c.frame.Do(ctx, act.Spec{ID: id, Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		var body journal.Body
		after, stale, err := c.changeOnce(ctx, tx, at, func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
			undo, said, err := e(tx, set, cart, at)
			body = said
			return undo, err
		})
		if stale {
			err = fault.New(fault.BasketGone, nil)
		}
		b = after
		return body, err
	})
	if err != nil {
		c.kept = nil
		return Basket{}, err
	}
	c.kept = &b.Cart
	return b, nil
}

// Clear empties the basket: cancelled sales are no sales, but the journal keeps what was in it.
func (c *Checkout) Clear(ctx context.Context, seen Seen) (Basket, error) {
	return c.leave(ctx, rights.RemoveLine, func(tx books.Tx, b Basket) (journal.Body, error) {
		return journal.OfBasketCleared(b.Cart, b.Quote.Total, seen.TotalShown, seen.TenderStarted), tx.Carts().Delete(b.Cart.ID)
	})
}

// Park puts the basket aside under a note; the next scan begins another.
func (c *Checkout) Park(ctx context.Context, note string) (Basket, error) {
	return c.leave(ctx, rights.Park, func(tx books.Tx, b Basket) (journal.Body, error) {
		cart := b.Cart
		cart.Parked, cart.Note, cart.Version = true, note, b.Cart.Version+1
		ok, err := tx.Carts().Touch(cart, b.Cart.Version)
		if err == nil && !ok {
			err = fault.New(fault.BasketGone, nil)
		}
		return journal.OfParked(cart, b.Quote.Total), err
	})
}

// leave ends the basket on the screen by an act; what is left is an empty one.
func (c *Checkout) leave(ctx context.Context, right rights.Act, end func(books.Tx, Basket) (journal.Body, error)) (Basket, error) {
	c.mu.Lock()
	id := c.frame.NewID()
	_, err := c.frame.Do(ctx, act.Spec{ID: id, Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		c.kept = nil
		cart, err := c.open(tx)
		if err != nil {
			return nil, err
		}
		if len(cart.Lines) == 0 {
			return nil, fault.New(fault.EmptyBasket, nil)
		}
		if err := c.notFrozen(tx, cart.ID); err != nil {
			return nil, err
		}
		b, err := c.price(set, cart, at)
		if err != nil {
			return nil, err
		}
		return end(tx, b)
	})
	c.kept = nil
	c.mu.Unlock()
	if err != nil {
		return Basket{}, err
	}
	return c.Current(ctx)
}

// Parked lists the baskets that were put aside on this till, oldest first.
func (c *Checkout) Parked(ctx context.Context) ([]Basket, error) {
	var list []Basket
	err := c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		carts, err := tx.Carts().Parked(c.frame.Till)
		if err != nil {
			return err
		}
		list = make([]Basket, len(carts))
		for i, cart := range carts {
			if list[i], err = c.price(set, cart, set.Shop.Moment(c.frame.Now())); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// Resume brings a parked basket back to the screen; the basket on the screen, when it is not empty, is put aside in its place.
func (c *Checkout) Resume(ctx context.Context, id shop.ID) (Basket, error) {
	c.mu.Lock()
	actID := c.frame.NewID()
	_, err := c.frame.Do(ctx, act.Spec{ID: actID, Right: rights.Park}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		c.kept = nil
		cart, found, err := tx.Carts().ByID(id)
		if err != nil {
			return nil, err
		}
		if !found || !cart.Parked {
			return nil, fault.New(fault.BasketGone, nil)
		}
		if err := c.stepAside(tx); err != nil {
			return nil, err
		}
		cart.Parked, cart.Version = false, cart.Version+1
		ok, err := tx.Carts().Touch(cart, cart.Version-1)
		if err == nil && !ok {
			err = fault.New(fault.BasketGone, nil)
		}
		return journal.OfResumed(cart), err
	})
	c.kept = nil
	c.mu.Unlock()
	if err != nil {
		return Basket{}, err
	}
	return c.Current(ctx)
}

// stepAside parks the basket on the screen, or drops it when it is empty.
func (c *Checkout) stepAside(tx books.Tx) error {
	now, found, err := tx.Carts().Current(c.frame.Till)
	if err != nil || !found {
		return err
	}
	if len(now.Lines) == 0 {
		return tx.Carts().Delete(now.ID)
	}
	now.Parked, now.Version = true, now.Version+1
	ok, err := tx.Carts().Touch(now, now.Version-1)
	if err == nil && !ok {
		err = fault.New(fault.BasketGone, nil)
	}
	return err
}
