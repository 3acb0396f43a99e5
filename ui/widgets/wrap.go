package widgets

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks a text into at most two lines at a space; the second ends with an ellipsis if more was left.
func wrap(s string, width, size float32, bold bool) (first, second string) {
	return wrapBy(fit, s, width, size, bold)
}

// wrapName is wrap for the name of a product.
func wrapName(s string, width, size float32, bold bool) (first, second string) {
	return wrapBy(fitName, s, width, size, bold)
}

func wrapBy(shorten func(string, float32, float32, bool) string, s string, width, size float32, bold bool) (first, second string) {
	if fits(s, width, size, bold) {
		return s, ""
	}
	runes := []rune(s)
	cut, poor := 0, 0 // poor is a break that tears a number from its unit
	for i, r := range runes {
		if r != ' ' {
			continue
		}
		if !fits(string(runes[:i]), width, size, bold) {
			break
		}
		if tearsUnit(runes, i) {
			poor = i
		} else {
			cut = i
		}
	}
	if cut == 0 {
		cut = poor
	}
	if cut == 0 { // one long word: break it where the line ends
		cut = longestHead(runes, width, size, bold)
		return string(runes[:cut]), shorten(string(runes[cut:]), width, size, bold)
	}
	return string(runes[:cut]), shorten(string(runes[cut+1:]), width, size, bold)
}

// tearsUnit tells whether a line break at a space would part "1" from "l" or "82" from "%".
func tearsUnit(runes []rune, space int) bool {
	if space == 0 || runes[space-1] < '0' || runes[space-1] > '9' {
		return false
	}
	rest := runes[space+1:]
	n := 0
	for n < len(rest) && rest[n] != ' ' {
		n++
	}
	return n <= 2 && (n == 0 || rest[0] < '0' || rest[0] > '9')
}

func longestHead(runes []rune, width, size float32, bold bool) int {
	n := 1
	for n < len(runes) && fits(string(runes[:n+1]), width, size, bold) {
		n++
	}
	return n
}

// fitName shortens the name of a product like fit, but keeps the size of the pack at its end, which tells it from its
// neighbour: "Хлеб бородинский 600 г" becomes «Хлеб бор… 600 г».
func fitName(s string, width, size float32, bold bool) string {
	name, pack := packOf(s)
	if pack == "" || fits(s, width, size, bold) {
		return fit(s, width, size, bold)
	}
	runes := []rune(name)
	for n := len(runes) - 1; n > 2; n-- {
		head := strings.TrimRight(string(runes[:n]), " ,.-%0123456789") // half a number would be a wrong one
		if short := head + ellipsis + " " + pack; head != "" && fits(short, width, size, bold) {
			return short
		}
	}
	return fit(s, width, size, bold)
}

// packOf parts the size of the pack from the end of a name: "600 g", "×10", "0,75л"; "" where there is none.
func packOf(s string) (name, pack string) {
	at := strings.LastIndexByte(s, ' ')
	if at <= 0 {
		return s, ""
	}
	if last := s[at+1:]; !beginsSize(last) {
		unit := utf8.RuneCountInString(last) <= 3
		if at = strings.LastIndexByte(s[:at], ' '); at <= 0 || !unit || !beginsSize(s[at+1:]) {
			return s, ""
		}
	}
	return strings.TrimRight(s[:at], " ,"), s[at+1:]
}

func beginsSize(s string) bool {
	s = strings.TrimPrefix(s, "×")
	return s != "" && s[0] >= '0' && s[0] <= '9'
}
