package office

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// bound is a field of a form that stands for a setting.
type bound struct {
	key   string
	entry *wedge.Entry
	field *widgets.Field
}

// choices are segments that stand for a setting.
type choices struct {
	key      string
	values   []string
	segments *widgets.Segments
	field    *widgets.Field
}

// segments makes segments for a setting whose values are said by texts under a key.
func (v *View) segments(key, label, texts string, values ...string) *choices {
	labels := make([]string, len(values))
	for i, value := range values {
		labels[i] = v.t.T(texts + "." + value)
	}
	return v.segmentsOf(key, label, values, labels)
}

// segmentsOf makes segments for a setting whose values say themselves.
func (v *View) segmentsOf(key, label string, values, labels []string) *choices {
	c := &choices{key: key, values: values, segments: widgets.NewSegments(labels...)}
	c.segments.OnTap = func(i int) { v.m.Type(key, values[i]) }
	c.field = widgets.NewField(v.t.T(label), c.segments)
	return c
}

// draw marks the value in force.
func (c *choices) draw(value string) {
	at := -1
	for i, v := range c.values {
		if v == value {
			at = i
		}
	}
	c.segments.SetChosen(at)
}

// shopPage is what the shop is, and the rules it sells by.
type shopPage struct {
	v       *View
	pane    *widgets.Pane
	fields  []bound
	choices []*choices
	fixed   *widgets.Paragraph
	start   *widgets.Chooser
	startF  *widgets.Field
	lock    *widgets.Chooser
	lockF   *widgets.Field
	dropF   *widgets.Field
	drop    *wedge.Entry
}

// lockAfter are the minutes that can be chosen; 0 is never.
var lockAfter = []int{0, 1, 2, 5, 10, 15, 30, 60}

func newShop(v *View) *shopPage {
	t := v.t
	p := &shopPage{v: v}
	add := func(key, label string, e *wedge.Entry) *widgets.Field {
		f := widgets.NewField(t.T(label), e)
		p.fields = append(p.fields, bound{key, e, f})
		return f
	}
	name := add("shop.name", "setup.shop_name", v.entry("shop.name"))
	address := add("shop.address", "setup.shop_address", v.long("shop.address"))
	taxID := add("shop.tax_id", "setup.shop_tax_id", v.entry("shop.tax_id"))
	lang := v.segments("shop.lang", "setup.shop_lang", "setup.lang", "en", "ru")
	stock := v.segments("stock.negative", "setup.stock_negative", "setup.negative", "allow", "warn", "refuse")
	p.choices = []*choices{lang, stock}
	p.start, p.startF = v.chooser("shop.day_start", "setup.day_start", dayStarts(t))
	p.lock, p.lockF = v.chooser("till.lock_minutes", "setup.lock_minutes", lockWords(t))
	p.drop = v.in.Router.NewEntry()
	p.drop.OnChanged = func(s string) { v.m.TypeSum("cash.drop_above", s) }
	p.dropF = widgets.NewField(t.T("setup.drop_above", text.Args{"symbol": v.in.Currency.Symbol}), p.drop)
	p.fields = append(p.fields, bound{"cash.drop_above", nil, p.dropF})
	p.fixed = widgets.NewParagraph("", widgets.Caption).SetTone(widgets.Muted)
	half := []float32{1, 1}
	inside := []form.Block{form.Side(half, name, taxID), form.Tall(address, 0), form.Side(half, lang.field, p.startF), form.Side(half, stock.field, p.lockF),
		form.Field(p.dropF), form.Words(p.fixed, 0)}
	p.pane = form.Pane(inside, name, taxID, address, lang.field, p.startF, stock.field, p.lockF, p.dropF, p.fixed)
	return p
}

// chooser is a key that opens the values of a setting, "0", "1" ... by their places.
func (v *View) chooser(key, label string, words []string) (*widgets.Chooser, *widgets.Field) {
	c := widgets.NewChooser("")
	c.SetLabels(words, -1)
	return c, widgets.NewField(v.t.T(label), c)
}

// dayStarts are the hours at which a business day may begin.
func dayStarts(t *text.Text) (list []string) {
	for hour := range 13 {
		list = append(list, t.T("setup.hour", text.Args{"hour": strconv.Itoa(hour)}))
	}
	return list
}

func lockWords(t *text.Text) (list []string) {
	for _, n := range lockAfter {
		if n == 0 {
			list = append(list, t.T("setup.never"))
		} else {
			list = append(list, t.N("setup.minutes", int64(n)))
		}
	}
	return list
}

func (p *shopPage) object() fyne.CanvasObject { return p.pane }

func (p *shopPage) acts() []*widgets.Key { return nil }

// fill puts into the fields what is set.
func (p *shopPage) fill(s State) {
	for _, f := range p.fields {
		if f.entry != nil {
			form.Fill(f.entry, s.Value(f.key))
		}
	}
	form.Fill(p.drop, p.v.m.Sum("cash.drop_above"))
	p.start.OnChoose = func(i int) { p.v.m.Type("shop.day_start", strconv.Itoa(i)) }
	p.lock.OnChoose = func(i int) { p.v.m.Type("till.lock_minutes", strconv.Itoa(lockAfter[i])) }
}

func (p *shopPage) draw(s State) {
	for _, f := range p.fields {
		p.v.wrong(f.field, s.Wrong[f.key])
	}
	for _, c := range p.choices {
		c.draw(s.Value(c.key))
	}
	if hour, err := strconv.Atoi(s.Value("shop.day_start")); err == nil {
		p.start.SetChosen(hour)
	}
	for i, n := range lockAfter {
		if strconv.Itoa(n) == s.Value("till.lock_minutes") {
			p.lock.SetChosen(i)
		}
	}
	p.fixed.SetWords(p.v.t.T("setup.fixed", text.Args{"country": s.Values["shop.country"], "currency": s.Values["shop.currency"], "zone": s.Values["shop.zone"]}))
	p.pane.Arrange()
}

// receiptPage is what the shop's receipts say, with the paper beside it.
type receiptPage struct {
	v       *View
	all     *fyne.Container
	pane    *widgets.Pane
	header  bound
	footer  bound
	print   *choices
	paper   *widgets.Paper
	sheet   *widgets.Pane
	heading *widgets.Text
}

func newReceipt(v *View) *receiptPage {
	t := v.t
	p := &receiptPage{v: v}
	p.header = bound{key: "receipt.header", entry: v.long("receipt.header")}
	p.header.field = widgets.NewField(t.T("setup.receipt_header"), p.header.entry)
	p.footer = bound{key: "receipt.footer", entry: v.long("receipt.footer")}
	p.footer.field = widgets.NewField(t.T("setup.receipt_footer"), p.footer.entry)
	p.print = v.segments("receipt.print", "setup.receipt_print", "setup.print", "always", "asked", "never")
	p.heading = widgets.NewText(t.T("setup.sample"), widgets.Caption).SetTone(widgets.Muted)
	p.pane = form.Pane([]form.Block{form.Tall(p.header.field, 20), form.Tall(p.footer.field, 20), form.Field(p.print.field)}, p.header.field, p.footer.field, p.print.field)
	p.paper = widgets.NewPaper(v.last.Sample)
	p.sheet = widgets.NewPane(p.paper, p.paper.HeightFor)
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(500, 300) }, Arrange: p.arrange},
		Objects: []fyne.CanvasObject{p.pane, p.heading, p.sheet}}
	return p
}

func (p *receiptPage) arrange(s fyne.Size) {
	paper := min(s.Width*0.46, theme.Current().Metrics().MM(110))
	form.Place(p.pane, 0, 0, s.Width-paper-theme.Gap24, s.Height)
	line := p.heading.MinSize().Height
	form.Place(p.heading, s.Width-paper, 0, paper, line)
	form.Place(p.sheet, s.Width-paper, line+theme.Gap4, paper, s.Height-line-theme.Gap4)
}

func (p *receiptPage) object() fyne.CanvasObject { return p.all }

func (p *receiptPage) acts() []*widgets.Key { return nil }

func (p *receiptPage) fill(s State) {
	form.Fill(p.header.entry, s.Value(p.header.key))
	form.Fill(p.footer.entry, s.Value(p.footer.key))
}

func (p *receiptPage) draw(s State) {
	p.v.wrong(p.header.field, s.Wrong[p.header.key])
	p.v.wrong(p.footer.field, s.Wrong[p.footer.key])
	p.print.draw(s.Value(p.print.key))
	p.paper.SetDocument(s.Sample)
	p.sheet.Arrange()
	p.pane.Arrange()
}
