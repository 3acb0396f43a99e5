package verify

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrNotCanonical says that a body is not JSON in the one form that the journal allows.
var ErrNotCanonical = errors.New("verify: not canonical")

const (
	maxInt   = 1<<53 - 1
	maxDepth = 32
)

// Decode reads a canonical body: objects become map[string]any, arrays []any, strings string, integers int64. Whatever
// is not in canonical form is refused: spaces, keys out of order or twice, other escapes than needed, text that is not
// UTF-8 in NFC, floats, null, booleans, integers beyond 2^53 - 1. Error: [ErrNotCanonical].
func Decode(body []byte) (any, error) {
	r := reader{s: string(body)}
	v := r.any(0)
	if r.err == nil && r.i != len(r.s) {
		r.fail("more after the end")
	}
	if r.err != nil {
		return nil, r.err
	}
	return v, nil
}

// reader walks over a canonical text. After the first breach it only remembers it.
type reader struct {
	s   string
	i   int
	err error
}

func (r *reader) fail(why string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s at byte %d", ErrNotCanonical, why, r.i)
		r.i = len(r.s)
	}
}

func (r *reader) peek() byte {
	if r.i < len(r.s) {
		return r.s[r.i]
	}
	return 0
}

func (r *reader) byte(c byte) {
	if r.peek() != c {
		r.fail("want " + string(rune(c)))
		return
	}
	r.i++
}

// key expects one member of an object: its name is known because the order is.
func (r *reader) key(name string) {
	if r.i > 0 && r.i < len(r.s) && r.s[r.i-1] != '{' {
		r.byte(',')
	}
	end := r.i + len(name) + 3
	if end > len(r.s) || r.s[r.i] != '"' || r.s[r.i+1:end-2] != name || r.s[end-2:end] != `":` {
		r.fail("want the key " + name)
		return
	}
	r.i = end
}

// has reports whether the next member of an object is this one.
func (r *reader) has(name string) bool { return strings.HasPrefix(r.s[r.i:], `,"`+name+`":`) }

func (r *reader) text(name string) string { r.key(name); return r.string() }
func (r *reader) num(name string) int64   { r.key(name); return r.int() }

func (r *reader) flag(name string) bool {
	v := r.num(name)
	if v != 0 && v != 1 {
		r.fail("want 0 or 1")
	}
	return v == 1
}

// list reads the array under a key, one element per call of f.
func (r *reader) list(name string, f func()) {
	r.key(name)
	r.array(f)
}

func (r *reader) array(f func()) {
	r.byte('[')
	for first := true; r.err == nil; first = false {
		if r.peek() == ']' {
			r.i++
			return
		}
		if !first {
			r.byte(',')
		}
		f()
	}
}

func (r *reader) int() int64 {
	start, negative := r.i, r.peek() == '-'
	if negative {
		r.i++
	}
	first, v := r.i, int64(0)
	for r.i < len(r.s) && r.s[r.i] >= '0' && r.s[r.i] <= '9' && r.i-first < 17 {
		v = v*10 + int64(r.s[r.i]-'0')
		r.i++
	}
	n := r.i - first
	if n == 0 || v > maxInt || n > 1 && r.s[first] == '0' || negative && v == 0 {
		r.i = start
		r.fail("want an integer")
		return 0
	}
	if c := r.peek(); c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E' {
		r.fail("want an integer")
		return 0
	}
	if negative {
		return -v
	}
	return v
}

func (r *reader) string() string {
	r.byte('"')
	start, ascii := r.i, true
	for r.i < len(r.s) {
		switch c := r.s[r.i]; {
		case c == '"':
			v := r.s[start:r.i]
			r.i++
			return r.whole(v, ascii)
		case c == '\\':
			return r.escaped(start)
		case c < 0x20:
			r.fail("a control character")
			return ""
		case c >= utf8.RuneSelf:
			ascii = false
		}
		r.i++
	}
	r.fail("a string without end")
	return ""
}

func (r *reader) whole(v string, ascii bool) string {
	if !ascii && (!utf8.ValidString(v) || !norm.NFC.IsNormalString(v)) {
		r.fail("text that is not UTF-8 in NFC")
		return ""
	}
	return v
}

func (r *reader) escaped(start int) string {
	var b strings.Builder
	b.WriteString(r.s[start:r.i])
	for r.err == nil {
		switch c := r.peek(); {
		case c == '"':
			r.i++
			return r.whole(b.String(), false)
		case c == '\\':
			b.WriteByte(r.unescape())
		case c < 0x20:
			r.fail("a control character, or no end")
		default:
			b.WriteByte(c)
			r.i++
		}
	}
	return ""
}

// unescape reads one of the escapes that RFC 8785 leaves.
func (r *reader) unescape() byte {
	rest := r.s[r.i+1:]
	if rest == "" {
		r.fail("a string without end")
		return 0
	}
	if at := strings.IndexByte(`"\btnfr`, rest[0]); at >= 0 {
		r.i += 2
		return "\"\\\b\t\n\f\r"[at]
	}
	const digits = "0123456789abcdef"
	if len(rest) >= 5 && rest[:3] == "u00" && rest[3] <= '1' {
		high, low := strings.IndexByte(digits, rest[3]), strings.IndexByte(digits, rest[4])
		if c := byte(high<<4 | low&15); high >= 0 && low >= 0 && !strings.ContainsRune("\b\t\n\f\r", rune(c)) {
			r.i += 6
			return c
		}
	}
	r.fail("an escape that is not needed")
	return 0
}

// any reads whatever comes.
func (r *reader) any(depth int) any {
	switch c := r.peek(); {
	case depth > maxDepth:
		r.fail("too deep")
	case c == '{':
		return r.object(depth)
	case c == '[':
		list := []any{}
		r.array(func() { list = append(list, r.any(depth+1)) })
		return list
	case c == '"':
		return r.string()
	case c == '-' || c >= '0' && c <= '9':
		return r.int()
	default:
		r.fail("no value")
	}
	return nil
}

func (r *reader) object(depth int) map[string]any {
	r.byte('{')
	m, last := map[string]any{}, ""
	for r.err == nil {
		if r.peek() == '}' {
			r.i++
			return m
		}
		if len(m) > 0 {
			r.byte(',')
		}
		k := r.string()
		if len(m) > 0 && !before(last, k) {
			r.fail("keys out of order")
			return m
		}
		r.byte(':')
		m[k], last = r.any(depth+1), k
	}
	return m
}

// before orders keys as RFC 8785 section 3.2.3 does: by their UTF-16 code units.
func before(a, b string) bool {
	if utf8.RuneCountInString(a) == len(a) && utf8.RuneCountInString(b) == len(b) {
		return a < b
	}
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}
