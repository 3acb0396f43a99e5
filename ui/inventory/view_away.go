package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// awayPage is the products that were put away.
type awayPage struct {
	v     *View
	all   *fyne.Container
	card  *widgets.Panel
	list  *widgets.List
	empty *widgets.Paragraph
	ask   *widgets.Modal
}

func newAway(v *View) *awayPage {
	p := &awayPage{v: v}
	p.empty = widgets.NewParagraph(v.t.T("stock.back.nothing"), widgets.Body).SetTone(widgets.Muted)
	p.list = widgets.NewList(1, func() int { return len(v.last.Away.Rows) }, []widgets.Column{{Share: 1}, {Fixed: 200}}, p.row)
	p.list.OnTap = v.m.AskBack
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.list, p.empty}}
	inside.Layout = fill{small, func(s fyne.Size) {
		place(p.list, 0, 0, s.Width, s.Height)
		place(p.empty, theme.Gap24, theme.Gap24, s.Width-2*theme.Gap24, 80)
	}}
	p.card = widgets.NewPanel(widgets.Card, inside).SetPad(1)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}, Objects: []fyne.CanvasObject{p.card}}
	return p
}

func (p *awayPage) object() fyne.CanvasObject { return p.all }

func (p *awayPage) acts(State) []*widgets.Key { return nil }

func (p *awayPage) arrange(s fyne.Size) { place(p.card, 0, 0, s.Width, s.Height) }

func (p *awayPage) row(i int) []widgets.ListCell {
	rows := p.v.last.Away.Rows
	if i >= len(rows) {
		return nil
	}
	code := rows[i].SKU
	if len(rows[i].Barcodes) > 0 {
		code = rows[i].Barcodes[0].Code
	}
	return []widgets.ListCell{{Text: rows[i].Names.In(p.v.lang()), Bold: true}, {Text: code, Tone: widgets.Muted}}
}

func (p *awayPage) draw(s State) {
	empty := s.Away.Ready && len(s.Away.Rows) == 0
	show(p.empty, empty)
	show(p.list, !empty)
	p.list.Refresh()
	p.arrange(p.all.Size())
	asked := s.Away.Asked >= 0 && s.Away.Asked < len(s.Away.Rows) && s.Away.Ready
	switch {
	case asked && p.ask == nil:
		t := p.v.t
		p.ask = widgets.NewModal(t.T("stock.back.title"), t.T("stock.back.text", text.Args{"name": s.Away.Rows[s.Away.Asked].Names.In(p.v.lang())}), nil,
			widgets.Choice{Label: t.T("common.back"), Cancel: true, OnTap: func() { p.v.m.AskBack(-1) }},
			widgets.Choice{Label: t.T("stock.back.key"), Kind: widgets.Accent, Default: true, OnTap: p.v.m.BringBack})
		p.ask.Open(p.v.in.Canvas(), p.v.in.Router)
	case !asked && p.ask != nil:
		p.ask.Close()
		p.ask = nil
	}
}
