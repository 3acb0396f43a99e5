package verify

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// drawer is what the tables say about drawers, by id, and what of it was recorded.
type drawer struct {
	moves  map[string]*rowOf[CashMove]
	counts map[string]*rowOf[CashCount]
	zs     map[string]*rowOf[Z]
}

// rowOf is a row of a table and whether a record said it.
type rowOf[T any] struct {
	row      T
	recorded bool
}

func (r *run) readDrawer(ctx context.Context) error {
	d := drawer{moves: map[string]*rowOf[CashMove]{}, counts: map[string]*rowOf[CashCount]{}, zs: map[string]*rowOf[Z]{}}
	for m, err := range r.src.CashMoves(ctx) {
		if err != nil {
			return fmt.Errorf("read the drawers' ledger: %w", err)
		}
		d.moves[m.ID] = &rowOf[CashMove]{row: m}
		r.counts.CashMoves++
	}
	for c, err := range r.src.CashCounts(ctx) {
		if err != nil {
			return fmt.Errorf("read the counts: %w", err)
		}
		d.counts[c.ID] = &rowOf[CashCount]{row: c}
		r.counts.CashCounts++
		r.counts.Pieces += int64(len(c.Pieces))
	}
	for z, err := range r.src.Zs(ctx) {
		if err != nil {
			return fmt.Errorf("read the Z reports: %w", err)
		}
		d.zs[z.ID] = &rowOf[Z]{row: z}
		r.counts.Zs++
		r.counts.ZTenders += int64(len(z.Tenders))
		r.counts.ZTaxes += int64(len(z.Taxes))
	}
	r.drawer = d
	return nil
}

// take marks a row as recorded; what was never stored, or said before, is a finding.
func take[T any](r *run, at Finding, table map[string]*rowOf[T], what, id string) *T {
	row := table[id]
	at.Document = id
	if row == nil {
		at.Kind, at.What, at.Want, at.Got = NoRow, what, id, ""
		r.add(at)
		return nil
	}
	if row.recorded {
		at.Kind, at.What, at.Want, at.Got = Act, what, "recorded once", id
		r.add(at)
	}
	row.recorded = true
	return &row.row
}

// fields is a body, or a part of one, as it was decoded; what is missing or of another kind is empty.
type fields map[string]any

func (f fields) text(key string) string { s, _ := f[key].(string); return s }
func (f fields) num(key string) int64   { n, _ := f[key].(int64); return n }
func (f fields) of(key string) fields   { m, _ := f[key].(map[string]any); return m }

func (f fields) list(key string) []fields {
	all, _ := f[key].([]any)
	list := make([]fields, len(all))
	for i, one := range all {
		list[i], _ = one.(map[string]any)
	}
	return list
}

// differ reports differences between a record and a table as findings about a document.
func (r *run) differ(at Finding, kind Kind, document, prefix string) differ {
	at.Document = document
	return differ{report: func(what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = kind, prefix+what, want, got
		r.add(at)
	}}
}

// cashMove holds a recorded move against the ledger, and adds it to its shift.
func (r *run) cashMove(j *journal, at Finding, rec *Record, body fields) {
	want := CashMove{ID: body.text("id"), Till: rec.Till, Shift: body.text("shift"), Kind: body.text("type"), Amount: body.num("amount"),
		Reason: body.text("reason"), Staff: rec.Staff, At: rec.At, Offset: rec.Offset, Day: rec.Day, Hour: rec.Hour}
	r.within(j, at, want.ID, want.Shift)
	if !j.tally.move(want.Kind, want.Amount) {
		at.Document = want.ID
		at.Kind, at.What, at.Want, at.Got = Adding, "cash_move", "a sum with the sign of its kind", want.Kind+" "+strconv.FormatInt(want.Amount, 10)
		r.add(at)
	}
	got := take(r, at, r.drawer.moves, "cash_move", want.ID)
	if got == nil {
		return
	}
	d := r.differ(at, Field, want.ID, "cash_move.")
	d.text("till", want.Till, got.Till)
	d.text("shift", want.Shift, got.Shift)
	d.text("kind", want.Kind, got.Kind)
	d.num("amount", want.Amount, got.Amount)
	d.typed("reason", want.ID, 0, want.Reason, got.Reason, got.ReasonErased)
	d.text("staff", want.Staff, got.Staff)
	d.moment(want.At, want.Offset, want.Day, want.Hour, got.At, got.Offset, got.Day, got.Hour)
}

// within: what happens in the drawer belongs to the shift that is open.
func (r *run) within(j *journal, at Finding, document, shift string) {
	if j.tally == nil {
		j.tally = newTally("", 0) // what comes now belongs to no shift; it is counted and never asked for
	}
	if shift == "" || shift != j.tally.shift {
		at.Kind, at.Document, at.What, at.Want, at.Got = NoRow, document, "shift", "the shift that is open", shift
		r.add(at)
	}
}

// cashCount holds a recorded count against the table.
func (r *run) cashCount(j *journal, at Finding, rec *Record, body fields) {
	want := CashCount{ID: body.text("id"), Shift: body.text("shift"), No: body.num("no"), Phase: body.text("phase"), Total: body.num("total")}
	r.within(j, at, want.ID, want.Shift)
	var sum int64
	for _, p := range body.list("pieces") {
		one := Pieces{Worth: p.num("worth"), Count: p.num("count")}
		want.Pieces = append(want.Pieces, one)
		sum += one.Worth * one.Count
	}
	is := r.differ(at, Adding, want.ID, "count.")
	if len(want.Pieces) > 0 {
		is.num("total", sum, want.Total)
	}
	is.num("no", j.tally.counts+1, want.No)
	j.tally.counts, j.tally.counted = want.No, want
	got := take(r, at, r.drawer.counts, "count", want.ID)
	if got == nil {
		return
	}
	d := r.differ(at, Field, want.ID, "count.")
	d.text("till", rec.Till, got.Till)
	d.text("shift", want.Shift, got.Shift)
	d.num("no", want.No, got.No)
	d.text("phase", want.Phase, got.Phase)
	d.num("total", want.Total, got.Total)
	d.text("staff", rec.Staff, got.Staff)
	d.moment(rec.At, rec.Offset, rec.Day, rec.Hour, got.At, got.Offset, got.Day, got.Hour)
	d.num("pieces", int64(len(want.Pieces)), int64(len(got.Pieces)))
	for i := range min(len(want.Pieces), len(got.Pieces)) {
		one := d.at("pieces", i)
		one.num("worth", want.Pieces[i].Worth, got.Pieces[i].Worth)
		one.num("count", want.Pieces[i].Count, got.Pieces[i].Count)
	}
}

// checkDrawer reports rows that nobody recorded.
func (r *run) checkDrawer() {
	var list []Finding
	for id, m := range r.drawer.moves {
		if !m.recorded {
			list = append(list, Finding{Till: m.row.Till, Document: id, What: "cash_move", Got: strconv.FormatInt(m.row.Amount, 10)})
		}
	}
	for id, c := range r.drawer.counts {
		if !c.recorded {
			list = append(list, Finding{Till: c.row.Till, Document: id, What: "count", Got: strconv.FormatInt(c.row.Total, 10)})
		}
	}
	for id, z := range r.drawer.zs {
		if !z.recorded {
			list = append(list, Finding{Till: z.row.Till, Document: id, What: "z", Got: strconv.FormatInt(z.row.No, 10)})
		}
	}
	slices.SortFunc(list, func(a, b Finding) int { return strings.Compare(a.What+a.Document, b.What+b.Document) })
	for _, f := range list {
		f.Kind = NoRecord
		r.add(f)
	}
}
