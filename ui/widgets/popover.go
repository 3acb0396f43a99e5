package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
	"kassa/ui/wedge"
)

// Popover is a card over the screen that a tap beside it closes, and Escape. While it is open nothing that is typed gets
// through to the screen below (see wedge.Cover); the keys F1 to F12 close it and do what they do without it, since
// they may stand on the keys of the card.
type Popover struct {
	widget.BaseWidget
	// OnClosed is called when the card was closed, by whatever way; may be nil.
	OnClosed func()

	content fyne.CanvasObject
	veil    *canvas.Rectangle
	card    *canvas.Rectangle
	at      fyne.Position
	over    fyne.Canvas
}

var _ wedge.Cover = (*Popover)(nil)

// NewPopover makes a card around content; it does not show yet.
func NewPopover(content fyne.CanvasObject) *Popover {
	p := &Popover{content: content, veil: newBox(0), card: newBox(theme.Radius)}
	p.ExtendBaseWidget(p)
	return p
}

// OpenUnder shows the card under a widget, moved left or up as far as the window asks for.
func (p *Popover) OpenUnder(c fyne.Canvas, anchor fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
	p.at = at.AddXY(0, anchor.Size().Height+theme.Gap8)
	p.over = c
	c.Overlays().Add(p)
	p.Resize(c.Size())
}

// Close ends the card.
func (p *Popover) Close() {
	if p.over == nil {
		return
	}
	over := p.over
	p.over = nil
	over.Overlays().Remove(p)
	if p.OnClosed != nil {
		p.OnClosed()
	}
}

// IsOpen tells whether the card shows.
func (p *Popover) IsOpen() bool { return p.over != nil }

// CoverKey takes a named key as long as the card is open.
func (p *Popover) CoverKey(ev *fyne.KeyEvent) bool {
	function := len(ev.Name) > 1 && ev.Name[0] == 'F' && ev.Name[1] >= '1' && ev.Name[1] <= '9'
	if ev.Name == fyne.KeyEscape || function {
		p.Close()
	}
	return !function
}

// Tapped is called by Fyne for a tap beside what can be tapped; beside the card it closes it.
func (p *Popover) Tapped(e *fyne.PointEvent) {
	if !within(e.Position.Subtract(p.card.Position()), p.card.Size()) {
		p.Close()
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *Popover) CreateRenderer() fyne.WidgetRenderer {
	p.repaint()
	return &objects{
		all:    []fyne.CanvasObject{p.veil, p.card, p.content},
		layout: p.arrange, least: p.content.MinSize, paint: p.repaint,
	}
}

func (p *Popover) repaint() {
	c := theme.Current().Palette()
	paintBox(p.veil, color.NRGBA{A: 0x30}, color.NRGBA{}, 0)
	paintBox(p.card, c.Card, c.KeyLine, 1)
	p.arrange(p.Size())
}

func (p *Popover) arrange(s fyne.Size) {
	least := p.content.MinSize()
	w, h := least.Width+2*theme.Gap16, least.Height+2*theme.Gap16
	x := max(theme.Gap8, min(p.at.X, s.Width-w-theme.Gap8))
	y := max(theme.Gap8, min(p.at.Y, s.Height-h-theme.Gap8))
	place(p.veil, 0, 0, s.Width, s.Height)
	place(p.card, x, y, w, h)
	place(p.content, x+theme.Gap16, y+theme.Gap16, least.Width, least.Height)
}
