//go:build cgo

package offers_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/offers"
	"kassa/app/shop"
	"kassa/data"
)

// office is a shop with two bars of chocolate and a manager.
type office struct {
	*offers.Offers
	t     *testing.T
	ctx   context.Context
	store *data.Store
}

func newOffice(t *testing.T) *office {
	t.Helper()
	store, err := data.Open(context.Background(), data.Options{DSN: filepath.Join(t.TempDir(), "kassa.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	signer, err := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	ids := 0
	eur, _ := money.CurrencyOf("EUR")
	newID := func() shop.ID { ids++; return shop.ID(fmt.Sprintf("01JID%d", ids)) }
	o := &office{t: t, store: store}
	o.Offers = offers.New(&act.Frame{Store: store, Till: "01JTILL", Now: func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) },
		NewID: newID, Board: &notice.Board{}, Signer: signer})
	o.ctx = act.As(context.Background(), shop.Staff{ID: "01JM1", Code: "M1", Role: "manager"})
	err = store.Update(context.Background(), func(tx books.Tx) error {
		for _, err := range []error{
			tx.Shop().Put(shop.Shop{ID: "01JSHOP", Name: "Corner shop", Currency: eur, Country: "DE", Lang: shop.English, Zone: time.UTC,
				Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Direction: shop.CashNearest, Form: shop.CashLine}}}),
			tx.Shop().AddPlace(shop.Place{ID: "01JPLACE", Name: "Shop"}),
			tx.Shop().AddTill(shop.Till{ID: "01JTILL", Place: "01JPLACE", Code: "T1", Name: "Till 1", Series: "A"}),
			tx.Shop().AddStaff(shop.Staff{ID: "01JM1", Code: "M1", Name: "Manager 1", Role: "manager"}),
			tx.Shop().AddTaxGroup(shop.TaxGroup{ID: "01JTAX", Code: "A", Inclusive: true}),
			tx.Products().AddCategory(shop.Category{ID: "01JSWEET", Names: shop.Names{"en": "Chocolate"}}),
			tx.Products().Add(bar("01JDARK", "Dark chocolate", 220), bar("01JMILK", "Milk chocolate", 180)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func bar(id shop.ID, name string, cents int64) shop.Product {
	return shop.Product{ID: id, SKU: string(id), Names: shop.Names{"en": name}, Category: "01JSWEET", TaxGroup: "01JTAX", Unit: shop.Piece,
		PriceKind: shop.FixedPrice, Price: money.UnitPrice(cents) * money.PerMinor, Cost: money.UnitPrice(cents) * money.PerMinor / 2}
}

func threeForTwo() shop.Offer {
	return shop.Offer{Name: "3 for 2 chocolate", Kind: shop.OfferNForM, Take: 3, Pay: 2, Active: true, Of: shop.Goods{Categories: []shop.ID{"01JSWEET"}}}
}

func TestAnOfferIsMadeChangedAndTakenAway(t *testing.T) {
	o := newOffice(t)
	made, err := o.Save(o.ctx, o.NewID(), threeForTwo())
	if err != nil || made.ID == "" || made.Version != 1 {
		t.Fatalf("made: %+v, %v", made, err)
	}
	changed := made
	changed.When = shop.OfferTime{From: 20270101}
	if changed, err = o.Save(o.ctx, o.NewID(), changed); err != nil || changed.Version != 2 {
		t.Fatalf("changed: %+v, %v", changed, err)
	}
	if _, err := o.Save(o.ctx, o.NewID(), made); !fault.Is(err, fault.Stale) {
		t.Errorf("changed from an old state: %v", err)
	}
	p, err := o.All(o.ctx)
	if err != nil || len(p.Offers) != 1 || p.Open[made.ID] || p.Day != 20261123 || len(p.Categories) != 1 {
		t.Errorf("the page: %+v, %v", p, err)
	}
	if err := o.Drop(o.ctx, o.NewID(), changed); err != nil {
		t.Error(err)
	}
	if err := o.Drop(o.ctx, o.NewID(), changed); !fault.Is(err, fault.Stale) {
		t.Errorf("taken away twice: %v", err)
	}
	var kinds []string
	if err := o.store.View(o.ctx, func(tx books.Tx) error {
		return tx.Journal().Walk("01JTILL", 1, func(r shop.Record) error { kinds = append(kinds, r.Kind); return nil })
	}); err != nil || fmt.Sprint(kinds) != "[offer offer offer_dropped]" {
		t.Errorf("the journal: %v, %v", kinds, err)
	}
}

func TestAPriceThatIsNoneIsRefused(t *testing.T) {
	o := newOffice(t)
	both := []shop.OfferPart{{Of: shop.Goods{Products: []shop.ID{"01JDARK"}}, Qty: 1}, {Of: shop.Goods{Products: []shop.ID{"01JMILK"}}, Qty: 2}}
	bundle := shop.Offer{Name: "Three bars", Active: true, Kind: shop.OfferBundle, Amount: 580, Parts: both}
	if _, err := o.Save(o.ctx, o.NewID(), bundle); !fault.Is(err, fault.OfferDear) {
		t.Errorf("a bundle at what its parts cost: %v", err)
	}
	bundle.Amount = 579
	if _, err := o.Save(o.ctx, o.NewID(), bundle); err != nil {
		t.Errorf("a cent below: %v", err)
	}
	fixed := shop.Offer{Name: "At 2.20", Active: true, Kind: shop.OfferFixed, Amount: 220, Of: shop.Goods{Products: []shop.ID{"01JDARK", "01JMILK"}}}
	if _, err := o.Save(o.ctx, o.NewID(), fixed); !fault.Is(err, fault.OfferDear) {
		t.Errorf("a fixed price that is the price: %v", err)
	}
	fixed.Active = false
	if _, err := o.Save(o.ctx, o.NewID(), fixed); err != nil {
		t.Errorf("the same, switched off: %v", err)
	}
	none := threeForTwo()
	none.Pay = 3
	if _, err := o.Save(o.ctx, o.NewID(), none); !fault.Is(err, fault.OfferNoGain) {
		t.Errorf("3 for 3: %v", err)
	}
}

func TestAnOfferIsTriedBeforeItIsSaved(t *testing.T) {
	o := newOffice(t)
	later := threeForTwo()
	later.When = shop.OfferTime{From: 20270101}
	tried, err := o.Try(o.ctx, later, []offers.Wanted{{Product: "01JDARK", Qty: 3000}, {Product: "01JMILK", Qty: 1000}})
	if err != nil || tried.Quote.Total != 620 || tried.Quote.Lines[0].Adjustments[0].Amount != -220 {
		t.Errorf("tried: %+v, %v", tried.Quote, err)
	}
	cashier := act.As(context.Background(), shop.Staff{ID: "01JC1", Code: "C1", Role: "cashier"})
	if _, err := o.Try(cashier, later, nil); !fault.Is(err, fault.NoRight) {
		t.Errorf("by a cashier: %v", err)
	}
}

func TestPastSalesSayWhatAnOfferWouldHaveCost(t *testing.T) {
	o := newOffice(t)
	at := shop.Moment{At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Day: 20261120, Hour: 9}
	err := o.store.Update(context.Background(), func(tx books.Tx) error {
		if err := tx.Shifts().Add(shop.Shift{ID: "01JSHIFT", Till: "01JTILL", No: 1, Opened: at, OpenedBy: "01JM1"}); err != nil {
			return err
		}
		for i := range 2 {
			n := int64(3 + i)
			sum := money.Amount(220 * n)
			s := shop.Sale{ID: shop.ID(fmt.Sprint("01JSALE", i)), Kind: shop.KindSale, Till: "01JTILL", TillCode: "T1", Series: "A", Number: int64(i + 1),
				Place: "01JPLACE", Shift: "01JSHIFT", Staff: "01JM1", StaffCode: "M1", At: at, Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Direction: shop.CashNearest, Form: shop.CashLine}}, List: sum, Net: sum, Total: sum, Cost: sum / 2,
				Lines: []shop.Line{{No: 1, Product: "01JDARK", SKU: "S", Name: "Dark chocolate", Category: "01JSWEET", Unit: shop.Piece, Qty: money.Qty(n) * money.One,
					ListPrice: 220 * money.PerMinor, Price: 220 * money.PerMinor, List: sum, Net: sum, Total: sum, Cost: sum / 2}},
				Payments: []shop.Payment{{No: 1, Tender: shop.TenderCash, Amount: sum, Given: sum, Currency: "EUR", Exponent: 2}}}
			if err := tx.Sales().Add(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Past(o.ctx, threeForTwo())
	if want := (offers.Past{Receipts: 2, Cost: 440, Net: 660 + 880 - 440, Goods: 330 + 440}); err != nil || p != want {
		t.Errorf("got %+v, %v; want %+v", p, err, want)
	}
	never := threeForTwo()
	never.When = shop.OfferTime{From: 20261121}
	if p, err := o.Past(o.ctx, never); err != nil || p != (offers.Past{}) {
		t.Errorf("it did not hold then: %+v, %v", p, err)
	}
}
