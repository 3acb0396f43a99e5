package tabular

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Field is something the caller looks for in a table.
type Field struct {
	// Name is how the caller and the mapping file call it: "price".
	Name string
	// Synonyms are the headings that mean it, in any case, with or without accents, blanks and punctuation; the first fits best.
	// The name itself comes before them.
	Synonyms []string
	// Required: without it the table is of no use.
	Required bool
}

// Mapping says which fields are looked for. When a heading fits two fields, the field that stands first gets it.
type Mapping struct {
	Fields []Field
	// Chosen columns go before any synonym; see ReadMap.
	Chosen map[string]ColumnRef
}

// ColumnRef points to a column by its heading or, when Number is not 0, by its number from 1.
type ColumnRef struct {
	Heading string
	Number  int
}

// Columns tells where the fields of a Mapping are in one table.
type Columns struct {
	// Header is the row with the headings.
	Header Row
	// Unknown are the headings that no field took, in their order.
	Unknown []string

	index map[string]int
}

// Match finds the columns of the fields, and which of the first rows is the header: the one in which most fields are found,
// so a title above it does no harm. The header of the Reader is then that row. Errors: MissingColumns lists the required
// and the chosen fields that have no column; DuplicateColumn tells that a field fits several columns equally well.
func (r *Reader) Match(m Mapping) (Columns, error) {
	search := m.search()
	best, most := 0, 0
	for i, row := range r.head {
		if n := search.recognised(headings(row)); n > most {
			best, most = i, n
		}
	}
	r.setHeader(r.head[best])
	return search.match(r.header)
}

// search is a Mapping with its words brought to their keys.
type search []wanted

type wanted struct {
	Field
	keys   []string // of the name and the synonyms
	chosen bool
	ref    ColumnRef
	refKey string
}

// heading is a cell of a header with its keys: as it is, and without the unit behind it.
type heading struct{ key, short string }

func (m Mapping) search() search {
	s := make(search, 0, len(m.Fields))
	for _, f := range m.Fields {
		w := wanted{Field: f, keys: []string{key(f.Name)}}
		for _, synonym := range f.Synonyms {
			w.keys = append(w.keys, key(synonym))
		}
		if w.ref, w.chosen = m.Chosen[f.Name]; w.chosen {
			w.refKey = key(w.ref.Heading)
		}
		s = append(s, w)
	}
	return s
}

func headings(row Row) []heading {
	h := make([]heading, len(row.Cells))
	for i, cell := range row.Cells {
		h[i] = heading{key: key(cell), short: key(withoutUnit(cell))}
	}
	return h
}

// recognised counts the fields that have a heading in the row.
func (s search) recognised(row []heading) int {
	n := 0
	for _, w := range s {
		for _, h := range row {
			if w.rank(h) >= 0 || w.chosen && w.ref.Number == 0 && h.key != "" && h.key == w.refKey {
				n++
				break
			}
		}
	}
	return n
}

// match gives every field its column: first those that were chosen, then the others in their order.
func (s search) match(header Row) (Columns, error) {
	c := Columns{Header: header, index: make(map[string]int)}
	row, taken := headings(header), make([]bool, len(header.Cells))
	var missing []string
	for _, chosen := range []bool{true, false} {
		for _, w := range s {
			if w.chosen != chosen {
				continue
			}
			found, err := w.find(row, taken, header)
			if err != nil {
				return c, err
			}
			if found >= 0 {
				c.index[w.Name], taken[found] = found, true
			} else if w.Required || w.chosen {
				missing = append(missing, w.Name)
			}
		}
	}
	for i, cell := range header.Cells {
		if text := strings.TrimSpace(cell); !taken[i] && text != "" {
			c.Unknown = append(c.Unknown, text)
		}
	}
	if len(missing) > 0 {
		return c, &Error{Kind: MissingColumns, Line: header.Line, Names: missing}
	}
	return c, nil
}

// find gives the column of the field, or -1. It refuses to choose between two that fit equally well.
func (w wanted) find(row []heading, taken []bool, header Row) (int, error) {
	if w.chosen && w.ref.Number > 0 {
		if w.ref.Number > len(row) {
			return -1, nil
		}
		return w.ref.Number - 1, nil
	}
	var at []int
	best := -1
	for i, h := range row {
		n := w.rank(h)
		if w.chosen {
			n = -1
			if h.key != "" && h.key == w.refKey {
				n = 0
			}
		}
		if n < 0 || taken[i] && !w.chosen {
			continue
		}
		if best < 0 || n < best {
			best, at = n, nil
		}
		if n == best {
			at = append(at, i)
		}
	}
	switch len(at) {
	case 0:
		return -1, nil
	case 1:
		return at[0], nil
	}
	e := &Error{Kind: DuplicateColumn, Line: header.Line, Column: at[1] + 1, Name: w.Name}
	for _, i := range at {
		e.Names = append(e.Names, strings.TrimSpace(header.Cells[i]))
	}
	return -1, e
}

// rank tells how well a heading fits: 0 is best, -1 not at all. One that fits only without its unit comes after all that
// fit as they are.
func (w wanted) rank(h heading) int {
	if h.key == "" {
		return -1
	}
	if n := slices.Index(w.keys, h.key); n >= 0 {
		return n
	}
	if n := slices.Index(w.keys, h.short); h.short != "" && n >= 0 {
		return n + len(w.keys)
	}
	return -1
}

// key brings a heading to what counts: letters without case and accents, and digits.
func key(heading string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(heading) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// withoutUnit cuts ", руб." or "(kg)" off a heading. What follows must be a currency or a unit: "Price (old)" is no price.
func withoutUnit(heading string) string {
	at := strings.IndexAny(heading, ",([")
	if at <= 0 {
		return ""
	}
	unit := strings.Trim(heading[at:], " ,()[].\u00a0")
	if CurrencyMark(unit+" 1") == "" {
		switch strings.ToLower(unit) {
		case "%", "шт", "кг", "г", "л", "мл", "pcs", "pc", "kg", "g", "l", "ml":
		default:
			return ""
		}
	}
	return heading[:at]
}

// Index gives the column of the field, from 0, or -1.
func (c Columns) Index(field string) int {
	if i, ok := c.index[field]; ok {
		return i
	}
	return -1
}

// Has reports whether the table has a column for the field.
func (c Columns) Has(field string) bool { return c.Index(field) >= 0 }

// Text gives the text of the field in the row without the blanks around it, and without the apostrophe that a careful export
// put before what looks like a formula. It is "" when there is no such column.
func (c Columns) Text(row Row, field string) string {
	return strings.TrimSpace(Unguard(strings.TrimSpace(row.Cell(c.Index(field)))))
}

// Decimal reads the number of the field in the row; see ParseDecimal. Errors name row, line, column and field. An empty cell is no
// number: ask Text first where it may be empty.
func (c Columns) Decimal(row Row, field string, decimals int, style Style) (int64, error) {
	v, err := ParseDecimal(c.Text(row, field), decimals, style)
	if e, ok := err.(*Error); ok {
		e.Row, e.Line, e.Column, e.Name = row.Number, row.Line, c.Index(field)+1, field
		return 0, e
	}
	return v, nil
}
