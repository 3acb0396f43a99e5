package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// Modes is how the window goes into training mode and out of it; main lends it.
type Modes interface {
	// Turn begins training, or ends it, for the person of the context. It runs beside Fyne's thread and leaves the window as it is.
	Turn(ctx context.Context) error
	// Next shows the till that Turn readied in the same window, in the place of this one. What it cannot show it says itself, once
	// the window is closed.
	Next() error
}

// framed puts the stripes of training around what the window shows; at a till that sells it is left as it is.
func (u *UI) framed(o fyne.CanvasObject) fyne.CanvasObject {
	if !u.app.Training() {
		return o
	}
	end := ""
	if u.o.Modes != nil {
		end = u.text.T("training.end")
	}
	return widgets.NewStriped(o, u.text.T("training.name"), u.text.T("training.nothing"), end, u.askEnd)
}

// askEnd asks whether the training is over: one tap to ask, one to end it, from every screen.
func (u *UI) askEnd() {
	t := u.text
	ask := widgets.NewModal(t.T("training.end_title"), t.T("training.end_text"), nil,
		widgets.Choice{Label: t.T("training.stay"), Cancel: true},
		widgets.Choice{Label: t.T("training.end"), Kind: widgets.Accent, Default: true, OnTap: func() { u.turn(func() {}) }})
	ask.Open(u.window.Canvas(), u.router)
}

// turn goes into the other mode; failed is called when it cannot.
func (u *UI) turn(failed func()) bool {
	return u.acts.Do("training", u.o.Modes.Turn, func(err error) {
		if err != nil {
			failed()
			u.refuse(err)
			return
		}
		u.Close()
		for _, o := range u.window.Canvas().Overlays().List() {
			u.window.Canvas().Overlays().Remove(o)
		}
		if u.o.Modes.Next() != nil {
			u.fyne.Quit()
		}
	})
}

// refuse says in a dialog why the mode stays as it is: over a lock screen nothing else is seen.
func (u *UI) refuse(err error) {
	title, what, next := u.text.Fault(err)
	widgets.NewModal(title, what+" "+next, nil, widgets.Choice{Label: u.text.T("common.ok"), Kind: widgets.Accent, Default: true, Cancel: true}).
		Open(u.window.Canvas(), u.router)
}

// trainingPage is the page of the set-up from which training begins.
type trainingPage struct {
	room.Plain
	root  *fyne.Container
	parts []fyne.CanvasObject
	begin *widgets.Key
}

// trainingRoom makes the page: what training is, and the key that begins it.
func (u *UI) trainingRoom(p room.Place) room.Screen {
	t := p.Text
	v := &trainingPage{}
	v.begin = widgets.NewKey(t.T("training.begin"), func() {
		v.waits(t.T("training.making"), false)
		if !u.turn(func() { v.waits(t.T("training.begin"), true) }) {
			v.waits(t.T("training.begin"), true)
		}
	})
	v.begin.SetKind(widgets.Accent)
	v.begin.SetText(17, true)
	v.parts = []fyne.CanvasObject{widgets.NewBold(t.T("training.title"), widgets.Heading)}
	for _, key := range []string{"training.about", "training.kept", "training.shift", "training.fresh"} {
		v.parts = append(v.parts, widgets.NewParagraph(t.T(key), widgets.Body))
	}
	v.parts = append(v.parts, v.begin)
	inside := &fyne.Container{Layout: rows{func() fyne.Size { return fyne.NewSize(300, 200) }, v.arrange}, Objects: v.parts}
	card := widgets.NewPanel(widgets.Card, inside)
	v.root = &fyne.Container{Layout: rows{inside.MinSize, card.Resize}, Objects: []fyne.CanvasObject{card}}
	return v
}

// waits says on the key that something is under way.
func (v *trainingPage) waits(label string, able bool) {
	v.begin.SetLabel(label)
	v.begin.SetEnabled(able)
}

// Root is what the window shows.
func (v *trainingPage) Root() fyne.CanvasObject { return v.root }

func (v *trainingPage) arrange(s fyne.Size) {
	m := theme.Current().Metrics()
	w, y := min(s.Width, m.Text(760)), float32(0)
	for _, o := range v.parts {
		high := o.MinSize().Height
		if p, is := o.(*widgets.Paragraph); is {
			high = p.HeightFor(w)
		}
		wide := w
		if o == fyne.CanvasObject(v.begin) {
			high, wide = max(56, m.Touch()), max(v.begin.MinSize().Width, m.Text(300))
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(wide, high))
		y += high + theme.Gap16
	}
}
