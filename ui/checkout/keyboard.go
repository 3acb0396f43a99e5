package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// keyboard is the keyboard on the screen: it writes into the field of the form that was used last.
type keyboard struct {
	v      *View
	all    *fyne.Container
	ground *widgets.Panel
	rows   [][]*widgets.Key
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

func newKeyboard(v *View) *keyboard {
	k := &keyboard{v: v}
	if v.in.Text.Lang() == "ru" {
		k.layout = 1
	}
	k.ground = widgets.NewPanel(widgets.Page, nil)
	k.all = &fyne.Container{Layout: places{func() fyne.Size { return fyne.Size{} }, k.arrange}}
	k.all.Hide()
	k.build()
	return k
}

// build makes the keys of the layout and case that are in force.
func (k *keyboard) build() {
	k.rows = nil
	k.all.Objects = []fyne.CanvasObject{k.ground}
	for _, letters := range layouts()[k.layout] {
		var row []*widgets.Key
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
		shift.SetKind(widgets.Chosen)
	}
	t := k.v.in.Text
	back := k.key("", func() { k.press(fyne.KeyBackspace) })
	back.SetIcon("backspace")
	k.rows = append(k.rows, []*widgets.Key{shift, k.key(t.T("keyboard.language"), k.other), k.key(t.T("keyboard.space"), func() { k.write(' ') }), back,
		k.key(t.T("keyboard.next"), func() { k.press(fyne.KeyReturn) })})
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

func (k *keyboard) key(label string, tap func()) *widgets.Key {
	key := widgets.NewKey(label, tap)
	key.SetText(19, false)
	k.all.Objects = append(k.all.Objects, key)
	return key
}

func (k *keyboard) shift() {
	k.big = !k.big
	k.rebuild()
}

func (k *keyboard) other() {
	k.layout = 1 - k.layout
	k.rebuild()
}

func (k *keyboard) rebuild() {
	k.build()
	k.arrange(k.all.Size())
	k.all.Refresh()
}

func (k *keyboard) focused() fyne.Focusable {
	c := k.v.canvas()
	if c == nil {
		return nil
	}
	if c.Focused() == nil {
		c.Focus(k.v.form.current)
	}
	return c.Focused()
}

// write types a letter; a capital is for one letter only.
func (k *keyboard) write(r rune) {
	if f := k.focused(); f != nil {
		f.TypedRune(r)
	}
	if k.big && upper(r) == r && r != ' ' {
		k.shift()
	}
}

func (k *keyboard) press(name fyne.KeyName) {
	if f := k.focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (k *keyboard) rowHigh() float32 { return max(52, theme.Current().Metrics().Touch()) }

func (k *keyboard) high() float32 { return 5*(k.rowHigh()+theme.Gap4) + 2*theme.Gap8 }

func (k *keyboard) arrange(s fyne.Size) {
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
	shares := []float32{1, 1, 5, 1, 2}
	x := theme.Gap12
	for i, key := range k.rows[4] {
		each := (w - 4*gap) * shares[i] / 10
		place(key, x, y, each, k.rowHigh())
		x += each + gap
	}
}
