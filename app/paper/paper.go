// Package paper describes a document for a narrow printer: what stands where, in which size, and no more.
//
// A [Document] is a list of [Item]s, top to bottom. It knows no shop, no language and no bytes: app/receipt says what
// is on it, a driver in peripherals says how a printer is told. Columns are counted in characters of the normal font;
// a driver wraps and aligns by the width of its printer.
//
// A worked example: the line "Whole milk 1 l" with "2.70" at the right edge is
// Row{Left: "Whole milk 1 l", Right: "2.70"}; on 42 columns the driver prints the name, 24 spaces, and the sum; a
// name that is too long takes further lines, the sum stands on the last of them.
package paper

// Align says where text, a code or a picture stands on the paper.
type Align uint8

// The three places.
const (
	Left Align = iota
	Center
	Right
)

// Style is how text looks. Wide and Tall double it.
type Style struct {
	Bold bool
	Wide bool
	Tall bool
}

// Item is one part of a document: [Text], [Row], [Rule], [Feed], [Barcode], [QR], [Picture], [Cut] or [Pulse].
type Item interface{ item() }

// Text is a paragraph; it wraps at words, and inside a word only when the word is longer than the paper.
type Text struct {
	Text  string
	Align Align
	Style Style
}

// Row is text at the left edge and text at the right edge of the same line.
type Row struct {
	Left  string
	Right string
	Style Style
}

// Rule is a thin line over the whole width.
type Rule struct{}

// Feed is empty lines.
type Feed struct{ Lines int }

// Kind of a barcode.
type Kind uint8

// The barcodes that every receipt printer knows.
const (
	EAN13 Kind = iota
	EAN8
	Code128
)

// Barcode is a one-dimensional code with its text below.
type Barcode struct {
	Kind Kind
	Data string
}

// QR is a QR code, error correction M.
type QR struct{ Data string }

// Picture is black and white, one bit a dot, rows padded to whole bytes, the highest bit at the left, 1 is black.
type Picture struct {
	Width, Height int
	Bits          []byte
	Align         Align
}

// Cut feeds to the cutter and cuts.
type Cut struct{}

// Pulse opens the cash drawer that hangs on the printer.
type Pulse struct{}

func (Text) item()    {}
func (Row) item()     {}
func (Rule) item()    {}
func (Feed) item()    {}
func (Barcode) item() {}
func (QR) item()      {}
func (Picture) item() {}
func (Cut) item()     {}
func (Pulse) item()   {}

// Document is one piece of paper.
type Document struct{ Items []Item }

// Add appends items and returns the document, so that a document can be written top to bottom.
func (d *Document) Add(items ...Item) *Document {
	d.Items = append(d.Items, items...)
	return d
}
