// Package money holds sums, prices, quantities and rates as whole numbers, and the few operations that may round them.
//
// Nothing here is a float. An [Amount] is a count of minor units (cents, kopecks), a [UnitPrice] a count of
// 1/10,000 of a minor unit, a [Qty] a count of thousandths, a [Rate] a count of millionths. A product of two of
// them is computed in 128 bits and rounded once, by the [Rounding] that the caller names; what does not fit is
// refused with [ErrOverflow], never wrapped and never cut.
//
// A worked example: 0.742 kg at 1.89 a kilogram. UnitPrice 1,890,000 (189 cents × 10,000) times Qty 742
// (thousandths) is 1,402,380,000; divided by 10,000 × 1,000 that is 140.238 cents; half up it is 140: €1.40.
//
// The package imports nothing of ours: every other room stands on it.
package money

import (
	"errors"
	"math"
	"math/bits"
)

// Amount is a sum of money in minor units of the shop's one currency: 1367 is €13.67. Negative sums are given back.
// A valid amount lies strictly between -Limit and +Limit; see [Amount.Valid].
type Amount int64

// UnitPrice is the price of one unit (a piece, a kilogram) in 1/10,000 of a minor unit, so that a price such as
// 0.0125 cents for a screw, or 2.199 cents for a litre of fuel, is exact.
type UnitPrice int64

// Qty is a quantity in thousandths: 1000 is one piece, 742 is 0.742 kg.
type Qty int64

// Rate is a share in millionths: 190,000 is 19 %, 88,750 is 8.875 %.
type Rate int64

// The scales of the types: how many of each make one.
const (
	// PerMinor is how many UnitPrice steps make one minor unit.
	PerMinor = 10_000
	// One is the quantity of one piece, kilogram or metre.
	One Qty = 1_000
	// Whole is the rate of one whole: 100 %.
	Whole Rate = 1_000_000
	// Limit bounds every amount: |a| < 10^13 minor units (a hundred thousand million in euros).
	Limit Amount = 10_000_000_000_000
)

// ErrOverflow says that a result does not fit its type or its limit. It is a refusal: no partial result is used.
var ErrOverflow = errors.New("money: the amount is too large")

// Rounding names the one way in which a product or share becomes whole minor units.
type Rounding uint8

// The ways of rounding. All treat a negative value as the mirror of the positive one, so that a refund mirrors its sale.
const (
	// HalfUp rounds a half away from zero: 2.5 → 3, -2.5 → -3. What most tax laws and customers expect.
	HalfUp Rounding = iota
	// HalfEven rounds a half to the even neighbour: 2.5 → 2, 3.5 → 4. No drift over many lines.
	HalfEven
	// Down cuts toward zero: 2.9 → 2, -2.9 → -2. In favour of the customer where an amount is to be paid.
	Down
)

// Valid reports whether the amount is within the limit.
func (a Amount) Valid() bool { return a > -Limit && a < Limit }

// Plus adds two amounts; the sum must be within the limit.
func (a Amount) Plus(b Amount) (Amount, error) {
	if !a.Valid() || !b.Valid() {
		return 0, ErrOverflow
	}
	if s := a + b; s.Valid() {
		return s, nil
	}
	return 0, ErrOverflow
}

// Sum adds amounts; the result must be within the limit.
func Sum(list ...Amount) (Amount, error) {
	var total Amount
	for _, a := range list {
		var err error
		if total, err = total.Plus(a); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// Times is the price of a quantity, rounded once.
func (p UnitPrice) Times(q Qty, r Rounding) (Amount, error) {
	v, err := mulDiv(int64(p), int64(q), PerMinor*int64(One), r)
	return within(v, err)
}

// PriceOf is the unit price that equals a whole amount for one unit.
func PriceOf(a Amount) (UnitPrice, error) {
	if !a.Valid() {
		return 0, ErrOverflow
	}
	return UnitPrice(a) * PerMinor, nil
}

// Of is the share of an amount at this rate: 19 % of 100.00 is 19.00.
func (t Rate) Of(a Amount, r Rounding) (Amount, error) {
	return a.Share(int64(t), int64(Whole), r)
}

// RateOf is the share that a part has of a whole, to the nearest millionth and never below it: a limit is not slipped
// under by rounding. A whole of nothing makes it 100 %.
func RateOf(part, whole Amount) (Rate, error) {
	if whole <= 0 {
		return Whole, nil
	}
	v, err := mulDiv(int64(part), int64(Whole), int64(whole), Down)
	if err == nil {
		if back, over := mulDiv(v, int64(whole), int64(Whole), Down); over == nil && Amount(back) < part {
			v++
		}
	}
	return Rate(v), err
}

// Inside is the part of a gross amount that a tax of this rate makes up, where all taxes inside sum to the rate all:
// gross × t ÷ (1 + all). With one tax of 19 % inside 119.00 it is 19.00.
func (t Rate) Inside(gross Amount, all Rate, r Rounding) (Amount, error) {
	if all < 0 || all > math.MaxInt64-Whole {
		return 0, ErrOverflow
	}
	return gross.Share(int64(t), int64(Whole+all), r)
}

// Share is the amount times num ÷ den, rounded once. den must be positive.
func (a Amount) Share(num, den int64, r Rounding) (Amount, error) {
	v, err := mulDiv(int64(a), num, den, r)
	return within(v, err)
}

// Floor is the amount times num ÷ den cut toward minus infinity, and what the cut left over in 1/den:
// a × num = whole × den + rest with 0 ≤ rest < den. It is for sharing a rounded sum by largest remainder. den must be positive.
func (a Amount) Floor(num, den int64) (whole Amount, rest int64, err error) {
	if den <= 0 {
		return 0, 0, ErrOverflow
	}
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(num))
	d := uint64(den)
	if hi >= d {
		return 0, 0, ErrOverflow
	}
	q, r := bits.Div64(hi, lo, d)
	if q > uint64(Limit) {
		return 0, 0, ErrOverflow
	}
	whole, rest = Amount(q), int64(r)
	if (a < 0) != (num < 0) {
		whole = -whole
		if rest > 0 {
			whole, rest = whole-1, den-rest
		}
	}
	if !whole.Valid() {
		return 0, 0, ErrOverflow
	}
	return whole, rest, nil
}

// ToStep rounds the amount to a multiple of step (cash rounding: 5 means 0.05). A step of 0 or 1 changes nothing.
func (a Amount) ToStep(step Amount, r Rounding) (Amount, error) {
	if step <= 1 {
		return within(int64(a), nil)
	}
	n, err := mulDiv(int64(a), 1, int64(step), r)
	if err != nil {
		return 0, err
	}
	v, err := mulDiv(n, int64(step), 1, r)
	return within(v, err)
}

func within(v int64, err error) (Amount, error) {
	if err != nil || !Amount(v).Valid() {
		return 0, ErrOverflow
	}
	return Amount(v), nil
}

// mulDiv is a × b ÷ den in 128 bits, rounded once; den must be positive.
func mulDiv(a, b, den int64, r Rounding) (int64, error) {
	if den <= 0 {
		return 0, ErrOverflow
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	d := uint64(den)
	if hi >= d {
		return 0, ErrOverflow
	}
	q, rest := bits.Div64(hi, lo, d)
	if q > math.MaxInt64 { // before the step up too: 2^64 - 1/2 would become 0
		return 0, ErrOverflow
	}
	if up(q, rest, d, r) {
		q++
	}
	if q > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if (a < 0) != (b < 0) {
		return -int64(q), nil
	}
	return int64(q), nil
}

func up(q, rest, d uint64, r Rounding) bool {
	half := rest > d-rest || rest == d-rest && rest != 0
	switch r {
	case HalfUp:
		return half
	case HalfEven:
		return rest > d-rest || half && q%2 == 1
	default:
		return false
	}
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return uint64(-(v + 1)) + 1
	}
	return uint64(v)
}
