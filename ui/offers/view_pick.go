package offers

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/widgets"
)

// pickPart is the page on which goods are chosen.
type pickPart struct {
	v      *View
	search *widgets.SearchField
	hint   *widgets.Paragraph
	rows   *widgets.List
	card   *widgets.Panel
}

func newPick(v *View) *pickPart {
	p := &pickPart{v: v}
	p.search = widgets.NewSearchField(v.in.Router, v.t.T("offers.pick.search"), "")
	p.search.OnChanged = func(s string) {
		if s != v.last.Picker.Words {
			v.m.Find(s)
		}
	}
	p.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	p.rows = widgets.NewList(1, func() int { return len(v.last.Picker.Rows) }, []widgets.Column{{Share: 1}, {Fixed: 130}, {Fixed: 130, Align: fyne.TextAlignTrailing}}, p.row)
	p.rows.OnTap = v.m.Toggle
	p.card = widgets.NewPanel(widgets.Card, p.rows).SetPad(2)
	return p
}

func (p *pickPart) row(i int) []widgets.ListCell {
	t, rows := p.v.t, p.v.last.Picker.Rows
	if i >= len(rows) {
		return nil
	}
	r := rows[i]
	name, what := t.T("offers.everything"), ""
	switch {
	case r.Goods.ID != "":
		name, what = r.Goods.Names.In(p.v.lang()), t.UnitPrice(r.Goods.Price, p.v.in.Currency)
	case r.Category.ID != "":
		name, what = r.Category.Names.In(p.v.lang()), t.T("offers.pick.category")
	}
	mark := widgets.ListCell{}
	switch r.Mark {
	case Within:
		mark = widgets.ListCell{Text: t.T("offers.pick.within"), Tone: widgets.Strong, Bold: true}
	case Without:
		mark = widgets.ListCell{Text: t.T("offers.pick.without"), Tone: widgets.Bad, Bold: true}
	}
	return []widgets.ListCell{{Text: name, Bold: true}, {Text: what, Tone: widgets.Muted}, mark}
}

func (p *pickPart) draw(s State) {
	t := p.v.t
	p.search.SetText(s.Picker.Words)
	words := t.T("offers.pick.trial")
	if !s.Picker.Trial {
		words = t.T("offers.pick.hint", text.Args{"group": p.v.group(*s.Sheet.Of(s.Picker.Group))})
	}
	p.hint.SetWords(words)
	p.rows.Refresh()
}
