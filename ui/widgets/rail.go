package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// RailItem is one screen one can go to.
type RailItem struct {
	Icon    string // a name in assets/icon
	Caption string
	Off     bool // for the moment: pale, and a tap does nothing
}

// Rail is the dark navigation on the left: the screens, and at the bottom who is signed in and the lock. What
// a person may not use is left out by the caller. A caption that is too wide is written smaller, never cut.
type Rail struct {
	widget.BaseWidget
	// OnTap is called with the screen that was tapped, also if it is the open one.
	OnTap func(i int)
	// OnPerson is called when the initials were tapped; OnLock when the lock was.
	OnPerson, OnLock func()

	items   []*railKey
	chosen  int
	person  *Avatar
	tapWho  *Surface
	lock    *railKey
	ground  *canvas.Rectangle
	drawn   *objects
	showWho bool
}

// NewRail makes a rail without screens; lock is the caption of the lock, "" for a till that has none.
func NewRail(lock string) *Rail {
	r := &Rail{chosen: -1, ground: newBox(0), person: NewAvatar("", 44, false)}
	r.lock = newRailKey(RailItem{Icon: "lock", Caption: lock}, func() {
		if r.OnLock != nil {
			r.OnLock()
		}
	})
	r.tapWho = NewSurface(r.person, func() {
		if r.OnPerson != nil {
			r.OnPerson()
		}
	})
	r.drawn = &objects{layout: r.arrange, least: r.minSize, paint: r.repaint}
	r.ExtendBaseWidget(r)
	return r
}

// SetItems changes the screens one can go to; none is open after that.
func (r *Rail) SetItems(items []RailItem) {
	r.items = r.items[:0]
	r.chosen = -1
	for i, item := range items {
		r.items = append(r.items, newRailKey(item, func() {
			if r.OnTap != nil {
				r.OnTap(i)
			}
		}))
	}
	r.repaint()
}

// SetChosen marks the open screen; -1 marks none.
func (r *Rail) SetChosen(i int) {
	if r.chosen == i {
		return
	}
	r.chosen = i
	for n, k := range r.items {
		k.setChosen(n == i)
	}
}

// SetOff makes a screen reachable or not for the moment, as while a card payment is in flight.
func (r *Rail) SetOff(i int, off bool) { r.items[i].setOff(off) }

// Item is what stands for a screen, to open a card beside it.
func (r *Rail) Item(i int) fyne.CanvasObject { return r.items[i] }

// Person is what stands for who is signed in, to open a card beside it.
func (r *Rail) Person() fyne.CanvasObject { return r.tapWho }

// SetPerson shows who is signed in, by initials; "" shows nobody.
func (r *Rail) SetPerson(initials string) {
	r.person.SetInitials(initials)
	if r.showWho != (initials != "") {
		r.showWho = initials != ""
		r.repaint()
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	r.repaint()
	return r.drawn
}

func (r *Rail) minSize() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(m.RailWidth(), float32(len(r.items)+2)*max(48, m.Touch())+theme.Gap24)
}

func (r *Rail) repaint() {
	paintBox(r.ground, theme.Current().Palette().Rail, color.NRGBA{}, 0)
	r.drawn.all = append(r.drawn.all[:0], r.ground)
	for _, k := range r.items {
		k.repaint()
		r.drawn.all = append(r.drawn.all, k)
	}
	r.lock.repaint()
	r.person.Refresh()
	if r.lock.item.Caption != "" {
		r.drawn.all = append(r.drawn.all, r.lock)
	}
	if r.showWho {
		r.drawn.all = append(r.drawn.all, r.tapWho)
	}
	r.arrange(r.Size())
}

func (r *Rail) arrange(s fyne.Size) {
	place(r.ground, 0, 0, s.Width, s.Height)
	room := s.Height - 2*theme.Gap12
	pitch := min(66, room/float32(len(r.items)+2))
	for i, k := range r.items {
		place(k, theme.Gap4, theme.Gap12+float32(i)*pitch, s.Width-2*theme.Gap4, pitch-6)
	}
	place(r.lock, theme.Gap4, s.Height-theme.Gap12-pitch+6, s.Width-2*theme.Gap4, pitch-6)
	if r.lock.item.Caption == "" {
		place(r.tapWho, theme.Gap4, s.Height-theme.Gap12-pitch+6, s.Width-2*theme.Gap4, pitch-6)
		return
	}
	place(r.tapWho, theme.Gap4, s.Height-theme.Gap12-2*pitch+8, s.Width-2*theme.Gap4, pitch-6)
}

// railKey is an icon over a caption.
type railKey struct {
	widget.BaseWidget
	item   RailItem
	chosen bool
	touch  touch
	box    *canvas.Rectangle
	tint   *canvas.Rectangle
	icon   *icon
	text   *canvas.Text
}

func newRailKey(item RailItem, tap func()) *railKey {
	k := &railKey{item: item, box: newBox(theme.Radius), tint: newBox(theme.Radius), icon: newIcon()}
	k.text = newText(fyne.TextAlignCenter, false)
	k.tint.Hide()
	k.touch.size = k.Size
	k.touch.press = func(_ fyne.Position, yes bool) { lay(k.tint, k, yes && !k.item.Off) }
	k.touch.tap = func(fyne.Position) {
		if !k.item.Off {
			tap()
		}
	}
	k.ExtendBaseWidget(k)
	return k
}

func (k *railKey) setChosen(yes bool) {
	if k.chosen != yes {
		k.chosen = yes
		k.repaint()
	}
}

func (k *railKey) setOff(off bool) {
	if k.item.Off != off {
		k.item.Off = off
		k.repaint()
	}
}

// Tapped is called by Fyne.
func (k *railKey) Tapped(e *fyne.PointEvent) { k.touch.tapped(e) }

// MouseDown is called by Fyne when the finger comes down.
func (k *railKey) MouseDown(e *desktop.MouseEvent) { k.touch.mouseDown(e) }

// MouseUp is called by Fyne when the finger lifts.
func (k *railKey) MouseUp(*desktop.MouseEvent) { k.touch.release() }

// Dragged is called by Fyne while the finger slides.
func (k *railKey) Dragged(e *fyne.DragEvent) { k.touch.dragged(e) }

// DragEnd is called by Fyne when the sliding finger lifts.
func (k *railKey) DragEnd() { k.touch.dragEnd() }

func (k *railKey) CreateRenderer() fyne.WidgetRenderer {
	k.repaint()
	least := func() fyne.Size { return fyne.NewSquareSize(theme.Current().Metrics().Least()) }
	return &objects{all: []fyne.CanvasObject{k.box, k.icon.Image, k.text, k.tint}, layout: k.arrange, least: least, paint: k.repaint}
}

func (k *railKey) repaint() {
	p := theme.Current().Palette()
	fill, ink := k.looks(p)
	tint := p.RailInk // the rail is dark in both looks
	tint.A = 0x2C
	paintBox(k.box, fill, color.NRGBA{}, 0)
	paintBox(k.tint, tint, color.NRGBA{}, 0)
	k.icon.set(k.item.Icon, ink)
	k.arrange(k.Size())
}

func (k *railKey) looks(p theme.Palette) (fill, ink color.NRGBA) {
	fill, ink = p.Rail, p.RailMuted
	if k.chosen {
		fill, ink = p.RailChosen, p.RailInk
	}
	if k.item.Off {
		pale := p.RailMuted
		pale.A = 0x78
		ink = theme.Over(pale, p.Rail)
	}
	return fill, ink
}

func (k *railKey) arrange(s fyne.Size) {
	place(k.box, 0, 0, s.Width, s.Height)
	place(k.tint, 0, 0, s.Width, s.Height)
	if s.Width == 0 {
		return
	}
	size := theme.Current().Metrics().Text(13)
	for size > 9 && !fits(k.item.Caption, s.Width-2, size, false) {
		size = theme.Smaller(size)
	}
	_, ink := k.looks(theme.Current().Palette())
	paintText(k.text, k.item.Caption, ink, size)
	const edge = 26
	caption := lineHeight(size, false)
	top := max(0, (s.Height-edge-caption-2)/2)
	place(k.icon.Image, (s.Width-edge)/2, top, edge, edge)
	place(k.text, 0, top+edge+2, s.Width, caption)
}
