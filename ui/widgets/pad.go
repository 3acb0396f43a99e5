package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// PadKey is what a key of a number pad means.
type PadKey rune

// The keys beside the digits '0' to '9'.
const (
	PadDouble PadKey = 'd' // 00
	PadPoint  PadKey = '.' // the decimal sign
	PadBack   PadKey = 'b' // takes the last digit back
	PadEnter  PadKey = 'e'
)

// Digit tells which digit a key means, if it means one.
func (k PadKey) Digit() (n int, ok bool) {
	if k < '0' || k > '9' {
		return 0, false
	}
	return int(k - '0'), true
}

// PadOptions say what a number pad has. The digits, 00 and backspace stand at the same places on every pad, and there is one
// rule for their order: a pad for a PIN has 1-2-3 on top, always, as phones and card terminals have it, for fingers know
// a PIN by its places; a pad for anything else has on top what the shop set under Look.
type PadOptions struct {
	PIN      bool   // see NewPINPad
	NoDouble bool   // no 00, for a number that is no sum
	Point    string // the decimal sign, in a row of its own with Enter; "" has none
	Enter    string // the label of Enter, in the row under the digits; "" has none
	Dark     bool   // for the lock screen
}

// NewPINPad makes a pad for a PIN: digits, which go to digit, and the key that takes the last one back.
func NewPINPad(dark bool, digit func(d rune), back func()) *NumberPad {
	return NewNumberPad(PadOptions{PIN: true, NoDouble: true, Dark: dark}, func(k PadKey) {
		if n, is := k.Digit(); is {
			digit(rune('0' + n))
		} else if k == PadBack {
			back()
		}
	})
}

// NumberPad is twelve keys of at least 20 mm, and a row for the decimal sign and Enter where they are asked
// for. It holds no number: it tells which key was tapped, and the model keeps what was typed.
type NumberPad struct {
	widget.BaseWidget
	// OnKey is called with each key.
	OnKey func(PadKey)

	options PadOptions
	digits  [3][3]*Key
	under   [3]*Key // 00, 0, backspace
	point   *Key
	enter   *Key
	drawn   *objects
}

// NewNumberPad makes a pad.
func NewNumberPad(options PadOptions, onKey func(PadKey)) *NumberPad {
	p := &NumberPad{OnKey: onKey, options: options}
	p.drawn = &objects{layout: p.arrange, least: p.minSize, paint: func() { p.arrange(p.Size()) }}
	for row := range 3 {
		for column := range 3 {
			n := (2-row)*3 + column + 1
			if options.PIN || theme.Current().Settings().PhonePad {
				n = row*3 + column + 1
			}
			p.digits[row][column] = p.key(string(rune('0'+n)), PadKey('0'+n))
		}
	}
	if !options.NoDouble {
		p.under[0] = p.key("00", PadDouble)
	}
	p.under[1], p.under[2] = p.key("0", '0'), p.key("", PadBack)
	p.under[2].SetIcon("backspace")
	if options.Point != "" {
		p.point = p.key(options.Point, PadPoint)
	}
	if options.Enter != "" {
		p.enter = p.key(options.Enter, PadEnter)
		p.enter.SetText(20, true)
		p.enter.SetTrailing("enter")
		p.enter.SetKind(Accent)
	}
	p.ExtendBaseWidget(p)
	return p
}

func (p *NumberPad) key(label string, means PadKey) *Key {
	k := NewKey(label, func() {
		if p.OnKey != nil {
			p.OnKey(means)
		}
	})
	k.SetText(27, false)
	if p.options.Dark {
		k.SetKind(Dark)
	}
	p.drawn.all = append(p.drawn.all, k)
	return k
}

// SetPoint changes what stands on the key at the left of Enter: the decimal sign, or a word for the way to the next field.
func (p *NumberPad) SetPoint(label string) {
	if p.point == nil {
		return
	}
	if len([]rune(label)) > 1 {
		p.point.SetText(17, true)
	} else {
		p.point.SetText(27, false)
	}
	p.point.SetLabel(label)
}

// SetEnterMark changes what tells the key of the keyboard that does the same as Enter: an icon, or a picture of a key.
func (p *NumberPad) SetEnterMark(icon, hint string) {
	if p.enter != nil {
		p.enter.SetTrailing(icon)
		p.enter.SetHint(hint)
	}
}

// SetEnter changes the label of Enter and whether it can be pressed.
func (p *NumberPad) SetEnter(label string, enabled bool) {
	if p.enter != nil {
		p.enter.SetLabel(label)
		p.enter.SetEnabled(enabled)
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *NumberPad) CreateRenderer() fyne.WidgetRenderer { return p.drawn }

func (p *NumberPad) rows() float32 {
	if p.point != nil || p.enter != nil {
		return 5
	}
	return 4
}

func (p *NumberPad) minSize() fyne.Size {
	edge := theme.Current().Metrics().Pay()
	return fyne.NewSize(3*edge+2*theme.Gap8, p.rows()*(edge+theme.Gap8)-theme.Gap8)
}

func (p *NumberPad) arrange(s fyne.Size) {
	w := (s.Width - 2*theme.Gap8) / 3
	h := (s.Height - (p.rows()-1)*theme.Gap8) / p.rows()
	at := func(k *Key, column, row, columns float32) {
		if k != nil {
			place(k, column*(w+theme.Gap8), row*(h+theme.Gap8), columns*(w+theme.Gap8)-theme.Gap8, h)
		}
	}
	for row := range 3 {
		for column := range 3 {
			at(p.digits[row][column], float32(column), float32(row), 1)
		}
		at(p.under[row], float32(row), 3, 1)
	}
	switch {
	case p.point != nil && p.enter != nil:
		at(p.point, 0, 4, 1)
		at(p.enter, 1, 4, 2)
	default:
		at(p.point, 0, 4, 1)
		at(p.enter, 0, 4, 3)
	}
}
