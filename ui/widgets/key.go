package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Kind is how strong a key looks.
type Kind int

// The kinds of keys. One Accent key at most stands on a screen.
const (
	Plain      Kind = iota // card with an edge
	Soft                   // quiet green, for notes
	Chosen                 // soft with an edge of accent: the one of several that is in force
	Accent                 // takes money, confirms
	CardTender             // the second tender
	Danger                 // throws away: void, remove
	Dark                   // on the rail's colour: lock screen
	DarkChosen             // the same, chosen
	Bare                   // no fill and no edge, for icons in strips and headers
)

// Key is a button for fingers. It shows a label (two lines where one is too long), or a label above a large
// amount, an icon, a picture of the keyboard key that does the same, and whether it may be pressed.
// It never takes the keyboard focus and does nothing on hover.
type Key struct {
	widget.BaseWidget
	// OnTap is called on a tap while the key is enabled; nil ignores taps.
	OnTap func()
	// ScrollBy is set where the key lies in something that scrolls.
	ScrollBy func(dy float32)

	label, amount, sub, hint string
	iconName, trailName      string
	kind                     Kind
	off, left, bold, pill    bool
	size                     float32 // of the label at 100 %; 0 is the usual 15
	least                    fyne.Size

	touch             touch
	box, tint, frame  *canvas.Rectangle
	line1, line2, big *canvas.Text
	hintText          *canvas.Text
	icon, trail       *icon
}

// NewKey makes a plain, enabled key.
func NewKey(label string, tap func()) *Key {
	k := &Key{OnTap: tap, label: label}
	k.box, k.tint, k.frame = newBox(theme.Radius), newBox(theme.Radius), newBox(5)
	k.line1, k.line2 = newText(fyne.TextAlignCenter, false), newText(fyne.TextAlignCenter, false)
	k.big, k.hintText = newText(fyne.TextAlignLeading, true), newText(fyne.TextAlignCenter, false)
	k.icon, k.trail = newIcon(), newIcon()
	k.tint.Hide()
	k.touch.size = k.Size
	k.touch.press = func(_ fyne.Position, yes bool) { lay(k.tint, k.box, yes && !k.off) }
	k.touch.tap = func(fyne.Position) {
		if !k.off && k.OnTap != nil {
			k.OnTap()
		}
	}
	k.ExtendBaseWidget(k)
	return k
}

// NewIconKey makes a plain key that shows one icon (a name in assets/icon).
func NewIconKey(icon string, tap func()) *Key {
	k := NewKey("", tap)
	k.iconName = icon
	return k
}

// Label is what the key says.
func (k *Key) Label() string { return k.label }

// SetLabel changes what the key says.
func (k *Key) SetLabel(s string) {
	if k.label != s {
		k.label = s
		k.repaint()
	}
}

// SetAmount puts a large bold second line under the label; "" takes it away. Such a key is aligned left.
func (k *Key) SetAmount(s string) {
	if k.amount != s {
		k.amount = s
		k.repaint()
	}
}

// SetSub puts a small muted second line under the label; "" takes it away. It shows only where there is no amount.
func (k *Key) SetSub(s string) {
	if k.sub != s {
		k.sub = s
		k.repaint()
	}
}

// SetKind changes how strong the key looks.
func (k *Key) SetKind(kind Kind) {
	if k.kind != kind {
		k.kind = kind
		k.repaint()
	}
}

// SetEnabled lets the key be pressed or not. A key that is off is pale, and a tap on it does nothing.
func (k *Key) SetEnabled(yes bool) {
	if k.off == yes {
		k.off = !yes
		show(k.tint, false)
		k.repaint()
	}
}

// Enabled tells whether the key can be pressed.
func (k *Key) Enabled() bool { return !k.off }

// SetIcon puts an icon before the label; "" takes it away.
func (k *Key) SetIcon(name string) {
	if k.iconName != name {
		k.iconName = name
		k.repaint()
	}
}

// SetTrailing puts an icon at the right end; "" takes it away.
func (k *Key) SetTrailing(name string) {
	if k.trailName != name {
		k.trailName = name
		k.repaint()
	}
}

// SetHint shows which keyboard key does the same, such as "F2"; "" shows none.
func (k *Key) SetHint(s string) {
	if k.hint != s {
		k.hint = s
		k.repaint()
	}
}

// SetText sets the size of the label at 100 % text (0 is the usual 15) and whether it is bold.
func (k *Key) SetText(size float32, bold bool) {
	if k.size != size || k.bold != bold {
		k.size, k.bold = size, bold
		k.repaint()
	}
}

// SetLeft aligns the label left instead of centred.
func (k *Key) SetLeft(yes bool) {
	if k.left != yes {
		k.left = yes
		k.repaint()
	}
}

// SetLeast sets the smallest size that the key asks of a layout, in canvas units; zero sides are those of a
// finger (12 mm high) and of the label. Use theme.Current().Metrics() to say it in millimetres.
func (k *Key) SetLeast(s fyne.Size) {
	if k.least != s {
		k.least = s
		k.repaint()
	}
}

// Tapped is called by Fyne.
func (k *Key) Tapped(e *fyne.PointEvent) { k.touch.tapped(e) }

// MouseDown is called by Fyne when the finger comes down.
func (k *Key) MouseDown(e *desktop.MouseEvent) { k.touch.mouseDown(e) }

// MouseUp is called by Fyne when the finger lifts.
func (k *Key) MouseUp(*desktop.MouseEvent) { k.touch.release() }

// Dragged is called by Fyne while the finger slides.
func (k *Key) Dragged(e *fyne.DragEvent) {
	k.touch.scroll = k.ScrollBy
	k.touch.dragged(e)
}

// DragEnd is called by Fyne when the sliding finger lifts.
func (k *Key) DragEnd() { k.touch.dragEnd() }

// CreateRenderer is Fyne's way to draw a widget.
func (k *Key) CreateRenderer() fyne.WidgetRenderer {
	k.repaint()
	return &objects{
		all:    []fyne.CanvasObject{k.box, k.icon.Image, k.line1, k.line2, k.big, k.trail.Image, k.frame, k.hintText, k.tint},
		layout: k.arrange, least: k.minSize, paint: k.repaint,
	}
}

// looks gives fill, edge, text and second text of a kind.
func (k *Key) looks(p theme.Palette) (fill, edge, ink, second color.NRGBA) {
	clear := color.NRGBA{}
	if k.off && k.kind != Dark && k.kind != DarkChosen && k.kind != Bare {
		return p.Background, p.Line, p.Faint, p.Faint
	}
	switch k.kind {
	case Soft:
		fill, edge, ink, second = p.Soft, p.KeyLine, p.Ink, p.Muted
	case Chosen:
		fill, edge, ink, second = p.Soft, p.Accent, p.Ink, p.Muted
	case Accent:
		fill, edge, ink, second = p.Accent, p.Accent, p.OnAccent, p.OnAccent
	case CardTender:
		fill, edge, ink, second = p.CardTender, p.CardTender, p.OnCard, p.OnCard
	case Danger:
		fill, edge, ink, second = p.Card, p.Bad, p.Bad, p.Bad
	case Dark:
		fill, edge, ink, second = p.RailKey, p.RailKey, p.RailInk, p.RailMuted
	case DarkChosen:
		fill, edge, ink, second = p.RailChosen, p.RailMuted, p.RailInk, p.RailMuted
	case Bare:
		fill, edge, ink, second = clear, clear, p.Ink, p.Muted
	default:
		fill, edge, ink, second = p.Card, p.KeyLine, p.Ink, p.Muted
	}
	if k.off {
		ink, second = p.Faint, p.Faint
	}
	return fill, edge, ink, second
}

func (k *Key) repaint() {
	p := theme.Current().Palette()
	fill, edge, ink, second := k.looks(p)
	paintBox(k.box, fill, edge, 1)
	paintBox(k.tint, p.Pressed, color.NRGBA{}, 0)
	k.icon.set(k.iconName, ink)
	k.trail.set(k.trailName, ink)
	hintEdge := p.Line
	if k.kind == Accent || k.kind == CardTender {
		hintEdge = ink
	}
	paintBox(k.frame, color.NRGBA{}, hintEdge, 1)
	show(k.frame, k.hint != "")
	paintText(k.hintText, k.hint, second, theme.Current().Metrics().Text(12))
	k.arrange(k.Size())
}

func (k *Key) labelSize() float32 {
	size := k.size
	if size == 0 {
		size = 15
	}
	return theme.Current().Metrics().Text(size)
}

func (k *Key) minSize() fyne.Size {
	m := theme.Current().Metrics()
	w := textSize(k.label, k.labelSize(), k.bold).Width
	if k.iconName != "" {
		w += k.iconSize()
		if k.label != "" {
			w += theme.Gap8
		}
	}
	if k.trailName != "" {
		w += k.iconSize() + theme.Gap12
	}
	w = max(w, textSize(k.amount, m.Text(22), true).Width)
	w += 2 * theme.Gap16
	h := m.Touch()
	if k.least.Width > 0 {
		w = k.least.Width
	}
	if k.least.Height > 0 {
		h = k.least.Height
	}
	return fyne.NewSize(max(w, m.Least()), h)
}

func (k *Key) iconSize() float32 { return round(max(k.labelSize()*1.4, 22)) }
