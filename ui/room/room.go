// Package room is what the window and its rooms promise each other.
//
// The rule. A room (Sell, Receipts, Cash, Stock, Setup …) is a model without Fyne and a view that is a [Screen]. The window
// makes a room's view when a person enters it, shows one room at a time beside the rail, and hands it what arrives: keys,
// letters, scans and news. The room asks the window for the rest through its [Place]: words, queues, a dialog, a message,
// another room. A room that holds unsaved words may hold the person back ([Screen.Leave]). When language or look change the
// views are made anew over the same models, so a model is kept by whoever makes the view (see ui/rooms.go).
//
// A worked example: the cashier taps "Cash" on the rail. The window asks the sell screen to Leave, makes the view of the
// cash room in the Place of the moment and calls Opened; the room reads the shift through Place.Reads and draws. A paper
// roll runs out: Heard(notice.JobFailed). A cashier without the right taps "X report": the work ends with the fault NoRight,
// the window asks a manager for a PIN, and the same work runs again with the manager's leave; the room noticed nothing.
package room

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/text"
	"kassa/ui/wedge"
)

// Screen is a room's view.
type Screen interface {
	// Root is what the window shows.
	Root() fyne.CanvasObject
	// Key answers a named key that no field took; true means that it was used.
	Key(ev *fyne.KeyEvent) bool
	// Rune gets a letter typed while no field has the keyboard; it gives back how to take the letter back, may be nil.
	Rune(ch rune, fast bool) (undo func())
	// Scan gets a scanned code.
	Scan(code string)
	// Opened is called when the screen was put into the window, also when a person comes back to it.
	Opened()
	// Leave calls then when the person may go, at once or after a question about unsaved words.
	Leave(then func())
	// Heard gets news while the screen is open.
	Heard(n notice.Notice)
}

// Queue does work outside the screen's thread, in order; ui.Queue is one.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
	After(d time.Duration, f func()) (stop func())
	Painted(f func())
}

// Name names a room; it is also the icon of the rail.
type Name string

// The rooms.
const (
	Sell      Name = "sell"
	Receipts  Name = "receipts"
	Cash      Name = "cash"
	Stock     Name = "stock"
	Offers    Name = "offers"
	Customers Name = "customers"
	Reports   Name = "reports"
	Setup     Name = "setup"
	Time      Name = "time"    // the time clock; not on the rail
	People    Name = "people"  // who works here; not on the rail
	Backup    Name = "backup"  // where the backups are; a page of the set-up
	Journal   Name = "journal" // what was done; a page of the set-up
)

// Place is what the window lends the room that is open.
type Place struct {
	Text     *text.Text // with the shop's currency
	Currency money.Currency
	Router   *wedge.Router
	Acts     Queue // changes: what is refused for want of a right may be allowed by another person, and runs again
	Reads    Queue // what is only looked at
	Now      func() time.Time
	Zone     *time.Location
	Canvas   func() fyne.Canvas
	// Go opens another room.
	Go func(Name)
	// Say shows a fault, or a message that was done, at the foot of the window for some seconds.
	Say func(Words)
	// HideKeyboard puts the keyboard on the screen away, where a room goes to another page.
	HideKeyboard func()
	// Rebuild makes all views anew, after language or look were changed.
	Rebuild func()
}

// Words is a message: a fault, or a text in the language of the window. Good marks a thing that was done.
type Words struct {
	Err  error
	Text string
	Good bool
}

// Plain is a Screen that wants nothing but to be shown; rooms embed it and answer what concerns them.
type Plain struct{}

// Key wants no key.
func (Plain) Key(*fyne.KeyEvent) bool { return false }

// Rune wants no letter.
func (Plain) Rune(rune, bool) func() { return nil }

// Scan lets a code fall.
func (Plain) Scan(string) {}

// Opened does nothing.
func (Plain) Opened() {}

// Leave lets the person go at once.
func (Plain) Leave(then func()) { then() }

// Heard does nothing.
func (Plain) Heard(notice.Notice) {}
