package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/app/paper"
	"kassa/ui/theme"
)

// Paper shows a document as a narrow printer prints it: black on white in every look, 42 letters in a line, wrapped as on
// paper. Bars and squares of codes only say that there is one.
type Paper struct {
	widget.BaseWidget
	doc   paper.Document
	sheet *canvas.Rectangle
	drawn *objects
	wide  float32 // for which it was drawn
}

// paperColumns is how many letters a line of the usual 80 mm roll has.
const paperColumns = 42

// NewPaper makes a sheet.
func NewPaper(doc paper.Document) *Paper {
	p := &Paper{doc: doc, sheet: newBox(4)}
	p.drawn = &objects{layout: func(s fyne.Size) { p.draw(s.Width) }, least: p.minSize, paint: func() { p.wide = 0; p.draw(p.Size().Width) }}
	p.ExtendBaseWidget(p)
	return p
}

// SetDocument puts another document on the sheet.
func (p *Paper) SetDocument(doc paper.Document) {
	p.doc, p.wide = doc, 0
	p.draw(p.Size().Width)
	p.Refresh()
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *Paper) CreateRenderer() fyne.WidgetRenderer {
	p.draw(p.Size().Width)
	return p.drawn
}

func (p *Paper) minSize() fyne.Size { return fyne.NewSize(200, 100) }

// HeightFor is how long the paper is at a width.
func (p *Paper) HeightFor(width float32) float32 {
	w := paperWriter{wide: width}
	w.size, w.cell = letterSize(width)
	w.write(p.doc)
	return w.y
}

// letterSize is the largest size at which a line has its letters, and how wide a letter is then.
func letterSize(width float32) (size, cell float32) {
	const probe = 20
	letter := textOn(probe, false).MinSize().Width
	cell = (width - 2*theme.Gap16) / paperColumns
	return min(22, cell/letter*probe), cell
}

func textOn(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("0", paperInk)
	t.TextSize, t.TextStyle = size, fyne.TextStyle{Monospace: true, Bold: bold}
	return t
}

var (
	paperWhite = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	paperInk   = color.NRGBA{R: 0x14, G: 0x16, B: 0x18, A: 0xFF}
)

func (p *Paper) draw(width float32) {
	if width == 0 || width == p.wide {
		return
	}
	p.wide = width
	w := paperWriter{wide: width}
	w.size, w.cell = letterSize(width)
	w.write(p.doc)
	paintBox(p.sheet, paperWhite, theme.Current().Palette().Line, 1)
	place(p.sheet, 0, 0, width, w.y)
	p.drawn.all = append([]fyne.CanvasObject{p.sheet}, w.all...)
	canvas.Refresh(p)
}

// paperWriter writes a document from top to bottom.
type paperWriter struct {
	all        []fyne.CanvasObject
	wide, y    float32
	size, cell float32
}

func (w *paperWriter) write(doc paper.Document) {
	w.y = theme.Gap16
	for _, item := range doc.Items {
		switch item := item.(type) {
		case paper.Text:
			for _, line := range wrapColumns(item.Text, columnsOf(item.Style)) {
				w.line(line, item.Align, item.Style, 0)
			}
		case paper.Row:
			w.row(item)
		case paper.Rule:
			w.rule()
		case paper.Feed:
			w.y += float32(item.Lines) * w.high(paper.Style{})
		case paper.Barcode:
			w.bars(item.Data)
		case paper.QR:
			w.square()
		case paper.Picture:
			w.y += float32(item.Height) * w.cell / 12
		}
	}
	w.y += theme.Gap16
}

// columnsOf is how many letters of a style fit into a line.
func columnsOf(s paper.Style) int {
	if s.Wide {
		return paperColumns / 2
	}
	return paperColumns
}

// high is how high a line of a style is.
func (w *paperWriter) high(s paper.Style) float32 {
	h := w.size * 1.3
	if s.Tall {
		h *= 1.45
	}
	return round(h)
}

// line puts letters somewhere in the width; from is the column at which a right part begins.
func (w *paperWriter) line(words string, align paper.Align, s paper.Style, indent int) {
	size := w.size
	if s.Tall || s.Wide {
		size *= 1.4
	}
	t := textOn(size, s.Bold)
	t.Text = words
	at := map[paper.Align]fyne.TextAlign{paper.Left: fyne.TextAlignLeading, paper.Center: fyne.TextAlignCenter, paper.Right: fyne.TextAlignTrailing}[align]
	t.Alignment = at
	high := w.high(s)
	place(t, theme.Gap16+float32(indent)*w.cell, w.y, w.wide-2*theme.Gap16, high)
	w.all = append(w.all, t)
	w.y += high
}

// row puts words at the left edge and a sum at the right one, on the last line of the words.
func (w *paperWriter) row(r paper.Row) {
	columns := columnsOf(r.Style)
	left := wrapColumns(r.Left, columns)
	right := []rune(r.Right)
	if n := len(left); n == 0 || len([]rune(left[n-1]))+1+len(right) > columns {
		left = append(left, "")
	}
	for i, words := range left {
		if i == len(left)-1 {
			before := w.y
			w.line(r.Right, paper.Right, r.Style, 0)
			w.y = before
		}
		w.line(words, paper.Left, r.Style, 0)
	}
}

func (w *paperWriter) rule() {
	line := newBox(0)
	line.FillColor = paperInk
	place(line, theme.Gap16, w.y+w.size*0.5, w.wide-2*theme.Gap16, 1)
	w.all = append(w.all, line)
	w.y += round(w.size)
}

// bars draws the bits of a code; they are only to be looked at.
func (w *paperWriter) bars(data string) {
	high := w.size * 2.6
	x := w.wide/2 - float32(len(data))*4
	for _, b := range []byte(data) {
		for bit := range 4 {
			if b>>bit&1 == 1 || bit == 0 {
				bar := newBox(0)
				bar.FillColor = paperInk
				place(bar, x+float32(bit)*2, w.y+4, 1.4, high)
				w.all = append(w.all, bar)
			}
		}
		x += 8
	}
	w.y += high + 6
	w.line(data, paper.Center, paper.Style{}, 0)
}

// square stands for a QR code.
func (w *paperWriter) square() {
	edge := w.size * 6
	for _, inset := range []float32{0, edge * 0.1, edge * 0.3} {
		box := newBox(0)
		box.FillColor = paperInk
		if inset == edge*0.1 {
			box.FillColor = paperWhite
		}
		place(box, (w.wide-edge)/2+inset, w.y+6+inset, edge-2*inset, edge-2*inset)
		w.all = append(w.all, box)
	}
	w.y += edge + 12
}

// wrapColumns breaks words at spaces into lines of so many letters, and inside a word only when it is longer.
func wrapColumns(s string, columns int) (lines []string) {
	for _, part := range strings.Split(s, "\n") {
		line := []rune{}
		for i, word := range strings.Split(part, " ") {
			letters := []rune(word)
			if i > 0 && len(line)+1+len(letters) > columns && len(line) > 0 {
				lines, line = append(lines, string(line)), nil
			} else if i > 0 {
				line = append(line, ' ')
			}
			for len(line)+len(letters) > columns {
				room := columns - len(line)
				lines, line, letters = append(lines, string(append(line, letters[:room]...))), nil, letters[room:]
			}
			line = append(line, letters...)
		}
		lines = append(lines, string(line))
	}
	return lines
}
