// Package form lays out pages of fields and keys that are written from top to bottom.
//
// The rule: a page is a list of blocks; each says how high it is at a width, and is left out while what it shows is hidden, so
// nothing leaves a hole. A page that is higher than its place scrolls.
//
// A worked example: Pane([]Block{Side(half, name, taxID), Field(address), Words(hint, 0)}, name, taxID, address, hint) is two
// fields beside each other, one under them over the whole width, and a sentence.
package form

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Block is one thing, or several side by side, of a page that is written from top to bottom.
type Block struct {
	high   func(width float32) float32
	put    func(x, y, w, h float32)
	gap    float32 // under it
	hidden func() bool
}

// rows is a layout of blocks under each other.
type rows struct{ blocks []Block }

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

// Place puts a thing somewhere; what stands there already is left alone.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}

// Field is a field with its label over the whole width.
func Field(f *widgets.Field) Block {
	return Block{high: func(float32) float32 { return f.High() }, put: func(x, y, w, h float32) { Place(f, x, y, w, h) }, gap: theme.Gap12,
		hidden: func() bool { return !f.Visible() }}
}

// Tall is a field of several lines.
func Tall(f *widgets.Field, mm float32) Block {
	return Block{high: func(float32) float32 { return f.High() + theme.Current().Metrics().MM(mm) }, put: func(x, y, w, h float32) { Place(f, x, y, w, h) },
		gap: theme.Gap12, hidden: func() bool { return !f.Visible() }}
}

// Side puts fields side by side, each with its share.
func Side(shares []float32, fields ...*widgets.Field) Block {
	hidden := func() bool { return !slices.ContainsFunc(fields, func(f *widgets.Field) bool { return f.Visible() }) }
	return Block{gap: theme.Gap12, hidden: hidden, high: func(float32) float32 {
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
			Place(f, x, y, w*shares[i]/all, h)
			x += w*shares[i]/all + theme.Gap12
		}
	}}
}

// Visible puts those of some fields side by side that are shown, each with the same share.
func Visible(fields ...*widgets.Field) Block {
	seen := func() (all []*widgets.Field) {
		for _, f := range fields {
			if f.Visible() {
				all = append(all, f)
			}
		}
		return all
	}
	return Block{gap: theme.Gap12, hidden: func() bool { return len(seen()) == 0 }, high: func(float32) float32 { return fields[0].High() },
		put: func(x, y, w, h float32) {
			all := seen()
			each := (w - theme.Gap12*float32(len(all)-1)) / float32(len(all))
			for i, f := range all {
				Place(f, x+float32(i)*(each+theme.Gap12), y, each, h)
			}
		}}
}

// Words is a paragraph.
func Words(p *widgets.Paragraph, gap float32) Block {
	return Block{high: p.HeightFor, put: func(x, y, w, h float32) { Place(p, x, y, w, h) }, gap: gap, hidden: func() bool { return !p.Visible() }}
}

// Line is one line of words.
func Line(t *widgets.Text, gap float32) Block {
	return Block{high: func(float32) float32 { return t.MinSize().Height }, put: func(x, y, w, h float32) { Place(t, x, y, w, h) }, gap: gap,
		hidden: func() bool { return !t.Visible() }}
}

// Keys puts keys side by side from the left, each as wide as its words.
func Keys(gap float32, all ...*widgets.Key) Block {
	high := func(float32) float32 { return max(48, theme.Current().Metrics().Touch()) }
	return Block{gap: gap, high: high, hidden: func() bool {
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
				Place(k, x, y, w, h)
				x += w + theme.Gap8
			}
		}
	}}
}

// Object is anything of a fixed height.
func Object(o fyne.CanvasObject, gap float32, high func() float32) Block {
	return Block{high: func(float32) float32 { return high() }, put: func(x, y, w, h float32) { Place(o, x, y, w, h) }, gap: gap,
		hidden: func() bool { return !o.Visible() }}
}

// Free is a layout of two functions.
type Free struct {
	Least   func() fyne.Size
	Arrange func(fyne.Size)
}

// MinSize is Fyne's way to ask how large it is.
func (f Free) MinSize([]fyne.CanvasObject) fyne.Size { return f.Least() }

// Layout is Fyne's way to place the parts.
func (f Free) Layout(_ []fyne.CanvasObject, s fyne.Size) { f.Arrange(s) }

// Show hides or shows.
func Show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes == o.Visible():
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}

// Chosen is how a key looks that stands for a choice.
func Chosen(yes bool) widgets.Kind {
	if yes {
		return widgets.Chosen
	}
	return widgets.Plain
}

// Column is a page in a place that is high enough for it.
func Column(blocks []Block, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: rows{blocks}, Objects: objects}
}

// Pane is a page that scrolls.
func Pane(blocks []Block, objects ...fyne.CanvasObject) *widgets.Pane {
	return widgets.NewPane(Column(blocks, objects...), rows{blocks}.High)
}

// WithKey is a field with a key behind it.
func WithKey(f *widgets.Field, k *widgets.Key) Block {
	b := Field(f)
	b.put = func(x, y, w, h float32) {
		m := theme.Current().Metrics()
		high, key := max(52, m.Touch()), k.MinSize().Width
		Place(f, x, y, max(0, min(w-key-theme.Gap12, m.MM(110))), h)
		Place(k, x+f.Size().Width+theme.Gap12, y+h-high, key, high)
	}
	return b
}

// Fill fills a field without telling whoever listens to it: they know.
func Fill(e *wedge.Entry, value string) {
	if e.Text != value {
		told := e.OnChanged
		e.OnChanged = nil
		e.SetText(value)
		e.OnChanged = told
	}
}

// Keyboard makes the keyboard on the screen in a language; field is as [widgets.ScreenKeyboard] asks it.
func Keyboard(t *text.Text, field func() fyne.Focusable) *widgets.ScreenKeyboard {
	words := widgets.KeyboardWords{Space: t.T("keyboard.space"), Next: t.T("keyboard.next")}
	return widgets.NewScreenKeyboard(words, t.Lang() == text.Russian, field)
}
