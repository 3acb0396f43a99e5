package office

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// lookPage is how this till looks; what is tapped holds at once.
type lookPage struct {
	v       *View
	pane    *widgets.Pane
	choices []*choices
	start   *widgets.Segments
	startF  *widgets.Field
	ruler   *widgets.Key
	size    *widgets.Paragraph
}

func newLook(v *View) *lookPage {
	t := v.t
	p := &lookPage{v: v}
	atOnce := func(c *choices) *widgets.Field {
		c.segments.OnTap = func(i int) { v.m.ChooseLook(c.key, c.values[i]) }
		p.choices = append(p.choices, c)
		return c.field
	}
	add := func(key, label, texts string, values ...string) *widgets.Field {
		return atOnce(v.segments(key, label, texts, values...))
	}
	lang := add("ui.lang", "setup.language", "setup.lang", "en", "ru")
	colours := add("ui.theme", "setup.theme", "setup.themes", "light", "dark")
	size := atOnce(v.segmentsOf("ui.text", "setup.text", []string{"100", "115", "130"}, []string{"100\u202f%", "115\u202f%", "130\u202f%"}))
	basket := add("ui.side", "setup.side", "setup.sides", "left", "right")
	sounds := add("ui.sound", "setup.sound", "setup.on_off", "on", "off")
	order := atOnce(v.segmentsOf("pad.order", "setup.pad_order", []string{"789", "123"}, []string{"7 8 9", "1 2 3"}))
	typed := add("pad.money", "setup.pad_money", "setup.typed", "whole", "cents")
	keyboard := add("ui.keyboard", "setup.keyboard", "setup.on_off", "on", "off")
	p.start = widgets.NewSegments(t.T("common.no"), t.T("common.yes"))
	p.start.OnTap = func(i int) {
		if (i == 1) != v.last.Starts {
			v.m.ToggleStart()
		}
	}
	p.startF = widgets.NewField(t.T("setup.starts"), p.start)
	p.ruler = widgets.NewKey(t.T("setup.measure"), v.m.OpenRuler)
	p.size = widgets.NewParagraph("", widgets.Caption).SetTone(widgets.Muted)
	half := []float32{1, 1}
	inside := []form.Block{form.Side(half, lang, colours), form.Side(half, size, basket), form.Side(half, keyboard, sounds), form.Side(half, order, typed),
		form.Side(half, p.startF), form.Keys(theme.Gap8, p.ruler), form.Words(p.size, 0)}
	p.pane = form.Pane(inside, lang, colours, size, basket, keyboard, sounds, order, typed, p.startF, p.ruler, p.size)
	return p
}

func (p *lookPage) object() fyne.CanvasObject { return p.pane }

func (p *lookPage) acts() []*widgets.Key { return nil }

func (p *lookPage) draw(s State) {
	for _, c := range p.choices {
		c.draw(p.v.m.Chosen(c.key))
	}
	p.start.SetChosen(boolAt(s.Starts))
	form.Show(p.startF, p.v.m.CanStart())
	said := p.v.t.T("setup.not_measured")
	if PerMM(s.Values["ui.mm"]) != 0 {
		said = p.v.t.T("setup.measured", text.Args{"units": s.Values["ui.mm"]})
	}
	p.size.SetWords(said)
	p.pane.Arrange()
}

// rulerPage measures how large a millimetre is on this screen: a person makes a bar as wide as a bank card.
type rulerPage struct {
	v    *View
	all  *fyne.Container
	hint *widgets.Paragraph
	bar  *cardBar
	less *widgets.Key
	more *widgets.Key
	keep *widgets.Key
}

func newRuler(v *View) *rulerPage {
	t := v.t
	p := &rulerPage{v: v, hint: widgets.NewParagraph(t.T("setup.ruler_hint"), widgets.Title), bar: newCardBar()}
	p.less = widgets.NewIconKey("minus", func() { p.bar.grow(-1) })
	p.more = widgets.NewIconKey("plus", func() { p.bar.grow(1) })
	p.keep = widgets.NewKey(t.T("setup.ruler_keep"), func() { v.m.Measured(p.bar.wide) })
	p.keep.SetKind(widgets.Accent)
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(400, 300) }, Arrange: p.arrange},
		Objects: []fyne.CanvasObject{p.hint, p.bar, p.less, p.more}}
	return p
}

func (p *rulerPage) object() fyne.CanvasObject { return p.all }

func (p *rulerPage) acts() []*widgets.Key { return []*widgets.Key{p.keep} }

// fill begins with what is known of the screen.
func (p *rulerPage) fill(State) {
	p.bar.wide = CardWide(theme.Current().Metrics().PerMM)
	p.bar.Refresh()
}

func (p *rulerPage) draw(State) {}

func (p *rulerPage) arrange(s fyne.Size) {
	high := p.hint.HeightFor(s.Width)
	key := max(64, theme.Current().Metrics().Touch())
	form.Place(p.hint, 0, 0, s.Width, high)
	form.Place(p.bar, 0, high+theme.Gap24, s.Width, max(120, s.Height-high-key-3*theme.Gap24))
	form.Place(p.less, s.Width/2-key-theme.Gap8, s.Height-key, key, key)
	form.Place(p.more, s.Width/2+theme.Gap8, s.Height-key, key, key)
}

// cardBar is the bar that is made as wide as a card: its right edge follows the finger.
type cardBar struct {
	widget.BaseWidget
	wide  float32
	card  *canvas.Rectangle
	grip  *canvas.Rectangle
	ticks []*canvas.Rectangle
}

// The bar may be as narrow and as wide as a card is on the screens that there are: 2 to 12 units in a millimetre.
const (
	narrowest = 2 * cardMM
	widest    = 12 * cardMM
)

func newCardBar() *cardBar {
	b := &cardBar{wide: 3.95 * cardMM, card: canvas.NewRectangle(color.Transparent), grip: canvas.NewRectangle(color.Transparent)}
	for range 9 {
		b.ticks = append(b.ticks, canvas.NewRectangle(color.Transparent))
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *cardBar) grow(by float32) {
	b.wide = min(max(b.wide+by, narrowest), min(widest, b.Size().Width-16))
	b.Refresh()
}

// Dragged is called by Fyne while the finger slides.
func (b *cardBar) Dragged(e *fyne.DragEvent) { b.grow(e.Dragged.DX) }

// DragEnd is called by Fyne when the finger lifts.
func (b *cardBar) DragEnd() {}

// MouseDown is called by Fyne when the finger comes down: there the edge goes.
func (b *cardBar) MouseDown(e *desktop.MouseEvent) { b.grow(e.Position.X - b.wide) }

// MouseUp is called by Fyne when the finger lifts.
func (b *cardBar) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer is Fyne's way to draw a widget.
func (b *cardBar) CreateRenderer() fyne.WidgetRenderer {
	all := []fyne.CanvasObject{b.card, b.grip}
	for _, t := range b.ticks {
		all = append(all, t)
	}
	return &barRenderer{b, all}
}

type barRenderer struct {
	b   *cardBar
	all []fyne.CanvasObject
}

// Layout places the card, its edge and a tick for each whole centimetre.
func (r *barRenderer) Layout(s fyne.Size) {
	p := theme.Current().Palette()
	r.b.card.FillColor, r.b.card.StrokeColor, r.b.card.StrokeWidth, r.b.card.CornerRadius = p.Soft, p.Accent, 1, 12
	r.b.grip.FillColor = p.Accent
	form.Place(r.b.card, 0, 0, r.b.wide, s.Height)
	form.Place(r.b.grip, r.b.wide-4, 0, 8, s.Height)
	for i, t := range r.b.ticks {
		t.FillColor = p.KeyLine
		form.Place(t, r.b.wide*float32(i)*10/cardMM, s.Height-14, 1, 14)
	}
}

// MinSize is Fyne's way to ask how large it is.
func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(narrowest, 80) }

// Refresh draws it at the width it has now.
func (r *barRenderer) Refresh() {
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

// Objects is what it is made of.
func (r *barRenderer) Objects() []fyne.CanvasObject { return r.all }

// Destroy has nothing to give back.
func (r *barRenderer) Destroy() {}
