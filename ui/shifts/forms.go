package shifts

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// opening is the card that offers to open a shift.
type opening struct {
	v     *View
	all   *fyne.Container
	said  *widgets.Text
	offer *widgets.Paragraph
	note  *widgets.Strip
	last  *widgets.Text
}

func newOpening(v *View) *opening {
	o := &opening{v: v, said: widgets.NewBold("", widgets.Heading), offer: widgets.NewParagraph("", widgets.OnSell), note: widgets.NewStrip(),
		last: widgets.NewText("", widgets.Body).SetTone(widgets.Muted)}
	o.all = laid(o.arrange, o.said, o.offer, o.note, o.last)
	return o
}

func (o *opening) object() fyne.CanvasObject { return o.all }

func (o *opening) draw(s State) {
	t := o.v.t
	o.said.SetWords(t.T("cash.open.title"))
	words := t.T("cash.open.first")
	if s.Offer.Known {
		words = t.T("cash.open.offer", text.Args{"sum": o.v.money(s.Offer.Float)})
	}
	o.offer.SetWords(words)
	note, last := "", ""
	if s.Offer.Note != "" {
		note = t.T("cash.open.note", text.Args{"name": s.Offer.By, "note": s.Offer.Note})
	}
	if s.Offer.Known {
		last = t.T("cash.open.last", text.Args{"time": o.v.moment(s.Offer.Closed), "name": s.Offer.By})
	}
	o.note.Say(widgets.Normal, note, "")
	form.Show(o.note, note != "")
	o.last.SetWords(last)
	o.arrange(o.all.Size())
}

func (o *opening) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := lineOf(o.said, 0, 0, s.Width, theme.Gap12)
	y = wordsOf(o.offer, 0, y, s.Width, theme.Gap16)
	y = lineOf(o.last, 0, y, s.Width, theme.Gap16)
	if o.note.Visible() {
		form.Place(o.note, 0, y, s.Width, max(60*theme.Current().Metrics().Grow(), keyHigh()))
	}
}

// move is the card of money in or out: why.
type move struct {
	v       *View
	all     *fyne.Container
	said    *widgets.Paragraph
	ask     *widgets.Text
	keys    []*widgets.Key
	own     *wedge.Entry
	ownIn   *widgets.Field
	reasons string
	kind    shop.CashKind
}

func newMove(v *View) *move {
	m := &move{v: v, said: widgets.NewParagraph("", widgets.OnSell), ask: widgets.NewBold("", widgets.Title), own: v.in.Router.NewEntry()}
	m.own.OnChanged = func(s string) { v.m.SetReason(strings.TrimSpace(s)) }
	m.ownIn = widgets.NewField(v.t.T("cash.move.own"), m.own)
	m.all = laid(m.arrange, m.said, m.ask, m.ownIn)
	return m
}

func (m *move) object() fyne.CanvasObject { return m.all }

func (m *move) draw(s State) {
	m.said.SetWords(m.v.t.T("cash.move." + string(s.Kind)))
	if s.Kind != m.kind || s.Reason == "" && m.own.Text != "" && !m.own.Disabled() && m.own.Text != s.Reason {
		m.kind = s.Kind
		set(m.own, s.Reason)
	}
	ask := "cash.move.why"
	if s.Reasons.Required {
		ask = "cash.move.why_required"
	}
	m.ask.SetWords(m.v.t.T(ask))
	form.Show(m.ask, s.Kind != shop.CashDrop)
	form.Show(m.ownIn, s.Kind != shop.CashDrop)
	if all := strings.Join(s.Reasons.Lines, "\n"); all != m.reasons || len(m.keys) != len(s.Reasons.Lines) {
		m.reasons = all
		m.choices(s.Reasons.Lines)
	}
	for i, reason := range s.Reasons.Lines {
		inUse(m.keys[i], reason == s.Reason)
	}
	m.arrange(m.all.Size())
}

// choices makes a key for each reason of the shop.
func (m *move) choices(reasons []string) {
	m.keys = nil
	m.all.Objects = []fyne.CanvasObject{m.said, m.ask, m.ownIn}
	for _, reason := range reasons {
		k := widgets.NewKey(reason, func() {
			set(m.own, "")
			m.v.unfocus()
			m.v.m.SetReason(reason)
		})
		m.keys = append(m.keys, k)
		m.all.Objects = append(m.all.Objects, k)
	}
	m.all.Refresh()
}

// set fills a field without telling the model: it knows.
func set(e *wedge.Entry, value string) {
	if e.Text != value {
		told := e.OnChanged
		e.OnChanged = nil
		e.SetText(value)
		e.OnChanged = told
	}
}

func (m *move) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := wordsOf(m.said, 0, 0, s.Width, theme.Gap24)
	y = lineOf(m.ask, 0, y, s.Width, theme.Gap12)
	x, high := float32(0), keyHigh()
	for _, k := range m.keys {
		w := min(k.MinSize().Width+theme.Gap16, s.Width)
		if x > 0 && x+w > s.Width {
			x, y = 0, y+high+theme.Gap8
		}
		form.Place(k, x, y, w, high)
		x += w + theme.Gap8
	}
	if len(m.keys) > 0 {
		y += high + theme.Gap16
	}
	if m.ownIn.Visible() {
		form.Place(m.ownIn, 0, y, s.Width, m.ownIn.High())
	}
}

// result is the card after a count: what was counted, what was expected for who may know, and a word to the next.
type result struct {
	v        *View
	all      *fyne.Container
	said     *widgets.Text
	counted  *widgets.Text
	sum      *widgets.Text
	expected *widgets.Text
	should   *widgets.Text
	verdict  *widgets.Text
	hint     *widgets.Paragraph
	note     *wedge.Entry
	noteIn   *widgets.Field
}

func newResult(v *View) *result {
	r := &result{v: v, said: widgets.NewBold(v.t.T("cash.result.title"), widgets.Heading), counted: widgets.NewText(v.t.T("cash.counted"), widgets.OnSell),
		sum: widgets.NewMoney("", widgets.Total), expected: widgets.NewText(v.t.T("cash.expected"), widgets.OnSell), should: widgets.NewMoney("", widgets.Total),
		verdict: widgets.NewBold("", widgets.Heading), hint: widgets.NewParagraph("", widgets.Body), note: v.in.Router.NewEntry()}
	r.hint.SetTone(widgets.Muted)
	r.note.OnChanged = v.m.SetNote
	r.noteIn = widgets.NewField(v.t.T("cash.result.note"), r.note)
	r.all = laid(r.arrange, r.said, r.counted, r.sum, r.expected, r.should, r.verdict, r.hint, r.noteIn)
	return r
}

func (r *result) object() fyne.CanvasObject { return r.all }

func (r *result) draw(s State) {
	r.sum.SetWords(r.v.money(s.Counted.Count.Total))
	form.Show(r.expected, s.Counted.Seen)
	form.Show(r.should, s.Counted.Seen)
	form.Show(r.verdict, s.Counted.Seen)
	hint := "cash.result.blind"
	if s.Counted.Seen {
		hint = "cash.result.seen"
		r.should.SetWords(r.v.money(s.Counted.Expected))
		words, tone := r.v.verdict(s.Counted.Difference)
		r.verdict.SetWords(words)
		r.verdict.SetTone(tone)
	}
	r.hint.SetWords(r.v.t.T(hint))
	if s.Note == "" {
		set(r.note, "")
	}
	r.arrange(r.all.Size())
}

func (r *result) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := lineOf(r.said, 0, 0, s.Width, theme.Gap16)
	wide := min(s.Width, 520*theme.Current().Metrics().Grow())
	pair := func(label, amount *widgets.Text) {
		if !label.Visible() {
			return
		}
		high := amount.MinSize().Height
		form.Place(label, 0, y, wide/2, high)
		form.Place(amount, wide/2, y, wide/2, high)
		y += high + theme.Gap4
	}
	pair(r.counted, r.sum)
	pair(r.expected, r.should)
	y = lineOf(r.verdict, 0, y+theme.Gap8, s.Width, theme.Gap12)
	y = wordsOf(r.hint, 0, y, s.Width, theme.Gap24)
	form.Place(r.noteIn, 0, y, s.Width, r.noteIn.High())
}

// unfocus gives the keyboard back to the window, and reports whether a field had it.
func (v *View) unfocus() bool {
	c := v.in.Canvas()
	if c == nil {
		return false
	}
	had := c.Focused() != nil
	c.Unfocus()
	if v.in.HideKeyboard != nil {
		v.in.HideKeyboard()
	}
	return had
}
