package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// padPart is the number pad while it lies over the notes: what it asks for, what was typed, the keys.
type padPart struct {
	v     *View
	all   *fyne.Container
	what  *widgets.Text
	typed *widgets.Text
	other *widgets.Key // per cent or an amount; for cash: the shop's other tenders
	close *widgets.Key
	pad   *widgets.NumberPad
}

func newPad(v *View) *padPart {
	t := v.in.Text
	p := &padPart{v: v, what: widgets.NewText("", widgets.Body).SetTone(widgets.Muted), typed: widgets.NewMoney("", widgets.Total)}
	p.other = widgets.NewKey("", p.tapOther)
	p.other.SetText(18, true)
	p.close = widgets.NewIconKey("close", v.m.Escape)
	p.pad = widgets.NewNumberPad(widgets.PadOptions{Point: t.T("pad.point"), Enter: t.T("pad.enter")}, p.key)
	p.all = &fyne.Container{Layout: places{func() fyne.Size { return fyne.Size{} }, p.arrange},
		Objects: []fyne.CanvasObject{p.what, p.typed, p.other, p.close, p.pad}}
	p.all.Hide()
	return p
}

func (p *padPart) key(k widgets.PadKey) {
	n, digit := k.Digit()
	switch {
	case digit:
		p.v.m.PadType(rune('0' + n))
	case k == widgets.PadDouble:
		p.v.m.PadDouble()
	case k == widgets.PadPoint:
		p.v.m.PadType('.')
	case k == widgets.PadBack:
		p.v.m.PadBack()
	case k == widgets.PadEnter:
		p.v.m.PadEnter(p.v.seen())
	}
}

// high is what the part needs above the lower edge of the column.
func (p *padPart) high() float32 { return p.headHigh() + theme.Gap8 + p.pad.MinSize().Height }

func (p *padPart) headHigh() float32 {
	m := theme.Current().Metrics()
	return max(m.Touch(), p.typed.MinSize().Height)
}

func (p *padPart) arrange(s fyne.Size) {
	const side = 14
	m := theme.Current().Metrics()
	head := p.headHigh()
	y := s.Height - theme.Gap12 - p.high()
	w := s.Width - 2*side
	edge := m.Touch()
	place(p.close, side+w-edge, y, edge, head)
	right := w - edge - theme.Gap8
	if p.other.Visible() {
		right -= edge + theme.Gap8
		place(p.other, side+right+theme.Gap8, y, edge, head)
	}
	what := right * 0.52
	place(p.what, side+2, y, what, head)
	place(p.typed, side+what, y, right-what, head)
	place(p.pad, side, y+head+theme.Gap8, w, p.pad.MinSize().Height)
}

func (p *padPart) draw(s State) {
	if s.Pad == nil {
		return
	}
	pad, t := *s.Pad, p.v.in.Text
	p.what.SetWords(p.v.asks(pad))
	words, tone := p.v.typed(pad), widgets.Normal
	if now := p.v.present(pad); pad.Typed == "" && now != "" {
		words, tone = now, widgets.Muted // until another is typed
	}
	p.typed.SetWords(words)
	p.typed.SetTone(tone)
	_, discount := pad.Discount()
	other, icon := "%", ""
	switch {
	case pad.Percent():
		other = s.Basket.Currency.Symbol
	case pad.For == PadGiven:
		other, icon = "", "more"
	}
	p.other.SetLabel(other)
	p.other.SetIcon(icon)
	show(p.other, discount || pad.For == PadGiven && len(s.Cashless()) > 1)
	enter := t.T("pad.enter")
	switch pad.For {
	case PadGiven:
		enter = t.T("sell.cash")
	case PadRef:
		enter = p.v.tenderName(s.tender(pad.Tender))
	}
	p.pad.SetEnter(enter, p.v.m.CanEnter())
	p.arrange(p.all.Size())
}

// tapOther switches a discount between per cent and an amount; while cash is typed it offers the shop's other tenders.
func (p *padPart) tapOther() {
	if pad := p.v.last.Pad; pad == nil || pad.For != PadGiven {
		p.v.m.OtherDiscount()
		return
	}
	p.v.askTender()
}

// askTender offers the tenders that have no key of their own.
func (v *View) askTender() {
	c, s, t := v.canvas(), v.last, v.in.Text
	if c == nil {
		return
	}
	var choices []widgets.Choice
	for _, one := range s.Cashless()[1:] {
		label := v.tenderName(one) + " · " + v.money(s.DueBy(one))
		choices = append(choices, widgets.Choice{Label: label, Kind: widgets.Soft, OnTap: func() { v.m.Take(s.By(one.Code)) }})
	}
	choices = append(choices, widgets.Choice{Label: t.T("common.back"), Kind: widgets.Plain, Cancel: true})
	modal := widgets.NewModal(t.T("sell.other_tenders"), "", nil, choices...)
	modal.OnClosed = v.m.Release
	v.m.Hold()
	modal.Open(c, v.in.Router)
}

// asks says what a pad is open for.
func (v *View) asks(p Pad) string {
	t := v.in.Text
	switch p.For {
	case PadPrice:
		return t.T("pad.price")
	case PadPercent, PadOff:
		return t.T("sell.discount_form.line")
	case PadBasketPercent, PadBasketOff:
		return t.T("sell.discount_form.whole")
	case PadGiven:
		return t.T("pad.given")
	case PadRef:
		return t.T("pad.ref")
	case PadOpenPrice, PadWeight:
		return p.Names.In(v.lang())
	}
	return t.T("pad.quantity")
}

// present is what is in force now of what a pad is open for; "" where nothing is.
func (v *View) present(p Pad) string {
	t, b := v.in.Text, v.last.Basket
	off := b.Cart.Discount
	if i, ok := v.last.Line(p.Line); ok {
		l := b.Cart.Lines[i]
		off = l.Discount
		switch p.For {
		case PadQty:
			return t.Qty(l.Qty, string(l.Unit))
		case PadPrice:
			return t.UnitPrice(l.Price, b.Currency)
		}
	}
	switch _, discount := p.Discount(); {
	case discount && p.Percent() && off.Kind == shop.Percent:
		return t.Percent(off.Rate)
	case discount && !p.Percent() && off.Kind == shop.Reduction:
		return t.Money(off.Amount, b.Currency)
	}
	return ""
}

// typed is what was typed as the pad will take it: "2 0" on a pad for money shows what it means.
func (v *View) typed(p Pad) string {
	t := v.in.Text
	c := v.last.Basket.Currency
	switch {
	case p.Money():
		if a, ok := v.m.Amount(p); ok {
			return t.Money(a, c)
		}
		return t.Money(0, c)
	case p.Percent():
		rate, _ := p.rate() // one that is too high is shown, and refused
		return t.Percent(rate)
	}
	typed := p.Typed
	if p.For == PadRef {
		return typed
	}
	if typed == "" {
		typed = "0"
	}
	if q, err := money.ParseQty(typed); err == nil {
		return t.Qty(q, string(p.Unit))
	}
	return t.T("pad.typed", text.Args{"typed": typed})
}
