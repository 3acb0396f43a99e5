package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Size is how large words are, in the sizes of the look at 100 % text.
type Size float32

// The sizes.
const (
	Caption Size = 14
	Body    Size = 16
	OnSell  Size = 17 // running text of the sell screen
	Title   Size = 18
	Heading Size = 24
	Total   Size = 32
	Amount  Size = 46 // amounts while paying
)

// Text is one line of words or an amount. Where it has less room than it needs it ends with an ellipsis,
// or, as an amount, becomes smaller: an amount is never cut.
type Text struct {
	widget.BaseWidget

	words  string
	size   Size
	tone   Tone
	bold   bool
	align  fyne.TextAlign
	struck bool
	amount bool
	onRail bool
	change bool

	text *canvas.Text
	line *canvas.Rectangle
}

// NewText makes a line of words, aligned left.
func NewText(words string, size Size) *Text {
	t := &Text{words: words, size: size, text: newText(fyne.TextAlignLeading, false), line: newBox(0)}
	t.ExtendBaseWidget(t)
	return t
}

// NewBold makes a bold line of words, aligned left.
func NewBold(words string, size Size) *Text {
	t := NewText(words, size)
	t.bold = true
	return t
}

// NewMoney makes an amount: bold, aligned right, with digits that stand under each other.
func NewMoney(words string, size Size) *Text {
	t := NewBold(words, size)
	t.amount, t.align = true, fyne.TextAlignTrailing
	return t
}

// Words is what stands there.
func (t *Text) Words() string { return t.words }

// SetWords changes what stands there; the same words again paint nothing.
func (t *Text) SetWords(s string) {
	if t.words != s {
		t.words = s
		t.repaint()
	}
}

// SetTone changes the colour.
func (t *Text) SetTone(tone Tone) *Text {
	if t.tone != tone {
		t.tone = tone
		t.repaint()
	}
	return t
}

// SetAlign changes where the words stand in the width they have.
func (t *Text) SetAlign(a fyne.TextAlign) *Text {
	if t.align != a {
		t.align = a
		t.repaint()
	}
	return t
}

// SetSize changes how large the words are.
func (t *Text) SetSize(s Size) *Text {
	if t.size != s {
		t.size = s
		t.repaint()
	}
	return t
}

// SetStruck strikes the words through, for a price that no longer holds.
func (t *Text) SetStruck(yes bool) *Text {
	if t.struck != yes {
		t.struck = yes
		t.repaint()
	}
	return t
}

// SetOnRail paints the words for the rail's dark ground (lock screen), which is dark in both looks.
func (t *Text) SetOnRail() *Text {
	t.onRail = true
	t.repaint()
	return t
}

// SetChange paints a large amount in the deeper accent that keeps 7:1, for the change to give.
func (t *Text) SetChange() *Text {
	t.change = true
	t.repaint()
	return t
}

// CreateRenderer is Fyne's way to draw a widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.repaint()
	return &objects{
		all:    []fyne.CanvasObject{t.text, t.line},
		layout: t.arrange, least: t.minSize, paint: t.repaint,
	}
}

func (t *Text) points() float32 { return theme.Current().Metrics().Text(float32(t.size)) }

func (t *Text) minSize() fyne.Size { return textSize(t.words, t.points(), t.bold) }

func (t *Text) repaint() { t.arrange(t.Size()) }

func (t *Text) arrange(s fyne.Size) {
	p := theme.Current().Palette()
	ink := t.tone.color(p)
	switch {
	case t.onRail:
		ink = t.tone.onRail(p)
	case t.change:
		ink = p.Change
	}
	size, words := t.points(), t.words
	if s.Width > 0 && t.amount {
		for size > 10 && !fits(words, s.Width+0.5, size, t.bold) {
			size = theme.Smaller(size)
		}
	} else if s.Width > 0 {
		words = fit(words, s.Width+0.5, size, t.bold)
	}
	setBold(t.text, t.bold)
	t.text.Alignment = t.align
	paintText(t.text, words, ink, size)
	place(t.text, 0, 0, s.Width, s.Height)
	show(t.line, t.struck && words != "")
	if t.struck {
		t.strike(s)
	}
}

func (t *Text) strike(s fyne.Size) {
	least := t.text.MinSize()
	x := float32(0)
	switch t.align {
	case fyne.TextAlignTrailing:
		x = s.Width - least.Width
	case fyne.TextAlignCenter:
		x = (s.Width - least.Width) / 2
	}
	place(t.line, x, round((s.Height-least.Height)/2+least.Height*0.53), least.Width, max(1, round(t.text.TextSize/16)))
	t.line.FillColor = t.text.Color
}
