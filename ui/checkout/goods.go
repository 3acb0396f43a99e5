package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/text"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// goodsPart is the left side: search, groups, tiles, and the acts on the whole basket.
type goodsPart struct {
	v      *View
	all    *fyne.Container
	search *widgets.SearchField
	times  *widgets.Key
	tiles  *grid.View
	acts   []*widgets.Key // park, discount, price check, seller, undo, more
}

// The places of the acts.
const (
	actPark = iota
	actDiscount
	actPrice
	actSeller
	actUndo
	actMore
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
	g.tiles = grid.NewView(grid.Around{Text: t, Reads: v.m.d.Reads, OnGroup: v.m.Category, OnWant: v.m.Want, OnTile: func(i int) {
		g.search.Unfocus()
		v.m.Tile(i)
	}})
	g.acts = []*widgets.Key{
		widgets.NewKey(t.T("sell.park"), v.m.Park),
		widgets.NewKey(t.T("sell.discount"), v.m.AskDiscount),
		widgets.NewKey(t.T("sell.price_check.title"), v.m.LookAtPrices),
		widgets.NewKey(t.T("sell.seller.key"), v.m.AskSeller),
		widgets.NewKey(t.T("sell.undo"), v.m.Undo),
		widgets.NewKey(t.T("sell.more"), v.openMore),
	}
	for i, hint := range []string{"F3", "", "F1", "", "Ctrl Z", ""} {
		g.acts[i].SetHint(hint)
	}
	g.all = &fyne.Container{Layout: places{g.least, g.arrange}, Objects: []fyne.CanvasObject{g.search, g.times, g.tiles.Root()}}
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
	acts := max(64*m.Grow(), m.Touch()+theme.Gap8)
	bottom := s.Height - theme.Gap12 - acts
	g.arrangeActs(side, bottom, w, acts)
	place(g.tiles.Root(), side-4, y, w+8, bottom-y-theme.Gap8)
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
	words := t.N("sell.search_placeholder", int64(s.Goods.All))
	if s.Goods.All == 0 {
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
	g.tiles.Draw(s.Goods, s.Query, s.Basket.Currency)
	park := t.T("sell.park")
	if n := len(s.Aside.Sales); n > 0 {
		park = t.N("sell.parked", int64(n))
	}
	g.acts[actPark].SetLabel(park)
	busy := s.Form != nil || s.Stopped != nil || s.Goods.Edit != nil
	filled := !s.Basket.Empty() && !busy
	g.acts[actPark].SetEnabled(!busy)
	g.acts[actDiscount].SetEnabled(filled)
	g.acts[actPrice].SetEnabled(!busy)
	g.acts[actSeller].SetEnabled(!busy)
	g.acts[actUndo].SetEnabled(s.CanUndo)
	g.acts[actMore].SetEnabled(!busy)
	g.acts[actPrice].SetKind(chosenWhen(s.Aside.Kind == aside.Price))
	g.acts[actSeller].SetKind(chosenWhen(s.Aside.Kind == aside.Seller))
}
