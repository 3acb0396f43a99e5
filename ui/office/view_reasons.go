package office

import (
	"fyne.io/fyne/v2"

	"kassa/app/office"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// reasonPage is the lists of reasons: the acts on the left, the reasons of the one that is open beside them.
type reasonPage struct {
	v        *View
	all      *fyne.Container
	keys     []*widgets.Key
	left     *widgets.Pane
	pane     *widgets.Pane
	lines    *wedge.Entry
	field    *widgets.Field
	required *widgets.Segments
	reqField *widgets.Field
	hint     *widgets.Paragraph
}

func newReasons(v *View) *reasonPage {
	t := v.t
	p := &reasonPage{v: v}
	touch := func() float32 { return max(48, theme.Current().Metrics().Touch()) }
	var blocks []form.Block
	var acts []fyne.CanvasObject
	for _, act := range office.ReasonActs() {
		k := widgets.NewKey(t.T("setup.reason."+act), func() { v.m.ChooseReasons(act) })
		k.SetLeft(true)
		p.keys = append(p.keys, k)
		blocks = append(blocks, form.Object(k, theme.Gap8, touch))
		acts = append(acts, k)
	}
	p.left = form.Pane(blocks, acts...)
	p.lines = v.in.Router.NewLongEntry()
	p.lines.OnChanged = func(s string) { v.m.Type("reasons."+v.last.Reasons, s) }
	p.field = widgets.NewField(t.T("setup.reason_lines"), p.lines)
	p.required = widgets.NewSegments(t.T("setup.reason_free"), t.T("setup.reason_required"))
	p.required.OnTap = func(i int) { v.m.Type("reasons."+v.last.Reasons+".required", []string{"no", "yes"}[i]) }
	p.reqField = widgets.NewField(t.T("setup.reason_ask"), p.required)
	p.hint = widgets.NewParagraph(t.T("setup.reason_hint"), widgets.Caption).SetTone(widgets.Muted)
	inside := []form.Block{form.Tall(p.field, 45), form.Field(p.reqField), form.Words(p.hint, 0)}
	p.pane = form.Pane(inside, p.field, p.reqField, p.hint)
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(500, 300) }, Arrange: func(s fyne.Size) {
		w := theme.Current().Metrics().Text(280)
		form.Place(p.left, 0, 0, w, s.Height)
		form.Place(p.pane, w+theme.Gap24, 0, s.Width-w-theme.Gap24, s.Height)
	}}, Objects: []fyne.CanvasObject{p.left, p.pane}}
	return p
}

func (p *reasonPage) object() fyne.CanvasObject { return p.all }

func (p *reasonPage) acts() []*widgets.Key { return nil }

func (p *reasonPage) fill(s State) { form.Fill(p.lines, s.Value("reasons."+s.Reasons)) }

func (p *reasonPage) draw(s State) {
	for i, act := range office.ReasonActs() {
		p.keys[i].SetKind(form.Chosen(act == s.Reasons))
	}
	key := "reasons." + s.Reasons
	p.required.SetChosen(boolAt(s.Value(key+".required") == "yes"))
	p.v.wrong(p.field, s.Wrong[key])
	p.pane.Arrange()
	p.left.Arrange()
}
