package receipt

import (
	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
)

// line prints one line of the sale: its name with what it comes to, and under it why.
func (w *writer) line(l shop.Line) {
	asked := l.List
	for _, a := range l.Adjustments {
		asked += a.Amount
	}
	w.row(l.Name, w.sum(asked), paper.Style{})
	if l.Qty != money.One || len(l.Adjustments) > 0 {
		w.left(indent + w.quantity(l))
	}
	for _, a := range l.Adjustments {
		w.left(indent + w.adjustment(a))
	}
	if l.Note != "" {
		w.left(indent + w.t.T("receipt.note", text.Args{"note": l.Note}))
	}
	if l.PieceCode != "" {
		w.left(indent + w.t.T("receipt.piece_code", text.Args{"code": l.PieceCode}))
	}
}

// given prints one line for somebody who was given the goods.
func (w *writer) given(l shop.Line) {
	qty := ""
	if l.Qty != money.One || l.Unit != shop.Piece {
		qty = w.t.Qty(l.Qty, string(l.Unit))
	}
	w.row(l.Name, qty, paper.Style{})
	if l.PieceCode != "" {
		w.left(indent + w.t.T("receipt.piece_code", text.Args{"code": l.PieceCode}))
	}
}

func (w *writer) quantity(l shop.Line) string {
	unit := string(l.Unit)
	if l.Unit == shop.Piece {
		unit = ""
	}
	values := text.Args{
		"qty":   w.t.Qty(l.Qty, unit),
		"price": w.t.UnitSum(l.Price, w.head.Shop.Currency),
		"sum":   w.sum(l.List),
	}
	if len(l.Adjustments) > 0 {
		return w.t.T("receipt.quantity_list", values)
	}
	return w.t.T("receipt.quantity", values)
}

// adjustment names what changed the price of a line, and by how much. A reason without words shows its own name, so
// that no discount is ever silent.
func (w *writer) adjustment(a shop.Adjustment) string {
	key := "receipt.reason." + string(a.Reason)
	if a.Rate != 0 && w.t.Has(key+"_rate") {
		key += "_rate"
	}
	if !w.t.Has(key) {
		return string(a.Reason) + " " + w.sum(a.Amount)
	}
	return w.t.T(key, text.Args{"rate": a.Rate, "sum": w.sum(a.Amount), "name": a.Name})
}

// total prints taxes on top, the total, the discount and the taxes inside.
func (w *writer) total() {
	c := w.head.Shop.Currency
	var top money.Amount
	for _, tax := range w.sale.Taxes {
		if !tax.Inclusive {
			top += tax.Amount
		}
	}
	if top != 0 {
		w.row(w.t.T("receipt.net"), w.sum(w.sale.Total-top), paper.Style{})
		if w.opts.Training { // no table, but the column has to add up
			w.row(w.t.T("training.tax"), w.sum(top), paper.Style{})
		}
		w.taxes(false)
	}
	w.row(w.t.T("receipt.total", text.Args{"currency": w.t.CurrencyWord(c)}), w.sum(w.sale.Total), large)
	w.taxes(true)
	if w.sale.Discount > 0 {
		w.row(w.t.T("receipt.saved"), w.sum(w.sale.Discount), paper.Style{})
	}
	if w.sale.Rounding != 0 {
		w.row(w.t.T("receipt.rounding"), w.sum(w.sale.Rounding), paper.Style{})
		w.row(w.t.T("receipt.rounded"), w.sum(w.sale.Total+w.sale.Rounding), strong)
	}
}

// taxes prints one row per tax and rate; where there are several, also what each was computed on. Goods without tax have
// a tax of 0 %, which is printed by its name alone.
func (w *writer) taxes(inside bool) {
	key := "receipt.tax_on_top"
	if inside {
		key = "receipt.tax_inside"
	}
	for _, tax := range w.sale.Taxes {
		if tax.Inclusive != inside || w.opts.Training {
			continue
		}
		name := w.name(tax.Names)
		if tax.Rate != 0 {
			name = w.t.T(key, text.Args{"name": name, "rate": tax.Rate})
		}
		w.row(name, w.sum(tax.Amount), paper.Style{})
		if tax.Rate == 0 || len(w.sale.Taxes) > 1 {
			w.left(indent + w.t.T("receipt.tax_base", text.Args{"sum": w.sum(tax.Base)}))
		}
	}
}

// payments prints how the sale was paid, and what was given back.
func (w *writer) payments() {
	for _, p := range w.sale.Payments {
		w.row(w.tender(p.Tender), w.sum(p.Amount), strong)
		if p.Given != 0 && p.Given != p.Amount || p.Change != 0 {
			w.row(indent+w.t.T("receipt.given"), w.sum(p.Given), paper.Style{})
			w.row(indent+w.t.T("receipt.change"), w.sum(p.Change), paper.Style{})
		}
		if p.Ref != "" {
			w.left(indent + w.t.T("receipt.ref", text.Args{"ref": p.Ref}))
		}
		for _, c := range w.opts.Changes {
			if c.Payment == p.No {
				when := w.t.Time(c.At.Local()) // the day of the sale stands above
				if c.At.Day != w.sale.At.Day {
					when = w.t.DateTime(c.At.Local())
				}
				w.left(indent + w.t.T("receipt.corrected", text.Args{"tender": w.tender(c.From), "time": when}))
			}
		}
	}
}

func (w *writer) tender(code string) string {
	if name := w.head.Tenders[code]; name != "" {
		return name
	}
	if key := "receipt.tender." + code; w.t.Has(key) {
		return w.t.T(key)
	}
	return code
}
