package receipts

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// paperPart is the receipt on the right, as it was printed, with what can be done with it; or its lines, while they are
// chosen for the open sale.
type paperPart struct {
	v          *View
	all        *fyne.Container
	label      *widgets.Text
	state      *widgets.Text
	sheet      *widgets.Paper
	pane       *widgets.Pane
	lines      *widgets.List
	hint       *widgets.Paragraph
	copy, gift *widgets.Key
	wrong      *widgets.Key
	fill       *widgets.Key
	every      *widgets.Key
	back       *widgets.Key
	shown      *Open
}

func newPaper(v *View) *paperPart {
	t := v.text
	p := &paperPart{v: v, label: widgets.NewBold("", widgets.Title), state: widgets.NewText("", widgets.Body), sheet: widgets.NewPaper(paper.Document{})}
	p.pane = widgets.NewPane(p.sheet, p.sheet.HeightFor)
	p.lines = widgets.NewList(1, p.count, []widgets.Column{{Fixed: 28}, {Share: 1}, {Fixed: 110, Align: fyne.TextAlignTrailing, Shrink: true}}, p.line)
	p.lines.OnTap = v.m.PickLine
	p.hint = widgets.NewParagraph(t.T("receipts.choose_hint"), widgets.Body).SetTone(widgets.Muted)
	p.copy = widgets.NewKey("", v.m.Copy)
	p.copy.SetHint("F4")
	p.gift = widgets.NewKey(t.T("sell.paid.gift"), v.m.Gift)
	p.wrong = widgets.NewKey(t.T("sell.paid.wrong_tender"), p.askTender)
	p.fill = widgets.NewKey("", p.keyF9)
	p.fill.SetHint("F9")
	p.every = widgets.NewKey(t.T("receipts.all_lines"), v.m.PickAll)
	p.back = widgets.NewKey(t.T("common.back"), func() { v.m.Pick(false) })
	p.back.SetHint("Esc")
	p.all = &fyne.Container{Layout: places{nothing, p.arrange},
		Objects: []fyne.CanvasObject{p.label, p.state, p.pane, p.lines, p.hint, p.copy, p.gift, p.wrong, p.fill, p.every, p.back}}
	return p
}

func (p *paperPart) count() int {
	if p.v.last.Open == nil {
		return 0
	}
	return len(p.v.last.Open.Sale.Lines)
}

func (p *paperPart) draw(s State) {
	t := p.v.text
	there := s.Open != nil
	show(p.pane, there && !s.Picking)
	show(p.lines, there && s.Picking)
	show(p.hint, !there)
	for _, k := range []*widgets.Key{p.copy, p.gift, p.wrong} {
		show(k, there && !s.Picking)
	}
	show(p.fill, there)
	show(p.every, there && s.Picking)
	show(p.back, there && s.Picking)
	show(p.label, there)
	show(p.state, there)
	if !there {
		p.arrange(p.all.Size())
		return
	}
	p.label.SetWords(t.T("sell.paid.receipt", text.Args{"number": s.Open.Sale.Label()}))
	p.drawState(s)
	if p.shown != s.Open {
		fresh := p.shown == nil || p.shown.Sale.ID != s.Open.Sale.ID
		p.shown = s.Open
		p.sheet.SetDocument(s.Open.Paper)
		p.pane.Arrange()
		if fresh {
			p.pane.ScrollToTop()
		}
	}
	p.wrong.SetEnabled(len(s.Open.Tenders) > 0)
	p.fill.SetKind(widgets.Plain)
	p.fill.SetLabel(t.T("receipts.into_sale"))
	p.fill.SetEnabled(true)
	if s.Picking {
		p.fill.SetKind(widgets.Accent)
		p.fill.SetLabel(t.N("receipts.fill", int64(len(s.Picked))))
		p.fill.SetEnabled(len(s.Picked) > 0)
		p.lines.Refresh()
	}
	p.arrange(p.all.Size())
}

// drawState says whether the receipt is on paper.
func (p *paperPart) drawState(s State) {
	t := p.v.text
	words, tone, copies := t.T("sell.paid.not_printed"), widgets.Muted, t.T("sell.paid.print")
	if j, found := s.Open.Printed(); found {
		switch j.State {
		case shop.JobDone:
			words, copies = t.T("sell.paid.printed"), t.T("receipts.copy")
		case shop.JobFailed:
			words, tone, copies = t.T("sell.paid.waiting"), widgets.Warning, t.T("sell.paid.print_again")
			if j.Why != nil {
				title, _, _ := t.Fault(j.Why)
				words = title
			}
		case shop.JobDropped:
			if j.Sent {
				copies = t.T("receipts.copy")
			}
		default:
			words, copies = t.T("sell.paid.printing"), t.T("receipts.copy")
		}
	}
	if s.Picking {
		words, tone = t.T("receipts.pick_hint"), widgets.Muted
	}
	p.state.SetWords(words)
	p.state.SetTone(tone)
	p.copy.SetLabel(copies)
}

// line says what one line shows while it may be chosen.
func (p *paperPart) line(i int) []widgets.ListCell {
	t, o, s := p.v.text, p.v.last.Open, p.v.last
	l := o.Sale.Lines[i]
	mark := ""
	for _, no := range s.Picked {
		if no == l.No {
			mark = "✓"
		}
	}
	unit := string(l.Unit)
	if l.Unit == shop.Piece {
		unit = ""
	}
	name := l.Name
	if l.Qty != money.One || unit != "" {
		name = t.Qty(l.Qty, unit) + " × " + name
	}
	return []widgets.ListCell{{Text: mark, Tone: widgets.Strong, Bold: true}, {Text: name}, {Text: t.Money(l.Total, o.Currency), Tone: widgets.Muted}}
}

// keyF9 begins to choose lines, or puts the chosen ones into the open sale.
func (p *paperPart) keyF9() {
	if p.v.last.Picking {
		p.v.m.Fill()
	} else {
		p.v.m.Pick(true)
	}
}

// askTender asks how the receipt was really paid.
func (p *paperPart) askTender() {
	o, t := p.v.last.Open, p.v.text
	if o == nil || len(o.Tenders) == 0 {
		return
	}
	ask := Asker{Text: t, Router: p.v.in.Router, Canvas: p.v.in.Canvas()}
	payments := o.Sale.Corrected(o.Changes).Payments
	correct := func(one shop.Payment) {
		was := t.T("sell.paid.booked_as", text.Args{"total": t.Money(one.Amount, o.Currency), "tender": p.v.tender(one.Tender)})
		ask.Tender(was, others(o.Tenders, one.Tender), func(code, ref string) { p.v.m.CorrectTender(one.No, code, ref) })
	}
	if len(payments) == 1 {
		correct(payments[0])
		return
	}
	var choices []widgets.Choice
	for _, one := range payments {
		label := p.v.tender(one.Tender) + " · " + t.Money(one.Amount, o.Currency)
		choices = append(choices, widgets.Choice{Label: label, Kind: widgets.Soft, OnTap: func() { correct(one) }})
	}
	choices = append(choices, widgets.Choice{Label: t.T("receipts.cancel"), Kind: widgets.Plain, Cancel: true})
	ask.open(widgets.NewModal(t.T("receipts.tender_title"), t.T("receipts.payment_ask"), nil, choices...))
}

// others are the tenders that a payment was not made with.
func others(all []shop.Tender, but string) []shop.Tender {
	var list []shop.Tender
	for _, t := range all {
		if t.Code != but {
			list = append(list, t)
		}
	}
	return list
}

func (p *paperPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = theme.Gap16
	w := s.Width - 2*side
	h1, h2 := p.label.MinSize().Height, p.state.MinSize().Height
	head := max(64, h1+h2+theme.Gap12)
	place(p.label, side, (head-h1-h2)/2, w, h1)
	place(p.state, side, (head-h1-h2)/2+h1-2, w, h2)
	keys := max(60, m.Touch())
	each := (s.Width - 28 - theme.Gap8) / 2
	low := s.Height - theme.Gap12 - keys
	high := low - keys - theme.Gap8
	if p.v.last.Picking {
		place(p.every, 14, high, each, keys)
		place(p.back, 14+each+theme.Gap8, high, each, keys)
		place(p.fill, 14, low, s.Width-28, keys)
	} else {
		place(p.copy, 14, high, each, keys)
		place(p.gift, 14+each+theme.Gap8, high, each, keys)
		place(p.wrong, 14, low, each, keys)
		place(p.fill, 14+each+theme.Gap8, low, each, keys)
	}
	room := high - theme.Gap12 - head
	place(p.pane, theme.Gap8, head, s.Width-2*theme.Gap8, room)
	place(p.lines, 0, head, s.Width, room)
	place(p.hint, side, s.Height*0.36, w, p.hint.HeightFor(w))
}
