package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// cell is one row or tile: canvas objects that a scroller moves about and fills again.
type cell interface {
	object() fyne.CanvasObject
	resize(fyne.Size)
	press(yes bool)
}

// shape is how cells lie in a width: how many side by side, how large, how far apart.
type shape struct {
	columns int
	size    fyne.Size
	gap     float32
	margin  float32 // free on all four sides
}

// scroller shows a long row of equal cells through a window. Only the cells in the window exist, so
// 100,000 items cost as much as twenty. It is one surface: a tap finds its cell by its position, so cells are
// plain drawings and not widgets. One object (the bar) may be put under a row, which moves the rest down.
// Fyne cuts off what reaches out of a widget that has Scrolled.
type scroller struct {
	widget.BaseWidget
	length  func() int
	create  func() cell
	bind    func(i int, c cell)
	shapeOf func(width float32) shape
	onTap   func(i int)
	scroll  func() // told after the offset changed; may be nil

	touch   touch
	shape   shape
	offset  float32
	shown   []shownCell
	pool    []cell
	ground  *canvas.Rectangle // behind everything, clear unless a list paints it
	bar     fyne.CanvasObject
	barBack *canvas.Rectangle
	under   int // the item the bar lies under
	barHigh float32
	mark    *canvas.Rectangle
	wake    *canvas.Rectangle // refreshing this nothing makes Fyne paint without throwing textures away
	pressed cell
	drawn   *objects
}

// The bar stands this far from the sides and from the rows above and below.
const (
	barSide float32 = 14
	barEdge float32 = 6
)

type shownCell struct {
	i int
	c cell
}

func (v *scroller) init(self fyne.Widget) {
	v.mark, v.wake, v.ground, v.barBack = newBox(2), newBox(0), newBox(0), newBox(0)
	v.barBack.Hide()
	v.under = -1
	v.touch.tap = v.tapAt
	v.touch.scroll = v.ScrollBy
	v.touch.press = v.pressAt
	v.touch.size = v.Size
	v.drawn = &objects{layout: v.layout, least: v.minSize, paint: v.repaint}
	v.ExtendBaseWidget(self)
}

// CreateRenderer is Fyne's way to draw a widget.
func (v *scroller) CreateRenderer() fyne.WidgetRenderer {
	v.layout(v.Size())
	return v.drawn
}

func (v *scroller) minSize() fyne.Size {
	edge := theme.Current().Metrics().Pay()
	return fyne.NewSize(edge, edge)
}

func (v *scroller) layout(s fyne.Size) {
	v.ground.Resize(s)
	shape := v.shapeOf(s.Width)
	if shape != v.shape {
		v.shape = shape
		for _, sc := range v.shown {
			sc.c.resize(shape.size)
		}
		for _, c := range v.pool {
			c.resize(shape.size)
		}
		v.clampOffset()
		v.update(true)
		return
	}
	v.clampOffset()
	v.update(false)
}

func (v *scroller) repaint() {
	v.shape = v.shapeOf(v.Size().Width)
	for _, sc := range v.shown {
		sc.c.resize(v.shape.size)
	}
	for _, c := range v.pool {
		c.resize(v.shape.size)
	}
	v.clampOffset()
	v.update(true)
}

func (v *scroller) pitch() float32 { return v.shape.size.Height + v.shape.gap }

func (v *scroller) rows() int {
	n := v.length()
	return (n + v.shape.columns - 1) / v.shape.columns
}

func (v *scroller) barHeight() float32 {
	if v.bar == nil || v.under < 0 || v.under >= v.length() {
		return 0
	}
	return v.barHigh
}

func (v *scroller) contentHeight() float32 {
	rows := v.rows()
	if rows == 0 {
		return 0
	}
	return float32(rows)*v.pitch() - v.shape.gap + v.barHeight() + 2*v.shape.margin
}

// rowTop is where a row begins, measured from the top of all rows.
func (v *scroller) rowTop(row int) float32 {
	y := v.shape.margin + float32(row)*v.pitch()
	if v.under >= 0 && row > v.under/v.shape.columns {
		y += v.barHeight()
	}
	return y
}

// rowAt is the row at a height from the top of all rows; -1 on the bar.
func (v *scroller) rowAt(y float32) int {
	if y < v.shape.margin {
		return -1
	}
	y -= v.shape.margin
	bar := v.barHeight()
	if bar == 0 {
		return int(y / v.pitch())
	}
	end := float32(v.under/v.shape.columns+1) * v.pitch()
	switch {
	case y < end:
		return int(y / v.pitch())
	case y < end+bar:
		return -1
	}
	return int((y - bar) / v.pitch())
}

func (v *scroller) clampOffset() {
	v.offset = round(max(0, min(v.offset, v.contentHeight()-v.Size().Height))) // whole units keep letters sharp
}

// window is the range of items that show, end excluded.
func (v *scroller) window() (first, end int) {
	if v.shape.size.Height <= 0 || v.Size().Height <= 0 {
		return 0, 0
	}
	bar := v.barHeight()
	firstRow := max(0, int((v.offset-bar-v.shape.margin)/v.pitch()))
	for v.rowTop(firstRow)+v.shape.size.Height <= v.offset {
		firstRow++
	}
	lastRow := firstRow
	for v.rowTop(lastRow) < v.offset+v.Size().Height {
		lastRow++
	}
	n := v.length()
	return min(firstRow*v.shape.columns, n), min(lastRow*v.shape.columns, n)
}

// update brings the cells in line with the window. Cells that stay are moved; with all, they are filled again.
func (v *scroller) update(all bool) {
	first, end := v.window()
	changed := v.dropOutside(first, end)
	next := make([]shownCell, 0, end-first)
	old := v.shown
	for i := first; i < end; i++ {
		var c cell
		for len(old) > 0 && old[0].i < i {
			old = old[1:]
		}
		if len(old) > 0 && old[0].i == i {
			c = old[0].c
			if all {
				v.bind(i, c)
			}
		} else {
			c, changed = v.take(), true
			v.bind(i, c)
		}
		row, column := i/v.shape.columns, i%v.shape.columns
		x := v.shape.margin + float32(column)*(v.shape.size.Width+v.shape.gap)
		if at := fyne.NewPos(x, v.rowTop(row)-v.offset); c.object().Position() != at {
			c.object().Move(at) // a container that moves paints the window, also when it stays where it is
		}
		next = append(next, shownCell{i, c})
	}
	v.shown = next
	v.moveBar()
	v.moveMark()
	if changed || len(v.drawn.all) == 0 {
		v.collect()
	}
}

func (v *scroller) dropOutside(first, end int) (changed bool) {
	kept := v.shown[:0]
	for _, sc := range v.shown {
		if sc.i >= first && sc.i < end {
			kept = append(kept, sc)
			continue
		}
		v.pool = append(v.pool, sc.c)
		changed = true
	}
	v.shown = kept
	return changed
}

func (v *scroller) take() cell {
	if n := len(v.pool); n > 0 {
		c := v.pool[n-1]
		v.pool = v.pool[:n-1]
		return c
	}
	c := v.create()
	c.resize(v.shape.size)
	return c
}

func (v *scroller) collect() {
	v.drawn.all = append(v.drawn.all[:0], v.ground)
	for _, sc := range v.shown {
		v.drawn.all = append(v.drawn.all, sc.c.object())
	}
	if v.bar != nil {
		v.drawn.all = append(v.drawn.all, v.barBack, v.bar)
	}
	v.drawn.all = append(v.drawn.all, v.mark, v.wake)
	canvas.Refresh(v.wake)
}

func (v *scroller) moveBar() {
	if v.bar == nil {
		return
	}
	high := v.barHeight()
	show(v.bar, high > 0)
	show(v.barBack, high > 0)
	if high > 0 {
		y := v.rowTop(v.under/v.shape.columns) + v.pitch() - v.offset
		place(v.barBack, 0, y, v.Size().Width, high)
		place(v.bar, barSide, y+barEdge, v.Size().Width-2*barSide, high-2*barEdge)
	}
}

// moveMark draws the small mark that tells where in the list one is. It is for the eye only.
func (v *scroller) moveMark() {
	high, content := v.Size().Height, v.contentHeight()
	if !show(v.mark, content > high+1) && content <= high+1 {
		return
	}
	paintBox(v.mark, theme.Current().Palette().ScrollMark, color.NRGBA{}, 0)
	length := max(24, high*high/max(content, 1))
	y := (high - length) * v.offset / max(content-high, 1)
	place(v.mark, v.Size().Width-4, y, 4, length)
}
