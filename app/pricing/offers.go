package pricing

import (
	"cmp"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// Offers are the offers of a shop, made ready once for many baskets. They are not changed any more: any number of quotes may
// use them at the same time. A nil one holds none.
type Offers struct {
	list       []shop.Offer   // by id: of two that give the same, the earlier one is given
	groups     [][]shop.Goods // of each offer, one for each of its parts
	all        []ref
	byCategory map[shop.ID][]ref
	byProduct  map[shop.ID][]ref
}

// ref is one part of an offer: a group of products that it is on.
type ref struct{ offer, part int }

func compareRefs(a, b ref) int {
	if c := cmp.Compare(a.offer, b.offer); c != 0 {
		return c
	}
	return cmp.Compare(a.part, b.part)
}

// PrepareOffers makes the active ones of a list ready.
func PrepareOffers(list []shop.Offer) *Offers {
	o := &Offers{byCategory: map[shop.ID][]ref{}, byProduct: map[shop.ID][]ref{}}
	for _, one := range list {
		if one.Active {
			o.list = append(o.list, one)
		}
	}
	slices.SortFunc(o.list, func(a, b shop.Offer) int { return cmp.Compare(a.ID, b.ID) })
	for i := range o.list {
		o.groups = append(o.groups, groupsOf(&o.list[i]))
		for part, g := range o.groups[i] {
			r := ref{i, part}
			if g.All {
				o.all = append(o.all, r)
				continue
			}
			for _, id := range g.Categories {
				o.byCategory[id] = append(o.byCategory[id], r)
			}
			for _, id := range g.Products {
				o.byProduct[id] = append(o.byProduct[id], r)
			}
		}
	}
	return o
}

// groupsOf are the groups of products an offer is on, one for each of its parts.
func groupsOf(o *shop.Offer) []shop.Goods {
	switch {
	case o.Kind == shop.OfferBundle:
		all := make([]shop.Goods, len(o.Parts))
		for i, p := range o.Parts {
			all[i] = p.Of
		}
		return all
	case o.Kind == shop.OfferBuyGet && !o.Get.Empty():
		return []shop.Goods{o.Of, o.Get}
	}
	return []shop.Goods{o.Of}
}

// of finds what is on a product, among the offers that are open.
func (o *Offers) of(product, category shop.ID, open []bool) []ref {
	var found []ref
	for _, list := range [][]ref{o.all, o.byCategory[category], o.byProduct[product]} {
		for _, r := range list {
			if open[r.offer] && !o.groups[r.offer][r.part].Excludes(product, category) {
				found = append(found, r)
			}
		}
	}
	slices.SortFunc(found, compareRefs)
	return slices.Compact(found)
}

// open says which offers hold at a moment.
func (o *Offers) open(at shop.Moment) []bool {
	open := make([]bool, len(o.list))
	for i := range o.list {
		open[i] = Holds(o.list[i].When, at)
	}
	return open
}

// Holds reports whether a time of an offer covers a moment. The day of the week is that of the business day: a Friday that
// ends at four in the morning is one Friday. The hours are those on the wall; those past midnight belong to the day they began on.
func Holds(w shop.OfferTime, at shop.Moment) bool {
	day, local := at.Day, at.Local()
	if w.Begins > w.Stops && local.Hour()*60+local.Minute() < w.Stops && shop.DayOf(local) == day {
		day = shop.AddDays(day, -1) // the night began yesterday, though the business day ends at midnight
	}
	return w.From <= day && (w.Until == 0 || day <= w.Until) && w.OnWeekday(day) && withinHours(w, at)
}

func withinHours(w shop.OfferTime, at shop.Moment) bool {
	local := at.Local()
	minute := local.Hour()*60 + local.Minute()
	switch {
	case w.Begins == 0 && w.Stops == 0:
		return true
	case w.Begins < w.Stops:
		return w.Begins <= minute && minute < w.Stops
	}
	return w.Begins <= minute || minute < w.Stops
}

// isSet reports whether an offer uses several pieces at once, or a counted number of single ones: then which pieces it
// gets is part of the question.
func isSet(o *shop.Offer) bool {
	switch o.Kind {
	case shop.OfferNForM, shop.OfferBuyGet, shop.OfferBundle:
		return true
	}
	return o.Limit > 0
}

// single is what an offer takes from one piece, or from one weighed line of so much.
func single(o *shop.Offer, value money.Amount, qty money.Qty, r money.Rounding) (money.Amount, error) {
	switch o.Kind {
	case shop.OfferPercent:
		off, err := o.Rate.Of(value, r)
		return off, tooLarge(err)
	case shop.OfferAmount, shop.OfferFixed:
		price, err := money.PriceOf(o.Amount)
		if err != nil {
			return 0, tooLarge(err)
		}
		sum, err := price.Times(qty, r)
		if err != nil {
			return 0, tooLarge(err)
		}
		if o.Kind == shop.OfferAmount {
			return min(sum, value), nil
		}
		return max(value-sum, 0), nil
	}
	return 0, nil
}
