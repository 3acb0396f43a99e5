package pricing

import (
	"cmp"
	"fmt"
	"slices"

	"kassa/app/money"
)

// bucket is what one rounding of tax per document covers: the lines with a tax of this code and rate, inside or on top.
// Taxes inside prices are computed by r ÷ (1 + R); where R differs, it is another computation and another bucket.
type bucket struct {
	code      string
	rate      money.Rate
	inclusive bool
	all       money.Rate // R where the tax is inside, 0 where it is on top
	sum       money.Amount
	side      money.Amount // the sign of the sum: sharing is done on its positive side, so that a return mirrors its sale
	left      money.Amount // of the rounded tax, what no line has got yet
}

func (b *bucket) den() int64 { return int64(money.Whole + b.all) }

// remainder is what cutting took from the tax of one line.
type remainder struct {
	bucket int
	line   int
	tax    int // in draft.lineTax
	rest   int64
}

// taxByDocument rounds the tax of each bucket once and shares it over the lines by largest remainder.
func (d *draft) taxByDocument() error {
	d.openBuckets()
	if err := d.roundBuckets(); err != nil {
		return err
	}
	rests, err := d.cutLines()
	if err != nil {
		return err
	}
	slices.SortFunc(rests, d.compareRests)
	for _, r := range rests {
		if b := &d.document[r.bucket]; b.left > 0 {
			b.left--
			d.lineTax[r.tax].Amount++
		}
	}
	for i := range d.document {
		if d.document[i].left != 0 {
			return fmt.Errorf("pricing: tax %q: %d minor units found no line", d.document[i].code, d.document[i].left)
		}
	}
	d.eachTax(func(_, tax int, b *bucket, _ int) {
		d.lineTax[tax].Amount *= b.side
	})
	return nil
}

func (d *draft) openBuckets() {
	d.document = d.document[:0]
	for i := range d.groups {
		g := &d.groups[i]
		for k := g.from; k < g.to; k++ {
			b := bucket{code: d.taxes[k].Code, rate: d.taxes[k].Rate, inclusive: g.inclusive}
			if d.isInside(g) {
				b.all = g.all
			}
			at := slices.Index(d.document, b)
			if at < 0 {
				at = len(d.document)
				d.document = append(d.document, b)
			}
			d.taxes[k].bucket = at
		}
	}
}

// eachTax walks every tax of every line.
func (d *draft) eachTax(do func(line, tax int, b *bucket, at int)) {
	for i := range d.work {
		w := &d.work[i]
		g := &d.groups[w.group]
		for k := g.from; k < g.to; k++ {
			at := d.taxes[k].bucket
			do(i, w.tax+k-g.from, &d.document[at], at)
		}
	}
}

func (d *draft) roundBuckets() error {
	d.eachTax(func(line, _ int, b *bucket, _ int) {
		amount := d.work[line].amount
		b.sum += amount
		if b.side == 0 && amount != 0 {
			b.side = sign(amount)
		}
	})
	for i := range d.document {
		b := &d.document[i]
		if b.sum != 0 || b.side == 0 {
			b.side = sign(b.sum)
		}
		if !b.sum.Valid() {
			return tooLarge(money.ErrOverflow)
		}
		tax, err := b.sum.Share(int64(b.rate), b.den(), d.rules.Rounding)
		if err != nil {
			return tooLarge(err)
		}
		b.left = tax * b.side
	}
	return nil
}

// cutLines gives each line its tax cut downward and returns what the cuts left over.
func (d *draft) cutLines() ([]remainder, error) {
	rests := make([]remainder, 0, len(d.lineTax))
	var failed error
	d.eachTax(func(line, tax int, b *bucket, at int) {
		whole, rest, err := (d.work[line].amount * b.side).Floor(int64(b.rate), b.den())
		if err != nil {
			failed = tooLarge(err)
			return
		}
		d.lineTax[tax].Amount = whole
		b.left -= whole
		if rest > 0 {
			rests = append(rests, remainder{at, line, tax, rest})
		}
	})
	return rests, failed
}

// compareRests puts the largest remainder first; ties are decided as in spread.
func (d *draft) compareRests(a, b remainder) int {
	if c := cmp.Compare(b.rest, a.rest); c != 0 {
		return c
	}
	if c := cmp.Compare(magnitude(d.work[b.line].amount), magnitude(d.work[a.line].amount)); c != 0 {
		return c
	}
	if c := d.compareGroups(a.line, b.line); c != 0 {
		return c
	}
	return cmp.Compare(a.tax, b.tax)
}
