package staff

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// PINDialog is a new PIN in a dialog.
type PINDialog struct {
	s     *Setter
	t     *text.Text
	modal *widgets.Modal
	dots  *widgets.Dots
	why   *widgets.Paragraph
	body  *fyne.Container
	ended func()
}

// NewPINDialog draws a setter; ended is called when it closes, however.
func NewPINDialog(s *Setter, t *text.Text, name string, ended func()) *PINDialog {
	v := &PINDialog{s: s, t: t, dots: widgets.NewDots(4).OnCard(), why: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Bad), ended: ended}
	v.body = &fyne.Container{Layout: form.Free{Least: v.least, Arrange: v.arrange}, Objects: []fyne.CanvasObject{v.dots, v.why}}
	v.modal = widgets.NewModal(t.T("pin.title", text.Args{"name": name}), "", v.body,
		widgets.Choice{Label: t.T("common.back"), Cancel: true},
		widgets.Choice{Label: t.T("pin.next"), Kind: widgets.Accent, Default: true, Stay: true, OnTap: s.Enter})
	v.modal.OnClosed = ended
	v.modal.SetWidth(720)
	v.modal.SetBeside(widgets.NewPINPad(false, s.Digit, s.Back))
	s.OnDraw(v.draw)
	v.draw(s.State())
	return v
}

// Open shows it; named keys go to it.
func (v *PINDialog) Open(c fyne.Canvas, keys widgets.Keyboard) { v.modal.Open(c, pinKeys{keys, v.s}) }

// Close ends it.
func (v *PINDialog) Close() { v.modal.Close() }

// Rune takes a letter from the keyboard.
func (v *PINDialog) Rune(ch rune, _ bool) func() {
	v.s.Digit(ch)
	return v.s.Back
}

// Scan lets a code fall: a PIN is not scanned.
func (v *PINDialog) Scan(string) {}

// pinKeys gives the dialog the key that takes a digit back.
type pinKeys struct {
	widgets.Keyboard
	s *Setter
}

// Grab takes the named keys.
func (k pinKeys) Grab(handle func(ev *fyne.KeyEvent) bool) (release func()) {
	return k.Keyboard.Grab(func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyBackspace {
			k.s.Back()
			return true
		}
		return handle(ev)
	})
}

func (v *PINDialog) draw(s SetterState) {
	t := v.t
	said := map[PINStep]string{OldPIN: t.T("pin.old"), NewPIN: t.T("pin.new", text.Args{"from": s.From, "to": s.To}), AgainPIN: t.T("pin.again")}
	v.modal.SetText(said[s.Step])
	v.dots.SetAll(max(s.From, s.Typed))
	v.dots.SetFilled(s.Typed)
	words, tone := "", widgets.Bad
	switch {
	case s.Busy:
		words, tone = t.T("lock.looking"), widgets.Muted
	case s.Differ:
		words = t.T("pin.differ")
	case s.Err != nil:
		title, what, next := t.Fault(s.Err)
		words = joined(title+".", what, next)
	}
	v.why.SetTone(tone)
	v.why.SetWords(words)
	v.modal.Enable(1, s.Typed > 0 && !s.Busy)
	v.arrange(v.body.Size())
}

func (v *PINDialog) least() fyne.Size {
	return fyne.NewSize(280, 18+theme.Gap16+5*theme.Current().Metrics().Text(23))
}

func (v *PINDialog) arrange(s fyne.Size) {
	form.Place(v.dots, 0, 0, s.Width, 18)
	form.Place(v.why, 0, 18+theme.Gap16, s.Width, max(0, s.Height-18-theme.Gap16))
}
