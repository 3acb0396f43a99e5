package verify

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
)

// shiftState is a shift of the tables, and the records that opened and closed it.
type shiftState struct {
	row      Shift
	recorded bool
	closed   int64 // when a record closed it, 0: none did
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

// shift holds a recorded shift against the table, and begins to add it up.
func (r *run) shift(j *journal, at Finding, rec *Record, body fields) {
	at.Document = body.text("id")
	if want := j.shifts + 1; body.num("no") != want {
		at.Kind, at.What, at.Want, at.Got = Number, "shift", strconv.FormatInt(want, 10), strconv.FormatInt(body.num("no"), 10)
		r.add(at)
	}
	if j.tally != nil && j.tally.shift != "" {
		at.Kind, at.What, at.Want, at.Got = Act, "shift", "opened after the one before was closed", body.text("id")
		r.add(at)
	}
	j.shifts, j.tally = body.num("no"), newTally(body.text("id"), body.num("float"))
	r.opening(j, at, rec, body)
	s := r.shifts[body.text("id")]
	if s == nil {
		at.Kind, at.What, at.Want, at.Got = NoRow, "shift", body.text("id"), ""
		r.add(at)
		return
	}
	s.recorded = true
	d := r.differ(at, Field, at.Document, "shift.")
	d.text("till", body.text("till"), s.row.Till)
	d.num("no", body.num("no"), s.row.No)
	d.moment(body.num("at"), body.num("offset"), body.num("day"), body.num("hour"), s.row.At, s.row.Offset, s.row.Day, s.row.Hour)
	d.text("opened_by", body.text("opened_by"), s.row.OpenedBy)
	d.num("float", body.num("float"), s.row.Float)
}

// opening checks version 2, of a person who counted a float: what it differs from what was left is booked.
func (r *run) opening(j *journal, at Finding, rec *Record, body fields) {
	if body.num("v") < 2 {
		return
	}
	for _, count := range body.list("counts") {
		r.cashCount(j, at, rec, count)
	}
	for _, m := range body.list("moves") {
		r.cashMove(j, at, rec, m)
	}
	var want int64
	if j.zs > 0 {
		want = body.num("float") - j.kept
	}
	is := r.differ(at, Adding, body.text("id"), "shift.")
	is.num("left", j.kept, body.num("left"))
	is.num("difference", want, booked(body, "opening_difference"))
	if c := j.tally.counted; c.ID != "" {
		is.num("float", c.Total, body.num("float"))
	}
}

// closing recomputes the Z report from the records of the shift and holds it against the record, and the record against
// the table.
func (r *run) closing(j *journal, at Finding, rec *Record, body fields) {
	want := zOf(body)
	r.within(j, at, want.ID, want.Shift)
	for _, m := range body.list("moves") {
		r.cashMove(j, at, rec, m)
	}
	if next := j.zs + 1; want.No != next {
		at.Kind, at.Document, at.What, at.Want, at.Got = Number, want.ID, "z", strconv.FormatInt(next, 10), strconv.FormatInt(want.No, 10)
		r.add(at)
	}
	ours := j.tally.z()
	ours.ID, ours.Till, ours.By, ours.No = want.ID, rec.Till, rec.Staff, want.No
	ours.At, ours.Offset, ours.Day, ours.Hour = rec.At, rec.Offset, rec.Day, rec.Hour
	ours.Kept, ours.Taken = want.Kept, ours.Counted-want.Kept
	ours.AllSold, ours.AllReturned = j.allSold+ours.Sold, j.allReturned+ours.Returned
	ours.HeadSeq, ours.HeadHash = rec.Seq-1, hex.EncodeToString(rec.Prev)
	is := r.differ(at, Adding, want.ID, "z.")
	is.z(&ours, &want)
	is.num("closing_difference", ours.Difference, booked(body, "closing_difference"))
	is.num("taken_out", -ours.Taken, booked(body, "taken"))
	j.zs, j.kept, j.allSold, j.allReturned = want.No, want.Kept, ours.AllSold, ours.AllReturned
	if s := r.shifts[want.Shift]; s != nil {
		s.closed = rec.At
	}
	j.tally = nil
	if got := take(r, at, r.drawer.zs, "z", want.ID); got != nil {
		d := r.differ(at, Field, want.ID, "z.")
		d.z(&want, got)
		d.typed("note", want.ID, 0, want.Note, got.Note, got.NoteErased)
	}
}

// booked is what an act moved of one kind.
func booked(body fields, kind string) (sum int64) {
	for _, m := range body.list("moves") {
		if m.text("type") == kind {
			sum += m.num("amount")
		}
	}
	return sum
}

// zOf is the Z report that a record says.
func zOf(b fields) Z {
	s, c, u := b.of("sales"), b.of("cash"), b.of("undone")
	z := Z{ID: b.text("id"), Till: b.text("till"), Shift: b.text("shift"), By: b.text("closed_by"), No: b.num("no"),
		At: b.num("at"), Offset: b.num("offset"), Day: b.num("day"), Hour: b.num("hour"),
		Receipts: s.num("receipts"), First: s.text("first"), Last: s.text("last"), Sold: s.num("sold"), Returned: s.num("returned"),
		Returns: s.num("returns"), Discount: s.num("discount"), Net: s.num("net"), Tax: s.num("tax"), Rounding: s.num("rounding"),
		Float: c.num("float"), CashSales: c.num("sales"), In: c.num("in"), Out: c.num("out"), Expense: c.num("expense"), Drop: c.num("drop"),
		Expected: c.num("expected"), Lines: u.num("lines"), LinesWorth: u.num("lines_worth"), Baskets: u.num("baskets"),
		BasketWorth: u.num("basket_worth"), NoSales: u.num("no_sales"), Count: b.text("count"), Counted: b.num("counted"),
		Difference: b.num("difference"), Kept: b.num("kept"), Taken: b.num("taken"), AllSold: b.num("all_sold"),
		AllReturned: b.num("all_returned"), HeadSeq: b.num("head_seq"), HeadHash: b.text("head_hash"), Note: b.text("note")}
	for _, t := range s.list("tenders") {
		z.Tenders = append(z.Tenders, ZTender{t.text("tender"), t.num("receipts"), t.num("amount")})
	}
	for _, t := range s.list("taxes") {
		z.Taxes = append(z.Taxes, ZTax{t.text("code"), t.num("rate"), t.num("inclusive") == 1, t.num("base"), t.num("amount")})
	}
	return z
}

// shiftOf: a sale belongs to the shift of its till that is open when it is recorded.
func (r *run) shiftOf(j *journal, at Finding, s *Sale) {
	if j.tally != nil {
		j.tally.sale(s, len(r.changes.bySale[s.ID]) > 0)
	}
	state := r.shifts[s.Shift]
	if state != nil && state.recorded && state.closed == 0 && state.row.Till == s.Till {
		return
	}
	at.Kind, at.What, at.Want, at.Got = NoRow, "shift", "a shift of the till that is open", s.Shift
	r.add(at)
}

// checkShifts reports shifts that nobody recorded, and those that are not as open or closed as recorded.
func (r *run) checkShifts() {
	var list []*shiftState
	for _, s := range r.shifts {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *shiftState) int { return int(a.row.No - b.row.No) })
	for _, s := range list {
		at := Finding{Till: s.row.Till, Document: s.row.ID, What: "shift"}
		if !s.recorded {
			at.Kind, at.Got = NoRecord, strconv.FormatInt(s.row.No, 10)
			r.add(at)
		}
		d := r.differ(at, Field, s.row.ID, "shift.")
		d.flag("open", s.closed == 0, s.row.Open)
		d.num("closed", s.closed, s.row.Closed)
	}
}
