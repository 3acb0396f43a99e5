//go:build cgo

package checkout_test

import (
	"context"
	"testing"

	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/shop"
)

func TestAnOfferLowersTheNextScanAndStaysWithTheSale(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	b := k.scan(milk, milk, milk)
	if b.Quote.Total != 405 {
		t.Fatalf("before the offer: %d", b.Quote.Total)
	}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		_, err := tx.Offers().Put(shop.Offer{ID: "01KOFFER", Name: "3 for 2 milk", Kind: shop.OfferNForM, Take: 3, Pay: 2, Active: true,
			Of: shop.Goods{Products: []shop.ID{k.id(10)}}})
		return err
	}))
	b = k.scan(coffee)
	want := shop.Adjustment{Reason: shop.ReasonOffer, Amount: -135, Offer: "01KOFFER", Name: "3 for 2 milk", Qty: 3000}
	if l := b.Quote.Lines[0]; l.Total != 270 || len(l.Adjustments) != 1 || l.Adjustments[0] != want || b.Quote.Total != 845 {
		t.Fatalf("after it: %+v, total %d", l, b.Quote.Total)
	}
	paid, err := k.pay(b, 0)
	k.must(err)
	k.view(func(tx books.Tx) error {
		s, found, err := tx.Sales().ByID(paid.Sale.ID)
		if err != nil || !found || s.Total != 845 || s.Discount != 135 || s.Lines[0].Adjustments[0] != want {
			t.Errorf("the sale as stored: %+v, %v, %v", s, found, err)
		}
		return nil
	})
}
