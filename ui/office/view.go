package office

import (
	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/printers"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Extra is a page of another room that stands among those of this one, such as the people of the shop.
type Extra struct {
	Label string
	Make  func(room.Place) room.Screen
}

// View draws a model and reports what people do; it decides nothing.
type View struct {
	room.Plain
	m     *Model
	in    room.Place
	t     *text.Text
	root  *fyne.Container
	head  *widgets.PageHead
	save  *widgets.Key
	back  *widgets.Key
	card  *widgets.Panel
	hold  *fyne.Container // inside the card
	pages map[Page]page
	forms map[string]page // printer, tax, tender, ruler
	extra []Extra
	added int         // which of them is open, while guest is
	guest room.Screen // the extra page, while it is open
	open  page
	last  State
	full  map[string]int // for each page, the filling that it shows
}

// page is what stands on the card.
type page interface {
	object() fyne.CanvasObject
	draw(s State)
	acts() []*widgets.Key // at the right of the head
}

// printerPage is the set-up of the receipt printer.
type printerPage struct{ *printers.View }

func (p printerPage) object() fyne.CanvasObject { return p.Object() }
func (p printerPage) draw(State)                {} // it listens to its own model
func (p printerPage) acts() []*widgets.Key      { return []*widgets.Key{p.Again()} }

// filler is a page with fields that are filled when State.Filled grew.
type filler interface{ fill(s State) }

// NewView makes the room over a model and takes its drawings from now on. Extra pages stand behind its own.
func NewView(m *Model, in room.Place, extra ...Extra) *View {
	v := &View{m: m, in: in, t: in.Text, extra: extra, full: map[string]int{}}
	v.head = widgets.NewPageHead(v.t.T("setup.title"), v.t.T("sell.more"))
	v.save = widgets.NewKey(v.t.T("common.save"), func() {
		v.unfocus()
		m.Save()
	})
	v.save.SetKind(widgets.Accent)
	v.back = widgets.NewKey(v.t.T("setup.revert"), func() {
		m.Revert()
		m.drawn()
	})
	v.pages = map[Page]page{DevicesPage: newDevices(v), ShopPage: newShop(v), ReceiptPage: newReceipt(v), TaxPage: newTaxes(v),
		TenderPage: newTenders(v), ReasonPage: newReasons(v), LookPage: newLook(v)}
	v.forms = map[string]page{"tax": newTaxForm(v), "tender": newTenderForm(v), "ruler": newRuler(v)}
	v.hold = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(300, 200) }, Arrange: func(s fyne.Size) {
		for _, o := range v.hold.Objects {
			form.Place(o, 0, 0, s.Width, s.Height)
		}
	}}}
	v.card = widgets.NewPanel(widgets.Card, v.hold)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(600, 400) }, Arrange: v.arrange}, Objects: []fyne.CanvasObject{v.head, v.card}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads how everything is set up now.
func (v *View) Opened() { v.m.Open() }

// Scan shows the code: whoever sets up a scanner sees that it works.
func (v *View) Scan(code string) {
	if v.guest != nil {
		v.guest.Scan(code)
		return
	}
	v.m.Scan(code)
}

// Key lets Escape leave a form.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	if v.guest != nil {
		return v.guest.Key(ev)
	}
	if ev.Name == fyne.KeyEscape && (v.last.Printer != nil || v.last.Tax != nil || v.last.Tender != nil || v.last.Ruler) {
		v.leaveForm()
		return true
	}
	return false
}

// Rune gives letters to the extra page.
func (v *View) Rune(ch rune, fast bool) func() {
	if v.guest != nil {
		return v.guest.Rune(ch, fast)
	}
	return nil
}

// Heard reads the devices again when one changed.
func (v *View) Heard(n notice.Notice) {
	if v.guest != nil {
		v.guest.Heard(n)
		return
	}
	switch n.(type) {
	case notice.DeviceChanged:
		v.m.DevicesMoved()
	}
}

// Leave asks first when something typed was not saved.
func (v *View) Leave(then func()) {
	if v.guest != nil {
		v.guest.Leave(then)
		return
	}
	if !v.last.Dirty() {
		then()
		return
	}
	ask := widgets.NewModal(v.t.T("setup.unsaved"), v.t.T("setup.unsaved_text"), nil,
		widgets.Choice{Label: v.t.T("setup.stay"), Cancel: true, Default: true, Kind: widgets.Accent},
		widgets.Choice{Label: v.t.T("setup.discard"), Kind: widgets.Danger, OnTap: func() {
			v.m.Revert()
			then()
		}})
	ask.Open(v.in.Canvas(), v.in.Router)
}

// leaveForm goes back to the page that a form was opened from.
func (v *View) leaveForm() {
	switch {
	case v.last.Printer != nil:
		v.m.ClosePrinter()
	case v.last.Ruler:
		v.m.CloseRuler()
	default:
		v.m.CloseForm()
	}
}

// form is the name of the form that is open.
func (s State) form() string {
	switch {
	case s.Printer != nil:
		return "printer"
	case s.Tax != nil:
		return "tax"
	case s.Tender != nil:
		return "tender"
	case s.Ruler:
		return "ruler"
	}
	return ""
}

// draw shows a state.
func (v *View) draw(s State) {
	was := v.last
	v.last = s
	if v.guest != nil {
		return
	}
	name, p := string(s.Page), v.pages[s.Page]
	switch f := s.form(); {
	case f == "printer" && was.Printer != s.Printer:
		page := printers.NewView(s.Printer, v.t, v.in.Router, true)
		page.OnAsked = v.in.HideKeyboard
		v.forms[f] = printerPage{page}
		fallthrough
	case f != "":
		name, p = f, v.forms[f]
	}
	if p == nil {
		v.nothing(s)
		return
	}
	v.headFor(s, p)
	if f, fills := p.(filler); fills && v.full[name] != s.Filled {
		v.full[name] = s.Filled
		f.fill(s)
	}
	p.draw(s)
	if v.open != p {
		v.open = p
		v.hold.Objects = []fyne.CanvasObject{p.object()}
		v.hold.Refresh()
	}
	if was.form() != s.form() {
		v.unfocus()
	}
	v.arrange(v.root.Size())
}

// nothing says that there is nothing to set up, or why it cannot be read.
func (v *View) nothing(s State) {
	said := ""
	if s.Failed != nil {
		title, what, next := v.t.Fault(s.Failed)
		said = title + ". " + what + " " + next
	}
	v.open = nil
	v.hold.Objects = []fyne.CanvasObject{widgets.NewParagraph(said, widgets.Body)}
	v.hold.Refresh()
	v.arrange(v.root.Size())
}

// headFor puts the pages, the title and the keys of a page into the head.
func (v *View) headFor(s State, p page) {
	if f := s.form(); f != "" {
		v.head.SetBack(v.t.T("common.back"), v.leaveForm)
		v.head.SetTitle(v.t.T("setup.form." + f))
		v.head.SetPages(nil, nil)
		v.head.SetActs(p.acts()...)
		return
	}
	v.head.SetBack("", nil)
	v.head.SetTitle(v.t.T("setup.title"))
	labels, chosen := make([]string, 0, len(s.Pages)+1), -1
	for i, name := range s.Pages {
		labels = append(labels, v.t.T("setup.page."+string(name)))
		if name == s.Page && v.guest == nil {
			chosen = i
		}
	}
	for i, e := range v.extra {
		labels = append(labels, e.Label)
		if v.guest != nil && i == v.added {
			chosen = len(labels) - 1
		}
	}
	v.head.SetPages(labels, v.choose)
	v.head.SetPage(chosen)
	keys := p.acts()
	if s.Dirty() {
		keys = append(keys, v.back, v.save)
	}
	v.save.SetEnabled(!s.Saving)
	v.head.SetActs(keys...)
}

// choose opens the i-th page, after a question about unsaved words.
func (v *View) choose(i int) {
	v.Leave(func() {
		v.unfocus()
		if i < len(v.last.Pages) {
			v.guest = nil
			v.open = nil
			v.m.Choose(v.last.Pages[i])
			return
		}
		v.added = i - len(v.last.Pages)
		v.guest = v.extra[v.added].Make(v.in)
		v.headFor(v.last, v.pages[LookPage])
		v.head.SetActs()
		v.root.Objects = []fyne.CanvasObject{v.head, v.guest.Root()}
		v.arrange(v.root.Size())
		v.guest.Opened()
	})
}

func (v *View) unfocus() {
	if c := v.in.Canvas(); c != nil {
		c.Unfocus()
	}
	if v.in.HideKeyboard != nil {
		v.in.HideKeyboard()
	}
}

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	const edge = theme.Gap16
	high := max(48, theme.Current().Metrics().Touch())
	form.Place(v.head, edge, edge, s.Width-2*edge, high)
	body := fyne.CanvasObject(v.card)
	if v.guest != nil {
		body = v.guest.Root()
	} else if len(v.root.Objects) != 2 || v.root.Objects[1] != fyne.CanvasObject(v.card) {
		v.root.Objects = []fyne.CanvasObject{v.head, v.card}
	}
	form.Place(body, edge, edge+high+theme.Gap12, s.Width-2*edge, s.Height-2*edge-high-theme.Gap12)
}

// entry is a field bound to a setting.
func (v *View) entry(key string) *wedge.Entry {
	e := v.in.Router.NewEntry()
	e.OnChanged = func(s string) { v.m.Type(key, s) }
	return e
}

// long is a field of several lines bound to a setting.
func (v *View) long(key string) *wedge.Entry {
	e := v.in.Router.NewLongEntry()
	e.OnChanged = func(s string) { v.m.Type(key, s) }
	return e
}

// wrong says under which field what is wrong.
func (v *View) wrong(f *widgets.Field, err error) {
	if err == nil {
		f.SetWrong("")
		return
	}
	title, _, next := v.t.Fault(err)
	if known, ok := fault.Of(err); ok && known.Code == fault.BadOption {
		title = v.t.T("setup.not_possible")
		next = ""
		if allowed, told := known.Args["allowed"].(string); told {
			next = v.t.T("cli.allowed", text.Args{"allowed": allowed})
		}
	}
	if next != "" {
		title += ". " + next
	}
	f.SetWrong(title)
}
