package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of workbooks: what one unpacks to in all, what of one part stays in memory (the rest lies in a temporary file), how many
// parts it has, and how long its first sheet is as text, since one cell may point at a long text again and again.
const (
	maxUnpacked  = 64 << 20
	maxInMemory  = 8 << 20
	maxParts     = 5_000
	maxSheetText = 128 << 20
)

// errSheetTooLong stops reading a sheet.
var errSheetTooLong = errors.New("the sheet is too long")

// isZip reports whether the bytes begin as a packed file does.
func isZip(at io.ReaderAt) bool {
	magic := make([]byte, 4)
	n, _ := at.ReadAt(magic, 0)
	return n == 4 && (string(magic) == "PK\x03\x04" || string(magic) == "PK\x05\x06")
}

// workbook reads the first sheet of an XLSX file as CSV: each row is one line, so that rows keep their numbers.
func workbook(at io.ReaderAt, size int64) (text []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // a file made to break its reader
			text, err = nil, &Error{Kind: Damaged, Err: fmt.Errorf("workbook: %v", r)}
		}
	}()
	if err := inspect(at, size); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(io.NewSectionReader(at, 0, size), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return nil, &Error{Kind: Damaged, Err: err}
	}
	text, err = firstSheet(f)
	if closing := f.Close(); err == nil && closing != nil {
		err = &Error{Kind: Damaged, Err: closing}
	}
	return text, err
}

// inspect looks at the parts of a packed file before anything is unpacked.
func inspect(at io.ReaderAt, size int64) error {
	z, err := zip.NewReader(at, size)
	if err != nil {
		return &Error{Kind: Damaged, Err: err}
	}
	var total uint64
	parts := map[string]bool{}
	for _, part := range z.File {
		total += part.UncompressedSize64
		parts[strings.ToLower(part.Name)] = true
		if total > maxUnpacked || part.UncompressedSize64 > maxUnpacked {
			return &Error{Kind: TooBig, Limit: maxUnpacked, Got: int64(min(total, 1<<62))}
		}
	}
	switch {
	case len(z.File) > maxParts:
		return &Error{Kind: TooBig, Limit: maxParts, Got: int64(len(z.File))}
	case parts["xl/vbaproject.bin"]:
		return &Error{Kind: NotText, Text: "xlsm"}
	case parts["xl/workbook.bin"]:
		return &Error{Kind: NotText, Text: "xlsb"}
	case parts["xl/workbook.xml"]:
		return nil
	case parts["word/document.xml"]:
		return &Error{Kind: NotText, Text: "docx"}
	case parts["mimetype"] && parts["content.xml"]:
		return &Error{Kind: NotText, Text: "ods"}
	}
	return &Error{Kind: NotText, Text: "zip"}
}

// firstSheet writes the first sheet as CSV.
func firstSheet(f *excelize.File) ([]byte, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, &Error{Kind: Empty}
	}
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return nil, &Error{Kind: Damaged, Err: err}
	}
	var out bytes.Buffer
	for n := 0; rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, errors.Join(&Error{Kind: Damaged, Err: err}, rows.Close())
		}
		if n > MaxRows+headRows {
			return nil, errors.Join(&Error{Kind: TooManyRows, Line: n, Limit: MaxRows}, rows.Close())
		}
		if err := writeCells(&out, cells); err != nil {
			return nil, errors.Join(&Error{Kind: TooBig, Line: n + 1, Limit: maxSheetText, Err: err}, rows.Close())
		}
	}
	if err := errors.Join(rows.Error(), rows.Close()); err != nil {
		return nil, &Error{Kind: Damaged, Err: err}
	}
	return out.Bytes(), nil
}

// writeCells writes one row as one line.
func writeCells(out *bytes.Buffer, cells []string) error {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) > MaxColumns+1 {
		cells = cells[:MaxColumns+1] // the reader refuses the row
	}
	for i, cell := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		if out.Len()+len(cell) > maxSheetText {
			return errSheetTooLong
		}
		cell = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(exact(cell))
		if strings.ContainsAny(cell, "\",") || strings.TrimSpace(cell) != cell {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		out.WriteString(cell)
	}
	out.WriteByte('\n')
	return nil
}

// exact writes a number of a workbook as it was meant. Spreadsheets keep binary fractions, so 2.3 may stand there as
// 2.2999999999999998: what has more than 15 digits is rounded to 15, as they show it. Some programs write long whole
// numbers, barcodes among them, as 4.600051000057E12: all digits are there, so it is written out. Any other text stays.
func exact(s string) string {
	if mantissa, exponent, found := strings.Cut(s, "E"); found && len(exponent) <= 2 && digitsOnly(exponent) && len(mantissa) <= 17 {
		whole, fraction, _ := strings.Cut(mantissa, ".")
		shift := 0
		for _, d := range exponent {
			shift = shift*10 + int(d-'0')
		}
		if len(whole) == 1 && digitsOnly(whole) && digitsOnly(fraction) && len(fraction) <= shift && shift <= 15 {
			return whole + fraction + strings.Repeat("0", shift-len(fraction))
		}
	}
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !point || !digitsOnly(whole) || !digitsOnly(fraction) || len(strings.TrimLeft(whole+fraction, "0")) < 16 || len(whole) > 15 {
		return s
	}
	return rounded(s, whole, fraction)
}

// rounded cuts a decimal number to 15 digits, half up.
func rounded(s, whole, fraction string) string {
	zeros := 0
	if strings.Trim(whole, "0") == "" {
		zeros = len(fraction) - len(strings.TrimLeft(fraction, "0"))
		whole = "0"
	}
	keep := 15 + zeros
	if whole != "0" {
		keep = 15 - len(whole)
	}
	if keep >= len(fraction) {
		return s
	}
	digits := []byte(whole + fraction[:keep])
	if fraction[keep] >= '5' {
		i := len(digits) - 1
		for ; i >= 0 && digits[i] == '9'; i-- {
			digits[i] = '0'
		}
		if i < 0 {
			digits = append([]byte{'1'}, digits...)
		} else {
			digits[i]++
		}
	}
	cut := len(digits) - keep
	out := string(digits[:cut])
	if rest := strings.TrimRight(string(digits[cut:]), "0"); rest != "" {
		out += "." + rest
	}
	if strings.HasPrefix(s, "-") {
		out = "-" + out
	}
	return out
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// locked reports whether an OLE file is a workbook with a password: the name of the stream that holds it is in there.
func locked(at io.ReaderAt, size int64) bool {
	var name []byte
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	piece, kept := make([]byte, 64<<10), 0
	for from := int64(0); from < min(size, maxUnpacked); {
		n, err := at.ReadAt(piece[kept:], from)
		if bytes.Contains(piece[:kept+n], name) {
			return true
		}
		if err != nil || n == 0 {
			return false
		}
		from += int64(n)
		kept = copy(piece, piece[max(0, kept+n-len(name)):kept+n])
	}
	return false
}
