package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
	"kassa/ui/wedge"
)

// SearchField is a field to search in. It takes the keyboard only when it is tapped or told to, and lets
// scans through to the router. A cross empties it.
type SearchField struct {
	widget.BaseWidget
	// OnChanged is called with each new text; router.Fast() tells whether a scan may be under way.
	OnChanged func(text string)
	// OnSubmitted is called with Enter that no scan and no dialog took.
	OnSubmitted func(text string)

	entry *wedge.Entry
	what  string // the whole placeholder
	hint  string
	frame *canvas.Rectangle
	words *canvas.Text
	empty *Key
}

// NewSearchField makes an empty field; placeholder says what to do there, hint is the key that leads there ("F2").
func NewSearchField(r *wedge.Router, placeholder, hint string) *SearchField {
	f := &SearchField{entry: r.NewEntry(), what: placeholder, hint: hint, frame: newBox(5), words: newText(fyne.TextAlignCenter, false)}
	f.entry.OnChanged = func(s string) {
		f.repaint()
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.entry.OnSubmitted = func(s string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(s)
		}
	}
	f.empty = NewIconKey("close", func() { f.entry.SetText("") })
	f.empty.SetKind(Bare)
	f.ExtendBaseWidget(f)
	return f
}

// Text is what was typed.
func (f *SearchField) Text() string { return f.entry.Text }

// SetText changes what stands there; the same text again changes nothing.
func (f *SearchField) SetText(s string) {
	if f.entry.Text != s {
		f.entry.SetText(s)
	}
}

// SetPlaceHolder changes what an empty field says.
func (f *SearchField) SetPlaceHolder(s string) {
	if f.what != s {
		f.what = s
		f.arrange(f.Size())
	}
}

// Focus gives the field the keyboard, as F2 does.
func (f *SearchField) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f.entry)
	}
}

// Unfocus gives the keyboard back to the window, if the field has it.
func (f *SearchField) Unfocus() {
	c := fyne.CurrentApp().Driver().CanvasForObject(f)
	if c != nil && c.Focused() == fyne.Focusable(f.entry) {
		c.Unfocus()
	}
}

// Focused tells whether the field has the keyboard.
func (f *SearchField) Focused() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(f)
	return c != nil && c.Focused() == fyne.Focusable(f.entry)
}

// CreateRenderer is Fyne's way to draw a widget.
func (f *SearchField) CreateRenderer() fyne.WidgetRenderer {
	f.repaint()
	return &objects{
		all:    []fyne.CanvasObject{f.entry, f.frame, f.words, f.empty},
		layout: f.arrange, least: f.minSize, paint: f.repaint,
	}
}

func (f *SearchField) minSize() fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(4*m.Pay(), max(f.entry.MinSize().Height, m.Touch()))
}

func (f *SearchField) repaint() {
	p := theme.Current().Palette()
	glass := theme.Icon("search", p.Muted)
	if f.entry.Icon == nil || f.entry.Icon.Name() != glass.Name() {
		f.entry.Icon = glass
		f.entry.Refresh()
	}
	paintBox(f.frame, color.NRGBA{}, p.Line, 1)
	paintText(f.words, f.hint, p.Muted, theme.Current().Metrics().Text(12))
	typed := f.entry.Text != ""
	show(f.empty, typed)
	show(f.frame, !typed && f.hint != "")
	show(f.words, !typed && f.hint != "")
	f.arrange(f.Size())
}

func (f *SearchField) arrange(s fyne.Size) {
	place(f.entry, 0, 0, s.Width, s.Height)
	text := f.words.MinSize()
	w, h := text.Width+14, text.Height+6
	place(f.frame, s.Width-w-theme.Gap12, (s.Height-h)/2, w, h)
	place(f.words, s.Width-w-theme.Gap12, (s.Height-h)/2, w, h)
	place(f.empty, s.Width-s.Height, 0, s.Height, s.Height)
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	room := s.Width - m.Text(22) - 4*theme.Gap12 - w
	if words := fit(f.what, room, m.Sell(), false); f.entry.PlaceHolder != words {
		f.entry.SetPlaceHolder(words)
	}
}
