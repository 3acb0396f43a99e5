package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// Ground is what a part of a screen stands on.
type Ground int

// The grounds.
const (
	Page       Ground = iota // the background of a screen
	Card                     // card with round corners and a hairline, 16 units inside
	SoftCard                 // the same in soft green with an edge of accent
	SideColumn               // card colour, square, with a hairline on its left
	OnRail                   // the dark ground of the lock screen
)

// Panel paints a ground under content, in the colours of the look, and follows when the look changes.
type Panel struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  Ground
	pad     float32
	box     *canvas.Rectangle
	rule    *canvas.Rectangle
}

// NewPanel puts content on a ground; content may be nil.
func NewPanel(ground Ground, content fyne.CanvasObject) *Panel {
	p := &Panel{content: content, ground: ground, box: newBox(0), rule: newBox(0)}
	if ground == Card || ground == SoftCard {
		p.box.CornerRadius = theme.Radius
		p.pad = theme.Gap16
	}
	p.ExtendBaseWidget(p)
	return p
}

// SetPad changes how far the content stands from the edges.
func (p *Panel) SetPad(pad float32) *Panel {
	p.pad = pad
	p.repaint()
	return p
}

// SetGround changes what the content stands on, among grounds of the same shape.
func (p *Panel) SetGround(g Ground) {
	if p.ground != g {
		p.ground = g
		p.repaint()
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	p.repaint()
	all := []fyne.CanvasObject{p.box, p.rule}
	if p.content != nil {
		all = append(all, p.content)
	}
	return &objects{all: all, layout: p.arrange, least: p.minSize, paint: p.refresh}
}

func (p *Panel) refresh() {
	p.repaint()
	if p.content != nil {
		p.content.Refresh()
	}
}

func (p *Panel) minSize() fyne.Size {
	least := fyne.Size{}
	if p.content != nil {
		least = p.content.MinSize()
	}
	return least.AddWidthHeight(2*p.pad, 2*p.pad)
}

func (p *Panel) repaint() {
	c := theme.Current().Palette()
	switch p.ground {
	case Card:
		paintBox(p.box, c.Card, c.Line, 1)
	case SoftCard:
		paintBox(p.box, c.Soft, c.Accent, 1)
	case SideColumn:
		paintBox(p.box, c.Card, color.NRGBA{}, 0)
	case OnRail:
		paintBox(p.box, c.Rail, color.NRGBA{}, 0)
	default:
		paintBox(p.box, c.Background, color.NRGBA{}, 0)
	}
	paintBox(p.rule, c.Line, color.NRGBA{}, 0)
	show(p.rule, p.ground == SideColumn)
	p.arrange(p.Size())
}

func (p *Panel) arrange(s fyne.Size) {
	place(p.box, 0, 0, s.Width, s.Height)
	place(p.rule, 0, 0, 1, s.Height)
	if p.content != nil {
		place(p.content, p.pad, p.pad, s.Width-2*p.pad, s.Height-2*p.pad)
	}
}

// Avatar is a circle with initials.
type Avatar struct {
	widget.BaseWidget
	initials string
	soft     bool
	across   float32
	circle   *canvas.Circle
	text     *canvas.Text
}

// NewAvatar makes a circle of a width, dark (for people of the shop) or soft (for customers).
func NewAvatar(initials string, across float32, soft bool) *Avatar {
	a := &Avatar{initials: initials, across: across, soft: soft, circle: canvas.NewCircle(color.Transparent)}
	a.text = newText(fyne.TextAlignCenter, true)
	a.ExtendBaseWidget(a)
	return a
}

// SetInitials changes what stands in the circle.
func (a *Avatar) SetInitials(s string) {
	if a.initials != s {
		a.initials = s
		a.repaint()
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer {
	a.repaint()
	least := func() fyne.Size { return fyne.NewSquareSize(a.across) }
	return &objects{all: []fyne.CanvasObject{a.circle, a.text}, layout: a.arrange, least: least, paint: a.repaint}
}

func (a *Avatar) repaint() {
	p := theme.Current().Palette()
	fill, ink := p.Avatar, p.RailInk
	if a.soft {
		fill, ink = p.Soft, p.Accent
	}
	if a.circle.FillColor != color.Color(fill) {
		a.circle.FillColor = fill
		a.circle.Refresh()
	}
	size := theme.Sharp(round(a.across * 0.33))
	paintText(a.text, a.initials, ink, size)
	a.arrange(a.Size())
}

func (a *Avatar) arrange(s fyne.Size) {
	x, y := (s.Width-a.across)/2, (s.Height-a.across)/2
	place(a.circle, x, y, a.across, a.across)
	place(a.text, x, y, a.across, a.across)
}
