package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// adjustPart changes the stock of the product with a reason and a number pad.
type adjustPart struct {
	v       *View
	card    *widgets.Panel
	all     *fyne.Container
	title   *widgets.Text
	reasons []*widgets.Key
	what    *widgets.Text
	number  *widgets.Text
	after   *widgets.Text
	pad     *widgets.NumberPad
	close   *widgets.Key
}

func newAdjust(v *View) *adjustPart {
	t := v.t
	p := &adjustPart{v: v}
	p.title = widgets.NewBold(t.T("stock.adjust.open"), widgets.Title)
	for _, r := range shop.StockReasons() {
		p.reasons = append(p.reasons, widgets.NewKey(t.T("report.word.reason."+string(r)), func() { v.m.AdjustReason(r) }))
	}
	p.what = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted)
	p.number = widgets.NewMoney("", widgets.Total)
	p.after = widgets.NewText("", widgets.Body)
	p.pad = widgets.NewNumberPad(widgets.PadOptions{Point: pointOf(v), Enter: t.T("stock.adjust.book")}, func(k widgets.PadKey) {
		if k == widgets.PadEnter {
			v.m.DoAdjust()
			return
		}
		v.m.AdjustType(rune(k))
	})
	p.close = widgets.NewKey(t.T("common.back"), v.m.CloseAdjust)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}, Objects: []fyne.CanvasObject{p.title, p.what, p.number, p.after, p.pad, p.close}}
	for _, k := range p.reasons {
		p.all.Objects = append(p.all.Objects, k)
	}
	p.card = widgets.NewPanel(widgets.Card, p.all)
	p.card.Hide()
	return p
}

// pointOf is the decimal sign of the language.
func pointOf(v *View) string {
	if v.lang() == shop.Russian {
		return ","
	}
	return "."
}

func (p *adjustPart) least() float32 { return p.pad.MinSize().Width + 2*theme.Gap16 }

func (p *adjustPart) draw(s State) {
	a, t := *s.Sheet.Adjust, p.v.t
	for i, r := range shop.StockReasons() {
		p.reasons[i].SetKind(chosen(r == a.Reason))
	}
	what := "stock.adjust.how_many"
	if a.Reason == shop.StockCorrection {
		what = "stock.adjust.counted"
	}
	p.what.SetWords(t.T(what))
	p.what.SetTone(widgets.Muted)
	if a.Wrong != nil {
		title, _, _ := t.Fault(a.Wrong)
		p.what.SetWords(title)
		p.what.SetTone(widgets.Bad)
	}
	typed := a.Typed
	if typed == "" {
		typed = "0"
	}
	p.number.SetWords(p.v.m.typed(typed))
	qty, ok := a.Change(s.Sheet.OnHand)
	words := ""
	if ok {
		words = t.T("stock.adjust.after", text.Args{"before": p.v.qty(s.Sheet.OnHand, s.Sheet.Product.Unit),
			"after": p.v.qty(s.Sheet.OnHand+qty, s.Sheet.Product.Unit)})
	}
	p.after.SetWords(words)
	p.pad.SetEnter(t.T("stock.adjust.book"), ok && !a.Sending)
	p.arrange(p.all.Size())
}

func (p *adjustPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := max(48, theme.Current().Metrics().Touch())
	w := p.close.MinSize().Width
	place(p.title, 0, (high-p.title.MinSize().Height)/2, s.Width-w-theme.Gap8, p.title.MinSize().Height)
	place(p.close, s.Width-w, 0, w, high)
	y := high + theme.Gap12
	third := (s.Width - 2*theme.Gap8) / 3
	for i, k := range p.reasons {
		place(k, float32(i%3)*(third+theme.Gap8), y+float32(i/3)*(high+theme.Gap8), third, high)
	}
	y += 2*(high+theme.Gap8) + theme.Gap4
	line := p.number.MinSize().Height
	place(p.what, 0, y+(line-p.what.MinSize().Height)/2, s.Width*0.6, p.what.MinSize().Height)
	place(p.number, s.Width*0.5, y, s.Width*0.5, line)
	y += line
	place(p.after, 0, y, s.Width, p.after.MinSize().Height)
	y += p.after.MinSize().Height + theme.Gap8
	pad := max(p.pad.MinSize().Height*0.7, min(p.pad.MinSize().Height, s.Height-y))
	place(p.pad, 0, s.Height-pad, s.Width, pad)
}
