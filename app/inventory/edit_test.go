//go:build cgo

package inventory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data/datatest"
)

func coffee() shop.Product {
	return shop.Product{SKU: "COF-250", Names: shop.Names{"en": " Ground  coffee 250 g", "ru": "Кофе молотый 250 г"}, Unit: shop.Piece,
		Price: 575 * money.PerMinor, PriceKind: shop.FixedPrice, Cost: 360 * money.PerMinor, Tracked: true, Low: 5000,
		Barcodes:    []shop.Barcode{{Code: "4006381333931", Qty: money.One}, {Code: "04006381333931", Qty: money.One}, {Code: "4006381333955", Qty: 6000}},
		CashierNote: "ask\x1b for\r\nthe age", NoteConfirm: true, ReceiptNote: "keep cool"}
}

// kinds are the kinds of the last n records.
func (d desk) kinds(t testing.TB, n int64) []string {
	t.Helper()
	var list []string
	datatest.View(t, d.store, func(tx books.Tx) error {
		return tx.Journal().Walk(d.made.Till.ID, d.head(t)-n+1, func(r shop.Record) error { list = append(list, r.Kind); return nil })
	})
	return list
}

// as is the desk of another person.
func (d desk) as(t testing.TB, role string) desk {
	t.Helper()
	p := shop.Staff{ID: shop.ID("01JROLE" + role), Code: role, Name: role, Role: role}
	datatest.Update(t, d.store, func(tx books.Tx) error { return tx.Shop().AddStaff(p) })
	d.ctx = act.As(d.ctx, p)
	return d
}

func TestAProductIsAddedAsItWasWritten(t *testing.T) {
	d := newDesk(t, "DE")
	id := datatest.ID("EDIT", 1)
	for range 2 {
		p, err := d.Add(d.ctx, inventory.Edit{ID: id, Product: coffee()})
		if err != nil {
			t.Fatal(err)
		}
		want := coffee()
		want.ID, want.Version, want.TaxGroup = id, 1, d.made.Groups[0].ID
		want.Names["en"], want.CashierNote = "Ground coffee 250 g", "ask for\nthe age"
		want.Barcodes = []shop.Barcode{want.Barcodes[0], want.Barcodes[2]}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
	if n, _ := d.Count(d.ctx, inventory.Group{}); n != 1 {
		t.Errorf("%d products", n)
	}
	d.sound(t)
}

func TestAChangeIsWrittenDownFieldByField(t *testing.T) {
	d := newDesk(t, "DE")
	p, err := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	if err != nil {
		t.Fatal(err)
	}
	p.Names = shop.Names{"en": "Coffee"}
	p.Low = 0
	if p, err = d.Change(d.ctx, inventory.Edit{Product: p}); err != nil || p.Version != 2 {
		t.Fatalf("%+v %v", p, err)
	}
	if got := d.find(t, "4006381333931"); got.Names.In("ru") != "Coffee" || got.Version != 2 {
		t.Errorf("%+v", got)
	}
	p.Price = 599 * money.PerMinor
	if p, err = d.Change(d.ctx, inventory.Edit{Product: p}); err != nil {
		t.Fatal(err)
	}
	before := d.head(t)
	if _, err := d.Change(d.ctx, inventory.Edit{Product: p}); err != nil || d.head(t) != before {
		t.Errorf("a change of nothing left a record: %v", err)
	}
	if diff := cmp.Diff([]string{journal.ProductAdd, journal.ProductChange, journal.PriceChange}, d.kinds(t, 3)); diff != "" {
		t.Error(diff)
	}
	d.sound(t)
}

func TestAStaleChangeIsRefused(t *testing.T) {
	d := newDesk(t, "DE")
	p, _ := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	mine, theirs := p, p
	theirs.Price = 600 * money.PerMinor
	if _, err := d.Change(d.ctx, inventory.Edit{Product: theirs}); err != nil {
		t.Fatal(err)
	}
	mine.Low = 1000
	if _, err := d.Change(d.ctx, inventory.Edit{Product: mine}); !fault.Is(err, fault.Stale) {
		t.Errorf("%v", err)
	}
	if err := d.Archive(d.ctx, inventory.Put{Product: p.ID, Version: p.Version}); !fault.Is(err, fault.Stale) {
		t.Errorf("put away: %v", err)
	}
	if got := d.find(t, "4006381333931"); got.Low != 5000 || got.Price != 600*money.PerMinor {
		t.Errorf("%+v", got)
	}
}

func TestAWrongProductIsRefused(t *testing.T) {
	d := newDesk(t, "DE")
	if _, err := d.Add(d.ctx, inventory.Edit{Product: coffee()}); err != nil {
		t.Fatal(err)
	}
	fresh := func(change func(*shop.Product)) shop.Product {
		p := shop.Product{Names: shop.Names{"en": "Tea"}, Unit: shop.Piece}
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		p    shop.Product
		want fault.Code
	}{
		"no name":       {fresh(func(p *shop.Product) { p.Names = shop.Names{"en": " \u200b", "ru": ""} }), fault.EmptyName},
		"long name":     {fresh(func(p *shop.Product) { p.Names["ru"] = strings.Repeat("ч", 201) }), fault.TextTooLong},
		"long SKU":      {fresh(func(p *shop.Product) { p.SKU = strings.Repeat("1", 81) }), fault.TextTooLong},
		"long note":     {fresh(func(p *shop.Product) { p.ReceiptNote = strings.Repeat("n", 501) }), fault.TextTooLong},
		"SKU taken":     {fresh(func(p *shop.Product) { p.SKU = "COF-250" }), fault.AlreadyExists},
		"code taken":    {fresh(func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: "04006381333955", Qty: 1}} }), fault.AlreadyExists},
		"check digit":   {fresh(func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: "4006381333930", Qty: 1}} }), fault.BadBarcode},
		"pack of none":  {fresh(func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: "123", Qty: 0}} }), fault.BadQuantity},
		"negative":      {fresh(func(p *shop.Product) { p.Price = -1 }), fault.BadPrice},
		"too dear":      {fresh(func(p *shop.Product) { p.Price = money.UnitPrice(money.Limit) }), fault.BadPrice},
		"negative cost": {fresh(func(p *shop.Product) { p.Cost = -1 }), fault.BadPrice},
		"low below 0":   {fresh(func(p *shop.Product) { p.Low = -1 }), fault.BadQuantity},
		"no such unit":  {fresh(func(p *shop.Product) { p.Unit = "barrel" }), fault.NotFound},
		"no such tax":   {fresh(func(p *shop.Product) { p.TaxGroup = "nothing" }), fault.NotFound},
		"no category":   {fresh(func(p *shop.Product) { p.Category = "nothing" }), fault.NotFound},
	} {
		if _, err := d.Add(d.ctx, inventory.Edit{Product: c.p}); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if n, _ := d.Count(d.ctx, inventory.Group{}); n != 1 {
		t.Errorf("%d products", n)
	}
	twin := fresh(func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: "4006381333931", Qty: money.One}} })
	if _, err := d.Add(d.ctx, inventory.Edit{Product: twin, Shared: true}); err != nil {
		t.Errorf("a code that is shared on purpose: %v", err)
	}
	if both, err := d.Find(d.ctx, "4006381333931"); err != nil || len(both) != 2 {
		t.Errorf("%+v %v", both, err)
	}
	d.sound(t)
}

func TestAProductIsPutAwayAndBroughtBack(t *testing.T) {
	d := newDesk(t, "DE")
	p, _ := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	if err := d.Archive(d.ctx, inventory.Put{Product: p.ID, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sheet(d.ctx, p.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	away, err := d.Archived(d.ctx, "кофе молотый", 10)
	if err != nil || len(away) != 1 || away[0].ID != p.ID || len(away[0].Barcodes) != 2 {
		t.Fatalf("%+v %v", away, err)
	}
	if none, _ := d.Archived(d.ctx, "tea", 10); len(none) != 0 {
		t.Errorf("%+v", none)
	}
	if err := d.Restore(d.ctx, inventory.Put{Product: p.ID}); err != nil {
		t.Fatal(err)
	}
	if err := d.Restore(d.ctx, inventory.Put{Product: p.ID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("brought back twice: %v", err)
	}
	if got := d.find(t, "4006381333931"); got.ID != p.ID || got.Version != 3 {
		t.Errorf("%+v", got)
	}
	d.sound(t)
}

func TestACategoryIsAddedOnceAndRenamed(t *testing.T) {
	d := newDesk(t, "DE")
	c, err := d.AddCategory(d.ctx, "", shop.Names{"en": " Drinks ", "ru": "Напитки"})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.AddCategory(d.ctx, c.ID, shop.Names{"en": "Drinks"}); err != nil || again.ID != c.ID {
		t.Errorf("%+v %v", again, err)
	}
	for name, want := range map[string]fault.Code{"": fault.EmptyName, "напитки": fault.AlreadyExists} {
		if _, err := d.AddCategory(d.ctx, "", shop.Names{"en": name}); !fault.Is(err, want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := d.RenameCategory(d.ctx, "", c.ID, shop.Names{"en": "Beverages"}); err != nil {
		t.Fatal(err)
	}
	if err := d.RenameCategory(d.ctx, "", "nothing", shop.Names{"en": "Beverages"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	all, _ := d.Categories(d.ctx)
	if len(all) != 1 || all[0].Names.In("ru") != "Beverages" {
		t.Errorf("%+v", all)
	}
	d.sound(t)
}

func TestWhoMayNotSeeCostsGetsNone(t *testing.T) {
	d := newDesk(t, "DE")
	p, _ := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	if _, err := d.Receive(d.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: p.ID, Qty: 10_000}}}); err != nil {
		t.Fatal(err)
	}
	c := d.as(t, rights.Cashier)
	page, err := c.Stock(c.ctx, inventory.StockQuestion{Limit: 10})
	if err != nil || page.SeesCost || page.Rows[0].Cost != 0 || page.Rows[0].HasMargin {
		t.Errorf("the list: %+v %v", page, err)
	}
	if s, err := c.Sheet(c.ctx, p.ID); err != nil || s.SeesCost || s.Product.Cost != 0 || s.HasMargin {
		t.Errorf("the sheet: %+v %v", s, err)
	}
	if list, err := c.Movements(c.ctx, inventory.MoveQuestion{Limit: 10}); err != nil || len(list) != 1 || list[0].Cost != 0 {
		t.Errorf("the movements: %+v %v", list, err)
	}
	if list, err := c.Docs(c.ctx, shop.MoveReceipt, 10); err != nil || list[0].Total != 0 {
		t.Errorf("the documents: %+v %v", list, err)
	} else if doc, err := c.Doc(c.ctx, list[0].ID); err != nil || doc.Total != 0 || doc.Lines[0].Cost != 0 || doc.Lines[0].Amount != 0 {
		t.Errorf("a document: %+v %v", doc, err)
	}
	if list, err := c.Find(c.ctx, "4006381333931"); err != nil || list[0].Product.Cost != 0 {
		t.Errorf("a code: %+v %v", list, err)
	}
	if _, err := c.StockValue(c.ctx); !fault.Is(err, fault.NoRight) {
		t.Errorf("the value: %v", err)
	}
	s := d.as(t, rights.Senior) // receives goods, and sees no costs
	doc, err := s.Receive(s.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: p.ID, Qty: 1000, Cost: 9, HasCost: true}}})
	if err != nil || doc.Total != 0 {
		t.Errorf("%+v %v", doc, err)
	}
	if got, err := d.Sheet(d.ctx, p.ID); err != nil || got.Product.Cost != coffee().Cost {
		t.Errorf("a cost that was typed unseen was taken: %+v %v", got, err)
	}
}

func TestTheStockRoomIsNotForEverybody(t *testing.T) {
	d := newDesk(t, "DE")
	p, _ := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	c := d.as(t, rights.Cashier)
	for name, do := range map[string]func() error{
		"add":      func() error { _, err := c.Add(c.ctx, inventory.Edit{Product: coffee()}); return err },
		"change":   func() error { _, err := c.Change(c.ctx, inventory.Edit{Product: p}); return err },
		"archive":  func() error { return c.Archive(c.ctx, inventory.Put{Product: p.ID, Version: 1}) },
		"restore":  func() error { return c.Restore(c.ctx, inventory.Put{Product: p.ID}) },
		"archived": func() error { _, err := c.Archived(c.ctx, "", 1); return err },
		"category": func() error { _, err := c.AddCategory(c.ctx, "", shop.Names{"en": "A"}); return err },
		"rename":   func() error { return c.RenameCategory(c.ctx, "", "a", shop.Names{"en": "A"}) },
		"receive": func() error {
			_, err := c.Receive(c.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: p.ID, Qty: 1000}}})
			return err
		},
		"adjust": func() error {
			_, err := c.Adjust(c.ctx, inventory.Adjustment{Product: p.ID, Qty: 1000, Reason: shop.StockFound})
			return err
		},
	} {
		if err := do(); !fault.Is(err, fault.NoRight) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
