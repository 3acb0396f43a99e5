package checkout

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	counter "kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// salePart is the column while goods are sold: the basket, what it comes to, and the keys that take the money.
type salePart struct {
	v       *View
	all     *fyne.Container
	title   *widgets.Text
	cashier *widgets.Text
	working *widgets.Text
	basket  *widgets.Basket
	empty   *widgets.Text
	hint    *widgets.Text
	bar     *fyne.Container
	barKeys []*widgets.Key
	words   *widgets.Strip
	rules   [2]*canvas.Rectangle // under the head, over the sums

	count, subtotal    *widgets.Text
	tax, discount      *widgets.Text
	rounding, roundSum *widgets.Text
	total, sum         *widgets.Text
	alarm              *widgets.Panel

	notes []*widgets.Key
	exact *widgets.Key
	card  *widgets.Key // the first tender beside cash
	other *widgets.Key

	lines    []counterLine
	under    int // the line that has the bar, -1: none
	followed int // the line that was selected when it was last scrolled to
}

// counterLine is a line of the basket with its price, as the list asks for it.
type counterLine struct {
	line  shop.CartLine
	quote shop.QuoteLine
}

func newSale(v *View) *salePart {
	t := v.in.Text
	p := &salePart{v: v, under: -1}
	p.title, p.cashier = widgets.NewBold(t.T("sell.basket"), widgets.Title), widgets.NewText(v.in.Cashier, widgets.Caption).SetTone(widgets.Muted)
	p.working = widgets.NewText("", widgets.Body).SetTone(widgets.Muted)
	p.working.SetAlign(fyne.TextAlignTrailing)
	p.basket = widgets.NewBasket(func() int { return len(p.lines) }, p.line)
	p.basket.OnTap = v.m.SelectLine
	p.empty = widgets.NewBold(t.T("sell.basket_empty"), widgets.Title)
	p.hint = widgets.NewText(t.T("sell.basket_empty_hint"), widgets.Body).SetTone(widgets.Muted)
	p.empty.SetAlign(fyne.TextAlignCenter)
	p.hint.SetAlign(fyne.TextAlignCenter)
	p.words = widgets.NewStrip()
	p.words.OnAction = func() {
		if _, take := v.wayOf(v.last.Words); take != nil {
			take()
		}
	}
	p.rules = [2]*canvas.Rectangle{newRule(), newRule()}
	p.newBar()
	p.newSums()
	p.newTenders()
	p.all = &fyne.Container{Layout: places{func() fyne.Size { return fyne.Size{} }, p.arrange}, Objects: []fyne.CanvasObject{
		p.title, p.cashier, p.working, p.basket, p.empty, p.hint, p.words,
		p.count, p.subtotal, p.tax, p.discount, p.rounding, p.roundSum, p.alarm, p.total, p.sum, p.exact, p.card, p.other, p.rules[0], p.rules[1]}}
	for _, k := range p.notes {
		p.all.Objects = append(p.all.Objects, k)
	}
	return p
}

// newBar makes the strip under the selected line.
func (p *salePart) newBar() {
	m := p.v.m
	ask := func(what PadFor) func() { return func() { m.AskLine(what) } }
	price := widgets.NewKey("", ask(PadPrice))
	price.SetText(18, true)
	p.barKeys = []*widgets.Key{
		widgets.NewIconKey("minus", m.Minus), widgets.NewIconKey("pad", ask(PadQty)), widgets.NewIconKey("plus", m.Plus),
		price, widgets.NewIconKey("percent", ask(PadPercent)), widgets.NewIconKey("note", m.AskNote), widgets.NewIconKey("close", m.Remove)}
	p.bar = &fyne.Container{Layout: evenly{}}
	for _, k := range p.barKeys {
		p.bar.Objects = append(p.bar.Objects, k)
	}
}

func (p *salePart) newSums() {
	money := func() *widgets.Text { return widgets.NewText("", widgets.Body).SetAlign(fyne.TextAlignTrailing) }
	p.count, p.subtotal = widgets.NewText("", widgets.Body).SetTone(widgets.Muted), money().SetTone(widgets.Muted)
	p.tax, p.discount = widgets.NewText("", widgets.Body).SetTone(widgets.Muted), money().SetTone(widgets.Strong)
	p.rounding, p.roundSum = widgets.NewText("", widgets.Body).SetTone(widgets.Muted), money().SetTone(widgets.Muted)
	p.total, p.sum = widgets.NewBold("", widgets.Total), widgets.NewMoney("", widgets.Total)
	p.alarm = widgets.NewPanel(widgets.SoftCard, nil)
	p.alarm.Hide()
}

func (p *salePart) newTenders() {
	t := p.v.in.Text
	for i := range 4 {
		k := widgets.NewKey("", func() { p.take(i) })
		k.SetKind(widgets.Soft)
		k.SetText(19, true)
		k.SetHint([]string{"F5", "F6", "F7", "F8"}[i])
		p.notes = append(p.notes, k)
	}
	p.exact = widgets.NewKey(t.T("sell.exact_cash"), func() { p.v.m.Take(p.v.last.Exact()) })
	p.exact.SetKind(widgets.Accent)
	p.exact.SetHint("F9")
	p.card = widgets.NewKey("", p.v.takeCard)
	p.card.SetKind(widgets.CardTender)
	p.card.SetHint("F11")
	p.other = widgets.NewKey(t.T("sell.other_amount"), p.v.m.AskGiven)
	p.other.SetHint("F10")
}

// take takes a quick note of what is drawn.
func (p *salePart) take(i int) {
	if i < len(p.v.last.Basket.Notes) {
		p.v.m.Take(p.v.last.Note(i))
	}
}

// seen is the tender for what is drawn now.
func (v *View) seen() Tender { return v.last.Exact() }

func (p *salePart) draw(s State) {
	t := p.v.in.Text
	p.working.SetWords("")
	if s.Busy {
		p.working.SetWords(t.T("common.working"))
	}
	p.cashier.SetWords(p.v.whoSells(s.Basket))
	p.drawLines(s)
	show(p.empty, s.Basket.Empty())
	show(p.hint, s.Basket.Empty())
	p.drawSums(s)
	p.drawTenders(s)
	p.drawWords(s)
	show(p.alarm, s.Alarm)
	p.barKeys[3].SetLabel(s.Basket.Currency.Symbol)
	p.arrange(p.all.Size())
	if i, ok := s.Line(s.Flash); ok {
		p.basket.ScrollTo(i)
	} else if i, ok := s.Line(s.Selected); ok && (s.Selected != p.followed || s.Pad != nil) {
		p.basket.ScrollTo(i)
	}
	p.followed = s.Selected
}

// drawLines gives the list the lines, and asks it to look only at what changed.
func (p *salePart) drawLines(s State) {
	lines := make([]counterLine, len(s.Basket.Cart.Lines))
	same := len(lines) == len(p.lines)
	for i := range lines {
		lines[i].line = s.Basket.Cart.Lines[i]
		if i < len(s.Basket.Quote.Lines) {
			lines[i].quote = s.Basket.Quote.Lines[i]
		}
	}
	p.lines = lines
	i, selected := s.Line(s.Selected)
	if !selected {
		i = -1
	}
	p.basket.SetSelected(i)
	at, flashing := s.Line(s.Flash)
	if !flashing {
		at = -1
	}
	p.basket.SetFlash(at)
	under := i
	if s.Pad != nil {
		under = -1
	}
	if under != p.under || !same {
		p.under = under
		if under < 0 {
			p.basket.SetBar(nil, -1, 0)
		} else {
			p.basket.SetBar(p.bar, under, theme.Current().Metrics().Touch()+12)
		}
	}
	p.basket.Refresh()
}

// line says what one line of the basket shows.
func (p *salePart) line(i int) widgets.BasketLine {
	t, l, q := p.v.in.Text, p.lines[i].line, p.lines[i].quote
	c := p.v.last.Basket.Currency
	b := widgets.BasketLine{Quantity: t.Qty(l.Qty, ""), Name: l.Names.In(p.v.lang()), Total: t.Money(q.Total, c)}
	b.Detail = t.UnitPrice(l.Price, c)
	if l.Qty != money.One || l.Unit != shop.Piece {
		b.Detail = t.PricePer(l.Price, c, string(l.Unit))
	}
	if l.Price != l.ListPrice && l.ListPrice != 0 {
		b.Was = t.T("sell.line.was", text.Args{"sum": t.UnitPrice(l.ListPrice, c)})
	}
	for _, a := range q.Adjustments {
		if a.Reason == shop.ReasonLineDiscount {
			b.Reason = t.T("sell.line.discount_sum", text.Args{"sum": t.Money(a.Amount, c)})
			if a.Rate > 0 {
				b.Reason = t.T("sell.line.discount", text.Args{"rate": a.Rate})
			}
		}
		if a.Reason == shop.ReasonOffer {
			b.Reason = joined(b.Reason, t.T("sell.line.offer", text.Args{"name": a.Name, "sum": t.Money(a.Amount, c)}))
		}
	}
	b.Note = l.Note
	if who := p.v.last.Basket.Sellers[l.Seller]; who != "" {
		b.Note = joined(b.Note, who)
	}
	if q.List != q.Total && q.List > q.Total && len(q.Adjustments) > 0 {
		b.OldTotal = t.Money(q.List, c)
	}
	return b
}

func (p *salePart) drawSums(s State) {
	t, b := p.v.in.Text, s.Basket
	c := b.Currency
	count := ""
	if !b.Empty() {
		count = t.T("sell.lines_pieces", text.Args{"lines": t.N("sell.lines", int64(len(b.Cart.Lines))), "pieces": t.N("sell.pieces", s.Pieces())})
	}
	p.count.SetWords(count)
	subtotal, discount := "", ""
	if b.Quote.Discount != 0 {
		subtotal, discount = t.Money(b.Quote.List, c), t.Money(-b.Quote.Discount, c)
	}
	p.subtotal.SetWords(subtotal)
	p.discount.SetWords(discount)
	tax := taxWords(t, b)
	if _, bare, both := strings.Cut(tax, " · "); both && discount != "" && !p.fits(tax, discount) {
		tax = bare // an amount is never cut; that it was lowered stands on the right
	}
	p.tax.SetWords(tax)
	p.tax.SetTone(widgets.Muted)
	if discount != "" {
		p.tax.SetTone(widgets.Strong)
	}
	rounding, roundSum, total := "", "", t.T("sell.total")
	if b.Cash.Rounding != 0 {
		rounding, roundSum, total = t.T("sell.rounding"), t.Money(b.Cash.Rounding, c), t.T("sell.cash_total")
	}
	p.rounding.SetWords(rounding)
	p.roundSum.SetWords(roundSum)
	p.total.SetWords(total)
	p.sum.SetWords(t.Money(b.Cash.Due, c))
}

// fits tells whether two texts of the sums stand beside each other.
func (p *salePart) fits(left, right string) bool {
	size := theme.Current().Metrics().Body()
	wide := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width }
	room := p.all.Size().Width - 2*theme.Gap16 - theme.Gap8
	return room <= 0 || wide(left)+wide(right) <= room
}

// taxWords says what was taken off and which tax is in the total.
func taxWords(t *text.Text, b counter.Basket) string {
	words := ""
	if b.Quote.Discount != 0 {
		words = t.T("sell.discounts")
	}
	if len(b.Quote.Taxes) == 0 || b.Quote.Tax == 0 {
		return words
	}
	inside := true
	for _, tax := range b.Quote.Taxes {
		inside = inside && tax.Inclusive
	}
	args := text.Args{"sum": t.Money(b.Quote.Tax, b.Currency), "name": b.Quote.Taxes[0].Names.In(shop.Lang(t.Lang()))}
	said := ""
	switch one := len(b.Quote.Taxes) == 1; {
	case one && inside:
		said = t.T("sell.tax_inside", args)
	case one:
		said = t.T("sell.tax_on_top", args)
	case inside:
		said = t.T("sell.taxes_inside", args)
	default:
		said = t.T("sell.taxes_on_top", args)
	}
	if words == "" {
		return said
	}
	return words + " · " + said
}

func (p *salePart) drawTenders(s State) {
	t := p.v.in.Text
	padded := s.Pad != nil
	for i, k := range p.notes {
		there := i < len(s.Basket.Notes) && s.CanPay && !padded
		if there {
			k.SetLabel(t.Note(s.Basket.Notes[i], s.Basket.Currency))
		}
		show(k, there)
	}
	show(p.exact, !padded)
	show(p.other, !padded)
	p.drawCard(s, !padded)
	p.exact.SetAmount(t.Money(s.Basket.Cash.Due, s.Basket.Currency))
	p.exact.SetEnabled(s.CanPay)
	p.other.SetEnabled(s.CanPay)
}

// drawWords shows a message over the sums: first of all that scans wait, since they are in no basket yet.
func (p *salePart) drawWords(s State) {
	tone, words := p.v.wordsNow(s)
	if words == "" {
		p.words.Clear()
		show(p.words, false)
		return
	}
	action := ""
	if s.Waiting == 0 {
		action, _ = p.v.wayOf(s.Words)
	}
	p.words.Say(tone, p.v.shortened(words), action)
	show(p.words, true)
}

// shortened keeps the first sentence of a message that would need more than two lines.
func (v *View) shortened(words string) string {
	size := theme.Current().Metrics().Text(15)
	room := 2 * (v.column.Size().Width - 80)
	if fyne.MeasureText(words, size, fyne.TextStyle{}).Width <= room*0.84 {
		return words
	}
	first, _, _ := strings.Cut(words, ". ")
	return first
}

// wordsNow is what is to be said: first of all that scans wait, then the message.
func (v *View) wordsNow(s State) (widgets.Tone, string) {
	if s.Waiting > 0 {
		return widgets.Warning, v.in.Text.N("sell.scans_wait", int64(s.Waiting))
	}
	return v.wordsOf(s.Words)
}

// whoSells is the cashier, the seller where another one is named, and the note on the sale.
func (v *View) whoSells(b counter.Basket) string {
	words := v.in.Cashier
	if who := b.Sellers[b.Cart.Seller]; who != "" {
		words = joined(words, v.in.Text.T("sell.seller.is", text.Args{"name": who}))
	}
	return joined(words, b.Cart.Note)
}

// joined puts two texts behind each other with a dot between; an empty one is left out.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// arrange places the parts from the bottom up; the basket gets what is left.
func (p *salePart) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	const side = theme.Gap16
	w := s.Width - 2*side
	head := p.arrangeHead(s.Width)
	y := s.Height - theme.Gap12
	if p.v.last.Pad != nil {
		y -= p.v.pad.high()
	} else {
		y -= m.Pay()
		each := (s.Width - 28 + 8) / 4
		exact := each * 3
		if p.card.Visible() {
			exact /= 2
			place(p.card, 14+exact, y, exact-8, m.Pay())
		}
		place(p.exact, 14, y, exact-8, m.Pay())
		place(p.other, 14+each*3, y, each-8, m.Pay())
		y -= m.Pay() + 10
		for i, k := range p.notes {
			place(k, 14+each*float32(i), y, each-8, m.Pay())
		}
	}
	y -= theme.Gap8
	h := p.sum.MinSize().Height
	y -= h
	place(p.total, side, y, w*0.5, h)
	place(p.sum, side+w*0.36, y, w*0.64, h)
	place(p.alarm, theme.Gap8, y-2, s.Width-2*theme.Gap8, h+4)
	y = p.arrangeSums(y-theme.Gap4, w)
	if p.words.Visible() {
		h := max(52*m.Grow(), m.Touch())
		y -= h + theme.Gap4
		place(p.words, theme.Gap8, y, s.Width-2*theme.Gap8, h)
		y -= theme.Gap4
	}
	place(p.rules[0], 0, head-1, s.Width, 1)
	place(p.rules[1], 0, y-theme.Gap4, s.Width, 1)
	place(p.basket, 0, head, s.Width, max(0, y-head-theme.Gap4))
	middle := head + (y-head)*0.38
	place(p.empty, side, middle, w, p.empty.MinSize().Height)
	place(p.hint, side, middle+p.empty.MinSize().Height+theme.Gap4, w, p.hint.MinSize().Height)
}

// arrangeHead places who sells, and gives the height of it.
func (p *salePart) arrangeHead(width float32) float32 {
	const side = theme.Gap16
	h1, h2 := p.title.MinSize().Height, p.cashier.MinSize().Height
	head := max(64, h1+h2+theme.Gap12)
	top := (head - h1 - h2) / 2
	place(p.title, side, top, width*0.6, h1)
	place(p.cashier, side, top+h1-2, width-2*side, h2)
	place(p.working, width*0.6, top, width*0.4-side, h1)
	return head
}

// arrangeSums places the lines over the total from below, and gives where they begin.
func (p *salePart) arrangeSums(y, w float32) float32 {
	const side = theme.Gap16
	for _, row := range [][2]*widgets.Text{{p.rounding, p.roundSum}, {p.tax, p.discount}, {p.count, p.subtotal}} {
		used := (row[0].Words() != "" || row[1].Words() != "") && p.v.last.Pad == nil
		show(row[0], used)
		show(row[1], used)
		if !used {
			continue
		}
		h := row[0].MinSize().Height
		y -= h
		right := row[1].MinSize().Width
		place(row[0], side, y, w-right-theme.Gap8, h)
		place(row[1], side+w-right, y, right, h)
	}
	return y - theme.Gap4
}

// evenly gives things equal widths in a row.
type evenly struct{}

func (evenly) MinSize(all []fyne.CanvasObject) fyne.Size {
	m := theme.Current().Metrics()
	return fyne.NewSize(float32(len(all))*m.Least(), m.Touch())
}

func (evenly) Layout(all []fyne.CanvasObject, s fyne.Size) {
	const gap = 6
	each := (s.Width - gap*float32(len(all)-1)) / float32(len(all))
	for i, o := range all {
		place(o, float32(i)*(each+gap), 0, each, s.Height)
	}
}
