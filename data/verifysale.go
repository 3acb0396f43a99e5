package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// Series implements verify.Source.
func (r *Rows) Series(_ context.Context, till string) ([]string, error) {
	var all []string
	err := r.each("read the series", "SELECT DISTINCT series FROM sales WHERE till_id = ? ORDER BY series", []any{r.key("tills", till)},
		func(scan scanner) error {
			var series string
			err := scan(&series)
			all = append(all, series)
			return err
		})
	return all, err
}

// Sales implements verify.Source.
func (r *Rows) Sales(_ context.Context, till, series string) iter.Seq2[verify.Sale, error] {
	key := r.key("tills", till)
	return pages(func(after int64) page[verify.Sale] {
		p := salesPage{rows: r, at: make(map[int64]int, salePage)}
		if err := p.readSales(key, series, after); err != nil || len(p.sales) == 0 {
			return page[verify.Sale]{err: err}
		}
		for _, part := range []func() error{p.readLines, p.readLineTaxes, p.readTaxes, p.readPayments} {
			if err := part(); err != nil {
				return page[verify.Sale]{err: err}
			}
		}
		return page[verify.Sale]{rows: p.sales, last: p.sales[len(p.sales)-1].Number}
	})
}

// salesPage is some sales in the order of their numbers, while they are put together.
type salesPage struct {
	rows  *Rows
	sales []verify.Sale
	keys  []any
	at    map[int64]int // the sale of a key
}

func (p *salesPage) readSales(till int64, series string, after int64) error {
	r := p.rows
	return r.each("read sales", `SELECT id, uid, kind, till_id, till_code, series, number, place_id, COALESCE(entity_id, 0),
		COALESCE(shift_id, 0), COALESCE(staff_id, 0), staff_code, COALESCE(customer_id, 0), sold_at, tz_offset_min, business_day, hour,
		currency, exponent, rounding, tax_rounding, cash_step, cash_direction, cash_form, list, discount, net, tax, cash_rounding, total,
		cost, fiscal_number, fiscal_signature, fiscal_qr, fiscal_outage FROM sales
		WHERE till_id = ? AND series = ? AND number > ? ORDER BY number LIMIT ?`, []any{till, series, after, salePage},
		func(scan scanner) error {
			var (
				s                                                   verify.Sale
				key, tillKey, place, entity, shift, staff, customer int64
			)
			err := scan(&key, &s.ID, &s.Kind, &tillKey, &s.TillCode, &s.Series, &s.Number, &place, &entity, &shift, &staff, &s.StaffCode,
				&customer, &s.At, &s.Offset, &s.Day, &s.Hour, &s.Currency, &s.Exponent, &s.Rounding, &s.TaxRounding, &s.CashStep,
				&s.CashDirection, &s.CashForm, &s.List, &s.Discount, &s.Net, &s.Tax, &s.CashRounding, &s.Total, &s.Cost,
				&s.FiscalNumber, &s.FiscalSignature, &s.FiscalQR, &s.FiscalOutage)
			s.Till, s.Place, s.Entity = r.name("tills", tillKey), r.name("places", place), r.name("entities", entity)
			s.Shift, s.Staff, s.Customer = r.name("shifts", shift), r.name("staff", staff), r.name("customers", customer)
			p.at[key] = len(p.sales)
			p.keys, p.sales = append(p.keys, key), append(p.sales, s)
			return err
		})
}

// of is the condition that chooses what hangs on the sales of this page.
func (p *salesPage) of(column string) string {
	return " WHERE " + column + " IN (" + marks(len(p.keys)) + ") "
}

func (p *salesPage) readLines() error {
	r := p.rows
	return r.each("read sale lines", `SELECT l.sale_id, l.line_no, COALESCE(l.product_id, 0), l.sku, l.barcode, l.name,
		COALESCE(l.category_id, 0), l.unit, l.qty, l.list_price, l.price, l.list, l.adjustments, l.discount, l.net, l.tax, l.total, l.cost,
		l.tracked, COALESCE(n.content, ''), n.erased_at IS NOT NULL, l.piece_code, l.mark_proof, COALESCE(l.seller_id, 0),
		COALESCE(o.uid, ''), COALESCE(l.of_line_no, 0)
		FROM sale_lines l LEFT JOIN texts n ON l.note_ref <> '' AND n.ref = l.note_ref LEFT JOIN sales o ON o.id = l.of_sale_id`+
		p.of("l.sale_id")+"ORDER BY l.sale_id, l.line_no", p.keys, func(scan scanner) error {
		var (
			l                              verify.Line
			key, product, category, seller int64
			adjustments                    string
		)
		err := scan(&key, &l.No, &product, &l.SKU, &l.Barcode, &l.Name, &category, &l.Unit, &l.Qty, &l.ListPrice, &l.Price, &l.List,
			&adjustments, &l.Discount, &l.Net, &l.Tax, &l.Total, &l.Cost, &l.Tracked, &l.Note, &l.NoteErased, &l.PieceCode, &l.MarkProof,
			&seller, &l.OfSale, &l.OfLine)
		l.Product, l.Category, l.Seller = r.name("products", product), r.name("categories", category), r.name("staff", seller)
		l.Adjustments = adjustmentRows(adjustments)
		s := &p.sales[p.at[key]]
		s.Lines = append(s.Lines, l)
		return err
	})
}

// adjustmentRows reads the stored steps of a price; what cannot be read is handed out as a step of its own.
func adjustmentRows(text string) []verify.Adjustment {
	if text == "" {
		return nil
	}
	stored, err := adjustmentsOf(text)
	if err != nil {
		return []verify.Adjustment{{Reason: text}}
	}
	all := make([]verify.Adjustment, len(stored))
	for i, a := range stored {
		all[i] = verify.Adjustment{Reason: string(a.Reason), Rate: int64(a.Rate), Amount: int64(a.Amount)}
	}
	return all
}

func (p *salesPage) readLineTaxes() error {
	return p.rows.each("read line taxes", `SELECT sale_id, line_no, tax_no, code, names, rate, inclusive, base, amount FROM line_taxes`+
		p.of("sale_id")+"ORDER BY sale_id, line_no, tax_no", p.keys, func(scan scanner) error {
		var (
			key, no int64
			one     verify.Tax
			names   string
		)
		err := scan(&key, &no, &one.No, &one.Code, &names, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
		one.Names = p.rows.taxNames(names)
		lines := p.sales[p.at[key]].Lines
		for i := range lines {
			if lines[i].No == no {
				lines[i].Taxes = append(lines[i].Taxes, one)
			}
		}
		return err
	})
}

func (p *salesPage) readTaxes() error {
	return p.rows.each("read sale taxes", `SELECT sale_id, tax_no, code, names, rate, inclusive, base, amount FROM sale_taxes`+
		p.of("sale_id")+"ORDER BY sale_id, tax_no", p.keys, func(scan scanner) error {
		var (
			key   int64
			one   verify.Tax
			names string
		)
		err := scan(&key, &one.No, &one.Code, &names, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
		one.Names = p.rows.taxNames(names)
		s := &p.sales[p.at[key]]
		s.Taxes = append(s.Taxes, one)
		return err
	})
}

// taxNames reads stored names, which are few and come again and again; what cannot be read is handed out as a name.
func (r *Rows) taxNames(text string) map[string]string {
	if known, found := r.taxes[text]; found {
		return known
	}
	names := map[string]string{}
	stored, err := namesOf(text)
	if err != nil {
		names["?"] = text
	}
	for l, n := range stored {
		names[string(l)] = n
	}
	if len(r.taxes) < maxTaxNames {
		r.taxes[text] = names
	}
	return names
}

// maxTaxNames bounds the names that are kept while reading.
const maxTaxNames = 1000

func (p *salesPage) readPayments() error {
	return p.rows.each("read payments", `SELECT sale_id, payment_no, tender, amount, given, change, ref, currency, exponent FROM payments`+
		p.of("sale_id")+"ORDER BY sale_id, payment_no", p.keys, func(scan scanner) error {
		var (
			key int64
			one verify.Payment
		)
		err := scan(&key, &one.No, &one.Tender, &one.Amount, &one.Given, &one.Change, &one.Ref, &one.Currency, &one.Exponent)
		s := &p.sales[p.at[key]]
		s.Payments = append(s.Payments, one)
		return err
	})
}
