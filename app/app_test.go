//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/app"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data"
	"kassa/peripherals/sim"
)

// till is a whole till without a window: real books, simulated devices.
type till struct {
	t       *testing.T
	store   *data.Store
	heads   *memoryHeads
	disk    app.Disk
	printer *sim.Printer
	drawer  *sim.Drawer
	news    chan notice.Notice
	ids     int
	*app.App
	ctx context.Context
	now func() time.Time
}

type memoryHeads struct{ text []byte }

func (h *memoryHeads) Read() ([]byte, error)   { return h.text, nil }
func (h *memoryHeads) Write(text []byte) error { h.text = text; return nil }
func (t *till) id(n int) shop.ID               { return shop.ID(fmt.Sprintf("01KASSA%019d", n)) }
func (t *till) newID() shop.ID                 { t.ids++; return t.id(1000 + t.ids) }
func (t *till) must(err error) {
	t.t.Helper()
	if err != nil {
		t.t.Fatal(err)
	}
}

const code = "4006381333931"

func newTill(t *testing.T) *till {
	t.Helper()
	store, err := data.Open(context.Background(), data.Options{DSN: filepath.Join(t.TempDir(), "kassa.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	k := &till{t: t, store: store, heads: &memoryHeads{}, printer: sim.NewPrinter(), drawer: sim.NewDrawer(), now: time.Now}
	eur, _ := money.CurrencyOf("EUR")
	k.must(store.Update(context.Background(), func(tx books.Tx) error {
		s := tx.Shop()
		k.must(s.Put(shop.Shop{ID: k.id(0), Name: "Corner shop", Currency: eur, Country: "DE", Lang: shop.English, Zone: time.UTC,
			Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Direction: shop.CashNearest, Form: shop.CashLine}}}))
		k.must(s.AddPlace(shop.Place{ID: k.id(1), Name: "Shop"}))
		k.must(s.AddTill(shop.Till{ID: k.id(2), Place: k.id(1), Code: "T1", Name: "Till 1", Series: "A"}))
		k.must(s.AddStaff(shop.Staff{ID: k.id(3), Code: "C1", Name: "Cashier 1", Role: "owner"}))
		k.must(s.AddTaxGroup(shop.TaxGroup{ID: k.id(4), Code: "A", Inclusive: true, Names: shop.Names{"en": "VAT"},
			Taxes: []shop.Tax{{Code: "A", Names: shop.Names{"en": "VAT"}, Rate: 190_000}}}))
		k.must(s.AddTender(shop.Tender{ID: k.id(6), Code: "cash", Names: shop.Names{"en": "Cash"}, OpensDrawer: true, GivesChange: true, Rounds: true}))
		k.must(s.AddTender(shop.Tender{ID: k.id(7), Code: "card", Names: shop.Names{"en": "Card"}}))
		return tx.Products().Add(shop.Product{ID: k.id(5), SKU: "S5", Names: shop.Names{"en": "Highlighter"}, TaxGroup: k.id(4), Unit: shop.Piece,
			Price: 135 * money.PerMinor, PriceKind: shop.FixedPrice, Barcodes: []shop.Barcode{{Code: code, Qty: money.One}}})
	}))
	k.open()
	k.must(k.Start(k.ctx))
	return k
}

// open makes the app anew over the same books and devices, as a restart does.
func (t *till) open() {
	t.t.Helper()
	a, err := app.New(context.Background(), app.Deps{Store: t.store, Now: t.now, NewID: t.newID, Seed: bytes.Repeat([]byte{9}, 32),
		Printer: t.printer, Drawer: t.drawer, Heads: t.heads, Disk: t.disk, Log: slog.New(slog.DiscardHandler), Version: "test"})
	t.must(err)
	t.App, t.ctx, t.news = a, a.As(context.Background()), make(chan notice.Notice, 100)
	a.Board.Listen(func(n notice.Notice) { t.news <- n })
}

// sell scans one thing and pays it exactly.
func (t *till) sell() shop.Sale {
	t.t.Helper()
	b, err := t.Checkout.Scan(t.ctx, code, money.One)
	t.must(err)
	paid, err := t.Checkout.PayCash(t.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version})
	t.must(err)
	return paid.Sale
}

// hear waits for news of a kind that match accepts.
func (t *till) hear(what string, match func(notice.Notice) bool) notice.Notice {
	t.t.Helper()
	limit := time.After(10 * time.Second)
	for {
		select {
		case n := <-t.news:
			if match(n) {
				return n
			}
		case <-limit:
			t.t.Fatalf("waited in vain for %s", what)
		}
	}
}

func receiptDone(n notice.Notice) bool {
	d, ok := n.(notice.JobDone)
	return ok && d.Kind == string(shop.JobReceipt)
}

func jobFailed(n notice.Notice) bool { _, ok := n.(notice.JobFailed); return ok }

func TestASaleOpensTheDrawerAndPrintsItsReceipt(t *testing.T) {
	k := newTill(t)
	s := k.sell()
	k.hear("the receipt", receiptDone)
	k.must(k.Close(k.ctx))
	docs := k.printer.Documents()
	if len(docs) != 1 || k.drawer.Opens() != 1 {
		t.Fatalf("%d receipts, %d openings of the drawer, want one each", len(docs), k.drawer.Opens())
	}
	words := sim.Text(docs[0])
	for _, want := range []string{"Corner shop", "Highlighter\t1.35", s.Label()} {
		if !strings.Contains(words, want) {
			t.Errorf("the receipt lacks %q:\n%s", want, words)
		}
	}
}

func TestAPrinterWithoutPaperKeepsTheReceiptForLater(t *testing.T) {
	k := newTill(t)
	k.printer.Fail(sim.PaperOut)
	s := k.sell()
	n := k.hear("the failed job", jobFailed).(notice.JobFailed)
	if n.Fault.Code != fault.PrinterPaperOut || n.SaleID != string(s.ID) {
		t.Errorf("news %+v", n)
	}
	k.must(k.PrintAgain(k.ctx, s.ID))
	k.hear("the receipt", receiptDone)
	if words := sim.Text(k.printer.Documents()[0]); strings.Contains(words, "COPY") {
		t.Errorf("nothing had been printed, and yet the receipt is marked as a copy:\n%s", words)
	}
	k.must(k.PrintAgain(k.ctx, s.ID))
	k.hear("the second receipt", receiptDone)
	k.must(k.Close(k.ctx))
	if words := sim.Text(k.printer.Documents()[1]); !strings.Contains(words, "COPY") {
		t.Errorf("the second receipt is not marked as a copy:\n%s", words)
	}
	if open, err := k.Outbox.Open(k.ctx); err != nil || len(open) != 0 {
		t.Errorf("still waiting: %v %v", open, err)
	}
}

func TestAReceiptThatDiedInTheMiddleIsPrintedAgainAsACopy(t *testing.T) {
	k := newTill(t)
	k.printer.Fail(sim.Half)
	s := k.sell()
	k.hear("the failed job", jobFailed)
	k.must(k.PrintAgain(k.ctx, s.ID))
	k.hear("the receipt", receiptDone)
	k.must(k.Close(k.ctx))
	if words := sim.Text(k.printer.Documents()[0]); !strings.Contains(words, "COPY") {
		t.Errorf("half a receipt is out, and the whole one is not marked:\n%s", words)
	}
}

func TestAfterACrashTheDrawerStaysShutAndThePaperWaits(t *testing.T) {
	k := newTill(t)
	k.must(k.Close(k.ctx)) // nobody works the queue now
	s := k.sell()
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error {
		jobs, err := tx.Jobs().ByDocument(s.ID)
		for _, j := range jobs {
			_, again := tx.Jobs().Set(j.ID, shop.JobWaiting, shop.JobWorking)
			k.must(again)
		}
		return err
	}))
	k.open()
	k.must(k.Start(k.ctx))
	open, err := k.Outbox.Open(k.ctx)
	k.must(err)
	k.must(k.Close(k.ctx))
	if k.drawer.Opens() != 0 || len(k.printer.Documents()) != 0 || len(open) != 1 || open[0].Kind != shop.JobReceipt {
		t.Errorf("opened %d, printed %d, waiting %+v", k.drawer.Opens(), len(k.printer.Documents()), open)
	}
}

func TestBooksThatEndBeforeTheKnownHeadAreRefused(t *testing.T) {
	k := newTill(t)
	k.sell()
	k.must(k.Close(k.ctx))
	k.open()
	k.must(k.Start(k.ctx)) // the same books go on
	k.must(k.Close(k.ctx))
	known := k.heads.text
	other := newTill(t) // younger books of the same till: the end is missing
	other.must(other.Close(other.ctx))
	other.heads.text = known
	other.open()
	err := other.Start(other.ctx)
	if !fault.Is(err, fault.BooksDiffer) {
		t.Errorf("got %v, want BooksDiffer", err)
	}
	other.must(other.Close(other.ctx))
}

func TestWhatAnotherProcessWritesIsNoticed(t *testing.T) {
	k := newTill(t)
	other, err := app.New(context.Background(), app.Deps{Store: k.store, Now: time.Now, NewID: k.newID, Seed: bytes.Repeat([]byte{9}, 32),
		Printer: k.printer, Drawer: k.drawer, Heads: &memoryHeads{}, Log: slog.New(slog.DiscardHandler)})
	k.must(err)
	ctx := other.As(context.Background())
	_, err = other.Checkout.Scan(ctx, code, money.One)
	k.must(err)
	_, err = other.Checkout.Remove(ctx, 1, checkout.Seen{})
	k.must(err)
	k.hear("news of the other process", func(n notice.Notice) bool { _, ok := n.(notice.BasketChanged); return ok })
	k.must(k.Close(k.ctx))
}

func TestEveryActHasWordsInBothLanguages(t *testing.T) {
	for _, lang := range text.Languages() {
		words, err := text.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range rights.Acts() {
			if !words.Has("word.act." + string(a)) {
				t.Errorf("%s: no words for the act %q", lang, a)
			}
		}
	}
}

func TestADamagedHeadFileIsSaidByWhoeverLooks(t *testing.T) {
	k := newTill(t)
	k.sell()
	k.must(k.Close(k.ctx))
	k.heads.text = []byte("nothing of a head")
	a, err := app.New(context.Background(), app.Deps{Store: k.store, Now: time.Now, NewID: k.newID, Seed: bytes.Repeat([]byte{9}, 32), Heads: k.heads})
	k.must(err)
	if last, kept, err := a.CompareHead(k.ctx); last == 0 || kept != 0 || !fault.Is(err, fault.HeadDamaged) {
		t.Errorf("last %d, kept %d, %v; want HeadDamaged", last, kept, err)
	}
}
