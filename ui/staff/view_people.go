package staff

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/notice"
	people "kassa/app/staff"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// PeopleView is the page of people: the list on the left, the person who is open on the right.
type PeopleView struct {
	room.Plain
	m    *People
	in   room.Place
	t    *text.Text
	root *fyne.Container
	head *widgets.PageHead
	list *widgets.List
	left *widgets.Panel

	card                *widgets.Panel
	form                *fyne.Container
	empty               *widgets.Paragraph
	name, code          *wedge.Entry
	nameF, codeF, roleF *widgets.Field
	role                *widgets.Chooser
	state               *widgets.Paragraph
	save, pin, badge    *widgets.Key
	unlock, archive     *widgets.Key
	pane                *widgets.Pane
	wait                *widgets.Modal // for a badge
	asks                *PINDialog
	filled              int
	last                PeopleState
}

// NewPeopleView makes the page over a model and takes its drawings from now on.
func NewPeopleView(m *People, in room.Place) *PeopleView {
	t := in.Text
	v := &PeopleView{m: m, in: in, t: t}
	add := widgets.NewKey(t.T("people.add"), func() {
		v.leave(m.Begin)
	})
	add.SetIcon("plus")
	v.head = widgets.NewPageHead(t.T("people.title"), t.T("common.more")).SetActs(add)
	v.list = widgets.NewList(2, func() int { return len(v.last.People) }, []widgets.Column{{Share: 1}, {Fixed: 150, Align: fyne.TextAlignTrailing}}, v.row)
	v.list.OnTap = func(i int) { v.leave(func() { m.Show(i) }) }
	v.left = widgets.NewPanel(widgets.Card, v.list).SetPad(1)
	v.makeForm()
	v.card = widgets.NewPanel(widgets.Card, v.form)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 400) }, Arrange: v.arrange}, Objects: []fyne.CanvasObject{v.head, v.left, v.card}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

func (v *PeopleView) makeForm() {
	t, m := v.t, v.m
	v.name, v.code = v.in.Router.NewEntry(), v.in.Router.NewEntry()
	v.name.OnChanged, v.code.OnChanged = m.Name, m.Code
	v.nameF, v.codeF = widgets.NewField(t.T("people.name"), v.name), widgets.NewField(t.T("people.code"), v.code)
	var labels []string
	for _, r := range people.Roles() {
		labels = append(labels, t.T("word.role."+r))
	}
	v.role = widgets.NewChooser("")
	v.role.SetLabels(labels, -1)
	v.role.OnChoose = m.Role
	v.roleF = widgets.NewField(t.T("people.role"), v.role.Key)
	v.state, v.empty = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted), widgets.NewParagraph(t.T("people.none_open"), widgets.Body).SetTone(widgets.Muted)
	v.save = widgets.NewKey(t.T("common.save"), func() {
		v.in.Canvas().Unfocus()
		v.in.HideKeyboard() // what comes next stands where it was
		m.Save()
	})
	v.save.SetKind(widgets.Accent)
	v.pin = widgets.NewKey(t.T("people.set_pin"), v.setPIN)
	v.badge = widgets.NewKey(t.T("people.set_badge"), func() { m.WaitForBadge(true) })
	v.unlock = widgets.NewKey(t.T("people.unlock"), m.Unlock)
	v.archive = widgets.NewKey(t.T("people.archive"), v.askArchive)
	v.archive.SetKind(widgets.Danger)
	inside := &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 100) }, Arrange: func(s fyne.Size) { v.stack(s.Width, true) }},
		Objects: []fyne.CanvasObject{v.nameF, v.codeF, v.roleF, v.save, v.state, v.pin, v.badge, v.unlock, v.archive}}
	v.pane = widgets.NewPane(inside, func(w float32) float32 { return v.stack(w, false) })
	v.form = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(240, 200) }, Arrange: func(s fyne.Size) {
		form.Place(v.pane, 0, 0, s.Width, s.Height)
		form.Place(v.empty, 0, 0, s.Width, s.Height)
	}}, Objects: []fyne.CanvasObject{v.pane, v.empty}}
}

// stack puts the form from top to bottom, and says how high it is.
func (v *PeopleView) stack(w float32, put bool) float32 {
	y := float32(0)
	at := func(o fyne.CanvasObject, x, wide, high float32) {
		if put {
			form.Place(o, x, y, wide, high)
		}
	}
	code := min(w*0.3, theme.Current().Metrics().Text(140))
	at(v.nameF, 0, w-code-theme.Gap12, v.nameF.High())
	at(v.codeF, w-code, code, v.nameF.High())
	y += v.nameF.High() + theme.Gap12
	at(v.roleF, 0, w, v.roleF.High())
	y += v.roleF.High() + theme.Gap16
	key := max(52, theme.Current().Metrics().Touch())
	at(v.save, 0, w, key)
	y += key + theme.Gap24
	if v.last.New {
		return y
	}
	high := v.state.HeightFor(w)
	at(v.state, 0, w, high)
	y += high + theme.Gap12
	half := (w - theme.Gap8) / 2
	at(v.pin, 0, half, key)
	at(v.badge, half+theme.Gap8, half, key)
	y += key + theme.Gap8
	at(v.unlock, 0, half, key)
	at(v.archive, half+theme.Gap8, half, key)
	return y + key
}

func (v *PeopleView) row(i int) []widgets.ListCell {
	f := v.last.People[i]
	has, tone := v.t.T("people.has_pin"), widgets.Muted
	switch {
	case f.Locked:
		has, tone = v.t.T("people.is_locked"), widgets.Bad
	case !f.HasPIN && f.HasBadge:
		has = v.t.T("people.has_badge")
	case !f.HasPIN:
		has, tone = v.t.T("people.has_none"), widgets.Warning
	case f.HasBadge:
		has = v.t.T("people.has_both")
	}
	return []widgets.ListCell{{Text: f.Code + "  " + f.Name, Bold: true}, {Text: has, Tone: tone}, {Text: roleOf(v.t, f, v.in.Zone), Tone: widgets.Muted}}
}

// Root is what the window shows.
func (v *PeopleView) Root() fyne.CanvasObject { return v.root }

// Opened reads who works here.
func (v *PeopleView) Opened() { v.m.Read() }

// Heard reads the people again when they changed.
func (v *PeopleView) Heard(n notice.Notice) {
	if _, is := n.(notice.StaffChanged); is {
		v.m.Read()
	}
}

// Scan takes a badge that is waited for.
func (v *PeopleView) Scan(code string) { v.m.Scan(code) }

// Rune gives a letter to the dialog that wants it.
func (v *PeopleView) Rune(ch rune, fast bool) func() {
	if v.asks != nil {
		return v.asks.Rune(ch, fast)
	}
	return nil
}

// Key lets Escape close the person.
func (v *PeopleView) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape && v.last.Open {
		v.leave(v.m.Close)
		return true
	}
	return false
}

// Leave asks first when something typed was not saved.
func (v *PeopleView) Leave(then func()) { v.leave(then) }

func (v *PeopleView) leave(then func()) {
	if !v.last.Dirty() {
		then()
		return
	}
	t := v.t
	ask := widgets.NewModal(t.T("setup.unsaved"), t.T("setup.unsaved_text"), nil,
		widgets.Choice{Label: t.T("setup.stay"), Cancel: true, Default: true, Kind: widgets.Accent},
		widgets.Choice{Label: t.T("setup.discard"), Kind: widgets.Danger, OnTap: func() {
			v.m.Close()
			then()
		}})
	ask.Open(v.in.Canvas(), v.in.Router)
}

func (v *PeopleView) draw(s PeopleState) {
	t := v.t
	v.last = s
	v.list.Refresh()
	v.list.SetSelected(slices.IndexFunc(s.People, func(f people.Face) bool { return s.Open && !s.New && f.ID == s.Was.ID }))
	form.Show(v.pane, s.Open)
	form.Show(v.empty, !s.Open)
	if s.Filled != v.filled {
		v.filled = s.Filled
		v.name.SetText(s.Form.Name)
		v.code.SetText(s.Form.Code)
	}
	v.role.SetChosen(people.Rank(s.Form.Role))
	v.save.SetEnabled(!s.Busy && s.Form.Name != "" && (s.New || s.Dirty()))
	v.state.SetWords(v.about(s.Face))
	for _, k := range []*widgets.Key{v.pin, v.badge, v.unlock, v.archive} {
		form.Show(k, !s.New)
		k.SetEnabled(!s.Busy)
	}
	form.Show(v.state, !s.New)
	v.unlock.SetEnabled(!s.Busy && (s.Face.Locked || s.Face.Left < 5))
	v.pin.SetLabel(t.T(pick(s.Face.HasPIN, "people.new_pin", "people.set_pin")))
	v.badge.SetLabel(t.T(pick(s.Face.HasBadge, "people.new_badge", "people.set_badge")))
	v.waitForBadge(s)
	v.pane.Refresh()
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// about says how the person is recognised.
func (v *PeopleView) about(f people.Face) string {
	t := v.t
	pin := t.T(pick(f.HasPIN, "people.about_pin", "people.about_no_pin"), text.Args{"n": f.Digits})
	badge := t.T(pick(f.HasBadge, "people.about_badge", "people.about_no_badge"))
	words := joined(pin, badge)
	switch {
	case f.Locked:
		words = joined(words, t.T("people.about_locked"))
	case f.Wait > 0:
		words = joined(words, t.T("people.about_wait", text.Args{"wait": f.Wait}))
	}
	return words
}

// waitForBadge shows the question for a badge as long as one is waited for.
func (v *PeopleView) waitForBadge(s PeopleState) {
	switch {
	case s.Badge && v.wait == nil:
		t := v.t
		choices := []widgets.Choice{{Label: t.T("common.back"), Cancel: true, OnTap: func() { v.m.WaitForBadge(false) }}}
		if s.Face.HasBadge {
			choices = append(choices, widgets.Choice{Label: t.T("people.drop_badge"), Kind: widgets.Danger, OnTap: v.m.DropBadge})
		}
		v.wait = widgets.NewModal(t.T("people.scan_badge", text.Args{"name": s.Was.Name}), t.T("people.scan_badge_text"), nil, choices...)
		v.wait.Open(v.in.Canvas(), v.in.Router)
	case !s.Badge && v.wait != nil:
		v.wait.Close()
		v.wait = nil
	}
}

func (v *PeopleView) setPIN() {
	name := v.last.Was.Name
	v.asks = NewPINDialog(v.m.Setter(func() { v.asks.Close() }), v.t, name, func() { v.asks = nil })
	v.asks.Open(v.in.Canvas(), v.in.Router)
}

func (v *PeopleView) askArchive() {
	t := v.t
	ask := widgets.NewModal(t.T("people.archive_ask", text.Args{"name": v.last.Was.Name}), t.T("people.archive_text"), nil,
		widgets.Choice{Label: t.T("common.back"), Cancel: true},
		widgets.Choice{Label: t.T("people.archive_yes"), Kind: widgets.Danger, OnTap: v.m.Archive})
	ask.Open(v.in.Canvas(), v.in.Router)
}

func (v *PeopleView) arrange(s fyne.Size) {
	x, w := theme.Gap16, s.Width-2*theme.Gap16
	y := theme.Gap16
	head := v.head.MinSize().Height
	form.Place(v.head, x, y, w, head)
	y += head + theme.Gap16
	left := round((w - theme.Gap16) * 0.48)
	high := s.Height - y - theme.Gap16
	form.Place(v.left, x, y, left, high)
	form.Place(v.card, x+left+theme.Gap16, y, w-left-theme.Gap16, high)
}
