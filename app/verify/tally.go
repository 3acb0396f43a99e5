package verify

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// tally is one shift of a till, added up again from the records alone.
type tally struct {
	shift   string
	sums    Z // what a Z report must say; the rest of it stays empty
	tenders map[string][2]int64
	taxes   map[rate][2]int64
	counts  int64     // number of the last count
	counted CashCount // the last one
	first   label     // of the receipts
	last    label
	// How the sales were paid whose tenders were corrected later, by sale.
	corrected map[string][]Payment
}

// label is the number of a receipt as people read it: T1-0004122.
type label struct {
	series, till string
	number       int64
}

func (l label) text() string {
	switch {
	case l.number == 0:
		return ""
	case l.series == "":
		return fmt.Sprintf("%s-%07d", l.till, l.number)
	}
	return fmt.Sprintf("%s-%07d", l.series, l.number)
}

func newTally(shift string, float int64) *tally {
	return &tally{shift: shift, sums: Z{Shift: shift, Float: float}, tenders: map[string][2]int64{}, taxes: map[rate][2]int64{}}
}

// sale adds a recorded sale; corrected says that a tender of it was put right later.
func (t *tally) sale(s *Sale, corrected bool) {
	z := &t.sums
	t.last = label{s.Series, s.TillCode, s.Number}
	if z.Receipts == 0 {
		t.first = t.last
	}
	z.Receipts++
	if s.Total < 0 {
		z.Returns, z.Returned = z.Returns+1, z.Returned-s.Total
	} else {
		z.Sold += s.Total
	}
	z.Discount, z.Net, z.Tax, z.Rounding = z.Discount+s.Discount, z.Net+s.Net, z.Tax+s.Tax, z.Rounding+s.CashRounding
	for i := range s.Taxes {
		x := &s.Taxes[i]
		k := rate{x.Code, x.Rate, x.Inclusive}
		t.taxes[k] = [2]int64{t.taxes[k][0] + x.Base, t.taxes[k][1] + x.Amount}
	}
	t.paid(s.Payments, 1)
	if corrected {
		if t.corrected == nil {
			t.corrected = map[string][]Payment{}
		}
		t.corrected[strings.Clone(s.ID)] = slices.Clone(s.Payments)
	}
}

// paid adds the payments of a sale, or takes them away again.
func (t *tally) paid(payments []Payment, sign int64) {
	for i := range payments {
		p := &payments[i]
		sum := t.tenders[p.Tender]
		if firstPayment(payments[:i], p.Tender) {
			sum[0] += sign
		}
		sum[1] += sign * p.Amount
		t.tenders[p.Tender] = sum
		if sum == [2]int64{} {
			delete(t.tenders, p.Tender)
		}
	}
}

// change moves a payment of a sale to another tender.
func (t *tally) change(sale string, payment int64, to string) {
	payments := t.corrected[sale]
	t.paid(payments, -1)
	for i := range payments {
		if payments[i].No == payment {
			payments[i].Tender = to
		}
	}
	t.paid(payments, 1)
}

// undone adds a record of a line or a basket that was not sold.
func (t *tally) undone(kind string, worth int64) {
	if kind == "line_removed" {
		t.sums.Lines, t.sums.LinesWorth = t.sums.Lines+1, t.sums.LinesWorth+worth
	} else {
		t.sums.Baskets, t.sums.BasketWorth = t.sums.Baskets+1, t.sums.BasketWorth+worth
	}
}

// move adds an entry of the drawer's ledger; it is false when the amount has not the sign of its kind.
func (t *tally) move(kind string, amount int64) bool {
	z := &t.sums
	switch kind {
	case "in":
		z.In += amount
		return amount > 0
	case "out":
		z.Out -= amount
		return amount < 0
	case "expense":
		z.Expense -= amount
		return amount < 0
	case "drop":
		z.Drop -= amount
		return amount < 0
	case "no_sale":
		z.NoSales++
		return amount == 0
	case "taken":
		return amount < 0
	}
	return amount != 0 && (kind == "opening_difference" || kind == "closing_difference")
}

// z is what the report must say that ends the shift now.
func (t *tally) z() Z {
	z := t.sums
	z.First, z.Last = t.first.text(), t.last.text()
	z.CashSales = t.tenders["cash"][1]
	z.Expected = z.Float + z.CashSales + z.In - z.Out - z.Expense - z.Drop
	z.Count, z.Counted = t.counted.ID, t.counted.Total
	z.Difference = z.Counted - z.Expected
	for _, tender := range slices.Sorted(maps.Keys(t.tenders)) {
		z.Tenders = append(z.Tenders, ZTender{tender, t.tenders[tender][0], t.tenders[tender][1]})
	}
	for _, k := range slices.SortedFunc(maps.Keys(t.taxes), func(a, b rate) int {
		return cmp.Or(cmp.Compare(b.rate, a.rate), cmp.Compare(a.code, b.code), cmp.Compare(asNumber(a.inclusive), asNumber(b.inclusive)))
	}) {
		z.Taxes = append(z.Taxes, ZTax{k.code, k.rate, k.inclusive, t.taxes[k][0], t.taxes[k][1]})
	}
	return z
}

func asNumber(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
