package verify

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// sums adds the sales up again, by everything the books keep sums by.
type sums map[sumKey]*Sum

// sumKey is a Sum without its numbers.
type sumKey struct {
	by         SumKind
	day, hour  int64
	place, key string
}

func keyOf(s *Sum) sumKey { return sumKey{s.By, s.Day, s.Hour, s.Place, s.Key} }

func (m sums) at(k sumKey) *Sum {
	s := m[k]
	if s == nil {
		k.key, k.place = strings.Clone(k.key), strings.Clone(k.place) // not a part of some long text
		s = &Sum{By: k.by, Day: k.day, Hour: k.hour, Place: k.place, Key: k.key}
		m[k] = s
	}
	return s
}

// sale adds one sale of the tables, which was paid with these payments.
func (m sums) sale(s *Sale, paid []Payment) {
	hour := m.at(sumKey{ByHour, s.Day, s.Hour, s.Place, s.Staff})
	hour.Receipts++
	hour.Total, hour.Net, hour.Tax = hour.Total+s.Total, hour.Net+s.Net, hour.Tax+s.Tax
	hour.Discount, hour.Cost = hour.Discount+s.Discount, hour.Cost+s.Cost
	for i := range s.Lines {
		l := &s.Lines[i]
		hour.Qty += l.Qty
		category := m.at(sumKey{ByCategory, s.Day, 0, s.Place, l.Category})
		product := m.at(sumKey{ByProduct, s.Day / 100, 0, s.Place, l.Product})
		for _, sum := range []*Sum{category, product} {
			sum.Total, sum.Net, sum.Tax = sum.Total+l.Total, sum.Net+l.Net, sum.Tax+l.Tax
			sum.Discount, sum.Cost, sum.Qty = sum.Discount+l.Discount, sum.Cost+l.Cost, sum.Qty+l.Qty
		}
		if firstWith(s.Lines[:i], func(o *Line) bool { return o.Category == l.Category }) {
			category.Receipts++
		}
		if firstWith(s.Lines[:i], func(o *Line) bool { return o.Product == l.Product }) {
			product.Receipts++
		}
	}
	for i := range paid {
		p := &paid[i]
		tender := m.at(sumKey{ByTender, s.Day, 0, s.Place, p.Tender})
		tender.Total += p.Amount
		if firstPayment(paid[:i], p.Tender) {
			tender.Receipts++
		}
	}
}

// firstWith reports whether no earlier line is alike: a receipt counts once for each category and product.
func firstWith(earlier []Line, alike func(*Line) bool) bool {
	for i := range earlier {
		if alike(&earlier[i]) {
			return false
		}
	}
	return true
}

func firstPayment(earlier []Payment, tender string) bool {
	for i := range earlier {
		if earlier[i].Tender == tender {
			return false
		}
	}
	return true
}

// rollups holds the kept sums against the sales.
func (r *run) rollups(ctx context.Context) error {
	for got, err := range r.src.Sums(ctx) {
		if err != nil {
			return fmt.Errorf("read the sums: %w", err)
		}
		k := keyOf(&got)
		want := r.sums[k]
		delete(r.sums, k)
		if want == nil {
			want = &Sum{By: k.by, Day: k.day, Hour: k.hour, Place: k.place, Key: k.key}
		}
		r.rollup(want, &got)
	}
	for k, want := range r.sums {
		r.rollup(want, &Sum{By: k.by, Day: k.day, Hour: k.hour, Place: k.place, Key: k.key})
	}
	return nil
}

func (r *run) rollup(want, got *Sum) {
	if *want == *got {
		return
	}
	d := differ{report: func(what, wanted, gotten string) {
		r.add(Finding{Kind: Rollup, Document: string(got.By) + " " + strconv.FormatInt(got.Day, 10) + " " + got.Key,
			What: what, Want: wanted, Got: gotten})
	}}
	d.num("receipts", want.Receipts, got.Receipts)
	d.num("total", want.Total, got.Total)
	d.num("net", want.Net, got.Net)
	d.num("tax", want.Tax, got.Tax)
	d.num("discount", want.Discount, got.Discount)
	d.num("cost", want.Cost, got.Cost)
	d.num("qty", want.Qty, got.Qty)
}
