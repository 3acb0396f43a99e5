//go:build cgo

package shifts_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
)

// desk is the cash desk of a shop that was founded today, with one person of every role.
type desk struct {
	*shifts.Shifts
	t        testing.TB
	store    *data.Store
	frame    *act.Frame
	checkout *checkout.Checkout
	made     office.Founded
	people   map[string]context.Context
	clock    time.Time
	n        int
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	return openDesk(t, filepath.Join(t.TempDir(), "kassa.db"))
}

func openDesk(t testing.TB, dsn string) *desk {
	d := &desk{t: t, store: datatest.OpenAt(t, dsn), people: map[string]context.Context{}, clock: datatest.Start()}
	seed := bytes.Repeat([]byte{3}, 32)
	var err error
	d.made, err = office.Init(context.Background(), office.Founding{Store: d.store, Seed: seed, Version: "1.0", Now: d.now, NewID: d.NewID},
		office.InitSpec{Name: "Corner shop", Country: "DE"})
	d.must(err)
	signer, err := journal.NewSigner(seed)
	d.must(err)
	d.frame = &act.Frame{Store: d.store, Now: d.now, NewID: d.NewID, Till: d.made.Till.ID, Signer: signer, Board: &notice.Board{}}
	d.Shifts = shifts.New(d.frame)
	d.checkout = checkout.New(d.frame, checkout.Devices{})
	d.people[rights.Owner] = act.As(context.Background(), d.made.Person)
	for i, role := range []string{rights.Cashier, rights.Senior, rights.Manager} {
		p := shop.Staff{ID: d.NewID(), Code: "P" + string('1'+rune(i)), Name: "Cashier " + string('1'+rune(i)), Role: role}
		d.act(rights.ManageStaff, func(tx books.Tx, _ shop.Moment) journal.Body {
			d.must(tx.Shop().AddStaff(p))
			return journal.OfStaffAdd(p)
		})
		d.people[role] = act.As(context.Background(), p)
	}
	return d
}

func (d *desk) now() time.Time { return d.clock }

// NewID is the id of the next thing; it hides that of the service, which is the same.
func (d *desk) NewID() shop.ID {
	d.n++
	return datatest.ID("SHIFTTST", d.n)
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) act(right rights.Act, work func(tx books.Tx, at shop.Moment) journal.Body) {
	d.t.Helper()
	_, err := d.frame.Do(d.people[rights.Owner], act.Spec{ID: d.NewID(), Right: right},
		func(tx books.Tx, at shop.Moment) (journal.Body, error) { return work(tx, at), nil })
	d.must(err)
}

// set changes a setting.
func (d *desk) set(key, value string) {
	d.t.Helper()
	d.act(rights.SetUp, func(tx books.Tx, _ shop.Moment) journal.Body {
		d.must(tx.Shop().SetSetting(books.ForShop, d.made.Shop.ID, key, value))
		return journal.OfSettingsChange(journal.Setting{Scope: "shop", Of: d.made.Shop.ID, Key: key, New: value})
	})
}

// ring puts something into the basket and pays it with a tender.
func (d *desk) ring(tender string, cents int64) shop.Sale {
	d.t.Helper()
	ctx := d.people[rights.Cashier]
	d.clock = d.clock.Add(time.Minute)
	b, err := d.checkout.AddOpen(ctx, checkout.OpenItem{Name: "Something", Price: money.Amount(cents), Qty: money.One})
	d.must(err)
	paid, err := d.checkout.Pay(ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: tender, Ref: "123"})
	d.must(err)
	return paid.Sale
}

// open opens a shift as a cashier.
func (d *desk) open(float money.Amount) shop.Shift {
	d.t.Helper()
	d.clock = d.clock.Add(time.Minute)
	sh, err := d.Open(d.people[rights.Cashier], shifts.Opening{ID: d.NewID(), Float: float})
	d.must(err)
	return sh
}

// count counts as a person of a role.
func (d *desk) count(role string, total money.Amount) shifts.Counted {
	d.t.Helper()
	d.clock = d.clock.Add(time.Minute)
	c, err := d.Count(d.people[role], shifts.Counting{ID: d.NewID(), Total: total})
	d.must(err)
	return c
}

// close counts and closes as a person of a role.
func (d *desk) close(role string, total, keep money.Amount) shifts.Closed {
	d.t.Helper()
	c := d.count(role, total)
	done, err := d.Close(d.people[role], shifts.Closing{ID: d.NewID(), Count: c.Count.ID, Keep: keep})
	d.must(err)
	return done
}

func (d *desk) move(kind shop.CashKind, amount money.Amount) shop.CashMove {
	d.t.Helper()
	m, err := d.Move(d.people[rights.Manager], shifts.Movement{ID: d.NewID(), Kind: kind, Amount: amount, Reason: "stamps"})
	d.must(err)
	return m
}

// lastZ is the newest Z report whole, as the books keep it.
func (d *desk) lastZ() (z shop.Z) {
	d.t.Helper()
	datatest.View(d.t, d.store, func(tx books.Tx) (err error) {
		z, _, err = tx.Shifts().LastZ(d.made.Till.ID)
		return err
	})
	return z
}

// verified lets the independent witness look at the books.
func (d *desk) verified() {
	d.t.Helper()
	rows, err := d.store.OpenRows(context.Background())
	d.must(err)
	rep, err := verify.Run(context.Background(), rows, verify.Options{})
	d.must(err)
	d.must(rows.Close())
	for _, f := range rep.Findings {
		d.t.Error(f)
	}
}

// jobs are the jobs that wait, by kind.
func (d *desk) jobs() map[shop.JobKind]int {
	d.t.Helper()
	n := map[shop.JobKind]int{}
	datatest.View(d.t, d.store, func(tx books.Tx) error {
		list, err := tx.Jobs().InState(d.made.Till.ID, shop.JobWaiting)
		for _, j := range list {
			n[j.Kind]++
		}
		return err
	})
	return n
}
