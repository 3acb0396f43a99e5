package data

import (
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// stockDocs keeps the documents of the stock room. Supplier and note were typed by a person and lie apart, as all such texts.
type stockDocs struct{ *tx }

// StockDocs implements books.Tx.
func (t *tx) StockDocs() books.StockDocs { return stockDocs{t} }

// NextNumber implements books.StockDocs.
func (t stockDocs) NextNumber(place shop.ID, kind shop.MoveKind) (int64, error) {
	var n int64
	_, err := t.one("take a number", `INSERT INTO stock_doc_numbers (place_id, kind, last_no) VALUES (`+idOf("places")+`, ?, 1)
		ON CONFLICT (place_id, kind) DO UPDATE SET last_no = stock_doc_numbers.last_no + 1 RETURNING last_no`,
		[]any{id(place), string(kind)}, &n)
	return n, err
}

func insertDocLines() statement {
	return statement{what: "document", head: "INSERT INTO stock_doc_lines (doc_id, line_no, product_id, sku, name, unit, qty, cost, amount) VALUES ",
		row: "(?, ?, " + idOf("products") + ", ?, ?, ?, ?, ?, ?)"}
}

// Add implements books.StockDocs.
func (t stockDocs) Add(d shop.StockDoc) error {
	if err := d.Validate(); err != nil {
		return err
	}
	keys, err := t.newIDs("stock_docs", 1)
	if err != nil {
		return err
	}
	supplier, err := t.keepText(d.Supplier)
	if err != nil {
		return err
	}
	note, err := t.keepText(d.Note)
	if err != nil {
		return err
	}
	_, err = t.exec("document", `INSERT INTO stock_docs (id, uid, kind, place_id, till_id, number, staff_id, staff_code, reason, supplier_ref,
		note_ref, total, at_ms, tz_offset_min, business_day, hour) VALUES (?, ?, ?, `+idOf("places")+", "+idOf("tills")+", ?, "+
		optionalID("staff")+", ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		list([]any{keys[0], id(d.ID), string(d.Kind), id(d.Place), id(d.Till), d.Number, id(d.Staff), id(d.Staff), d.StaffCode, string(d.Reason),
			supplier, note, int64(d.Total)}, momentArgs(d.At))...)
	if err != nil {
		if f, ok := fault.Of(err); ok && f.Code == fault.AlreadyExists {
			return fault.Wrap(f.Code, fault.Args{"what": "document", "value": string(d.ID)}, f.Err)
		}
		return err
	}
	var lines []any
	for _, l := range d.Lines {
		lines = append(lines, keys[0], l.No, id(l.Product), l.SKU, l.Name, string(l.Unit), int64(l.Qty), int64(l.Cost), int64(l.Amount))
	}
	return t.insert(insertDocLines(), 9, lines)
}

const docQuery = `SELECT d.id, d.uid, d.kind, p.uid, t.uid, d.number, COALESCE(f.uid, ''), d.staff_code, COALESCE(w.content, ''), d.reason,
	COALESCE(n.content, ''), d.total, d.at_ms, d.tz_offset_min, d.business_day, d.hour
	FROM stock_docs d JOIN places p ON p.id = d.place_id JOIN tills t ON t.id = d.till_id LEFT JOIN staff f ON f.id = d.staff_id
	LEFT JOIN texts w ON d.supplier_ref <> '' AND w.ref = d.supplier_ref LEFT JOIN texts n ON d.note_ref <> '' AND n.ref = d.note_ref `

// docs reads heads of documents with their keys.
func (t stockDocs) docs(where string, args ...any) (keys []int64, all []shop.StockDoc, err error) {
	err = t.each("read stock documents", docQuery+where, args, func(scan scanner) error {
		var (
			d   shop.StockDoc
			key int64
			at  momentRow
		)
		err := scan(&key, &d.ID, &d.Kind, &d.Place, &d.Till, &d.Number, &d.Staff, &d.StaffCode, &d.Supplier, &d.Reason, &d.Note, &d.Total,
			&at.at, &at.offset, &at.day, &at.hour)
		d.At = at.moment()
		keys, all = append(keys, key), append(all, d)
		return err
	})
	return keys, all, err
}

// ByID implements books.StockDocs.
func (t stockDocs) ByID(of shop.ID) (shop.StockDoc, bool, error) {
	keys, all, err := t.docs("WHERE d.uid = ?", id(of))
	if err != nil || len(all) == 0 {
		return shop.StockDoc{}, false, err
	}
	d := all[0]
	err = t.each("read a stock document", `SELECT l.line_no, p.uid, l.sku, l.name, l.unit, l.qty, l.cost, l.amount FROM stock_doc_lines l
		JOIN products p ON p.id = l.product_id WHERE l.doc_id = ? ORDER BY l.line_no`, []any{keys[0]}, func(scan scanner) error {
		var l shop.StockLine
		err := scan(&l.No, &l.Product, &l.SKU, &l.Name, &l.Unit, &l.Qty, &l.Cost, &l.Amount)
		d.Lines = append(d.Lines, l)
		return err
	})
	return d, err == nil, err
}

// List implements books.StockDocs.
func (t stockDocs) List(place shop.ID, kind shop.MoveKind, limit int) ([]shop.StockDoc, error) {
	_, all, err := t.docs("WHERE d.place_id = (SELECT id FROM places WHERE uid = ?) AND d.kind = ? ORDER BY d.number DESC LIMIT ?",
		id(place), string(kind), limit)
	return all, err
}
