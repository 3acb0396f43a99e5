package pricing

import (
	"fmt"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// group is a tax group of the basket with the taxes that hold on the day: draft.taxes[from:to].
type group struct {
	id        shop.ID
	inclusive bool
	from, to  int
	all       money.Rate // the rates together
}

// groupTax is one tax of a group and where its sum stands.
type groupTax struct {
	shop.Tax
	sum    int // in quote.Taxes
	bucket int // in draft.document, when tax is rounded per document
}

// groupOf finds the place of a group in the draft, opening it when it is met first. A basket has few groups.
func (d *draft) groupOf(id shop.ID) (int, error) {
	for i := range d.groups {
		if d.groups[i].id == id {
			return i, nil
		}
	}
	found, ok := d.table[id]
	if !ok {
		return 0, fmt.Errorf("unknown tax group %q", id)
	}
	g := group{id: id, inclusive: found.Inclusive, from: len(d.taxes)}
	for _, t := range found.On(d.at.Day) {
		if t.Rate < 0 || t.Rate > maxRate {
			return 0, fmt.Errorf("tax %q of group %q: rate of %s %% is out of bounds", t.Code, id, t.Rate.Percent())
		}
		g.all += t.Rate
		d.taxes = append(d.taxes, groupTax{Tax: t})
	}
	g.to = len(d.taxes)
	d.groups = append(d.groups, g)
	return len(d.groups) - 1, nil
}

// maxRate bounds a tax: 10,000 %. It keeps the sum of a group's rates far from any limit.
const maxRate = 100 * money.Whole

// layTaxes opens the taxes of each line and the sums per code, rate and way, ordered by code and rate.
func (d *draft) layTaxes() {
	count := 0
	for i := range d.work {
		g := &d.groups[d.work[i].group]
		d.work[i].tax = count
		count += g.to - g.from
	}
	d.openSums()
	d.lineTax = make([]shop.LineTax, count)
	for i := range d.work {
		g, first := &d.groups[d.work[i].group], d.work[i].tax
		mine := d.lineTax[first : first+g.to-g.from : first+g.to-g.from]
		for k := range mine {
			t := &d.taxes[g.from+k]
			mine[k] = shop.LineTax{Code: t.Code, Names: t.Names, Rate: t.Rate, Inclusive: g.inclusive}
		}
		if len(mine) > 0 {
			d.quote.Lines[i].Taxes = mine
		}
	}
}

func (d *draft) openSums() {
	if len(d.taxes) == 0 {
		return
	}
	d.quote.Taxes = make([]shop.LineTax, 0, len(d.taxes))
	for _, g := range d.groups {
		for k := g.from; k < g.to; k++ {
			t := &d.taxes[k]
			d.insertSum(shop.LineTax{Code: t.Code, Names: t.Names, Rate: t.Rate, Inclusive: g.inclusive})
		}
	}
	for _, g := range d.groups {
		for k := g.from; k < g.to; k++ {
			for s, sum := range d.quote.Taxes {
				if sum.Code == d.taxes[k].Code && sum.Rate == d.taxes[k].Rate && sum.Inclusive == g.inclusive {
					d.taxes[k].sum = s
				}
			}
		}
	}
}

// insertSum keeps the sums ordered by code, rate, and inside before on top, so that the order of lines does not show.
func (d *draft) insertSum(t shop.LineTax) {
	sums := d.quote.Taxes
	at := len(sums)
	for at > 0 && before(t, sums[at-1]) {
		at--
	}
	if at > 0 && !before(sums[at-1], t) {
		return // already there
	}
	sums = append(sums, shop.LineTax{})
	copy(sums[at+1:], sums[at:])
	sums[at] = t
	d.quote.Taxes = sums
}

func before(a, b shop.LineTax) bool {
	if a.Code != b.Code {
		return a.Code < b.Code
	}
	if a.Rate != b.Rate {
		return a.Rate < b.Rate
	}
	return a.Inclusive && !b.Inclusive
}

// tax computes every tax of every line, rounded as the rules say.
func (d *draft) tax() error {
	if d.rules.TaxRounding == shop.PerDocument {
		return d.taxByDocument()
	}
	return d.taxByLine()
}

// sumUp says net and total of every line, the sums, and checks that all adds up.
func (d *draft) sumUp() error {
	q := &d.quote
	q.List, q.Discount, q.Net, q.Tax, q.Total = 0, 0, 0, 0, 0
	for s := range q.Taxes {
		q.Taxes[s].Base, q.Taxes[s].Amount = 0, 0
	}
	for i := range q.Lines {
		d.finishLine(i)
		if !q.Lines[i].Total.Valid() {
			return fault.New(fault.AmountTooLarge, nil)
		}
	}
	fits := q.List.Valid() && q.Discount.Valid() && q.Net.Valid() && q.Tax.Valid() && q.Total.Valid()
	for _, t := range q.Taxes {
		fits = fits && t.Base.Valid() && t.Amount.Valid()
	}
	if !fits {
		return fault.New(fault.AmountTooLarge, nil)
	}
	return check(q)
}

// finishLine says net, tax and total of a line and adds them to the sums. Nothing can wrap here: each amount is within
// the limit, and there are [shop.MaxLines] at most; sumUp looks at the sums.
func (d *draft) finishLine(i int) {
	q, l, w := &d.quote, &d.quote.Lines[i], &d.work[i]
	g := &d.groups[w.group]
	l.Tax = 0
	for k := range l.Taxes {
		l.Tax += l.Taxes[k].Amount
	}
	if d.isInside(g) {
		l.Total, l.Net = w.amount, w.amount-l.Tax
	} else {
		l.Net, l.Total = w.amount, w.amount+l.Tax
	}
	for k := range l.Taxes {
		l.Taxes[k].Base = l.Net
		sum := &q.Taxes[d.taxes[g.from+k].sum]
		sum.Base += l.Net
		sum.Amount += l.Taxes[k].Amount
	}
	q.List += l.List
	if !g.inclusive {
		q.List += l.Tax
	}
	for _, a := range l.Adjustments {
		q.Discount -= a.Amount
	}
	q.Net += l.Net
	q.Tax += l.Tax
	q.Total += l.Total
}

func (d *draft) isInside(g *group) bool { return g.inclusive || d.inside }

// taxByLine rounds each tax of each line.
func (d *draft) taxByLine() error {
	for i := range d.work {
		w := &d.work[i]
		g := &d.groups[w.group]
		for k := g.from; k < g.to; k++ {
			tax, err := d.taxes[k].Rate.Of(w.amount, d.rules.Rounding)
			if d.isInside(g) {
				tax, err = d.taxes[k].Rate.Inside(w.amount, g.all, d.rules.Rounding)
			}
			if err != nil {
				return tooLarge(err)
			}
			d.lineTax[w.tax+k-g.from].Amount = tax
		}
	}
	return nil
}
