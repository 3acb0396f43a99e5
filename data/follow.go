package data

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"kassa/app/books"
	"kassa/app/shop"
)

// The mirror of the journal follows the books by reading them, beside the sales and without a lock: what an act wrote is found by
// its keys, not told by the act. One reading is one picture of the books; a journal body alone says too little to write the
// tables from it (names, texts, PINs are left out of it on purpose), so the rows go with the records.
//
// A worked example: since the last reading record 9378 was written, a sale. Read are the journal of the till from 9378 on, the
// sales behind the last known key and what lies below them; the new lines name three products and a day, so three stocks, three
// sums of the month and the sums of that day are read again; and the few rows of the set-up and the counter. The catalogue is
// not looked at: a sale is quiet.

// Follower follows the books of one store; see [books.Follower].
type Follower struct {
	s      *Store
	tables []table
	known  *known // nil: nothing is remembered
}

// Follow begins to follow the books.
func (s *Store) Follow() *Follower { return &Follower{s: s, tables: followedTables()} }

// known is what the rows looked like at a mark.
type known struct {
	at    books.Mark
	small map[string]map[string]uint64 // table, key → sum of the row
	large map[string]map[int64]uint64  // table, key → sum of the rows that belong together
	fresh map[string]map[int64]uint64  // rows above the safe key of a table that is added to, which may be read again
	open  []horizon
}

// horizon is a picture of a PostgreSQL: writers before next may not have ended in it, and what they add stands below rows then.
type horizon struct {
	next int64
	rows map[string]int64
}

// Behind implements books.Follower.
func (f *Follower) Behind(ctx context.Context, from books.Mark) (records int64, ok bool, err error) {
	ok = true
	err = f.s.view(ctx, func(t *tx) error {
		now, err := t.headsNow()
		if err != nil {
			return err
		}
		for _, h := range from.Heads {
			if h.Seq == 0 {
				continue
			}
			hash, found, err := t.hashAt(h.Till, h.Seq)
			if err != nil {
				return err
			}
			ok = ok && found && slices.Equal(hash, h.Hash)
		}
		records = now.Records() - from.Records()
		return nil
	})
	return records, ok, err
}

// Now implements books.Follower.
func (f *Follower) Now(ctx context.Context) (m books.Mark, err error) {
	err = f.s.view(ctx, func(t *tx) error {
		if m, err = t.headsNow(); err != nil {
			return err
		}
		for i, h := range m.Heads {
			if m.Heads[i].Hash, _, err = t.hashAt(h.Till, h.Seq); err != nil {
				return err
			}
		}
		m.Rows = map[string]int64{}
		for _, one := range f.tables {
			var last int64
			if one.how != added {
				continue
			}
			if _, err := t.one("follow", "SELECT COALESCE(MAX(id), 0) FROM "+one.name, nil, &last); err != nil {
				return err
			}
			m.Rows[one.name] = last
		}
		return nil
	})
	return m, err
}

// headsNow is where all journals end, without their hashes.
func (t *tx) headsNow() (m books.Mark, err error) {
	err = t.each("follow the journal", "SELECT t.uid, COALESCE((SELECT MAX(j.seq) FROM journal j WHERE j.till_id = t.id), 0) FROM tills t ORDER BY t.id", nil,
		func(scan scanner) error {
			var h books.MarkHead
			err := scan(&h.Till, &h.Seq)
			m.Heads = append(m.Heads, h)
			return err
		})
	return m, err
}

func (t *tx) hashAt(till shop.ID, seq int64) (hash []byte, found bool, err error) {
	found, err = t.one("follow the journal", "SELECT hash FROM journal WHERE till_id = (SELECT id FROM tills WHERE uid = ?) AND seq = ?",
		[]any{id(till), seq}, &hash)
	return hash, found, err
}

// Since implements books.Follower.
func (f *Follower) Since(ctx context.Context, from books.Mark, quiet func(string) bool, emit func(books.Rows) error) (to books.Mark, keep func(), err error) {
	r := &reading{emit: emit, quiet: quiet, from: from, was: f.known, clues: map[clue]map[any]bool{days: {}, goods: {}, papers: {}}}
	if r.was == nil || !same(r.was.at, from) {
		r.was = nil
	}
	err = f.s.view(ctx, func(t *tx) error { r.t = t; return r.all(f.tables) })
	return r.now.at, func() { f.known = &r.now }, err
}

// same reports whether two marks are the same moment.
func same(a, b books.Mark) bool {
	return maps.Equal(a.Rows, b.Rows) && slices.EqualFunc(a.Heads, b.Heads, func(x, y books.MarkHead) bool { return x.Till == y.Till && x.Seq == y.Seq })
}

// reading is one reading of the books.
type reading struct {
	t     *tx
	emit  func(books.Rows) error
	quiet func(string) bool
	from  books.Mark
	was   *known // nil: nothing is known of the mark
	now   known
	clues map[clue]map[any]bool
	loud  int   // records that are not quiet
	next  int64 // of the picture, on PostgreSQL
	top   map[string]int64
}

// many is how many loud records, or rows that clues name, are so many that a table is handed out whole.
const many = 20

// all reads all tables.
func (r *reading) all(tables []table) error {
	r.now = known{small: map[string]map[string]uint64{}, large: map[string]map[int64]uint64{}, fresh: map[string]map[int64]uint64{}}
	r.now.at.Rows, r.top = map[string]int64{}, map[string]int64{}
	if err := r.journals(); err != nil {
		return err
	}
	if err := r.begin(); err != nil {
		return err
	}
	for _, one := range tables {
		var err error
		switch one.how {
		case added:
			err = r.added(one)
		case below:
			err = r.below(one)
		case touched:
			err = r.touched(one)
		case kept:
			err = r.kept(one)
		case counter:
			err = r.whole(one, nil)
		case large:
			err = r.large(one)
		}
		if err != nil {
			return err
		}
	}
	if r.t.kind == onPostgres {
		r.now.open = append(r.now.open, horizon{r.next, r.top})
	}
	return nil
}

// journals hands out the new records of every till.
func (r *reading) journals() error {
	heads, err := r.t.headsNow()
	if err != nil {
		return err
	}
	for i, h := range heads.Heads {
		from := r.from.Head(h.Till)
		heads.Heads[i].Hash = from.Hash
		if h.Seq <= from.Seq {
			continue
		}
		query := "SELECT * FROM journal WHERE till_id = (SELECT id FROM tills WHERE uid = ?) AND seq > ? ORDER BY seq"
		err := r.rows(query, []any{id(h.Till), from.Seq}, func(part books.Rows) error {
			kind, hash := slices.Index(part.Columns, "kind"), slices.Index(part.Columns, "hash")
			for _, row := range part.Rows {
				if k, _ := row[kind].(string); !r.quiet(k) {
					r.loud++
				}
				heads.Heads[i].Hash, _ = row[hash].([]byte)
			}
			part.Table, part.Key = "journal", []string{"till_id", "seq"}
			return r.emit(part)
		})
		if err != nil {
			return err
		}
	}
	r.now.at.Heads = heads.Heads
	return nil
}

// begin finds out, on PostgreSQL, which rows below the newest may still come: those of writers that had not ended when the
// newest were read. On SQLite one writes after the other, and keys rise with the commits.
func (r *reading) begin() error {
	for name, last := range r.from.Rows {
		r.now.at.Rows[name] = last
	}
	if r.t.kind != onPostgres {
		return nil
	}
	var oldest int64
	if _, err := r.t.one("follow", "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint", nil,
		&r.next, &oldest); err != nil {
		return err
	}
	if r.was == nil {
		return nil
	}
	for _, h := range r.was.open {
		if h.next > oldest {
			r.now.open = append(r.now.open, h)
			continue
		}
		for name, last := range h.rows { // all that was to come below these is there by now
			r.now.at.Rows[name] = max(r.now.at.Rows[name], last)
		}
	}
	return nil
}

// rows hands out what a query finds, some hundred rows at a time. emit must not ask the database.
func (r *reading) rows(query string, args []any, emit func(books.Rows) error) (err error) {
	ctx, err := r.t.context()
	if err != nil {
		return err
	}
	found, err := r.t.pool.QueryContext(ctx, r.t.bind(query), args...)
	if err != nil {
		return r.t.fail("follow", err)
	}
	defer func() { err = cmp.Or(err, r.t.fail("follow", cmp.Or(found.Err(), found.Close()))) }()
	columns, err := found.Columns()
	if err != nil {
		return err
	}
	const together = 256
	part := books.Rows{Columns: columns}
	for found.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			return r.t.fail("follow", err)
		}
		if part.Rows = append(part.Rows, row); len(part.Rows) == together {
			if err := emit(part); err != nil {
				return err
			}
			part.Rows = nil
		}
	}
	if len(part.Rows) == 0 {
		return nil
	}
	return emit(part)
}

// sumOfRow stands for a row as it is.
func sumOfRow(row []any) uint64 {
	h := fnv.New64a()
	var b []byte
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, 0)
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(v))
		case bool:
			b = append(b, 2, map[bool]byte{true: 1}[v])
		case string:
			b = append(binary.BigEndian.AppendUint32(append(b, 3), uint32(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint32(append(b, 4), uint32(len(v))), v...)
		default:
			b = fmt.Appendf(append(b, 5), "%T %v;", v, v) // whatever else a driver gives changes the sum, too
		}
	}
	_, _ = h.Write(b) // a sum takes everything
	return h.Sum64()
}

// keyOf are the values of the key columns of a row.
func keyOf(columns, key []string, row []any) []any {
	values := make([]any, len(key))
	for i, k := range key {
		values[i] = row[slices.Index(columns, k)]
	}
	return values
}

// number is a key as a whole number.
func number(v any) int64 {
	n, _ := v.(int64)
	return n
}

// note keeps what a row tells of other tables.
func (r *reading) note(columns []string, row []any) {
	for i, c := range columns {
		switch {
		case c == string(days):
			r.clues[days][row[i]] = true
		case c == string(goods):
			r.clues[goods][number(row[i])] = true // an open item is 0 in the sums
		case strings.HasSuffix(c, "_ref") && row[i] != "":
			r.clues[papers][row[i]] = true
		}
	}
}
