package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Field is a labelled place to type or choose in. What is wrong with it stands in its label, in words.
type Field struct {
	widget.BaseWidget
	label *Text
	words string
	into  fyne.CanvasObject
	drawn *objects
}

// NewField puts a label over something to type or choose in.
func NewField(label string, into fyne.CanvasObject) *Field {
	f := &Field{label: NewText(label, Caption).SetTone(Muted), words: label, into: into}
	f.drawn = &objects{all: []fyne.CanvasObject{f.label, into}, layout: f.arrange, least: f.minSize, paint: func() { f.arrange(f.Size()) }}
	f.ExtendBaseWidget(f)
	return f
}

// SetLabel changes the label.
func (f *Field) SetLabel(label string) {
	f.words = label
	f.SetWrong("")
}

// SetWrong says what is wrong in the place of the label; "" says that all is well.
func (f *Field) SetWrong(why string) {
	words, tone := f.words, Muted
	if why != "" {
		words, tone = why, Bad
	}
	f.label.SetWords(words)
	f.label.SetTone(tone)
}

// CreateRenderer is Fyne's way to draw a widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return f.drawn }

// High is how high a field with its label is.
func (f *Field) High() float32 { return f.minSize().Height }

func (f *Field) minSize() fyne.Size {
	within := max(52, theme.Current().Metrics().Touch(), f.into.MinSize().Height)
	return fyne.NewSize(max(80, f.into.MinSize().Width), f.label.MinSize().Height+theme.Gap4+within)
}

func (f *Field) arrange(s fyne.Size) {
	top := f.label.MinSize().Height
	place(f.label, 0, 0, s.Width, top)
	place(f.into, 0, top+theme.Gap4, s.Width, max(0, s.Height-top-theme.Gap4))
}

// Segments is a row of keys of which exactly one is in force, for a handful of choices that should all be seen.
type Segments struct {
	widget.BaseWidget
	// OnTap is called with the choice that was tapped, also if it is the one in force.
	OnTap func(i int)
	keys  []*Key
	drawn *objects
}

// NewSegments makes a row of choices; none is in force yet.
func NewSegments(labels ...string) *Segments {
	g := &Segments{}
	g.drawn = &objects{layout: g.arrange, least: g.minSize, paint: func() {}}
	for i, label := range labels {
		k := NewKey(label, func() {
			if g.OnTap != nil {
				g.OnTap(i)
			}
		})
		g.keys = append(g.keys, k)
		g.drawn.all = append(g.drawn.all, k)
	}
	g.ExtendBaseWidget(g)
	return g
}

// SetChosen puts a choice in force, -1 none.
func (g *Segments) SetChosen(i int) {
	for n, k := range g.keys {
		if n == i {
			k.SetKind(Chosen)
		} else {
			k.SetKind(Plain)
		}
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (g *Segments) CreateRenderer() fyne.WidgetRenderer { return g.drawn }

func (g *Segments) minSize() fyne.Size {
	w := float32(0)
	for _, k := range g.keys {
		w = max(w, k.MinSize().Width)
	}
	return fyne.NewSize(w*float32(len(g.keys)), max(52, theme.Current().Metrics().Touch()))
}

func (g *Segments) arrange(s fyne.Size) {
	n := float32(len(g.keys))
	each := (s.Width - (n-1)*theme.Gap4) / n
	for i, k := range g.keys {
		place(k, float32(i)*(each+theme.Gap4), 0, each, s.Height)
	}
}

// Chooser is a key that shows what is chosen and opens a card with all choices under it.
type Chooser struct {
	*Key
	// OnChoose is called with the choice that was tapped.
	OnChoose func(i int)
	prefix   string
	labels   []string
	chosen   int
	card     *Popover
}

// NewChooser makes a chooser; prefix stands before the choice, such as "Category: ".
func NewChooser(prefix string) *Chooser {
	c := &Chooser{prefix: prefix, chosen: -1}
	c.Key = NewKey(prefix, c.open)
	c.Key.SetTrailing("down")
	c.Key.SetLeft(true)
	return c
}

// SetLabels changes the choices; chosen is the one in force, -1 none.
func (c *Chooser) SetLabels(labels []string, chosen int) {
	c.labels = append([]string(nil), labels...)
	c.SetChosen(chosen)
}

// SetChosen puts a choice in force, -1 none.
func (c *Chooser) SetChosen(i int) {
	c.chosen = i
	label := c.prefix
	if i >= 0 && i < len(c.labels) {
		label += c.labels[i]
	}
	c.SetLabel(label)
}

// Chosen is the choice in force, -1 none.
func (c *Chooser) Chosen() int { return c.chosen }

// open shows the choices in as many columns as the window has room for.
func (c *Chooser) open() {
	over := fyne.CurrentApp().Driver().CanvasForObject(c.Key)
	if over == nil || c.card != nil && c.card.IsOpen() {
		return
	}
	high := theme.Current().Metrics().Touch()
	rows := max(1, int((over.Size().Height-96)/(high+theme.Gap8)))
	keys, widest := make([]fyne.CanvasObject, len(c.labels)), float32(160)
	for i, label := range c.labels {
		k := NewKey(label, func() {
			c.card.Close()
			c.SetChosen(i)
			if c.OnChoose != nil {
				c.OnChoose(i)
			}
		})
		k.SetLeft(true)
		if i == c.chosen {
			k.SetKind(Chosen)
		}
		keys[i], widest = k, max(widest, k.MinSize().Width)
	}
	c.card = NewPopover(&fyne.Container{Layout: columns{rows, widest, high}, Objects: keys})
	c.card.OpenUnder(over, c.Key)
}

// columns fills columns of keys from the top.
type columns struct {
	rows       int
	wide, high float32
}

// MinSize is Fyne's way to ask how large it is.
func (l columns) MinSize(all []fyne.CanvasObject) fyne.Size {
	across := float32((len(all) + l.rows - 1) / l.rows)
	down := float32(min(len(all), l.rows))
	return fyne.NewSize(across*(l.wide+theme.Gap8)-theme.Gap8, down*(l.high+theme.Gap8)-theme.Gap8)
}

// Layout is Fyne's way to place the parts.
func (l columns) Layout(all []fyne.CanvasObject, _ fyne.Size) {
	for i, o := range all {
		place(o, float32(i/l.rows)*(l.wide+theme.Gap8), float32(i%l.rows)*(l.high+theme.Gap8), l.wide, l.high)
	}
}
