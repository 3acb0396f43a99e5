package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Dots shows how many digits of a secret number were typed, on the rail's dark ground or on a card.
type Dots struct {
	widget.BaseWidget
	filled, all int
	card        bool
	rings       []*canvas.Circle
	drawn       *objects
}

// NewDots makes a row of empty dots.
func NewDots(all int) *Dots {
	d := &Dots{all: all}
	d.drawn = &objects{layout: d.arrange, least: d.minSize, paint: d.repaint}
	d.grow(all)
	d.ExtendBaseWidget(d)
	return d
}

// OnCard paints the dots for a card; they begin at its left.
func (d *Dots) OnCard() *Dots {
	d.card = true
	return d
}

func (d *Dots) grow(all int) {
	for len(d.rings) < all {
		ring := canvas.NewCircle(color.Transparent)
		ring.StrokeWidth = 2
		d.rings = append(d.rings, ring)
		d.drawn.all = append(d.drawn.all, ring)
	}
}

// SetAll says how many digits there are.
func (d *Dots) SetAll(n int) {
	if d.all != n {
		d.grow(n)
		d.all = n
		d.repaint()
		d.arrange(d.Size())
	}
}

// SetFilled says how many digits were typed.
func (d *Dots) SetFilled(n int) {
	if d.filled != n {
		d.filled = n
		d.repaint()
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (d *Dots) CreateRenderer() fyne.WidgetRenderer {
	d.repaint()
	return d.drawn
}

// A dot and what lies between two, where there is room; a long PIN has smaller ones, so that no digit is out of sight.
const (
	dot     = float32(18)
	mostDot = 12 // dots that have their full size
)

func (d *Dots) minSize() fyne.Size {
	return fyne.NewSize(float32(min(d.all, mostDot))*(dot+theme.Gap16)-theme.Gap16, dot)
}

func (d *Dots) repaint() {
	ink := theme.Current().Palette().RailInk
	if d.card {
		ink = theme.Current().Palette().Ink
	}
	for i, ring := range d.rings {
		show(ring, i < d.all)
		fill := color.NRGBA{}
		if i < d.filled {
			fill = ink
		}
		if ring.FillColor != color.Color(fill) || ring.StrokeColor != color.Color(ink) {
			ring.FillColor, ring.StrokeColor = fill, ink
			ring.Refresh()
		}
	}
}

func (d *Dots) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	whole := float32(d.all)*(dot+theme.Gap16) - theme.Gap16
	scale := min(1, s.Width/whole)
	size := dot * scale
	x, y := (s.Width-whole*scale)/2, (s.Height-size)/2
	if d.card {
		x = 0
	}
	for _, ring := range d.rings {
		place(ring, x, y, size, size)
		x += size + theme.Gap16*scale
	}
}
