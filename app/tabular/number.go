package tabular

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

// maxNumber is the longest text that is looked at as a number, in bytes.
const maxNumber = 100

// ParseDecimal reads a number as people write it and returns it times 10^decimals (0 to 18): "1 234,5" with 2 decimals is
// 123450. It takes thousands in threes divided by comma, point, apostrophe or any blank; a decimal comma or point; a sign (hyphen
// or U+2212) in front; one currency sign, code or word before or after. Where a single comma or point could be either mark,
// the style decides. Errors: NumberSyntax (exponents, NaN, hexadecimal, digits that are not 0 to 9, uneven thousands, no
// digit), NumberAmbiguous, NumberDecimals (decimals are never rounded away; surplus zeros do not count), NumberRange.
func ParseDecimal(s string, decimals int, style Style) (int64, error) {
	if decimals < 0 || decimals > 18 {
		return 0, &Error{Kind: NumberRange, Limit: 18, Got: int64(decimals)}
	}
	n, kind := split(s, style)
	if kind != "" {
		return 0, &Error{Kind: kind, Text: clip(s)}
	}
	fraction := n.fraction
	if len(fraction) > decimals {
		fraction = fraction[:decimals] + strings.TrimRight(fraction[decimals:], "0")
	}
	if len(fraction) > decimals {
		return 0, &Error{Kind: NumberDecimals, Text: clip(s), Limit: int64(decimals), Got: int64(len(strings.TrimRight(fraction, "0")))}
	}
	fraction += strings.Repeat("0", decimals-len(fraction))
	v, err := strconv.ParseInt("0"+n.whole+fraction, 10, 64)
	if err != nil {
		return 0, &Error{Kind: NumberRange, Text: clip(s)}
	}
	if n.negative {
		v = -v
	}
	return v, nil
}

// ParsePercent reads a number like ParseDecimal, with or without a per cent sign behind it and without a currency: "20 %" with 2
// decimals is 2000.
func ParsePercent(s string, decimals int, style Style) (int64, error) {
	if CurrencyMark(s) != "" {
		return 0, &Error{Kind: NumberSyntax, Text: clip(s)}
	}
	v, err := ParseDecimal(strings.TrimSuffix(strings.TrimSpace(s), "%"), decimals, style)
	if e, ok := err.(*Error); ok {
		e.Text = clip(s)
	}
	return v, err
}

// CurrencyMark gives the currency sign, code or word beside a number, as written ("€", "USD", "руб."), or "". An
// importer that knows its own currency can refuse a foreign one.
func CurrencyMark(s string) string {
	_, _, mark, _ := unwrap(s)
	return mark
}

// number is a number cut into its digits.
type number struct {
	negative        bool
	whole, fraction string
	mark            byte // the decimal mark that the number itself proves: '.', ',' or 0
}

// split cuts a written number. Kind is "" when it could.
func split(s string, style Style) (number, Kind) {
	if len(s) > maxNumber {
		return number{}, NumberSyntax
	}
	body, negative, _, ok := unwrap(s)
	if !ok {
		return number{}, NumberSyntax
	}
	plain, ok := plainMarks(body)
	if !ok {
		return number{}, NumberSyntax
	}
	at, proven, kind := decimalMark(plain, style)
	if kind != "" {
		return number{}, kind
	}
	whole, fraction := plain, ""
	if at >= 0 {
		whole, fraction = plain[:at], plain[at+1:]
	}
	joined, ok := joinThousands(whole)
	if !ok || !digits(fraction) || joined+fraction == "" {
		return number{}, NumberSyntax
	}
	return number{negative: negative, whole: joined, fraction: fraction, mark: proven}, ""
}

// plainMarks turns every blank into ' ' and every apostrophe into the straight one, and refuses anything but digits and marks.
func plainMarks(s string) (string, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',', r == '\'':
			out = append(out, byte(r))
		case r == '’':
			out = append(out, '\'')
		case blank(r):
			out = append(out, ' ')
		default:
			return "", false
		}
	}
	return string(out), true
}

// decimalMark finds the decimal mark: its place or -1, and the mark that the number proves on its own (0 when the style or
// nothing at all decided). With both marks the last is the decimal one; a mark that comes twice divides thousands; a single
// one is the decimal mark unless exactly three digits follow one to three digits without a leading zero.
func decimalMark(s string, style Style) (at int, proven byte, kind Kind) {
	point, comma := strings.Count(s, "."), strings.Count(s, ",")
	at = strings.LastIndexAny(s, ".,")
	switch {
	case at < 0:
		return -1, 0, ""
	case point > 0 && comma > 0:
		if strings.Count(s, s[at:at+1]) > 1 {
			return 0, 0, NumberSyntax
		}
		return at, s[at], ""
	case point > 1:
		return -1, ',', ""
	case comma > 1:
		return -1, '.', ""
	}
	if before := s[:at]; len(s)-at-1 != 3 || at < 1 || at > 3 || before[0] == '0' || !digits(before) {
		return at, s[at], ""
	}
	switch {
	case style == StyleUnknown:
		return 0, 0, NumberAmbiguous
	case (style == StylePoint) == (s[at] == '.'):
		return at, 0, ""
	}
	return -1, 0, ""
}

// joinThousands takes the marks out of a whole number: one kind of mark, three digits behind each, one to three before.
func joinThousands(s string) (string, bool) {
	at := strings.IndexAny(s, ".,' ")
	if at < 0 {
		return s, digits(s)
	}
	groups := strings.Split(s, s[at:at+1])
	if first := groups[0]; len(first) < 1 || len(first) > 3 || first[0] == '0' {
		return "", false
	}
	for i, g := range groups {
		if !digits(g) || i > 0 && len(g) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// digits reports whether there is nothing but 0 to 9.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// blank reports whether the rune is a space that people or programs put into numbers.
func blank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u00A0' || r == '\u2007' || r == '\u2009' || r == '\u202F'
}

// unwrap takes blanks, one sign and one currency mark off a number.
func unwrap(s string) (body string, negative bool, mark string, ok bool) {
	s = strings.TrimFunc(s, blank)
	front, s := cutFront(s)
	signed := false
	for _, sign := range []string{"+", "-", "\u2212"} {
		if rest, found := strings.CutPrefix(s, sign); found && !signed {
			signed, negative = true, sign != "+"
			s = strings.TrimLeftFunc(rest, blank)
		}
	}
	if front == "" {
		front, s = cutFront(s)
	}
	back, s := cutBack(s)
	if front != "" && back != "" {
		return "", false, "", false
	}
	return s, negative, front + back, true
}

// cutFront takes a currency mark off the front: "€", "US$", "EUR", "руб.".
func cutFront(s string) (mark, rest string) {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if n < 0 {
		return "", s
	}
	word := s[:n]
	if r, size := utf8.DecodeRuneInString(s[n:]); unicode.Is(unicode.Sc, r) && n <= 3 {
		n += size
	} else if !currencyWord(word) {
		return "", s
	} else if strings.HasPrefix(s[n:], ".") {
		n++
	}
	return s[:n], strings.TrimLeftFunc(s[n:], blank)
}

// cutBack takes a currency mark off the end.
func cutBack(s string) (mark, rest string) {
	if r, size := utf8.DecodeLastRuneInString(s); unicode.Is(unicode.Sc, r) {
		n := len(s) - size
		return s[n:], strings.TrimRightFunc(s[:n], blank)
	}
	bare := strings.TrimSuffix(s, ".")
	n := len(strings.TrimRightFunc(bare, unicode.IsLetter))
	if !currencyWord(bare[n:]) {
		return "", s
	}
	return s[n:], strings.TrimRightFunc(s[:n], blank)
}

// currencyWord knows the three-letter codes of ISO 4217 and what people write for the money of our shops.
func currencyWord(w string) bool {
	switch strings.ToLower(w) {
	case "":
		return false
	case "р", "руб", "рубль", "рубля", "рублей", "тг", "тенге", "грн", "сум", "сом", "сомони", "лв", "лей", "драм", "евро",
		"euro", "kr", "zł", "kč", "ft", "lei", "fr", "sfr", "din", "лари", "манат":
		return true
	}
	_, err := currency.ParseISO(w)
	return len(w) == 3 && err == nil
}
