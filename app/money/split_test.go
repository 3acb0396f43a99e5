package money

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name    string
		total   Amount
		weights []Amount
		want    []Amount
	}{
		{"the earlier wins a tie", 100, []Amount{1, 1, 1}, []Amount{34, 33, 33}},
		{"given back", -100, []Amount{1, 1, 1}, []Amount{-34, -33, -33}},
		{"the larger remainder wins", 10, []Amount{1, 2}, []Amount{3, 7}},
		{"two units left", 5, []Amount{1, 1, 1, 1}, []Amount{2, 1, 1, 1}},
		{"a weight of nothing gets nothing", 100, []Amount{0, 3, 0}, []Amount{0, 100, 0}},
		{"no weights at all: the first", 7, []Amount{0, 0}, []Amount{7, 0}},
		{"nothing to share", 0, []Amount{1, 2}, []Amount{0, 0}},
		{"nobody, nothing", 0, nil, []Amount{}},
		{"at the limit", Limit - 1, []Amount{Limit - 2, 1}, []Amount{Limit - 2, 1}},
	}
	for _, tt := range tests {
		if got, err := Split(tt.total, tt.weights); err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestASplitThatCannotBeIsRefused(t *testing.T) {
	for name, do := range map[string]func() ([]Amount, error){
		"nobody takes it":    func() ([]Amount, error) { return Split(1, nil) },
		"negative weight":    func() ([]Amount, error) { return Split(1, []Amount{2, -1}) },
		"total too large":    func() ([]Amount, error) { return Split(Limit, []Amount{1}) },
		"lowest total":       func() ([]Amount, error) { return Split(math.MinInt64, []Amount{1}) },
		"weights too large":  func() ([]Amount, error) { return Split(1, []Amount{Limit - 1, 1}) },
		"a weight too large": func() ([]Amount, error) { return Split(1, []Amount{math.MaxInt64}) },
	} {
		if got, err := do(); got != nil || !errors.Is(err, ErrOverflow) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestSplitsAddUpAndAreFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := Amount(rapid.Int64Range(1-int64(Limit), int64(Limit)-1).Draw(t, "total"))
		top := rapid.SampledFrom([]int64{1, 3, 100, 100_000, int64(Limit) / 64}).Draw(t, "top")
		raw := rapid.SliceOfN(rapid.Int64Range(0, top), 1, 60).Draw(t, "weights")
		weights, all := make([]Amount, len(raw)), int64(0)
		for i, w := range raw {
			weights[i], all = Amount(w), all+w
		}
		parts, err := Split(total, weights)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Split(-total, weights)
		if err != nil {
			t.Fatal(err)
		}
		var sum Amount
		for i, p := range parts {
			sum += p
			if back[i] != -p {
				t.Fatalf("part %d: %d does not mirror %d", i, back[i], p)
			}
			if all == 0 {
				continue
			}
			// |part - total × weight ÷ all| < 1
			off := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(all))
			off.Sub(off, new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(raw[i])))
			if off.CmpAbs(big.NewInt(all)) >= 0 {
				t.Fatalf("part %d: %d of %d is not the share of %d in %d", i, p, total, raw[i], all)
			}
		}
		if sum != total {
			t.Fatalf("%v sum to %d, not %d", parts, sum, total)
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	dice := rand.New(rand.NewPCG(5, 6))
	weights := make([]Amount, 1000)
	for i := range weights {
		weights[i] = Amount(dice.Int64N(10_000))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Split(123_456, weights); err != nil {
			b.Fatal(err)
		}
	}
}
