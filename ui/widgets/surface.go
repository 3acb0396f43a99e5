package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/safe"
	"kassa/ui/theme"
)

// touch turns what the window system reports into taps and scrolling, as a finger means them. It is the
// ground of Key, Surface and the lists. A touch screen reports itself as a mouse, and Fyne drops a tap when
// the mouse moved 2 units; here a finger may slide theme.Slop units and still tap.
//
// A slide that goes further scrolls, if there is something to scroll; if not, lifting the finger
// inside still taps (a key is pressed by whoever lets go on it), and outside does nothing.
type touch struct {
	tap    func(at fyne.Position)
	scroll func(dy float32)                 // nil where nothing scrolls
	press  func(at fyne.Position, yes bool) // the tint under the finger
	size   func() fyne.Size

	dx, dy    float32
	down      fyne.Position
	last      fyne.Position
	pressed   bool
	scrolling bool
}

func (t *touch) tapped(e *fyne.PointEvent) {
	t.release()
	if t.tap != nil {
		at := fyne.Position{}
		if e != nil {
			at = e.Position
		}
		safe.Call(func() { t.tap(at) })
	}
}

func (t *touch) mouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	t.down, t.last = e.Position, e.Position
	t.pressed = true
	if t.press != nil {
		t.press(e.Position, true)
	}
}

func (t *touch) release() {
	if t.pressed && t.press != nil {
		t.press(t.down, false)
	}
	t.pressed = false
}

func (t *touch) dragged(e *fyne.DragEvent) {
	if t.dx == 0 && t.dy == 0 && !t.pressed {
		t.down = e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	}
	t.dx += e.Dragged.DX
	t.dy += e.Dragged.DY
	t.last = e.Position
	if !t.scrolling && t.dx*t.dx+t.dy*t.dy < theme.Slop*theme.Slop {
		return
	}
	if t.scroll == nil {
		return
	}
	dy := e.Dragged.DY
	if !t.scrolling {
		t.scrolling, dy = true, t.dy
		t.release()
	}
	if dy != 0 {
		safe.Call(func() { t.scroll(-dy) })
	}
}

func (t *touch) dragEnd() {
	far := t.dx*t.dx+t.dy*t.dy >= theme.Slop*theme.Slop
	inside := t.size == nil || within(t.last, t.size())
	tap := !t.scrolling && (!far || inside)
	down := t.down
	t.dx, t.dy, t.scrolling = 0, 0, false
	t.release()
	if tap && t.tap != nil {
		safe.Call(func() { t.tap(down) })
	}
}

func within(p fyne.Position, s fyne.Size) bool {
	return p.X >= 0 && p.Y >= 0 && p.X < s.Width && p.Y < s.Height
}

// Surface makes any content tappable by a finger, also inside something that scrolls.
type Surface struct {
	widget.BaseWidget
	// OnTap is called when the surface was tapped; nil ignores taps.
	OnTap func()
	// ScrollBy moves the surrounding list when the finger slides further than theme.Slop; nil where nothing scrolls.
	ScrollBy func(dy float32)

	content fyne.CanvasObject
	touch   touch
}

// NewSurface wraps content. The content's own tappable parts keep their taps.
func NewSurface(content fyne.CanvasObject, tap func()) *Surface {
	s := &Surface{OnTap: tap, content: content}
	s.touch.size = s.Size
	s.touch.tap = func(fyne.Position) {
		if s.OnTap != nil {
			s.OnTap()
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's way to draw a widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// Tapped is called by Fyne.
func (s *Surface) Tapped(e *fyne.PointEvent) { s.touch.tapped(e) }

// Dragged is called by Fyne while the finger slides.
func (s *Surface) Dragged(e *fyne.DragEvent) {
	s.touch.scroll = s.ScrollBy
	s.touch.dragged(e)
}

// DragEnd is called by Fyne when the finger lifts.
func (s *Surface) DragEnd() { s.touch.dragEnd() }
