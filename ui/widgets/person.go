package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// PersonTile is a person on the rail's dark ground (lock screen): initials in a circle, the name, and under it how the
// person stands. One that is off is pale, and a tap does nothing.
type PersonTile struct {
	widget.BaseWidget
	// OnTap is called on a tap while the tile is on.
	OnTap func()

	name, under string
	chosen, off bool
	touch       touch
	box, tint   *canvas.Rectangle
	avatar      *Avatar
	line1       *canvas.Text
	line2       *canvas.Text
}

// NewPersonTile makes a tile.
func NewPersonTile(initials string, tap func()) *PersonTile {
	k := &PersonTile{OnTap: tap, box: newBox(theme.Radius), tint: newBox(theme.Radius), avatar: NewAvatar(initials, 44, false)}
	k.line1, k.line2 = newText(fyne.TextAlignLeading, false), newText(fyne.TextAlignLeading, false)
	k.tint.Hide()
	k.touch.size = k.Size
	k.touch.press = func(_ fyne.Position, yes bool) { lay(k.tint, k.box, yes && !k.off) }
	k.touch.tap = func(fyne.Position) {
		if !k.off && k.OnTap != nil {
			k.OnTap()
		}
	}
	k.ExtendBaseWidget(k)
	return k
}

// Set says who the person is and how the person stands.
func (k *PersonTile) Set(initials, name, under string, chosen, off bool) {
	k.avatar.SetInitials(initials)
	k.name, k.under, k.chosen, k.off = name, under, chosen, off
	k.repaint()
}

// Tapped is called by Fyne.
func (k *PersonTile) Tapped(e *fyne.PointEvent) { k.touch.tapped(e) }

// MouseDown is called by Fyne when the finger comes down.
func (k *PersonTile) MouseDown(e *desktop.MouseEvent) { k.touch.mouseDown(e) }

// MouseUp is called by Fyne when the finger lifts.
func (k *PersonTile) MouseUp(*desktop.MouseEvent) { k.touch.release() }

// Dragged is called by Fyne while the finger slides.
func (k *PersonTile) Dragged(e *fyne.DragEvent) { k.touch.dragged(e) }

// DragEnd is called by Fyne when the sliding finger lifts.
func (k *PersonTile) DragEnd() { k.touch.dragEnd() }

// CreateRenderer is Fyne's way to draw a widget.
func (k *PersonTile) CreateRenderer() fyne.WidgetRenderer {
	k.repaint()
	return &objects{all: []fyne.CanvasObject{k.box, k.avatar, k.line1, k.line2, k.tint}, layout: k.arrange, least: k.minSize, paint: k.repaint}
}

func (k *PersonTile) minSize() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(220, max(68*m.Grow(), m.Touch()))
}

func (k *PersonTile) repaint() {
	p := theme.Current().Palette()
	fill, tint := theme.Over(half(p.RailKey), p.Rail), p.RailInk
	if k.chosen {
		fill = p.RailChosen
	}
	tint.A = 0x2C
	paintBox(k.box, fill, color.NRGBA{}, 0)
	paintBox(k.tint, tint, color.NRGBA{}, 0)
	k.arrange(k.Size())
}

// half lets half of what is under a colour through.
func half(c color.NRGBA) color.NRGBA {
	c.A = 0x80
	return c
}

func (k *PersonTile) arrange(s fyne.Size) {
	place(k.box, 0, 0, s.Width, s.Height)
	place(k.tint, 0, 0, s.Width, s.Height)
	if s.Width == 0 {
		return
	}
	th := theme.Current()
	p, m := th.Palette(), th.Metrics()
	ink, muted := p.RailInk, p.RailMuted
	if k.off {
		ink = muted
	}
	place(k.avatar, theme.Gap16, (s.Height-44)/2, 44, 44)
	x := theme.Gap16 + 44 + theme.Gap12 + 2
	w := s.Width - x - theme.Gap12
	big, small := m.Sell(), m.Text(13)
	high, low := lineHeight(big, false), lineHeight(small, false)
	top := round((s.Height - high - low) / 2)
	paintText(k.line1, fit(k.name, w, big, false), ink, big)
	paintText(k.line2, fit(k.under, w, small, false), muted, small)
	place(k.line1, x, top, w, high)
	place(k.line2, x, top+high-1, w, low)
}
