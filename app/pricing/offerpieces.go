package pricing

import (
	"cmp"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// lot is so many alike pieces of one line.
type lot struct{ line, count int }

// class is all pieces that no offer can tell apart: of one value, one tax group, and under the same offers. The classes of a
// basket stand in an order that does not depend on that of its lines: the dearest first.
type class struct {
	value money.Amount
	refs  []ref
	lots  []lot
	count int
	best  money.Amount // what the best offer on single pieces takes
	by    int          // which that is; -1: none
}

// run is the pieces of one value of one line, before they are sorted into classes.
type run struct {
	line, count int
	value       money.Amount
	refs        []ref
}

// takesPart reports whether a line is open to offers: it is sold, and no person has said what it costs.
func takesPart(l *shop.CartLine) bool {
	return l.Qty > 0 && l.Price == l.ListPrice && l.Discount.Kind == shop.NoDiscount
}

// inPieces reports whether a line consists of pieces; what is weighed is one thing, at what it costs as a whole.
func inPieces(l *shop.CartLine) bool {
	return (l.Unit == shop.Piece || l.Unit == "") && l.Qty%money.One == 0
}

// applyOffers lowers the lines of a basket by the offers that hold now: first those on pieces, combined to what takes most;
// then, of the ones on the basket, the one that takes most.
func (d *draft) applyOffers(cart *shop.Cart) error {
	if d.offers == nil || len(d.offers.list) == 0 {
		return nil
	}
	open := d.offers.open(d.at)
	if !slices.Contains(open, true) {
		return nil
	}
	d.refs = d.refsOf(cart, open)
	classes, err := d.classes(cart)
	if err != nil {
		return err
	}
	for i := range cart.Lines {
		if err := d.wholeLine(i, &cart.Lines[i]); err != nil {
			return err
		}
	}
	for _, c := range d.contests(classes) {
		for _, u := range c.solve() {
			if err := d.use(c, u); err != nil {
				return err
			}
		}
	}
	for _, c := range classes {
		if c.by >= 0 && c.best > 0 {
			d.take(c, c.count, c.best, c.by)
		}
	}
	return d.basketOffer(cart, open)
}

// refsOf finds what is on each line; lines of the same product share the answer.
func (d *draft) refsOf(cart *shop.Cart, open []bool) [][]ref {
	type key struct{ product, category shop.ID }
	known := make(map[key][]ref, len(cart.Lines))
	all := make([][]ref, len(cart.Lines))
	for i := range cart.Lines {
		l := &cart.Lines[i]
		if !takesPart(l) {
			continue
		}
		k := key{l.Product, l.Category}
		refs, met := known[k]
		if !met {
			refs = d.offers.of(l.Product, l.Category, open)
			known[k] = refs
		}
		all[i] = refs
	}
	return all
}

// classes sorts the pieces of the basket. A line whose worth does not divide by its pieces has some that are one minor
// unit dearer, so that they sum to it.
func (d *draft) classes(cart *shop.Cart) ([]*class, error) {
	var runs []run
	for i := range cart.Lines {
		l := &cart.Lines[i]
		if len(d.refs[i]) == 0 || !inPieces(l) {
			continue
		}
		n := money.Amount(l.Qty / money.One)
		base, dearer := d.work[i].amount/n, d.work[i].amount%n
		if dearer > 0 {
			runs = append(runs, run{i, int(dearer), base + 1, d.refs[i]})
		}
		runs = append(runs, run{i, int(n - dearer), base, d.refs[i]})
	}
	slices.SortFunc(runs, func(a, b run) int {
		if c := d.compareRuns(a, b); c != 0 {
			return c
		}
		return compareLines(&cart.Lines[a.line], &cart.Lines[b.line])
	})
	var all []*class
	for i, r := range runs {
		if i == 0 || d.compareRuns(runs[i-1], r) != 0 {
			all = append(all, &class{value: r.value, refs: r.refs, by: -1})
		}
		c := all[len(all)-1]
		c.lots, c.count = append(c.lots, lot{r.line, r.count}), c.count+r.count
	}
	for _, c := range all {
		var err error
		if c.best, c.by, err = d.bestSingle(c.refs, c.value, money.One); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// compareRuns tells classes apart, the dearest first.
func (d *draft) compareRuns(a, b run) int {
	if c := cmp.Compare(b.value, a.value); c != 0 {
		return c
	}
	if c := d.compareGroups(a.line, b.line); c != 0 {
		return c
	}
	if len(a.refs) == len(b.refs) && &a.refs[0] == &b.refs[0] {
		return 0
	}
	return slices.CompareFunc(a.refs, b.refs, compareRefs)
}

// compareLines orders lines whose pieces are alike by what is in them, so that no sum depends on which was scanned first.
func compareLines(a, b *shop.CartLine) int {
	return cmp.Or(cmp.Compare(a.Product, b.Product), cmp.Compare(a.Qty, b.Qty), cmp.Compare(a.No, b.No))
}

// bestSingle is the offer that takes most from one piece by itself.
func (d *draft) bestSingle(refs []ref, value money.Amount, qty money.Qty) (best money.Amount, by int, err error) {
	by = -1
	for _, r := range refs {
		o := &d.offers.list[r.offer]
		if isSet(o) {
			continue
		}
		off, err := single(o, value, qty, d.rules.Rounding)
		if err != nil {
			return 0, -1, err
		}
		if off > best {
			best, by = off, r.offer
		}
	}
	return best, by, nil
}

// wholeLine gives a weighed line the best offer on single pieces: an amount or a fixed price is then for one kilo.
func (d *draft) wholeLine(i int, l *shop.CartLine) error {
	if len(d.refs[i]) == 0 || inPieces(l) {
		return nil
	}
	off, by, err := d.bestSingle(d.refs[i], d.work[i].amount, l.Qty)
	if err == nil && by >= 0 {
		d.offerOff(i, by, off, l.Qty)
	}
	return err
}

// use applies one use of an offer: what it takes is shared over all its pieces by their value, so that a piece that comes
// back later has cost what it cost.
func (d *draft) use(c *contest, u use) error {
	values := make([]money.Amount, len(u.picks))
	for k, at := range u.picks {
		values[k] = c.classes[at].value
	}
	parts, err := money.Split(u.saving, values)
	if err != nil {
		return tooLarge(err)
	}
	for k, at := range u.picks {
		d.take(c.classes[at], u.times, parts[k], c.rivals[u.rival].at)
	}
	return nil
}

// take lowers so many pieces of a class by so much each.
func (d *draft) take(c *class, pieces int, each money.Amount, by int) {
	c.count -= pieces
	for pieces > 0 {
		l := &c.lots[0]
		n := min(l.count, pieces)
		d.offerOff(l.line, by, each*money.Amount(n), money.Qty(n)*money.One)
		pieces -= n
		if l.count -= n; l.count == 0 {
			c.lots = c.lots[1:]
		}
	}
}

// offerOff writes down what an offer takes from a line; several uses of one offer on one line are one step.
func (d *draft) offerOff(i, by int, off money.Amount, qty money.Qty) {
	if off == 0 {
		return
	}
	d.work[i].amount -= off
	o := &d.offers.list[by]
	for k := range d.quote.Lines[i].Adjustments {
		if a := &d.quote.Lines[i].Adjustments[k]; a.Offer == o.ID {
			a.Amount -= off
			a.Qty += qty
			return
		}
	}
	a := shop.Adjustment{Reason: shop.ReasonOffer, Amount: -off, Offer: o.ID, Name: o.Name, Qty: qty}
	if o.Kind == shop.OfferPercent || o.Kind == shop.OfferBasket {
		a.Rate = o.Rate
	}
	d.explain(i, a)
}

// basketOffer takes the best offer on the basket from all lines that take part. What must be reached counts before other
// offers, so that no offer takes another one away; a percentage is of what the goods cost after them.
func (d *draft) basketOffer(cart *shop.Cart, open []bool) error {
	var worth, best money.Amount
	reached := make(map[int]money.Amount)
	for i := range cart.Lines {
		if !takesPart(&cart.Lines[i]) {
			continue
		}
		worth += d.work[i].amount
		for _, r := range d.refs[i] {
			if d.offers.list[r.offer].Kind == shop.OfferBasket {
				reached[r.offer] += d.quote.Lines[i].List
			}
		}
	}
	if !worth.Valid() {
		return tooLarge(money.ErrOverflow)
	}
	by := -1
	for k := range open {
		o := &d.offers.list[k]
		if sum, met := reached[k]; !met || sum < o.Least {
			continue
		}
		off, err := o.Rate.Of(worth, d.rules.Rounding)
		if err != nil {
			return tooLarge(err)
		}
		if off = max(off, min(o.Amount, worth)); off > best {
			best, by = off, k
		}
	}
	return d.spread(best, 1, func(i int) money.Amount {
		if takesPart(&cart.Lines[i]) {
			return d.work[i].amount
		}
		return 0
	}, func(i int, part money.Amount) { d.offerOff(i, by, part, cart.Lines[i].Qty) })
}
