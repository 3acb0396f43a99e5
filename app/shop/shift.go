package shop

import (
	"strconv"

	"kassa/app/money"
)

// Shift is the time between opening and closing of one till. How it ended says its [Z].
type Shift struct {
	ID       ID
	Till     ID
	No       int64
	Opened   Moment
	OpenedBy ID
	Float    money.Amount // what was counted in the drawer at the beginning
}

// TenderCash is the code of the way to pay that every shop has, and the only one that lies in the drawer.
const TenderCash = "cash"

// DropAbove is the setting that says above how much money in the drawer some should go to the safe, in minor units; 0 is never.
const DropAbove = "cash.drop_above"

// The acts of the drawer for which a shop keeps reasons; see [ReasonsOf].
const (
	ReasonNoSale  = "no_sale"
	ReasonCashIn  = "cash_in"
	ReasonCashOut = "cash_out"
	ReasonExpense = "expense"
)

// CashKind says why money moved in the drawer without a sale, or that the drawer was opened without any.
type CashKind string

// The kinds. Amounts are signed: what goes into the drawer is positive.
const (
	CashIn      CashKind = "in"
	CashOut     CashKind = "out"
	CashExpense CashKind = "expense"
	CashDrop    CashKind = "drop"               // taken to the safe during the shift
	CashNoSale  CashKind = "no_sale"            // the drawer was opened, nothing moved
	CashTaken   CashKind = "taken"              // taken out at closing; the rest stays as float
	CashOpening CashKind = "opening_difference" // the float was not what the last shift left
	CashClosing CashKind = "closing_difference" // over or short at closing
)

// CashMove is one entry of the drawer's ledger. It is stored once and never changed.
type CashMove struct {
	ID     ID
	Till   ID
	Shift  ID
	Kind   CashKind
	Amount money.Amount
	Reason string
	Staff  ID
	At     Moment
}

// Pieces is how many notes or coins of one worth lie in the drawer.
type Pieces struct {
	Worth money.Amount
	Count int64
}

// CountPhase says when money was counted.
type CountPhase string

// The phases.
const (
	CountOpening CountPhase = "opening"
	CountClosing CountPhase = "closing"
)

// CashCount is what a person counted. The first one of a phase stays; a recount is a second one.
type CashCount struct {
	ID     ID
	Till   ID
	Shift  ID
	No     int64 // within the shift
	Phase  CountPhase
	Pieces []Pieces // largest worth first; none when only the sum was said
	Total  money.Amount
	Staff  ID
	At     Moment
}

// TenderSum is what one way of paying brought in a shift; money that went back lowers it.
type TenderSum struct {
	Tender   string
	Receipts int64
	Amount   money.Amount
}

// TaxSum is one tax at one rate over the receipts of a shift.
type TaxSum struct {
	Code      string
	Rate      money.Rate
	Inclusive bool
	Base      money.Amount
	Amount    money.Amount
}

// ShiftSales are the sums over the receipts of a shift. Sold is what receipts above zero came to, Returned what those below
// zero gave back; Sold − Returned = Net + Tax.
type ShiftSales struct {
	Receipts int64
	First    string // labels of the first and the last receipt
	Last     string
	Sold     money.Amount
	Returned money.Amount
	Returns  int64
	Discount money.Amount
	Net      money.Amount
	Tax      money.Amount
	Rounding money.Amount
	Tenders  []TenderSum
	Taxes    []TaxSum
}

// Cash is the drawer of a shift. In, Out, Expense and Drop are how much, without sign.
type Cash struct {
	Float   money.Amount
	Sales   money.Amount // paid in cash, less what was paid back
	In      money.Amount
	Out     money.Amount
	Expense money.Amount
	Drop    money.Amount
}

// Expected is what must lie in the drawer.
func (c Cash) Expected() money.Amount { return c.Float + c.Sales + c.In - c.Out - c.Expense - c.Drop }

// Undone is what was rung up and not sold, and how often the drawer was opened without a sale.
type Undone struct {
	Lines       int64 // taken out of a basket
	LinesWorth  money.Amount
	Baskets     int64 // given up whole
	BasketWorth money.Amount
	NoSales     int64
}

// Figures are all the figures of a shift as of a moment: an X report, and the body of a Z.
type Figures struct {
	Shift Shift
	At    Moment
	Sales ShiftSales
	Cash  Cash
	// Opening is by how much the float was over (positive) or short of what the last shift left; Cash.Float has it in it.
	Opening money.Amount
	Undone
}

// Z is the report that ends a shift. It is stored once and never changed; No counts the Z reports of a till without a gap.
type Z struct {
	ID ID
	No int64
	By ID
	Figures
	Count       ID // the count that the closing goes by
	Counted     money.Amount
	Difference  money.Amount // Counted − Cash.Expected(): over when positive, short when negative
	Kept        money.Amount // stays in the drawer as the next float
	Taken       money.Amount // Counted − Kept
	AllSold     money.Amount // of all Z reports of the till so far; neither ever falls
	AllReturned money.Amount
	HeadSeq     int64  // the last record of the journal before the closing
	HeadHash    string // its hash, 64 hexadecimal digits
	Note        string // to whoever opens next
}

// ZNo is the number of a Z report as people read it: "12", or "T1B7K-12" in a number series that began when the shop was put
// back from a backup.
func ZNo(series string, no int64) string {
	if series == "" {
		return strconv.FormatInt(no, 10)
	}
	return series + "-" + strconv.FormatInt(no, 10)
}
