package staff

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// timeSide is the right of the time clock: the marks of one stretch, or the correction of one of them.
type timeSide struct {
	v     *TimeView
	card  *widgets.Panel
	all   *fyne.Container
	title *widgets.Paragraph
	marks []*widgets.Key
	lack  *widgets.Key // adds the mark that is missing

	pane          *widgets.Pane
	inside        *fyne.Container
	person, day   *widgets.Chooser
	clock, reason *wedge.Entry
	clockF        *widgets.Field
	reasonF       *widgets.Field
	dayF          *widgets.Field
	next          *widgets.Segments
	reasons       []*widgets.Key
	back, save    *widgets.Key
	take          *widgets.Key
	filled        int
	last          TimeState
}

// fixDays is how many days back a day can be chosen.
const fixDays = 14

func newTimeSide(v *TimeView) *timeSide {
	t, m := v.t, v.m
	p := &timeSide{v: v, title: widgets.NewParagraph("", widgets.Title)}
	p.lack = widgets.NewKey("", m.BeginMissing)
	p.lack.SetIcon("plus")
	p.person, p.day = widgets.NewChooser(""), widgets.NewChooser("")
	p.person.OnChoose, p.day.OnChoose = m.ForPerson, m.OnDay
	p.clock, p.reason = v.in.Router.NewEntry(), v.in.Router.NewEntry()
	typed := func(string) { m.Type(p.clock.Text, p.reason.Text) }
	p.clock.OnChanged, p.reason.OnChanged = typed, typed
	p.clockF, p.reasonF = widgets.NewField(t.T("time.clock"), p.clock), widgets.NewField(t.T("time.reason"), p.reason)
	p.next = widgets.NewSegments(t.T("time.same_day"), t.T("time.next_day"))
	p.next.OnTap = func(i int) { m.NextDay(i == 1) }
	p.dayF = widgets.NewField(t.T("time.day"), p.next)
	for _, key := range []string{"time.reasons.forgot", "time.reasons.wrong", "time.reasons.agreed"} {
		words := t.T(key)
		p.reasons = append(p.reasons, widgets.NewKey(words, func() { m.Reason(words) }))
	}
	p.back = widgets.NewKey(t.T("common.back"), m.Leave)
	p.take = widgets.NewKey(t.T("time.take_back"), m.TakeBack)
	p.take.SetKind(widgets.Danger)
	p.save = widgets.NewKey(t.T("common.save"), func() {
		v.in.Canvas().Unfocus()
		v.in.HideKeyboard()
		m.Save()
	})
	p.save.SetKind(widgets.Accent)
	parts := []fyne.CanvasObject{p.person.Key, p.day.Key, p.clockF, p.dayF, p.reasonF, p.reasons[0], p.reasons[1], p.reasons[2]}
	p.inside = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 100) }, Arrange: func(s fyne.Size) { p.stack(s.Width, true) }}, Objects: parts}
	p.pane = widgets.NewPane(p.inside, func(w float32) float32 { return p.stack(w, false) })
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(240, 200) }, Arrange: p.arrange}}
	p.card = widgets.NewPanel(widgets.Card, p.all)
	p.collect()
	return p
}

func (p *timeSide) collect() {
	p.all.Objects = []fyne.CanvasObject{p.title, p.lack, p.pane, p.back, p.take, p.save}
	for _, k := range p.marks {
		p.all.Objects = append(p.all.Objects, k)
	}
}

func (p *timeSide) draw(s TimeState) {
	p.last = s
	row, open := p.v.m.open()
	marks := row.Marks()
	for len(p.marks) < len(marks) {
		i := len(p.marks)
		k := widgets.NewKey("", func() { p.v.m.Begin(i) })
		k.SetLeft(true)
		p.marks = append(p.marks, k)
		p.collect()
	}
	for i, k := range p.marks {
		form.Show(k, s.Fix == nil && i < len(marks))
		if i < len(marks) {
			k.SetLabel(p.v.clock(marks[i].At) + "   " + p.v.t.T("time.kind."+string(marks[i].Kind)) + p.corrected(marks[i]))
			k.SetEnabled(s.Correct)
		}
	}
	lacks := shop.TimeKind("")
	if open && s.Correct && s.Fix == nil {
		lacks = row.Missing()
	}
	form.Show(p.lack, lacks != "")
	if lacks != "" {
		p.lack.SetLabel(p.v.t.T("time.lacks." + string(lacks)))
	}
	for _, o := range []fyne.CanvasObject{p.pane, p.back, p.take, p.save} {
		form.Show(o, s.Fix != nil)
	}
	p.title.SetWords(p.titleOf(s, row, open))
	if s.Fix != nil {
		p.drawFix(s, *s.Fix)
	}
	p.arrange(p.all.Size())
}

// corrected says that somebody else entered a mark.
func (p *timeSide) corrected(e shop.TimeEntry) string {
	if e.By == e.Staff && e.Corrects == "" {
		return ""
	}
	return " · " + p.v.t.T("time.was_corrected")
}

func (p *timeSide) titleOf(s TimeState, row TimeRow, open bool) string {
	t := p.v.t
	switch {
	case s.Fix != nil && s.Fix.Fresh:
		return t.T("time.add_title")
	case s.Fix != nil:
		return t.T("time.fix_title", text.Args{"mark": t.T("time.kind." + string(s.Fix.Entry.Kind)), "name": s.Fix.Person.Name, "day": t.Day(s.Fix.Day)})
	case open:
		return row.Person.Name + ", " + t.Day(row.Day)
	case s.Correct:
		return t.T("time.none_open")
	}
	return t.T("time.none_open_own")
}

func (p *timeSide) drawFix(s TimeState, f Fix) {
	t := p.v.t
	if f.Filled != p.filled {
		p.filled = f.Filled
		clock, reason := f.Clock, f.Reason // setting a text tells the model, which draws
		p.clock.SetText(clock)
		p.reason.SetText(reason)
	}
	form.Show(p.person.Key, f.Fresh)
	form.Show(p.day.Key, f.Fresh)
	if f.Fresh {
		var names, days []string
		chosen := -1
		for i, who := range s.People {
			names = append(names, who.Code+"  "+who.Name)
			if who.ID == f.Person.ID {
				chosen = i
			}
		}
		p.person.SetLabels(names, chosen)
		ago := 0
		today := p.v.m.d.Today()
		for i := range fixDays {
			day := shop.AddDays(today, -i)
			days = append(days, t.Day(day))
			if day == f.Day {
				ago = i
			}
		}
		p.day.SetLabels(days, ago)
	}
	_, _, ok := ReadClock(f.Clock)
	wrong := ""
	if f.Clock != "" && !ok {
		wrong = t.T("time.clock_wrong")
	}
	p.clockF.SetWrong(wrong)
	n := 0
	if f.Next {
		n = 1
	}
	p.next.SetChosen(n)
	p.save.SetEnabled(f.CanSave() && !s.Busy)
	form.Show(p.take, f.Entry.ID != "")
	p.take.SetEnabled(f.Reason != "" && !s.Busy)
	p.pane.Refresh()
}

// stack puts the form from top to bottom, and says how high it is.
func (p *timeSide) stack(w float32, put bool) float32 {
	m := theme.Current().Metrics()
	key, y := max(52, m.Touch()), float32(0)
	at := func(o fyne.CanvasObject, x, wide, high float32) {
		if put {
			form.Place(o, x, y, wide, high)
		}
	}
	half := (w - theme.Gap8) / 2
	if p.person.Key.Visible() {
		at(p.person.Key, 0, w, key)
		y += key + theme.Gap8
		at(p.day.Key, 0, w, key)
		y += key + theme.Gap12
	}
	clock := min(half, m.Text(150))
	at(p.clockF, 0, clock, p.clockF.High())
	at(p.dayF, clock+theme.Gap12, w-clock-theme.Gap12, p.clockF.High())
	y += p.clockF.High() + theme.Gap12
	at(p.reasonF, 0, w, p.reasonF.High())
	y += p.reasonF.High() + theme.Gap8
	for _, k := range p.reasons {
		at(k, 0, w, key)
		y += key + theme.Gap4
	}
	return y
}

func (p *timeSide) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	title := p.title.HeightFor(s.Width)
	form.Place(p.title, 0, 0, s.Width, title)
	y := title + theme.Gap12
	key := max(52, theme.Current().Metrics().Touch())
	foot := p.arrangeKeys(s, key)
	form.Place(p.pane, 0, y, s.Width, max(0, s.Height-y-foot))
	for _, k := range p.marks {
		if k.Visible() {
			form.Place(k, 0, y, s.Width, key)
			y += key + theme.Gap8
		}
	}
	form.Place(p.lack, 0, y, s.Width, key)
}

// arrangeKeys puts the keys of a correction at the foot, where they stay while the form scrolls, and says how high they are.
func (p *timeSide) arrangeKeys(s fyne.Size, key float32) float32 {
	y := s.Height - key
	half := (s.Width - theme.Gap8) / 2
	if !p.take.Visible() {
		form.Place(p.back, 0, y, half, key)
		form.Place(p.save, half+theme.Gap8, y, half, key)
		return key + theme.Gap8
	}
	form.Place(p.save, 0, y-key-theme.Gap8, s.Width, key)
	form.Place(p.back, 0, y, half, key)
	form.Place(p.take, half+theme.Gap8, y, half, key)
	return 2 * (key + theme.Gap8)
}
