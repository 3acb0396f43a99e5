package offers

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// openNow says which of the offers hold at a moment.
func openNow(list []shop.Offer, at shop.Moment) map[shop.ID]bool {
	open := map[shop.ID]bool{}
	for _, o := range list {
		open[o.ID] = o.Active && pricing.Holds(o.When, at)
	}
	return open
}

// Wanted is so much of a product in a basket that is tried.
type Wanted struct {
	Product shop.ID
	Qty     money.Qty
}

// Tried is a basket as the till would price it with an offer.
type Tried struct {
	Cart  shop.Cart
	Quote shop.Quote
}

// Try prices a basket with an offer as a person wrote it, saved or not, as if it held now and nothing else did. Nothing is
// stored. Faults: NoRight, and those of an odd offer.
func (s *Offers) Try(ctx context.Context, o shop.Offer, list []Wanted) (t Tried, err error) {
	if err := o.Validate(); err != nil {
		return t, err
	}
	err = s.view(ctx, func(tx books.Tx, set act.Setup) error {
		if err := notDear(tx, set, o); err != nil {
			return err
		}
		for i, w := range list {
			f, found, err := tx.Products().ByID(set.Till.Place, w.Product)
			if err == nil && !found {
				err = fault.New(fault.NotFound, fault.Args{"what": "product"})
			}
			if err != nil {
				return err
			}
			p := f.Product
			t.Cart.Lines = append(t.Cart.Lines, shop.CartLine{No: i + 1, Product: p.ID, SKU: p.SKU, Names: p.Names, Category: p.Category,
				TaxGroup: p.TaxGroup, Unit: p.Unit, Qty: w.Qty, ListPrice: p.Price, Price: p.Price, Cost: p.Cost})
		}
		t.Quote, err = pricing.Quote(t.Cart, pricing.Terms{Taxes: set.Taxes, Rules: set.Shop.Rules, Offers: only(o), At: set.Shop.Moment(s.frame.Now())})
		return err
	})
	return t, err
}

// only is an offer by itself, at any time.
func only(o shop.Offer) *pricing.Offers {
	o.ID, o.Active, o.When = "TRIED", true, shop.OfferTime{}
	return pricing.PrepareOffers([]shop.Offer{o})
}

// Past is what an offer would have done to the sales of the last weeks, had people bought the same.
type Past struct {
	Receipts int          // it would have been on
	Cost     money.Amount // it would have taken
	Net      money.Amount // of the lines it would have been on, after it, without tax
	Goods    money.Amount // what the goods of those lines cost the shop
}

// Margin is what is left of the net after the goods; has is false where nothing was sold.
func (p Past) Margin() (rate money.Rate, has bool) {
	return money.Margin(money.UnitPrice(p.Net), money.UnitPrice(p.Goods))
}

// pastDays is how far Past looks back.
const pastDays = 30

// Past runs an offer over the sales of the last 30 business days, each at its own moment, as far as they had neither other
// discounts nor typed prices. Faults: NoRight, and those of an odd offer.
func (s *Offers) Past(ctx context.Context, o shop.Offer) (p Past, err error) {
	if err := o.Validate(); err != nil {
		return p, err
	}
	err = s.view(ctx, func(tx books.Tx, set act.Setup) error {
		today := set.Shop.Moment(s.frame.Now()).Day
		groups := map[shop.ID]shop.ID{} // the tax groups of products
		offers := only(o)
		return tx.Sales().List(shop.AddDays(today, -pastDays), today, func(sale shop.Sale) error {
			if sale.Kind != shop.KindSale {
				return nil
			}
			if !pricing.Holds(o.When, sale.At) {
				return nil
			}
			cart, err := again(tx, set, sale, groups)
			if err != nil {
				return err
			}
			q, err := pricing.Quote(cart, pricing.Terms{Taxes: set.Taxes, Rules: sale.Rules, Offers: offers, At: sale.At})
			if err != nil {
				return err
			}
			p.add(q, sale)
			return nil
		})
	})
	return p, err
}

// add counts a sale that the offer would have been on.
func (p *Past) add(q shop.Quote, sale shop.Sale) {
	hit := false
	for i, l := range q.Lines {
		for _, a := range l.Adjustments {
			if a.Reason == shop.ReasonOffer {
				hit = true
				p.Cost -= a.Amount
				p.Net += l.Net
				p.Goods += sale.Lines[i].Cost
			}
		}
	}
	if hit {
		p.Receipts++
	}
}

// again is the basket that a sale was: lines with other reductions than offers keep out of offers as they did then.
func again(tx books.Tx, set act.Setup, sale shop.Sale, groups map[shop.ID]shop.ID) (shop.Cart, error) {
	var c shop.Cart
	for _, l := range sale.Lines {
		group, met := groups[l.Product]
		if !met {
			group = set.Taxes.First().ID
			if l.Product != "" {
				f, found, err := tx.Products().ByID(set.Till.Place, l.Product)
				if err != nil {
					return c, err
				}
				if found {
					group = f.Product.TaxGroup
				}
			}
			groups[l.Product] = group
		}
		line := shop.CartLine{No: l.No, Product: l.Product, Category: l.Category, TaxGroup: group, Unit: l.Unit, Qty: l.Qty,
			ListPrice: l.ListPrice, Price: l.Price}
		for _, a := range l.Adjustments {
			if a.Reason == shop.ReasonLineDiscount {
				line.Discount = shop.Discount{Kind: shop.Reduction, Amount: -a.Amount}
			}
		}
		c.Lines = append(c.Lines, line)
	}
	return c, nil
}
