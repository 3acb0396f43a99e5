// Package verify is the independent witness: it reads the books row by row through its own small [Source], knows
// nothing of the program that wrote them, and says whether they are what was written down.
//
// The rule. For every till it walks over the journal and, beside it, over the till's sales. Each record must have the
// number after the last one, follow from it by its hash, not be older, and say an act that no other record says; heads
// must carry a signature of the till's key. Each body must be canonical; a sale is taken apart by a decoder of this
// package and every field of it is held against the tables: the sale, its lines, adjustments, taxes, payments and stock
// moves. The sale must add up; receipts must be numbered 1, 2, 3 … in their series; every sale must have its record and
// every record its sale. Stock must be the sum of its moves, the sums kept for reports must be the sums of the sales, a
// shift must be the one that was recorded, a person must have the role, the PIN and the badge that were recorded last, a
// setting, a tax, a tender and the shop itself must be what was recorded last, and none may come from nowhere; a mark of
// the time clock must be recorded and as it was; documents of the stock room too, numbered without a gap. A tender that
// was corrected must have its record too, must move a payment whole from the tender that it had, and counts in the sums in
// place of the first one. Each Z report is added up again from the records of its shift alone (sales, what moved in the
// drawer, what was counted, what was not sold) and held against the record and the table; Z reports are numbered 1, 2, 3 …
// and carry on what all of them sold. A head known from outside (a receipt, the head file) must be in the journal: a chain
// alone cannot tell that its end was cut off.
//
// What it cannot see: an end cut off, or everything written anew with another key, when nothing is known from outside; a
// note that was erased on purpose; of the catalogue what no record says, as the rows of an import (catalogue.go; what was sold
// stands in each sale). Texts are compared in the normal form NFC.
//
// A worked example: somebody lowers the price of line 2 of receipt A 4122 in the table. Record 9377 of the till says
// that receipt. The report names
//
//	field till 01J… record 9377 series A receipt 4122 document 01K… lines[1].price: want "1890000", got "890000"
//
// and First is record 9377. A million sales of three lines take the verifier some fifteen seconds and 220 MB; reading them
// from SQLite beside it takes about twice as long.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"slices"
	"strconv"
)

// run is one verification.
type run struct {
	src       Source
	opt       Options
	rep       Report
	naming    naming
	parser    parser
	ledger    *ledger
	docs      docs
	sums      sums
	rates     map[rate][2]int64
	acts      []mention
	sales     []mention
	shifts    map[string]*shiftState
	people    map[string]*person
	times     map[string]*timeState
	pages     map[string]*pageState
	offers    map[string]*offerState
	setUp     setUp
	catalogue catalogue
	begun     map[string]begunSeries // the number series of tills, as was said last
	changes   tenderChanges
	drawer    drawer
	expect    []expectation
	tills     map[string]int // place of a till among the tills
	counts    Counts
	hash      hash.Hash
	text      []byte // room for what is hashed
}

// mention is an id and the record that named it.
type mention struct {
	id   name
	seq  int64
	till int32
}

type expectation struct {
	Expected
	met bool
	got string
}

// Run verifies the books. An error means that they could not be read; what they say is in the report.
func Run(ctx context.Context, src Source, opt Options) (Report, error) {
	if opt.MaxFindings == 0 {
		opt.MaxFindings = MaxFindings
	}
	r := &run{src: src, opt: opt, naming: newNaming(), sums: sums{}, rates: map[rate][2]int64{}, tills: map[string]int{},
		hash: sha256.New(), text: make([]byte, 0, 256)}
	r.rep.Findings = []Finding{}
	for _, e := range opt.Expect {
		r.expect = append(r.expect, expectation{Expected: e})
	}
	err := r.all(ctx)
	return r.rep, err
}

func (r *run) all(ctx context.Context) error {
	tills, err := r.src.Tills(ctx)
	if err != nil {
		return fmt.Errorf("read the tills: %w", err)
	}
	for i, till := range tills {
		r.tills[till.ID] = i
	}
	if r.ledger, err = readLedger(ctx, r.src, r.naming); err != nil {
		return err
	}
	r.rep.Moves = r.ledger.count
	for _, read := range []func(context.Context) error{r.readDocs, r.readShifts, r.readStaff} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	for _, read := range []func(context.Context) error{r.readTenderChanges, r.readDrawer, r.readPages, r.readOffers, r.readSetUp} {
		if err := read(ctx); err != nil {
			return err
		}
	}
	for _, till := range tills {
		if err := r.readJournal(ctx, till); err != nil {
			return err
		}
	}
	r.ends()
	r.twice("act", r.acts, tills)
	r.twice("sale", r.sales, tills)
	r.checkShifts()
	r.checkStaff()
	r.checkSeries(tills)
	r.checkTimes()
	r.checkTenderChanges()
	r.checkDrawer()
	r.checkPages()
	r.checkOffers()
	r.checkSetUp()
	for _, step := range []func(context.Context) error{r.settle, r.checkDocs, r.checkCatalogue, r.stocks, r.rollups, r.rows} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// add reports a finding.
func (r *run) add(f Finding) {
	r.rep.Total++
	if len(r.rep.Findings) < r.opt.MaxFindings {
		r.rep.Findings = append(r.rep.Findings, f)
	}
	if r.rep.First == nil || f.Seq > 0 && r.earlier(f, *r.rep.First) {
		r.rep.First = &f
	}
}

// earlier orders findings by till and record; one without a record comes after all that have one.
func (r *run) earlier(a, b Finding) bool {
	return b.Seq == 0 || cmp.Or(cmp.Compare(r.tills[a.Till], r.tills[b.Till]), cmp.Compare(a.Seq, b.Seq)) < 0
}

// seen notes an act.
func (r *run) seen(act string, at Finding) {
	r.acts = append(r.acts, mention{r.naming.of(act), at.Seq, int32(r.tills[at.Till])})
}

// twice finds ids that more than one record names.
func (r *run) twice(what string, list []mention, tills []Till) {
	slices.SortFunc(list, func(a, b mention) int {
		return cmp.Or(a.id.compare(b.id), cmp.Compare(a.till, b.till), cmp.Compare(a.seq, b.seq))
	})
	for i := 1; i < len(list); i++ {
		if one, two := list[i-1], list[i]; one.id == two.id {
			r.add(Finding{Kind: Act, Till: tills[two.till].ID, Seq: two.seq, What: what, Want: "recorded once",
				Got: "also record " + strconv.FormatInt(one.seq, 10) + " of till " + tills[one.till].ID})
		}
	}
}

// ends reports the heads known from outside that the journals do not hold.
func (r *run) ends() {
	for _, e := range r.expect {
		if e.met {
			continue
		}
		got := e.got
		if got == "" {
			got = "no such record"
		}
		r.add(Finding{Kind: Ended, Till: e.Till, Seq: e.Seq, What: e.From, Want: strconv.FormatInt(e.Seq, 10) + ":" + e.Hash, Got: got})
	}
}

// rows reports rows that belong to nothing: what was walked over must be all there is.
func (r *run) rows(ctx context.Context) error {
	got, err := r.src.Counts(ctx)
	if err != nil {
		return fmt.Errorf("count the rows: %w", err)
	}
	d := differ{report: func(what, want, found string) {
		r.add(Finding{Kind: Rows, What: what, Want: want, Got: found})
	}}
	want := r.counts
	want.Records, want.Sales, want.Lines, want.Moves = r.rep.Records, r.rep.Sales, r.rep.Lines, r.rep.Moves
	d.num("journal", want.Records, got.Records)
	d.num("sales", want.Sales, got.Sales)
	d.num("sale_lines", want.Lines, got.Lines)
	d.num("line_taxes", want.LineTaxes, got.LineTaxes)
	d.num("sale_taxes", want.SaleTaxes, got.SaleTaxes)
	d.num("payments", want.Payments, got.Payments)
	d.num("stock_moves", want.Moves, got.Moves)
	d.num("cash_moves", want.CashMoves, got.CashMoves)
	d.num("cash_counts", want.CashCounts, got.CashCounts)
	d.num("count_pieces", want.Pieces, got.Pieces)
	d.num("z_reports", want.Zs, got.Zs)
	d.num("z_tenders", want.ZTenders, got.ZTenders)
	d.num("z_taxes", want.ZTaxes, got.ZTaxes)
	d.num("stock_docs", want.StockDocs, got.StockDocs)
	d.num("stock_doc_lines", want.StockDocLines, got.StockDocLines)
	return nil
}
