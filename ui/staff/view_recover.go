package staff

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Recover is the page of a forgotten PIN. It lies over the lock.
type Recover struct {
	r        *Recoverer
	t        *text.Text
	root     *fyne.Container
	title    *widgets.Text
	owner    *widgets.Paragraph
	others   *widgets.Paragraph
	why      *widgets.Paragraph
	code     *wedge.Entry
	field    *widgets.Field
	next     *widgets.Key
	back     *widgets.Key
	keyboard *widgets.ScreenKeyboard
	ground   *widgets.Panel
}

// NewRecover draws a recoverer; leave goes back to the lock.
func NewRecover(r *Recoverer, t *text.Text, router *wedge.Router, canvas func() fyne.Canvas, leave func()) *Recover {
	v := &Recover{r: r, t: t, ground: widgets.NewPanel(widgets.Page, nil), title: widgets.NewBold(t.T("recover.title"), widgets.Total),
		owner: widgets.NewParagraph(t.T("recover.owner"), widgets.Title), others: widgets.NewParagraph("", widgets.Title).SetTone(widgets.Muted),
		why: widgets.NewParagraph("", widgets.Title).SetTone(widgets.Bad)}
	v.code = router.NewEntry()
	v.code.OnChanged = r.Type
	v.code.OnSubmitted = func(string) { r.Go() }
	v.field = widgets.NewField(t.T("recovery.title"), v.code)
	v.next = widgets.NewKey(t.T("pin.next"), r.Go)
	v.next.SetKind(widgets.Accent)
	v.back = widgets.NewKey(t.T("common.back"), leave)
	v.keyboard = form.Keyboard(t, func() fyne.Focusable { // a tap on a key takes the keyboard from the field: it gets it back
		if c := canvas(); c != nil && c.Focused() != fyne.Focusable(v.code) {
			c.Focus(v.code)
		}
		return v.code
	})
	v.keyboard.Show()
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(760, 560) }, Arrange: v.arrange},
		Objects: []fyne.CanvasObject{v.ground, v.title, v.others, v.owner, v.field, v.why, v.back, v.next, v.keyboard}}
	r.OnDraw(v.draw)
	v.draw(r.State())
	return v
}

// Root is what lies over the lock.
func (v *Recover) Root() fyne.CanvasObject { return v.root }

// Key answers a named key; every one is used, since nothing under the page may get it.
func (v *Recover) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		v.back.OnTap()
	case fyne.KeyReturn, fyne.KeyEnter:
		v.r.Go()
	}
	return true
}

// Focus gives the field the keyboard.
func (v *Recover) Focus(c fyne.Canvas) { c.Focus(v.code) }

func (v *Recover) draw(s RecoverState) {
	t := v.t
	var names []string
	for _, f := range s.Keepers {
		names = append(names, f.Code+" "+f.Name)
	}
	switch {
	case s.Stranger:
		v.others.SetWords(t.T("recover.stranger"))
	case len(names) == 0:
		v.others.SetWords("")
	default:
		v.others.SetWords(t.T("recover.others", text.Args{"names": strings.Join(names, ", ")}))
	}
	words, tone := "", widgets.Bad
	switch {
	case s.Busy:
		words, tone = t.T("lock.looking"), widgets.Muted
	case s.Err != nil:
		title, what, next := t.Fault(s.Err)
		words = joined(title+".", what, next)
	}
	v.why.SetTone(tone)
	v.why.SetWords(words)
	v.next.SetEnabled(s.CanGo())
	v.arrange(v.root.Size())
}

func (v *Recover) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	w := min(s.Width-2*theme.Gap24, 900*m.Grow())
	x, y := round((s.Width-w)/2), theme.Gap24
	form.Place(v.ground, 0, 0, s.Width, s.Height)
	put := func(o fyne.CanvasObject, high, gap float32) {
		form.Place(o, x, y, w, high)
		y += high + gap
	}
	put(v.title, v.title.MinSize().Height, theme.Gap8)
	put(v.others, v.others.HeightFor(w), theme.Gap16)
	put(v.owner, v.owner.HeightFor(w), theme.Gap12)
	put(v.field, v.field.High(), theme.Gap8)
	put(v.why, v.why.HeightFor(w), theme.Gap12)
	key := max(56, m.Touch())
	back, next := max(m.MM(30), v.back.MinSize().Width), max(m.MM(40), v.next.MinSize().Width)
	high := v.keyboard.High()
	y = min(y, s.Height-high-key-theme.Gap8)
	form.Place(v.back, x, y, back, key)
	form.Place(v.next, x+w-next, y, next, key)
	form.Place(v.keyboard, 0, s.Height-high, s.Width, high)
}
