package checkout

import (
	"errors"
	"slices"
	"testing"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func TestOneScanAndOneTapCloseASale(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	if got := s.State(); len(got.Basket.Cart.Lines) != 1 || got.Basket.Cash.Due != 135 || !got.CanPay {
		t.Fatalf("after a scan: %d lines, due %d, can pay %v", len(got.Basket.Cart.Lines), got.Basket.Cash.Due, got.CanPay)
	}
	s.Take(s.State().Note(1))
	got := s.State()
	if got.Paid == nil || got.Paid.Change != got.Paid.Given()-135 || got.CanPay {
		t.Fatalf("after the tap: %+v", got.Paid)
	}
	s.scan(2)
	if got := s.State(); got.Paid != nil || got.Basket.Cash.Due != 390 {
		t.Errorf("the next scan starts the next sale: paid %v, due %d", got.Paid, got.Basket.Cash.Due)
	}
}

func TestATenderTakesNothingRightAfterTheTotalChanged(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Scan(code(1))
	s.clock.pass(settle - time.Millisecond)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 0 || !s.State().Alarm || s.State().Words.Key != TotalMovedWords || !slices.Contains(s.beeps, Low) {
		t.Fatalf("sold %d, alarm %v, words %v, beeps %v", len(s.booth.sold), s.State().Alarm, s.State().Words, s.beeps)
	}
	s.clock.pass(flashTotal)
	if s.State().Alarm {
		t.Error("the alarm does not end")
	}
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 1 {
		t.Error("the second look does not sell")
	}
}

func TestATenderTakesNothingWhileAScanIsUnderWay(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	seen := s.State().Exact()
	s.clock.held = true
	s.Scan(code(2))
	s.Take(seen)
	s.clock.run()
	if len(s.booth.sold) != 0 || s.State().Basket.Cash.Due != 525 || !s.State().Alarm {
		t.Errorf("sold %d, due %d, alarm %v", len(s.booth.sold), s.State().Basket.Cash.Due, s.State().Alarm)
	}
	s.clock.pass(time.Second)
	s.Take(seen)
	s.clock.run()
	if len(s.booth.sold) != 0 {
		t.Error("a tender of an older version took money")
	}
}

func TestATenderTakesNothingBeforeTheTotalIsPainted(t *testing.T) {
	s := newStand("en")
	s.clock.frozen = true
	s.scan(1)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 0 {
		t.Fatal("sold what nobody saw")
	}
	s.clock.frame()
	s.clock.pass(settle)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 1 {
		t.Error("painted and settled, and still not sold")
	}
}

func TestADoubleTapSellsOnce(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	seen := s.State().Exact()
	s.Take(seen)
	s.Take(seen)
	s.clock.pass(100 * time.Millisecond)
	s.Take(seen)
	printed := false
	s.d.PrintAgain = nil
	s.PrintAgain()
	if len(s.booth.sold) != 1 || printed {
		t.Errorf("sold %d times", len(s.booth.sold))
	}
}

func TestLettersOfAScannerHoldATenderBack(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Type('4', false)
	s.Type('0', true)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 0 {
		t.Error("sold while a code was coming in")
	}
	s.clock.pass(letGo)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 1 {
		t.Error("held back for ever")
	}
}

func TestANumberBeforeAScanOrATileIsTheQuantity(t *testing.T) {
	for name, act := range map[string]func(*stand){
		"typed":                     func(s *stand) { s.Type('5', false); s.Type('*', false); s.scan(1) },
		"in the field":              func(s *stand) { s.Search("5*", false); s.scan(1) },
		"typed into the scan":       func(s *stand) { s.Scan("5*" + code(1)) },
		"its star taken for a code": func(s *stand) { s.Search("5", false); s.Scan("*" + code(1)) },
		"a tile":                    func(s *stand) { s.Search("5*", false); s.Tile(1) },
		"a search":                  func(s *stand) { s.Search("5*milk", false); s.clock.pass(time.Second); s.Tile(0) },
		"a code typed by hand": func(s *stand) {
			s.Search("5*"+code(1), false)
			s.Enter(Tender{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand("en")
			act(s)
			s.clock.pass(time.Second)
			got := s.State()
			if len(got.Basket.Cart.Lines) != 1 || got.Basket.Cart.Lines[0].Qty != 5*money.One || got.Times != money.One || got.Query != "" {
				t.Errorf("%+v, times %d, query %q", got.Basket.Cart.Lines, got.Times, got.Query)
			}
		})
	}
}

func TestAScanLeavesWhatWasTypedInTheSearch(t *testing.T) {
	s := newStand("en")
	s.Search("milk", false)
	s.clock.pass(time.Second)
	undo := s.Type('4', false)
	s.Type('0', true)
	undo()
	s.scan(2)
	if got := s.State(); got.Query != "milk" || !got.Goods.Search || got.Goods.Count != 1 {
		t.Errorf("query %q, search %v, %d found", got.Query, got.Goods.Search, got.Goods.Count)
	}
	s.Tile(0)
	s.clock.pass(time.Second)
	if got := s.State(); got.Query != "" || got.Goods.Search || got.Goods.Count != 20 {
		t.Errorf("after a tile the group is back: query %q, %d tiles", got.Query, got.Goods.Count)
	}
}

func TestASlowScannerLeavesNoSearchBehind(t *testing.T) {
	s := newStand("en")
	undo := s.Type('4', false)
	for _, r := range code(1)[1:] {
		s.Type(r, true)
	}
	s.clock.pass(time.Second) // a stalled window: the letters are searched for
	undo()
	s.scan(1)
	if got := s.State(); got.Query != "" || got.Goods.Search || got.Goods.Count != 20 {
		t.Errorf("query %q, search %v, %d tiles", got.Query, got.Goods.Search, got.Goods.Count)
	}
}

func TestAnUnknownCodeBecomesAProductInTheBasket(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Scan("2*4600000000015")
	if s.State().Form == nil || s.State().Form.Code != "4600000000015" {
		t.Fatalf("no form: %+v", s.State().Form)
	}
	s.Scan(code(2))
	if got := s.State(); len(got.Basket.Cart.Lines) != 1 || got.Waiting != 1 {
		t.Fatalf("a scan does not wait: %d lines, %d wait", len(got.Basket.Cart.Lines), got.Waiting)
	}
	s.FormEnter()
	if got := s.State().Form; got == nil || got.Wrong != NameField {
		t.Fatalf("a product without a name: %+v", got)
	}
	s.FormName("Halva")
	s.FormEnter()
	if got := s.State().Form; got == nil || got.Wrong != PriceField {
		t.Fatalf("a product without a price: %+v", got)
	}
	s.FormPrice("2,50")
	s.FormCategory(1)
	s.FormEnter()
	got := s.State()
	want := NewProduct{Name: "Halva", Barcode: "4600000000015", Price: 250, Category: "c1"}
	if len(s.rack.added) != 1 || s.rack.added[0] != want || got.Form != nil {
		t.Fatalf("added %+v, form %+v", s.rack.added, got.Form)
	}
	if got.Basket.Cash.Due != 135+500+390 {
		t.Errorf("due %d: the new product twice and the scan that waited", got.Basket.Cash.Due)
	}
}

func TestWithoutTheRightAnUnknownCodeIsSoldAtATypedPrice(t *testing.T) {
	s := newStand("en")
	s.rack.fail = fault.New(fault.NoRight, fault.Args{"act": "add_product"})
	s.Scan("4600000000015")
	s.FormName("Halva")
	s.FormPrice("2.50")
	s.FormEnter()
	l := s.State().Basket.Cart.Lines
	if len(l) != 1 || l[0].Barcode != "4600000000015" || s.State().Basket.Cash.Due != 250 || s.State().Form != nil {
		t.Errorf("%+v", l)
	}
}

func TestLeavingTheFormBooksTheScansThatWaited(t *testing.T) {
	s := newStand("en")
	s.Scan("4600000000015")
	s.Scan(code(1))
	s.Scan("4600000000022")
	s.Scan(code(2))
	s.Escape()
	got := s.State()
	if got.Form == nil || got.Form.Code != "4600000000022" || len(got.Basket.Cart.Lines) != 1 && len(got.Basket.Cart.Lines) != 2 {
		t.Fatalf("form %+v, %d lines", got.Form, len(got.Basket.Cart.Lines))
	}
	s.Escape()
	if got := s.State(); got.Form != nil || len(got.Basket.Cart.Lines) != 2 {
		t.Errorf("form %+v, %d lines", got.Form, len(got.Basket.Cart.Lines))
	}
}

func TestWhatHasNoPriceAndWhatIsWeighedAskOnThePad(t *testing.T) {
	s := newStand("en")
	s.Tile(15)
	if p := s.State().Pad; p == nil || p.For != PadOpenPrice {
		t.Fatalf("pad %+v", p)
	}
	s.Scan(code(1))
	for _, r := range "25" {
		s.PadType(r)
	}
	s.PadEnter(Tender{})
	if got := s.State().Basket.Cash.Due; got != 2500+135 {
		t.Errorf("gift card of 25.00 and the scan that waited: %d", got)
	}
	s.Tile(3)
	if p := s.State().Pad; p == nil || p.For != PadWeight {
		t.Fatalf("pad %+v", p)
	}
	for _, r := range ".742" {
		s.PadType(r)
	}
	s.PadEnter(Tender{})
	if got := s.State().Basket.Cash.Due; got != 2500+135+140 {
		t.Errorf("0.742 kg at 1.89: %d", got)
	}
	s.Scan(code(15))
	if p := s.State().Pad; p == nil || p.For != PadOpenPrice || p.Pick.Product != "p15" {
		t.Errorf("a scanned product without a price: %+v", p)
	}
}

func TestThePadTakesNoMoreThanItCanHold(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.SelectLine(0)
	s.AskLine(PadPrice)
	for _, r := range "0012.3456" {
		s.PadType(r)
	}
	if got := s.State().Pad.Typed; got != "12.34" {
		t.Errorf("typed %q", got)
	}
	s.PadEnter(Tender{})
	if got := s.State(); got.Pad != nil || got.Basket.Cash.Due != 1234 {
		t.Errorf("due %d, pad %+v", got.Basket.Cash.Due, got.Pad)
	}
	s.AskLine(PadPercent)
	for _, r := range "150" {
		s.PadType(r)
	}
	if got := s.State(); got.Pad == nil || got.Pad.Typed != "150" || !fault.Is(got.Words.Err, fault.BadDiscount) {
		t.Errorf("150 %% off: pad %+v, words %+v", got.Pad, got.Words)
	}
	s.PadBack()
	s.PadEnter(Tender{})
	if got := s.State(); got.Pad != nil || got.Basket.Cart.Lines[0].Discount.Rate != 150_000 {
		t.Errorf("15 %% off: pad %+v, discount %+v", got.Pad, got.Basket.Cart.Lines[0].Discount)
	}
}

func TestADiscountPadOpensInTheFormThatIsInForce(t *testing.T) {
	s := newStand("en")
	s.scan(4)
	s.SelectLine(0)
	for _, c := range []struct {
		ask  func()
		want PadFor
	}{{func() { s.AskLine(PadPercent) }, PadOff}, {s.AskDiscount, PadBasketOff}} {
		c.ask()
		s.OtherDiscount()
		s.PadType('1')
		s.PadEnter(Tender{})
		c.ask()
		if got := s.State().Pad; got == nil || got.For != c.want {
			t.Errorf("an amount is off; the pad asks %+v, want %v", got, c.want)
		}
		c.ask()
		if got := s.State().Pad; got != nil {
			t.Errorf("the same key does not close it: %+v", got)
		}
	}
}

func TestScansThatWaitBehindAPadAreCounted(t *testing.T) {
	s := newStand("en")
	for _, open := range []func(){
		func() { s.openPad(Pad{For: PadOpenPrice, Pick: counter.Pick{Product: "p9"}}) },
		s.Hold,
	} {
		open()
		s.Scan(code(1))
		s.Scan(code(2))
		if got := s.State(); got.Waiting != 2 || len(got.Basket.Cart.Lines) != 0 {
			t.Errorf("%d wait, %d lines", got.Waiting, len(got.Basket.Cart.Lines))
		}
		s.Escape()
		s.Release()
		if got := s.State(); got.Waiting != 0 || len(got.Basket.Cart.Lines) != 2 {
			t.Errorf("afterwards %d wait, %d lines", got.Waiting, len(got.Basket.Cart.Lines))
		}
		s.Clear("")
	}
}

func TestTwoZerosMeanWholeUnitsOrCentsAsTheShopWants(t *testing.T) {
	s := newStand("en")
	for whole, want := range map[bool]money.Amount{true: 2000, false: 20} {
		s.d.WholeUnits = whole
		if got, ok := s.Amount(Pad{For: PadGiven, Typed: "20"}); !ok || got != want {
			t.Errorf("whole units %v: %d", whole, got)
		}
	}
}

func TestTooLittleCashIsRefusedBeforeAnythingIsTaken(t *testing.T) {
	s := newStand("en")
	s.scan(4)
	s.AskGiven()
	s.PadType('5')
	s.PadEnter(s.State().Exact())
	if len(s.booth.sold) != 0 || !fault.Is(s.State().Words.Err, fault.NotEnough) {
		t.Fatalf("words %+v", s.State().Words)
	}
	s.PadBack()
	s.PadType('1')
	s.PadType('0')
	s.PadEnter(s.State().Exact())
	if len(s.booth.sold) != 1 || s.State().Paid.Change != 425 {
		t.Errorf("sold %d", len(s.booth.sold))
	}
}

func TestTheLineBarChangesTheSelectedLine(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.scan(4)
	s.SelectLine(0)
	s.Plus()
	s.Plus()
	s.Minus()
	if got := s.State().Basket.Cart.Lines[0].Qty; got != 2*money.One {
		t.Errorf("quantity %v", got)
	}
	s.AskNote()
	s.FormName("cold")
	s.FormEnter()
	if got := s.State().Basket.Cart.Lines[0].Note; got != "cold" {
		t.Errorf("note %q", got)
	}
	s.Remove()
	if got := s.State(); len(got.Basket.Cart.Lines) != 1 || got.Selected != 0 {
		t.Errorf("%d lines, selected %d", len(got.Basket.Cart.Lines), got.Selected)
	}
	s.Undo()
	if got := s.State(); len(got.Basket.Cart.Lines) != 2 || got.Words.Key != UndoneWords {
		t.Errorf("undo: %d lines, %v", len(got.Basket.Cart.Lines), got.Words)
	}
	s.SelectLine(0)
	s.Minus()
	s.Minus()
	if got := len(s.State().Basket.Cart.Lines); got != 1 {
		t.Errorf("less than one is none: %d lines", got)
	}
}

func TestABasketIsParkedAndTakenBack(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Park()
	s.scan(4)
	if got := s.State(); len(got.Aside.Sales) != 1 || got.Basket.Cash.Due != 575 {
		t.Fatalf("%d parked, due %d", len(got.Aside.Sales), got.Basket.Cash.Due)
	}
	s.Park()
	s.Park()
	if !s.State().Aside.Open() {
		t.Fatal("the parked baskets are not shown")
	}
	s.Aside().Answer(0)
	if got := s.State(); got.Aside.Open() || got.Basket.Cash.Due != 135 || len(got.Aside.Sales) != 1 {
		t.Errorf("list %v, due %d, %d parked", got.Aside.Open(), got.Basket.Cash.Due, len(got.Aside.Sales))
	}
}

func TestTheReceiptSaysWhatBecameOfIt(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	early := s.State().Basket.Cart.ID
	s.PrintDone(early) // a quick printer is done before the screen knows of the sale
	s.Take(s.State().Exact())
	if s.State().Paid.Print != Printed {
		t.Error("the news of a quick printer is lost")
	}
	s.PrintWaits(early)
	if s.State().Paid.Print != Waiting {
		t.Error("a printer without paper")
	}
	s.clock.pass(time.Second)
	s.PrintAgain()
	if s.State().Paid.Print != Printing {
		t.Error("print again")
	}
	s.PrintDone(shop.ID("another"))
	if s.State().Paid.Print != Printing {
		t.Error("another sale's receipt")
	}
}

func TestBooksThatCannotBeWrittenStopTheSelling(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.booth.broken = fault.New(fault.StorageFull, fault.Args{"path": "/shop"})
	s.Scan(code(1))
	if s.State().Stopped == nil || s.State().CanPay {
		t.Fatal("selling goes on")
	}
	s.Take(s.State().Exact())
	s.booth.broken = nil
	s.Scan(code(1))
	if len(s.booth.sold) != 0 || s.State().Basket.Cash.Due != 135 {
		t.Error("something was booked while selling was off")
	}
	s.Stop(nil)
	s.clock.pass(time.Second)
	s.Take(s.State().Exact())
	if len(s.booth.sold) != 1 {
		t.Error("selling does not go on after the books are back")
	}
}

func TestAMistakeOfTheProgramIsSaidAndTheTillGoesOn(t *testing.T) {
	s := newStand("en")
	s.booth.broken = errors.New("panic: index out of range")
	s.Scan(code(1))
	if s.State().Words.Err == nil || s.State().Stopped != nil {
		t.Fatal(s.State().Words)
	}
	s.booth.broken = nil
	s.scan(1)
	if s.State().Basket.Cash.Due != 135 || s.State().Words.Any() {
		t.Error("the till does not go on")
	}
}

func TestADiscountOfMoreThanAllOfItStaysAsTypedAndCannotBeEntered(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.AskDiscount()
	for _, r := range "200" {
		s.PadType(r)
	}
	if p := s.State().Pad; p == nil || p.Typed != "200" || s.CanEnter() || !fault.Is(s.State().Words.Err, fault.BadDiscount) {
		t.Fatalf("pad %+v, can enter %v, said %+v", p, s.CanEnter(), s.State().Words)
	}
	s.PadEnter(s.State().Exact())
	if s.State().Pad == nil || s.State().Basket.Quote.Discount != 0 {
		t.Errorf("entered: discount %v", s.State().Basket.Quote.Discount)
	}
	s.PadBack()
	if p := s.State().Pad; p.Typed != "20" || !s.CanEnter() {
		t.Errorf("after the last digit was taken back: %+v", p)
	}
}
