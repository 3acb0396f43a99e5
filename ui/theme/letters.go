package theme

import (
	"math"
	"sync"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Wide is how wide a text is without kerning, which would make it up to a twentieth narrower; ok is false where it holds a
// rare letter. Fyne shapes a text to measure it, and that takes a fifth of a millisecond; where only the place of a line
// break is asked for, the sum of its letters will mostly do.
func Wide(s string, size float32, bold bool) (width float32, ok bool) {
	table := regularLetters
	if bold {
		table = boldLetters
	}
	letters := table()
	for _, r := range s {
		at := r
		if r >= lastLetter {
			at = r - firstSign + lastLetter
		}
		if at < 0 || at >= rune(len(letters)) || r >= lastLetter && r < firstSign || letters[at] == 0 {
			return 0, false
		}
		width += letters[at]
	}
	return width * float32(math.Ceil(float64(size))), true // letters are drawn in whole sizes
}

// LettersFor is the file that a text is drawn from, to be told to Fyne; nil lets Fyne choose. For each style Fyne reads, beside
// our letters, those of the system and four megabytes of little pictures. Bold text that our letters can write is drawn from
// them alone; for any other Fyne has to look. Running text needs what Fyne reads in any case: fields to type in use it.
func LettersFor(s string, bold bool) fyne.Resource {
	if !bold {
		return nil
	}
	if _, ok := Wide(s, 1, true); !ok {
		return nil
	}
	return base.DefaultTextBoldFont()
}

// What is looked up: Latin, Greek and Cyrillic letters; dashes, narrow blanks and the signs of currencies.
const (
	lastLetter = 0x530
	firstSign  = 0x2000
	lastSign   = 0x2120
)

type advances [lastLetter + lastSign - firstSign]float32

var (
	regularLetters = sync.OnceValue(func() *advances { return readAdvances(fyne.TextStyle{}) })
	boldLetters    = sync.OnceValue(func() *advances { return readAdvances(fyne.TextStyle{Bold: true}) })
)

// readAdvances reads how far each letter moves the next one, at text size 1.
func readAdvances(style fyne.TextStyle) *advances {
	face, err := sfnt.Parse(New(Settings{}).Font(style).Content())
	if err != nil {
		panic("theme: " + err.Error()) // the file is built in: a broken one is a broken build
	}
	var all advances
	var buf sfnt.Buffer
	em := face.UnitsPerEm()
	for at := range all {
		r := rune(at)
		if at >= lastLetter {
			r += firstSign - lastLetter
		}
		i, err := face.GlyphIndex(&buf, r)
		if err != nil || i == 0 {
			continue
		}
		if a, err := face.GlyphAdvance(&buf, i, fixed.I(int(em)), font.HintingNone); err == nil {
			all[at] = float32(a) / 64 / float32(em)
		}
	}
	return &all
}
