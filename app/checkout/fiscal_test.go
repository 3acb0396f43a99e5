//go:build cgo

package checkout_test

import (
	"context"
	"slices"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

func TestASaleCarriesTheAnswerOfTheFiscalDevice(t *testing.T) {
	device := sim.NewFiscal()
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	paid, err := k.pay(b, 200)
	k.must(err)
	if paid.Sale.Fiscal.Number == "" || paid.Sale.Fiscal.QR == "" || paid.Sale.Number != 1 || paid.Change != 65 {
		t.Errorf("sale %+v", paid.Sale)
	}
	again, err := k.pay(b, 200)
	k.must(err)
	if again.Sale.Number != 1 || len(device.Receipts()) != 1 {
		t.Errorf("a repeated tender made %d receipts, number %d", len(device.Receipts()), again.Sale.Number)
	}
	k.Checkout.Close()
	if got := device.Begun(); !slices.Equal(got, []string{string(b.Cart.ID)}) {
		t.Errorf("begun %v, want this sale once", got)
	}
}

func TestACardIsSignedAsACardAndStaysOne(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.LostAnswer, sim.Offline)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	paid, err := k.payBy(b, "card", "")
	for range 3 { // the cashier takes cash in the end, but the device has signed the card
		if err == nil {
			break
		}
		paid, err = k.pay(b, 500)
	}
	k.must(err)
	if p := paid.Sale.Payments[0]; p.Tender != "card" || p.Change != 0 || len(device.Receipts()) != 1 || device.Receipts()[0].Sale.Tenders[0].Kind != "card" {
		t.Errorf("payment %+v, signed %+v", p, device.Receipts())
	}
	if err := k.CorrectTender(k.ctx, paid.Sale.ID, 1, "cash", ""); !fault.Is(err, fault.TenderFixed) {
		t.Errorf("a signed sale was corrected: %v", err)
	}
}

func TestAnOutageSellsOnAndIsMarked(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.Outage)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	paid, err := k.pay(k.scan(milk), 0)
	k.must(err)
	if !paid.Sale.Fiscal.Outage || paid.Sale.Number != 1 {
		t.Errorf("sale %+v", paid.Sale)
	}
}

func TestALostAnswerIsLookedUpAndNeverAskedTwice(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.LostAnswer)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	paid, err := k.pay(k.scan(milk), 0)
	k.must(err)
	if len(device.Receipts()) != 1 || paid.Sale.Fiscal.Number != device.Receipts()[0].Answer.Number {
		t.Errorf("%d receipts, sale says %q", len(device.Receipts()), paid.Sale.Fiscal.Number)
	}
}

func TestWhatTheDeviceRefusesStaysABasket(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.Refuses)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	if _, err := k.pay(b, 0); !fault.Is(err, fault.FiscalRefused) {
		t.Fatalf("got %v, want FiscalRefused", err)
	}
	if now, err := k.Current(k.ctx); err != nil || now.Cart.Version != b.Cart.Version {
		t.Fatalf("the basket moved from version %d to %d (%v)", b.Cart.Version, now.Cart.Version, err)
	}
	paid, err := k.pay(k.scan(coffee), 0)
	k.must(err)
	if paid.Sale.Number != 1 || paid.Sale.Total != 710 || paid.Sale.Fiscal.Number == "" {
		t.Errorf("the second try made %+v", paid.Sale)
	}
}

func TestARequestTheDeviceNeverSawIsAskedAgainOnlyByTheNextTap(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.NeverSaw)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	if _, err := k.pay(b, 0); !fault.Is(err, fault.FiscalOutage) {
		t.Fatalf("got %v, want FiscalOutage", err)
	}
	if _, err := k.Clear(k.ctx, checkout.Seen{}, ""); !fault.Is(err, fault.FiscalOutage) {
		t.Fatalf("the basket may be cleared while its signature is open: %v", err)
	}
	paid, err := k.pay(b, 200)
	k.must(err)
	if paid.Change != 65 || len(device.Receipts()) != 1 || paid.Sale.Fiscal.Number == "" {
		t.Errorf("paid %+v, %d receipts", paid, len(device.Receipts()))
	}
}

func TestTheChangeIsOfTheMoneyOnTheCounterNow(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.LostAnswer, sim.Offline)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	if _, err := k.pay(b, 0); !fault.Is(err, fault.FiscalOutage) {
		t.Fatalf("got %v, want FiscalOutage", err)
	}
	paid, err := k.pay(b, 1000)
	k.must(err)
	if paid.Change != 865 || paid.Sale.Payments[0].Given != 1000 {
		t.Errorf("paid %+v", paid.Sale.Payments)
	}
}

func TestAnOpenQuestionClosesTheBasketUntilTheDeviceAnswers(t *testing.T) {
	device := sim.NewFiscal()
	device.Fail(sim.LostAnswer, sim.Offline)
	k := newDesk(t, checkout.Devices{Fiscal: device})
	b := k.scan(milk)
	if _, err := k.pay(b, 0); !fault.Is(err, fault.FiscalOutage) {
		t.Fatalf("got %v, want FiscalOutage", err)
	}
	if _, err := k.Scan(k.ctx, coffee, money.One); !fault.Is(err, fault.FiscalOutage) {
		t.Fatalf("the basket may be changed while its signature is open: %v", err)
	}
	paid, err := k.pay(b, 0)
	k.must(err)
	if paid.Sale.Total != 135 || len(device.Receipts()) != 1 {
		t.Errorf("sale %+v, %d receipts", paid.Sale, len(device.Receipts()))
	}
}

// diesAfter is a device whose till loses its power right after a call.
type diesAfter struct {
	devices.Fiscal
	finish bool // the request reaches the device
}

type powerCut struct{}

func (d diesAfter) Finish(ctx context.Context, s devices.FiscalSale) (devices.FiscalAnswer, error) {
	if d.finish {
		_, _ = d.Fiscal.Finish(ctx, s)
	}
	panic(powerCut{})
}

func TestAPowerCutWhileTheDeviceSignsIsSettledAtTheNextStart(t *testing.T) {
	for _, reached := range []bool{true, false} {
		device := sim.NewFiscal()
		k := newDesk(t, checkout.Devices{Fiscal: diesAfter{device, reached}})
		b := k.scan(milk)
		func() {
			defer func() {
				if _, ok := recover().(powerCut); !ok {
					t.Fatal("the power did not fail")
				}
			}()
			_, _ = k.pay(b, 200)
		}()
		next := checkout.New(k.frame, checkout.Devices{Fiscal: device})
		k.must(next.Recover(k.ctx))
		k.must(next.Recover(k.ctx)) // a second run finds nothing
		stored, found := k.saleOf(b.Cart.ID)
		if found != reached {
			t.Fatalf("signed %v, stored %v", reached, found)
		}
		if reached && (stored.Payments[0].Change != 65 || stored.Fiscal.Number == "" || stored.StaffCode != "C1") {
			t.Errorf("recovered %+v", stored)
		}
		if now, err := next.Current(k.ctx); err != nil || now.Empty() != reached {
			t.Errorf("signed %v: the basket has %d lines, %v", reached, len(now.Cart.Lines), err)
		}
	}
}

func TestWhatWasSignedIsBookedThoughWhoSoldItLeft(t *testing.T) {
	device := sim.NewFiscal()
	k := newDesk(t, checkout.Devices{Fiscal: diesAfter{device, true}})
	left := shop.Staff{ID: k.id(901), Code: "C2", Name: "Cashier 2", Role: "cashier"}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().AddStaff(left) }))
	k.ctx = act.As(context.Background(), left)
	b := k.scan(milk)
	func() {
		defer func() { _ = recover() }()
		_, _ = k.pay(b, 200)
	}()
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Staff().Change(books.StaffRow{Staff: left, Archived: k.clock})
	}))
	next := checkout.New(k.frame, checkout.Devices{Fiscal: device})
	k.must(next.Recover(context.Background())) // nobody is at the till yet
	s, found := k.saleOf(b.Cart.ID)
	if !found || s.Staff != left.ID {
		t.Fatalf("stored %v, sold by %q; want the sale of who left", found, s.Staff)
	}
	k.view(func(tx books.Tx) error {
		rec, _, err := tx.Journal().ByAct(s.ID)
		if rec.Staff != left.ID {
			t.Errorf("the record is of %q, want who sold", rec.Staff)
		}
		return err
	})
}

func (k *desk) saleOf(id shop.ID) (s shop.Sale, found bool) {
	k.t.Helper()
	k.view(func(tx books.Tx) error {
		var err error
		s, found, err = tx.Sales().ByID(id)
		return err
	})
	return s, found
}

func TestAPieceIsSoldOnce(t *testing.T) {
	marks := sim.NewMarks()
	marks.Refuse("010460STOLEN", "withdrawn")
	k := newDesk(t, checkout.Devices{Marks: marks})
	add := func(code string) (checkout.Basket, error) { return k.AddPiece(k.ctx, k.id(12), code) }
	b, err := add("010460PIECE1")
	k.must(err)
	if _, err := add("010460PIECE1"); !fault.Is(err, fault.PieceCodeTaken) {
		t.Errorf("twice in a basket: %v", err)
	}
	if _, err := add("010460STOLEN"); !fault.Is(err, fault.MarkRefused) {
		t.Errorf("refused by the service: %v", err)
	}
	if _, err := k.SetQty(k.ctx, 1, 2*money.One); !fault.Is(err, fault.BadQuantity) {
		t.Errorf("two of one piece: %v", err)
	}
	_, err = k.pay(b, 0)
	k.must(err)
	if _, err := add("010460PIECE1"); !fault.Is(err, fault.PieceCodeTaken) {
		t.Errorf("sold already: %v", err)
	}
}

func TestTheShopDecidesWhenNoVerdictComes(t *testing.T) {
	marks := sim.NewMarks()
	k := newDesk(t, checkout.Devices{Marks: marks})
	marks.Fail(sim.Offline)
	if _, err := k.AddPiece(k.ctx, k.id(12), "010460PIECE1"); err != nil {
		t.Errorf("the default is to allow: %v", err)
	}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, k.id(0), checkout.LateRule, checkout.LateRefuse)
	}))
	marks.Fail(sim.Offline)
	if _, err := k.AddPiece(k.ctx, k.id(12), "010460PIECE2"); !fault.Is(err, fault.MarkRefused) {
		t.Errorf("the shop refuses, got %v", err)
	}
}
