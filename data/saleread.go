package data

import (
	"slices"

	"kassa/app/shop"
)

const saleColumns = ` s.id, s.uid, s.kind, t.uid, s.till_code, s.series, s.number, p.uid, COALESCE(e.uid, ''), COALESCE(h.uid, ''),
	COALESCE(f.uid, ''), s.staff_code, COALESCE(k.uid, ''), s.sold_at, s.tz_offset_min, s.business_day, s.hour, s.rounding,
	s.tax_rounding, s.cash_step, s.cash_direction, s.cash_form, s.list, s.discount, s.net, s.tax, s.cash_rounding, s.total, s.cost,
	COALESCE(n.content, ''), s.fiscal_number, s.fiscal_signature, s.fiscal_qr, s.fiscal_outage
	FROM sales s JOIN tills t ON t.id = s.till_id JOIN places p ON p.id = s.place_id LEFT JOIN entities e ON e.id = s.entity_id
	LEFT JOIN shifts h ON h.id = s.shift_id LEFT JOIN staff f ON f.id = s.staff_id LEFT JOIN customers k ON k.id = s.customer_id
	LEFT JOIN texts n ON s.note_ref <> '' AND n.ref = s.note_ref `

// read reads the sales that a condition chooses, whole.
func (t sales) read(condition string, args ...any) ([]shop.Sale, []int64, error) {
	var (
		all  []shop.Sale
		keys []int64
	)
	err := t.each("read a sale", "SELECT"+saleColumns+condition, args, func(scan scanner) error {
		var (
			s                                      shop.Sale
			key, step                              int64
			at                                     momentRow
			rounding, taxRounding, direction, form string
		)
		err := scan(&key, &s.ID, &s.Kind, &s.Till, &s.TillCode, &s.Series, &s.Number, &s.Place, &s.Entity, &s.Shift, &s.Staff,
			&s.StaffCode, &s.Customer, &at.at, &at.offset, &at.day, &at.hour, &rounding, &taxRounding, &step, &direction, &form,
			&s.List, &s.Discount, &s.Net, &s.Tax, &s.Rounding, &s.Total, &s.Cost, &s.Note, &s.Fiscal.Number, &s.Fiscal.Signature,
			&s.Fiscal.QR, &s.Fiscal.Outage)
		s.At, s.Rules = at.moment(), rulesOf(rounding, taxRounding, step, direction, form)
		all, keys = append(all, s), append(keys, key)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	byKey := make(map[int64]*shop.Sale, len(all))
	in := make([]any, len(keys))
	for i, key := range keys {
		byKey[key], in[i] = &all[i], key
	}
	for _, part := range []func(string, []any, map[int64]*shop.Sale) error{t.readLines, t.readLineTaxes, t.readTaxes, t.readPayments} {
		if err := part(" IN ("+marks(len(in))+") ", in, byKey); err != nil {
			return nil, nil, err
		}
	}
	return all, keys, nil
}

func (t sales) readLines(in string, keys []any, sales map[int64]*shop.Sale) error {
	return t.each("read sale lines", `SELECT l.sale_id, l.line_no, COALESCE(p.uid, ''), l.sku, l.barcode, l.name, COALESCE(c.uid, ''), l.unit,
		l.qty, l.list_price, l.price, l.list, l.adjustments, l.net, l.tax, l.total, l.cost, l.tracked, COALESCE(n.content, ''),
		l.piece_code, l.mark_proof, COALESCE(f.uid, ''), COALESCE(o.uid, ''), COALESCE(l.of_line_no, 0)
		FROM sale_lines l LEFT JOIN products p ON p.id = l.product_id LEFT JOIN categories c ON c.id = l.category_id
		LEFT JOIN texts n ON n.ref = l.note_ref LEFT JOIN staff f ON f.id = l.seller_id LEFT JOIN sales o ON o.id = l.of_sale_id
		WHERE l.sale_id`+in+"ORDER BY l.sale_id, l.line_no", keys, func(scan scanner) error {
		var (
			key         int64
			l           shop.Line
			adjustments string
		)
		err := scan(&key, &l.No, &l.Product, &l.SKU, &l.Barcode, &l.Name, &l.Category, &l.Unit, &l.Qty, &l.ListPrice, &l.Price,
			&l.List, &adjustments, &l.Net, &l.Tax, &l.Total, &l.Cost, &l.Tracked, &l.Note, &l.PieceCode, &l.MarkProof, &l.Seller,
			&l.OfSale, &l.OfLine)
		if err == nil {
			l.Adjustments, err = adjustmentsOf(adjustments)
		}
		sales[key].Lines = append(sales[key].Lines, l)
		return err
	})
}

func (t sales) readLineTaxes(in string, keys []any, sales map[int64]*shop.Sale) error {
	return t.each("read line taxes", `SELECT sale_id, line_no, code, names, rate, inclusive, base, amount FROM line_taxes
		WHERE sale_id`+in+"ORDER BY sale_id, line_no, tax_no", keys, func(scan scanner) error {
		var (
			key   int64
			no    int
			one   shop.LineTax
			names string
		)
		err := scan(&key, &no, &one.Code, &names, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
		if err == nil {
			one.Names, err = namesOf(names)
		}
		lines := sales[key].Lines
		if i := slices.IndexFunc(lines, func(l shop.Line) bool { return l.No == no }); i >= 0 {
			lines[i].Taxes = append(lines[i].Taxes, one)
		}
		return err
	})
}

func (t sales) readTaxes(in string, keys []any, sales map[int64]*shop.Sale) error {
	return t.each("read sale taxes", `SELECT sale_id, code, names, rate, inclusive, base, amount FROM sale_taxes
		WHERE sale_id`+in+"ORDER BY sale_id, tax_no", keys, func(scan scanner) error {
		var (
			key   int64
			one   shop.LineTax
			names string
		)
		err := scan(&key, &one.Code, &names, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
		if err == nil {
			one.Names, err = namesOf(names)
		}
		sales[key].Taxes = append(sales[key].Taxes, one)
		return err
	})
}

func (t sales) readPayments(in string, keys []any, sales map[int64]*shop.Sale) error {
	return t.each("read payments", `SELECT sale_id, payment_no, tender, amount, given, change, ref, currency, exponent FROM payments
		WHERE sale_id`+in+"ORDER BY sale_id, payment_no", keys, func(scan scanner) error {
		var (
			key int64
			p   shop.Payment
		)
		err := scan(&key, &p.No, &p.Tender, &p.Amount, &p.Given, &p.Change, &p.Ref, &p.Currency, &p.Exponent)
		sales[key].Payments = append(sales[key].Payments, p)
		return err
	})
}

func (t sales) first(condition string, args ...any) (shop.Sale, bool, error) {
	all, _, err := t.read(condition, args...)
	if err != nil || len(all) == 0 {
		return shop.Sale{}, false, err
	}
	return all[0], true, nil
}

// ByID implements books.Sales.
func (t sales) ByID(of shop.ID) (shop.Sale, bool, error) { return t.first("WHERE s.uid = ?", id(of)) }

// ByNumber implements books.Sales.
func (t sales) ByNumber(till shop.ID, series string, number int64) (shop.Sale, bool, error) {
	return t.first("WHERE s.till_id = (SELECT id FROM tills WHERE uid = ?) AND s.series = ? AND s.number = ?", id(till), series, number)
}

// lastSale walks the sales from the newest on; the plus keeps the databases from gathering all sales of the till first.
const lastSale = `WHERE s.id = (SELECT n.id FROM sales n WHERE +n.till_id = (SELECT id FROM tills WHERE uid = ?) ORDER BY n.id DESC LIMIT 1)`

// Last implements books.Sales.
func (t sales) Last(till shop.ID) (shop.Sale, bool, error) {
	return t.first(lastSale, id(till))
}

const nextSales = `WHERE (s.business_day, s.id) > (?, ?) AND s.business_day <= ? ORDER BY s.business_day, s.id LIMIT ?`

// List implements books.Sales. It reads in pages, so that a year of sales does not stand in memory.
func (t sales) List(fromDay, toDay int, f func(shop.Sale) error) error {
	day, last := fromDay, int64(0)
	for {
		page, keys, err := t.read(nextSales, day, last, toDay, manyRows)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, s := range page {
			if err := f(s); err != nil {
				return err
			}
		}
		day, last = page[len(page)-1].At.Day, keys[len(keys)-1]
	}
}

// PieceSold implements books.Sales.
func (t sales) PieceSold(code string) (bool, error) {
	if code == "" {
		return false, nil
	}
	var balance int
	_, err := t.one("look a piece up", `SELECT COALESCE(SUM(CASE WHEN qty > 0 THEN 1 ELSE -1 END), 0) FROM sale_lines
		WHERE piece_code = ? AND piece_code <> ''`, []any{code}, &balance)
	return balance > 0, err
}
