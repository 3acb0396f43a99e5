package checkout

import (
	"testing"
	"time"
)

func TestEscapeLeavesWhatLiesOnTop(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.SelectLine(0)
	s.AskLine(PadQty)
	s.Escape()
	if s.State().Pad != nil || s.State().Selected == 0 {
		t.Fatal("the pad first")
	}
	s.Search("milk", false)
	s.Escape()
	if s.State().Query != "" || s.State().Selected == 0 {
		t.Fatal("then the search")
	}
	s.Escape()
	if s.State().Selected != 0 {
		t.Fatal("then the selection")
	}
	s.Take(s.State().Exact())
	s.Escape()
	if s.State().Paid != nil {
		t.Error("then the change")
	}
}

func TestArrowKeysAndReturnSellATile(t *testing.T) {
	s := newStand("en")
	s.Search("choc", false)
	s.clock.pass(time.Second)
	s.Enter(Tender{})
	s.Enter(Tender{})
	if got := s.State().Basket.Cash.Due; got != 220 {
		t.Errorf("due %d", got)
	}
	s.clock.pass(time.Second)
	s.Mark(1)
	s.Mark(1)
	s.Enter(Tender{})
	if got := s.State().Basket.Cash.Due; got != 220+135 {
		t.Errorf("due %d", got)
	}
}

func TestNoTapOfAQuickFingerIsLost(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.SelectLine(0)
	s.clock.held = true
	s.Plus()
	s.Plus()
	s.Plus()
	s.Minus()
	s.clock.run()
	if got := s.State().Basket.Cart.Lines[0].Qty; got != 3000 {
		t.Errorf("quantity %v, want 3", got)
	}
	s.Plus()
	s.clock.run()
	if got := s.State().Basket.Cart.Lines[0].Qty; got != 4000 {
		t.Errorf("quantity %v, want 4", got)
	}
}
