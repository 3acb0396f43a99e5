package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// has reports whether a table is there: books of an older release are verified as they are, and have fewer.
func (r *Rows) has(table string) (found bool, err error) {
	query := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
	if r.t.kind == onPostgres {
		query = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
	}
	var n int64
	err = r.each("look for a table", query, []any{table}, func(scan scanner) error { return scan(&n) })
	return n > 0, err
}

// ifThere hands out the rows of a table, none where an older release had no such table.
func ifThere[T any](r *Rows, table string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		found, err := r.has(table)
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		if found {
			all(yield)
		}
	}
}

// Staff implements verify.Source.
func (r *Rows) Staff(context.Context) iter.Seq2[verify.Staff, error] {
	return func(yield func(verify.Staff, error) bool) {
		keyed, err := r.has("staff_keys")
		if err != nil {
			yield(verify.Staff{}, err)
			return
		}
		keys, join := "'', '', 0", ""
		if keyed {
			keys, join = "COALESCE(k.pin, ''), COALESCE(k.badge, ''), COALESCE(k.row_version, 0)", " LEFT JOIN staff_keys k ON k.staff_id = s.id"
		}
		query := "SELECT s.uid, s.code, s.role, CASE WHEN s.archived_at IS NULL THEN 0 ELSE 1 END, s.row_version, " + keys + " FROM staff s" + join
		rows(r, "read the people", query+" ORDER BY s.id", func(scan scanner) (verify.Staff, error) {
			var (
				s        verify.Staff
				archived int64
			)
			err := scan(&s.ID, &s.Code, &s.Role, &archived, &s.Version, &s.PIN, &s.Badge, &s.KeyVersion)
			s.Archived = archived == 1
			return s, err
		})(yield)
	}
}

// Times implements verify.Source.
func (r *Rows) Times(context.Context) iter.Seq2[verify.Time, error] {
	return ifThere(r, "time_entries", rows(r, "read the time clock", `SELECT e.uid, e.staff_id, e.till_id, e.kind, e.at_ms, e.tz_offset_min,
		e.business_day, e.hour, e.corrects, e.by_id, COALESCE(x.content, ''), CASE WHEN x.erased_at IS NULL THEN 0 ELSE 1 END
		FROM time_entries e LEFT JOIN texts x ON e.reason_ref <> '' AND x.ref = e.reason_ref ORDER BY e.id`, func(scan scanner) (verify.Time, error) {
		var (
			e             verify.Time
			who, till, by int64
			erased        int64
		)
		err := scan(&e.ID, &who, &till, &e.Kind, &e.At, &e.Offset, &e.Day, &e.Hour, &e.Corrects, &by, &e.Reason, &erased)
		e.Staff, e.Till, e.By, e.ReasonErased = r.name("staff", who), r.name("tills", till), r.name("staff", by), erased == 1
		return e, err
	}))
}
