package founding

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// languageStep is two large keys; a tap chooses and goes on.
type languageStep struct {
	v    *View
	all  *fyne.Container
	keys []*widgets.Key
}

func newLanguage(v *View) *languageStep {
	p := &languageStep{v: v}
	for lang, name := range map[string]string{"en": "English", "ru": "Русский"} {
		k := widgets.NewKey(name, func() { v.m.ChooseLanguage(lang) })
		k.SetText(24, true)
		p.keys = append(p.keys, k)
	}
	if p.keys[0].Label() != "English" {
		p.keys[0], p.keys[1] = p.keys[1], p.keys[0]
	}
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(300, 100) }, Arrange: func(s fyne.Size) {
		high, half := theme.Current().Metrics().MM(30), (s.Width-theme.Gap16)/2
		form.Place(p.keys[0], 0, 0, half, high)
		form.Place(p.keys[1], half+theme.Gap16, 0, half, high)
	}}, Objects: []fyne.CanvasObject{p.keys[0], p.keys[1]}}
	return p
}

func (p *languageStep) object() fyne.CanvasObject { return p.all }
func (p *languageStep) fill(State)                {}

func (p *languageStep) draw(s State) {
	p.keys[0].SetKind(form.Chosen(s.Lang == text.English))
	p.keys[1].SetKind(form.Chosen(s.Lang == text.Russian))
}

// nameStep asks for the name of the shop.
type nameStep struct {
	v     *View
	pane  *widgets.Pane
	entry *wedge.Entry
}

func newName(v *View) *nameStep {
	p := &nameStep{v: v, entry: v.entry(v.m.TypeName)}
	p.entry.OnSubmitted = func(string) { v.m.Next() }
	f := widgets.NewField(v.t.T("setup.shop_name"), p.entry)
	p.pane = form.Pane([]form.Block{form.Field(f)}, f)
	return p
}

func (p *nameStep) object() fyne.CanvasObject { return p.pane }
func (p *nameStep) fill(s State)              { form.Fill(p.entry, s.Name) }
func (p *nameStep) draw(State)                {}

// focus gives the field the keyboard, so that a person can type at once.
func (p *nameStep) focus() {
	if c := p.v.canvas(); c != nil {
		c.Focus(p.entry)
	}
}

// countryStep is the list of countries with what comes with the one in force.
type countryStep struct {
	v     *View
	all   *fyne.Container
	query *wedge.Entry
	field *widgets.Field
	list  *widgets.List
	rows  []office.CountryChoice
	card  *widgets.Panel
	name  *widgets.Text
	facts *widgets.Paragraph
	chips []*widgets.Key
	code  string
}

func newCountry(v *View) *countryStep {
	p := &countryStep{v: v}
	p.query = v.entry(v.m.Search)
	p.query.OnSubmitted = func(string) { v.m.TakeFound() }
	p.field = widgets.NewField(v.t.T("founding.country.search"), p.query)
	p.list = widgets.NewList(1, func() int { return len(p.rows) }, []widgets.Column{{Share: 1}}, func(i int) []widgets.ListCell {
		return []widgets.ListCell{{Text: p.rows[i].Name, Bold: p.rows[i].Code == p.code}}
	})
	p.list.OnTap = func(i int) {
		v.hideKeyboard()
		v.m.ChooseCountry(i)
	}
	p.name = widgets.NewBold("", widgets.Heading)
	p.facts = widgets.NewParagraph("", widgets.Title)
	inside := []form.Block{form.Line(p.name, theme.Gap12), form.Words(p.facts, theme.Gap12)}
	objects := []fyne.CanvasObject{p.name, p.facts}
	for _, code := range office.Currencies() {
		k := widgets.NewKey(code, func() { v.m.ChooseCurrency(code) })
		p.chips = append(p.chips, k)
		objects = append(objects, k)
	}
	inside = append(inside, form.Keys(theme.Gap8, p.chips[:4]...), form.Keys(0, p.chips[4:]...))
	p.card = widgets.NewPanel(widgets.Card, form.Column(inside, objects...))
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(500, 200) }, Arrange: p.arrange},
		Objects: []fyne.CanvasObject{p.field, p.list, p.card}}
	return p
}

func (p *countryStep) arrange(s fyne.Size) {
	left := s.Width * 0.46
	high := p.field.High()
	form.Place(p.field, 0, 0, left, high)
	form.Place(p.list, 0, high+theme.Gap8, left, max(0, s.Height-high-theme.Gap8))
	form.Place(p.card, left+theme.Gap24, 0, s.Width-left-theme.Gap24, s.Height)
}

func (p *countryStep) object() fyne.CanvasObject { return p.all }
func (p *countryStep) fill(s State)              { form.Fill(p.query, s.Query) }

func (p *countryStep) draw(s State) {
	p.rows, p.code = s.Countries, s.Country.Code
	p.list.SetSelected(-1)
	for i, c := range p.rows {
		if c.Code == p.code {
			p.list.SetSelected(i)
		}
	}
	p.list.Refresh()
	p.name.SetWords(s.Country.Name)
	p.facts.SetWords(p.factsOf(s))
	ask := s.Country.Code != "" && s.Country.Currency == ""
	for i, code := range office.Currencies() {
		form.Show(p.chips[i], ask)
		p.chips[i].SetKind(form.Chosen(code == s.Currency))
	}
	p.arrange(p.all.Size())
}

// factsOf says what comes with a country.
func (p *countryStep) factsOf(s State) string {
	t, c := p.v.t, s.Country
	if c.Code == "" {
		return t.T("founding.country.none")
	}
	var lines []string
	currency, known := money.CurrencyOf(c.Currency)
	if known {
		lines = append(lines, t.T("founding.country.currency", text.Args{"currency": currency.Symbol + " (" + c.Currency + ")"}))
	} else {
		lines = append(lines, t.T("founding.country.choose"))
	}
	switch {
	case len(c.Rates) == 0:
		lines = append(lines, t.T("founding.country.no_tax"))
	default:
		var rates []string
		for _, r := range c.Rates {
			rates = append(rates, t.Percent(r))
		}
		lines = append(lines, t.T("founding.country.tax", text.Args{"rates": strings.Join(rates, ", ")}))
	}
	if c.CashStep > 1 {
		lines = append(lines, t.T("founding.country.rounding", text.Args{"step": t.Money(c.CashStep, currency)}))
	}
	return strings.Join(append(lines, t.T("founding.country.changeable")), "\n")
}

// pinStep asks for the owner's PIN.
type pinStep struct {
	all  *fyne.Container
	dots *widgets.Text
	pad  *widgets.NumberPad
}

func newPIN(v *View) *pinStep {
	p := &pinStep{dots: widgets.NewBold("", widgets.Amount)}
	p.dots.SetAlign(fyne.TextAlignCenter)
	p.pad = widgets.NewPINPad(false, v.m.Key, func() { v.m.Key('b') })
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(300, 300) }, Arrange: func(s fyne.Size) {
		line, least := p.dots.MinSize().Height, p.pad.MinSize()
		line = max(line, 50)
		form.Place(p.dots, 0, 0, s.Width, line)
		w, h := min(s.Width, max(least.Width, 340)), min(max(least.Height, 330), max(0, s.Height-line-theme.Gap8))
		form.Place(p.pad, (s.Width-w)/2, line+theme.Gap8, w, h)
	}}, Objects: []fyne.CanvasObject{p.dots, p.pad}}
	return p
}

func (p *pinStep) object() fyne.CanvasObject { return p.all }
func (p *pinStep) fill(State)                {}

// draw shows a sign for each digit, never the digit.
func (p *pinStep) draw(s State) { p.dots.SetWords(strings.Repeat("• ", len(s.PIN))) }

// goodsStep asks with what the shelf begins.
type goodsStep struct {
	v        *View
	pane     *widgets.Pane
	examples *widgets.Key
	empty    *widgets.Key
	heading  *widgets.Text
	files    []*widgets.Key
	path     *wedge.Entry
	pathF    *widgets.Field
	take     *widgets.Key
}

// mostFiles is how many price lists are shown.
const mostFiles = 5

func newGoods(v *View) *goodsStep {
	t := v.t
	p := &goodsStep{v: v}
	p.examples = widgets.NewKey(t.T("founding.goods.examples"), v.m.Examples)
	p.empty = widgets.NewKey(t.T("founding.goods.empty"), v.m.Empty)
	for _, k := range []*widgets.Key{p.examples, p.empty} {
		k.SetText(20, true)
		k.SetLeft(true)
	}
	p.examples.SetSub(t.T("founding.goods.examples_text"))
	p.empty.SetSub(t.T("founding.goods.empty_text"))
	p.heading = widgets.NewText(t.T("founding.goods.files"), widgets.Body).SetTone(widgets.Muted)
	big := func() float32 { return theme.Current().Metrics().Pay() }
	touch := func() float32 { return max(52, theme.Current().Metrics().Touch()) }
	blocks := []form.Block{form.Object(p.examples, theme.Gap12, big), form.Object(p.empty, theme.Gap24, big), form.Line(p.heading, theme.Gap8)}
	objects := []fyne.CanvasObject{p.examples, p.empty, p.heading}
	for i := range mostFiles {
		k := widgets.NewKey("", func() { v.m.Take(i) })
		k.SetLeft(true)
		p.files = append(p.files, k)
		blocks = append(blocks, form.Object(k, theme.Gap8, touch))
		objects = append(objects, k)
	}
	p.path = v.entry(func(string) {})
	p.path.OnSubmitted = v.m.TakePath
	p.pathF = widgets.NewField(t.T("founding.goods.path"), p.path)
	p.take = widgets.NewKey(t.T("founding.goods.take"), func() { v.m.TakePath(p.path.Text) })
	blocks = append(blocks, form.WithKey(p.pathF, p.take))
	p.pane = form.Pane(blocks, append(objects, p.pathF, p.take)...)
	return p
}

func (p *goodsStep) object() fyne.CanvasObject { return p.pane }
func (p *goodsStep) fill(State)                {}

func (p *goodsStep) draw(s State) {
	t := p.v.t
	form.Show(p.examples, p.v.m.HasExamples())
	for i, k := range p.files {
		form.Show(k, i < len(s.Files))
		if i < len(s.Files) {
			f := s.Files[i]
			k.SetLabel(fmt.Sprintf("%s · %s · %s", f.Name, t.Date(f.Changed), f.Folder))
		}
	}
	p.pane.Arrange()
}

// workingStep says how far the founding is.
type workingStep struct {
	v    *View
	pane *widgets.Pane
	far  *widgets.Text
}

func newWorking(v *View) *workingStep {
	p := &workingStep{v: v, far: widgets.NewText("", widgets.Heading)}
	p.pane = form.Pane([]form.Block{form.Line(p.far, 0)}, p.far)
	return p
}

func (p *workingStep) object() fyne.CanvasObject { return p.pane }
func (p *workingStep) fill(State)                {}

func (p *workingStep) draw(s State) {
	said := ""
	if s.Total > 0 {
		said = p.v.t.Percent(money.Rate(s.Done * int64(money.Whole) / s.Total / 10_000 * 10_000))
	}
	p.far.SetWords(said)
}

// codeStep shows the recovery code, once.
type codeStep struct {
	pane  *widgets.Pane
	code  *widgets.Text
	print *widgets.Key
}

func newCode(v *View) *codeStep {
	p := &codeStep{code: widgets.NewBold("", widgets.Amount), print: widgets.NewKey(v.t.T("founding.code.print"), v.m.PrintCode)}
	touch := func() float32 { return max(52, theme.Current().Metrics().Touch()) }
	p.pane = form.Pane([]form.Block{form.Line(p.code, theme.Gap24), form.Object(p.print, 0, touch)}, p.code, p.print)
	return p
}

func (p *codeStep) object() fyne.CanvasObject { return p.pane }
func (p *codeStep) fill(State)                {}

func (p *codeStep) draw(s State) {
	p.code.SetWords(s.Recovery)
	form.Show(p.print, s.Prints)
	p.pane.Arrange()
}
