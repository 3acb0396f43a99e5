package shop

import "kassa/app/money"

// DiscountKind says how a discount is meant.
type DiscountKind string

// The kinds of manual discount.
const (
	NoDiscount DiscountKind = ""
	Percent    DiscountKind = "percent"
	Reduction  DiscountKind = "amount"
)

// Discount is a manual discount on a line or on the whole basket.
type Discount struct {
	Kind   DiscountKind
	Rate   money.Rate
	Amount money.Amount
}

// MaxLines bounds a basket.
const MaxLines = 10_000

// Cart is a basket: a draft that becomes a sale. Version grows with every change that a person can see.
type Cart struct {
	ID       ID
	Till     ID
	Staff    ID
	Customer ID
	Version  int64
	Opened   Moment
	Parked   bool
	ParkedAt int64  // UTC ms, while it is parked
	Name     string // what it was parked under; may be empty
	Note     string // printed on the receipt
	Seller   ID     // who is named for every line that names nobody else; empty: the cashier
	Discount Discount
	Lines    []CartLine
	NextNo   int // number of the next line; never used twice
}

// CartLine is one line of a basket. What it took from the product is kept, so that a price change in the back
// office does not change a running sale.
type CartLine struct {
	No        int
	Product   ID // empty for an open item
	SKU       string
	Barcode   string // the code that was scanned
	Names     Names
	Category  ID
	TaxGroup  ID
	Unit      Unit
	Qty       money.Qty
	ListPrice money.UnitPrice // of the catalogue when it was added
	Price     money.UnitPrice // what is asked; another than ListPrice was typed by a person
	Cost      money.UnitPrice
	Tracked   bool
	Discount  Discount
	Note      string
	PieceCode string
	MarkProof string
	Seller    ID
	AddedAt   int64 // UTC ms
}

// Reason explains an adjustment of a price.
type Reason string

// The reasons of the first release.
const (
	ReasonLineDiscount   Reason = "line_discount"
	ReasonBasketDiscount Reason = "basket_discount"
	ReasonCashRounding   Reason = "cash_rounding"
	ReasonOffer          Reason = "offer"
)

// Adjustment is one step from the list price of a line to its total.
type Adjustment struct {
	Reason Reason
	Rate   money.Rate   // of a percentage, else 0
	Amount money.Amount // negative lowers
	Offer  ID           // of an offer: which, what it was called, and how much of the line it used; else empty
	Name   string
	Qty    money.Qty
}

// LineTax is one tax of one line; Base is what it was computed on, without tax.
type LineTax struct {
	Code      string
	Names     Names
	Rate      money.Rate
	Inclusive bool
	Base      money.Amount
	Amount    money.Amount
}

// QuoteLine is a priced line. Net plus its taxes is Total.
type QuoteLine struct {
	No          int
	List        money.Amount // price × quantity, before any discount
	Adjustments []Adjustment
	Net         money.Amount
	Tax         money.Amount
	Total       money.Amount
	Taxes       []LineTax
}

// Quote is the price of a basket. Every screen, paper and table says this and nothing else.
type Quote struct {
	Lines    []QuoteLine
	List     money.Amount // sum of the lines' List (and of tax on top of it where prices exclude tax)
	Discount money.Amount // what all discounts took, not negative for a sale
	Net      money.Amount
	Tax      money.Amount
	Total    money.Amount
	Taxes    []LineTax // per code and rate, sums over the lines
}

// CashDue is what a total comes to in cash: Due is Total + Rounding.
type CashDue struct {
	Total    money.Amount
	Rounding money.Amount
	Due      money.Amount
}
