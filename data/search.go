package data

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kassa/app/shop"
)

// longestWord bounds a stored word in letters; what is typed is cut the same way.
const longestWord = 40

// fold writes a text as it is searched: small letters, without accents, ё as е. The letter й stays itself: it is no и
// with an accent to whoever reads it. "Crème Brûlée, ЧЁРНЫЙ" becomes "creme brulee, черный".
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFC.String(strings.ToLower(text)) {
		switch {
		case r < unicode.MaxASCII, 'а' <= r && r <= 'я':
			b.WriteRune(r)
		case r == 'ё':
			b.WriteRune('е')
		default:
			for _, part := range norm.NFKD.String(string(r)) {
				if !unicode.Is(unicode.Mn, part) {
					b.WriteRune(part)
				}
			}
		}
	}
	return b.String()
}

// wordsIn cuts a text into folded words: runs of letters and digits, each once, in order of their appearance.
func wordsIn(texts ...string) []string {
	var all []string
	for _, text := range texts {
		for _, w := range strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if w = shorten(w, longestWord); !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return all
}

func shorten(text string, letters int) string {
	n := 0
	for i := range text {
		if n == letters {
			return text[:i]
		}
		n++
	}
	return text
}

// wordsOf are the words under which a product is found, in the order of the alphabet: of its names in all languages,
// its SKU and its barcodes.
func wordsOf(p shop.Product) []string {
	texts := []string{p.SKU}
	for _, name := range p.Names {
		texts = append(texts, name)
	}
	for _, b := range p.Barcodes {
		texts = append(texts, b.Code)
	}
	all := wordsIn(texts...)
	slices.Sort(all)
	return all
}

// sortName is a name as lists are ordered by it.
func sortName(name string) string {
	return shorten(strings.Join(strings.Fields(fold(name)), " "), shop.MaxName)
}

// after is the first text behind all that begin with a prefix, in the order of bytes.
func after(prefix string) string { return prefix + string(unicode.MaxRune) }
