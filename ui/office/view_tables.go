package office

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// lang is the language of the window, for names that the shop gave.
func (v *View) lang() shop.Lang { return shop.Lang(v.t.Lang()) }

// taxPage lists the tax groups.
type taxPage struct {
	v    *View
	list *widgets.List
	add  *widgets.Key
	rows []office.TaxRow
}

func newTaxes(v *View) *taxPage {
	p := &taxPage{v: v}
	p.list = widgets.NewList(1, func() int { return len(p.rows) }, []widgets.Column{{Fixed: 60}, {Share: 1}, {Fixed: 110, Align: fyne.TextAlignTrailing},
		{Fixed: 180}, {Share: 0.8}}, p.row)
	p.list.OnTap = v.m.OpenTax
	p.add = widgets.NewKey(v.t.T("setup.add_tax"), v.m.NewTax)
	p.add.SetIcon("plus")
	return p
}

func (p *taxPage) row(i int) []widgets.ListCell {
	t, r := p.v.t, p.rows[i]
	rate := t.T("setup.no_tax")
	if !r.None {
		rate = t.Percent(r.Today)
	}
	inside := t.T("setup.tax_inside")
	switch {
	case r.None: // nothing is inside a price that is not taxed
		inside = ""
	case !r.Inclusive:
		inside = t.T("setup.tax_on_top")
	}
	next := widgets.ListCell{Tone: widgets.Muted}
	if r.NextFrom != 0 {
		to := t.T("setup.no_tax")
		if !r.NextNone {
			to = t.Percent(r.Next)
		}
		next.Text = t.T("setup.tax_next", text.Args{"rate": to, "day": t.Day(r.NextFrom)})
	}
	if r.Several {
		next.Text = t.T("setup.tax_several")
	}
	return []widgets.ListCell{{Text: r.Code, Bold: true}, {Text: r.Names.In(p.v.lang())}, {Text: rate}, {Text: inside, Tone: widgets.Muted}, next}
}

func (p *taxPage) object() fyne.CanvasObject { return p.list }

func (p *taxPage) acts() []*widgets.Key { return []*widgets.Key{p.add} }

func (p *taxPage) draw(s State) {
	p.rows = s.Taxes
	p.list.Refresh()
}

// tenderPage lists the ways to pay.
type tenderPage struct {
	v    *View
	list *widgets.List
	add  *widgets.Key
	rows []shop.Tender
}

func newTenders(v *View) *tenderPage {
	p := &tenderPage{v: v}
	p.list = widgets.NewList(1, func() int { return len(p.rows) }, []widgets.Column{{Share: 1}, {Share: 1.4}}, p.row)
	p.list.OnTap = v.m.OpenTender
	p.add = widgets.NewKey(v.t.T("setup.add_tender"), v.m.NewTender)
	p.add.SetIcon("plus")
	return p
}

func (p *tenderPage) row(i int) []widgets.ListCell {
	r := p.rows[i]
	does := ""
	for n, is := range []bool{r.OpensDrawer, r.GivesChange, r.Rounds, r.NeedsRef} {
		if is {
			if does != "" {
				does += " · "
			}
			does += p.v.t.T("setup.deed." + Deeds()[n])
		}
	}
	return []widgets.ListCell{{Text: r.Names.In(p.v.lang()), Bold: true}, {Text: does, Tone: widgets.Muted}}
}

func (p *tenderPage) object() fyne.CanvasObject { return p.list }

func (p *tenderPage) acts() []*widgets.Key { return []*widgets.Key{p.add} }

func (p *tenderPage) draw(s State) {
	p.rows = s.Tenders
	p.list.Refresh()
}

// sheet is a page of fields with a key that saves it.
type sheet struct {
	v    *View
	pane *widgets.Pane
	save *widgets.Key
	also []*widgets.Key
}

func newSheet(v *View, save func(), blocks []form.Block, objects ...fyne.CanvasObject) sheet {
	f := sheet{v: v, save: widgets.NewKey(v.t.T("common.save"), func() {
		v.unfocus()
		save()
	})}
	f.save.SetKind(widgets.Accent)
	f.pane = form.Pane(blocks, objects...)
	return f
}

func (f *sheet) object() fyne.CanvasObject { return f.pane }

func (f *sheet) acts() []*widgets.Key { return append(slices.Clone(f.also), f.save) }

// taxForm changes a rate, or adds a group.
type taxForm struct {
	sheet
	rate, day, english, russian     *wedge.Entry
	rateF, dayF, englishF, russianF *widgets.Field
	none, kind                      *widgets.Segments
	noneF, kindF                    *widgets.Field
	today, nextMonth, newYear       *widgets.Key
	hint                            *widgets.Paragraph
}

func newTaxForm(v *View) *taxForm {
	t := v.t
	p := &taxForm{}
	p.rate, p.rateF = v.plainEntry("setup.tax_rate", func(s string) { v.m.EditTax(func(f *TaxForm) { f.Rate = s }) })
	p.day, p.dayF = v.plainEntry("setup.tax_from", func(s string) { v.m.EditTax(func(f *TaxForm) { f.Day = s }) })
	p.english, p.englishF = v.plainEntry("setup.name_en", func(s string) { v.m.EditTax(func(f *TaxForm) { f.English = s }) })
	p.russian, p.russianF = v.plainEntry("setup.name_ru", func(s string) { v.m.EditTax(func(f *TaxForm) { f.Russian = s }) })
	p.day.SetPlaceHolder(t.T("setup.today"))
	p.none = widgets.NewSegments(t.T("setup.with_tax"), t.T("setup.no_tax"))
	p.none.OnTap = func(i int) { v.m.EditTax(func(f *TaxForm) { f.None = i == 1 }) }
	p.noneF = widgets.NewField(t.T("setup.tax_kind"), p.none)
	p.kind = widgets.NewSegments(t.T("setup.tax_inside"), t.T("setup.tax_on_top"))
	p.kind.OnTap = func(i int) { v.m.EditTax(func(f *TaxForm) { f.OnTop = i == 1 }) }
	p.kindF = widgets.NewField(t.T("setup.tax_prices"), p.kind)
	p.hint = widgets.NewParagraph(t.T("setup.tax_hint"), widgets.Caption).SetTone(widgets.Muted)
	date := func(key string, of func() string) *widgets.Key {
		return widgets.NewKey(t.T(key), func() {
			day := of()
			form.Fill(p.day, day)
			v.m.EditTax(func(f *TaxForm) { f.Day = day })
		})
	}
	now := func() (y, m int) {
		at := v.in.Now().In(v.in.Zone)
		return at.Year(), int(at.Month())
	}
	p.today = date("setup.today", func() string { return "" })
	p.nextMonth = date("setup.next_month", func() string {
		y, m := now()
		return firstOf(y, m+1)
	})
	p.newYear = date("setup.new_year", func() string {
		y, _ := now()
		return firstOf(y+1, 1)
	})
	half := []float32{1, 1}
	p.sheet = newSheet(v, v.m.SaveTax, []form.Block{form.Side(half, p.noneF, p.rateF), form.Side(half, p.kindF), form.Field(p.dayF), form.Keys(theme.Gap12, p.today, p.nextMonth, p.newYear),
		form.Side(half, p.englishF, p.russianF), form.Words(p.hint, 0)},
		p.noneF, p.rateF, p.kindF, p.dayF, p.today, p.nextMonth, p.newYear, p.englishF, p.russianF, p.hint)
	return p
}

// plainEntry is a field of a form that is no setting by itself.
func (v *View) plainEntry(label string, typed func(string)) (*wedge.Entry, *widgets.Field) {
	e := v.in.Router.NewEntry()
	e.OnChanged = typed
	return e, widgets.NewField(v.t.T(label), e)
}

func (p *taxForm) fill(s State) {
	form.Fill(p.rate, s.Tax.Rate)
	form.Fill(p.day, s.Tax.Day)
	form.Fill(p.english, s.Tax.English)
	form.Fill(p.russian, s.Tax.Russian)
}

func (p *taxForm) draw(s State) {
	f, t := s.Tax, p.v.t
	if f == nil {
		return
	}
	p.v.head.SetTitle(t.T("setup.tax_group", text.Args{"code": f.Code}))
	p.none.SetChosen(boolAt(f.None))
	p.kind.SetChosen(boolAt(f.OnTop))
	form.Show(p.kindF, f.New)
	form.Show(p.rateF, !f.None)
	p.v.wrong(p.rateF, s.Wrong["rate"])
	p.v.wrong(p.englishF, s.Wrong["en"])
	p.v.wrong(p.russianF, s.Wrong["ru"])
	day := ""
	if f.WrongDay {
		day = t.T("setup.wrong_day")
	}
	p.dayF.SetWrong(day)
	p.save.SetEnabled(!s.Saving)
	p.pane.Arrange()
}

func boolAt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// tenderForm changes a way to pay, or adds one.
type tenderForm struct {
	sheet
	english, russian   *wedge.Entry
	englishF, russianF *widgets.Field
	deeds              []*widgets.Segments
	deedFs             []*widgets.Field
	hint               *widgets.Paragraph
	remove             *widgets.Key
}

func newTenderForm(v *View) *tenderForm {
	t := v.t
	p := &tenderForm{}
	p.english, p.englishF = v.plainEntry("setup.name_en", func(s string) { v.m.EditTender(func(f *TenderForm) { f.English = s }) })
	p.russian, p.russianF = v.plainEntry("setup.name_ru", func(s string) { v.m.EditTender(func(f *TenderForm) { f.Russian = s }) })
	p.hint = widgets.NewParagraph(t.T("setup.tender_cash"), widgets.Caption).SetTone(widgets.Muted)
	p.remove = widgets.NewKey(t.T("setup.remove"), v.m.RemoveTender)
	p.remove.SetKind(widgets.Danger)
	half := []float32{1, 1}
	blocks := []form.Block{form.Side(half, p.englishF, p.russianF)}
	objects := []fyne.CanvasObject{p.englishF, p.russianF, p.hint}
	for _, deed := range Deeds() {
		g := widgets.NewSegments(t.T("common.no"), t.T("common.yes"))
		g.OnTap = func(i int) { v.m.EditTender(func(f *TenderForm) { f.Does[deed] = i == 1 }) }
		f := widgets.NewField(t.T("setup.deed."+deed), g)
		p.deeds, p.deedFs = append(p.deeds, g), append(p.deedFs, f)
		objects = append(objects, f)
	}
	blocks = append(blocks, form.Side(half, p.deedFs[0], p.deedFs[1]), form.Side(half, p.deedFs[2], p.deedFs[3]), form.Words(p.hint, 0))
	p.sheet = newSheet(v, v.m.SaveTender, blocks, objects...)
	return p
}

func (p *tenderForm) fill(s State) {
	form.Fill(p.english, s.Tender.English)
	form.Fill(p.russian, s.Tender.Russian)
}

func (p *tenderForm) draw(s State) {
	f := s.Tender
	if f == nil {
		return
	}
	for i, deed := range Deeds() {
		p.deeds[i].SetChosen(boolAt(f.Does[deed]))
		form.Show(p.deedFs[i], !f.Fixed)
	}
	form.Show(p.hint, f.Fixed)
	p.also = nil
	if f.Code != "" && !f.Own {
		p.also = []*widgets.Key{p.remove}
	}
	p.v.head.SetActs(p.acts()...)
	p.v.wrong(p.englishF, s.Wrong["en"])
	p.v.wrong(p.russianF, s.Wrong["ru"])
	p.save.SetEnabled(!s.Saving)
	p.pane.Arrange()
}
