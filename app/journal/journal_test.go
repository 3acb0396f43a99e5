package journal_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"kassa/app/journal"
	"kassa/app/shop"
)

const (
	till  shop.ID = "01JDEMOTILL000000000000000"
	actID shop.ID = "01JDEMOACT0000000000000000"
)

func signer(t testing.TB, fill byte) *journal.Signer {
	t.Helper()
	s, err := journal.NewSigner(bytes.Repeat([]byte{fill}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func moment(ms int64) shop.Moment {
	return shop.Moment{At: time.UnixMilli(ms).UTC(), OffsetMin: 60, Day: 20261123, Hour: 15}
}

func example(body journal.Body) journal.Entry {
	return journal.Entry{Till: till, Act: actID, At: moment(1795442880000), Body: body,
		Staff: shop.Staff{ID: "01JDEMOSTAFF00000000000000", Code: "C1", Name: "Cashier 1"}}
}

func first(t testing.TB) shop.Record {
	t.Helper()
	r, err := journal.Next(shop.Record{}, false, signer(t, 0), example(journal.OfStart("1.0")))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheWorkedExampleHolds(t *testing.T) {
	r := first(t)
	wantBody := `{"act":"01JDEMOACT0000000000000000","actor":"01JDEMOSTAFF00000000000000","actor_code":"C1",` +
		`"at":1795442880000,"body":{"kind":"start","program":"1.0","v":1},"day":20261123,"hour":15,"offset":60}`
	if string(r.Body) != wantBody {
		t.Errorf("body\n got %s\nwant %s", r.Body, wantBody)
	}
	for what, pair := range map[string][2]string{
		"key":    {r.KeyID, "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"},
		"hash_0": {hex.EncodeToString(r.Prev), goldenGenesis},
		"hash_1": {hex.EncodeToString(r.Hash), goldenHash},
		"head":   {journal.ShortHead(r), goldenHead},
		"at":     {r.At.At.Format(time.RFC3339), "2026-11-23T14:08:00Z"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %s, want %s", what, pair[0], pair[1])
		}
	}
}

func TestARecordIsChainedAsTheRuleSays(t *testing.T) {
	one := first(t)
	two, err := journal.Next(one, true, signer(t, 0), example(journal.OfStop("1.0")))
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	h.Write([]byte("POSJ1" + string(till) + "\x00\x00\x00\x00\x00\x00\x00\x00\x02"))
	h.Write(one.Hash)
	h.Write(two.Body)
	if want := h.Sum(nil); !bytes.Equal(two.Hash, want) || !bytes.Equal(two.Prev, one.Hash) || two.Seq != 2 {
		t.Errorf("record 2: seq %d prev %x hash %x, want hash %x", two.Seq, two.Prev, two.Hash, want)
	}
}

func TestHeadsAreSignedAndTheRestIsNot(t *testing.T) {
	s := signer(t, 7)
	var head shop.Record
	for seq := int64(1); seq <= 201; seq++ {
		body := journal.OfSignOut("01JDEMOSTAFF00000000000000", "idle")
		if seq == 42 {
			body = journal.OfStop("1.0")
		}
		next, err := journal.Next(head, seq > 1, s, example(body))
		if err != nil {
			t.Fatal(err)
		}
		signed := next.Signature != nil
		if want := seq == 1 || seq == 42 || seq == 100 || seq == 200; signed != want {
			t.Errorf("record %d: signed %v, want %v", seq, signed, want)
		}
		if signed && !ed25519.Verify(s.Public(), next.Hash, next.Signature) {
			t.Errorf("record %d: the signature does not hold", seq)
		}
		head = next
	}
}

func TestTimeNeverRunsBackwards(t *testing.T) {
	one := first(t)
	late := example(journal.OfStop("1.0"))
	late.At = moment(one.At.At.UnixMilli() - 1)
	if _, err := journal.Next(one, true, signer(t, 0), late); err == nil {
		t.Error("a record older than the one before it was accepted")
	}
	if got := journal.Effective(one, true, late.At.At); !got.Equal(one.At.At) {
		t.Errorf("effective time %v, want that of the last record %v", got, one.At.At)
	}
	if got := journal.Effective(shop.Record{}, false, late.At.At); !got.Equal(late.At.At) {
		t.Errorf("effective time of a first record %v, want now %v", got, late.At.At)
	}
}

func TestTextIsWrittenCanonically(t *testing.T) {
	for in, want := range map[string]string{
		"plain":              `"plain"`,
		"q\" b\\ /":          `"q\" b\\ /"`,
		"\b\t\n\f\r\x00\x1f": `"\b\t\n\f\r\u0000\u001f"`,
		"\x7f\u2028":         "\"\x7f\u2028\"",
		"Молоко 3,2 %":       `"Молоко 3,2 %"`,
		"e\u0301":            `"é"`,
		"caf\"e\u0301\n":     `"caf\"é\n"`,
		"И\u0306":            `"Й"`,
		"😀":                  `"😀"`,
	} {
		body, err := journal.OfStart(in).Canonical()
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if full := `{"kind":"start","program":` + want + `,"v":1}`; string(body) != full {
			t.Errorf("%q\n got %s\nwant %s", in, body, full)
		}
	}
}

func TestWhatCannotBeWrittenIsRefused(t *testing.T) {
	wide := shop.Sale{Lines: []shop.Line{{}}}
	wide.Lines[0].Price = journal.MaxInt + 1
	for what, body := range map[string]journal.Body{
		"not UTF-8":       journal.OfStart("a\xffb"),
		"surrogate":       journal.OfStart("\xed\xa0\x80"),
		"integer too big": journal.OfSale(wide),
	} {
		if _, err := body.Canonical(); !errors.Is(err, journal.ErrBody) {
			t.Errorf("%s: got error %v, want ErrBody", what, err)
		}
		if _, err := journal.Next(shop.Record{}, false, signer(t, 0), example(body)); !errors.Is(err, journal.ErrBody) {
			t.Errorf("%s: as a record: got error %v, want ErrBody", what, err)
		}
	}
}

func TestANoteDoesNotShowInTheJournal(t *testing.T) {
	s := shop.Sale{ID: actID, Lines: []shop.Line{{No: 1, Note: "for Customer 1042"}, {No: 2, Note: "for Customer 1042"}}}
	body, err := journal.OfSale(s).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(body), "1042") {
		t.Error("the note stands in the body")
	}
	one, two := journal.NoteHash(s.ID, 1, s.Lines[0].Note), journal.NoteHash(s.ID, 2, s.Lines[1].Note)
	if bytes.Equal(one, two) || !bytes.Contains(body, []byte(hex.EncodeToString(one))) {
		t.Error("the same note on two lines must have two hashes, and the body must hold them")
	}
}

func TestTheHeadFileComesBackAsWritten(t *testing.T) {
	r := first(t)
	f := journal.HeadFile{}.With(journal.HeadOf(r)).With(journal.Head{Till: "T2", Seq: 9, Hash: r.Prev, At: r.At.At})
	r.Seq = 5
	f = f.With(journal.HeadOf(r))
	back, err := journal.DecodeHeadFile(f.Encode())
	if err != nil {
		t.Fatal(err)
	}
	h, found := back.Of(till)
	if len(back) != 2 || !found || h.Seq != 5 || !bytes.Equal(h.Hash, r.Hash) || !h.At.Equal(r.At.At) {
		t.Errorf("came back as %+v", back)
	}
	text := f.Encode()
	for cut := range text {
		if got, err := journal.DecodeHeadFile(text[:cut]); err == nil && text[cut-1] != '\n' {
			t.Errorf("a file cut at %d was read as %+v", cut, got)
		}
	}
}

func TestAHeadTellsATruncatedOrForkedJournal(t *testing.T) {
	r := first(t)
	h := journal.HeadOf(r)
	other := r
	other.Hash = r.Prev
	if h.Differs(r, true) || !h.Differs(other, true) || !h.Differs(shop.Record{}, false) {
		t.Error("only the record the head was taken from agrees with it")
	}
}

func BenchmarkRecordOfASaleOfFiveLines(b *testing.B) {
	s := sale(5)
	head, key := first(b), signer(b, 0)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := journal.Next(head, true, key, example(journal.OfSale(s))); err != nil {
			b.Fatal(err)
		}
	}
}

// sale is a sale with every field filled.
func sale(lines int) shop.Sale {
	s := shop.Sale{ID: actID, Kind: shop.KindSale, Till: till, TillCode: "T1", Series: "A", Number: 7,
		Place: "01JDEMOPLACE00000000000000", Entity: "01JDEMOENTITY0000000000000", Shift: "01JDEMOSHIFT00000000000000",
		Staff: "01JDEMOSTAFF00000000000000", StaffCode: "C1", Customer: "01JDEMOCUSTOMER00000000000", At: moment(1795442880000)}
	tax := shop.LineTax{Code: "A", Names: shop.Names{"en": "VAT 20 %", "ru": "НДС 20 %"}, Rate: 200_000, Inclusive: true, Base: 1000, Amount: 200}
	for i := range lines {
		s.Lines = append(s.Lines, shop.Line{No: i + 1, Product: "01JDEMOPRODUCT000000000000", SKU: "4600", Barcode: "4601234567893",
			Name: "Молоко 3,2 % 930 мл", Category: "01JDEMOCATEGORY00000000000", Unit: shop.Piece, Qty: 1000, ListPrice: 12_000_000,
			Price: 12_000_000, List: 1200, Adjustments: []shop.Adjustment{{Reason: shop.ReasonLineDiscount, Rate: 100_000, Amount: -120}},
			Net: 1000, Tax: 200, Total: 1200, Cost: 800, Taxes: []shop.LineTax{tax}, Tracked: true})
	}
	s.Taxes = []shop.LineTax{tax}
	s.Payments = []shop.Payment{{No: 1, Tender: "cash", Amount: 6000, Given: 10000, Change: 4000, Currency: "RUB", Exponent: 2}}
	s.List, s.Net, s.Tax, s.Total, s.Cost = 6000, 5000, 1000, 6000, 4000
	return s
}

// The golden vector, computed by a program of another language.
const (
	goldenGenesis = "e89b6cf9043033de6bfecf81c39b8de267bfc7f1ecf10e9908b3daf7b970ba31"
	goldenHash    = "8f9eecadec55f1bbb4edbf1fa13c2dbbee34f606016f93e93ebbb7b1858d286b"
	goldenHead    = "1:R6POZLPMKX"
)

func TestAKnownHeadNeverGoesBackwards(t *testing.T) {
	f := journal.HeadFile{}.With(journal.Head{Till: "T1", Seq: 11}).With(journal.Head{Till: "T1", Seq: 10})
	if h, ok := f.Of("T1"); !ok || h.Seq != 11 || len(f) != 1 {
		t.Errorf("the file holds %+v, want record 11 alone", f)
	}
}
