package checkout

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	counter "kassa/app/checkout"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/receipts"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// paidPart is the column after a sale: the change, large, until the next scan.
type paidPart struct {
	v             *View
	all           *fyne.Container
	number, print *widgets.Text
	change        *widgets.Text
	sum           *widgets.Text
	given, pieces *widgets.Paragraph
	again, next   *widgets.Key
	gift, wrong   *widgets.Key
	hint          *widgets.Text
	words         *widgets.Strip
	rule          *canvas.Rectangle
}

func newPaid(v *View) *paidPart {
	t := v.in.Text
	p := &paidPart{v: v, number: widgets.NewBold("", widgets.Title), print: widgets.NewText("", widgets.Body)}
	p.change = widgets.NewText(t.T("sell.paid.change"), widgets.Heading).SetTone(widgets.Muted)
	p.sum = widgets.NewMoney("", widgets.Amount).SetChange().SetAlign(fyne.TextAlignLeading)
	p.given = widgets.NewParagraph("", widgets.OnSell).SetTone(widgets.Muted)
	p.pieces = widgets.NewParagraph("", widgets.OnSell).SetTone(widgets.Muted)
	p.again = widgets.NewKey(t.T("sell.paid.print_again"), v.m.PrintAgain)
	p.again.SetHint("F4")
	p.next = widgets.NewKey(t.T("sell.paid.next_sale"), func() {
		if v.m.Settled() {
			v.m.NextSale()
		}
	})
	p.next.SetHint("Esc")
	p.gift = widgets.NewKey(t.T("sell.paid.gift"), v.m.PrintGift)
	p.wrong = widgets.NewKey("", v.askWrongTender)
	p.hint = widgets.NewText(t.T("sell.paid.next_scan"), widgets.Body).SetTone(widgets.Muted).SetAlign(fyne.TextAlignCenter)
	p.words = widgets.NewStrip()
	p.rule = newRule()
	p.all = &fyne.Container{Layout: places{func() fyne.Size { return fyne.Size{} }, p.arrange},
		Objects: []fyne.CanvasObject{p.number, p.print, p.change, p.sum, p.given, p.pieces, p.words, p.again, p.next, p.gift, p.wrong, p.hint, p.rule}}
	p.all.Hide()
	return p
}

func (p *paidPart) draw(s State) {
	if s.Paid == nil {
		return
	}
	t, paid := p.v.in.Text, *s.Paid
	c := paid.Currency
	p.number.SetWords(t.T("sell.paid.receipt", text.Args{"number": paid.Sale.Label()}))
	p.print.SetWords(t.N("sell.lines", int64(len(paid.Sale.Lines))) + " · " + t.T(printKey(paid.Print)))
	p.print.SetTone(widgets.Muted)
	if paid.Print == Waiting {
		p.print.SetTone(widgets.Warning)
	}
	p.drawKeys(paid)
	p.sum.SetSize(widgets.Size(theme.Current().Metrics().ChangeDigits() / theme.Current().Metrics().Grow()))
	due := paid.Given() - paid.Change
	tender := p.v.tenderWords(paid.Tender())
	args := text.Args{"given": t.Money(paid.Given(), c), "tender": tender, "total": t.Money(due, c)}
	words, change, sum := t.T("sell.paid.given", args), t.T("sell.paid.change"), paid.Change
	switch {
	case paid.Change != 0:
	case paid.Tender() == counter.Cash:
		words, change = t.T("sell.paid.exact", args), t.T("sell.paid.no_change")
	default:
		words, change, sum = tender, t.T("sell.paid.taken"), due
	}
	p.sum.SetWords(t.Money(sum, c))
	p.change.SetWords(change)
	p.given.SetWords(words)
	p.pieces.SetWords(p.v.piecesOf(paid.Paid))
	tone, message := p.v.wordsOf(s.Words)
	show(p.words, message != "")
	if message != "" {
		p.words.Say(tone, p.v.shortened(message), "")
	}
	p.arrange(p.all.Size())
}

// drawKeys says what can be done with a sale that was just closed.
func (p *paidPart) drawKeys(paid Paid) {
	t := p.v.in.Text
	again, kind := t.T("sell.paid.print_again"), widgets.Plain
	if paid.Print == Unprinted {
		again, kind = t.T("sell.paid.print"), widgets.Soft
	}
	p.again.SetLabel(again)
	p.again.SetKind(kind)
	wrong := t.T("sell.paid.wrong_tender")
	if paid.Left > 0 {
		wrong = t.T("sell.paid.wrong_tender_sec", text.Args{"sec": t.Number(int64(paid.Left))})
	}
	p.wrong.SetLabel(wrong)
	p.wrong.SetEnabled(len(p.v.last.Ways.Tenders) > 1)
}

// tenderWords is a tender in the middle of a sentence.
func (v *View) tenderWords(code string) string {
	if key := "sell.paid.tender_" + code; v.in.Text.Has(key) {
		return v.in.Text.T(key)
	}
	return v.tenderName(v.last.tender(code))
}

// askWrongTender asks how the sale that was just closed was really paid.
func (v *View) askWrongTender() {
	paid, c, t := v.last.Paid, v.canvas(), v.in.Text
	if paid == nil || c == nil || !v.m.Settled() {
		return
	}
	now := paid.Tender()
	others := slices.DeleteFunc(slices.Clone(v.last.Ways.Tenders), func(one shop.Tender) bool { return one.Code == now })
	was := t.T("sell.paid.booked_as", text.Args{"total": t.Money(paid.Given()-paid.Change, paid.Currency), "tender": v.tenderWords(now)})
	v.m.Hold()
	receipts.Asker{Text: t, Router: v.in.Router, Canvas: c, Closed: v.m.Release}.Tender(was, others, v.m.CorrectTender)
}

func printKey(p Print) string {
	switch p {
	case Printed:
		return "sell.paid.printed"
	case Waiting:
		return "sell.paid.waiting"
	case Unprinted:
		return "sell.paid.not_printed"
	}
	return "sell.paid.printing"
}

// copyWords says what becomes of a receipt that was asked for again.
func (v *View) copyWords(p Print) (widgets.Tone, string) {
	switch p {
	case Printed:
		return widgets.Strong, v.in.Text.T("sell.paid.copy_printed")
	case Waiting:
		return widgets.Warning, v.in.Text.T("sell.paid.copy_waits")
	}
	return widgets.Normal, v.in.Text.T("sell.paid.copy_prints")
}

// piecesOf says how to hand the change out: "1 × €5 · 1 × €1 · 1 × €0.20".
func (v *View) piecesOf(p counter.Paid) string {
	var all []string
	for _, piece := range p.Pieces {
		all = append(all, v.in.Text.Number(int64(piece.Count))+" × "+v.in.Text.Note(piece.Denomination, p.Currency))
	}
	return strings.Join(all, " · ")
}

func (p *paidPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = theme.Gap16
	w := s.Width - 2*side
	h1, h2 := p.number.MinSize().Height, p.print.MinSize().Height
	top := max(theme.Gap8, (64-h1-h2)/2)
	place(p.number, side, top, w, h1)
	place(p.print, side, top+h1-2, w, h2)
	place(p.rule, 0, max(64, h1+h2+theme.Gap12)-1, s.Width, 1)
	hint := p.hint.MinSize().Height
	y := s.Height - theme.Gap12 - hint
	place(p.hint, side, y, w, hint)
	keys := max(64, m.Touch())
	y -= keys + theme.Gap8
	each := (s.Width - 28 - theme.Gap8) / 2
	place(p.gift, 14, y, each, keys)
	place(p.wrong, 14+each+theme.Gap8, y, each, keys)
	y -= keys + theme.Gap8
	place(p.again, 14, y, each, keys)
	place(p.next, 14+each+theme.Gap8, y, each, keys)
	if p.words.Visible() {
		place(p.words, theme.Gap8, y-theme.Gap8-keys, s.Width-2*theme.Gap8, keys)
	}
	left := side + theme.Gap8
	w -= 2 * theme.Gap8
	y = s.Height * 0.28
	place(p.change, left, y, w, p.change.MinSize().Height)
	y += p.change.MinSize().Height
	sum := p.sum.MinSize().Height
	place(p.sum, left, y-theme.Gap4, w, sum)
	y += sum + theme.Gap4
	given := p.given.HeightFor(w)
	place(p.given, left, y, w, given)
	place(p.pieces, left, y+given+theme.Gap16, w, p.pieces.HeightFor(w))
}
