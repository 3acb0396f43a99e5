package data

import (
	"kassa/app/books"
	"kassa/app/shop"
)

// journal keeps the chained record of every act. What a record says is computed above; here it is only kept in order.
type journal struct{ *tx }

const recordColumns = ` t.uid, j.seq, j.act, j.kind, j.at_ms, j.tz_offset_min, j.business_day, j.hour, j.staff_uid, j.body, j.prev,
	j.hash, j.signature, j.key_id FROM journal j JOIN tills t ON t.id = j.till_id `

func (t journal) read(condition string, args ...any) ([]shop.Record, error) {
	var all []shop.Record
	err := t.each("read the journal", "SELECT"+recordColumns+condition, args, func(scan scanner) error {
		var (
			r  shop.Record
			at momentRow
		)
		err := scan(&r.Till, &r.Seq, &r.Act, &r.Kind, &at.at, &at.offset, &at.day, &at.hour, &r.Staff, &r.Body, &r.Prev, &r.Hash,
			&r.Signature, &r.KeyID)
		r.At = at.moment()
		all = append(all, r)
		return err
	})
	return all, err
}

func (t journal) first(condition string, args ...any) (shop.Record, bool, error) {
	all, err := t.read(condition, args...)
	if err != nil || len(all) == 0 {
		return shop.Record{}, false, err
	}
	return all[0], true, nil
}

// Head implements books.Journal. On PostgreSQL it holds the till until the end, so that the chain does not fork.
func (t journal) Head(till shop.ID) (shop.Record, bool, error) {
	if err := t.hold(till); err != nil {
		return shop.Record{}, false, err
	}
	return t.first("WHERE j.till_id = (SELECT id FROM tills WHERE uid = ?) ORDER BY j.seq DESC LIMIT 1", id(till))
}

// ByAct implements books.Journal.
func (t journal) ByAct(act shop.ID) (shop.Record, bool, error) {
	return t.first("WHERE j.act = ?", id(act))
}

// Add implements books.Journal. A second record of an act, or at a place that is taken, is AlreadyExists.
func (t journal) Add(r shop.Record) error {
	_, err := t.exec("act", `INSERT INTO journal (till_id, seq, act, kind, at_ms, tz_offset_min, business_day, hour, staff_uid, body, prev,
		hash, signature, key_id) VALUES (`+idOf("tills")+`, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		list([]any{id(r.Till), r.Seq, id(r.Act), r.Kind}, momentArgs(r.At),
			[]any{id(r.Staff), bytesOf(r.Body), bytesOf(r.Prev), bytesOf(r.Hash), r.Signature, r.KeyID})...)
	return err
}

// bytesOf writes an empty value as empty, not as none.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// journalPage is how many records are read at once.
const journalPage = 256

// Walk implements books.Journal.
func (t journal) Walk(till shop.ID, seq int64, f func(shop.Record) error) error {
	for {
		page, err := t.read("WHERE j.till_id = (SELECT id FROM tills WHERE uid = ?) AND j.seq >= ? ORDER BY j.seq LIMIT ?",
			id(till), seq, journalPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, r := range page {
			if err := f(r); err != nil {
				return err
			}
		}
		seq = page[len(page)-1].Seq + 1
	}
}

// Page implements books.Journal. Days are found by number, so that a page of long ago costs no more than one of today.
func (t journal) Page(f books.JournalFilter, limit int) ([]shop.Record, error) {
	from, until := int64(1), f.Before
	if until == 0 {
		until = 1 << 62
	}
	if f.FromDay != 0 {
		first, err := t.firstOf(f.Till, f.FromDay)
		if err != nil {
			return nil, err
		}
		from = first
	}
	if f.ToDay != 0 {
		next, err := t.firstOf(f.Till, f.ToDay+1)
		if err != nil {
			return nil, err
		}
		until = min(until, next)
	}
	condition, args := "WHERE j.till_id = (SELECT id FROM tills WHERE uid = ?) AND j.seq >= ? AND j.seq < ?", []any{id(f.Till), from, until}
	if f.Staff != "" {
		condition += " AND (j.staff_uid = ? OR " + t.bodyHolds() + ")"
		args = append(args, id(f.Staff), []byte(`"approver":"`+string(f.Staff)+`"`))
	}
	if len(f.Kinds) > 0 {
		condition += " AND j.kind IN (" + marks(len(f.Kinds)) + ")"
		for _, k := range f.Kinds {
			args = append(args, k)
		}
	}
	return t.read(condition+" ORDER BY j.seq DESC LIMIT ?", append(args, limit)...)
}

// bodyHolds is the condition that a record says something: who allowed it is not in a column of its own.
func (t journal) bodyHolds() string {
	if t.kind == onPostgres {
		return "position(? IN j.body) > 0"
	}
	return "instr(j.body, ?) > 0"
}

// firstOf is the number of the first record of a business day or a later one, or the one after the last. Time never runs
// backwards in a journal, so it is found by halving.
func (t journal) firstOf(till shop.ID, day int) (int64, error) {
	var last int64
	if _, err := t.one("read the journal", "SELECT COALESCE(MAX(seq), 0) FROM journal WHERE till_id = (SELECT id FROM tills WHERE uid = ?)",
		[]any{id(till)}, &last); err != nil {
		return 0, err
	}
	low, high := int64(1), last+1
	for low < high {
		var at int
		middle := low + (high-low)/2
		if _, err := t.one("read the journal", "SELECT business_day FROM journal WHERE till_id = (SELECT id FROM tills WHERE uid = ?) AND seq = ?",
			[]any{id(till), middle}, &at); err != nil {
			return 0, err
		}
		if at < day {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}

// OfKinds implements books.Journal.
func (t journal) OfKinds(till shop.ID, after int64, kinds ...string) ([]shop.Record, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	args := []any{id(till), after}
	for _, k := range kinds {
		args = append(args, k)
	}
	return t.read("WHERE j.till_id = (SELECT id FROM tills WHERE uid = ?) AND j.seq > ? AND j.kind IN ("+marks(len(kinds))+") ORDER BY j.seq", args...)
}
