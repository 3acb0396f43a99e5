//go:build cgo

package app_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/staff"
)

// hall is a till with a person of every role, and those who stand beside.
type hall struct {
	*till
	people map[string]shop.Staff
	beside map[string]shop.Staff
	frame  *act.Frame // over the same books, for rights that no service asks for yet
	cart   shop.Cart
	line   int
	sale   shop.Sale
	count  shop.ID
	ahead  time.Duration
	path   string
}

func newHall(t *testing.T) *hall {
	h := &hall{till: newTill(t), people: map[string]shop.Staff{}, beside: map[string]shop.Staff{}}
	h.must(h.Close(h.ctx)) // the queue rests: only we write
	h.now = func() time.Time { return time.Now().Add(h.ahead) }
	h.open()
	go func() {
		for range h.news { // nobody looks at the news here
		}
	}()
	t.Cleanup(func() { close(h.news) })
	h.frame = &act.Frame{Store: h.store, Now: h.now, NewID: h.newID, Till: h.id(2)}
	hire := func(n int, name, role string) shop.Staff {
		p := shop.Staff{ID: h.id(n), Code: name, Name: name, Role: role}
		h.must(h.store.Update(h.ctx, func(tx books.Tx) error { return tx.Shop().AddStaff(p) }))
		return p
	}
	for i, role := range rights.Roles() {
		h.people[role] = hire(20+i, "P"+strings.ToUpper(role[:1]), role)
	}
	h.beside["manager"] = hire(30, "BM", rights.Manager)
	h.beside["owner"] = hire(31, "BO", rights.Owner)
	h.beside["cashier"] = hire(32, "BC", rights.Cashier)
	h.beside["gone"] = hire(33, "BG", rights.Owner)
	h.must(h.Staff.Archive(h.ctx, h.id(33)))
	return h
}

func (h *hall) head() (r shop.Record) {
	h.must(h.store.View(h.ctx, func(tx books.Tx) (err error) {
		r, _, err = tx.Journal().Head(h.id(2))
		return err
	}))
	return r
}

// later lets time pass; what is closed or parked meanwhile does not matter.
func (h *hall) later(d time.Duration) { h.ahead += d }

func (h *hall) shift() {
	if _, open, err := h.Shifts.Current(h.ctx); err != nil || !open {
		h.must(err)
		h.must(second(h.Shifts.Open(h.ctx, shifts.Opening{ID: h.newID()})))
	}
}

// basket leaves exactly one line in the basket, at its own price.
func (h *hall) basket() {
	h.shift()
	b, err := h.Checkout.Current(h.ctx)
	h.must(err)
	if len(b.Cart.Lines) != 1 || b.Cart.Lines[0].Price != b.Cart.Lines[0].ListPrice || b.Cart.Lines[0].Discount != (shop.Discount{}) || b.Cart.Discount != (shop.Discount{}) || b.Cart.Lines[0].Product != h.id(5) {
		if len(b.Cart.Lines) > 0 {
			h.must(second(h.Checkout.Clear(h.ctx, checkout.Seen{}, "")))
		}
		b, err = h.Checkout.Scan(h.ctx, code, money.One)
		h.must(err)
	}
	h.cart, h.line = b.Cart, b.Cart.Lines[0].No
}

// clear leaves no lines in the open basket.
func (h *hall) clear() {
	if err := second(h.Checkout.Clear(h.ctx, checkout.Seen{}, "")); !fault.Is(err, fault.EmptyBasket) {
		h.must(err)
	}
}

func (h *hall) sold() {
	h.basket()
	paid, err := h.Checkout.PayCash(h.ctx, checkout.CashTender{Cart: h.cart.ID, Version: h.cart.Version})
	h.must(err)
	h.sale = paid.Sale
}

func (h *hall) correct(ctx context.Context) error {
	return h.Checkout.CorrectTender(ctx, h.sale.ID, h.sale.Payments[0].No, "card", "")
}

// counted leaves a count by which the shift can be closed, over by so much.
func (h *hall) counted(off money.Amount) {
	h.shift()
	for total := money.Amount(0); ; {
		c, err := h.Shifts.Count(h.ctx, shifts.Counting{ID: h.newID(), Total: total})
		h.must(err)
		if h.count = c.Count.ID; c.Difference == off {
			return
		}
		if total = c.Expected + off; total < 0 {
			h.must(second(h.Shifts.Move(h.ctx, shifts.Movement{ID: h.newID(), Kind: shop.CashIn, Amount: -c.Expected})))
			total = off
		}
	}
}

func (h *hall) end(ctx context.Context) error {
	return second(h.Shifts.Close(ctx, shifts.Closing{ID: h.newID(), Count: h.count}))
}

func (h *hall) noShift() {
	h.counted(0)
	h.must(h.end(h.ctx))
}

// expected is refused where a count does not tell what it is off by.
func (h *hall) expected(ctx context.Context) error {
	c, found, err := h.Shifts.Waiting(ctx)
	if err == nil && found && !c.Seen {
		err = fault.New(fault.NoRight, nil)
	}
	return err
}

func (h *hall) clock(ctx context.Context) error {
	c, err := h.Staff.ClockOf(ctx, act.Person(ctx).ID)
	h.must(err)
	kind := shop.TimeIn
	if c.In {
		kind = shop.TimeOut
	}
	return second(h.Staff.Mark(ctx, kind))
}

func (h *hall) noPages() {
	pages, err := h.Checkout.Pages(h.ctx)
	h.must(err)
	for _, p := range pages {
		h.must(h.Checkout.DropPage(h.ctx, p.TilePage))
	}
}

// file is a list of one new product.
func (h *hall) file() {
	h.path = filepath.Join(h.t.TempDir(), "goods.csv")
	h.must(os.WriteFile(h.path, []byte("name,price\nImported "+string(h.newID())+",1.00\n"), 0o600))
}

func (h *hall) setRight(ctx context.Context) error {
	c := staff.Correction{Staff: h.id(32), Kind: shop.TimeIn, At: h.now().Add(-time.Hour), Reason: "forgot"}
	return second(h.Staff.CorrectTime(ctx, c))
}

func discount(what string, who [5]string, rate money.Rate) deed {
	return deed{rights.Discount, what, who, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
		return second(h.Checkout.SetDiscount(ctx, h.line, shop.Discount{Kind: shop.Percent, Rate: rate}))
	}}
}

func reduction(what string, who [5]string, amount money.Amount) deed {
	return deed{rights.Discount, what, who, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
		return second(h.Checkout.SetDiscount(ctx, h.line, shop.Discount{Kind: shop.Reduction, Amount: amount}))
	}}
}

func asksPrice(price money.Amount) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error { return second(h.Checkout.SetPrice(ctx, h.line, price)) }
}

func ofBasket(rate money.Rate) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error {
		return second(h.Checkout.SetBasketDiscount(ctx, shop.Discount{Kind: shop.Percent, Rate: rate}))
	}
}

// fresh leaves one line of ten pieces that nothing was taken off.
func (h *hall) fresh() {
	b, err := h.Checkout.Current(h.ctx)
	h.must(err)
	if !b.Empty() {
		h.must(second(h.Checkout.Clear(h.ctx, checkout.Seen{}, "")))
	}
	h.basket()
	h.must(second(h.Checkout.SetQty(h.ctx, h.line, 10*money.One)))
}

// lowered leaves a line with 10 % off.
func (h *hall) lowered() {
	h.fresh()
	h.must(second(h.Checkout.SetDiscount(h.ctx, h.line, shop.Discount{Kind: shop.Percent, Rate: 100_000})))
}

// reduced leaves a line of 13.50 with 1.35 off: one piece less, and it is more than 10 %.
func (h *hall) reduced() {
	h.fresh()
	h.must(second(h.Checkout.SetDiscount(h.ctx, h.line, shop.Discount{Kind: shop.Reduction, Amount: 135})))
}

func (h *hall) reducedBasket() {
	h.fresh()
	h.must(second(h.Checkout.SetBasketDiscount(h.ctx, shop.Discount{Kind: shop.Reduction, Amount: 135})))
}

func (h *hall) shrink(ctx context.Context) error {
	return second(h.Checkout.SetQty(ctx, h.line, 9*money.One))
}

// undone leaves a line whose discount of 30 % was taken away last.
func (h *hall) undone() {
	h.fresh()
	h.must(second(h.Checkout.SetDiscount(h.ctx, h.line, shop.Discount{Kind: shop.Percent, Rate: 300_000})))
	h.must(second(h.Checkout.SetDiscount(h.ctx, h.line, shop.Discount{})))
}

func moves(kind shop.CashKind, amount money.Amount) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error {
		return second(h.Shifts.Move(ctx, shifts.Movement{ID: h.newID(), Kind: kind, Amount: amount}))
	}
}

func hires(role string) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error {
		return second(h.Staff.Add(ctx, shop.Staff{Name: "New", Role: role}))
	}
}

func sets(key, value string) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error { return h.Office.Set(ctx, key, value) }
}

// asks asks the frame itself.
func asks(a rights.Act) func(*hall, context.Context) error {
	return func(h *hall, ctx context.Context) error { return h.frame.May(ctx, rights.Ask{Act: a}) }
}
