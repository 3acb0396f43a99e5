package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// KeyboardWords are the words on the keys that write no letter.
type KeyboardWords struct{ Language, Space, Next string }

// ScreenKeyboard is the keyboard on the screen: Fyne has none, and tills have no other. It types into the field that Field
// names, at the moment of the tap, in the letters of both languages.
type ScreenKeyboard struct {
	widget.BaseWidget
	// Field is where the letters go; nil when there is none.
	Field func() fyne.Focusable

	words  KeyboardWords
	hide   func() // nil: there is no key for it
	ground *Panel
	rows   [][]*Key
	drawn  *objects
	layout int
	big    bool
}

// The layouts. The letters of both languages are one key away from each other.
func layouts() [2][4]string {
	return [2][4]string{
		{"1234567890-", "qwertyuiop", "asdfghjkl.", "zxcvbnm,%"},
		{"1234567890-", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.,%"},
	}
}

// NewScreenKeyboard makes a keyboard that begins with Russian letters or Latin ones. It is hidden, and its keys are made
// when it is shown first: at most tills it never is.
func NewScreenKeyboard(words KeyboardWords, russian bool, field func() fyne.Focusable) *ScreenKeyboard {
	k := &ScreenKeyboard{Field: field, words: words, ground: NewPanel(Page, nil)}
	if russian {
		k.layout = 1
	}
	k.drawn = &objects{layout: k.arrange, least: func() fyne.Size { return fyne.NewSize(0, k.High()) }, paint: func() {}}
	k.ExtendBaseWidget(k)
	k.Hide()
	return k
}

// Hideable adds the key that puts the keyboard away.
func (k *ScreenKeyboard) Hideable(hide func()) {
	k.hide = hide
	if k.rows != nil {
		k.rebuild()
	}
}

// Show brings the keyboard up.
func (k *ScreenKeyboard) Show() {
	if k.rows == nil {
		k.rebuild()
	}
	k.BaseWidget.Show()
}

// CreateRenderer is Fyne's way to draw a widget.
func (k *ScreenKeyboard) CreateRenderer() fyne.WidgetRenderer { return k.drawn }

// build makes the keys of the layout and case that are in force.
func (k *ScreenKeyboard) build() {
	k.rows = nil
	k.drawn.all = []fyne.CanvasObject{k.ground}
	for _, letters := range layouts()[k.layout] {
		var row []*Key
		for _, r := range letters {
			if k.big {
				r = upper(r)
			}
			row = append(row, k.key(string(r), func() { k.write(r) }))
		}
		k.rows = append(k.rows, row)
	}
	shift := k.key("", k.shift)
	shift.SetIcon("up")
	if k.big {
		shift.SetKind(Chosen)
	}
	back := k.key("", func() { k.press(fyne.KeyBackspace) })
	back.SetIcon("backspace")
	last := []*Key{shift, k.key(k.words.Language, k.other), k.key(k.words.Space, func() { k.write(' ') }), back,
		k.key(k.words.Next, func() { k.press(fyne.KeyReturn) })}
	if k.hide != nil {
		hide := k.key("", k.hide)
		hide.SetIcon("down")
		last = append(last, hide)
	}
	k.rows = append(k.rows, last)
}

func upper(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case r >= 'а' && r <= 'я':
		return r - 'а' + 'А'
	}
	return r
}

func (k *ScreenKeyboard) key(label string, tap func()) *Key {
	key := NewKey(label, tap)
	key.SetText(19, false)
	k.drawn.all = append(k.drawn.all, key)
	return key
}

func (k *ScreenKeyboard) shift() {
	k.big = !k.big
	k.rebuild()
}

func (k *ScreenKeyboard) other() {
	k.layout = 1 - k.layout
	k.rebuild()
}

func (k *ScreenKeyboard) rebuild() {
	k.build()
	k.arrange(k.Size())
	k.Refresh()
}

// write types a letter; a capital is for one letter only.
func (k *ScreenKeyboard) write(r rune) {
	if f := k.Field(); f != nil {
		f.TypedRune(r)
	}
	if k.big && upper(r) == r && r != ' ' {
		k.shift()
	}
}

func (k *ScreenKeyboard) press(name fyne.KeyName) {
	if f := k.Field(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (k *ScreenKeyboard) rowHigh() float32 { return max(52, theme.Current().Metrics().Touch()) }

// High is how much room the keyboard takes.
func (k *ScreenKeyboard) High() float32 { return 5*(k.rowHigh()+theme.Gap4) + 2*theme.Gap8 }

func (k *ScreenKeyboard) arrange(s fyne.Size) {
	if k.rows == nil || s.Width <= 0 {
		return
	}
	place(k.ground, 0, 0, s.Width, s.Height)
	const gap = theme.Gap4
	w := s.Width - 2*theme.Gap12
	y := theme.Gap8
	for _, row := range k.rows[:4] {
		each := (w - 11*gap) / 12
		x := theme.Gap12 + (w-float32(len(row))*(each+gap)+gap)/2
		for i, key := range row {
			place(key, x+float32(i)*(each+gap), y, each, k.rowHigh())
		}
		y += k.rowHigh() + gap
	}
	shares := []float32{1, 1, 5, 1, 2, 1}[:len(k.rows[4])]
	all := float32(0)
	for _, share := range shares {
		all += share
	}
	x := theme.Gap12
	for i, key := range k.rows[4] {
		each := (w - float32(len(shares)-1)*gap) * shares[i] / all
		place(key, x, y, each, k.rowHigh())
		x += each + gap
	}
}
