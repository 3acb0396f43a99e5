package staff

import (
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// TimeView is the page of the time clock: how oneself stands, what was worked, and the marks of one stretch.
type TimeView struct {
	room.Plain
	m    *TimePage
	in   room.Place
	t    *text.Text
	root *fyne.Container

	head  *widgets.PageHead
	add   *widgets.Key
	span  *widgets.Chooser
	me    *widgets.Panel
	inMe  *fyne.Container
	state *widgets.Text
	under *widgets.Text
	marks []*widgets.Key // in or out, break
	list  *widgets.List
	left  *widgets.Panel
	sum   *widgets.Text
	side  *timeSide
	last  TimeState
}

// NewTimeView makes the page over a model and takes its drawings from now on.
func NewTimeView(m *TimePage, in room.Place) *TimeView {
	t := in.Text
	v := &TimeView{m: m, in: in, t: t, state: widgets.NewBold("", widgets.Heading), under: widgets.NewText("", widgets.Body).SetTone(widgets.Muted)}
	v.head = widgets.NewPageHead(t.T("time.title"), t.T("common.more"))
	v.head.SetPages([]string{t.T("time.mine"), t.T("time.all")}, func(i int) { m.ShowAll(i == 1) })
	v.add = widgets.NewKey(t.T("time.add"), m.BeginFresh)
	v.add.SetIcon("plus")
	v.span = widgets.NewChooser("")
	var spans []string
	for _, s := range Spans() {
		spans = append(spans, t.T(spanKey(s)))
	}
	v.span.SetLabels(spans, int(ThisWeek))
	v.span.OnChoose = func(i int) { m.Choose(Spans()[i]) }
	for range 2 {
		v.marks = append(v.marks, widgets.NewKey("", nil))
	}
	v.inMe = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(320, 60) }, Arrange: v.arrangeMe},
		Objects: []fyne.CanvasObject{v.state, v.under, v.marks[0], v.marks[1]}}
	v.me = widgets.NewPanel(widgets.Card, v.inMe)
	v.list = widgets.NewList(2, func() int { return len(v.last.Rows) }, []widgets.Column{{Share: 1}, {Fixed: 118}, {Fixed: 64, Align: fyne.TextAlignTrailing}}, v.row)
	v.list.OnTap = m.Show
	v.left = widgets.NewPanel(widgets.Card, v.list).SetPad(1)
	v.sum = widgets.NewText("", widgets.Body).SetAlign(fyne.TextAlignTrailing)
	v.side = newTimeSide(v)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 480) }, Arrange: v.arrange},
		Objects: []fyne.CanvasObject{v.head, v.me, v.span.Key, v.left, v.sum, v.side.card}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

func spanKey(s Span) string {
	return map[Span]string{Today: "time.span.today", ThisWeek: "time.span.week", LastWeek: "time.span.last_week", ThisMonth: "time.span.month",
		LastMonth: "time.span.last_month"}[s]
}

// Root is what the window shows.
func (v *TimeView) Root() fyne.CanvasObject { return v.root }

// Opened reads how everybody stands.
func (v *TimeView) Opened() { v.m.Read() }

// Heard reads again when somebody clocked in elsewhere.
func (v *TimeView) Heard(n notice.Notice) {
	if _, is := n.(notice.StaffChanged); is {
		v.m.Read()
	}
}

// Key lets Escape leave a correction.
func (v *TimeView) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape && v.last.Fix != nil {
		v.m.Leave()
		return true
	}
	return false
}

// clock is a time on the wall of the shop.
func (v *TimeView) clock(at shop.Moment) string { return v.t.Time(at.Local()) }

// long is how long something was: 7:30.
func long(d time.Duration) string {
	return time.Time{}.Add(d).Format("15:04")
}

// hours is a sum that may be more than a day: 38:15.
func (v *TimeView) hours(d time.Duration) string {
	whole := d / time.Hour
	return v.t.Number(int64(whole)) + long(d - whole*time.Hour)[2:]
}

func (v *TimeView) row(i int) []widgets.ListCell {
	r := v.last.Rows[i]
	day := v.t.Day(r.Day)
	who, under := day, ""
	if v.last.All {
		who, under = r.Person.Code+"  "+r.Person.Name, day
	}
	if r.Pause > 0 {
		under = joinDots(under, v.t.T("time.pause", text.Args{"time": v.hours(r.Pause)}))
	}
	span, tone := v.spanOf(r), widgets.Normal
	if r.Missing() != "" {
		tone = widgets.Warning
	}
	return []widgets.ListCell{{Text: who, Bold: true}, {Text: span, Tone: tone}, {Text: v.hours(r.Time)}, {Text: under, Tone: widgets.Muted}}
}

func joinDots(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

// spanOf is from when to when: "08:02 – 16:30", with a question mark where a mark is missing.
func (v *TimeView) spanOf(r TimeRow) string {
	from, to := "?", "?"
	if r.In.ID != "" {
		from = v.clock(r.In.At)
	}
	switch {
	case r.Out.ID != "":
		to = v.clock(r.Out.At)
	case r.Running:
		to = "…"
	}
	return from + " – " + to
}

func (v *TimeView) draw(s TimeState) {
	t := v.t
	v.last = s
	acts := []*widgets.Key{}
	if s.Correct && s.All {
		acts = append(acts, v.add)
	}
	v.head.SetActs(acts...)
	if s.See {
		v.head.SetPages([]string{t.T("time.mine"), t.T("time.all")}, func(i int) { v.m.ShowAll(i == 1) })
		page := 0
		if s.All {
			page = 1
		}
		v.head.SetPage(page)
	} else {
		v.head.SetPages(nil, nil)
	}
	v.span.SetChosen(int(s.Span))
	v.drawMe(s)
	v.list.Refresh()
	v.list.SetSelected(s.Open)
	words := t.T("time.sum", text.Args{"time": v.hours(s.Worked)})
	if s.Ready && len(s.Rows) == 0 {
		words = t.T("time.nothing")
	}
	v.sum.SetWords(words)
	v.side.draw(s)
	v.arrange(v.root.Size())
}

// drawMe says how oneself stands, and offers what can be done now.
func (v *TimeView) drawMe(s TimeState) {
	t, c := v.t, s.Me.Clock
	first, second := shop.TimeIn, shop.TimeKind("")
	state, under := t.T("time.away"), ""
	if c.Left.At.IsZero() {
		under = t.T("time.not_yet")
	} else {
		under = t.T("time.left", text.Args{"time": v.clock(c.Left)})
	}
	switch {
	case c.Break:
		first, state, under = shop.TimeBreakEnd, t.T("time.on_break", text.Args{"time": v.clock(c.From)}), t.T("time.since", text.Args{"time": v.clock(c.Since)})
	case c.In:
		first, second = shop.TimeBreakStart, shop.TimeOut
		state, under = t.T("time.in", text.Args{"time": v.clock(c.Since)}), t.T("time.so_far", text.Args{"time": v.hours(c.Worked)})
	}
	v.state.SetWords(state)
	v.under.SetWords(under)
	for i, kind := range []shop.TimeKind{first, second} {
		k := v.marks[i]
		form.Show(k, kind != "" && s.Ready)
		if kind == "" {
			continue
		}
		k.SetLabel(t.T("person." + string(kind)))
		k.OnTap = func() { v.m.Mark(kind) }
		k.SetEnabled(!s.Busy)
		if kind == shop.TimeIn || kind == shop.TimeBreakEnd {
			k.SetKind(widgets.Accent)
		} else {
			k.SetKind(widgets.Plain)
		}
	}
	v.arrangeMe(v.inMe.Size())
}

func (v *TimeView) arrangeMe(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	key := max(56, theme.Current().Metrics().Touch())
	right := s.Width
	for i := len(v.marks) - 1; i >= 0; i-- {
		if k := v.marks[i]; k.Visible() {
			w := max(160, k.MinSize().Width)
			right -= w
			form.Place(k, right, (s.Height-key)/2, w, key)
			right -= theme.Gap8
		}
	}
	high, low := v.state.MinSize().Height, v.under.MinSize().Height
	top := (s.Height - high - low) / 2
	form.Place(v.state, 0, top, max(0, right-theme.Gap8), high)
	form.Place(v.under, 0, top+high, max(0, right-theme.Gap8), low)
}

func (v *TimeView) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	x, w := theme.Gap16, s.Width-2*theme.Gap16
	y := theme.Gap16
	head := v.head.MinSize().Height
	form.Place(v.head, x, y, w, head)
	y += head + theme.Gap12
	me := v.state.MinSize().Height + v.under.MinSize().Height + 2*theme.Gap16
	me = max(me, max(56, theme.Current().Metrics().Touch())+2*theme.Gap16)
	form.Place(v.me, x, y, w, me)
	y += me + theme.Gap12
	left := round((w - theme.Gap16) * 0.56)
	bar := max(52, theme.Current().Metrics().Touch())
	chooser := min(left*0.5, v.widestSpan())
	form.Place(v.span.Key, x, y, chooser, bar)
	sum := v.sum.MinSize().Height
	form.Place(v.sum, x+chooser+theme.Gap12, y+(bar-sum)/2, left-chooser-theme.Gap12, sum)
	form.Place(v.left, x, y+bar+theme.Gap12, left, s.Height-y-bar-theme.Gap12-theme.Gap16)
	form.Place(v.side.card, x+left+theme.Gap16, y, w-left-theme.Gap16, s.Height-y-theme.Gap16)
}

// widestSpan is how wide the chooser of periods must be for the longest of them.
func (v *TimeView) widestSpan() float32 {
	widest := float32(0)
	for _, s := range Spans() {
		widest = max(widest, widgets.NewText(v.t.T(spanKey(s)), widgets.Body).MinSize().Width)
	}
	return widest + 84
}
