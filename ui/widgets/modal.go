package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Choice is one key of a dialog. Tapping it closes the dialog, then calls OnTap.
type Choice struct {
	Label   string
	Kind    Kind
	OnTap   func() // may be nil
	Default bool   // Return does the same, unless the key is a dangerous one: what destroys is tapped
	Cancel  bool   // Escape does the same
	Stay    bool   // the dialog stays open; OnTap closes it where it wants to
	Off     bool   // cannot be pressed (yet); see Enable
}

// Keyboard hands named keys to whoever asked for them last; the router is one.
type Keyboard interface {
	Grab(handle func(ev *fyne.KeyEvent) bool) (release func())
}

// Modal is a dialog: a title, a sentence, any body and large keys, over a darkened screen. Return and Escape
// press the keys that say so; every other named key goes nowhere while it is open. A tap beside it does
// nothing. Scans still reach the router: the model decides what they mean now.
type Modal struct {
	widget.BaseWidget
	// OnClosed is called after the dialog closed, before the OnTap of the choice; may be nil.
	OnClosed func()

	title   *Text
	text    *Paragraph
	body    fyne.CanvasObject
	beside  fyne.CanvasObject
	choices []Choice
	keys    []*Key
	veil    *canvas.Rectangle
	card    *canvas.Rectangle
	over    fyne.Canvas
	release func()
	wide    float32
}

// NewModal makes a dialog; text and body may be "" and nil. The first choice stands on the left.
func NewModal(title, text string, body fyne.CanvasObject, choices ...Choice) *Modal {
	m := &Modal{title: NewBold(title, 22), text: NewParagraph(text, Body), body: body, choices: choices}
	m.veil, m.card = newBox(0), newBox(theme.Radius)
	for i, c := range choices {
		k := NewKey(c.Label, func() { m.choose(i) })
		k.SetKind(c.Kind)
		k.SetText(17, c.Default)
		k.SetEnabled(!c.Off)
		m.keys = append(m.keys, k)
	}
	m.ExtendBaseWidget(m)
	return m
}

// SetWidth asks for a card wider than the usual 560 units.
func (m *Modal) SetWidth(w float32) { m.wide = w }

// SetBeside puts something on the right of everything else, such as a number pad.
func (m *Modal) SetBeside(o fyne.CanvasObject) { m.beside = o }

// SetText changes the sentence.
func (m *Modal) SetText(s string) {
	m.text.SetWords(s)
	m.arrange(m.Size())
}

// Enable lets the i-th choice be pressed or not.
func (m *Modal) Enable(i int, yes bool) { m.keys[i].SetEnabled(yes) }

// Open shows the dialog over a window and takes the named keys; keys may be nil (then only taps work).
func (m *Modal) Open(c fyne.Canvas, keys Keyboard) {
	if m.over != nil {
		return
	}
	m.over = c
	if keys != nil {
		m.release = keys.Grab(m.HandleKey)
	}
	c.Overlays().Add(m)
	m.Resize(c.Size())
}

// Close ends the dialog without a choice.
func (m *Modal) Close() {
	if m.over == nil {
		return
	}
	over := m.over
	m.over = nil
	if m.release != nil {
		m.release()
		m.release = nil
	}
	over.Overlays().Remove(m)
	if m.OnClosed != nil {
		m.OnClosed()
	}
}

// IsOpen tells whether the dialog shows.
func (m *Modal) IsOpen() bool { return m.over != nil }

// HandleKey presses what a named key stands for. It is always true: a dialog lets no key through to the screen.
func (m *Modal) HandleKey(ev *fyne.KeyEvent) bool {
	for i, c := range m.choices {
		yes := c.Default && c.Kind != Danger && (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter)
		if (yes || c.Cancel && ev.Name == fyne.KeyEscape) && m.keys[i].Enabled() {
			m.choose(i)
			break
		}
	}
	return true
}

func (m *Modal) choose(i int) {
	if !m.choices[i].Stay {
		m.Close()
	}
	if m.choices[i].OnTap != nil {
		m.choices[i].OnTap()
	}
}

// Tapped is called by Fyne for a tap beside the keys, which does nothing but keep it from the screen below.
func (m *Modal) Tapped(*fyne.PointEvent) {}

// CreateRenderer is Fyne's way to draw a widget.
func (m *Modal) CreateRenderer() fyne.WidgetRenderer {
	m.repaint()
	all := []fyne.CanvasObject{m.veil, m.card, m.title, m.text}
	if m.body != nil {
		all = append(all, m.body)
	}
	for _, k := range m.keys {
		all = append(all, k)
	}
	if m.beside != nil {
		all = append(all, m.beside)
	}
	least := func() fyne.Size { return fyne.NewSize(320, 200) }
	return &objects{all: all, layout: m.arrange, least: least, paint: m.repaint}
}

func (m *Modal) repaint() {
	p := theme.Current().Palette()
	paintBox(m.veil, p.Scrim, color.NRGBA{}, 0)
	paintBox(m.card, p.Card, p.Line, 1)
	m.arrange(m.Size())
}

// arrange puts the card in the middle, as high as what it holds.
func (m *Modal) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	const pad = theme.Gap24
	me := theme.Current().Metrics()
	inner := min(max(560, m.wide)*(1+(me.Grow()-1)*0.5), s.Width-48) - 2*pad
	whole, side := inner, fyne.Size{}
	if m.beside != nil {
		side = m.beside.MinSize()
		inner -= side.Width + pad
	}
	title, text, key := m.title.MinSize().Height, m.text.HeightFor(inner), max(56, me.Touch())
	body := float32(0)
	if m.body != nil {
		if m.beside == nil {
			inner = min(max(inner, m.body.MinSize().Width), s.Width-48-2*pad)
			whole = inner
		}
		body = m.body.MinSize().Height + theme.Gap16
	}
	if text > 0 {
		text += theme.Gap8
	}
	rows := m.keyRows(inner)
	keys := float32(rows)*(key+theme.Gap8) - theme.Gap8
	high := max(pad+title+text+body+pad+keys+pad, side.Height+2*pad)
	x, y := round((s.Width-whole-2*pad)/2), round(max(0, s.Height-high)/2)
	place(m.veil, 0, 0, s.Width, s.Height)
	place(m.card, x, y, whole+2*pad, high)
	x, y = x+pad, y+pad
	foot := y + high - 2*pad - keys
	if m.beside != nil {
		place(m.beside, x+inner+pad, y, side.Width, high-2*pad)
	}
	place(m.title, x, y, inner, title)
	y += title
	place(m.text, x, y+theme.Gap8, inner, max(0, text-theme.Gap8))
	y += text
	if m.body != nil {
		place(m.body, x, y+theme.Gap16, inner, body-theme.Gap16)
		y += body
	}
	m.arrangeKeys(x, foot, inner, key, rows)
}

// keyRows is how many rows the keys need: one, if each gets at least its own width.
func (m *Modal) keyRows(width float32) int {
	n := float32(len(m.keys))
	each := (width - (n-1)*theme.Gap8) / n
	for _, k := range m.keys {
		if k.MinSize().Width > each {
			return len(m.keys)
		}
	}
	return min(1, len(m.keys))
}

func (m *Modal) arrangeKeys(x, y, width, high float32, rows int) {
	if rows != 1 {
		for i, k := range m.keys {
			place(k, x, y+float32(i)*(high+theme.Gap8), width, high)
		}
		return
	}
	each := (width - float32(len(m.keys)-1)*theme.Gap8) / float32(len(m.keys))
	for i, k := range m.keys {
		place(k, x+float32(i)*(each+theme.Gap8), y, each, high)
	}
}
