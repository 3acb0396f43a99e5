// Package pdf draws reports on A4 paper. It is the only place that knows gofpdf.
//
// The rule: a [Sheet] comes in as words, already in the language and form of the reader; what goes out is the same file,
// byte for byte, for the same sheet: the fonts are the program's own, the catalogue is sorted, and the only time in it is
// the one the sheet names. A table that is longer than a page goes on with its heads repeated.
//
// A worked example: the sales of a week are a sheet with the title "Sales by day", the shop's name, nine columns and
// eight rows. It is one page; the last row, the total, stands in bold under a line; the foot says "1 / 1".
package pdf

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"kassa/assets"
)

// Sheet is a table with its words.
type Sheet struct {
	Shop  string
	Title string
	Heads []string
	Left  []bool // columns that stand at the left edge: words; numbers stand at the right
	Rows  [][]string
	Total []string // empty: none
	Empty string   // said in place of rows when there are none
	Made  time.Time
	Mark  string // said large at the head and the foot of every page, when this is no paper of the shop; empty: it is
}

// The measures of the page, in millimetres, and of the letters, in points.
const (
	margin     = 14.0
	rowHeight  = 7.0
	textSize   = 9.0
	titleSize  = 16.0
	cellInside = 1.6
	family     = "noto"
)

// Write draws the sheet. An error is one of the fonts, of the drawing or of the writer.
func (s Sheet) Write(w io.Writer) error {
	p, err := begin(s.Made)
	if err != nil {
		return err
	}
	p.SetFooterFunc(func() {
		p.SetY(-margin)
		p.SetFont(family, "", textSize)
		p.CellFormat(0, rowHeight, fmt.Sprintf("%d / {nb}", p.PageNo()), "", 0, "C", false, 0, "")
		s.mark(p, -margin)
	})
	p.SetHeaderFunc(func() { s.mark(p, margin-rowHeight) })
	p.AddPage()
	p.SetFont(family, "", textSize)
	p.CellFormat(0, rowHeight, printable(s.Shop), "", 1, "L", false, 0, "")
	p.SetFont(family, "B", titleSize)
	p.CellFormat(0, 1.5*rowHeight, printable(s.Title), "", 1, "L", false, 0, "")
	p.Ln(rowHeight / 2)
	if len(s.Rows) == 0 {
		p.SetFont(family, "", textSize)
		p.CellFormat(0, rowHeight, printable(s.Empty), "", 1, "L", false, 0, "")
		return p.Output(w)
	}
	s.table(p)
	return p.Output(w)
}

// mark says at the right edge, at a height of the page, what this is, and goes back to where it was.
func (s Sheet) mark(p *gofpdf.Fpdf, y float64) {
	if s.Mark == "" {
		return
	}
	x, back := p.GetXY()
	p.SetXY(margin, y)
	p.SetFont(family, "B", titleSize)
	p.CellFormat(0, rowHeight, printable(s.Mark), "", 0, "R", false, 0, "")
	p.SetXY(x, back)
}

// begin makes an empty document on A4, lying, with the program's own fonts.
func begin(made time.Time) (*gofpdf.Fpdf, error) {
	p := gofpdf.New("L", "mm", "A4", "")
	for style, file := range map[string]string{"": "font/NotoSans-Regular.ttf", "B": "font/NotoSans-Bold.ttf"} {
		font, err := fs.ReadFile(assets.Fonts, file)
		if err != nil {
			return nil, err
		}
		p.AddUTF8FontFromBytes(family, style, font)
	}
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(false, margin)
	p.SetCatalogSort(true)
	p.SetCreationDate(made)
	p.SetModificationDate(made)
	p.AliasNbPages("{nb}")
	return p, p.Error()
}

// table draws the rows, and the heads again on every page.
func (s Sheet) table(p *gofpdf.Fpdf) {
	widths := s.widths(p)
	_, height := p.GetPageSize()
	s.row(p, widths, s.Heads, "B", "B")
	for _, row := range s.Rows {
		if p.GetY()+rowHeight > height-2*margin {
			p.AddPage()
			s.row(p, widths, s.Heads, "B", "B")
		}
		s.row(p, widths, row, "", "")
	}
	if len(s.Total) > 0 {
		s.row(p, widths, s.Total, "B", "T")
	}
}

func (s Sheet) row(p *gofpdf.Fpdf, widths []float64, cells []string, style, border string) {
	p.SetFont(family, style, textSize)
	for i, c := range cells {
		align := "R"
		if s.Left[i] {
			align = "L"
		}
		p.CellFormat(widths[i], rowHeight, short(p, printable(c), widths[i]-2*cellInside), border, 0, align, false, 0, "")
	}
	p.Ln(rowHeight)
}

// widths gives every column what its widest cell needs; what is left goes to the words, and what lacks is taken from them.
func (s Sheet) widths(p *gofpdf.Fpdf) []float64 {
	widths := make([]float64, len(s.Heads))
	p.SetFont(family, "B", textSize)
	for _, row := range append(append([][]string{s.Heads}, s.Rows...), s.Total) {
		for i, c := range row {
			widths[i] = max(widths[i], p.GetStringWidth(printable(c))+2*cellInside+1)
		}
	}
	page, _ := p.GetPageSize()
	rest, words := page-2*margin, 0
	for i, w := range widths {
		rest -= w
		if s.Left[i] {
			words++
		}
	}
	for i := range widths {
		if s.Left[i] {
			widths[i] = max(widths[i]+rest/float64(words), 10)
		}
	}
	return widths
}

// short cuts a text that is wider than its cell.
func short(p *gofpdf.Fpdf, s string, width float64) string {
	letters := []rune(s)
	for len(letters) > 1 && p.GetStringWidth(string(letters)) > width {
		letters = append(letters[:len(letters)-2], '…')
	}
	return string(letters)
}

// printable leaves out what the library cannot draw: characters beyond the basic plane make it panic.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return '\uFFFD'
		case r == '\u202F' || r == '\u2009':
			return '\u00A0'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
