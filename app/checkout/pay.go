package checkout

import (
	"context"
	"errors"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/pricing"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Paid is a closed sale and what the drawer owes the customer.
type Paid struct {
	Sale     shop.Sale
	Change   money.Amount
	Pieces   []pricing.Piece // how to hand the change out
	Currency money.Currency
	Prints   bool // the receipt is printed without anybody's asking
}

// PayCash is [Checkout.Pay] with cash.
func (c *Checkout) PayCash(ctx context.Context, t CashTender) (Paid, error) {
	return c.Pay(ctx, Tender{Cart: t.Cart, Version: t.Version, Code: Cash, Given: t.Given})
}

// Pay closes the basket with one tender: sale, payment, stock, number, journal and the jobs for drawer and paper in one
// unit of work. It is for tenders that need no device: cash, and a card whose terminal stands by itself. Repeated with the
// same basket it returns the sale that exists. Faults: BasketChanged, BasketGone, EmptyBasket, NotEnough, NotFound (no such
// tender), RefNeeded, FiscalRefused, NoShift; after any of them the basket is as it was.
func (c *Checkout) Pay(ctx context.Context, t Tender) (Paid, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), payLimit)
	defer stop()
	mark, err := c.passFiscal(ctx, t)
	if err != nil {
		return Paid{}, err
	}
	return c.close(ctx, t, mark, false)
}

// payLimit is how long a tender may take, fiscal device and books together. A closing window does not cut it short: the
// outcome must be known once money was counted.
const payLimit = 40 * time.Second

// close stores the sale; left says that a crash had left it, and the program books it.
func (c *Checkout) close(ctx context.Context, t Tender, mark *books.FiscalStep, left bool) (Paid, error) {
	right := rights.Sell
	if left {
		right = rights.System
	}
	var sale shop.Sale
	var set act.Setup
	out, err := c.frame.Do(ctx, act.Spec{ID: t.Cart, Right: right},
		func(tx books.Tx, at shop.Moment) (journal.Body, error) {
			var err error
			if set, err = c.frame.SetUp(tx); err != nil {
				return nil, err
			}
			if mark != nil {
				sale, err = c.bind(tx, *mark, t, at)
			} else {
				sale, err = c.ring(ctx, tx, set, t, at)
			}
			if err != nil {
				return nil, err
			}
			goods := moves(sale)
			if err := c.book(tx, set, sale, goods); err != nil {
				return nil, err
			}
			if mark == nil {
				err = notBelow(tx, set, sale) // what a fiscal device closed is closed
			}
			return journal.OfSale(sale, goods...), err
		})
	c.kept = nil
	if err != nil {
		return Paid{}, err
	}
	if out.Repeated {
		return c.paid(ctx, t.Cart)
	}
	c.post(sale)
	return owed(sale, set.Shop.Currency, prints(set)), nil
}

// ring turns the basket into a sale: the same lines, the same quote, a number, a payment.
func (c *Checkout) ring(ctx context.Context, tx books.Tx, set act.Setup, t Tender, at shop.Moment) (shop.Sale, error) {
	cart, err := c.asPainted(tx, set, t, at)
	if err != nil {
		return shop.Sale{}, err
	}
	s, err := c.compose(ctx, tx, set, cart, t, at)
	if err != nil {
		return shop.Sale{}, err
	}
	return s, tx.Carts().Delete(cart.ID)
}

// asPainted returns the basket when it is the one that the tender saw. The guard is a write, so that it holds against
// other processes until the commit.
func (c *Checkout) asPainted(tx books.Tx, set act.Setup, t Tender, at shop.Moment) (shop.Cart, error) {
	if c.kept == nil || c.kept.ID != t.Cart || c.kept.Version != t.Version {
		c.kept = nil
	}
	cart, err := c.open(tx)
	if err != nil {
		return shop.Cart{}, err
	}
	if cart.ID == t.Cart && cart.Version == t.Version && len(cart.Lines) == 0 {
		return shop.Cart{}, fault.New(fault.EmptyBasket, nil)
	}
	if cart.ID == t.Cart && cart.Version == t.Version {
		next := cart
		next.Version++
		ok, err := tx.Carts().Touch(next, cart.Version)
		if err != nil || ok {
			return cart, err
		}
		c.kept = nil
		if cart, err = c.open(tx); err != nil {
			return shop.Cart{}, err
		}
	}
	return shop.Cart{}, c.changed(set, cart, t, at)
}

// changed says that the tender saw another basket, and what is due now.
func (c *Checkout) changed(set act.Setup, cart shop.Cart, t Tender, at shop.Moment) error {
	kind, _ := set.Tender(t.Code)
	_, due, err := c.payable(set, cart, kind, at)
	if err != nil {
		return err
	}
	return fault.New(fault.BasketChanged, fault.Args{"total": due.Due})
}

// compose makes the sale: pure but for the number and the shift it asks the books for.
func (c *Checkout) compose(ctx context.Context, tx books.Tx, set act.Setup, cart shop.Cart, t Tender, at shop.Moment) (shop.Sale, error) {
	kind, err := tenderOf(set, t.Code, t.Ref)
	if err != nil {
		return shop.Sale{}, err
	}
	q, due, err := c.payable(set, cart, kind, at)
	if err != nil {
		return shop.Sale{}, err
	}
	given := due.Due
	if kind.GivesChange && t.Given != 0 {
		given = t.Given
	}
	if given < due.Due {
		return shop.Sale{}, fault.New(fault.NotEnough, fault.Args{"due": due.Due, "given": given, "missing": due.Due - given})
	}
	if !given.Valid() {
		return shop.Sale{}, fault.New(fault.AmountTooLarge, nil)
	}
	s, err := saleOf(set, cart, q, at)
	if err != nil {
		return shop.Sale{}, err
	}
	s.Rounding = due.Rounding
	s.Staff, s.StaffCode = act.Person(ctx).ID, act.Person(ctx).Code
	s.Payments = []shop.Payment{{No: 1, Tender: kind.Code, Amount: due.Due, Given: given, Change: given - due.Due, Ref: t.Ref,
		Currency: set.Shop.Currency.Code, Exponent: set.Shop.Currency.Exponent}}
	if s.Shift, err = openShift(tx, set.Till.ID); err != nil {
		return shop.Sale{}, err
	}
	s.Number, err = tx.Sales().NextNumber(set.Till.ID, set.Till.Series)
	return s, err
}

// openShift is the shift that a sale of now belongs to. Fault: NoShift.
func openShift(tx books.Tx, till shop.ID) (shop.ID, error) {
	shift, found, err := tx.Shifts().Open(till)
	if err == nil && !found {
		err = fault.New(fault.NoShift, nil)
	}
	return shift.ID, err
}

// prints tells whether receipts are printed without anybody's asking.
func prints(set act.Setup) bool {
	how := set.Settings[shop.ReceiptPrint]
	return how != shop.PrintAsked && how != shop.PrintNever
}

// book stores a composed sale: ledger, stock, jobs.
func (c *Checkout) book(tx books.Tx, set act.Setup, s shop.Sale, goods []shop.StockMove) error {
	if err := sound(s); err != nil {
		return err
	}
	if err := tx.Sales().Add(s); err != nil {
		return err
	}
	if err := tx.Stock().Move(goods); err != nil {
		return err
	}
	var jobs []shop.Job
	if opensDrawer(set, s.Payments) {
		jobs = append(jobs, c.drawerJob(s.ID, s.At))
	}
	if prints(set) {
		jobs = append(jobs, shop.Job{ID: c.frame.NewID(), Till: s.Till, Kind: shop.JobReceipt, Device: shop.PrinterReceipt, Document: s.ID,
			State: shop.JobWaiting, Created: s.At})
	}
	return tx.Jobs().Add(jobs...)
}

// drawerJob opens the drawer of this till for a document.
func (c *Checkout) drawerJob(document shop.ID, at shop.Moment) shop.Job {
	return shop.Job{ID: c.frame.NewID(), Till: c.frame.Till, Kind: shop.JobDrawer, Device: shop.DrawerKey, Document: document,
		State: shop.JobWaiting, Created: at}
}

// post tells the screens.
func (c *Checkout) post(s shop.Sale) {
	if c.frame.Board == nil {
		return
	}
	c.frame.Board.Post(notice.SaleClosed{SaleID: string(s.ID)})
	var ids []string
	for _, l := range s.Lines {
		if l.Tracked {
			ids = append(ids, string(l.Product))
		}
	}
	if len(ids) > 0 {
		c.frame.Board.Post(notice.StockChanged{ProductIDs: ids})
	}
}

// paid returns a sale that exists.
func (c *Checkout) paid(ctx context.Context, id shop.ID) (p Paid, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		s, found, err := tx.Sales().ByID(id)
		if err == nil && !found {
			err = errors.New("an act was recorded for a sale that is not stored")
		}
		p = owed(s, set.Shop.Currency, prints(set))
		return err
	})
	return p, err
}

// owed is what the customer gets back, and how it can be handed out.
func owed(s shop.Sale, currency money.Currency, prints bool) Paid {
	p := Paid{Sale: s, Currency: currency, Prints: prints}
	for _, t := range s.Payments {
		p.Change += t.Change
	}
	p.Pieces = pricing.Change(p.Change, currency)
	return p
}

// Last returns the newest sale of the till, for "print again" and for the screen after a restart.
func (c *Checkout) Last(ctx context.Context) (s shop.Sale, found bool, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		s, found, err = tx.Sales().Last(c.frame.Till)
		return err
	})
	return s, found, err
}
