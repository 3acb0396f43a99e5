package data

import "kassa/app/shop"

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
