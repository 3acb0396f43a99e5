//go:build cgo

package office_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kassa/app/act"
	"kassa/app/audit"
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
	rep, err := audit.Verify(t.Context(), src, audit.VerifySpec{})
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

func TestAVerificationIsSaidInBothLanguages(t *testing.T) {
	rep := verify.Report{Records: 21, Total: 2, Findings: []verify.Finding{
		{Kind: verify.Hash, Seq: 7, Want: "a", Got: "b"}, {Kind: verify.Field, Seq: 9, Series: "T1", Number: 4, What: "total", Want: "1", Got: "2"}}}
	for lang, want := range map[string][]string{
		"en": {"21 records", "The books are not sound.", "Record 7 was changed", "Receipt T1-0000004 differs"},
		"ru": {"Прочитана 21 запись", "Учёт нарушен.", "Запись 7 изменена", "Чек T1-0000004 отличается"},
	} {
		in, _ := text.For(lang)
		var b bytes.Buffer
		if err := audit.WriteVerify(&b, rep, in); err != nil {
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
		rep, err := audit.Verify(t.Context(), src, audit.VerifySpec{Expect: []string{given}})
		if err != nil || rep.OK() != want {
			t.Errorf("%s: %v, %v", given, rep.OK(), err)
		}
	}
	if _, err := audit.Verify(t.Context(), src, audit.VerifySpec{Expect: []string{"nonsense"}}); !fault.Is(err, fault.BadOption) {
		t.Errorf("%v", err)
	}
	later := journal.HeadFile{{Till: made.Till.ID, Seq: 5, Hash: head.Hash, At: head.At.At}}
	rep, err := audit.Verify(t.Context(), src, audit.VerifySpec{Heads: later.Encode()})
	if err != nil || rep.OK() {
		t.Errorf("an end that was cut off was not seen: %v", err)
	}
	if diff := cmp.Diff(int64(1), rep.Total); diff != "" {
		t.Error(diff)
	}
}
