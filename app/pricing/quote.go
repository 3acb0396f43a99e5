package pricing

import (
	"errors"
	"fmt"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// Terms are what a basket is priced by: the taxes and the offers of the shop, as far as they hold at the moment, and how it
// rounds.
type Terms struct {
	Taxes  shop.TaxTable
	Rules  shop.Rules
	Offers *Offers
	At     shop.Moment
}

// Quote prices a basket. The basket is not changed.
//
// Faults: [fault.BadDiscount] (a discount below zero, above 100 %, or larger than what it is taken from),
// [fault.BadPrice] (a price below zero), [fault.TooManyLines], [fault.AmountTooLarge]. An unknown tax group, rules
// that name no known way, and sums that do not add up are errors without a code: the shop is set up wrongly, or we are.
func Quote(cart shop.Cart, by Terms) (shop.Quote, error) {
	d := draft{rules: by.Rules, table: by.Taxes, offers: by.Offers, at: by.At}
	if err := d.price(cart); err != nil {
		return shop.Quote{}, err
	}
	return d.quote, nil
}

// draft is a quote in the making: the steps of the package comment, one method each.
type draft struct {
	rules    shop.Rules
	table    shop.TaxTable
	groups   []group
	taxes    []groupTax // of all groups, one group after the other
	work     []work     // beside quote.Lines
	offers   *Offers
	at       shop.Moment
	refs     [][]ref        // what is on each line
	lineTax  []shop.LineTax // of all lines, one line after the other
	slots    []shop.Adjustment
	quote    shop.Quote
	inside   bool // cash rounding as a discount: every tax is computed inside the line total
	document []bucket
}

// work is what a line is on its way: its amount after the steps done so far, with or without tax as its group says.
type work struct {
	group  int
	tax    int // its first in lineTax
	amount money.Amount
}

func (d *draft) price(cart shop.Cart) error {
	if err := d.knowRules(); err != nil {
		return err
	}
	if len(cart.Lines) > shop.MaxLines {
		return fault.New(fault.TooManyLines, fault.Args{"limit": shop.MaxLines})
	}
	d.work = make([]work, len(cart.Lines))
	d.quote.Lines = make([]shop.QuoteLine, len(cart.Lines))
	for i := range cart.Lines {
		if err := d.line(i, &cart.Lines[i]); err != nil {
			return err
		}
	}
	if err := d.applyOffers(&cart); err != nil {
		return err
	}
	if err := d.basketDiscount(cart.Discount); err != nil {
		return err
	}
	d.layTaxes()
	if err := d.tax(); err != nil {
		return err
	}
	return d.sumUp()
}

// knowRules refuses rules that name a way nobody knows; an empty way is the default.
func (d *draft) knowRules() error {
	if d.rules.Rounding > money.Down {
		return fmt.Errorf("pricing: unknown rounding %d", d.rules.Rounding)
	}
	switch d.rules.TaxRounding {
	case "", shop.PerLine, shop.PerDocument:
		return nil
	}
	return fmt.Errorf("pricing: unknown tax rounding %q", d.rules.TaxRounding)
}

// line is the list price times the quantity, less the discount of the line.
func (d *draft) line(i int, l *shop.CartLine) error {
	if l.Price < 0 {
		return fault.New(fault.BadPrice, fault.Args{"price": l.Price, "line": l.No})
	}
	g, err := d.groupOf(l.TaxGroup)
	if err != nil {
		return fmt.Errorf("pricing: line %d: %w", l.No, err)
	}
	list, err := l.Price.Times(l.Qty, d.rules.Rounding)
	if err != nil {
		return tooLarge(err)
	}
	d.quote.Lines[i].No, d.quote.Lines[i].List = l.No, list
	d.work[i] = work{group: g, amount: list}
	if l.Discount.Kind == shop.NoDiscount {
		return nil
	}
	off, err := reduction(l.Discount, magnitude(list), d.rules.Rounding)
	if err != nil {
		return fmt.Errorf("pricing: line %d: %w", l.No, err)
	}
	d.adjust(i, shop.ReasonLineDiscount, l.Discount, -off*sign(list))
	return nil
}

// reduction is what a discount takes from a worth that is not negative.
func reduction(by shop.Discount, worth money.Amount, r money.Rounding) (money.Amount, error) {
	switch by.Kind {
	case shop.NoDiscount:
		return 0, nil
	case shop.Percent:
		if by.Rate < 0 || by.Rate > money.Whole {
			return 0, fault.New(fault.BadDiscount, fault.Args{"percent": by.Rate.Percent()})
		}
		off, err := by.Rate.Of(worth, r)
		return off, tooLarge(err)
	case shop.Reduction:
		if by.Amount < 0 || by.Amount > worth {
			return 0, fault.New(fault.BadDiscount, fault.Args{"discount": by.Amount, "worth": worth})
		}
		return by.Amount, nil
	}
	return 0, fmt.Errorf("unknown kind of discount %q", by.Kind)
}

// perLine is room for the adjustments of a line: an offer or its own discount, the basket's, the cash rounding. A line that
// more offers share makes room of its own.
const perLine = 3

// adjust changes the amount of a line and writes down why. Nothing is written for a change of nothing.
func (d *draft) adjust(i int, why shop.Reason, by shop.Discount, change money.Amount) {
	if change == 0 {
		return
	}
	d.work[i].amount += change
	d.explain(i, shop.Adjustment{Reason: why, Amount: change})
	if by.Kind == shop.Percent {
		a := d.quote.Lines[i].Adjustments
		a[len(a)-1].Rate = by.Rate
	}
}

func (d *draft) explain(i int, a shop.Adjustment) {
	if d.slots == nil {
		d.slots = make([]shop.Adjustment, perLine*len(d.work))
	}
	l := &d.quote.Lines[i]
	if l.Adjustments == nil {
		l.Adjustments = d.slots[perLine*i : perLine*i : perLine*(i+1)]
	}
	l.Adjustments = append(l.Adjustments, a)
}

// tooLarge turns the refusal of money into the fault; nil stays nil.
func tooLarge(err error) error {
	if errors.Is(err, money.ErrOverflow) {
		return fault.Wrap(fault.AmountTooLarge, nil, err)
	}
	return err
}

func sign(a money.Amount) money.Amount {
	if a < 0 {
		return -1
	}
	return 1
}

func magnitude(a money.Amount) money.Amount { return a * sign(a) }
