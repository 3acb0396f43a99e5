package offers

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/widgets"
)

// listPart is the list of offers.
type listPart struct {
	v     *View
	rows  *widgets.List
	card  *widgets.Panel
	empty *widgets.Paragraph
}

func newList(v *View) *listPart {
	p := &listPart{v: v}
	p.rows = widgets.NewList(2, func() int { return len(v.last.Shop.Offers) }, []widgets.Column{{Share: 1}, {Fixed: 140, Align: fyne.TextAlignTrailing}}, p.row)
	p.rows.OnTap = v.m.Show
	p.card = widgets.NewPanel(widgets.Card, p.rows).SetPad(2)
	p.empty = widgets.NewParagraph(v.t.T("offers.empty"), widgets.Body).SetTone(widgets.Muted)
	return p
}

func (p *listPart) row(i int) []widgets.ListCell {
	s := p.v.last.Shop
	if i >= len(s.Offers) {
		return nil
	}
	o := s.Offers[i]
	state, tone := "later", widgets.Muted
	switch {
	case !o.Active:
		state = "off"
	case s.Open[o.ID]:
		state, tone = "now", widgets.Strong
	case o.When.Until != 0 && o.When.Until < s.Day:
		state = "over"
	}
	return []widgets.ListCell{{Text: o.Name, Bold: true}, {Text: p.v.t.T("offers.state." + state), Tone: tone},
		{Text: p.v.gives(o) + " · " + p.v.on(o), Tone: widgets.Muted}}
}

func (p *listPart) draw() {
	s := p.v.last
	if none := s.Ready && len(s.Shop.Offers) == 0; none {
		p.empty.Show()
	} else {
		p.empty.Hide()
	}
	p.rows.Refresh()
}

// gives says in words what an offer gives.
func (v *View) gives(o shop.Offer) string {
	a := text.Args{"take": strconv.Itoa(o.Take), "pay": strconv.Itoa(o.Pay), "rate": o.Rate, "sum": v.money(o.Amount), "least": v.money(o.Least)}
	key := string(o.Kind)
	if o.Kind == shop.OfferBasket && o.Rate > 0 {
		key += "_rate"
	}
	return v.t.T("offers.gives."+key, a)
}

// on says in words what an offer is on.
func (v *View) on(o shop.Offer) string {
	words := ""
	for i, g := range Groups(o.Kind) {
		var goods shop.Goods
		switch {
		case g == OfGroup:
			goods = o.Of
		case g == GetGroup:
			if o.Get.Empty() {
				continue
			}
			goods = o.Get
		case int(g-PartGroup) < len(o.Parts):
			goods = o.Parts[g-PartGroup].Of
		default:
			continue
		}
		if i > 0 {
			words += " + "
		}
		words += v.group(goods)
	}
	return words
}

// group says in words what is in a group of goods.
func (v *View) group(g shop.Goods) string {
	if g.Empty() && len(g.NotCategories)+len(g.NotProducts) == 0 {
		return v.t.T("offers.nothing")
	}
	words := ""
	add := func(s string) {
		if words != "" {
			words += ", "
		}
		words += s
	}
	if g.All {
		add(v.t.T("offers.everything"))
	}
	for _, id := range g.Categories {
		add(v.category(id))
	}
	for _, id := range g.Products {
		add(v.product(id))
	}
	for _, id := range g.NotCategories {
		add(v.t.T("offers.not", text.Args{"name": v.category(id)}))
	}
	for _, id := range g.NotProducts {
		add(v.t.T("offers.not", text.Args{"name": v.product(id)}))
	}
	return words
}

// category and product are names; what is there no more is said by a dash.
func (v *View) category(id shop.ID) string {
	for _, c := range v.last.Shop.Categories {
		if c.ID == id {
			return c.Names.In(v.lang())
		}
	}
	return "—"
}

func (v *View) product(id shop.ID) string {
	if t, ok := v.last.Shop.Goods[id]; ok {
		return t.Names.In(v.lang())
	}
	return "—"
}
