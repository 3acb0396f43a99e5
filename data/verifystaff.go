package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// Staff implements verify.Source.
func (r *Rows) Staff(context.Context) iter.Seq2[verify.Staff, error] {
	return rows(r, "read the people", `SELECT s.uid, s.code, s.role, CASE WHEN s.archived_at IS NULL THEN 0 ELSE 1 END, s.row_version,
		COALESCE(k.pin, ''), COALESCE(k.badge, ''), COALESCE(k.row_version, 0) FROM staff s LEFT JOIN staff_keys k ON k.staff_id = s.id
		ORDER BY s.id`, func(scan scanner) (verify.Staff, error) {
		var (
			s        verify.Staff
			archived int64
		)
		err := scan(&s.ID, &s.Code, &s.Role, &archived, &s.Version, &s.PIN, &s.Badge, &s.KeyVersion)
		s.Archived = archived == 1
		return s, err
	})
}

// Times implements verify.Source.
func (r *Rows) Times(context.Context) iter.Seq2[verify.Time, error] {
	return rows(r, "read the time clock", `SELECT e.uid, e.staff_id, e.till_id, e.kind, e.at_ms, e.tz_offset_min, e.business_day, e.hour,
		e.corrects, e.by_id, COALESCE(x.content, ''), CASE WHEN x.erased_at IS NULL THEN 0 ELSE 1 END
		FROM time_entries e LEFT JOIN texts x ON e.reason_ref <> '' AND x.ref = e.reason_ref ORDER BY e.id`, func(scan scanner) (verify.Time, error) {
		var (
			e             verify.Time
			who, till, by int64
			erased        int64
		)
		err := scan(&e.ID, &who, &till, &e.Kind, &e.At, &e.Offset, &e.Day, &e.Hour, &e.Corrects, &by, &e.Reason, &erased)
		e.Staff, e.Till, e.By, e.ReasonErased = r.name("staff", who), r.name("tills", till), r.name("staff", by), erased == 1
		return e, err
	})
}
