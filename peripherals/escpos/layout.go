package escpos

import "kassa/app/paper"

// A line is what stands on one line of paper: text at one place, or text at both edges.
type line struct {
	text  []rune
	right []rune // only of a row; text then stands at the left edge
	align paper.Align
	style paper.Style
}

// wrap cuts a text into lines of at most width characters, at spaces, and inside a word only when the word is longer
// than a line. It gives at least one line.
func wrap(text []rune, width int) [][]rune {
	var lines [][]rune
	var current []rune
	for _, word := range words(text) {
		for len(word) > width {
			room := width
			if len(current) > 0 {
				lines, current = append(lines, current), nil
			}
			lines, word = append(lines, word[:room]), word[room:]
		}
		switch {
		case len(word) == 0:
		case len(current) == 0:
			current = append([]rune(nil), word...)
		case len(current)+1+len(word) <= width:
			current = append(append(current, ' '), word...)
		default:
			lines, current = append(lines, current), append([]rune(nil), word...)
		}
	}
	if len(current) > 0 || len(lines) == 0 {
		lines = append(lines, current)
	}
	return lines
}

// words splits at spaces. Spaces at the beginning belong to the first word, so an indented line stays indented.
func words(text []rune) [][]rune {
	var all [][]rune
	start, seen := 0, false
	for i, r := range text {
		if r != ' ' {
			seen = true
			continue
		}
		if seen {
			if i > start {
				all = append(all, text[start:i])
			}
			start = i + 1
		}
	}
	if seen && start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

// rowLines lays out a row: the left text wraps, the right text stands at the right edge of the last line. A right text
// that leaves no room takes lines of its own.
func rowLines(left, right []rune, width int, style paper.Style) []line {
	if len(right) == 0 {
		return placed(wrap(left, width), paper.Left, style)
	}
	if len(left) == 0 || len(right) > width-width/4 {
		lines := placed(wrap(right, width), paper.Right, style)
		if len(left) == 0 {
			return lines
		}
		return append(placed(wrap(left, width), paper.Left, style), lines...)
	}
	parts := wrap(left, width)
	last := parts[len(parts)-1]
	room := width - len(right) - 1
	parts = append(parts[:len(parts)-1], wrap(last, room)...)
	lines := placed(parts, paper.Left, style)
	lines[len(lines)-1].right = right
	return lines
}

// placed makes lines of wrapped text.
func placed(parts [][]rune, align paper.Align, style paper.Style) []line {
	lines := make([]line, len(parts))
	for i, part := range parts {
		lines[i] = line{text: part, align: align, style: style}
	}
	return lines
}

// cells is the line as a row of characters: both texts with spaces between them.
func (l line) cells(width int) []rune {
	if len(l.right) == 0 {
		return l.text
	}
	out := append([]rune(nil), l.text...)
	for len(out) < width-len(l.right) {
		out = append(out, ' ')
	}
	return append(out, l.right...)
}
