package pricing

import (
	"math/bits"
	"slices"

	"kassa/app/money"
)

// The documented size: a contest over at most exactPieces pieces is always solved exactly; a larger one where it has few
// states (what is left of each class, and of each limited offer) and few ways from one to the next.
const (
	exactPieces = 8
	exactStates = 1 << 11
	exactSteps  = 1 << 12
)

// state is the best that can be made of what is left, and its first step: a use, or (rival −1) leaving one piece of the
// first class that has one.
type state struct {
	saves  money.Amount
	rival  int
	picks  []int
	saving money.Amount
}

// search walks all states of a contest, each once.
type search struct {
	*contest
	known  map[uint64]state
	radix  []uint64 // of each class, then of each limited rival
	key    uint64
	small  bool
	steps  int
	picks  []int
	before []rival
}

// exact solves the contest, or says that it is too large. It leaves the contest as it was.
func (c *contest) exact() ([]use, bool) {
	s := search{contest: c, known: map[uint64]state{}, before: slices.Clone(c.rivals)}
	pieces, states, fits := 0, uint64(1), true
	room := func(n int) {
		s.radix = append(s.radix, states)
		s.key += uint64(n) * states
		hi, lo := bits.Mul64(states, uint64(n)+1)
		states, fits = lo, fits && hi == 0
	}
	for _, n := range c.have {
		pieces += n
		room(n)
	}
	for i := range c.rivals {
		r := &c.rivals[i]
		if r.left >= pieces {
			r.left = -1 // it cannot be used that often
		}
		room(max(r.left, 0))
	}
	s.small = pieces <= exactPieces
	if !fits || !s.small && states > exactStates {
		copy(c.rivals, s.before)
		return nil, false
	}
	start, have := s.key, slices.Clone(c.have)
	s.walk(0)
	c.have = have
	if s.tired() {
		copy(c.rivals, s.before)
		return nil, false
	}
	s.key = start
	uses := s.path()
	copy(c.rivals, s.before)
	return uses, true
}

func (s *search) tired() bool { return !s.small && s.steps > exactSteps }

// walk returns the most that what is left can save; classes before first are used up.
func (s *search) walk(first int) money.Amount {
	for first < len(s.have) && s.have[first] == 0 {
		first++
	}
	if first == len(s.have) || s.tired() {
		return 0
	}
	if k, met := s.known[s.key]; met {
		return k.saves
	}
	key := s.key
	s.move(first, 1)
	best := state{saves: s.floor[first] + s.walk(first), rival: -1}
	s.move(first, -1)
	for i := range s.rivals {
		r := &s.rivals[i]
		if r.left == 0 {
			continue
		}
		base := len(s.picks)
		s.fill(r, i, 0, 0, first, base, false, &best)
		s.picks = s.picks[:base]
	}
	s.known[key] = best
	return best.saves
}

// move takes pieces of a class, or puts them back.
func (s *search) move(class, pieces int) {
	s.have[class] -= pieces
	s.key -= uint64(pieces) * s.radix[class]
}

// spend uses a limited rival once (1), or takes that back (−1).
func (s *search) spend(r *rival, i, times int) {
	if r.left >= 0 {
		r.left -= times
		s.key -= uint64(times) * s.radix[len(s.have)+i]
	}
}

// fill tries every choice of pieces for the parts of a rival from part on, at its place-th need with the classes from
// position on, that uses a piece of the first class. The picks of one use stand behind base.
func (s *search) fill(r *rival, i, part, from, first, base int, touched bool, best *state) {
	done := len(s.picks) - base
	for p := range part {
		done -= r.needs[p].qty
	}
	if done == r.needs[part].qty {
		if part+1 < len(r.needs) {
			s.fill(r, i, part+1, 0, first, base, touched, best)
			return
		}
		if touched {
			s.score(r, i, first, base, best)
		}
		return
	}
	n := &r.needs[part]
	for at := from; at < len(n.from) && !s.tired(); at++ {
		class := n.from[at]
		if class < first || s.have[class] == 0 {
			continue
		}
		if len(r.needs) == 1 && !touched && class != first {
			return // the dearest comes first, so none of the others can be of the first class
		}
		s.move(class, 1)
		s.picks = append(s.picks, class)
		s.fill(r, i, part, at, first, base, touched || class == first, best)
		s.picks = s.picks[:len(s.picks)-1]
		s.move(class, -1)
	}
}

// score weighs one choice of pieces together with the best that the rest can save.
func (s *search) score(r *rival, i, first, base int, best *state) {
	s.steps++
	picks := s.picks[base:]
	saving := s.saving(r, picks)
	if s.gain(saving, picks) <= 0 {
		return
	}
	s.spend(r, i, 1)
	saves := saving + s.walk(first)
	s.spend(r, i, -1)
	if saves > best.saves {
		*best = state{saves: saves, rival: i, picks: slices.Clone(s.picks[base:]), saving: saving}
	}
}

// path reads the uses that lead from the first state to the end.
func (s *search) path() []use {
	var uses []use
	have := slices.Clone(s.have)
	for first := 0; ; {
		for first < len(have) && have[first] == 0 {
			first++
		}
		if first == len(have) {
			return uses
		}
		k := s.known[s.key]
		picks := k.picks
		if k.rival < 0 {
			picks = []int{first}
		} else {
			uses = append(uses, use{k.rival, k.picks, k.saving, 1})
			s.spend(&s.rivals[k.rival], k.rival, 1)
		}
		for _, i := range picks {
			have[i]--
			s.key -= s.radix[i]
		}
	}
}
