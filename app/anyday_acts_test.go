//go:build cgo

package app_test

import (
	"context"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/data"
)

// What a till can do on any day; each writes down beside it what must have come of it.

func (d *anyDay) basket(r *rapid.T) checkout.Basket {
	b, err := d.Checkout.Current(d.ctx)
	if err != nil {
		r.Fatal(err)
	}
	return b
}

// line draws one of the lines of the open basket, and skips the step where there is none.
func (d *anyDay) line(r *rapid.T) int {
	lines := d.basket(r).Cart.Lines
	if len(lines) == 0 {
		r.Skip("no line")
	}
	return rapid.SampledFrom(lines).Draw(r, "line").No
}

func (d *anyDay) scan(r *rapid.T) {
	code := rapid.SampledFrom([]string{milk, bread}).Draw(r, "code")
	times := money.Qty(rapid.IntRange(1, 5).Draw(r, "times")) * money.One
	_, err := d.Checkout.Scan(d.ctx, code, times)
	d.did(r, err)
}

func (d *anyDay) quantity(r *rapid.T) {
	_, err := d.Checkout.SetQty(d.ctx, d.line(r), money.Qty(rapid.IntRange(1, 9).Draw(r, "pieces"))*money.One)
	d.did(r, err)
}

func (d *anyDay) discount(r *rapid.T) {
	cut := shop.Discount{Kind: shop.Percent, Rate: money.Rate(rapid.IntRange(0, 100).Draw(r, "percent")) * 10_000}
	var err error
	if rapid.Bool().Draw(r, "basket") {
		_, err = d.Checkout.SetBasketDiscount(d.ctx, cut)
	} else {
		_, err = d.Checkout.SetDiscount(d.ctx, d.line(r), cut)
	}
	d.did(r, err, fault.EmptyBasket, fault.BadDiscount)
}

func (d *anyDay) remove(r *rapid.T) {
	_, err := d.Checkout.Remove(d.ctx, d.line(r), checkout.Seen{TotalShown: rapid.Bool().Draw(r, "shown")})
	d.did(r, err)
}

func (d *anyDay) undo(r *rapid.T) {
	_, err := d.Checkout.Undo(d.ctx, checkout.Seen{})
	d.did(r, err, fault.NothingToUndo, fault.EmptyBasket)
}

func (d *anyDay) clear(r *rapid.T) {
	_, err := d.Checkout.Clear(d.ctx, checkout.Seen{}, "")
	d.did(r, err, fault.EmptyBasket)
}

func (d *anyDay) park(r *rapid.T) {
	if _, err := d.Checkout.Park(d.ctx, "aside"); d.did(r, err, fault.EmptyBasket) {
		d.parked++
	}
}

func (d *anyDay) resume(r *rapid.T) {
	parked, err := d.Checkout.Parked(d.ctx)
	if err != nil || len(parked) == 0 {
		r.Skip("nothing is parked")
	}
	id := rapid.SampledFrom(parked).Draw(r, "parked").Cart.ID
	aside := 0 // resuming puts aside what is open
	if rapid.Bool().Draw(r, "drop") {
		_, err = d.Checkout.DropParked(d.ctx, id, checkout.Seen{})
	} else {
		if !d.basket(r).Empty() {
			aside = 1
		}
		_, err = d.Checkout.Resume(d.ctx, id)
	}
	if d.did(r, err) {
		d.parked += aside - 1
	}
}

// pay takes money for the open basket, twice: the second time nothing more may happen.
func (d *anyDay) pay(r *rapid.T) {
	b := d.basket(r)
	if b.Empty() {
		r.Skip("nothing to pay for")
	}
	tender := checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: rapid.SampledFrom([]string{"cash", "card"}).Draw(r, "tender")}
	paid, err := d.Checkout.Pay(d.ctx, tender)
	if !d.did(r, err) {
		return
	}
	again, err := d.Checkout.Pay(d.ctx, tender)
	if err != nil || again.Sale.ID != paid.Sale.ID || again.Sale.Number != paid.Sale.Number {
		r.Fatalf("the same tender again: %v, receipt %s, want %s", err, again.Sale.Label(), paid.Sale.Label())
	}
	d.took(r, b, paid.Sale)
}

// sell scans and takes money at once, as most customers are served.
func (d *anyDay) sell(r *rapid.T) {
	d.scan(r)
	d.pay(r)
}

// took writes a sale down that was acknowledged: what the basket said must be what it says.
func (d *anyDay) took(r *rapid.T, b checkout.Basket, s shop.Sale) {
	if s.Total != b.Quote.Total || len(s.Lines) != len(b.Cart.Lines) {
		r.Fatalf("a basket over %d of %d lines became a receipt over %d of %d", b.Quote.Total, len(b.Cart.Lines), s.Total, len(s.Lines))
	}
	d.sold[s.ID], d.last = s.Total, s
	d.shift.receipts, d.shift.sold = d.shift.receipts+1, d.shift.sold+s.Total
	if s.Payments[0].Tender == "cash" {
		d.drawer += s.Total + s.Rounding
	}
	for _, l := range s.Lines {
		if l.Tracked {
			d.stock -= l.Qty
		}
	}
}

// payWithChange gives notes for cash, and must get back what is too much.
func (d *anyDay) payWithChange(r *rapid.T) {
	b := d.basket(r)
	if b.Empty() {
		r.Skip("nothing to pay for")
	}
	given := b.Quote.Total + money.Amount(rapid.IntRange(0, 50_00).Draw(r, "more"))
	paid, err := d.Checkout.PayCash(d.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version, Given: given})
	if !d.did(r, err, fault.NotEnough) {
		return
	}
	p := paid.Sale.Payments[0]
	if given != 0 && (p.Given != given || p.Change != given-paid.Sale.Total-paid.Sale.Rounding) {
		r.Fatalf("%d given for %d: %d is noted, %d given back", given, paid.Sale.Total, p.Given, p.Change)
	}
	d.took(r, b, paid.Sale)
}

// payStale pays for a basket that was painted before it changed: nothing may be sold.
func (d *anyDay) payStale(r *rapid.T) {
	b := d.basket(r)
	if b.Empty() {
		r.Skip("nothing to pay for")
	}
	_, err := d.Checkout.Pay(d.ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version - 1, Code: "cash"})
	if err == nil || d.did(r, err, fault.BasketChanged) {
		r.Fatal("what nobody saw was sold")
	}
}

func (d *anyDay) price(r *rapid.T) {
	_, err := d.Checkout.SetPrice(d.ctx, d.line(r), money.Amount(rapid.IntRange(0, 20_00).Draw(r, "price")))
	d.did(r, err)
}

func (d *anyDay) seller(r *rapid.T) {
	sellers, err := d.Checkout.Sellers(d.ctx)
	if err != nil {
		r.Fatal(err)
	}
	who := rapid.SampledFrom(sellers).Draw(r, "seller").ID
	if rapid.Bool().Draw(r, "one line") {
		_, err = d.Checkout.SetLineSeller(d.ctx, d.line(r), who)
	} else {
		_, err = d.Checkout.SetSeller(d.ctx, who)
	}
	d.did(r, err, fault.EmptyBasket)
}

func (d *anyDay) note(r *rapid.T) {
	text := rapid.SampledFrom([]string{"", "a gift", "Пакет", "\"quoted\"", "=1+1"}).Draw(r, "note")
	var err error
	if rapid.Bool().Draw(r, "one line") {
		_, err = d.Checkout.SetNote(d.ctx, d.line(r), text)
	} else {
		_, err = d.Checkout.SetSaleNote(d.ctx, text)
	}
	d.did(r, err, fault.EmptyBasket)
}

// correct puts the tender of the last sale right.
func (d *anyDay) correct(r *rapid.T) {
	if d.last.ID == "" {
		r.Skip("no sale in this shift")
	}
	p := &d.last.Payments[0]
	to, change := "card", -p.Amount
	if p.Tender == "card" {
		to, change = "cash", p.Amount
	}
	if d.did(r, d.Checkout.CorrectTender(d.ctx, d.last.ID, p.No, to, ""), fault.TenderFixed) {
		p.Tender = to
		d.drawer += change
	}
}

func (d *anyDay) cash(r *rapid.T) {
	sum := money.Amount(rapid.IntRange(1, 50_00).Draw(r, "sum"))
	kind := rapid.SampledFrom([]shop.CashKind{shop.CashIn, shop.CashOut, shop.CashExpense, shop.CashDrop}).Draw(r, "kind")
	sign := money.Amount(-1)
	if kind == shop.CashIn {
		sign = 1
	}
	_, err := d.Shifts.Move(d.ctx, shifts.Movement{ID: d.Shifts.NewID(), Kind: kind, Amount: sum, Reason: "change"})
	if d.did(r, err, fault.NoShift, fault.BadAmount) {
		d.drawer += sign * sum
	}
}

func (d *anyDay) noSale(r *rapid.T) {
	_, err := d.Shifts.NoSale(d.ctx, d.Shifts.NewID(), "change")
	d.did(r, err, fault.NoShift)
}

// count counts, and goes on selling: it stays a count, whatever is counted later.
func (d *anyDay) count(r *rapid.T) {
	counted := money.Amount(rapid.IntRange(0, 100_00).Draw(r, "counted"))
	done, err := d.Shifts.Count(d.ctx, shifts.Counting{ID: d.Shifts.NewID(), Total: counted})
	if d.did(r, err) && (done.Expected != d.drawer || done.Difference != counted-d.drawer) {
		r.Fatalf("counted %d: %d is expected and %d over, %d lies there", counted, done.Expected, done.Difference, d.drawer)
	}
}

// reprice changes the price of a product; baskets that hold it keep the one they showed.
func (d *anyDay) reprice(r *rapid.T) {
	p := d.milk(r).Product
	p.Price = money.UnitPrice(rapid.IntRange(1, 9_99).Draw(r, "price")) * money.PerMinor
	_, err := d.Inventory.Change(d.ctx, inventory.Edit{Product: p})
	d.did(r, err)
}

// clock sets the clock of the computer back or forward.
func (d *anyDay) clock(r *rapid.T) {
	d.now = d.now.Add(time.Duration(rapid.IntRange(-180, 30*60).Draw(r, "minutes")) * time.Minute)
}

func (d *anyDay) mark(r *rapid.T) {
	kind := rapid.SampledFrom([]shop.TimeKind{shop.TimeIn, shop.TimeOut, shop.TimeBreakStart, shop.TimeBreakEnd}).Draw(r, "mark")
	_, err := d.Staff.Mark(d.ctx, kind)
	d.did(r, err, fault.ClockState)
}

func (d *anyDay) footer(r *rapid.T) {
	d.did(r, d.Office.Set(d.ctx, "receipt.footer", rapid.SampledFrom([]string{"Thank you", "Спасибо", ""}).Draw(r, "footer")))
}

func (d *anyDay) receive(r *rapid.T) {
	qty := money.Qty(rapid.IntRange(1, 24).Draw(r, "pieces")) * money.One
	_, err := d.Inventory.Receive(d.ctx, inventory.Receipt{ID: d.Shifts.NewID(), Supplier: "Dairy", Lines: []inventory.ReceiptLine{
		{Product: d.milk(r).Product.ID, Qty: qty, Cost: 80 * money.PerMinor, HasCost: true}}})
	if d.did(r, err) {
		d.stock += qty
	}
}

func (d *anyDay) adjust(r *rapid.T) {
	qty := money.Qty(rapid.IntRange(-5, -1).Draw(r, "pieces")) * money.One
	_, err := d.Inventory.Adjust(d.ctx, inventory.Adjustment{ID: d.Shifts.NewID(), Product: d.milk(r).Product.ID, Qty: qty, Reason: shop.StockWaste})
	if d.did(r, err) {
		d.stock += qty
	}
}

func (d *anyDay) milk(r *rapid.T) shop.Found {
	list, err := d.Inventory.Find(d.ctx, milk)
	if err != nil || len(list) != 1 {
		r.Fatalf("the milk: %v, %v", list, err)
	}
	return list[0]
}

// closeShift counts what lies there, more or less, closes, and opens the next shift with what was left.
func (d *anyDay) closeShift(r *rapid.T) {
	counted := max(0, d.drawer+money.Amount(rapid.IntRange(-2_00, 2_00).Draw(r, "off")))
	count := d.Shifts.NewID()
	if _, err := d.Shifts.Count(d.ctx, shifts.Counting{ID: count, Total: counted}); !d.did(r, err, fault.NoShift) {
		return
	}
	keep := min(counted, 50_00)
	done, err := d.Shifts.Close(d.ctx, shifts.Closing{ID: d.Shifts.NewID(), Count: count, Keep: keep})
	if !d.did(r, err, fault.NotSettled) {
		return
	}
	if done.Receipts != d.shift.receipts || done.Expected != d.drawer || done.Difference != counted-d.drawer || done.Taken != counted-keep {
		r.Fatalf("Z %d says %+v; %d receipts, %d in the drawer, %d counted", done.No, done, d.shift.receipts, d.drawer, counted)
	}
	d.drawer, d.last = keep, shop.Sale{}
	d.allSold += d.shift.sold
	d.shift.receipts, d.shift.sold = 0, 0
	d.sumsUp(r, done.ID)
	d.now = d.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(r, "hours")) * time.Hour)
	for range 2 { // the disk may fail at the first try
		if _, err := d.Shifts.Open(d.ctx, shifts.Opening{ID: d.Shifts.NewID(), Float: keep}); d.did(r, err) {
			return
		}
	}
	r.Fatal("no shift could be opened")
}

// sumsUp holds what a Z report carries on against all that was acknowledged.
func (d *anyDay) sumsUp(r *rapid.T, id shop.ID) {
	err := d.store.View(d.ctx, func(tx books.Tx) error {
		z, found, err := tx.Shifts().ZByID(id)
		if err == nil && (!found || z.AllSold != d.allSold) {
			err = fmt.Errorf("a Z report (found: %v) says that %d was sold since the beginning, want %d", found, z.AllSold, d.allSold)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
}

func (d *anyDay) restart(r *rapid.T) {
	d.dying.how = ""
	if err := d.store.Close(); err != nil {
		r.Fatal(err)
	}
	var err error
	if d.store, err = data.Open(context.Background(), data.Options{DSN: d.path()}); err == nil {
		d.dying.Store = d.store
		err = d.begin()
	}
	if err != nil {
		r.Fatal(err)
	}
	d.look(r)
}

// disk lets the next commit fail: before it takes place, after it, or for want of room.
func (d *anyDay) disk(r *rapid.T) {
	d.dying.how = rapid.SampledFrom([]string{"before", "after", "full"}).Draw(r, "how")
}
