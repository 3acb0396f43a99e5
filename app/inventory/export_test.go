//go:build cgo

package inventory_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// catalogue is a desk with one product of every kind that a file could spoil.
func catalogue(t *testing.T) desk {
	t.Helper()
	d, beans, _ := stocked(t)
	c, err := d.AddCategory(d.ctx, "", shop.Names{"en": "Drinks", "ru": "Напитки"})
	if err != nil {
		t.Fatal(err)
	}
	beans.Category = c.ID
	beans.Favourite = 3
	if _, err := d.Change(d.ctx, inventory.Edit{Product: beans}); err != nil {
		t.Fatal(err)
	}
	for _, p := range []shop.Product{
		{Names: shop.Names{"ru": "Бензин"}, Unit: shop.Litre, Price: 2_199 * 1000, Cost: 1, Tracked: true, SKU: "F-1"},
		{Names: shop.Names{"en": "=cmd|'/c calc'!A1", "ru": "+7 \"Чай\", чёрный; 5'"}, Unit: shop.Piece, SKU: "-5"},
		{Names: shop.Names{"en": "Gift card"}, Unit: shop.Piece, PriceKind: shop.OpenPrice},
	} {
		if _, err := d.Add(d.ctx, inventory.Edit{Product: p}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Receive(d.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: beans.ID, Qty: 12_125}}}); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) export(t *testing.T, what, format string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), what+"."+format)
	out, err := d.ExportFile(d.ctx, inventory.ExportSpec{What: what, Format: format, Path: path})
	if err != nil || out.Path != path {
		t.Fatalf("%+v %v", out, err)
	}
	return path
}

func TestWhatWasWrittenOutChangesNothingWhenItComesBack(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		d := catalogue(t)
		rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: d.export(t, "products", format)})
		if err != nil || counts(rep) != [4]int64{0, 0, 5, 0} || len(rep.Unknown) > 0 {
			t.Errorf("%s: %v, %+v", format, err, rep)
		}
		if rep.Format.Workbook != (format == "xlsx") {
			t.Errorf("%s was read as %+v", format, rep.Format)
		}
		rep, err = d.ImportStock(d.ctx, inventory.ImportSpec{Path: d.export(t, "stock", format)})
		if err != nil || counts(rep) != [4]int64{0, 0, 2, 0} {
			t.Errorf("stock as %s: %v, %+v", format, err, rep)
		}
		d.sound(t)
	}
}

func TestAnotherShopIsFilledByAFileOfThisOne(t *testing.T) {
	d := catalogue(t)
	path := d.export(t, "products", "xlsx")
	other := newDesk(t, "DE")
	rep, err := other.Import(other.ctx, inventory.ImportSpec{Path: path})
	if err != nil || counts(rep) != [4]int64{5, 0, 0, 0} {
		t.Fatalf("%v %+v", err, rep)
	}
	got, err := other.Find(other.ctx, "4006381333955")
	if err != nil || len(got) != 1 || got[0].Qty != 6000 || got[0].OnHand != 12_125 {
		t.Fatalf("%+v %v", got, err)
	}
	p := got[0].Product
	if p.CashierNote != "ask for the age" || !p.NoteConfirm || p.ReceiptNote != "keep cool" || p.Low != 5000 || p.Favourite != 3 || !p.Tracked {
		t.Errorf("%+v", p) // a note of two lines stands in one line of a table
	}
	if fuel := other.find(t, "F-1"); fuel.Price != 2_199_000 || fuel.Unit != shop.Litre {
		t.Errorf("%+v", fuel)
	}
	if tea := other.find(t, "-5"); tea.Names["en"] != "=cmd|'/c calc'!A1" || tea.Names["ru"] != "+7 \"Чай\", чёрный; 5'" {
		t.Errorf("%+v", tea)
	}
	other.sound(t)
}

func TestAChangeInTheFileIsTakenByTheIDOfTheProduct(t *testing.T) {
	d := catalogue(t)
	text, err := os.ReadFile(d.export(t, "products", "csv"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), ",COF-250,", ",COF-251,", 1)
	rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, []byte(changed))})
	if err != nil || counts(rep) != [4]int64{0, 1, 4, 0} {
		t.Fatalf("%v %+v", err, rep)
	}
	if p := d.find(t, "4006381333931"); p.SKU != "COF-251" {
		t.Errorf("%+v", p)
	}
	d.sound(t)
}

func TestAFileForProgramsHasPlainTexts(t *testing.T) {
	d := catalogue(t)
	var out bytes.Buffer
	n, err := d.Export(d.ctx, inventory.ExportSpec{What: "products", Format: "json"}, &out)
	var rows []map[string]string
	if err != nil || n != 5 || json.Unmarshal(out.Bytes(), &rows) != nil || rows[0]["price"] != "5.75" || rows[0]["stock"] != "12.1250" || rows[0]["packs"] != "4006381333955=6" {
		t.Errorf("%d %v %v", n, err, rows)
	}
	if kinds := d.kinds(t, 1); kinds[0] != journal.Export {
		t.Errorf("that it left is written down as %v", kinds)
	}
}

func TestAnExportIsRefusedWithoutTheRightAndForAnotherForm(t *testing.T) {
	d := catalogue(t)
	for spec, want := range map[inventory.ExportSpec]fault.Code{
		{What: "products", Format: "pdf"}:   fault.BadOption,
		{What: "customers", Format: "csv"}:  fault.BadOption,
		{What: "stock", Path: "/no/where/"}: fault.FileUnwritable,
	} {
		if _, err := d.ExportFile(d.ctx, spec); !fault.Is(err, want) && spec.Path != "" {
			t.Errorf("%+v: %v", spec, err)
		}
	}
	c := d.as(t, rights.Senior)
	var out bytes.Buffer
	if _, err := c.Export(c.ctx, inventory.ExportSpec{What: "products"}, &out); !fault.Is(err, fault.NoRight) || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}

func TestCountedStockIsSetByOneDocument(t *testing.T) {
	d, beans, tea := stocked(t)
	text := "sku;штрихкод;по факту\n;4006381333931;12,5\nN-1;;3\n;4006381333931;1\n;;5\nX;;\n;4006381333955;abc\n"
	spec := inventory.ImportSpec{Path: file(t, []byte(text)), DryRun: true}
	rep, err := d.ImportStock(d.ctx, spec)
	if err != nil || counts(rep) != [4]int64{0, 1, 0, 5} || d.onHand(t, beans.ID) != 0 {
		t.Fatalf("looked at: %v %+v", err, rep)
	}
	reasons := []string{}
	for _, r := range rep.Refusals {
		reasons = append(reasons, r.Reason)
	}
	if got := strings.Join(reasons, " "); got != "reason.unknown_code reason.product_twice reason.no_code reason.stock_bad reason.stock_bad" {
		t.Errorf("refused for %s", got)
	}
	if rep.First[0].Outcome != inventory.RowChanged || rep.First[1].Outcome != inventory.RowRefused || rep.First[1].Refusal == nil {
		t.Errorf("preview %+v", rep.First)
	}
	spec.DryRun = false
	for _, want := range [][4]int64{{0, 1, 0, 5}, {0, 0, 1, 5}} {
		if rep, err := d.ImportStock(d.ctx, spec); err != nil || counts(rep) != want {
			t.Errorf("%v %+v, want %v", err, counts(rep), want)
		}
	}
	if got := d.onHand(t, beans.ID); got != 12_500 {
		t.Errorf("%v", got)
	}
	list, _ := d.Movements(d.ctx, inventory.MoveQuestion{Limit: 5})
	if len(list) != 1 || list[0].Kind != shop.MoveCorrect || list[0].Label != "SC-1" || list[0].Reason != shop.StockCorrection {
		t.Errorf("%+v", list)
	}
	more := "id,counted\n" + string(tea.ID) + ",2\n"
	if rep, err := d.ImportStock(d.ctx, inventory.ImportSpec{Path: file(t, []byte(more))}); err != nil || rep.Changed != 1 {
		t.Errorf("%v %+v", err, rep)
	}
	if s, _ := d.Sheet(d.ctx, tea.ID); !s.Product.Tracked || s.OnHand != 2*money.One {
		t.Errorf("what was counted is kept from then on: %+v", s)
	}
	d.sound(t)
}

func TestAFileThatIsNoCountIsRefused(t *testing.T) {
	d := newDesk(t, "DE")
	for text, want := range map[string]fault.Code{
		"sku,name\n1,Tea\n": fault.ColumnMissing, "stock,name\n1,Tea\n": fault.ColumnMissing, "": fault.FileEmpty,
		"%PDF-1.4": fault.NotATable,
	} {
		if _, err := d.ImportStock(d.ctx, inventory.ImportSpec{Path: file(t, []byte(text))}); !fault.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	c := d.as(t, rights.Cashier)
	if _, err := c.ImportStock(c.ctx, inventory.ImportSpec{}); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
	if _, err := c.Folder(c.ctx, ""); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
}

func TestAFolderListsTablesAndFolders(t *testing.T) {
	d := newDesk(t, "DE")
	dir := t.TempDir()
	for _, name := range []string{"b.CSV", "a.xlsx", "notes.pdf", ".hidden.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "z"), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := d.Folder(d.ctx, dir)
	names := []string{}
	for _, e := range f.Entries {
		names = append(names, e.Name)
	}
	if err != nil || strings.Join(names, " ") != "z a.xlsx b.CSV" || f.Parent != filepath.Dir(dir) {
		t.Errorf("%+v %v", f, err)
	}
	if _, err := d.Folder(d.ctx, filepath.Join(dir, "nothing")); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("%v", err)
	}
}
