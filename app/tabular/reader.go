package tabular

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
)

// Options are what the caller knows better than the file. The zero value recognises everything.
type Options struct {
	// Delimiter between columns: a tab or an ASCII sign that is no quote; 0 looks for it.
	Delimiter byte
	// Encoding when there is no byte order mark; "" looks for it.
	Encoding Encoding
}

// Format is what was recognised about a file.
type Format struct {
	Encoding  Encoding
	Mark      bool // with a byte order mark
	Gzip      bool
	Delimiter byte
	Workbook  bool // XLSX: its first sheet; Encoding and Delimiter say nothing of it
}

// Reader reads one table. Its rows may be ranged over as often as wanted; it is not for use by several goroutines.
type Reader struct {
	src    source
	format Format
	sep    bool // the first line is "sep=;"
	head   []Row
	header Row
	width  int
	taken  *counter
	file   *os.File
}

// Row is one row of the table.
type Row struct {
	// Number counts the rows under the header from 1; rows without any text do not count, broken ones do. The header has 0.
	Number int
	// Line of the file in which the row begins, from 1.
	Line int
	// Cells are the fields, cleaned: one line of valid UTF-8 without control characters. Blanks around the text are kept.
	Cells []string
	// Removed counts control characters that were taken out of the cells.
	Removed int
	// Replaced counts letters that were unreadable and are U+FFFD now.
	Replaced int
}

// Cell gives the cell at index i, from 0, and "" where the row has none.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// Open opens the table in a file. The caller closes it. Errors are *Error: Unreadable, Empty, NotText, TooBig, Damaged, or
// those of a broken header.
func Open(path string, o Options) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{Kind: Unreadable, Err: err}
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		return nil, &Error{Kind: Unreadable, Err: errors.Join(err, f.Close())}
	}
	r, err := NewReader(f, info.Size(), o)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r.file = f
	return r, nil
}

// NewReader reads the table in the first size bytes of at, which must not change meanwhile. Errors as for Open.
func NewReader(at io.ReaderAt, size int64, o Options) (*Reader, error) {
	if o.Delimiter != 0 && !canDivide(o.Delimiter) {
		return nil, fmt.Errorf("table: %q cannot divide columns", o.Delimiter)
	}
	r := &Reader{src: source{at: at, size: size}}
	if isZip(at) {
		text, err := workbook(at, size)
		if err != nil {
			return nil, err
		}
		r.src = source{at: bytes.NewReader(text), size: int64(len(text))}
		r.format.Workbook = true
		o = Options{Delimiter: ',', Encoding: UTF8}
	}
	if err := r.src.examine(o.Encoding); err != nil {
		return nil, err
	}
	r.format = Format{Encoding: r.src.enc, Mark: r.src.mark > 0, Gzip: r.src.gzip, Delimiter: o.Delimiter, Workbook: r.format.Workbook}
	if err := r.learnDelimiter(); err != nil {
		return nil, err
	}
	if err := r.learnHead(); err != nil {
		return nil, err
	}
	r.setHeader(r.head[0])
	return r, nil
}

// learnDelimiter looks at the start of the text.
func (r *Reader) learnDelimiter() error {
	text, _, err := r.src.text()
	if err != nil {
		return r.src.failure(err)
	}
	sample, err := readHead(text, MaxField)
	if err != nil {
		return r.src.failure(err)
	}
	told := separatorLine(sample)
	r.sep = told != 0
	switch {
	case r.format.Delimiter != 0:
	case r.sep:
		r.format.Delimiter = told
	default:
		r.format.Delimiter = guessDelimiter(sample, len(sample) < MaxField)
	}
	return nil
}

// learnHead keeps the first rows, among which the header is. A broken row counts only when there is no good one before it.
func (r *Reader) learnHead() error {
	x, err := r.lexer()
	if err != nil {
		return err
	}
	var rec record
	for seen := 0; len(r.head) < headRows && seen < MaxRecord; {
		err := x.next(&rec)
		if err == io.EOF {
			break
		}
		if err != nil {
			if len(r.head) == 0 {
				return r.named(err)
			}
			break
		}
		seen += len(rec.text)
		if row := rec.row(); !row.blank() {
			r.head = append(r.head, row)
		}
	}
	if len(r.head) == 0 {
		return &Error{Kind: Empty}
	}
	return nil
}

// setHeader takes the row for the header.
func (r *Reader) setHeader(row Row) {
	r.header = row
	r.width = len(row.Cells)
	for r.width > 1 && strings.TrimSpace(row.Cells[r.width-1]) == "" {
		r.width--
	}
	r.header.Cells = row.Cells[:r.width]
}

// Format tells what was recognised about the file.
func (r *Reader) Format() Format { return r.format }

// Header is the row with the names of the columns: the first row with text, or the one that Match found.
func (r *Reader) Header() Row { return r.header }

// Progress tells how many bytes of the file the running or last loop over Rows has read, and how many there are.
func (r *Reader) Progress() (read, size int64) {
	if r.taken == nil {
		return 0, r.src.size
	}
	return r.taken.n, r.src.size
}

// Close closes the file that Open opened.
func (r *Reader) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Rows hands out the rows under the header, from the first one each time. A broken row comes with an *Error whose RowOnly
// is true and with its number and line, but with cells only when the error is ColumnCount; reading goes on behind it. Any
// other error is the last thing that comes. Rows without text are left out; empty cells beyond the header are dropped; a row that is too short is taken as if
// the missing cells were empty, since spreadsheets leave them out, unless the file was cut off in it.
func (r *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		x, err := r.lexer()
		if err != nil {
			yield(Row{}, err)
			return
		}
		var rec record
		number := 0
		for {
			err := x.next(&rec)
			if err == io.EOF {
				break
			}
			row, keep := r.take(&rec, &err)
			if !keep {
				continue
			}
			if number++; number > MaxRows {
				yield(Row{}, &Error{Kind: TooManyRows, Line: row.Line, Limit: MaxRows})
				return
			}
			row.Number = number
			if err != nil {
				err = r.numbered(err, &row)
			}
			if !yield(row, err) || err != nil && !isRowOnly(err) {
				return
			}
		}
		if number == 0 {
			yield(Row{}, &Error{Kind: NoRows, Line: r.header.Line})
		}
	}
}

// take makes a row of a record and checks its number of columns. keep is false for what stands above or in the header, and
// for rows without text.
func (r *Reader) take(rec *record, err *error) (row Row, keep bool) {
	if *err != nil {
		return Row{}, rec.line > r.header.Line || !isRowOnly(*err)
	}
	if rec.line <= r.header.Line {
		return Row{}, false
	}
	row = rec.row()
	if row.blank() {
		return Row{}, false
	}
	got := len(row.Cells)
	for got > r.width && strings.TrimSpace(row.Cells[got-1]) == "" {
		got--
	}
	row.Cells = row.Cells[:got]
	if got > r.width || got < r.width && (rec.cutOff || rec.doubt) {
		*err = &Error{Kind: ColumnCount, Line: row.Line, Limit: int64(r.width), Got: int64(got)}
	}
	return row, true
}

// lexer starts at the first row.
func (r *Reader) lexer() (*lexer, error) {
	text, taken, err := r.src.text()
	if err != nil {
		return nil, r.src.failure(err)
	}
	r.taken = taken
	x := newLexer(text, r.format.Delimiter)
	if r.sep {
		for x.have() && x.window()[x.pos] != '\n' && x.window()[x.pos] != '\r' {
			x.pos++
		}
		if x.have() {
			x.lineEnd()
		}
	}
	return x, nil
}

// numbered puts the number of the row into its error, and the line of the error into a row that could not be read.
func (r *Reader) numbered(err error, row *Row) error {
	err = r.named(err)
	var e *Error
	if errors.As(err, &e) {
		e.Row = row.Number
		if row.Line == 0 {
			row.Line = e.Line
		}
	}
	return err
}

// named turns an error of the source into one of this package.
func (r *Reader) named(err error) error {
	if KindOf(err) == "" {
		return r.src.failure(err)
	}
	return err
}

// isRowOnly reports whether the error concerns one row.
func isRowOnly(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.RowOnly()
}

// row copies the record into a row, with one piece of memory for all its text.
func (rec *record) row() Row {
	all, from := string(rec.text), 0
	cells := make([]string, len(rec.ends))
	for i, end := range rec.ends {
		cells[i] = all[from:end]
		from = end
	}
	return Row{Line: rec.line, Cells: cells, Removed: rec.dirt.removed, Replaced: rec.dirt.replaced}
}

// blank reports whether no cell has any text.
func (r Row) blank() bool {
	for _, c := range r.Cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
