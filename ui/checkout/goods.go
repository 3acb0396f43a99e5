package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// goodsPart is the left side: search, groups, tiles, and the acts on the whole basket.
type goodsPart struct {
	v      *View
	all    *fyne.Container
	search *widgets.SearchField
	times  *widgets.Key
	chips  *widgets.Chips
	grid   *widgets.ProductGrid
	empty  *widgets.Text
	hint   *widgets.Paragraph
	acts   []*widgets.Key // park, discount, open item, undo, cancel sale

	rev    int64
	hinted string // what the hint says
}

// The places of the acts.
const (
	actPark = iota
	actDiscount
	actOpen
	actUndo
	actCancel
)

func newGoods(v *View) *goodsPart {
	t := v.in.Text
	g := &goodsPart{v: v}
	g.search = widgets.NewSearchField(v.in.Router, t.N("sell.search_placeholder", 0), "F2")
	g.search.OnChanged = func(s string) { v.m.Search(s, v.in.Router.Fast()) }
	g.search.OnSubmitted = func(string) { v.m.Enter(v.seen()) }
	g.times = widgets.NewKey("", func() { v.m.Search("", false) })
	g.times.SetKind(widgets.Chosen)
	g.times.SetText(17, true)
	g.chips = widgets.NewChips(t.T("sell.more"))
	g.chips.OnTap = v.m.Category
	g.grid = widgets.NewProductGrid(func() int { return v.last.Grid.Count }, g.tile)
	g.grid.OnTap = func(i int) {
		g.search.Unfocus()
		v.m.Tile(i)
	}
	g.empty = widgets.NewBold("", widgets.Title)
	g.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	g.acts = []*widgets.Key{
		widgets.NewKey(t.T("sell.park"), v.m.Park),
		widgets.NewKey(t.T("sell.discount"), v.m.AskDiscount),
		widgets.NewKey(t.T("sell.open_item.key"), v.m.AskOpenItem),
		widgets.NewKey(t.T("sell.undo"), v.m.Undo),
		widgets.NewKey(t.T("sell.cancel_sale"), v.askClear),
	}
	for i, hint := range []string{"F3", "", "", "Ctrl Z", "F12"} {
		g.acts[i].SetHint(hint)
	}
	g.all = &fyne.Container{Layout: places{g.least, g.arrange}, Objects: []fyne.CanvasObject{g.search, g.times, g.chips, g.grid, g.empty, g.hint}}
	for _, o := range []fyne.CanvasObject{v.in.Status, v.in.Banner} {
		if o != nil {
			g.all.Objects = append(g.all.Objects, o)
		}
	}
	for _, k := range g.acts {
		g.all.Objects = append(g.all.Objects, k)
	}
	return g
}

func (g *goodsPart) least() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(7*m.Pay(), 6*m.Pay())
}

func (g *goodsPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = theme.Gap16
	w := s.Width - 2*side
	top := max(56, m.Touch())
	status := float32(0)
	if o := g.v.in.Status; o != nil {
		status = min(o.MinSize().Width, w*0.5)
		place(o, side+w-status, side, status, top)
		status += theme.Gap12
	}
	times := float32(0)
	if g.times.Visible() {
		times = max(m.MM(18), g.times.MinSize().Width)
		place(g.times, side+w-status-times, side, times, top)
		times += theme.Gap8
	}
	place(g.search, side, side, w-status-times, top)
	y := side + top + theme.Gap12
	if o := g.v.in.Banner; o != nil {
		h := max(48, m.Touch()) + theme.Gap4
		place(o, side, y, w, h)
		if o.Visible() {
			y += h + theme.Gap8
		}
	}
	chips := max(48, m.Touch())
	place(g.chips, side, y, w, chips)
	y += chips + theme.Gap8
	acts := max(64*m.Grow(), m.Touch()+theme.Gap8)
	bottom := s.Height - theme.Gap12 - acts
	g.arrangeActs(side, bottom, w, acts)
	place(g.grid, side-4, y, w+8, bottom-y-theme.Gap8)
	middle := y + (bottom-y)*0.36
	text := fyne.MeasureText(g.hinted, m.Body(), fyne.TextStyle{}).Width
	wide := min(max(text+theme.Gap8, g.empty.MinSize().Width), w-2*theme.Gap24)
	left := side + (w-wide)/2
	place(g.empty, left, middle, wide, g.empty.MinSize().Height)
	place(g.hint, left, middle+g.empty.MinSize().Height+theme.Gap4, wide, g.hint.HeightFor(wide))
}

func (g *goodsPart) arrangeActs(x, y, w, h float32) {
	n := float32(len(g.acts))
	each := (w - (n-1)*10) / n
	for i, k := range g.acts {
		place(k, x+float32(i)*(each+10), y, each, h)
	}
}

func (g *goodsPart) draw(s State) {
	t := g.v.in.Text
	words := t.N("sell.search_placeholder", int64(s.All))
	if s.All == 0 {
		words = t.T("sell.basket_empty")
	}
	g.search.SetPlaceHolder(words)
	g.search.SetText(s.Query)
	many := s.Times != money.One
	if many {
		g.times.SetLabel(t.T("sell.times", text.Args{"qty": s.Times}))
	}
	if many != g.times.Visible() {
		show(g.times, many)
		g.arrange(g.all.Size())
	}
	g.drawGroups(s)
	if s.Grid.Rev != g.rev {
		g.rev = s.Grid.Rev
		g.grid.Refresh()
	}
	g.grid.SetMarked(s.Grid.Marked)
	g.drawEmpty(s)
	park := t.T("sell.park")
	if n := len(s.Parked); n > 0 {
		park = t.N("sell.parked", int64(n))
	}
	g.acts[actPark].SetLabel(park)
	busy := s.Form != nil || s.Stopped != nil
	filled := !s.Basket.Empty() && !busy
	g.acts[actPark].SetEnabled(filled || len(s.Parked) > 0 && !busy)
	g.acts[actDiscount].SetEnabled(filled)
	g.acts[actOpen].SetEnabled(!busy)
	g.acts[actUndo].SetEnabled(s.CanUndo)
	g.acts[actCancel].SetEnabled(filled)
}

func (g *goodsPart) drawGroups(s State) {
	labels := make([]string, len(s.Groups))
	for i, group := range s.Groups {
		labels[i] = g.v.groupName(group)
	}
	g.chips.SetLabels(labels)
	chosen := s.Group
	if s.Grid.Search {
		chosen = -1
	}
	g.chips.SetChosen(chosen)
}

// groupName is what the chip of a group says.
func (v *View) groupName(group Group) string {
	switch {
	case group.Favourites:
		return v.in.Text.T("sell.favourites")
	case group.Category == "":
		return v.in.Text.T("sell.all_goods")
	}
	return group.Names.In(v.lang())
}

// drawEmpty says why nothing is in the grid, and how to fill it.
func (g *goodsPart) drawEmpty(s State) {
	t := g.v.in.Text
	title, hint := "", ""
	switch {
	case !s.Grid.Ready || s.Grid.Count > 0:
	case s.Grid.Search:
		title, hint = t.T("sell.nothing_found", text.Args{"query": s.Query}), t.T("sell.nothing_found_hint")
	case s.All == 0:
		title, hint = t.T("sell.no_products"), t.T("sell.no_products_hint")
	case s.Groups[s.Group].Favourites:
		title, hint = t.T("sell.no_favourites"), t.T("sell.no_favourites_hint")
	default:
		title, hint = t.T("sell.empty_category"), t.T("sell.empty_category_hint")
	}
	changed := g.empty.Words() != title || g.hinted != hint
	g.hinted = hint
	g.empty.SetWords(title)
	g.hint.SetWords(hint)
	if changed {
		g.arrange(g.all.Size())
	}
}

// tile says what one product shows; a page that is not there yet is asked for.
func (g *goodsPart) tile(i int) widgets.Tile {
	t, ok := g.v.last.Grid.At(i)
	if !ok {
		g.v.m.d.Reads.After(0, func() { g.v.m.Want(i) })
		return widgets.Tile{Off: true}
	}
	return g.v.tileOf(t)
}

func (v *View) tileOf(p shop.Tile) widgets.Tile {
	t := v.in.Text
	tile := widgets.Tile{Name: p.Names.In(v.lang()), Price: t.UnitPrice(p.Price, v.last.Basket.Currency),
		Tab: theme.Category(p.Color), StockTone: widgets.Muted}
	if p.PriceKind == shop.OpenPrice {
		tile.Price = t.T("sell.tile.any_price")
	}
	switch StockOf(p) {
	case StockNone:
		tile.Stock, tile.StockTone = t.T("sell.tile.sold_out"), widgets.Bad
	case StockLow:
		tile.Stock, tile.StockTone = t.T("sell.tile.left", text.Args{"qty": p.OnHand}), widgets.Warning
	case StockByUnit:
		tile.Stock = t.NQty("unit.short."+string(p.Unit), money.One)
	case StockEnough:
		tile.Stock = t.Qty(p.OnHand, "")
	}
	return tile
}
