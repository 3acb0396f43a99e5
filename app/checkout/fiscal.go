package checkout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// The fiscal step stands between payment and paper. What the device is asked is frozen and durable before it is asked;
// its answer is durable before the sale is; an answer that does not come is looked up by the sale's id, never asked
// for a second time. Where no device is set up, the step is nothing and costs nothing.

// The time limits of the fiscal step.
const (
	fiscalBegin  = 2 * time.Second
	fiscalFinish = 10 * time.Second
	fiscalLookup = 5 * time.Second
)

// begin tells the fiscal device of the first line, beside the cashier's work; an outage is met at the end.
func (c *Checkout) begin(ctx context.Context, b Basket) {
	if c.fiscal == nil || len(b.Cart.Lines) != 1 || b.Cart.Version != 1 {
		return
	}
	c.beginning.Go(func() {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), fiscalBegin)
		defer stop()
		if err := c.fiscal.Begin(ctx, string(b.Cart.ID)); err != nil {
			return // Finish meets the same device and says what is wrong
		}
	})
}

// Close waits for what the counter still does beside the cashier.
func (c *Checkout) Close() { c.beginning.Wait() }

// notFrozen refuses to change a basket that the fiscal device was asked about and has not refused.
func (c *Checkout) notFrozen(tx books.Tx, cart shop.ID) error {
	if c.fiscal == nil {
		return nil
	}
	step, found, err := tx.Fiscal().ByID(cart)
	if err != nil || !found || step.State == books.FiscalRefused {
		return err
	}
	return fault.New(fault.FiscalOutage, nil)
}

// passFiscal takes the tender's sale through the fiscal device and returns the answered step; nil where there is no device.
func (c *Checkout) passFiscal(ctx context.Context, t Tender) (*books.FiscalStep, error) {
	if c.fiscal == nil {
		return nil, nil
	}
	step, found, err := c.step(ctx, t.Cart)
	if err != nil {
		return nil, err
	}
	if found && step.State != books.FiscalRefused {
		done, err := c.settle(ctx, step)
		if done != nil || err != nil {
			return done, err
		}
	}
	if step, err = c.freeze(ctx, t, found); err != nil {
		return nil, err
	}
	return c.ask(ctx, step)
}

func (c *Checkout) step(ctx context.Context, cart shop.ID) (s books.FiscalStep, found bool, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		s, found, err = tx.Fiscal().ByID(cart)
		return err
	})
	return s, found, err
}

// freeze makes what the device will be asked durable. The basket stays as it is.
func (c *Checkout) freeze(ctx context.Context, t Tender, again bool) (books.FiscalStep, error) {
	var step books.FiscalStep
	err := c.frame.Draft(ctx, act.Only(rights.Sell), func(tx books.Tx, at shop.Moment) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		c.kept = nil
		cart, err := c.open(tx)
		if err != nil {
			return err
		}
		if cart.ID != t.Cart || cart.Version != t.Version {
			return c.changed(set, cart, t, at)
		}
		frozen, err := c.compose(ctx, tx, set, cart, t, at)
		if err == nil {
			err = enough(tx, set, frozen)
		}
		if err != nil {
			return err
		}
		step = books.FiscalStep{SaleID: cart.ID, Till: c.frame.Till, State: books.FiscalAsked, Frozen: frozen}
		if again {
			return tx.Fiscal().Again(step)
		}
		return tx.Fiscal().Add(step)
	})
	c.kept = nil
	return step, err
}

// ask sends the frozen sale to the device and keeps what it said.
func (c *Checkout) ask(ctx context.Context, step books.FiscalStep) (*books.FiscalStep, error) {
	limit, stop := context.WithTimeout(ctx, fiscalFinish)
	defer stop()
	answer, err := c.fiscal.Finish(limit, toldToDevice(step.Frozen))
	switch {
	case err == nil:
		return c.answered(ctx, step, answer)
	case fault.Is(err, fault.FiscalRefused):
		if err := c.set(ctx, step, books.FiscalRefused, shop.FiscalMark{}); err != nil {
			return nil, err
		}
		return nil, err
	}
	return c.unknown(ctx, step, err)
}

// unknown keeps that the outcome is not known, and looks once: an answer that was lost on its way is found at once. What
// is not found may still be under way in the device, so the question stays open until the next tap or start.
func (c *Checkout) unknown(ctx context.Context, step books.FiscalStep, why error) (*books.FiscalStep, error) {
	if err := c.set(ctx, step, books.FiscalUnknown, shop.FiscalMark{}); err != nil {
		return nil, err
	}
	step.State = books.FiscalUnknown
	answer, found, err := c.lookUp(ctx, step.SaleID)
	if err == nil && found {
		return c.answered(ctx, step, answer)
	}
	return nil, fault.Wrap(fault.FiscalOutage, nil, why)
}

func (c *Checkout) lookUp(ctx context.Context, sale shop.ID) (devices.FiscalAnswer, bool, error) {
	limit, stop := context.WithTimeout(ctx, fiscalLookup)
	defer stop()
	return c.fiscal.Lookup(limit, string(sale))
}

// settle finds out what became of a step that an earlier tap or run asked about: answered and bound ones are returned;
// nil without an error means that the device never saw it, and the step counts as refused from now on.
func (c *Checkout) settle(ctx context.Context, step books.FiscalStep) (*books.FiscalStep, error) {
	if step.State == books.FiscalAnswered || step.State == books.FiscalBound {
		return &step, nil
	}
	answer, found, err := c.lookUp(ctx, step.SaleID)
	switch {
	case err != nil:
		return nil, fault.Wrap(fault.FiscalOutage, nil, err)
	case found:
		return c.answered(ctx, step, answer)
	}
	return nil, c.set(ctx, step, books.FiscalRefused, shop.FiscalMark{})
}

func (c *Checkout) answered(ctx context.Context, step books.FiscalStep, a devices.FiscalAnswer) (*books.FiscalStep, error) {
	step.Answer = shop.FiscalMark{Number: a.Number, Signature: a.Signature, QR: a.QR, Outage: a.Outage}
	if err := c.set(ctx, step, books.FiscalAnswered, step.Answer); err != nil {
		return nil, err
	}
	step.State = books.FiscalAnswered
	return &step, nil
}

func (c *Checkout) set(ctx context.Context, step books.FiscalStep, to books.FiscalState, a shop.FiscalMark) error {
	return c.frame.Draft(ctx, act.Only(rights.System), func(tx books.Tx, _ shop.Moment) error {
		ok, err := tx.Fiscal().Set(step.SaleID, step.State, to, a)
		if err == nil && !ok {
			err = fmt.Errorf("fiscal step of %s is no longer %s", step.SaleID, step.State)
		}
		return err
	})
}

// bind makes the sale of an answered step: what was frozen, signed, with a number. What the customer gave is what lies on
// the counter now; the device signed what was due, and with which tender.
func (c *Checkout) bind(tx books.Tx, step books.FiscalStep, t Tender, at shop.Moment) (shop.Sale, error) {
	s := step.Frozen
	s.At, s.Fiscal = at, step.Answer
	if p := &s.Payments[0]; t.Code == p.Tender && t.Given >= p.Amount && t.Given.Valid() {
		p.Given, p.Change = t.Given, t.Given-p.Amount
	}
	var err error
	if s.Shift, err = openShift(tx, s.Till); err != nil { // another one than was open when it was asked about, perhaps
		return s, err
	}
	if s.Number, err = tx.Sales().NextNumber(s.Till, s.Series); err != nil {
		return s, err
	}
	ok, err := tx.Fiscal().Set(step.SaleID, books.FiscalAnswered, books.FiscalBound, step.Answer)
	if err != nil {
		return s, err
	}
	if !ok {
		return s, fmt.Errorf("fiscal step of %s was bound by somebody else", step.SaleID)
	}
	return s, tx.Carts().Delete(step.SaleID)
}

// Recover settles the fiscal steps that a crash left open: signed sales are stored, unseen ones become baskets again.
// The sale is that of whoever made it, and the record says so; but it is the program that books what was signed already, so
// nobody is asked for a right: who made it may sell no more, or work here no more. A device that does not answer leaves its
// step as it is; the basket stays closed to changes until it does.
func (c *Checkout) Recover(ctx context.Context) error {
	if c.fiscal == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var open []books.FiscalStep
	err := c.frame.Store.View(ctx, func(tx books.Tx) error {
		var err error
		open, err = tx.Fiscal().Open(c.frame.Till)
		return err
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, step := range open {
		done, err := c.settle(ctx, step)
		if done == nil || err != nil {
			if !fault.Is(err, fault.FiscalOutage) {
				failed = append(failed, err)
			}
			continue
		}
		who := act.As(ctx, shop.Staff{ID: step.Frozen.Staff, Code: step.Frozen.StaffCode})
		if _, err := c.close(who, Tender{Cart: step.SaleID}, done, true); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func toldToDevice(s shop.Sale) devices.FiscalSale {
	f := devices.FiscalSale{SaleID: string(s.ID), At: s.At.At, Total: s.Total + s.Rounding}
	for _, l := range s.Lines {
		line := devices.FiscalLine{Name: l.Name, Qty: l.Qty, Total: l.Total, PieceCode: l.PieceCode}
		for _, t := range l.Taxes {
			line.TaxRate += t.Rate
		}
		f.Lines = append(f.Lines, line)
	}
	for _, p := range s.Payments {
		f.Tenders = append(f.Tenders, devices.FiscalTender{Kind: p.Tender, Amount: p.Amount})
	}
	return f
}
