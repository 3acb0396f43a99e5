package staff

import (
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// LockWords are what the lock screen is made with.
type LockWords struct {
	Text *text.Text
	Zone *time.Location
	Shop string // its name, large
	Demo bool   // a demo shop: PINs are shown
	// Forgot is called by whoever does not know the PIN any more.
	Forgot func()
}

// Lock is the lock screen: people on the left, the pad on the right, dark in both looks. It lies over the window.
type Lock struct {
	g     *Gate
	in    LockWords
	root  *fyne.Container
	shop  *widgets.Text
	about *widgets.Paragraph
	tiles []*widgets.PersonTile
	more  *widgets.Key
	from  int // the first tile that is shown, where not all fit
	fits  int
	dots  *widgets.Dots
	pad   *widgets.NumberPad
	why   *widgets.Paragraph
	hint  *widgets.Paragraph
	lost  *widgets.Key // "PIN forgotten?"
	last  GateState
}

// NewLock draws a gate as the lock screen.
func NewLock(g *Gate, in LockWords) *Lock {
	t := in.Text
	v := &Lock{g: g, in: in, shop: widgets.NewBold(in.Shop, widgets.Amount).SetOnRail(), about: widgets.NewParagraph("", widgets.OnSell).SetTone(widgets.Muted).SetOnRail()}
	v.dots, v.why = widgets.NewDots(4), widgets.NewParagraph("", widgets.Body).SetOnRail().SetTone(widgets.Warning).SetCentred()
	v.hint = widgets.NewParagraph("", widgets.Caption).SetOnRail().SetTone(widgets.Muted)
	v.pad = widgets.NewPINPad(true, g.Digit, g.Back)
	v.more = widgets.NewKey(t.T("lock.more"), v.page)
	v.more.SetKind(widgets.Dark)
	v.lost = widgets.NewKey(t.T("lock.forgot"), in.Forgot)
	v.lost.SetKind(widgets.Dark)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(760, 560) }, Arrange: v.arrange}}
	g.OnDraw(v.draw)
	v.draw(g.State())
	return v
}

// Root is what lies over the window.
func (v *Lock) Root() fyne.CanvasObject { return v.root }

// SetAbout says where this is and what time it is.
func (v *Lock) SetAbout(words string) {
	v.about.SetWords(words)
	v.arrange(v.root.Size())
}

// Key answers a named key; every one is used, since nothing under the lock may get it.
func (v *Lock) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyBackspace:
		v.g.Back()
	case fyne.KeyUp, fyne.KeyLeft:
		v.g.Step(-1)
	case fyne.KeyDown, fyne.KeyRight:
		v.g.Step(1)
	}
	return true
}

// Rune takes a letter from the keyboard.
func (v *Lock) Rune(ch rune, fast bool) func() { return v.g.Rune(ch, fast) }

// Scan takes a badge.
func (v *Lock) Scan(code string) { v.g.Scan(code) }

// page shows the next tiles.
func (v *Lock) page() {
	if v.from += v.fits; v.from >= len(v.tiles) {
		v.from = 0
	}
	v.arrange(v.root.Size())
}

func (v *Lock) draw(s GateState) {
	t, was := v.in.Text, len(v.tiles)
	v.last = s
	for len(v.tiles) < len(s.People) {
		i := len(v.tiles)
		v.tiles = append(v.tiles, widgets.NewPersonTile("", func() { v.g.Choose(i) }))
	}
	v.tiles = v.tiles[:len(s.People)]
	for i, f := range s.People {
		v.tiles[i].Set(f.Code, f.Name, stands(t, f, v.in.Zone), i == s.Chosen, !f.HasPIN)
	}
	v.dots.SetAll(ringsOf(s))
	v.dots.SetFilled(s.Typed)
	words := why(t, s)
	tone := widgets.Warning
	if s.Busy {
		words, tone = t.T("lock.looking"), widgets.Muted
	}
	v.why.SetTone(tone)
	v.why.SetWords(words)
	v.hint.SetWords(v.hintOf(s))
	if was != len(v.tiles) || len(v.root.Objects) == 0 {
		v.collect()
	}
	v.arrange(v.root.Size())
}

// ringsOf is how many rings stand over the pad.
func ringsOf(s GateState) int {
	if s.Digits == 0 {
		return 4
	}
	return s.Digits
}

// hintOf is what stands under the people: the PIN in a demo shop, else that a badge does too.
func (v *Lock) hintOf(s GateState) string {
	t := v.in.Text
	switch {
	case !s.Ready:
		return ""
	case v.in.Demo && s.PIN != "":
		return t.T("lock.demo_pin", text.Args{"name": s.People[s.Chosen].Name, "pin": s.PIN})
	case v.in.Demo:
		return t.T("lock.demo")
	}
	return t.T("lock.badge")
}

func (v *Lock) collect() {
	ground := widgets.NewPanel(widgets.OnRail, nil)
	v.root.Objects = []fyne.CanvasObject{ground, v.shop, v.about, v.why, v.dots, v.pad, v.hint, v.more, v.lost}
	for _, k := range v.tiles {
		v.root.Objects = append(v.root.Objects, k)
	}
	v.root.Refresh()
}

// The measures of the picture, in canvas units at 1366 by 768.
const (
	padWidth  float32 = 320
	padHeight float32 = 388
	between   float32 = 80
	oneColumn float32 = 420
	tileGap   float32 = 10
	mostTiles         = 6 // in one column
)

func (v *Lock) arrange(s fyne.Size) {
	if s.Width == 0 || len(v.root.Objects) == 0 {
		return
	}
	form.Place(v.root.Objects[0], 0, 0, s.Width, s.Height)
	least := v.pad.MinSize()
	pw, ph := max(padWidth, least.Width), min(max(padHeight, least.Height), s.Height-170)
	left := oneColumn
	columns := 1
	if len(v.tiles) > mostTiles {
		columns = 2
		left = min(620, s.Width-pw-between-2*theme.Gap24)
	}
	left = min(left, s.Width-pw-between-2*theme.Gap24)
	x := round((s.Width - left - between - pw) / 2)
	top := round((s.Height-ph)/2) + theme.Gap24
	v.arrangePad(x+left+between, top, pw, ph)
	v.arrangePeople(x, top+ph/2-theme.Gap24, left, columns, s.Height)
	lost := v.lost.MinSize().Width
	high := max(48, theme.Current().Metrics().Touch())
	form.Place(v.lost, s.Width-theme.Gap16-lost, s.Height-theme.Gap8-high, lost, high)
}

func (v *Lock) arrangePad(x, y, w, h float32) {
	form.Place(v.pad, x, y, w, h)
	form.Place(v.dots, x, y-theme.Gap24-18, w, 18)
	wide := w + between
	words := v.why.HeightFor(wide)
	form.Place(v.why, x-between/2, y-theme.Gap24-18-theme.Gap16-words, wide, words)
}

// arrangePeople puts the name of the shop, the tiles and the hint around a middle.
func (v *Lock) arrangePeople(x, middle, w float32, columns int, high float32) {
	tile := v.tileHigh()
	title, about, hint := v.shop.MinSize().Height, v.about.HeightFor(w), v.hint.HeightFor(w)
	head := title + about + theme.Gap24
	room := high - 2*theme.Gap24 - head - hint - theme.Gap16
	rows := max(1, int((room+tileGap)/(tile+tileGap)))
	all := len(v.tiles)
	v.fits = rows * columns
	paged := all > v.fits
	if paged {
		v.fits = max(1, v.fits-1) // the last place is that of "more"
	}
	if v.from >= all {
		v.from = 0
	}
	shown := min(all-v.from, v.fits)
	used := min(rows, (min(all, rows*columns)+columns-1)/columns)
	body := float32(used)*(tile+tileGap) - tileGap
	y := round(max(theme.Gap24, min(middle-(head+body)/2, high-theme.Gap24-head-body-hint-theme.Gap16)))
	form.Place(v.shop, x, y, w, title)
	form.Place(v.about, x, y+title, w, about)
	y += head
	each := (w - float32(columns-1)*tileGap) / float32(columns)
	at := func(o fyne.CanvasObject, i int) {
		form.Place(o, x+float32(i/used)*(each+tileGap), y+float32(i%used)*(tile+tileGap), each, tile)
	}
	for i, k := range v.tiles {
		if inside := i >= v.from && i < v.from+shown; inside {
			at(k, i-v.from)
			k.Show()
		} else {
			k.Hide()
		}
	}
	v.more.Hide()
	if paged {
		at(v.more, v.fits)
		v.more.Show()
	}
	form.Place(v.hint, x, y+body+theme.Gap16, w, hint)
}

func (v *Lock) tileHigh() float32 {
	if len(v.tiles) == 0 {
		return 68
	}
	return v.tiles[0].MinSize().Height
}
