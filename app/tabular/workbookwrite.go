package tabular

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Sheet is a table that is written cell by cell; [Writer] writes it as CSV, [Workbook] as XLSX.
type Sheet interface {
	Text(s string)
	Texts(cells ...string)
	Int(n int64)
	Decimal(v int64, decimals int)
	Time(at time.Time)
	Empty()
	EndRow()
	Close() error
}

var (
	_ Sheet = (*Writer)(nil)
	_ Sheet = (*Workbook)(nil)
)

// Workbook writes a table as the only sheet of an XLSX file. Texts are typed as texts and never as formulas; what a
// spreadsheet could run all the same, once it goes on as CSV, gets an apostrophe as in [Guard]. Numbers are numbers.
type Workbook struct {
	to     io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	row    int
	cells  []any
	styles map[int]int // by decimals
	err    error
}

const sheetName = "Sheet1"

// NewWorkbook begins a workbook; it is written to w by Close.
func NewWorkbook(w io.Writer) *Workbook {
	b := &Workbook{to: w, file: excelize.NewFile(), styles: map[int]int{}}
	b.stream, b.err = b.file.NewStreamWriter(sheetName)
	return b
}

// Text writes a text.
func (b *Workbook) Text(s string) {
	s = Guard(printable(s))
	if letters := []rune(s); len(letters) > excelize.TotalCellChars {
		s = string(letters[:excelize.TotalCellChars])
	}
	b.cells = append(b.cells, excelize.Cell{Value: s})
}

// Texts writes several texts.
func (b *Workbook) Texts(cells ...string) {
	for _, s := range cells {
		b.Text(s)
	}
}

// Int writes a whole number; one that a spreadsheet cannot hold exactly is written as a text.
func (b *Workbook) Int(n int64) { b.Decimal(n, 0) }

// Decimal writes v divided by 10^decimals, shown with that many decimals. A spreadsheet holds 15 digits: a longer number is
// written as a text, so that no digit is lost.
func (b *Workbook) Decimal(v int64, decimals int) {
	plain := Plain(v, decimals)
	if len(strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(plain), "0")) > 15 {
		b.cells = append(b.cells, excelize.Cell{Value: plain})
		return
	}
	number, err := strconv.ParseFloat(plain, 64) // exact to 15 digits, and written back as the same digits
	if err != nil && b.err == nil {
		b.err = err
	}
	b.cells = append(b.cells, excelize.Cell{Value: number, StyleID: b.style(decimals)})
}

// Plain is v divided by 10^decimals as text, with that many decimals and a point.
func Plain(v int64, decimals int) string {
	sign, digits := "", strconv.FormatInt(v, 10)
	if v < 0 {
		sign, digits = "-", digits[1:]
	}
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if decimals > 0 {
		digits = digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
	}
	return sign + digits
}

// style shows a number with so many decimals.
func (b *Workbook) style(decimals int) int {
	if id, known := b.styles[decimals]; known {
		return id
	}
	format := "0"
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	id, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil && b.err == nil {
		b.err = err
	}
	b.styles[decimals] = id
	return id
}

// Time writes a moment as RFC 3339.
func (b *Workbook) Time(at time.Time) {
	if at.IsZero() {
		b.Empty()
		return
	}
	b.Text(at.Format(time.RFC3339))
}

// Empty writes an empty cell.
func (b *Workbook) Empty() { b.cells = append(b.cells, nil) }

// EndRow ends the row.
func (b *Workbook) EndRow() {
	b.row++
	if b.err == nil {
		b.err = b.stream.SetRow(fmt.Sprintf("A%d", b.row), b.cells)
	}
	b.cells = b.cells[:0]
}

// Close writes the file.
func (b *Workbook) Close() error {
	if b.err == nil {
		b.err = b.stream.Flush()
	}
	if b.err == nil {
		b.err = b.file.Write(b.to)
	}
	if err := b.file.Close(); b.err == nil {
		b.err = err
	}
	return b.err
}
