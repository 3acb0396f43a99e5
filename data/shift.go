package data

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// shifts keeps the time between opening and closing of a till: the shift here, the drawer's ledger and the counts in
// drawer.go, the sums over its receipts in shiftsums.go, the report that ends it in zreport.go.
type shifts struct{ *tx }

const shiftColumns = ` h.uid, t.uid, h.shift_no, h.at_ms, h.tz_offset_min, h.business_day, h.hour, COALESCE(f.uid, ''), h.float_amount
	FROM shifts h JOIN tills t ON t.id = h.till_id LEFT JOIN staff f ON f.id = h.opened_by `

func (t shifts) first(condition string, args ...any) (shop.Shift, bool, error) {
	var (
		s      shop.Shift
		opened momentRow
	)
	found, err := t.one("read the shift", "SELECT"+shiftColumns+condition, args,
		&s.ID, &s.Till, &s.No, &opened.at, &opened.offset, &opened.day, &opened.hour, &s.OpenedBy, &s.Float)
	if err != nil || !found {
		return shop.Shift{}, false, err
	}
	s.Opened = opened.moment()
	return s, true, nil
}

// Open implements books.Shifts.
func (t shifts) Open(till shop.ID) (shop.Shift, bool, error) {
	if err := t.hold(till); err != nil {
		return shop.Shift{}, false, err
	}
	return t.first("WHERE t.uid = ? AND h.state = 'open'", id(till))
}

// ByID implements books.Shifts.
func (t shifts) ByID(of shop.ID) (shop.Shift, bool, error) { return t.first("WHERE h.uid = ?", id(of)) }

// Add implements books.Shifts: an open shift. A till has one at most; a second is AlreadyExists.
func (t shifts) Add(s shop.Shift) error {
	_, err := t.exec("shift", `INSERT INTO shifts (uid, till_id, shift_no, at_ms, tz_offset_min, business_day, hour, opened_by,
		float_amount, state) VALUES (?, `+idOf("tills")+`, ?, ?, ?, ?, ?, `+optionalID("staff")+`, ?, 'open')`,
		list([]any{id(s.ID), id(s.Till), s.No}, momentArgs(s.Opened), []any{id(s.OpenedBy), id(s.OpenedBy), int64(s.Float)})...)
	return err
}

// NextNo implements books.Shifts.
func (t shifts) NextNo(till shop.ID) (int64, error) {
	return t.nextOf("read the last shift", "SELECT COALESCE(MAX(shift_no), 0) FROM shifts WHERE till_id = (SELECT id FROM tills WHERE uid = ?)", till)
}

// nextOf is the number after the last one of a till, which is held so that nobody takes the same.
func (t shifts) nextOf(what, query string, till shop.ID) (int64, error) {
	if err := t.hold(till); err != nil {
		return 0, err
	}
	var last int64
	_, err := t.one(what, query, []any{id(till)}, &last)
	return last + 1, err
}

// OpenSince implements books.Shifts.
func (t shifts) OpenSince() (int, error) {
	var day int
	_, err := t.one("read the open shifts", "SELECT COALESCE(MIN(business_day), 0) FROM shifts WHERE state = 'open'", nil, &day)
	return day, err
}

// Receipts implements books.Shifts.
func (t shifts) Receipts(of shop.ID) (int64, error) {
	var n int64
	_, err := t.one("count receipts", "SELECT COUNT(*) FROM sales WHERE shift_id = (SELECT id FROM shifts WHERE uid = ?)", []any{id(of)}, &n)
	return n, err
}

// InDrawer implements books.Shifts.
func (t shifts) InDrawer(of shop.ID) (money.Amount, error) {
	var sum money.Amount
	_, err := t.one("add the drawer up", `SELECT CAST(COALESCE(SUM(a), 0) AS BIGINT) FROM (
		SELECT float_amount AS a FROM shifts WHERE uid = ?
		UNION ALL SELECT amount FROM cash_moves WHERE shift_id = (SELECT id FROM shifts WHERE uid = ?) AND kind <> 'opening_difference'
		UNION ALL SELECT p.amount FROM sales s JOIN payments p ON p.sale_id = s.id
			WHERE s.shift_id = (SELECT id FROM shifts WHERE uid = ?) AND `+tenderNow+` = 'cash') d`, []any{id(of), id(of), id(of)}, &sum)
	return sum, err
}
