package money

import (
	"errors"
	"strconv"
	"strings"
)

// ErrNotANumber says that a text is not a decimal number in the plain form "-12.34".
var ErrNotANumber = errors.New("money: not a decimal number")

// Plain prints the amount as a plain decimal number with a point, for files and programs: 1367 at exponent 2 is "13.67".
// What a person sees is printed by app/text.
func (a Amount) Plain(exponent int) string { return plain(int64(a), exponent, exponent) }

// String prints the quantity as a plain decimal number without needless zeros: 742 is "0.742", 2000 is "2".
func (q Qty) String() string { return plain(int64(q), 3, 0) }

// Percent prints the rate as per cent without needless zeros: 88,750 is "8.875".
func (t Rate) Percent() string { return plain(int64(t), 4, 0) }

// Plain prints the price of a unit in the currency with at least exponent decimals: 1,890,000 at exponent 2 is "1.89".
func (p UnitPrice) Plain(exponent int) string { return plain(int64(p), exponent+4, exponent) }

// ParseQty reads a plain decimal number of at most three decimals.
func ParseQty(s string) (Qty, error) {
	v, err := ParsePlain(s, 3)
	return Qty(v), err
}

// ParsePlain reads a plain decimal number ("-12.34", no grouping, a point) of at most the given decimals into a
// count of its smallest unit. Errors: [ErrNotANumber], [ErrOverflow]. More decimals than allowed are refused, never rounded.
func ParsePlain(s string, decimals int) (int64, error) {
	sign, rest := "", s
	if strings.HasPrefix(s, "-") {
		sign, rest = s[:1], s[1:]
	}
	whole, frac, point := strings.Cut(rest, ".")
	if whole == "" || point && frac == "" || len(frac) > decimals || !digits(whole) || !digits(frac) {
		return 0, ErrNotANumber
	}
	v, err := strconv.ParseInt(sign+whole+frac+strings.Repeat("0", decimals-len(frac)), 10, 64)
	if err != nil {
		return 0, ErrOverflow
	}
	return v, nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// plain prints v ÷ 10^decimals, keeping at least keep decimals and no further trailing zeros.
func plain(v int64, decimals, keep int) string {
	sign := ""
	if v < 0 {
		sign = "-"
	}
	s := strconv.FormatUint(magnitude(v), 10)
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals+1-len(s)) + s
	}
	whole, frac := s[:len(s)-decimals], s[len(s)-decimals:]
	for len(frac) > keep && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	if frac == "" {
		return sign + whole
	}
	return sign + whole + "." + frac
}
