package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
)

// changeState is a tender change of the tables, and what became of it on the walk.
type changeState struct {
	row      TenderChange
	recorded bool
	met      bool // its sale came by
}

// tenderChanges are the corrections of tenders: by the act that made them, and by sale in their order.
type tenderChanges struct {
	byAct  map[string]*changeState
	bySale map[string][]*changeState
}

// readTenderChanges takes all of them into memory: they are few.
func (r *run) readTenderChanges(ctx context.Context) error {
	r.changes = tenderChanges{byAct: map[string]*changeState{}, bySale: map[string][]*changeState{}}
	for c, err := range r.src.TenderChanges(ctx) {
		if err != nil {
			return fmt.Errorf("read the tender changes: %w", err)
		}
		s := &changeState{row: c}
		r.changes.byAct[c.ID] = s
		r.changes.bySale[c.Sale] = append(r.changes.bySale[c.Sale], s)
	}
	return nil
}

// tenderChange holds a recorded correction against its row.
func (r *run) tenderChange(at Finding, b *said, staff string) {
	text := func(key string) string { s, _ := b.other[key].(string); return s }
	num := func(key string) int64 { n, _ := b.other[key].(int64); return n }
	at.Document = text("sale")
	c := r.changes.byAct[b.act]
	if c == nil {
		at.Kind, at.What, at.Want, at.Got = NoRow, "tender change", text("from")+" to "+text("to"), ""
		r.add(at)
		return
	}
	c.recorded = true
	d := differ{report: func(what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = Field, "tender_change."+what, want, got
		r.add(at)
	}}
	d.text("sale", text("sale"), c.row.Sale)
	d.num("payment", num("payment"), c.row.Payment)
	d.text("from", text("from"), c.row.From)
	d.text("to", text("to"), c.row.To)
	d.num("amount", num("amount"), c.row.Amount)
	d.text("ref", text("ref"), c.row.Ref)
	d.text("shift", text("shift"), c.row.Shift)
	d.text("staff", staff, c.row.Staff)
	d.moment(b.at, b.offset, b.day, b.hour, c.row.At, c.row.Offset, c.row.Day, c.row.Hour)
}

// paidWith are the payments of a sale as it was really paid. Each correction must take a payment from the tender that it
// had, whole, in the shift of the sale.
func (r *run) paidWith(s *Sale) []Payment {
	changes := r.changes.bySale[s.ID]
	if len(changes) == 0 {
		return s.Payments
	}
	payments := slices.Clone(s.Payments)
	for _, c := range changes {
		c.met = true
		at := Finding{Kind: Adding, Till: s.Till, Series: s.Series, Number: s.Number, Document: s.ID}
		d := differ{report: func(what, want, got string) {
			at.What, at.Want, at.Got = "tender_change."+what, want, got
			r.add(at)
		}}
		i := slices.IndexFunc(payments, func(p Payment) bool { return p.No == c.row.Payment })
		if i < 0 {
			d.num("payment", int64(len(payments)), c.row.Payment)
			continue
		}
		d.text("from", payments[i].Tender, c.row.From)
		d.num("amount", payments[i].Amount, c.row.Amount)
		d.text("shift", s.Shift, c.row.Shift)
		payments[i].Tender = c.row.To
	}
	return payments
}

// checkTenderChanges reports corrections that nobody recorded, or of sales that are not there.
func (r *run) checkTenderChanges() {
	var list []*changeState
	for _, c := range r.changes.byAct {
		if !c.recorded || !c.met {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *changeState) int { return cmp.Compare(a.row.ID, b.row.ID) })
	for _, c := range list {
		f := Finding{Kind: NoRecord, Document: c.row.Sale, What: "tender change", Got: strconv.FormatInt(c.row.Amount, 10)}
		if c.recorded {
			f.Kind, f.Want, f.Got = Rows, "a sale", ""
		}
		r.add(f)
	}
}
