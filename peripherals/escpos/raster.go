package escpos

import (
	"fmt"
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"kassa/app/paper"
)

// tallestPicture is the highest picture that is printed: a metre of paper.
const tallestPicture = 8000

// A bitmap is black and white, rows padded to whole bytes, the highest bit at the left, 1 is black.
type bitmap struct {
	width, height int
	bits          []byte
}

func newBitmap(width, height int) bitmap {
	return bitmap{width, height, make([]byte, (width+7)/8*height)}
}

func (b bitmap) stride() int { return (b.width + 7) / 8 }

func (b bitmap) set(x, y int) { b.bits[y*b.stride()+x/8] |= 0x80 >> (x % 8) }

func (b bitmap) at(x, y int) bool { return b.bits[y*b.stride()+x/8]&(0x80>>(x%8)) != 0 }

// picture writes a picture; one that is wider than the paper is made smaller.
func (e *encoder) picture(p paper.Picture) error {
	stride := (p.Width + 7) / 8
	if p.Width < 1 || p.Height < 1 || p.Height > tallestPicture || len(p.Bits) != stride*p.Height {
		return fmt.Errorf("a picture of %dx%d dots with %d bytes", p.Width, p.Height, len(p.Bits))
	}
	b := bitmap{p.Width, p.Height, p.Bits}
	if b.width > e.p.Dots {
		b = b.shrunk(e.p.Dots)
	}
	e.set(p.Align, paper.Style{})
	e.raster(b)
	e.set(paper.Left, paper.Style{})
	return nil
}

// shrunk gives the bitmap at a smaller width, in proportion.
func (b bitmap) shrunk(width int) bitmap {
	small := newBitmap(width, max(1, b.height*width/b.width))
	for y := range small.height {
		for x := range small.width {
			if b.at(x*b.width/width, y*b.height/small.height) {
				small.set(x, y)
			}
		}
	}
	return small
}

// raster writes 1D 76 30 00 xL xH yL yH and the rows, in bands that fit the printer's memory.
func (e *encoder) raster(b bitmap) {
	rows := e.p.BandRows
	if rows < 1 || rows > 128 {
		rows = 128
	}
	for y := 0; y < b.height; y += rows {
		n := min(rows, b.height-y)
		x := b.stride()
		e.out.Write([]byte{0x1D, 0x76, 0x30, 0x00, byte(x), byte(x >> 8), byte(n), 0})
		e.out.Write(tame(b.bits[y*x : (y+n)*x]))
	}
}

// tame changes dots that a printer would take for a real-time command. Epson's reference says of DLE EOT, DLE ENQ and
// DLE DC4 that they are obeyed also when they stand in the data of a picture: the dots 10 14 01 00 01 in a logo would
// open the drawer. One dot more beside the second byte makes it no command.
func tame(bits []byte) []byte {
	out := append([]byte(nil), bits...)
	for i := 1; i < len(out); i++ {
		if out[i-1] == 0x10 && (out[i] == 0x04 || out[i] == 0x05 || out[i] == 0x14) {
			out[i] |= 0x08
		}
	}
	return out
}

// A pen draws lines of text.
type pen struct {
	font *sfnt.Font // nil when the font could not be read; such a pen knows no character
	buf  sfnt.Buffer
}

func newPen(data []byte) *pen {
	f, err := opentype.Parse(data)
	if err != nil {
		return &pen{}
	}
	return &pen{font: f}
}

// knows tells whether the font has the character.
func (p *pen) knows(r rune) bool {
	if p.font == nil {
		return false
	}
	index, err := p.font.GlyphIndex(&p.buf, r)
	return err == nil && index != 0
}

// Sizes in dots: the cell of the printer's own letters, its line, and the letters that are drawn in one.
const (
	cellDots   = 12
	lineDots   = 30
	letterDots = 23
)

// line draws a laid-out line over the whole width of the paper; the right text of a row ends at edge, where the last
// column of the printer's own text ends. Letters keep their own widths; a text that would not fit is drawn smaller.
// Double letters are drawn double in both directions and then narrowed in the one that was not asked for.
func (p *pen) line(l line, dots, edge int) bitmap {
	scale, thinX, thinY := 1, 1, 1
	if l.style.Wide || l.style.Tall {
		scale = 2
		thinX, thinY = 2-int(bit(l.style.Wide)), 2-int(bit(l.style.Tall))
	}
	width := dots * thinX
	gray := image.NewGray(image.Rect(0, 0, width, lineDots*scale))
	face := p.face(l, edge*thinX, scale)
	base := fixed.I(letterDots*scale - scale)
	write := func(text []rune, x fixed.Int26_6) {
		for bold := range 1 + scale*int(bit(l.style.Bold)) {
			d := font.Drawer{Dst: gray, Src: image.White, Face: face, Dot: fixed.Point26_6{X: x + fixed.I(bold), Y: base}}
			d.DrawString(string(text))
		}
	}
	room := fixed.I(width - 1)
	switch length := font.MeasureString(face, string(l.text)); {
	case l.align == paper.Center:
		write(l.text, (room-length)/2)
	case l.align == paper.Right:
		write(l.text, room-length)
	default:
		write(l.text, 0)
	}
	if len(l.right) > 0 {
		write(l.right, fixed.I(edge*thinX-1)-font.MeasureString(face, string(l.right)))
	}
	return thinned(gray, thinX, thinY)
}

// face gives the largest size at which the line fits.
func (p *pen) face(l line, width, scale int) font.Face {
	text := string(l.text)
	if len(l.right) > 0 {
		text += " " + string(l.right)
	}
	for size := letterDots; ; size-- {
		face, err := opentype.NewFace(p.font, &opentype.FaceOptions{Size: float64(size * scale), DPI: 72, Hinting: font.HintingFull})
		if err != nil || size <= 8 || font.MeasureString(face, text) < fixed.I(width-1) {
			return face
		}
	}
}

// thinned makes one dot of x by y gray ones: black where they are dark on average.
func thinned(gray *image.Gray, x, y int) bitmap {
	size := gray.Bounds().Size()
	out := newBitmap(size.X/x, size.Y/y)
	for row := range out.height {
		for column := range out.width {
			sum := 0
			for i := range x * y {
				sum += int(gray.GrayAt(column*x+i%x, row*y+i/x).Y)
			}
			if sum > 110*x*y {
				out.set(column, row)
			}
		}
	}
	return out
}
