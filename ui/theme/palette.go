package theme

import (
	"fmt"
	"image/color"
	"math"
)

// Palette is every colour a screen may use. Screens name the use (Accent, Warn), never a number.
type Palette struct {
	Background color.NRGBA // behind everything
	Card       color.NRGBA // what lies on the background: tiles, columns, plain keys
	Line       color.NRGBA // hairlines between things that cannot be pressed
	KeyLine    color.NRGBA // the edge of what can be pressed or typed into, 3:1 or more
	Ink        color.NRGBA // text and totals
	Muted      color.NRGBA // secondary text
	Faint      color.NRGBA // text and edge of what is switched off

	Accent     color.NRGBA // take money, selected; the only strong colour of a screen
	OnAccent   color.NRGBA // text on Accent
	Change     color.NRGBA // large amounts in accent (change to give), 7:1 on Card and Soft
	Soft       color.NRGBA // background of the selected, of notes
	CardTender color.NRGBA // the second tender key
	OnCard     color.NRGBA // text on CardTender
	Warn       color.NRGBA // low stock, parked, a device that does not answer
	WarnSoft   color.NRGBA // strip behind Warn
	Bad        color.NRGBA // void, out of stock, error
	BadSoft    color.NRGBA // strip behind Bad
	OnBad      color.NRGBA // text on a key filled with Bad
	Flash      color.NRGBA // background of the line that was scanned last
	Pressed    color.NRGBA // laid over a key while the finger is on it
	Scrim      color.NRGBA // laid over the screen behind a dialog
	ScrollMark color.NRGBA // shows where in a long list one is; cannot be grabbed
	Rail       color.NRGBA // navigation on the left, lock screen
	RailKey    color.NRGBA // keys on the rail's colour
	RailChosen color.NRGBA // the open screen, the chosen person
	RailInk    color.NRGBA // text of the chosen
	RailMuted  color.NRGBA // text of the others
	Avatar     color.NRGBA // circle with initials
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func hexA(v uint32, alpha uint8) color.NRGBA {
	c := hex(v)
	c.A = alpha
	return c
}

// Light is the palette of a bright shop.
func Light() Palette {
	return Palette{
		Background: hex(0xF4F5F2), Card: hex(0xFFFFFF), Line: hex(0xE1E5E0), KeyLine: hex(0x7E8983),
		Ink: hex(0x1B2420), Muted: hex(0x5F6A64), Faint: hex(0x9AA39E),
		Accent: hex(0x0B6E4F), OnAccent: hex(0xFFFFFF), Change: hex(0x06573D), Soft: hex(0xDDF0E7),
		CardTender: hex(0x1F3A5F), OnCard: hex(0xFFFFFF),
		Warn: hex(0x9A4A08), WarnSoft: hex(0xFCEFDC), Bad: hex(0xB3261E), BadSoft: hex(0xFBE6E4), OnBad: hex(0xFFFFFF),
		Flash: hex(0xC3E6D5), Pressed: hexA(0x1B2420, 0x24), Scrim: hexA(0x101513, 0x8C), ScrollMark: hexA(0x5F6A64, 0x70),
		Rail: hex(0x12211B), RailKey: hex(0x24322C), RailChosen: hex(0x2F3C36), RailInk: hex(0xFFFFFF), RailMuted: hex(0xA6B5AD),
		Avatar: hex(0x2C5C49),
	}
}

// Dark is the palette of an evening bar.
func Dark() Palette {
	return Palette{
		Background: hex(0x101513), Card: hex(0x1A211E), Line: hex(0x2B3531), KeyLine: hex(0x728279),
		Ink: hex(0xE8EEEA), Muted: hex(0x93A19A), Faint: hex(0x5E6B65),
		Accent: hex(0x35B383), OnAccent: hex(0x07130E), Change: hex(0x74DBB2), Soft: hex(0x17382B),
		CardTender: hex(0x34577F), OnCard: hex(0xFFFFFF),
		Warn: hex(0xF0B35A), WarnSoft: hex(0x37291A), Bad: hex(0xF28B82), BadSoft: hex(0x3B2221), OnBad: hex(0x1F0806),
		Flash: hex(0x1F4D3B), Pressed: hexA(0xE8EEEA, 0x2C), Scrim: hexA(0x000000, 0xA0), ScrollMark: hexA(0x93A19A, 0x70),
		Rail: hex(0x0A0F0D), RailKey: hex(0x1D2622), RailChosen: hex(0x26302B), RailInk: hex(0xFFFFFF), RailMuted: hex(0x93A19A),
		Avatar: hex(0x2C5C49),
	}
}

// Category gives one of eight calm colours for the tab of a product tile. The same number always gives
// the same colour, whatever the theme; negative numbers count from the end.
func Category(n int) color.NRGBA {
	all := [8]uint32{0xC7883D, 0x5B8DEF, 0x7FA650, 0x8A5A44, 0x9B7BD1, 0xB9A26A, 0x0B7A58, 0xD7A12F}
	return hex(all[((n%8)+8)%8])
}

// Contrast is the ratio between the lightness of two opaque colours as WCAG 2 defines it: 1 (the same) to 21.
func Contrast(a, b color.Color) float64 {
	la, lb := lightness(a), lightness(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// Over lays a colour with transparency upon an opaque one and gives the mix.
func Over(top, under color.NRGBA) color.NRGBA {
	mix := func(t, u uint8) uint8 {
		a := uint32(top.A)
		return uint8((uint32(t)*a + uint32(u)*(255-a) + 127) / 255)
	}
	return color.NRGBA{R: mix(top.R, under.R), G: mix(top.G, under.G), B: mix(top.B, under.B), A: 0xFF}
}

func lightness(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(v uint32) float64 {
	s := float64(v) / 0xFFFF
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

func hexOf(c color.NRGBA) string {
	return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
}
