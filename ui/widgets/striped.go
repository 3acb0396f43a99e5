package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kassa/ui/theme"
)

// Striped is the frame of training mode around all that a window shows: stripes on every side, at the top the word that says
// what this is, and the key that ends it. Its colours are the same in both looks, and no screen has them otherwise, so that
// nobody takes what stands inside for the shop.
type Striped struct {
	inside fyne.CanvasObject
	edges  [4]*canvas.Raster // top, bottom, left, right
	plate  *canvas.Rectangle
	word   *canvas.Text
	words  *canvas.Text
	end    *Key
}

// The colours of warning stripes.
var (
	stripeDark  = color.NRGBA{R: 0x1B, G: 0x1B, B: 0x1B, A: 0xFF}
	stripeLight = color.NRGBA{R: 0xFF, G: 0xC1, B: 0x2E, A: 0xFF}
)

const (
	stripeEdge = 8  // of the frame at the left, the right and the foot
	stripeWide = 18 // of one stripe, in pixels along the edge
)

// NewStriped frames what is inside; word says what this is, words a little more, end is the caption of the key; "" has no key.
func NewStriped(inside fyne.CanvasObject, word, words, end string, tap func()) fyne.CanvasObject {
	s := &Striped{inside: inside, plate: canvas.NewRectangle(stripeLight), word: newText(fyne.TextAlignLeading, true),
		words: newText(fyne.TextAlignLeading, false)}
	s.plate.CornerRadius = 4
	paintText(s.word, word, stripeDark, theme.Current().Metrics().Title())
	paintText(s.words, words, stripeDark, theme.Current().Metrics().Caption())
	all := []fyne.CanvasObject{inside}
	for i := range s.edges {
		s.edges[i] = canvas.NewRaster(stripes)
		all = append(all, s.edges[i])
	}
	all = append(all, s.plate, s.word, s.words)
	if end != "" {
		s.end = NewKey(end, tap)
		s.end.SetKind(Dark)
		all = append(all, s.end)
	}
	return &fyne.Container{Layout: s, Objects: all}
}

// stripes paints diagonal stripes.
func stripes(w, h int) image.Image {
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{stripeDark, stripeLight})
	for y := range h {
		for x := range w {
			m.Pix[y*m.Stride+x] = uint8((x + y) / stripeWide % 2)
		}
	}
	return m
}

// head is how high the frame is at the top: its key is for a finger.
func (s *Striped) head() float32 {
	return max(theme.Current().Metrics().Least(), lineHeight(s.word.TextSize, true)) + theme.Gap4
}

// MinSize is Fyne's way to ask how large it is. The edges at the sides ask for nothing: a window that fits a small screen without
// them shows them there too, and what is inside gives way by their width.
func (s *Striped) MinSize([]fyne.CanvasObject) fyne.Size {
	return s.inside.MinSize().AddWidthHeight(0, s.head()+stripeEdge)
}

// Layout is Fyne's way to place the parts.
func (s *Striped) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top := s.head()
	place(s.inside, stripeEdge, top, size.Width-2*stripeEdge, size.Height-top-stripeEdge)
	place(s.edges[0], 0, 0, size.Width, top)
	place(s.edges[1], 0, size.Height-stripeEdge, size.Width, stripeEdge)
	place(s.edges[2], 0, top, stripeEdge, size.Height-top-stripeEdge)
	place(s.edges[3], size.Width-stripeEdge, top, stripeEdge, size.Height-top-stripeEdge)
	right := size.Width - theme.Gap24
	if s.end != nil {
		w := max(s.end.MinSize().Width, theme.Current().Metrics().Pay())
		place(s.end, right-w, 2, w, top-theme.Gap4)
		right -= w + theme.Gap24
	}
	word, words := textSize(s.word.Text, s.word.TextSize, true).Width+2, textSize(s.words.Text, s.words.TextSize, false).Width+2
	wide := theme.Gap16 + word + theme.Gap16 + words + theme.Gap16
	if theme.Gap24+wide > right { // the word alone
		s.words.Hide()
		wide -= words + theme.Gap16
	} else {
		s.words.Show()
	}
	place(s.plate, theme.Gap24, 3, wide, top-6)
	high := lineHeight(s.word.TextSize, true)
	place(s.word, theme.Gap24+theme.Gap16, (top-high)/2, word, high)
	high = lineHeight(s.words.TextSize, false)
	place(s.words, theme.Gap24+2*theme.Gap16+word, (top-high)/2, words, high)
}
