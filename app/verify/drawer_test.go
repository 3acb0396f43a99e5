package verify_test

import (
	"context"
	"encoding/hex"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
)

func (b *shelf) CashMoves(context.Context) iter.Seq2[verify.CashMove, error] { return each(b.cash) }

func (b *shelf) CashCounts(context.Context) iter.Seq2[verify.CashCount, error] { return each(b.counts) }

func (b *shelf) Zs(context.Context) iter.Seq2[verify.Z, error] { return each(b.zs) }

func (b *shelf) countDrawer(c *verify.Counts) {
	c.CashMoves, c.CashCounts, c.Zs = c.CashMoves+int64(len(b.cash)), c.CashCounts+int64(len(b.counts)), c.Zs+int64(len(b.zs))
	for _, one := range b.counts {
		c.Pieces += int64(len(one.Pieces))
	}
	for _, z := range b.zs {
		c.ZTenders, c.ZTaxes = c.ZTenders+int64(len(z.Tenders)), c.ZTaxes+int64(len(z.Taxes))
	}
}

const person = "01JSTAFF000000000000000000"

// openShift opens a shift as the program does by itself.
func (k *keeper) openShift() {
	at := k.moment()
	s := shop.Shift{ID: k.id(), Till: k.till.ID, No: 1, Opened: at, OpenedBy: person, Float: 5000}
	k.write(k.id(), at, journal.OfShiftOpen(s))
	k.begin(s)
}

func (k *keeper) begin(s shop.Shift) {
	k.tenders = map[string]shop.TenderSum{}
	k.shift, k.day = s.ID, shop.Figures{Shift: s, Cash: shop.Cash{Float: s.Float}}
	k.shifts = append(k.shifts, verify.Shift{ID: string(s.ID), Till: string(s.Till), No: s.No, At: s.Opened.At.UnixMilli(),
		Offset: int64(s.Opened.OffsetMin), Day: int64(s.Opened.Day), Hour: int64(s.Opened.Hour), OpenedBy: string(s.OpenedBy),
		Float: int64(s.Float), Open: true})
}

// ring adds a sale to the figures of the shift.
func (k *keeper) ring(s shop.Sale) {
	d := &k.day.Sales
	if d.Receipts++; d.First == "" {
		d.First = s.Label()
	}
	d.Last = s.Label()
	d.Sold, d.Discount, d.Net, d.Tax, d.Rounding = d.Sold+s.Total, d.Discount+s.Discount, d.Net+s.Net, d.Tax+s.Tax, d.Rounding+s.Rounding
	if len(d.Taxes) == 0 {
		d.Taxes = []shop.TaxSum{{Code: "A", Rate: 200_000, Inclusive: true}}
	}
	d.Taxes[0].Base, d.Taxes[0].Amount = d.Taxes[0].Base+s.Taxes[0].Base, d.Taxes[0].Amount+s.Taxes[0].Amount
	for _, p := range s.Payments {
		k.tender(p.Tender, 1, p.Amount)
	}
}

// tender adds what one way of paying brought.
func (k *keeper) tender(code string, receipts int64, amount money.Amount) {
	sum := k.tenders[code]
	k.tenders[code] = shop.TenderSum{Tender: code, Receipts: sum.Receipts + receipts, Amount: sum.Amount + amount}
	if code == shop.TenderCash {
		k.day.Cash.Sales += amount
	}
}

// drawn is one entry of the drawer's ledger; book stores it as a row.
func (k *keeper) drawn(kind shop.CashKind, amount int64, at shop.Moment) shop.CashMove {
	return shop.CashMove{ID: k.id(), Till: k.till.ID, Shift: k.shift, Kind: kind, Amount: money.Amount(amount), Reason: "window cleaner", Staff: person, At: at}
}

func (k *keeper) book(m shop.CashMove) {
	k.cash = append(k.cash, verify.CashMove{ID: string(m.ID), Till: string(m.Till), Shift: string(m.Shift), Kind: string(m.Kind),
		Amount: int64(m.Amount), Reason: m.Reason, Staff: string(m.Staff), At: m.At.At.UnixMilli(), Offset: int64(m.At.OffsetMin),
		Day: int64(m.At.Day), Hour: int64(m.At.Hour)})
}

// cashMove books an act of its own.
func (k *keeper) cashMove(kind shop.CashKind, amount int64) {
	at := k.moment()
	m := k.drawn(kind, amount, at)
	k.write(m.ID, at, journal.OfCashMove(m))
	k.book(m)
	switch kind {
	case shop.CashIn:
		k.day.Cash.In += m.Amount
	case shop.CashOut:
		k.day.Cash.Out -= m.Amount
	case shop.CashExpense:
		k.day.Cash.Expense -= m.Amount
	case shop.CashDrop:
		k.day.Cash.Drop -= m.Amount
	case shop.CashNoSale:
		k.day.NoSales++
	}
}

// counted stores a count as a row.
func (k *keeper) counted(no int64, phase shop.CountPhase, total int64, at shop.Moment) shop.CashCount {
	c := shop.CashCount{ID: k.id(), Till: k.till.ID, Shift: k.shift, No: no, Phase: phase, Total: money.Amount(total), Staff: person, At: at,
		Pieces: []shop.Pieces{{Worth: 100, Count: total / 100}, {Worth: 1, Count: total % 100}}}
	row := verify.CashCount{ID: string(c.ID), Till: string(c.Till), Shift: string(c.Shift), No: no, Phase: string(phase), Total: total,
		Staff: person, At: at.At.UnixMilli(), Offset: int64(at.OffsetMin), Day: int64(at.Day), Hour: int64(at.Hour)}
	for _, p := range c.Pieces {
		row.Pieces = append(row.Pieces, verify.Pieces{Worth: int64(p.Worth), Count: p.Count})
	}
	k.counts = append(k.counts, row)
	return c
}

// closeShift counts two too few, closes, and leaves some as float.
func (k *keeper) closeShift(kept int64) {
	at := k.moment()
	k.sumTenders()
	expected := k.day.Cash.Expected()
	first := k.counted(k.countsSoFar()+1, shop.CountClosing, int64(expected)+1, at)
	k.write(first.ID, at, journal.OfCount(first))
	last := k.counted(first.No+1, shop.CountClosing, int64(expected)-2, at)
	k.write(last.ID, at, journal.OfCount(last))
	z := shop.Z{ID: k.id(), No: k.last.No + 1, By: person, Figures: k.day, Count: last.ID, Counted: last.Total, Difference: -2, Kept: money.Amount(kept),
		Taken: last.Total - money.Amount(kept), AllSold: k.last.AllSold + k.day.Sales.Sold, AllReturned: k.last.AllReturned,
		HeadSeq: k.head.Seq, HeadHash: hex.EncodeToString(k.head.Hash), Note: "the printer squeaks"}
	z.At = at
	short, taken := k.drawn(shop.CashClosing, -2, at), k.drawn(shop.CashTaken, -int64(z.Taken), at)
	k.write(z.ID, at, journal.OfShiftClose(z, short, taken))
	k.book(short)
	k.book(taken)
	k.zs = append(k.zs, zRow(z))
	i := slices.IndexFunc(k.shifts, func(s verify.Shift) bool { return s.ID == string(k.shift) })
	k.shifts[i].Open, k.shifts[i].Closed = false, at.At.UnixMilli()
	k.last, k.shift = z, ""
}

// sumTenders puts the tenders that somebody paid with into the figures, in the order of their codes.
func (k *keeper) sumTenders() {
	k.day.Sales.Tenders = nil
	for _, code := range slices.Sorted(maps.Keys(k.tenders)) {
		if k.tenders[code].Receipts > 0 {
			k.day.Sales.Tenders = append(k.day.Sales.Tenders, k.tenders[code])
		}
	}
}

func (k *keeper) countsSoFar() (n int64) {
	for _, c := range k.counts {
		if c.Shift == string(k.shift) {
			n++
		}
	}
	return n
}

// zRow is a Z report as the tables hold it.
func zRow(z shop.Z) verify.Z {
	s, c := z.Sales, z.Cash
	r := verify.Z{ID: string(z.ID), Till: string(z.Shift.Till), Shift: string(z.Shift.ID), By: string(z.By), No: z.No, At: z.At.At.UnixMilli(),
		Offset: int64(z.At.OffsetMin), Day: int64(z.At.Day), Hour: int64(z.At.Hour), Receipts: s.Receipts, First: s.First, Last: s.Last,
		Sold: int64(s.Sold), Returned: int64(s.Returned), Returns: s.Returns, Discount: int64(s.Discount), Net: int64(s.Net), Tax: int64(s.Tax),
		Rounding: int64(s.Rounding), Float: int64(c.Float), CashSales: int64(c.Sales), In: int64(c.In), Out: int64(c.Out),
		Expense: int64(c.Expense), Drop: int64(c.Drop), Expected: int64(c.Expected()), Lines: z.Lines, LinesWorth: int64(z.LinesWorth),
		Baskets: z.Baskets, BasketWorth: int64(z.BasketWorth), NoSales: z.NoSales, Count: string(z.Count), Counted: int64(z.Counted),
		Difference: int64(z.Difference), Kept: int64(z.Kept), Taken: int64(z.Taken), AllSold: int64(z.AllSold),
		AllReturned: int64(z.AllReturned), HeadSeq: z.HeadSeq, HeadHash: z.HeadHash, Note: z.Note}
	for _, t := range s.Tenders {
		r.Tenders = append(r.Tenders, verify.ZTender{Tender: t.Tender, Receipts: t.Receipts, Amount: int64(t.Amount)})
	}
	for _, t := range s.Taxes {
		r.Taxes = append(r.Taxes, verify.ZTax{Code: t.Code, Rate: int64(t.Rate), Inclusive: t.Inclusive, Base: int64(t.Base), Amount: int64(t.Amount)})
	}
	return r
}

// changeShift moves money in every way, closes the shift, and lets a person open the next with another float than was left.
func (k *keeper) changeShift() {
	k.cashMove(shop.CashIn, 5000)
	k.cashMove(shop.CashOut, -700)
	k.cashMove(shop.CashExpense, -300)
	k.cashMove(shop.CashDrop, -1000)
	k.cashMove(shop.CashNoSale, 0)
	k.act(k.id(), journal.OfBasketCleared(shop.Cart{ID: k.id()}, 250, 7, true, false, ""))
	k.day.Baskets, k.day.BasketWorth = k.day.Baskets+1, k.day.BasketWorth+250
	k.closeShift(2000)
	at := k.moment()
	s := shop.Shift{ID: k.id(), Till: k.till.ID, No: 2, Opened: at, OpenedBy: person, Float: 2050}
	k.shift = s.ID
	difference, counted := k.drawn(shop.CashOpening, 50, at), k.counted(1, shop.CountOpening, 2050, at)
	k.write(s.ID, at, journal.OfShiftOpening(s, 2000, difference, counted))
	k.book(difference)
	k.begin(s)
}

func TestZReportsThatDoNotAddUpAreNamed(t *testing.T) {
	wrong := func(change func(*shop.Z)) verify.Report {
		b := &shelf{}
		k := newKeeper(t, b, "T1", 7)
		k.importGoods(10)
		k.openShift()
		k.sell(2, 10)
		at := k.moment()
		k.sumTenders()
		count := k.counted(1, shop.CountClosing, int64(k.day.Cash.Expected()), at)
		k.write(count.ID, at, journal.OfCount(count))
		z := shop.Z{ID: k.id(), No: 1, By: person, Figures: k.day, Count: count.ID, Counted: count.Total, Kept: count.Total,
			AllSold: k.day.Sales.Sold, HeadSeq: k.head.Seq, HeadHash: hex.EncodeToString(k.head.Hash)}
		z.At = at
		change(&z)
		k.write(z.ID, at, journal.OfShiftClose(z))
		k.zs = append(k.zs, zRow(z))
		k.shifts[0].Open, k.shifts[0].Closed = false, at.At.UnixMilli()
		return run(t, b, verify.Options{})
	}
	if rep := wrong(func(*shop.Z) {}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	for what, change := range map[string]func(*shop.Z){
		"z.sold":              func(z *shop.Z) { z.Sales.Sold++ },
		"z.receipts":          func(z *shop.Z) { z.Sales.Receipts++ },
		"z.last":              func(z *shop.Z) { z.Sales.Last = "A-0000002" },
		"z.tenders[1].amount": func(z *shop.Z) { z.Sales.Tenders[1].Amount++ },
		"z.taxes[0].base":     func(z *shop.Z) { z.Sales.Taxes[0].Base++ },
		"z.cash_sales":        func(z *shop.Z) { z.Cash.Sales++ },
		"z.counted":           func(z *shop.Z) { z.Counted++ },
		"z.difference":        func(z *shop.Z) { z.Difference = 1 },
		"z.all_sold":          func(z *shop.Z) { z.AllSold-- },
		"z.head_seq":          func(z *shop.Z) { z.HeadSeq-- },
		"z":                   func(z *shop.Z) { z.No = 2 },
		"z.lines_worth":       func(z *shop.Z) { z.LinesWorth = 5 },
		"z.count":             func(z *shop.Z) { z.Count = "another" },
	} {
		rep := wrong(change)
		if !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool {
			return f.What == what && (f.Kind == verify.Adding || f.Kind == verify.Number)
		}) {
			t.Errorf("%s: found %v", what, rep.Findings)
		}
	}
}

func TestNothingIsAddedToAClosedShift(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	k.importGoods(10)
	k.openShift()
	k.sell(1, 10)
	closed := k.shift
	k.closeShift(0)
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	k.shift = closed
	k.sell(1, 10)
	k.cashMove(shop.CashIn, 100)
	rep := run(t, b, verify.Options{})
	var said []string
	for _, f := range rep.Findings {
		said = append(said, f.What)
	}
	if strings.Join(said, " ") != "shift shift" {
		t.Errorf("found %v", rep.Findings)
	}
}

func TestMissingAndForeignRowsOfTheDrawerAreSeen(t *testing.T) {
	b, _ := twoTills(t, 4)
	for what, change := range map[string]func(){
		"a move is gone":       func() { b.cash = b.cash[1:] },
		"a count is gone":      func() { b.counts = b.counts[1:] },
		"a report is gone":     func() { b.zs = b.zs[1:] },
		"a move nobody made":   func() { b.cash = append(b.cash, verify.CashMove{ID: "X", Kind: "in", Amount: 5}) },
		"a count nobody made":  func() { b.counts = append(b.counts, verify.CashCount{ID: "X"}) },
		"a report nobody made": func() { b.zs = append(b.zs, verify.Z{ID: "X", No: 9}) },
	} {
		cash, counts, zs := b.cash, b.counts, b.zs
		change()
		if rep := run(t, b, verify.Options{}); rep.OK() {
			t.Error(what + ", unseen")
		}
		b.cash, b.counts, b.zs = cash, counts, zs
	}
}
