package data

import "kassa/app/shop"

// shifts keeps the time between opening and closing of a till.
type shifts struct{ *tx }

// Open implements books.Shifts.
func (t shifts) Open(till shop.ID) (shop.Shift, bool, error) {
	var (
		s      shop.Shift
		opened momentRow
	)
	found, err := t.one("read the shift", `SELECT h.uid, t.uid, h.shift_no, h.at_ms, h.tz_offset_min, h.business_day, h.hour,
		COALESCE(f.uid, ''), h.float_amount FROM shifts h JOIN tills t ON t.id = h.till_id LEFT JOIN staff f ON f.id = h.opened_by
		WHERE t.uid = ? AND h.state = 'open'`, []any{id(till)},
		&s.ID, &s.Till, &s.No, &opened.at, &opened.offset, &opened.day, &opened.hour, &s.OpenedBy, &s.Float)
	if err != nil || !found {
		return shop.Shift{}, false, err
	}
	s.Opened = opened.moment()
	return s, true, nil
}

// Add implements books.Shifts: an open shift. A till has one at most; a second is AlreadyExists.
func (t shifts) Add(s shop.Shift) error {
	_, err := t.exec("shift", `INSERT INTO shifts (uid, till_id, shift_no, at_ms, tz_offset_min, business_day, hour, opened_by,
		float_amount, state) VALUES (?, `+idOf("tills")+`, ?, ?, ?, ?, ?, `+optionalID("staff")+`, ?, 'open')`,
		list([]any{id(s.ID), id(s.Till), s.No}, momentArgs(s.Opened), []any{id(s.OpenedBy), id(s.OpenedBy), int64(s.Float)})...)
	return err
}

// NextNo implements books.Shifts.
func (t shifts) NextNo(till shop.ID) (int64, error) {
	if err := t.hold(till); err != nil {
		return 0, err
	}
	var last int64
	_, err := t.one("read the last shift", "SELECT COALESCE(MAX(shift_no), 0) FROM shifts WHERE till_id = (SELECT id FROM tills WHERE uid = ?)",
		[]any{id(till)}, &last)
	return last + 1, err
}
