package data

import "kassa/app/shop"

const timeColumns = `SELECT e.uid, s.uid, t.uid, e.kind, e.at_ms, e.tz_offset_min, e.business_day, e.hour, e.corrects, b.uid,
	COALESCE(x.content, ''), CASE WHEN EXISTS (SELECT 1 FROM time_entries c WHERE c.corrects = e.uid) THEN 1 ELSE 0 END
	FROM time_entries e JOIN staff s ON s.id = e.staff_id JOIN tills t ON t.id = e.till_id JOIN staff b ON b.id = e.by_id
	LEFT JOIN texts x ON x.ref = e.reason_ref AND e.reason_ref <> '' `

// times reads entries of the time clock; corrected says of each whether another stands for it.
func (t staff) times(condition string, args []any, f func(e shop.TimeEntry, corrected bool)) error {
	return t.each("read the time clock", timeColumns+condition, args, func(scan scanner) error {
		var (
			e         shop.TimeEntry
			at        momentRow
			corrected int
		)
		err := scan(&e.ID, &e.Staff, &e.Till, &e.Kind, &at.at, &at.offset, &at.day, &at.hour, &e.Corrects, &e.By, &e.Reason, &corrected)
		e.At = at.moment()
		f(e, corrected == 1)
		return err
	})
}

// AddTime implements books.Staff.
func (t staff) AddTime(e shop.TimeEntry) error {
	reason, err := t.keepText(e.Reason)
	if err != nil {
		return err
	}
	_, err = t.exec("time entry", `INSERT INTO time_entries (uid, staff_id, till_id, kind, at_ms, tz_offset_min, business_day, hour, corrects,
		by_id, reason_ref) VALUES (?, `+idOf("staff")+", "+idOf("tills")+", ?, ?, ?, ?, ?, ?, "+idOf("staff")+", ?)",
		list([]any{id(e.ID), id(e.Staff), id(e.Till), string(e.Kind)}, momentArgs(e.At), []any{id(e.Corrects), id(e.By), reason})...)
	return err
}

// TimeByID implements books.Staff.
func (t staff) TimeByID(of shop.ID) (e shop.TimeEntry, corrected, found bool, err error) {
	err = t.times("WHERE e.uid = ?", []any{id(of)}, func(one shop.TimeEntry, stands bool) { e, corrected, found = one, stands, true })
	return e, corrected, found, err
}

// Times implements books.Staff.
func (t staff) Times(fromDay, toDay int, of shop.ID) (all []shop.TimeEntry, err error) {
	condition, args := "WHERE e.business_day BETWEEN ? AND ? AND e.kind <> 'void'", []any{fromDay, toDay}
	if of != "" {
		condition, args = condition+" AND s.uid = ?", append(args, id(of))
	}
	err = t.times(condition+" ORDER BY e.at_ms, e.id", args, func(e shop.TimeEntry, corrected bool) {
		if !corrected {
			all = append(all, e)
		}
	})
	return all, err
}
