package data

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"kassa/app/verify"
)

// docPage is how many documents of the stock room are read at once.
const docPage = 128

// StockDocs implements verify.Source.
func (r *Rows) StockDocs(context.Context) iter.Seq2[verify.StockDoc, error] {
	return pages(func(after int64) page[verify.StockDoc] {
		p, at := page[verify.StockDoc]{}, map[int64]int{}
		var keys []any
		p.err = r.each("read stock documents", `SELECT d.id, d.uid, d.kind, d.place_id, d.till_id, d.number, COALESCE(d.staff_id, 0), d.staff_code, d.reason,
			CASE WHEN d.supplier_ref = '' THEN '' ELSE COALESCE(w.content, 'no text') END, w.erased_at IS NOT NULL,
			CASE WHEN d.note_ref = '' THEN '' ELSE COALESCE(n.content, 'no text') END, n.erased_at IS NOT NULL,
			d.total, d.at_ms, d.tz_offset_min, d.business_day, d.hour
			FROM stock_docs d LEFT JOIN texts w ON w.ref = d.supplier_ref LEFT JOIN texts n ON n.ref = d.note_ref
			WHERE d.id > ? ORDER BY d.id LIMIT ?`, []any{after, docPage}, func(scan scanner) error {
			var (
				d               verify.StockDoc
				place, till, by int64
			)
			err := scan(&p.last, &d.ID, &d.Kind, &place, &till, &d.Number, &by, &d.StaffCode, &d.Reason, &d.Supplier, &d.SupplierErased,
				&d.Note, &d.NoteErased, &d.Total, &d.At, &d.Offset, &d.Day, &d.Hour)
			d.Place, d.Till, d.Staff = r.name("places", place), r.name("tills", till), r.name("staff", by)
			at[p.last] = len(p.rows)
			keys, p.rows = append(keys, p.last), append(p.rows, d)
			return err
		})
		if p.err == nil && len(keys) > 0 {
			p.err = r.docLines(keys, func(doc int64, l verify.StockDocLine) { d := &p.rows[at[doc]]; d.Lines = append(d.Lines, l) })
		}
		for i := range p.rows {
			slices.SortStableFunc(p.rows[i].Lines, func(a, b verify.StockDocLine) int { return cmp.Compare(a.No, b.No) })
		}
		return p
	})
}

// docLines reads the lines of documents, in no order.
func (r *Rows) docLines(keys []any, line func(doc int64, l verify.StockDocLine)) error {
	return r.wide("read stock document lines", "doc_id, line_no, product_id, sku, name, unit, qty, cost, amount",
		"stock_doc_lines WHERE doc_id IN ("+marks(len(keys))+")", keys, func(c *cells) {
			line(c.num(), verify.StockDocLine{No: c.num(), Product: r.name("products", c.num()), SKU: c.word(), Name: c.word(), Unit: c.word(),
				Qty: c.num(), Cost: c.num(), Amount: c.num()})
		})
}
