package printer

import (
	"fmt"
	"strconv"
	"strings"
)

// trouble is what is wrong with the printer.
type trouble struct {
	paperOut   int // after so many bytes of a job; -1 never
	cover      int
	offline    int
	dieAfter   int
	nearEnd    bool
	silent     bool // says nothing at all
	mute       bool // answers real-time questions and no other
	slowPerSec int  // bytes a second; 0 is as fast as it goes
}

// parseScript reads words: ok, paper-out, cover, offline, die-after=N, near-end, silent, mute, slow (2000 bytes a
// second) or slow=N. paper-out, cover and offline take =N: after N bytes of a job.
func parseScript(words string) (trouble, error) {
	t := trouble{paperOut: -1, cover: -1, offline: -1, dieAfter: -1}
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' }) {
		name, text, given := strings.Cut(word, "=")
		n := 0
		if given {
			var err error
			if n, err = strconv.Atoi(text); err != nil || n < 0 {
				return t, fmt.Errorf("%q: a number of bytes is wanted", word)
			}
		}
		switch name {
		case "ok":
		case "paper-out":
			t.paperOut = n
		case "cover":
			t.cover = n
		case "offline":
			t.offline = n
		case "die-after":
			t.dieAfter = n
		case "near-end":
			t.nearEnd = true
		case "silent":
			t.silent = true
		case "mute":
			t.mute = true
		case "slow":
			t.slowPerSec = 2000
			if n > 0 {
				t.slowPerSec = n
			}
		default:
			return t, fmt.Errorf("%q is no trouble a printer has; known are ok, paper-out[=N], cover[=N], offline[=N], "+
				"die-after=N, near-end, silent, mute, slow[=N]", word)
		}
	}
	return t, nil
}

// at tells whether a trouble that begins after some bytes has begun.
func at(after, bytes int) bool { return after >= 0 && bytes >= after }

// stopped tells whether the printer prints nothing now.
func (t trouble) stopped(bytes int) bool {
	return at(t.paperOut, bytes) || at(t.cover, bytes) || at(t.offline, bytes)
}

// realTime answers DLE EOT n.
func (t trouble) realTime(n byte, bytes int) byte {
	answer := byte(0x12)
	switch n {
	case 1:
		if t.stopped(bytes) {
			answer |= 0x08
		}
	case 2:
		if at(t.cover, bytes) {
			answer |= 0x04
		}
		if at(t.paperOut, bytes) {
			answer |= 0x20
		}
	case 4:
		if t.nearEnd || at(t.paperOut, bytes) {
			answer |= 0x0C
		}
		if at(t.paperOut, bytes) {
			answer |= 0x60
		}
	}
	return answer
}

// paper answers GS r 1, which is reached only by a printer that prints.
func (t trouble) paper() byte {
	if t.nearEnd {
		return 0x03
	}
	return 0
}
