package shop

import (
	"strconv"
	"strings"

	"kassa/app/money"
)

// TenderChange says that a payment of a closed sale was made with another tender than was booked. The sale stays as it
// is; the newest change of a payment says how it was really paid. It happens within the shift of the sale.
type TenderChange struct {
	ID      ID // of the act
	Sale    ID
	Payment int // its number in the sale
	From    string
	To      string
	Amount  money.Amount // of the payment: it moved from one tender to the other
	Ref     string
	Shift   ID
	Staff   ID
	At      Moment
}

// Corrected is the sale as it was really paid: its payments with the tenders that the changes, oldest first, put right.
func (s Sale) Corrected(changes []TenderChange) Sale {
	if len(changes) == 0 {
		return s
	}
	s.Payments = append([]Payment(nil), s.Payments...)
	for _, c := range changes {
		for i := range s.Payments {
			if p := &s.Payments[i]; c.Sale == s.ID && c.Payment == p.No {
				p.Tender, p.Ref = c.To, c.Ref
				p.Given, p.Change = p.Amount, 0 // what was handed over is not known of the other tender
			}
		}
	}
	return s
}

// ReceiptHead is a receipt as a list shows it.
type ReceiptHead struct {
	ID        ID
	Kind      SaleKind
	TillCode  string
	Series    string
	Number    int64
	At        Moment
	Staff     ID
	StaffCode string
	Total     money.Amount
	Rounding  money.Amount // Total + Rounding was paid
	Lines     int
	Tenders   []string // codes as they are now, in the order of the payments
	Corrected bool     // a tender was put right
}

// Label is the number as people read it.
func (h ReceiptHead) Label() string { return SaleLabel(h.Series, h.TillCode, h.Number) }

// ParseLabel reads a number as it stands on a receipt, "T1-0004122"; a number alone has no series.
func ParseLabel(text string) (series string, number int64, ok bool) {
	text = strings.TrimSpace(text)
	if i := strings.LastIndexByte(text, '-'); i > 0 {
		series, text = text[:i], text[i+1:]
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number <= 0 || strings.Trim(text, "0123456789") != "" {
		return "", 0, false
	}
	return series, number, true
}

// The setting that says when a receipt is printed, and its values. Always is the default.
const (
	ReceiptPrint = "receipt.print"
	PrintAlways  = "always"
	PrintAsked   = "asked" // when the customer wants it
	PrintNever   = "never"
)

// The settings of backups: how often one is made by itself, the folder of the second place and that of the journal mirror, of
// each till its own.
const (
	BackupMinutes = "backup.minutes"
	BackupPlace   = "backup.place"
	MirrorPlace   = "mirror.place"
)

// Demo is the setting that only a demo shop has.
const Demo = "demo"

// Training is the setting that only the books of a training till have, and TrainingSeries the number series of its receipts, which
// no receipt of a shop has.
const (
	Training       = "training"
	TrainingSeries = "TRAINING"
)
