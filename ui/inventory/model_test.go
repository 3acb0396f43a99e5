package inventory

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kassa/app/fault"
	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

func names(l List) (list []string) {
	for i := range l.Known {
		r, _ := l.At(i)
		list = append(list, r.Names.In(shop.English))
	}
	return list
}

func TestFiltersCombine(t *testing.T) {
	m := open(t, full())
	if l := m.State().List; l.Known != 8 || l.Counts != (shop.StockCounts{Products: 8, Low: 1, Out: 1}) || l.Value != 4_821_000 {
		t.Errorf("%+v", l)
	}
	m.Search("b")
	m.Choose(1)
	m.Only(goods.Low)
	if diff := cmp.Diff([]string{"Butter 82 % 200 g"}, names(m.State().List)); diff != "" {
		t.Error(diff)
	}
	m.Only(goods.Low) // the same again shows everything
	m.Choose(-1)
	if !m.Escape() || m.State().List.Known != 8 || m.Escape() {
		t.Errorf("%+v", m.State().List)
	}
}

func TestALongListKeepsFewPages(t *testing.T) {
	s := full()
	s.rows = nil
	for i := range 10_000 {
		s.rows = append(s.rows, goods.StockLine{StockRow: shop.StockRow{ID: shop.ID(fmt.Sprint(i)), Names: shop.Names{"en": fmt.Sprintf("Product %05d", i)}, Mark: fmt.Sprintf("%05d", i)}})
	}
	m := open(t, s)
	for i := 0; i < m.State().List.Known; i += 50 {
		m.Want(i)
		m.Want(i + ahead)
	}
	l := m.State().List
	if l.Known != 10_000 || l.More || len(l.pages) > keptPages+1 {
		t.Errorf("%d rows known, more %v, %d pages kept", l.Known, l.More, len(l.pages))
	}
	if _, there := l.At(0); there {
		t.Error("the first page is kept for ever")
	}
	m.Want(3)
	if r, there := m.State().List.At(3); !there || r.Names.In("en") != "Product 00003" {
		t.Errorf("%+v", r)
	}
}

func TestAScanOpensTheProductOrFilters(t *testing.T) {
	s := full()
	m := open(t, s)
	m.Scan("4600051000057")
	if got := m.State(); got.Page != OneProduct || got.Sheet.ID != "P5" || got.Sheet.OnHand != 21_000 || len(got.Sheet.Moves) != 1 {
		t.Errorf("%+v", got.Sheet)
	}
	m.Back()
	m.Scan("nothing")
	if got := m.State(); got.Page != Products || !fault.Is(got.Said.Err, fault.UnknownCode) {
		t.Errorf("%+v", got.Said)
	}
	s.rows[1].Barcode = s.rows[0].Barcode
	m.Scan(s.rows[0].Barcode)
	if got := m.State(); got.List.Words != s.rows[0].Barcode || got.List.Known != 2 {
		t.Errorf("%+v", got.List)
	}
}

func TestAProductIsChangedAndSaved(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenProduct("P5")
	m.Write(PriceField, "5,99")
	m.Write(LowField, "2.5")
	m.ChooseCategory(2)
	m.ChooseTax(1)
	m.AddBarcode(" 4600051000064 ")
	m.AddBarcode("4600051000064")
	m.PackOf(1, 6000)
	m.Star()
	if !m.State().Sheet.Dirty() {
		t.Fatal("nothing is unsaved")
	}
	m.Save(false)
	p := s.edits[0].Product
	if p.Price != 599*money.PerMinor || p.Low != 2500 || p.Category != "C3" || p.TaxGroup != "T2" || p.Favourite == 0 || len(p.Barcodes) != 2 || p.Barcodes[1].Qty != 6000 || p.Version != 1 {
		t.Errorf("%+v", p)
	}
	if got := m.State(); got.Sheet.Dirty() || got.Said.Key != "stock.saved" || got.Sheet.Product.Version != 2 {
		t.Errorf("%+v %+v", got.Sheet, got.Said)
	}
}

func TestWhatIsWrongIsSaidAtItsField(t *testing.T) {
	s := full()
	m := open(t, s)
	m.NewProduct()
	m.Save(false)
	if w := m.State().Sheet.Wrong; w[PriceField] == nil || len(s.edits) != 0 {
		t.Errorf("a product without a price: %v", w)
	}
	m.Write(PriceField, "1.999")
	m.Save(false)
	if w := m.State().Sheet.Wrong; w[PriceField] == nil || len(s.edits) != 0 {
		t.Errorf("three decimals of a price by the piece: %v", w)
	}
	m.ChooseKind(Weighed)
	m.Write(PriceField, "1.999")
	for _, c := range []struct {
		wrong error
		at    Field
	}{
		{fault.New(fault.EmptyName, nil), NameEnField}, {fault.New(fault.BadBarcode, fault.Args{"code": "1"}), BarcodeField},
		{fault.New(fault.AlreadyExists, fault.Args{"what": "sku", "value": "1"}), SKUField},
		{fault.New(fault.AlreadyExists, fault.Args{"what": "barcode", "value": "1"}), BarcodeField},
	} {
		s.wrong = c.wrong
		m.Save(false)
		if w := m.State().Sheet.Wrong; w[c.at] == nil {
			t.Errorf("%v is said at %v", c.wrong, w)
		}
	}
	if !m.State().Sheet.Twin || s.edits[0].Product.Price != 1_999_000 {
		t.Errorf("%+v", m.State().Sheet)
	}
	s.wrong = fault.New(fault.Stale, fault.Args{"name": "Tea"})
	m.Save(false)
	if got := m.State(); !fault.Is(got.Said.Err, fault.Stale) || got.Page != OneProduct {
		t.Errorf("%+v", got.Said)
	}
	s.wrong = nil
	m.Save(true)
	if last := s.edits[len(s.edits)-1]; !last.Shared || last.ID != s.edits[0].ID {
		t.Errorf("another try has another id: %+v", last)
	}
}

func TestUnsavedWordsHoldThePersonBack(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenProduct("P1")
	gone := 0
	leave := func() { m.Leave(func() { gone++ }) }
	leave()
	m.OpenProduct("P1")
	m.Write(NameEnField, "Rice")
	leave()
	if gone != 1 || !m.State().Sheet.Leaving {
		t.Fatalf("gone %d, %+v", gone, m.State().Sheet)
	}
	m.Stay()
	if m.State().Sheet.Leaving || m.State().Sheet.Texts[NameEnField] != "Rice" {
		t.Errorf("%+v", m.State().Sheet)
	}
	leave()
	m.SaveAndGo()
	if gone != 2 || len(s.edits) != 1 {
		t.Errorf("gone %d, %d edits", gone, len(s.edits))
	}
	m.OpenProduct("P2")
	m.Write(NameEnField, "Oil")
	m.Back()
	m.Forget()
	if got := m.State(); got.Page != Products || got.Sheet != nil || len(s.edits) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAProductIsPutAwayAndBroughtBack(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenProduct("P4")
	m.PutAway()
	if got := m.State(); len(s.put) != 1 || s.put[0].Version != 1 || got.Page != Products || got.Said.Key != "stock.put_away" {
		t.Fatalf("%+v %+v", s.put, got.Said)
	}
	m.OpenAway()
	m.AskBack(0)
	s.wrong = fault.New(fault.AlreadyExists, fault.Args{"what": "sku", "value": "S-004"})
	m.BringBack()
	if got := m.State(); got.Page != Away || got.Said.Err == nil || got.Away.Asked != -1 {
		t.Errorf("%+v", got)
	}
	s.wrong = nil
	m.AskBack(0)
	m.BringBack()
	if got := m.State(); got.Page != OneProduct || got.Sheet.ID != "P4" || len(s.put) != 3 {
		t.Errorf("%+v", got)
	}
}

func TestKindsOfProducts(t *testing.T) {
	m := open(t, full())
	m.NewProduct()
	for kind, want := range map[Kind]shop.Product{
		Counted:   {Unit: shop.Piece, PriceKind: shop.FixedPrice, Tracked: true},
		Weighed:   {Unit: shop.Kilo, PriceKind: shop.FixedPrice, Tracked: true},
		Service:   {Unit: shop.Piece, PriceKind: shop.FixedPrice},
		OpenPrice: {Unit: shop.Piece, PriceKind: shop.OpenPrice},
	} {
		m.ChooseKind(Counted)
		m.ChooseKind(kind)
		p := m.State().Sheet.Product
		if p.Unit != want.Unit || p.PriceKind != want.PriceKind || p.Tracked != want.Tracked || KindOf(p) != kind {
			t.Errorf("%v is %+v", kind, p)
		}
	}
}

func TestStockIsChangedForAReason(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenProduct("P2")
	for _, c := range []struct {
		reason shop.StockReason
		keys   string
		want   money.Qty
	}{{shop.StockWaste, "2", -2000}, {shop.StockFound, "1.5", 1500}, {shop.StockCorrection, "10", 7500}} {
		m.OpenAdjust()
		m.AdjustReason(c.reason)
		for _, k := range c.keys {
			m.AdjustType(k)
		}
		m.DoAdjust()
		if got := s.adjusted[len(s.adjusted)-1]; got.Qty != c.want || got.Reason != c.reason || m.State().Sheet.Adjust != nil {
			t.Errorf("%s: %+v", c.reason, got)
		}
	}
	if m.State().Sheet.OnHand != 10_000 {
		t.Errorf("%v are there", m.State().Sheet.OnHand)
	}
	m.OpenAdjust()
	m.DoAdjust()
	if a := m.State().Sheet.Adjust; a == nil || a.Wrong == nil || len(s.adjusted) != 3 {
		t.Errorf("nothing was typed: %+v", a)
	}
	s.wrong = fault.New(fault.OutOfStock, fault.Args{"name": "Butter"})
	m.AdjustType('1')
	m.DoAdjust()
	if a := m.State().Sheet.Adjust; a == nil || !fault.Is(a.Wrong, fault.OutOfStock) || !m.Escape() || m.State().Sheet.Adjust != nil {
		t.Errorf("%+v", a)
	}
}

func TestWhatComesInIsScannedTypedAndBooked(t *testing.T) {
	s := full()
	m := open(t, s)
	m.Show(Receiving)
	m.Scan("4600051000057")
	m.FindIn("12*")
	m.Scan("4600051000057")
	if r := m.State().Receipt; len(r.Lines) != 1 || r.Lines[0].Qty != 13_000 || r.Words != "" {
		t.Fatalf("%+v", r)
	}
	m.FindIn("2* butt")
	m.TakeIn(0)
	for _, k := range "36" {
		m.TypeIn(k)
	}
	m.NextIn()
	for _, k := range "2.115b" {
		m.TypeIn(k)
	}
	r := m.State().Receipt
	if len(r.Lines) != 2 || r.Lines[1].Qty != 36_000 || r.Lines[1].Cost != 211*money.PerMinor || !r.Lines[1].Typed {
		t.Fatalf("%+v", r)
	}
	if sum, pieces := r.Total(); sum != 13*360+36*211 || pieces != 49 {
		t.Errorf("%d for %d pieces", sum, pieces)
	}
	m.SupplierIs("Supplier 2")
	m.Book()
	got := s.received[0]
	if got.Supplier != "Supplier 2" || got.ID == "" || len(got.Lines) != 2 || got.Lines[0].HasCost || !got.Lines[1].HasCost {
		t.Errorf("%+v", got)
	}
	if r := m.State().Receipt; len(r.Lines) != 0 || m.State().Said.Name != "GR-118" {
		t.Errorf("%+v", r)
	}
}

func TestAReceiptThatWasRefusedStays(t *testing.T) {
	s := full()
	m := open(t, s)
	m.Show(Receiving)
	m.Book()
	m.Scan("4600051000057")
	m.TypeIn('0')
	m.Book()
	if len(s.received) != 0 {
		t.Errorf("nothing came in, and it was booked: %+v", s.received)
	}
	m.TypeIn('5')
	s.wrong = fault.New(fault.StorageBusy, nil)
	m.Book()
	s.wrong = nil
	m.Book()
	if len(s.received) != 2 || s.received[0].ID != s.received[1].ID || s.received[1].Lines[0].Qty != 5000 {
		t.Errorf("%+v", s.received)
	}
	m.Scan("4600051000057")
	m.DropIn()
	if r := m.State().Receipt; len(r.Lines) != 0 || r.Selected != -1 {
		t.Errorf("%+v", r)
	}
}

func TestAFileIsLookedAtBeforeItComesIn(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenImport()
	m.TapEntry(2)
	i := m.State().Import
	if !i.Looked || i.Done || len(s.imports) != 1 || !s.imports[0].DryRun || !strings.HasSuffix(s.imports[0].Path, "/home/shop/goods.xlsx") {
		t.Fatalf("%+v %+v", i, s.imports)
	}
	m.Bring()
	if !m.State().Import.Done || s.imports[1].DryRun {
		t.Errorf("%+v", s.imports)
	}
	m.CloseImport()
	m.OpenImport()
	m.BringStock(true)
	m.Look("/x/count.csv")
	if s.imports[2].Map != "stock" {
		t.Errorf("%+v", s.imports[2])
	}
	m.CloseImport()
	if m.State().Page != Importing || m.State().Import.Path != "" {
		t.Errorf("%+v", m.State().Import)
	}
	m.OpenFolder("/nowhere")
	if m.State().Import.Err == nil {
		t.Error("a folder that is not there is not told")
	}
	m.Export("products", "xlsx")
	if m.State().Said.Key != "stock.exported" || len(s.exported) != 1 {
		t.Errorf("%+v", m.State().Said)
	}
}

func TestACashierSeesAndChangesNothing(t *testing.T) {
	s := full()
	s.can = goods.Can{}
	m := open(t, s)
	m.Show(Receiving)
	m.OpenImport()
	if m.State().Page != Products {
		t.Errorf("page %v", m.State().Page)
	}
	m.OpenProduct("P1")
	m.OpenAdjust()
	m.Scan("4600051000057")
	m.Write(PriceField, "1")
	m.Save(false)
	if got := m.State(); got.Sheet.Adjust != nil || len(s.edits) != 0 || len(got.Sheet.Product.Barcodes) != 1 {
		t.Errorf("%+v", got.Sheet)
	}
	left := false
	m.Leave(func() { left = true })
	if !left {
		t.Error("somebody who may change nothing is asked about changes")
	}
}

func TestNewsAreFollowed(t *testing.T) {
	s := full()
	m := open(t, s)
	s.rows[0].OnHand = 1000
	m.Changed()
	if r, _ := m.State().List.At(0); r.OnHand != 1000 {
		t.Errorf("%+v", r)
	}
	m.Show(Movements)
	s.moves = s.moves[:3]
	m.Changed()
	if n := len(m.State().Moves.Rows); n != 3 {
		t.Errorf("%d movements", n)
	}
	m.TapMove(0)
	sheet := s.sheets["P1"]
	sheet.OnHand, sheet.Product.Version = 5000, 2
	sheet.Product.Names = shop.Names{"en": "Rice"}
	s.sheets["P1"] = sheet
	m.Changed()
	if got := m.State().Sheet; got.OnHand != 5000 || got.Texts[NameEnField] != "Rice" {
		t.Errorf("%+v", got)
	}
	m.Write(NameEnField, "Mine")
	sheet.Product.Version = 3
	s.sheets["P1"] = sheet
	m.Changed()
	if got := m.State().Sheet; got.Texts[NameEnField] != "Mine" || got.Product.Version != 2 {
		t.Errorf("unsaved words were lost: %+v", got)
	}
}

// later is a queue that works when it is told to, and takes the same key once, as the real one does.
type later struct {
	atOnce
	keys map[string]bool
	work []func()
}

func (q *later) Do(key string, work func(ctx context.Context) error, done func(error)) bool {
	if key != "" && q.keys[key] {
		return false
	}
	q.keys[key] = true
	q.work = append(q.work, func() {
		err := work(context.Background())
		delete(q.keys, key)
		done(err)
	})
	return true
}

func TestAnotherFileIsLookedAtWhileTheFirstIsStillRead(t *testing.T) {
	s, q := &shelf{}, &later{keys: map[string]bool{}}
	m := New(Deps{Goods: s, Files: s, Acts: q, Reads: q, Long: q, Lang: func() shop.Lang { return shop.English }, Exponent: 2})
	m.state.Can.Import = true
	m.Look("first.csv")
	m.CloseImport()
	m.Look("second.csv")
	for _, work := range q.work {
		work()
	}
	if i := m.State().Import; i.Path != "second.csv" || i.Working || !i.Looked {
		t.Errorf("%+v, want the second file looked at", i)
	}
}
