package data

import "kassa/app/shop"

const cashMoveColumns = ` m.uid, t.uid, h.uid, m.kind, m.amount, COALESCE(n.content, ''), COALESCE(f.uid, ''), m.at_ms, m.tz_offset_min,
	m.business_day, m.hour FROM cash_moves m JOIN tills t ON t.id = m.till_id JOIN shifts h ON h.id = m.shift_id
	LEFT JOIN texts n ON n.ref = m.reason_ref LEFT JOIN staff f ON f.id = m.staff_id `

func (t shifts) moves(condition string, args ...any) ([]shop.CashMove, error) {
	var all []shop.CashMove
	err := t.each("read the drawer's ledger", "SELECT"+cashMoveColumns+condition, args, func(scan scanner) error {
		var (
			m  shop.CashMove
			at momentRow
		)
		err := scan(&m.ID, &m.Till, &m.Shift, &m.Kind, &m.Amount, &m.Reason, &m.Staff, &at.at, &at.offset, &at.day, &at.hour)
		m.At = at.moment()
		all = append(all, m)
		return err
	})
	return all, err
}

// AddMove implements books.Shifts.
func (t shifts) AddMove(m shop.CashMove) error {
	reason, err := t.keepText(m.Reason)
	if err != nil {
		return err
	}
	_, err = t.exec("cash move", `INSERT INTO cash_moves (uid, till_id, shift_id, kind, amount, reason_ref, staff_id, at_ms, tz_offset_min,
		business_day, hour) VALUES (?, `+idOf("tills")+`, `+idOf("shifts")+`, ?, ?, ?, `+optionalID("staff")+`, ?, ?, ?, ?)`,
		list([]any{id(m.ID), id(m.Till), id(m.Shift), string(m.Kind), int64(m.Amount), reason, id(m.Staff), id(m.Staff)}, momentArgs(m.At))...)
	return err
}

// MoveByID implements books.Shifts.
func (t shifts) MoveByID(of shop.ID) (shop.CashMove, bool, error) {
	all, err := t.moves("WHERE m.uid = ?", id(of))
	if err != nil || len(all) == 0 {
		return shop.CashMove{}, false, err
	}
	return all[0], true, nil
}

// Moves implements books.Shifts.
func (t shifts) Moves(of shop.ID) ([]shop.CashMove, error) {
	return t.moves("WHERE h.uid = ? ORDER BY m.id", id(of))
}

const countColumns = ` c.id, c.uid, t.uid, h.uid, c.count_no, c.phase, c.total, COALESCE(f.uid, ''), c.at_ms, c.tz_offset_min, c.business_day,
	c.hour FROM cash_counts c JOIN tills t ON t.id = c.till_id JOIN shifts h ON h.id = c.shift_id LEFT JOIN staff f ON f.id = c.staff_id `

func (t shifts) counts(condition string, args ...any) ([]shop.CashCount, error) {
	var (
		all  []shop.CashCount
		keys []int64
	)
	err := t.each("read the counts", "SELECT"+countColumns+condition, args, func(scan scanner) error {
		var (
			c   shop.CashCount
			key int64
			at  momentRow
		)
		err := scan(&key, &c.ID, &c.Till, &c.Shift, &c.No, &c.Phase, &c.Total, &c.Staff, &at.at, &at.offset, &at.day, &at.hour)
		c.At = at.moment()
		all, keys = append(all, c), append(keys, key)
		return err
	})
	for i := 0; i < len(keys) && err == nil; i++ {
		err = t.each("read the pieces", "SELECT worth, pieces FROM count_pieces WHERE count_id = ? ORDER BY piece_no", []any{keys[i]},
			func(scan scanner) error {
				var p shop.Pieces
				err := scan(&p.Worth, &p.Count)
				all[i].Pieces = append(all[i].Pieces, p)
				return err
			})
	}
	return all, err
}

// AddCount implements books.Shifts.
func (t shifts) AddCount(c shop.CashCount) error {
	var key int64
	_, err := t.one("count", `INSERT INTO cash_counts (uid, till_id, shift_id, count_no, phase, total, staff_id, at_ms, tz_offset_min,
		business_day, hour) VALUES (?, `+idOf("tills")+`, `+idOf("shifts")+`, ?, ?, ?, `+optionalID("staff")+`, ?, ?, ?, ?) RETURNING id`,
		list([]any{id(c.ID), id(c.Till), id(c.Shift), c.No, string(c.Phase), int64(c.Total), id(c.Staff), id(c.Staff)}, momentArgs(c.At)), &key)
	if err != nil {
		return err
	}
	var args []any
	for i, p := range c.Pieces {
		args = append(args, key, i+1, int64(p.Worth), p.Count)
	}
	return t.insert(statement{what: "pieces", head: "INSERT INTO count_pieces (count_id, piece_no, worth, pieces) VALUES ", row: "(?, ?, ?, ?)"},
		4, args)
}

// CountByID implements books.Shifts.
func (t shifts) CountByID(of shop.ID) (shop.CashCount, bool, error) {
	all, err := t.counts("WHERE c.uid = ?", id(of))
	if err != nil || len(all) == 0 {
		return shop.CashCount{}, false, err
	}
	return all[0], true, nil
}

// Counts implements books.Shifts.
func (t shifts) Counts(of shop.ID) ([]shop.CashCount, error) {
	return t.counts("WHERE h.uid = ? ORDER BY c.count_no", id(of))
}
