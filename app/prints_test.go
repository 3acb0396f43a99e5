//go:build cgo

package app_test

import (
	"slices"
	"strings"
	"testing"

	"kassa/app"
	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

// papers is the print queue now.
func (t *till) papers() app.Papers {
	t.t.Helper()
	p, err := t.Papers(t.ctx)
	t.must(err)
	return p
}

// records are the kinds of all records of the till.
func (t *till) records() []string {
	t.t.Helper()
	var kinds []string
	t.must(t.store.View(t.ctx, func(tx books.Tx) error {
		return tx.Journal().Walk(t.Till(), 1, func(r shop.Record) error {
			kinds = append(kinds, r.Kind)
			return nil
		})
	}))
	return kinds
}

// printed waits for n papers and gives the words of the last one.
func (t *till) printed(n int) string {
	t.t.Helper()
	for len(t.printer.Documents()) < n {
		t.hear("a paper", func(n notice.Notice) bool { d, ok := n.(notice.JobDone); return ok && d.Kind != string(shop.JobDrawer) })
	}
	return sim.Text(t.printer.Documents()[n-1])
}

func TestThePrintQueueSaysWhatWaitsAndWhy(t *testing.T) {
	k := newTill(t)
	k.printer.Fail(sim.PaperOut, sim.Half)
	one := k.sell()
	k.hear("the first failure", jobFailed)
	two := k.sell()
	k.hear("the second failure", jobFailed)
	k.printer.Fail()
	q := k.papers()
	if len(q.Failed) != 2 || len(q.Waiting) != 0 || len(q.Over) != 0 {
		t.Fatalf("queue %+v", q)
	}
	first, second := q.Failed[0], q.Failed[1]
	if first.Why == nil || first.Why.Code != fault.PrinterPaperOut || first.Sent || first.Tries != 1 || q.Labels[first.Document] != one.Label() {
		t.Errorf("without paper: %+v (%v)", first, first.Why)
	}
	if second.Why == nil || second.Why.Code != fault.PrinterHalf || !second.Sent || q.Labels[second.Document] != two.Label() {
		t.Errorf("half-way: %+v (%v)", second, second.Why)
	}
	k.must(k.PrintAll(k.ctx))
	k.printed(2)
	k.must(k.Close(k.ctx))
	words := []string{sim.Text(k.printer.Documents()[0]), sim.Text(k.printer.Documents()[1])}
	if strings.Contains(words[0], "COPY") || !strings.Contains(words[1], "COPY") {
		t.Errorf("only the half receipt is printed again as a copy:\n%s\n%s", words[0], words[1])
	}
	if q = k.papers(); len(q.Failed) != 0 || len(q.Over) != 2 || q.Over[0].ID != second.ID || q.Over[1].Tries != 2 || q.Over[1].Why != nil {
		t.Errorf("afterwards %+v", q)
	}
	if got := k.records(); !slices.Contains(got, "jobs_reprint") {
		t.Errorf("journal %v", got)
	}
}

func TestAPaperIsGivenUpOnce(t *testing.T) {
	k := newTill(t)
	k.printer.Fail(sim.Offline)
	s := k.sell()
	k.hear("the failure", jobFailed)
	job := k.papers().Failed[0].ID
	k.must(k.DropJob(k.ctx, job))
	if err := k.DropJob(k.ctx, job); !fault.Is(err, fault.NotFound) {
		t.Errorf("given up twice: %v, want NotFound", err)
	}
	if err := k.PrintJob(k.ctx, job); !fault.Is(err, fault.NotFound) {
		t.Errorf("printed after it was given up: %v, want NotFound", err)
	}
	k.must(k.PrintAll(k.ctx)) // nothing waits, nothing is written
	if got := k.records(); got[len(got)-1] != "job_dropped" {
		t.Errorf("journal %v", got)
	}
	k.must(k.PrintAgain(k.ctx, s.ID))
	if words := k.printed(1); strings.Contains(words, "COPY") {
		t.Errorf("nothing of it was ever on paper:\n%s", words)
	}
	k.must(k.Close(k.ctx))
}

func TestAPaperIsPrintedAgainFromTheQueue(t *testing.T) {
	k := newTill(t)
	k.printer.Fail(sim.Cover)
	k.sell()
	k.hear("the failure", jobFailed)
	k.must(k.PrintJob(k.ctx, k.papers().Failed[0].ID))
	k.printed(1)
	k.must(k.Close(k.ctx))
	if got := k.records(); !slices.Contains(got, "job_reprint") || len(k.papers().Over) != 1 {
		t.Errorf("journal %v", got)
	}
}

func TestAGiftReceiptSaysNoPrices(t *testing.T) {
	k := newTill(t)
	s := k.sell()
	k.printed(1)
	k.must(k.PrintGift(k.ctx, s.ID))
	words := k.printed(2)
	if !strings.Contains(words, "GIFT RECEIPT") || !strings.Contains(words, "Highlighter") || !strings.Contains(words, s.Label()) ||
		strings.Contains(words, "1.35") || strings.Contains(words, "VAT") || strings.Contains(words, "COPY") {
		t.Errorf("the gift receipt says\n%s", words)
	}
	k.must(k.PrintGift(k.ctx, s.ID))
	if words := k.printed(3); strings.Contains(words, "COPY") {
		t.Errorf("a second gift receipt is as good as the first:\n%s", words)
	}
	k.must(k.Close(k.ctx))
	if n := strings.Count(strings.Join(k.records(), " "), "gift_receipt"); n != 2 {
		t.Errorf("%d gift receipts in the journal, want 2", n)
	}
}

func TestAReceiptThatIsAskedForIsTheFirstOne(t *testing.T) {
	k := newTill(t)
	k.must(k.Office.Set(k.ctx, shop.ReceiptPrint, shop.PrintAsked))
	cashier := shop.Staff{ID: k.id(8), Code: "C8", Name: "Cashier 8", Role: rights.Cashier}
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error {
		k.must(tx.Shop().AddStaff(cashier))
		return tx.Shop().SetSetting(books.ForShop, k.id(0), "rights.reprint.cashier", "no")
	}))
	s := k.sell()
	k.hear("the drawer", func(n notice.Notice) bool { d, ok := n.(notice.JobDone); return ok && d.Kind == string(shop.JobDrawer) })
	ctx := act.As(k.ctx, cashier)
	k.must(k.PrintAgain(ctx, s.ID))
	if words := k.printed(1); strings.Contains(words, "COPY") {
		t.Errorf("the first receipt is marked as a copy:\n%s", words)
	}
	if err := k.PrintAgain(ctx, s.ID); !fault.Is(err, fault.NoRight) {
		t.Errorf("a copy without the right: %v, want NoRight", err)
	}
	k.must(k.Close(k.ctx))
}

func TestACorrectedTenderStandsOnTheCopy(t *testing.T) {
	k := newTill(t)
	b, err := k.Checkout.Scan(k.ctx, code, money.One)
	k.must(err)
	paid, err := k.Checkout.Pay(k.ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "card", Ref: "4711"})
	k.must(err)
	k.printed(1)
	k.must(k.Checkout.CorrectTender(k.ctx, paid.Sale.ID, 1, "cash", ""))
	k.must(k.PrintAgain(k.ctx, paid.Sale.ID))
	words := k.printed(2)
	if !strings.Contains(words, "COPY") || !strings.Contains(words, "Cash\t1.35") || !strings.Contains(words, "instead of Card") || strings.Contains(words, "4711") {
		t.Errorf("the copy says\n%s", words)
	}
	k.must(k.Close(k.ctx))
}

func TestAnXReportThatWaitsIsNotPrintedByWhoeverCountsBlind(t *testing.T) {
	k := newTill(t)
	cashier := shop.Staff{ID: k.id(900), Code: "C2", Name: "Cashier 2", Role: rights.Cashier}
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error { return tx.Shop().AddStaff(cashier) }))
	k.printer.Fail(sim.Cover, sim.Cover)
	k.must(k.Shifts.PrintX(k.ctx))
	k.hear("the failure", jobFailed)
	ctx := act.As(k.ctx, cashier)
	x := k.papers().Failed[0]
	if err := k.PrintJob(ctx, x.ID); !fault.Is(err, fault.NoRight) {
		t.Errorf("the X report: %v, want NoRight", err)
	}
	if err := k.PrintAll(ctx); !fault.Is(err, fault.NoRight) {
		t.Errorf("all papers, which are the X report: %v, want NoRight", err)
	}
	k.sell()
	k.hear("the failure", jobFailed)
	k.must(k.PrintAll(ctx))
	k.printed(1)
	if left := k.papers().Failed; len(left) != 1 || left[0].ID != x.ID {
		t.Errorf("left are %v, want the X report", left)
	}
	k.must(k.PrintJob(k.ctx, x.ID))
	k.printed(2)
	k.must(k.Close(k.ctx))
}
