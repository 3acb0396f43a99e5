package checkout

import (
	"math/rand/v2"
	"testing"
	"time"

	"kassa/app/money"
)

// street is a shop in the rush: a scanner reads twenty codes a second, work takes its time, the window stalls now and
// then, and a finger comes down at random. The clock is virtual; each step is a millisecond or more.
type street struct {
	*stand
	r       *rand.Rand
	painted money.Amount // what a person sees
	presses []press      // fingers that came down since the window last looked
	workAt  time.Time    // when the next piece of work is done
}

type press struct{ seen money.Amount }

// rush runs taps of fingers through a stream of scans and returns how many sales were made, and how many of them at
// a total that was not on the screen when the finger came down. take is what a key does.
func rush(seed uint64, taps int, loose bool, take func(*street)) (sales, wrong int) {
	s := &street{stand: newStand("en"), r: rand.New(rand.NewPCG(seed, 7))}
	s.booth.loose = loose
	s.clock.held, s.clock.frozen = true, true
	nextScan, nextTick := s.clock.now, s.clock.now
	bursts := 0
	for taps > 0 {
		now := s.clock.now
		if !now.Before(nextScan) {
			s.Scan(code(s.r.IntN(3)))
			nextScan = now.Add(50 * time.Millisecond)
			if bursts++; bursts%int(3+s.r.IntN(20)) == 0 {
				nextScan = now.Add(time.Duration(s.r.IntN(900)) * time.Millisecond) // the cashier reaches for the money
			}
		}
		if len(s.clock.work) > 0 && !now.Before(s.workAt) {
			s.workOnce()
			s.workAt = now.Add(time.Duration(1+s.r.IntN(40)) * time.Millisecond)
		}
		if s.r.IntN(60) == 0 {
			s.presses = append(s.presses, press{s.painted})
			taps--
		}
		if !now.Before(nextTick) {
			made, bad := s.tick(take)
			sales, wrong = sales+made, wrong+bad
			nextTick = s.clock.now.Add(16 * time.Millisecond)
			if s.r.IntN(40) == 0 {
				nextTick = s.clock.now.Add(time.Duration(s.r.IntN(600)) * time.Millisecond) // a stalled window
			}
		}
		s.clock.pass(time.Millisecond)
	}
	return sales, wrong
}

// workOnce does one piece, as the queue does beside the screen.
func (s *street) workOnce() {
	next := s.clock.work[0]
	s.clock.work = s.clock.work[1:]
	next()
}

// tick is one turn of the window: the taps that came in, then what was painted before becomes known, then it paints.
func (s *street) tick(take func(*street)) (sales, wrong int) {
	for _, p := range s.presses {
		before, waiting := len(s.booth.sold), len(s.clock.work)
		take(s)
		for asked := len(s.clock.work) > waiting; asked && len(s.clock.work) > 0; {
			s.workOnce() // to the end, so that a sale can be laid to its tap
		}
		for _, sold := range s.booth.sold[before:] {
			sales++
			if sold.Sale.Total != p.seen {
				wrong++
			}
		}
	}
	s.presses = nil
	s.clock.frame()
	s.painted = s.State().Basket.Cash.Due
	return sales, wrong
}

func TestTenThousandTapsInARushNeverSellAtATotalThatWasNotOnTheScreen(t *testing.T) {
	for seed := range uint64(5) {
		sales, wrong := rush(seed, 10_000, false, func(s *street) { s.Take(s.State().Exact()) })
		t.Logf("seed %d: %d sales, %d at a total that was not on the screen", seed, sales, wrong)
		if wrong != 0 {
			t.Errorf("seed %d: %d of %d sales at a total that nobody saw", seed, wrong, sales)
		}
		if sales < 100 {
			t.Errorf("seed %d: only %d sales: the test proves nothing", seed, sales)
		}
	}
}

// The controls: without the version a tender takes whatever is in the basket by then; without the wait it takes a total
// that was painted while the finger came down.
func TestWithoutTheVersionARushSellsAtTotalsNobodySaw(t *testing.T) {
	_, wrong := rush(1, 10_000, true, func(s *street) {
		if s.State().CanPay {
			s.pay(s.State().Exact())
		}
	})
	if wrong == 0 {
		t.Error("the test above would not notice a missing guard")
	}
}

func TestWithoutTheWaitARushSellsAtTotalsNobodySaw(t *testing.T) {
	_, wrong := rush(1, 10_000, false, func(s *street) {
		if s.State().CanPay && s.pending == 0 {
			s.pay(s.State().Exact())
		}
	})
	if wrong == 0 {
		t.Error("the test above would not notice a tender without the wait")
	}
}
