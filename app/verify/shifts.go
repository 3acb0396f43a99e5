package verify

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// shiftState is a shift of the tables and the record that opened it.
type shiftState struct {
	row      Shift
	recorded bool
}

func (r *run) readShifts(ctx context.Context) error {
	r.shifts = map[string]*shiftState{}
	open := map[string]string{}
	for s, err := range r.src.Shifts(ctx) {
		if err != nil {
			return fmt.Errorf("read the shifts: %w", err)
		}
		r.shifts[s.ID] = &shiftState{row: s}
		if other, found := open[s.Till]; found && s.Open {
			r.add(Finding{Kind: Rows, Till: s.Till, Document: s.ID, What: "open shift", Want: "one open shift", Got: "also " + other})
		}
		if s.Open {
			open[s.Till] = s.ID
		}
	}
	return nil
}

// shift holds a recorded shift against the table.
func (r *run) shift(j *journal, at Finding, body map[string]any) {
	text := func(key string) string { s, _ := body[key].(string); return s }
	num := func(key string) int64 { n, _ := body[key].(int64); return n }
	at.Document = text("id")
	if want := j.shifts + 1; num("no") != want {
		at.Kind, at.What, at.Want, at.Got = Number, "shift", strconv.FormatInt(want, 10), strconv.FormatInt(num("no"), 10)
		r.add(at)
	}
	j.shifts = num("no")
	s := r.shifts[text("id")]
	if s == nil {
		at.Kind, at.What, at.Want, at.Got = NoRow, "shift", text("id"), ""
		r.add(at)
		return
	}
	s.recorded = true
	d := differ{report: func(what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = Field, "shift."+what, want, got
		r.add(at)
	}}
	d.text("till", text("till"), s.row.Till)
	d.num("no", num("no"), s.row.No)
	d.moment(num("at"), num("offset"), num("day"), num("hour"), s.row.At, s.row.Offset, s.row.Day, s.row.Hour)
	d.text("opened_by", text("opened_by"), s.row.OpenedBy)
	d.num("float", num("float"), s.row.Float)
}

// shiftOf: a sale belongs to a shift of its till that was recorded before it.
func (r *run) shiftOf(at Finding, s *Sale) {
	state := r.shifts[s.Shift]
	if state != nil && state.recorded && state.row.Till == s.Till {
		return
	}
	at.Kind, at.What, at.Want, at.Got = NoRow, "shift", "a shift of the till that was opened before", s.Shift
	r.add(at)
}

// checkShifts reports shifts that nobody recorded.
func (r *run) checkShifts() {
	var list []Shift
	for _, s := range r.shifts {
		if !s.recorded {
			list = append(list, s.row)
		}
	}
	slices.SortFunc(list, func(a, b Shift) int { return int(a.No - b.No) })
	for _, s := range list {
		r.add(Finding{Kind: NoRecord, Till: s.Till, Document: s.ID, What: "shift", Got: strconv.FormatInt(s.No, 10)})
	}
}
