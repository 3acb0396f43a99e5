package tabular

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what is wrong. The values are stable words: callers choose the sentence for the person by them.
type Kind string

// Kinds about the file as a whole. Reading ends with them.
const (
	// Empty: the file holds no text at all.
	Empty Kind = "empty"
	// NoRows: there is a header and nothing under it.
	NoRows Kind = "no_rows"
	// NotText: the file is something else; Text says what (xls, xlsm, xlsb, docx, ods, zip, pdf, html, gzip,
	// utf-32, binary).
	NotText Kind = "not_text"
	// Locked: a workbook with a password.
	Locked Kind = "locked"
	// TooBig: more than MaxBytes, or packed more densely than MaxPacking.
	TooBig Kind = "too_big"
	// Damaged: the gzip packing is broken or cut off.
	Damaged Kind = "damaged"
	// Unreadable: the file could not be opened or read; Err says why.
	Unreadable Kind = "unreadable"
	// TooManyRows: more than MaxRows rows.
	TooManyRows Kind = "too_many_rows"
	// TooManyBroken: more than MaxBroken broken rows.
	TooManyBroken Kind = "too_many_broken"
)

// Kinds about one row. Reading goes on with the next one.
const (
	// UnterminatedQuote: a quote was never closed. Line is where it opened.
	UnterminatedQuote Kind = "unterminated_quote"
	// StrayQuote: text follows a closing quote. Line is where the quoted field began.
	StrayQuote Kind = "stray_quote"
	// FieldTooLong: a field above MaxField.
	FieldTooLong Kind = "field_too_long"
	// RecordTooLong: a row above MaxRecord.
	RecordTooLong Kind = "record_too_long"
	// TooManyColumns: a row above MaxColumns.
	TooManyColumns Kind = "too_many_columns"
	// ColumnCount: a row has more fields than the header has names, or was cut off. Got and Limit are the two counts.
	ColumnCount Kind = "column_count"
)

// Kinds about the header and the mapping file.
const (
	// MissingColumns: required fields have no column; Names lists the fields.
	MissingColumns Kind = "missing_columns"
	// DuplicateColumn: several columns say they are the field Name; Names lists them as written.
	DuplicateColumn Kind = "duplicate_column"
	// BadMap: the mapping file cannot be read or names an unknown field; Text says what.
	BadMap Kind = "bad_map"
)

// Kinds about a number. Text is what was written.
const (
	// NumberSyntax: this is not a number.
	NumberSyntax Kind = "number_syntax"
	// NumberAmbiguous: it can be read in two ways, like 1,234.
	NumberAmbiguous Kind = "number_ambiguous"
	// NumberDecimals: more decimals than the field takes; Limit is how many it takes.
	NumberDecimals Kind = "number_decimals"
	// NumberRange: too large.
	NumberRange Kind = "number_range"
)

// Error is everything this package has to say against a file, a row or a number. Fields that do not apply are zero.
type Error struct {
	Kind   Kind
	Row    int      // number of the row under the header, from 1
	Line   int      // line of the file, from 1
	Column int      // column, from 1
	Name   string   // field the caller asked for
	Names  []string // fields or columns concerned
	Text   string   // what was found, cut to some 40 letters
	Limit  int64    // what is allowed
	Got    int64    // what there was, when it was counted
	Err    error    // reason given by the system
}

// Error tells it in English for a log; screens use Kind.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("table: ")
	b.WriteString(strings.ReplaceAll(string(e.Kind), "_", " "))
	for _, part := range []struct {
		word  string
		value int64
	}{{"row", int64(e.Row)}, {"line", int64(e.Line)}, {"column", int64(e.Column)}, {"limit", e.Limit}, {"got", e.Got}} {
		if part.value != 0 {
			fmt.Fprintf(&b, ", %s %d", part.word, part.value)
		}
	}
	if e.Name != "" {
		fmt.Fprintf(&b, ", field %s", e.Name)
	}
	if len(e.Names) > 0 {
		fmt.Fprintf(&b, ", %q", e.Names)
	}
	if e.Text != "" {
		fmt.Fprintf(&b, ", %q", e.Text)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap gives the reason of the system, if there is one.
func (e *Error) Unwrap() error { return e.Err }

// RowOnly reports whether only one row is broken, so that reading goes on.
func (e *Error) RowOnly() bool {
	switch e.Kind {
	case UnterminatedQuote, StrayQuote, FieldTooLong, RecordTooLong, TooManyColumns, ColumnCount:
		return true
	}
	return false
}

// KindOf gives the kind of an error of this package, however wrapped, and "" for any other.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// clip cuts a text for a message, on a letter.
func clip(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
