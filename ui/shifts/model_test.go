package shifts

import (
	"errors"
	"slices"
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	desk "kassa/app/shifts"
	"kassa/app/shop"
)

func TestATillWithoutAShiftOffersTheFloatAndOneKeyOpensIt(t *testing.T) {
	b := newBench("EUR", func(c *counter) { c.offer = desk.Offer{Known: true, Float: 15_000} })
	if s := b.State(); s.Page != OpenPage || b.Total() != 15_000 {
		t.Fatalf("page %s with %d", s.Page, b.Total())
	}
	b.Confirm()
	if got := b.counter.opened; len(got) != 1 || got[0].Float != 15_000 || got[0].Pieces != nil || b.State().Page != DeskPage {
		t.Errorf("opened %+v, page %s", got, b.State().Page)
	}
}

func TestTheDeskIsNotShownBeforeItsShiftIsKnown(t *testing.T) {
	b := newBench("EUR", func(c *counter) { c.offer = desk.Offer{Known: true, Float: 15_000} })
	b.d.Reads = unread{}
	drawn := 0
	b.OnDraw(func(s State) {
		if s.Page == DeskPage {
			drawn++
			if s.Status.Shift.No != 12 || s.Status.By == "" {
				t.Errorf("drawing %d of the desk says shift %d, opened by %q", drawn, s.Status.Shift.No, s.Status.By)
			}
		}
	})
	b.Confirm()
	if drawn == 0 {
		t.Error("the desk was not drawn")
	}
}

func TestAnotherFloatIsTypedOrCounted(t *testing.T) {
	b := newBench("EUR", func(c *counter) { c.offer = desk.Offer{Known: true, Float: 15_000} })
	b.typed("149.5")
	if b.Total() != 14_950 {
		t.Errorf("typed %d, want what was typed in place of the offer", b.Total())
	}
	b.CountFloat()
	b.typed("0n1n1n") // one hundred and one fifty
	if s := b.State(); s.Page != CountPage || !s.Opening || b.Total() != 15_000 {
		t.Fatalf("%s with %d", s.Page, b.Total())
	}
	b.Confirm()
	want := []shop.Pieces{{Worth: 10_000, Count: 1}, {Worth: 5_000, Count: 1}}
	if got := b.counter.opened; len(got) != 1 || !slices.Equal(got[0].Pieces, want) || got[0].Float != 15_000 {
		t.Errorf("opened %+v", got)
	}
}

func TestPiecesAreCountedFieldByField(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	if s := b.State(); s.Page != CountPage || len(s.Fields) != 14 || b.counter.begun != 1 {
		t.Fatalf("page %s, %d fields, the drawer was opened %d times", s.Page, len(s.Fields), b.counter.begun)
	}
	b.typed("0n1n3n7n9n12n14n22n18n25n30n11n8n4")
	if b.Total() != 60_775 {
		t.Errorf("counted %d", b.Total())
	}
	if b.Keep() != 15_000 {
		t.Errorf("%d would stay, want the float of the morning", b.Keep())
	}
	b.Focus(4)
	b.typed("1")
	if f := b.State().Fields[4]; f.Typed != "1" {
		t.Errorf("a field that is used again says %q, want what was typed last", f.Typed)
	}
	b.typed("0b")
	if f := b.State().Fields[4]; f.Typed != "1" {
		t.Errorf("after backspace %q", f.Typed)
	}
}

func TestACountOfNothingIsTypedAsZero(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.Confirm()
	if b.CanConfirm() || len(b.counter.counted) != 0 {
		t.Fatalf("nothing was typed, and %+v was counted", b.counter.counted)
	}
	b.typed("0")
	b.Confirm()
	if len(b.counter.counted) != 1 || b.counter.counted[0].Total != 0 {
		t.Errorf("counted %+v", b.counter.counted)
	}
}

func TestFieldsTakeOnlyWhatMakesSense(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.typed("1234567.")
	if f := b.State().Fields[0]; f.Typed != "12345" {
		t.Errorf("pieces %q", f.Typed)
	}
	b.Move(shop.CashIn)
	for typed, want := range map[string]money.Amount{"20": 2_000, "20.5": 2_050, "20.555": 2_055, ".5": 50, "007": 700, "1234567890": 12_345_678_900, "bb": 0} {
		b.Move(shop.CashIn)
		b.typed(typed)
		if b.Total() != want {
			t.Errorf("%q is %d, want %d", typed, b.Total(), want)
		}
	}
	b.cents = true
	b.Move(shop.CashIn)
	b.typed("20")
	if b.Total() != 20 {
		t.Errorf("in cents 20 is %d", b.Total())
	}
}

func TestTheSumAloneCanBeTyped(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.typed("2")
	b.ToggleSum()
	b.typed("607.75")
	if s := b.State(); !s.SumOnly || len(s.Fields) != 1 || b.Total() != 60_775 {
		t.Errorf("%d fields with %d", len(s.Fields), b.Total())
	}
	b.ToggleSum()
	if s := b.State(); s.SumOnly || s.Fields[0].Typed != "2" {
		t.Errorf("the pieces are gone: %+v", s.Fields[0])
	}
	b.ToggleSum()
	b.Confirm()
	if got := b.counter.counted; len(got) != 1 || got[0].Pieces != nil || got[0].Total != 60_775 {
		t.Errorf("counted %+v", got)
	}
}

func TestNobodyIsToldWhatIsExpectedWithoutTheRight(t *testing.T) {
	for _, seen := range []bool{false, true} {
		b := newBench("EUR", func(c *counter) { open(c); c.seen = seen })
		b.StartClosing()
		b.ToggleSum()
		b.typed("607.75")
		b.Confirm()
		s := b.State()
		if s.Page != ResultPage || s.Counted.Seen != seen || (s.Counted.Expected != 0) != seen {
			t.Errorf("seen %v: %+v", seen, s.Counted)
		}
		b.SetNote("the printer squeaks")
		b.typed("100")
		b.Confirm()
		s = b.State()
		if s.Page != DonePage || s.Done.Kept != 10_000 || s.Done.Taken != 50_775 || (s.Done.Expected != 0) != seen {
			t.Errorf("seen %v: %s %+v", seen, s.Page, s.Done)
		}
		if got := b.counter.closing; len(got) != 1 || got[0].Note != "the printer squeaks" || got[0].Count != b.counter.counted[0].ID {
			t.Errorf("closed by %+v", got)
		}
		b.OpenNext()
		if b.State().Page != OpenPage || b.Total() != 10_000 {
			t.Errorf("then %s with %d", b.State().Page, b.Total())
		}
	}
}

func TestMoreThanWasCountedCannotStay(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.ToggleSum()
	b.typed("100")
	b.Confirm()
	if b.Total() != 10_000 {
		t.Errorf("%d is proposed of 100.00, want all of it: the float was larger", b.Total())
	}
	b.typed("100.01")
	if b.CanConfirm() {
		t.Error("more than was counted can stay")
	}
	b.Confirm()
	if len(b.counter.closing) != 0 {
		t.Error("and was asked for")
	}
}

func TestWhatWaitsIsSaidBeforeTheCount(t *testing.T) {
	b := newBench("EUR", func(c *counter) {
		open(c)
		c.list = []desk.Unsettled{{What: desk.Papers, Count: 2}}
	})
	b.StartClosing()
	if s := b.State(); s.Page != SettlePage || s.MustSettle() || b.counter.begun != 0 {
		t.Fatalf("page %s, must %v, drawer %d", s.Page, s.MustSettle(), b.counter.begun)
	}
	b.StartCount()
	if b.State().Page != CountPage || b.counter.begun != 1 {
		t.Errorf("page %s", b.State().Page)
	}
	b.counter.list = []desk.Unsettled{{What: desk.Fiscal, Count: 1, Must: true}}
	b.Back()
	b.StartClosing()
	if !b.State().MustSettle() {
		t.Error("a sale without its fiscal answer does not keep the shift open")
	}
}

func TestACountThatWaitsIsFoundAgain(t *testing.T) {
	b := newBench("EUR", func(c *counter) {
		open(c)
		c.waiting = &desk.Counted{Count: shop.CashCount{ID: "K", Total: 60_775}}
	})
	b.StartClosing()
	if s := b.State(); s.Page != ResultPage || s.Counted.Count.ID != "K" || b.counter.begun != 0 {
		t.Errorf("page %s with %+v", s.Page, s.Counted)
	}
}

func TestAStaleCountLeadsBackToTheGrid(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.ToggleSum()
	b.typed("5")
	b.Confirm()
	b.counter.refuse = fault.New(fault.CountStale, nil)
	b.Confirm()
	if b.State().Page != CountPage || len(b.failed) != 1 {
		t.Errorf("page %s after %v", b.State().Page, b.failed)
	}
}

func TestMoneyMovesWithItsReasonAndTheSameIDUntilItIsDone(t *testing.T) {
	b := newBench("EUR", func(c *counter) {
		open(c)
		c.reasons = shop.Reasons{Lines: []string{"stamps", "petrol"}, Required: true}
		c.refuse = noRight
	})
	b.Move(shop.CashExpense)
	b.typed("12.5")
	if b.CanConfirm() {
		t.Error("an expense without its reason can be booked")
	}
	b.SetReason("stamps")
	b.Confirm()
	if b.State().Page != MovePage || !errors.Is(b.failed[0], noRight) {
		t.Errorf("page %s after %v", b.State().Page, b.failed)
	}
	b.counter.refuse = nil
	b.Confirm()
	got := b.counter.moved
	if len(got) != 2 || got[0].ID != got[1].ID || got[1].Amount != 1_250 || got[1].Reason != "stamps" || got[1].Kind != shop.CashExpense {
		t.Errorf("moved %+v", got)
	}
	if b.State().Page != DeskPage || !slices.Equal(b.said, []string{"cash.done.expense"}) {
		t.Errorf("page %s, said %v", b.State().Page, b.said)
	}
	b.counter.reasons = shop.Reasons{}
	b.Move(shop.CashNoSale)
	b.SetReason("change")
	b.Confirm()
	if !slices.Equal(b.counter.noSales, []string{"change"}) {
		t.Errorf("no-sales %v", b.counter.noSales)
	}
}

func TestWhatOnePersonWasToldIsNotForTheNext(t *testing.T) {
	b := newBench("EUR", func(c *counter) { open(c); c.seen = true; c.figures.Cash.Float = 5 })
	b.ShowX()
	if b.State().Page != XPage {
		t.Fatal(b.State().Page)
	}
	b.person = "C2"
	b.Open()
	if s := b.State(); s.Page != DeskPage || s.X.Cash.Float != 0 {
		t.Errorf("the next person finds %s with %+v", s.Page, s.X.Cash)
	}
}

func TestWhoComesBackAfterAClosingIsOfferedTheNextShift(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.typed("1")
	b.Confirm()
	b.Confirm()
	b.Changed() // the Z was printed
	if b.State().Page != DonePage {
		t.Fatalf("page %s", b.State().Page)
	}
	b.Open()
	if b.State().Page != OpenPage {
		t.Errorf("page %s", b.State().Page)
	}
}

func TestAFormInTheMiddleStaysWhenThePersonComesBack(t *testing.T) {
	b := newBench("EUR", open)
	b.StartClosing()
	b.typed("3n2")
	b.Open()
	if s := b.State(); s.Page != CountPage || s.Fields[0].Typed != "3" {
		t.Errorf("page %s", s.Page)
	}
	b.Back()
	if b.State().Page != DeskPage {
		t.Errorf("page %s", b.State().Page)
	}
}

func TestEveryWorthIsCountedOnce(t *testing.T) {
	for _, code := range []string{"EUR", "RUB", "USD", "GBP", "CHF", "KZT", "JPY", "KWD"} {
		c, _ := money.CurrencyOf(code)
		last := money.Amount(1 << 50)
		for _, f := range worths(c) {
			if f.Worth >= last {
				t.Errorf("%s: %d after %d", code, f.Worth, last)
			}
			last = f.Worth
		}
	}
}

func TestPapersArePrintedAgain(t *testing.T) {
	b := newBench("EUR", open)
	b.PrintZ("Z11")
	b.ShowX()
	b.PrintX()
	if !slices.Equal(b.counter.printed, []string{"z Z11", "x"}) {
		t.Errorf("printed %v", b.counter.printed)
	}
}
