//go:build cgo

package checkout_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func TestScanningTheSameTwiceRaisesTheLine(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk, coffee, milk)
	if len(b.Cart.Lines) != 2 || b.Cart.Lines[0].Qty != 2*money.One || b.Changed != 1 {
		t.Fatalf("lines %+v, changed %d", b.Cart.Lines, b.Changed)
	}
	if b.Quote.Total != 2*135+575 {
		t.Errorf("total %d, want 845", b.Quote.Total)
	}
}

func TestAPackCountsItsPieces(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b, err := k.Scan(k.ctx, six, 2*money.One)
	k.must(err)
	if b.Cart.Lines[0].Qty != 12*money.One {
		t.Errorf("quantity %v, want 12", b.Cart.Lines[0].Qty)
	}
}

func TestWhatCannotBeAddedLeavesTheBasketAsItWas(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	before := k.scan(milk)
	for name, c := range map[string]struct {
		code  string
		times money.Qty
		want  fault.Code
	}{
		"a code nobody knows":    {"5000000000000", money.One, fault.UnknownCode},
		"no code":                {" ", money.One, fault.UnknownCode},
		"nothing of it":          {milk, 0, fault.BadQuantity},
		"far too much":           {milk, checkout.MaxQty + 1, fault.BadQuantity},
		"too much with what is":  {milk, checkout.MaxQty, fault.BadQuantity},
		"a price must be typed":  {gift, money.One, fault.PriceNeeded},
		"a piece needs its code": {watch, money.One, fault.PieceNeeded},
	} {
		if _, err := k.Scan(k.ctx, c.code, c.times); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	now, err := k.Current(k.ctx)
	k.must(err)
	if now.Cart.Version != before.Cart.Version || now.Quote.Total != before.Quote.Total {
		t.Errorf("the basket moved from version %d to %d", before.Cart.Version, now.Cart.Version)
	}
}

func TestUndoTakesBackEachChangeInTurn(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	totals := []money.Amount{0}
	step := func(b checkout.Basket, err error) {
		t.Helper()
		k.must(err)
		totals = append(totals, b.Quote.Total)
	}
	step(k.Scan(k.ctx, milk, money.One))
	step(k.Scan(k.ctx, coffee, money.One))
	step(k.SetQty(k.ctx, 1, 3*money.One))
	step(k.SetPrice(k.ctx, 2, 500))
	step(k.SetDiscount(k.ctx, 2, shop.Discount{Kind: shop.Percent, Rate: 100_000}))
	step(k.SetBasketDiscount(k.ctx, shop.Discount{Kind: shop.Reduction, Amount: 100}))
	step(k.Remove(k.ctx, 1, checkout.Seen{}))
	for i := len(totals) - 2; i >= 0; i-- {
		b, err := k.Undo(k.ctx, checkout.Seen{})
		k.must(err)
		if b.Quote.Total != totals[i] {
			t.Fatalf("after undo %d the total is %d, want %d", len(totals)-1-i, b.Quote.Total, totals[i])
		}
	}
	if _, err := k.Undo(k.ctx, checkout.Seen{}); !fault.Is(err, fault.NothingToUndo) {
		t.Errorf("got %v, want NothingToUndo", err)
	}
	if got := k.kinds(); !slices.Equal(got, []string{"line_removed", "line_removed", "line_removed"}) {
		t.Errorf("journal %v: two scans were taken back and a line removed", got)
	}
}

func TestTheBasketOutlivesTheProgram(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	want := k.scan(milk, coffee)
	again := checkout.New(k.frame, checkout.Devices{})
	got, err := again.Current(k.ctx)
	k.must(err)
	if got.Cart.ID != want.Cart.ID || got.Quote.Total != want.Quote.Total || len(got.Cart.Lines) != 2 {
		t.Errorf("after a restart: %+v, want %+v", got.Cart, want.Cart)
	}
}

func TestAnotherProcessIsNoticedAndNothingIsOverwritten(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk)
	other := checkout.New(k.frame, checkout.Devices{})
	_, err := other.Scan(k.ctx, coffee, money.One)
	k.must(err)
	b := k.scan(milk)
	if len(b.Cart.Lines) != 2 || b.Quote.Total != 2*135+575 {
		t.Errorf("lines %d, total %d: somebody's line is gone", len(b.Cart.Lines), b.Quote.Total)
	}
}

func TestCashClosesTheSaleWhole(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk, milk, coffee)
	paid, err := k.pay(b, 1000)
	k.must(err)
	s := paid.Sale
	if paid.Change != 1000-845 || s.Number != 1 || s.ID != b.Cart.ID || s.Total != 845 || s.Net+s.Tax != s.Total {
		t.Errorf("paid %+v", paid)
	}
	if got := k.onHand(); got != 8*money.One {
		t.Errorf("on hand %v, want 8", got)
	}
	k.view(func(tx books.Tx) error {
		stored, found, err := tx.Sales().ByID(s.ID)
		if err != nil || !found || stored.Total != 845 || len(stored.Lines) != 2 || stored.Cost != 180 {
			t.Errorf("stored %+v %v %v", stored, found, err)
		}
		jobs, err := tx.Jobs().Due(k.frame.Till, 10)
		if err != nil || len(jobs) != 2 || jobs[0].Kind != shop.JobDrawer || jobs[1].Kind != shop.JobReceipt {
			t.Errorf("jobs %+v %v, want the drawer before the paper", jobs, err)
		}
		return nil
	})
	if got := k.kinds(); !slices.Equal(got, []string{"sale"}) {
		t.Errorf("journal %v", got)
	}
	now, err := k.Current(k.ctx)
	k.must(err)
	if !now.Empty() || now.Cart.ID == s.ID {
		t.Errorf("the basket is still there: %+v", now.Cart)
	}
}

func TestPayingTwiceIsPayingOnce(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk)
	first, err := k.pay(b, 0)
	k.must(err)
	second, err := k.pay(b, 0)
	k.must(err)
	if first.Sale.Number != second.Sale.Number || k.onHand() != 9*money.One || len(k.kinds()) != 1 {
		t.Errorf("two sales: %d and %d, journal %v", first.Sale.Number, second.Sale.Number, k.kinds())
	}
}

func TestATenderForAnotherBasketTakesNothing(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	painted := k.scan(milk)
	now := k.scan(coffee)
	_, err := k.pay(painted, 0)
	f, ok := fault.Of(err)
	if !ok || f.Code != fault.BasketChanged || f.Args["total"] != now.Cash.Due {
		t.Fatalf("got %v, want BasketChanged with the new total %d", err, now.Cash.Due)
	}
	if len(k.kinds()) != 0 {
		t.Error("a refused tender was written down as a sale")
	}
	if _, err := k.pay(now, 0); err != nil {
		t.Errorf("the tender for what is painted now: %v", err)
	}
}

func TestTendersThatDoNotPayAreRefused(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	empty, err := k.Current(k.ctx)
	k.must(err)
	if _, err := k.pay(empty, 500); !fault.Is(err, fault.EmptyBasket) {
		t.Errorf("nothing to pay for: %v", err)
	}
	b := k.scan(coffee)
	if _, err := k.pay(b, 500); !fault.Is(err, fault.NotEnough) {
		t.Errorf("5.00 for 5.75: %v", err)
	}
	if _, err := k.pay(b, 2*money.Limit); !fault.Is(err, fault.AmountTooLarge) {
		t.Errorf("far too much: %v", err)
	}
	now, err := k.Current(k.ctx)
	k.must(err)
	if now.Cart.Version != b.Cart.Version {
		t.Errorf("the basket moved to version %d", now.Cart.Version)
	}
}

func TestNumbersHaveNoGapAfterARefusal(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	for want := int64(1); want <= 3; want++ {
		b := k.scan(coffee)
		if _, err := k.pay(b, 1); err == nil {
			t.Fatal("one cent paid for a coffee")
		}
		paid, err := k.pay(b, 0)
		k.must(err)
		if paid.Sale.Number != want {
			t.Errorf("number %d, want %d", paid.Sale.Number, want)
		}
	}
}

func TestALineTakenOutIsWrittenDownWithItsWorth(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk, coffee)
	b, err := k.Remove(k.ctx, 2, checkout.Seen{TotalShown: true})
	k.must(err)
	if len(b.Cart.Lines) != 1 || b.Quote.Total != 135 {
		t.Errorf("left: %+v", b.Cart.Lines)
	}
	if got := k.kinds(); !slices.Equal(got, []string{"line_removed"}) {
		t.Errorf("journal %v", got)
	}
}

func TestAClearedBasketIsWrittenDown(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk, coffee)
	k.clock = k.clock.Add(7 * time.Second)
	b, err := k.Clear(k.ctx, checkout.Seen{TenderStarted: true}, "")
	k.must(err)
	if said := k.said(); said["total"] != 710.0 || said["seconds"] != 7.0 || said["total_shown"] != 0.0 || said["tender_started"] != 1.0 {
		t.Errorf("the record says %v", said)
	}
	if !b.Empty() || !slices.Equal(k.kinds(), []string{"basket_cleared"}) {
		t.Errorf("basket %+v, journal %v", b.Cart, k.kinds())
	}
	if _, err := k.Clear(k.ctx, checkout.Seen{}, ""); !fault.Is(err, fault.EmptyBasket) {
		t.Errorf("clearing nothing: %v", err)
	}
}

func TestWhoMayNotSellSellsNothing(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	nobody := context.Background()
	if _, err := k.Scan(nobody, milk, money.One); !fault.Is(err, fault.NoRight) {
		t.Errorf("nobody scans: %v", err)
	}
	b := k.scan(milk)
	cashier := act.As(nobody, shop.Staff{Role: "cashier"})
	if _, err := k.SetPrice(cashier, 1, 1); !fault.Is(err, fault.NoRight) {
		t.Errorf("a cashier sets a price: %v", err)
	}
	if _, err := k.PayCash(nobody, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version}); !fault.Is(err, fault.NoRight) {
		t.Errorf("nobody pays: %v", err)
	}
}

func TestAnOpenItemNeedsANameAndAPrice(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	if _, err := k.AddOpen(k.ctx, checkout.OpenItem{Name: " ", Price: 100, Qty: money.One}); !fault.Is(err, fault.EmptyName) {
		t.Errorf("no name: %v", err)
	}
	if _, err := k.AddOpen(k.ctx, checkout.OpenItem{Name: "Thing", Price: -1, Qty: money.One}); !fault.Is(err, fault.BadPrice) {
		t.Errorf("a negative price: %v", err)
	}
	b, err := k.AddOpen(k.ctx, checkout.OpenItem{Product: k.id(13), Price: 2000, Qty: money.One})
	k.must(err)
	if b.Quote.Total != 2000 || b.Cart.Lines[0].Product != k.id(13) {
		t.Errorf("basket %+v", b.Cart.Lines)
	}
}

func TestABasketThatAScreenHoldsNeverChanges(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	held := k.scan(milk, coffee)
	want := slices.Clone(held.Cart.Lines)
	k.scan(milk, coffee)
	for _, change := range []func() (checkout.Basket, error){
		func() (checkout.Basket, error) { return k.SetQty(k.ctx, 2, 4*money.One) },
		func() (checkout.Basket, error) { return k.Undo(k.ctx, checkout.Seen{}) },
		func() (checkout.Basket, error) { return k.Remove(k.ctx, 1, checkout.Seen{}) },
		func() (checkout.Basket, error) { return k.Undo(k.ctx, checkout.Seen{}) },
		func() (checkout.Basket, error) { return k.Scan(k.ctx, coffee, money.One) },
	} {
		_, err := change()
		k.must(err)
		if !reflect.DeepEqual(held.Cart.Lines, want) {
			t.Fatalf("the basket on the screen became %+v", held.Cart.Lines)
		}
	}
}
