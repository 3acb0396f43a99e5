package money

import (
	"cmp"
	"math/bits"
	"slices"
)

// Split shares a total over weights so that the parts sum to the total exactly: each part is its fair share cut
// toward zero, and the minor units left over go to the largest remainders, the earlier part winning a tie. Parts have
// the sign of the total. Weights must not be negative; if all are zero, the first part takes everything. Errors:
// [ErrOverflow], also for a negative weight, and for a total that nobody is there to take.
//
// 1.00 over weights 1, 1, 1 is 0.34, 0.33, 0.33.
func Split(total Amount, weights []Amount) ([]Amount, error) {
	parts := make([]Amount, len(weights))
	if len(weights) == 0 {
		if total != 0 {
			return nil, ErrOverflow
		}
		return parts, nil
	}
	all, err := sumWeights(weights)
	if err != nil || !total.Valid() {
		return nil, ErrOverflow
	}
	if all == 0 {
		parts[0] = total
		return parts, nil
	}
	sign := Amount(1)
	if total < 0 {
		sign, total = -1, -total
	}
	left := total
	for i, w := range weights {
		if parts[i], err = total.Share(int64(w), int64(all), Down); err != nil {
			return nil, err
		}
		left -= parts[i]
	}
	if left > 0 {
		order := byRemainder(total, weights, all)
		for _, next := range order[:left] {
			parts[next.part]++
		}
	}
	for i := range parts {
		parts[i] *= sign
	}
	return parts, nil
}

func sumWeights(weights []Amount) (Amount, error) {
	var all Amount
	for _, w := range weights {
		if w < 0 {
			return 0, ErrOverflow
		}
		var err error
		if all, err = all.Plus(w); err != nil {
			return 0, err
		}
	}
	return all, nil
}

// cut is what cutting took from a part, in 1/all of a minor unit.
type cut struct {
	part int
	rest uint64
}

// byRemainder orders the parts by what cutting took from them, largest first.
func byRemainder(total Amount, weights []Amount, all Amount) []cut {
	order := make([]cut, len(weights))
	for i, w := range weights {
		order[i] = cut{i, remainder(total, w, all)}
	}
	slices.SortFunc(order, func(a, b cut) int {
		if c := cmp.Compare(b.rest, a.rest); c != 0 {
			return c
		}
		return cmp.Compare(a.part, b.part)
	})
	return order
}

// remainder is total × w mod all, exactly; all three are within Limit, so the quotient fits.
func remainder(total, w, all Amount) uint64 {
	hi, lo := bits.Mul64(uint64(total), uint64(w))
	return bits.Rem64(hi, lo, uint64(all))
}
