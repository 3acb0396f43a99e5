package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// sheetPage is one product: its form on the left, what is there of it on the right.
type sheetPage struct {
	v      *View
	all    *fyne.Container
	form   *formPart
	pane   *widgets.Pane
	card   *widgets.Panel
	stock  *stockPart
	adjust *adjustPart
	save   *widgets.Key
}

func newSheet(v *View) *sheetPage {
	p := &sheetPage{v: v, stock: newStock(v), adjust: newAdjust(v)}
	p.form = newForm(v)
	p.pane = widgets.NewPane(p.form.all, p.form.high)
	p.form.moved = p.pane.Arrange
	p.card = widgets.NewPanel(widgets.Card, p.pane).SetPad(theme.Gap12)
	p.save = widgets.NewKey(v.t.T("common.save"), func() { v.m.Save(false) })
	p.save.SetKind(widgets.Accent)
	p.save.SetText(0, true)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}, Objects: []fyne.CanvasObject{p.card, p.stock.card, p.adjust.card}}
	return p
}

func (p *sheetPage) object() fyne.CanvasObject { return p.all }

func (p *sheetPage) acts(s State) []*widgets.Key {
	if !s.Can.Change {
		return nil
	}
	return []*widgets.Key{p.save}
}

func (p *sheetPage) draw(s State) {
	if s.Sheet == nil {
		return
	}
	p.save.SetEnabled(!s.Sheet.Saving && (s.Sheet.ID == "" || s.Sheet.Dirty()))
	p.form.draw(s)
	show(p.stock.card, s.Sheet.Adjust == nil)
	show(p.adjust.card, s.Sheet.Adjust != nil)
	if s.Sheet.Adjust != nil {
		p.adjust.draw(s)
	} else {
		p.stock.draw(s)
	}
	p.arrange(p.all.Size())
}

func (p *sheetPage) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	w := min(max(s.Width*0.42, 360), 560)
	if p.adjust.card.Visible() {
		w = max(w, p.adjust.least())
	}
	place(p.card, 0, 0, s.Width-w-theme.Gap12, s.Height)
	for _, o := range []fyne.CanvasObject{p.stock.card, p.adjust.card} {
		place(o, s.Width-w, 0, w, s.Height)
	}
	p.pane.Arrange()
}

// stockPart says what is there of the product and how it came and went.
type stockPart struct {
	v        *View
	card     *widgets.Panel
	all      *fyne.Container
	label    *widgets.Text
	onHand   *widgets.Text
	margin   *widgets.Text
	change   *widgets.Key
	title    *widgets.Text
	list     *widgets.List
	nothing  *widgets.Paragraph
	rows     []shop.Movement
	unit     shop.Unit
	seesCost bool
}

func newStock(v *View) *stockPart {
	t := v.t
	p := &stockPart{v: v}
	p.label = widgets.NewText(t.T("stock.column.on_hand"), widgets.Caption).SetTone(widgets.Muted)
	p.onHand = widgets.NewBold("", widgets.Total)
	p.margin = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted)
	p.change = widgets.NewKey(t.T("stock.adjust.open"), v.m.OpenAdjust)
	p.title = widgets.NewBold(t.T("stock.last_moves"), widgets.Body)
	p.nothing = widgets.NewParagraph(t.T("stock.no_moves"), widgets.Body).SetTone(widgets.Muted)
	columns := []widgets.Column{{Share: 1}, {Fixed: 84, Align: fyne.TextAlignTrailing, Shrink: true}}
	p.list = widgets.NewList(2, func() int { return len(p.rows) }, columns, p.row)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}, Objects: []fyne.CanvasObject{p.label, p.onHand, p.margin, p.change, p.title, p.list, p.nothing}}
	p.card = widgets.NewPanel(widgets.Card, p.all)
	return p
}

// row is one movement: what happened, and when, under it.
func (p *stockPart) row(i int) []widgets.ListCell {
	if i >= len(p.rows) {
		return nil
	}
	m := p.rows[i]
	what := p.v.moveWords(m)
	under := p.v.t.DateTime(m.At.Local())
	if p.seesCost && m.Qty != 0 && m.Kind != shop.MoveSale {
		under += " · " + p.v.money(m.Cost)
	}
	return []widgets.ListCell{{Text: what}, {Text: p.v.signed(m), Bold: true, Tone: moveTone(m)}, {Text: under, Tone: widgets.Muted}}
}

// moveWords says a movement with its document: "Received GR-118".
func (v *View) moveWords(m shop.Movement) string {
	words := v.t.T("report.word.kind." + string(m.Kind))
	if m.Kind == shop.MoveAdjustment && m.Reason != "" {
		words = v.t.T("report.word.reason." + string(m.Reason))
	}
	if m.Label != "" {
		words += " " + m.Label
	}
	return words
}

// signed is a quantity with its sign.
func (v *View) signed(m shop.Movement) string {
	words := v.qty(m.Qty, m.Unit)
	if m.Qty > 0 {
		words = "+" + words
	}
	return words
}

func moveTone(m shop.Movement) widgets.Tone {
	if m.Qty > 0 {
		return widgets.Strong
	}
	return widgets.Normal
}

func (p *stockPart) draw(s State) {
	sheet := s.Sheet
	fresh := sheet.ID == ""
	p.rows, p.unit, p.seesCost = sheet.Moves, sheet.Product.Unit, sheet.SeesCost
	words := "–"
	if sheet.Product.Tracked && !fresh {
		words = p.v.qty(sheet.OnHand, sheet.Product.Unit)
	}
	p.onHand.SetWords(words)
	p.onHand.SetTone(widgets.Normal)
	if sheet.Product.Tracked && !fresh && sheet.OnHand <= 0 {
		p.onHand.SetTone(widgets.Bad)
	}
	margin := ""
	if sheet.HasMargin {
		margin = p.v.t.T("stock.margin", text.Args{"rate": p.v.percent(sheet.Margin)})
	}
	p.margin.SetWords(margin)
	show(p.change, s.Can.Adjust && !fresh && sheet.Product.Tracked)
	show(p.nothing, len(p.rows) == 0)
	show(p.list, len(p.rows) > 0)
	p.list.Refresh()
	p.arrange(p.all.Size())
}

func (p *stockPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := max(48, theme.Current().Metrics().Touch())
	label, total := p.label.MinSize().Height, p.onHand.MinSize().Height
	place(p.label, 0, 0, s.Width/2, label)
	place(p.onHand, 0, label, s.Width/2, total)
	place(p.margin, 0, label+total, s.Width, p.margin.MinSize().Height)
	w := min(p.change.MinSize().Width, s.Width*0.6)
	place(p.change, s.Width-w, 0, w, high)
	top := label + total + p.margin.MinSize().Height + theme.Gap16
	place(p.title, 0, top, s.Width, p.title.MinSize().Height)
	top += p.title.MinSize().Height + theme.Gap8
	place(p.list, -theme.Gap16, top, s.Width+2*theme.Gap16, s.Height-top)
	place(p.nothing, 0, top, s.Width, 60)
}
