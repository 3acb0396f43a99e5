package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// change is the n-th correction: the payment of a sale that was made by card was made with something else.
func (f Fixture) change(n int, s shop.Sale, from, to string) shop.TenderChange {
	return shop.TenderChange{ID: ID("CHANGE", n), Sale: s.ID, Payment: 2, From: from, To: to, Amount: s.Payments[1].Amount, Ref: "slip 9",
		Shift: f.Shift.ID, Staff: f.Staff.ID, At: f.At}
}

func (f Fixture) tenderSums(t *testing.T) map[string][2]int64 {
	t.Helper()
	sums := map[string][2]int64{}
	for _, s := range f.sums(t, books.ByTender) {
		sums[s.Key] = [2]int64{s.Receipts, int64(s.Total)}
	}
	return sums
}

func tenderChangesAreKept(t *testing.T, f Fixture) {
	one, two := f.Sale(1), f.Sale(2)
	f.addSales(t, one, two)
	cash, card := int64(one.Payments[0].Amount), int64(one.Payments[1].Amount)
	first, second, third := f.change(1, one, "card", "voucher"), f.change(2, two, "card", "cash"), f.change(3, one, "voucher", "cash")
	filled(t, first)
	third.Staff, third.Ref = "", ""
	Update(t, f.Store, func(tx books.Tx) error { return tx.Sales().AddTenderChange(first) })
	same(t, "sums after the first", map[string][2]int64{"cash": {2, 2 * cash}, "card": {1, card}, "voucher": {1, card}}, f.tenderSums(t))
	Update(t, f.Store, func(tx books.Tx) error {
		return each([]shop.TenderChange{second, third}, tx.Sales().AddTenderChange)
	})
	same(t, "sums after all", map[string][2]int64{"cash": {2, 2*cash + 2*card}}, f.tenderSums(t))
	of := func(sale shop.ID) []shop.TenderChange {
		return read(t, f.Store, func(tx books.Tx) ([]shop.TenderChange, error) { return tx.Sales().TenderChanges(sale) })
	}
	same(t, "of the first", []shop.TenderChange{first, third}, of(one.ID))
	same(t, "of the second", []shop.TenderChange{second}, of(two.ID))
	same(t, "the sale stays", one, f.sale(t, one.ID))
	lost, noPayment := f.change(4, f.Sale(9), "card", "cash"), f.change(5, two, "cash", "card")
	noPayment.Payment = 9
	for what, c := range map[string]shop.TenderChange{"no sale": lost, "no payment": noPayment} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Sales().AddTenderChange(c) }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v, want NotFound", what, err)
		}
	}
	refused(t, f.Store, func(tx books.Tx) error { return tx.Sales().AddTenderChange(f.change(6, two, "cash", "cash")) })
}

// heads are the numbers of the receipts that fit, newest first.
func (f Fixture) heads(t *testing.T, filter books.ReceiptFilter, limit int) []int64 {
	t.Helper()
	var numbers []int64
	for _, h := range read(t, f.Store, func(tx books.Tx) ([]shop.ReceiptHead, error) { return tx.Sales().Heads(filter, limit) }) {
		numbers = append(numbers, h.Number)
	}
	return numbers
}

func receiptsAreFound(t *testing.T, f Fixture) {
	other := shop.Till{ID: ID("TILL", 2), Place: f.Place.ID, Code: "T2", Name: "Till 2", Series: ""}
	seller := shop.Staff{ID: ID("STAFF", 2), Code: "C2", Name: "Cashier 2", Role: "cashier"}
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Shop().AddTill(other); err != nil {
			return err
		}
		return tx.Shop().AddStaff(seller)
	})
	one, two, three, four := f.Sale(1), moved(f.Sale(2), f, 0, 1), moved(f.Sale(3), f, 1, 0), moved(f.Sale(4), f, 2, 0)
	two.Lines[2].Name, two.Lines[2].SKU, two.Lines[2].Barcode = "100 % Сок Яблочный", "J-1", "4600000000017"
	three.Till, three.TillCode, three.Series, three.Staff, three.StaffCode = other.ID, other.Code, "", seller.ID, seller.Code
	four.Lines, four.Payments = four.Lines[:1], four.Payments[:1]
	four.Payments[0].Amount = 12_345
	f.addSales(t, one, two, three, four)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Sales().AddTenderChange(f.change(1, two, "card", "voucher")) })

	head := read(t, f.Store, func(tx books.Tx) ([]shop.ReceiptHead, error) {
		return tx.Sales().Heads(books.ReceiptFilter{Only: []shop.ID{two.ID}}, 9)
	})
	same(t, "head", []shop.ReceiptHead{{ID: two.ID, Kind: two.Kind, TillCode: "T1", Series: "A", Number: 2, At: two.At, Staff: f.Staff.ID,
		StaffCode: "C1", Total: two.Total, Rounding: two.Rounding, Lines: 5, Tenders: []string{"cash", "voucher"}, Corrected: true}}, head)
	filled(t, head[0])

	words := func(w books.ReceiptWords) books.ReceiptFilter { return books.ReceiptFilter{Any: w} }
	for _, c := range []struct {
		what   string
		filter books.ReceiptFilter
		limit  int
		want   []int64
	}{
		{"all", books.ReceiptFilter{}, 9, []int64{4, 3, 2, 1}},
		{"the newest", books.ReceiptFilter{}, 2, []int64{4, 3}},
		{"the page after", books.ReceiptFilter{Before: three.ID}, 2, []int64{2, 1}},
		{"nothing after the last", books.ReceiptFilter{Before: one.ID}, 2, nil},
		{"one day", books.ReceiptFilter{FromDay: one.At.Day, ToDay: one.At.Day}, 9, []int64{2, 1}},
		{"from a day on", books.ReceiptFilter{FromDay: three.At.Day}, 9, []int64{4, 3}},
		{"a till", books.ReceiptFilter{Till: other.ID}, 9, []int64{3}},
		{"a tender as it is now", books.ReceiptFilter{Tender: "voucher"}, 9, []int64{2}},
		{"the tender it had", books.ReceiptFilter{Tender: "card"}, 9, []int64{3, 1}},
		{"a number", words(books.ReceiptWords{Number: 3}), 9, []int64{3}},
		{"a number of a series", words(books.ReceiptWords{Number: 2, Series: "A"}), 9, []int64{2}},
		{"a number of a till without series", words(books.ReceiptWords{Number: 3, Series: "T2"}), 9, []int64{3}},
		{"a number of another series", words(books.ReceiptWords{Number: 3, Series: "A"}), 9, nil},
		{"an amount", words(books.ReceiptWords{Amounts: []money.Amount{one.Total + one.Rounding, 5}}), 9, []int64{4, 3, 2, 1}},
		{"an amount nobody paid", words(books.ReceiptWords{Amounts: []money.Amount{5}}), 9, nil},
		{"a SKU", words(books.ReceiptWords{Code: "J-1"}), 9, []int64{2}},
		{"a barcode", words(books.ReceiptWords{Code: "4600000000017"}), 9, []int64{2}},
		{"words of one name", words(books.ReceiptWords{Names: [][]string{{"яблоч", "Яблоч"}, {"сок", "Сок"}}}), 9, []int64{2}},
		{"words of different names", words(books.ReceiptWords{Names: [][]string{{"Сок"}, {"milk"}}}), 9, nil},
		{"signs are no wild cards", words(books.ReceiptWords{Names: [][]string{{"100 %"}}}), 9, []int64{2}},
		{"no wild card", words(books.ReceiptWords{Names: [][]string{{"С_к"}}}), 9, nil},
		{"a cashier", words(books.ReceiptWords{Staff: []shop.ID{seller.ID}}), 9, []int64{3}},
		{"any of it", words(books.ReceiptWords{Number: 1, Code: "J-1"}), 9, []int64{2, 1}},
		{"all conditions at once", books.ReceiptFilter{Till: f.Till.ID, ToDay: three.At.Day, Tender: "cash", Any: books.ReceiptWords{Number: 1}}, 9, []int64{1}},
	} {
		same(t, c.what, c.want, f.heads(t, c.filter, c.limit))
	}
	View(t, f.Store, func(tx books.Tx) error {
		if _, err := tx.Sales().Heads(books.ReceiptFilter{Before: ID("SALE", 9)}, 9); !fault.Is(err, fault.NotFound) {
			t.Errorf("after a receipt that is not there: %v, want NotFound", err)
		}
		return nil
	})
}

// papersWait: a paper goes from state to state, keeps why it waits, and is marked once something of it may be out.
func papersWait(t *testing.T, f Fixture) {
	s := f.Sale(1)
	f.addSales(t, s)
	j := shop.Job{ID: ID("JOB", 1), Till: f.Till.ID, Kind: shop.JobReceipt, Device: shop.PrinterReceipt, Document: s.ID, State: shop.JobWaiting, Created: f.At}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Jobs().Add(j) })
	now := func() shop.Job {
		return found(t, f.Store, func(tx books.Tx) (shop.Job, bool, error) { return tx.Jobs().ByID(j.ID) })
	}
	do := func(work func(books.Jobs) (bool, error)) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = work(tx.Jobs())
			return err
		})
		return ok
	}
	take := func() bool {
		return do(func(q books.Jobs) (bool, error) { return q.Set(j.ID, shop.JobWaiting, shop.JobWorking) })
	}
	fail := func(sent bool) bool {
		return do(func(q books.Jobs) (bool, error) {
			return q.Fail(j.ID, fault.New(fault.PrinterOffline, fault.Args{"address": "sim:"}), sent)
		})
	}
	again := func() bool { return do(func(q books.Jobs) (bool, error) { return q.Again(j.ID) }) }
	same(t, "fails before it is taken", false, fail(false))
	same(t, "taken", true, take())
	j.State, j.Tries, j.Sent = shop.JobWorking, 1, true
	same(t, "is sent until somebody knows better", j, now())
	same(t, "failed", true, fail(false))
	j.State, j.Sent, j.Why = shop.JobFailed, false, fault.New(fault.PrinterOffline, fault.Args{"address": "sim:"})
	same(t, "waits for a person", j, now())
	same(t, "again", true, again())
	j.State, j.Why = shop.JobWaiting, nil
	same(t, "waits for its device", j, now())
	same(t, "again while it waits", false, again())
	take()
	fail(true)
	again()
	j.Tries, j.Sent, j.Copy = 2, true, true
	same(t, "half of it is out", j, now())
	take()
	do(func(q books.Jobs) (bool, error) { return q.Set(j.ID, shop.JobWorking, shop.JobDone) })
	j.Tries, j.State = 3, shop.JobDone
	day := func(day, limit int) []shop.Job {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Job, error) { return tx.Jobs().Day(f.Till.ID, day, limit) })
	}
	second, third := j, j
	second.ID, third.ID, third.State = ID("JOB", 2), ID("JOB", 3), shop.JobWaiting
	Update(t, f.Store, func(tx books.Tx) error { return tx.Jobs().Add(second, third) })
	same(t, "over today", []shop.Job{second, j}, day(f.At.Day, 9))
	same(t, "as many as asked for", []shop.Job{second}, day(f.At.Day, 1))
	same(t, "over on another day", 0, len(day(f.At.Day+1, 9)))
}
