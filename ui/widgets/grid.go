package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
)

// Tile is what one product tile shows.
type Tile struct {
	Name      string // up to two lines, then an ellipsis
	Price     string // bold; also "any" where the price is asked for
	Stock     string // how many are left, or the unit of weighed goods
	StockTone Tone   // Muted usually, Warning when low, Bad when none
	Tab       color.NRGBA
	Off       bool // cannot be sold: pale, and a tap does nothing
}

// ProductGrid shows tiles, any number of them, and scrolls by finger or wheel. Columns follow from the
// width: a tile is at least 35 mm wide (5 of them on 852 units of a 15.6 inch screen) and 28 mm high. The
// tiles keep 4 units from the edges of the widget, so that their own edges are never cut.
// After the products changed, call Refresh: visible tiles are filled again and only what differs is painted.
type ProductGrid struct {
	scroller
	// OnTap is called with the item that was tapped; a tile that is Off is not told.
	OnTap func(i int)

	tile    func(i int) Tile
	marked  int
	stacked bool // too narrow for price and stock side by side
}

// NewProductGrid makes a grid over length items; tile is asked only for those in sight.
func NewProductGrid(length func() int, tile func(i int) Tile) *ProductGrid {
	g := &ProductGrid{tile: tile, marked: -1}
	g.length = length
	g.create = func() cell { return newTileCell(g) }
	g.bind = func(i int, c cell) { c.(*tileCell).show(g.tile(i), i == g.marked) }
	g.shapeOf = g.layTiles
	g.onTap = func(i int) {
		if g.OnTap != nil && !g.tile(i).Off {
			g.OnTap(i)
		}
	}
	g.init(g)
	return g
}

// RefreshTile fills one tile again.
func (g *ProductGrid) RefreshTile(i int) { g.refreshItem(i) }

// SetMarked gives a tile an edge of accent, for choosing with the arrow keys and Return; -1 marks none.
func (g *ProductGrid) SetMarked(i int) {
	if old := g.marked; old != i {
		g.marked = i
		g.refreshItem(old)
		g.refreshItem(i)
		g.ScrollTo(i)
	}
}

// Marked is the tile with the edge of accent, or -1.
func (g *ProductGrid) Marked() int { return g.marked }

func (g *ProductGrid) layTiles(width float32) shape {
	const gap, margin = 10, 4
	width -= 2 * margin
	m := theme.Current().Metrics()
	least := m.MM(35) * (1 + (m.Grow()-1)*0.6)
	columns := max(1, int((width+gap)/(least+gap)))
	w := float32(int((width - gap*float32(columns-1)) / float32(columns)))
	g.stacked = w < m.Text(150)
	name, price, stock := lineHeight(tileName(m), false), lineHeight(m.Sell(), true), lineHeight(m.Caption(), false)
	h := 2*theme.Gap12 + 2*name + theme.Gap4 + price
	if g.stacked {
		h += stock
	}
	return shape{columns: columns, size: fyne.NewSize(max(w, 1), round(max(h, m.MM(28)))), gap: gap, margin: margin}
}

// tileName is the text size of names on tiles: a little less than running text, so that two lines hold a name.
func tileName(m theme.Metrics) float32 { return m.Text(15) }

func lineHeight(size float32, bold bool) float32 { return textSize("Áд", size, bold).Height }

// tileCell is the drawing of one tile.
type tileCell struct {
	grid         *ProductGrid
	all          *fyne.Container
	box, tab     *canvas.Rectangle
	tint         *canvas.Rectangle
	name1, name2 *canvas.Text
	price, stock *canvas.Text
	now          Tile
	fitted       bool // the lines below belong to now at the present size
}

func newTileCell(g *ProductGrid) *tileCell {
	c := &tileCell{grid: g, box: newBox(theme.Radius), tab: newBox(0), tint: newBox(theme.Radius)}
	c.tab.TopRightCornerRadius, c.tab.BottomRightCornerRadius = 3, 3
	c.name1, c.name2 = newText(fyne.TextAlignLeading, false), newText(fyne.TextAlignLeading, false)
	c.price, c.stock = newText(fyne.TextAlignLeading, true), newText(fyne.TextAlignTrailing, false)
	c.tint.Hide()
	c.all = container.NewWithoutLayout(c.box, c.tab, c.name1, c.name2, c.price, c.stock, c.tint)
	return c
}

func (c *tileCell) object() fyne.CanvasObject { return c.all }

func (c *tileCell) press(yes bool) { lay(c.tint, c.box, yes && !c.now.Off) }

func (c *tileCell) resize(s fyne.Size) {
	m := theme.Current().Metrics()
	c.all.Resize(s)
	c.fitted = false
	place(c.box, 0, 0, s.Width, s.Height)
	place(c.tint, 0, 0, s.Width, s.Height)
	name, price, stock := lineHeight(tileName(m), false), lineHeight(m.Sell(), true), lineHeight(m.Caption(), false)
	left, width := c.inner()
	place(c.tab, 0.5, theme.Gap12+3, 4, max(28, name+6))
	place(c.name1, left, theme.Gap12-1, width, name)
	place(c.name2, left, theme.Gap12-2+name, width, name)
	bottom := s.Height - theme.Gap12 + 1
	place(c.price, left, bottom-price, width, price)
	if c.grid.stacked {
		c.stock.Alignment = fyne.TextAlignLeading
		place(c.stock, left, bottom-price-stock+3, width, stock)
		return
	}
	c.stock.Alignment = fyne.TextAlignTrailing
	place(c.stock, left, bottom-stock-1, width, stock)
}

func (c *tileCell) inner() (left, width float32) {
	left = theme.Gap16
	if c.grid.stacked {
		left = theme.Gap12
	}
	return left, c.all.Size().Width - left - theme.Gap12
}

func (c *tileCell) show(t Tile, marked bool) {
	th := theme.Current()
	p, m := th.Palette(), th.Metrics()
	_, width := c.inner()
	first, second := c.name1.Text, c.name2.Text
	if !c.fitted || t.Name != c.now.Name {
		first, second = wrapName(t.Name, width, tileName(m), false)
		c.fitted = true
	}
	c.now = t
	fill, edge, ink, tone := p.Card, p.Line, p.Ink, t.StockTone.color(p)
	if t.Off {
		fill, ink, tone = p.Background, p.Faint, p.Faint
	}
	stroke := float32(1)
	if marked {
		fill, edge, stroke = p.Soft, p.Accent, 2
	}
	paintBox(c.box, fill, edge, stroke)
	paintBox(c.tab, t.Tab, color.NRGBA{}, 0)
	show(c.tab, t.Tab.A > 0)
	paintBox(c.tint, p.Pressed, color.NRGBA{}, 0)
	paintText(c.name1, first, ink, tileName(m))
	paintText(c.name2, second, ink, tileName(m))
	paintText(c.price, t.Price, ink, m.Sell())
	paintText(c.stock, t.Stock, tone, m.Caption())
}
