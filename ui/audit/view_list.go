package audit

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/audit"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// listPart is the list of records with what chooses from it.
type listPart struct {
	v      *View
	all    *fyne.Container
	days   *widgets.Chips
	person *widgets.Chooser
	group  *widgets.Chooser
	till   *widgets.Chooser
	ground *widgets.Panel
	rows   *widgets.List
	empty  *widgets.Text
	hint   *widgets.Text
}

func newList(v *View) *listPart {
	t := v.t
	p := &listPart{v: v, days: widgets.NewChips(t.T("common.more")), person: widgets.NewChooser(""), group: widgets.NewChooser(""), till: widgets.NewChooser("")}
	p.days.OnTap = p.tapDay
	p.person.OnChoose, p.group.OnChoose, p.till.OnChoose = v.m.ChoosePerson, v.m.ChooseGroup, v.m.ChooseTill
	p.rows = widgets.NewList(2, func() int { return len(v.last.Entries) }, []widgets.Column{{Share: 1}, {Fixed: 96}, {Fixed: 128, Align: fyne.TextAlignTrailing}}, p.row)
	p.rows.OnTap = v.m.Show
	p.ground = widgets.NewPanel(widgets.Card, p.rows).SetPad(2)
	p.empty = widgets.NewBold(t.T("audit.none"), widgets.Title).SetAlign(fyne.TextAlignCenter)
	p.hint = widgets.NewText(t.T("audit.none_hint"), widgets.Body).SetTone(widgets.Muted).SetAlign(fyne.TextAlignCenter)
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(300, 200) }, Arrange: p.arrange},
		Objects: []fyne.CanvasObject{p.days, p.person.Key, p.group.Key, p.till.Key, p.ground, p.empty, p.hint}}
	return p
}

func (p *listPart) draw(s State) {
	t := p.v.t
	day := t.T("receipts.other_day")
	if s.Days == OneDay {
		day = t.Day(s.Day)
	}
	p.days.SetLabels([]string{t.T("common.today"), t.T("common.yesterday"), t.T("audit.week"), day, t.T("receipts.all_days")})
	p.days.SetChosen(int(s.Days))
	people, chosen := []string{t.T("audit.everybody")}, 0
	for i, one := range s.Page.People {
		people = append(people, one.Code+"  "+one.Name)
		if one.ID == s.Staff {
			chosen = i + 1
		}
	}
	p.person.SetLabels(people, chosen)
	groups := []string{t.T("audit.everything")}
	for _, g := range audit.Groups() {
		groups = append(groups, t.T("audit.group."+g.Name))
	}
	p.group.SetLabels(groups, s.Group)
	var tills []string
	for _, one := range s.Page.Tills {
		tills = append(tills, t.T("audit.till")+" "+one.Code)
	}
	p.till.SetLabels(tills, slices.IndexFunc(s.Page.Tills, func(one shop.Till) bool { return one.ID == s.Page.Till }))
	form.Show(p.till.Key, len(tills) > 1)
	p.rows.SetSelected(s.Row)
	p.rows.Refresh()
	none := s.Ready && !s.Loading && len(s.Entries) == 0
	form.Show(p.empty, none)
	form.Show(p.hint, none)
	p.arrange(p.all.Size())
}

// ahead is how many rows before the end the next page is read.
const ahead = 12

func (p *listPart) row(i int) []widgets.ListCell {
	t, s := p.v.t, p.v.last
	if i >= len(s.Entries)-ahead {
		p.v.m.More()
	}
	e := s.Entries[i]
	who := e.Who
	if who == "" {
		who = t.T("audit.program")
	}
	if e.Allowed != "" {
		who += " + " + e.Allowed
	}
	when := t.Time(e.At.Local())
	if s.Days == Week || s.Days == AllDays {
		when = t.DateTime(e.At.Local())
	}
	return []widgets.ListCell{{Text: e.Title(t), Bold: true}, {Text: who, Tone: widgets.Muted}, {Text: when, Tone: widgets.Muted},
		{Text: e.Say(t), Tone: widgets.Muted}}
}

// tapDay shows other days; another day is chosen from a calendar.
func (p *listPart) tapDay(i int) {
	if Days(i) != OneDay {
		p.v.m.ChooseDays(Days(i))
		return
	}
	s, t := p.v.last, p.v.t
	at := s.Day
	if at == 0 {
		at = s.Page.Today
	}
	var modal *widgets.Modal
	calendar := widgets.NewCalendar(form.CalendarWords(t), at, s.Page.Today)
	calendar.OnDay = func(day int) {
		modal.Close()
		p.v.m.ChooseDay(day)
	}
	modal = widgets.NewModal(t.T("receipts.other_day"), "", calendar, widgets.Choice{Label: t.T("common.back"), Kind: widgets.Plain, Cancel: true})
	modal.Open(p.v.in.Canvas(), p.v.in.Router)
}

func (p *listPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := max(48, theme.Current().Metrics().Touch())
	form.Place(p.days, 0, 0, s.Width, high)
	y := high + theme.Gap8
	keys := []*widgets.Key{p.person.Key, p.group.Key}
	if p.till.Visible() {
		keys = append(keys, p.till.Key)
	}
	each := (s.Width - theme.Gap8*float32(len(keys)-1)) / float32(len(keys))
	for i, k := range keys {
		form.Place(k, float32(i)*(each+theme.Gap8), y, each, high)
	}
	y += high + theme.Gap12
	rest := max(0, s.Height-y)
	form.Place(p.ground, 0, y, s.Width, rest)
	h := p.empty.MinSize().Height
	form.Place(p.empty, theme.Gap16, y+rest*0.36, s.Width-2*theme.Gap16, h)
	form.Place(p.hint, theme.Gap16, y+rest*0.36+h+theme.Gap4, s.Width-2*theme.Gap16, p.hint.MinSize().Height)
}

// wholePart is one record, whole.
type wholePart struct {
	v       *View
	card    *widgets.Panel
	title   *widgets.Paragraph
	said    *widgets.Paragraph
	facts   *widgets.Paragraph
	receipt *widgets.Key
	pane    *widgets.Pane
}

func newWhole(v *View) *wholePart {
	p := &wholePart{v: v, title: widgets.NewParagraph("", widgets.Heading), said: widgets.NewParagraph("", widgets.OnSell),
		facts: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)}
	p.receipt = widgets.NewKey(v.t.T("audit.show_receipt"), v.m.ShowReceipt)
	p.pane = form.Pane([]form.Block{form.Words(p.title, theme.Gap8), form.Words(p.said, theme.Gap16), form.Words(p.facts, theme.Gap16),
		form.Keys(0, p.receipt)}, p.title, p.said, p.facts, p.receipt)
	p.card = widgets.NewPanel(widgets.Card, p.pane)
	return p
}

func (p *wholePart) draw(s State) {
	t := p.v.t
	open := s.Row >= 0 && s.Row < len(s.Entries)
	form.Show(p.title, open)
	form.Show(p.facts, open)
	form.Show(p.receipt, open && s.Entries[max(0, s.Row)].Sale != "")
	if !open {
		p.said.SetTone(widgets.Muted).SetWords(t.T("audit.choose_one"))
		p.pane.Refresh()
		return
	}
	e := s.Entries[s.Row]
	p.title.SetWords(e.Title(t))
	p.said.SetTone(widgets.Normal).SetWords(e.Say(t))
	who := e.Who
	if who == "" {
		who = t.T("audit.program")
	}
	facts := t.T("audit.who") + ": " + who
	if e.Allowed != "" {
		facts += "\n" + t.T("audit.allowed_by") + ": " + e.Allowed
	}
	head := e.Head
	if e.Signed {
		head = t.T("audit.head_signed", text.Args{"head": e.Head})
	}
	facts += "\n" + t.T("audit.when") + ": " + t.DateTime(e.At.Local()) + "\n" + t.T("audit.till") + ": " + e.TillCode +
		"\n" + t.T("audit.record") + ": " + t.Number(e.Seq) + "\n" + t.T("audit.head") + ": " + head
	p.facts.SetWords(facts)
	p.pane.Refresh()
}
