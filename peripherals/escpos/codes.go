package escpos

import (
	"image/color"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"kassa/app/fault"
	"kassa/app/paper"
)

// longestCode128 is the longest text of a Code 128 that a printer can be told (the length is one byte, two are used).
const longestCode128 = 250

// barcode writes height (1D 68), module width (1D 77), the text below (1D 48 02) and the code itself in form B
// (1D 6B m n data), centred.
func (e *encoder) barcode(code paper.Barcode) error {
	data, symbol, modules, err := barcodeData(code)
	if err != nil {
		return err
	}
	width := 3
	for width > 2 && modules*width > e.p.Dots {
		width--
	}
	if modules*width > e.p.Dots {
		return fault.New(fault.BadBarcode, fault.Args{"code": Clean(code.Data)})
	}
	e.set(paper.Center, paper.Style{})
	e.out.Write([]byte{0x1D, 0x68, 80, 0x1D, 0x77, byte(width), 0x1D, 0x48, 0x02, 0x1D, 0x66, 0x00})
	e.out.Write([]byte{0x1D, 0x6B, symbol, byte(len(data))})
	e.out.Write(data)
	e.set(paper.Left, paper.Style{})
	return nil
}

// barcodeData checks the data and gives it as the printer wants it, with the number of the symbology and the width in
// modules.
func barcodeData(code paper.Barcode) (data []byte, symbol byte, modules int, err error) {
	bad := fault.New(fault.BadBarcode, fault.Args{"code": Clean(code.Data)})
	switch code.Kind {
	case paper.EAN13, paper.EAN8:
		length, symbol, modules := 13, byte(67), 113
		if code.Kind == paper.EAN8 {
			length, symbol, modules = 8, 68, 81
		}
		if len(code.Data) == length-1 && digits(code.Data) {
			code.Data += string('0' + checkDigit(code.Data))
		}
		if len(code.Data) != length || !digits(code.Data) || code.Data[length-1] != '0'+checkDigit(code.Data[:length-1]) {
			return nil, 0, 0, bad
		}
		return []byte(code.Data), symbol, modules, nil
	case paper.Code128:
		data = []byte("{B")
		for _, b := range []byte(code.Data) {
			if b < 0x20 || b > 0x7E {
				return nil, 0, 0, bad
			}
			if b == '{' {
				data = append(data, '{')
			}
			data = append(data, b)
		}
		if code.Data == "" || len(data) > longestCode128 {
			return nil, 0, 0, bad
		}
		return data, 73, 11*(len(code.Data)+2) + 13 + 20, nil
	}
	return nil, 0, 0, bad
}

// digits tells whether a text is digits only.
func digits(text string) bool {
	for _, b := range []byte(text) {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// checkDigit of an EAN without it: weights 3 and 1 from the right.
func checkDigit(text string) byte {
	sum := 0
	for i := range len(text) {
		weight := 3 - 2*(i%2)
		sum += int(text[len(text)-1-i]-'0') * weight
	}
	return byte((10 - sum%10) % 10)
}

// qr writes a QR code, error correction M, centred: the printer's own (1D 28 6B) or a picture, as the profile says.
// Data is text without control characters but line feeds, and at most what such a code holds (2331 bytes).
func (e *encoder) qr(data string) error {
	bad := fault.New(fault.BadBarcode, fault.Args{"code": Clean(data)})
	for _, b := range []byte(data) {
		if b < 0x20 && b != '\n' || b == 0x7F {
			return bad
		}
	}
	if data == "" {
		return bad
	}
	code, err := qr.Encode(data, qr.M, qr.Auto)
	if err != nil {
		bad.Err = err
		return bad
	}
	modules := code.Bounds().Dx()
	size := max(1, min(8, e.p.Dots*2/3/(modules+8)))
	if (modules+8)*size > e.p.Dots {
		return bad
	}
	if !e.p.QR {
		return e.picture(qrPicture(code, size))
	}
	e.set(paper.Center, paper.Style{})
	n := len(data) + 3
	e.out.Write([]byte{0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0}) // model 2
	e.out.Write([]byte{0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, byte(size)})
	e.out.Write([]byte{0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31}) // error correction M
	e.out.Write([]byte{0x1D, 0x28, 0x6B, byte(n), byte(n >> 8), 0x31, 0x50, 0x30})
	e.out.WriteString(data)
	e.out.Write([]byte{0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30})
	e.set(paper.Left, paper.Style{})
	return nil
}

// qrPicture draws a code with a quiet zone of four modules, each module size x size dots.
func qrPicture(code barcode.Barcode, size int) paper.Picture {
	modules := code.Bounds().Dx()
	side := (modules + 8) * size
	b := newBitmap(side, side)
	for y := range side {
		for x := range side {
			mx, my := x/size-4, y/size-4
			if mx < 0 || my < 0 || mx >= modules || my >= modules {
				continue
			}
			if gray, ok := color.GrayModel.Convert(code.At(mx, my)).(color.Gray); ok && gray.Y < 128 {
				b.set(x, y)
			}
		}
	}
	return paper.Picture{Width: side, Height: side, Bits: b.bits, Align: paper.Center}
}
