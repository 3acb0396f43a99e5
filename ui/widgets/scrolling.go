package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (v *scroller) itemAt(at fyne.Position) int {
	if at.Y < 0 || at.Y >= v.Size().Height || v.shape.columns == 0 {
		return -1
	}
	y := at.Y + v.offset
	row := v.rowAt(y)
	if row < 0 || y-v.rowTop(row) >= v.shape.size.Height {
		return -1
	}
	x, wide := at.X-v.shape.margin, v.shape.size.Width+v.shape.gap
	column := int(x / wide)
	inside := x >= 0 && x-float32(column)*wide < v.shape.size.Width
	i := row*v.shape.columns + column
	if column < 0 || column >= v.shape.columns || !inside || i >= v.length() {
		return -1
	}
	return i
}

func (v *scroller) tapAt(at fyne.Position) {
	if i := v.itemAt(at); i >= 0 && v.onTap != nil {
		v.onTap(i)
	}
}

func (v *scroller) pressAt(at fyne.Position, yes bool) {
	if !yes {
		if v.pressed != nil {
			v.pressed.press(false)
		}
		v.pressed = nil
		return
	}
	i := v.itemAt(at)
	for _, sc := range v.shown {
		if sc.i == i {
			v.pressed = sc.c
			sc.c.press(true)
		}
	}
}

// refreshItem fills one cell again, if it is in the window. Items may have gone since the last Refresh.
func (v *scroller) refreshItem(i int) {
	for _, sc := range v.shown {
		if sc.i == i && i < v.length() {
			v.bind(i, sc.c)
		}
	}
}

// setBar puts an object under an item, moving what follows down; nil or -1 takes it away.
func (v *scroller) setBar(o fyne.CanvasObject, under int, height float32) {
	if v.bar == o && v.under == under && v.barHigh == height {
		return
	}
	fresh := v.bar != o
	v.bar, v.under, v.barHigh = o, under, height
	v.clampOffset()
	v.update(false)
	if fresh {
		v.collect()
	}
}

// ScrollBy moves the window down by dy canvas units, or up where dy is negative, as far as there is anything.
func (v *scroller) ScrollBy(dy float32) { v.scrollToOffset(v.offset + dy) }

func (v *scroller) scrollToOffset(y float32) {
	before := v.offset
	v.offset = y
	v.clampOffset()
	if v.offset == before {
		return
	}
	v.update(false)
	if v.scroll != nil {
		v.scroll()
	}
}

// ScrollTo moves the window just so far that an item (and what lies under it) shows whole.
func (v *scroller) ScrollTo(i int) {
	if i < 0 || i >= v.length() || v.shape.columns == 0 {
		return
	}
	top := v.rowTop(i / v.shape.columns)
	bottom := top + v.shape.size.Height
	if i == v.under {
		bottom += v.barHeight()
	}
	switch high := v.Size().Height; {
	case top < v.offset:
		v.scrollToOffset(top)
	case bottom > v.offset+high:
		v.scrollToOffset(bottom - high)
	}
}

// ScrollToTop shows the beginning.
func (v *scroller) ScrollToTop() { v.scrollToOffset(0) }

// Page moves by whole windows: 1 is the next, -1 the one before. One row stays in sight.
func (v *scroller) Page(n int) {
	v.ScrollBy(float32(n) * max(v.pitch(), v.Size().Height-v.pitch()))
}

// Offset is how far the window stands below the beginning, in canvas units.
func (v *scroller) Offset() float32 { return v.offset }

// PlaceOf is where an item stands within the widget and how large it is; ok is false while it is out of the window.
func (v *scroller) PlaceOf(i int) (at fyne.Position, size fyne.Size, ok bool) {
	for _, sc := range v.shown {
		if sc.i == i {
			return sc.c.object().Position(), sc.c.object().Size(), true
		}
	}
	return at, size, false
}

// Columns is how many items lie side by side at the present width.
func (v *scroller) Columns() int { return v.shape.columns }

// Tapped is called by Fyne.
func (v *scroller) Tapped(e *fyne.PointEvent) { v.touch.tapped(e) }

// MouseDown is called by Fyne when the finger comes down.
func (v *scroller) MouseDown(e *desktop.MouseEvent) { v.touch.mouseDown(e) }

// MouseUp is called by Fyne when the finger lifts.
func (v *scroller) MouseUp(*desktop.MouseEvent) { v.touch.release() }

// Dragged is called by Fyne while the finger slides.
func (v *scroller) Dragged(e *fyne.DragEvent) { v.touch.dragged(e) }

// DragEnd is called by Fyne when the sliding finger lifts.
func (v *scroller) DragEnd() { v.touch.dragEnd() }

// Scrolled is called by Fyne when a mouse wheel turns.
func (v *scroller) Scrolled(e *fyne.ScrollEvent) { v.ScrollBy(-e.Scrolled.DY) }
