package tabular

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// WriterOptions say how a table is written. The zero value is plain RFC 4180: commas, CRLF, UTF-8 without a mark.
type WriterOptions struct {
	// Delimiter between columns: ',' ';' '|' or a tab; 0 means a comma.
	Delimiter byte
	// Mark puts the UTF-8 byte order mark first; spreadsheets on Windows want it.
	Mark bool
	// DecimalComma writes 12,50 instead of 12.50; spreadsheets in Russian want it, together with ';'.
	DecimalComma bool
}

// Writer writes a table cell by cell. The first error is kept, and Close gives it back.
type Writer struct {
	out   *bufio.Writer
	delim byte
	point string
	cells int  // cells in this row
	bare  bool // the row so far is one cell of no bytes
	err   error
}

// NewWriter begins a table on w. Only the delimiters of WriterOptions are possible; for another one every call fails.
func NewWriter(w io.Writer, o WriterOptions) *Writer {
	t := &Writer{out: bufio.NewWriterSize(w, 64<<10), delim: o.Delimiter, point: "."}
	if t.delim == 0 {
		t.delim = ','
	}
	if o.DecimalComma {
		t.point = ","
	}
	if !strings.ContainsRune(candidates, rune(t.delim)) {
		t.err = fmt.Errorf("table: delimiter %q is not possible", t.delim)
	}
	if o.Mark {
		t.write("\ufeff")
	}
	return t
}

// Text writes a text. Control characters are left out and bytes that are no UTF-8 become U+FFFD; tabs and line ends stay, in
// quotes. Then it goes through Guard.
func (t *Writer) Text(s string) {
	safe := Guard(printable(s))
	if strings.HasPrefix(s, "\x00") && !strings.HasPrefix(safe, "'") {
		safe = "'" + safe
	}
	if needsQuotes(safe) {
		t.cell(`"` + strings.ReplaceAll(safe, `"`, `""`) + `"`)
		return
	}
	t.cell(safe)
}

// Texts writes several texts.
func (t *Writer) Texts(cells ...string) {
	for _, s := range cells {
		t.Text(s)
	}
}

// Int writes a whole number.
func (t *Writer) Int(n int64) { t.cell(strconv.FormatInt(n, 10)) }

// Decimal writes v divided by 10^decimals (0 to 18), always with that many decimals: 125000 with 2 is 1250.00.
func (t *Writer) Decimal(v int64, decimals int) {
	if decimals < 0 || decimals > 18 {
		if t.err == nil {
			t.err = fmt.Errorf("table: %d decimals are not possible", decimals)
		}
		return
	}
	sign, amount := "", uint64(v)
	if v < 0 {
		sign, amount = "-", -amount // also right for the smallest of all
	}
	digits := strconv.FormatUint(amount, 10)
	if decimals > 0 {
		if short := decimals + 1 - len(digits); short > 0 {
			digits = strings.Repeat("0", short) + digits
		}
		digits = digits[:len(digits)-decimals] + t.point + digits[len(digits)-decimals:]
	}
	number := sign + digits
	if decimals > 0 && t.point[0] == t.delim {
		number = `"` + number + `"`
	}
	t.cell(number)
}

// Time writes a moment as RFC 3339, to the second, in the time zone it carries. The zero time is an empty cell.
func (t *Writer) Time(at time.Time) {
	if at.IsZero() {
		t.cell("")
		return
	}
	t.cell(at.Format(time.RFC3339))
}

// Empty writes an empty cell.
func (t *Writer) Empty() { t.cell("") }

// EndRow ends the row.
func (t *Writer) EndRow() {
	if t.bare {
		t.write(`""`) // a row of one empty cell would be no row at all
	}
	t.write("\r\n")
	t.cells, t.bare = 0, false
}

// Close writes out what is left and gives the first error. It does not close the file below.
func (t *Writer) Close() error {
	if t.err == nil {
		t.err = t.out.Flush()
	}
	return t.err
}

// cell writes one cell as it is.
func (t *Writer) cell(s string) {
	if t.bare = t.cells == 0 && s == ""; t.cells > 0 {
		t.write(string(rune(t.delim)))
	}
	t.cells++
	t.write(s)
}

func (t *Writer) write(s string) {
	if t.err == nil {
		_, t.err = t.out.WriteString(s)
	}
}

// needsQuotes reports whether a text could be misread without quotes, also by a reader that has to guess the delimiter.
func needsQuotes(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' || strings.HasPrefix(strings.ToLower(s), "sep=") {
		return true
	}
	return strings.ContainsAny(s, "\"\r\n\ufeff"+candidates)
}

// Guard makes a text harmless for spreadsheets: one that begins with = + - @ (also in full width), a tab, a line end or NUL
// gets an apostrophe in front, also when only blanks or apostrophes stand before such a character. See OWASP, CSV Injection.
func Guard(s string) string {
	if risky(s) {
		return "'" + s
	}
	return s
}

// Unguard takes back what Guard did.
func Unguard(s string) string {
	if strings.HasPrefix(s, "'") && risky(s) {
		return s[1:]
	}
	return s
}

// risky reports whether a spreadsheet could run the text.
func risky(s string) bool {
	s = strings.TrimLeft(s, "' \u00a0")
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', 0, '＝', '＋', '－', '＠':
		return s != ""
	}
	return false
}

// printable leaves control characters out, but for tabs and line ends, and replaces what is no UTF-8.
func printable(s string) string {
	if pure([]byte(s)) == len(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\r' && r != '\n' || r >= 0x7F && r < 0xA0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
