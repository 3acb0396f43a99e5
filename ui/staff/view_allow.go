package staff

import (
	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/money"
	people "kassa/app/staff"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// AllowWords are what the question is made with.
type AllowWords struct {
	Text    *text.Text
	Refused *fault.Error // what is to be allowed
	Person  string       // who asks
	Cancel  func()
}

// Allow is the question who allows an act, in place, over the screen where it was refused. The keys of the pad stand where
// they stand on the lock screen: a PIN lives in the fingers.
type Allow struct {
	g     *Gate
	in    AllowWords
	modal *widgets.Modal
	who   *widgets.Chooser
	only  *widgets.Text
	dots  *widgets.Dots
	why   *widgets.Paragraph
	note  *widgets.Paragraph
	body  *fyne.Container
}

// NewAllow draws a gate as the question.
func NewAllow(g *Gate, in AllowWords) *Allow {
	t := in.Text
	v := &Allow{g: g, in: in, who: widgets.NewChooser(""), only: widgets.NewText("", widgets.Title), dots: widgets.NewDots(6).OnCard()}
	v.why = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Bad)
	v.note = widgets.NewParagraph(t.T("allow.note"), widgets.Caption).SetTone(widgets.Muted)
	v.who.OnChoose = g.Choose
	pad := widgets.NewPINPad(false, g.Digit, g.Back)
	v.body = &fyne.Container{Layout: form.Free{Least: v.least, Arrange: v.arrange}, Objects: []fyne.CanvasObject{v.who.Key, v.only, v.dots, v.why, v.note}}
	v.modal = widgets.NewModal(asked(t, in.Refused), v.sentence(), v.body, widgets.Choice{Label: t.T("common.back"), Cancel: true, OnTap: v.cancel})
	v.modal.SetWidth(720)
	v.modal.SetBeside(pad)
	g.OnDraw(v.draw)
	v.draw(g.State())
	return v
}

// asked is what is to be allowed, in a few words: "Giving a discount: 30 %".
func asked(t *text.Text, f *fault.Error) string {
	act, _ := f.Args["act"].(string)
	words := upper(t.T("word.act." + act))
	if rate, _ := f.Args["rate"].(money.Rate); rate != 0 {
		return t.T("allow.how_much", text.Args{"act": words, "much": rate})
	}
	if sum, _ := f.Args["amount"].(money.Amount); sum != 0 {
		return t.T("allow.how_much", text.Args{"act": words, "much": sum})
	}
	return words
}

// sentence says why it was refused and what can be done.
func (v *Allow) sentence() string {
	t := v.in.Text
	if limit, found := v.in.Refused.Args["limit"]; found && v.in.Refused.Code == fault.OverLimit {
		return t.T("allow.over_limit", text.Args{"name": v.in.Person, "limit": limit})
	}
	return t.T("allow.no_right", text.Args{"name": v.in.Person})
}

// Open shows the question; named keys go to it.
func (v *Allow) Open(c fyne.Canvas, keys widgets.Keyboard) {
	v.modal.Open(c, gateKeys{keys, v.g})
}

// Close ends it without an answer.
func (v *Allow) Close() {
	v.g.Close()
	v.modal.Close()
}

// Rune takes a letter from the keyboard.
func (v *Allow) Rune(ch rune, fast bool) func() { return v.g.Rune(ch, fast) }

// Scan takes a badge.
func (v *Allow) Scan(code string) { v.g.Scan(code) }

// Cancel ends it as the key does.
func (v *Allow) Cancel() {
	v.Close()
	v.in.Cancel()
}

func (v *Allow) cancel() {
	v.g.Close()
	v.in.Cancel()
}

// gateKeys puts the keys of a gate before those of the dialog around it.
type gateKeys struct {
	widgets.Keyboard
	g *Gate
}

// Grab takes the named keys.
func (k gateKeys) Grab(handle func(ev *fyne.KeyEvent) bool) (release func()) {
	return k.Keyboard.Grab(func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyBackspace:
			k.g.Back()
		case fyne.KeyUp:
			k.g.Step(-1)
		case fyne.KeyDown:
			k.g.Step(1)
		default:
			return handle(ev)
		}
		return true
	})
}

func (v *Allow) draw(s GateState) {
	t := v.in.Text
	var names []string
	for _, f := range s.People {
		names = append(names, named(t, f))
	}
	v.who.SetLabels(names, s.Chosen)
	if s.Chosen < 0 {
		v.who.SetLabel(t.T("allow.who"))
	}
	alone := len(names) == 1
	form.Show(v.who.Key, !alone)
	form.Show(v.only, alone)
	if alone {
		v.only.SetWords(names[0])
	}
	v.dots.SetAll(max(ringsOf(s), 4))
	v.dots.SetFilled(s.Typed)
	words, tone := why(t, s), widgets.Bad
	if s.Busy {
		words, tone = t.T("lock.looking"), widgets.Muted
	}
	v.why.SetTone(tone)
	v.why.SetWords(words)
	note := t.T("allow.note")
	if s.PIN != "" {
		note = t.T("lock.demo_pin", text.Args{"name": s.People[s.Chosen].Name, "pin": s.PIN})
	}
	v.note.SetWords(note)
	v.arrange(v.body.Size())
}

// named is a person in a list: the name, the role, and what keeps the person from being asked.
func named(t *text.Text, f people.Face) string {
	words := f.Name
	if role := t.T("word.role." + f.Role); role != "" && f.Name != role {
		words += " · " + role
	}
	switch {
	case f.Locked:
		words += " · " + t.T("lock.locked")
	case !f.HasPIN:
		words += " · " + t.T("allow.badge_only")
	}
	return words
}

// whyRoom is how many lines of words are kept free, so that the card does not grow when a PIN is wrong.
const whyRoom = 3

func (v *Allow) least() fyne.Size {
	m := theme.Current().Metrics()
	w := v.body.Size().Width
	if w == 0 {
		w = 320
	}
	return fyne.NewSize(280, max(56, m.Touch())+theme.Gap16+18+theme.Gap16+whyRoom*m.Text(23)+2*m.Text(20))
}

func (v *Allow) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	key := max(56, m.Touch())
	form.Place(v.who.Key, 0, 0, s.Width, key)
	form.Place(v.only, 0, (key-v.only.MinSize().Height)/2, s.Width, v.only.MinSize().Height)
	y := key + theme.Gap16
	form.Place(v.dots, 0, y, s.Width, 18)
	y += 18 + theme.Gap16
	note := v.note.HeightFor(s.Width)
	form.Place(v.why, 0, y, s.Width, whyRoom*m.Text(23))
	form.Place(v.note, 0, s.Height-note, s.Width, note)
}
