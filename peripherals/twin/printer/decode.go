package printer

import (
	"bytes"
	"fmt"
)

// A decoder reads the stream of bytes and puts what they mean on a sheet.
type decoder struct {
	sheet  *sheet
	reply  func(...byte)                // what the printer answers
	status func(command, n byte) []byte // the answer to DLE EOT n (0x04), GS r n ('r'), GS I n ('I'), GS a n ('a')
	ended  func()                       // GS r was worked through
	fresh  func()                       // ESC @ begins something new
	codes  map[byte]page
	qr     []byte
}

// step reads one command or a run of text from the beginning of b: how many bytes it took, 0 when more must come.
func (d *decoder) step(b []byte) int {
	switch b[0] {
	case 0x0A:
		d.sheet.newLine()
		return 1
	case 0x0D:
		return 1
	case 0x10:
		return d.dle(b)
	case 0x1B:
		return d.esc(b)
	case 0x1C:
		return d.fs(b)
	case 0x1D:
		return d.gs(b)
	}
	if b[0] < 0x20 || b[0] == 0x7F {
		return d.foreign(b, 1)
	}
	n := 1
	for n < len(b) && b[n] >= 0x20 && b[n] != 0x7F {
		n++
	}
	d.sheet.text(b[:n])
	return n
}

// foreign notes bytes that no table has.
func (d *decoder) foreign(b []byte, n int) int {
	d.sheet.job.Foreign = append(d.sheet.job.Foreign, fmt.Sprintf("% X", b[:min(n, len(b), 8)]))
	return n
}

// count notes a command by its first bytes.
func (d *decoder) count(name string) { d.sheet.job.Commands[name]++ }

// dle are the real-time commands.
func (d *decoder) dle(b []byte) int {
	length := 0
	switch {
	case len(b) < 3:
		return 0
	case b[1] == 0x04 && b[2] >= 1 && b[2] <= 4:
		d.reply(d.status(0x04, b[2])...)
		return 3
	case b[1] == 0x05:
		return 3
	case b[1] == 0x14 && b[2] == 0x01:
		length = 5
	case b[1] == 0x14 && b[2] == 0x08:
		length = 10
	default:
		return d.foreign(b, 2)
	}
	if len(b) < length {
		return 0
	}
	if length == 5 {
		d.sheet.pulse(b[3], int(b[4])*100)
	}
	return length
}

// escLengths gives the length of the ESC commands that always have one.
func escLength(command byte) int {
	switch command {
	case '@', '2', 'i', 'm':
		return 2
	case 't', 'R', 'E', '-', 'a', 'd', 'J', 'M', '!', '3', 'G', '{', 'V', ' ', '=':
		return 3
	case 'B', '$', '\\':
		return 4
	case 'p':
		return 5
	}
	return 0
}

// esc are the commands that begin with 1B.
func (d *decoder) esc(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	n := escLength(b[1])
	switch {
	case b[1] == '*':
		return d.columnImage(b)
	case n == 0:
		return d.foreign(b, 2)
	case len(b) < n:
		return 0
	}
	d.count("ESC " + string(b[1]))
	s := d.sheet
	switch b[1] {
	case '@':
		d.fresh()
		d.sheet.reset()
	case 't':
		s.turnTo(d.codes, b[2])
	case 'E', 'G':
		s.style.bold = b[2]&1 == 1
	case 'a':
		s.align = b[2] & 3 % 3
	case '!':
		s.style.bold, s.style.tall, s.style.wide = b[2]&8 != 0, b[2]&0x10 != 0, b[2]&0x20 != 0
	case 'd':
		s.feed(int(b[2]))
	case 'J':
		s.feed(int(b[2]) / 30)
	case 'i', 'm':
		s.cut()
	case 'p':
		s.pulse(b[2], int(b[3])*2)
	}
	return n
}

// fs are the commands that begin with 1C: Kanji.
func (d *decoder) fs(b []byte) int {
	switch {
	case len(b) < 2:
		return 0
	case b[1] == '.' || b[1] == '&':
		d.count("FS " + string(b[1]))
		return 2
	}
	return d.foreign(b, 2)
}

// gs are the commands that begin with 1D.
func (d *decoder) gs(b []byte) int {
	if len(b) < 3 {
		return 0
	}
	n := 3
	switch b[1] {
	case '!', 'B', 'h', 'w', 'H', 'f', 'r', 'a', 'I', 'b':
	case 'L', 'W', 'P', '$':
		n = 4
	case 'V':
		if b[2] > 1 && b[2] != '0' && b[2] != '1' {
			n = 4
		}
	case 'k':
		return d.barcode(b)
	case 'v':
		return d.raster(b)
	case '(':
		return d.function(b)
	default:
		return d.foreign(b, 2)
	}
	if len(b) < n {
		return 0
	}
	d.count("GS " + string(b[1]))
	switch b[1] {
	case '!':
		d.sheet.style.wide, d.sheet.style.tall = b[2]>>4 > 0, b[2]&0xF > 0
	case 'V':
		d.sheet.cut()
	case 'r', 'I', 'a':
		d.reply(d.status(b[1], b[2])...)
		if b[1] == 'r' {
			d.ended()
		}
	}
	return n
}

// symbologies of GS k in form B.
func symbology(m byte) string {
	names := []string{"UPC-A", "UPC-E", "EAN13", "EAN8", "CODE39", "ITF", "CODABAR", "CODE93", "CODE128"}
	if m < 65 || int(m) >= 65+len(names) {
		return ""
	}
	return names[m-65]
}

// barcode is 1D 6B m n data, or the older 1D 6B m data 00.
func (d *decoder) barcode(b []byte) int {
	if b[2] <= 6 {
		end := bytes.IndexByte(b[3:], 0)
		if end < 0 {
			return 0
		}
		d.count("GS k")
		d.sheet.barcode(symbology(b[2]+65), string(b[3:3+end]))
		return 3 + end + 1
	}
	name := symbology(b[2])
	if name == "" {
		return d.foreign(b, 3)
	}
	if len(b) < 4 || len(b) < 4+int(b[3]) {
		return 0
	}
	data := b[4 : 4+int(b[3])]
	d.count("GS k")
	d.hidden(data)
	if name == "CODE128" {
		data, _ = bytes.CutPrefix(data, []byte("{B"))
		data = bytes.ReplaceAll(data, []byte("{{"), []byte("{"))
	}
	d.sheet.barcode(name, string(data))
	return 4 + int(b[3])
}

// raster is 1D 76 30 m xL xH yL yH and y rows of x bytes.
func (d *decoder) raster(b []byte) int {
	if b[2] != '0' {
		return d.foreign(b, 3)
	}
	if len(b) < 8 {
		return 0
	}
	x, y := int(b[4])|int(b[5])<<8, int(b[6])|int(b[7])<<8
	if len(b) < 8+x*y {
		return 0
	}
	d.count("GS v")
	d.hidden(b[8 : 8+x*y])
	d.sheet.picture(x*8, y, b[8:8+x*y])
	return 8 + x*y
}

// columnImage is 1B 2A m nL nH and columns of 8 or 24 dots.
func (d *decoder) columnImage(b []byte) int {
	if len(b) < 5 {
		return 0
	}
	columns, deep := int(b[3])|int(b[4])<<8, 1
	if b[2] >= 32 {
		deep = 3
	}
	if len(b) < 5+columns*deep {
		return 0
	}
	d.count("ESC *")
	d.hidden(b[5 : 5+columns*deep])
	d.sheet.note(fmt.Sprintf("[columns %dx%d]", columns, deep*8))
	return 5 + columns*deep
}

// function is 1D 28 fn pL pH and p bytes; known is k, the QR code.
func (d *decoder) function(b []byte) int {
	if len(b) < 5 {
		return 0
	}
	p := int(b[3]) | int(b[4])<<8
	if len(b) < 5+p {
		return 0
	}
	d.count("GS ( " + string(b[2]))
	data := b[5 : 5+p]
	switch {
	case b[2] != 'k' || p < 3 || data[0] != 0x31:
		d.foreign(b, 5+p)
	case data[1] == 0x50:
		d.hidden(data[3:])
		d.qr = append([]byte(nil), data[3:]...)
	case data[1] == 0x51:
		d.sheet.qr(string(d.qr))
	}
	return 5 + p
}

// hidden looks for real-time commands in data: a real printer obeys them there too.
func (d *decoder) hidden(data []byte) {
	for i := 0; i+2 < len(data); i++ {
		if data[i] == 0x10 && (data[i+1] == 0x04 && data[i+2] >= 1 && data[i+2] <= 4 ||
			data[i+1] == 0x05 || data[i+1] == 0x14) {
			d.foreign(data[i:], 3)
		}
	}
}
