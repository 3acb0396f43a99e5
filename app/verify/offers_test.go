package verify_test

import (
	"testing"

	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
)

func TestOffersAreWhatTheLastRecordSays(t *testing.T) {
	books := func() (*shelf, *keeper) {
		b := &shelf{}
		k := newKeeper(t, b, "T1", 7)
		o := shop.Offer{ID: "01JOFFER", Name: "Half price", Kind: shop.OfferPercent, Rate: 400_000, Of: shop.Goods{All: true}, Version: 1}
		k.write(k.id(), k.moment(), journal.OfOffer(o))
		o.Version, o.Rate, o.Active = 2, 500_000, true
		k.write(k.id(), k.moment(), journal.OfOffer(o))
		goods := `{"all":1,"categories":[],"not_categories":[],"not_products":[],"products":[]}`
		none := `{"all":0,"categories":[],"not_categories":[],"not_products":[],"products":[]}`
		b.offers = []verify.Offer{{ID: "01JOFFER", Name: "Half price", Kind: "percent", Active: true, Version: 2,
			Terms: `{"amount":0,"begins":0,"days":0,"from":0,"get":` + none + `,"least":0,"limit":0,"of":` + goods +
				`,"parts":[],"pay":0,"rate":500000,"stops":0,"take":0,"until":0}`}}
		return b, k
	}
	b, _ := books()
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	for what, spoil := range map[string]func(o *verify.Offer){
		"name":    func(o *verify.Offer) { o.Name = "Whole price" },
		"kind":    func(o *verify.Offer) { o.Kind = "amount" },
		"active":  func(o *verify.Offer) { o.Active = false },
		"version": func(o *verify.Offer) { o.Version++ },
		"terms":   func(o *verify.Offer) { o.Terms = o.Terms[:len(o.Terms)-2] + `1}` },
		"a tail":  func(o *verify.Offer) { o.Terms += " " },
		"nothing": func(o *verify.Offer) { o.Terms = "" },
	} {
		b, _ := books()
		spoil(&b.offers[0])
		rep := run(t, b, verify.Options{})
		if len(rep.Findings) != 1 || rep.Findings[0].Kind != verify.Field || rep.Findings[0].Seq != 4 {
			t.Errorf("%s: %v", what, rep.Findings)
		}
	}
	b, _ = books()
	b.offers = nil
	finds(t, b, verify.Options{}, verify.NoRow, 4)
	b, k := books()
	k.write(k.id(), k.moment(), journal.OfOfferDropped(shop.Offer{ID: "01JOFFER", Version: 2}))
	finds(t, b, verify.Options{}, verify.NoRecord, 5)
	b.offers = nil
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Errorf("an offer that was taken away: %v", rep.Findings)
	}
	b.offers = []verify.Offer{{ID: "01JSTRAY", Version: 1}}
	if rep := run(t, b, verify.Options{}); len(rep.Findings) != 1 || rep.Findings[0].Kind != verify.NoRecord {
		t.Errorf("an offer that nobody made: %v", rep.Findings)
	}
}
