package data

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kassa/app/books"
)

// added hands out the rows of a table above the last safe key that were not handed out already as they are now.
func (r *reading) added(one table) error {
	last := r.now.at.Rows[one.name]
	was := map[int64]uint64{}
	if r.was != nil {
		was = r.was.fresh[one.name]
	}
	r.now.fresh[one.name] = map[int64]uint64{}
	from := last - one.again
	if r.was == nil {
		from = last // what was open then is settled, or is given up by a restore
	}
	r.top[one.name] = last
	err := r.rows("SELECT * FROM "+one.name+" WHERE id > ? ORDER BY id", []any{from}, func(part books.Rows) error {
		at := slices.Index(part.Columns, "id")
		part.Rows = slices.DeleteFunc(part.Rows, func(row []any) bool {
			key, sum := number(row[at]), sumOfRow(row)
			r.top[one.name] = max(r.top[one.name], key)
			old, again := was[key]
			r.now.fresh[one.name][key] = sum
			if !again || old != sum {
				r.note(part.Columns, row)
				return false
			}
			return true
		})
		return r.out(one, part)
	})
	if err == nil && one.name == "tender_changes" {
		err = r.daysOfChanges(last)
	}
	if r.t.kind != onPostgres {
		r.now.at.Rows[one.name] = r.top[one.name]
	}
	maps.DeleteFunc(r.now.fresh[one.name], func(key int64, _ uint64) bool { return key <= r.now.at.Rows[one.name]-one.again })
	return err
}

// daysOfChanges notes the days of the sales whose payments were put right: their sums changed, however long ago they were.
func (r *reading) daysOfChanges(last int64) error {
	return r.t.each("follow", "SELECT DISTINCT s.business_day FROM tender_changes c JOIN sales s ON s.id = c.sale_id WHERE c.id > ?", []any{last}, func(scan scanner) error {
		var day int64
		err := scan(&day)
		r.clues[days][day] = true
		return err
	})
}

// out hands out rows of a table, when there are any.
func (r *reading) out(one table, part books.Rows) error {
	if len(part.Rows) == 0 && len(part.Gone) == 0 && !part.Whole {
		return nil
	}
	part.Table, part.Key = one.name, one.key
	return r.emit(part)
}

// below hands out the rows that were added with new rows of the table above.
func (r *reading) below(one table) error {
	last := r.from.Rows[one.of]
	var was map[int64]uint64
	if r.was != nil {
		was = r.was.fresh[one.of]
	}
	return r.rows("SELECT * FROM "+one.name+" WHERE "+one.key[0]+" > ? ORDER BY "+strings.Join(one.key, ", "), []any{last}, func(part books.Rows) error {
		at := slices.Index(part.Columns, one.key[0])
		part.Rows = slices.DeleteFunc(part.Rows, func(row []any) bool {
			_, again := was[number(row[at])]
			if !again {
				r.note(part.Columns, row)
			}
			return again
		})
		return r.out(one, part)
	})
}

// touched hands out the rows that new rows of other tables tell of.
func (r *reading) touched(one table) error {
	if len(r.from.Heads) == 0 {
		return r.whole(one, nil)
	}
	if one.by == papers && r.loud > 0 {
		if err := r.some(one, "erased_at IS NOT NULL", nil); err != nil {
			return err
		}
	}
	clues := slices.Collect(maps.Keys(r.clues[one.by]))
	if one.name == "r_prod_month" {
		return r.months(one, clues)
	}
	for some := range slices.Chunk(clues, 200) {
		if err := r.some(one, one.where+" IN ("+marks(len(some))+")", some); err != nil {
			return err
		}
	}
	return nil
}

// months hands out the sums of the months and products that were sold.
func (r *reading) months(one table, products []any) error {
	for day := range r.clues[days] {
		for some := range slices.Chunk(products, 200) {
			if err := r.some(one, "month = ? AND product_id IN ("+marks(len(some))+")", append([]any{number(day) / 100}, some...)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reading) some(one table, where string, args []any) error {
	return r.rows("SELECT * FROM "+one.name+" WHERE "+where, args, func(part books.Rows) error { return r.out(one, part) })
}

// whole hands out all of a table; seen, where it is not nil, gets each row.
func (r *reading) whole(one table, seen func(columns []string, row []any)) error {
	if err := r.out(one, books.Rows{Whole: true}); err != nil {
		return err
	}
	return r.rows("SELECT * FROM "+one.name, nil, func(part books.Rows) error {
		for _, row := range part.Rows {
			if seen != nil {
				seen(part.Columns, row)
			}
		}
		return r.out(one, part)
	})
}

// kept hands out which of a few rows changed, and which are gone; all of them, where nothing is known or much was done.
func (r *reading) kept(one table) error {
	now := map[string]uint64{}
	r.now.small[one.name] = now
	name := func(columns []string, row []any) string { return fmt.Sprintf("%q", keyOf(columns, one.key, row)) } // two texts side by side stay two
	if r.was == nil || r.loud > 0 {
		return r.whole(one, func(columns []string, row []any) { now[name(columns, row)] = sumOfRow(row) })
	}
	was := r.was.small[one.name]
	var changed books.Rows
	err := r.rows("SELECT * FROM "+one.name, nil, func(part books.Rows) error {
		changed.Columns = part.Columns
		for _, row := range part.Rows {
			key, sum := name(part.Columns, row), sumOfRow(row)
			now[key] = sum
			if old, there := was[key]; !there || old != sum {
				changed.Rows = append(changed.Rows, row)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for key := range was {
		if _, there := now[key]; !there { // which one it was, only its sum is known of: so all are handed out
			return r.whole(one, nil)
		}
	}
	return r.out(one, changed)
}

// large reads a large table where an act may have changed it, or nothing is known of it.
func (r *reading) large(one table) error {
	if r.was != nil && r.loud == 0 {
		r.now.large[one.name] = r.was.large[one.name]
		return nil
	}
	g := &groups{reading: r, one: one, now: map[int64]uint64{}, whole: len(r.from.Heads) == 0 || r.was == nil && r.loud > 0 || r.loud > many, tell: r.loud > 0 || len(r.from.Heads) == 0}
	if r.was != nil {
		g.was = r.was.large[one.name]
	}
	r.now.large[one.name] = g.now
	if g.whole {
		if err := r.out(one, books.Rows{Whole: true}); err != nil {
			return err
		}
	}
	err := r.rows("SELECT * FROM "+one.name+" ORDER BY "+one.key[0], nil, g.take)
	if err == nil {
		err = g.end()
	}
	return err
}

// groups holds the rows of a large table that belong together against what they were.
type groups struct {
	*reading
	one     table
	was     map[int64]uint64
	now     map[int64]uint64
	whole   bool // all of it is handed out
	tell    bool // what changed is handed out
	columns []string
	key     int64
	rows    [][]any // of the key
	sum     uint64
	part    books.Rows
}

func (g *groups) take(part books.Rows) error {
	g.columns = part.Columns
	at := slices.Index(part.Columns, g.one.key[0])
	for _, row := range part.Rows {
		if key := number(row[at]); key != g.key {
			if err := g.close(); err != nil {
				return err
			}
			g.key = key
		}
		g.rows, g.sum = append(g.rows, row), g.sum*31+sumOfRow(row)
	}
	return nil
}

// close ends the rows of one key.
func (g *groups) close() error {
	if len(g.rows) == 0 {
		return nil
	}
	g.now[g.key] = g.sum
	if old, there := g.was[g.key]; g.whole || g.tell && (!there || old != g.sum) {
		g.part.Rows = append(g.part.Rows, g.rows...)
	}
	g.rows, g.sum = nil, 0
	if len(g.part.Rows) < 256 {
		return nil
	}
	return g.send()
}

func (g *groups) send() error {
	g.part.Columns = g.columns
	err := g.out(g.one, g.part)
	g.part = books.Rows{}
	return err
}

// end hands out the rest, and which keys are gone.
func (g *groups) end() error {
	if err := g.close(); err != nil {
		return err
	}
	for key := range g.was {
		if _, there := g.now[key]; !there && g.tell && !g.whole {
			g.part.Gone = append(g.part.Gone, []any{key})
		}
	}
	return g.send()
}
