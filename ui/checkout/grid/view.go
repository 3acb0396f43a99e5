package grid

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// Around is what the sell screen lends the grid, and what it wants to hear.
type Around struct {
	Text    *text.Text
	Reads   room.Queue
	OnTile  func(i int)
	OnGroup func(i int)
	OnWant  func(i int) // a tile in sight is not read yet
}

// View draws the groups and the tiles.
type View struct {
	in    Around
	all   *fyne.Container
	chips *widgets.Chips
	grid  *widgets.ProductGrid
	empty *widgets.Text
	hint  *widgets.Paragraph

	last     State
	query    string
	currency money.Currency
	rev      int64
	chipAt   []int  // the group of each chip
	hinted   string // what the hint says
}

// NewView makes the grid; it is empty before Draw.
func NewView(in Around) *View {
	v := &View{in: in}
	v.chips = widgets.NewChips(in.Text.T("sell.more"))
	v.chips.OnTap = func(i int) {
		if i < len(v.chipAt) {
			in.OnGroup(v.chipAt[i])
		}
	}
	v.grid = widgets.NewProductGrid(func() int { return v.last.Count }, v.tile)
	v.grid.OnTap = in.OnTile
	v.empty = widgets.NewBold("", widgets.Title)
	v.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	v.all = &fyne.Container{Layout: v, Objects: []fyne.CanvasObject{v.chips, v.grid, v.empty, v.hint}}
	return v
}

// Root is what the sell screen shows.
func (v *View) Root() fyne.CanvasObject { return v.all }

// Tiles is the widget that holds the tiles, for whoever must know where one stands.
func (v *View) Tiles() *widgets.ProductGrid { return v.grid }

// MinSize is Fyne's way to ask how small it may be.
func (v *View) MinSize([]fyne.CanvasObject) fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(7*m.Pay(), 4*m.Pay())
}

// Layout is Fyne's way to place the parts: 4 units on each side are for the edges of tiles.
func (v *View) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	chips := max(48, m.Touch())
	place(v.chips, 4, 0, s.Width-8, chips)
	y := chips + theme.Gap8
	place(v.grid, 0, y, s.Width, s.Height-y)
	middle := y + (s.Height-y)*0.36
	words := fyne.MeasureText(v.hinted, m.Body(), fyne.TextStyle{}).Width
	wide := min(max(words+theme.Gap8, v.empty.MinSize().Width), s.Width-8-2*theme.Gap24)
	left := (s.Width - wide) / 2
	place(v.empty, left, middle, wide, v.empty.MinSize().Height)
	place(v.hint, left, middle+v.empty.MinSize().Height+theme.Gap4, wide, v.hint.HeightFor(wide))
}

// Draw paints a state; query is what was searched for. Only what differs is painted anew.
func (v *View) Draw(s State, query string, c money.Currency) {
	v.last, v.query, v.currency = s, query, c
	v.drawChips(s)
	if s.Rev != v.rev {
		v.rev = s.Rev
		v.grid.Refresh()
	}
	marked := s.Marked
	if s.Edit != nil && !s.Search {
		marked = s.Edit.Chosen
	}
	v.grid.SetMarked(marked)
	v.drawEmpty()
}

// drawChips shows the groups; while a page is arranged, what can be arranged alone.
func (v *View) drawChips(s State) {
	var labels []string
	v.chipAt = v.chipAt[:0]
	chosen := -1
	for i, group := range s.Groups {
		if s.Edit != nil && !(group.Favourites && s.May.Favourites || group.Page != "" && s.May.Pages) {
			continue
		}
		if s.Edit == nil && i == s.Group && !s.Search || s.Edit != nil && (group.Favourites && s.Edit.Favourites || group.Page != "" && group.Page == s.Edit.Page.ID) {
			chosen = len(labels)
		}
		labels = append(labels, v.nameOf(group))
		v.chipAt = append(v.chipAt, i)
	}
	v.chips.SetLabels(labels)
	v.chips.SetChosen(chosen)
}

// nameOf is what the chip of a group says.
func (v *View) nameOf(g Group) string {
	switch {
	case g.Favourites:
		return v.in.Text.T("sell.favourites")
	case g.everything():
		return v.in.Text.T("sell.all_goods")
	}
	return g.Names.In(shop.Lang(v.in.Text.Lang()))
}

// drawEmpty says why nothing is in the grid, and how to fill it.
func (v *View) drawEmpty() {
	t, s := v.in.Text, v.last
	title, hint := "", ""
	switch {
	case !s.Ready || s.Count > 0:
	case s.Search:
		title, hint = t.T("sell.nothing_found", text.Args{"query": v.query}), t.T("sell.nothing_found_hint")
	case s.All == 0 && s.Edit == nil:
		title, hint = t.T("sell.no_products"), t.T("sell.no_products_hint")
	case s.Edit != nil || s.Groups[s.Group].Page != "":
		title, hint = t.T("tiles.empty"), t.T("tiles.empty_hint")
	case s.Groups[s.Group].Favourites:
		title, hint = t.T("sell.no_favourites"), t.T("sell.no_favourites_hint")
	default:
		title, hint = t.T("sell.empty_category"), t.T("sell.empty_category_hint")
	}
	changed := v.empty.Words() != title || v.hinted != hint
	v.hinted = hint
	v.empty.SetWords(title)
	v.hint.SetWords(hint)
	if changed {
		v.Layout(nil, v.all.Size())
	}
}

// tile says what stands at one place; goods that are not there yet are asked for.
func (v *View) tile(i int) widgets.Tile {
	item, ok := v.last.At(i)
	switch {
	case !ok:
		v.in.Reads.After(0, func() { v.in.OnWant(i) })
		return widgets.Tile{Off: true}
	case item.Page != nil:
		return v.pageTile(*item.Page, item.Product)
	}
	return v.product(item.Product)
}

// product says what a product shows.
func (v *View) product(p shop.Tile) widgets.Tile {
	t := v.in.Text
	tile := widgets.Tile{Name: p.Names.In(shop.Lang(t.Lang())), Price: t.UnitPrice(p.Price, v.currency),
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

// pageTile says what an arranged tile shows: the product, the category or the act, and its own label and colour.
func (v *View) pageTile(p shop.PageTile, product shop.Tile) widgets.Tile {
	t, lang := v.in.Text, shop.Lang(v.in.Text.Lang())
	tile := widgets.Tile{Name: v.actName(p.Acts[0], product), StockTone: widgets.Muted}
	switch {
	case len(p.Acts) > 1:
		tile.Stock = t.N("tiles.choices", int64(len(p.Acts)))
	case p.Acts[0].Does == shop.TileSells && product.ID != "":
		tile = v.product(product)
	case p.Acts[0].Does == shop.TileShows:
		tile.Stock, tile.Tab = t.T("tiles.category"), theme.Category(v.colorOf(p.Acts[0].Ref))
	}
	if label := p.Names.In(lang); label != "" {
		tile.Name = label
	}
	if p.Color != shop.NoColor {
		tile.Tab = theme.Category(p.Color)
	}
	return tile
}

// actName is what one act is called.
func (v *View) actName(a shop.TileAct, product shop.Tile) string {
	switch a.Does {
	case shop.TileSells:
		if product.ID == "" {
			return v.in.Text.T("tiles.no_product")
		}
		return product.Names.In(shop.Lang(v.in.Text.Lang()))
	case shop.TileShows:
		for _, g := range v.last.Groups {
			if g.Category == a.Ref {
				return g.Names.In(shop.Lang(v.in.Text.Lang()))
			}
		}
		return v.in.Text.T("tiles.no_category")
	}
	return v.in.Text.T("tiles.act." + string(a.Does))
}

// colorOf is the colour of a category.
func (v *View) colorOf(category shop.ID) int {
	for _, g := range v.last.Groups {
		if g.Category == category && category != "" {
			return g.Color
		}
	}
	return 0
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}
