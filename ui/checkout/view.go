package checkout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Around is what the window lends the screen: who types, and what stands beside the search.
type Around struct {
	Text    *text.Text
	Router  *wedge.Router
	Status  fyne.CanvasObject // time, till, shift, the worst device; may be nil
	Banner  fyne.CanvasObject // what waits for a person; may be nil or hidden
	Cashier string            // who sells, in words
	Till    shop.ID           // this one
	Lefty   bool              // the column stands on the left
	Drawn   func(State)       // told after each drawing; may be nil

	// WayToShift gives the way to where a shift is opened, or nil when the person may not go there.
	WayToShift func() (enter func())
}

// View draws a model and reports taps and keys; it decides nothing.
type View struct {
	m      *Model
	in     Around
	root   *fyne.Container
	column *widgets.Panel

	goods *goodsPart
	sale  *salePart
	pad   *padPart
	paid  *paidPart
	form  *formPart
	aside *aside.View
	tiles *grid.Arranger
	keys  *widgets.ScreenKeyboard

	last State
}

// NewView makes the screen over a model and takes its drawings from now on.
func NewView(m *Model, in Around) *View {
	v := &View{m: m, in: in}
	m.NameOpenItem(in.Text.T("sell.open_item.default_name"))
	v.goods, v.sale, v.pad = newGoods(v), newSale(v), newPad(v)
	v.paid, v.form = newPaid(v), newForm(v)
	v.aside = aside.NewView(m.Aside(), aside.Around{Text: in.Text, Now: m.d.Now})
	v.aside.Root().Hide()
	v.tiles = grid.NewArranger(m.Goods(), in.Text, in.Till, v.canvas)
	v.tiles.Root().Hide()
	t := in.Text
	v.keys = form.Keyboard(t, v.formField)
	inside := container.NewWithoutLayout(v.sale.all, v.pad.all, v.paid.all, v.form.all, v.aside.Root(), v.tiles.Root())
	inside.Layout = fill{1} // the hairline of the column stays free
	v.column = widgets.NewPanel(widgets.SideColumn, inside)
	v.root = &fyne.Container{Layout: places{v.leastSize, v.arrange}, Objects: []fyne.CanvasObject{v.goods.all, v.keys, v.column}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// SetCashier says who sells from now on.
func (v *View) SetCashier(words string) {
	v.in.Cashier = words
	v.sale.cashier.SetWords(words)
	v.Rearrange()
}

// Head is the head of the column, from the left of the screen: over it a message of the window covers no key and no sum.
func (v *View) Head() (x, width float32) { return v.column.Position().X, v.column.Size().Width }

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// canvas is what the screen is painted on. A part that was never painted does not know it yet; the root does.
func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.root) }

// formField is where the keyboard on the screen writes: the field that has the keyboard, else the one that had it last.
func (v *View) formField() fyne.Focusable {
	c := v.canvas()
	if c == nil {
		return nil
	}
	if c.Focused() == nil {
		c.Focus(v.form.current)
	}
	return c.Focused()
}

func (v *View) lang() shop.Lang { return shop.Lang(v.in.Text.Lang()) }

func (v *View) money(a money.Amount) string { return v.in.Text.Money(a, v.last.Basket.Currency) }

func (v *View) leastSize() fyne.Size {
	return fyne.NewSize(v.goods.least().Width+columnWidth(1024), 560)
}

// columnWidth is the width of the right column on a screen of a width.
func columnWidth(all float32) float32 {
	m := theme.Current().Metrics()
	w := all * 0.333
	return min(max(w, 372), 460*(1+(m.Grow()-1)*0.5))
}

func (v *View) arrange(s fyne.Size) {
	w := columnWidth(s.Width)
	left, right := float32(0), s.Width-w
	if v.in.Lefty {
		left, right = w, 0
	}
	place(v.column, right, 0, w, s.Height)
	place(v.goods.all, left, 0, s.Width-w, s.Height)
	high := v.keys.High()
	place(v.keys, left, s.Height-high, s.Width-w, high)
}

// draw paints a state. Each part repaints only what differs.
func (v *View) draw(s State) {
	v.last = s
	arranging := s.Form == nil && s.Goods.Edit != nil
	over := s.Form == nil && s.Aside.Open() && !arranging
	selling := s.Form == nil && s.Paid == nil && !over && !arranging
	show(v.sale.all, selling)
	show(v.pad.all, selling && s.Pad != nil)
	show(v.paid.all, s.Form == nil && s.Paid != nil && !over && !arranging)
	show(v.form.all, s.Form != nil)
	show(v.keys, s.Form != nil)
	show(v.aside.Root(), over)
	show(v.tiles.Root(), arranging)
	v.goods.draw(s)
	if selling {
		v.sale.draw(s)
		v.pad.draw(s)
	}
	v.paid.draw(s)
	v.form.draw(s)
	tone, words := v.wordsNow(s)
	v.aside.Say(tone, v.shortened(words))
	v.aside.Draw(s.Aside, s.Basket.Currency)
	v.tiles.Say(tone, v.shortened(words))
	v.tiles.Draw(s.Goods)
	if v.in.Drawn != nil {
		v.in.Drawn(s)
	}
}

// places is a layout made of two functions.
type places struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

func (p places) MinSize([]fyne.CanvasObject) fyne.Size     { return p.least() }
func (p places) Layout(_ []fyne.CanvasObject, s fyne.Size) { p.arrange(s) }

// fill gives each thing the whole room but a margin on the left.
type fill struct{ left float32 }

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (f fill) Layout(all []fyne.CanvasObject, s fyne.Size) {
	for _, o := range all {
		place(o, f.left, 0, s.Width-f.left, s.Height)
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if o == nil {
		return
	}
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}

// newRule is a hairline between things.
func newRule() *canvas.Rectangle { return canvas.NewRectangle(theme.Current().Palette().Line) }

func show(o fyne.CanvasObject, yes bool) {
	if o == nil || o.Visible() == yes {
		return
	}
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}
