package wedge

import (
	"fmt"
	"math/rand"
	"testing"
	"time"
)

// slowWindow is a window that looks for keys, paints for as long as pictures says, and looks again. Letters that come
// while it paints are told at its next look.
type slowWindow struct {
	*rig
	tick     func()
	pictures func() time.Duration
	stopped  int
}

func newSlowWindow(t *testing.T, pictures func() time.Duration) *slowWindow {
	w := &slowWindow{rig: newRig(t), pictures: pictures}
	w.r.Beats = func(tick func()) func() {
		w.tick = tick
		return func() { w.tick, w.stopped = nil, w.stopped+1 }
	}
	return w
}

// key is one press that is due at a time; 0 is Enter.
type press struct {
	due time.Duration
	ch  rune
}

// every makes presses of letters, each so long after the one before, and Enter behind them.
func every(gap time.Duration, s string, from time.Duration) (all []press) {
	for _, r := range s {
		all = append(all, press{from, r})
		from += gap
	}
	return append(all, press{from, 0})
}

// tell lets the window run until all presses were told and it was quiet for a while.
func (w *slowWindow) tell(all []press) {
	start := w.at
	for quiet := 0; len(all) > 0 || quiet < 40; quiet++ {
		told := false
		for len(all) > 0 && w.at.Sub(start) >= all[0].due {
			if told = true; all[0].ch == 0 {
				w.rig.key("Return")
			} else {
				w.rune(all[0].ch)
			}
			all = all[1:]
		}
		if w.tick != nil {
			w.tick()
		}
		if w.at = w.at.Add(time.Second / 60); told {
			w.at = w.at.Add(w.pictures())
			quiet = 0
		}
	}
}

// unevenly gives pictures of any length up to a longest.
func unevenly(longest time.Duration, seed int64) func() time.Duration {
	random := rand.New(rand.NewSource(seed))
	return func() time.Duration { return time.Duration(random.Int63n(int64(longest))) }
}

const longCode = "2000000100104"

func TestNoSlowPictureCutsACode(t *testing.T) {
	for _, longest := range []time.Duration{20 * ms, 70 * ms, 150 * ms, 300 * ms, 600 * ms} {
		for _, gap := range []time.Duration{0, 1 * ms, 4 * ms, 12 * ms, 20 * ms, 30 * ms} {
			w := newSlowWindow(t, unevenly(longest, int64(gap)))
			for n := range 40 {
				w.scans = nil
				w.tell(every(gap, longCode, 0))
				if w.wants(longCode); w.typed != "" {
					t.Fatalf("pictures up to %v, letters every %v, scan %d: kept %q", longest, gap, n, w.typed)
				}
			}
		}
	}
}

// The same window, of whose looks the router hears nothing, cuts codes: so the test above can fail.
func TestWithoutKnowingThePicturesCodesAreCut(t *testing.T) {
	w := newSlowWindow(t, unevenly(600*ms, 12))
	w.r.Beats = nil
	for range 40 {
		w.tell(every(12*ms, longCode, 0))
	}
	if whole := len(w.scans); whole == 40 {
		t.Error("all 40 scans came whole")
	}
}

func TestSlowPicturesMakeNoScannerOfAPerson(t *testing.T) {
	for _, longest := range []time.Duration{20 * ms, 70 * ms, 150 * ms, 250 * ms} {
		for _, gap := range []time.Duration{90 * ms, 110 * ms, 140 * ms, 220 * ms} {
			for _, word := range []string{"молоко", "1234567", longCode} {
				w := newSlowWindow(t, unevenly(longest, int64(gap)))
				for range 20 {
					w.typed = ""
					w.tell(every(gap, word, 0))
					if len(w.scans) > 0 || w.typed != word {
						t.Fatalf("pictures up to %v, letters every %v: of %q stays %q, scans %q", longest, gap, word, w.typed, w.scans)
					}
				}
			}
		}
	}
}

func TestASlowWindowKeepsTheQuantityTypedBeforeAScan(t *testing.T) {
	for seed := range int64(40) {
		w := newSlowWindow(t, unevenly(150*ms, seed))
		typed := every(150*ms, "12*", 0)[:3]
		w.tell(append(typed, every(5*ms, longCode, 900*ms)...))
		if fmt.Sprint(w.scans) != "["+longCode+"]" || w.typed != "12*" {
			t.Errorf("pictures of seed %d: scans %q, kept %q", seed, w.scans, w.typed)
		}
	}
}

func TestTheLooksAreAskedForOnlyWhileLettersCome(t *testing.T) {
	w := newSlowWindow(t, unevenly(20*ms, 1))
	for range 3 {
		w.tell(every(5*ms, longCode, 0))
		if w.tick != nil {
			t.Fatal("looks are still told")
		}
		w.at = w.at.Add(time.Minute)
	}
	if w.stopped != 3 {
		t.Errorf("stopped %d times", w.stopped)
	}
}

func TestQuietCountsASlowPictureAsAQuickOne(t *testing.T) {
	w := newSlowWindow(t, unevenly(20*ms, 1))
	w.rune('1')
	w.tick()
	w.at = w.at.Add(400 * ms) // one picture
	if got := w.r.Quiet(); got > picture {
		t.Errorf("after one slow picture %v", got)
	}
	for range 30 {
		w.at = w.at.Add(17 * ms)
		if w.tick != nil {
			w.tick()
		}
	}
	if got := w.r.Quiet(); got < 500*ms {
		t.Errorf("after half a second %v", got)
	}
}
