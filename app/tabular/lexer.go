package tabular

import (
	"bytes"
	"io"
)

// lexer cuts text into records. It keeps a window over the text that begins where the current record begins, so after
// a quote that was never closed it can go back to the line below.
type lexer struct {
	src   io.Reader
	delim byte
	buf   []byte
	start int // where the current record begins in buf
	end   int // where the window ends in buf
	pos   int // where we are, counted from start
	line  int // line at pos
	err   error

	broken     int
	doubtUntil int // lines up to here were seen from inside a broken quote: their rows must be complete
}

// record is one row as it was cut. text holds the cleaned fields one after the other; ends tells where each one ends.
type record struct {
	line   int
	text   []byte
	ends   []int
	dirt   dirt
	cutOff bool // the file ended without a line end
	doubt  bool
}

// fieldEnd says what follows a field.
type fieldEnd int

const (
	fieldFollows fieldEnd = iota
	lineEnds
	fileEnds
)

func newLexer(src io.Reader, delim byte) *lexer {
	return &lexer{src: src, delim: delim, buf: make([]byte, 64<<10), line: 1}
}

// next reads one record into rec, whose memory is used again. It returns io.EOF at the end, an *Error for a broken record
// (the next call reads on behind it) and any other error of the source.
func (x *lexer) next(rec *record) error {
	x.start += x.pos
	x.pos = 0
	*rec = record{line: x.line, text: rec.text[:0], ends: rec.ends[:0], doubt: x.line <= x.doubtUntil}
	if !x.have() {
		return x.err
	}
	for {
		end, err := x.field(rec)
		if err != nil {
			return err
		}
		if end != fieldFollows {
			rec.cutOff = end == fileEnds
			if end == fileEnds && x.err != io.EOF {
				return x.err
			}
			return nil
		}
		if len(rec.ends) >= MaxColumns {
			return x.skip(&Error{Kind: TooManyColumns, Line: rec.line, Limit: MaxColumns})
		}
		if x.pos > MaxRecord {
			return x.skip(&Error{Kind: RecordTooLong, Line: rec.line, Limit: MaxRecord})
		}
	}
}

// have reports whether there is a byte at pos, and gets more text when needed.
func (x *lexer) have() bool {
	for x.start+x.pos >= x.end {
		if x.err != nil {
			return false
		}
		x.fill()
	}
	return true
}

// fill gets more text behind the window. It moves the window to the front and doubles the buffer when it is full.
func (x *lexer) fill() {
	if x.end == len(x.buf) {
		grown := x.buf
		if x.start < len(x.buf)/2 {
			grown = make([]byte, 2*len(x.buf))
		}
		x.end = copy(grown, x.buf[x.start:x.end])
		x.buf, x.start = grown, 0
	}
	n, err := x.src.Read(x.buf[x.end:])
	x.end += n
	x.err = err
}

// window is the text from the start of the record on.
func (x *lexer) window() []byte { return x.buf[x.start:x.end] }

// field reads the field at pos. Blanks before an opening quote do not count.
func (x *lexer) field(rec *record) (fieldEnd, error) {
	from := x.pos
	for x.have() && x.window()[x.pos] == ' ' && x.pos-from < MaxField {
		x.pos++
	}
	if x.have() && x.window()[x.pos] == '"' {
		return x.quoted(rec)
	}
	x.pos = from
	return x.plain(rec)
}

// plain reads a field without quotes around it; quotes inside stand for themselves.
func (x *lexer) plain(rec *record) (fieldEnd, error) {
	from := x.pos
	more := true
	for more {
		w := x.window()
		for x.pos < len(w) && w[x.pos] != x.delim && w[x.pos] != '\n' && w[x.pos] != '\r' {
			x.pos++
		}
		if x.pos-from > MaxField {
			return 0, x.skip(x.tooLong(rec, x.line))
		}
		if x.pos < len(w) {
			break
		}
		more = x.have()
	}
	rec.close(append(rec.text, x.window()[from:x.pos]...))
	return x.separator(), nil
}

// separator steps over the delimiter or line end at pos and says which it was.
func (x *lexer) separator() fieldEnd {
	if !x.have() {
		return fileEnds
	}
	if x.window()[x.pos] == x.delim {
		x.pos++
		return fieldFollows
	}
	x.lineEnd()
	return lineEnds
}

// lineEnd steps over LF, CR or CRLF at pos.
func (x *lexer) lineEnd() {
	c := x.window()[x.pos]
	x.pos++
	if c == '\r' && x.have() && x.window()[x.pos] == '\n' {
		x.pos++
	}
	x.line++
}

// quoted reads a field in quotes. When it goes wrong, reading goes on below the line that opened the quote.
func (x *lexer) quoted(rec *record) (fieldEnd, error) {
	opened, below := x.line, -1
	x.pos++
	text, from := rec.text, len(rec.text)
	for {
		if !x.have() {
			return 0, x.back(&Error{Kind: UnterminatedQuote, Line: opened, Column: len(rec.ends) + 1}, below)
		}
		rest := x.window()[x.pos:]
		n := bytes.IndexAny(rest, "\"\r\n")
		if n < 0 {
			n = len(rest)
		}
		text = append(text, rest[:n]...)
		x.pos += n
		if len(text)-from > MaxField {
			err := x.tooLong(rec, opened)
			if below >= 0 {
				err = &Error{Kind: UnterminatedQuote, Line: opened, Column: err.Column}
			}
			return 0, x.back(err, below)
		}
		if n == len(rest) {
			continue
		}
		if rest[n] != '"' {
			x.lineEnd()
			text = append(text, '\n')
			if below < 0 {
				below = x.pos
			}
			continue
		}
		x.pos++
		if x.have() && x.window()[x.pos] == '"' {
			text = append(text, '"')
			x.pos++
			continue
		}
		return x.closing(rec, text, opened, below)
	}
}

// closing ends a quoted field at its closing quote: only blanks may stand between it and what ends a field.
func (x *lexer) closing(rec *record, text []byte, opened, below int) (fieldEnd, error) {
	from := x.pos
	for x.have() && x.window()[x.pos] == ' ' && x.pos-from < MaxField {
		x.pos++
	}
	if x.have() {
		if c := x.window()[x.pos]; c != x.delim && c != '\n' && c != '\r' {
			return 0, x.back(&Error{Kind: StrayQuote, Line: opened, Column: len(rec.ends) + 1, Text: clip(string(clean(text[len(rec.text):], &dirt{})))}, below)
		}
	}
	rec.close(text)
	return x.separator(), nil
}

// close ends a field: text is that of the record with the new field behind.
func (rec *record) close(text []byte) {
	from := 0
	if n := len(rec.ends); n > 0 {
		from = rec.ends[n-1]
	}
	cleaned := clean(text[from:], &rec.dirt)
	rec.text = append(text[:from], cleaned...)
	rec.ends = append(rec.ends, len(rec.text))
}

func (x *lexer) tooLong(rec *record, line int) *Error {
	return &Error{Kind: FieldTooLong, Line: line, Column: len(rec.ends) + 1, Limit: MaxField}
}

// back reports a broken quote and returns to the line below it; without such a line it skips the rest of this one.
func (x *lexer) back(e *Error, below int) error {
	if x.err != nil && x.err != io.EOF {
		return x.err
	}
	if below < 0 {
		return x.skip(e)
	}
	x.doubtUntil = max(x.doubtUntil, x.line)
	x.pos, x.line = below, e.Line+1
	return x.count(e)
}

// skip reports a broken record and goes on behind the end of the current line, without keeping what it passes.
func (x *lexer) skip(e *Error) error {
	for x.have() {
		rest := x.window()[x.pos:]
		if n := bytes.IndexAny(rest, "\r\n"); n >= 0 {
			x.pos += n
			x.lineEnd()
			return x.count(e)
		}
		x.start, x.end, x.pos = 0, 0, 0
	}
	return x.count(e)
}

// count lets only so many broken records pass.
func (x *lexer) count(e *Error) error {
	x.broken++
	if x.broken > MaxBroken {
		return &Error{Kind: TooManyBroken, Line: e.Line, Limit: MaxBroken}
	}
	return e
}
