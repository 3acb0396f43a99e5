package wedge

import (
	"strings"
	"unicode"
)

// The keys of a keyboard from the left, as the Russian and the Latin layout write them. A scanner presses
// keys, so a code read under the Russian layout comes out in Russian letters.
const (
	russianKeys = `ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?/\|`
	latinKeys   = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&|\\|"
)

// latin gives a code as its keys write it in the Latin layout, if all its letters are Russian ones.
// A code with Latin letters, or with none, stays as it is: then the layout was not Russian, or does not matter.
func latin(code string) string {
	russian := false
	for _, r := range code {
		if unicode.Is(unicode.Latin, r) {
			return code
		}
		russian = russian || unicode.Is(unicode.Cyrillic, r)
	}
	if !russian {
		return code
	}
	from, to := []rune(russianKeys), []rune(latinKeys)
	return strings.Map(func(r rune) rune {
		for i, f := range from {
			if f == r {
				return to[i]
			}
		}
		return r
	}, code)
}
