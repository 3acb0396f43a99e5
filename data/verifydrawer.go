package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// What the verifier reads of drawers: a shop of five years has some ten thousand rows of it, so each table is one question.

// CashMoves implements verify.Source.
func (r *Rows) CashMoves(context.Context) iter.Seq2[verify.CashMove, error] {
	return rows(r, "read the drawer's ledger", `SELECT m.uid, m.till_id, m.shift_id, m.kind, m.amount,
		CASE WHEN n.ref IS NULL AND m.reason_ref <> '' THEN 'no row ' || m.reason_ref ELSE COALESCE(n.content, '') END,
		COALESCE(n.erased_at, 0), COALESCE(m.staff_id, 0), m.at_ms, m.tz_offset_min, m.business_day, m.hour
		FROM cash_moves m LEFT JOIN texts n ON n.ref = m.reason_ref ORDER BY m.id`, func(scan scanner) (verify.CashMove, error) {
		var (
			m                         verify.CashMove
			till, shift, by, erasedAt int64
		)
		err := scan(&m.ID, &till, &shift, &m.Kind, &m.Amount, &m.Reason, &erasedAt, &by, &m.At, &m.Offset, &m.Day, &m.Hour)
		m.Till, m.Shift, m.Staff, m.ReasonErased = r.name("tills", till), r.name("shifts", shift), r.name("staff", by), erasedAt != 0
		return m, err
	})
}

// CashCounts implements verify.Source.
func (r *Rows) CashCounts(context.Context) iter.Seq2[verify.CashCount, error] {
	return func(yield func(verify.CashCount, error) bool) {
		pieces := map[int64][]verify.Pieces{}
		err := r.each("read the pieces", "SELECT count_id, piece_no, worth, pieces FROM count_pieces ORDER BY count_id, piece_no", nil,
			func(scan scanner) error {
				var (
					of, no int64
					p      verify.Pieces
				)
				err := scan(&of, &no, &p.Worth, &p.Count)
				if want := int64(len(pieces[of])) + 1; no != want {
					p.Worth = -p.Worth // the numbers of the pieces count from 1
				}
				pieces[of] = append(pieces[of], p)
				return err
			})
		if err != nil {
			yield(verify.CashCount{}, err)
			return
		}
		for c, err := range rows(r, "read the counts", `SELECT id, uid, till_id, shift_id, count_no, phase, total, COALESCE(staff_id, 0), at_ms,
			tz_offset_min, business_day, hour FROM cash_counts ORDER BY id`, func(scan scanner) (verify.CashCount, error) {
			var (
				c                   verify.CashCount
				of, till, shift, by int64
			)
			err := scan(&of, &c.ID, &till, &shift, &c.No, &c.Phase, &c.Total, &by, &c.At, &c.Offset, &c.Day, &c.Hour)
			c.Till, c.Shift, c.Staff, c.Pieces = r.name("tills", till), r.name("shifts", shift), r.name("staff", by), pieces[of]
			return c, err
		}) {
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// Zs implements verify.Source.
func (r *Rows) Zs(context.Context) iter.Seq2[verify.Z, error] {
	return func(yield func(verify.Z, error) bool) {
		tenders, taxes, err := r.zParts()
		if err != nil {
			yield(verify.Z{}, err)
			return
		}
		for z, err := range rows(r, "read the Z reports", `SELECT z.id, z.uid, z.till_id, z.shift_id, COALESCE(z.staff_id, 0), z.number, z.at_ms,
			z.tz_offset_min, z.business_day, z.hour, z.receipts, z.first_label, z.last_label, z.sold, z.returned, z.returns, z.discount, z.net,
			z.tax, z.rounding, z.float_amount, z.cash_sales, z.cash_in, z.cash_out, z.expenses, z.drops, z.expected, z.removed_lines,
			z.removed_worth, z.cleared_baskets, z.cleared_worth, z.no_sales, z.count_id, z.counted, z.difference, z.kept, z.taken, z.all_sold,
			z.all_returned, z.head_seq, z.head_hash,
			CASE WHEN n.ref IS NULL AND z.note_ref <> '' THEN 'no row ' || z.note_ref ELSE COALESCE(n.content, '') END, COALESCE(n.erased_at, 0)
			FROM z_reports z LEFT JOIN texts n ON n.ref = z.note_ref ORDER BY z.id`, func(scan scanner) (verify.Z, error) {
			var (
				z                                    verify.Z
				of, till, shift, by, count, erasedAt int64
			)
			err := scan(&of, &z.ID, &till, &shift, &by, &z.No, &z.At, &z.Offset, &z.Day, &z.Hour, &z.Receipts, &z.First, &z.Last, &z.Sold,
				&z.Returned, &z.Returns, &z.Discount, &z.Net, &z.Tax, &z.Rounding, &z.Float, &z.CashSales, &z.In, &z.Out, &z.Expense, &z.Drop,
				&z.Expected, &z.Lines, &z.LinesWorth, &z.Baskets, &z.BasketWorth, &z.NoSales, &count, &z.Counted, &z.Difference, &z.Kept,
				&z.Taken, &z.AllSold, &z.AllReturned, &z.HeadSeq, &z.HeadHash, &z.Note, &erasedAt)
			z.Till, z.Shift, z.By, z.Count = r.name("tills", till), r.name("shifts", shift), r.name("staff", by), r.name("cash_counts", count)
			z.NoteErased, z.Tenders, z.Taxes = erasedAt != 0, tenders[of], taxes[of]
			return z, err
		}) {
			if !yield(z, err) || err != nil {
				return
			}
		}
	}
}

func (r *Rows) zParts() (tenders map[int64][]verify.ZTender, taxes map[int64][]verify.ZTax, err error) {
	tenders, taxes = map[int64][]verify.ZTender{}, map[int64][]verify.ZTax{}
	err = r.each("read the tenders of Z reports", "SELECT z_id, tender, receipts, amount FROM z_tenders ORDER BY z_id, tender", nil,
		func(scan scanner) error {
			var (
				of int64
				t  verify.ZTender
			)
			err := scan(&of, &t.Tender, &t.Receipts, &t.Amount)
			tenders[of] = append(tenders[of], t)
			return err
		})
	if err != nil {
		return nil, nil, err
	}
	err = r.each("read the taxes of Z reports", "SELECT z_id, tax_no, code, rate, inclusive, base, amount FROM z_taxes ORDER BY z_id, tax_no", nil,
		func(scan scanner) error {
			var (
				of, no int64
				t      verify.ZTax
			)
			err := scan(&of, &no, &t.Code, &t.Rate, &t.Inclusive, &t.Base, &t.Amount)
			if want := int64(len(taxes[of])) + 1; no != want {
				t.Code += " out of place" // the numbers of the taxes count from 1
			}
			taxes[of] = append(taxes[of], t)
			return err
		})
	return tenders, taxes, err
}
