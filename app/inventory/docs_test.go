//go:build cgo

package inventory_test

import (
	"strings"
	"testing"

	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/data/datatest"
)

// stocked is a desk with coffee that costs 3.60 and tea that nobody counts.
func stocked(t *testing.T) (d desk, beans, tea shop.Product) {
	t.Helper()
	d = newDesk(t, "DE")
	beans, err := d.Add(d.ctx, inventory.Edit{Product: coffee()})
	if err != nil {
		t.Fatal(err)
	}
	if tea, err = d.Add(d.ctx, inventory.Edit{Product: shop.Product{Names: shop.Names{"en": "Tea"}, Unit: shop.Piece}}); err != nil {
		t.Fatal(err)
	}
	return d, beans, tea
}

func (d desk) onHand(t testing.TB, p shop.ID) money.Qty {
	t.Helper()
	s, err := d.Sheet(d.ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return s.OnHand
}

func (d desk) set(t testing.TB, key, value string) {
	t.Helper()
	if err := office.New(d.frame).Set(d.ctx, key, value); err != nil {
		t.Fatal(err)
	}
}

func TestGoodsAreReceivedOnceWithANumberAndTheirCost(t *testing.T) {
	d, beans, tea := stocked(t)
	r := inventory.Receipt{ID: datatest.ID("RECEIPT", 1), Supplier: " Supplier\x002 ", Note: "one box is open", Lines: []inventory.ReceiptLine{
		{Product: beans.ID, Qty: 24_000, Cost: 355 * money.PerMinor, HasCost: true}, {Product: tea.ID, Qty: 2000}}}
	for range 2 {
		doc, err := d.Receive(d.ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Label() != "GR-1" || doc.Supplier != "Supplier2" || doc.Total != 8520 || len(doc.Lines) != 2 || doc.Lines[0].Name != "Ground coffee 250 g" {
			t.Errorf("%+v", doc)
		}
	}
	if got := d.onHand(t, beans.ID); got != 24_000 {
		t.Errorf("coffee %v", got)
	}
	s, _ := d.Sheet(d.ctx, beans.ID)
	if s.Product.Cost != 355*money.PerMinor || !s.HasMargin {
		t.Errorf("%+v", s)
	}
	if s, _ := d.Sheet(d.ctx, tea.ID); !s.Product.Tracked || s.OnHand != 2000 {
		t.Errorf("what is received is kept from then on: %+v", s)
	}
	r.ID = ""
	if doc, err := d.Receive(d.ctx, r); err != nil || doc.Number != 2 {
		t.Errorf("%+v %v", doc, err)
	}
	if value, err := d.StockValue(d.ctx); err != nil || value != 2*8520 {
		t.Errorf("worth %d: %v", value, err)
	}
	d.sound(t)
}

func TestAWrongReceiptLeavesNothing(t *testing.T) {
	d, beans, _ := stocked(t)
	one := inventory.ReceiptLine{Product: beans.ID, Qty: 1000}
	many := make([]inventory.ReceiptLine, shop.MaxDocLines+1)
	for name, c := range map[string]struct {
		r    inventory.Receipt
		want fault.Code
	}{
		"no lines":       {inventory.Receipt{}, fault.TooManyLines},
		"too many":       {inventory.Receipt{Lines: many}, fault.TooManyLines},
		"no quantity":    {inventory.Receipt{Lines: []inventory.ReceiptLine{one, {Product: beans.ID}}}, fault.BadQuantity},
		"negative":       {inventory.Receipt{Lines: []inventory.ReceiptLine{one, {Product: beans.ID, Qty: -1000}}}, fault.BadQuantity},
		"far too much":   {inventory.Receipt{Lines: []inventory.ReceiptLine{one, {Product: beans.ID, Qty: 1 << 60}}}, fault.BadQuantity},
		"unknown":        {inventory.Receipt{Lines: []inventory.ReceiptLine{one, {Product: "nothing", Qty: 1000}}}, fault.NotFound},
		"negative cost":  {inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: beans.ID, Qty: 1000, Cost: -1, HasCost: true}}}, fault.BadPrice},
		"worth too much": {inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: beans.ID, Qty: 900_000_000_000, Cost: 9_000_000_000_000, HasCost: true}}}, fault.AmountTooLarge},
		"long note":      {inventory.Receipt{Note: strings.Repeat("x", 501), Lines: []inventory.ReceiptLine{one}}, fault.TextTooLong},
	} {
		if _, err := d.Receive(d.ctx, c.r); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if got := d.onHand(t, beans.ID); got != 0 {
		t.Errorf("%v came in all the same", got)
	}
	if doc, err := d.Receive(d.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{one}}); err != nil || doc.Number != 1 {
		t.Errorf("a refused receipt took a number: %+v %v", doc, err)
	}
	d.sound(t)
}

func TestStockIsAdjustedForAReason(t *testing.T) {
	d, beans, _ := stocked(t)
	for _, a := range []inventory.Adjustment{
		{Product: beans.ID, Qty: 10_000, Reason: shop.StockFound},
		{Product: beans.ID, Qty: -3000, Reason: shop.StockWaste, Note: "fell down"},
		{Product: beans.ID, Qty: -9000, Reason: shop.StockCorrection},
	} {
		if _, err := d.Adjust(d.ctx, a); err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
	}
	if got := d.onHand(t, beans.ID); got != -2000 {
		t.Errorf("%v are left", got)
	}
	for name, c := range map[string]struct {
		a    inventory.Adjustment
		want fault.Code
	}{
		"waste adds":    {inventory.Adjustment{Product: beans.ID, Qty: 1000, Reason: shop.StockWaste}, fault.BadReason},
		"a find takes":  {inventory.Adjustment{Product: beans.ID, Qty: -1000, Reason: shop.StockFound}, fault.BadReason},
		"no reason":     {inventory.Adjustment{Product: beans.ID, Qty: -1000}, fault.BadReason},
		"nothing":       {inventory.Adjustment{Product: beans.ID, Reason: shop.StockCorrection}, fault.BadQuantity},
		"unknown goods": {inventory.Adjustment{Product: "nothing", Qty: 1000, Reason: shop.StockFound}, fault.NotFound},
	} {
		if _, err := d.Adjust(d.ctx, c.a); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	list, err := d.Movements(d.ctx, inventory.MoveQuestion{Product: beans.ID, Limit: 10})
	if err != nil || len(list) != 3 || list[1].Label != "SA-2" || list[1].Reason != shop.StockWaste || list[1].Qty != -3000 || list[1].Cost != -1080 {
		t.Errorf("%+v %v", list, err)
	}
	d.sound(t)
}

func TestAShopThatRefusesWritesOffNoMoreThanThereIs(t *testing.T) {
	d, beans, _ := stocked(t)
	d.set(t, shop.NegativeKey, string(shop.NegativeRefused))
	if _, err := d.Adjust(d.ctx, inventory.Adjustment{Product: beans.ID, Qty: -1, Reason: shop.StockWaste}); !fault.Is(err, fault.OutOfStock) {
		t.Errorf("%v", err)
	}
	if _, err := d.Adjust(d.ctx, inventory.Adjustment{Product: beans.ID, Qty: 1, Reason: shop.StockFound}); err != nil {
		t.Error(err)
	}
	d.sound(t)
}

func TestTheListSaysWhatIsLowAndWhatEarns(t *testing.T) {
	d, beans, _ := stocked(t)
	if _, err := d.Receive(d.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: beans.ID, Qty: 4000}}}); err != nil {
		t.Fatal(err)
	}
	page, err := d.Stock(d.ctx, inventory.StockQuestion{Words: "cof", State: inventory.Low, Limit: 10})
	if err != nil || len(page.Rows) != 1 || !page.SeesCost {
		t.Fatalf("%+v %v", page, err)
	}
	// 5.75 holds 19 % of tax: 4.8319 without, of which 1.2319 are earned.
	r := page.Rows[0]
	if !r.IsLow() || r.Out() || r.Barcode != "4006381333931" || !r.HasMargin || r.Margin.Percent() != "25.4957" {
		t.Errorf("%+v margin %s", r, r.Margin.Percent())
	}
	counts, err := d.StockCounts(d.ctx)
	if err != nil || counts != (shop.StockCounts{Products: 2, Low: 1}) {
		t.Errorf("%+v %v", counts, err)
	}
}
