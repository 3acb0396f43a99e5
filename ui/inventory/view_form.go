package inventory

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// formPart is the form of a product.
type formPart struct {
	v       *View
	all     *fyne.Container
	moved   func() // the form became higher or lower
	entries map[Field]*wedge.Entry
	fields  map[Field]*widgets.Field
	codes   *codesPart

	category, tax, unit    *widgets.Chooser
	categoryF, taxF, unitF *widgets.Field
	kind, confirm          *widgets.Segments
	kindF, confirmF        *widgets.Field
	star, away             *widgets.Key
	rows                   [][]fyne.CanvasObject
}

func newForm(v *View) *formPart {
	t := v.t
	p := &formPart{v: v, moved: func() {}, entries: map[Field]*wedge.Entry{}, fields: map[Field]*widgets.Field{}}
	symbol := text.Args{"symbol": v.in.Currency.Symbol}
	for f, label := range map[Field]string{NameEnField: t.T("stock.field.name_en"), NameRuField: t.T("stock.field.name_ru"), SKUField: t.T("stock.field.sku"),
		PriceField: t.T("stock.field.price", symbol), CostField: t.T("stock.field.cost", symbol), LowField: t.T("stock.field.low"),
		CashierNoteField: t.T("stock.field.note"), ReceiptNoteField: t.T("stock.field.receipt_note")} {
		e := v.in.Router.NewEntry()
		e.OnChanged = func(s string) { v.m.Write(f, s) }
		e.OnSubmitted = func(string) { v.m.Save(false) }
		p.entries[f], p.fields[f] = e, widgets.NewField(label, e)
	}
	p.codes = newCodes(v)
	p.fields[BarcodeField] = widgets.NewField(t.T("stock.field.barcodes"), p.codes.all)
	p.category, p.tax, p.unit = widgets.NewChooser(""), widgets.NewChooser(""), widgets.NewChooser("")
	p.category.OnChoose = p.chooseCategory
	p.tax.OnChoose = v.m.ChooseTax
	p.unit.OnChoose = v.m.ChooseUnit
	p.categoryF = widgets.NewField(t.T("stock.column.category"), p.category)
	p.taxF = widgets.NewField(t.T("stock.field.tax"), p.tax)
	p.unitF = widgets.NewField(t.T("stock.field.unit"), p.unit)
	p.kind = widgets.NewSegments(t.T("stock.kind.counted"), t.T("stock.kind.weighed"), t.T("stock.kind.open"), t.T("stock.kind.service"))
	p.kind.OnTap = func(i int) { v.m.ChooseKind(Kind(i)) }
	p.kindF = widgets.NewField(t.T("stock.field.kind"), p.kind)
	p.confirm = widgets.NewSegments(t.T("stock.note.shown"), t.T("stock.note.confirm"))
	p.confirm.OnTap = func(i int) { v.m.Confirmed(i == 1) }
	p.confirmF = widgets.NewField(t.T("stock.note.how"), p.confirm)
	p.star = widgets.NewKey(t.T("stock.favourite"), v.m.Star)
	p.away = widgets.NewKey(t.T("stock.away.key"), p.askAway)
	p.away.SetKind(widgets.Danger)
	p.rows = [][]fyne.CanvasObject{{p.fields[NameEnField], p.fields[NameRuField]}, {p.fields[SKUField], p.categoryF}, {p.fields[BarcodeField]},
		{p.kindF}, {p.fields[PriceField], p.taxF}, {p.fields[CostField], p.unitF}, {p.fields[LowField], p.star},
		{p.fields[CashierNoteField], p.confirmF}, {p.fields[ReceiptNoteField]}, {p.away}}
	if v.lang() == shop.Russian {
		p.rows[0][0], p.rows[0][1] = p.rows[0][1], p.rows[0][0]
	}
	p.all = &fyne.Container{Layout: fill{small, p.arrange}}
	for _, row := range p.rows {
		p.all.Objects = append(p.all.Objects, row...)
	}
	return p
}

// chooseCategory takes the choice; the last one makes a new category.
func (p *formPart) chooseCategory(i int) {
	if i <= len(p.v.last.Categories) {
		p.v.m.ChooseCategory(i - 1)
		return
	}
	p.v.askText(p.v.t.T("stock.category.title"), p.v.t.T("stock.category.name"), "", func(s string) { p.v.m.AddCategory(s) })
	p.draw(p.v.last)
}

// askText opens a dialog with one field.
func (v *View) askText(title, label, was string, done func(string)) {
	entry := v.in.Router.NewEntry()
	entry.SetText(was)
	field := widgets.NewField(label, entry)
	body := &fyne.Container{Objects: []fyne.CanvasObject{field}}
	body.Layout = fill{func() fyne.Size { return fyne.NewSize(420, field.High()) }, func(s fyne.Size) { place(field, 0, 0, s.Width, s.Height) }}
	var dialog *widgets.Modal
	ok := func() { done(entry.Text) }
	dialog = widgets.NewModal(title, "", body, widgets.Choice{Label: v.t.T("common.back"), Cancel: true},
		widgets.Choice{Label: v.t.T("common.ok"), Kind: widgets.Accent, Default: true, OnTap: ok})
	entry.OnSubmitted = func(string) { dialog.Close(); ok() }
	dialog.Open(v.in.Canvas(), v.in.Router)
	v.in.Canvas().Focus(entry)
}

// askAway asks before a product goes.
func (p *formPart) askAway() {
	t := p.v.t
	widgets.NewModal(t.T("stock.away.title"), t.T("stock.away.text", text.Args{"name": p.v.titleOf(p.v.last.Sheet)}), nil,
		widgets.Choice{Label: t.T("common.back"), Cancel: true},
		widgets.Choice{Label: t.T("stock.away.key"), Kind: widgets.Danger, OnTap: p.v.m.PutAway}).Open(p.v.in.Canvas(), p.v.in.Router)
}

func (p *formPart) draw(s State) {
	sheet, t := s.Sheet, p.v.t
	for f, e := range p.entries {
		if e.Text != sheet.Texts[f] {
			e.SetText(sheet.Texts[f])
		}
		enable(e, s.Can.Change)
	}
	for f, field := range p.fields {
		words := ""
		if err := sheet.Wrong[f]; err != nil {
			words = p.v.wrongWords(f, err)
		}
		field.SetWrong(words)
	}
	labels, at := []string{t.T("stock.no_category")}, 0
	for i, c := range s.Categories {
		labels = append(labels, c.Names.In(p.v.lang()))
		if c.ID == sheet.Product.Category {
			at = i + 1
		}
	}
	p.category.SetLabels(append(labels, t.T("stock.category.new")), at)
	p.drawTax(s)
	units := make([]string, len(shop.Units()))
	unit := 0
	for i, u := range shop.Units() {
		units[i] = t.T("stock.unit." + string(u))
		if u == sheet.Product.Unit {
			unit = i
		}
	}
	p.unit.SetLabels(units, unit)
	p.kind.SetChosen(int(KindOf(sheet.Product)))
	confirm := 0
	if sheet.Product.NoteConfirm {
		confirm = 1
	}
	p.confirm.SetChosen(confirm)
	p.star.SetKind(chosen(sheet.Product.Favourite > 0))
	show(p.fields[CostField], sheet.SeesCost)
	show(p.fields[PriceField], sheet.Product.PriceKind != shop.OpenPrice)
	show(p.fields[LowField], sheet.Product.Tracked)
	show(p.away, s.Can.Change && sheet.ID != "")
	p.codes.draw(s)
	p.moved()
}

func (p *formPart) drawTax(s State) {
	labels, at := make([]string, len(s.Taxes)), -1
	for i, g := range s.Taxes {
		labels[i] = g.Code + " · " + g.Names.In(p.v.lang())
		if !strings.Contains(labels[i], "%") {
			labels[i] += " · " + p.v.t.Percent(g.Rate)
		}
		if g.ID == s.Sheet.Product.TaxGroup {
			at = i
		}
	}
	p.tax.SetLabels(labels, at)
}

// wrongWords says what is wrong in the place of a label: short, since the field itself shows what was typed.
func (v *View) wrongWords(f Field, err error) string {
	if known, ok := fault.Of(err); ok {
		switch {
		case known.Code == fault.BadPrice && f == PriceField:
			return v.t.T("stock.wrong.price")
		case known.Code == fault.AlreadyExists && f == BarcodeField:
			return v.t.T("stock.wrong.barcode_taken", text.Args{"code": known.Args["value"]})
		case known.Code == fault.AlreadyExists:
			return v.t.T("stock.wrong.sku_taken")
		}
	}
	title, _, _ := v.t.Fault(err)
	return title
}

func enable(e *wedge.Entry, yes bool) {
	if yes && e.Disabled() {
		e.Enable()
	} else if !yes && !e.Disabled() {
		e.Disable()
	}
}

// high is how high the form is at a width.
func (p *formPart) high(width float32) float32 {
	return p.lay(width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (p *formPart) arrange(s fyne.Size) { p.lay(s.Width, place) }

// lay goes through the rows: what is visible of a row shares the width.
func (p *formPart) lay(width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	y := float32(0)
	key := max(52, theme.Current().Metrics().Touch())
	for _, row := range p.rows {
		var seen []fyne.CanvasObject
		high := float32(0)
		for _, o := range row {
			if !o.Visible() {
				continue
			}
			seen = append(seen, o)
			high = max(high, o.MinSize().Height)
			if f, ok := o.(*widgets.Field); ok && f == p.fields[BarcodeField] {
				high = max(high, p.codes.high(width)+f.High()-key)
			}
		}
		w := (width - float32(len(seen)-1)*theme.Gap12) / float32(max(len(seen), 1))
		for i, o := range seen {
			x, top, h, wide := float32(i)*(w+theme.Gap12), y, high, w
			if k, isKey := o.(*widgets.Key); isKey {
				top, h, wide = y+max(0, high-key), key, min(w, k.MinSize().Width+theme.Gap24)
			}
			put(o, x, top, wide, h)
		}
		if len(seen) > 0 {
			y += high + theme.Gap12
		}
	}
	return y
}
