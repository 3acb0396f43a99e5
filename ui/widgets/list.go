package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
)

// ListCell is one text of a row.
type ListCell struct {
	Text string
	Tone Tone
	Bold bool
}

// Column says where a text of each row stands.
type Column struct {
	Share  float32        // of the width that is left beside the fixed columns; 0 means fixed
	Fixed  float32        // canvas units at 100 % text, where Share is 0
	Align  fyne.TextAlign // amounts stand right
	Shrink bool           // an amount: made smaller rather than cut
}

// List shows rows of texts in columns, any number of them, and scrolls by finger or wheel: receipts, moves
// of stock, lines of a report. A row is at least a finger high. After rows were added or removed, call Refresh;
// after one changed, RefreshRow.
type List struct {
	scroller
	// OnTap is called with the row that was tapped.
	OnTap func(i int)

	columns  []Column
	row      func(i int) []ListCell
	selected int
}

// NewList makes a list over length rows of lines texts above each other in the first column (1 or 2: with 2,
// the second text of a row stands small under the first). row is asked only for rows in sight and gives one
// text per column, and the small one last.
func NewList(lines int, length func() int, columns []Column, row func(i int) []ListCell) *List {
	l := &List{columns: columns, row: row, selected: -1}
	l.length = length
	l.create = func() cell { return newRowCell(l, lines) }
	l.bind = func(i int, c cell) { c.(*rowCell).show(l.row(i), i == l.selected) }
	l.shapeOf = func(width float32) shape {
		m := theme.Current().Metrics()
		h := lineHeight(m.Body(), false) + 2*theme.Gap8
		if lines > 1 {
			h += lineHeight(m.Caption(), false)
		}
		return shape{columns: 1, size: fyne.NewSize(width, round(max(h, m.Touch())))}
	}
	l.onTap = func(i int) {
		if l.OnTap != nil {
			l.OnTap(i)
		}
	}
	l.init(l)
	return l
}

// RefreshRow fills one row again.
func (l *List) RefreshRow(i int) { l.refreshItem(i) }

// SetSelected marks a row; -1 marks none.
func (l *List) SetSelected(i int) {
	if old := l.selected; old != i {
		l.selected = i
		l.refreshItem(old)
		l.refreshItem(i)
	}
}

// rowCell is the drawing of one row.
type rowCell struct {
	list         *List
	all          *fyne.Container
	ground, rule *canvas.Rectangle
	tint         *canvas.Rectangle
	texts        []*canvas.Text
	lines        int
}

func newRowCell(l *List, lines int) *rowCell {
	c := &rowCell{list: l, lines: lines, ground: newBox(0), rule: newBox(0), tint: newBox(0)}
	c.tint.Hide()
	c.all = container.NewWithoutLayout(c.ground, c.rule)
	for _, column := range l.columns {
		c.texts = append(c.texts, newText(column.Align, false))
	}
	if lines > 1 {
		c.texts = append(c.texts, newText(fyne.TextAlignLeading, false))
	}
	for _, t := range c.texts {
		c.all.Objects = append(c.all.Objects, t)
	}
	c.all.Objects = append(c.all.Objects, c.tint)
	return c
}

func (c *rowCell) object() fyne.CanvasObject { return c.all }

func (c *rowCell) press(yes bool) { lay(c.tint, c.object(), yes) }

func (c *rowCell) resize(s fyne.Size) {
	c.all.Resize(s)
	place(c.ground, 0, 0, s.Width, s.Height)
	place(c.tint, 0, 0, s.Width, s.Height)
	place(c.rule, 0, s.Height-1, s.Width, 1)
}

func (c *rowCell) show(cells []ListCell, selected bool) {
	th := theme.Current()
	p, m := th.Palette(), th.Metrics()
	ground, none := color.NRGBA{}, color.NRGBA{}
	if selected {
		ground = p.Soft
	}
	paintBox(c.ground, ground, none, 0)
	paintBox(c.rule, p.Line, none, 0)
	paintBox(c.tint, p.Pressed, none, 0)
	x, share := theme.Gap16, shareWidth(c.list.columns, c.all.Size().Width, m)
	body, small := lineHeight(m.Body(), false), lineHeight(m.Caption(), false)
	top := round((c.all.Size().Height - body) / 2)
	if c.lines > 1 {
		top = round((c.all.Size().Height - body - small) / 2)
	}
	for i, column := range c.list.columns {
		w := column.Share*share + column.Fixed*m.Grow()
		y := top
		if i > 0 {
			y = round((c.all.Size().Height - body) / 2)
		}
		if i < len(cells) {
			c.write(i, cells[i], column, fyne.NewPos(x, y), fyne.NewSize(w, body))
		}
		if i == 0 && c.lines > 1 && len(cells) > len(c.list.columns) {
			under := c.texts[len(c.texts)-1]
			words := cells[len(cells)-1]
			paintText(under, fit(words.Text, w, m.Caption(), false), words.Tone.color(p), m.Caption())
			place(under, x, top+body-2, w, small)
		}
		x += w + theme.Gap12
	}
}

func (c *rowCell) write(i int, words ListCell, column Column, pos fyne.Position, s fyne.Size) {
	th := theme.Current()
	size := th.Metrics().Body()
	text := words.Text
	if column.Shrink {
		for size > 10 && !fits(text, s.Width, size, words.Bold) {
			size = theme.Smaller(size)
		}
	} else {
		text = fit(text, s.Width, size, words.Bold)
	}
	setBold(c.texts[i], words.Bold)
	paintText(c.texts[i], text, words.Tone.color(th.Palette()), size)
	place(c.texts[i], pos.X, pos.Y, s.Width, s.Height)
}

// shareWidth is the width of one share of columns in a row.
func shareWidth(columns []Column, width float32, m theme.Metrics) float32 {
	left := width - 2*theme.Gap16 - theme.Gap12*float32(len(columns)-1)
	shares := float32(0)
	for _, column := range columns {
		left -= column.Fixed * m.Grow()
		shares += column.Share
	}
	if shares == 0 {
		return 0
	}
	return max(0, left) / shares
}
