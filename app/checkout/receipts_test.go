//go:build cgo

package checkout_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// as is a context in which a new person of a role acts.
func (k *desk) as(role string, n int) context.Context {
	k.t.Helper()
	p := shop.Staff{ID: k.id(900 + n), Code: fmt.Sprintf("C%d", 1+n), Name: fmt.Sprintf("Cashier %d", 1+n), Role: role}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().AddStaff(p) }))
	return act.As(context.Background(), p)
}

// sold is a sale of some codes, exactly paid.
func (k *desk) sold(codes ...string) shop.Sale {
	k.t.Helper()
	paid, err := k.pay(k.scan(codes...), 0)
	k.must(err)
	return paid.Sale
}

func (k *desk) numbers(a checkout.ReceiptsAsked) []int64 {
	k.t.Helper()
	p, err := k.Receipts(k.ctx, a)
	k.must(err)
	var list []int64
	for _, h := range p.Heads {
		list = append(list, h.Number)
	}
	return list
}

func TestAReceiptIsFoundByWhatAPersonRemembers(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.sold(milk)
	k.clock = k.clock.Add(24 * time.Hour)
	k.sold(coffee, milk)
	k.scan(milk)
	b, err := k.AddOpen(k.ctx, checkout.OpenItem{Name: "Подарочная лента", Price: 1_234, Qty: money.One})
	k.must(err)
	_, err = k.payBy(b, "card", "")
	k.must(err)
	for text, want := range map[string][]int64{
		"":               {3, 2, 1},
		"A-0000002":      {2},
		"2":              {2},
		"A-2":            {2},
		"B-0000002":      nil,
		"7.10":           {2},
		"7,10":           {2},
		"€1.35":          {1},
		"coffee":         {2},
		"MILK whole":     {3, 2, 1},
		"ЛЕНТА подарочн": {3},
		coffee:           {2},
		"S11":            {2},
		"cashier 1":      {3, 2, 1},
		"c1":             {3, 2, 1},
		"anchovies":      nil,
	} {
		if got := k.numbers(checkout.ReceiptsAsked{Text: text}); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	for what, c := range map[string]struct {
		asked checkout.ReceiptsAsked
		want  []int64
	}{
		"a day":    {checkout.ReceiptsAsked{From: 20261123, To: 20261123}, []int64{1}},
		"a tender": {checkout.ReceiptsAsked{Tender: "card"}, []int64{3}},
		"both":     {checkout.ReceiptsAsked{Tender: "cash", From: 20261124, AllTills: true}, []int64{2}},
	} {
		if got := k.numbers(c.asked); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v, want %v", what, got, c.want)
		}
	}
}

func TestReceiptsComeInPages(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	for range checkout.PageSize + 3 {
		k.sold(coffee)
	}
	first, err := k.Receipts(k.ctx, checkout.ReceiptsAsked{})
	k.must(err)
	last := first.Heads[len(first.Heads)-1]
	second, err := k.Receipts(k.ctx, checkout.ReceiptsAsked{Before: last.ID})
	k.must(err)
	if len(first.Heads) != checkout.PageSize || !first.More || len(second.Heads) != 3 || second.More || second.Heads[0].Number != last.Number-1 {
		t.Errorf("pages of %d (more %v) and %d (more %v)", len(first.Heads), first.More, len(second.Heads), second.More)
	}
}

func TestAScannedNumberFindsItsReceipt(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	s := k.sold(milk)
	got, err := k.ReceiptByLabel(k.ctx, s.Label())
	if err != nil || got != s.ID {
		t.Errorf("%s is %s (%v), want %s", s.Label(), got, err, s.ID)
	}
	for _, label := range []string{"A-0000009", "1", milk, "", "A-x"} {
		if _, err := k.ReceiptByLabel(k.ctx, label); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v, want NotFound", label, err)
		}
	}
}

func TestAWrongTenderIsPutRightBesideTheSale(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	cashier, senior := k.as(rights.Cashier, 1), k.as(rights.Senior, 2)
	paid, err := k.payBy(k.scan(milk), "card", "")
	k.must(err)
	s := paid.Sale
	k.clock = k.clock.Add(checkout.AtOnce)
	k.must(k.CorrectTender(cashier, s.ID, 1, "cash", ""))
	r, err := k.Receipt(cashier, s.ID)
	k.must(err)
	if r.Sale.Payments[0].Tender != "card" || r.Sale.Corrected(r.Changes).Payments[0].Tender != "cash" || len(r.Changes) != 1 ||
		r.Changes[0].Staff != k.id(901) || r.Changes[0].Amount != 135 {
		t.Errorf("the sale says %+v, the changes %+v", r.Sale.Payments, r.Changes)
	}
	if got := k.kindsOf(s.ID); !slices.Equal(got, []shop.JobKind{shop.JobReceipt, shop.JobDrawer}) {
		t.Errorf("jobs %v: cash has to go into the drawer", got)
	}
	k.clock = k.clock.Add(time.Second)
	if err := k.CorrectTender(cashier, s.ID, 1, "voucher", "77"); !fault.Is(err, fault.NoRight) {
		t.Errorf("a cashier after half a minute: %v, want NoRight", err)
	}
	k.must(k.CorrectTender(senior, s.ID, 1, "voucher", "77"))
	k.view(func(tx books.Tx) error {
		sums, err := tx.Sums().Sales(20261123, 20261123, books.ByTender, shop.English)
		got := map[string]money.Amount{}
		for _, one := range sums {
			got[one.Key] = one.Total
		}
		if got["voucher"] != 135 || got["cash"] != 0 || got["card"] != 0 {
			t.Errorf("sums by tender %v", got)
		}
		changes, err2 := tx.Sales().TenderChanges(s.ID)
		if len(changes) != 2 {
			t.Errorf("the sale has %d changes, want 2", len(changes))
		}
		return errors.Join(err, err2)
	})
	if got := k.kinds(); !slices.Equal(got, []string{"sale", "tender_changed", "tender_changed"}) {
		t.Errorf("journal %v", got)
	}
}

func TestATenderThatIsFinalIsNotCorrected(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	s := k.sold(milk)
	reason := func(err error) any {
		f, _ := fault.Of(err)
		if f == nil || f.Code != fault.TenderFixed {
			return err
		}
		return f.Args["reason"]
	}
	if got := reason(k.CorrectTender(k.ctx, s.ID, 1, "cash", "")); got != "same_tender" {
		t.Errorf("the tender that it has: %v", got)
	}
	for what, c := range map[string]struct {
		sale shop.ID
		no   int
		code string
		want fault.Code
	}{
		"no such sale":    {"NOSALE", 1, "card", fault.NotFound},
		"no such payment": {s.ID, 2, "card", fault.NotFound},
		"no such tender":  {s.ID, 1, "shells", fault.NotFound},
		"no number":       {s.ID, 1, "voucher", fault.RefNeeded},
	} {
		if err := k.CorrectTender(k.ctx, c.sale, c.no, c.code, " "); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	home := k.frame.Till
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Shop().AddTill(shop.Till{ID: k.id(20), Place: k.id(1), Code: "T2", Series: "B"})
	}))
	k.frame.Till = k.id(20)
	if got := reason(k.CorrectTender(k.ctx, s.ID, 1, "card", "")); got != "other_till" {
		t.Errorf("at another till: %v", got)
	}
	k.frame.Till = home
	earlier := s // of a shift that is not open
	earlier.ID, earlier.Number, earlier.Shift = k.id(30), 2, ""
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Sales().Add(earlier) }))
	if got := reason(k.CorrectTender(k.ctx, earlier.ID, 1, "card", "")); got != "shift_closed" {
		t.Errorf("after the shift: %v", got)
	}
	r, err := k.Receipt(k.ctx, earlier.ID)
	k.must(err)
	if len(r.Changes) != 0 || len(r.Tenders) != 0 || len(k.kinds()) != 1 {
		t.Errorf("something was written: %+v, journal %v, offered %v", r.Changes, k.kinds(), r.Tenders)
	}
}

func TestLinesOfAReceiptGoIntoTheBasketAgainAtTodaysPrices(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk, coffee, milk)
	_, err := k.SetPrice(k.ctx, 2, 400)
	k.must(err)
	_, err = k.SetDiscount(k.ctx, 1, shop.Discount{Kind: shop.Percent, Rate: 500_000})
	k.must(err)
	_, err = k.AddPiece(k.ctx, k.id(12), "piece 1")
	k.must(err)
	_, err = k.AddOpen(k.ctx, checkout.OpenItem{Product: k.id(13), Price: 990, Qty: money.One})
	k.must(err)
	b, err := k.AddOpen(k.ctx, checkout.OpenItem{Name: "Ribbon", Price: 250, Qty: 2 * money.One})
	k.must(err)
	paid, err := k.pay(b, 0)
	k.must(err)
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		p, _, err := tx.Products().ByID(k.id(1), k.id(10))
		k.must(err)
		p.Product.Price = 150 * money.PerMinor
		_, err = tx.Products().Update(p.Product)
		return err
	}))
	k.scan(coffee)
	out, err := k.IntoBasket(k.ctx, paid.Sale.ID)
	k.must(err)
	if out.Added != 4 || !slices.Equal(out.Missing, []string{"Watch"}) {
		t.Errorf("added %d, missing %v; want 4 and the watch, whose piece is sold", out.Added, out.Missing)
	}
	// 2 coffees at 5.75, one of which was there; 2 milks at the new price; the gift and the ribbons as typed.
	if got, want := out.Basket.Quote.Total, money.Amount(2*575+2*150+990+2*250); got != want || out.Basket.Quote.Discount != 0 {
		t.Errorf("the basket comes to %d, want %d without discounts", got, want)
	}
	one, err := k.IntoBasket(k.ctx, paid.Sale.ID, 1)
	k.must(err)
	if one.Added != 1 || one.Basket.Quote.Total != out.Basket.Quote.Total+2*150 {
		t.Errorf("one line: added %d, total %d", one.Added, one.Basket.Quote.Total)
	}
	if _, err := k.IntoBasket(k.ctx, "NOSALE"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such receipt: %v, want NotFound", err)
	}
}

func TestAnOpenItemKeepsItsTaxesInTheBasketAgain(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	reduced := shop.TaxGroup{ID: k.id(40), Code: "B", Names: shop.Names{"en": "Reduced"}, Inclusive: true, Taxes: []shop.Tax{{Code: "B", Rate: 70_000}}}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().AddTaxGroup(reduced) }))
	b, err := k.AddOpen(k.ctx, checkout.OpenItem{Name: "Bread", Price: 107, TaxGroup: reduced.ID, Qty: money.One})
	k.must(err)
	paid, err := k.pay(b, 0)
	k.must(err)
	out, err := k.IntoBasket(k.ctx, paid.Sale.ID)
	k.must(err)
	if got := out.Basket.Cart.Lines[0].TaxGroup; got != reduced.ID || out.Basket.Quote.Tax != 7 {
		t.Errorf("tax group %s, tax %d", got, out.Basket.Quote.Tax)
	}
}

func TestWhoMayNotSeeReceiptsSeesNone(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	s := k.sold(milk)
	k.set("rights.see_receipts.cashier", "no")
	ctx := k.as(rights.Cashier, 1)
	_, list := k.Receipts(ctx, checkout.ReceiptsAsked{})
	_, one := k.Receipt(ctx, s.ID)
	_, label := k.ReceiptByLabel(ctx, s.Label())
	_, basket := k.IntoBasket(ctx, s.ID)
	for what, err := range map[string]error{"list": list, "one": one, "by label": label, "into the basket": basket} {
		if !fault.Is(err, fault.NoRight) {
			t.Errorf("%s: %v, want NoRight", what, err)
		}
	}
}
