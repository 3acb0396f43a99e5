package verify

import (
	"context"
	"iter"
)

// Source hands out the books row by row, as they are stored and without judging them. All calls of one run must see
// one state of the database. An error ends the run: the books cannot be read.
type Source interface {
	// Tills are all tills, also those that work no more.
	Tills(ctx context.Context) ([]Till, error)
	// Records are the journal rows of a till, in the order of Seq.
	Records(ctx context.Context, till string) iter.Seq2[Record, error]
	// Series are the number series that occur in the sales of a till.
	Series(ctx context.Context, till string) ([]string, error)
	// Sales are the sales of a till and series, whole, in the order of Number. Lines, taxes and payments come in the
	// order of their numbers.
	Sales(ctx context.Context, till, series string) iter.Seq2[Sale, error]
	// Shifts are all shifts of all tills.
	Shifts(ctx context.Context) iter.Seq2[Shift, error]
	// TenderChanges are all corrections of tenders, oldest first.
	TenderChanges(ctx context.Context) iter.Seq2[TenderChange, error]
	// Moves is the whole ledger of goods, in any order; least memory is used when the moves of a document stand together.
	Moves(ctx context.Context) iter.Seq2[Move, error]
	// StockDocs are the documents of the stock room, whole, in any order; lines come in the order of their numbers.
	StockDocs(ctx context.Context) iter.Seq2[StockDoc, error]
	// Stocks is the stock by place and product.
	Stocks(ctx context.Context) iter.Seq2[Stock, error]
	// Sums are the sums that are kept beside the sales, of all four kinds.
	Sums(ctx context.Context) iter.Seq2[Sum, error]
	// Staff are all people, also those who work here no more.
	Staff(ctx context.Context) iter.Seq2[Staff, error]
	// Times are all marks of the time clock.
	Times(ctx context.Context) iter.Seq2[Time, error]
	// CashMoves is the whole ledger of the drawers, CashCounts are all counts, Zs all Z reports, in any order.
	CashMoves(ctx context.Context) iter.Seq2[CashMove, error]
	CashCounts(ctx context.Context) iter.Seq2[CashCount, error]
	Zs(ctx context.Context) iter.Seq2[Z, error]
	// Settings is everything that can be set and is a single value: the settings themselves, and the fields of the shop under the
	// keys by which they are set ("shop.name").
	Settings(ctx context.Context) iter.Seq2[Setting, error]
	// TaxGroups and Tenders are those that are in use.
	TaxGroups(ctx context.Context) iter.Seq2[TaxGroup, error]
	Tenders(ctx context.Context) iter.Seq2[Tender, error]
	// TilePages are all pages of tiles, whole, in any order.
	TilePages(ctx context.Context) iter.Seq2[TilePage, error]
	// Offers are all offers, in any order.
	Offers(ctx context.Context) iter.Seq2[Offer, error]
	// Catalogue are those products and categories that are asked for by their ids, also products that were put away.
	Catalogue(ctx context.Context, asked map[string]bool) iter.Seq2[Thing, error]
	// Counts are the numbers of rows of the tables.
	Counts(ctx context.Context) (Counts, error)
}

// Till is one register. KeyID is its public key: 64 hexadecimal digits.
type Till struct{ ID, Code, KeyID, Series, Place string }

// Record is one row of the journal. Times are UTC milliseconds.
type Record struct {
	Till              string
	Seq               int64
	Act, Kind         string
	At                int64
	Offset, Day, Hour int64
	Staff             string
	Body              []byte
	Prev, Hash        []byte
	Signature         []byte // nil where there is none
	KeyID             string
}

// Sale is one closed sale with everything that hangs on it. Amounts are minor units, quantities thousandths, prices
// 1/10,000 of a minor unit, rates millionths, times UTC milliseconds; ids are those that leave the database.
type Sale struct {
	ID, Kind                string
	Till, TillCode          string
	Series                  string
	Number                  int64
	Place, Entity, Shift    string
	Staff, StaffCode        string
	Customer                string
	At, Offset, Day, Hour   int64
	Currency                string // of the sale; all its payments have it
	Exponent                int64
	Rounding, TaxRounding   string
	CashDirection, CashForm string
	CashStep                int64
	List, Discount          int64
	Net, Tax, Total         int64
	CashRounding, Cost      int64
	Note                    string
	NoteErased              bool // the note was taken out on purpose
	FiscalNumber, FiscalQR  string
	FiscalSignature         string
	FiscalOutage            bool
	Lines                   []Line
	Taxes                   []Tax
	Payments                []Payment
}

// Line is one line of a sale.
type Line struct {
	No                    int64
	Product, SKU, Barcode string
	Name, Category, Unit  string
	Qty, ListPrice, Price int64
	List, Discount        int64 // Discount: what the adjustments took
	Adjustments           []Adjustment
	Net, Tax, Total, Cost int64
	Taxes                 []Tax
	Tracked               bool
	Note                  string
	NoteErased            bool // the note was taken out on purpose
	PieceCode, MarkProof  string
	Seller                string
	OfSale                string
	OfLine                int64
}

// Adjustment is one step from the list price of a line to its total.
type Adjustment struct {
	Reason       string
	Rate, Amount int64
	Offer, Name  string // of an offer: which, and what it was called
	Qty          int64  // how much of the line it used
}

// Tax is one tax of a line or of a sale; No counts from 1, Names are by language.
type Tax struct {
	No                 int64
	Code               string
	Names              map[string]string
	Rate, Base, Amount int64
	Inclusive          bool
}

// Payment is one tender of a sale.
type Payment struct {
	No                    int64
	Tender                string
	Amount, Given, Change int64
	Ref, Currency         string
	Exponent              int64
}

// TenderChange says that a payment was made with another tender than its sale has.
type TenderChange struct {
	ID, Sale              string // ID is the act's
	Payment               int64
	From, To              string
	Amount                int64
	Ref                   string
	Shift, Staff          string
	At, Offset, Day, Hour int64
}

// Move is one entry of the ledger of goods.
type Move struct {
	Product, Place, Kind  string
	Qty, Cost             int64
	Document              string
	At, Offset, Day, Hour int64
}

// StockDoc is one document of the stock room: goods received, adjusted or corrected. In a record, Supplier and Note are
// the hashes of what a person typed.
type StockDoc struct {
	ID, Kind              string
	Place, Till           string
	Number                int64
	Staff, StaffCode      string
	Reason                string
	Supplier, Note        string
	SupplierErased        bool // taken out on purpose
	NoteErased            bool
	Total                 int64
	At, Offset, Day, Hour int64
	Lines                 []StockDocLine
}

// StockDocLine is one product of a document.
type StockDocLine struct {
	No                 int64
	Product, SKU, Name string
	Unit               string
	Qty, Cost, Amount  int64
}

// Stock is what lies in a place.
type Stock struct {
	Place, Product string
	Qty            int64
}

// Shift is the time between opening and closing of one till.
type Shift struct {
	ID, Till              string
	No                    int64
	At, Offset, Day, Hour int64
	OpenedBy              string
	Float                 int64
	Open                  bool
	Closed                int64 // when, 0 while it is open
}

// SumKind names what a sum is kept by.
type SumKind string

// The kinds of sums.
const (
	ByHour     SumKind = "hour"     // Day, Hour, Place, Key: the person
	ByCategory SumKind = "category" // Day, Place, Key: the category
	ByProduct  SumKind = "product"  // Day: the month as 202611, Place, Key: the product
	ByTender   SumKind = "tender"   // Day, Place, Key: the code of the tender; Total is what it paid
)

// Sum is one kept sum. Key is empty where there is no person, category or product.
type Sum struct {
	By                                             SumKind
	Day, Hour                                      int64
	Place, Key                                     string
	Receipts, Total, Net, Tax, Discount, Cost, Qty int64
}

// Counts are numbers of rows.
type Counts struct {
	Records, Sales, Lines, LineTaxes, SaleTaxes, Payments, Moves int64
	CashMoves, CashCounts, Pieces, Zs, ZTenders, ZTaxes          int64
	StockDocs, StockDocLines                                     int64
}
