//go:build cgo

package audit

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/act"
	"kassa/app/audit"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
	"kassa/data/datatest"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// desk is a shop whose journal the test writes, and a queue that works when settle is called.
type desk struct {
	pages    []audit.Page // what the next questions answer; the last one again and again
	asked    []audit.Query
	exported []audit.ExportSpec
	checked  audit.Checked
	fitted   audit.Fitted
	err      error // of the next check, once
	during   func(ctx context.Context, progress func(int64))
	said     []string
	shown    []shop.ID
	waiting  []func()
}

func (d *desk) List(_ context.Context, q audit.Query) (audit.Page, error) {
	d.asked = append(d.asked, q)
	p := d.pages[0]
	if len(d.pages) > 1 {
		d.pages = d.pages[1:]
	}
	return p, nil
}

func (d *desk) ExportFile(_ context.Context, spec audit.ExportSpec) (audit.Exported, error) {
	d.exported = append(d.exported, spec)
	return audit.Exported{Path: "journal.csv", Rows: 2}, nil
}

func (d *desk) work(ctx context.Context, progress func(int64)) error {
	if d.during != nil {
		d.during(ctx, progress)
	}
	err := d.err
	d.err = nil
	return errors.Join(err, ctx.Err())
}

func (d *desk) Check(ctx context.Context, progress func(int64)) (audit.Checked, error) {
	err := d.work(ctx, progress)
	return d.checked, err
}

func (d *desk) Reconcile(ctx context.Context, progress func(int64)) (audit.Fitted, error) {
	err := d.work(ctx, progress)
	return d.fitted, err
}

// Do is Queue.Do.
func (d *desk) Do(_ string, work func(ctx context.Context) error, done func(error)) bool {
	d.waiting = append(d.waiting, func() { done(work(context.Background())) })
	return true
}

// After is Queue.After.
func (d *desk) After(time.Duration, func()) (stop func()) { return func() {} }

// Painted is Queue.Painted.
func (d *desk) Painted(f func()) { f() }

func (d *desk) settle() {
	for len(d.waiting) > 0 {
		f := d.waiting[0]
		d.waiting = d.waiting[1:]
		f()
	}
}

func words(t testing.TB, lang string) *text.Text {
	t.Helper()
	in, err := text.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	return in.With(euro)
}

// counter is the page over a desk, opened.
func counter(t testing.TB, lang string) (*desk, *Model) {
	d := &desk{pages: []audit.Page{sample(t)}}
	m := New(Deps{Desk: d, Acts: d, Reads: d, Long: d, Post: func(f func()) { f() }, Words: func() *text.Text { return words(t, lang) },
		Say: func(err error, words string) { d.said = append(d.said, fmt.Sprint(err, " ", words)) }, Receipt: func(s shop.ID) { d.shown = append(d.shown, s) }})
	m.Open()
	d.settle()
	return d, m
}

// sample is a page of a journal, as the service reads it from books.
func sample(t testing.TB) audit.Page {
	t.Helper()
	store, n := datatest.Open(t), 0
	newID := func() shop.ID { n++; return datatest.ID("AUDITUIT", n) }
	now := time.Date(2026, 11, 24, 8, 2, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	seed := make([]byte, 32)
	made, err := office.Init(t.Context(), office.Founding{Store: store, Seed: seed, Version: "1.0", Now: clock, NewID: newID},
		office.InitSpec{Name: "Corner shop", Country: "IE", Zone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := journal.NewSigner(seed)
	if err != nil {
		t.Fatal(err)
	}
	frame := &act.Frame{Store: store, Now: clock, NewID: newID, Till: made.Till.ID, Signer: signer}
	line := shop.CartLine{SKU: "4600", Names: shop.Names{"en": "Whole milk 1 l", "ru": "Молоко цельное 1 л"}, Qty: 1000}
	said := []struct {
		who, allowed string
		body         journal.Body
	}{
		{"", "", journal.OfStart("0.2.0")},
		{"C1", "", journal.OfShiftOpen(shop.Shift{No: 12, Float: 15_000})},
		{"C1", "", journal.OfSale(shop.Sale{ID: "s1", Kind: shop.KindSale, Series: "T1", TillCode: "T1", Number: 4122, Total: 1367})},
		{"C1", "", journal.OfLineRemoved("b1", line, 189, 11, true, true)},
		{"C1", "M1", journal.OfAllowed("discount", 0, 0)},
		{"C1", "", journal.OfCashMove(shop.CashMove{Kind: shop.CashNoSale})},
		{"M1", "", journal.OfPriceChange(shop.Product{Price: 1_890_000}, shop.Product{SKU: "4600", Price: 1_990_000})},
		{"O1", "", journal.OfSettingsChange(journal.Setting{Key: "rights.discount.cashier", New: "5%"})},
		{"C1", "", journal.OfBasketCleared(shop.Cart{Lines: []shop.CartLine{line, line}}, 378, 20, true, true, "")},
	}
	ctx := act.As(t.Context(), made.Person)
	for _, one := range said {
		now = now.Add(7 * time.Minute)
		if _, err := frame.Do(ctx, act.Spec{ID: newID(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) { return one.body, nil }); err != nil {
			t.Fatal(err)
		}
	}
	p, err := audit.New(frame, nil, nil).List(ctx, audit.Query{Limit: len(said)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Entries {
		one := said[len(said)-1-i]
		p.Entries[i].Who, p.Entries[i].Allowed = one.who, one.allowed
	}
	p.More, p.Till, p.Tills = false, "t1", []shop.Till{{ID: "t1", Code: "T1"}}
	p.People = []shop.Staff{{ID: "o1", Code: "O1", Name: "Owner 1"}, {ID: "c1", Code: "C1", Name: "Cashier 1"}, {ID: "m1", Code: "M1", Name: "Manager 1"}}
	return p
}

// broken is what a check says of books in which somebody lowered a price.
func broken() audit.Checked {
	f := verify.Finding{Kind: verify.Field, Till: "01JTILL0000000000000000000", Seq: 9377, Series: "T1", Number: 4122, Document: "01JSALE0000000000000000000", What: "lines[1].price",
		Want: "1890000", Got: "890000"}
	return audit.Checked{Report: verify.Report{Records: 15_204, Heads: 161, Sales: 12_871, Total: 2, First: &f, Findings: []verify.Finding{f,
		{Kind: verify.NoRecord, What: "setting.rights.no_sale.cashier", Got: "yes"}},
		Ends: []verify.End{{Code: "T1", Seq: 15_204, Short: "15204:MFRGGZDFMY"}}}}
}

func fits() audit.Fitted {
	return audit.Fitted{Reconciled: verify.Reconciled{Receipts: 12_871, Payments: 12_903, Zs: 61, Moves: 40_112, Documents: 37, Total: 34_567_890,
		Paid: 34_567_890, Reported: 34_567_890, Currency: "EUR", Exponent: 2}}
}

// open shows the page in a window.
func open(t *testing.T, v uitest.Variant, prepare func(d *desk, m *Model)) (*uitest.Window, *desk, *Model) {
	t.Helper()
	d, m := counter(t, v.Lang)
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		router := wedge.New(time.Now, func(string) {})
		view := NewView(m, room.Place{Text: words(t, v.Lang), Router: router, Acts: d, Reads: d, Zone: time.UTC, Canvas: func() fyne.Canvas { return w.Canvas() }})
		return widgets.NewPanel(widgets.Page, view.Root()).SetPad(16)
	})
	if prepare != nil {
		prepare(d, m)
		d.settle()
	}
	return w, d, m
}
