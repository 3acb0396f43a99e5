package printer

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// A page is a code page of the printer.
type page struct {
	name  string
	chars *charmap.Charmap
}

// codeNumbers gives the code pages by the number after ESC t, as a maker counts them.
func codeNumbers(maker string) (map[byte]page, error) {
	cp437, cp858 := page{"CP437", charmap.CodePage437}, page{"CP858", charmap.CodePage858}
	cp866, cp1251 := page{"CP866", charmap.CodePage866}, page{"CP1251", charmap.Windows1251}
	switch strings.ToLower(maker) {
	case "", "epson":
		return map[byte]page{0: cp437, 2: {"CP850", charmap.CodePage850}, 3: {"CP860", charmap.CodePage860},
			4: {"CP863", charmap.CodePage863}, 5: {"CP865", charmap.CodePage865}, 16: {"CP1252", charmap.Windows1252},
			17: cp866, 18: {"CP852", charmap.CodePage852}, 19: cp858, 34: {"CP855", charmap.CodePage855},
			45: {"CP1250", charmap.Windows1250}, 46: cp1251, 47: {"CP1253", charmap.Windows1253},
			48: {"CP1254", charmap.Windows1254}}, nil
	case "rp326":
		return map[byte]page{0: cp437, 6: cp1251, 7: cp866, 28: {"CP855", charmap.CodePage855},
			30: {"CP1250", charmap.Windows1250}}, nil
	case "pos-5890":
		return map[byte]page{0: cp437, 16: {"CP1252", charmap.Windows1252}, 17: cp866, 59: cp866,
			71: {"CP1252", charmap.Windows1252}, 73: cp1251}, nil
	}
	return nil, fmt.Errorf("%q: the numbers of code pages are known of epson, rp326 and pos-5890", maker)
}

// decode gives the character of a byte.
func (p page) decode(b byte) rune {
	if b < 0x80 {
		return rune(b)
	}
	if p.chars == nil {
		return '\uFFFD'
	}
	return p.chars.DecodeByte(b)
}
