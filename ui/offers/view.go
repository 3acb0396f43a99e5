package offers

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// View draws the room and reports what people do; it decides nothing.
type View struct {
	room.Plain
	m    *Model
	in   room.Place
	t    *text.Text
	last State
	page *widgets.Panel
	root *fyne.Container // what is on the page
	head *widgets.PageHead
	list *listPart
	form *formPart
	try  *tryPart
	pick *pickPart

	add, save, drop *widgets.Key
}

// NewView makes the room over a model and takes its drawings from now on.
func NewView(m *Model, in room.Place) *View {
	v := &View{m: m, in: in, t: in.Text, last: m.State()}
	v.add = widgets.NewKey(v.t.T("offers.new"), m.Make)
	v.add.SetKind(widgets.Accent)
	v.add.SetIcon("plus")
	v.save = widgets.NewKey(v.t.T("common.save"), m.Save)
	v.save.SetKind(widgets.Accent)
	v.drop = widgets.NewKey(v.t.T("offers.drop"), v.askDrop)
	v.drop.SetKind(widgets.Danger)
	v.list, v.form, v.try, v.pick = newList(v), newForm(v), newTry(v), newPick(v)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 400) }, Arrange: v.arrange}}
	v.page = widgets.NewPanel(widgets.Page, v.root).SetPad(theme.Gap16)
	m.OnDraw(v.draw, v.told)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.page }

// Opened reads the offers.
func (v *View) Opened() { v.m.Open() }

// Key leads back from the form and from the choice of goods.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape || v.last.Page == List {
		return false
	}
	v.m.Back()
	return true
}

func (v *View) told(s Said) {
	if s.Err != nil {
		v.in.Say(room.Words{Err: s.Err})
		return
	}
	v.in.Say(room.Words{Text: v.t.T(s.Key), Good: true})
}

func (v *View) lang() shop.Lang { return shop.Lang(v.t.Lang()) }

func (v *View) money(a money.Amount) string { return v.t.Money(a, v.in.Currency) }

// askDrop asks before an offer goes.
func (v *View) askDrop() {
	widgets.NewModal(v.t.T("offers.drop_title", text.Args{"name": v.last.Sheet.Offer.Name}), v.t.T("offers.drop_text"), nil,
		widgets.Choice{Label: v.t.T("common.back"), Cancel: true},
		widgets.Choice{Label: v.t.T("offers.drop"), Kind: widgets.Danger, OnTap: v.m.Drop}).Open(v.in.Canvas(), v.in.Router)
}

func (v *View) draw(s State) {
	turned := v.head == nil || v.last.Page != s.Page
	v.last = s
	if turned {
		if v.in.HideKeyboard != nil {
			v.in.HideKeyboard()
		}
		v.turn(s)
	}
	switch s.Page {
	case List:
		v.list.draw()
	case Form:
		v.save.SetEnabled(!s.Busy)
		form.Show(v.drop, s.Sheet.Offer.Version > 0)
		v.head.SetTitle(v.title())
		v.form.draw(s)
		v.try.draw(s)
	case Picking:
		v.pick.draw(s)
	}
	v.arrange(v.root.Size())
	v.root.Refresh()
}

// title is what the form is called.
func (v *View) title() string {
	if name := v.last.Sheet.Texts[NameField]; name != "" {
		return name
	}
	return v.t.T("offers.new")
}

// turn puts the objects of a page into the room.
func (v *View) turn(s State) {
	t := v.t
	switch s.Page {
	case List:
		v.head = widgets.NewPageHead(t.T("offers.title"), t.T("common.more")).SetActs(v.add)
		v.root.Objects = []fyne.CanvasObject{v.head, v.list.card, v.list.empty}
	case Form:
		v.head = widgets.NewPageHead("", t.T("common.more")).SetBack(t.T("offers.title"), v.m.Back)
		if s.Sheet.Offer.Version > 0 {
			v.head.SetActs(v.drop, v.save)
		} else {
			v.head.SetActs(v.save)
		}
		v.root.Objects = []fyne.CanvasObject{v.head, v.form.card, v.try.past, v.try.card}
	case Picking:
		v.head = widgets.NewPageHead(t.T("offers.pick.title"), t.T("common.more")).SetBack(t.T("common.back"), v.m.Back)
		v.root.Objects = []fyne.CanvasObject{v.head, v.pick.search, v.pick.hint, v.pick.card}
	}
}

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 || v.head == nil {
		return
	}
	high := v.head.MinSize().Height
	form.Place(v.head, 0, 0, s.Width, high)
	top := high + theme.Gap12
	rest := s.Height - top
	switch v.last.Page {
	case List:
		form.Place(v.list.card, 0, top, s.Width, rest)
		form.Place(v.list.empty, theme.Gap24, top+theme.Gap24, s.Width-2*theme.Gap24, 100)
	case Form:
		side := min(max(s.Width*0.42, 320), 480*theme.Current().Metrics().Grow())
		form.Place(v.form.card, 0, top, s.Width-side-theme.Gap12, rest)
		past := v.try.pastHigh()
		form.Place(v.try.past, s.Width-side, top, side, past)
		form.Place(v.try.card, s.Width-side, top+past+theme.Gap12, side, rest-past-theme.Gap12)
	case Picking:
		key := max(48, theme.Current().Metrics().Touch())
		form.Place(v.pick.search, 0, top, s.Width, key)
		hint := v.pick.hint.HeightFor(s.Width)
		form.Place(v.pick.hint, 0, top+key+theme.Gap8, s.Width, hint)
		y := top + key + hint + 2*theme.Gap8
		form.Place(v.pick.card, 0, y, s.Width, s.Height-y)
	}
}
