package office

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// block is one thing, or several side by side, of a page that is written from top to bottom.
type block struct {
	high   func(width float32) float32
	put    func(x, y, w, h float32)
	gap    float32 // under it
	hidden func() bool
}

// rows is a layout of blocks under each other.
type rows struct{ blocks []block }

// MinSize is Fyne's way to ask how large it is; a pane scrolls what does not fit.
func (r rows) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

// Layout is Fyne's way to place the parts.
func (r rows) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for _, b := range r.blocks {
		if b.hidden != nil && b.hidden() {
			continue
		}
		h := b.high(s.Width)
		b.put(0, y, s.Width, h)
		y += h + b.gap
	}
}

// High is how high all blocks are at a width.
func (r rows) High(width float32) float32 {
	high := float32(0)
	for _, b := range r.blocks {
		if b.hidden == nil || !b.hidden() {
			high += b.high(width) + b.gap
		}
	}
	return high
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// field is a field with its label over the whole width.
func field(f *widgets.Field) block {
	return block{high: func(float32) float32 { return f.High() }, put: func(x, y, w, h float32) { place(f, x, y, w, h) }, gap: theme.Gap12,
		hidden: func() bool { return !f.Visible() }}
}

// tall is a field of several lines.
func tall(f *widgets.Field, mm float32) block {
	return block{high: func(float32) float32 { return f.High() + theme.Current().Metrics().MM(mm) }, put: func(x, y, w, h float32) { place(f, x, y, w, h) },
		gap: theme.Gap12, hidden: func() bool { return !f.Visible() }}
}

// side puts fields side by side, each with its share.
func side(shares []float32, fields ...*widgets.Field) block {
	hidden := func() bool { return !slices.ContainsFunc(fields, func(f *widgets.Field) bool { return f.Visible() }) }
	return block{gap: theme.Gap12, hidden: hidden, high: func(float32) float32 {
		high := float32(0)
		for _, f := range fields {
			high = max(high, f.High())
		}
		return high
	}, put: func(x, y, w, h float32) {
		all := float32(0)
		for _, s := range shares {
			all += s
		}
		w -= theme.Gap12 * float32(len(fields)-1)
		for i, f := range fields {
			place(f, x, y, w*shares[i]/all, h)
			x += w*shares[i]/all + theme.Gap12
		}
	}}
}

// words is a paragraph.
func words(p *widgets.Paragraph, gap float32) block {
	return block{high: p.HeightFor, put: func(x, y, w, h float32) { place(p, x, y, w, h) }, gap: gap, hidden: func() bool { return !p.Visible() }}
}

// line is one line of words.
func line(t *widgets.Text, gap float32) block {
	return block{high: func(float32) float32 { return t.MinSize().Height }, put: func(x, y, w, h float32) { place(t, x, y, w, h) }, gap: gap,
		hidden: func() bool { return !t.Visible() }}
}

// keys puts keys side by side from the left, each as wide as its words.
func keys(gap float32, all ...*widgets.Key) block {
	high := func(float32) float32 { return max(48, theme.Current().Metrics().Touch()) }
	return block{gap: gap, high: high, hidden: func() bool {
		for _, k := range all {
			if k.Visible() {
				return false
			}
		}
		return true
	}, put: func(x, y, _, h float32) {
		for _, k := range all {
			if k.Visible() {
				w := k.MinSize().Width
				place(k, x, y, w, h)
				x += w + theme.Gap8
			}
		}
	}}
}

// object is anything of a fixed height.
func object(o fyne.CanvasObject, gap float32, high func() float32) block {
	return block{high: func(float32) float32 { return high() }, put: func(x, y, w, h float32) { place(o, x, y, w, h) }, gap: gap,
		hidden: func() bool { return !o.Visible() }}
}

// fill is a layout of two functions.
type fill struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

func (f fill) MinSize([]fyne.CanvasObject) fyne.Size     { return f.least() }
func (f fill) Layout(_ []fyne.CanvasObject, s fyne.Size) { f.arrange(s) }

// show hides or shows.
func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes == o.Visible():
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}
