package data

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

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
	type keyed struct {
		key  int64
		sale verify.Sale
	}
	page := make([]keyed, 0, salePage)
	err := r.wide("read sales", `id, uid, kind, till_id, till_code, series, number, place_id, COALESCE(entity_id, 0), COALESCE(shift_id, 0),
		COALESCE(staff_id, 0), staff_code, COALESCE(customer_id, 0), sold_at, tz_offset_min, business_day, hour, currency, exponent, rounding,
		tax_rounding, cash_step, cash_direction, cash_form, list, discount, net, tax, cash_rounding, total, cost,
		COALESCE(n.content, ''), n.erased_at IS NOT NULL, fiscal_number, fiscal_signature, fiscal_qr, fiscal_outage`,
		`(SELECT * FROM sales WHERE till_id = ? AND series = ? AND number > ? ORDER BY number LIMIT ?) s
		LEFT JOIN texts n ON s.note_ref <> '' AND n.ref = s.note_ref`,
		[]any{till, series, after, salePage}, func(c *cells) {
			k := keyed{key: c.num()}
			k.sale = verify.Sale{ID: c.word(), Kind: c.word(), Till: r.name("tills", c.num()), TillCode: c.word(), Series: c.word(),
				Number: c.num(), Place: r.name("places", c.num()), Entity: r.name("entities", c.num()), Shift: r.name("shifts", c.num()),
				Staff: r.name("staff", c.num()), StaffCode: c.word(), Customer: r.name("customers", c.num()), At: c.num(), Offset: c.num(),
				Day: c.num(), Hour: c.num(), Currency: c.word(), Exponent: c.num(), Rounding: c.word(), TaxRounding: c.word(),
				CashStep: c.num(), CashDirection: c.word(), CashForm: c.word(), List: c.num(), Discount: c.num(), Net: c.num(), Tax: c.num(),
				CashRounding: c.num(), Total: c.num(), Cost: c.num(), Note: c.word(), NoteErased: c.flag(), FiscalNumber: c.word(), FiscalSignature: c.word(), FiscalQR: c.word(),
				FiscalOutage: c.flag()}
			page = append(page, k)
		})
	slices.SortStableFunc(page, func(a, b keyed) int { return cmp.Compare(a.sale.Number, b.sale.Number) })
	for i, k := range page {
		p.at[k.key] = i
		p.keys, p.sales = append(p.keys, k.key), append(p.sales, k.sale)
	}
	return err
}

// of chooses what hangs on the sales of this page.
func (p *salesPage) of(table, column string) string {
	return table + " WHERE " + column + " IN (" + marks(len(p.keys)) + ")"
}

func (p *salesPage) readLines() error {
	r := p.rows
	err := r.wide("read sale lines", `l.sale_id, l.line_no, COALESCE(l.product_id, 0), l.sku, l.barcode, l.name, COALESCE(l.category_id, 0),
		l.unit, l.qty, l.list_price, l.price, l.list, l.adjustments, l.discount, l.net, l.tax, l.total, l.cost, l.tracked,
		COALESCE(n.content, ''), n.erased_at IS NOT NULL, l.piece_code, l.mark_proof, COALESCE(l.seller_id, 0), COALESCE(o.uid, ''),
		COALESCE(l.of_line_no, 0)`,
		p.of(`sale_lines l LEFT JOIN texts n ON l.note_ref <> '' AND n.ref = l.note_ref LEFT JOIN sales o ON o.id = l.of_sale_id`, "l.sale_id"),
		p.keys, func(c *cells) {
			s := &p.sales[p.at[c.num()]]
			s.Lines = append(s.Lines, verify.Line{No: c.num(), Product: r.name("products", c.num()), SKU: c.word(), Barcode: c.word(),
				Name: c.word(), Category: r.name("categories", c.num()), Unit: c.word(), Qty: c.num(), ListPrice: c.num(), Price: c.num(),
				List: c.num(), Adjustments: adjustmentRows(c.word()), Discount: c.num(), Net: c.num(), Tax: c.num(), Total: c.num(),
				Cost: c.num(), Tracked: c.flag(), Note: c.word(), NoteErased: c.flag(), PieceCode: c.word(), MarkProof: c.word(),
				Seller: r.name("staff", c.num()), OfSale: c.word(), OfLine: c.num()})
		})
	for i := range p.sales {
		slices.SortStableFunc(p.sales[i].Lines, func(a, b verify.Line) int { return cmp.Compare(a.No, b.No) })
	}
	return err
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
		all[i] = verify.Adjustment{Reason: string(a.Reason), Rate: int64(a.Rate), Amount: int64(a.Amount),
			Offer: string(a.Offer), Name: a.Name, Qty: int64(a.Qty)}
	}
	return all
}

func inOrderOfTaxes(a, b verify.Tax) int { return cmp.Compare(a.No, b.No) }

func (p *salesPage) readLineTaxes() error {
	err := p.rows.wide("read line taxes", "sale_id, line_no, tax_no, code, names, rate, inclusive, base, amount", p.of("line_taxes", "sale_id"),
		p.keys, func(c *cells) {
			lines, no := p.sales[p.at[c.num()]].Lines, c.num()
			one := p.tax(c)
			for i := range lines {
				if lines[i].No == no {
					lines[i].Taxes = append(lines[i].Taxes, one)
				}
			}
		})
	for i := range p.sales {
		for k := range p.sales[i].Lines {
			slices.SortStableFunc(p.sales[i].Lines[k].Taxes, inOrderOfTaxes)
		}
	}
	return err
}

func (p *salesPage) readTaxes() error {
	err := p.rows.wide("read sale taxes", "sale_id, tax_no, code, names, rate, inclusive, base, amount", p.of("sale_taxes", "sale_id"),
		p.keys, func(c *cells) {
			s := &p.sales[p.at[c.num()]]
			s.Taxes = append(s.Taxes, p.tax(c))
		})
	for i := range p.sales {
		slices.SortStableFunc(p.sales[i].Taxes, inOrderOfTaxes)
	}
	return err
}

func (p *salesPage) tax(c *cells) verify.Tax {
	return verify.Tax{No: c.num(), Code: c.word(), Names: p.rows.taxNames(c.raw()), Rate: c.num(), Inclusive: c.flag(), Base: c.num(),
		Amount: c.num()}
}

// taxNames reads stored names, which are few and come again and again; what cannot be read is handed out as a name.
func (r *Rows) taxNames(raw string) map[string]string {
	if known, found := r.taxes[raw]; found {
		return known
	}
	text := unescaped(strings.Clone(raw))
	names := map[string]string{}
	stored, err := namesOf(text)
	if err != nil {
		names["?"] = text
	}
	for l, n := range stored {
		names[string(l)] = n
	}
	if len(r.taxes) < maxTaxNames {
		r.taxes[strings.Clone(raw)] = names
	}
	return names
}

// maxTaxNames bounds the names that are kept while reading.
const maxTaxNames = 1000

func (p *salesPage) readPayments() error {
	err := p.rows.wide("read payments", "sale_id, payment_no, tender, amount, given, change, ref, currency, exponent",
		p.of("payments", "sale_id"), p.keys, func(c *cells) {
			s := &p.sales[p.at[c.num()]]
			s.Payments = append(s.Payments, verify.Payment{No: c.num(), Tender: c.word(), Amount: c.num(), Given: c.num(), Change: c.num(),
				Ref: c.word(), Currency: c.word(), Exponent: c.num()})
		})
	for i := range p.sales {
		slices.SortStableFunc(p.sales[i].Payments, func(a, b verify.Payment) int { return cmp.Compare(a.No, b.No) })
	}
	return err
}
