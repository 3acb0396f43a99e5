package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Pane shows something higher than itself through a window: a form, a paper. It scrolls by finger, wherever the finger comes
// down, and by wheel. What it shows is laid out at the width of the pane.
type Pane struct {
	widget.BaseWidget
	content fyne.CanvasObject
	high    func(width float32) float32
	offset  float32
	ground  *canvas.Rectangle
	mark    *canvas.Rectangle
	touch   touch
	drawn   *objects
}

// paneEdge is left free on both sides: what lies at the very edge would lose its outline there.
const paneEdge = theme.Gap4

// NewPane makes a pane over content that is as high as high says.
func NewPane(content fyne.CanvasObject, high func(width float32) float32) *Pane {
	p := &Pane{content: content, high: high, ground: newBox(0), mark: newBox(2)}
	p.touch.scroll = p.ScrollBy
	p.drawn = &objects{all: []fyne.CanvasObject{p.ground, content, p.mark}, layout: p.arrange, least: p.minSize, paint: p.repaint}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer {
	p.arrange(p.Size())
	return p.drawn
}

func (p *Pane) minSize() fyne.Size { return fyne.NewSquareSize(theme.Current().Metrics().Pay()) }

func (p *Pane) repaint() {
	p.content.Refresh()
	p.arrange(p.Size())
}

// Arrange places the content again, after it became higher or lower.
func (p *Pane) Arrange() { p.arrange(p.Size()) }

func (p *Pane) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	adopt(p.content, p.ScrollBy)
	inner := s.Width - 2*paneEdge
	high := max(p.high(inner), s.Height)
	p.offset = round(max(0, min(p.offset, high-s.Height)))
	place(p.ground, 0, 0, s.Width, s.Height)
	if at := fyne.NewPos(paneEdge, -p.offset); p.content.Position() != at {
		p.content.Move(at)
	}
	if size := fyne.NewSize(inner, high); p.content.Size() != size {
		p.content.Resize(size)
	} else if c, ok := p.content.(*fyne.Container); ok && c.Layout != nil {
		c.Layout.Layout(c.Objects, size)
	}
	show(p.mark, high > s.Height+1)
	paintBox(p.mark, theme.Current().Palette().ScrollMark, color.NRGBA{}, 0)
	length := max(24, s.Height*s.Height/high)
	place(p.mark, s.Width-4, (s.Height-length)*p.offset/max(high-s.Height, 1), 4, length)
}

// ScrollBy moves the window down by dy canvas units, or up where dy is negative, as far as there is anything.
func (p *Pane) ScrollBy(dy float32) {
	before := p.offset
	p.offset += dy
	p.arrange(p.Size())
	if p.offset != before {
		canvas.Refresh(p.ground)
	}
}

// Reveal scrolls as little as brings a part of what it shows into sight, with some room around it.
func (p *Pane) Reveal(o fyne.CanvasObject) {
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	top := place(o).Y - place(p.content).Y - theme.Gap24
	bottom := top + o.Size().Height + 2*theme.Gap24
	offset := min(max(p.offset, bottom-p.Size().Height), max(0, top))
	p.ScrollBy(offset - p.offset)
}

// ScrollToTop shows the beginning.
func (p *Pane) ScrollToTop() { p.ScrollBy(-p.offset) }

// Scrolled is called by Fyne when a mouse wheel turns.
func (p *Pane) Scrolled(e *fyne.ScrollEvent) { p.ScrollBy(-e.Scrolled.DY) }

// MouseDown is called by Fyne when the finger comes down beside what can be tapped.
func (p *Pane) MouseDown(e *desktop.MouseEvent) { p.touch.mouseDown(e) }

// MouseUp is called by Fyne when the finger lifts.
func (p *Pane) MouseUp(*desktop.MouseEvent) { p.touch.release() }

// Dragged is called by Fyne while the finger slides.
func (p *Pane) Dragged(e *fyne.DragEvent) { p.touch.dragged(e) }

// DragEnd is called by Fyne when the sliding finger lifts.
func (p *Pane) DragEnd() { p.touch.dragEnd() }

// adopt lets a finger that comes down on a key scroll what the key lies in.
func adopt(o fyne.CanvasObject, scroll func(dy float32)) {
	switch o := o.(type) {
	case *Key:
		o.ScrollBy = scroll
	case *Chooser:
		o.ScrollBy = scroll
	case *Surface:
		o.ScrollBy = scroll
		adopt(o.content, scroll)
	case *fyne.Container:
		for _, child := range o.Objects {
			adopt(child, scroll)
		}
	case composed:
		for _, child := range o.parts() {
			adopt(child, scroll)
		}
	}
}
