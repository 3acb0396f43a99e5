package offers

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// tryPart is what stands beside the form: what the offer would have done, and a basket to try it on.
type tryPart struct {
	v        *View
	past     *widgets.Panel
	pastHead *widgets.Text
	look     *widgets.Key
	names    [3]*widgets.Text
	values   [3]*widgets.Text

	card  *widgets.Panel
	box   *fyne.Container // what is in the card
	head  *widgets.Text
	add   *widgets.Key
	rows  *widgets.List
	empty *widgets.Paragraph
	total *widgets.Text
}

func newTry(v *View) *tryPart {
	t := v.t
	p := &tryPart{v: v}
	p.pastHead = widgets.NewBold(t.T("offers.past.title"), widgets.Body)
	p.look = widgets.NewKey(t.T("offers.past.ask"), v.m.LookBack)
	objects := []fyne.CanvasObject{p.pastHead, p.look}
	for i, key := range []string{"applied", "cost", "margin"} {
		p.names[i] = widgets.NewText(t.T("offers.past."+key), widgets.Caption).SetTone(widgets.Muted)
		p.values[i] = widgets.NewMoney("", widgets.Title).SetAlign(fyne.TextAlignLeading)
		objects = append(objects, p.names[i], p.values[i])
	}
	p.past = widgets.NewPanel(widgets.Card, &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 80) }, Arrange: p.arrangePast}, Objects: objects})
	p.head = widgets.NewBold(t.T("offers.try.title"), widgets.Body)
	p.add = widgets.NewKey(t.T("offers.try.add"), v.m.PickTrial)
	p.add.SetIcon("plus")
	p.rows = widgets.NewList(2, func() int { return len(v.last.Trial.Goods) }, []widgets.Column{{Share: 1}, {Fixed: 96, Align: fyne.TextAlignTrailing, Shrink: true}}, p.row)
	p.rows.OnTap = v.m.Less
	p.empty = widgets.NewParagraph(t.T("offers.try.empty"), widgets.Body).SetTone(widgets.Muted)
	p.total = widgets.NewMoney("", widgets.Title)
	p.box = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 120) }, Arrange: p.arrange},
		Objects: []fyne.CanvasObject{p.head, p.add, p.rows, p.empty, p.total}}
	p.card = widgets.NewPanel(widgets.Card, p.box)
	return p
}

// row is a line of the basket: how much of what, what it comes to, and why.
func (p *tryPart) row(i int) []widgets.ListCell {
	s, t := p.v.last.Trial, p.v.t
	if i >= len(s.Goods) {
		return nil
	}
	name := t.Qty(s.Qty[i], "") + " × " + s.Goods[i].Names.In(p.v.lang())
	if !s.Done {
		return []widgets.ListCell{{Text: name, Bold: true}, {}, {}}
	}
	q := s.Tried.Quote.Lines[i]
	why, tone := t.T("offers.try.none"), widgets.Muted
	for _, a := range q.Adjustments {
		if a.Reason == shop.ReasonOffer {
			why, tone = t.T("sell.line.offer", text.Args{"name": a.Name, "sum": p.v.money(a.Amount)}), widgets.Strong
		}
	}
	return []widgets.ListCell{{Text: name, Bold: true}, {Text: p.v.money(q.Total), Bold: true}, {Text: why, Tone: tone}}
}

func (p *tryPart) draw(s State) {
	t, trial := p.v.t, s.Trial
	form.Show(p.empty, len(trial.Goods) == 0)
	form.Show(p.rows, len(trial.Goods) > 0)
	p.rows.Refresh()
	total := ""
	if trial.Done {
		total = p.v.money(trial.Tried.Quote.Total)
	}
	p.total.SetWords(total)
	p.look.SetEnabled(!trial.Working)
	form.Show(p.look, !trial.HasPast)
	for i := range p.names {
		form.Show(p.names[i], trial.HasPast)
		form.Show(p.values[i], trial.HasPast)
	}
	if trial.HasPast {
		margin := "—"
		if rate, has := trial.Past.Margin(); has {
			margin = t.Percent(rate / (money.Whole / 100) * (money.Whole / 100)) // whole per cents
		}
		p.values[0].SetWords(t.Number(int64(trial.Past.Receipts)))
		p.values[1].SetWords(p.v.money(trial.Past.Cost))
		p.values[2].SetWords(margin)
	}
	p.arrange(p.box.Size())
}

func (p *tryPart) pastHigh() float32 {
	return 2*theme.Gap16 + p.pastHead.MinSize().Height + theme.Gap8 + max(48, theme.Current().Metrics().Touch(), p.names[0].MinSize().Height+p.values[0].MinSize().Height)
}

func (p *tryPart) arrangePast(s fyne.Size) {
	high := p.pastHead.MinSize().Height
	form.Place(p.pastHead, 0, 0, s.Width, high)
	y := high + theme.Gap8
	form.Place(p.look, 0, y, min(s.Width, p.look.MinSize().Width), max(48, theme.Current().Metrics().Touch()))
	for i := range p.names {
		w := s.Width / 3
		name := p.names[i].MinSize().Height
		form.Place(p.names[i], float32(i)*w, y, w-theme.Gap4, name)
		form.Place(p.values[i], float32(i)*w, y+name, w-theme.Gap4, p.values[i].MinSize().Height)
	}
}

func (p *tryPart) arrange(s fyne.Size) {
	if s.Width <= 0 {
		return
	}
	key := max(48, theme.Current().Metrics().Touch())
	w := min(p.add.MinSize().Width, s.Width*0.6)
	form.Place(p.head, 0, (key-p.head.MinSize().Height)/2, s.Width-w-theme.Gap8, p.head.MinSize().Height)
	form.Place(p.add, s.Width-w, 0, w, key)
	foot := p.total.MinSize().Height
	form.Place(p.total, 0, s.Height-foot, s.Width, foot)
	form.Place(p.rows, 0, key+theme.Gap8, s.Width, max(0, s.Height-foot-key-2*theme.Gap8))
	form.Place(p.empty, 0, key+theme.Gap8, s.Width, p.empty.HeightFor(s.Width))
}
