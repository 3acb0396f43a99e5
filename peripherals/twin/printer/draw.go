package printer

import (
	"image"
	"image/color"
	"image/png"
	"io"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/ean"
	"github.com/boombuler/barcode/qr"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The drawn paper: cells of the normal font, and the border.
const (
	cellWide = 12
	cellTall = 24
	lineTall = 30
	border   = 16
)

// A brush draws a job as a picture of its paper.
type brush struct {
	paper *image.Gray
	faces map[style]font.Face
	dots  int
	y     int
}

// draw writes the paper of a job as PNG.
func draw(w io.Writer, strips []strip, dots int) error {
	height := 2 * border
	for i := range strips {
		height += strips[i].tall()
	}
	b := &brush{paper: image.NewGray(image.Rect(0, 0, dots+2*border, height)), faces: map[style]font.Face{}, dots: dots, y: border}
	for i := range b.paper.Pix {
		b.paper.Pix[i] = 0xFF
	}
	for i := range strips {
		if err := b.strip(&strips[i]); err != nil {
			return err
		}
		b.y += strips[i].tall()
	}
	return png.Encode(w, b.paper)
}

// tall is how much paper a strip takes.
func (s *strip) tall() int {
	switch {
	case s.bits != nil:
		return s.height
	case s.code == "QR":
		return 200
	case s.code != "":
		return 80 + lineTall
	}
	for _, c := range s.cells {
		if c.style.tall || c.style.wide {
			return lineTall + cellTall
		}
	}
	return lineTall
}

// strip draws one.
func (b *brush) strip(s *strip) error {
	switch {
	case s.bits != nil:
		left := b.left(s.align, s.width)
		for y := range s.height {
			for x := range s.width {
				if s.bits[y*s.width/8+x/8]&(0x80>>(x%8)) != 0 {
					b.paper.SetGray(left+x, b.y+y, color.Gray{})
				}
			}
		}
		return nil
	case s.code != "":
		return b.symbol(s)
	case len(s.cells) == 0 && s.text != "":
		return b.text(s.text, border, style{})
	}
	width := 0
	for _, c := range s.cells {
		width += c.wide()
	}
	x := b.left(s.align, width)
	for _, c := range s.cells {
		if err := b.text(string(c.char), x, c.style); err != nil {
			return err
		}
		x += c.wide()
	}
	return nil
}

func (c cell) wide() int {
	if c.style.wide {
		return 2 * cellWide
	}
	return cellWide
}

// left is where something of a width begins.
func (b *brush) left(align byte, width int) int {
	switch align {
	case 1:
		return border + (b.dots-width)/2
	case 2:
		return border + b.dots - width
	}
	return border
}

// text draws letters; a line of the ledger that is no text is drawn as it is.
func (b *brush) text(text string, x int, s style) error {
	face, err := b.face(s)
	if err != nil {
		return err
	}
	base := b.y + cellTall - 5
	if s.tall || s.wide {
		base += cellTall
	}
	d := font.Drawer{Dst: b.paper, Src: image.Black, Face: face, Dot: fixed.P(x, base)}
	d.DrawString(text)
	return nil
}

// face gives the font of a style. Double width or height alone is drawn double in size, narrowed by nothing: a look,
// not a measure.
func (b *brush) face(s style) (font.Face, error) {
	if face, known := b.faces[s]; known {
		return face, nil
	}
	data, size := gomono.TTF, 20.0
	if s.bold {
		data = gomonobold.TTF
	}
	if s.wide {
		size = 40
	}
	parsed, err := opentype.Parse(data)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	b.faces[s] = face
	return face, err
}

// symbol draws a barcode or QR code; one that cannot be drawn is written.
func (b *brush) symbol(s *strip) error {
	var code barcode.Barcode
	var err error
	width, height := 300, 80
	switch s.code {
	case "QR":
		width, height = 190, 190
		code, err = qr.Encode(s.data, qr.M, qr.Auto)
	case "EAN13", "EAN8":
		code, err = ean.Encode(s.data)
	default:
		code, err = code128.Encode(s.data)
	}
	if err == nil {
		width = max(width, code.Bounds().Dx())
		code, err = barcode.Scale(code, width, height)
	}
	if err != nil {
		return b.text(s.text, border, style{})
	}
	left := b.left(s.align, width)
	for y := range height {
		for x := range width {
			b.paper.Set(left+x, b.y+y, code.At(x, y))
		}
	}
	if s.code != "QR" {
		b.y += height
		err = b.text(s.data, b.left(s.align, len(s.data)*cellWide), style{})
		b.y -= height
	}
	return err
}
