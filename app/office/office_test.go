//go:build cgo

package office_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
)

var seed = bytes.Repeat([]byte{7}, 32)

// founding is over empty books, with a clock that stands and ids that count.
func founding(t *testing.T) (office.Founding, *data.Store) {
	t.Helper()
	store, n := datatest.Open(t), 0
	return office.Founding{Store: store, Seed: seed, Version: "1.0", Now: datatest.Start, NewID: func() shop.ID {
		n++
		return datatest.ID("OFFICEID", n)
	}}, store
}

func frame(t *testing.T, f office.Founding, made office.Founded) (*act.Frame, context.Context) {
	t.Helper()
	signer, err := journal.NewSigner(seed)
	if err != nil {
		t.Fatal(err)
	}
	return &act.Frame{Store: f.Store, Now: f.Now, NewID: f.NewID, Till: made.Till.ID, Signer: signer}, act.As(t.Context(), made.Person)
}

func TestEveryCountryMakesASoundShop(t *testing.T) {
	countries, err := office.Countries()
	if err != nil {
		t.Fatal(err)
	}
	if len(countries) < 11 {
		t.Fatalf("only %d countries", len(countries))
	}
	for code := range countries {
		t.Run(code, func(t *testing.T) {
			f, store := founding(t)
			made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: code, Currency: pick(code == "ZZ", "USD", "")})
			if err != nil {
				t.Fatal(err)
			}
			datatest.View(t, store, func(tx books.Tx) error {
				got, found, err := tx.Shop().Get()
				if err != nil || !found || got.Name != "Corner shop" || got.Currency.Code == "" || got.Zone.String() != countries[code].Zone {
					t.Errorf("%+v %v", got, err)
				}
				rec, found, err := tx.Journal().Head(made.Till.ID)
				if err != nil || !found || rec.Kind != journal.ShopInit || len(rec.Signature) == 0 || !strings.Contains(string(rec.Body), made.Till.KeyID) {
					t.Errorf("record 1: %+v %v", rec, err)
				}
				taxes, err := tx.Shop().Taxes()
				if len(taxes) != len(countries[code].Groups) {
					t.Errorf("%d tax groups: %v", len(taxes), err)
				}
				return err
			})
			sound(t, store)
		})
	}
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// sound lets the verifier look at the books.
func sound(t *testing.T, store *data.Store) verify.Report {
	t.Helper()
	rep := verified(t, store)
	if !rep.OK() {
		t.Errorf("%v", rep.Findings)
	}
	return rep
}

func verified(t *testing.T, store *data.Store) verify.Report {
	t.Helper()
	src, err := store.OpenRows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rep, err := office.Verify(t.Context(), src, office.VerifySpec{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestAShopIsFoundedOnce(t *testing.T) {
	f, _ := founding(t)
	spec := office.InitSpec{Name: "Corner shop", Country: "DE"}
	if _, err := office.Init(t.Context(), f, spec); err != nil {
		t.Fatal(err)
	}
	if _, err := office.Init(t.Context(), f, spec); !fault.Is(err, fault.ShopExists) {
		t.Errorf("a second shop: %v", err)
	}
}

func TestAWrongShopIsRefusedAndNothingIsWritten(t *testing.T) {
	for name, spec := range map[string]office.InitSpec{
		"no name":  {Country: "DE"},
		"two line": {Name: "a\nb", Country: "DE"},
		"country":  {Name: "a", Country: "Germany"},
		"currency": {Name: "a", Country: "DE", Currency: "XXX"},
		"zone":     {Name: "a", Country: "DE", Zone: "Mars/Olympus"},
		"lang":     {Name: "a", Country: "DE", Lang: "de"},
		"nothing":  {Name: "a", Country: "ZZ"},
		"address":  {Name: "a", Country: "DE", Address: "a\x1bp"},
		"tax id":   {Name: "a", Country: "DE", TaxID: "1\n2"},
		"till":     {Name: "a", Country: "DE", TillCode: "T\n1"},
	} {
		f, store := founding(t)
		if _, err := office.Init(t.Context(), f, spec); !fault.Is(err, fault.BadOption) && !fault.Is(err, fault.EmptyName) {
			t.Errorf("%s: %v", name, err)
		}
		datatest.View(t, store, func(tx books.Tx) error {
			if _, found, _ := tx.Shop().Get(); found {
				t.Errorf("%s: a shop was stored", name)
			}
			return nil
		})
	}
}

func TestAnOwnersTaxesStandInPlaceOfTheCountrys(t *testing.T) {
	const file = `
cash_step = 5
[[group]]
code = "S"
name = { en = "State and city" }
inclusive = false
tax = [{ code = "NY", name = { en = "State" }, rate = "4" }, { code = "NYC", name = { en = "City" }, rate = "4.875" }]
`
	f, _ := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "a", Country: "US", Taxes: func(c office.Country) (office.Country, error) {
		return c.Override(strings.NewReader(file), "tax.toml")
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Groups) != 1 || made.Groups[0].Inclusive || made.Groups[0].Taxes[1].Rate != 48_750 || made.Shop.Rules.Cash.Step != 5 {
		t.Errorf("%+v %+v", made.Groups, made.Shop.Rules)
	}
	for name, wrong := range map[string]string{"unknown": "vat = 3", "rate": "[[group]]\ncode=\"A\"\ntax=[{rate=\"-1\"}]",
		"day": "[[group]]\ncode=\"A\"\ntax=[{rate=\"1\",from=20261301}]", "broken": "[[", "step": "cash_step = -5"} {
		f, _ := founding(t)
		_, err := office.Init(t.Context(), f, office.InitSpec{Name: "a", Country: "US", Taxes: func(c office.Country) (office.Country, error) {
			return c.Override(strings.NewReader(wrong), "tax.toml")
		}})
		if !fault.Is(err, fault.FileUnreadable) && !fault.Is(err, fault.BadOption) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRussianTaxesFollowTheDay(t *testing.T) {
	f, _ := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Лавка", Country: "RU"})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[int]money.Rate{20251231: 200_000, 20260101: 220_000} {
		if on := made.Groups[0].On(day); len(on) != 1 || on[0].Rate != want {
			t.Errorf("on %d: %+v", day, on)
		}
	}
}

func TestTheDemoShopIsWellMade(t *testing.T) {
	for lang, currency := range map[string]string{"en": "EUR", "ru": "RUB"} {
		f, store := founding(t)
		made, n, err := office.Demo(t.Context(), f, lang)
		if err != nil {
			t.Fatal(err)
		}
		if n < 140 || made.Shop.Currency.Code != currency {
			t.Errorf("%s: %d products in %s", lang, n, made.Shop.Currency.Code)
		}
		said, _ := text.For(lang)
		if made.Shop.Name != said.T("demo.shop") {
			t.Errorf("%s: the shop is called %q", lang, made.Shop.Name)
		}
		datatest.View(t, store, func(tx books.Tx) error { return wellMade(t, tx, made) })
		sound(t, store)
	}
}

// wellMade looks at every product of the demo shop.
func wellMade(t *testing.T, tx books.Tx, made office.Founded) error {
	t.Helper()
	favourites, err := tx.Products().Tiles(made.Till.Place, books.Filter{Favourites: true}, made.Shop.Lang, 0, 100)
	if err != nil {
		return err
	}
	if len(favourites) != 20 || favourites[0].Names[shop.English] != "Sourdough loaf 600 g" || favourites[15].PriceKind != shop.OpenPrice {
		t.Errorf("%d favourites, the first %v", len(favourites), favourites[0].Names)
	}
	all, err := tx.Products().Tiles(made.Till.Place, books.Filter{}, made.Shop.Lang, 0, 1000)
	if err != nil {
		return err
	}
	out, low, weighed, codes := 0, 0, 0, map[string]bool{}
	for _, tile := range all {
		f, _, err := tx.Products().ByID(made.Till.Place, tile.ID)
		if err != nil {
			return err
		}
		p := f.Product
		if p.Names[shop.English] == "" || p.Names[shop.Russian] == "" || p.Category == "" || p.TaxGroup == "" {
			t.Errorf("%s lacks something: %+v", p.SKU, p)
		}
		if p.PriceKind == shop.FixedPrice && (p.Price <= 0 || p.Cost <= 0 || p.Cost >= p.Price) {
			t.Errorf("%s: price %d, cost %d", p.SKU, p.Price, p.Cost)
		}
		for _, b := range p.Barcodes {
			if !shop.GTIN(b.Code) || len(b.Code) != 13 || b.Code[0] != '2' || codes[b.Code] {
				t.Errorf("%s has the barcode %s", p.SKU, b.Code)
			}
			codes[b.Code] = true
		}
		switch {
		case p.Tracked && f.OnHand == 0:
			out++
		case p.Tracked && f.OnHand <= p.Low:
			low++
		}
		if p.Unit == shop.Kilo {
			weighed++
		}
	}
	if out < 3 || low < 5 || weighed < 10 || len(codes) < 100 {
		t.Errorf("out of stock %d, low %d, weighed %d, codes %d", out, low, weighed, len(codes))
	}
	categories, err := tx.Products().Categories()
	if len(categories) < 8 || len(categories) > 10 {
		t.Errorf("%d categories", len(categories))
	}
	return err
}

// brittle are books that refuse every unit of work after the first few.
type brittle struct {
	books.Store
	left int
}

func (b *brittle) Update(ctx context.Context, f func(books.Tx) error) error {
	if b.left--; b.left < 0 {
		return errors.New("the power failed")
	}
	return b.Store.Update(ctx, f)
}

func TestADemoShopThatWasInterruptedIsFinishedByARepeat(t *testing.T) {
	for steps := 0; ; steps++ {
		f, store := founding(t)
		power := f
		power.Store = &brittle{Store: store, left: steps}
		_, _, err := office.Demo(t.Context(), power, "en")
		if err == nil {
			if steps < 2 {
				t.Errorf("a demo shop took %d units of work", steps)
			}
			break
		}
		datatest.View(t, store, func(tx books.Tx) error {
			s, found, err := tx.Shop().Get()
			if err != nil || !found {
				return err
			}
			mark, _, err := tx.Shop().Setting(books.ForShop, s.ID, office.DemoSetting)
			if mark == "" {
				t.Errorf("after %d steps the shop looks like a real one", steps)
			}
			return err
		})
		made, n, err := office.Demo(t.Context(), f, "en")
		if err != nil || n < 140 {
			t.Fatalf("after %d steps: %d products, %v", steps, n, err)
		}
		datatest.View(t, store, func(tx books.Tx) error { return wellMade(t, tx, made) })
		fr, ctx := frame(t, f, made)
		for _, key := range []string{shop.PrinterReceipt, shop.DrawerKey} {
			if v, err := office.New(fr).Setting(ctx, key); err != nil || v != "sim:" {
				t.Errorf("after %d steps %s is %q: %v", steps, key, v, err)
			}
		}
		sound(t, store)
		if _, _, err := office.Demo(t.Context(), f, "en"); !fault.Is(err, fault.ShopExists) {
			t.Errorf("a whole demo shop was made again: %v", err)
		}
	}
}

func TestARealShopIsNeverMadeADemo(t *testing.T) {
	f, store := founding(t)
	f.Path = "/books"
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = office.Demo(t.Context(), f, "en")
	if told, ok := fault.Of(err); !ok || told.Code != fault.ShopExists || told.Args["path"] != "/books" {
		t.Errorf("%v", err)
	}
	if records(t, store, made.Till.ID) != 1 {
		t.Error("something was written")
	}
}

func TestSettingsAreChangedByActsAndOnlyToWhatMakesSense(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	fr, ctx := frame(t, f, made)
	o := office.New(fr)
	for key, value := range map[string]string{"printer.receipt": "escpos+tcp://127.0.0.1:9100", "drawer": "sim:", "shop.lang": "ru",
		"receipt.footer": "Thank you\nSee you", "shop.day_start": "4", "shop.name": "Corner & Co"} {
		if err := o.Set(ctx, key, value); err != nil {
			t.Errorf("%s: %v", key, err)
		}
		if got, err := o.Setting(ctx, key); err != nil || got != value {
			t.Errorf("%s = %q, %v", key, got, err)
		}
	}
	for key, value := range map[string]string{"shop.lang": "de", "shop.day_start": "13", "shop.name": "", "printer.receipt": "a\nb", "receipt.footer": "a\x1bp"} {
		if err := o.Set(ctx, key, value); !fault.Is(err, fault.BadOption) {
			t.Errorf("%s = %q was taken: %v", key, value, err)
		}
	}
	if err := o.Set(ctx, "no.such", "1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	if err := o.Set(act.As(ctx, shop.Staff{Role: "cashier"}), "drawer", ""); !fault.Is(err, fault.NoRight) {
		t.Errorf("a cashier changed the set-up: %v", err)
	}
	before := records(t, store, made.Till.ID)
	if err := o.Set(ctx, "drawer", "sim:"); err != nil || records(t, store, made.Till.ID) != before {
		t.Errorf("what is set already was written down again: %v", err)
	}
	if before != 7 {
		t.Errorf("%d records after one shop and six changes", before)
	}
	sound(t, store)
}

func records(t *testing.T, store *data.Store, till shop.ID) int64 {
	t.Helper()
	var n int64
	datatest.View(t, store, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(till)
		n = head.Seq
		return err
	})
	return n
}

func TestSalesAreWrittenOutAsTheyWereBooked(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		for n := 1; n <= 2; n++ {
			if err := tx.Sales().Add(fix.Sale(n)); err != nil {
				return err
			}
		}
		return nil
	})
	signer, _ := journal.NewSigner(seed)
	ids := 0
	newID := func() shop.ID { ids++; return datatest.ID("EXPORTID", ids) }
	o := office.New(&act.Frame{Store: fix.Store, Now: datatest.Start, NewID: newID, Till: fix.Till.ID, Signer: signer})
	ctx := act.As(t.Context(), fix.Staff)
	var b bytes.Buffer
	n, err := o.ExportSales(ctx, office.ExportSpec{Format: "json"}, &b)
	if err != nil || n != 2 {
		t.Fatalf("%d %v", n, err)
	}
	var list []struct {
		ID, Receipt, Time string
		Total             money.Amount
		Lines             []struct {
			Quantity string
			Total    money.Amount
		}
	}
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatalf("%v in %s", err, b.String())
	}
	for i, got := range list {
		want := fix.Sale(i + 1)
		if got.ID != string(want.ID) || got.Receipt != want.Label() || got.Total != want.Total || len(got.Lines) != len(want.Lines) ||
			got.Lines[0].Quantity != want.Lines[0].Qty.String() {
			t.Errorf("receipt %d: %+v", i+1, got)
		}
		if at, err := time.Parse(time.RFC3339, got.Time); err != nil || at.Unix() != want.At.At.Unix() {
			t.Errorf("receipt %d: time %s, %v", i+1, got.Time, err)
		}
	}
	b.Reset()
	if _, err := o.ExportSales(ctx, office.ExportSpec{Format: "csv"}, &b); err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(b.String(), "\r\n"); rows != 1+2*len(fix.Sale(1).Lines) {
		t.Errorf("%d rows\n%s", rows, b.String())
	}
	if _, err := o.ExportSales(ctx, office.ExportSpec{Format: "xml"}, &b); !fault.Is(err, fault.BadOption) {
		t.Errorf("%v", err)
	}
	if _, err := o.ExportSales(act.As(t.Context(), shop.Staff{Role: "cashier"}), office.ExportSpec{}, &b); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
	if got := records(t, fix.Store, fix.Till.ID); got != 2 {
		t.Errorf("%d records after two exports and two refusals", got)
	}
}

// full takes a few bytes and no more.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errors.New("no room")
	}
	return len(b), nil
}

func TestWhatWasHandedOutIsWrittenDownAlsoWhenItWasCutShort(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	fr, ctx := frame(t, f, made)
	o := office.New(fr)
	if _, err := o.ExportSales(ctx, office.ExportSpec{From: 20261101, Format: "json"}, &full{left: 1}); err == nil {
		t.Error("a file that was cut short is no error")
	}
	if _, err := o.ExportSales(ctx, office.ExportSpec{From: 20261101, To: 20261130}, io.Discard); err != nil {
		t.Fatal(err)
	}
	datatest.View(t, store, func(tx books.Tx) error {
		rec, _, err := tx.Journal().Head(made.Till.ID)
		const want = `"from":20261101,"kind":"export","rows":0,"subject":"sales","to":20261130`
		if rec.Seq != 3 || rec.Kind != journal.Export || !strings.Contains(string(rec.Body), want) {
			t.Errorf("record %d: %s %s", rec.Seq, rec.Kind, rec.Body)
		}
		return err
	})
	sound(t, store)
}

func TestBooksThatCannotBeWrittenSaySoWhenTheyAreExported(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	f.Store = &brittle{Store: store}
	fr, ctx := frame(t, f, made)
	if _, err := office.New(fr).ExportSales(ctx, office.ExportSpec{}, io.Discard); err == nil || records(t, store, made.Till.ID) != 1 {
		t.Errorf("an export that is not written down: %v", err)
	}
}

func TestAVerificationIsSaidInBothLanguages(t *testing.T) {
	rep := verify.Report{Records: 21, Total: 2, Findings: []verify.Finding{
		{Kind: verify.Hash, Seq: 7, Want: "a", Got: "b"}, {Kind: verify.Field, Seq: 9, Series: "T1", Number: 4, What: "total", Want: "1", Got: "2"}}}
	for lang, want := range map[string][]string{
		"en": {"21 records", "The books are not sound.", "Record 7 was changed", "Receipt T1-0000004 differs"},
		"ru": {"Прочитана 21 запись", "Учёт нарушен.", "Запись 7 изменена", "Чек T1-0000004 отличается"},
	} {
		in, _ := text.For(lang)
		var b bytes.Buffer
		if err := office.WriteVerify(&b, rep, in); err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(b.String(), part) {
				t.Errorf("%s: no %q in\n%s", lang, part, b.String())
			}
		}
	}
	kinds := []verify.Kind{verify.Sequence, verify.Chain, verify.Hash, verify.Signature, verify.Key, verify.Act, verify.Clock, verify.Body,
		verify.Field, verify.NoRow, verify.NoRecord, verify.Number, verify.Adding, verify.Stocks, verify.Rollup, verify.Ended, verify.Rows}
	in, _ := text.For("ru")
	for _, k := range kinds {
		if !in.Has(fmt.Sprintf("verify.finding.%s_wrong", k)) {
			t.Errorf("no sentence for %s", k)
		}
	}
}

func TestAHeadFromAReceiptIsAskedFor(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "a", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	src, err := store.OpenRows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var head shop.Record
	datatest.View(t, store, func(tx books.Tx) error {
		head, _, err = tx.Journal().Head(made.Till.ID)
		return err
	})
	for given, want := range map[string]bool{journal.ShortHead(head): true, "2:AAAAAAAAAA": false, "1:AAAAAAAAAA": false} {
		rep, err := office.Verify(t.Context(), src, office.VerifySpec{Expect: []string{given}})
		if err != nil || rep.OK() != want {
			t.Errorf("%s: %v, %v", given, rep.OK(), err)
		}
	}
	if _, err := office.Verify(t.Context(), src, office.VerifySpec{Expect: []string{"nonsense"}}); !fault.Is(err, fault.BadOption) {
		t.Errorf("%v", err)
	}
	later := journal.HeadFile{{Till: made.Till.ID, Seq: 5, Hash: head.Hash, At: head.At.At}}
	rep, err := office.Verify(t.Context(), src, office.VerifySpec{Heads: later.Encode()})
	if err != nil || rep.OK() {
		t.Errorf("an end that was cut off was not seen: %v", err)
	}
	if diff := cmp.Diff(int64(1), rep.Total); diff != "" {
		t.Error(diff)
	}
}
