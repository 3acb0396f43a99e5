// Package widgets holds the parts every screen is made of: keys, tiles, lists, pads, strips and dialogs.
//
// The rules they share:
//   - they know words, colours and callbacks, never products or sales;
//   - a finger may slide 12 units and still tap; a longer slide scrolls what can scroll;
//   - they never take the keyboard, except SearchField, so a scanner always finds its way;
//   - they do nothing on hover, long press or double tap, and never animate;
//   - setting what is already shown paints nothing, and a change repaints only what changed.
//
// Colours and lengths come from theme.Current() when a part is drawn; after the look was changed,
// Fyne refreshes every widget and they read it again. All methods belong to Fyne's thread.
//
// Example: a key that takes 13.67 in cash:
//
//	pay := widgets.NewKey("Exact cash", func() { model.PayExact() })
//	pay.SetKind(widgets.Accent)
//	pay.SetAmount("€13.67")
package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kassa/ui/theme"
)

// Tone says how something stands, never by colour alone: the words beside it say the same.
type Tone int

// The tones.
const (
	Normal  Tone = iota // ink
	Muted               // secondary
	Strong              // accent
	Warning             // low stock, parked, a device is away
	Bad                 // out of stock, void, error
)

func (t Tone) color(p theme.Palette) color.NRGBA {
	switch t {
	case Muted:
		return p.Muted
	case Strong:
		return p.Accent
	case Warning:
		return p.Warn
	case Bad:
		return p.Bad
	}
	return p.Ink
}

// onRail is the colour on the rail's ground: white, pale where muted, else that of the dark look.
func (t Tone) onRail(p theme.Palette) color.NRGBA {
	switch t {
	case Normal:
		return p.RailInk
	case Muted:
		return p.RailMuted
	}
	return t.color(theme.Dark())
}

// ellipsis ends a text that did not fit.
const ellipsis = "…"

func textSize(s string, size float32, bold bool) fyne.Size {
	all, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{Bold: bold}, theme.LettersFor(s, bold))
	return all
}

// fits tells whether a text is no wider than a width. It is measured only where the sum of its letters does not say so.
func fits(s string, width, size float32, bold bool) bool {
	if sum, ok := theme.Wide(s, size, bold); ok {
		if sum <= width-1 {
			return true
		}
		if sum > width*1.08+1 {
			return false
		}
	}
	return textSize(s, size, bold).Width <= width
}

// fit shortens a text to a width, ending it with an ellipsis. A width below one letter gives "".
func fit(s string, width, size float32, bold bool) string {
	if s == "" || fits(s, width, size, bold) {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)-1 // the longest head that fits is in low..high
	for low < high {
		mid := (low + high + 1) / 2
		if fits(headOf(runes, mid)+ellipsis, width, size, bold) {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return ""
	}
	return headOf(runes, low) + ellipsis
}

func headOf(runes []rune, n int) string {
	for n > 0 && runes[n-1] == ' ' {
		n--
	}
	return string(runes[:n])
}

// paintText sets words, colour and size together and repaints once, or not at all.
func paintText(t *canvas.Text, s string, c color.NRGBA, size float32) {
	if t.Text == s && t.Color == color.Color(c) && t.TextSize == size {
		return
	}
	t.Text, t.Color, t.TextSize = s, c, size
	t.FontSource = theme.LettersFor(s, t.TextStyle.Bold)
	t.Refresh()
}

func setBold(t *canvas.Text, bold bool) {
	if t.TextStyle.Bold != bold {
		t.TextStyle.Bold, t.FontSource = bold, theme.LettersFor(t.Text, bold)
		t.Refresh()
	}
}

// paintBox sets fill and edge of a rectangle and repaints it only if they differ.
func paintBox(r *canvas.Rectangle, fill, edge color.NRGBA, width float32) {
	inside, outside := visible(fill), visible(edge)
	if r.FillColor == inside && r.StrokeColor == outside && r.StrokeWidth == width {
		return
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = inside, outside, width
	r.Refresh()
}

// visible is a colour as Fyne wants it: what cannot be seen has a name, by which it is not drawn at all.
func visible(c color.NRGBA) color.Color {
	if c.A == 0 {
		return color.Transparent
	}
	return c
}

// show hides or shows and tells whether that changed anything.
func show(o fyne.CanvasObject, yes bool) bool {
	if o.Visible() == yes {
		return false
	}
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

// lay shows or takes away the tint under a finger. Fyne does not paint for a shape that appears, and cannot be asked to by
// one that was never painted: the ground under it asks.
func lay(tint *canvas.Rectangle, ground fyne.CanvasObject, yes bool) {
	if show(tint, yes) {
		canvas.Refresh(ground)
	}
}

// place puts a thing somewhere. Texts go to whole units: from there Fyne shows the picture of their letters as it
// is, from a fraction it may squeeze it by one pixel.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	if _, ok := o.(*canvas.Text); ok {
		x, y = round(x), round(y)
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func newText(align fyne.TextAlign, bold bool) *canvas.Text {
	t := canvas.NewText("", color.Transparent)
	t.Alignment = align
	t.TextStyle.Bold, t.FontSource = bold, theme.LettersFor("", bold)
	return t
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

func newBox(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return r
}

// icon is a picture of ours that is loaded again only when its name or colour changes.
type icon struct {
	*canvas.Image
	name string
	tint color.NRGBA
}

func newIcon() *icon {
	i := &icon{Image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	i.Hide()
	return i
}

func (i *icon) set(name string, tint color.NRGBA) {
	if i.name == name && i.tint == tint {
		return
	}
	i.name, i.tint = name, tint
	if name == "" {
		i.Hide()
		return
	}
	i.Resource = theme.Icon(name, tint)
	i.Image.Image = nil
	i.Show()
	i.Refresh()
}

// objects is a renderer over things that a widget lays out and paints itself.
type objects struct {
	all    []fyne.CanvasObject
	layout func(fyne.Size)
	least  func() fyne.Size
	paint  func()
}

func (o *objects) Layout(s fyne.Size)           { o.layout(s) }
func (o *objects) MinSize() fyne.Size           { return o.least() }
func (o *objects) Refresh()                     { o.paint() }
func (o *objects) Objects() []fyne.CanvasObject { return o.all }
func (o *objects) Destroy()                     {}
