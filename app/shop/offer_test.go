package shop_test

import (
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func TestOddOffersAreRefused(t *testing.T) {
	all := shop.Goods{All: true}
	good := map[shop.OfferKind]shop.Offer{
		shop.OfferPercent: {Rate: 100_000, Of: all}, shop.OfferAmount: {Amount: 50, Of: all}, shop.OfferFixed: {Of: all},
		shop.OfferNForM: {Take: 3, Pay: 2, Of: all}, shop.OfferBuyGet: {Take: 1, Pay: 1, Rate: money.Whole, Of: all},
		shop.OfferBundle: {Amount: 500, Parts: []shop.OfferPart{{Of: all, Qty: 1}, {Of: all, Qty: 1}}},
		shop.OfferBasket: {Least: 1000, Amount: 100, Of: all},
	}
	for _, kind := range shop.OfferKinds() {
		o := good[kind]
		o.Name, o.Kind = "Offer", kind
		if err := o.Validate(); err != nil {
			t.Errorf("a good one of kind %s: %v", kind, err)
		}
	}
	for _, tt := range []struct {
		name  string
		kind  shop.OfferKind
		spoil func(*shop.Offer)
		want  fault.Code
	}{
		{"no name", shop.OfferPercent, func(o *shop.Offer) { o.Name = " " }, fault.EmptyName},
		{"0 %", shop.OfferPercent, func(o *shop.Offer) { o.Rate = 0 }, fault.OfferNoGain},
		{"101 %", shop.OfferPercent, func(o *shop.Offer) { o.Rate = money.Whole + 1 }, fault.OfferTooMuch},
		{"an amount of nothing", shop.OfferAmount, func(o *shop.Offer) { o.Amount = 0 }, fault.OfferNoGain},
		{"a price below zero", shop.OfferFixed, func(o *shop.Offer) { o.Amount = -1 }, fault.OfferTooMuch},
		{"3 for 3", shop.OfferNForM, func(o *shop.Offer) { o.Pay = 3 }, fault.OfferNoGain},
		{"3 for 0", shop.OfferNForM, func(o *shop.Offer) { o.Pay = 0 }, fault.OfferTooMuch},
		{"0 for 0", shop.OfferNForM, func(o *shop.Offer) { o.Take, o.Pay = 0, 0 }, fault.OfferCount},
		{"101 for 1", shop.OfferNForM, func(o *shop.Offer) { o.Take = 101 }, fault.OfferCount},
		{"buy none", shop.OfferBuyGet, func(o *shop.Offer) { o.Take = 0 }, fault.OfferCount},
		{"a bundle of one piece", shop.OfferBundle, func(o *shop.Offer) { o.Parts = o.Parts[:1] }, fault.OfferNoGoods},
		{"a bundle with an empty part", shop.OfferBundle, func(o *shop.Offer) { o.Parts[0].Of = shop.Goods{} }, fault.OfferNoGoods},
		{"on nothing", shop.OfferPercent, func(o *shop.Offer) { o.Of = shop.Goods{} }, fault.OfferNoGoods},
		{"a basket gives nothing", shop.OfferBasket, func(o *shop.Offer) { o.Amount = 0 }, fault.OfferNoGain},
		{"more off than reached", shop.OfferBasket, func(o *shop.Offer) { o.Amount = 1001 }, fault.OfferTooMuch},
		{"both a rate and an amount", shop.OfferBasket, func(o *shop.Offer) { o.Rate = 1 }, fault.OfferTooMuch},
		{"a basket has it once anyway", shop.OfferBasket, func(o *shop.Offer) { o.Limit = 1 }, fault.OfferCount},
		{"a kind that nobody knows", "gift", func(*shop.Offer) {}, fault.OfferNoGoods},
		{"ends before it begins", shop.OfferPercent, func(o *shop.Offer) { o.When = shop.OfferTime{From: 20261102, Until: 20261101} }, fault.OfferNever},
		{"Sundays of a Monday", shop.OfferPercent, func(o *shop.Offer) { o.When = shop.OfferTime{From: 20261123, Until: 20261123, Days: 1 << 6} }, fault.OfferNever},
		{"no minute", shop.OfferPercent, func(o *shop.Offer) { o.When = shop.OfferTime{Begins: 600, Stops: 600} }, fault.OfferNever},
	} {
		o := good[tt.kind]
		o.Name, o.Kind = "Offer", tt.kind
		o.Parts = append([]shop.OfferPart(nil), o.Parts...)
		tt.spoil(&o)
		if err := o.Validate(); !fault.Is(err, tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
