package checkout

import (
	"context"
	"errors"
	"slices"

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
		after, err := c.changeOnce(ctx, tx, at, func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
			undo, said, err := e(tx, set, cart, at)
			body = said
			return undo, err
		})
		if errors.Is(err, errStale) {
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

// Clear empties the basket: cancelled sales are no sales, but the journal keeps what was in it, and why: reason is one of
// the shop's [Ways], or empty where none is required. Faults: ReasonNeeded, EmptyBasket.
func (c *Checkout) Clear(ctx context.Context, seen Seen, reason string) (Basket, error) {
	return c.leave(ctx, rights.RemoveLine, func(tx books.Tx, b Basket, at shop.Moment) (journal.Body, error) {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		known := shop.ReasonsOf(set.Settings, shop.ReasonVoid)
		if reason != "" && !slices.Contains(known.Lines, reason) || reason == "" && known.Required {
			return nil, fault.New(fault.ReasonNeeded, nil)
		}
		return journal.OfBasketCleared(b.Cart, b.Quote.Total, sinceScan(b.Cart, at), seen.TotalShown, seen.TenderStarted, reason),
			tx.Carts().Delete(b.Cart.ID)
	})
}

// leave ends the basket on the screen by an act; what is left is an empty one.
func (c *Checkout) leave(ctx context.Context, right rights.Act, end func(books.Tx, Basket, shop.Moment) (journal.Body, error)) (Basket, error) {
	return c.end(ctx, right, func(tx books.Tx, set act.Setup, at shop.Moment) (journal.Body, error) {
		b, err := c.filled(tx, set, at)
		if err != nil {
			return nil, err
		}
		return end(tx, b, at)
	})
}

// filled is the basket on the screen, which must hold something and be free to change.
func (c *Checkout) filled(tx books.Tx, set act.Setup, at shop.Moment) (Basket, error) {
	cart, err := c.open(tx)
	if err != nil {
		return Basket{}, err
	}
	if len(cart.Lines) == 0 {
		return Basket{}, fault.New(fault.EmptyBasket, nil)
	}
	if err := c.notFrozen(tx, cart.ID); err != nil {
		return Basket{}, err
	}
	return c.price(set, cart, at)
}

// end runs an act after which another basket may be on the screen, and returns that one.
func (c *Checkout) end(ctx context.Context, right rights.Act, work func(books.Tx, act.Setup, shop.Moment) (journal.Body, error)) (Basket, error) {
	c.mu.Lock()
	id := c.frame.NewID()
	_, err := c.frame.Do(ctx, act.Spec{ID: id, Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		c.kept = nil
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		return work(tx, set, at)
	})
	c.kept = nil
	c.mu.Unlock()
	if err != nil {
		return Basket{}, err
	}
	return c.Current(ctx)
}
