package inventory

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kassa/app/fault"
	"kassa/app/shop"
)

// errCode and errDigit say what is wrong with a code.
var (
	errCode  = errors.New("not a barcode")
	errDigit = errors.New("wrong check digit")
)

// CleanName makes a text a name: one line, composed letters, no control or invisible characters, single blanks, at most
// [shop.MaxName] letters. It is empty when nothing visible is left.
func CleanName(s string) string {
	seen := false
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff':
			return -1
		}
		seen = seen || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S)
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if !seen {
		return ""
	}
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	if letters := []rune(s); len(letters) > shop.MaxName {
		s = strings.TrimSpace(string(letters[:shop.MaxName]))
	}
	return s
}

// cleanNote makes a text a note: lines of visible letters, without control or invisible characters.
func cleanNote(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	kept := lines[:0]
	for _, line := range lines {
		if line = CleanName(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// typed is a note of a document: cleaned, and refused where it is too long.
func typed(s string) (string, error) {
	if utf8.RuneCountInString(s) > shop.MaxNote {
		return "", fault.New(fault.TextTooLong, fault.Args{"limit": shop.MaxNote})
	}
	return cleanNote(s), nil
}

// cleanCode makes a text a barcode: printable ASCII of at most [shop.MaxBarcode] characters. Digits lose what a
// spreadsheet added: ".0" behind them, and zeros in front beyond 14 places.
func cleanCode(s string) (string, error) {
	s = strings.TrimSpace(s)
	if whole, ok := strings.CutSuffix(s, ".0"); ok && len(whole) >= 8 && digits(whole) {
		s = whole
	}
	for len(s) > 14 && s[0] == '0' && digits(s) {
		s = s[1:]
	}
	if s == "" || len(s) > shop.MaxBarcode || scientific(s) {
		return s, errCode
	}
	for _, r := range s {
		if r <= ' ' || r > '~' {
			return s, errCode
		}
	}
	switch len(s) {
	case 8, 12, 13, 14:
		if digits(s) && !shop.GTIN(s) {
			return s, errDigit
		}
	}
	return s, nil
}

// scientific is what a spreadsheet makes of a long number: 4.00638E+12. The digits are lost.
func scientific(s string) bool {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(s), "E+")
	return found && digits(exponent) && digits(strings.Replace(strings.Replace(mantissa, ",", "", 1), ".", "", 1))
}

// bare is a code without what its spellings differ in: two codes with the same bare form are one.
func bare(code string) string {
	if !digits(code) || len(code) > 14 {
		return code
	}
	if b := strings.TrimLeft(code, "0"); len(b) >= 5 {
		return b
	}
	return code
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// short keeps a text from outside readable in a message.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
