package pricing

import (
	"fmt"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// Cash is what a total comes to when it is paid in cash: Due is Total + Rounding, a multiple of the step.
//
// A step of 0 or 1 changes nothing. An empty direction is nearest. A negative total is the mirror of the positive one.
// A total of less than half a step (of less than a step, with direction down) comes to 0 and is given away: the rule
// says so, and the difference is booked like any other. Faults: [fault.AmountTooLarge].
func Cash(total money.Amount, rule shop.CashRounding) (shop.CashDue, error) {
	none := shop.CashDue{Total: total, Due: total}
	if !total.Valid() || !rule.Step.Valid() {
		return shop.CashDue{}, fault.New(fault.AmountTooLarge, nil)
	}
	if rule.Step < 0 {
		return shop.CashDue{}, fmt.Errorf("pricing: cash step of %d", rule.Step)
	}
	if rule.Step <= 1 {
		return none, nil
	}
	rest := magnitude(total) % rule.Step
	up := false
	switch rule.Direction {
	case "", shop.CashNearest:
		up = rest >= rule.Step-rest
	case shop.CashHalfDown:
		up = rest > rule.Step-rest
	case shop.CashDown:
	default:
		return shop.CashDue{}, fmt.Errorf("pricing: unknown cash direction %q", rule.Direction)
	}
	rounding := -rest
	if up {
		rounding += rule.Step
	}
	rounding *= sign(total)
	if !(total + rounding).Valid() {
		return shop.CashDue{}, fault.New(fault.AmountTooLarge, nil)
	}
	return shop.CashDue{Total: total, Rounding: rounding, Due: total + rounding}, nil
}

// QuoteForCash prices a basket that will be paid in cash. With the form [shop.CashDiscount] the total itself is
// payable: the rounding of [Cash] is spread over the lines, each with an adjustment of its own. With any other form, or
// where nothing is to be rounded, it is the same as [Quote]. In both cases Cash of the new total says what is due.
func QuoteForCash(cart shop.Cart, by Terms) (shop.Quote, error) {
	d := draft{rules: by.Rules, table: by.Taxes, offers: by.Offers, at: by.At}
	if err := d.price(cart); err != nil {
		return shop.Quote{}, err
	}
	if by.Rules.Cash.Form != shop.CashDiscount {
		return d.quote, nil
	}
	due, err := Cash(d.quote.Total, by.Rules.Cash)
	if err != nil {
		return shop.Quote{}, err
	}
	if due.Rounding == 0 {
		return d.quote, nil
	}
	if err := d.payable(due); err != nil {
		return shop.Quote{}, err
	}
	if d.quote.Total != due.Due {
		return shop.Quote{}, broken("cash: total %d is not the %d that is payable", d.quote.Total, due.Due)
	}
	return d.quote, nil
}

// payable moves the line totals so that they sum to what is due, and computes every tax inside them.
func (d *draft) payable(due shop.CashDue) error {
	side := sign(due.Total)
	old := make([]money.Amount, len(d.work)) // what the steps so far asked, with or without tax as the group says
	for i := range d.work {
		old[i], d.work[i].amount = d.work[i].amount, d.quote.Lines[i].Total
	}
	err := d.spread(magnitude(due.Rounding), side, func(i int) money.Amount { return d.quote.Lines[i].Total },
		func(i int, part money.Amount) { d.work[i].amount += part * sign(due.Rounding) })
	if err != nil {
		return err
	}
	d.inside = true
	if err := d.tax(); err != nil {
		return err
	}
	for i := range d.work {
		asked := d.work[i].amount
		if w := &d.work[i]; !d.groups[w.group].inclusive {
			for k := range d.quote.Lines[i].Taxes {
				asked -= d.lineTax[w.tax+k].Amount
			}
		}
		if change := asked - old[i]; change != 0 {
			d.explain(i, shop.Adjustment{Reason: shop.ReasonCashRounding, Amount: change})
		}
	}
	return d.sumUp()
}
