package uitest

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Spot is a text on the screen and where it stands.
type Spot struct {
	Text string
	Pos  fyne.Position // top left corner on the canvas
	Size fyne.Size
}

// Middle is the point a finger aims at.
func (s Spot) Middle() fyne.Position {
	return s.Pos.AddXY(s.Size.Width/2, s.Size.Height/2)
}

// walker goes through everything that is visible, with its place and what of it is not cut off.
func (w *Window) walk(see func(o fyne.CanvasObject, pos fyne.Position, clip rect)) {
	roots := []fyne.CanvasObject{w.Canvas().Content()}
	if top := w.Canvas().Overlays().Top(); top != nil {
		roots = []fyne.CanvasObject{top}
	}
	all := rect{size: w.Canvas().Size()}
	for _, root := range roots {
		walkTree(root, fyne.Position{}, all, see)
	}
}

type rect struct {
	pos  fyne.Position
	size fyne.Size
}

func (r rect) cut(b rect) rect {
	x, y := max(r.pos.X, b.pos.X), max(r.pos.Y, b.pos.Y)
	right := min(r.pos.X+r.size.Width, b.pos.X+b.size.Width)
	bottom := min(r.pos.Y+r.size.Height, b.pos.Y+b.size.Height)
	return rect{fyne.NewPos(x, y), fyne.NewSize(max(0, right-x), max(0, bottom-y))}
}

func walkTree(o fyne.CanvasObject, at fyne.Position, clip rect, see func(fyne.CanvasObject, fyne.Position, rect)) {
	if o == nil || !o.Visible() {
		return
	}
	pos := at.Add(o.Position())
	if _, cuts := o.(fyne.Scrollable); cuts {
		clip = clip.cut(rect{pos, o.Size()})
	}
	see(o, pos, clip)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walkTree(child, pos, clip, see)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walkTree(child, pos, clip, see)
		}
	}
}

// Spots are all texts a person can see, in the order they are painted; a dialog hides what is under it.
func (w *Window) Spots() []Spot {
	var all []Spot
	w.walk(func(o fyne.CanvasObject, pos fyne.Position, clip rect) {
		t, ok := o.(*canvas.Text)
		if !ok || t.Text == "" {
			return
		}
		seen := clip.cut(rect{pos, o.Size().Max(t.MinSize())})
		if seen.size.Width < 1 || seen.size.Height < 1 {
			return
		}
		all = append(all, Spot{Text: t.Text, Pos: pos, Size: o.Size().Max(t.MinSize())})
	})
	return all
}

// Texts are the words of Spots.
func (w *Window) Texts() []string {
	var all []string
	for _, s := range w.Spots() {
		all = append(all, s.Text)
	}
	return all
}

// Shows tells whether a text stands on the screen exactly so.
func (w *Window) Shows(text string) bool {
	_, ok := w.find(text)
	return ok
}

// Find gives the first text that reads exactly so, or else the first that contains it; the test ends if there is none.
func (w *Window) Find(text string) Spot {
	w.t.Helper()
	if s, ok := w.find(text); ok {
		return s
	}
	for _, s := range w.Spots() {
		if strings.Contains(s.Text, text) {
			return s
		}
	}
	w.t.Fatalf("%q is not on the screen, but %q", text, w.Texts())
	return Spot{}
}

func (w *Window) find(text string) (Spot, bool) {
	for _, s := range w.Spots() {
		if s.Text == text {
			return s, true
		}
	}
	return Spot{}, false
}

// TapText taps where a text stands.
func (w *Window) TapText(text string) {
	w.t.Helper()
	w.TapAt(w.Find(text).Middle())
}

// TapAt taps a point of the canvas as a finger does: down, up, tap, on whatever lies on top there. As in a
// real window, a tap beside a text field takes the keyboard from it.
func (w *Window) TapAt(at fyne.Position) {
	if o, pos := w.top(at, isMouseable); o != nil {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		e.Position, e.AbsolutePosition = pos, at
		o.(desktop.Mouseable).MouseDown(e)
		o.(desktop.Mouseable).MouseUp(e)
	}
	test.TapCanvas(w.Canvas(), at)
}

// Slide puts a finger down, moves it in steps of 4 units and lifts it.
func (w *Window) Slide(from fyne.Position, dx, dy float32) {
	o, pos := w.top(from, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Draggable); return ok })
	if o == nil {
		return
	}
	if m, ok := o.(desktop.Mouseable); ok {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
		e.Position, e.AbsolutePosition = pos, from
		m.MouseDown(e)
	}
	steps := max(1, int(max(abs(dx), abs(dy))/4))
	sx, sy := dx/float32(steps), dy/float32(steps)
	for i := range steps {
		e := &fyne.DragEvent{Dragged: fyne.NewDelta(sx, sy)}
		e.Position = pos.AddXY(sx*float32(i+1), sy*float32(i+1))
		e.AbsolutePosition = from.AddXY(sx*float32(i+1), sy*float32(i+1))
		o.(fyne.Draggable).Dragged(e)
	}
	o.(fyne.Draggable).DragEnd()
}

func abs(v float32) float32 { return max(v, -v) }

func isMouseable(o fyne.CanvasObject) bool {
	_, ok := o.(desktop.Mouseable)
	return ok
}

// top is the topmost matching thing at a point, and the point within it.
func (w *Window) top(at fyne.Position, match func(fyne.CanvasObject) bool) (found fyne.CanvasObject, in fyne.Position) {
	w.walk(func(o fyne.CanvasObject, pos fyne.Position, clip rect) {
		seen := clip.cut(rect{pos, o.Size()})
		inside := at.X >= seen.pos.X && at.Y >= seen.pos.Y &&
			at.X < seen.pos.X+seen.size.Width && at.Y < seen.pos.Y+seen.size.Height
		if inside && match(o) {
			found, in = o, at.Subtract(pos)
		}
	})
	return found, in
}

// Type sends letters to where the keyboard goes: the field in use, or the window.
func (w *Window) Type(text string) {
	for _, r := range text {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		} else if hook := w.Canvas().OnTypedRune(); hook != nil {
			hook(r)
		}
	}
}

// Press sends a named key to where the keyboard goes.
func (w *Window) Press(key fyne.KeyName) {
	e := &fyne.KeyEvent{Name: key}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(e)
	} else if hook := w.Canvas().OnTypedKey(); hook != nil {
		hook(e)
	}
}

// Objects counts everything that is drawn, to prove that a long list does not draw all it has.
func (w *Window) Objects() int {
	n := 0
	w.walk(func(fyne.CanvasObject, fyne.Position, rect) { n++ })
	return n
}

// SmallTargets lists what can be tapped but is smaller than the least finger (10 mm) in either direction.
// Text fields of Fyne and things cut off by a scrolling edge are not counted.
func (w *Window) SmallTargets() []fyne.CanvasObject {
	least := w.Variant.Theme().Metrics().Least()
	var small []fyne.CanvasObject
	w.walk(func(o fyne.CanvasObject, _ fyne.Position, clip rect) {
		if _, field := o.(*widget.Entry); field || o.Size().Width == 0 {
			return // what has no width is no target: a text field of Fyne brings the bar it would scroll by
		}
		if _, ok := o.(fyne.Tappable); ok && (o.Size().Width < least || o.Size().Height < least) && clip.size.Height > 0 {
			small = append(small, o)
		}
	})
	return small
}

// Colours are the colours of all texts on the screen, to prove that a change of the look reaches everything.
func (w *Window) Colours() []color.Color {
	var all []color.Color
	w.walk(func(o fyne.CanvasObject, _ fyne.Position, _ rect) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			all = append(all, t.Color)
		}
	})
	return all
}
