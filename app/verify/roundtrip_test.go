package verify_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
)

// bodies is one body of every kind that the journal can write.
func bodies(text string, n int64) map[string]journal.Body {
	at := shop.Moment{At: time.UnixMilli(n % 1e12).UTC(), OffsetMin: 60, Day: 20261123, Hour: 9}
	names := shop.Names{"en": text, "ru": "Молоко", "de": "Milch"}
	line := shop.CartLine{SKU: text, Barcode: text, Names: names, Qty: money.Qty(n), Price: money.UnitPrice(n)}
	cart := shop.Cart{ID: "01JCART", Note: text, Opened: at, Lines: []shop.CartLine{line, line}}
	move := shop.StockMove{Product: "P", Place: "L", Kind: shop.MoveOpening, Qty: money.Qty(n), Document: "D", At: at}
	tax := shop.LineTax{Code: text, Names: names, Rate: 1, Base: money.Amount(n), Amount: 2, Inclusive: n%2 == 0}
	sale := shop.Sale{ID: shop.ID(text), At: at, Total: money.Amount(n), Fiscal: shop.FiscalMark{QR: text}, Taxes: []shop.LineTax{tax},
		Lines: []shop.Line{{Name: text, Note: text, Adjustments: []shop.Adjustment{{Reason: shop.Reason(text), Amount: money.Amount(n), Offer: shop.ID(text), Name: text, Qty: money.Qty(n)}},
			Taxes: []shop.LineTax{tax, tax}}, {}}, Payments: []shop.Payment{{Ref: text, Amount: money.Amount(n)}}}
	drawn := shop.CashMove{ID: shop.ID(text), Kind: shop.CashKind(text), Amount: money.Amount(n), Reason: text}
	count := shop.CashCount{ID: shop.ID(text), No: n, Total: money.Amount(n), Pieces: []shop.Pieces{{Worth: 5, Count: n}, {}}}
	z := shop.Z{No: n, Note: text, HeadHash: text}
	z.Sales = shop.ShiftSales{First: text, Sold: money.Amount(n), Tenders: []shop.TenderSum{{Tender: text, Amount: money.Amount(n)}, {}},
		Taxes: []shop.TaxSum{{Code: text, Rate: 7, Inclusive: true}, {}}}
	noSale := drawn
	noSale.Kind = shop.CashNoSale
	return map[string]journal.Body{
		journal.CashMove:       journal.OfCashMove(drawn),
		journal.NoSale:         journal.OfCashMove(noSale),
		journal.Count:          journal.OfCount(count),
		journal.ShiftClose:     journal.OfShiftClose(z, drawn, drawn),
		journal.CountBegun:     journal.OfCountBegun(shop.ID(text)),
		journal.XReport:        journal.OfXReport(shop.ID(text)),
		journal.Sale:           journal.OfSale(sale, move),
		journal.LineRemoved:    journal.OfLineRemoved("B", line, money.Amount(n), n, true, false),
		journal.BasketCleared:  journal.OfBasketCleared(cart, money.Amount(n), 0, false, true, ""),
		journal.Parked:         journal.OfParked(cart, money.Amount(n)),
		journal.Resumed:        journal.OfResumed(cart),
		journal.ShiftOpen:      journal.OfShiftOpen(shop.Shift{ID: shop.ID(text), No: n, Opened: at}),
		journal.SettingsChange: journal.OfSettingsChange(journal.Setting{Key: text, Old: text, New: text}),
		journal.StaffAdd:       journal.OfStaffAdd(shop.Staff{Code: text, Role: "cashier"}),
		journal.ShopInit:       journal.OfShopInit(shop.Shop{Name: text, Zone: time.UTC}, shop.Till{Code: text}, bytes.Repeat([]byte{1}, 32), text),
		journal.Start:          journal.OfStart(text),
		journal.Stop:           journal.OfStop(text),
		journal.VerifyResult:   journal.OfVerifyResult(journal.Verified{Records: n, First: text}),
		journal.JobReprint:     journal.OfJobReprint(shop.Job{ID: shop.ID(text), Copy: true}),
		journal.TenderChanged:  journal.OfTenderChange(shop.TenderChange{Sale: shop.ID(text), From: text, To: text, Ref: text, Amount: money.Amount(n)}),
		journal.JobsReprint:    journal.OfJobsReprint([]shop.Job{{ID: shop.ID(text), Copy: true}, {}}),
		journal.JobDropped:     journal.OfJobDropped(shop.Job{ID: shop.ID(text), Sent: true}),
		journal.GiftReceipt:    journal.OfGiftReceipt(shop.Job{ID: shop.ID(text)}),
		journal.ClockJump:      journal.OfClockJump(at.At, at.At),
		journal.Recovery:       journal.OfRecovery("storage_unknown"),
		journal.ProductsImport: journal.OfProductsImport(journal.Import{File: text, Rows: n, Moves: []shop.StockMove{move}}),
		journal.ProductAdd: journal.OfProductAdd(shop.Product{SKU: text, Names: names, Price: money.UnitPrice(n),
			Barcodes: []shop.Barcode{{Code: text, Qty: 1000}}}, move),
	}
}

// canonical writes a decoded value again with the encoder of the standard library: keys sorted, escapes put right.
func canonical(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	text := strings.TrimSuffix(b.String(), "\n")
	return []byte(strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029").Replace(text))
}

func FuzzWhatTheJournalWritesTheWitnessReads(f *testing.F) {
	f.Add("plain", int64(1))
	f.Add("й ё \"\\\b\t\n\f\r\x00\x1f\x7f\u2028 e\u0301 😀 </script>", int64(-journal.MaxInt))
	f.Add("VAT {20 %}", int64(journal.MaxInt))
	f.Add("\u0301", int64(0))
	f.Fuzz(func(t *testing.T, text string, n int64) {
		possible := utf8.ValidString(text) && n >= -journal.MaxInt && n <= journal.MaxInt
		for kind, body := range bodies(text, n) {
			if body.Kind() != kind {
				t.Errorf("kind %s says %s", kind, body.Kind())
			}
			said, err := body.Canonical()
			if err != nil {
				if possible || !errors.Is(err, journal.ErrBody) {
					t.Errorf("%s: %v", kind, err)
				}
				continue
			}
			v, err := verify.Decode(said)
			if err != nil {
				t.Errorf("%s: %v in %s", kind, err, said)
				continue
			}
			if again := canonical(t, v); !bytes.Equal(again, said) {
				t.Errorf("%s\n got %s\nwant %s", kind, said, again)
			}
			version := int64(1)
			if kind == journal.Sale && text != "" {
				version = 3 // a line of it had an offer
			}
			if v.(map[string]any)["kind"] != kind || v.(map[string]any)["v"] != version {
				t.Errorf("%s: kind and version in %s", kind, said)
			}
		}
	})
}

func TestAnOpeningByAPersonIsReadInItsSecondVersion(t *testing.T) {
	at := shop.Moment{At: time.UnixMilli(5).UTC()}
	said, err := journal.OfShiftOpening(shop.Shift{ID: "S", Opened: at, Float: 7}, 5, shop.CashMove{ID: "M", Amount: 2},
		shop.CashCount{ID: "C", Pieces: []shop.Pieces{{Worth: 7, Count: 1}}}).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.Decode(said)
	if err != nil || !bytes.Equal(canonical(t, v), said) || v.(map[string]any)["v"] != int64(2) {
		t.Errorf("%v in %s", err, said)
	}
}

func FuzzTheWitnessReadsOneFormOnly(f *testing.F) {
	for _, body := range bodies("й \"\n", 7) {
		said, err := body.Canonical()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(said)
	}
	f.Add([]byte(`{"":{},"a":[[],-1]}`))
	f.Fuzz(func(t *testing.T, said []byte) {
		v, err := verify.Decode(said)
		if err != nil {
			if !errors.Is(err, verify.ErrNotCanonical) {
				t.Errorf("error %v", err)
			}
			return
		}
		if strings.ContainsRune(string(said), '\ufeff') || hasAstral(v) {
			return // the standard library sorts keys by bytes, RFC 8785 by UTF-16
		}
		if again := canonical(t, v); !bytes.Equal(again, said) {
			t.Errorf("two forms of one value\n got %q\nwant %q", said, again)
		}
	})
}

// hasAstral reports keys that the two orders may place differently.
func hasAstral(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for k, one := range v {
			for _, r := range k {
				if r >= 0xd800 {
					return true
				}
			}
			if hasAstral(one) {
				return true
			}
		}
	case []any:
		for _, one := range v {
			if hasAstral(one) {
				return true
			}
		}
	}
	return false
}

func TestTheDecoderRefusesEveryOtherForm(t *testing.T) {
	for _, text := range []string{``, `{`, `}`, `{}x`, ` {}`, `{ }`, `{"a":1 }`, `{"b":1,"a":2}`, `{"a":1,"a":2}`, `{"a":1,}`, `{,"a":1}`,
		`[1,]`, `[,1]`, `[1 ,2]`, `null`, `true`, `1.0`, `1e3`, `01`, `-0`, `+1`, `-`, `9007199254740992`, `-9007199254740992`,
		`99999999999999999999`, `"a`, `"\u0041"`, `"\/"`, `"\u000a"`, `"\u001F"`, `"\ud800"`, "\"\xff\"", "\"e\u0301\"", "\"a\x01\"", `"\`, `"\u00`,
		strings.Repeat("[", 100) + strings.Repeat("]", 100), "{\"\U0001F600\":1,\"\uFB33\":1,\"\U0001F601\":1}"} {
		if v, err := verify.Decode([]byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, v)
		}
	}
}

func TestKeysAreOrderedByUTF16(t *testing.T) {
	// The example of RFC 8785, section 3.2.3, without its escapes: the smiley is two code units from D83D on, before FB33.
	v, err := verify.Decode([]byte("{\"1\":1,\"\u0080\":2,\"ö\":3,\"€\":4,\"\U0001F600\":5,\"\uf900\":6}"))
	if err == nil {
		t.Fatalf("U+F900 is not in NFC, yet it was read: %v", v)
	}
	v, err = verify.Decode([]byte("{\"1\":1,\"\u0080\":2,\"ö\":3,\"€\":4,\"\U0001F600\":5,\"\ufffd\":6}"))
	want := map[string]any{"1": int64(1), "\u0080": int64(2), "ö": int64(3), "€": int64(4), "\U0001F600": int64(5), "\ufffd": int64(6)}
	if err != nil || !reflect.DeepEqual(v, want) {
		t.Errorf("got %v, %v", v, err)
	}
}
