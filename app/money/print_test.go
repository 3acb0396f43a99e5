package money

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestPrinting(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{Amount(1367).Plain(2), "13.67"},
		{Amount(-5).Plain(2), "-0.05"},
		{Amount(100).Plain(2), "1.00"},
		{Amount(900).Plain(0), "900"},
		{Amount(-3250).Plain(3), "-3.250"},
		{Amount(0).Plain(2), "0.00"},
		{Qty(742).String(), "0.742"},
		{Qty(2000).String(), "2"},
		{Qty(-1500).String(), "-1.5"},
		{Rate(190_000).Percent(), "19"},
		{Rate(88_750).Percent(), "8.875"},
		{UnitPrice(1_890_000).Plain(2), "1.89"},
		{UnitPrice(125).Plain(2), "0.000125"},
		{UnitPrice(-1_890_050).Plain(2), "-1.89005"},
		{UnitPrice(math.MinInt64).Plain(0), "-922337203685477.5808"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

func TestParsing(t *testing.T) {
	good := []struct {
		text     string
		decimals int
		want     int64
	}{
		{"13.67", 2, 1367}, {"13.6", 2, 1360}, {"13", 2, 1300}, {"-0.05", 2, -5}, {"0", 0, 0}, {"-0", 2, 0}, {"007", 0, 7},
		{"9223372036854775807", 0, math.MaxInt64}, {"-9223372036854775808", 0, math.MinInt64}, {strings.Repeat("0", 300) + "1", 1, 10},
	}
	for _, tt := range good {
		if got, err := ParsePlain(tt.text, tt.decimals); err != nil || got != tt.want {
			t.Errorf("%s: got %d, %v; want %d", tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "-", ".", "1.", ".5", "-.5", "--1", "+1", "1e9", "0x10", "NaN", "Inf", "1,5", "1 000", "1_000", " 1", "1 ", "1.2.3", "٣", "12.345"} {
		if got, err := ParsePlain(text, 2); got != 0 || !errors.Is(err, ErrNotANumber) {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"9223372036854775808", "-9223372036854775809", strings.Repeat("9", 300)} {
		if got, err := ParsePlain(text, 0); got != 0 || !errors.Is(err, ErrOverflow) {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
	}
	if q, err := ParseQty("0.742"); q != 742 || err != nil {
		t.Errorf("got %d, %v", q, err)
	}
}

func FuzzWhatIsPrintedIsReadBack(f *testing.F) {
	for _, v := range edges() {
		f.Add(v, uint8(2))
		f.Add(v, uint8(0))
		f.Add(v, uint8(18))
	}
	f.Fuzz(func(t *testing.T, v int64, decimals uint8) {
		n := int(decimals % 19)
		for _, text := range []string{plain(v, n, n), plain(v, n, 0)} {
			if got, err := ParsePlain(text, n); err != nil || got != v {
				t.Errorf("%d with %d decimals is printed %s and read as %d, %v", v, n, text, got, err)
			}
		}
	})
}

func FuzzOnlyPlainNumbersAreRead(f *testing.F) {
	for _, text := range []string{"13.67", "-0.05", "1.", "1e9", "٣", "", "-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParsePlain(text, 3)
		if err != nil {
			if v != 0 {
				t.Errorf("%q: %d beside %v", text, v, err)
			}
			return
		}
		bare := strings.TrimPrefix(text, "-")
		if strings.Trim(bare, "0123456789.") != "" || strings.Count(bare, ".") > 1 {
			t.Errorf("%q was read as %d", text, v)
		}
	})
}
