package founding

import (
	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/printers"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// View draws a model and reports what people do; it decides nothing.
type View struct {
	m      *Model
	t      *text.Text
	router *wedge.Router
	canvas func() fyne.Canvas

	root     *fyne.Container
	ground   *widgets.Panel
	at       *widgets.Text // "2 of 6"
	title    *widgets.Text
	say      *widgets.Paragraph
	wrong    *widgets.Paragraph
	back     *widgets.Key
	next     *widgets.Key
	later    *widgets.Key
	body     *fyne.Container
	keyboard *widgets.ScreenKeyboard
	typing   *wedge.Entry // the keyboard writes into it; nil: it is not shown

	steps  map[Step]step
	open   Step
	filled int
	shown  bool // in the window
	last   State
}

// step is what stands in the middle.
type step interface {
	object() fyne.CanvasObject
	draw(s State)
	fill(s State)
}

// NewView makes the assistant in a language over a model, and takes its drawings from now on.
func NewView(m *Model, t *text.Text, router *wedge.Router, canvas func() fyne.Canvas) *View {
	v := &View{m: m, t: t, router: router, canvas: canvas, open: -1}
	v.ground = widgets.NewPanel(widgets.Page, nil)
	v.at = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted)
	v.title = widgets.NewBold("", widgets.Total)
	v.say = widgets.NewParagraph("", widgets.Title).SetTone(widgets.Muted)
	v.wrong = widgets.NewParagraph("", widgets.Title).SetTone(widgets.Bad)
	v.back = widgets.NewKey(t.T("common.back"), m.Back)
	v.back.SetIcon("back")
	v.next = widgets.NewKey(t.T("founding.next"), m.Next)
	v.next.SetKind(widgets.Accent)
	v.next.SetText(20, true)
	v.later = widgets.NewKey("", v.skip)
	v.body = &fyne.Container{}
	v.keyboard = form.Keyboard(t, v.typed)
	v.keyboard.Hideable(v.hideKeyboard)
	v.steps = map[Step]step{}
	if m.Picker != nil {
		printer := printers.NewView(m.Picker, t, router, false)
		printer.OnAsked = v.hideKeyboard
		v.steps = map[Step]step{Language: newLanguage(v), Name: newName(v), Country: newCountry(v), PIN: newPIN(v),
			Printer: printerStep{printer}, Goods: newGoods(v), Code: newCode(v)}
	}
	v.steps[Working], v.steps[Backups], v.steps[Confirm], v.steps[Restored] = newWorking(v), newBackups(v), newConfirm(v), newRestored(v)
	v.steps[Restoring] = v.steps[Working]
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(600, 500) }, Arrange: v.arrange},
		Objects: []fyne.CanvasObject{v.ground, v.at, v.title, v.say, v.wrong, v.body, v.keyboard, v.back, v.later, v.next}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened is called when the window shows it: whoever is to type can type at once.
func (v *View) Opened() {
	v.shown = true
	v.focus()
}

func (v *View) focus() {
	if v.shown && v.last.Step == Name {
		v.steps[Name].(*nameStep).focus()
	}
}

// Key lets the keyboard do what the keys on the screen do. What Enter means in a field, the field knows.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if v.inField() {
			return false
		}
		if v.next.Visible() {
			v.m.Next()
		}
	case fyne.KeyEscape:
		v.m.Back()
	case fyne.KeyBackspace:
		if v.last.Step == PIN {
			v.m.Key('b')
		}
	default:
		return false
	}
	return true
}

// inField reports whether a field has the keyboard.
func (v *View) inField() bool {
	c := v.canvas()
	if c == nil {
		return false
	}
	_, is := c.Focused().(*wedge.Entry)
	return is
}

// Rune types the PIN.
func (v *View) Rune(ch rune, _ bool) (undo func()) {
	if v.last.Step == PIN {
		v.m.Key(ch)
	}
	return nil
}

// skip leaves a question for later.
func (v *View) skip() {
	switch v.last.Step {
	case PIN:
		v.m.WithoutPIN()
	case Printer:
		v.m.Picker.None()
	case Name:
		v.m.ToBackups()
	case Backups:
		v.m.NewShop()
	}
}

// skips reports what the key beside "Next" says; nothing: it is not there.
func (v *View) skips(s State) string {
	switch {
	case s.Step == PIN:
		return v.t.T("founding.pin.later")
	case s.Step == Printer:
		return v.t.T("founding.printer.later")
	case s.Step == Name && v.m.Rescues():
		return v.t.T("founding.backups.have")
	case s.Step == Backups && v.m.CanBeNew():
		return v.t.T("founding.backups.new")
	}
	return ""
}

// words are the title of a step and what is said under it.
func (v *View) words(s State) (title, say string) {
	t := v.t
	name := [...]string{"language", "name", "country", "pin", "printer", "goods", "working", "code", "backups", "confirm", "restoring", "restored"}[s.Step]
	title, say = "founding."+name+".title", "founding."+name+".text"
	switch {
	case s.Step == PIN && s.Again:
		title, say = "founding.pin.again", "founding.pin.again_text"
	case s.Step == Backups && s.Backup.Why != nil:
		what, why, _ := t.Fault(s.Backup.Why)
		if fault.Is(s.Backup.Why, fault.ShopMissing) {
			what, why = t.T("founding.backups.gone"), t.T("founding.backups.gone_text")
		}
		return what, why + " " + t.T("founding.backups.wrong")
	case s.Step == Confirm && s.Backup.Look == nil:
		title, say = "founding.confirm.locked", "founding.confirm.locked_text"
	}
	return t.T(title), t.T(say)
}

// goes is what the key says that goes on.
func (v *View) goes(s State) string {
	switch {
	case s.Step == Code:
		return v.t.T("founding.code.kept")
	case s.Step == Confirm && s.Backup.Doubtful:
		return v.t.T("founding.confirm.as_found")
	case s.Step == Confirm && s.Backup.Look != nil:
		return v.t.T("founding.confirm.go")
	}
	return v.t.T("founding.next")
}

// draw shows a state.
func (v *View) draw(s State) {
	v.last = s
	t := v.t
	v.at.SetWords("")
	if s.Step < Working {
		v.at.SetWords(t.T("founding.at", text.Args{"step": int(s.Step) + 1, "steps": int(Working)}))
	}
	title, say := v.words(s)
	v.title.SetWords(title)
	v.say.SetWords(say)
	wrong := ""
	if s.Wrong != nil {
		what, why, next := t.Fault(s.Wrong)
		wrong = what + ". " + why + " " + next
	}
	v.wrong.SetWords(wrong)
	form.Show(v.wrong, wrong != "")
	form.Show(v.back, s.canGoBack())
	form.Show(v.next, s.Step < Printer || s.Step == Code || s.Step == Confirm || s.Step == Restored)
	v.next.SetLabel(v.goes(s))
	v.next.SetEnabled(s.CanGo())
	later := v.skips(s)
	form.Show(v.later, later != "")
	v.later.SetLabel(later)
	in := v.steps[s.Step]
	if v.filled != s.Filled {
		v.filled = s.Filled
		in.fill(s)
	}
	in.draw(s)
	if v.open != s.Step {
		v.open = s.Step
		v.hideKeyboard()
		if c := v.canvas(); c != nil {
			c.Unfocus()
		}
		v.body.Objects = []fyne.CanvasObject{in.object()}
		v.body.Refresh()
		v.focus()
	}
	v.arrange(v.root.Size())
}

// arrange puts the question on top, the answer in the middle and the keys at the foot; the keyboard comes between.
func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	w := min(s.Width-2*theme.Gap24, 1000*m.Grow())
	x := (s.Width - w) / 2
	form.Place(v.ground, 0, 0, s.Width, s.Height)
	y := theme.Gap24
	put := func(o fyne.CanvasObject, high, gap float32) {
		if o.Visible() {
			form.Place(o, x, y, w, high)
			y += high + gap
		}
	}
	put(v.at, v.at.MinSize().Height, theme.Gap4)
	put(v.title, v.title.MinSize().Height, theme.Gap4)
	put(v.say, v.say.HeightFor(w), theme.Gap8)
	put(v.wrong, v.wrong.HeightFor(w), theme.Gap8)
	y += theme.Gap8
	foot := s.Height - theme.Gap16
	if v.typing != nil {
		foot -= v.keyboard.High() - theme.Gap16
		form.Place(v.keyboard, 0, foot, s.Width, v.keyboard.High())
		foot -= theme.Gap8
	}
	key := max(60, m.Touch())
	if v.typing == nil || s.Height-y-v.keyboard.High() > 3*key {
		foot -= key
		form.Place(v.back, x, foot, max(m.MM(36), v.back.MinSize().Width), key)
		next := max(m.MM(50), v.next.MinSize().Width)
		form.Place(v.next, x+w-next, foot, next, key)
		later := v.later.MinSize().Width
		right := x + w - later
		if v.next.Visible() {
			right -= next + theme.Gap12
		}
		form.Place(v.later, right, foot, later, key)
		foot -= theme.Gap12
	}
	form.Place(v.body, x, y, w, max(0, foot-y))
	for _, o := range v.body.Objects {
		form.Place(o, 0, 0, w, max(0, foot-y))
	}
}

// secret is an entry whose words nobody should read over a shoulder.
func (v *View) secret(changed func(string)) *wedge.Entry {
	return v.bring(v.router.NewSecretEntry(), changed)
}

// entry is a field under which the keyboard on the screen comes up.
func (v *View) entry(changed func(string)) *wedge.Entry {
	return v.bring(v.router.NewEntry(), changed)
}

func (v *View) bring(e *wedge.Entry, changed func(string)) *wedge.Entry {
	e.OnChanged = changed
	return e
}

// Focused brings the keyboard on the screen up under a field, and the field into sight above it, where it still is in use.
func (v *View) Focused(e *wedge.Entry) {
	if c := v.canvas(); c == nil || c.Focused() != fyne.Focusable(e) {
		return
	}
	v.typing = e
	v.keyboard.Show()
	v.arrange(v.root.Size())
	if p, is := v.steps[v.open].object().(*widgets.Pane); is {
		p.Reveal(e)
	}
}

// typed is the field that the keyboard on the screen writes into: a tap on a key takes the keyboard from it, so it gets it back.
func (v *View) typed() fyne.Focusable {
	if v.typing == nil {
		return nil
	}
	if c := v.canvas(); c != nil && c.Focused() != fyne.Focusable(v.typing) {
		c.Focus(v.typing)
	}
	return v.typing
}

// hideKeyboard puts the keyboard on the screen away.
func (v *View) hideKeyboard() {
	v.typing = nil
	v.keyboard.Hide()
	v.arrange(v.root.Size())
}

// printerStep is the set-up of the receipt printer.
type printerStep struct{ *printers.View }

func (p printerStep) object() fyne.CanvasObject { return p.Object() }
func (p printerStep) draw(State)                {} // it listens to its own model
func (p printerStep) fill(State)                {}
