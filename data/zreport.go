package data

import "kassa/app/shop"

// NextZ implements books.Shifts.
func (t shifts) NextZ(till shop.ID) (int64, error) {
	return t.nextOf("read the last Z report", "SELECT COALESCE(MAX(number), 0) FROM z_reports WHERE till_id = (SELECT id FROM tills WHERE uid = ?)", till)
}

// Close implements books.Shifts.
func (t shifts) Close(z shop.Z) error {
	note, err := t.keepText(z.Note)
	if err != nil {
		return err
	}
	var key int64
	if _, err := t.one("Z report", insertZ(), zArgs(z, note), &key); err != nil {
		return err
	}
	var tenders, taxes []any
	for _, s := range z.Sales.Tenders {
		tenders = append(tenders, key, s.Tender, s.Receipts, int64(s.Amount))
	}
	for i, s := range z.Sales.Taxes {
		taxes = append(taxes, key, i+1, s.Code, int64(s.Rate), s.Inclusive, int64(s.Base), int64(s.Amount))
	}
	if err := t.insert(statement{what: "Z tender", head: "INSERT INTO z_tenders (z_id, tender, receipts, amount) VALUES ", row: "(?, ?, ?, ?)"},
		4, tenders); err != nil {
		return err
	}
	if err := t.insert(statement{what: "Z tax", head: "INSERT INTO z_taxes (z_id, tax_no, code, rate, inclusive, base, amount) VALUES ",
		row: "(?, ?, ?, ?, ?, ?, ?)"}, 7, taxes); err != nil {
		return err
	}
	n, err := t.exec("shift", "UPDATE shifts SET state = 'closed', closed_ms = ? WHERE uid = ? AND state = 'open'", z.At.At.UnixMilli(), id(z.Shift.ID))
	return must(n, err, "shift")
}

func insertZ() string {
	return `INSERT INTO z_reports (uid, till_id, shift_id, number, staff_id, at_ms, tz_offset_min, business_day, hour, receipts, first_label,
		last_label, sold, returned, returns, discount, net, tax, rounding, float_amount, cash_sales, cash_in, cash_out, expenses, drops, expected,
		removed_lines, removed_worth, cleared_baskets, cleared_worth, no_sales, count_id, counted, difference, kept, taken, all_sold,
		all_returned, head_seq, head_hash, note_ref) VALUES (?, ` + idOf("tills") + `, ` + idOf("shifts") + `, ?, ` + optionalID("staff") +
		`, ` + marks(26) + `, ` + idOf("cash_counts") + `, ` + marks(9) + `) RETURNING id`
}

func zArgs(z shop.Z, note string) []any {
	s, c := z.Sales, z.Cash
	return list([]any{id(z.ID), id(z.Shift.Till), id(z.Shift.ID), z.No, id(z.By), id(z.By)}, momentArgs(z.At),
		[]any{s.Receipts, s.First, s.Last, int64(s.Sold), int64(s.Returned), s.Returns, int64(s.Discount), int64(s.Net), int64(s.Tax),
			int64(s.Rounding), int64(c.Float), int64(c.Sales), int64(c.In), int64(c.Out), int64(c.Expense), int64(c.Drop), int64(c.Expected()),
			z.Lines, int64(z.LinesWorth), z.Baskets, int64(z.BasketWorth), z.NoSales, id(z.Count), int64(z.Counted), int64(z.Difference),
			int64(z.Kept), int64(z.Taken), int64(z.AllSold), int64(z.AllReturned), z.HeadSeq, z.HeadHash, note})
}

const zColumns = ` z.id, z.uid, z.number, COALESCE(b.uid, ''), z.at_ms, z.tz_offset_min, z.business_day, z.hour, z.receipts, z.first_label,
	z.last_label, z.sold, z.returned, z.returns, z.discount, z.net, z.tax, z.rounding, z.float_amount, z.cash_sales, z.cash_in, z.cash_out,
	z.expenses, z.drops, z.removed_lines, z.removed_worth, z.cleared_baskets, z.cleared_worth, z.no_sales, c.uid, z.counted, z.difference,
	z.kept, z.taken, z.all_sold, z.all_returned, z.head_seq, z.head_hash, COALESCE(n.content, ''),
	h.uid, t.uid, h.shift_no, h.at_ms, h.tz_offset_min, h.business_day, h.hour, COALESCE(f.uid, ''), h.float_amount
	FROM z_reports z JOIN shifts h ON h.id = z.shift_id JOIN tills t ON t.id = z.till_id JOIN cash_counts c ON c.id = z.count_id
	LEFT JOIN staff b ON b.id = z.staff_id LEFT JOIN staff f ON f.id = h.opened_by LEFT JOIN texts n ON n.ref = z.note_ref `

// zs reads the Z reports that a condition chooses, whole.
func (t shifts) zs(condition string, args ...any) ([]shop.Z, error) {
	var (
		all  []shop.Z
		keys []int64
	)
	err := t.each("read Z reports", "SELECT"+zColumns+condition, args, func(scan scanner) error {
		var (
			z          shop.Z
			key        int64
			at, opened momentRow
		)
		s, c, h := &z.Sales, &z.Cash, &z.Shift
		err := scan(&key, &z.ID, &z.No, &z.By, &at.at, &at.offset, &at.day, &at.hour, &s.Receipts, &s.First, &s.Last, &s.Sold, &s.Returned,
			&s.Returns, &s.Discount, &s.Net, &s.Tax, &s.Rounding, &c.Float, &c.Sales, &c.In, &c.Out, &c.Expense, &c.Drop, &z.Lines,
			&z.LinesWorth, &z.Baskets, &z.BasketWorth, &z.NoSales, &z.Count, &z.Counted, &z.Difference, &z.Kept, &z.Taken, &z.AllSold,
			&z.AllReturned, &z.HeadSeq, &z.HeadHash, &z.Note, &h.ID, &h.Till, &h.No, &opened.at, &opened.offset, &opened.day, &opened.hour,
			&h.OpenedBy, &h.Float)
		z.At, h.Opened = at.moment(), opened.moment()
		all, keys = append(all, z), append(keys, key)
		return err
	})
	for i := 0; i < len(keys) && err == nil; i++ {
		err = t.zParts(keys[i], &all[i].Sales)
	}
	return all, err
}

// zParts reads the tenders and taxes of one report.
func (t shifts) zParts(key int64, s *shop.ShiftSales) error {
	err := t.each("read the tenders of a Z report", "SELECT tender, receipts, amount FROM z_tenders WHERE z_id = ? ORDER BY tender", []any{key},
		func(scan scanner) error {
			var one shop.TenderSum
			err := scan(&one.Tender, &one.Receipts, &one.Amount)
			s.Tenders = append(s.Tenders, one)
			return err
		})
	if err != nil {
		return err
	}
	return t.each("read the taxes of a Z report", "SELECT code, rate, inclusive, base, amount FROM z_taxes WHERE z_id = ? ORDER BY tax_no", []any{key},
		func(scan scanner) error {
			var one shop.TaxSum
			err := scan(&one.Code, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
			s.Taxes = append(s.Taxes, one)
			return err
		})
}

func (t shifts) firstZ(condition string, args ...any) (shop.Z, bool, error) {
	all, err := t.zs(condition, args...)
	if err != nil || len(all) == 0 {
		return shop.Z{}, false, err
	}
	return all[0], true, nil
}

// ZByID implements books.Shifts.
func (t shifts) ZByID(of shop.ID) (shop.Z, bool, error) { return t.firstZ("WHERE z.uid = ?", id(of)) }

const newestZ = "WHERE t.uid = ? ORDER BY z.number DESC LIMIT ?"

// LastZ implements books.Shifts.
func (t shifts) LastZ(till shop.ID) (shop.Z, bool, error) { return t.firstZ(newestZ, id(till), 1) }

// NewestZs implements books.Shifts.
func (t shifts) NewestZs(till shop.ID, limit int) ([]shop.Z, error) {
	return t.zs(newestZ, id(till), limit)
}

// Zs implements books.Shifts.
func (t shifts) Zs(fromDay, toDay int) ([]shop.Z, error) {
	return t.zs("WHERE z.business_day BETWEEN ? AND ? ORDER BY t.id, z.number", fromDay, toDay)
}
