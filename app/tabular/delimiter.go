package tabular

import "bytes"

// candidates are the marks between columns that are recognised; of two that explain a file equally well the earlier wins.
const candidates = "\t;|,"

// sampleRows is how many rows decide about the delimiter.
const sampleRows = 50

// guessDelimiter finds the mark that cuts the first rows into the most even table of at least two columns; that the first row,
// mostly the header, has as many columns as most others counts for a quarter more. whole tells that the sample is the
// whole file, so its last row counts too. Quotes are respected. Without any mark it is a comma.
func guessDelimiter(sample []byte, whole bool) byte {
	best, bestScore, bestWidth := byte(','), 0, 1
	for i := range len(candidates) {
		score, width := evenness(widths(sample, candidates[i], whole))
		if width > 1 && (score > bestScore || score == bestScore && width > bestWidth) {
			best, bestScore, bestWidth = candidates[i], score, width
		}
	}
	return best
}

// evenness gives the most frequent number of columns, of equally frequent ones the widest, and a score: the share of rows that
// have it out of 400, and 100 more when the first row has it.
func evenness(rows []int) (score, width int) {
	seen := make(map[int]int)
	most := 0
	for _, n := range rows {
		seen[n]++
	}
	for n, times := range seen {
		if times > most || times == most && n > width {
			most, width = times, n
		}
	}
	if most == 0 {
		return 0, 0
	}
	score = most * 400 / len(rows)
	if rows[0] == width {
		score += 100
	}
	return score, width
}

// widths counts the columns of the first rows when the columns are divided by d.
func widths(sample []byte, d byte, whole bool) []int {
	var rows []int
	columns, quoted, fresh, blank := 1, false, true, true
	closed := -2 // where the last quoted part ended
	for i := 0; i < len(sample) && len(rows) < sampleRows; i++ {
		c := sample[i]
		switch {
		case quoted:
			if c == '"' {
				quoted, closed = false, i // a doubled quote closes and opens again
			}
			continue
		case c == '"' && (fresh || closed == i-1):
			quoted, blank = true, false
		case c == d:
			columns++
			fresh = true
			continue
		case c == '\n' || c == '\r':
			if !blank || columns > 1 {
				rows = append(rows, columns)
			}
			columns, blank, fresh = 1, true, true
			continue
		case c != ' ':
			blank = false
		}
		fresh = fresh && c == ' '
	}
	if whole && len(rows) < sampleRows && (!blank || columns > 1) {
		rows = append(rows, columns)
	}
	return rows
}

// separatorLine reads the line "sep=;" that spreadsheets put first to tell the delimiter. It returns 0 when there is none.
func separatorLine(sample []byte) byte {
	if len(sample) < 5 || !bytes.EqualFold(sample[:4], []byte("sep=")) || !canDivide(sample[4]) {
		return 0
	}
	if len(sample) > 5 && sample[5] != '\r' && sample[5] != '\n' {
		return 0
	}
	return sample[4]
}

// canDivide reports whether the byte can stand between columns: ASCII, and no letter, digit, blank, quote or line end.
func canDivide(c byte) bool {
	return c == '\t' || c > ' ' && c < 0x7F && c != '"' && !latin(c) && (c < '0' || c > '9')
}
