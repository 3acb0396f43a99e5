package offers

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// formPart is the form of an offer.
type formPart struct {
	v       *View
	card    *widgets.Panel
	pane    *widgets.Pane
	entries map[Field]*wedge.Entry
	fields  map[Field]*widgets.Field
	kind    *widgets.Chooser
	active  *widgets.Segments
	goods   [PartGroup + parts]*widgets.Key
	goodsF  [PartGroup + parts]*widgets.Field
	days    [7]*widgets.Key
	hint    *widgets.Paragraph
}

func newForm(v *View) *formPart {
	t := v.t
	p := &formPart{v: v, entries: map[Field]*wedge.Entry{}, fields: map[Field]*widgets.Field{}}
	for f := NameField; f < PieceField+parts; f++ {
		e := v.in.Router.NewEntry()
		e.OnChanged = func(s string) { v.m.Write(f, s) }
		p.entries[f], p.fields[f] = e, widgets.NewField("", e)
	}
	var kinds []string
	for _, k := range shop.OfferKinds() {
		kinds = append(kinds, t.T("offers.kind."+string(k)))
	}
	p.kind = widgets.NewChooser("")
	p.kind.SetLabels(kinds, 0)
	p.kind.OnChoose = v.m.Choose
	p.active = widgets.NewSegments(t.T("offers.on"), t.T("offers.off"))
	p.active.OnTap = func(i int) { v.m.Switch(i == 0) }
	for g := range p.goods {
		k := widgets.NewKey("", func() { v.m.Pick(Group(g)) })
		k.SetLeft(true)
		p.goods[g], p.goodsF[g] = k, widgets.NewField("", k)
	}
	for i := range p.days {
		p.days[i] = widgets.NewKey(t.T("calendar.day.d"+strconv.Itoa(i+1)), func() { v.m.Weekday(i) })
	}
	week := &fyne.Container{}
	for _, k := range p.days {
		week.Add(k)
	}
	week.Layout = form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 48) }, Arrange: func(s fyne.Size) {
		each := (s.Width - 6*theme.Gap4) / 7
		for i, k := range p.days {
			form.Place(k, float32(i)*(each+theme.Gap4), 0, each, s.Height)
		}
	}}
	p.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	half := []float32{1, 1}
	kindF, activeF := widgets.NewField(t.T("offers.field.kind"), p.kind), widgets.NewField(t.T("offers.field.active"), p.active)
	blocks := []form.Block{form.Side([]float32{3, 2}, p.fields[NameField], activeF), form.Field(kindF),
		p.shown(TakeField, PayField), p.shown(LeastField), p.shown(RateField, AmountField),
		form.Field(p.goodsF[OfGroup]), form.Field(p.goodsF[GetGroup])}
	for i := range parts {
		blocks = append(blocks, form.Side([]float32{1, 4}, p.fields[PieceField+Field(i)], p.goodsF[int(PartGroup)+i]))
	}
	blocks = append(blocks, p.shown(LimitField), form.Side(half, p.fields[FromField], p.fields[UntilField]),
		form.Object(week, theme.Gap12, func() float32 { return max(48, theme.Current().Metrics().Touch()) }), form.Side(half, p.fields[BeginsField], p.fields[StopsField]), form.Words(p.hint, 0))
	objects := []fyne.CanvasObject{kindF, activeF, p.hint, week}
	for _, f := range p.fields {
		objects = append(objects, f)
	}
	for _, f := range p.goodsF {
		objects = append(objects, f)
	}
	p.pane = form.Pane(blocks, objects...)
	p.card = widgets.NewPanel(widgets.Card, p.pane)
	return p
}

// shown puts those of some fields side by side that the kind of the offer has.
func (p *formPart) shown(all ...Field) form.Block {
	fields := make([]*widgets.Field, len(all))
	for i, f := range all {
		fields[i] = p.fields[f]
	}
	if len(fields) == 1 {
		return form.Field(fields[0])
	}
	return form.Visible(fields...)
}

func (p *formPart) draw(s State) {
	t, sheet := p.v.t, s.Sheet
	kind := sheet.Offer.Kind
	has := append(Fields(kind), NameField, FromField, UntilField, BeginsField, StopsField)
	for f, e := range p.entries {
		form.Fill(e, sheet.Texts[f])
		form.Show(p.fields[f], slices.Contains(has, f))
		p.fields[f].SetLabel(p.label(f, kind))
		wrong := ""
		if sheet.Wrong[f] {
			wrong = t.T("offers.wrong")
		}
		p.fields[f].SetWrong(wrong)
	}
	p.kind.SetChosen(slices.Index(shop.OfferKinds(), kind))
	on := 0
	if !sheet.Offer.Active {
		on = 1
	}
	p.active.SetChosen(on)
	groups := Groups(kind)
	for g := range p.goods {
		form.Show(p.goodsF[g], slices.Contains(groups, Group(g)))
		words := p.v.group(*sheet.Of(Group(g)))
		if Group(g) == GetGroup && sheet.Offer.Get.Empty() {
			words = t.T("offers.same")
		}
		p.goods[g].SetLabel(words)
		p.goodsF[g].SetLabel(p.groupLabel(Group(g), kind))
	}
	for i, k := range p.days {
		k.SetKind(form.Chosen(sheet.Offer.When.Days == 0 || sheet.Offer.When.Days&(1<<i) != 0))
	}
	p.hint.SetWords(t.T("offers.best"))
	p.pane.Arrange()
}

// label is that of a field; some fields mean another thing with another kind.
func (p *formPart) label(f Field, kind shop.OfferKind) string {
	names := map[Field]string{NameField: "name", TakeField: "take", PayField: "pay", RateField: "rate", AmountField: "amount", LeastField: "least",
		LimitField: "limit", FromField: "from", UntilField: "until", BeginsField: "begins", StopsField: "stops"}
	name, ok := names[f]
	if !ok {
		name = "pieces"
	}
	if special := "offers.field." + name + "_" + string(kind); p.v.t.Has(special) {
		return p.v.t.T(special, text.Args{"symbol": p.v.in.Currency.Symbol})
	}
	return p.v.t.T("offers.field."+name, text.Args{"symbol": p.v.in.Currency.Symbol})
}

func (p *formPart) groupLabel(g Group, kind shop.OfferKind) string {
	switch {
	case g >= PartGroup:
		return p.v.t.T("offers.field.part", text.Args{"no": strconv.Itoa(int(g-PartGroup) + 1)})
	case g == GetGroup:
		return p.v.t.T("offers.field.get")
	case kind == shop.OfferBasket:
		return p.v.t.T("offers.field.of_basket")
	}
	return p.v.t.T("offers.field.of")
}
