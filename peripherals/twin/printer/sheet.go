package printer

import (
	"fmt"
	"strings"
)

// style is how characters look.
type style struct{ bold, wide, tall bool }

// A cell is one printed character.
type cell struct {
	char  rune
	style style
}

// A strip is what stands on one line of paper, or a picture.
type strip struct {
	cells []cell
	align byte
	text  string // the line of the ledger, with marks
	// Of a picture.
	width, height int
	bits          []byte
	code, data    string // of a barcode or QR code: its kind and its data
}

// A sheet is the paper of one job while it is printed.
type sheet struct {
	job    *Job
	strips []strip
	cells  []cell
	style  style
	align  byte
	page   page
	isCut  bool // the last thing that was done was a cut
}

func newSheet(codes map[byte]page) *sheet {
	return &sheet{job: &Job{Commands: map[string]int{}}, page: codes[0]}
}

// reset is ESC @: what stands in the line is dropped, as a printer does it.
func (s *sheet) reset() { s.cells, s.style, s.align = nil, style{}, 0 }

// turnTo is ESC t.
func (s *sheet) turnTo(codes map[byte]page, n byte) {
	p, known := codes[n]
	if !known {
		s.job.Foreign = append(s.job.Foreign, fmt.Sprintf("code page %d", n))
	}
	s.page = p
}

// text prints characters.
func (s *sheet) text(data []byte) {
	for _, b := range data {
		s.cells = append(s.cells, cell{s.page.decode(b), s.style})
	}
	s.isCut = false
}

// newLine ends a line.
func (s *sheet) newLine() {
	var b strings.Builder
	b.WriteString(alignMark(s.align))
	was, width := style{}, 0
	for _, c := range s.cells {
		if c.style != was {
			b.WriteString(styleMark(c.style))
			was = c.style
		}
		b.WriteRune(c.char)
		width++
		if c.style.wide {
			width++
		}
	}
	s.job.Widest = max(s.job.Widest, width)
	text := b.String()
	if len(s.cells) == 0 {
		text = ""
	}
	s.add(strip{cells: s.cells, align: s.align, text: text})
	s.cells = nil
}

// add puts a strip on the paper.
func (s *sheet) add(one strip) {
	s.strips = append(s.strips, one)
	s.isCut = false
}

// note writes a line of the ledger that is no text.
func (s *sheet) note(mark string) {
	s.flush()
	s.add(strip{text: mark})
}

// flush prints what stands in the line.
func (s *sheet) flush() {
	if len(s.cells) > 0 {
		s.newLine()
	}
}

// feed is ESC d.
func (s *sheet) feed(lines int) {
	s.flush()
	for range lines {
		s.add(strip{})
	}
}

func (s *sheet) cut() {
	s.note("[cut]")
	s.job.Cuts++
	s.isCut = true
}

func (s *sheet) pulse(m byte, ms int) {
	pin := 2
	if m&1 == 1 {
		pin = 5
	}
	was := s.isCut
	s.strips = append(s.strips, strip{text: fmt.Sprintf("[drawer pin%d %dms]", pin, ms)})
	s.job.Pulses++
	s.isCut = was
}

func (s *sheet) barcode(kind, data string) {
	s.flush()
	s.add(strip{text: alignMark(s.align) + "[barcode " + kind + " " + data + "]", align: s.align, code: kind, data: data})
}

func (s *sheet) qr(data string) {
	s.flush()
	s.add(strip{text: alignMark(s.align) + "[qr " + strings.ReplaceAll(data, "\n", `\n`) + "]", align: s.align, code: "QR", data: data})
}

// picture prints a band; bands of one width that follow a full one are one picture.
func (s *sheet) picture(width, height int, bits []byte) {
	s.flush()
	if n := len(s.strips); n > 0 {
		last := &s.strips[n-1]
		if last.bits != nil && last.width == width && last.align == s.align && last.height%64 == 0 {
			last.bits = append(last.bits, bits...)
			last.height += height
			last.text = pictureMark(last)
			return
		}
	}
	one := strip{width: width, height: height, bits: append([]byte(nil), bits...), align: s.align}
	one.text = pictureMark(&one)
	s.add(one)
}

func pictureMark(one *strip) string {
	return fmt.Sprintf("%s[picture %dx%d]", alignMark(one.align), one.width, one.height)
}

func alignMark(align byte) string {
	return [...]string{"", "[center]", "[right]"}[align%3]
}

// styleMark names a style; [plain] is the way back to it inside a line.
func styleMark(s style) string {
	mark := ""
	if s.bold {
		mark += "[bold]"
	}
	if s.wide {
		mark += "[wide]"
	}
	if s.tall {
		mark += "[tall]"
	}
	if mark == "" {
		return "[plain]"
	}
	return mark
}

// finish closes the job: what stands in the line without a line feed is not on paper, and is said.
func (s *sheet) finish() *Job {
	for _, one := range s.strips {
		s.job.Lines = append(s.job.Lines, one.text)
	}
	if len(s.cells) > 0 {
		s.job.Unprinted += len(s.cells)
	}
	return s.job
}
