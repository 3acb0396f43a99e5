package books

import (
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// ReceiptFilter chooses receipts. Empty fields choose all. What is under Any is one condition: a receipt fits when one of
// it holds.
type ReceiptFilter struct {
	Only           []shop.ID
	FromDay, ToDay int // business days, inclusive
	Till           shop.ID
	Tender         string // as it is now
	Any            ReceiptWords
	Before         shop.ID // only receipts older than this one: the last of the page before
}

// ReceiptWords is what a person typed to find a receipt, in each of its possible meanings.
type ReceiptWords struct {
	Series  string // of Number; empty: any
	Number  int64
	Amounts []money.Amount // the total, or what was paid
	Code    string         // a SKU or barcode of a line
	Names   [][]string     // each of them stands in the name of one and the same line, in one of its spellings
	Staff   []shop.ID
}

// Receipts is what the room of receipts asks of closed sales; [Sales] answers it.
type Receipts interface {
	// Heads lists receipts that fit, newest first, at most limit.
	Heads(f ReceiptFilter, limit int) ([]shop.ReceiptHead, error)
	// AddTenderChange stores that a payment was made with another tender, and moves its amount from one to the other in the
	// sums by tender, on the day of the sale.
	AddTenderChange(shop.TenderChange) error
	// TenderChanges are those of a sale, oldest first.
	TenderChanges(sale shop.ID) ([]shop.TenderChange, error)
}

// Queue is what the screen of the print queue asks of the jobs; [Jobs] answers it.
type Queue interface {
	// Fail lets a working job wait for a person: why, and whether something of it may be on paper.
	Fail(id shop.ID, why *fault.Error, sent bool) (ok bool, err error)
	// Again lets a job that waits for a person wait for its device once more; as a copy when something of it may be on paper.
	Again(id shop.ID) (ok bool, err error)
	// Day are the jobs of a till that were asked for on a business day and are over, newest first, at most limit.
	Day(till shop.ID, day, limit int) ([]shop.Job, error)
}
