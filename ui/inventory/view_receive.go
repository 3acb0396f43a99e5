package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// receivePage is goods that come in: what was scanned on the left, a pad for the selected line on the right.
type receivePage struct {
	v        *View
	all      *fyne.Container
	search   *widgets.SearchField
	supplier *wedge.Entry
	card     *widgets.Panel
	head     *widgets.ListHead
	list     *widgets.List
	found    *widgets.List
	empty    *widgets.Paragraph
	foot     *widgets.Text

	pad     *widgets.NumberPad
	which   *widgets.Segments
	name    *widgets.Text
	number  *widgets.Text
	drop    *widgets.Key
	padCard *widgets.Panel

	book, clear *widgets.Key
	costs       bool
	serial      int
}

func newReceive(v *View) *receivePage {
	t := v.t
	p := &receivePage{v: v}
	p.search = widgets.NewSearchField(v.in.Router, t.T("stock.in.search"), "F2")
	p.search.OnChanged = v.m.FindIn
	p.search.OnSubmitted = func(string) { v.m.TakeIn(0) }
	p.supplier = v.in.Router.NewEntry()
	p.supplier.SetPlaceHolder(t.T("stock.in.supplier"))
	p.supplier.OnChanged = v.m.SupplierIs
	p.empty = widgets.NewParagraph(t.T("stock.in.empty"), widgets.Body).SetTone(widgets.Muted)
	p.foot = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted)
	p.book = widgets.NewKey(t.T("stock.in.book"), v.m.Book)
	p.book.SetKind(widgets.Accent)
	p.book.SetText(0, true)
	p.clear = widgets.NewKey(t.T("stock.in.clear"), v.m.EmptyIn)
	p.found = widgets.NewList(1, func() int { return len(v.last.Receipt.Found) }, []widgets.Column{{Share: 1}, {Fixed: 140}, {Fixed: 100, Align: fyne.TextAlignTrailing}}, p.foundRow)
	p.found.OnTap = v.m.TakeIn
	p.which = widgets.NewSegments(t.T("stock.in.qty"), t.T("stock.column.cost"))
	p.which.OnTap = func(i int) { v.m.PadFor(i == 1) }
	p.name = widgets.NewBold("", widgets.Body)
	p.number = widgets.NewMoney("", widgets.Total)
	p.drop = widgets.NewKey(t.T("common.remove"), v.m.DropIn)
	p.pad = widgets.NewNumberPad(widgets.PadOptions{Point: pointOf(v), Enter: t.T("stock.in.next")}, func(k widgets.PadKey) {
		if k == widgets.PadEnter {
			v.m.NextIn()
			return
		}
		v.m.TypeIn(rune(k))
	})
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.name, p.number, p.which, p.drop, p.pad}}
	inside.Layout = fill{small, p.arrangePad}
	p.padCard = widgets.NewPanel(widgets.Card, inside)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}}
	p.make(false)
	return p
}

func (p *receivePage) make(costs bool) {
	t, right := p.v.t, fyne.TextAlignTrailing
	p.costs = costs
	columns := []widgets.Column{{Share: 1}, {Fixed: 86, Align: right, Shrink: true}}
	labels := []string{t.T("stock.column.product"), t.T("stock.in.arrived")}
	if costs {
		columns = append(columns, widgets.Column{Fixed: 86, Align: right, Shrink: true}, widgets.Column{Fixed: 96, Align: right, Shrink: true})
		labels = append(labels, t.T("stock.column.cost"), t.T("stock.in.amount"))
	}
	p.head = widgets.NewListHead(columns, labels)
	p.list = widgets.NewList(1, func() int { return len(p.v.last.Receipt.Lines) }, columns, p.row)
	p.list.OnTap = p.v.m.SelectIn
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.head, p.list, p.found, p.empty}}
	inside.Layout = fill{small, func(s fyne.Size) {
		high := p.head.High()
		place(p.head, 0, 0, s.Width, high)
		place(p.list, 0, high, s.Width, s.Height-high)
		place(p.found, 0, 0, s.Width, s.Height)
		place(p.empty, theme.Gap24, high+theme.Gap24, s.Width-2*theme.Gap24, 80)
	}}
	p.card = widgets.NewPanel(widgets.Card, inside).SetPad(1)
	p.all.Objects = []fyne.CanvasObject{p.search, p.supplier, p.card, p.padCard, p.foot}
}

func (p *receivePage) object() fyne.CanvasObject { return p.all }

func (p *receivePage) acts(State) []*widgets.Key { return []*widgets.Key{p.clear, p.book} }

func (p *receivePage) row(i int) []widgets.ListCell {
	lines := p.v.last.Receipt.Lines
	if i >= len(lines) {
		return nil
	}
	l := lines[i]
	tone := widgets.Normal
	if l.Qty <= 0 {
		tone = widgets.Bad
	}
	cells := []widgets.ListCell{{Text: l.Names.In(p.v.lang()), Bold: true}, {Text: p.v.qty(l.Qty, l.Unit), Bold: true, Tone: tone}}
	if p.costs {
		amount := ""
		if a, err := l.Amount(); err == nil {
			amount = p.v.money(a)
		}
		cells = append(cells, widgets.ListCell{Text: p.v.price(l.Cost)}, widgets.ListCell{Text: amount})
	}
	return cells
}

func (p *receivePage) foundRow(i int) []widgets.ListCell {
	found := p.v.last.Receipt.Found
	if i >= len(found) {
		return nil
	}
	r := found[i]
	return []widgets.ListCell{{Text: r.Names.In(p.v.lang()), Bold: true}, {Text: pick(r.Barcode, r.SKU), Tone: widgets.Muted}, p.v.stock(r)}
}

func (p *receivePage) draw(s State) {
	r, t := s.Receipt, p.v.t
	if s.Can.SeeCost != p.costs {
		p.make(s.Can.SeeCost)
	}
	if r.Serial != p.serial {
		p.serial = r.Serial
		p.supplier.SetText(r.Supplier)
	}
	p.search.SetText(r.Words)
	searching := len(r.Found) > 0
	show(p.found, searching)
	show(p.list, !searching && len(r.Lines) > 0)
	show(p.head, !searching)
	show(p.empty, !searching && len(r.Lines) == 0)
	p.found.Refresh()
	p.list.Refresh()
	p.list.SetSelected(r.Selected)
	selected := r.Selected >= 0 && r.Selected < len(r.Lines)
	show(p.padCard, selected)
	if selected {
		p.drawPad(s, r.Lines[r.Selected])
	}
	sum, pieces := r.Total()
	words := t.N("count.lines", int64(len(r.Lines))) + " · " + t.N("count.pieces", pieces)
	if p.costs && len(r.Lines) > 0 {
		words += " · " + t.T("stock.in.total", text.Args{"sum": p.v.money(sum)})
	}
	p.foot.SetWords(words)
	p.book.SetEnabled(r.CanBook())
	show(p.clear, len(r.Lines) > 0)
	p.v.head.SetActs(p.acts(s)...)
	p.arrange(p.all.Size())
}

func (p *receivePage) drawPad(s State, l InLine) {
	r := s.Receipt
	p.name.SetWords(l.Names.In(p.v.lang()))
	which := 0
	words := p.v.qty(l.Qty, l.Unit)
	if r.PadCost {
		which, words = 1, p.v.price(l.Cost)
	}
	if r.Typed != "" {
		words = p.v.m.typed(r.Typed)
	}
	p.number.SetWords(words)
	p.which.SetChosen(which)
	show(p.which, p.costs)
}

// key lets the pad be worked by the keyboard.
func (p *receivePage) key(ev *fyne.KeyEvent) bool {
	r := p.v.last.Receipt
	switch ev.Name {
	case fyne.KeyUp:
		p.v.m.SelectIn(r.Selected - 1)
	case fyne.KeyDown:
		p.v.m.SelectIn(r.Selected + 1)
	case fyne.KeyBackspace:
		p.v.m.TypeIn('b')
	case fyne.KeyDelete:
		p.v.m.DropIn()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.v.m.NextIn()
	default:
		return false
	}
	return true
}

// rune takes digits into the pad and letters into the search, and gives back how to take them back.
func (p *receivePage) rune(ch rune) (undo func()) {
	r := p.v.last.Receipt
	if (ch >= '0' && ch <= '9' || ch == '.' || ch == ',') && r.Words == "" && r.Selected >= 0 {
		p.v.m.TypeIn(ch)
		return func() { p.v.m.untype(r) }
	}
	before := r.Words
	p.v.m.FindIn(before + string(ch))
	return func() { p.v.m.FindIn(before) }
}

func (p *receivePage) arrangePad(s fyne.Size) {
	high := max(48, theme.Current().Metrics().Touch())
	w := p.drop.MinSize().Width
	place(p.name, 0, (high-p.name.MinSize().Height)/2, s.Width-w-theme.Gap8, p.name.MinSize().Height)
	place(p.drop, s.Width-w, 0, w, high)
	y := high + theme.Gap8
	if p.which.Visible() {
		place(p.which, 0, y, s.Width, high)
		y += high + theme.Gap8
	}
	place(p.number, 0, y, s.Width, p.number.MinSize().Height)
	y += p.number.MinSize().Height + theme.Gap8
	pad := min(p.pad.MinSize().Height, s.Height-y)
	place(p.pad, 0, s.Height-pad, s.Width, pad)
}

func (p *receivePage) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := max(48, theme.Current().Metrics().Touch())
	supplier := min(max(s.Width*0.26, 200), 340)
	place(p.search, 0, 0, s.Width-supplier-theme.Gap8, high)
	place(p.supplier, s.Width-supplier, 0, supplier, high)
	foot := p.foot.MinSize().Height
	top, bottom := high+theme.Gap12, s.Height-foot-theme.Gap8
	w := s.Width
	if p.padCard.Visible() {
		pad := max(p.pad.MinSize().Width+2*theme.Gap16, 300)
		w -= pad + theme.Gap12
		place(p.padCard, w+theme.Gap12, top, pad, bottom-top)
	}
	place(p.card, 0, top, w, bottom-top)
	place(p.foot, 0, s.Height-foot, s.Width, foot)
}
