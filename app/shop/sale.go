package shop

import (
	"kassa/app/fault"
	"kassa/app/money"
)

// SaleKind says what a document is.
type SaleKind string

// The kinds.
const (
	KindSale     SaleKind = "sale"
	KindReturn   SaleKind = "return"
	KindExchange SaleKind = "exchange"
	KindDeposit  SaleKind = "deposit"
)

// Sale is a closed sale. It is stored once and never changed.
type Sale struct {
	ID        ID
	Kind      SaleKind
	Till      ID
	TillCode  string
	Series    string
	Number    int64
	Place     ID
	Entity    ID
	Shift     ID
	Staff     ID
	StaffCode string
	Customer  ID
	At        Moment
	Rules     Rules
	Lines     []Line
	Taxes     []LineTax
	Payments  []Payment
	List      money.Amount
	Discount  money.Amount
	Net       money.Amount
	Tax       money.Amount
	Rounding  money.Amount // cash rounding; Total + Rounding was paid
	Total     money.Amount
	Cost      money.Amount
	Note      string // a person typed it; printed under the lines
	Fiscal    FiscalMark
}

// FiscalMark is what the fiscal device said about the sale; empty where there is none.
type FiscalMark struct {
	Number    string
	Signature string
	QR        string
	Outage    bool
}

// Line is one line of a sale.
type Line struct {
	No          int
	Product     ID
	SKU         string
	Barcode     string
	Name        string // as printed
	Category    ID
	Unit        Unit
	Qty         money.Qty
	ListPrice   money.UnitPrice
	Price       money.UnitPrice
	List        money.Amount
	Adjustments []Adjustment
	Net         money.Amount
	Tax         money.Amount
	Total       money.Amount
	Cost        money.Amount
	Taxes       []LineTax
	Tracked     bool
	Note        string
	PieceCode   string
	MarkProof   string
	Seller      ID
	OfSale      ID // a return: the sale and line it takes back
	OfLine      int
}

// Payment is one tender of a sale. Amount is what it paid of the sale; Given − Change = Amount.
type Payment struct {
	No       int
	Tender   string // code
	Amount   money.Amount
	Given    money.Amount
	Change   money.Amount
	Ref      string
	Currency string
	Exponent int
}

// MoveKind says why stock moved.
type MoveKind string

// The kinds of the first release.
const (
	MoveSale    MoveKind = "sale"
	MoveOpening MoveKind = "opening"
	MoveCorrect MoveKind = "correction"
)

// StockMove is one entry of the stock ledger: Qty is signed, negative left the shop.
type StockMove struct {
	Product  ID
	Place    ID
	Kind     MoveKind
	Qty      money.Qty
	Cost     money.Amount
	Document ID
	At       Moment
}

// JobKind says what a stored job does.
type JobKind string

// The kinds of job.
const (
	JobDrawer  JobKind = "drawer"
	JobReceipt JobKind = "receipt"
	JobGift    JobKind = "gift" // a receipt without prices
	JobZ       JobKind = "z"
	JobX       JobKind = "x"         // the document is the shift; the figures are those of the time the job was made
	JobSlip    JobKind = "cash_slip" // of a move of the drawer
	JobCount   JobKind = "count"     // the sheet of a count
)

// The devices that jobs go to, by the keys under which their addresses are set.
const (
	PrinterReceipt = "printer.receipt"
	DrawerKey      = "drawer"
)

// JobState says how far a job is.
type JobState string

// The states. A job is taken (Working, durable) before its bytes leave, so that a crash in between is seen.
const (
	JobWaiting JobState = "waiting"
	JobWorking JobState = "working"
	JobDone    JobState = "done"
	JobFailed  JobState = "failed"  // waits for a person: "Print again"
	JobDropped JobState = "dropped" // given up on purpose
)

// Job is something to do after the commit: open the drawer, print. Copy marks a repetition.
type Job struct {
	ID       ID
	Till     ID // whose devices do it
	Kind     JobKind
	Device   string
	Document ID // the sale, or what else the paper is about
	State    JobState
	Tries    int
	Copy     bool
	Sent     bool         // something of it may be on paper
	Why      *fault.Error // it waits for a person; nil otherwise
	Created  Moment
}

// Record is one row of a till's journal, as stored.
type Record struct {
	Till      ID
	Seq       int64
	Act       ID // UNIQUE: the idempotency key of the act
	Kind      string
	At        Moment
	Staff     ID
	Body      []byte
	Prev      []byte
	Hash      []byte
	Signature []byte // of a head; else nil
	KeyID     string // of a head
}

// DaySums are the sums of one business day, hour or other key of a report.
type DaySums struct {
	Day      int
	Hour     int
	Key      string
	Receipts int64
	Total    money.Amount
	Net      money.Amount
	Tax      money.Amount
	Discount money.Amount
	Cost     money.Amount
	Qty      money.Qty
}
