//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kassa/app"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
	"kassa/peripherals/sim"
)

// TestAnyDayLeavesBooksThatFit lets a till do anything in any order, with restarts and with commits that fail in the middle,
// and holds the books against what was acknowledged, against the journal, and against each other, after every step. A dozen
// days of some thirty steps; with KASSA_PROVE=1 as many as -rapid.checks says.
func TestAnyDayLeavesBooksThatFit(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); os.Getenv("KASSA_PROVE") == "" {
		was := checks.Value.String()
		if err := checks.Value.Set("12"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = checks.Value.Set(was) }() // it was its value
	}
	rapid.Check(t, func(r *rapid.T) {
		d := newAnyDay(t)
		defer d.leave(r)
		r.Repeat(map[string]func(*rapid.T){
			"":         d.holds,
			"scan":     d.scan,
			"quantity": d.quantity,
			"discount": d.discount,
			"remove":   d.remove,
			"undo":     d.undo,
			"clear":    d.clear,
			"park":     d.park,
			"resume":   d.resume,
			"pay":      d.pay,
			"correct":  d.correct,
			"cash":     d.cash,
			"receive":  d.receive,
			"adjust":   d.adjust,
			"close":    d.closeShift,
			"restart":  d.restart,
			"disk":     d.disk,
		})
	})
}

// anyDay is a till, and what a person beside it who trusts nothing wrote down.
type anyDay struct {
	*app.App
	dir   string
	store *data.Store
	dying *dyingStore
	now   time.Time
	ids   int
	ctx   context.Context

	sold   map[shop.ID]money.Amount // receipts that were acknowledged, with their totals
	last   shop.Sale                // of this shift; no ID: none
	drawer money.Amount             // cash that must lie in it
	stock  money.Qty                // of the one product whose stock is kept
}

// dyingStore fails the next commit, after it took place or before, where it is told to.
type dyingStore struct {
	books.Store
	how string
}

func (d *dyingStore) Update(ctx context.Context, f func(books.Tx) error) error {
	how := d.how
	d.how = ""
	switch how {
	case "before":
		return fault.New(fault.StorageUnknown, nil)
	case "after":
		if err := d.Store.Update(ctx, f); err != nil {
			return err
		}
		return fault.New(fault.StorageUnknown, nil)
	}
	return d.Store.Update(ctx, f)
}

// The goods of the day.
const (
	milk  = "4006381333931"
	bread = "4006381333948"
)

func newAnyDay(t *testing.T) *anyDay {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "day")
	if err != nil {
		t.Fatal(err)
	}
	d := &anyDay{dir: dir, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), sold: map[shop.ID]money.Amount{}}
	if d.store, err = data.Open(t.Context(), data.Options{DSN: d.path()}); err != nil {
		t.Fatal(err)
	}
	d.dying = &dyingStore{Store: d.store}
	deps := d.deps()
	made, err := office.Init(t.Context(), office.Founding{Store: d.store, Now: deps.Now, NewID: deps.NewID, Seed: deps.Seed, Version: "1"},
		office.InitSpec{Name: "Corner shop", Country: "DE", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.begin(); err != nil {
		t.Fatal(err)
	}
	for i, code := range []string{milk, bread} {
		p := shop.Product{Names: shop.Names{"en": []string{"Milk", "Bread"}[i]}, TaxGroup: made.Groups[i%len(made.Groups)].ID, Unit: shop.Piece,
			Price: money.UnitPrice(135+i*284) * money.PerMinor, PriceKind: shop.FixedPrice, Tracked: i == 0, Barcodes: []shop.Barcode{{Code: code, Qty: money.One}}}
		if _, err := d.Inventory.Add(d.ctx, inventory.Edit{Product: p}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *anyDay) path() string { return filepath.Join(d.dir, "kassa.db") }

func (d *anyDay) deps() app.Deps {
	return app.Deps{Store: d.dying, Now: func() time.Time { d.now = d.now.Add(time.Second); return d.now },
		NewID: func() shop.ID { d.ids++; return datatest.ID("DAY", d.ids) }, Seed: bytes.Repeat([]byte{3}, 32), Pepper: bytes.Repeat([]byte{4}, 32),
		Chance: rand.Reader, Printer: sim.NewPrinter(), Drawer: sim.NewDrawer(), Heads: &memoryHeads{}, Log: slog.New(slog.DiscardHandler), Version: "1"}
}

// begin makes the app over the books, as a start does, but for the queue and the watch: nothing runs beside the test.
func (d *anyDay) begin() error {
	a, err := app.New(context.Background(), d.deps())
	if err != nil {
		return err
	}
	d.App, d.ctx = a, a.As(context.Background())
	if err := a.Outbox.Recover(d.ctx); err != nil {
		return err
	}
	_, _, err = a.Shifts.Ensure(d.ctx)
	return err
}

func (d *anyDay) leave(r *rapid.T) {
	if err := errors.Join(d.store.Close(), os.RemoveAll(d.dir)); err != nil {
		r.Fatal(err)
	}
}

// did tells whether something was done. What the trade refuses is no mistake, nor that the disk failed: then nothing was done.
func (d *anyDay) did(r *rapid.T, err error, refused ...fault.Code) bool {
	for _, code := range append(refused, fault.StorageAgain) {
		if fault.Is(err, code) {
			return false
		}
	}
	if err != nil {
		r.Fatal(err)
	}
	return true
}

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
	_, err := d.Checkout.Park(d.ctx, "aside")
	d.did(r, err, fault.EmptyBasket)
}

func (d *anyDay) resume(r *rapid.T) {
	parked, err := d.Checkout.Parked(d.ctx)
	if err != nil || len(parked) == 0 {
		r.Skip("nothing is parked")
	}
	id := rapid.SampledFrom(parked).Draw(r, "parked").Cart.ID
	if rapid.Bool().Draw(r, "drop") {
		_, err = d.Checkout.DropParked(d.ctx, id, checkout.Seen{})
	} else {
		_, err = d.Checkout.Resume(d.ctx, id)
	}
	d.did(r, err)
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
	d.sold[paid.Sale.ID], d.last = paid.Sale.Total, paid.Sale
	if tender.Code == "cash" {
		d.drawer += paid.Sale.Total + paid.Sale.Rounding
	}
	for _, l := range paid.Sale.Lines {
		if l.Tracked {
			d.stock -= l.Qty
		}
	}
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
	kind, sign := shop.CashIn, money.Amount(1)
	if rapid.Bool().Draw(r, "out") {
		kind, sign = shop.CashOut, -1
	}
	_, err := d.Shifts.Move(d.ctx, shifts.Movement{ID: d.Shifts.NewID(), Kind: kind, Amount: sum, Reason: "change"})
	if d.did(r, err, fault.NoShift, fault.BadAmount) {
		d.drawer += sign * sum
	}
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
	if _, err := d.Shifts.Close(d.ctx, shifts.Closing{ID: d.Shifts.NewID(), Count: count, Keep: keep}); !d.did(r, err, fault.NotSettled) {
		return
	}
	d.drawer, d.last = keep, shop.Sale{}
	d.now = d.now.Add(time.Duration(rapid.IntRange(0, 20).Draw(r, "hours")) * time.Hour)
	for range 2 { // the disk may fail at the first try
		if _, err := d.Shifts.Open(d.ctx, shifts.Opening{ID: d.Shifts.NewID(), Float: keep}); d.did(r, err) {
			return
		}
	}
	r.Fatal("no shift could be opened")
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
}

// disk lets the next commit fail.
func (d *anyDay) disk(r *rapid.T) {
	d.dying.how = rapid.SampledFrom([]string{"before", "after"}).Draw(r, "how")
}

// holds compares the books with what was acknowledged, with the journal, and with each other.
func (d *anyDay) holds(r *rapid.T) {
	if err := d.wrong(); err != nil {
		r.Fatal(err)
	}
}

func (d *anyDay) wrong() error {
	rows, err := d.store.OpenRows(d.ctx)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // it is only read
	rep, err := verify.Run(d.ctx, rows, verify.Options{})
	if err != nil || !rep.OK() {
		return fmt.Errorf("verify: %v, %v", err, rep.Findings)
	}
	sums, err := verify.Reconcile(d.ctx, rows, verify.Options{})
	if err != nil || !sums.OK() {
		return fmt.Errorf("reconcile: %v, %+v", err, sums)
	}
	receipts := 0
	err = d.store.View(d.ctx, func(tx books.Tx) error {
		return tx.Sales().List(0, 99999999, func(s shop.Sale) error {
			receipts++
			if total, known := d.sold[s.ID]; !known || total != s.Total {
				return fmt.Errorf("receipt %s over %d is in the books, %d (%v) was acknowledged", s.Label(), s.Total, total, known)
			}
			if s.Number != int64(receipts) {
				return fmt.Errorf("receipt %d stands in place %d", s.Number, receipts)
			}
			return nil
		})
	})
	if err != nil || receipts != len(d.sold) {
		return fmt.Errorf("%d receipts in the books, %d acknowledged: %w", receipts, len(d.sold), err)
	}
	x, err := d.Shifts.X(d.ctx)
	if err != nil {
		return err
	}
	if got := x.Cash.Expected(); got != d.drawer {
		return fmt.Errorf("%d is expected in the drawer, %d lies in it", got, d.drawer)
	}
	list, err := d.Inventory.Find(d.ctx, milk)
	if err != nil || len(list) != 1 || list[0].OnHand != d.stock {
		return fmt.Errorf("stock of the milk: %v (%v), want %d", list, err, d.stock)
	}
	return nil
}

// TestTheTestOfAnyDaySeesAMistake is the control: a sale that nobody acknowledged, and cash that nobody booked.
func TestTheTestOfAnyDaySeesAMistake(t *testing.T) {
	d := newAnyDay(t)
	defer d.store.Close() //nolint:errcheck // the test is over
	if err := d.wrong(); err != nil {
		t.Fatalf("a new shop: %v", err)
	}
	d.drawer++
	if d.wrong() == nil {
		t.Error("a cent in the drawer that nobody booked is not seen")
	}
	d.drawer--
	b, err := d.Checkout.Scan(d.ctx, milk, money.One)
	if err == nil {
		_, err = d.Checkout.Pay(d.ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "cash"})
	}
	if err != nil {
		t.Fatal(err)
	}
	if d.wrong() == nil {
		t.Error("a sale that nobody acknowledged is not seen")
	}
}
