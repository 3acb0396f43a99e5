//go:build cgo

package shifts_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/data/datatest"
	"kassa/data/pgtest"
)

// aDay is the worked example of the package: a float, sales in cash and by card, money in and out, a count that is short.
func aDay(d *desk) shifts.Closed {
	d.open(15_000)
	d.ring("cash", 40_000)
	d.ring("card", 70_000)
	d.ring("cash", 8_504)
	d.move(shop.CashIn, 5_000)
	d.move(shop.CashExpense, 1_250)
	d.move(shop.CashDrop, 4_374)
	return d.close(rights.Manager, 62_775, 15_000)
}

func TestAShiftEndsWithItsZReport(t *testing.T) {
	d := newDesk(t)
	done := aDay(d)
	if !done.Seen || done.Expected != 62_880 || done.Difference != -105 || done.Taken != 47_775 || done.No != 1 || done.Receipts != 3 {
		t.Errorf("closed with %+v", done)
	}
	z := d.lastZ()
	want := shop.Cash{Float: 15_000, Sales: 48_504, In: 5_000, Expense: 1_250, Drop: 4_374}
	if z.Cash != want || z.Counted != 62_775 || z.Sales.Sold != 118_504 || z.AllSold != 118_504 || len(z.Sales.Tenders) != 2 {
		t.Errorf("the Z report says %+v", z)
	}
	if z.Sales.First != "T1-0000001" || z.Sales.Last != "T1-0000003" || z.HeadSeq == 0 || len(z.HeadHash) != 64 {
		t.Errorf("first %s, last %s, head %d %s", z.Sales.First, z.Sales.Last, z.HeadSeq, z.HeadHash)
	}
	if _, found, err := d.Current(t.Context()); found || err != nil {
		t.Errorf("after the closing a shift is open (%v)", err)
	}
	jobs := d.jobs()
	if jobs[shop.JobZ] != 1 || jobs[shop.JobSlip] != 4 {
		t.Errorf("jobs %v, want one Z report and four slips", jobs)
	}
	d.verified()
}

func TestTheNextOpeningOffersTheFloatAndBooksADifferenceApart(t *testing.T) {
	d := newDesk(t)
	cashier := d.people[rights.Cashier]
	if o, err := d.Offer(cashier); err != nil || o.Known {
		t.Errorf("a till that was never closed offers %+v (%v)", o, err)
	}
	d.open(15_000)
	c := d.count(rights.Cashier, 15_000)
	_, err := d.Close(cashier, shifts.Closing{ID: d.NewID(), Count: c.Count.ID, Keep: 10_000, Note: "  the printer squeaks "})
	d.must(err)
	offer, err := d.Offer(cashier)
	if err != nil || !offer.Known || offer.Float != 10_000 || offer.Note != "the printer squeaks" || offer.By != "Cashier 1" {
		t.Errorf("offered %+v (%v)", offer, err)
	}
	opened, err := d.Open(cashier, shifts.Opening{ID: d.NewID(), Pieces: []shop.Pieces{{Worth: 5_000, Count: 1}, {Worth: 100, Count: 49}}})
	if err != nil || opened.Float != 9_900 || opened.No != 2 {
		t.Fatalf("opened %+v (%v)", opened, err)
	}
	datatest.View(t, d.store, func(tx books.Tx) error {
		moves, err := tx.Shifts().Moves(opened.ID)
		if len(moves) != 1 || moves[0].Kind != shop.CashOpening || moves[0].Amount != -100 {
			t.Errorf("booked %+v, want one hundred short at the start", moves)
		}
		return err
	})
	if f, err := d.X(d.people[rights.Manager]); err != nil || f.Opening != -100 || f.Cash.Expected() != 9_900 {
		t.Errorf("the X report says %d at the opening and expects %d (%v)", f.Opening, f.Cash.Expected(), err)
	}
	done := d.close(rights.Manager, 9_900, 0)
	if done.Difference != 0 || done.No != 2 || d.lastZ().Cash.Float != 9_900 {
		t.Errorf("what was short at the start counts at the end too: %+v", done)
	}
	d.verified()
}

func TestATillOpensByItselfOnlyTheFirstTime(t *testing.T) {
	d := newDesk(t)
	cashier := d.people[rights.Cashier]
	first, found, err := d.Ensure(cashier)
	if err != nil || !found || first.No != 1 {
		t.Fatalf("a new till: %+v %v %v", first, found, err)
	}
	if again, found, err := d.Ensure(cashier); err != nil || !found || again.ID != first.ID {
		t.Errorf("the same again: %+v %v %v", again, found, err)
	}
	if _, err := d.Open(cashier, shifts.Opening{ID: d.NewID()}); !fault.Is(err, fault.ShiftIsOpen) {
		t.Errorf("a second open shift: %v, want ShiftIsOpen", err)
	}
	d.close(rights.Cashier, 0, 0)
	if _, found, err := d.Ensure(cashier); err != nil || found {
		t.Errorf("after a closing: found %v (%v), want a till that waits for a person", found, err)
	}
	b, err := d.checkout.AddOpen(cashier, checkout.OpenItem{Name: "Something", Price: 100, Qty: money.One})
	d.must(err)
	if _, err := d.checkout.Pay(cashier, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: "cash"}); !fault.Is(err, fault.NoShift) {
		t.Errorf("a sale without a shift: %v, want NoShift", err)
	}
	for what, refused := range map[string]error{
		"cash in": second(d.Move(cashier, shifts.Movement{ID: d.NewID(), Kind: shop.CashIn, Amount: 5})),
		"count":   second(d.Count(cashier, shifts.Counting{ID: d.NewID()})),
		"x":       second(d.X(d.people[rights.Manager])),
		"print x": d.PrintX(d.people[rights.Manager]),
		"close":   second(d.Close(cashier, shifts.Closing{ID: d.NewID()})),
	} {
		if !fault.Is(refused, fault.NoShift) {
			t.Errorf("%s: %v, want NoShift", what, refused)
		}
	}
	d.verified()
}

func second[T any](_ T, err error) error { return err }

func TestAnActThatIsAskedForTwiceIsDoneOnce(t *testing.T) {
	d := newDesk(t)
	cashier, id := d.people[rights.Cashier], d.NewID()
	one, err := d.Open(cashier, shifts.Opening{ID: id, Float: 500})
	d.must(err)
	if again, err := d.Open(cashier, shifts.Opening{ID: id, Float: 500}); err != nil || again.No != one.No || again.Float != 500 {
		t.Errorf("opened again: %+v (%v)", again, err)
	}
	in := shifts.Movement{ID: d.NewID(), Kind: shop.CashIn, Amount: 70}
	for range 2 {
		if m, err := d.Move(cashier, in); err != nil || m.Amount != 70 {
			t.Errorf("moved %+v (%v)", m, err)
		}
	}
	counting := shifts.Counting{ID: d.NewID(), Total: 570}
	for range 2 {
		if c, err := d.Count(cashier, counting); err != nil || c.Count.No != 1 {
			t.Errorf("counted %+v (%v)", c, err)
		}
	}
	closing := shifts.Closing{ID: d.NewID(), Count: counting.ID, Keep: 500}
	for range 2 {
		if c, err := d.Close(d.people[rights.Manager], closing); err != nil || c.No != 1 || c.Difference != 0 || c.Taken != 70 {
			t.Errorf("closed %+v (%v)", c, err)
		}
	}
	d.verified()
}

func TestTheFirstCountStaysAndARecountIsASecondOne(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	first := d.count(rights.Cashier, 900)
	second := d.count(rights.Cashier, 1_000)
	if _, err := d.Close(d.people[rights.Cashier], shifts.Closing{ID: d.NewID(), Count: first.Count.ID}); !fault.Is(err, fault.CountStale) {
		t.Errorf("closing by the older count: %v, want CountStale", err)
	}
	if waits, found, err := d.Waiting(d.people[rights.Cashier]); err != nil || !found || waits.Count.ID != second.Count.ID || waits.Seen {
		t.Errorf("waiting %+v %v (%v)", waits, found, err)
	}
	_, err := d.Close(d.people[rights.Cashier], shifts.Closing{ID: d.NewID(), Count: second.Count.ID})
	d.must(err)
	datatest.View(t, d.store, func(tx books.Tx) error {
		all, err := tx.Shifts().Counts(second.Count.Shift)
		if len(all) != 2 || all[0].Total != 900 || all[1].Total != 1_000 {
			t.Errorf("the counts are %+v", all)
		}
		return err
	})
	d.verified()
}

func TestWhatHappensAfterTheCountAsksForAnother(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	for what, happens := range map[string]func(){
		"a sale":   func() { d.ring("card", 100) },
		"money in": func() { d.move(shop.CashIn, 5) },
		"a no-sale": func() {
			_, err := d.NoSale(d.people[rights.Senior], d.NewID(), "change")
			d.must(err)
		},
	} {
		c := d.count(rights.Cashier, 1_000)
		happens()
		if _, found, err := d.Waiting(d.people[rights.Cashier]); err != nil || found {
			t.Errorf("after %s the count still waits (%v)", what, err)
		}
		if _, err := d.Close(d.people[rights.Cashier], shifts.Closing{ID: d.NewID(), Count: c.Count.ID}); !fault.Is(err, fault.CountStale) {
			t.Errorf("closing after %s: %v, want CountStale", what, err)
		}
	}
	d.verified()
}

func TestSumsThatCannotBeAreRefused(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	manager := d.people[rights.Manager]
	c := d.count(rights.Manager, 1_000)
	for what, err := range map[string]error{
		"nothing in":      second(d.Move(manager, shifts.Movement{ID: d.NewID(), Kind: shop.CashIn})),
		"less than that":  second(d.Move(manager, shifts.Movement{ID: d.NewID(), Kind: shop.CashOut, Amount: -5})),
		"too much":        second(d.Move(manager, shifts.Movement{ID: d.NewID(), Kind: shop.CashIn, Amount: money.Limit})),
		"an unknown kind": second(d.Move(manager, shifts.Movement{ID: d.NewID(), Kind: shop.CashTaken, Amount: 5})),
		"a no-sale":       second(d.Move(manager, shifts.Movement{ID: d.NewID(), Kind: shop.CashNoSale, Amount: 5})),
		"a count below":   second(d.Count(manager, shifts.Counting{ID: d.NewID(), Total: -1})),
		"a count of none": second(d.Count(manager, shifts.Counting{ID: d.NewID(), Pieces: []shop.Pieces{{Worth: 100, Count: -1}}})),
		"a huge count":    second(d.Count(manager, shifts.Counting{ID: d.NewID(), Pieces: []shop.Pieces{{Worth: money.Limit - 1, Count: 9}}})),
		"keep too much":   second(d.Close(manager, shifts.Closing{ID: d.NewID(), Count: c.Count.ID, Keep: 1_001})),
		"keep below":      second(d.Close(manager, shifts.Closing{ID: d.NewID(), Count: c.Count.ID, Keep: -1})),
	} {
		if !fault.Is(err, fault.BadAmount) {
			t.Errorf("%s: %v, want BadAmount", what, err)
		}
	}
	d.verified()
}

func TestMoneyMovesByRightsLimitsAndReasons(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	move := func(role string, kind shop.CashKind, amount money.Amount, reason string) error {
		return second(d.Move(d.people[role], shifts.Movement{ID: d.NewID(), Kind: kind, Amount: amount, Reason: reason}))
	}
	if err := move(rights.Cashier, shop.CashOut, 5, "stamps"); !fault.Is(err, fault.NoRight) {
		t.Errorf("cash out by a cashier: %v, want NoRight", err)
	}
	if err := second(d.NoSale(d.people[rights.Cashier], d.NewID(), "change")); !fault.Is(err, fault.NoRight) {
		t.Errorf("a no-sale by a cashier: %v, want NoRight", err)
	}
	allowed := act.Allow(d.people[rights.Cashier], act.Person(d.people[rights.Manager]))
	if err := second(d.Move(allowed, shifts.Movement{ID: d.NewID(), Kind: shop.CashOut, Amount: 5, Reason: "stamps"})); err != nil {
		t.Errorf("allowed by a manager: %v", err)
	}
	d.set("rights.cash_out.senior", "1000")
	if err := move(rights.Senior, shop.CashDrop, 1_001, ""); !fault.Is(err, fault.OverLimit) {
		t.Errorf("more than a senior may: %v, want OverLimit", err)
	}
	if err := move(rights.Senior, shop.CashDrop, 1_000, ""); err != nil {
		t.Errorf("as much as a senior may: %v", err)
	}
	d.set("reasons.expense", "stamps\npetrol")
	d.set("reasons.expense.required", "yes")
	if err := move(rights.Manager, shop.CashExpense, 5, "  "); !fault.Is(err, fault.ReasonNeeded) {
		t.Errorf("an expense for nothing: %v, want ReasonNeeded", err)
	}
	if r, err := d.Reasons(t.Context(), shop.CashExpense); err != nil || len(r.Lines) != 2 || !r.Required {
		t.Errorf("reasons %+v (%v)", r, err)
	}
	d.verified()
}

func TestAClosingOverItsLimitIsAllowedByAnotherPerson(t *testing.T) {
	d := newDesk(t)
	d.set("rights.close_shift.cashier", "500")
	d.open(10_000)
	c := d.count(rights.Cashier, 9_000)
	closing := shifts.Closing{ID: d.NewID(), Count: c.Count.ID}
	if _, err := d.Close(d.people[rights.Cashier], closing); !fault.Is(err, fault.OverLimit) {
		t.Errorf("ten short where five may be: %v, want OverLimit", err)
	}
	done, err := d.Close(act.Allow(d.people[rights.Cashier], act.Person(d.people[rights.Manager])), closing)
	if err != nil || done.No != 1 {
		t.Errorf("allowed by a manager: %+v (%v)", done, err)
	}
	d.verified()
}

func TestTheDrawerIsOpenedForEveryoneWhoMayCount(t *testing.T) {
	d := newDesk(t)
	d.must(d.BeginCount(d.people[rights.Cashier])) // before the opening
	d.open(100)
	d.must(d.BeginCount(d.people[rights.Cashier]))
	_, err := d.NoSale(d.people[rights.Senior], d.NewID(), "change")
	d.must(err)
	if jobs := d.jobs(); jobs[shop.JobDrawer] != 3 || len(jobs) != 1 {
		t.Errorf("jobs %v, want the drawer opened three times and no paper", jobs)
	}
	if f, err := d.X(d.people[rights.Manager]); err != nil || f.NoSales != 1 {
		t.Errorf("no-sales: %d (%v), want the one that was not for a count", f.NoSales, err)
	}
	d.verified()
}

func TestAnXReportIsAsOfTheMomentItWasAskedFor(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	d.ring("cash", 500)
	manager := d.people[rights.Manager]
	now, err := d.X(manager)
	d.must(err)
	d.must(d.PrintX(manager))
	d.clock = d.clock.Add(time.Minute)
	d.ring("cash", 700)
	d.move(shop.CashIn, 50)
	datatest.View(t, d.store, func(tx books.Tx) error {
		jobs, err := tx.Jobs().InState(d.made.Till.ID, shop.JobWaiting)
		for _, j := range jobs {
			if j.Kind != shop.JobX {
				continue
			}
			f, err := shifts.Figures(tx, now.Shift, j.Created)
			if err != nil || f.Cash != now.Cash || f.Sales.Receipts != 1 {
				t.Errorf("printed later it says %+v (%v), want %+v", f.Cash, err, now.Cash)
			}
		}
		return err
	})
	if later, err := d.X(manager); err != nil || later.Cash.Expected() != 2_250 {
		t.Errorf("now %+v (%v)", later.Cash, err)
	}
	d.verified()
}

func TestZReportsAreNumberedWithoutGapAndCarryOn(t *testing.T) {
	dsns := map[string]string{"sqlite": filepath.Join(t.TempDir(), "kassa.db")}
	if _, ok := pgtest.Server(); ok {
		dsns["postgres"] = pgtest.Schema(t)
	}
	for name, dsn := range dsns {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, dsn)
			var sold money.Amount
			for no := int64(1); no <= 4; no++ {
				d.open(100)
				for i := range no {
					sold += d.ring("cash", 100*i+50).Total
				}
				d.close(rights.Cashier, 100, 100)
				if z := d.lastZ(); z.No != no || z.AllSold != sold || z.Sales.Receipts != no || z.Shift.No != no {
					t.Errorf("Z %d: %d, all sold %d, want %d; %d receipts", no, z.No, z.AllSold, sold, z.Sales.Receipts)
				}
			}
			d.verified()
		})
	}
}

func TestWhatWasRungUpAndNotSoldStandsInTheReport(t *testing.T) {
	d := newDesk(t)
	cashier := d.people[rights.Cashier]
	add := func(cents money.Amount) checkout.Basket {
		b, err := d.checkout.AddOpen(cashier, checkout.OpenItem{Name: "Something", Price: cents, Qty: money.One})
		d.must(err)
		return b
	}
	add(77) // before the shift was opened it belongs to none
	_, err := d.checkout.Clear(cashier, checkout.Seen{}, "")
	d.must(err)
	d.open(0)
	b := add(100)
	_, err = d.checkout.Remove(cashier, b.Cart.Lines[0].No, checkout.Seen{})
	d.must(err)
	add(250)
	_, err = d.checkout.Clear(cashier, checkout.Seen{}, "")
	d.must(err)
	d.close(rights.Cashier, 0, 0)
	if z := d.lastZ(); z.Undone != (shop.Undone{Lines: 1, LinesWorth: 100, Baskets: 1, BasketWorth: 250}) {
		t.Errorf("the report says %+v", z.Undone)
	}
	d.verified()
}

func TestWhatShouldBeSettledFirstIsListed(t *testing.T) {
	d := newDesk(t)
	cashier := d.people[rights.Cashier]
	d.open(0)
	if list, err := d.Unsettled(cashier); err != nil || len(list) != 0 {
		t.Errorf("at the beginning: %v (%v)", list, err)
	}
	d.ring("cash", 100) // its receipt waits for the printer
	for range 2 {
		_, err := d.checkout.AddOpen(cashier, checkout.OpenItem{Name: "Something", Price: 100, Qty: money.One})
		d.must(err)
		_, err = d.checkout.Park(cashier, "")
		d.must(err)
	}
	b, err := d.checkout.AddOpen(cashier, checkout.OpenItem{Name: "Something", Price: 100, Qty: money.One})
	d.must(err)
	d.act(rights.System, func(tx books.Tx, _ shop.Moment) journal.Body {
		d.must(tx.Fiscal().Add(books.FiscalStep{SaleID: b.Cart.ID, Till: d.made.Till.ID, State: books.FiscalUnknown}))
		return journal.OfStart("1.0")
	})
	want := []shifts.Unsettled{{What: shifts.Fiscal, Count: 1, Must: true}, {What: shifts.OpenBasket, Count: 1}, {What: shifts.Papers, Count: 1},
		{What: shifts.Parked, Count: 2}}
	list, err := d.Unsettled(cashier)
	if err != nil || len(list) != len(want) {
		t.Fatalf("%v (%v), want %v", list, err, want)
	}
	for i := range want {
		if list[i] != want[i] {
			t.Errorf("item %d is %+v, want %+v", i, list[i], want[i])
		}
	}
	c := d.count(rights.Cashier, 100)
	if _, err := d.Close(cashier, shifts.Closing{ID: d.NewID(), Count: c.Count.ID}); !fault.Is(err, fault.NotSettled) {
		t.Errorf("closing while the fiscal device has not answered: %v, want NotSettled", err)
	}
}

func TestTheStatusWarnsInWordsAlone(t *testing.T) {
	d := newDesk(t)
	cashier := d.people[rights.Cashier]
	if st, err := d.Status(cashier); err != nil || st.Open {
		t.Errorf("before the opening: %+v (%v)", st, err)
	}
	d.set(shop.DropAbove, "1000")
	d.open(900)
	d.ring("cash", 100)
	if st, err := d.Status(cashier); err != nil || !st.Open || st.Drop || st.Old || st.Receipts != 1 || st.By != "Cashier 1" {
		t.Errorf("with as much as may be: %+v (%v)", st, err)
	}
	d.ring("cash", 1)
	d.clock = d.clock.Add(24 * time.Hour)
	if st, err := d.Status(cashier); err != nil || !st.Drop || !st.Old {
		t.Errorf("with more than may be, a day later: %+v (%v)", st, err)
	}
	d.move(shop.CashDrop, 500)
	d.count(rights.Cashier, 501)
	if st, err := d.Status(cashier); err != nil || st.Drop || !st.Counted {
		t.Errorf("after the safe and a count: %+v (%v)", st, err)
	}
}

func TestATenderThatWasPutRightCountsInTheDrawer(t *testing.T) {
	d := newDesk(t)
	d.open(1_000)
	d.ring("cash", 500)
	card := d.ring("card", 300)
	c := d.count(rights.Manager, 1_500)
	if c.Expected != 1_500 {
		t.Errorf("before: expected %d, want 1500", c.Expected)
	}
	d.must(d.checkout.CorrectTender(d.people[rights.Owner], card.ID, 1, "cash", ""))
	if _, err := d.Close(d.people[rights.Manager], shifts.Closing{ID: d.NewID(), Count: c.Count.ID}); !fault.Is(err, fault.CountStale) {
		t.Errorf("closing by the count from before: %v, want CountStale", err)
	}
	if done := d.close(rights.Manager, 1_800, 1_000); done.Difference != 0 {
		t.Errorf("closed %+v, want nothing over or short", done)
	}
	z := d.lastZ()
	if want := []shop.TenderSum{{Tender: "cash", Receipts: 2, Amount: 800}}; !slices.Equal(z.Sales.Tenders, want) || z.Cash.Sales != 800 {
		t.Errorf("the report says %+v and %d in cash, want %+v", z.Sales.Tenders, z.Cash.Sales, want)
	}
	err := d.checkout.CorrectTender(d.people[rights.Owner], card.ID, 1, "card", "")
	if !fault.Is(err, fault.TenderFixed) {
		t.Errorf("after the report: %v, want TenderFixed", err)
	}
	d.verified()
}
