package checkout

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/uitest"
)

// voucher is a tender whose slip has a number.
func voucher() shop.Tender {
	return shop.Tender{Code: "voucher", Names: shop.Names{"en": "Voucher", "ru": "Сертификат"}, NeedsRef: true}
}

func TestTheCardKeyTakesTheWholeTotal(t *testing.T) {
	s := newStand("en")
	s.booth.rules.Cash = shop.CashRounding{Step: 5, Direction: shop.CashNearest, Form: shop.CashLine}
	s.booth.goods[1].Price = 133 * money.PerMinor
	s.scan(1)
	all := s.State().Cashless()
	if len(all) != 1 || s.State().DueBy(all[0]) != 133 || s.State().DueBy(s.State().Ways.Tenders[0]) != 135 {
		t.Fatalf("tenders beside cash %+v", all)
	}
	s.Take(s.State().By("card"))
	if p := s.State().Paid; p == nil || p.Tender() != "card" || p.Given() != 133 || p.Change != 0 {
		t.Errorf("paid %+v", s.State().Paid)
	}
}

func TestACardIsGuardedLikeCash(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	seen := s.State().By("card")
	s.Scan(code(2))
	s.Take(seen)
	if s.State().Paid != nil || s.State().Refused != 1 {
		t.Errorf("a card took a total that was not on the screen: %+v", s.State().Paid)
	}
}

func TestATenderWithASlipAsksForItsNumber(t *testing.T) {
	s := newStand("en")
	s.booth.ways.Tenders = append(s.booth.ways.Tenders, voucher())
	s.SetUpChanged()
	s.scan(1)
	s.Take(s.State().By("voucher"))
	if p := s.State().Pad; p == nil || p.For != PadRef || p.Tender != "voucher" || s.CanEnter() {
		t.Fatalf("pad %+v", s.State().Pad)
	}
	for _, r := range "0004711.5" {
		s.PadType(r)
	}
	s.PadEnter(s.State().Exact())
	if p := s.State().Paid; p == nil || p.Sale.Payments[0].Ref != "00047115" || p.Tender() != "voucher" {
		t.Errorf("paid %+v", s.State().Paid)
	}
}

func TestTheCountdownToPutATenderRightRunsFromSecondToSecond(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Take(s.State().Exact())
	var left []int
	s.OnDraw(func(now State) {
		if now.Paid != nil && (len(left) == 0 || left[len(left)-1] != now.Paid.Left) {
			left = append(left, now.Paid.Left)
		}
	})
	s.clock.pass(40 * time.Second)
	var want []int
	for n := 29; n >= 0; n-- {
		want = append(want, n)
	}
	if !slices.Equal(left, want) {
		t.Errorf("counted %v", left)
	}
	s.NextSale()
	s.clock.pass(time.Minute)
}

func TestAWrongTenderIsPutRightFromTheChange(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Take(s.State().Note(0))
	s.CorrectTender("card", "")
	p := s.State().Paid
	if p == nil || p.Tender() != "card" || p.Change != 0 || len(s.booth.corrected) != 1 || s.State().Words.Key != CorrectedWords {
		t.Errorf("paid %+v, asked %v", p, s.booth.corrected)
	}
	s.booth.broken = fault.New(fault.NoRight, fault.Args{"act": "correct_tenders"})
	s.CorrectTender("cash", "")
	if s.State().Paid.Tender() != "card" || !fault.Is(s.State().Words.Err, fault.NoRight) {
		t.Errorf("refused, and yet %+v", s.State().Paid)
	}
}

func TestAReceiptWaitsUntilItIsAskedFor(t *testing.T) {
	s := newStand("en")
	s.booth.asked = true
	s.scan(1)
	s.Take(s.State().Exact())
	if s.State().Paid.Print != Unprinted {
		t.Fatalf("print %v, want Unprinted", s.State().Paid.Print)
	}
	s.clock.pass(time.Second)
	s.PrintAgain()
	if s.State().Paid.Print != Printing {
		t.Errorf("asked for: %v, want Printing", s.State().Paid.Print)
	}
	s.PrintGift()
	if s.booth.gifts != 1 || s.State().Words.Key != GiftWords {
		t.Errorf("%d gift receipts", s.booth.gifts)
	}
}

func TestALateSecondTapMeansNothingUntilTheChangeWasPainted(t *testing.T) {
	s := newStand("en")
	s.booth.asked = true
	s.scan(1)
	s.clock.frozen = true
	s.Take(s.State().Exact())
	acts := func() {
		s.PrintAgain()
		s.PrintGift()
	}
	s.clock.pass(5 * time.Second) // a slow window: the sale ended, and nobody saw it
	if acts(); s.State().Paid.Print != Unprinted || s.booth.gifts != 0 || s.Settled() {
		t.Fatalf("before it was painted: print %v, %d gift receipts", s.State().Paid.Print, s.booth.gifts)
	}
	s.clock.frame()
	s.clock.pass(2*settle - time.Millisecond)
	if acts(); s.State().Paid.Print != Unprinted || s.booth.gifts != 0 || s.Settled() {
		t.Fatalf("just painted: print %v, %d gift receipts", s.State().Paid.Print, s.booth.gifts)
	}
	s.clock.pass(time.Millisecond)
	if acts(); s.State().Paid.Print != Printing || s.booth.gifts != 1 || !s.Settled() {
		t.Errorf("after a moment: print %v, %d gift receipts", s.State().Paid.Print, s.booth.gifts)
	}
}

func TestReturnKeepsASaleThatWasToBeCancelled(t *testing.T) {
	s := see(t, uitest.Standard())
	someGoods(s.stand)
	s.booth.ways.Void = shop.Reasons{Lines: []string{"Wrong goods"}}
	s.SetUpChanged()
	s.view.askClear()
	s.Press(fyne.KeyReturn)
	if s.State().Basket.Empty() || s.Canvas().Overlays().Top() != nil {
		t.Error("Return cancelled the sale, or left the question open")
	}
	s.view.askClear()
	s.Type("5")
	if s.State().Query != "" {
		t.Errorf("under the question was typed %q", s.State().Query)
	}
	s.TapText("Wrong goods")
	if !s.State().Basket.Empty() {
		t.Error("a tap did not cancel it")
	}
}

// endings are the states in which a sale ends, or is given up, that have pictures.
func endings() map[string]func(*shown) {
	return map[string]func(*shown){
		"card-paid": func(s *shown) {
			someGoods(s.stand)
			s.Take(s.State().By("card"))
			s.CorrectTender("cash", "")
			s.CorrectTender("card", "")
			s.clock.pass(3 * time.Second)
		},
		"asked-for": func(s *shown) {
			s.booth.asked = true
			someGoods(s.stand)
			s.Take(s.State().Note(0))
			s.clock.pass(40 * time.Second)
		},
		"wrong-tender": func(s *shown) {
			s.booth.ways.Tenders = append(s.booth.ways.Tenders, voucher())
			s.SetUpChanged()
			someGoods(s.stand)
			s.Take(s.State().Note(1))
			s.clock.pass(2 * settle)
			s.view.askWrongTender()
		},
		"slip-number": func(s *shown) {
			s.booth.ways.Tenders = append(s.booth.ways.Tenders, voucher())
			s.SetUpChanged()
			someGoods(s.stand)
			s.Take(s.State().Note(1))
			s.clock.pass(2 * settle)
			s.view.askWrongTender()
			s.TapText(s.view.tenderName(voucher()))
		},
		"void": func(s *shown) {
			s.booth.ways.Void = shop.Reasons{Lines: map[shop.Lang][]string{"en": {"The customer left", "Wrong goods"}, "ru": {"Клиент ушёл", "Не те товары"}}[s.booth.lang]}
			s.SetUpChanged()
			someGoods(s.stand)
			s.view.askClear()
		},
	}
}
