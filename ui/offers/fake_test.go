package offers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/offers"
	"kassa/app/shop"
)

// atOnce does everything when it is asked for.
type atOnce struct{}

func (atOnce) Do(_ string, work func(context.Context) error, done func(error)) bool {
	err := work(context.Background())
	if done != nil {
		done(err)
	}
	return true
}

func (atOnce) After(_ time.Duration, f func()) (stop func()) { f(); return func() {} }

func (atOnce) Painted(f func()) { f() }

// desk is a shop with two offers in memory.
type desk struct {
	page   offers.Page
	saved  []shop.Offer
	gone   []shop.Offer
	tried  []offers.Wanted
	wrong  error
	ids    int
	search []shop.Tile
}

func newDesk() *desk {
	dark := shop.Tile{ID: "p1", Names: shop.Names{"en": "Dark chocolate 85 %", "ru": "Шоколад горький 85 %"}, Price: 220 * money.PerMinor}
	coffee := shop.Tile{ID: "p2", Names: shop.Names{"en": "Ground coffee 250 g", "ru": "Кофе молотый 250 г"}, Price: 575 * money.PerMinor}
	return &desk{search: []shop.Tile{dark, coffee}, page: offers.Page{Day: 20261123, Lang: shop.English, Open: map[shop.ID]bool{"o1": true},
		Categories: []shop.Category{{ID: "c1", Names: shop.Names{"en": "Chocolate", "ru": "Шоколад"}}, {ID: "c2", Names: shop.Names{"en": "Gift boxes", "ru": "Подарочные наборы"}}},
		Goods:      map[shop.ID]shop.Tile{"p1": dark, "p2": coffee},
		Offers: []shop.Offer{
			{ID: "o1", Name: "3 for 2 chocolate", Kind: shop.OfferNForM, Take: 3, Pay: 2, Active: true, Version: 1,
				Of:   shop.Goods{Categories: []shop.ID{"c1"}, NotCategories: []shop.ID{"c2"}},
				When: shop.OfferTime{From: 20261101, Until: 20261130, Days: 0x70}},
			{ID: "o2", Name: "Breakfast", Kind: shop.OfferBundle, Amount: 650, Version: 4, Limit: 2,
				Parts: []shop.OfferPart{{Of: shop.Goods{Products: []shop.ID{"p2"}}, Qty: 1}, {Of: shop.Goods{Categories: []shop.ID{"c1"}}, Qty: 2}}},
		}}}
}

func (d *desk) All(context.Context) (offers.Page, error) { return d.page, nil }

func (d *desk) Save(_ context.Context, _ shop.ID, o shop.Offer) (shop.Offer, error) {
	if d.wrong != nil {
		return o, d.wrong
	}
	d.saved = append(d.saved, o)
	return o, nil
}

func (d *desk) Drop(_ context.Context, _ shop.ID, o shop.Offer) error {
	d.gone = append(d.gone, o)
	return d.wrong
}

// Try lowers the first line by a piece.
func (d *desk) Try(_ context.Context, o shop.Offer, list []offers.Wanted) (t offers.Tried, err error) {
	if err := o.Validate(); err != nil {
		return t, err
	}
	d.tried = list
	for i, w := range list {
		g := d.page.Goods[w.Product]
		sum, _ := g.Price.Times(w.Qty, money.HalfUp)
		l := shop.QuoteLine{No: i + 1, List: sum, Total: sum}
		if i == 0 && w.Qty >= 3*money.One {
			off, _ := g.Price.Times(money.One, money.HalfUp)
			l.Total -= off
			l.Adjustments = []shop.Adjustment{{Reason: shop.ReasonOffer, Offer: "o1", Name: o.Name, Amount: -off, Qty: w.Qty}}
		}
		t.Quote.Lines, t.Quote.Total = append(t.Quote.Lines, l), t.Quote.Total+l.Total
	}
	return t, nil
}

func (d *desk) Past(_ context.Context, o shop.Offer) (offers.Past, error) {
	return offers.Past{Receipts: 148, Cost: 30_100, Net: 100_000, Goods: 78_000}, o.Validate()
}

func (d *desk) NewID() shop.ID { d.ids++; return shop.ID(fmt.Sprint("act", d.ids)) }

func (d *desk) Search(_ context.Context, words string, _ int) (list []shop.Tile, err error) {
	for _, t := range d.search {
		if strings.Contains(strings.ToLower(t.Names["en"]), strings.ToLower(words)) {
			list = append(list, t)
		}
	}
	return list, nil
}

// opened is the room's model over a desk, with what it said.
func opened(d *desk) (*Model, *[]Said) {
	m := New(Deps{Desk: d, Goods: d, Acts: atOnce{}, Reads: atOnce{}, Exponent: 2})
	said := &[]Said{}
	m.OnDraw(func(State) {}, func(s Said) { *said = append(*said, s) })
	m.Open()
	return m, said
}

var stale = fault.New(fault.Stale, fault.Args{"name": "3 for 2 chocolate"})
