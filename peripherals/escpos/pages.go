package escpos

import (
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// order is the order in which pages are preferred when they hold a run equally well.
var order = [...]Page{CP437, CP858, CP866, CP1251}

// table gives the characters of a page.
func table(page Page) *charmap.Charmap {
	switch page {
	case CP437:
		return charmap.CodePage437
	case CP858:
		return charmap.CodePage858
	case CP866:
		return charmap.CodePage866
	case CP1251:
		return charmap.Windows1251
	}
	return nil
}

// encodeRune gives the byte of a character on a page. ASCII is the same on every page, also on none.
func encodeRune(page Page, r rune) (byte, bool) {
	if r >= 0x20 && r < 0x7F {
		return byte(r), true
	}
	if r < 0xA0 {
		return 0, false
	}
	t := table(page)
	if t == nil {
		return 0, false
	}
	b, ok := t.EncodeRune(r)
	return b, ok && b >= 0x80
}

// pages are the pages of a profile in the order of preference.
func (p Profile) pages() []Page {
	var have []Page
	for _, page := range order {
		if _, ok := p.CodePages[page]; ok {
			have = append(have, page)
		}
	}
	return have
}

// holds tells whether some page of the printer has the character.
func (p Profile) holds(r rune) bool {
	if _, ok := encodeRune("", r); ok {
		return true
	}
	for _, page := range p.pages() {
		if _, ok := encodeRune(page, r); ok {
			return true
		}
	}
	return false
}

// spell cleans a text and replaces what the printer cannot print. drawable tells what may stay as it is because the
// line will be drawn. The answer is what is laid out: a replacement may be longer than what it replaces.
func (p Profile) spell(text string, drawable func(rune) bool) []rune {
	var out []rune
	for _, r := range Clean(text) {
		switch plain := typewriter(r); {
		case p.holds(r):
			out = append(out, r)
		case plain != "":
			out = append(out, []rune(plain)...)
		case unicode.Is(unicode.M, r): // an accent that belongs to no letter here
		case drawable(r):
			out = append(out, r)
		case written(r, p.holds('р')) != "":
			out = append(out, []rune(written(r, p.holds('р')))...)
		case p.holds(bare(r)):
			out = append(out, bare(r))
		default:
			out = append(out, '?')
		}
	}
	return out
}

// longest finds the page that holds the most characters from the beginning of text; how many is 0 when none does.
func (p Profile) longest(text []rune) (best Page, many int) {
	for _, page := range p.pages() {
		if n := run(page, text); n > many {
			best, many = page, n
		}
	}
	return best, many
}

// run counts the characters from the beginning of text that a page holds.
func run(page Page, text []rune) int {
	for i, r := range text {
		if _, ok := encodeRune(page, r); !ok {
			return i
		}
	}
	return len(text)
}
