//go:build cgo

package audit_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/audit"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
)

// desk is a new shop, at which the owner stands.
type desk struct {
	*audit.Audit
	ctx    context.Context
	store  *data.Store
	frame  *act.Frame
	office *office.Office
	made   office.Founded
	heads  []byte
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	store, n := datatest.Open(t), 0
	newID := func() shop.ID { n++; return datatest.ID("AUDITTST", n) }
	seed := bytes.Repeat([]byte{7}, 32)
	made, err := office.Init(t.Context(), office.Founding{Store: store, Seed: seed, Version: "1.0", Now: datatest.Start, NewID: newID},
		office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := journal.NewSigner(seed)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{ctx: act.As(t.Context(), made.Person), store: store, made: made}
	d.frame = &act.Frame{Store: store, Now: datatest.Start, NewID: newID, Till: made.Till.ID, Signer: signer}
	d.office = office.New(d.frame)
	d.Audit = audit.New(d.frame, func(ctx context.Context) (verify.Source, func() error, error) {
		rows, err := store.OpenRows(ctx)
		if err != nil {
			return nil, nil, err
		}
		return rows, rows.Close, nil
	}, func() ([]byte, error) { return d.heads, nil })
	return d
}

// says writes a record of any kind.
func (d *desk) says(t *testing.T, bodies ...journal.Body) {
	t.Helper()
	for _, body := range bodies {
		if _, err := d.frame.Do(d.ctx, act.Spec{ID: d.frame.NewID(), Right: rights.System},
			func(books.Tx, shop.Moment) (journal.Body, error) { return body, nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func words(t *testing.T, lang string) *text.Text {
	t.Helper()
	in, err := text.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	return in.With(euro)
}

// kinds are all kinds of records, as the journal names them.
func kinds(t *testing.T) (list []string) {
	t.Helper()
	files, err := filepath.Glob("../journal/*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?m)^\t?(?:const )?[A-Z][A-Za-z]+ += "([a-z_]+)"$`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllSubmatch(raw, -1) {
			list = append(list, string(m[1]))
		}
	}
	return list
}

func TestEveryKindOfRecordHasItsWordsAndItsGroup(t *testing.T) {
	all := kinds(t)
	if len(all) < 48 || !slices.Contains(all, journal.Sale) {
		t.Fatalf("only %d kinds were found: %v", len(all), all)
	}
	for _, lang := range text.Languages() {
		in := words(t, lang)
		for _, kind := range all {
			if !in.Has("audit.kind." + kind) {
				t.Errorf("%s: nobody says what %s is", lang, kind)
			}
		}
	}
	times := map[string]int{}
	for _, g := range audit.Groups() {
		for _, lang := range text.Languages() {
			if !words(t, lang).Has("audit.group." + g.Name) {
				t.Errorf("%s: the group %s has no name", lang, g.Name)
			}
		}
		for _, kind := range g.Kinds {
			times[kind]++
		}
	}
	for _, kind := range all {
		if times[kind] != 1 {
			t.Errorf("%s stands in %d groups", kind, times[kind])
		}
	}
}

func TestRecordsAreSaidInWords(t *testing.T) {
	d := newDesk(t)
	line := shop.CartLine{SKU: "4600", Names: shop.Names{"en": "Milk", "ru": "Молоко"}, Qty: 1000}
	d.says(t,
		journal.OfLineRemoved("01B", line, 189, 11, true, false),
		journal.OfBasketCleared(shop.Cart{ID: "01B", Lines: []shop.CartLine{line, line}}, 378, 20, true, true, "changed their mind"),
		journal.OfSettingsChange(journal.Setting{Scope: "shop", Of: "S", Key: "rights.discount.cashier", Old: "", New: "50%"}),
		journal.OfPriceChange(shop.Product{Price: 1_200_000}, shop.Product{SKU: "4600", Price: 1_300_000}),
		journal.OfCashMove(shop.CashMove{ID: "01M", Kind: shop.CashOut, Amount: -2000}),
		journal.OfSignIn(d.made.Person.ID, "pin", "window"),
		journal.OfTimeEntry(shop.TimeEntry{ID: "01T", Staff: d.made.Person.ID, Kind: shop.TimeIn}),
		journal.OfAllowed("discount", 0, 0),
		journal.OfClockJump(time.UnixMilli(0), time.UnixMilli(60_000)))
	want := map[string][2]string{
		journal.LineRemoved:    {"Milk, €1.89, 11 s after the scan", "Молоко, 1,89 €, через 11 с после сканирования"},
		journal.BasketCleared:  {"Lines: 2, €3.78 · changed their mind", "Позиций: 2, 3,78 € · changed their mind"},
		journal.SettingsChange: {"rights.discount.cashier: – > 50%", "rights.discount.cashier: – > 50%"},
		journal.PriceChange:    {"4600: €1.20, now €1.30", "4600: было 1,20 €, стало 1,30 €"},
		journal.CashMove:       {"cash out: –€20.00", "изъятие: –20,00 €"},
		journal.SignIn:         {"O1, by PIN", "O1, по ПИН-коду"},
		journal.TimeEntry:      {"O1: came", "O1: приход"},
		journal.Allowed:        {"giving a discount", ""},
		journal.ShopInit:       {"Corner shop, till T1", "Corner shop, касса T1"},
	}
	page, err := d.List(d.ctx, audit.Query{Limit: 50})
	if err != nil || len(page.Entries) != 10 || page.More {
		t.Fatalf("%d entries, %v", len(page.Entries), err)
	}
	for _, e := range page.Entries {
		for i, lang := range text.Languages() {
			said := e.Say(words(t, lang))
			if strings.Contains(said, "…") || strings.Contains(said, "audit.") || e.Title(words(t, lang)) == e.Kind {
				t.Errorf("%s in %s: %q %q", e.Kind, lang, e.Title(words(t, lang)), said)
			}
			if w, asked := want[e.Kind]; asked && w[i] != "" && spaces(said) != w[i] {
				t.Errorf("%s in %s: got %q, want %q", e.Kind, lang, said, w[i])
			}
		}
		if e.Who != "O1" || e.TillCode != "T1" || e.Head == "" {
			t.Errorf("%s: %+v", e.Kind, e)
		}
	}
}

// spaces makes the spaces of all widths plain.
func spaces(s string) string { return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s) }

func TestTheJournalIsChosenFrom(t *testing.T) {
	d := newDesk(t)
	for range 5 {
		d.says(t, journal.OfCashMove(shop.CashMove{ID: "01M", Kind: shop.CashNoSale}), journal.OfStart("1.0"))
	}
	page, err := d.List(d.ctx, audit.Query{Limit: 4})
	if err != nil || len(page.Entries) != 4 || !page.More || page.Entries[0].Seq != 11 {
		t.Fatalf("%+v, %v", page, err)
	}
	last, err := d.List(d.ctx, audit.Query{Limit: 7, Before: page.Entries[3].Seq})
	if err != nil || len(last.Entries) != 7 || last.More {
		t.Errorf("%+v, %v", last, err)
	}
	drawer, err := d.List(d.ctx, audit.Query{Limit: 9, Kinds: []string{journal.NoSale}})
	if err != nil || len(drawer.Entries) != 5 {
		t.Errorf("%d, %v", len(drawer.Entries), err)
	}
	none, err := d.List(d.ctx, audit.Query{Limit: 9, Staff: "01NOBODY"})
	if err != nil || len(none.Entries) != 0 {
		t.Errorf("%d, %v", len(none.Entries), err)
	}
}

func TestTheJournalIsForWhoMaySeeIt(t *testing.T) {
	d := newDesk(t)
	cashier := act.As(d.ctx, shop.Staff{ID: "01CASHIER", Code: "C1", Role: rights.Cashier})
	_, list := d.List(cashier, audit.Query{Limit: 5})
	_, check := d.Check(cashier, nil)
	_, fit := d.Reconcile(cashier, nil)
	_, export := d.Export(cashier, audit.ExportSpec{Format: "csv", Words: words(t, "en")}, new(bytes.Buffer))
	for what, err := range map[string]error{"list": list, "check": check, "reconcile": fit, "export": export} {
		if !fault.Is(err, fault.NoRight) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestWhatACheckFoundIsWrittenDown(t *testing.T) {
	d := newDesk(t)
	asked := int64(0)
	c, err := d.Check(d.ctx, func(n int64) { asked = n })
	if err != nil || !c.OK() || c.Records != 1 || c.Unwritten != nil {
		t.Fatalf("%+v, %v (%d)", c, err, asked)
	}
	page, err := d.List(d.ctx, audit.Query{Limit: 1})
	if err != nil || page.Entries[0].Kind != journal.VerifyResult {
		t.Fatalf("%+v, %v", page, err)
	}
	d.heads = journal.HeadFile{{Till: d.made.Till.ID, Seq: 77, Hash: bytes.Repeat([]byte{1}, 32), At: datatest.Start()}}.Encode()
	c, err = d.Check(d.ctx, nil)
	if err != nil || c.OK() || c.First.Kind != verify.Ended || c.First.Seq != 77 {
		t.Errorf("an end that was cut off: %+v, %v", c, err)
	}
	rep, err := d.Reconcile(d.ctx, nil)
	if err != nil || !rep.OK() || rep.Currency != "EUR" || rep.Exponent != 2 {
		t.Errorf("%+v, %v", rep, err)
	}
}

func TestTheJournalLeavesAsATable(t *testing.T) {
	d := newDesk(t)
	d.says(t, journal.OfStart("1.0"))
	path := filepath.Join(t.TempDir(), "journal.csv")
	out, err := d.ExportFile(d.ctx, audit.ExportSpec{Format: "csv", Path: path, Words: words(t, "ru")})
	if err != nil || out.Rows != 2 || out.Path != path {
		t.Fatalf("%+v, %v", out, err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(string(raw)), "\r\n"); len(lines) != 3 || !strings.Contains(lines[1], ",start,Программа запущена,Версия 1.0,2:") {
		t.Errorf("%q", lines)
	}
	var book bytes.Buffer
	if n, err := d.Export(d.ctx, audit.ExportSpec{Format: "xlsx", Words: words(t, "en")}, &book); err != nil || n != 3 || !bytes.HasPrefix(book.Bytes(), []byte("PK")) {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := d.ExportFile(d.ctx, audit.ExportSpec{Format: "csv", Path: filepath.Join(path, "no", "such.csv"), Words: words(t, "en")}); !fault.Is(err, fault.FileUnwritable) {
		t.Errorf("a place that is none: %v", err)
	}
	if _, err := d.ExportFile(d.ctx, audit.ExportSpec{Format: "ods", Path: path, Words: words(t, "en")}); !fault.Is(err, fault.BadOption) {
		t.Errorf("a form that is none: %v", err)
	}
}

func TestAReconciliationIsSaidInWords(t *testing.T) {
	rep := verify.Reconciled{Receipts: 12, Payments: 13, Zs: 2, Moves: 30, Total: 12345, Paid: 12245, Reported: 12345, Currency: "EUR", Exponent: 2,
		Found: 1, Findings: []verify.Finding{{Kind: verify.Paid, Till: "01T", Series: "T1", Number: 7, What: "payments", Want: "500", Got: "400"}}}
	rep.First = &rep.Findings[0]
	var b bytes.Buffer
	if err := audit.WriteReconcile(&b, rep, words(t, "en")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Receipts: 12; in closed shifts €123.45\n", "Payments: 13; in closed shifts €122.45\n", "Stock moves: 30\n",
		"The books do not fit together. 1 finding\n", "- Receipt T1-0000007: what was paid is not what it asks for. [paid till 01T series T1 receipt 7 payments:"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := audit.WriteReconcileJSON(&b, rep); err != nil || !strings.HasPrefix(b.String(), `{"ok":false,"receipts":12,`) || !strings.Contains(b.String(), `"currency":"EUR","exponent":2`) {
		t.Errorf("%s, %v", b.String(), err)
	}
}
