package aside

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// Around is what the sell screen lends the lists.
type Around struct {
	Text *text.Text
	Now  func() time.Time
	Zone *time.Location // of the shop; nil: of the machine
}

// View draws what lies over the basket: a head, what one can choose from, and keys at the foot.
type View struct {
	m     *Model
	in    Around
	all   *fyne.Container
	title *widgets.Text
	rule  *canvas.Rectangle
	words *widgets.Paragraph
	note  *widgets.Paragraph // what the cashier must read, large
	list  *widgets.List
	back  *widgets.Key
	keys  [2]*widgets.Key // name and delete of parked sales; add of a price or of a product whose note was read
	price *priceCard
	strip *widgets.Strip // what went wrong, or that scans wait

	last     State
	said     string // what words says
	currency money.Currency
}

// NewView makes the lists over a model.
func NewView(m *Model, in Around) *View {
	t := in.Text
	v := &View{m: m, in: in, title: widgets.NewBold("", widgets.Title), rule: canvas.NewRectangle(theme.Current().Palette().Line)}
	v.words = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	v.note = widgets.NewParagraph("", widgets.Heading)
	v.list = widgets.NewList(2, func() int { return v.last.listed() },
		[]widgets.Column{{Share: 1}, {Fixed: 104, Align: fyne.TextAlignTrailing, Shrink: true}}, v.row)
	v.list.OnTap = v.tapped
	v.back = widgets.NewKey(t.T("common.back"), m.Close)
	v.back.SetHint("Esc")
	v.keys[0] = widgets.NewKey("", func() { v.pressed(0) })
	v.keys[1] = widgets.NewKey("", func() { v.pressed(1) })
	v.price, v.strip = newPriceCard(t), widgets.NewStrip()
	v.all = &fyne.Container{Layout: v, Objects: []fyne.CanvasObject{v.title, v.rule, v.words, v.note, v.list, v.price.all, v.strip, v.back, v.keys[0], v.keys[1]}}
	return v
}

// Root is what the sell screen shows.
func (v *View) Root() fyne.CanvasObject { return v.all }

// List is the widget that holds the rows, for whoever must know where one stands.
func (v *View) List() *widgets.List { return v.list }

// Keys are the keys at the foot, the way back first.
func (v *View) Keys() []*widgets.Key { return []*widgets.Key{v.back, v.keys[0], v.keys[1]} }

// listed is how many rows the list has: while a price is looked at, the other products that carry the code.
func (s State) listed() int {
	if s.Kind == Price {
		return max(0, len(s.Found)-1)
	}
	return s.Rows()
}

// Listed is how many rows are drawn.
func (v *View) Listed() int { return v.last.listed() }

func (v *View) tapped(i int) {
	if v.last.Kind == Price {
		v.m.ChooseLooked(i + 1)
		return
	}
	v.m.Answer(i)
}

func (v *View) pressed(key int) {
	switch {
	case v.last.Kind == Price && key == 0:
		v.m.Star()
	case v.last.Kind == Price:
		v.m.AddLooked()
	case v.last.Kind == Note:
		v.m.Confirm()
	case key == 0:
		v.m.SetMode(Rename)
	default:
		v.m.SetMode(Delete)
	}
}

// Say shows a message over the keys; none takes it away.
func (v *View) Say(tone widgets.Tone, words string) {
	v.strip.Say(tone, words, "")
	show(v.strip, words != "")
}

// Draw paints a state.
func (v *View) Draw(s State, c money.Currency) {
	v.last, v.currency = s, c
	if !s.Open() {
		return
	}
	v.title.SetWords(v.heading())
	v.said = v.hint()
	v.words.SetWords(v.said)
	show(v.words, v.said != "")
	show(v.note, s.Kind == Note)
	v.note.SetWords(s.Question.Note)
	v.drawKeys()
	_, looked := s.Looked()
	show(v.price.all, looked)
	if looked {
		v.price.draw(s.Found[0], c)
	}
	v.list.SetSelected(s.Marked)
	v.list.Refresh()
	v.Layout(nil, v.all.Size())
}

// heading says what is asked.
func (v *View) heading() string {
	t := v.in.Text
	switch s := v.last; s.Kind {
	case Parked:
		return t.T("sell.parked_title")
	case Which:
		return t.T("sell.which.title")
	case Seller:
		if s.Line != 0 {
			return t.T("sell.seller.line")
		}
		return t.T("sell.seller.sale")
	case Note:
		return s.Question.Names.In(shop.Lang(t.Lang()))
	case Acts:
		return t.T("tiles.which")
	case Reasons:
		return t.T("tiles.act.no_sale")
	}
	return t.T("sell.price_check.title")
}

// hint says what to do, or why there is nothing to do.
func (v *View) hint() string {
	t := v.in.Text
	switch s := v.last; {
	case s.Kind == Parked && s.Mode == Rename:
		return t.T("sell.park_list.name_hint")
	case s.Kind == Parked && s.Mode == Delete:
		return t.T("sell.park_list.delete_hint")
	case s.Kind == Parked:
		return t.T("sell.park_list.hint")
	case s.Kind == Which:
		return t.T("sell.which.hint", text.Args{"code": s.Code})
	case s.Kind == Seller && s.Line != 0:
		return t.T("sell.seller.line_hint")
	case s.Kind == Seller:
		return t.T("sell.seller.hint")
	case s.Kind == Note, s.Kind == Acts:
		return ""
	case s.Kind == Reasons:
		return t.T("sell.no_sale.hint")
	case s.Unknown:
		return t.T("sell.quick_add.code", text.Args{"code": s.Code})
	case len(s.Found) > 1:
		return t.T("sell.price_check.others")
	case len(s.Found) == 0:
		return t.T("sell.price_check.hint")
	}
	return ""
}

func (v *View) drawKeys() {
	t, s := v.in.Text, v.last
	_, looked := s.Looked()
	show(v.keys[0], s.Kind == Parked || s.MayStar && looked)
	show(v.keys[1], s.Kind == Parked || s.Kind == Price || s.Kind == Note)
	back, first, second, hint := t.T("common.back"), "", "", ""
	kinds := [2]widgets.Kind{widgets.Plain, widgets.Accent}
	switch s.Kind {
	case Parked:
		first, second, hint = t.T("sell.park_list.name"), t.T("sell.park_list.delete"), "Del"
		kinds = [2]widgets.Kind{}
		if s.Mode == Rename {
			kinds[0] = widgets.Chosen
		}
		if s.Mode == Delete {
			kinds[1] = widgets.Chosen
		}
	case Price:
		back, first, second, hint = t.T("sell.price_check.forget"), t.T("sell.price_check.star"), t.T("sell.price_check.add"), t.T("keys.enter")
		if looked && s.Found[0].Product.Favourite > 0 {
			first = t.T("sell.price_check.unstar")
		}
	case Note:
		back, second, hint = t.T("sell.price_check.forget"), t.T("sell.price_check.add"), t.T("keys.enter")
	}
	v.back.SetLabel(back)
	v.keys[0].SetLabel(first)
	v.keys[1].SetLabel(second)
	v.keys[1].SetHint(hint)
	v.keys[1].SetEnabled(s.Kind != Price || looked)
	for i, k := range v.keys {
		k.SetKind(kinds[i])
	}
}

// row says what one row shows: a text, what stands at the right, and what stands small under the text.
func (v *View) row(i int) []widgets.ListCell {
	t, s := v.in.Text, v.last
	lang := shop.Lang(t.Lang())
	switch s.Kind {
	case Parked:
		sale := s.Sales[i]
		name, bold := sale.Cart.Name, true
		if name == "" && len(sale.Cart.Lines) > 0 {
			name, bold = sale.Cart.Lines[0].Names.In(lang), false
		}
		small := v.when(sale.Since)
		if !sale.Here {
			small += " · " + sale.Till
		}
		small += " · " + sale.Who + " · " + t.N("sell.lines", int64(len(sale.Cart.Lines)))
		under := widgets.ListCell{Text: small, Tone: widgets.Muted}
		if s.Sure == sale.Cart.ID {
			under = widgets.ListCell{Text: t.T("sell.park_list.delete_sure"), Tone: widgets.Bad}
		}
		return []widgets.ListCell{{Text: name, Bold: bold}, {Text: t.Money(sale.Cash.Due, sale.Currency), Bold: true}, under}
	case Seller:
		if i == 0 {
			return []widgets.ListCell{{Text: t.T("sell.seller.nobody")}, {}, {Text: t.T("sell.seller.nobody_hint"), Tone: widgets.Muted}}
		}
		p := s.People[i-1]
		name := p.Name
		if name == "" {
			name = p.Code
		}
		return []widgets.ListCell{{Text: name}, {Text: p.Code, Tone: widgets.Muted}, {Text: t.T("word.role." + p.Role), Tone: widgets.Muted}}
	case Acts:
		return v.rowOfAct(s.Acts[i])
	case Reasons:
		if i == len(s.Reasons.Lines) {
			return []widgets.ListCell{{Text: t.T("sell.no_sale.none"), Tone: widgets.Muted}, {}, {}}
		}
		return []widgets.ListCell{{Text: s.Reasons.Lines[i]}, {}, {}}
	case Price:
		i++ // the first one is the card
	}
	f := s.Found[i]
	words, tone := StockWords(t, f)
	return []widgets.ListCell{{Text: f.Product.Names.In(lang)}, {Text: PriceWords(t, f.Product, v.currency), Bold: true}, {Text: words, Tone: tone}}
}

// rowOfAct says what one act of a tile is called, and what kind of thing it is.
func (v *View) rowOfAct(a Act) []widgets.ListCell {
	t := v.in.Text
	switch a.Does {
	case shop.TileSells:
		return []widgets.ListCell{{Text: a.Names.In(shop.Lang(t.Lang()))}, {}, {Text: t.T("tiles.product"), Tone: widgets.Muted}}
	case shop.TileShows:
		return []widgets.ListCell{{Text: a.Names.In(shop.Lang(t.Lang()))}, {}, {Text: t.T("tiles.category"), Tone: widgets.Muted}}
	}
	return []widgets.ListCell{{Text: t.T("tiles.act." + string(a.Does))}, {}, {}}
}

// when is the time of a day, with its date when that is not today.
func (v *View) when(at time.Time) string {
	now := v.in.Now()
	if v.in.Zone != nil {
		now = now.In(v.in.Zone)
	}
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return v.in.Text.Time(at)
	}
	return v.in.Text.ShortDate(at) + " " + v.in.Text.Time(at)
}

// MinSize is Fyne's way to ask how small it may be.
func (v *View) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is Fyne's way to place the parts.
func (v *View) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	h := v.title.MinSize().Height
	head := max(64, h+theme.Gap12)
	place(v.title, theme.Gap16, (head-h)/2, s.Width-2*theme.Gap16, h)
	place(v.rule, 0, head-1, s.Width, 1)
	y := head + theme.Gap8
	if v.price.all.Visible() {
		card := v.price.high(s.Width)
		place(v.price.all, 0, y, s.Width, card)
		y += card + theme.Gap8
	}
	if v.note.Visible() {
		place(v.note, theme.Gap24, y+theme.Gap8, s.Width-2*theme.Gap24, v.note.HeightFor(s.Width-2*theme.Gap24))
	}
	if v.said != "" {
		words := v.words.HeightFor(s.Width - 2*theme.Gap16)
		place(v.words, theme.Gap16, y, s.Width-2*theme.Gap16, words)
		y += words + theme.Gap8
	}
	keys := max(64, m.Touch())
	bottom := s.Height - theme.Gap12 - keys
	row := []*widgets.Key{v.back}
	for _, k := range v.keys {
		if k.Visible() {
			row = append(row, k)
		}
	}
	each := (s.Width - 28 - theme.Gap8*float32(len(row)-1)) / float32(len(row))
	for i, k := range row {
		place(k, 14+float32(i)*(each+theme.Gap8), bottom, each, keys)
	}
	if v.strip.Visible() {
		h := max(52*m.Grow(), m.Touch())
		bottom -= h + theme.Gap8
		place(v.strip, theme.Gap8, bottom, s.Width-2*theme.Gap8, h)
	}
	place(v.list, 0, y, s.Width, max(0, bottom-y-theme.Gap8))
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case o.Visible() == yes:
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}
