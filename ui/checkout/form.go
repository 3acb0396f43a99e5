package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// formPart is the column while words are typed: a new product, an open item, a note.
type formPart struct {
	v                  *View
	all                *fyne.Container
	title              *widgets.Text
	code               *widgets.Paragraph
	nameLabel          *widgets.Text
	priceLabel         *widgets.Text
	name, price        *wedge.Entry
	categoryLabel      *widgets.Text
	category           *widgets.Chips
	taxLabel           *widgets.Text
	tax                *widgets.Chips
	wait               *widgets.Text
	words              *widgets.Strip
	enter, open, close *widgets.Key

	now     *Form
	current *wedge.Entry // the field that had the keyboard last: a tap beside it takes it away
}

func newForm(v *View) *formPart {
	t := v.in.Text
	p := &formPart{v: v, title: widgets.NewBold("", widgets.Title), code: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)}
	p.nameLabel, p.priceLabel = widgets.NewText("", widgets.Caption), widgets.NewText("", widgets.Caption)
	p.categoryLabel = widgets.NewText(t.T("sell.quick_add.category"), widgets.Caption).SetTone(widgets.Muted)
	p.name, p.price = v.in.Router.NewEntry(), v.in.Router.NewEntry()
	p.name.OnChanged, p.price.OnChanged = v.m.FormName, v.m.FormPrice
	p.name.OnFocus = func() { p.current = p.name }
	p.price.OnFocus = func() { p.current = p.price }
	p.current = p.name
	p.name.OnSubmitted = func(string) { p.next() }
	p.price.OnSubmitted = func(string) { v.m.FormEnter() }
	p.category = widgets.NewChips(t.T("sell.more"))
	p.category.OnTap = v.m.FormCategory
	p.taxLabel = widgets.NewText(t.T("sell.quick_add.tax"), widgets.Caption).SetTone(widgets.Muted)
	p.tax = widgets.NewChips(t.T("sell.more"))
	p.tax.OnTap = v.m.FormTax
	p.wait = widgets.NewText("", widgets.Body).SetTone(widgets.Warning)
	p.words = widgets.NewStrip()
	p.enter = widgets.NewKey("", v.m.FormEnter)
	p.enter.SetKind(widgets.Accent)
	p.enter.SetText(18, true)
	p.enter.SetTrailing("enter")
	p.open = widgets.NewKey(t.T("sell.quick_add.open_item"), v.m.SellOpen)
	p.close = widgets.NewKey(t.T("common.back"), v.m.CloseForm)
	p.close.SetHint("Esc")
	p.all = &fyne.Container{Layout: places{func() fyne.Size { return fyne.Size{} }, p.arrange}, Objects: []fyne.CanvasObject{
		p.title, p.code, p.nameLabel, p.name, p.priceLabel, p.price, p.categoryLabel, p.category, p.taxLabel, p.tax, p.wait, p.words, p.enter, p.open, p.close}}
	p.all.Hide()
	return p
}

// next goes from the name to the price, or ends a note.
func (p *formPart) next() {
	if p.now != nil && !p.now.Priced() {
		p.v.m.FormEnter()
		return
	}
	p.focus(p.price)
}

func (p *formPart) focus(e *wedge.Entry) {
	if c := p.v.canvas(); c != nil {
		c.Focus(e)
	}
}

// draw fills the fields when a form opens, and gives the first one the keyboard.
func (p *formPart) draw(s State) {
	was := p.now
	p.now = s.Form
	if s.Form == nil {
		if was != nil {
			p.leave()
		}
		return
	}
	f, t := *s.Form, p.v.in.Text
	fresh := was == nil || was.For != f.For || was.Code != f.Code || was.Sale != f.Sale
	if fresh {
		p.name.SetText(f.Name)
		p.price.SetText(f.Price)
	}
	p.headings(f, t)
	show(p.open, f.For == FormNew)
	priced := f.Priced()
	show(p.price, priced)
	show(p.priceLabel, priced)
	p.drawChips(s, f)
	wait := ""
	if s.Waiting > 0 {
		wait = t.N("sell.scans_wait", int64(s.Waiting))
	}
	p.wait.SetWords(wait)
	tone, message := p.v.wordsOf(s.Words)
	show(p.words, message != "")
	if message != "" {
		p.words.Say(tone, p.v.shortened(message), "")
	}
	p.enter.SetEnabled(!f.Sending)
	p.open.SetEnabled(!f.Sending)
	p.arrange(p.all.Size())
	if fresh {
		p.focus(p.name)
	} else if f.Wrong != NoField && was.Wrong != f.Wrong {
		p.focus(map[Field]*wedge.Entry{NameField: p.name, PriceField: p.price}[f.Wrong])
	}
}

// drawChips shows the categories, and the taxes where there is more than one.
func (p *formPart) drawChips(s State, f Form) {
	var categories, taxes []string
	for _, c := range s.Goods.Categories() {
		categories = append(categories, c.Names.In(p.v.lang()))
	}
	for _, g := range s.Taxes {
		taxes = append(taxes, g.Names.In(p.v.lang()))
	}
	put := func(label *widgets.Text, chips *widgets.Chips, labels []string, chosen int, there bool) {
		chips.SetLabels(labels)
		chips.SetChosen(chosen)
		show(chips, there)
		show(label, there)
	}
	put(p.categoryLabel, p.category, categories, f.Category, f.Priced() && len(categories) > 0)
	put(p.taxLabel, p.tax, taxes, f.Tax, f.For == FormOpen && len(taxes) > 1)
}

func (p *formPart) leave() {
	c := p.v.canvas()
	if c != nil && (c.Focused() == fyne.Focusable(p.name) || c.Focused() == fyne.Focusable(p.price)) {
		c.Unfocus()
	}
}

// headings says what the form is about and what is missing.
func (p *formPart) headings(f Form, t *text.Text) {
	title, code, name, enter := t.T("sell.quick_add.title"), t.T("sell.quick_add.code", text.Args{"code": f.Code}), t.T("sell.quick_add.name"), t.T("sell.quick_add.add")
	switch f.For {
	case FormOpen:
		title, code, name = t.T("sell.open_item.title"), "", t.T("sell.open_item.name")
	case FormPage:
		title, code, name, enter = t.T("tiles.page_title"), t.T("tiles.page_why"), t.T("tiles.page_name"), t.T("common.save")
	case FormTile:
		title, code, name, enter = t.T("tiles.label_title"), t.T("tiles.label_why"), t.T("tiles.label"), t.T("common.save")
	case FormSale:
		title, code, name, enter = t.T("sell.sale_note.title"), t.T("sell.sale_note.hint"), t.T("sell.bar.note"), t.T("common.save")
	case FormParked:
		title, code, name, enter = t.T("sell.park_list.name_title"), t.T("sell.park_list.name_why"), t.T("sell.park_list.name"), t.T("common.save")
	case FormNote:
		title, code, name, enter = t.T("sell.note_form.title"), t.T("sell.note_form.hint"), t.T("sell.bar.note"), t.T("common.save")
	}
	p.title.SetWords(title)
	p.code.SetWords(code)
	p.enter.SetLabel(enter)
	p.nameLabel.SetTone(widgets.Muted)
	p.priceLabel.SetTone(widgets.Muted)
	price := t.T("sell.quick_add.price") + ", " + p.v.last.Basket.Currency.Symbol
	switch f.Wrong {
	case NameField:
		name = t.T("sell.quick_add.need_name")
		p.nameLabel.SetTone(widgets.Bad)
	case PriceField:
		price = t.T("sell.quick_add.need_price")
		p.priceLabel.SetTone(widgets.Bad)
	}
	p.nameLabel.SetWords(name)
	p.priceLabel.SetWords(price)
}

func (p *formPart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = theme.Gap16
	w := s.Width - 2*side
	y := theme.Gap16
	put := func(o fyne.CanvasObject, h, gap float32) {
		if o.Visible() {
			place(o, side, y, w, h)
			y += h + gap
		}
	}
	field := max(52, m.Touch())
	put(p.title, p.title.MinSize().Height, theme.Gap4)
	put(p.code, p.code.HeightFor(w), theme.Gap12)
	put(p.nameLabel, p.nameLabel.MinSize().Height, theme.Gap4)
	put(p.name, field, theme.Gap12)
	put(p.priceLabel, p.priceLabel.MinSize().Height, theme.Gap4)
	put(p.price, field, theme.Gap12)
	put(p.categoryLabel, p.categoryLabel.MinSize().Height, theme.Gap4)
	put(p.category, max(48, m.Touch()), theme.Gap12)
	put(p.taxLabel, p.taxLabel.MinSize().Height, theme.Gap4)
	put(p.tax, max(48, m.Touch()), theme.Gap12)
	put(p.wait, p.wait.MinSize().Height, theme.Gap8)
	put(p.words, max(56*m.Grow(), m.Touch()), theme.Gap8)
	key := m.Pay()
	bottom := s.Height - theme.Gap12 - key
	place(p.enter, 14, bottom, s.Width-28, key)
	bottom -= max(64, m.Touch()) + theme.Gap8
	half := (s.Width - 28 - theme.Gap8) / 2
	if p.open.Visible() {
		place(p.open, 14, bottom, half, max(64, m.Touch()))
		place(p.close, 14+half+theme.Gap8, bottom, half, max(64, m.Touch()))
		return
	}
	place(p.close, 14, bottom, s.Width-28, max(64, m.Touch()))
}
