package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Paragraph is words over as many lines as the width asks for. A line break in the words begins a new line.
type Paragraph struct {
	widget.BaseWidget
	words string
	size  Size
	tone  Tone
	rail  bool
	align fyne.TextAlign
	lines []*canvas.Text
	drawn *objects
}

// NewParagraph makes a paragraph.
func NewParagraph(words string, size Size) *Paragraph {
	p := &Paragraph{words: words, size: size}
	p.drawn = &objects{layout: p.arrange, least: p.minSize, paint: func() { p.arrange(p.Size()) }}
	p.ExtendBaseWidget(p)
	return p
}

// SetWords changes what stands there.
func (p *Paragraph) SetWords(s string) {
	if p.words != s {
		p.words = s
		p.arrange(p.Size())
	}
}

// SetTone changes the colour.
func (p *Paragraph) SetTone(t Tone) *Paragraph {
	if p.tone != t {
		p.tone = t
		p.arrange(p.Size())
	}
	return p
}

// SetOnRail paints the words for the rail's dark ground (lock screen), like [Text.SetOnRail].
func (p *Paragraph) SetOnRail() *Paragraph {
	p.rail = true
	p.arrange(p.Size())
	return p
}

// SetCentred puts each line into the middle.
func (p *Paragraph) SetCentred() *Paragraph {
	p.align = fyne.TextAlignCenter
	p.arrange(p.Size())
	return p
}

// HeightFor is how high the paragraph is at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	size := theme.Current().Metrics().Text(float32(p.size))
	return float32(len(breakLines(p.words, width, size))) * lineHeight(size, false)
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.arrange(p.Size())
	return p.drawn
}

func (p *Paragraph) minSize() fyne.Size {
	if p.words == "" {
		return fyne.Size{}
	}
	width := p.Size().Width
	if width == 0 {
		width = 320
	}
	return fyne.NewSize(40, p.HeightFor(width))
}

func (p *Paragraph) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	th := theme.Current()
	size := th.Metrics().Text(float32(p.size))
	lines := breakLines(p.words, s.Width, size)
	for len(p.lines) < len(lines) {
		p.lines = append(p.lines, newText(fyne.TextAlignLeading, false))
	}
	p.drawn.all = p.drawn.all[:0]
	ink := p.tone.color(th.Palette())
	if p.rail {
		ink = p.tone.onRail(th.Palette())
	}
	high := lineHeight(size, false)
	for i, words := range lines {
		p.lines[i].Alignment = p.align
		paintText(p.lines[i], words, ink, size)
		place(p.lines[i], 0, float32(i)*high, s.Width, high)
		p.drawn.all = append(p.drawn.all, p.lines[i])
	}
}

// breakLines parts words into lines that fit into a width.
func breakLines(words string, width, size float32) []string {
	if words == "" {
		return nil
	}
	var lines []string
	for _, part := range strings.Split(words, "\n") {
		line := ""
		for _, word := range strings.Split(part, " ") {
			longer := strings.TrimPrefix(line+" "+word, " ")
			if line != "" && !fits(longer, width, size, false) {
				lines = append(lines, line)
				longer = word
			}
			line = longer
		}
		lines = append(lines, line)
	}
	return lines
}
