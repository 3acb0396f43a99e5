package aside

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// priceCard shows one product whose price is looked at: its name, the price, large, what is there of it, and what the
// cashier should know.
type priceCard struct {
	t     *text.Text
	all   *fyne.Container
	name  *widgets.Paragraph
	price *widgets.Text
	unit  *widgets.Text
	stock *widgets.Text
	low   *widgets.Text
	note  *widgets.Paragraph
	noted bool
}

func newPriceCard(t *text.Text) *priceCard {
	p := &priceCard{t: t, name: widgets.NewParagraph("", widgets.Heading), price: widgets.NewMoney("", widgets.Amount).SetAlign(fyne.TextAlignLeading)}
	p.unit = widgets.NewText("", widgets.Title).SetTone(widgets.Muted)
	p.stock, p.low = widgets.NewBold("", widgets.OnSell), widgets.NewText("", widgets.OnSell).SetTone(widgets.Muted)
	p.note = widgets.NewParagraph("", widgets.OnSell).SetTone(widgets.Warning)
	p.all = &fyne.Container{Layout: p, Objects: []fyne.CanvasObject{p.name, p.price, p.unit, p.stock, p.low, p.note}}
	p.all.Hide()
	return p
}

func (p *priceCard) draw(f shop.Found, c money.Currency) {
	t := p.t
	p.name.SetWords(f.Product.Names.In(shop.Lang(t.Lang())))
	price, unit := t.UnitPrice(f.Product.Price, c), ""
	if f.Product.PriceKind == shop.OpenPrice {
		price = t.T("sell.tile.any_price")
	} else if u := f.Product.Unit; u != shop.Piece && u != "" {
		unit = t.T("sell.price_check.per", text.Args{"unit": t.NQty("unit.short."+string(u), money.One)})
	}
	p.price.SetWords(price)
	p.unit.SetWords(unit)
	words, tone := StockWords(t, f)
	p.stock.SetWords(words)
	p.stock.SetTone(tone)
	low := ""
	if f.Product.Tracked && f.Product.Low > 0 {
		low = t.T("sell.price_check.low", text.Args{"qty": t.Qty(f.Product.Low, string(f.Product.Unit))})
	}
	p.low.SetWords(low)
	p.note.SetWords(f.Product.CashierNote)
	p.noted = f.Product.CashierNote != ""
}

// high is the height that the card needs.
func (p *priceCard) high(width float32) float32 {
	return p.arrange(width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// MinSize is Fyne's way to ask how small it may be.
func (p *priceCard) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is Fyne's way to place the parts.
func (p *priceCard) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width > 0 {
		p.arrange(s.Width, place)
	}
}

// arrange places the parts under one another and gives where they end.
func (p *priceCard) arrange(width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	const side = theme.Gap24
	w, y := width-2*side, theme.Gap16
	name := p.name.HeightFor(w)
	put(p.name, side, y, w, name)
	y += name + theme.Gap8
	size := p.price.MinSize()
	put(p.price, side, y, min(size.Width, w), size.Height)
	unit := p.unit.MinSize()
	put(p.unit, side+size.Width+theme.Gap8, y+size.Height-unit.Height-theme.Gap8, max(0, w-size.Width-theme.Gap8), unit.Height)
	y += size.Height + theme.Gap12
	for _, line := range []*widgets.Text{p.stock, p.low} {
		if line.Words() != "" {
			put(line, side, y, w, line.MinSize().Height)
			y += line.MinSize().Height
		}
	}
	if p.noted {
		y += theme.Gap12
		note := p.note.HeightFor(w)
		put(p.note, side, y, w, note)
		y += note
	}
	return y + theme.Gap8
}

// StockWords says what is there of a product.
func StockWords(t *text.Text, f shop.Found) (string, widgets.Tone) {
	p := f.Product
	switch {
	case !p.Tracked:
		return t.T("sell.tile.unlimited"), widgets.Muted
	case f.OnHand <= 0:
		return t.T("sell.line.sold_out"), widgets.Bad
	case p.Low > 0 && f.OnHand <= p.Low:
		return t.T("sell.line.low", text.Args{"qty": t.Qty(f.OnHand, string(p.Unit))}), widgets.Warning
	}
	return t.T("sell.price_check.stock", text.Args{"qty": t.Qty(f.OnHand, string(p.Unit))}), widgets.Muted
}

// PriceWords says what a product costs.
func PriceWords(t *text.Text, p shop.Product, c money.Currency) string {
	if p.PriceKind == shop.OpenPrice {
		return t.T("sell.tile.any_price")
	}
	return t.UnitPrice(p.Price, c)
}
