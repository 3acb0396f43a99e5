package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// offer is the n-th offer, with every field filled.
func (f Fixture) offer(n int) shop.Offer {
	goods := shop.Goods{All: true, Categories: []shop.ID{f.Food.ID}, Products: []shop.ID{f.Products[0].ID, f.Products[1].ID},
		NotCategories: []shop.ID{f.Drinks.ID}, NotProducts: []shop.ID{f.Products[2].ID}}
	return shop.Offer{ID: ID("OFFER", n), Name: "Акция <3 & 2>", Kind: shop.OfferBuyGet, Active: true, Of: goods, Get: goods,
		Parts: []shop.OfferPart{{Of: goods, Qty: 2}}, Take: 3, Pay: 2, Rate: 125_000, Amount: 700, Least: money.Limit - 1, Limit: 4,
		When: shop.OfferTime{From: 20261101, Until: 20261130, Days: 0x70, Begins: 600, Stops: 1200}}
}

func offersAreKept(t *testing.T, f Fixture) {
	all := func() []shop.Offer {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Offer, error) { return tx.Offers().All() })
	}
	version := func() int64 {
		return read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shop().Version() })
	}
	put := func(o shop.Offer) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Offers().Put(o)
			return err
		})
		return ok
	}
	same(t, "none at first", 0, len(all()))
	first, second := f.offer(2), f.offer(1)
	filled(t, first, "Offer.Version")
	before := version()
	if !put(first) || !put(second) {
		t.Error("a new offer was not stored")
	}
	same(t, "the set-up grew with each", before+2, version())
	first.Version, second.Version = 1, 1
	same(t, "in the order in which they were made", []shop.Offer{first, second}, all())
	changed := first
	changed.Name, changed.Kind, changed.Active, changed.Rate, changed.Get, changed.Parts = "Half", shop.OfferPercent, false, 500_000, shop.Goods{}, nil
	if !put(changed) || put(changed) {
		t.Error("an offer moves from version to version, and once from each")
	}
	changed.Version = 2
	same(t, "the changed offer", []shop.Offer{changed, second}, all())
	odd := f.offer(3)
	odd.Rate = 0
	if err := refused(t, f.Store, func(tx books.Tx) error { _, err := tx.Offers().Put(odd); return err }); !fault.Is(err, fault.OfferNoGain) {
		t.Errorf("an offer that gives nothing: %v", err)
	}
	for _, v := range []int64{1, 2} {
		Update(t, f.Store, func(tx books.Tx) error {
			ok, err := tx.Offers().Drop(changed.ID, v)
			if ok != (v == 2) {
				t.Errorf("dropped at version %d: %v", v, ok)
			}
			return err
		})
	}
	same(t, "what is left", []shop.Offer{second}, all())
}
