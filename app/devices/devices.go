// Package devices says what the services need from hardware, in small interfaces that drivers and twins fill.
//
// The rule: a device failure never undoes a sale. A call returns nil only when the device confirmed that it did what
// was asked; a fault with a device code (app/fault) says what a person can do. A call that breaks off when it cannot be known
// what the device did returns an error that [IsUnknown] reports; it is never repeated silently.
//
// A worked example: the outbox prints receipt T1-4122. The driver sends the bytes, asks the printer for its paper
// status at the end and gets "paper out": Print returns fault.PrinterPaperOut, the job stays, the screen says so.
package devices

import (
	"context"
	"errors"
	"time"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/paper"
)

// Printer prints a document and returns when the printer confirmed the end of it.
type Printer interface {
	// Print returns nil when it is on paper; Confirmed false means that this printer cannot confirm (one-way printer).
	Print(ctx context.Context, doc paper.Document) (Printed, error)
}

// Printed tells how sure a driver is that a document is on paper.
type Printed struct{ Confirmed bool }

// Drawer opens the cash drawer.
type Drawer interface {
	Open(ctx context.Context) error
}

// Unknown wraps an error after which it is not known whether the device did what was asked.
type Unknown struct{ Err error }

func (u *Unknown) Error() string { return "outcome unknown: " + u.Err.Error() }

// Unwrap gives the cause.
func (u *Unknown) Unwrap() error { return u.Err }

// IsUnknown reports whether the outcome of the failed call is not known.
func IsUnknown(err error) bool {
	var u *Unknown
	return errors.As(err, &u)
}

// Health is how well a device is.
type Health uint8

// The healths, the worst last.
const (
	Healthy Health = iota
	Working
	Warning
	Failed
)

// State is what the status bar shows of one device.
type State struct {
	Device  string // the configuration key: "printer.receipt", "drawer" ...
	Address string
	Health  Health
	Fault   *fault.Error // nil while healthy
}

// Plug is a place at this computer where a device may be.
type Plug struct {
	Kind    PlugKind
	Place   string // what the system calls it: "/dev/ttyUSB0", "COM3"
	Name    string // what the device calls itself; empty: it says nothing
	Address string // of a receipt printer there, as a setting takes it
	Denied  bool   // whoever runs the program may not open it
}

// PlugKind says what a plug is.
type PlugKind string

// The plugs.
const (
	PlugUSB    PlugKind = "usb"    // a printer on USB
	PlugSerial PlugKind = "serial" // a serial port, also one behind a USB cable
)

// Fiscal is a fiscal device or service that signs sales. A sale passes it between payment and paper. Every call
// carries the sale's id, and a repeated call with the same id is the same receipt.
type Fiscal interface {
	// Begin tells of the first line of a basket. It must not hold the cashier up: an outage is no error here.
	Begin(ctx context.Context, saleID string) error
	// Finish asks for the signature. FiscalAnswer.Outage with a nil error means: sell on, the device is away and
	// the shop's duty is to mark the paper. An error that IsUnknown is settled by Lookup, never by a second Finish.
	Finish(ctx context.Context, sale FiscalSale) (FiscalAnswer, error)
	// Lookup answers what became of a sale; found false means that the device never saw it.
	Lookup(ctx context.Context, saleID string) (answer FiscalAnswer, found bool, err error)
}

// FiscalSale is what a fiscal device is told.
type FiscalSale struct {
	SaleID  string
	At      time.Time
	Total   money.Amount
	Lines   []FiscalLine
	Tenders []FiscalTender
}

// FiscalLine is one line for the fiscal device.
type FiscalLine struct {
	Name      string
	Qty       money.Qty
	Total     money.Amount
	TaxRate   money.Rate
	PieceCode string // marked goods
}

// FiscalTender is one payment for the fiscal device.
type FiscalTender struct {
	Kind   string // "cash", "card" ...
	Amount money.Amount
}

// FiscalAnswer is what the fiscal device gave: signature, number and QR text, or an outage.
type FiscalAnswer struct {
	Number    string
	Signature string
	QR        string
	Outage    bool
}

// Marks asks whether one piece with its own code may be sold.
type Marks interface {
	// Ask answers within the time limit of ctx (the caller gives it 1.5 s).
	Ask(ctx context.Context, code string) (MarkAnswer, error)
}

// MarkAnswer is the verdict about one piece.
type MarkAnswer struct {
	Allowed bool
	Reason  string
	Proof   string // what the service wants kept with the sale
}
