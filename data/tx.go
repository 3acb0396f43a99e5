package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// tx is one unit of work. No field of it leads back to the pool: what a method does, it does inside.
//
// Nouns of the set-up are read and written through GORM. What happens at every scan and sale goes as text with values
// to the same transaction, a few statements with many rows each: GORM's reflection would cost more than the database.
type tx struct {
	g     *gorm.DB
	pool  gorm.ConnPool
	ctx   context.Context // of this unit of work, which never outlives it
	where string          // the path for faults
	kind  dialect
	write bool
}

func (s *Store) tx(ctx context.Context, pool *gorm.DB, conn *sql.Conn, write bool) *tx {
	t := &tx{pool: conn, ctx: ctx, where: s.path, kind: s.kind, write: write}
	if write {
		ctx = context.WithoutCancel(ctx)
	}
	t.g = pool.Session(&gorm.Session{NewDB: true, Context: ctx})
	t.g.Statement.ConnPool = conn
	return t
}

// The subjects of books.Tx.

func (t *tx) Shop() books.Shop         { return shops{t} }
func (t *tx) Products() books.Products { return products{t} }
func (t *tx) Carts() books.Carts       { return carts{t} }
func (t *tx) Sales() books.Sales       { return sales{t} }
func (t *tx) Stock() books.Stock       { return stock{t} }
func (t *tx) Shifts() books.Shifts     { return shifts{t} }
func (t *tx) Journal() books.Journal   { return journal{t} }
func (t *tx) Jobs() books.Jobs         { return jobs{t} }
func (t *tx) Fiscal() books.Fiscal     { return fiscal{t} }
func (t *tx) Sums() books.Sums         { return sums{t} }
func (t *tx) Staff() books.Staff       { return staff{t} }
func (t *tx) Tiles() books.Tiles       { return tiles{t} }
func (t *tx) Offers() books.Offers     { return offers{t} }

// context is what a statement runs under: a reading one can be stopped in the middle, a writing one cannot.
func (t *tx) context() (context.Context, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	if t.write {
		return context.WithoutCancel(t.ctx), nil
	}
	return t.ctx, nil
}

// fail translates an error of the database.
func (t *tx) fail(what string, err error) error { return translate(t.where, what, err) }

// exec runs one statement and returns how many rows it changed.
func (t *tx) exec(what, query string, args ...any) (int64, error) {
	ctx, err := t.context()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	result, err := t.pool.ExecContext(ctx, t.bind(query), args...)
	if err != nil {
		return 0, t.fail(what, err)
	}
	n, err := result.RowsAffected()
	return n, t.fail(what, err)
}

// one reads one row; found is false when there is none.
func (t *tx) one(what, query string, args []any, into ...any) (found bool, err error) {
	err = t.each(what, query, args, func(scan scanner) error {
		found = true
		return scan(into...)
	})
	return found, err
}

// scanner reads the columns of the current row.
type scanner func(into ...any) error

// each calls f for every row. f must not ask the database: the row is still open.
func (t *tx) each(what, query string, args []any, f func(scanner) error) error {
	ctx, err := t.context()
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	rows, err := t.pool.QueryContext(ctx, t.bind(query), args...)
	if err != nil {
		return t.fail(what, err)
	}
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return errors.Join(t.fail(what, err), rows.Close())
		}
	}
	return t.fail(what, errors.Join(rows.Err(), rows.Close()))
}

// bind writes the question marks of a statement as PostgreSQL wants them: $1, $2 and so on. Our statements hold no
// question mark inside a text.
func (t *tx) bind(query string) string {
	if t.kind == onSQLite {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 2*strings.Count(query, "?"))
	n := 0
	for i := range len(query) {
		if query[i] != '?' {
			b.WriteByte(query[i])
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}

// statement is an INSERT of many rows: head, then the row as often as there are rows, then tail.
type statement struct{ what, head, row, tail string }

// Rows go into the database in statements of 64, then 8, then the rest at once: so few different texts that all stay
// prepared, and far below the limit of variables (32,766 on SQLite, 65,535 on PostgreSQL).
const (
	manyRows = 64
	someRows = 8
)

// insert adds rows; width is how many values make one.
func (t *tx) insert(s statement, width int, args []any) error {
	for len(args) > 0 {
		n := len(args) / width
		switch {
		case n >= manyRows:
			n = manyRows
		case n >= someRows:
			n = someRows
		}
		if _, err := t.exec(s.what, s.text(n), args[:n*width]...); err != nil {
			return err
		}
		args = args[n*width:]
	}
	return nil
}

func (s statement) text(n int) string {
	var b strings.Builder
	b.Grow(len(s.head) + n*(len(s.row)+2) + len(s.tail) + 2)
	b.WriteString(s.head)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(s.row)
	}
	b.WriteString(s.tail)
	return b.String()
}

// marks is a list of n question marks.
func marks(n int) string {
	return strings.TrimSuffix(strings.Repeat("?,", n), ",")
}

// newIDs takes n integer keys of a table that are not in use.
func (t *tx) newIDs(table string, n int) ([]int64, error) {
	ids := make([]int64, 0, n)
	if t.kind == onPostgres {
		query := "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)"
		err := t.each("take keys", query, []any{table, n}, func(scan scanner) error {
			var id int64
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		return ids, err
	}
	var last int64
	if _, err := t.one("take keys", "SELECT COALESCE(MAX(id), 0) FROM "+table, nil, &last); err != nil {
		return nil, err
	}
	for range n {
		last++
		ids = append(ids, last)
	}
	return ids, nil
}

// idOf is the key of a thing that must exist; optionalID that of one that may be none. A thing that is not there
// becomes -1, which no foreign key accepts: the statement fails with NotFound.
func idOf(table string) string {
	return "COALESCE((SELECT id FROM " + table + " WHERE uid = ?), -1)"
}

func optionalID(table string) string {
	return "CASE ? WHEN '' THEN NULL ELSE " + idOf(table) + " END"
}

// momentArgs are the four columns of a time: at_ms, tz_offset_min, business_day, hour.
func momentArgs(m shop.Moment) []any {
	return []any{m.At.UnixMilli(), m.OffsetMin, m.Day, m.Hour}
}

// momentRow takes the same four columns.
type momentRow struct {
	at                int64
	offset, day, hour int
}

func (r *momentRow) moment() shop.Moment {
	return shop.Moment{At: time.UnixMilli(r.at).UTC(), OffsetMin: r.offset, Day: r.day, Hour: r.hour}
}

// asJSON writes a value that always can be written.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("data: " + err.Error()) // only values of our own types come here
	}
	return string(b)
}

func fromJSON(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

// namesText writes names with their languages in order, so that the same names are the same text.
func namesText(n shop.Names) string {
	if len(n) == 0 {
		return ""
	}
	return asJSON(n)
}

func namesOf(text string) (shop.Names, error) {
	var n shop.Names
	err := fromJSON(text, &n)
	return n, err
}

// Values for statements: plain kinds, which need no reflection on their way to the database.

func id(v shop.ID) string { return string(v) }

func list(parts ...[]any) []any { return slices.Concat(parts...) }

// must turns "changed nothing" into NotFound.
func must(n int64, err error, what string) error {
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, fault.Args{"what": what})
	}
	return err
}
