package money

import (
	"math/bits"
	"sort"
)

// Split shares a total over weights so that the parts sum to the total exactly: each part is its fair share cut
// toward zero, and the minor units left over go to the largest remainders, the earlier part winning a tie. Parts have
// the sign of the total. Weights must not be negative; if all are zero, the first part takes everything.
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
	order := byRemainder(total, weights, all)
	for i := 0; left > 0; i, left = i+1, left-1 {
		parts[order[i]]++
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

// byRemainder orders the parts by what cutting took from them, largest first.
func byRemainder(total Amount, weights []Amount, all Amount) []int {
	order := make([]int, len(weights))
	rest := make([]uint64, len(weights))
	for i, w := range weights {
		order[i], rest[i] = i, remainder(total, w, all)
	}
	sort.SliceStable(order, func(a, b int) bool { return rest[order[a]] > rest[order[b]] })
	return order
}

// remainder is total × w mod all, exactly; all three are within Limit, so the quotient fits.
func remainder(total, w, all Amount) uint64 {
	hi, lo := bits.Mul64(uint64(total), uint64(w))
	return bits.Rem64(hi, lo, uint64(all))
}
