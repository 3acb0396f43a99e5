package data

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// sales keeps closed sales: writing here, reading in saleread.go, the sums beside them in rollup.go.
type sales struct{ *tx }

// adjustmentJSON is one step of a price as stored with its line.
type adjustmentJSON struct {
	Reason string `json:"reason"`
	Rate   int64  `json:"rate"`
	Amount int64  `json:"amount"`
	Offer  string `json:"offer,omitempty"`
	Name   string `json:"name,omitempty"`
	Qty    int64  `json:"qty,omitempty"`
}

func adjustmentsText(all []shop.Adjustment) string {
	if len(all) == 0 {
		return ""
	}
	stored := make([]adjustmentJSON, len(all))
	for i, a := range all {
		stored[i] = adjustmentJSON{string(a.Reason), int64(a.Rate), int64(a.Amount), string(a.Offer), a.Name, int64(a.Qty)}
	}
	return asJSON(stored)
}

func adjustmentsOf(text string) ([]shop.Adjustment, error) {
	var stored []adjustmentJSON
	if err := fromJSON(text, &stored); err != nil || len(stored) == 0 {
		return nil, err
	}
	all := make([]shop.Adjustment, len(stored))
	for i, a := range stored {
		all[i] = shop.Adjustment{Reason: shop.Reason(a.Reason), Rate: money.Rate(a.Rate), Amount: money.Amount(a.Amount),
			Offer: shop.ID(a.Offer), Name: a.Name, Qty: money.Qty(a.Qty)}
	}
	return all, nil
}

// NextNumber implements books.Sales. On PostgreSQL it holds the till until the end, so that nobody takes the same number.
func (t sales) NextNumber(till shop.ID, series string) (int64, error) {
	if err := t.hold(till); err != nil {
		return 0, err
	}
	var last int64
	_, err := t.one("read the last number", `SELECT COALESCE(MAX(number), 0) FROM sales
		WHERE till_id = (SELECT id FROM tills WHERE uid = ?) AND series = ?`, []any{id(till), series}, &last)
	return last + 1, err
}

// hold makes other writers of this till wait until this transaction ends. On SQLite they wait already.
func (t *tx) hold(till shop.ID) error {
	if t.kind == onSQLite || !t.write {
		return nil
	}
	var key int64
	_, err := t.one("hold the till", "SELECT id FROM tills WHERE uid = ? FOR NO KEY UPDATE", []any{id(till)}, &key)
	return err
}

func insertSale() string {
	return `INSERT INTO sales (uid, kind, till_id, till_code, series, number, place_id, entity_id, shift_id, staff_id, staff_code,
		customer_id, sold_at, tz_offset_min, business_day, hour, currency, exponent, rounding, tax_rounding, cash_step, cash_direction,
		cash_form, list, discount, net, tax, cash_rounding, total, cost, note_ref, fiscal_number, fiscal_signature, fiscal_qr, fiscal_outage)
		VALUES (?, ?, ` + idOf("tills") + `, ?, ?, ?, ` + idOf("places") + `, ` + optionalID("entities") + `, ` + optionalID("shifts") +
		`, ` + optionalID("staff") + `, ?, ` + optionalID("customers") +
		`, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id, COALESCE(place_id, 0), COALESCE(staff_id, 0)`
}

func saleArgs(s shop.Sale, note string) []any {
	currency, exponent := "", 0
	if len(s.Payments) > 0 {
		currency, exponent = s.Payments[0].Currency, s.Payments[0].Exponent
	}
	return []any{id(s.ID), string(s.Kind), id(s.Till), s.TillCode, s.Series, s.Number, id(s.Place), id(s.Entity), id(s.Entity),
		id(s.Shift), id(s.Shift), id(s.Staff), id(s.Staff), s.StaffCode, id(s.Customer), id(s.Customer),
		s.At.At.UnixMilli(), s.At.OffsetMin, s.At.Day, s.At.Hour, currency, exponent,
		roundingName(s.Rules.Rounding), string(s.Rules.TaxRounding), int64(s.Rules.Cash.Step), string(s.Rules.Cash.Direction),
		string(s.Rules.Cash.Form), int64(s.List), int64(s.Discount), int64(s.Net), int64(s.Tax), int64(s.Rounding), int64(s.Total),
		int64(s.Cost), note, s.Fiscal.Number, s.Fiscal.Signature, s.Fiscal.QR, s.Fiscal.Outage}
}

func insertLines() statement {
	return statement{what: "sale line",
		head: `INSERT INTO sale_lines (sale_id, line_no, product_id, sku, barcode, name, category_id, unit, qty, list_price, price, list,
			adjustments, discount, net, tax, total, cost, tracked, note_ref, piece_code, mark_proof, seller_id, of_sale_id, of_line_no) VALUES `,
		row: "(?, ?, " + optionalID("products") + ", ?, ?, ?, " + optionalID("categories") +
			", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + optionalID("staff") + ", " + optionalID("sales") + ", ?)"}
}

const lineWidth = 29

func lineArgs(key int64, l shop.Line, note string) []any {
	var ofLine any
	if l.OfSale != "" {
		ofLine = l.OfLine
	}
	return []any{key, l.No, id(l.Product), id(l.Product), l.SKU, l.Barcode, l.Name, id(l.Category), id(l.Category), string(l.Unit),
		int64(l.Qty), int64(l.ListPrice), int64(l.Price), int64(l.List), adjustmentsText(l.Adjustments), discountOf(l), int64(l.Net),
		int64(l.Tax), int64(l.Total), int64(l.Cost), l.Tracked, note, l.PieceCode, l.MarkProof, id(l.Seller), id(l.Seller),
		id(l.OfSale), id(l.OfSale), ofLine}
}

// discountOf is what all adjustments took off a line.
func discountOf(l shop.Line) int64 {
	var sum int64
	for _, a := range l.Adjustments {
		sum -= int64(a.Amount)
	}
	return sum
}

func insertLineTaxes() statement {
	return statement{what: "line tax",
		head: "INSERT INTO line_taxes (sale_id, line_no, tax_no, code, names, rate, inclusive, base, amount) VALUES ",
		row:  "(?, ?, ?, ?, ?, ?, ?, ?, ?)"}
}

func insertSaleTaxes() statement {
	return statement{what: "sale tax",
		head: "INSERT INTO sale_taxes (sale_id, tax_no, code, names, rate, inclusive, base, amount) VALUES ",
		row:  "(?, ?, ?, ?, ?, ?, ?, ?)"}
}

func taxArgs(l shop.LineTax) []any {
	return []any{l.Code, namesText(l.Names), int64(l.Rate), l.Inclusive, int64(l.Base), int64(l.Amount)}
}

func insertPayments() statement {
	return statement{what: "payment",
		head: "INSERT INTO payments (sale_id, payment_no, tender, amount, given, change, ref, currency, exponent) VALUES ",
		row:  "(?, ?, ?, ?, ?, ?, ?, ?, ?)"}
}

func paymentArgs(key int64, p shop.Payment) []any {
	return []any{key, p.No, p.Tender, int64(p.Amount), int64(p.Given), int64(p.Change), p.Ref, p.Currency, p.Exponent}
}

// Add implements books.Sales. A sale that is there already is AlreadyExists; whoever repeats takes that as success.
func (t sales) Add(s shop.Sale) error {
	note, err := t.keepText(s.Note)
	if err != nil {
		return err
	}
	var key, place, staff int64
	if _, err := t.one("sale", insertSale(), saleArgs(s, note), &key, &place, &staff); err != nil {
		if f, ok := fault.Of(err); ok && f.Code == fault.AlreadyExists {
			return fault.Wrap(f.Code, fault.Args{"what": "sale", "value": string(s.ID)}, f.Err)
		}
		return err
	}
	var lines, lineTaxes, saleTaxes, payments []any
	for _, l := range s.Lines {
		note, err := t.keepText(l.Note)
		if err != nil {
			return err
		}
		lines = append(lines, lineArgs(key, l, note)...)
		for i, one := range l.Taxes {
			lineTaxes = append(append(lineTaxes, key, l.No, i+1), taxArgs(one)...)
		}
	}
	for i, one := range s.Taxes {
		saleTaxes = append(append(saleTaxes, key, i+1), taxArgs(one)...)
	}
	for _, p := range s.Payments {
		payments = append(payments, paymentArgs(key, p)...)
	}
	for _, part := range []struct {
		s     statement
		width int
		args  []any
	}{
		{insertLines(), lineWidth, lines}, {insertLineTaxes(), 9, lineTaxes}, {insertSaleTaxes(), 8, saleTaxes},
		{insertPayments(), 9, payments},
	} {
		if err := t.insert(part.s, part.width, part.args); err != nil {
			return err
		}
	}
	return t.addUp(s, place, staff)
}

// keepText stores what a person typed apart from the documents, so that it can be erased, and returns its reference: a
// hash with a salt that the database makes and that goes with the text. Nothing typed has no reference.
func (t *tx) keepText(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	query := "SELECT randomblob(16)"
	if t.kind == onPostgres {
		query = "SELECT uuid_send(gen_random_uuid())"
	}
	var salt []byte
	if _, err := t.one("salt a text", query, nil, &salt); err != nil {
		return "", err
	}
	sum := sha256.Sum256(append(append([]byte(nil), salt...), strings.ToValidUTF8(text, "\uFFFD")...))
	ref := hex.EncodeToString(sum[:])
	_, err := t.exec("text", "INSERT INTO texts (ref, salt, content) VALUES (?, ?, ?)", ref, salt, strings.ToValidUTF8(text, "\uFFFD"))
	return ref, err
}
