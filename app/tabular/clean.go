package tabular

import "unicode/utf8"

// dirt counts what cleaning did to a row.
type dirt struct {
	removed  int // control characters taken out
	replaced int // bytes that were no letter, now U+FFFD
}

// clean makes a field a harmless line of text: tabs and line ends become one space each, other control characters (C0, DEL,
// C1) go, bytes that are no UTF-8 become U+FFFD. Clean text comes back as it is, without a copy.
func clean(text []byte, d *dirt) []byte {
	i := pure(text)
	if i == len(text) {
		return text
	}
	out := make([]byte, i, len(text)+8)
	copy(out, text[:i])
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case r == utf8.RuneError:
			d.replaced++
			out = utf8.AppendRune(out, utf8.RuneError)
		case r == '\r' && i < len(text) && text[i] == '\n':
			// the line feed behind it becomes the space
		case r == '\t', r == '\n', r == '\r', r == '\u2028', r == '\u2029':
			out = append(out, ' ')
		case r < ' ', r >= 0x7F && r < 0xA0:
			d.removed++
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// pure gives how many bytes from the start need no cleaning.
func pure(text []byte) int {
	i := 0
	for i < len(text) {
		if c := text[i]; c >= ' ' && c < 0x7F {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r < 0xA0 || r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			break
		}
		i += n
	}
	return i
}
