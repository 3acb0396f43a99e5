package widgets

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// KeyboardWords are the words on the keys that write no letter.
type KeyboardWords struct{ Space, Next string }

// ScreenKeyboard is the keyboard on the screen: Fyne has none, and tills have no other. It types into the field that Field
// names, at the moment of the tap, in the letters of both languages. Signs, and letters of other languages, are one key away;
// as a capital, such a letter is for one only.
//
// A worked example: "M", "ü" from behind the key "äé", "ller" from the letters that came back by themselves, "&" is there, too.
type ScreenKeyboard struct {
	widget.BaseWidget
	// Field is where the letters go, and gives it the keyboard if a tap took it away; nil when there is none.
	Field func() fyne.Focusable

	words   KeyboardWords
	hide    func() // nil: there is no key for it
	ground  *Panel
	rows    [][]*Key
	last    []*Key // the keys that write no letter
	drawn   *objects
	russian bool
	layer   keyLayer
	big     bool
}

// keyLayer is what the keys write.
type keyLayer int

const (
	letters keyLayer = iota
	signs
	others // letters of other languages
	more   // and more of them
)

// keyRows are the letters of a layer. The letters of both languages are one key away from each other.
func keyRows(layer keyLayer, russian bool) []string {
	switch {
	case layer == signs:
		return []string{"!?&@#№$€£¥₽%", "()[]{}<>«»„“", "+-=*/\\|_~^°§", ".,:;'\"…–—•²³"}
	case layer == others && russian:
		return []string{"іїєґўәғқңөұү", "һҗђѓјљњћќџѕ"}
	case layer == others:
		return []string{"äàâáãåæçéèêë", "íìîïñöòôóõøœ", "úùûüýÿßğış¿¡"}
	case layer == more:
		return []string{"āąćčďđęěėēģį", "īķłľļĺńňņőřŕ", "śšțťůűūųźżž"}
	case russian:
		return []string{"1234567890-/", "йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю,.%"}
	}
	return []string{"1234567890-/", "qwertyuiop&'", "asdfghjkl:@", "zxcvbnm,.%+"}
}

// NewScreenKeyboard makes a keyboard that begins with Russian letters or Latin ones. It is hidden, and its keys are made
// when it is shown first: at most tills it never is.
func NewScreenKeyboard(words KeyboardWords, russian bool, field func() fyne.Focusable) *ScreenKeyboard {
	k := &ScreenKeyboard{Field: field, words: words, russian: russian, ground: NewPanel(Page, nil)}
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

// build makes the keys of the letters and case that are in force.
func (k *ScreenKeyboard) build() {
	k.rows = nil
	k.drawn.all = []fyne.CanvasObject{k.ground}
	for _, signs := range keyRows(k.layer, k.russian) {
		var row []*Key
		for _, r := range signs {
			if k.big {
				r = unicode.ToUpper(r)
			}
			row = append(row, k.key(string(r), func() { k.write(r) }))
		}
		k.rows = append(k.rows, row)
	}
	shift := k.key("", k.shift)
	shift.SetIcon("up")
	next, other, language := others, "äé", "АБВ"
	switch {
	case k.layer == more:
		next, other = letters, "abc"
	case k.russian:
		other, language = "ії", "ABC"
	case k.layer == others:
		next, other = more, "čł"
	}
	signKey, otherKey := k.key("#€(", func() { k.open(signs) }), k.key(other, func() { k.open(next) })
	for key, on := range map[*Key]bool{shift: k.big, signKey: k.layer == signs, otherKey: k.layer >= others} {
		if on {
			key.SetKind(Chosen)
		}
	}
	back := k.key("", func() { k.press(fyne.KeyBackspace) })
	back.SetIcon("backspace")
	k.last = []*Key{shift, k.key(language, k.other), signKey, otherKey, k.key(k.words.Space, func() { k.write(' ') }), back,
		k.key(k.words.Next, func() { k.press(fyne.KeyReturn) })}
	if k.hide != nil {
		hide := k.key("", k.hide)
		hide.SetIcon("down")
		k.last = append(k.last, hide)
	}
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

// other changes to the letters of the other language.
func (k *ScreenKeyboard) other() {
	k.russian, k.layer = !k.russian, letters
	k.rebuild()
}

// open shows signs, or letters of other languages; the same key again closes them.
func (k *ScreenKeyboard) open(layer keyLayer) {
	if k.layer == layer {
		layer = letters
	}
	k.layer = layer
	k.rebuild()
}

// rebuild shows other keys. The field keeps the keyboard of the person: the tap took it away.
func (k *ScreenKeyboard) rebuild() {
	k.build()
	k.arrange(k.Size())
	k.Refresh()
	k.Field()
}

// write types a letter; a capital, a sign and a letter of another language are for one only.
func (k *ScreenKeyboard) write(r rune) {
	if f := k.Field(); f != nil {
		f.TypedRune(r)
	}
	if r != ' ' && (k.layer != letters || k.big && unicode.IsLetter(r)) {
		k.layer, k.big = letters, false
		k.rebuild()
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
	y := theme.Gap8 + float32(4-len(k.rows))*(k.rowHigh()+gap) // few letters stand near the finger
	for _, row := range k.rows {
		each := (w - 11*gap) / 12
		x := theme.Gap12 + (w-float32(len(row))*(each+gap)+gap)/2
		for i, key := range row {
			place(key, x+float32(i)*(each+gap), y, each, k.rowHigh())
		}
		y += k.rowHigh() + gap
	}
	shares := []float32{1, 1, 1, 1, 4, 1, 2, 1}[:len(k.last)]
	all := float32(0)
	for _, share := range shares {
		all += share
	}
	x := theme.Gap12
	for i, key := range k.last {
		each := (w - float32(len(shares)-1)*gap) * shares[i] / all
		place(key, x, y, each, k.rowHigh())
		x += each + gap
	}
}
