package receipts

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// listPart is the list of receipts with what chooses from it.
type listPart struct {
	v      *View
	all    *fyne.Container
	search *widgets.SearchField
	days   *widgets.Chips
	tender *widgets.Chooser
	tills  *widgets.Key
	ground *widgets.Panel
	rows   *widgets.List
	empty  *widgets.Text
	hint   *widgets.Text
}

func newList(v *View) *listPart {
	t := v.text
	p := &listPart{v: v, search: widgets.NewSearchField(v.in.Router, t.T("receipts.search"), "F2"), days: widgets.NewChips(t.T("common.more"))}
	p.search.OnChanged = v.m.Search
	p.search.OnSubmitted = func(string) {
		p.search.Unfocus()
		v.in.HideKeyboard()
	}
	p.days.OnTap = p.tapDay
	p.tender = widgets.NewChooser("")
	p.tender.OnChoose = p.chooseTender
	p.tills = widgets.NewKey(t.T("receipts.all_tills"), func() { v.m.ChooseTills(!v.last.AllTills) })
	p.rows = widgets.NewList(2, func() int { return len(v.last.Heads) }, []widgets.Column{
		{Share: 1}, {Fixed: 96}, {Fixed: 108, Align: fyne.TextAlignTrailing, Shrink: true}}, p.row)
	p.rows.OnTap = func(i int) {
		v.in.HideKeyboard()
		v.m.Choose(i)
	}
	p.ground = widgets.NewPanel(widgets.Card, p.rows).SetPad(2)
	p.empty = widgets.NewBold("", widgets.Title).SetAlign(fyne.TextAlignCenter)
	p.hint = widgets.NewText("", widgets.Body).SetTone(widgets.Muted).SetAlign(fyne.TextAlignCenter)
	p.all = &fyne.Container{Layout: places{nothing, p.arrange},
		Objects: []fyne.CanvasObject{p.search, p.tills, p.days, p.tender, p.ground, p.empty, p.hint}}
	return p
}

func (p *listPart) draw(s State) {
	t := p.v.text
	p.search.SetText(s.Text)
	day := t.T("receipts.other_day")
	if s.Days == OneDay {
		day = t.Day(s.Day)
	}
	p.days.SetLabels([]string{t.T("common.today"), t.T("common.yesterday"), day, t.T("receipts.all_days")})
	p.days.SetChosen(int(s.Days))
	names, chosen := []string{t.T("receipts.any_tender")}, 0
	for i, one := range s.Tenders {
		names = append(names, p.v.tender(one.Code))
		if one.Code == s.Tender {
			chosen = i + 1
		}
	}
	p.tender.SetLabels(names, chosen)
	show(p.tills, s.Tills > 1)
	p.tills.SetKind(widgets.Plain)
	if s.AllTills {
		p.tills.SetKind(widgets.Chosen)
	}
	row := s.Row()
	p.rows.SetSelected(row)
	p.rows.Refresh()
	if row >= 0 {
		p.rows.ScrollTo(row)
	}
	none := len(s.Heads) == 0 && !s.Loading
	title, hint := t.T("receipts.none"), t.T("receipts.none_hint")
	if s.Text != "" || s.Tender != "" {
		title, hint = t.T("common.nothing_found"), t.T("receipts.not_found_hint")
	}
	p.empty.SetWords(title)
	p.hint.SetWords(hint)
	show(p.empty, none)
	show(p.hint, none)
	p.arrange(p.all.Size())
}

// ahead is how many rows before the end the next page is read.
const ahead = 12

// row says what one receipt shows.
func (p *listPart) row(i int) []widgets.ListCell {
	t, s := p.v.text, p.v.last
	if i >= len(s.Heads)-ahead {
		p.v.m.More()
	}
	h := s.Heads[i]
	when := t.Time(h.At.Local())
	if !s.OneDayOnly() {
		when = t.DateTime(h.At.Local())
	}
	under := when + " · " + h.StaffCode + " · " + t.N("count.lines", int64(h.Lines))
	if h.Corrected {
		under += " · " + t.T("receipts.corrected")
	}
	tone := widgets.Normal
	if h.Kind == shop.KindReturn {
		tone = widgets.Bad
	}
	return []widgets.ListCell{{Text: h.Label()}, {Text: p.tenders(h), Tone: widgets.Muted},
		{Text: t.Money(h.Total+h.Rounding, p.v.in.Currency), Bold: true, Tone: tone}, {Text: under, Tone: widgets.Muted}}
}

// tenders names how a receipt was paid.
func (p *listPart) tenders(h shop.ReceiptHead) string {
	switch len(h.Tenders) {
	case 0:
		return ""
	case 1:
		return p.v.tender(h.Tenders[0])
	}
	return p.v.text.T("receipts.mixed")
}

// chooseTender shows the receipts of a tender; the first choice is all of them.
func (p *listPart) chooseTender(i int) {
	code := ""
	if i > 0 && i <= len(p.v.last.Tenders) {
		code = p.v.last.Tenders[i-1].Code
	}
	p.v.m.ChooseTender(code)
}

// tapDay shows other days; another day is chosen from a calendar.
func (p *listPart) tapDay(i int) {
	if Days(i) != OneDay {
		p.v.m.ChooseDays(Days(i))
		return
	}
	s, t := p.v.last, p.v.text
	at := s.Day
	if at == 0 {
		at = s.Today
	}
	var modal *widgets.Modal
	calendar := widgets.NewCalendar(form.CalendarWords(t), at, s.Today)
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
	m := theme.Current().Metrics()
	field := max(56, m.Touch())
	right := s.Width
	if p.tills.Visible() {
		w := p.tills.MinSize().Width
		right -= w
		place(p.tills, right, 0, w, field)
		right -= theme.Gap8
	}
	place(p.search, 0, 0, right, field)
	y := field + theme.Gap12
	chip := max(48, m.Touch())
	w := min(p.tender.MinSize().Width, s.Width*0.34)
	place(p.days, 0, y, s.Width-w-theme.Gap8, chip)
	place(p.tender, s.Width-w, y, w, chip)
	y += chip + theme.Gap12
	high := max(0, s.Height-y)
	place(p.ground, 0, y, s.Width, high)
	h := p.empty.MinSize().Height
	place(p.empty, theme.Gap16, y+high*0.36, s.Width-2*theme.Gap16, h)
	place(p.hint, theme.Gap16, y+high*0.36+h+theme.Gap4, s.Width-2*theme.Gap16, p.hint.MinSize().Height)
}
