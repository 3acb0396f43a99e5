//go:build cgo

package checkout_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// rounded lets the shop round cash to five cents.
func (k *desk) rounded(form shop.CashForm) {
	k.t.Helper()
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		s, _, err := tx.Shop().Get()
		s.Rules.Cash = shop.CashRounding{Step: 5, Direction: shop.CashNearest, Form: form}
		k.must(err)
		return tx.Shop().Put(s)
	}))
}

// kindsOf are the jobs that a sale left.
func (k *desk) kindsOf(sale shop.ID) []shop.JobKind {
	k.t.Helper()
	var kinds []shop.JobKind
	k.view(func(tx books.Tx) error {
		jobs, err := tx.Jobs().ByDocument(sale)
		for _, j := range jobs {
			kinds = append(kinds, j.Kind)
		}
		return err
	})
	return kinds
}

func TestACardPaysToTheLastCentAndLeavesTheDrawerShut(t *testing.T) {
	for _, form := range []shop.CashForm{shop.CashLine, shop.CashDiscount} {
		k := newDesk(t, checkout.Devices{})
		k.rounded(form)
		k.scan(milk, coffee)
		b, err := k.SetPrice(k.ctx, 1, 133)
		k.must(err)
		paid, err := k.payBy(b, "card", "4711")
		k.must(err)
		want := shop.Payment{No: 1, Tender: "card", Amount: 708, Given: 708, Ref: "4711", Currency: "EUR", Exponent: 2}
		if s := paid.Sale; s.Total != 708 || s.Rounding != 0 || s.Payments[0] != want || paid.Change != 0 {
			t.Errorf("%s: total %d, rounding %d, payments %+v, change %d", form, s.Total, s.Rounding, s.Payments, paid.Change)
		}
		if got := k.kindsOf(paid.Sale.ID); !slices.Equal(got, []shop.JobKind{shop.JobReceipt}) {
			t.Errorf("%s: a card leaves the jobs %v, want a receipt alone", form, got)
		}
		k.scan(milk)
		b, err = k.SetPrice(k.ctx, 1, 133)
		k.must(err)
		cash, err := k.pay(b, 200)
		k.must(err)
		if cash.Sale.Total+cash.Sale.Rounding != 135 || cash.Change != 65 {
			t.Errorf("%s: cash %d, rounding %d, change %d; want 135 in all", form, cash.Sale.Total, cash.Sale.Rounding, cash.Change)
		}
		if got := k.kindsOf(cash.Sale.ID); !slices.Equal(got, []shop.JobKind{shop.JobDrawer, shop.JobReceipt}) {
			t.Errorf("%s: cash leaves the jobs %v", form, got)
		}
	}
}

// TestCashIsEnoughWhenItIsWhatIsDue: what counts is the rounded sum, not the total, whichever of them is larger.
func TestCashIsEnoughWhenItIsWhatIsDue(t *testing.T) {
	for price, due := range map[money.Amount]money.Amount{132: 130, 133: 135} {
		k := newDesk(t, checkout.Devices{})
		k.rounded(shop.CashLine)
		k.scan(milk)
		b, err := k.SetPrice(k.ctx, 1, price)
		k.must(err)
		if _, err := k.pay(b, due-1); !fault.Is(err, fault.NotEnough) {
			t.Errorf("%d for %d: %v, want NotEnough", due-1, due, err)
		}
		if paid, err := k.pay(b, due); err != nil || paid.Change != 0 {
			t.Errorf("%d for %d: %v, change %d", due, due, err, paid.Change)
		}
	}
}

func TestACardGivesNoChange(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk)
	paid, err := k.Pay(k.ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "card", Given: 10_00})
	k.must(err)
	if p := paid.Sale.Payments[0]; p.Amount != 135 || p.Given != 135 || p.Change != 0 || paid.Change != 0 {
		t.Errorf("a card that was given 10.00 pays %+v, change %d", p, paid.Change)
	}
}

func TestHalfACentOfCostIsRoundedUp(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk)
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Products().Keep(b.Cart.Lines[0].Product, 905*money.PerMinor/10)
	}))
	_, err := k.Clear(k.ctx, checkout.Seen{}, "")
	k.must(err)
	paid, err := k.pay(k.scan(milk), 0)
	k.must(err)
	if paid.Sale.Cost != 91 || paid.Sale.Lines[0].Cost != 91 {
		t.Errorf("a milk that cost 0.905 cost %d, its line %d; want 91", paid.Sale.Cost, paid.Sale.Lines[0].Cost)
	}
}

func TestWhatLeavesTheShelfTakesItsCostAlong(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	paid, err := k.pay(k.scan(milk, milk, coffee), 0)
	k.must(err)
	rows, err := k.store.OpenRows(k.ctx)
	k.must(err)
	defer rows.Close()
	var qty, cost int64
	for m, err := range rows.Moves(k.ctx) {
		k.must(err)
		if m.Document == string(paid.Sale.ID) {
			qty, cost = qty+m.Qty, cost+m.Cost
		}
	}
	k.view(func(tx books.Tx) error {
		rec, found, err := tx.Journal().ByAct(paid.Sale.ID)
		if !found || !bytes.Contains(rec.Body, []byte(`"moves":[{`)) {
			t.Errorf("the journal (found: %v) says nothing of what left the shelf: %s", found, rec.Body)
		}
		return err
	})
	if milks := paid.Sale.Lines[0]; milks.Cost == 0 || qty != -int64(milks.Qty) || cost != -int64(milks.Cost) {
		t.Errorf("moved %d for %d, of a line of %d for %d", qty, cost, milks.Qty, milks.Cost)
	}
}

func TestATenderThatCannotBeTakenLeavesTheBasketAsItWas(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk)
	long := string(make([]byte, 61))
	for what, c := range map[string]struct {
		tender checkout.Tender
		want   fault.Code
	}{
		"an unknown tender":       {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "shells"}, fault.NotFound},
		"no tender":               {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version}, fault.NotFound},
		"a slip without number":   {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "voucher"}, fault.RefNeeded},
		"a number that is a tale": {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "card", Ref: long}, fault.RefNeeded},
		"another basket":          {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version - 1, Code: "card"}, fault.BasketChanged},
		"too little cash":         {checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "cash", Given: 100}, fault.NotEnough},
	} {
		if _, err := k.Pay(k.ctx, c.tender); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	now, err := k.Current(k.ctx)
	k.must(err)
	if now.Cart.Version != b.Cart.Version || len(k.kinds()) != 0 {
		t.Errorf("the basket moved to version %d, the journal says %v", now.Cart.Version, k.kinds())
	}
}

func TestACardTappedTwiceIsOneSale(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk)
	first, err := k.payBy(b, "card", "")
	k.must(err)
	second, err := k.payBy(b, "card", "")
	k.must(err)
	third, err := k.pay(b, 0)
	k.must(err)
	if first.Sale.ID != second.Sale.ID || third.Sale.Payments[0].Tender != "card" || len(k.kinds()) != 1 {
		t.Errorf("two taps made %v", k.kinds())
	}
}

func TestAReceiptIsPrintedAsTheShopWantsIt(t *testing.T) {
	for how, want := range map[string][]shop.JobKind{
		"":               {shop.JobDrawer, shop.JobReceipt},
		shop.PrintAlways: {shop.JobDrawer, shop.JobReceipt},
		shop.PrintAsked:  {shop.JobDrawer},
		shop.PrintNever:  {shop.JobDrawer},
	} {
		k := newDesk(t, checkout.Devices{})
		k.set(shop.ReceiptPrint, how)
		paid, err := k.pay(k.scan(milk), money.Amount(500))
		k.must(err)
		if got := k.kindsOf(paid.Sale.ID); !slices.Equal(got, want) || paid.Prints != (len(want) == 2) {
			t.Errorf("%q: jobs %v, prints %v; want %v", how, got, paid.Prints, want)
		}
	}
}

func TestAVoidIsGivenAReasonWhereTheShopWantsOne(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.set("reasons.void", "The customer left\n\n Wrong goods \n")
	k.scan(milk)
	for what, reason := range map[string]string{"not of the shop": "just so", "the end of one": "goods"} {
		if _, err := k.Clear(k.ctx, checkout.Seen{}, reason); !fault.Is(err, fault.ReasonNeeded) {
			t.Errorf("a reason that is %s: %v, want ReasonNeeded", what, err)
		}
	}
	_, err := k.Clear(k.ctx, checkout.Seen{}, "")
	k.must(err)
	k.set("reasons.void.required", "yes")
	k.scan(milk)
	if _, err := k.Clear(k.ctx, checkout.Seen{}, ""); !fault.Is(err, fault.ReasonNeeded) {
		t.Errorf("without a reason: %v, want ReasonNeeded", err)
	}
	ways, err := k.Ways(k.ctx)
	k.must(err)
	reasons := ways.Void
	if !reasons.Required || !slices.Equal(reasons.Lines, []string{"The customer left", "Wrong goods"}) {
		t.Errorf("reasons %+v", reasons)
	}
	_, err = k.Clear(k.ctx, checkout.Seen{}, reasons.Lines[1])
	k.must(err)
	if got := k.kinds(); !slices.Equal(got, []string{"basket_cleared", "basket_cleared"}) {
		t.Errorf("journal %v", got)
	}
}

func TestTheTendersOfAShopBeginWithCashAndCard(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Shop().AddTender(shop.Tender{ID: k.id(9), Code: "account", Names: shop.Names{"en": "On account"}})
	}))
	ways, err := k.Ways(k.ctx)
	k.must(err)
	var codes []string
	for _, w := range ways.Tenders {
		codes = append(codes, w.Code)
	}
	if len(codes) != 4 || codes[0] != "cash" || codes[1] != "card" {
		t.Errorf("tenders %v", codes)
	}
}
