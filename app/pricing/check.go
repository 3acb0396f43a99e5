package pricing

import (
	"fmt"

	"kassa/app/money"
	"kassa/app/shop"
)

// check looks again at what every quote must hold, from the finished numbers alone. A quote that fails is our mistake
// and is not sold by: the error carries no code, and the screen shows an incident.
func check(q *shop.Quote) error {
	var list, discount, net, tax, total, rates money.Amount
	for i := range q.Lines {
		l := &q.Lines[i]
		if err := checkLine(l); err != nil {
			return err
		}
		list, net, tax, total = list+l.List, net+l.Net, tax+l.Tax, total+l.Total
		if onTop(l) {
			list += l.Tax
		}
		for _, a := range l.Adjustments {
			discount -= a.Amount
		}
	}
	for _, t := range q.Taxes {
		rates += t.Amount
	}
	switch {
	case q.Net+q.Tax != q.Total || q.List-q.Discount != q.Total:
		return broken("receipt: net %d + tax %d, list %d - discount %d, total %d", q.Net, q.Tax, q.List, q.Discount, q.Total)
	case list != q.List || discount != q.Discount || net != q.Net || tax != q.Tax || total != q.Total:
		return broken("receipt: the lines sum to list %d discount %d net %d tax %d total %d", list, discount, net, tax, total)
	case rates != q.Tax:
		return broken("receipt: the rates sum to tax %d of %d", rates, q.Tax)
	}
	return nil
}

// checkLine: net + tax = total, list + adjustments = total (or net, where tax is on top), and nothing below nothing.
func checkLine(l *shop.QuoteLine) error {
	var tax money.Amount
	for k := range l.Taxes {
		tax += l.Taxes[k].Amount
		if l.Taxes[k].Base != l.Net {
			return broken("line %d: tax %q on %d, net is %d", l.No, l.Taxes[k].Code, l.Taxes[k].Base, l.Net)
		}
	}
	if tax != l.Tax || l.Net+l.Tax != l.Total {
		return broken("line %d: net %d + tax %d (%d) is not total %d", l.No, l.Net, l.Tax, tax, l.Total)
	}
	asked := l.List
	for _, a := range l.Adjustments {
		asked += a.Amount
	}
	if onTop(l) && asked != l.Net || !onTop(l) && asked != l.Total {
		return broken("line %d: list and adjustments come to %d, not to net %d or total %d", l.No, asked, l.Net, l.Total)
	}
	if l.List == 0 && l.Total != 0 || l.Total*sign(l.List) < 0 {
		return broken("line %d: list %d became %d", l.No, l.List, l.Total)
	}
	return nil
}

// onTop reports whether the taxes of a line stand on top of its price.
func onTop(l *shop.QuoteLine) bool { return len(l.Taxes) > 0 && !l.Taxes[0].Inclusive }

func broken(format string, args ...any) error {
	return fmt.Errorf("pricing: it does not add up: "+format, args...)
}
