package checkout

import (
	"context"
	"strings"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// PadFor says what the number pad asks for.
type PadFor int

// What a pad can ask for.
const (
	PadQty           PadFor = iota // of the selected line
	PadPrice                       // of the selected line
	PadPercent                     // off the selected line
	PadOff                         // an amount off the selected line
	PadBasketPercent               // off the basket
	PadBasketOff                   // an amount off the basket
	PadGiven                       // cash that was handed over
	PadOpenPrice                   // of a product without a price
	PadWeight                      // of a product sold by weight
	PadRef                         // the number of the slip of a tender
)

// Pad is the number pad while it lies over the notes.
type Pad struct {
	For    PadFor
	Line   int          // PadQty to PadOff: the line it is about
	Pick   counter.Pick // PadOpenPrice, PadWeight: what is to be added
	Names  shop.Names   // of the product
	Unit   shop.Unit
	Tender string // PadRef
	Typed  string // digits and at most one point
}

// Money tells whether the pad asks for money.
func (p Pad) Money() bool {
	switch p.For {
	case PadPrice, PadOff, PadBasketOff, PadGiven, PadOpenPrice:
		return true
	}
	return false
}

// Percent tells whether it asks for per cent.
func (p Pad) Percent() bool { return p.For == PadPercent || p.For == PadBasketPercent }

// Discount tells whether it asks for a discount, and what the same discount in the other form is.
func (p Pad) Discount() (other PadFor, yes bool) {
	switch p.For {
	case PadPercent:
		return PadOff, true
	case PadOff:
		return PadPercent, true
	case PadBasketPercent:
		return PadBasketOff, true
	case PadBasketOff:
		return PadBasketPercent, true
	}
	return p.For, false
}

// SetWholeUnits says from now on what "20" on a pad for money means: 20.00, or 0.20.
func (m *Model) SetWholeUnits(yes bool) { m.d.WholeUnits = yes }

// amount reads what was typed as money.
func (p Pad) amount(c money.Currency, wholeUnits bool) (money.Amount, bool) {
	typed := p.Typed
	if !wholeUnits && !strings.Contains(typed, ".") {
		v, err := money.ParsePlain(typed, 0)
		return money.Amount(v), err == nil && money.Amount(v).Valid()
	}
	v, err := money.ParsePlain(strings.TrimSuffix(typed, "."), c.Exponent)
	return money.Amount(v), err == nil && money.Amount(v).Valid()
}

// Amount is what the pad shows while money is typed; ok is false while nothing sensible is.
func (m *Model) Amount(p Pad) (money.Amount, bool) {
	return p.amount(m.state.Basket.Currency, m.d.WholeUnits)
}

// qty reads what was typed as a quantity.
func (p Pad) qty() (money.Qty, bool) {
	q, err := money.ParseQty(strings.TrimSuffix(p.Typed, "."))
	return q, err == nil && q > 0 && q <= counter.MaxQty
}

// rate reads what was typed as per cent.
func (p Pad) rate() (money.Rate, bool) {
	v, err := money.ParsePlain(strings.TrimSuffix(p.Typed, "."), 4)
	return money.Rate(v), err == nil && v <= int64(money.Whole)
}

// decimals is how many digits may follow the point.
func (m *Model) decimals(p Pad) int {
	switch {
	case p.Money():
		return m.state.Basket.Currency.Exponent
	case p.Percent():
		return 2
	case p.For == PadRef:
		return 0
	}
	return 3
}

// longest is how many digits may stand before the point.
func (p Pad) longest() int {
	switch {
	case p.For == PadRef:
		return 20
	case p.Percent():
		return 3
	}
	return 9
}

// CanEnter tells whether what was typed means something.
func (m *Model) CanEnter() bool {
	p := m.state.Pad
	if p == nil {
		return false
	}
	switch {
	case p.For == PadRef:
		return p.Typed != "" && m.state.CanPay
	case p.For == PadGiven:
		given, ok := m.Amount(*p)
		return ok && given >= m.state.Basket.Cash.Due && m.state.CanPay
	case p.Money():
		_, ok := m.Amount(*p)
		return ok
	case p.Percent():
		_, ok := p.rate()
		return ok
	}
	_, ok := p.qty()
	return ok
}

func (m *Model) openPad(p Pad) {
	m.state.Pad = &p
}

func (m *Model) closePad() {
	if m.state.Pad != nil {
		m.state.Pad = nil
		m.serveWaiting()
	}
}

// closePadOfLine closes a pad whose line is gone.
func (m *Model) closePadOfLine() {
	if p := m.state.Pad; p != nil && p.Line != 0 {
		m.state.Pad = nil
	}
}

// AskLine opens the pad for the selected line; the same again closes it.
func (m *Model) AskLine(what PadFor) {
	i, ok := m.state.Line(m.state.Selected)
	if !ok {
		return
	}
	l := m.state.Basket.Cart.Lines[i]
	if what == PadPercent && l.Discount.Kind == shop.Reduction {
		what = PadOff
	}
	m.toggle(Pad{For: what, Line: l.No, Unit: l.Unit})
}

// AskDiscount opens the pad for a discount on the basket.
func (m *Model) AskDiscount() {
	if m.state.Basket.Empty() {
		return
	}
	what := PadBasketPercent
	if m.state.Basket.Cart.Discount.Kind == shop.Reduction {
		what = PadBasketOff
	}
	m.toggle(Pad{For: what})
}

// AskGiven opens the pad for the cash that was handed over.
func (m *Model) AskGiven() {
	if m.state.CanPay {
		m.toggle(Pad{For: PadGiven})
	}
}

func (m *Model) toggle(p Pad) {
	if m.state.Form != nil || m.state.Stopped != nil {
		return
	}
	same := m.state.Pad != nil && m.state.Pad.For == p.For && m.state.Pad.Line == p.Line && m.state.Pad.Tender == p.Tender
	m.closePad()
	if !same {
		m.openPad(p)
	}
	m.redraw()
}

// OtherDiscount switches between per cent and an amount.
func (m *Model) OtherDiscount() {
	if p := m.state.Pad; p != nil {
		if other, ok := p.Discount(); ok {
			next := *p
			next.For, next.Typed = other, ""
			m.state.Pad = &next
			m.redraw()
		}
	}
}

// PadType adds a digit or the point; what the pad cannot hold is ignored.
func (m *Model) PadType(r rune) {
	p := m.state.Pad
	if p == nil {
		return
	}
	next := *p
	whole, frac, broken := strings.Cut(p.Typed, ".")
	switch {
	case r == ',' || r == '.':
		if broken || m.decimals(*p) == 0 {
			return
		}
		if whole == "" {
			next.Typed = "0"
		}
		next.Typed += "."
	case r < '0' || r > '9', broken && len(frac) >= m.decimals(*p), !broken && len(whole) >= p.longest():
		return
	case p.Typed == "0" && p.For != PadRef:
		next.Typed = string(r)
	default:
		next.Typed += string(r)
	}
	m.state.Pad = &next
	if _, ok := next.rate(); next.Percent() && !ok { // more than all of it: it stays as it was typed, and cannot be entered
		m.d.Sound(Low)
		m.sayPad(next)
	}
	m.redraw()
}

// PadDouble adds two zeros.
func (m *Model) PadDouble() {
	m.PadType('0')
	m.PadType('0')
}

// PadBack takes the last digit back; an empty pad closes.
func (m *Model) PadBack() {
	p := m.state.Pad
	if p == nil {
		return
	}
	if p.Typed == "" {
		m.closePad()
	} else {
		next := *p
		next.Typed = p.Typed[:len(p.Typed)-1]
		m.state.Pad = &next
	}
	m.redraw()
}

// PadEnter does what the pad was opened for. seen is the tender as it was painted, for cash that was handed over.
func (m *Model) PadEnter(seen Tender) {
	if m.state.Pad == nil {
		return
	}
	p := *m.state.Pad
	if !m.CanEnter() {
		m.d.Sound(Low)
		m.sayPad(p)
		m.redraw()
		return
	}
	switch p.For {
	case PadGiven:
		seen.Given, _ = m.Amount(p)
		m.Take(seen)
		return
	case PadRef:
		seen.Code, seen.Ref = p.Tender, p.Typed
		m.Take(seen)
		return
	}
	m.state.Pad = nil
	m.apply(p)
	m.serveWaiting()
	m.redraw()
}

// sayPad tells what is wrong with what was typed.
func (m *Model) sayPad(p Pad) {
	due := m.state.Basket.Cash.Due
	given, ok := m.Amount(p)
	switch {
	case p.For == PadGiven && ok && given < due:
		m.say(Words{Err: fault.New(fault.NotEnough, fault.Args{"due": due, "given": given, "missing": due - given})})
	case p.For == PadRef: // the empty field says it
	case p.Money():
		m.say(Words{Err: fault.New(fault.BadPrice, fault.Args{"price": p.Typed})})
	case p.Percent():
		m.say(Words{Err: fault.New(fault.BadDiscount, nil)})
	default:
		m.say(Words{Err: fault.New(fault.BadQuantity, fault.Args{"qty": p.Typed})})
	}
}

// apply asks the counter for what the pad says.
func (m *Model) apply(p Pad) {
	c := m.d.Counter
	amount, _ := m.Amount(p)
	qty, _ := p.qty()
	rate, _ := p.rate()
	m.change("", func(ctx context.Context) (counter.Basket, error) {
		switch p.For {
		case PadQty:
			return c.SetQty(ctx, p.Line, qty)
		case PadPrice:
			return c.SetPrice(ctx, p.Line, amount)
		case PadPercent, PadOff:
			return c.SetDiscount(ctx, p.Line, discount(p, rate, amount))
		case PadBasketPercent, PadBasketOff:
			return c.SetBasketDiscount(ctx, discount(p, rate, amount))
		case PadOpenPrice:
			return c.AddOpen(ctx, counter.OpenItem{Product: p.Pick.Product, Price: amount, Qty: p.Pick.Qty, Barcode: p.Pick.Code, Confirmed: p.Pick.Confirmed})
		}
		p.Pick.Qty, p.Pick.Typed = qty, true
		return c.Take(ctx, p.Pick)
	}, nil)
}

// discount is what was typed as a discount; nothing takes an old one away.
func discount(p Pad, rate money.Rate, amount money.Amount) shop.Discount {
	switch {
	case p.Percent() && rate > 0:
		return shop.Discount{Kind: shop.Percent, Rate: rate}
	case !p.Percent() && amount > 0:
		return shop.Discount{Kind: shop.Reduction, Amount: amount}
	}
	return shop.Discount{}
}

// serveWaiting books the codes that came while a form or a pad for a new product was open.
func (m *Model) serveWaiting() {
	codes := m.waiting
	m.waiting, m.state.Waiting = nil, 0
	for _, code := range codes {
		m.Scan(code)
	}
}
