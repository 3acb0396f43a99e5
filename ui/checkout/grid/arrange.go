package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// swatches is how many colours of the palette are offered.
const swatches = 8

// Arranger is what stands over the basket while a page is arranged: the keys for the page, for the chosen tile, and for
// what is added.
type Arranger struct {
	m     *Model
	t     *text.Text
	till  shop.ID
	where func() fyne.Canvas

	all             *fyne.Container
	title           *widgets.Text
	rule            *canvas.Rectangle
	hint            *widgets.Paragraph
	page, tile, add *widgets.Text // what the keys below are for
	fresh, rename   *widgets.Key
	before, after   *widgets.Key
	drop            *widgets.Key
	label, off      *widgets.Key
	category, act   *widgets.Key
	cancel, done    *widgets.Key
	reach           *widgets.Segments
	colors          []*widgets.Surface
	boxes           []*canvas.Rectangle
	strip           *widgets.Strip // what went wrong
	last            State
}

// NewArranger makes the keys over a model; till is this one.
func NewArranger(m *Model, t *text.Text, till shop.ID, where func() fyne.Canvas) *Arranger {
	a := &Arranger{m: m, t: t, till: till, where: where, title: widgets.NewBold("", widgets.Title), hint: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)}
	a.rule = canvas.NewRectangle(theme.Current().Palette().Line)
	caption := func(key string) *widgets.Text {
		return widgets.NewText(t.T(key), widgets.Caption).SetTone(widgets.Muted)
	}
	a.page, a.tile, a.add = caption("tiles.page"), caption("tiles.tile"), caption("tiles.add")
	a.fresh, a.rename = widgets.NewKey(t.T("tiles.new_page"), m.NewPage), widgets.NewKey(t.T("tiles.rename"), m.Rename)
	a.before = widgets.NewKey(t.T("tiles.before"), func() { m.MovePage(-1) })
	a.after = widgets.NewKey(t.T("tiles.after"), func() { m.MovePage(1) })
	a.drop = widgets.NewKey(t.T("tiles.drop"), m.DropPage)
	a.drop.SetKind(widgets.Danger)
	a.label, a.off = widgets.NewKey(t.T("tiles.label"), m.Label), widgets.NewKey(t.T("tiles.take_off"), m.Remove)
	a.category, a.act = widgets.NewKey(t.T("tiles.add_category"), a.chooseCategory), widgets.NewKey(t.T("tiles.add_act"), a.chooseAct)
	a.cancel, a.done = widgets.NewKey(t.T("tiles.discard"), m.Cancel), widgets.NewKey(t.T("tiles.done"), m.Done)
	a.cancel.SetHint("Esc")
	a.done.SetKind(widgets.Accent)
	a.done.SetText(18, true)
	a.reach = widgets.NewSegments(t.T("tiles.this_till"), t.T("tiles.all_tills"))
	a.reach.OnTap = func(i int) { m.ForAll(i == 1, till) }
	a.strip = widgets.NewStrip()
	a.all = &fyne.Container{Layout: a, Objects: []fyne.CanvasObject{a.title, a.rule, a.hint, a.page, a.tile, a.add, a.fresh, a.rename, a.before,
		a.after, a.drop, a.label, a.off, a.category, a.act, a.cancel, a.done, a.reach, a.strip}}
	for i := range swatches + 1 {
		box := canvas.NewRectangle(color.NRGBA{})
		box.CornerRadius, box.StrokeWidth = theme.Gap8, 1
		s := widgets.NewSurface(box, func() { m.Color(i - 1) }) // the first one is no colour of its own
		a.boxes, a.colors = append(a.boxes, box), append(a.colors, s)
		a.all.Objects = append(a.all.Objects, s)
	}
	return a
}

// Root is what the sell screen shows.
func (a *Arranger) Root() fyne.CanvasObject { return a.all }

// Say shows a message over the keys at the foot; none takes it away.
func (a *Arranger) Say(tone widgets.Tone, words string) {
	a.strip.Say(tone, words, "")
	show(a.strip, words != "")
}

// Draw paints the draft.
func (a *Arranger) Draw(s State) {
	if s.Edit == nil {
		return
	}
	a.last = s
	e, lang := *s.Edit, shop.Lang(a.t.Lang())
	name := e.Page.Names.In(lang)
	hint := a.t.T("tiles.hint")
	switch {
	case e.Favourites:
		name, hint = a.t.T("sell.favourites"), a.t.T("tiles.hint_favourites")
	case e.Chosen >= 0:
		hint = a.t.T("tiles.hint_chosen")
	}
	a.title.SetWords(a.t.T("tiles.title", text.Args{"name": name}))
	a.hint.SetWords(hint)
	for _, o := range []fyne.CanvasObject{a.page, a.rename, a.before, a.after, a.drop, a.reach, a.label, a.category, a.act, a.add} {
		show(o, !e.Favourites)
	}
	show(a.fresh, s.May.Pages)
	stored := e.Page.ID != "" && !e.Saving
	a.before.SetEnabled(stored)
	a.after.SetEnabled(stored)
	a.drop.SetEnabled(!e.Saving)
	a.label.SetEnabled(e.CanLabel())
	a.off.SetEnabled(e.Chosen >= 0)
	a.done.SetEnabled(!e.Saving)
	a.reach.SetChosen(1)
	if e.Page.Till != "" {
		a.reach.SetChosen(0)
	}
	a.drawColors(e)
	a.Layout(nil, a.all.Size())
}

// drawColors marks the colour of the chosen tile.
func (a *Arranger) drawColors(e Edit) {
	p := theme.Current().Palette()
	for i, box := range a.boxes {
		show(a.colors[i], e.CanLabel())
		box.FillColor, box.StrokeColor, box.StrokeWidth = p.Card, p.KeyLine, 1
		if i > 0 {
			box.FillColor = theme.Category(i - 1)
		}
		if e.CanLabel() && e.Page.Tiles[e.Chosen].Color == i-1 {
			box.StrokeColor, box.StrokeWidth = p.Ink, 3
		}
		box.Refresh()
	}
}

// chooseCategory offers the categories.
func (a *Arranger) chooseCategory() {
	var acts []shop.TileAct
	var labels []string
	for _, g := range a.last.Categories() {
		acts, labels = append(acts, shop.TileAct{Does: shop.TileShows, Ref: g.Category}), append(labels, g.Names.In(shop.Lang(a.t.Lang())))
	}
	a.choose(a.category, labels, acts)
}

// chooseAct offers what tiles can do.
func (a *Arranger) chooseAct() {
	var acts []shop.TileAct
	var labels []string
	for _, does := range shop.TileActs() {
		acts, labels = append(acts, shop.TileAct{Does: does}), append(labels, a.t.T("tiles.act."+string(does)))
	}
	a.choose(a.act, labels, acts)
}

// choose opens a card of keys under a key.
func (a *Arranger) choose(under fyne.CanvasObject, labels []string, acts []shop.TileAct) {
	c := a.where()
	if c == nil || len(acts) == 0 {
		return
	}
	var card *widgets.Popover
	keys := make([]*widgets.Key, len(acts))
	for i, act := range acts {
		keys[i] = widgets.NewKey(labels[i], func() {
			card.Close()
			a.m.AddAct(act)
		})
	}
	card = widgets.NewPopover(widgets.NewMenu(3, keys...))
	card.OpenUnder(c, under)
}

// MinSize is Fyne's way to ask how small it may be.
func (a *Arranger) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is Fyne's way to place the parts.
func (a *Arranger) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = 14
	w, high := s.Width-2*side, max(56, m.Touch())
	h := a.title.MinSize().Height
	head := max(64, h+theme.Gap12)
	place(a.title, theme.Gap16, (head-h)/2, s.Width-2*theme.Gap16, h)
	place(a.rule, 0, head-1, s.Width, 1)
	y := head + theme.Gap8
	words := a.hint.HeightFor(w)
	place(a.hint, side, y, w, words)
	y += words + theme.Gap8
	caption := func(t *widgets.Text) {
		if t.Visible() {
			place(t, side, y, w, t.MinSize().Height)
			y += t.MinSize().Height + theme.Gap4
		}
	}
	row := func(all ...fyne.CanvasObject) {
		var seen []fyne.CanvasObject
		for _, o := range all {
			if o.Visible() {
				seen = append(seen, o)
			}
		}
		each := (w - theme.Gap8*float32(len(seen)-1)) / float32(max(1, len(seen)))
		for i, o := range seen {
			place(o, side+float32(i)*(each+theme.Gap8), y, each, high)
		}
		if len(seen) > 0 {
			y += high + theme.Gap8
		}
	}
	caption(a.add)
	row(a.category, a.act)
	caption(a.tile)
	row(a.label, a.off)
	if a.colors[0].Visible() {
		edge := (w - theme.Gap4*swatches) / (swatches + 1)
		for i, c := range a.colors {
			place(c, side+float32(i)*(edge+theme.Gap4), y, edge, max(40, m.Least()))
		}
		y += max(40, m.Least()) + theme.Gap8
	}
	caption(a.page)
	row(a.reach)
	row(a.rename, a.before, a.after)
	row(a.fresh, a.drop)
	keys := m.Pay()
	bottom := s.Height - theme.Gap12 - keys
	if a.strip.Visible() {
		h := max(52*m.Grow(), m.Touch())
		place(a.strip, theme.Gap8, bottom-h-theme.Gap4, s.Width-2*theme.Gap8, h)
	}
	each := (w - theme.Gap8) / 2
	place(a.cancel, side, bottom, each, keys)
	place(a.done, side+each+theme.Gap8, bottom, each, keys)
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case o.Visible() == yes:
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}
