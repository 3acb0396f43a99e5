package verify

import "strconv"

// adds checks that a recorded sale adds up, from its own numbers alone.
func (r *run) adds(at Finding, s *Sale, moves []Move) {
	is := func(what string, want, got int64) {
		if want != got {
			at.Kind, at.What, at.Want, at.Got = Adding, what, strconv.FormatInt(want, 10), strconv.FormatInt(got, 10)
			r.add(at)
		}
	}
	var list, net, tax, total, cost, discount, paid, taxes int64
	for i := range s.Lines {
		l := &s.Lines[i]
		r.lineAdds(is, l)
		list, net, tax, total, cost, discount = list+l.List, net+l.Net, tax+l.Tax, total+l.Total, cost+l.Cost, discount+l.Discount
		if onTop(l) {
			list += l.Tax
		}
	}
	for i := range s.Payments {
		p := &s.Payments[i]
		is("given less change", p.Amount, p.Given-p.Change)
		paid += p.Amount
		if p.Currency != s.Currency || p.Exponent != s.Exponent {
			is("payments in one currency", s.Exponent, p.Exponent+1)
		}
	}
	for i := range s.Taxes {
		taxes += s.Taxes[i].Amount
	}
	is("list of the lines", s.List, list)
	is("discount of the lines", s.Discount, discount)
	is("net of the lines", s.Net, net)
	is("tax of the lines", s.Tax, tax)
	is("total of the lines", s.Total, total)
	is("cost of the lines", s.Cost, cost)
	is("net and tax", s.Total, s.Net+s.Tax)
	is("list less discount", s.Total, s.List-s.Discount)
	is("tax of the rates", s.Tax, taxes)
	is("payments", s.Total+s.CashRounding, paid)
	r.ratesAdd(is, s)
	movesAdd(is, s, moves)
}

func onTop(l *Line) bool { return len(l.Taxes) > 0 && !l.Taxes[0].Inclusive }

func (r *run) lineAdds(is func(string, int64, int64), l *Line) {
	var tax int64
	for i := range l.Taxes {
		tax += l.Taxes[i].Amount
	}
	is("net and tax of a line", l.Total, l.Net+l.Tax)
	is("taxes of a line", l.Tax, tax)
	if onTop(l) {
		is("list less discount of a line", l.Net, l.List-l.Discount)
	} else {
		is("list less discount of a line", l.Total, l.List-l.Discount)
	}
}

// rate is what the taxes of a sale are summed by.
type rate struct {
	code      string
	rate      int64
	inclusive bool
}

// ratesAdd: the taxes of the sale are the sums over its lines, each once.
func (r *run) ratesAdd(is func(string, int64, int64), s *Sale) {
	clear(r.rates)
	for i := range s.Lines {
		for _, t := range s.Lines[i].Taxes {
			k := rate{t.Code, t.Rate, t.Inclusive}
			sum := r.rates[k]
			r.rates[k] = [2]int64{sum[0] + t.Base, sum[1] + t.Amount}
		}
	}
	is("rates of the sale", int64(len(r.rates)), int64(len(s.Taxes)))
	for _, t := range s.Taxes {
		sum := r.rates[rate{t.Code, t.Rate, t.Inclusive}]
		is("base of rate "+t.Code, sum[0], t.Base)
		is("tax of rate "+t.Code, sum[1], t.Amount)
	}
}

// movesAdd: what the tracked lines sold left the shop, once.
func movesAdd(is func(string, int64, int64), s *Sale, moves []Move) {
	var sold, moved, cost, gone int64
	for i := range s.Lines {
		if l := &s.Lines[i]; l.Tracked && l.Product != "" {
			sold, cost = sold+l.Qty, cost+l.Cost
		}
	}
	for i := range moves {
		moved, gone = moved-moves[i].Qty, gone-moves[i].Cost
	}
	is("quantity that moved", sold, moved)
	is("cost that moved", cost, gone)
}
