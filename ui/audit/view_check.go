package audit

import (
	"strings"

	"kassa/app/audit"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// checkPart is one check: what it is, the key that begins it, and what it found.
type checkPart struct {
	v           *View
	card        *widgets.Panel
	start, stop *widgets.Key
	state       *widgets.Text      // while it runs, and the answer in one line
	next        *widgets.Paragraph // what to do
	facts       *widgets.Paragraph
	found       *widgets.Paragraph
	pane        *widgets.Pane
}

// newCheck makes a check whose texts begin with a key.
func newCheck(v *View, key string, begin func()) *checkPart {
	t := v.t
	p := &checkPart{v: v, state: widgets.NewBold("", widgets.Title), next: widgets.NewParagraph("", widgets.Body),
		facts: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted), found: widgets.NewParagraph("", widgets.Body)}
	title, about := widgets.NewParagraph(t.T(key+"_title"), widgets.Heading), widgets.NewParagraph(t.T(key+"_text"), widgets.Body).SetTone(widgets.Muted)
	p.start = widgets.NewKey(t.T(key+"_start"), begin)
	p.start.SetKind(widgets.Accent)
	p.stop = widgets.NewKey(t.T("audit.stop"), v.m.Stop)
	p.pane = form.Pane([]form.Block{form.Words(title, theme.Gap8), form.Words(about, theme.Gap16), form.Keys(theme.Gap16, p.start, p.stop),
		form.Line(p.state, theme.Gap8), form.Words(p.found, theme.Gap12), form.Words(p.next, theme.Gap16), form.Words(p.facts, 0)},
		title, about, p.start, p.stop, p.state, p.found, p.next, p.facts)
	p.card = widgets.NewPanel(widgets.Card, p.pane)
	return p
}

// mostLines bounds the findings that the page shows; a command lists all.
const mostLines = 8

// draw shows how a check stands. Facts are asked for when there is a result.
func (p *checkPart) draw(r Run, read string, facts func() []string, ok bool, answer string, found []audit.Line, unwritten bool) {
	t := p.v.t
	p.start.SetEnabled(!r.Working)
	form.Show(p.stop, r.Working)
	form.Show(p.state, r.Working || r.Over || r.Stopped || r.Err != nil)
	form.Show(p.facts, r.Over)
	form.Show(p.found, r.Over && !ok)
	form.Show(p.next, r.Over || r.Err != nil)
	switch {
	case r.Working && r.Count > 0:
		p.state.SetTone(widgets.Normal).SetWords(t.T("audit.working") + " " + read)
	case r.Working:
		p.state.SetTone(widgets.Normal).SetWords(t.T("audit.working"))
	case r.Stopped:
		p.state.SetTone(widgets.Normal).SetWords(t.T("audit.stopped"))
	case r.Err != nil:
		title, what, next := t.Fault(r.Err)
		p.state.SetTone(widgets.Bad).SetWords(title)
		p.next.SetWords(what + " " + next)
	case r.Over:
		p.result(facts(), ok, answer, found, unwritten)
	}
	p.pane.Refresh()
}

func (p *checkPart) result(facts []string, ok bool, answer string, found []audit.Line, unwritten bool) {
	t := p.v.t
	tone, next := widgets.Strong, t.T("audit.next_sound")
	if !ok {
		tone, next = widgets.Bad, t.T("audit.next_wrong")
	}
	if unwritten {
		next += " " + t.T("audit.unwritten")
	}
	p.state.SetTone(tone).SetWords(answer)
	p.next.SetWords(next)
	p.facts.SetWords(strings.Join(facts, "\n"))
	var said []string
	for i, line := range found {
		if i == mostLines {
			said = append(said, t.N("verify.more", int64(len(found)-mostLines)))
			break
		}
		if i == 0 {
			said = append(said, line.Said, line.Exact)
		} else if line.Said != found[i-1].Said { // many fields of one receipt are one thing to a person
			said = append(said, line.Said)
		}
	}
	p.found.SetWords(strings.Join(said, "\n"))
}
