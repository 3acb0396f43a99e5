package tabular

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encoding names the letters of a file.
type Encoding string

// The encodings that are recognised.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1251 Encoding = "windows-1251" // Cyrillic
	Windows1252 Encoding = "windows-1252" // Western European
)

// lead is what is looked at for marks and magic numbers, in bytes.
const lead = 4096

// marks are the byte order marks. UTF-32 comes first because its little-endian mark begins like that of UTF-16.
func marks(head []byte) (e Encoding, size int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	return "", 0
}

// foreign names what the file is when it is no text, by its first bytes; "" means it may be text.
func foreign(head []byte) string {
	for _, m := range []struct{ magic, name string }{
		{"PK\x03\x04", "zip"}, {"PK\x05\x06", "zip"}, {"\xd0\xcf\x11\xe0", "xls"}, {"%PDF", "pdf"}, {"\x1f\x8b", "gzip"},
		{"\xff\xfe\x00\x00", "utf-32"}, {"\x00\x00\xfe\xff", "utf-32"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.name
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, tag := range []string{"<!doctype", "<html", "<table", "<?xml"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return "html"
		}
	}
	return ""
}

// wide recognises UTF-16 without a mark: digits, separators and Latin letters have a zero as their high byte, Cyrillic
// ones a four, always on the same side; the other side has next to none.
func wide(head []byte) Encoding {
	pairs := len(head) / 2
	if pairs == 0 {
		return ""
	}
	var high, zero [2]int
	for i, c := range head[:pairs*2] {
		if c == 0 || c == 4 {
			high[i%2]++
		}
		if c == 0 {
			zero[i%2]++
		}
	}
	switch {
	case high[1]*5 >= pairs*3 && zero[1] > 0 && zero[0]*20 <= pairs:
		return UTF16LE
	case high[0]*5 >= pairs*3 && zero[0] > 0 && zero[1]*20 <= pairs:
		return UTF16BE
	}
	return ""
}

// binary reports whether more than a tenth of the bytes are control characters.
func binary(head []byte) bool {
	n := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return n*10 > len(head)
}

// letters gathers, over the whole file, what tells UTF-8 from the one-byte encodings.
type letters struct {
	tail    []byte // start of a letter that the next piece may complete
	before  byte   // last byte seen
	good    int    // complete UTF-8 letters beyond ASCII
	bad     int    // bytes that are no UTF-8
	inWords int    // neighbours that are both beyond ASCII: how Cyrillic words look in one byte
	alone   int    // such a byte beside a Latin letter: how accented words look
}

// add looks at the next piece of the file.
func (l *letters) add(piece []byte) {
	for _, c := range piece {
		if c >= 0xC0 || l.before >= 0xC0 {
			switch {
			case cyrillic(c) && cyrillic(l.before):
				l.inWords++
			case latin(c) || latin(l.before):
				l.alone++
			}
		}
		l.before = c
	}
	if len(l.tail) > 0 {
		piece = append(l.tail, piece...)
	}
	l.tail = l.count(piece)
}

// count adds the UTF-8 letters of the piece and returns a copy of an unfinished one at its end.
func (l *letters) count(p []byte) []byte {
	for len(p) > 0 {
		if p[0] < utf8.RuneSelf {
			p = p[1:]
			continue
		}
		if !utf8.FullRune(p) {
			return bytes.Clone(p)
		}
		r, n := utf8.DecodeRune(p)
		if r == utf8.RuneError && n == 1 {
			l.bad++
		} else {
			l.good++
		}
		p = p[n:]
	}
	return nil
}

// verdict decides. A few bad bytes among many good letters are damage, not another encoding.
func (l *letters) verdict() Encoding {
	bad := l.bad
	if len(l.tail) > 0 {
		bad++
	}
	switch {
	case bad == 0 || l.good > 10*bad:
		return UTF8
	case l.inWords > l.alone:
		return Windows1251
	}
	return Windows1252
}

// cyrillic reports whether the byte is a letter of Windows-1251.
func cyrillic(c byte) bool {
	switch c {
	case 0xA8, 0xB8, 0xA5, 0xB4, 0xAA, 0xBA, 0xAF, 0xBF, 0xB2, 0xB3, 0xA1, 0xA2: // ё and the letters of Ukrainian and Belarusian
		return true
	}
	return c >= 0xC0
}

// latin reports whether the byte is an ASCII letter.
func latin(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// decoded turns the bytes into UTF-8. What is no UTF-8 in a UTF-8 file stays, and is replaced field by field.
func decoded(r io.Reader, e Encoding) io.Reader {
	var from encoding.Encoding
	switch e {
	case UTF16LE:
		from = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case UTF16BE:
		from = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case Windows1251:
		from = charmap.Windows1251
	case Windows1252:
		from = charmap.Windows1252
	default:
		return r
	}
	return from.NewDecoder().Reader(r)
}
