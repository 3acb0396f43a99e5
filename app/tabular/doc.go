// Package tabular reads and writes the tables that shops carry from one program to another: CSV, plain or packed with
// gzip, and XLSX. It knows nothing of goods and prices, only of rows, columns and numbers as people write them.
//
// Reading, in words. The whole file is looked at once before the first row is handed out: is it packed, is it text at all,
// which letters does it use (UTF-8, UTF-16, Windows-1251 or Windows-1252), which mark stands between the columns. So a file
// that is damaged or far too big is refused before anything was done with it. Then the rows come one at a time, in little
// memory. A broken row is handed out as an *Error with its number and line, and reading goes on behind it: after a quote
// that was never closed, with the line below the one that opened it. The limits are the constants of this package.
//
// The rule for numbers: what can be read in one way is read; what can be read in two ways is decided by the column, or
// refused. "1,234.56", "1.234,56" and "1 234,56" have one meaning each. "1,234" has two, so GuessStyle looks at the
// neighbours: where "12,50" stands, the comma is the decimal mark. Nothing is ever rounded.
//
// A workbook (XLSX) is read by its first sheet, cell by cell as it is stored and not as it is shown; then it is a table like
// any other. It is looked at before it is unpacked: one that has macros or a password, or that would unpack to more than 64 MiB,
// is refused at once.
//
// Writing: RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are
// written by methods of their own, so a negative number stays a number.
//
// Example. The bytes of a Russian export, without any mark that tells the letters,
//
//	Штрихкод;Наименование;Цена, руб.
//	4600000000015;Чай "Утро";1 250,00
//
// are recognised as Windows-1251 with semicolons. A Mapping with the fields barcode, name and price finds its three
// columns, and
//
//	style, err := table.Style(columns.Index("price"))
//	for row, err := range table.Rows() {
//		price, err := columns.Decimal(row, "price", 2, style)
//
// gives 125000 for the price of row 1, which began in line 2.
package tabular

// Limits of what is read. A file beyond them is refused with an *Error that names the limit.
const (
	// MaxBytes is the size of a table, unpacked, in bytes: 1 GiB.
	MaxBytes = 1 << 30
	// MaxPacking is how many times bigger than its gzip file a table may be, beyond its first freeBytes bytes.
	MaxPacking = 400
	// MaxRows is the number of rows under the header.
	MaxRows = 2_000_000
	// MaxColumns is the number of columns of one row.
	MaxColumns = 1_000
	// MaxField is the length of one field, in bytes of UTF-8: 64 KiB. A quote that is not closed within it counts as never closed.
	MaxField = 64 << 10
	// MaxRecord is the length of one row with its marks, in bytes of UTF-8: 1 MiB.
	MaxRecord = 1 << 20
	// MaxBroken is the number of rows with broken quotes or limits after which the file is not taken for a table any more.
	MaxBroken = 10_000

	freeBytes = 16 << 20 // unpacked bytes that are allowed whatever the packing
	headRows  = 20       // rows in which a header is looked for
)
