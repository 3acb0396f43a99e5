package receipts

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// queuePart is the page of the print queue: what waits for a person, what is being printed, what was printed today.
type queuePart struct {
	v       *View
	all     *fyne.Container
	words   *widgets.Text
	every   *widgets.Key
	ground  *widgets.Panel
	rows    *widgets.List
	nothing *widgets.Text
}

func newQueue(v *View) *queuePart {
	t := v.text
	p := &queuePart{v: v, words: widgets.NewText("", widgets.Body)}
	p.every = widgets.NewKey(t.T("receipts.print_all"), v.m.PrintAll)
	p.every.SetKind(widgets.Soft)
	p.rows = widgets.NewList(2, func() int { return len(v.last.Jobs()) }, []widgets.Column{
		{Share: 1}, {Fixed: 150}, {Fixed: 60, Align: fyne.TextAlignTrailing}}, p.row)
	p.rows.OnTap = v.m.ChooseJob
	p.ground = widgets.NewPanel(widgets.Card, p.rows).SetPad(2)
	p.nothing = widgets.NewText(t.T("receipts.queue_empty"), widgets.Title).SetTone(widgets.Muted).SetAlign(fyne.TextAlignCenter)
	p.all = &fyne.Container{Layout: places{nothing, p.arrange}, Objects: []fyne.CanvasObject{p.words, p.every, p.ground, p.nothing}}
	return p
}

func (p *queuePart) draw(s State) {
	t := p.v.text
	words, tone := t.T("receipts.nothing_waits"), widgets.Muted
	if n := len(s.Queue.Failed); n > 0 {
		words, tone = t.N("receipts.papers_wait", int64(n)), widgets.Warning
	}
	p.words.SetWords(words)
	p.words.SetTone(tone)
	show(p.every, len(s.Queue.Failed) > 1)
	show(p.nothing, len(s.Jobs()) == 0)
	row := -1
	for i, j := range s.Jobs() {
		if j.ID == s.Selected {
			row = i
		}
	}
	p.rows.SetSelected(row)
	p.rows.Refresh()
	p.arrange(p.all.Size())
}

// row says what one paper shows.
func (p *queuePart) row(i int) []widgets.ListCell {
	t, j := p.v.text, p.v.last.Jobs()[i]
	words, tone := p.v.jobState(j)
	under := t.T("receipts.asked_for", text.Args{"time": t.Time(j.Created.Local())})
	if j.State == shop.JobFailed && j.Why != nil {
		under, _, _ = t.Fault(j.Why)
	}
	tries := ""
	if j.Tries > 1 {
		tries = t.T("receipts.tries_short", text.Args{"count": int64(j.Tries)})
	}
	return []widgets.ListCell{{Text: p.v.jobName(j)}, {Text: words, Tone: tone}, {Text: tries, Tone: widgets.Muted}, {Text: under, Tone: widgets.Muted}}
}

// jobName is what a paper is called: its kind, and the number of its document.
func (v *View) jobName(j shop.Job) string {
	name := string(j.Kind)
	if key := "receipts.paper." + string(j.Kind); v.text.Has(key) {
		name = v.text.T(key)
	}
	if label := v.last.Queue.Labels[j.Document]; label != "" {
		name += " " + label
	}
	if j.Copy {
		name += " · " + v.text.T("receipts.copy_word")
	}
	return name
}

// jobState says how far a paper is.
func (v *View) jobState(j shop.Job) (string, widgets.Tone) {
	switch j.State {
	case shop.JobFailed:
		return v.text.T("receipts.state.failed"), widgets.Warning
	case shop.JobDone:
		return v.text.T("receipts.state.done"), widgets.Muted
	case shop.JobDropped:
		return v.text.T("receipts.state.dropped"), widgets.Muted
	case shop.JobWorking:
		return v.text.T("receipts.state.working"), widgets.Strong
	}
	return v.text.T("receipts.state.waiting"), widgets.Normal
}

func (p *queuePart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	line := max(48, theme.Current().Metrics().Touch())
	h := p.words.MinSize().Height
	right := s.Width
	if p.every.Visible() {
		w := p.every.MinSize().Width
		right -= w
		place(p.every, right, 0, w, line)
		right -= theme.Gap12
	}
	place(p.words, theme.Gap4, (line-h)/2, right-theme.Gap4, h)
	y := line + theme.Gap12
	place(p.ground, 0, y, s.Width, max(0, s.Height-y))
	place(p.nothing, theme.Gap16, y+(s.Height-y)*0.4, s.Width-2*theme.Gap16, p.nothing.MinSize().Height)
}

// jobPart is the paper of the queue that was tapped: why it waits and what to do.
type jobPart struct {
	v           *View
	all         *fyne.Container
	name        *widgets.Text
	state       *widgets.Text
	why, next   *widgets.Paragraph
	more        *widgets.Paragraph
	print, drop *widgets.Key
}

func newJob(v *View) *jobPart {
	t := v.text
	p := &jobPart{v: v, name: widgets.NewBold("", widgets.Title), state: widgets.NewText("", widgets.Body)}
	p.why, p.next = widgets.NewParagraph("", widgets.Title), widgets.NewParagraph("", widgets.Body)
	p.more = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	p.print = widgets.NewKey(t.T("common.print_again"), v.m.PrintJob)
	p.print.SetKind(widgets.Accent)
	p.drop = widgets.NewKey(t.T("receipts.give_up"), p.askDrop)
	p.drop.SetKind(widgets.Danger)
	p.all = &fyne.Container{Layout: places{nothing, p.arrange}, Objects: []fyne.CanvasObject{p.name, p.state, p.why, p.next, p.more, p.print, p.drop}}
	return p
}

func (p *jobPart) draw(s State) {
	t := p.v.text
	var chosen *shop.Job
	for _, j := range s.Jobs() {
		if j.ID == s.Selected {
			chosen = &j
		}
	}
	_, waits := s.Job()
	show(p.print, waits)
	show(p.drop, waits)
	name, state, tone, why, next, more := "", "", widgets.Muted, t.T("receipts.queue_hint"), "", ""
	if chosen != nil {
		name, why = p.v.jobName(*chosen), ""
		state, tone = p.v.jobState(*chosen)
		more = t.T("receipts.asked_for", text.Args{"time": t.DateTime(chosen.Created.Local())})
		if chosen.Tries > 0 {
			more += "\n" + t.N("receipts.tries", int64(chosen.Tries))
		}
		switch {
		case waits && chosen.Why != nil:
			title, what, then := t.Fault(chosen.Why)
			why, next = title, what+" "+then
		case waits:
			why, next = t.T("receipts.broke_off"), t.T("receipts.broke_off_next")
		}
		if waits && chosen.Sent {
			more += "\n" + t.T("receipts.becomes_copy")
		}
	}
	p.name.SetWords(name)
	p.state.SetWords(state)
	p.state.SetTone(tone)
	p.why.SetWords(why)
	p.why.SetTone(widgets.Normal)
	if chosen == nil {
		p.why.SetTone(widgets.Muted)
	}
	p.next.SetWords(next)
	p.more.SetWords(more)
	p.arrange(p.all.Size())
}

// askDrop asks before a paper is given up.
func (p *jobPart) askDrop() {
	j, ok := p.v.last.Job()
	if !ok {
		return
	}
	t := p.v.text
	modal := widgets.NewModal(t.T("receipts.give_up_title"), t.T("receipts.give_up_ask", text.Args{"paper": p.v.jobName(j)}), nil,
		widgets.Choice{Label: t.T("receipts.cancel"), Kind: widgets.Plain, Cancel: true},
		widgets.Choice{Label: t.T("receipts.give_up"), Kind: widgets.Danger, OnTap: p.v.m.DropJob})
	modal.Open(p.v.in.Canvas(), p.v.in.Router)
}

func (p *jobPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	const side = theme.Gap16
	w := s.Width - 2*side
	h1, h2 := p.name.MinSize().Height, p.state.MinSize().Height
	head := max(64, h1+h2+theme.Gap12)
	place(p.name, side, (head-h1-h2)/2, w, h1)
	place(p.state, side, (head-h1-h2)/2+h1-2, w, h2)
	y := head + theme.Gap24
	for _, one := range []*widgets.Paragraph{p.why, p.next, p.more} {
		h := one.HeightFor(w)
		place(one, side, y, w, h)
		if h > 0 {
			y += h + theme.Gap12
		}
	}
	keys := max(64, theme.Current().Metrics().Touch())
	each := (s.Width - 28 - theme.Gap8) / 2
	place(p.drop, 14, s.Height-theme.Gap12-keys, each, keys)
	place(p.print, 14+each+theme.Gap8, s.Height-theme.Gap12-keys, each, keys)
}
