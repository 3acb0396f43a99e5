package books

import (
	"time"

	"kassa/app/shop"
)

// StaffKey is what a person is recognised by, and how often that failed. Nothing of it can be turned back into a PIN or a
// badge: the first is an argon2id hash, the second a keyed one, and the key of both lies outside the books.
type StaffKey struct {
	Staff shop.ID
	PIN   string // empty: none was set
	// Digits is how long the PIN is, so that it is looked at with its last digit and needs no Enter. It shortens a search for
	// the PIN by a tenth.
	Digits int
	Badge  string // empty: none
	Tries  int    // wrong PINs in a row
	Tried  time.Time
	// Version grows with every change of PIN or badge.
	Version int64
}

// StaffRow is a person as the books keep them.
type StaffRow struct {
	shop.Staff
	Archived time.Time // zero: works here
	Version  int64     // grows with every change
}

// Staff is what the shop keeps of its people beside their names: what they are recognised by, and their time.
type Staff interface {
	// ByID finds a person, also one who works here no more.
	ByID(shop.ID) (p StaffRow, found bool, err error)
	// ByCode finds a person who works here.
	ByCode(code string) (p StaffRow, found bool, err error)
	// Codes are all codes that were ever given to somebody who works or worked here, as they are now.
	Codes() ([]string, error)
	// Change stores code, name, role and since when the person works here no more; the version grows by one. A code that
	// somebody has who works here is AlreadyExists.
	Change(StaffRow) error
	// Key is what a person is recognised by; found is false before anything was set. In an Update it holds the row, so
	// that tries at several tills count one after the other.
	Key(staff shop.ID) (k StaffKey, found bool, err error)
	Keys() ([]StaffKey, error)
	ByBadge(badge string) (k StaffKey, found bool, err error)
	// PutKey stores PIN, badge and tries whole; the version grows by one. A badge that somebody has is AlreadyExists.
	PutKey(StaffKey) error
	// SetTries stores how often a PIN was wrong in a row.
	SetTries(staff shop.ID, tries int, tried time.Time) error
	// Strays is how often a badge of nobody was read at a till in a row.
	Strays(till shop.ID) (tries int, tried time.Time, err error)
	SetStrays(till shop.ID, tries int, tried time.Time) error

	// AddTime adds a mark of the time clock. An entry that was corrected before is AlreadyExists.
	AddTime(shop.TimeEntry) error
	// TimeByID finds an entry; corrected says that another stands for it.
	TimeByID(shop.ID) (e shop.TimeEntry, corrected, found bool, err error)
	// Times are the entries of business days (inclusive) that count, in the order of their times; of one person, or of all.
	Times(fromDay, toDay int, staff shop.ID) ([]shop.TimeEntry, error)
}
