package pricing

import (
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// contest is offers that can want the same pieces, and those pieces. What one contest decides touches no other.
type contest struct {
	classes  []*class       // the dearest first
	floor    []money.Amount // what a piece of the class saves when no rival takes it
	rivals   []rival
	rounding money.Rounding
	have     []int // pieces of each class that are still free
	ranked   bool  // the needs know their order of preference
}

// rival is an offer of a contest that uses several pieces at once.
type rival struct {
	offer *shop.Offer
	at    int    // its place in Offers.list
	needs []need // one for each of its parts
	left  int    // how often it may still be used; -1: as often as it fits
}

// need is so many pieces out of some classes: from the dearest on, and (once ranked) from the one that brings most.
type need struct {
	qty       int
	from      []int
	preferred []int
}

// use is one offer used on certain pieces, so many times: picks are their classes, part by part.
type use struct {
	rival  int
	picks  []int
	saving money.Amount
	times  int
}

// needsOf says how many pieces each part of an offer uses.
func needsOf(o *shop.Offer) []need {
	switch {
	case o.Kind == shop.OfferNForM:
		return []need{{qty: o.Take}}
	case o.Kind == shop.OfferBuyGet && o.Get.Empty():
		return []need{{qty: o.Take + o.Pay}}
	case o.Kind == shop.OfferBuyGet:
		return []need{{qty: o.Take}, {qty: o.Pay}}
	case o.Kind == shop.OfferBundle:
		all := make([]need, len(o.Parts))
		for i, p := range o.Parts {
			all[i].qty = p.Qty
		}
		return all
	}
	return []need{{qty: 1}}
}

// contests puts the offers that use several pieces, and can be used at all, together with those they share pieces with.
func (d *draft) contests(classes []*class) []*contest {
	wanted := map[int][]need{}
	for i, c := range classes {
		for _, r := range c.refs {
			o := &d.offers.list[r.offer]
			if o.Kind == shop.OfferBasket || !isSet(o) {
				continue
			}
			if wanted[r.offer] == nil {
				wanted[r.offer] = needsOf(o)
			}
			n := &wanted[r.offer][r.part]
			n.from = append(n.from, i)
		}
	}
	root := make([]int, len(classes))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	var usable []int
	for at := range d.offers.list {
		if needs := wanted[at]; needs != nil && enough(needs, classes) {
			usable = append(usable, at)
			first := find(needs[0].from[0])
			for _, n := range needs {
				for _, i := range n.from {
					root[find(i)] = first
				}
			}
		}
	}
	return d.gather(classes, usable, wanted, find)
}

// enough reports whether each part of an offer finds its pieces.
func enough(needs []need, classes []*class) bool {
	for _, n := range needs {
		pieces := 0
		for _, i := range n.from {
			pieces += classes[i].count
		}
		if pieces < n.qty {
			return false
		}
	}
	return true
}

func (d *draft) gather(classes []*class, usable []int, wanted map[int][]need, find func(int) int) []*contest {
	var all []*contest
	byRoot, place := map[int]*contest{}, make([]int, len(classes))
	in := make([]bool, len(classes))
	for _, at := range usable {
		for _, n := range wanted[at] {
			for _, i := range n.from {
				in[i] = true
			}
		}
	}
	for i, c := range classes {
		if !in[i] {
			continue
		}
		k := byRoot[find(i)]
		if k == nil {
			k = &contest{rounding: d.rules.Rounding}
			byRoot[find(i)] = k
			all = append(all, k)
		}
		place[i] = len(k.classes)
		k.classes, k.floor, k.have = append(k.classes, c), append(k.floor, c.best), append(k.have, c.count)
	}
	for _, at := range usable {
		needs := wanted[at]
		k := byRoot[find(needs[0].from[0])]
		for n := range needs {
			for j, i := range needs[n].from {
				needs[n].from[j] = place[i]
			}
		}
		o := &d.offers.list[at]
		left := o.Limit
		if left == 0 {
			left = -1
		}
		k.rivals = append(k.rivals, rival{offer: o, at: at, needs: needs, left: left})
	}
	return all
}

// solve says which offers are used on which pieces: exactly where the contest is small, else by the heuristic.
func (c *contest) solve() []use {
	if uses, ok := c.exact(); ok {
		return uses
	}
	return c.rough()
}

// saving is what a rival takes from its picks, which are ordered from the dearest within each part. Nothing for a bundle that
// would cost more than its pieces.
func (c *contest) saving(r *rival, picks []int) money.Amount {
	o := r.offer
	var sum money.Amount
	switch o.Kind {
	case shop.OfferNForM:
		for _, i := range picks[o.Pay:] {
			sum += c.classes[i].value
		}
	case shop.OfferBuyGet:
		for _, i := range picks[o.Take:] {
			sum += c.lowered(o, i)
		}
	case shop.OfferBundle:
		for _, i := range picks {
			sum += c.classes[i].value
		}
		sum = max(sum-o.Amount, 0)
	default:
		sum = c.lowered(o, picks[0])
	}
	return sum
}

// lowered is what an offer takes from a piece of a class. It cannot fail where the piece itself has a price.
func (c *contest) lowered(o *shop.Offer, class int) money.Amount {
	value := c.classes[class].value
	var off money.Amount
	if o.Kind == shop.OfferBuyGet {
		off, _ = o.Rate.Of(value, c.rounding)
	} else {
		off, _ = single(o, value, money.One, c.rounding)
	}
	return off
}

// gain is what picks save beyond what their pieces would save without the rival.
func (c *contest) gain(saving money.Amount, picks []int) money.Amount {
	for _, i := range picks {
		saving -= c.floor[i]
	}
	return saving
}

// alone is the contest of one rival as if it were the only offer of the shop: classes that only other offers tell apart are
// one. from says what each class consists of.
func (c *contest) alone(r int) (one *contest, from [][]int) {
	one = &contest{rounding: c.rounding}
	whose := make([][]int, len(c.classes)) // the parts of the rival that each class fits
	for p, n := range c.rivals[r].needs {
		for _, i := range n.from {
			whose[i] = append(whose[i], p)
		}
	}
	mine := c.rivals[r]
	mine.needs = needsOf(mine.offer)
	order := make([]int, 0, len(c.classes))
	for i := range c.classes {
		if whose[i] != nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if c.classes[a].value != c.classes[b].value {
			return int(min(max(c.classes[b].value-c.classes[a].value, -1), 1))
		}
		return slices.Compare(whose[a], whose[b])
	})
	for k, i := range order {
		if k == 0 || c.classes[i].value != c.classes[order[k-1]].value || !slices.Equal(whose[i], whose[order[k-1]]) {
			at := len(one.classes)
			one.classes, one.floor, one.have = append(one.classes, &class{value: c.classes[i].value}), append(one.floor, 0), append(one.have, 0)
			from = append(from, nil)
			for _, p := range whose[i] {
				mine.needs[p].from = append(mine.needs[p].from, at)
			}
		}
		last := len(from) - 1
		from[last] = append(from[last], i)
		one.have[last] += c.have[i]
	}
	one.rivals = []rival{mine}
	return one, from
}
