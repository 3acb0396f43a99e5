package escpos

import (
	"bytes"
	"fmt"

	"kassa/app/paper"
)

// Encode gives the bytes that print a document on a printer of this profile.
//
// It begins with a reset of styles and code page and ends where the document ends: it neither feeds nor cuts by
// itself, and asks no status. An error names the item that cannot be printed: a barcode or QR code whose data is not
// allowed (fault.BadBarcode), a picture whose bits do not fill its rows, an item of an unknown kind.
func Encode(doc paper.Document, p Profile) ([]byte, error) {
	if p.Columns < 1 || p.Dots < 8 {
		return nil, fmt.Errorf("profile %q: %d columns on %d dots", p.Name, p.Columns, p.Dots)
	}
	e := &encoder{p: p}
	e.reset()
	for i, item := range doc.Items {
		if err := e.item(item); err != nil {
			return nil, fmt.Errorf("item %d of the document: %w", i+1, err)
		}
	}
	e.set(paper.Left, paper.Style{})
	return e.out.Bytes(), nil
}

// Kick gives the bytes that open the drawer: with a reset before, so that a job that broke off does not swallow them.
func Kick(p Profile) []byte {
	m, on, off := p.Drawer.command()
	return []byte{0x1B, 0x40, 0x1B, 0x70, m, on, off}
}

// KickNow gives the bytes that open the drawer of a printer that is offline, for lack of paper for example: DLE DC4.
// Printers that do not know it do nothing.
func KickNow(p Profile) []byte {
	m, on, _ := p.Drawer.command()
	return []byte{0x10, 0x14, 0x01, m, max(1, min(8, on/50))}
}

// command gives the parameters of ESC p: which pin, and times in steps of 2 ms.
func (d Drawer) command() (m, on, off byte) {
	if d.Pin == 5 {
		m = 1
	}
	return m, byte(max(1, min(255, d.OnMs/2))), byte(max(1, min(255, d.OffMs/2)))
}

// An encoder writes one document and knows how the printer stands.
type encoder struct {
	p     Profile
	out   bytes.Buffer
	page  Page
	align paper.Align
	style paper.Style
	pen   *pen // nil until a character has to be drawn
}

// reset: initialise (1B 40), Kanji off (1C 2E, or clones for China eat high bytes), international set USA (1B 52 00),
// the first code page (1B 74 n).
func (e *encoder) reset() {
	e.out.Write([]byte{0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x52, 0x00})
	if pages := e.p.pages(); len(pages) > 0 {
		e.turnTo(pages[0])
	}
}

// turnTo switches the code page: 1B 74 n.
func (e *encoder) turnTo(page Page) {
	if page != e.page {
		e.page = page
		e.out.Write([]byte{0x1B, 0x74, e.p.CodePages[page]})
	}
}

// set changes alignment (1B 61 n), bold (1B 45 n) and size (1D 21 n), and writes only what changed.
func (e *encoder) set(align paper.Align, style paper.Style) {
	if align != e.align {
		e.out.Write([]byte{0x1B, 0x61, byte(align)})
	}
	if style.Bold != e.style.Bold {
		e.out.Write([]byte{0x1B, 0x45, bit(style.Bold)})
	}
	if style.Wide != e.style.Wide || style.Tall != e.style.Tall {
		e.out.Write([]byte{0x1D, 0x21, bit(style.Wide)<<4 | bit(style.Tall)})
	}
	e.align, e.style = align, style
}

func bit(on bool) byte {
	if on {
		return 1
	}
	return 0
}

// width is how many characters of a style stand on a line.
func (e *encoder) width(style paper.Style) int {
	if style.Wide {
		return max(1, e.p.Columns/2)
	}
	return e.p.Columns
}

// item writes one part of the document.
func (e *encoder) item(item paper.Item) error {
	switch it := item.(type) {
	case paper.Text:
		e.lines(placed(wrap(e.spell(it.Text), e.width(it.Style)), it.Align, it.Style))
	case paper.Row:
		e.lines(rowLines(e.spell(it.Left), e.spell(it.Right), e.width(it.Style), it.Style))
	case paper.Rule:
		e.set(paper.Left, paper.Style{})
		e.out.Write(bytes.Repeat([]byte{'-'}, e.p.Columns))
		e.out.WriteByte('\n')
	case paper.Feed:
		e.feed(it.Lines)
	case paper.Barcode:
		return e.barcode(it)
	case paper.QR:
		return e.qr(it.Data)
	case paper.Picture:
		return e.picture(it)
	case paper.Cut:
		e.cut()
	case paper.Pulse:
		m, on, off := e.p.Drawer.command()
		e.out.Write([]byte{0x1B, 0x70, m, on, off})
	default:
		return fmt.Errorf("a printer does not know %T", item)
	}
	return nil
}

// feed moves the paper by lines: 1B 64 n.
func (e *encoder) feed(lines int) {
	for lines = min(lines, 1000); lines > 0; lines -= 255 {
		e.out.Write([]byte{0x1B, 0x64, byte(min(lines, 255))})
	}
}

// cut feeds to the cutter and cuts (1D 56 42 00); without a cutter five lines bring the print to the tear bar.
func (e *encoder) cut() {
	e.set(paper.Left, paper.Style{})
	if !e.p.Cut {
		e.feed(5)
		return
	}
	e.out.Write([]byte{0x1D, 0x56, 0x42, 0x00})
}

// lines writes laid-out lines, as characters where the code pages allow it and drawn where not.
func (e *encoder) lines(lines []line) {
	for _, l := range lines {
		cells := l.cells(e.width(l.style))
		if !e.encodable(cells) {
			e.set(paper.Left, paper.Style{})
			e.raster(e.pen.line(l, e.p.Dots, min(e.p.Dots, e.p.Columns*cellDots)))
			continue
		}
		e.set(l.align, l.style)
		e.cells(cells)
		e.out.WriteByte('\n')
	}
}

// cells writes characters, each run on a page that holds it. All of them are held by some page.
func (e *encoder) cells(text []rune) {
	for len(text) > 0 {
		n := run(e.page, text)
		if n == 0 {
			page, many := e.p.longest(text)
			e.turnTo(page)
			n = many
		}
		for _, r := range text[:n] {
			b, _ := encodeRune(e.page, r)
			e.out.WriteByte(b)
		}
		text = text[n:]
	}
}

// encodable tells whether the code pages hold all characters.
func (e *encoder) encodable(text []rune) bool {
	for _, r := range text {
		if !e.p.holds(r) {
			return false
		}
	}
	return true
}

// spell prepares a text; characters may stay that only the pen knows.
func (e *encoder) spell(text string) []rune {
	return e.p.spell(text, func(r rune) bool {
		if !e.p.RasterMissing || len(e.p.Font) == 0 {
			return false
		}
		if e.pen == nil {
			e.pen = newPen(e.p.Font)
		}
		return e.pen.knows(r)
	})
}
