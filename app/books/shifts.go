package books

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// Shifts of a till: what moved in the drawer, what was counted, and the reports that ended them. All of it is only added
// to; a closed shift takes nothing more, whoever asks.
type Shifts interface {
	// Open is the open shift of a till. Inside Update it is held until the end.
	Open(till shop.ID) (s shop.Shift, found bool, err error)
	ByID(shop.ID) (s shop.Shift, found bool, err error)
	Add(shop.Shift) error
	NextNo(till shop.ID) (int64, error)
	// OpenSince is the business day on which the oldest shift that is open began, whatever its till; 0 when none is open.
	OpenSince() (day int, err error)

	AddMove(shop.CashMove) error
	MoveByID(shop.ID) (m shop.CashMove, found bool, err error)
	// Moves are the entries of a shift, oldest first.
	Moves(shift shop.ID) ([]shop.CashMove, error)
	AddCount(shop.CashCount) error
	CountByID(shop.ID) (c shop.CashCount, found bool, err error)
	// Counts are those of a shift, oldest first.
	Counts(shift shop.ID) ([]shop.CashCount, error)

	// Sales adds up the receipts of a shift that were closed until a time in UTC milliseconds (inclusive).
	Sales(shift shop.ID, until int64) (shop.ShiftSales, error)
	// Receipts is how many receipts a shift has.
	Receipts(shift shop.ID) (int64, error)
	// InDrawer is the float, the cash of the receipts and the moves of a shift, added up.
	InDrawer(shift shop.ID) (money.Amount, error)

	// NextZ is the number after the last Z report of a till, 1 for the first.
	NextZ(till shop.ID) (int64, error)
	// Close stores the Z report and ends its shift.
	Close(shop.Z) error
	ZByID(shop.ID) (z shop.Z, found bool, err error)
	// LastZ is the newest Z report of a till.
	LastZ(till shop.ID) (z shop.Z, found bool, err error)
	// Zs are the Z reports of all tills that were made on business days (inclusive), by till and number.
	Zs(fromDay, toDay int) ([]shop.Z, error)
	// NewestZs are the newest Z reports of a till, newest first.
	NewestZs(till shop.ID, limit int) ([]shop.Z, error)
}
