// Package offers is where the shop decides what lowers prices by itself: offers are made, changed, tried on a basket and on
// the sales of the last weeks, switched off and taken away.
//
// The rules. What an offer gives, and how several come together, is said by app/pricing and nowhere else. An odd offer is
// refused when it is made, not found out at the till: one that gives nothing, one that is on nothing, one that never holds, a
// bundle that costs what its parts do. Whoever changes one that somebody else changed meanwhile is told. Every change is an
// act, whole in the journal; a sale keeps the name and the effect of the offers it had, so that taking an offer away changes
// no receipt.
//
// A worked example: "3 for 2 chocolate" on the category Chocolate without gift boxes, 1–30 November, Friday to Sunday. Tried on
// three bars at 2.20 it says 6.60 − 2.20 = 4.40. Saved on the 10th, the next scan on any till of the shop is priced with it;
// "pays for 3" instead of 2 is refused with OfferNoGain.
package offers

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Offers are the offers of the frame's shop.
type Offers struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Offers { return &Offers{frame: f} }

// view reads for a person who may change offers.
func (s *Offers) view(ctx context.Context, f func(books.Tx, act.Setup) error) error {
	return s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		if err == nil {
			err = s.frame.MayIn(ctx, tx, rights.Ask{Act: rights.ChangeOffers})
		}
		if err != nil {
			return err
		}
		return f(tx, set)
	})
}

// Page is what the room shows: the offers, and what the groups of products can name.
type Page struct {
	Offers     []shop.Offer
	Open       map[shop.ID]bool // those that hold now
	Categories []shop.Category
	Goods      map[shop.ID]shop.Tile // products that the offers name
	Currency   money.Currency
	Lang       shop.Lang
	Day        int // the business day
}

// All are the offers of the shop with what they name. Fault: NoRight.
func (s *Offers) All(ctx context.Context) (p Page, err error) {
	err = s.view(ctx, func(tx books.Tx, set act.Setup) error {
		at := set.Shop.Moment(s.frame.Now())
		p = Page{Offers: set.Offers, Open: openNow(set.Offers, at), Currency: set.Shop.Currency, Lang: set.Shop.Lang, Day: at.Day,
			Goods: map[shop.ID]shop.Tile{}}
		if p.Categories, err = tx.Products().Categories(); err != nil {
			return err
		}
		goods, err := tx.Products().TilesOf(set.Till.Place, named(set.Offers))
		for _, g := range goods {
			p.Goods[g.ID] = g
		}
		return err
	})
	return p, err
}

// named are the products that offers name.
func named(list []shop.Offer) (all []shop.ID) {
	for _, o := range list {
		groups := []shop.Goods{o.Of, o.Get}
		for _, p := range o.Parts {
			groups = append(groups, p.Of)
		}
		for _, g := range groups {
			all = append(append(all, g.Products...), g.NotProducts...)
		}
	}
	return all
}

// Save stores an offer as a person wrote it; a new one has no id. act is that of the act, made before the first try and kept
// over repetitions. Faults: NoRight, Stale, EmptyName, OfferNoGoods, OfferCount, OfferNoGain, OfferTooMuch, OfferNever,
// OfferDear.
func (s *Offers) Save(ctx context.Context, id shop.ID, o shop.Offer) (shop.Offer, error) {
	if o.ID == "" {
		o.ID = id
	}
	err := s.do(ctx, id, func(tx books.Tx) (journal.Body, error) {
		set, err := s.frame.SetUp(tx)
		if err == nil {
			err = o.Validate()
		}
		if err == nil && o.Active { // one that is switched off lowers nothing, however the prices went since
			err = notDear(tx, set, o)
		}
		if err != nil {
			return nil, err
		}
		ok, err := tx.Offers().Put(o)
		if err == nil && !ok {
			err = fault.New(fault.Stale, fault.Args{"name": o.Name})
		}
		stored := o
		stored.Version++
		return journal.OfOffer(stored), err
	})
	o.Version++
	return o, err
}

// Drop takes an offer away. Faults: NoRight, Stale.
func (s *Offers) Drop(ctx context.Context, id shop.ID, o shop.Offer) error {
	return s.do(ctx, id, func(tx books.Tx) (journal.Body, error) {
		ok, err := tx.Offers().Drop(o.ID, o.Version)
		if err == nil && !ok {
			err = fault.New(fault.Stale, fault.Args{"name": o.Name})
		}
		return journal.OfOfferDropped(o), err
	})
}

// NewID makes the id of an act.
func (s *Offers) NewID() shop.ID { return s.frame.NewID() }

func (s *Offers) do(ctx context.Context, id shop.ID, work func(books.Tx) (journal.Body, error)) error {
	_, err := s.frame.Do(ctx, act.Spec{ID: id, Right: rights.ChangeOffers}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) { return work(tx) })
	return err
}

// notDear refuses a price that is not below what the goods cost without it, as far as that can be said: where each part names
// its products. The dearest of each counts, so that what is refused could never have given anything.
func notDear(tx books.Tx, set act.Setup, o shop.Offer) error {
	parts := o.Parts
	switch o.Kind {
	case shop.OfferBundle:
	case shop.OfferFixed:
		parts = []shop.OfferPart{{Of: o.Of, Qty: 1}}
	default:
		return nil
	}
	var sum money.Amount
	for _, p := range parts {
		if p.Of.All || len(p.Of.Categories) > 0 {
			return nil
		}
		goods, err := tx.Products().TilesOf(set.Till.Place, p.Of.Products)
		if err != nil {
			return err
		}
		if len(goods) == 0 {
			return nil // what is sold no more has no price to compare with
		}
		var dearest money.Amount
		for _, g := range goods {
			if g.PriceKind == shop.OpenPrice {
				return nil
			}
			price, err := g.Price.Times(money.One, money.HalfUp)
			if err != nil {
				return fault.Wrap(fault.AmountTooLarge, nil, err)
			}
			dearest = max(dearest, price)
		}
		sum += dearest * money.Amount(p.Qty)
	}
	if o.Amount >= sum {
		return fault.New(fault.OfferDear, fault.Args{"price": o.Amount, "parts": sum})
	}
	return nil
}
