package verify

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
)

// The kinds of findings of a reconciliation, beside Adding, Stocks and Rollup.
const (
	Paid    Kind = "paid"     // what was paid is not what the receipt asks for
	Moved   Kind = "moved"    // what left the shelf is not what was sold or written on the document
	ZReport Kind = "z"        // a Z report is not the sum of its shift
	NoShift Kind = "no_shift" // a sale, a sum or a report belongs to no shift, or a closed shift has no report
)

// Reconciled is how the books fit together. Amounts are minor units, with the rounding of cash, and those of closed shifts
// alone: whoever counts a drawer is not told what should be in it.
type Reconciled struct {
	Receipts  int64     `json:"receipts"`
	Payments  int64     `json:"payments"`
	Zs        int64     `json:"z_reports"`
	Moves     int64     `json:"moves"`
	Documents int64     `json:"documents"`
	Total     int64     `json:"receipts_total"` // what the receipts of closed shifts ask for
	Paid      int64     `json:"payments_total"` // what was paid for them
	Reported  int64     `json:"z_total"`        // what the Z reports say
	Currency  string    `json:"currency"`
	Exponent  int       `json:"exponent"`
	First     *Finding  `json:"first,omitempty"`
	Findings  []Finding `json:"findings"`
	Found     int64     `json:"total"` // findings, also those that are not kept
}

// OK reports whether everything fits.
func (r *Reconciled) OK() bool { return r.Found == 0 }

// reconciling is one reconciliation. What left the shelf for a document is kept as one number, the sum of quantity times
// a number of its own for each product and place: equal sums mean equal goods, however the moves were split.
type reconciling struct {
	*run
	out     Reconciled
	goods   map[name]uint64 // by document: of its moves, less what its lines say
	stock   map[Stock]int64
	tallies map[string]*tally // by shift
	drops   map[string]map[string]int64
}

// Reconcile holds the tables against each other, without the journal: the lines of each receipt make its total, its
// payments pay it, its goods left the shelf; the Z report of each shift is the sum of its receipts and of what moved in the
// drawer; documents of the stock room moved what they say; stock is the sum of its moves and the kept sums are those of the
// receipts. The first finding is the first mismatch, receipts before reports before goods. An error means that the books
// could not be read.
func Reconcile(ctx context.Context, src Source, opt Options) (Reconciled, error) {
	opt.MaxFindings = cmp.Or(opt.MaxFindings, MaxFindings)
	r := &reconciling{run: &run{src: src, opt: opt, naming: newNaming(), sums: sums{}, rates: map[rate][2]int64{}, tills: map[string]int{}},
		goods: map[name]uint64{}, stock: map[Stock]int64{}, tallies: map[string]*tally{}, drops: map[string]map[string]int64{}}
	r.rep.Findings = []Finding{}
	err := r.all(ctx)
	r.out.Findings, r.out.Found = r.rep.Findings, r.rep.Total
	if r.rep.Total > 0 {
		r.out.First = &r.rep.Findings[0]
	}
	return r.out, err
}

func (r *reconciling) all(ctx context.Context) error {
	tills, err := r.src.Tills(ctx)
	if err != nil {
		return fmt.Errorf("read the tills: %w", err)
	}
	if err := r.readCurrency(ctx); err != nil {
		return err
	}
	for _, read := range []func(context.Context) error{r.readShifts, r.readTenderChanges, r.readDrawer, r.readMoves} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	r.tallyDrawer()
	for i, till := range tills {
		r.tills[till.ID] = i
		if err := r.receipts(ctx, till); err != nil {
			return err
		}
	}
	r.reports(tills)
	if err := r.documents(ctx); err != nil {
		return err
	}
	r.leftOver()
	r.ledger = &ledger{stock: r.stock}
	for _, step := range []func(context.Context) error{r.stocks, r.rollups} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *reconciling) readCurrency(ctx context.Context) error {
	for s, err := range r.src.Settings(ctx) {
		if err != nil {
			return fmt.Errorf("read the settings: %w", err)
		}
		switch s.Key {
		case "shop.currency":
			r.out.Currency = s.Value
		case "shop.exponent":
			if n, err := strconv.Atoi(s.Value); err == nil {
				r.out.Exponent = n
			}
		}
	}
	return nil
}

// goodsOf is what a quantity of a product in a place adds to a document.
func (r *reconciling) goodsOf(product, place string, qty int64) uint64 {
	return uint64(qty) * (maphash.String(r.naming[0], product+"\x00"+place) | 1)
}

// standsAlone: the moves of an import, which says only how many it made, belong to no document.
func standsAlone(kind string) bool { return kind == "opening" }

func (r *reconciling) readMoves(ctx context.Context) error {
	for m, err := range r.src.Moves(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock moves: %w", err)
		}
		r.out.Moves++
		r.stock[Stock{Place: m.Place, Product: m.Product}] += m.Qty
		if !standsAlone(m.Kind) {
			r.goods[r.naming.of(m.Document)] += r.goodsOf(m.Product, m.Place, m.Qty)
		}
	}
	return nil
}

// tallyDrawer adds up what moved in the drawers, by shift.
func (r *reconciling) tallyDrawer() {
	for id, s := range r.shifts {
		r.tallies[id] = newTally(id, s.row.Float)
	}
	for _, m := range r.drawer.moves {
		t := r.tallies[m.row.Shift]
		if t == nil {
			r.add(Finding{Kind: NoShift, Till: m.row.Till, Document: m.row.ID, What: "cash_move", Got: strconv.FormatInt(m.row.Amount, 10)})
			continue
		}
		t.move(m.row.Kind, m.row.Amount)
		if r.drops[m.row.Shift] == nil {
			r.drops[m.row.Shift] = map[string]int64{}
		}
		r.drops[m.row.Shift][m.row.Kind] += m.row.Amount
	}
}

// receipts walks over the sales of a till.
func (r *reconciling) receipts(ctx context.Context, till Till) error {
	series, err := r.src.Series(ctx, till.ID)
	if err != nil {
		return fmt.Errorf("read the series of till %s: %w", till.ID, err)
	}
	slices.Sort(series)
	for _, name := range series {
		for s, err := range r.src.Sales(ctx, till.ID, name) {
			if err != nil {
				return fmt.Errorf("read the sales of till %s: %w", till.ID, err)
			}
			r.receipt(&s)
			if r.opt.Progress != nil && r.out.Receipts%1000 == 0 {
				r.opt.Progress(r.out.Receipts)
			}
		}
	}
	return nil
}

func (r *reconciling) receipt(s *Sale) {
	r.out.Receipts++
	r.out.Payments += int64(len(s.Payments))
	at := Finding{Till: s.Till, Series: s.Series, Number: s.Number, Document: s.ID}
	is := func(kind Kind, what string, want, got int64) {
		if want != got {
			at.Kind, at.What, at.Want, at.Got = kind, what, strconv.FormatInt(want, 10), strconv.FormatInt(got, 10)
			r.add(at)
		}
	}
	var total, net, tax, paid int64
	doc, touched := r.naming.of(s.ID), false
	goods, moved := r.goods[doc]
	for i := range s.Lines {
		l := &s.Lines[i]
		total, net, tax = total+l.Total, net+l.Net, tax+l.Tax
		if l.Tracked && l.Product != "" {
			goods += r.goodsOf(l.Product, s.Place, l.Qty)
			touched = true
		}
	}
	for _, p := range s.Payments {
		paid += p.Amount
		is(Paid, "given less change", p.Amount, p.Given-p.Change)
	}
	is(Adding, "total of the lines", s.Total, total)
	is(Adding, "net of the lines", s.Net, net)
	is(Adding, "tax of the lines", s.Tax, tax)
	is(Adding, "net and tax", s.Total, s.Net+s.Tax)
	is(Paid, "payments", s.Total+s.CashRounding, paid)
	if moved || touched {
		delete(r.goods, doc)
		if goods != 0 {
			at.Kind, at.What, at.Want, at.Got = Moved, "moves", "the goods of the receipt", "other goods, or another quantity"
			if !moved {
				at.Got = "none"
			}
			r.add(at)
		}
	}
	s.Payments = r.paidWith(s)
	r.sums.sale(s, s.Payments)
	shift := r.shifts[s.Shift]
	if shift == nil || shift.row.Till != s.Till {
		at.Kind, at.What, at.Want, at.Got = NoShift, "sale", "a shift of the till", s.Shift
		r.add(at)
		return
	}
	r.tallies[s.Shift].sale(s, false)
	if !shift.row.Open {
		r.out.Total, r.out.Paid = r.out.Total+s.Total+s.CashRounding, r.out.Paid+paid
	}
}

// reports holds each Z report against its shift.
func (r *reconciling) reports(tills []Till) {
	list := make([]*Z, 0, len(r.drawer.zs))
	for _, z := range r.drawer.zs {
		list = append(list, &z.row)
	}
	slices.SortFunc(list, func(a, b *Z) int {
		return cmp.Or(cmp.Compare(r.tills[a.Till], r.tills[b.Till]), cmp.Compare(a.No, b.No))
	})
	of := map[string]bool{} // the shifts that have a report
	var last Z
	for _, z := range list {
		if last.Till != z.Till {
			last = Z{Till: z.Till}
		}
		r.out.Zs++
		for _, t := range z.Tenders {
			r.out.Reported += t.Amount
		}
		of[z.Shift] = true
		r.report(z, &last)
		last.No, last.AllSold, last.AllReturned = z.No, last.AllSold+z.Sold, last.AllReturned+z.Returned
	}
	closed := make([]*shiftState, 0, len(r.shifts))
	for _, s := range r.shifts {
		closed = append(closed, s)
	}
	slices.SortFunc(closed, func(a, b *shiftState) int {
		return cmp.Or(cmp.Compare(r.tills[a.row.Till], r.tills[b.row.Till]), cmp.Compare(a.row.No, b.row.No))
	})
	for _, s := range closed {
		if !s.row.Open && !of[s.row.ID] {
			r.add(Finding{Kind: NoShift, Till: s.row.Till, Number: s.row.No, Document: s.row.ID, What: "z", Want: "a Z report of the shift"})
		}
	}
}

func (r *reconciling) report(z, last *Z) {
	at := Finding{Till: z.Till, Number: z.No}
	t := r.tallies[z.Shift]
	if t == nil || r.shifts[z.Shift].row.Open {
		at.Kind, at.Document, at.What, at.Want, at.Got = NoShift, z.ID, "z", "a closed shift", z.Shift
		r.add(at)
		return
	}
	is := r.differ(at, ZReport, z.ID, "z.")
	is.num("no", last.No+1, z.No)
	if c := r.drawer.counts[z.Count]; c != nil && c.row.Shift == z.Shift {
		t.counted = c.row
	} else {
		is.text("count", "a count of the shift", z.Count)
	}
	want := t.z()
	want.ID, want.Till, want.By, want.No, want.First, want.Last = z.ID, z.Till, z.By, z.No, z.First, z.Last
	want.At, want.Offset, want.Day, want.Hour, want.HeadSeq, want.HeadHash = z.At, z.Offset, z.Day, z.Hour, z.HeadSeq, z.HeadHash
	want.Lines, want.LinesWorth, want.Baskets, want.BasketWorth = z.Lines, z.LinesWorth, z.Baskets, z.BasketWorth // the journal alone knows
	want.Kept, want.Taken = z.Kept, want.Counted-z.Kept
	want.AllSold, want.AllReturned = last.AllSold+want.Sold, last.AllReturned+want.Returned
	is.z(&want, z)
	is.num("closing_difference", want.Difference, r.drops[z.Shift]["closing_difference"])
	is.num("taken_out", -want.Taken, r.drops[z.Shift]["taken"])
}

// documents holds the documents of the stock room against what they moved.
func (r *reconciling) documents(ctx context.Context) error {
	for d, err := range r.src.StockDocs(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock documents: %w", err)
		}
		r.out.Documents++
		var total int64
		doc := r.naming.of(d.ID)
		goods := r.goods[doc]
		delete(r.goods, doc)
		for _, l := range d.Lines {
			total += l.Amount
			goods -= r.goodsOf(l.Product, d.Place, l.Qty)
		}
		at := Finding{Till: d.Till, Document: d.ID, Number: d.Number}
		is := r.differ(at, Adding, d.ID, "stock document.")
		is.num("total", d.Total, total)
		if goods != 0 {
			at.Kind, at.What, at.Want, at.Got = Moved, "stock document."+d.Kind, "the goods of the document", "other goods, or another quantity"
			r.add(at)
		}
	}
	return nil
}

// leftOver reports goods that moved for a document that is not there.
func (r *reconciling) leftOver() {
	for _, goods := range r.goods {
		if goods != 0 {
			r.add(Finding{Kind: Moved, What: "moves", Want: "a receipt or a document"})
		}
	}
}
