package theme

import "math"

// Millimetres per screen as they are sold; the ruler in setup measures the real one.
const (
	// Density15Inch is a 15 inch screen of 1024 by 768: 20 mm are 67 units.
	Density15Inch = 67.0 / 20
	// Density156Inch is a 15.6 inch screen of 1366 by 768: 20 mm are 79 units.
	Density156Inch = 79.0 / 20
	// DensityFullHD is a 15.6 inch screen of 1920 by 1080: 20 mm are 111 units.
	DensityFullHD = 111.0 / 20
)

// The distances between things, in canvas units.
const (
	Gap4   float32 = 4
	Gap8   float32 = 8
	Gap12  float32 = 12
	Gap16  float32 = 16
	Gap24  float32 = 24
	Radius float32 = 12 // corner of cards and keys
	Slop   float32 = 12 // how far a finger may slide and still tap
)

// Metrics turns fingers and eyes into canvas units. A finger is measured in millimetres, because screens
// misreport their size: the setting says how many units a millimetre has. Letters grow by a percentage.
type Metrics struct {
	PerMM       float32 // canvas units in a millimetre, from the ruler in setup
	TextPercent int     // 100 to 200; 130 is "large text"
}

// MM is a length in millimetres as whole canvas units.
func (m Metrics) MM(mm float32) float32 { return round(mm * m.PerMM) }

// Pay is the least edge of pay keys, tenders and number pads: 20 mm.
func (m Metrics) Pay() float32 { return m.MM(20) }

// Touch is the least edge of every other key: 12 mm.
func (m Metrics) Touch() float32 { return m.MM(12) }

// Least is what nothing that can be tapped may fall below: 10 mm.
func (m Metrics) Least() float32 { return m.MM(10) }

// Grow is how much text is larger than at 100 %.
func (m Metrics) Grow() float32 { return float32(m.TextPercent) / 100 }

// Text scales a text size and makes it sharp.
func (m Metrics) Text(size float32) float32 { return Sharp(round(size * m.Grow())) }

// Caption is the size of captions (14).
func (m Metrics) Caption() float32 { return m.Text(14) }

// Body is the size of running text (16).
func (m Metrics) Body() float32 { return m.Text(16) }

// Sell is the size of running text on the sell screen (17).
func (m Metrics) Sell() float32 { return m.Text(17) }

// Title is the size of titles of cards (18).
func (m Metrics) Title() float32 { return m.Text(18) }

// Heading is the size of the name of a screen (24).
func (m Metrics) Heading() float32 { return m.Text(24) }

// Total is the size of a total (32).
func (m Metrics) Total() float32 { return m.Text(32) }

// Amount is the size of amounts while paying (46).
func (m Metrics) Amount() float32 { return m.Text(46) }

// ChangeDigits is the text size that makes digits 12 mm tall, for the change to give. A digit of Noto Sans
// is 0.714 of its text size tall.
func (m Metrics) ChangeDigits() float32 { return round(12 * m.PerMM / 0.714) }

// RailWidth is the width of the navigation: 76, somewhat wider where the text is larger.
func (m Metrics) RailWidth() float32 { return round(76 * (1 + (m.Grow()-1)*0.6)) }

// The proportions of Noto Sans: a line, what stands above the base line, and the feet of letters like g.
const (
	lineHigh = 1.362
	ascent   = 1.069
	feet     = 0.24
)

// Sharp gives the least text size, not below the given one, at which letters keep their feet. Fyne paints a
// line into a whole number of pixels and rounds the base line down the page; at 15 that leaves three
// rows for feet of 3.6, and the g loses its end.
func Sharp(size float32) float32 {
	for ; ; size += 0.25 {
		rows := math.Round(float64(size)*lineHigh) - math.Ceil(float64(size)*ascent)
		if rows >= float64(size)*feet-0.1 {
			return size
		}
	}
}

// Smaller gives the next sharp text size, about one unit below.
func Smaller(size float32) float32 {
	return Sharp(float32(math.Floor(float64(size))) - 1)
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
