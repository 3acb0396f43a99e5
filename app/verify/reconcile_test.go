package verify_test

import (
	"context"
	"slices"
	"testing"

	"kassa/app/verify"
)

func reconcile(t testing.TB, b *shelf) verify.Reconciled {
	t.Helper()
	rep, err := verify.Reconcile(context.Background(), b, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestBooksThatFitReconcile(t *testing.T) {
	b, _ := twoTills(t, 8)
	rep := reconcile(t, b)
	if !rep.OK() {
		t.Fatal(rep.Findings)
	}
	if rep.Receipts != int64(len(b.sales)) || rep.Moves != int64(len(b.moves)) || rep.Zs != int64(len(b.zs)) || rep.Documents != 1 {
		t.Errorf("walked over %+v", rep)
	}
	if rep.Total != rep.Paid || rep.Paid != rep.Reported || rep.Reported == 0 {
		t.Errorf("receipts %d, payments %d, Z reports %d", rep.Total, rep.Paid, rep.Reported)
	}
}

// mismatch is one thing that does not fit: plant puts it into books that do, and says which receipt or report it is of.
type mismatch struct {
	plant func(b *shelf) (series string, number int64)
	kind  verify.Kind
	what  string
}

// inShift is a sale whose shift has a Z report, or has none.
func inShift(b *shelf, closed bool) *verify.Sale {
	i := slices.IndexFunc(b.sales, func(s verify.Sale) bool {
		return closed == slices.ContainsFunc(b.zs, func(z verify.Z) bool { return z.Shift == s.Shift })
	})
	return &b.sales[i]
}

func moveOf(b *shelf, document string) int {
	return slices.IndexFunc(b.moves, func(m verify.Move) bool { return m.Document == document })
}

// ofReceipts are receipts that do not fit.
func ofReceipts() map[string]mismatch {
	return map[string]mismatch{
		"a line that is cheaper": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Lines[0].Total--
			return s.Series, s.Number
		}, verify.Adding, "total of the lines"},
		"a total that is lower, with its payment": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Total, s.Net = s.Total-100, s.Net-100
			s.Payments[0].Amount, s.Payments[0].Given = s.Payments[0].Amount-100, s.Payments[0].Given-100
			return s.Series, s.Number
		}, verify.Adding, "total of the lines"},
		"a payment that is lower": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Payments[0].Amount, s.Payments[0].Given = s.Payments[0].Amount-100, s.Payments[0].Given-100
			return s.Series, s.Number
		}, verify.Paid, "payments"},
		"a payment that is gone": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Payments = s.Payments[:0]
			return s.Series, s.Number
		}, verify.Paid, "payments"},
		"change that was not given": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Payments[0].Change += 5
			return s.Series, s.Number
		}, verify.Paid, "given less change"},
	}
}

// ofShifts are shifts and their reports that do not fit.
func ofShifts() map[string]mismatch {
	return map[string]mismatch{
		"a receipt that is gone": {func(b *shelf) (string, int64) {
			s := inShift(b, true)
			i := slices.IndexFunc(b.sales, func(o verify.Sale) bool { return o.ID == s.ID })
			z := b.zs[slices.IndexFunc(b.zs, func(z verify.Z) bool { return z.Shift == s.Shift })]
			b.sales = slices.Delete(b.sales, i, i+1)
			return "", z.No
		}, verify.ZReport, "z.receipts"},
		"a Z report that says less": {func(b *shelf) (string, int64) {
			b.zs[0].Sold -= 100
			return "", b.zs[0].No
		}, verify.ZReport, "z.sold"},
		"a tender of a Z report that says less": {func(b *shelf) (string, int64) {
			b.zs[0].Tenders[0].Amount -= 100
			return "", b.zs[0].No
		}, verify.ZReport, "z.tenders[0].amount"},
		"cash that was taken out unseen": {func(b *shelf) (string, int64) {
			i := slices.IndexFunc(b.cash, func(m verify.CashMove) bool { return m.Kind == "out" && m.Shift == b.zs[0].Shift })
			b.cash[i].Amount -= 100
			return "", b.zs[0].No
		}, verify.ZReport, "z.out"},
		"a count that is lower": {func(b *shelf) (string, int64) {
			i := slices.IndexFunc(b.counts, func(c verify.CashCount) bool { return c.ID == b.zs[0].Count })
			b.counts[i].Total--
			return "", b.zs[0].No
		}, verify.ZReport, "z.counted"},
		"a Z report that is gone": {func(b *shelf) (string, int64) {
			no := b.shifts[slices.IndexFunc(b.shifts, func(s verify.Shift) bool { return s.ID == b.zs[len(b.zs)-1].Shift })].No
			b.zs = b.zs[:len(b.zs)-1]
			return "", no
		}, verify.NoShift, "z"},
		"a sale in the shift of another": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			s.Shift = "01JNOBODY"
			return s.Series, s.Number
		}, verify.NoShift, "sale"},
	}
}

// ofGoods are goods that do not fit.
func ofGoods() map[string]mismatch {
	return map[string]mismatch{
		"goods that never left the shelf": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			i := moveOf(b, s.ID)
			b.moves = slices.Delete(b.moves, i, i+1)
			return s.Series, s.Number
		}, verify.Moved, "moves"},
		"other goods than were sold": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			b.moves[moveOf(b, s.ID)].Product = string(product(9)) + "X"
			return s.Series, s.Number
		}, verify.Moved, "moves"},
		"more goods than were sold": {func(b *shelf) (string, int64) {
			s := inShift(b, false)
			b.moves[moveOf(b, s.ID)].Qty -= 1000
			return s.Series, s.Number
		}, verify.Moved, "moves"},
		"goods that left for nothing": {func(b *shelf) (string, int64) {
			m := b.moves[moveOf(b, inShift(b, false).ID)]
			m.Document = "01JNOBODY"
			b.moves = append(b.moves, m)
			return "", 0
		}, verify.Moved, "moves"},
		"a document of the stock room that says more": {func(b *shelf) (string, int64) {
			b.docs[0].Lines[0].Qty += 1000
			return "", b.docs[0].Number
		}, verify.Moved, "stock document.receipt"},
		"a stock that is not what moved": {func(b *shelf) (string, int64) {
			b.stocks[0].Qty--
			return "", 0
		}, verify.Stocks, "stock in " + "01JPLACE000000000000000000"},
		"a sum for the reports": {func(b *shelf) (string, int64) {
			b.sums[0].Total++
			return "", 0
		}, verify.Rollup, "total"},
	}
}

// TestEveryMismatchIsNamed plants one at a time; none of them touches the journal, which a reconciliation does not read.
func TestEveryMismatchIsNamed(t *testing.T) {
	for _, table := range []map[string]mismatch{ofReceipts(), ofShifts(), ofGoods()} {
		for name, c := range table {
			b, _ := twoTills(t, 6)
			series, number := c.plant(b)
			rep := reconcile(t, b)
			switch {
			case rep.OK():
				t.Errorf("%s went unseen", name)
			case rep.First.Kind != c.kind || rep.First.What != c.what || rep.First.Series != series || rep.First.Number != number:
				t.Errorf("%s: got first %v, want %s of %q, series %q number %d", name, *rep.First, c.kind, c.what, series, number)
			}
		}
	}
}
