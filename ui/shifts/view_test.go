package shifts

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/notice"
	desk "kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// looks are the variants in which every page is looked at. The room stands beside the rail, which is not here.
func looks() []uitest.Variant {
	return []uitest.Variant{{Lang: "en", Width: 1290, Height: 768}, {Lang: "ru", Dark: true, Width: 948, Height: 768},
		{Lang: "ru", Width: 934, Height: 768, TextPercent: 130}}
}

// shown is a bench with its view in a window.
type shown struct {
	*bench
	*uitest.Window
	view *View
	gone []room.Name
	// hidden counts how often the keyboard on the screen was put away
	hidden int
	now    time.Time
	step   time.Duration
}

func see(t testing.TB, v uitest.Variant, currency string, set func(*counter)) *shown {
	t.Helper()
	said, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := money.CurrencyOf(currency)
	s := &shown{bench: newBench(currency, set), now: at(20, 0).At, step: time.Second}
	now := func() time.Time { // nobody hurries: each look at the clock is a second after the last
		s.now = s.now.Add(s.step)
		return s.now
	}
	var canvas fyne.Canvas
	router := wedge.New(now, func(string) {})
	s.Window = uitest.Open(t, v, func() fyne.CanvasObject {
		s.view = NewView(s.Model, room.Place{Text: said.With(c), Currency: c, Router: router, Acts: queue{}, Reads: queue{}, Now: now, Zone: time.UTC,
			Canvas: func() fyne.Canvas { return canvas }, Go: func(n room.Name) { s.gone = append(s.gone, n) },
			HideKeyboard: func() { s.hidden++ }}, said.T("status.till_name", text.Args{"code": "T1"}))
		return s.view.Root()
	})
	canvas = s.Canvas()
	router.Attach(canvas)
	router.OnKey, router.OnRune = s.view.Key, s.view.Rune
	return s
}

// money is the currency of a variant: euros are said in English here, roubles in Russian.
func currencyOf(v uitest.Variant) string {
	if v.Lang == "ru" {
		return "RUB"
	}
	return "EUR"
}

func counted(s *shown) {
	s.StartClosing()
	s.typed("0n1n3n7n9n12n14n22n18n25n30n11n8n4")
	s.Focus(4)
}

func TestPagesReadAsLookedAt(t *testing.T) {
	figures := shop.Figures{At: at(14, 30), Cash: shop.Cash{Float: 15_000, Sales: 48_504, In: 5_000, Expense: 1_250, Drop: 4_374}}
	figures.Sales = shop.ShiftSales{Receipts: 96, Sold: 120_000, Returned: 1_500, Discount: 900,
		Tenders: []shop.TenderSum{{Tender: "card", Amount: 70_000}, {Tender: "cash", Amount: 48_504}}}
	figures.Undone = shop.Undone{LinesWorth: 450, NoSales: 2}
	for name, page := range map[string]struct {
		set  func(*counter)
		work func(*shown)
	}{
		"desk": {open, nil},
		"desk-waits": {func(c *counter) {
			open(c)
			c.status.Old, c.status.Drop = true, true
			c.closed[0].Seen, c.closed[0].Difference = true, -105
			c.closed[1].Seen, c.closed[1].Difference = true, 20
			c.list = []desk.Unsettled{{What: desk.Papers, Count: 2}, {What: desk.Parked, Count: 1}}
		}, nil},
		"open": {func(c *counter) {
			c.offer = desk.Offer{Known: true, Float: 15_000, Note: "The printer squeaks", By: "Cashier 2", Closed: shop.Moment{At: time.Date(2026, 11, 22, 20, 5, 0, 0, time.UTC)}}
		}, nil},
		"open-first": {nil, nil},
		"float":      {nil, func(s *shown) { s.CountFloat() }},
		"expense": {func(c *counter) {
			open(c)
			c.reasons = shop.Reasons{Lines: []string{"Stamps", "Petrol", "Window cleaner", "Coffee for the team"}, Required: true}
		}, func(s *shown) {
			s.Move(shop.CashExpense)
			s.typed("12.5")
			s.SetReason("Petrol")
		}},
		"no-sale": {open, func(s *shown) { s.Move(shop.CashNoSale) }},
		"settle": {func(c *counter) {
			open(c)
			c.list = []desk.Unsettled{{What: desk.Fiscal, Count: 1, Must: true}, {What: desk.OpenBasket, Count: 1}, {What: desk.Papers, Count: 2}, {What: desk.Parked, Count: 3}}
		}, func(s *shown) { s.StartClosing() }},
		"count": {open, counted},
		"count-sum": {open, func(s *shown) {
			s.StartClosing()
			s.ToggleSum()
			s.typed("607.75")
		}},
		"result-blind": {open, func(s *shown) { counted(s); s.Confirm() }},
		"result-short": {func(c *counter) { open(c); c.seen = true }, func(s *shown) { counted(s); s.Confirm() }},
		"done": {func(c *counter) { open(c); c.seen = true }, func(s *shown) {
			counted(s)
			s.Confirm()
			s.Confirm()
		}},
		"x": {func(c *counter) { open(c); c.figures = figures }, func(s *shown) { s.ShowX() }},
	} {
		for _, v := range looks() {
			s := see(t, v, currencyOf(v), page.set)
			if page.work != nil {
				page.work(s)
			}
			s.Golden(name)
			if small := s.SmallTargets(); len(small) != 0 {
				t.Errorf("%s in %s: %d targets are smaller than a finger", name, v.Name(), len(small))
			}
		}
	}
}

func TestAllKeysStayOnTheScreenWhenTheSumsAreLong(t *testing.T) {
	s := see(t, looks()[2], "RUB", func(c *counter) { open(c); c.status.Shift.Float = 490_000 })
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Settings{TextPercent: 130})) // before anybody laid a ruler on the screen
	s.StartClosing()
	s.typed("7")
	for i, k := range s.view.side.keys {
		if foot, high := k.Position().Y+k.Size().Height, s.view.side.all.Size().Height; k.Visible() && foot > high {
			t.Errorf("key %d ends at %v of %v", i, foot, high)
		}
	}
	if small := s.SmallTargets(); len(small) != 0 {
		t.Errorf("%d targets are smaller than a finger", len(small))
	}
}

func TestAShiftIsClosedByFinger(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	s.TapText("Count and close")
	for range 3 {
		s.TapText("Next")
	}
	s.TapText("7")
	s.TapText("Confirm count")
	if !s.Shows("Counted and written down") || s.counter.counted[0].Total != 14_000 {
		t.Fatalf("%+v; the screen says %q", s.counter.counted, s.Texts())
	}
	s.TapText("Close the shift")
	if s.State().Page != DonePage {
		s.TapAt(s.Spots()[len(s.Spots())-1].Middle())
	}
	if len(s.counter.closing) != 1 || s.counter.closing[0].Keep != 14_000 {
		t.Errorf("closed by %+v", s.counter.closing)
	}
}

func TestADoubleTapAndAHeldKeyConfirmOnePageOnly(t *testing.T) {
	for name, hands := range map[string]func(s *shown){
		"double tap": func(s *shown) { s.TapText("Confirm count"); s.TapText("Close the shift") },
		"held key": func(s *shown) {
			s.Press(fyne.KeyF12)
			s.now = s.now.Add(turning - 40*time.Millisecond) // until it repeats
			for range 50 {
				s.now = s.now.Add(30 * time.Millisecond)
				s.Press(fyne.KeyF12)
			}
		},
	} {
		s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
		s.StartClosing()
		s.Type("1")
		s.step = time.Millisecond
		s.now = s.now.Add(time.Second)
		hands(s)
		if len(s.counter.counted) != 1 || len(s.counter.closing) != 0 || s.State().Page != ResultPage {
			t.Errorf("%s: counted %d times, closed %d times, page %s", name, len(s.counter.counted), len(s.counter.closing), s.State().Page)
		}
		s.now = s.now.Add(time.Second)
		s.Press(fyne.KeyF12)
		if len(s.counter.closing) != 1 {
			t.Errorf("%s: a press that was meant was not taken", name)
		}
	}
}

func TestAShiftIsClosedByKeyboardAlone(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	s.Press(fyne.KeyF12)
	s.Type("0")
	s.Press(fyne.KeyReturn)
	s.Type("2")
	s.Press(fyne.KeyDown)
	s.Type("13")
	s.Press(fyne.KeyBackspace)
	s.Press(fyne.KeyF12)
	if len(s.counter.counted) != 1 || s.counter.counted[0].Total != 25_000 {
		t.Fatalf("counted %+v", s.counter.counted)
	}
	s.Type("100")
	s.Press(fyne.KeyF12)
	if len(s.counter.closing) != 1 || s.counter.closing[0].Keep != 10_000 {
		t.Fatalf("closed by %+v", s.counter.closing)
	}
	s.Press(fyne.KeyF12) // on to the next shift
	s.Press(fyne.KeyReturn)
	if len(s.counter.opened) != 1 || s.counter.opened[0].Float != 10_000 {
		t.Errorf("opened %+v", s.counter.opened)
	}
}

func TestAScanLeavesTheFieldsAlone(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	s.StartClosing()
	s.Type("7")
	undo := s.view.Rune('4', true)
	undo()
	if f := s.State().Fields[0]; f.Typed != "7" {
		t.Errorf("after a digit of a scan was taken back the field says %q", f.Typed)
	}
}

func TestTheOldNoteIsNotInTheNextCount(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	counted(s)
	s.Confirm()
	s.TapAt(s.Find("Note to whoever opens next").Pos.AddXY(30, 45))
	s.Type("hello")
	if s.State().Note != "hello" {
		t.Fatalf("note %q", s.State().Note)
	}
	s.Press(fyne.KeyReturn)
	if s.State().Page != ResultPage || s.Canvas().Focused() != nil {
		t.Fatalf("Enter in the note led to %s, and %v has the keyboard", s.State().Page, s.Canvas().Focused())
	}
	s.TapAt(s.Find("Note to whoever opens next").Pos.AddXY(30, 45))
	before := s.hidden
	s.StartCount()
	if s.Canvas().Focused() != nil || s.hidden == before {
		t.Errorf("on another page %v has the keyboard; it was put away %d times, then %d", s.Canvas().Focused(), before, s.hidden)
	}
	s.typed("1")
	s.Confirm()
	if s.State().Note != "" || s.Shows("hello") {
		t.Errorf("the note is still %q", s.State().Note)
	}
}

func TestNewsAreReadWhereTheyShow(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	s.counter.status.Receipts = 97
	s.view.Heard(notice.SaleClosed{})
	if s.State().Status.Receipts != 97 {
		t.Error("a sale was not heard of")
	}
	s.StartClosing()
	s.Type("3")
	s.view.Heard(notice.ShiftChanged{})
	if s.State().Page != CountPage || s.State().Fields[0].Typed != "3" {
		t.Error("news took the count away")
	}
}

func TestWhatWaitsLeadsToItsRoom(t *testing.T) {
	s := see(t, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", func(c *counter) {
		open(c)
		c.list = []desk.Unsettled{{What: desk.Papers, Count: 2}}
	})
	s.TapText("Receipts")
	if len(s.gone) != 1 || s.gone[0] != room.Receipts {
		t.Errorf("went to %v", s.gone)
	}
}

// BenchmarkPages is a change from one page to another, drawn.
func BenchmarkPages(b *testing.B) {
	s := see(b, uitest.Variant{Lang: "en", Width: 1290, Height: 768}, "EUR", open)
	for b.Loop() {
		s.StartCount()
		s.Canvas().Capture()
		s.Back()
		s.Canvas().Capture()
	}
}
