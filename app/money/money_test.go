package money

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// edges are the numbers where 64 bits break.
func edges() []int64 {
	list := []int64{0, 1, 2, 3, 5, 10, 999, 1000, 9_999, 10_000, 10_000_000, int64(Limit) - 1, int64(Limit), int64(Limit) + 1,
		math.MaxInt32, math.MaxInt32 + 1, 1 << 62, math.MaxInt64 - 1, math.MaxInt64, 145_295_143_558_111, 253_921}
	for _, v := range list {
		list = append(list, -v)
	}
	return append(list, math.MinInt64, math.MinInt64+1)
}

// exactly is a × b ÷ den with big numbers, rounded; ok is false where it does not fit.
func exactly(a, b, den int64, r Rounding) (v int64, ok bool) {
	if den <= 0 {
		return 0, false
	}
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	q, rest := new(big.Int).QuoRem(product, big.NewInt(den), new(big.Int)) // toward zero
	twice := rest.Abs(rest).Lsh(rest, 1).Cmp(big.NewInt(den))
	if r == HalfUp && twice >= 0 || r == HalfEven && (twice > 0 || twice == 0 && q.Bit(0) == 1) {
		q.Add(q, big.NewInt(int64(product.Sign())))
	}
	// MinInt64 is refused too: it has no mirror.
	return q.Int64(), q.IsInt64() && q.Int64() != math.MinInt64
}

func agrees(t *testing.T, a, b, den int64, r Rounding) {
	t.Helper()
	got, err := mulDiv(a, b, den, r)
	want, ok := exactly(a, b, den, r)
	if ok != (err == nil) || ok && got != want || !ok && (got != 0 || !errors.Is(err, ErrOverflow)) {
		t.Fatalf("%d × %d ÷ %d (%d): got %d, %v; want %d, %v", a, b, den, r, got, err, want, ok)
	}
}

func TestProductsAreExactAtTheEdges(t *testing.T) {
	for _, a := range edges() {
		for _, b := range edges() {
			for _, den := range edges() {
				for r := HalfUp; r <= Down; r++ {
					agrees(t, a, b, den, r)
				}
			}
		}
	}
}

func TestProductsAreExactForRandomNumbers(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	some := func() int64 { return int64(dice.Uint64()) >> dice.IntN(64) }
	for range 300_000 {
		den := some()
		if den < 0 {
			den = -(den + 1)
		}
		agrees(t, some(), some(), den, Rounding(dice.IntN(3)))
	}
}

func FuzzProductsAreExact(f *testing.F) {
	f.Add(int64(253_921), int64(145_295_143_558_111), int64(2), uint8(0))
	f.Add(int64(math.MinInt64), int64(math.MinInt64), int64(math.MaxInt64), uint8(1))
	f.Fuzz(func(t *testing.T, a, b, den int64, r uint8) { agrees(t, a, b, den, Rounding(r%3)) })
}

func TestAProductJustBelowTwoToThe64IsRefusedNotWrapped(t *testing.T) {
	// 253,921 × 145,295,143,558,111 is 2^65 - 1, so the half of it rounds up to 2^64.
	if got, err := Amount(253_921).Share(145_295_143_558_111, 2, HalfUp); err == nil {
		t.Errorf("got %d", got)
	}
}

func TestRoundingMirrors(t *testing.T) {
	tests := []struct {
		num                    int64 // tenths
		halfUp, halfEven, down Amount
	}{{24, 2, 2, 2}, {25, 3, 2, 2}, {26, 3, 3, 2}, {35, 4, 4, 3}, {5, 1, 0, 0}, {4, 0, 0, 0}, {20, 2, 2, 2}, {29, 3, 3, 2}, {0, 0, 0, 0}}
	for _, tt := range tests {
		for r, want := range []Amount{tt.halfUp, tt.halfEven, tt.down} {
			for _, side := range []int64{1, -1} {
				if got, err := Amount(side).Share(tt.num, 10, Rounding(r)); err != nil || got != want*Amount(side) {
					t.Errorf("%d tenths by %d: got %d, %v; want %d", side*tt.num, r, got, err, want*Amount(side))
				}
			}
		}
	}
}

func TestFloorCutsDownwardAndKeepsTheRest(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	check := func(a, num, den int64) {
		whole, rest, err := Amount(a).Floor(num, den)
		product := new(big.Int).Mul(big.NewInt(a), big.NewInt(num))
		want, left := new(big.Int), new(big.Int)
		ok := den > 0
		if ok {
			want.DivMod(product, big.NewInt(den), left) // Euclid: downward
			ok = want.IsInt64() && Amount(want.Int64()).Valid()
		}
		if ok != (err == nil) || ok && (int64(whole) != want.Int64() || rest != left.Int64()) || !ok && (whole != 0 || rest != 0) {
			t.Fatalf("%d × %d ÷ %d: got %d and %d, %v; want %d and %d, %v", a, num, den, whole, rest, err, want, left, ok)
		}
	}
	for _, a := range edges() {
		for _, num := range edges() {
			for _, den := range edges() {
				check(a, num, den)
			}
		}
	}
	for range 200_000 {
		check(int64(dice.Uint64())>>dice.IntN(64), int64(dice.Uint64())>>dice.IntN(64), int64(dice.Uint64()>>(1+dice.IntN(63))))
	}
}

func TestAmountsOutsideTheLimitAreRefused(t *testing.T) {
	results := map[string]func() (Amount, error){
		"plus one":           func() (Amount, error) { return (Limit - 1).Plus(1) },
		"minus one":          func() (Amount, error) { return (1 - Limit).Plus(-1) },
		"plus a wild one":    func() (Amount, error) { return Amount(1).Plus(math.MaxInt64) },
		"a wild one plus":    func() (Amount, error) { return Amount(math.MinInt64).Plus(math.MinInt64) },
		"sum of three":       func() (Amount, error) { return Sum(Limit-1, 1, -1) },
		"price × quantity":   func() (Amount, error) { return UnitPrice(Limit).Times(PerMinor*One, HalfUp) },
		"× most":             func() (Amount, error) { return UnitPrice(math.MaxInt64).Times(math.MaxInt64, HalfUp) },
		"twice":              func() (Amount, error) { return (2 * Whole).Of(Limit/2, HalfUp) },
		"inside a wild rate": func() (Amount, error) { return Rate(1).Inside(100, math.MaxInt64, HalfUp) },
		"inside below zero":  func() (Amount, error) { return Rate(1).Inside(100, -1, HalfUp) },
		"no part":            func() (Amount, error) { return Amount(1).Share(1, 0, HalfUp) },
		"to a step":          func() (Amount, error) { return (Limit - 1).ToStep(10, HalfUp) },
		"to no step":         func() (Amount, error) { return Limit.ToStep(0, HalfUp) },
	}
	for name, do := range results {
		if got, err := do(); got != 0 || !errors.Is(err, ErrOverflow) {
			t.Errorf("%s: got %d, %v", name, got, err)
		}
	}
	if got, err := PriceOf(Limit); got != 0 || !errors.Is(err, ErrOverflow) {
		t.Errorf("price of the limit: got %d, %v", got, err)
	}
}

func TestWorkedExamples(t *testing.T) {
	tests := []struct {
		name string
		do   func() (Amount, error)
		want Amount
	}{
		{"0.742 kg at 1.89", func() (Amount, error) { return UnitPrice(1_890_000).Times(742, HalfUp) }, 140},
		{"250 screws at 0.0125 cents", func() (Amount, error) { return UnitPrice(125).Times(250*One, HalfUp) }, 3},
		{"two given back", func() (Amount, error) { return UnitPrice(1_890_000).Times(-2*One, HalfUp) }, -378},
		{"19 % of 100.00", func() (Amount, error) { return Rate(190_000).Of(10_000, HalfUp) }, 1_900},
		{"19 % inside 119.00", func() (Amount, error) { return Rate(190_000).Inside(11_900, 190_000, HalfUp) }, 1_900},
		{"9 % of two inside 118.00", func() (Amount, error) { return Rate(90_000).Inside(11_800, 180_000, HalfUp) }, 900},
		{"13.67 to 0.05", func() (Amount, error) { return Amount(1367).ToStep(5, HalfUp) }, 1365},
		{"13.68 to 0.05", func() (Amount, error) { return Amount(1368).ToStep(5, HalfUp) }, 1370},
		{"-13.68 to 0.05", func() (Amount, error) { return Amount(-1368).ToStep(5, HalfUp) }, -1370},
		{"13.69 to 0.05, down", func() (Amount, error) { return Amount(1369).ToStep(5, Down) }, 1365},
		{"step of one", func() (Amount, error) { return Amount(1367).ToStep(1, HalfUp) }, 1367},
		{"sum", func() (Amount, error) { return Sum(1, 2, -5) }, -2},
		{"sum of none", func() (Amount, error) { return Sum() }, 0},
	}
	for _, tt := range tests {
		if got, err := tt.do(); err != nil || got != tt.want {
			t.Errorf("%s: got %d, %v; want %d", tt.name, got, err, tt.want)
		}
	}
	if p, err := PriceOf(189); err != nil || p != 1_890_000 {
		t.Errorf("the price of 1.89 is %d, %v", p, err)
	}
}
