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
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
	"kassa/peripherals/sim"
)

// TestAnyDayLeavesBooksThatFit lets a till do anything in any order, with restarts, a clock that jumps, a full disk and commits
// whose outcome nobody knows, and holds the books against what was acknowledged, against the journal, and against each other.
// A dozen days of some thirty steps, with a look at everything after every step; with KASSA_PROVE=1 as many as -rapid.checks
// and -rapid.steps say, where every step compares drawer and stock, and one in sixteen, a restart and the end look at everything.
func TestAnyDayLeavesBooksThatFit(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); os.Getenv("KASSA_PROVE") == "" {
		was := checks.Value.String()
		if err := checks.Value.Set("12"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = checks.Value.Set(was) }() // it was its value
	}
	steps := 0
	rapid.Check(t, func(r *rapid.T) {
		d := newAnyDay(t)
		defer d.leave(r)
		defer func() { steps += d.steps }()
		d.rarely = os.Getenv("KASSA_PROVE") != ""
		r.Repeat(map[string]func(*rapid.T){
			"":         d.holds,
			"scan":     d.scan,
			"quantity": d.quantity,
			"discount": d.discount,
			"price":    d.price,
			"seller":   d.seller,
			"note":     d.note,
			"remove":   d.remove,
			"undo":     d.undo,
			"clear":    d.clear,
			"park":     d.park,
			"resume":   d.resume,
			"pay":      d.pay,
			"sell":     d.sell,
			"correct":  d.correct,
			"change":   d.payWithChange,
			"stale":    d.payStale,
			"cash":     d.cash,
			"no sale":  d.noSale,
			"count":    d.count,
			"reprice":  d.reprice,
			"clock":    d.clock,
			"mark":     d.mark,
			"footer":   d.footer,
			"receive":  d.receive,
			"adjust":   d.adjust,
			"close":    d.closeShift,
			"restart":  d.restart,
			"disk":     d.disk,
		})
		d.look(r)
	})
	t.Logf("%d steps", steps)
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

	steps  int
	rarely bool                     // not every step is worth a look at everything
	sold   map[shop.ID]money.Amount // receipts that were acknowledged, with their totals
	last   shop.Sale                // of this shift; no ID: none
	drawer money.Amount             // cash that must lie in it
	stock  money.Qty                // of the one product whose stock is kept
	shift  struct {                 // the one that is open
		receipts int64
		sold     money.Amount
	}
	allSold money.Amount // of all shifts that were closed
	parked  int
}

// dyingStore fails the next commit, after it took place or before, where it is told to, or has no room for it.
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
	case "full":
		return fault.New(fault.StorageFull, nil)
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
	for _, code := range append(refused, fault.StorageAgain, fault.StorageFull) {
		if fault.Is(err, code) {
			return false
		}
	}
	if err != nil {
		r.Fatal(err)
	}
	return true
}

// holds compares the books with what was acknowledged, with the journal, and with each other, as far as is due.
func (d *anyDay) holds(r *rapid.T) {
	d.steps++
	if !d.rarely || d.steps%16 == 0 {
		d.look(r)
	} else if err := d.differs(); err != nil {
		r.Fatal(err)
	}
}

// look looks at everything.
func (d *anyDay) look(r *rapid.T) {
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
	return d.differs()
}

// differs compares what the till says of its shift, of its parked baskets and of its stock with what was written down beside it.
func (d *anyDay) differs() error {
	x, err := d.Shifts.X(d.ctx)
	if err != nil {
		return err
	}
	if got := x.Cash.Expected(); got != d.drawer {
		return fmt.Errorf("%d is expected in the drawer, %d lies in it", got, d.drawer)
	}
	if x.Sales.Receipts != d.shift.receipts || x.Sales.Sold != d.shift.sold {
		return fmt.Errorf("the shift sold %d with %d receipts, %d and %d were acknowledged", x.Sales.Sold, x.Sales.Receipts, d.shift.sold, d.shift.receipts)
	}
	if parked, err := d.Checkout.Parked(d.ctx); err != nil || len(parked) != d.parked {
		return fmt.Errorf("%d baskets are parked (%v), want %d", len(parked), err, d.parked)
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
