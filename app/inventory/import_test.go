//go:build cgo

package inventory_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data/datatest"
)

// utf16le is a text as Windows programs save it.
func utf16le(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func windows1251(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.Windows1251.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFilesOfEveryFormGiveTheSameGoods(t *testing.T) {
	const russian = "Штрихкод;Наименование;Цена, руб.;Остаток;Ед. изм.\n4600000000015;Чай чёрный;1 250,00;12;шт\n4600000000022;Сыр;899,90;3,5;кг\n"
	tabs := strings.ReplaceAll(russian, ";", "\t")
	for name, content := range map[string][]byte{
		"UTF-8":                []byte(russian),
		"UTF-8 with mark":      []byte("\ufeff" + russian),
		"UTF-16":               utf16le(russian),
		"Windows-1251":         windows1251(t, russian),
		"tabs":                 []byte(tabs),
		"tabs in UTF-16":       utf16le(tabs),
		"tabs in Windows-1251": windows1251(t, tabs),
		"CRLF":                 []byte(strings.ReplaceAll(russian, "\n", "\r\n")),
		"CR":                   []byte(strings.ReplaceAll(russian, "\n", "\r")),
		"commas, points":       []byte("barcode,name,price,stock,unit\n4600000000015,Чай чёрный,\"1,250.00\",12,pcs\n4600000000022,Сыр,899.90,3.5,kg\n"),
		"points, commas":       []byte("barcode;name;price;stock;unit\n4600000000015;Чай чёрный;1.250,00;12;pcs\n4600000000022;Сыр;899,90;3,5;kg\n"),
		"no-break spaces":      []byte("barcode;name;price;stock;unit\n4600000000015;Чай чёрный;1\u00a0250,00 ₽;12;pcs\n4600000000022;Сыр;899,90 руб.;3,5;kg\n"),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, "RU")
			rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, content)})
			if err != nil || counts(rep) != [4]int64{2, 0, 0, 0} {
				t.Fatalf("%v %v %v", counts(rep), rep.Refusals, err)
			}
			tea, cheese := d.find(t, "4600000000015"), d.find(t, "4600000000022")
			if tea.Names[shop.Russian] != "Чай чёрный" || tea.Price != 125_000*money.PerMinor || tea.Unit != shop.Piece || !tea.Tracked {
				t.Errorf("%+v", tea)
			}
			f, err := d.carries("4600000000022")
			if err != nil || f.OnHand != 3500 || cheese.Price != 89_990*money.PerMinor || cheese.Unit != shop.Kilo {
				t.Errorf("%+v", f)
			}
			d.sound(t)
		})
	}
}

func TestPriceListsFromGermanSpreadsheetsAreUnderstood(t *testing.T) {
	for name, head := range map[string]string{
		"a spreadsheet":    "Artikelnummer;Bezeichnung;EAN;Preis;MwSt;Bestand;Einheit;Warengruppe",
		"a merchandiser":   "Art.-Nr.;Artikelbezeichnung;EAN-Code;VK-Preis (€);MwSt.-Satz;Lagerbestand;ME;Kategorie",
		"another":          "Artikel-Nr.;Artikel;Barcode;Verkaufspreis brutto;USt %;Menge;Mengeneinheit;Gruppe",
		"one with details": "Nr.;Produktname;GTIN;Einzelpreis;Steuersatz;Ist-Bestand;Einheit;Artikelgruppe;Beschreibung;EK netto",
	} {
		content := head + "\r\n1001;Bergkäse;4006381333931;1.019,90 €;7 %;3,5;kg;Käse\r\n1002;Öl „süß“;4006381333948;4,99;19 % MwSt.;12;Stück;Öle & Würze\r\n"
		for letters, raw := range map[string][]byte{"UTF-8": []byte("\ufeff" + content), "Windows-1252": windows1252(t, content)} {
			d := newDesk(t, "DE")
			rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, raw)})
			if err != nil || counts(rep) != [4]int64{2, 0, 0, 0} {
				t.Errorf("%s in %s: %v %v %v, not used: %q", name, letters, counts(rep), rep.Refusals, err, rep.Unknown)
				continue
			}
			cheese, oil := d.find(t, "4006381333931"), d.find(t, "4006381333948")
			if cheese.SKU != "1001" || cheese.Names[shop.English] != "Bergkäse" || cheese.Price != 101_990*money.PerMinor || cheese.Unit != shop.Kilo || !cheese.Tracked {
				t.Errorf("%s in %s: %+v", name, letters, cheese)
			}
			if oil.Unit != shop.Piece || oil.TaxGroup == cheese.TaxGroup || oil.Category == "" || oil.Names[shop.English] != "Öl „süß“" {
				t.Errorf("%s in %s: %+v", name, letters, oil)
			}
		}
	}
}

func windows1252(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAWrongRowIsRefusedWithItsReasonAndTheOthersStay(t *testing.T) {
	long := strings.Repeat("7", 81)
	for _, c := range []struct{ row, reason string }{
		{"4006381333932,,Marker,1.00,19,pc,1", "reason.check_digit"},
		{"036000291453,,Tissues,1.00,19,pc,1", "reason.check_digit"},
		{"4.00638E+12,,Marker,1.00,19,pc,1", "reason.barcode_bad"},
		{long + ",,Marker,1.00,19,pc,1", "reason.barcode_bad"},
		{"штрих,,Marker,1.00,19,pc,1", "reason.barcode_bad"},
		{"96385074,,,1.00,19,pc,1", "reason.name_empty"},
		{"96385074,,\u200b\u200b,1.00,19,pc,1", "reason.name_empty"},
		{"96385074,,Gum,1e9,19,pc,1", "kind.number_syntax"},
		{"96385074,,Gum,NaN,19,pc,1", "kind.number_syntax"},
		{"96385074,,Gum,0x10,19,pc,1", "kind.number_syntax"},
		{"96385074,,Gum,٣,19,pc,1", "kind.number_syntax"},
		{"96385074,,Gum,1.239,19,pc,1", "kind.number_decimals"},
		{"96385074,,Gum,-1.00,19,pc,1", "reason.price_bad"},
		{"96385074,,Gum,$1.00,19,pc,1", "reason.price_bad"},
		{"96385074,,Gum,10000000000.00,19,pc,1", "reason.price_bad"},
		{"96385074,,Gum,99999999999999999999.00,19,pc,1", "kind.number_range"},
		{"96385074,,Gum,,19,pc,1", "reason.price_missing"},
		{"96385074,,Gum,1.00,17,pc,1", "reason.tax_unknown"},
		{"96385074,,Gum,1.00,19,bushel,1", "reason.unit_unknown"},
		{"96385074,,Gum,1.00,19,pc,many", "reason.stock_bad"},
		{"4006381333931,,Highlighter again,1.00,19,pc,1", "reason.barcode_twice"},
		{"04006381333931,,Highlighter again,1.00,19,pc,1", "reason.barcode_twice"},
		{"96385074,A1,Gum,1.00,19,pc,1", "reason.sku_twice"},
		{"96385074,,Gum,1.00,19,pc,1,extra", "kind.column_count"},
	} {
		d := newDesk(t, "DE")
		rep := d.take(t, "barcode,sku,name,price,tax,unit,stock\n4006381333931,A1,Highlighter,1.35,19,pc,5\n"+c.row+"\n2000000100104,,Bread,4.20,7 %,pc,3\n")
		if counts(rep) != [4]int64{2, 0, 0, 1} || len(rep.Refusals) != 1 {
			t.Errorf("%q: %v %v", c.row, counts(rep), rep.Refusals)
			continue
		}
		if r := rep.Refusals[0]; r.Reason != c.reason || r.Row != 2 || r.Line != 3 {
			t.Errorf("%q: %+v, want %s in row 2, line 3", c.row, r, c.reason)
		}
		for _, lang := range text.Languages() {
			in, _ := text.For(lang)
			said := in.T("import."+rep.Refusals[0].Reason, text.Args(rep.Refusals[0].Values))
			if strings.Contains(said, "import.") || strings.Contains(said, "…") && len(c.row) < 80 || strings.Contains(said, "<no value>") {
				t.Errorf("%q in %s: %q", c.row, lang, said)
			}
		}
	}
}

func TestAmbiguousPricesAreRefusedUnlessTheColumnProvesThem(t *testing.T) {
	d := newDesk(t, "DE")
	rep := d.take(t, "sku;name;price\n1;a;1.234\n2;b;12\n")
	if counts(rep) != [4]int64{1, 0, 0, 1} || rep.Refusals[0].Reason != "kind.number_ambiguous" {
		t.Errorf("%v %v", counts(rep), rep.Refusals)
	}
	d = newDesk(t, "DE")
	if rep = d.take(t, "sku;name;price\n1;a;1.234\n2;b;12,50\n"); counts(rep) != [4]int64{2, 0, 0, 0} {
		t.Fatalf("%v %v", counts(rep), rep.Refusals)
	}
	if p := d.find(t, "1"); p.Price != 123_400*money.PerMinor {
		t.Errorf("the price is %d", p.Price)
	}
}

func TestAMeasuredPriceMayHaveMoreDecimals(t *testing.T) {
	d := newDesk(t, "DE")
	rep := d.take(t, "sku,name,price,unit\n1,Diesel,1.799,l\n2,Screw,0.0125,pc\n3,Cable,0.85,m\n")
	if counts(rep) != [4]int64{2, 0, 0, 1} || rep.Refusals[0].Row != 2 {
		t.Fatalf("%v %v", counts(rep), rep.Refusals)
	}
	if p := d.find(t, "1"); p.Price != 1_799_000 {
		t.Errorf("the price is %d", p.Price)
	}
}

func TestCodesAreOneProductHoweverTheirZerosAreWritten(t *testing.T) {
	spellings := []string{"036000291452", "0036000291452", "00036000291452", "36000291452", "000000036000291452", "36000291452.0"}
	for _, first := range spellings {
		for _, second := range spellings {
			d := newDesk(t, "US")
			d.take(t, "barcode,name,price\n"+first+",Tissues,2.50\n")
			rep := d.take(t, "barcode,name,price\n"+second+",Tissues,2.75\n")
			if counts(rep) != [4]int64{0, 1, 0, 0} {
				t.Errorf("%s, then %s: %v %v", first, second, counts(rep), rep.Refusals)
				continue
			}
			if p := d.find(t, "036000291452"); len(p.Barcodes) != 1 || p.Price != 275*money.PerMinor {
				t.Errorf("%s, then %s: %+v", first, second, p)
			}
		}
	}
}

func TestAFileImportedTwiceChangesNothing(t *testing.T) {
	d := newDesk(t, "DE")
	path := filepath.Join("testdata", "off_200.csv")
	spec := inventory.ImportSpec{Path: path, DefaultPrice: 199}
	rep, err := d.Import(d.ctx, spec)
	if err != nil || counts(rep) != [4]int64{200, 0, 0, 0} {
		t.Fatalf("%v %v %v", counts(rep), rep.Refusals, err)
	}
	before := d.head(t)
	rep, err = d.Import(d.ctx, spec)
	if err != nil || counts(rep) != [4]int64{0, 0, 200, 0} || rep.Rows != 200 {
		t.Errorf("%v %v %v", counts(rep), rep.Refusals, err)
	}
	if d.head(t) != before {
		t.Error("an import that changed nothing was written down")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		code, _, _ := strings.Cut(row, ",")
		if p := d.find(t, code); p.Price != 199*money.PerMinor {
			t.Errorf("%s costs %d", code, p.Price)
		}
	}
	d.sound(t)
}

func TestWhatTheFileSaysDifferentlyIsChangedAndTheRestStays(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,sku,name,price,cost,tax,category,stock\n4006381333931,A1,Highlighter,1.35,0.80,19,Pens,5\n")
	before := d.find(t, "A1")
	rep := d.take(t, "sku,name,price,stock,barcode\nA1,Highlighter yellow,1.45,99,4006381333931|2000000100104\n")
	if counts(rep) != [4]int64{0, 1, 0, 0} {
		t.Fatalf("%v %v", counts(rep), rep.Refusals)
	}
	f, err := d.carries("2000000100104")
	if err != nil {
		t.Fatal(err)
	}
	want := before
	want.Names, want.Price, want.Version = shop.Names{shop.English: "Highlighter yellow"}, 145*money.PerMinor, before.Version+1
	want.Barcodes = append(want.Barcodes, shop.Barcode{Code: "2000000100104", Qty: money.One})
	if diff := cmp.Diff(want, f.Product); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if f.OnHand != 5*money.One {
		t.Errorf("stock is %s: an import must not bring back what was sold", f.OnHand)
	}
	d.sound(t)
}

func TestACodeOfAnotherProductIsNotTakenAway(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,sku,name,price\n4006381333931,A1,Highlighter,1.35\n96385074,B1,Gum,0.99\n")
	rep := d.take(t, "barcode,sku,name,price\n04006381333931,C1,Marker,2.00\n96385074,A1,Highlighter,1.35\n4006381333931,,Highlighter,1.40\n")
	if counts(rep) != [4]int64{0, 0, 0, 3} && counts(rep) != [4]int64{0, 1, 0, 2} {
		t.Fatalf("%v %+v", counts(rep), rep.Refusals)
	}
	for i, want := range []string{"reason.barcode_taken", "reason.barcode_taken"} {
		if rep.Refusals[i].Reason != want && rep.Refusals[i].Reason != "reason.barcode_twice" {
			t.Errorf("row %d: %+v", i+1, rep.Refusals[i])
		}
	}
	if p := d.find(t, "4006381333931"); p.SKU != "A1" {
		t.Errorf("the code belongs to %s now", p.SKU)
	}
}

func TestNamesReachTheBooksCleanAndBounded(t *testing.T) {
	d := newDesk(t, "DE")
	kick := "Bread\x1bp\x00\x19\xfa \x1dV\x00 \x10loaf"
	rep := d.take(t, "sku,name,price\n1,"+kick+",1.00\n2,"+strings.Repeat("Long ", 100)+",1.00\n3,=cmd|'/c calc'!A1,1.00\n4,a\u202eb\u2066c,1.00\n5,Milk,open\n")
	if rep.Added != 5 {
		t.Fatalf("%v %v", counts(rep), rep.Refusals)
	}
	for sku := 1; sku <= 5; sku++ {
		name := d.find(t, fmt.Sprint(sku)).Names[shop.English]
		if len([]rune(name)) > shop.MaxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x202e || r == 0x2066 }) {
			t.Errorf("%d: %q", sku, name)
		}
	}
	if p := d.find(t, "5"); p.PriceKind != shop.OpenPrice {
		t.Errorf("%+v", p)
	}
	if got := d.find(t, "3").Names[shop.English]; got != "=cmd|'/c calc'!A1" {
		t.Errorf("%q", got)
	}
}

func TestWithoutPricesGoodsHaveAnOpenPriceOrTheGivenOne(t *testing.T) {
	for given, want := range map[money.Amount]shop.PriceKind{0: shop.OpenPrice, 150: shop.FixedPrice} {
		d := newDesk(t, "DE")
		if _, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, []byte("name\nTea\n")), DefaultPrice: given}); err != nil {
			t.Fatal(err)
		}
		tiles, err := d.Tiles(d.ctx, inventory.Group{}, 0, 10)
		if err != nil || len(tiles) != 1 || tiles[0].PriceKind != want || tiles[0].Price != money.UnitPrice(given)*money.PerMinor {
			t.Errorf("given %d: %+v %v", given, tiles, err)
		}
	}
}

func TestADryRunSaysTheSameAndChangesNothing(t *testing.T) {
	d := newDesk(t, "DE")
	path := file(t, []byte("barcode,name,price,category\n4006381333931,Highlighter,1.35,Pens\n4006381333932,Marker,1,Pens\n"))
	before := d.head(t)
	dry, err := d.Import(d.ctx, inventory.ImportSpec{Path: path, DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := d.Count(d.ctx, inventory.Group{}); n != 0 || d.head(t) != before {
		t.Errorf("%d products after a dry run", n)
	}
	wet, err := d.Import(d.ctx, inventory.ImportSpec{Path: path})
	if err != nil || counts(dry) != counts(wet) {
		t.Errorf("dry %v, wet %v, %v", counts(dry), counts(wet), err)
	}
}

func TestAnInterruptedImportLeavesWholeBatchesAndIsCompletedByARepeat(t *testing.T) {
	d := newDesk(t, "DE")
	var b bytes.Buffer
	b.WriteString("barcode,name,price,stock\n")
	for i := range 2500 {
		fmt.Fprintf(&b, "%d,Product %d,1.00,5\n", 2_000_000+i, i)
	}
	path := file(t, b.Bytes())
	ctx, stop := context.WithCancel(d.ctx)
	rep, err := d.Import(ctx, inventory.ImportSpec{Path: path, Progress: func(read, all int64) {
		if read > all {
			t.Errorf("%d of %d bytes", read, all)
		}
		stop()
	}})
	if !errors.Is(err, context.Canceled) || rep.Added != 2000 {
		t.Fatalf("%v after %d", err, rep.Added)
	}
	if n, _ := d.Count(d.ctx, inventory.Group{}); n != 2000 {
		t.Errorf("%d products were left", n)
	}
	d.sound(t)
	rep, err = d.Import(d.ctx, inventory.ImportSpec{Path: path})
	if err != nil || counts(rep) != [4]int64{500, 0, 2000, 0} {
		t.Errorf("%v %v", counts(rep), err)
	}
	d.sound(t)
	datatest.View(t, d.store, func(tx books.Tx) error {
		f, err := tx.Products().ByCodes(d.made.Till.Place, []string{"2000000"})
		if len(f) != 1 || f[0].OnHand != 5*money.One {
			t.Errorf("%+v", f)
		}
		return err
	})
}

func TestAFileThatIsNoTableIsAFault(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    fault.Code
	}{
		"empty":     {"", fault.FileEmpty},
		"header":    {"barcode,name,price\n", fault.FileEmpty},
		"no name":   {"barcode,price\n96385074,1\n", fault.ColumnMissing},
		"zip":       {"PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", fault.FileUnreadable},
		"two names": {"name,price,price\na,1,2\n", fault.ColumnMissing},
	} {
		d := newDesk(t, "DE")
		_, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, []byte(c.content))})
		if !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	d := newDesk(t, "DE")
	if _, err := d.Import(d.ctx, inventory.ImportSpec{Path: "testdata/none.csv"}); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("%v", err)
	}
	if _, err := d.Import(act.As(d.ctx, shop.Staff{Role: "cashier"}), inventory.ImportSpec{Path: "testdata/off_200.csv"}); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
}

func TestAMappingFileChoosesTheColumns(t *testing.T) {
	d := newDesk(t, "DE")
	mapping := file(t, []byte("name = \"Bezeichnung\"\nprice = 3\n"))
	path := file(t, []byte("SKU;Bezeichnung;VK;Preis alt\n7;Brot;4,20;3,90\n"))
	rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: path, Map: mapping})
	if err != nil || rep.Added != 1 {
		t.Fatalf("%v %v", rep.Refusals, err)
	}
	if p := d.find(t, "7"); p.Price != 420*money.PerMinor || p.Names[shop.English] != "Brot" {
		t.Errorf("%+v", p)
	}
}

func TestTwoRowsOfOneProductAreOneRowAndADuplicate(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,sku,name,price\n4006381333931,A1,Highlighter,1.35\n")
	const twice = "barcode,sku,name,price\n,A1,Highlighter,1.45\n4006381333931,,Highlighter,1.55\n96385074,,Gum,0.99\n"
	rep := d.take(t, twice)
	if counts(rep) != [4]int64{1, 1, 0, 1} || len(rep.Refusals) != 1 {
		t.Fatalf("%v %+v", counts(rep), rep.Refusals)
	}
	if r := rep.Refusals[0]; r.Reason != "reason.product_twice" || r.Line != 3 || r.Values["line"] != 2 {
		t.Errorf("%+v", r)
	}
	for _, lang := range text.Languages() {
		in, _ := text.For(lang)
		if said := in.T("import."+rep.Refusals[0].Reason, text.Args(rep.Refusals[0].Values)); !strings.Contains(said, "2") {
			t.Errorf("%s: %q", lang, said)
		}
	}
	if p := d.find(t, "A1"); p.Price != 145*money.PerMinor {
		t.Errorf("the price is %d", p.Price)
	}
	if rep = d.take(t, twice); counts(rep) != [4]int64{0, 0, 2, 1} {
		t.Errorf("again: %v %+v", counts(rep), rep.Refusals)
	}
	d.sound(t)
}

func TestOneProductIsADuplicateAlsoInALaterBatch(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,sku,name,price\n4006381333931,A1,Highlighter,1.35\n")
	var b strings.Builder
	b.WriteString("barcode,sku,name,price\n,A1,Highlighter,1.45\n")
	for i := range 2100 {
		fmt.Fprintf(&b, "%d,,Product %d,1.00\n", 2_000_000+i, i)
	}
	b.WriteString("4006381333931,,Highlighter,1.55\n")
	if rep := d.take(t, b.String()); counts(rep) != [4]int64{2100, 1, 0, 1} || rep.Refusals[0].Values["line"] != 2 {
		t.Errorf("%v %+v", counts(rep), rep.Refusals)
	}
	if p := d.find(t, "A1"); p.Price != 145*money.PerMinor {
		t.Errorf("the price is %d", p.Price)
	}
}

func TestACorrectedPackQuantityIsImported(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,sku,name,price,qty\n4006381333931,A1,Highlighter,1.35,6\n")
	for _, c := range []struct {
		file string
		want [4]int64
		qty  money.Qty
	}{
		{"barcode,sku,name,price,qty\n04006381333931,A1,Highlighter,1.35,10\n", [4]int64{0, 1, 0, 0}, 10 * money.One},
		{"barcode,sku,name,price,qty\n4006381333931,A1,Highlighter,1.35,10\n", [4]int64{0, 0, 1, 0}, 10 * money.One},
		{"barcode,sku,name,price,qty\n4006381333931,A1,Highlighter,1.35,\n", [4]int64{0, 0, 1, 0}, 10 * money.One},
		{"barcode,sku,name,price\n4006381333931,A1,Highlighter,1.35\n", [4]int64{0, 0, 1, 0}, 10 * money.One},
	} {
		if rep := d.take(t, c.file); counts(rep) != c.want {
			t.Errorf("%q: %v %+v", c.file, counts(rep), rep.Refusals)
		}
		f, err := d.carries("4006381333931")
		if err != nil || f.Qty != c.qty || len(f.Product.Barcodes) != 1 {
			t.Errorf("%q: %+v %v", c.file, f, err)
		}
	}
}

func TestAStockThatIsWorthMoreThanCanBeBookedIsRefused(t *testing.T) {
	d := newDesk(t, "DE")
	rep := d.take(t, "sku,name,price,cost,stock\n1,Diamond,5.00,9000000.00,999999999\n2,Bread,4.20,2.00,5\n")
	if counts(rep) != [4]int64{1, 0, 0, 1} || rep.Refusals[0].Reason != "reason.worth_large" {
		t.Errorf("%v %+v", counts(rep), rep.Refusals)
	}
	d.sound(t)
}
