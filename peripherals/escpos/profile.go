package escpos

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Page names a code page: "CP437", "CP858", "CP866" or "CP1251".
type Page string

// The code pages that Encode can write.
const (
	CP437  Page = "CP437"  // Western letters and frames, the page of a printer that was just switched on
	CP858  Page = "CP858"  // Western Europe with €
	CP866  Page = "CP866"  // Cyrillic, of DOS
	CP1251 Page = "CP1251" // Cyrillic, of Windows, with € and № and typographic quotes
)

// Drawer says how the cash drawer on the printer is opened.
type Drawer struct {
	Pin   int // 2 or 5, the pin of the connector
	OnMs  int // length of the pulse, 2..510 milliseconds
	OffMs int // pause after it, 2..510 milliseconds; makers want at least four times OnMs
}

// Profile says what a model of printer can do. The zero value is useless; start from [Named].
type Profile struct {
	Name    string
	Columns int // characters of the normal font on a line, 16..96
	Dots    int // printable dots on a line, 128..832
	// CodePages gives the number after ESC t for each page that the printer has. A page that is left out is not used.
	CodePages map[Page]byte
	Cut       bool // it has a cutter; without one paper.Cut feeds to the tear bar
	QR        bool // it draws QR codes itself; without it they are sent as pictures
	// RasterMissing draws a line as a picture when it has a character that no code page holds and Font has. Without
	// it such a character is written out ("руб." for ₽) or becomes "?".
	RasterMissing bool
	Font          []byte // a TrueType or OpenType font for those lines; without one RasterMissing does nothing
	BandRows      int    // rows of a picture sent with one command, 8..128; small memories want small bands
	Drawer        Drawer
}

// Named gives a built-in profile. The empty name is "default": Epson's numbers, 42 columns, a cutter. Names are
// compared without case. found is false for a name that is not built in.
func Named(name string) (p Profile, found bool) {
	if name == "" {
		name = "default"
	}
	for _, one := range builtin() {
		if strings.EqualFold(one.Name, name) {
			return one, true
		}
	}
	return Profile{}, false
}

// Names lists the built-in profiles.
func Names() []string {
	var names []string
	for _, one := range builtin() {
		names = append(names, one.Name)
	}
	return names
}

// builtin are the profiles that come with the program. Page numbers follow escpos-printer-db (receipt-print-hq,
// CC BY 4.0); a page whose number is not certain is left out, because another page or a picture is better than a
// line of wrong letters.
func builtin() []Profile {
	epson := map[Page]byte{CP437: 0, CP858: 19, CP866: 17, CP1251: 46}
	wide := Profile{Columns: 42, Dots: 512, Cut: true, QR: true, RasterMissing: true, BandRows: 128,
		Drawer: Drawer{Pin: 2, OnMs: 50, OffMs: 500}}
	narrow := wide
	narrow.Columns, narrow.Dots, narrow.Cut, narrow.QR, narrow.BandRows = 32, 384, false, false, 64
	of := func(base Profile, name string, pages map[Page]byte) Profile {
		base.Name, base.CodePages = name, maps.Clone(pages)
		return base
	}
	rongta := of(wide, "RP326", map[Page]byte{CP437: 0, CP866: 7, CP1251: 6})
	rongta.Columns, rongta.Dots = 48, 576
	return []Profile{
		of(wide, "default", epson),
		of(wide, "TM-T88V", epson),
		of(narrow, "58mm", map[Page]byte{CP437: 0, CP858: 19, CP866: 17}),
		rongta,
		of(narrow, "POS-5890", map[Page]byte{CP437: 0, CP866: 17, CP1251: 73}),
	}
}

// FromQuery reads a profile from the options of a device address: profile=NAME, and over it columns, dots, cut, qr,
// raster (0 or 1), pages ("CP866:17,CP1251:46", replacing all), pin, on, off (the drawer, in milliseconds). Options of
// other readers are left alone. The error names the option and the value.
func FromQuery(query url.Values) (Profile, error) {
	p, found := Named(query.Get("profile"))
	if !found {
		return Profile{}, fmt.Errorf("profile=%s: known are %s", query.Get("profile"), strings.Join(Names(), ", "))
	}
	for _, number := range []struct {
		name     string
		into     *int
		min, max int
	}{
		{"columns", &p.Columns, 16, 96}, {"dots", &p.Dots, 128, 832},
		{"on", &p.Drawer.OnMs, 2, 510}, {"off", &p.Drawer.OffMs, 2, 510},
	} {
		if text := query.Get(number.name); text != "" {
			value, err := strconv.Atoi(text)
			if err != nil || value < number.min || value > number.max {
				return Profile{}, fmt.Errorf("%s=%s: wanted is %d..%d", number.name, text, number.min, number.max)
			}
			*number.into = value
		}
	}
	if query.Get("columns") != "" && query.Get("dots") == "" {
		p.Dots = min(832, max(128, (p.Columns*cellDots+7)/8*8))
	}
	for name, into := range map[string]*bool{"cut": &p.Cut, "qr": &p.QR, "raster": &p.RasterMissing} {
		if text := query.Get(name); text != "" {
			value, err := strconv.ParseBool(text)
			if err != nil {
				return Profile{}, fmt.Errorf("%s=%s: wanted is 0 or 1", name, text)
			}
			*into = value
		}
	}
	switch pin := query.Get("pin"); pin {
	case "":
	case "2", "5":
		p.Drawer.Pin = int(pin[0] - '0')
	default:
		return Profile{}, fmt.Errorf("pin=%s: wanted is 2 or 5", pin)
	}
	return p, p.readPages(query.Get("pages"))
}

// readPages replaces the code pages by those of "CP866:17,CP1251:46".
func (p *Profile) readPages(text string) error {
	if text == "" {
		return nil
	}
	p.CodePages = map[Page]byte{}
	for part := range strings.SplitSeq(text, ",") {
		name, number, _ := strings.Cut(part, ":")
		page := Page(strings.ToUpper(strings.TrimSpace(name)))
		n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 8)
		if err != nil || !slices.Contains(order[:], page) {
			return fmt.Errorf("pages=%s: wanted is CP866:17,CP1251:46 with CP437, CP858, CP866 or CP1251", text)
		}
		p.CodePages[page] = byte(n)
	}
	return nil
}
