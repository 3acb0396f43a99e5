package tabular

// Style says which mark divides whole from broken in a column of numbers.
type Style uint8

// The styles.
const (
	StyleUnknown Style = iota // nothing proved it: 1,234 and 1.234 are refused
	StylePoint                // 1,234.56
	StyleComma                // 1.234,56
)

// GuessStyle finds the style of a column from its numbers. Only numbers with one possible reading count, like "12,50" or
// "1.234.567"; when they prove both styles, or none does, the answer is StyleUnknown.
func GuessStyle(samples []string) Style {
	var e evidence
	for _, s := range samples {
		e.add(s)
	}
	return e.style()
}

// evidence counts what the numbers of a column prove.
type evidence struct{ point, comma int }

func (e *evidence) add(s string) {
	n, kind := split(s, StyleUnknown)
	switch {
	case kind != "":
	case n.mark == '.':
		e.point++
	case n.mark == ',':
		e.comma++
	}
}

func (e *evidence) style() Style {
	switch {
	case e.point > 0 && e.comma == 0:
		return StylePoint
	case e.comma > 0 && e.point == 0:
		return StyleComma
	}
	return StyleUnknown
}

// Style reads the whole table once and finds the style that the numbers of the given columns prove together. Columns are counted
// from 0; those below 0 are left out. Broken rows are passed over; any other error of reading comes back.
func (r *Reader) Style(columns ...int) (Style, error) {
	var e evidence
	for row, err := range r.Rows() {
		if KindOf(err) == NoRows {
			break
		}
		if err != nil {
			if isRowOnly(err) {
				continue
			}
			return StyleUnknown, err
		}
		for _, c := range columns {
			if cell := row.Cell(c); cell != "" {
				e.add(cell)
			}
		}
	}
	if s := e.style(); s != StyleUnknown || !r.format.Workbook {
		return s, nil
	}
	return StylePoint, nil // numbers stand in a workbook with a point, whatever language shows them
}
