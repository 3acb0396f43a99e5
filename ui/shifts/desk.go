package shifts

import (
	"fyne.io/fyne/v2"

	desk "kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// overview is the card of an open shift: what waits, what should be done, and the last closings.
type overview struct {
	v     *View
	all   *fyne.Container
	said  *widgets.Text
	since *widgets.Text
	old   *widgets.Strip
	drop  *widgets.Strip
	waits *waiting
	title *widgets.Text
	none  *widgets.Text
	list  *widgets.List
}

func newDesk(v *View) *overview {
	o := &overview{v: v, said: widgets.NewBold("", widgets.Heading), since: widgets.NewText("", widgets.OnSell), old: widgets.NewStrip(), drop: widgets.NewStrip(),
		waits: newWaiting(v), title: widgets.NewBold(v.t.T("cash.last.title"), widgets.Title), none: widgets.NewText(v.t.T("cash.last.none"), widgets.Body).SetTone(widgets.Muted)}
	o.drop.OnAction = func() { v.m.Move(shop.CashDrop) }
	o.list = widgets.NewList(2, func() int { return len(v.last.Closed) }, []widgets.Column{{Share: 9}, {Share: 5, Align: fyne.TextAlignTrailing, Shrink: true},
		{Share: 5, Align: fyne.TextAlignTrailing, Shrink: true}}, o.row)
	o.list.OnTap = func(i int) { v.askPrint(v.last.Closed[i]) }
	o.all = laid(o.arrange, o.said, o.since, o.old, o.drop, o.waits.all, o.title, o.none, o.list)
	return o
}

func (o *overview) object() fyne.CanvasObject { return o.all }

// row is one closing.
func (o *overview) row(i int) []widgets.ListCell {
	c, v := o.v.last.Closed[i], o.v
	verdict := widgets.ListCell{}
	if c.Seen {
		verdict.Text, verdict.Tone = v.verdict(c.Difference)
	}
	return []widgets.ListCell{{Text: v.t.T("cash.last.z", text.Args{"no": c.Label()}), Bold: true}, {Text: v.money(c.Counted)}, verdict,
		{Text: v.moment(c.At) + " · " + v.t.N("count.receipts", c.Receipts), Tone: widgets.Muted}}
}

func (o *overview) draw(s State) {
	t := o.v.t
	o.said.SetWords(t.T("shift.no", text.Args{"no": s.Status.Shift.No}))
	o.since.SetWords(t.T("cash.opened_by", text.Args{"name": s.Status.By, "time": o.v.moment(s.Status.Shift.Opened)}))
	o.old.Say(widgets.Warning, t.T("cash.old"), "")
	form.Show(o.old, s.Status.Old)
	o.drop.Say(widgets.Warning, t.T("cash.much"), t.T("cash.key.drop"))
	form.Show(o.drop, s.Status.Drop)
	o.waits.draw(s.Unsettled)
	form.Show(o.none, len(s.Closed) == 0)
	form.Show(o.list, len(s.Closed) > 0)
	o.list.Refresh()
	o.arrange(o.all.Size())
}

func (o *overview) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := lineOf(o.said, 0, 0, s.Width, theme.Gap4)
	y = lineOf(o.since, 0, y, s.Width, theme.Gap16)
	for _, strip := range []*widgets.Strip{o.old, o.drop} {
		if strip.Visible() {
			form.Place(strip, 0, y, s.Width, keyHigh()+theme.Gap8)
			y += keyHigh() + theme.Gap16
		}
	}
	if high := o.waits.high(); high > 0 {
		form.Place(o.waits.all, 0, y, s.Width, high)
		y += high + theme.Gap16
	}
	y = lineOf(o.title, 0, y, s.Width, theme.Gap8)
	lineOf(o.none, 0, y, s.Width, 0)
	form.Place(o.list, 0, y, s.Width, max(0, s.Height-y))
}

// askPrint asks whether a Z report is to be printed again.
func (v *View) askPrint(c desk.Closed) {
	over := v.in.Canvas()
	if over == nil {
		return
	}
	widgets.NewModal(v.t.T("cash.last.z", text.Args{"no": c.Label()}), v.t.T("cash.last.print", text.Args{"time": v.moment(c.At)}), nil,
		widgets.Choice{Label: v.t.T("common.back"), Cancel: true},
		widgets.Choice{Label: v.t.T("common.print_again"), Kind: widgets.Accent, Default: true, OnTap: func() { v.m.PrintZ(c.ID) }}).Open(over, v.in.Router)
}

// waiting lists what is not settled, each with a key to where it can be.
type waiting struct {
	v    *View
	all  *fyne.Container
	rows []*widgets.Strip
	list []desk.Unsettled
}

func newWaiting(v *View) *waiting {
	w := &waiting{v: v}
	w.all = laid(w.arrange)
	for range 4 { // as many subjects as there are
		row := widgets.NewStrip()
		row.Hide()
		w.rows = append(w.rows, row)
		w.all.Objects = append(w.all.Objects, row)
	}
	return w
}

func (w *waiting) draw(list []desk.Unsettled) {
	w.list = list
	for i, row := range w.rows {
		if i >= len(list) {
			form.Show(row, false)
			continue
		}
		u := list[i]
		tone, to := widgets.Normal, room.Sell
		if u.Must {
			tone = widgets.Bad
		}
		if u.What == desk.Papers {
			to = room.Receipts
		}
		row.Say(tone, w.v.unsettled(u), w.v.t.T("rail."+string(to)))
		row.OnAction = func() { w.v.in.Go(to) }
		form.Show(row, true)
	}
	w.arrange(w.all.Size())
}

func (w *waiting) each() float32 { return keyHigh() + theme.Gap4 }

func (w *waiting) high() float32 { return float32(len(w.list)) * (w.each() + theme.Gap8) }

func (w *waiting) arrange(s fyne.Size) {
	for i, row := range w.rows {
		form.Place(row, 0, float32(i)*(w.each()+theme.Gap8), s.Width, w.each())
	}
}
