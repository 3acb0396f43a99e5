package escpos

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean makes a text harmless: what is left is visible characters and plain spaces, composed (NFC).
//
// Control characters (C0 with ESC, GS, FS and DLE; DEL; C1), format characters (zero width, soft hyphen, changes of
// the writing direction) and selectors are taken out; line breaks, tabs and every kind of space become one plain
// space each; what is no UTF-8 becomes "?".
func Clean(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range strings.ToValidUTF8(text, "?") {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || unicode.In(r, unicode.Z):
			b.WriteByte(' ')
		case r == unicode.ReplacementChar:
			b.WriteByte('?')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Variation_Selector), filler(r):
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String()) // last, because what was taken out may have stood between a letter and its accent
}

// filler tells the letters of Hangul that are there to be not seen.
func filler(r rune) bool {
	return r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}

// typewriter gives the plain writing of a typographic character, or "".
func typewriter(r rune) string {
	switch r {
	case '«', '»', '“', '”', '„', '‟', '″':
		return `"`
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ':
		return "'"
	case '‐', '‑', '‒', '–', '—', '―', '−', '─':
		return "-"
	case '…':
		return "..."
	case '№':
		return "No"
	case '•', '·', '∙':
		return "*"
	case '×':
		return "x"
	case '™':
		return "(TM)"
	case '®':
		return "(R)"
	case '©':
		return "(C)"
	}
	return ""
}

// written gives the name of a sign of money that could be neither encoded nor drawn, or "".
func written(r rune, cyrillic bool) string {
	switch r {
	case '₽':
		if cyrillic {
			return "руб."
		}
		return "RUB"
	case '€':
		return "EUR"
	case '£':
		return "GBP"
	case '¥':
		return "JPY"
	case '₴':
		return "UAH"
	case '₸':
		return "KZT"
	case '₾':
		return "GEL"
	case '₼':
		return "AZN"
	case '₹':
		return "INR"
	case '₺':
		return "TRY"
	}
	return ""
}

// bare gives a letter without its accents: ő is o.
func bare(r rune) rune {
	for _, first := range norm.NFKD.String(string(r)) {
		return first
	}
	return r
}
