package checkout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/ui/uitest"
)

// wand types a code as a scanner does: 4 ms between letters, then Enter.
func (s *shown) wand(code string) {
	for _, r := range code {
		s.clock.pass(4 * time.Millisecond)
		s.Window.Type(string(r))
	}
	s.clock.pass(4 * time.Millisecond)
	s.Press(fyne.KeyReturn)
	s.clock.pass(time.Second)
}

// fingers types as a person does.
func (s *shown) fingers(text string) {
	for _, r := range text {
		s.clock.pass(180 * time.Millisecond)
		s.Window.Type(string(r))
	}
	s.clock.pass(300 * time.Millisecond)
}

func (s *shown) enter() {
	s.clock.pass(180 * time.Millisecond)
	s.Press(fyne.KeyReturn)
	s.clock.pass(time.Second)
}

func TestACashierSellsWithFingers(t *testing.T) {
	s := see(t, uitest.Standard())
	s.TapText("Sourdough loaf")
	s.clock.pass(time.Second)
	s.TapText("€4.20")
	s.clock.pass(time.Second)
	s.TapText("Exact cash")
	if len(s.booth.sold) != 1 || !s.Shows("Receipt T1-0004122") {
		t.Fatalf("sold %d; on the screen %q", len(s.booth.sold), s.Texts())
	}
	s.clock.pass(time.Second)
	s.TapText("Next sale")
	if !s.Shows("Scan the first product") {
		t.Error(s.Texts())
	}
}

func TestACashierSellsWithKeysAlone(t *testing.T) {
	s := see(t, uitest.Standard())
	s.wand(code(1))
	s.Press(fyne.KeyF2)
	s.fingers("choc")
	s.enter()
	s.enter()
	s.Press(fyne.KeyEscape)
	s.Press(fyne.KeyDown)
	s.fingers("++-")
	s.Press(fyne.KeyF4)
	s.fingers("4")
	s.enter()
	if due := s.State().Basket.Cash.Due; due != 4*135+220 {
		t.Fatalf("due %d, lines %+v", due, s.State().Basket.Cart.Lines)
	}
	s.Press(fyne.KeyF10)
	s.fingers("50")
	s.enter()
	if len(s.booth.sold) != 1 || s.State().Paid.Change != 5000-760 {
		t.Fatalf("sold %d", len(s.booth.sold))
	}
	s.Press(fyne.KeyEscape)
	s.wand(code(2))
	s.Press(fyne.KeyDown)
	s.Press(fyne.KeyDelete)
	s.view.Undo()
	s.clock.pass(time.Second)
	s.Press(fyne.KeyF6)
	if len(s.booth.sold) != 2 {
		t.Errorf("sold %d", len(s.booth.sold))
	}
}

func TestAScanIsNeverLostWhateverIsOpen(t *testing.T) {
	for name, act := range map[string]func(*shown){
		"nothing": func(*shown) {},
		"search":  func(s *shown) { s.Press(fyne.KeyF2); s.fingers("mi") },
		"more":    func(s *shown) { s.TapText("More") },
		"tapped":  func(s *shown) { s.TapText("Bakery") },
		"pad":     func(s *shown) { s.TapText("Whole milk 1 l"); s.clock.pass(time.Second); s.Press(fyne.KeyF10) },
		"name":    func(s *shown) { s.wand("4600000000015"); s.fingers("Hal") },
		"price":   func(s *shown) { s.wand("4600000000015"); s.fingers("Halva"); s.enter(); s.fingers("1.5") },
		"dialog":  func(s *shown) { s.TapText("Whole milk 1 l"); s.clock.pass(time.Second); s.Press(fyne.KeyF12) },
		"change":  func(s *shown) { s.wand(code(1)); s.Press(fyne.KeyF9); s.clock.pass(time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			s := see(t, uitest.Standard())
			act(s)
			field := ""
			if s.State().Form != nil {
				field = s.State().Form.Name + "|" + s.State().Form.Price
			}
			s.wand(code(4))
			if f := s.State().Form; f != nil && f.Name+"|"+f.Price != field {
				t.Errorf("the field read %q and reads %q", field, f.Name+"|"+f.Price)
			}
			for range 3 {
				s.Press(fyne.KeyEscape)
				s.clock.pass(time.Second)
			}
			found := false
			for _, l := range s.State().Basket.Cart.Lines {
				found = found || l.Names["en"] == "Ground coffee 250 g"
			}
			if !found {
				t.Errorf("lost; the basket has %+v", s.State().Basket.Cart.Lines)
			}
		})
	}
}

func TestTwentyScansASecondAreAllBooked(t *testing.T) {
	s := see(t, uitest.Standard())
	for i := range 200 {
		for _, r := range code(i % 3) {
			s.Window.Type(string(r))
			s.clock.pass(2 * time.Millisecond)
		}
		s.Press(fyne.KeyReturn)
		s.clock.pass(24 * time.Millisecond)
	}
	n := money.Qty(0)
	for _, l := range s.State().Basket.Cart.Lines {
		n += l.Qty
	}
	if n != 200*money.One || s.State().Query != "" {
		t.Errorf("%v of 200 booked, search %q", n, s.State().Query)
	}
}

func TestNewProductIsTypedOnTheScreenAlone(t *testing.T) {
	s := see(t, uitest.Standard())
	s.wand("4600000000015")
	s.TapText("h")
	s.clock.pass(300 * time.Millisecond)
	s.TapText("i")
	s.clock.pass(300 * time.Millisecond)
	s.TapText("Next")
	s.clock.pass(300 * time.Millisecond)
	for _, k := range []string{"1", ".", "5"} {
		s.TapText(k)
		s.clock.pass(300 * time.Millisecond)
	}
	s.TapText("Add to the sale")
	s.clock.pass(time.Second)
	if got := s.State(); got.Form != nil || got.Basket.Cash.Due != 150 {
		t.Errorf("form %+v, due %d", got.Form, got.Basket.Cash.Due)
	}
}

func TestEveryTargetIsAFingerWide(t *testing.T) {
	for name, act := range scenes() {
		for _, v := range []uitest.Variant{uitest.Standard(), {Lang: "ru", Width: 1024, Height: 768}, {Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}} {
			s := see(t, v)
			act(s)
			for _, o := range s.SmallTargets() {
				if fmt.Sprintf("%T", o) == "*widget.scrollBarArea" {
					continue // of a text field of Fyne
				}
				t.Errorf("%s, %s: %T of %v is smaller than a finger", name, v.Name(), o, o.Size())
			}
		}
	}
}

func TestNoAmountIsCut(t *testing.T) {
	for name, act := range scenes() {
		for _, v := range variants() {
			s := see(t, v)
			act(s)
			for _, text := range s.Texts() {
				if strings.ContainsAny(text, "€₽") && strings.HasSuffix(text, "…") {
					t.Errorf("%s, %s: %q", name, v.Name(), text)
				}
			}
		}
	}
}

func TestTheBasketMayStandOnTheLeft(t *testing.T) {
	s := newStand("en")
	out := seeStand(t, uitest.Standard(), s)
	right := out.Find("Total").Pos.X
	out.view.in.Lefty = true
	out.view.arrange(out.view.root.Size())
	if left := out.Find("Total").Pos.X; left >= right || left > 200 {
		t.Errorf("the total stands at %v, and at %v for the right hand", left, right)
	}
}

func TestALongBasketDrawsOnlyWhatIsSeen(t *testing.T) {
	s := see(t, uitest.Standard())
	open := func() {
		s.AskOpenItem()
		s.FormPrice("1")
		s.FormEnter()
		s.clock.pass(time.Second)
	}
	for range 15 {
		open()
	}
	few := s.Objects()
	for range 200 {
		open()
	}
	if many := s.Objects(); many > few+20 {
		t.Errorf("%d things are drawn for 215 lines, %d for 15", many, few)
	}
	if s.State().Basket.Cash.Due != 21500 || !s.Shows("215 lines · 215 pieces") {
		t.Error(s.State().Basket.Cash.Due)
	}
}

func TestADiscountThatIsRefusedIsShownAsItWasTyped(t *testing.T) {
	s := see(t, uitest.Standard())
	someGoods(s.stand)
	s.TapText("Discount")
	s.Type("2000")
	if !s.Shows("200 %") && !s.Shows("200\u202f%") && !s.Shows("200\u00a0%") {
		t.Errorf("after 2000 the pad shows %q", s.view.typed(*s.State().Pad))
	}
}
