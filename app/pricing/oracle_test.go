package pricing_test

import (
	"math/big"
	"slices"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// The oracle prices a basket with exact fractions, step by step as the package comment says, and shares nothing with the
// package but the nouns. It is slow and simple on purpose.
type oracle struct {
	cart  shop.Cart
	table shop.TaxTable
	rules shop.Rules
	lines []oracleLine
	huge  bool // some number is beyond the limit
}

type oracleLine struct {
	group  shop.TaxGroup
	taxes  []shop.Tax
	all    *big.Rat // R
	amount *big.Int // as far as the steps went
	quote  shop.QuoteLine
}

// answer prices; a code is the refusal that is expected.
func (o *oracle) answer(day int, cash bool) (shop.Quote, fault.Code) {
	for _, l := range o.cart.Lines {
		if code := o.list(l, day); code != "" {
			return shop.Quote{}, code
		}
	}
	if code := o.basketDiscount(); code != "" {
		return shop.Quote{}, code
	}
	o.tax(false)
	q := o.sums()
	if due := o.due(q.Total); cash && due != q.Total && !o.huge {
		o.spreadCash(q, due)
		q = o.sums()
	}
	if o.huge {
		return shop.Quote{}, fault.AmountTooLarge
	}
	return q, ""
}

func (o *oracle) list(l shop.CartLine, day int) fault.Code {
	group := o.table[l.TaxGroup]
	x := oracleLine{group: group, all: new(big.Rat)}
	for _, t := range group.Taxes {
		if t.From <= day && (t.Until == 0 || t.Until >= day) {
			x.taxes = append(x.taxes, t)
			x.all.Add(x.all, millionths(t.Rate))
		}
	}
	exact := new(big.Rat).Mul(big.NewRat(int64(l.Price), 10_000), big.NewRat(int64(l.Qty), 1_000))
	x.amount = o.round(exact)
	x.quote = shop.QuoteLine{No: l.No, List: o.fits(x.amount)}
	off, code := o.off(l.Discount, new(big.Int).Abs(x.amount))
	if code != "" {
		return code
	}
	if x.amount.Sign() < 0 {
		off.Neg(off)
	}
	o.lines = append(o.lines, x)
	o.change(len(o.lines)-1, shop.ReasonLineDiscount, l.Discount, off.Neg(off))
	return ""
}

func (o *oracle) off(by shop.Discount, worth *big.Int) (*big.Int, fault.Code) {
	switch by.Kind {
	case shop.Percent:
		return o.round(new(big.Rat).Mul(new(big.Rat).SetInt(worth), millionths(by.Rate))), ""
	case shop.Reduction:
		if worth.Cmp(big.NewInt(int64(by.Amount))) < 0 {
			return nil, fault.BadDiscount
		}
		return big.NewInt(int64(by.Amount)), ""
	}
	return new(big.Int), ""
}

func (o *oracle) change(i int, why shop.Reason, by shop.Discount, change *big.Int) {
	if change.Sign() == 0 {
		return
	}
	x := &o.lines[i]
	x.amount = new(big.Int).Add(x.amount, change)
	a := shop.Adjustment{Reason: why, Amount: o.fits(change)}
	if by.Kind == shop.Percent {
		a.Rate = by.Rate
	}
	x.quote.Adjustments = append(x.quote.Adjustments, a)
}

func (o *oracle) basketDiscount() fault.Code {
	by := o.cart.Discount
	if by.Kind == shop.NoDiscount {
		return ""
	}
	for _, side := range []int{1, -1} {
		var among []int
		worth := new(big.Int)
		for i, x := range o.lines {
			if x.amount.Sign() == side {
				among = append(among, i)
				worth.Add(worth, new(big.Int).Abs(x.amount))
			}
		}
		if len(among) == 0 {
			continue
		}
		o.fits(worth)
		off, code := o.off(by, worth)
		if code != "" {
			return code
		}
		exact := map[int]*big.Rat{}
		for _, i := range among {
			share := new(big.Rat).SetFrac(new(big.Int).Abs(o.lines[i].amount), worth)
			exact[i] = share.Mul(share, new(big.Rat).SetInt(off))
		}
		for i, part := range o.share(off, among, exact) {
			o.change(i, shop.ReasonBasketDiscount, by, part.Mul(part, big.NewInt(int64(-side))))
		}
		return ""
	}
	return ""
}

// share cuts exact parts downward and gives what is left of the sum to the largest remainders; ties go to the dearer
// line, the smaller group, the earlier line.
func (o *oracle) share(sum *big.Int, among []int, exact map[int]*big.Rat) map[int]*big.Int {
	parts, rest := map[int]*big.Int{}, map[int]*big.Rat{}
	left := new(big.Int).Set(sum)
	for _, i := range among {
		parts[i] = floor(exact[i])
		rest[i] = new(big.Rat).Sub(exact[i], new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
	}
	order := slices.Clone(among)
	slices.SortStableFunc(order, func(a, b int) int {
		if c := rest[b].Cmp(rest[a]); c != 0 {
			return c
		}
		if c := o.lines[b].amount.CmpAbs(o.lines[a].amount); c != 0 {
			return c
		}
		if o.lines[a].group.ID < o.lines[b].group.ID {
			return -1
		}
		if o.lines[a].group.ID > o.lines[b].group.ID {
			return 1
		}
		return 0
	})
	for k := 0; left.Sign() > 0; k++ {
		parts[order[k]].Add(parts[order[k]], big.NewInt(1))
		left.Sub(left, big.NewInt(1))
	}
	return parts
}

// tax computes the taxes of every line; everyInside: also those on top are computed inside the amount.
func (o *oracle) tax(everyInside bool) {
	type key struct {
		code   string
		rate   money.Rate
		inside bool
		all    string
	}
	type place struct{ line, tax int }
	sums := map[key][]place{}
	for i := range o.lines {
		x := &o.lines[i]
		x.quote.Taxes = nil
		for k, t := range x.taxes {
			x.quote.Taxes = append(x.quote.Taxes, shop.LineTax{Code: t.Code, Names: t.Names, Rate: t.Rate, Inclusive: x.group.Inclusive})
			kind := key{t.Code, t.Rate, x.group.Inclusive, ""}
			if everyInside || x.group.Inclusive {
				kind.all = x.all.String()
			}
			if o.rules.TaxRounding == shop.PerDocument {
				sums[kind] = append(sums[kind], place{i, k})
				continue
			}
			x.quote.Taxes[k].Amount = o.fits(o.round(x.exactTax(t, everyInside)))
		}
	}
	for _, places := range sums {
		side, amounts, whole := int64(0), new(big.Int), new(big.Rat)
		exact, tax := map[int]*big.Rat{}, map[int]int{}
		var among []int
		for _, p := range places {
			x := &o.lines[p.line]
			amounts.Add(amounts, x.amount)
			if side == 0 {
				side = int64(x.amount.Sign())
			}
			exact[p.line], tax[p.line] = x.exactTax(x.taxes[p.tax], everyInside), p.tax
			whole.Add(whole, exact[p.line])
			among = append(among, p.line)
		}
		o.fits(amounts)
		if amounts.Sign() != 0 || side == 0 {
			side = int64(amounts.Sign())
		}
		turn := big.NewRat(side, 1)
		for _, e := range exact {
			e.Mul(e, turn)
		}
		for i, part := range o.share(o.round(whole.Mul(whole, turn)), among, exact) {
			o.lines[i].quote.Taxes[tax[i]].Amount = o.fits(part.Mul(part, big.NewInt(side)))
		}
	}
	for i := range o.lines {
		o.lines[i].netAndTotal(o, everyInside)
	}
}

func (x *oracleLine) exactTax(t shop.Tax, everyInside bool) *big.Rat {
	e := new(big.Rat).SetInt(x.amount)
	e.Mul(e, millionths(t.Rate))
	if everyInside || x.group.Inclusive {
		e.Quo(e, new(big.Rat).Add(big.NewRat(1, 1), x.all))
	}
	return e
}

func (x *oracleLine) netAndTotal(o *oracle, everyInside bool) {
	q := &x.quote
	q.Tax = 0
	for _, t := range q.Taxes {
		q.Tax += t.Amount
	}
	if amount := o.fits(x.amount); everyInside || x.group.Inclusive {
		q.Total, q.Net = amount, amount-q.Tax
	} else {
		q.Net, q.Total = amount, o.fits(big.NewInt(int64(amount+q.Tax)))
	}
	for k := range q.Taxes {
		q.Taxes[k].Base = q.Net
	}
}

func (o *oracle) sums() shop.Quote {
	q := shop.Quote{Lines: make([]shop.QuoteLine, len(o.lines))}
	for i, x := range o.lines {
		l := x.quote
		q.Lines[i] = l
		q.List += l.List
		if !x.group.Inclusive {
			q.List += l.Tax
		}
		for _, a := range l.Adjustments {
			q.Discount -= a.Amount
		}
		q.Net, q.Tax, q.Total = q.Net+l.Net, q.Tax+l.Tax, q.Total+l.Total
		for _, t := range l.Taxes {
			at := slices.IndexFunc(q.Taxes, func(s shop.LineTax) bool {
				return s.Code == t.Code && s.Rate == t.Rate && s.Inclusive == t.Inclusive
			})
			if at < 0 {
				q.Taxes = append(q.Taxes, t)
				continue
			}
			q.Taxes[at].Base += t.Base
			q.Taxes[at].Amount += t.Amount
		}
	}
	all := []money.Amount{q.List, q.Discount, q.Net, q.Tax, q.Total}
	for _, t := range q.Taxes {
		all = append(all, t.Base, t.Amount)
	}
	for _, a := range all {
		o.fits(big.NewInt(int64(a)))
	}
	slices.SortFunc(q.Taxes, func(a, b shop.LineTax) int {
		switch {
		case a.Code != b.Code:
			return map[bool]int{true: -1, false: 1}[a.Code < b.Code]
		case a.Rate != b.Rate:
			return int(a.Rate - b.Rate)
		case a.Inclusive:
			return -1
		}
		return 1
	})
	return q
}

// due is the nearest, or lower, multiple of the step, found by trying.
func (o *oracle) due(total money.Amount) money.Amount {
	rule := o.rules.Cash
	if rule.Form != shop.CashDiscount || rule.Step <= 1 {
		return total
	}
	side := money.Amount(1)
	if total < 0 {
		side = -1
	}
	low := (total * side) / rule.Step * rule.Step
	high := low + rule.Step
	below, above := total*side-low, high-total*side
	if rule.Direction == shop.CashNearest && above <= below || rule.Direction == shop.CashHalfDown && above < below {
		return high * side
	}
	return low * side
}

func (o *oracle) spreadCash(q shop.Quote, due money.Amount) {
	side := 1
	if q.Total < 0 {
		side = -1
	}
	asked, worth, by := make([]*big.Int, len(o.lines)), new(big.Int), big.NewInt(int64(due-q.Total))
	var among []int
	for i := range o.lines {
		asked[i] = o.lines[i].amount
		o.lines[i].amount = big.NewInt(int64(q.Lines[i].Total))
		if o.lines[i].amount.Sign() == side {
			among = append(among, i)
			worth.Add(worth, new(big.Int).Abs(o.lines[i].amount))
		}
	}
	o.fits(worth)
	exact, size := map[int]*big.Rat{}, new(big.Int).Abs(by)
	for _, i := range among {
		share := new(big.Rat).SetFrac(new(big.Int).Abs(o.lines[i].amount), worth)
		exact[i] = share.Mul(share, new(big.Rat).SetInt(size))
	}
	for i, part := range o.share(size, among, exact) {
		o.lines[i].amount.Add(o.lines[i].amount, part.Mul(part, big.NewInt(int64(by.Sign()))))
	}
	o.tax(true)
	for i := range o.lines {
		l := &o.lines[i].quote
		now := l.Total
		if !o.lines[i].group.Inclusive {
			now = l.Net
		}
		if change := now - money.Amount(asked[i].Int64()); change != 0 {
			l.Adjustments = append(l.Adjustments, shop.Adjustment{Reason: shop.ReasonCashRounding, Amount: change})
		}
	}
}

func (o *oracle) round(x *big.Rat) *big.Int {
	side := x.Sign()
	x = new(big.Rat).Abs(x)
	whole := floor(x)
	half := new(big.Rat).Sub(x, new(big.Rat).SetInt(whole)).Cmp(big.NewRat(1, 2))
	if o.rules.Rounding == money.HalfUp && half >= 0 ||
		o.rules.Rounding == money.HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return whole.Mul(whole, big.NewInt(int64(side)))
}

// fits notes a number beyond the limit.
func (o *oracle) fits(x *big.Int) money.Amount {
	if x.CmpAbs(big.NewInt(int64(money.Limit))) >= 0 {
		o.huge = true
	}
	if !x.IsInt64() {
		return 0
	}
	return money.Amount(x.Int64())
}

func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) } // Euclid: downward for a positive divisor

func millionths(r money.Rate) *big.Rat { return big.NewRat(int64(r), 1_000_000) }
