package inventory

import (
	"fyne.io/fyne/v2"

	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// listPage is the list of products with its filters.
type listPage struct {
	v        *View
	all      *fyne.Container
	search   *widgets.SearchField
	category *widgets.Chooser
	low, out *widgets.Key
	card     *widgets.Panel
	head     *widgets.ListHead
	list     *widgets.List
	empty    *widgets.Paragraph
	foot     *widgets.Text

	bring, take, add *widgets.Key
	away             *widgets.Key
	rev              int64
	costs            bool
	narrow           bool // no room for barcode and category beside the name
}

func newList(v *View) *listPage {
	t := v.t
	p := &listPage{v: v}
	p.search = widgets.NewSearchField(v.in.Router, t.T("stock.search"), "F2")
	p.search.OnChanged = v.m.Search
	p.category = widgets.NewChooser("")
	p.category.OnChoose = func(i int) { v.m.Choose(i - 1) }
	p.low = widgets.NewKey("", func() { v.m.Only(goods.Low) })
	p.out = widgets.NewKey("", func() { v.m.Only(goods.Out) })
	p.foot = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted)
	p.empty = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	p.add = widgets.NewKey(t.T("stock.new_product"), v.m.NewProduct)
	p.add.SetKind(widgets.Accent)
	p.add.SetIcon("plus")
	p.add.SetText(0, true)
	p.bring = widgets.NewKey(t.T("stock.bring.now"), v.m.OpenImport)
	p.take = widgets.NewKey(t.T("stock.export"), func() { v.m.Export("products", "xlsx") })
	p.away = widgets.NewKey(t.T("stock.back.page"), v.m.OpenAway)
	p.away.SetKind(widgets.Bare)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}}
	p.make(false)
	return p
}

// make makes the list with the columns that this person sees.
func (p *listPage) make(costs bool) {
	t := p.v.t
	right := fyne.TextAlignTrailing
	p.costs = costs
	columns, labels := []widgets.Column{{Share: 5}}, []string{t.T("stock.column.product")}
	add := func(c widgets.Column, label string) { columns, labels = append(columns, c), append(labels, t.T(label)) }
	if !p.narrow {
		add(widgets.Column{Fixed: 128}, "stock.column.barcode")
		add(widgets.Column{Share: 2.4}, "stock.column.category")
	}
	if costs {
		add(widgets.Column{Fixed: 84, Align: right, Shrink: true}, "stock.column.cost")
	}
	add(widgets.Column{Fixed: 92, Align: right, Shrink: true}, "stock.column.price")
	if costs {
		add(widgets.Column{Fixed: 76, Align: right, Shrink: true}, "stock.column.margin")
	}
	add(widgets.Column{Fixed: 96, Align: right, Shrink: true}, "stock.column.on_hand")
	p.head = widgets.NewListHead(columns, labels)
	p.list = widgets.NewList(1, func() int { return p.v.last.List.Known }, columns, p.row)
	p.list.OnTap = p.v.m.Tap
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.head, p.list, p.empty}}
	inside.Layout = fill{small, func(s fyne.Size) {
		high := p.head.High()
		place(p.head, 0, 0, s.Width, high)
		place(p.list, 0, high, s.Width, s.Height-high)
		place(p.empty, theme.Gap24, high+theme.Gap24, s.Width-2*theme.Gap24, 80)
	}}
	p.card = widgets.NewPanel(widgets.Card, inside).SetPad(1)
	p.all.Objects = []fyne.CanvasObject{p.search, p.category, p.low, p.out, p.card, p.foot, p.away}
}

func (p *listPage) object() fyne.CanvasObject { return p.all }

func (p *listPage) acts(s State) (keys []*widgets.Key) {
	if s.Can.Export {
		keys = append(keys, p.take)
	}
	if s.Can.Import {
		keys = append(keys, p.bring)
	}
	if s.Can.Change {
		keys = append(keys, p.add)
	}
	return keys
}

// row says what stands in the i-th row, and asks for more before the end comes into sight.
func (p *listPage) row(i int) []widgets.ListCell {
	p.v.m.Want(i)
	p.v.m.Want(i + ahead)
	r, ok := p.v.last.List.At(i)
	if !ok {
		return nil
	}
	muted := func(s string) widgets.ListCell { return widgets.ListCell{Text: s, Tone: widgets.Muted} }
	cells := []widgets.ListCell{{Text: r.Names.In(p.v.lang()), Bold: true}}
	if !p.narrow {
		cells = append(cells, muted(pick(r.Barcode, r.SKU)), muted(p.v.last.category(r.Category, p.v.lang())))
	}
	if p.costs {
		cost := ""
		if r.Cost > 0 {
			cost = p.v.price(r.Cost)
		}
		cells = append(cells, widgets.ListCell{Text: cost})
	}
	price := p.v.t.T("stock.any_price")
	if r.PriceKind != shop.OpenPrice {
		price = p.v.price(r.Price)
	}
	cells = append(cells, widgets.ListCell{Text: price})
	if p.costs {
		margin := ""
		if r.HasMargin {
			margin = p.v.percent(r.Margin)
		}
		cells = append(cells, muted(margin))
	}
	return append(cells, p.v.stock(r))
}

// stock is what is left of a product; low is said in words too, not by the colour alone.
func (v *View) stock(r goods.StockLine) widgets.ListCell {
	switch {
	case !r.Tracked:
		return widgets.ListCell{Text: "–", Tone: widgets.Muted}
	case r.Out() && r.OnHand == 0:
		return widgets.ListCell{Text: v.t.T("stock.none"), Tone: widgets.Bad, Bold: true}
	case r.IsLow():
		return widgets.ListCell{Text: v.t.T("stock.low_of", text.Args{"qty": v.qty(r.OnHand, r.Unit)}), Tone: widgets.Warning, Bold: true}
	}
	return widgets.ListCell{Text: v.qty(r.OnHand, r.Unit), Tone: stateTone(r), Bold: true}
}

// percent is a share in whole per cent: a list is read, not computed with.
func (v *View) percent(r money.Rate) string {
	const whole = money.Whole / 100
	half := money.Rate(whole / 2)
	if r < 0 {
		half = -half
	}
	return v.t.Percent((r + half) / whole * whole)
}

func pick(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (p *listPage) draw(s State) {
	t, l := p.v.t, s.List
	if s.Can.SeeCost != p.costs {
		p.make(s.Can.SeeCost)
	}
	p.search.SetText(l.Words)
	labels := []string{t.T("stock.all_categories")}
	for _, c := range s.Categories {
		labels = append(labels, c.Names.In(p.v.lang()))
	}
	p.category.SetLabels(labels, l.Category+1)
	p.low.SetLabel(t.T("stock.low", text.Args{"count": t.Number(int64(l.Counts.Low))}))
	p.out.SetLabel(t.T("stock.out", text.Args{"count": t.Number(int64(l.Counts.Out))}))
	p.low.SetKind(chosen(l.State == goods.Low))
	p.out.SetKind(chosen(l.State == goods.Out))
	show(p.empty, l.Ready && l.Known == 0)
	show(p.list, !p.empty.Visible())
	switch {
	case l.Filtered():
		p.empty.SetWords(t.T("stock.empty_filter"))
	case s.Can.Import:
		p.empty.SetWords(t.T("stock.empty"))
	default:
		p.empty.SetWords(t.T("stock.empty_asks"))
	}
	p.foot.SetWords(p.footWords(l))
	show(p.away, s.Can.Change)
	if l.Rev != p.rev {
		p.rev = l.Rev
		p.list.Refresh()
	}
	p.arrange(p.all.Size())
}

func chosen(yes bool) widgets.Kind {
	if yes {
		return widgets.Chosen
	}
	return widgets.Plain
}

func (p *listPage) footWords(l List) string {
	if !l.Ready {
		return ""
	}
	t := p.v.t
	words := t.N("count.products", int64(l.Counts.Products))
	if l.HasValue {
		words += " · " + t.T("stock.worth", text.Args{"sum": p.v.money(l.Value)})
	}
	return words
}

func (p *listPage) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	if narrow := s.Width < 840*m.Grow(); narrow != p.narrow {
		p.narrow = narrow
		p.make(p.costs)
	}
	high := max(48, m.Touch())
	right := s.Width
	for _, k := range []fyne.CanvasObject{p.out, p.low, p.category} {
		w := min(max(k.MinSize().Width, high), s.Width/3)
		right -= w
		place(k, right, 0, w, high)
		right -= theme.Gap8
	}
	place(p.search, 0, 0, right, high)
	foot := p.foot.MinSize().Height
	if p.away.Visible() {
		foot = m.Least()
		w := p.away.MinSize().Width
		place(p.away, s.Width-w, s.Height-foot, w, foot)
	}
	top := high + theme.Gap12
	place(p.card, 0, top, s.Width, s.Height-top-foot-theme.Gap8)
	place(p.foot, 0, s.Height-(foot+p.foot.MinSize().Height)/2, s.Width*0.7, p.foot.MinSize().Height)
}
