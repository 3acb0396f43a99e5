package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Chips is a row of short choices of which one is in force, such as categories of products. What does not fit
// into the width goes behind a last chip ("More"), which opens a card with all of the rest.
type Chips struct {
	widget.BaseWidget
	// OnTap is called with the choice that was tapped, also if it is the one in force.
	OnTap func(i int)

	more   string
	labels []string
	chosen int
	keys   []*Key
	last   *Key // "More"
	card   *Popover
	shown  int // how many stand in the row
	drawn  *objects
}

// NewChips makes an empty row; more is the word on the chip for what does not fit.
func NewChips(more string) *Chips {
	c := &Chips{more: more, chosen: -1}
	c.last = NewKey(more, c.openRest)
	c.last.SetTrailing("down")
	c.last.pill = true
	c.drawn = &objects{layout: c.arrange, least: c.minSize, paint: c.repaint}
	c.ExtendBaseWidget(c)
	return c
}

// SetLabels changes the choices; the same ones again change nothing. None is in force after that.
func (c *Chips) SetLabels(labels []string) {
	same := len(labels) == len(c.labels)
	for i := range labels {
		same = same && labels[i] == c.labels[i]
	}
	if same {
		return
	}
	c.labels = append([]string(nil), labels...)
	c.chosen = -1
	c.keys = c.keys[:0]
	for i, label := range labels {
		k := NewKey(label, func() { c.tapped(i) })
		k.pill = true
		c.keys = append(c.keys, k)
	}
	c.repaint()
}

// SetChosen puts a choice in force, -1 none. A choice behind "More" is shown on that chip.
func (c *Chips) SetChosen(i int) {
	if c.chosen == i {
		return
	}
	c.chosen = i
	c.repaint()
}

// Chosen is the choice in force, or -1.
func (c *Chips) Chosen() int { return c.chosen }

// Close closes the card of "More", if it is open.
func (c *Chips) Close() {
	if c.card != nil {
		c.card.Close()
	}
}

func (c *Chips) tapped(i int) {
	c.Close()
	if c.OnTap != nil {
		c.OnTap(i)
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer {
	c.repaint()
	return c.drawn
}

func (c *Chips) minSize() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(2*m.Pay(), m.Touch())
}

func (c *Chips) repaint() {
	for i, k := range c.keys {
		k.SetKind(chipKind(i == c.chosen))
	}
	c.arrange(c.Size())
}

func chipKind(chosen bool) Kind {
	if chosen {
		return Accent
	}
	return Plain
}

// arrange puts as many chips as fit into the row, and "More" behind them where some are left.
func (c *Chips) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	c.last.SetLabel(c.more)
	x, fitted := float32(0), 0
	for i, k := range c.keys {
		need := x + k.MinSize().Width
		if i < len(c.keys)-1 {
			need += theme.Gap8 + c.last.MinSize().Width
		}
		if need > s.Width && !c.restFits(i, x, s.Width) {
			break
		}
		place(k, x, 0, k.MinSize().Width, s.Height)
		x += k.MinSize().Width + theme.Gap8
		fitted++
	}
	if c.chosen >= fitted && fitted < len(c.keys) { // its words stand on the last chip, whole; a little smaller is calmer than a chip that goes
		c.last.SetLabel(c.labels[c.chosen])
		for ; fitted > 0 && x+0.9*c.last.MinSize().Width > s.Width; fitted-- {
			x -= c.keys[fitted-1].MinSize().Width + theme.Gap8
		}
	}
	c.shown = fitted
	c.drawn.all = c.drawn.all[:0]
	for _, k := range c.keys[:fitted] {
		c.drawn.all = append(c.drawn.all, k)
	}
	if fitted < len(c.keys) {
		c.placeMore(x, s)
	}
}

// restFits tells whether all chips from i on fit without "More".
func (c *Chips) restFits(i int, x, width float32) bool {
	for _, k := range c.keys[i:] {
		x += k.MinSize().Width + theme.Gap8
	}
	return x-theme.Gap8 <= width
}

func (c *Chips) placeMore(x float32, s fyne.Size) {
	c.last.SetKind(chipKind(c.chosen >= c.shown))
	place(c.last, x, 0, min(max(c.last.MinSize().Width, 2*s.Height), max(s.Width-x, s.Height)), s.Height)
	c.drawn.all = append(c.drawn.all, c.last)
}

func (c *Chips) openRest() {
	where := fyne.CurrentApp().Driver().CanvasForObject(c)
	if where == nil {
		return
	}
	var rest []fyne.CanvasObject
	for i := c.shown; i < len(c.labels); i++ {
		k := NewKey(c.labels[i], func() { c.tapped(i) })
		k.SetKind(chipKind(i == c.chosen))
		rest = append(rest, k)
	}
	c.card = NewPopover(newFlow(rest))
	c.card.OpenUnder(where, c.last)
}

// newFlow lays keys in rows of three equal columns, one finger high.
func newFlow(keys []fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flow{}, Objects: keys}
}

type flow struct{}

const flowColumns = 3

func (flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := theme.Current().Metrics()
	w := m.MM(30)
	for _, o := range objects {
		w = max(w, o.MinSize().Width)
	}
	columns := float32(min(len(objects), flowColumns))
	rows := float32((len(objects) + flowColumns - 1) / flowColumns)
	return fyne.NewSize(columns*(w+theme.Gap8)-theme.Gap8, rows*(m.Touch()+theme.Gap8)-theme.Gap8)
}

func (flow) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	columns := float32(min(len(objects), flowColumns))
	w := (s.Width - (columns-1)*theme.Gap8) / columns
	h := theme.Current().Metrics().Touch()
	for i, o := range objects {
		column, row := float32(i%flowColumns), float32(i/flowColumns)
		place(o, column*(w+theme.Gap8), row*(h+theme.Gap8), w, h)
	}
}
