package journal

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxInt is the largest integer a body may hold, and -MaxInt the smallest: 2^53 - 1, what every reader of JSON keeps exact.
const MaxInt = 1<<53 - 1

// ErrBody says that something cannot be written canonically: an integer beyond [MaxInt] or a text that is not UTF-8.
// It is a bug of whoever made the value: the act is refused, nothing is stored.
var ErrBody = errors.New("journal: cannot be written canonically")

const hexDigits = "0123456789abcdef"

// writer appends canonical JSON. Its user names the keys of an object in ascending order; the tests hold every kind
// against a decoder that refuses any other order.
type writer struct {
	b   []byte
	err error
}

func (w *writer) comma() {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' {
		w.b = append(w.b, ',')
	}
}

// key begins a member of the open object.
func (w *writer) key(k string) {
	w.comma()
	w.b = append(w.b, '"')
	w.b = append(w.b, k...)
	w.b = append(w.b, '"', ':')
}

// open begins an object or array that is the value of a key.
func (w *writer) open(k string, bracket byte) {
	w.key(k)
	w.b = append(w.b, bracket)
}

// item begins an object that is an element of the open array.
func (w *writer) item() {
	w.comma()
	w.b = append(w.b, '{')
}

func (w *writer) close(bracket byte) { w.b = append(w.b, bracket) }

func (w *writer) int(k string, v int64) {
	if v > MaxInt || v < -MaxInt {
		w.fail(k, "integer out of range")
		return
	}
	w.key(k)
	w.b = strconv.AppendInt(w.b, v, 10)
}

// flag writes yes as 1 and no as 0: the subset has no booleans.
func (w *writer) flag(k string, yes bool) {
	v := int64(0)
	if yes {
		v = 1
	}
	w.int(k, v)
}

func (w *writer) text(k, v string) {
	w.key(k)
	w.quote(k, v)
}

// hex writes bytes as a text of small hexadecimal digits.
func (w *writer) hex(k string, v []byte) {
	w.key(k)
	w.b = append(w.b, '"')
	for _, c := range v {
		w.b = append(w.b, hexDigits[c>>4], hexDigits[c&15])
	}
	w.b = append(w.b, '"')
}

// quote writes a string as RFC 8785 section 3.2.2.2 says: only quote, backslash and control characters are escaped.
func (w *writer) quote(k, v string) {
	w.b = append(w.b, '"')
	for i := range len(v) {
		if c := v[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			w.b = append(w.b, v[:i]...)
			w.escape(k, v[i:])
			w.b = append(w.b, '"')
			return
		}
	}
	w.b = append(w.b, v...)
	w.b = append(w.b, '"')
}

func (w *writer) escape(k, v string) {
	if !utf8.ValidString(v) {
		w.fail(k, "text is not UTF-8")
		return
	}
	// The part before v is ASCII without marks of its own; its last letter may combine with the first mark of v.
	if !norm.NFC.IsNormalString(v) || startsWithMark(v) {
		w.recompose(v)
		return
	}
	w.escaped(v)
}

func startsWithMark(v string) bool {
	return !norm.NFC.PropertiesString(v).BoundaryBefore()
}

// recompose writes v in NFC together with the text before it in the open string.
func (w *writer) recompose(v string) {
	start := len(w.b)
	for start > 0 && w.b[start-1] != '"' {
		start--
	}
	whole := string(w.b[start:]) + v
	w.b = w.b[:start]
	w.escaped(norm.NFC.String(whole))
}

func (w *writer) escaped(v string) {
	for i := range len(v) {
		switch c := v[i]; {
		case c == '"' || c == '\\':
			w.b = append(w.b, '\\', c)
		case c >= 0x20:
			w.b = append(w.b, c)
		case c == '\b':
			w.b = append(w.b, '\\', 'b')
		case c == '\t':
			w.b = append(w.b, '\\', 't')
		case c == '\n':
			w.b = append(w.b, '\\', 'n')
		case c == '\f':
			w.b = append(w.b, '\\', 'f')
		case c == '\r':
			w.b = append(w.b, '\\', 'r')
		default:
			w.b = append(w.b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
}

func (w *writer) fail(k, why string) {
	if w.err == nil {
		w.err = fmt.Errorf("%w: %s: %s", ErrBody, k, why)
	}
}
