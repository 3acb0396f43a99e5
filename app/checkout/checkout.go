// Package checkout is the counter: a basket is filled, changed, put aside, taken back, and paid.
//
// The rules. A basket is a draft that is stored line by line: a crash loses no line. Each change moves its version by
// one; a tender names the version that the cashier saw, and takes nothing when there is another. A basket's id becomes
// its sale's id: paying twice is paying once. What is asked for is computed by app/pricing and nowhere else.
//
// The open basket of the till is kept in memory beside its version; every change is written with "only if the stored
// version is still this one", so another process on the same till is noticed, never overwritten.
//
// What a person takes off by hand has one limit, however it is done: [pricing.Lowered] says what counts, with an example,
// and every change asks for it. A fixed reduction is not scaled when its line shrinks: the shrinking is asked for anew, and
// whoever may not takes the reduction away first. A basket that was emptied keeps no discount.
//
// A worked example: scan 4006381333931 → version 1, one line, €1.35. Scan it again → version 2, quantity 2, €2.70. The
// cashier taps "€5" painted at version 2 while a third scan is being booked → version 3: the tap is refused with
// BasketChanged and the screen flashes €4.05. The second tap takes 5.00 and gives 0.95.
package checkout

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// Checkout is the counter of one till.
type Checkout struct {
	frame  *act.Frame
	fiscal devices.Fiscal // nil: none
	marks  devices.Marks  // nil: none

	mu   sync.Mutex // one change at a time; also guards what is kept
	kept *shop.Cart // the open basket as stored; nil: ask the books

	offers atomic.Pointer[prepared]

	bestMu sync.Mutex
	best   bestOf // that stand in for favourites

	beginning sync.WaitGroup // calls that tell the fiscal device of a first line
}

// Devices are what a sale passes on its way; nil means that the shop has none.
type Devices struct {
	Fiscal devices.Fiscal
	Marks  devices.Marks
}

// New makes the counter of the frame's till.
func New(f *act.Frame, d Devices) *Checkout {
	return &Checkout{frame: f, fiscal: d.Fiscal, marks: d.Marks}
}

// Basket is the open basket as a screen draws it. It is a value of its own: later changes make another.
type Basket struct {
	Cart     shop.Cart
	Quote    shop.Quote
	Cash     shop.CashDue
	Notes    []money.Amount // what can be handed over with one tap, smallest first
	Currency money.Currency
	Changed  int                // the line that the last change touched, 0: none
	Told     string             // what the product that was just added tells the cashier
	Short    *Shortage          // the last change takes more than there is, where the shop warns of that; nil: it does not
	Sellers  map[shop.ID]string // what those are called who are named as sellers; nil: nobody is
}

// Empty reports whether there is nothing to pay for.
func (b Basket) Empty() bool { return len(b.Cart.Lines) == 0 }

// Current returns the open basket of the till; an empty one when there is none.
func (c *Checkout) Current(ctx context.Context) (Basket, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = nil
	var b Basket
	err := c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		cart, err := c.open(tx)
		if err != nil {
			return err
		}
		b, err = c.price(set, cart, set.Shop.Moment(c.frame.Now()))
		return err
	})
	return b, err
}

// open returns the basket that is kept, or the stored one, or an empty one that is not stored yet (Version 0).
func (c *Checkout) open(tx books.Tx) (shop.Cart, error) {
	if c.kept != nil {
		return *c.kept, nil
	}
	cart, found, err := tx.Carts().Current(c.frame.Till)
	if err != nil {
		return shop.Cart{}, err
	}
	if !found {
		cart = shop.Cart{ID: c.frame.NewID(), Till: c.frame.Till, NextNo: 1}
	}
	c.kept = &cart
	return cart, nil
}

// edit is one change of a basket: it changes the head it is given and says how to take the change back. Lines are shared
// with the baskets that screens hold: appending one leaves those as they are, whoever changes a line calls own before.
type edit func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error)

// change runs an edit as a draft and returns the basket after it. When another process changed the basket in between,
// it is read again and the edit runs once more on what is true now.
func (c *Checkout) change(ctx context.Context, asking act.Asking, e edit) (Basket, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var b Basket
	for try := 0; ; try++ {
		err := c.frame.Draft(ctx, asking, func(tx books.Tx, at shop.Moment) (err error) {
			b, err = c.changeOnce(ctx, tx, at, e)
			return err
		})
		if err == nil {
			c.kept = &b.Cart
			c.begin(ctx, b)
			return b, nil
		}
		c.kept = nil
		if !errors.Is(err, errStale) {
			return Basket{}, err
		}
		if try == 2 {
			return Basket{}, fault.New(fault.BasketGone, nil)
		}
	}
}

// errStale ends a change of a basket that another process changed since it was read: nothing of the change stays.
var errStale = errors.New("the basket is another one now")

// changeOnce runs an edit on the basket as it is kept. Error: errStale.
func (c *Checkout) changeOnce(ctx context.Context, tx books.Tx, at shop.Moment, e edit) (b Basket, err error) {
	set, err := c.frame.SetUp(tx)
	if err != nil {
		return b, err
	}
	before, err := c.open(tx)
	if err != nil {
		return b, err
	}
	if err := c.notFrozen(tx, before.ID); err != nil {
		return b, err
	}
	cart := before
	if cart.Version == 0 {
		cart.Opened, cart.Staff = at, act.Person(ctx).ID
		if err := tx.Carts().Add(cart); err != nil {
			return b, err
		}
	}
	undo, err := e(tx, set, &cart, at)
	if err != nil {
		return b, err
	}
	if len(cart.Lines) == 0 && cart.Discount != (shop.Discount{}) { // a discount ends with the goods it was given on
		if undo.Line != 0 {
			undo.Discount = &before.Discount
		}
		cart.Discount = shop.Discount{}
	}
	cart.Version = before.Version + 1
	if b, err = c.price(set, cart, at); err != nil {
		return b, err
	}
	if err = c.mayLower(ctx, tx, set, before, cart); err != nil {
		return b, err
	}
	b.Changed = undo.Line
	if b.Short, err = shortOf(tx, set, cart, undo); err != nil {
		return b, err
	}
	ok, err := tx.Carts().Touch(cart, before.Version)
	if err == nil && !ok {
		err = errStale
	}
	if err != nil {
		return b, err
	}
	return b, c.store(tx, cart, undo)
}

// store writes the changed line and the way back.
func (c *Checkout) store(tx books.Tx, cart shop.Cart, undo books.Undo) error {
	if undo.Line != 0 {
		if l, ok := line(cart, undo.Line); ok {
			if err := tx.Carts().PutLine(cart.ID, l); err != nil {
				return err
			}
		} else if err := tx.Carts().DropLine(cart.ID, undo.Line); err != nil {
			return err
		}
	}
	if undo == (books.Undo{}) {
		return nil
	}
	return tx.Carts().PushUndo(cart.ID, undo)
}

// price computes what the basket comes to.
func (c *Checkout) price(set act.Setup, cart shop.Cart, at shop.Moment) (Basket, error) {
	q, err := pricing.Quote(cart, c.terms(set, at))
	if err != nil {
		return Basket{}, err
	}
	due, err := pricing.Cash(q.Total, set.Shop.Rules.Cash)
	if err != nil {
		return Basket{}, err
	}
	return Basket{Cart: cart, Quote: q, Cash: due, Currency: set.Shop.Currency,
		Notes: pricing.Notes(due.Due, set.Shop.Currency), Sellers: sellersOf(set, cart)}, nil
}

// prepared are the offers of one version of the set-up, ready for the next scan.
type prepared struct {
	version int64
	offers  *pricing.Offers
}

// terms are what a basket is priced by. The offers are made ready once for each version of the set-up, not at each scan.
func (c *Checkout) terms(set act.Setup, at shop.Moment) pricing.Terms {
	ready := c.offers.Load()
	if ready == nil || ready.version != set.Version {
		ready = &prepared{set.Version, pricing.PrepareOffers(set.Offers)}
		c.offers.Store(ready)
	}
	return pricing.Terms{Taxes: set.Taxes, Rules: set.Shop.Rules, Offers: ready.offers, At: at}
}

// own gives the basket lines of its own, so that they may be changed in place.
func own(cart *shop.Cart) {
	cart.Lines = append(make([]shop.CartLine, 0, len(cart.Lines)+8), cart.Lines...)
}

func line(cart shop.Cart, no int) (shop.CartLine, bool) {
	if i := index(cart, no); i >= 0 {
		return cart.Lines[i], true
	}
	return shop.CartLine{}, false
}

func index(cart shop.Cart, no int) int {
	for i := len(cart.Lines) - 1; i >= 0; i-- {
		if cart.Lines[i].No == no {
			return i
		}
	}
	return -1
}
