package data

import (
	"database/sql"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// staff keeps what people are recognised by here, and their time in stafftime.go.
type staff struct{ *tx }

// ByID implements books.Staff.
func (t staff) ByID(of shop.ID) (books.StaffRow, bool, error) { return t.person("uid = ?", id(of)) }

// ByCode implements books.Staff.
func (t staff) ByCode(code string) (books.StaffRow, bool, error) {
	return t.person("code = ? AND archived_at IS NULL", code)
}

func (t staff) person(condition string, args ...any) (p books.StaffRow, found bool, err error) {
	var archived sql.NullInt64
	found, err = t.one("read a person", "SELECT uid, code, name, role, row_version, archived_at FROM staff WHERE "+condition, args,
		&p.ID, &p.Code, &p.Name, &p.Role, &p.Version, &archived)
	if archived.Valid {
		p.Archived = time.UnixMilli(archived.Int64).UTC()
	}
	return p, found, err
}

// Codes implements books.Staff.
func (t staff) Codes() (all []string, err error) {
	err = t.each("read the codes", "SELECT code FROM staff ORDER BY id", nil, func(scan scanner) error {
		var one string
		err := scan(&one)
		all = append(all, one)
		return err
	})
	return all, err
}

// Change implements books.Staff. A code that another person has who works here is AlreadyExists.
func (t staff) Change(p books.StaffRow) error {
	archived := sql.NullInt64{Int64: p.Archived.UnixMilli(), Valid: !p.Archived.IsZero()}
	n, err := t.exec("staff", "UPDATE staff SET code = ?, name = ?, role = ?, archived_at = ?, row_version = row_version + 1 WHERE uid = ?",
		p.Code, p.Name, p.Role, archived, id(p.ID))
	if err := must(n, err, "staff"); err != nil {
		return naming(err, "staff", p.Code)
	}
	return shops(t).grow()
}

// naming says which thing exists already.
func naming(err error, what, value string) error {
	if f, ok := fault.Of(err); ok && f.Code == fault.AlreadyExists {
		return fault.Wrap(f.Code, fault.Args{"what": what, "value": value}, f.Err)
	}
	return err
}

const keyColumns = "SELECT s.uid, k.pin, k.digits, k.badge, k.tries, k.tried_ms, k.row_version FROM staff_keys k JOIN staff s ON s.id = k.staff_id "

func scanKey(scan scanner) (k books.StaffKey, err error) {
	var tried int64
	err = scan(&k.Staff, &k.PIN, &k.Digits, &k.Badge, &k.Tries, &tried, &k.Version)
	k.Tried = timeOf(tried)
	return k, err
}

// timeOf is a stored time; 0 stands for never.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func msOf(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

func (t staff) key(condition string, args ...any) (k books.StaffKey, found bool, err error) {
	err = t.each("read a key", keyColumns+condition, args, func(scan scanner) (err error) {
		found = true
		k, err = scanKey(scan)
		return err
	})
	return k, found, err
}

// Key implements books.Staff.
func (t staff) Key(of shop.ID) (books.StaffKey, bool, error) {
	condition := "WHERE s.uid = ?"
	if t.kind == onPostgres && t.write {
		condition += " FOR UPDATE OF k"
	}
	return t.key(condition, id(of))
}

// Keys implements books.Staff.
func (t staff) Keys() (all []books.StaffKey, err error) {
	err = t.each("read the keys", keyColumns+"WHERE s.archived_at IS NULL ORDER BY s.id", nil, func(scan scanner) error {
		k, err := scanKey(scan)
		all = append(all, k)
		return err
	})
	return all, err
}

// ByBadge implements books.Staff.
func (t staff) ByBadge(badge string) (books.StaffKey, bool, error) {
	return t.key("WHERE k.badge = ? AND k.badge <> '' AND s.archived_at IS NULL", badge)
}

// PutKey implements books.Staff.
func (t staff) PutKey(k books.StaffKey) error {
	_, err := t.exec("badge", `INSERT INTO staff_keys (staff_id, pin, digits, badge, tries, tried_ms, row_version) VALUES (`+idOf("staff")+
		`, ?, ?, ?, ?, ?, 1) ON CONFLICT (staff_id) DO UPDATE SET pin = excluded.pin, digits = excluded.digits, badge = excluded.badge, tries = excluded.tries,
		tried_ms = excluded.tried_ms, row_version = staff_keys.row_version + 1`,
		id(k.Staff), k.PIN, k.Digits, k.Badge, k.Tries, msOf(k.Tried))
	if err != nil {
		return naming(err, "badge", "")
	}
	return shops(t).grow()
}

// SetTries implements books.Staff.
func (t staff) SetTries(of shop.ID, tries int, tried time.Time) error {
	n, err := t.exec("tries", "UPDATE staff_keys SET tries = ?, tried_ms = ? WHERE staff_id = "+idOf("staff"), tries, msOf(tried), id(of))
	return must(n, err, "staff")
}

// Strays implements books.Staff.
func (t staff) Strays(till shop.ID) (tries int, tried time.Time, err error) {
	var ms int64
	_, err = t.one("read the strays", "SELECT tries, tried_ms FROM stray_badges WHERE till_id = (SELECT id FROM tills WHERE uid = ?)",
		[]any{id(till)}, &tries, &ms)
	return tries, timeOf(ms), err
}

// SetStrays implements books.Staff.
func (t staff) SetStrays(till shop.ID, tries int, tried time.Time) error {
	_, err := t.exec("strays", `INSERT INTO stray_badges (till_id, tries, tried_ms) VALUES (`+idOf("tills")+`, ?, ?)
		ON CONFLICT (till_id) DO UPDATE SET tries = excluded.tries, tried_ms = excluded.tried_ms`, id(till), tries, msOf(tried))
	return err
}
