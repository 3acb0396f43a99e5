package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Strip is a calm line that tells something: an icon, a sentence of up to two lines and, where there is
// something to do, one key. It stays until the words are changed; how long a message lasts is the model's
// affair. An empty strip paints nothing.
type Strip struct {
	widget.BaseWidget
	// OnAction is called when the strip's key was tapped.
	OnAction func()

	tone   Tone
	words  string
	action *Key
	box    *canvas.Rectangle
	icon   *icon
	line1  *canvas.Text
	line2  *canvas.Text
}

// NewStrip makes an empty strip.
func NewStrip() *Strip {
	s := &Strip{box: newBox(theme.Radius), icon: newIcon()}
	s.line1, s.line2 = newText(fyne.TextAlignLeading, false), newText(fyne.TextAlignLeading, false)
	s.action = NewKey("", func() {
		if s.OnAction != nil {
			s.OnAction()
		}
	})
	s.action.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// Say shows a message: tone Normal informs, Strong confirms, Warning and Bad warn. Action is the label of the
// key; "" shows no key. The same message again paints nothing.
func (s *Strip) Say(tone Tone, words, action string) {
	if s.tone == tone && s.words == words && s.action.Label() == action {
		return
	}
	s.tone, s.words = tone, words
	s.action.SetLabel(action)
	s.repaint()
}

// Clear empties the strip.
func (s *Strip) Clear() { s.Say(Normal, "", "") }

// Words is what the strip says.
func (s *Strip) Words() string { return s.words }

// Wide is the width at which the words stand on one line, beside the key where there is one.
func (s *Strip) Wide() float32 {
	points := theme.Current().Metrics().Text(15)
	wide := theme.Gap12 + round(points*1.4) + theme.Gap8 + textSize(s.words, points, false).Width + 1 + theme.Gap12
	if s.action.Label() != "" {
		wide += s.action.MinSize().Width
	}
	return wide
}

// CreateRenderer is Fyne's way to draw a widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	s.repaint()
	return &objects{
		all:    []fyne.CanvasObject{s.box, s.icon.Image, s.line1, s.line2, s.action},
		layout: s.arrange, least: s.minSize, paint: s.repaint,
	}
}

func (s *Strip) minSize() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(2*m.Pay(), m.Touch())
}

func (s *Strip) looks(p theme.Palette) (fill, ink color.NRGBA, icon string) {
	switch s.tone {
	case Warning:
		return p.WarnSoft, p.Warn, "warn"
	case Bad:
		return p.BadSoft, p.Bad, "warn"
	case Strong:
		return p.Soft, p.Ink, "tick"
	}
	return p.Card, p.Ink, "info"
}

func (s *Strip) repaint() {
	p := theme.Current().Palette()
	fill, ink, name := s.looks(p)
	edge := fill
	if s.tone == Normal || s.tone == Muted {
		edge = p.Line
	}
	empty := s.words == ""
	paintBox(s.box, fill, edge, 1)
	show(s.box, !empty)
	if empty {
		name = ""
	}
	s.icon.set(name, ink)
	show(s.action, !empty && s.action.Label() != "")
	s.arrange(s.Size())
}

func (s *Strip) arrange(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	th := theme.Current()
	_, ink, _ := s.looks(th.Palette())
	points := th.Metrics().Text(15)
	place(s.box, 0, 0, size.Width, size.Height)
	edge := round(points * 1.4)
	place(s.icon.Image, theme.Gap12, (size.Height-edge)/2, edge, edge)
	left, right := theme.Gap12+edge+theme.Gap8, size.Width-theme.Gap12
	if s.action.Visible() {
		w := s.action.MinSize().Width
		place(s.action, size.Width-w-theme.Gap4, theme.Gap4, w, size.Height-2*theme.Gap4)
		right -= w
	}
	high := lineHeight(points, false)
	for points > 12 && 2*high > size.Height && !fits(s.words, right-left, points, false) {
		points = theme.Smaller(points)
		high = lineHeight(points, false)
	}
	first, second := wrap(s.words, right-left, points, false)
	top := (size.Height - high) / 2
	if second != "" {
		top = (size.Height-2*high)/2 + 1
	}
	paintText(s.line1, first, ink, points)
	paintText(s.line2, second, ink, points)
	place(s.line1, left, top, right-left, high)
	place(s.line2, left, top+high-2, right-left, high)
}
