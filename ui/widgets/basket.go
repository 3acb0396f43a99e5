package widgets

import (
	"cmp"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
)

// BasketLine is what one line of a basket shows.
type BasketLine struct {
	Quantity string // in the box on the left
	Name     string // one line, then an ellipsis
	Detail   string // second line: price of one, how it was weighed
	Was      string // follows the detail: the price that another took the place of
	Reason   string // follows both in accent: why it became cheaper
	Note     string // follows all; what has no room ends with an ellipsis
	Total    string // right, bold
	OldTotal string // struck through above the total; "" shows none
	Tone     Tone   // colour of name and total: Normal, or Bad for a line that gives money back
}

// Basket shows the lines of a sale, any number of them, and scrolls by finger or wheel. One line may be
// selected (accent bar, soft ground), one may flash, and one object (the line bar) may lie under the selected
// line. After lines were added or removed, call Refresh; after one line changed, RefreshLine.
type Basket struct {
	scroller
	// OnTap is called with the line that was tapped.
	OnTap func(i int)

	line            func(i int) BasketLine
	selected, flash int
}

// NewBasket makes a list over length lines; line is asked only for those in sight.
func NewBasket(length func() int, line func(i int) BasketLine) *Basket {
	b := &Basket{line: line, selected: -1, flash: -1}
	b.length = length
	b.create = func() cell { return newLineCell() }
	b.bind = func(i int, c cell) { c.(*lineCell).show(b.line(i), i == b.selected, i == b.flash) }
	b.shapeOf = func(width float32) shape {
		m := theme.Current().Metrics()
		h := lineHeight(m.Sell(), false) + lineHeight(m.Text(15), false) + 2*theme.Gap8 + 4
		return shape{columns: 1, size: fyne.NewSize(width, round(max(h, m.Touch()+theme.Gap12)))}
	}
	b.onTap = func(i int) {
		if b.OnTap != nil {
			b.OnTap(i)
		}
	}
	b.init(b)
	b.Refresh()
	return b
}

// RefreshLine fills one line again.
func (b *Basket) RefreshLine(i int) { b.refreshItem(i) }

// SetSelected marks a line; -1 marks none.
func (b *Basket) SetSelected(i int) {
	if old := b.selected; old != i {
		b.selected = i
		b.refreshItem(old)
		b.refreshItem(i)
	}
}

// Selected is the marked line, or -1.
func (b *Basket) Selected() int { return b.selected }

// SetFlash gives a line the colour of what was just scanned; -1 ends it. The caller decides when it ends.
func (b *Basket) SetFlash(i int) {
	if old := b.flash; old != i {
		b.flash = i
		b.refreshItem(old)
		b.refreshItem(i)
	}
}

// SetBar puts an object under a line, on soft ground, and moves the lines after it down; nil or -1 takes it away.
// The height is that of the whole strip: the object gets 12 units less, and 28 less than the width.
func (b *Basket) SetBar(o fyne.CanvasObject, under int, height float32) { b.setBar(o, under, height) }

// Refresh fills every visible line again; what did not change is not painted.
func (b *Basket) Refresh() {
	p := theme.Current().Palette()
	paintBox(b.ground, p.Card, color.NRGBA{}, 0)
	paintBox(b.barBack, p.Soft, color.NRGBA{}, 0)
	b.BaseWidget.Refresh()
}

// lineCell is the drawing of one line.
type lineCell struct {
	all                  *fyne.Container
	ground, bar, rule    *canvas.Rectangle
	box, strike, tint    *canvas.Rectangle
	quantity, name       *canvas.Text
	detail, reason, note *canvas.Text
	total, old           *canvas.Text
	now                  BasketLine
	selected, flash, set bool
}

func newLineCell() *lineCell {
	c := &lineCell{ground: newBox(0), bar: newBox(0), rule: newBox(0), box: newBox(8), strike: newBox(0), tint: newBox(0)}
	c.quantity, c.name = newText(fyne.TextAlignCenter, true), newText(fyne.TextAlignLeading, false)
	c.detail, c.reason = newText(fyne.TextAlignLeading, false), newText(fyne.TextAlignLeading, false)
	c.note = newText(fyne.TextAlignLeading, false)
	c.total, c.old = newText(fyne.TextAlignTrailing, true), newText(fyne.TextAlignTrailing, false)
	c.tint.Hide()
	c.all = container.NewWithoutLayout(c.ground, c.bar, c.rule, c.box, c.quantity, c.name, c.detail, c.reason, c.note,
		c.old, c.strike, c.total, c.tint)
	return c
}

func (c *lineCell) object() fyne.CanvasObject { return c.all }

func (c *lineCell) press(yes bool) { lay(c.tint, c.object(), yes) }

func (c *lineCell) resize(s fyne.Size) {
	c.set = false
	c.all.Resize(s)
	place(c.ground, 0, 0, s.Width, s.Height)
	place(c.tint, 0, 0, s.Width, s.Height)
	place(c.bar, 0, 0, 4, s.Height)
	place(c.rule, 0, s.Height-1, s.Width, 1)
}

func (c *lineCell) show(l BasketLine, selected, flash bool) {
	if c.set && c.now == l && c.selected == selected && c.flash == flash {
		return
	}
	c.now, c.selected, c.flash, c.set = l, selected, flash, true
	th := theme.Current()
	p, m := th.Palette(), th.Metrics()
	ground := color.NRGBA{} // that of the list shows through
	if selected {
		ground = p.Soft
	}
	if flash {
		ground = p.Flash
	}
	none := color.NRGBA{}
	paintBox(c.ground, ground, none, 0)
	paintBox(c.bar, p.Accent, none, 0)
	show(c.bar, selected)
	paintBox(c.rule, p.Line, none, 0)
	paintBox(c.tint, p.Pressed, none, 0)
	paintBox(c.box, none, p.Line, 1)
	ink := l.Tone.color(p)
	paintText(c.quantity, l.Quantity, p.Ink, m.Text(15))
	paintText(c.total, l.Total, ink, m.Sell())
	paintText(c.old, l.OldTotal, p.Muted, m.Text(13))
	paintBox(c.strike, p.Muted, none, 0)
	c.arrange(m, p, ink)
}

// under is what stands under the name, in three colours. Where not all has room the price of one goes first, then what it
// was: the total and the old total say the rest. A note keeps room for some of it.
func (l BasketLine) under(width, note float32, wide func(string) float32) (muted, accent, last string) {
	room := width
	if l.Note != "" {
		last = " · " + l.Note
		room -= min(wide(last), note)
	}
	for _, muted = range []string{joined(l.Detail, l.Was), cmp.Or(l.Was, l.Detail), l.Was, ""} {
		if wide(joined(muted, l.Reason)) <= room {
			break
		}
	}
	if muted == "" && l.Reason == "" {
		muted = cmp.Or(l.Was, l.Detail)
	}
	if l.Reason != "" && muted != "" {
		muted += " · "
	}
	if muted+l.Reason == "" {
		last = l.Note
	}
	return muted, l.Reason, last
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// arrange places the texts; what is long gives way to the amounts.
func (c *lineCell) arrange(m theme.Metrics, p theme.Palette, ink color.NRGBA) {
	s, l := c.all.Size(), c.now
	boxHigh := s.Height - 20
	boxWide := round(max(56*(1+(m.Grow()-1)*0.6), c.quantity.MinSize().Width+theme.Gap8))
	place(c.box, theme.Gap16, 10, boxWide, boxHigh)
	place(c.quantity, theme.Gap16, 10, boxWide, boxHigh)
	left := theme.Gap16 + boxWide + 10
	right := s.Width - theme.Gap16
	totalWide := max(c.total.MinSize().Width, c.old.MinSize().Width)
	width := right - totalWide - theme.Gap12 - left

	size := m.Sell() // a name that is too long is written smaller, as small as at 100 %, before it is cut
	for m.Grow() > 1 && size-1 >= m.Sell()/m.Grow() && !fits(l.Name, width, size, false) {
		size--
	}
	paintText(c.name, fitName(l.Name, width, size, false), ink, size)
	small := m.Text(15)
	wide := func(s string) float32 { return textSize(s, small, false).Width }
	detail, reason, note := l.under(width, m.Text(90), wide)
	reason = fit(reason, width-wide(detail), small, false)
	after := wide(detail)
	end := after + wide(reason)
	paintText(c.detail, detail, p.Muted, small)
	paintText(c.reason, reason, p.Accent, small)
	paintText(c.note, fit(note, width-end, small, false), p.Muted, small)

	h1, h2 := lineHeight(m.Sell(), false), lineHeight(small, false)
	top := round((s.Height - h1 - h2 + 3) / 2)
	if l.Detail+l.Was+l.Reason+l.Note == "" {
		top = round((s.Height - h1) / 2)
	}
	place(c.name, left, top, width, h1)
	place(c.detail, left, top+h1-3, width, h2)
	place(c.reason, left+after, top+h1-3, width, h2)
	place(c.note, left+end, top+h1-3, width, h2)
	c.arrangeTotal(right, totalWide, top, h1)
}

func (c *lineCell) arrangeTotal(right, wide, top, high float32) {
	struck := c.now.OldTotal != ""
	show(c.old, struck)
	show(c.strike, struck)
	h := c.total.MinSize().Height
	if !struck {
		place(c.total, right-wide, (c.all.Size().Height-h)/2, wide, h)
		return
	}
	old := c.old.MinSize()
	place(c.old, right-wide, top+1, wide, old.Height)
	place(c.strike, right-old.Width, top+1+round(old.Height*0.53), old.Width, 1)
	place(c.total, right-wide, top+high-4, wide, h)
}
