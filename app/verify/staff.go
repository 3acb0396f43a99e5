package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Staff is one who works or worked here, with what the books keep to recognise the person by: hashes.
type Staff struct {
	ID, Code, Role string
	Archived       bool
	Version        int64 // counts the changes, from 1
	PIN, Badge     string
	KeyVersion     int64 // counts the changes of PIN and badge; 0: none were set
}

// Time is one mark of the time clock.
type Time struct {
	ID, Staff, Till, Kind string
	At, Offset, Day, Hour int64
	Corrects, By, Reason  string
	ReasonErased          bool // the reason was taken out on purpose
}

// founder is what the record of the founding says of the first person.
const founder = "owner"

// person is one of the tables beside what the journals said last.
type person struct {
	row        Staff
	there      bool
	said       Staff
	pin, badge string  // hashes of what is kept
	change     Finding // the record that said it
	key        Finding
}

// readStaff reads the people and the time clock.
func (r *run) readStaff(ctx context.Context) error {
	r.people, r.times = map[string]*person{}, map[string]*timeState{}
	for s, err := range r.src.Staff(ctx) {
		if err != nil {
			return fmt.Errorf("read the people: %w", err)
		}
		r.people[s.ID] = &person{row: s, there: true}
	}
	for e, err := range r.src.Times(ctx) {
		if err != nil {
			return fmt.Errorf("read the time clock: %w", err)
		}
		r.times[e.ID] = &timeState{row: e}
		r.rep.Times++
	}
	return nil
}

func (r *run) personOf(id string) *person {
	p := r.people[id]
	if p == nil {
		p = &person{row: Staff{ID: id}}
		r.people[id] = p
	}
	return p
}

// staffRecord keeps what a record says of a person; the highest count is the last word, whatever till said it.
func (r *run) staffRecord(at Finding, kind string, b *said) {
	text := func(key string) string { s, _ := b.other[key].(string); return s }
	num := func(key string) int64 { n, _ := b.other[key].(int64); return n }
	id := text("id")
	now := Staff{Code: text("code"), Role: text("role"), Archived: num("archived") == 1, Version: num("row")}
	switch kind {
	case "shop_init":
		id, now = b.actor, Staff{Code: b.actorCode, Role: founder, Version: 1}
	case "staff_add":
		now.Version = 1
	}
	p := r.personOf(id)
	if key := num("key_row"); key > p.said.KeyVersion {
		p.said.KeyVersion, p.pin, p.badge, p.key = key, text("pin"), text("badge"), at
	}
	if now.Version > p.said.Version {
		p.said.Code, p.said.Role, p.said.Archived, p.said.Version, p.change = now.Code, now.Role, now.Archived, now.Version, at
	}
}

// checkStaff holds the people against the last records that speak of them.
func (r *run) checkStaff() {
	list := make([]*person, 0, len(r.people))
	for _, p := range r.people {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *person) int { return cmp.Compare(a.row.ID, b.row.ID) })
	for _, p := range list {
		switch {
		case !p.there:
			f := p.change
			if f.Seq == 0 {
				f = p.key
			}
			f.Kind, f.Document, f.What, f.Want = NoRow, p.row.ID, "staff", p.row.ID
			r.add(f)
			continue
		case p.said.Version == 0:
			r.add(Finding{Kind: NoRecord, Document: p.row.ID, What: "staff", Got: p.row.Code})
			continue
		}
		d := r.fieldsOf(p.change, p.row.ID, "staff.")
		d.text("code", p.said.Code, p.row.Code)
		d.text("role", p.said.Role, p.row.Role)
		d.flag("archived", p.said.Archived, p.row.Archived)
		d.num("version", p.said.Version, p.row.Version)
		d = r.fieldsOf(p.key, p.row.ID, "staff.key.")
		d.num("version", p.said.KeyVersion, p.row.KeyVersion)
		d.text("pin", p.pin, hashKey(p.row.PIN))
		d.text("badge", p.badge, hashKey(p.row.Badge))
	}
}

// fieldsOf is a differ for the fields of one document.
func (r *run) fieldsOf(at Finding, document, prefix string) differ {
	at.Kind, at.Document = Field, document
	return differ{report: func(what, want, got string) {
		at.What, at.Want, at.Got = prefix+what, want, got
		r.add(at)
	}}
}

func hashKey(kept string) string {
	if kept == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("POSK1" + kept))
	return hex.EncodeToString(sum[:16])
}

// timeState is a mark of the tables, and whether a record said it.
type timeState struct {
	row      Time
	recorded bool
}

// timeRecord holds a recorded mark of the time clock against the table.
func (r *run) timeRecord(at Finding, body map[string]any) {
	text := func(key string) string { s, _ := body[key].(string); return s }
	num := func(key string) int64 { n, _ := body[key].(int64); return n }
	e := r.times[text("id")]
	if e == nil {
		at.Kind, at.Document, at.What, at.Want, at.Got = NoRow, text("id"), "time_entry", text("id"), ""
		r.add(at)
		return
	}
	e.recorded = true
	d := r.fieldsOf(at, e.row.ID, "time_entry.")
	d.text("person", text("person"), e.row.Staff)
	d.text("till", text("till"), e.row.Till)
	d.text("mark", text("mark"), e.row.Kind)
	d.moment(num("at"), num("offset"), num("day"), num("hour"), e.row.At, e.row.Offset, e.row.Day, e.row.Hour)
	d.text("corrects", text("corrects"), e.row.Corrects)
	d.text("by", text("by"), e.row.By)
	if want := text("reason"); want == "" || !e.row.ReasonErased || e.row.Reason != "" {
		d.text("reason", want, noteHash(e.row.ID, 0, e.row.Reason))
	}
}

// checkTimes reports marks that nobody recorded.
func (r *run) checkTimes() {
	var list []string
	for id, e := range r.times {
		if !e.recorded {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	for _, id := range list {
		r.add(Finding{Kind: NoRecord, Document: id, What: "time_entry", Got: r.times[id].row.Kind})
	}
}
