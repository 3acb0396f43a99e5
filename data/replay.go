package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// What the mirror holds is put into books that nobody uses: those of a backup, or new ones. The guards that let nothing be changed
// are taken down for that, in the one transaction in which all is put in, and stand again at its end; what points at nothing is
// found then. The records of the journal must follow on those that are there, number by number.

// Replay puts rows that were followed into the books of a file that nobody uses; feed hands them to put, in their order. All or
// nothing. Faults: MirrorGap (records are missing between the books and the rows), MirrorOther (they belong to other books).
func Replay(ctx context.Context, path string, feed func(put func(books.Rows) error) error) (err error) {
	s, err := Open(ctx, Options{DSN: path})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	pool, err := s.writer.DB()
	if err != nil {
		return err
	}
	// The one connection of the writer: outside a transaction it can be told not to look where rows point.
	if _, err := pool.ExecContext(ctx, "PRAGMA foreign_keys=OFF"); err != nil {
		return s.translate("replay", err)
	}
	return s.update(ctx, func(t *tx) error {
		r := &replay{tx: t, goods: map[int64]bool{}, columns: map[string][]string{}}
		guards, err := r.disarm()
		if err == nil {
			err = feed(r.put)
		}
		if err == nil {
			err = r.derive()
		}
		if err == nil {
			err = r.pointing()
		}
		for _, one := range guards {
			if err == nil {
				_, err = t.exec("replay", one)
			}
		}
		return err
	})
}

// replay is one replaying.
type replay struct {
	*tx
	goods   map[int64]bool // products that were put in
	columns map[string][]string
}

// disarm takes the triggers down and returns how they are made.
func (r *replay) disarm() (guards []string, err error) {
	var names []string
	err = r.each("replay", "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name", nil, func(scan scanner) error {
		var name, sql string
		err := scan(&name, &sql)
		names, guards = append(names, name), append(guards, sql)
		return err
	})
	for _, name := range names {
		if err == nil {
			_, err = r.exec("replay", "DROP TRIGGER "+quoted(name))
		}
	}
	return guards, err
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// put puts rows of a table in. A table or column that these books do not have is one of a newer program.
func (r *replay) put(rows books.Rows) error {
	there, err := r.columnsOf(rows.Table)
	if err != nil {
		return err
	}
	for _, c := range slices.Concat(rows.Columns, rows.Key) {
		if !slices.Contains(there, c) {
			return fault.Wrap(fault.NewerDatabase, fault.Args{"version": rows.Table + "." + c}, nil)
		}
	}
	if rows.Table == "journal" {
		return r.follow(rows)
	}
	if err := r.makeRoom(rows); err != nil {
		return err
	}
	if rows.Table == "products" || rows.Table == "barcodes" {
		for _, row := range rows.Rows {
			r.goods[number(keyOf(rows.Columns, rows.Key, row)[0])] = true
		}
	}
	return r.add(rows)
}

func (r *replay) columnsOf(table string) ([]string, error) {
	if known, there := r.columns[table]; there {
		return known, nil
	}
	var names []string
	err := r.each("replay", "SELECT name FROM pragma_table_info(?)", []any{table}, func(scan scanner) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	})
	r.columns[table] = names
	return names, err
}

// makeRoom takes away what stands under the keys of the rows.
func (r *replay) makeRoom(rows books.Rows) error {
	if rows.Whole {
		_, err := r.exec("replay", "DELETE FROM "+quoted(rows.Table))
		return err
	}
	if len(rows.Key) == 0 {
		return nil // they follow on others of the same table, which stands here whole
	}
	where := make([]string, len(rows.Key))
	for i, k := range rows.Key {
		where[i] = quoted(k) + " = ?"
	}
	query := "DELETE FROM " + quoted(rows.Table) + " WHERE " + strings.Join(where, " AND ")
	gone := rows.Gone
	var last []any
	for _, row := range rows.Rows {
		if key := keyOf(rows.Columns, rows.Key, row); last == nil || !slices.Equal(last, key) {
			gone, last = append(gone, key), key
		}
	}
	for _, key := range gone {
		if _, err := r.exec("replay", query, key...); err != nil {
			return err
		}
	}
	return nil
}

// add inserts rows.
func (r *replay) add(rows books.Rows) error {
	names := make([]string, len(rows.Columns))
	for i, c := range rows.Columns {
		names[i] = quoted(c)
	}
	all := make([]any, 0, len(rows.Rows)*len(names))
	for _, row := range rows.Rows {
		if len(row) != len(names) {
			return fmt.Errorf("replay: a row of %s has %d values for %d columns", rows.Table, len(row), len(names))
		}
		all = append(all, row...)
	}
	return r.insert(statement{what: "replay", head: "INSERT INTO " + quoted(rows.Table) + " (" + strings.Join(names, ", ") + ") VALUES ",
		row: "(" + marks(len(names)) + ")"}, len(names), all)
}

// follow adds the records that the journal does not have yet, each with the number after the last.
func (r *replay) follow(rows books.Rows) error {
	fresh := rows
	fresh.Rows = nil
	last := map[any]int64{}
	for _, row := range rows.Rows {
		at := keyOf(rows.Columns, []string{"till_id", "seq", "hash"}, row)
		till, seq := at[0], number(at[1])
		if _, asked := last[till]; !asked {
			var n int64
			if _, err := r.one("replay", "SELECT COALESCE(MAX(seq), 0) FROM journal WHERE till_id = ?", []any{till}, &n); err != nil {
				return err
			}
			last[till] = n
		}
		switch {
		case seq > last[till]+1:
			return fault.New(fault.MirrorGap, fault.Args{"from": last[till] + 1, "to": seq - 1})
		case seq == last[till]+1:
			fresh.Rows, last[till] = append(fresh.Rows, row), seq
			continue
		}
		var hash []byte
		if _, err := r.one("replay", "SELECT hash FROM journal WHERE till_id = ? AND seq = ?", []any{till, seq}, &hash); err != nil {
			return err
		}
		if want, _ := at[2].([]byte); !bytes.Equal(want, hash) {
			return fault.New(fault.MirrorOther, fault.Args{"seq": seq})
		}
	}
	return r.add(fresh)
}

// derive makes anew what is made from rows that were put in: the lists that find products, and sums of years when they are
// asked for.
func (r *replay) derive() error {
	keys := make([]int64, 0, len(r.goods))
	for key := range r.goods {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for some := range slices.Chunk(keys, addBatch) {
		args := make([]any, len(some))
		for i, key := range some {
			args[i] = key
		}
		for _, table := range []string{"product_names", "product_words", "words"} {
			if _, err := r.exec("replay", "DELETE FROM "+table+" WHERE product_id IN ("+marks(len(args))+")", args...); err != nil {
				return err
			}
		}
	}
	for _, key := range keys {
		if err := r.relist(key); err != nil {
			return err
		}
	}
	for _, table := range []string{"r_prod_year", "cart_changes"} { // steps back of a basket that may be another one by now
		if _, err := r.exec("replay", "DELETE FROM "+table); err != nil {
			return err
		}
	}
	return nil
}

// relist lists one product, where it is live.
func (r *replay) relist(key int64) error {
	var uid shop.ID
	if found, err := r.one("replay", "SELECT uid FROM products WHERE id = ? AND archived_at IS NULL", []any{key}, &uid); err != nil || !found {
		return err
	}
	p, found, err := products{r.tx}.ByID("", uid)
	if err != nil || !found {
		return err
	}
	return products{r.tx}.relist(key, p.Product)
}

// pointing finds rows that point at nothing.
func (r *replay) pointing() error {
	var wrong []string
	err := r.each("replay", `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`, nil, func(scan scanner) error {
		var name string
		err := scan(&name)
		wrong = append(wrong, name)
		return err
	})
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("replay: a row of %s points at nothing", wrong[0])
	}
	return err
}
