// Package cli is the command line: the owner's scripts, support and tests speak to the shop through it, over the same
// services as the window, so a rule holds in both.
//
// The rule. A command line names one command; what it may open is handed in as a [World], so that this package knows
// no database, no device and no window. Answers go to the standard output, messages and progress to the standard error
// in the language of the person; with --json the answer is one JSON object with stable names. [Run] returns the exit
// code: 0 done, 1 the answer is no (a difference was found, rows were refused), 2 it could not run. Whatever is long
// stops at once when its context ends, with nothing half done.
//
// A worked example: "kassa import products goods.csv" opens the shop of the folder for writing, asks Inventory.Import,
// draws "3 000 of 6 000" on a terminal while it runs, prints what was added and which rows were refused and why, and
// returns 1 when any was.
package cli

import (
	"context"
	"io"
	"time"

	"kassa/app"
	"kassa/app/books"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/verify"
)

// World is all that the command line may touch. Main fills every field.
type World struct {
	Args   []string // without the program's name
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// ReadSecret asks for something on the terminal that is not shown while it is typed; nil, or [ErrNoTerminal]: there is none.
	ReadSecret func(prompt string) (string, error)
	// Env reads the environment of the process; LC_ALL, LC_MESSAGES and LANG choose the language.
	Env func(name string) string
	// IsTerminal says that a person watches Stderr: progress is drawn there.
	IsTerminal bool
	Version    string
	Now        func() time.Time
	NewID      func() shop.ID
	Chance     io.Reader // for salts of PINs

	// CreateStore makes new books, empty and migrated, and the till's key. Faults: ShopExists, FolderRefused, storage.
	CreateStore func(ctx context.Context, at Where) (NewBooks, error)
	// OpenShop opens the shop that stands in the folder. Faults: ShopMissing, NewerDatabase, TillBusy (a window only),
	// FolderRefused, storage. What must be running for the use is running: see [Use].
	OpenShop func(ctx context.Context, at Where, use Use) (Opened, error)
	// OpenEvidence opens the books as they are, for the verifier: also books that OpenShop would refuse to work with.
	// Faults: ShopMissing, storage.
	OpenEvidence func(ctx context.Context, at Where) (Evidence, error)
	// ShowFailure shows in a window what could not be done, until it is closed; nil: the standard error is read by somebody.
	ShowFailure func(title, text, next string)
	// FoundShop makes the books of a new shop whole or not at all: they are there when work filled them and returned nil.
	// Faults: ShopExists, FolderRefused, storage, those of work.
	FoundShop func(ctx context.Context, at Where, work func(NewBooks) error) error
	// RestoreShop puts a shop back into a folder from a backup; what is not said in the spec main knows. Faults: TillBusy, BackupByServer,
	// BackupElsewhere, those of [app.Restore].
	RestoreShop func(ctx context.Context, at Where, spec app.RestoreSpec) (app.Restored, error)
	// Traces reports whether a shop was in a folder whose books are missing.
	Traces func(at Where) bool
	// RunAssistant shows the assistant of the first start and then the till, until it is left. Fault: NoWindow.
	RunAssistant func(ctx context.Context, a Assistant) error
	// CheckAddress refuses an address that no device can have. Fault: BadAddress. It may be nil.
	CheckAddress func(address string) error
	// RunWindow shows the till until it is left. Fault: NoWindow.
	RunWindow func(ctx context.Context, a *app.App, w Window) error
	// Examine finds out about the till, its computer and its books, for the doctor: also where OpenShop would refuse.
	// Faults: ShopMissing, FolderRefused.
	Examine func(ctx context.Context, at Where) (office.Facts, error)
	// Autostart is how the computer opens the till by itself.
	Autostart Autostart
	// SimulatePrinter is a receipt printer with a drawer at an address ("escpos+tcp://127.0.0.1:9100", "serial:///dev/pts/3")
	// until the context ends: script says what goes wrong and when, out is the folder for what was printed (empty: none).
	SimulatePrinter func(ctx context.Context, at, script, out string) error
}

// Where says which shop is meant.
type Where struct {
	Data string // the folder; empty: the one of the system
	DB   string // the data source; empty: what the folder says, else SQLite in the folder
	Till string // its code; empty: what the folder says, else the first of the shop
}

// Use says what a shop is opened for.
type Use uint8

// The uses.
const (
	// Reading changes nothing, not even the journal; no device is touched and nothing runs.
	Reading Use = iota
	// Writing may add acts beside an open window; heads are kept, no device is touched, the queue is left to the window.
	Writing
	// Trying is Writing with the devices connected, to try them out.
	Trying
	// Selling is a whole till without a window: the lock of the till is held, the devices are connected and
	// [app.App.Start] was done.
	Selling
	// Showing is Selling for a window: what the window needs beside the books is made ready meanwhile.
	Showing
)

// Opened is an open shop. Close ends what its use had running, in order, and closes the books; it has its own time
// limit, so it also works after the context has ended.
type Opened struct {
	App   *app.App
	Store books.Store
	Close func() error
}

// Evidence is what a verification reads: the rows as stored, and the heads that were kept outside the books.
type Evidence struct {
	Source verify.Source
	Heads  []byte // the content of state/head; nil: there is none
	Close  func() error
}

// NewBooks are empty books for a new shop: Seed (32 bytes) is the key of its first till, Pepper what its PINs are made with; both
// are kept in the folder already.
type NewBooks struct {
	Store  books.Store
	Seed   []byte
	Pepper []byte
	Path   string // the folder, for messages; may be empty
	Close  func() error
}

// Window is how the till is to be shown.
type Window struct {
	Lang       string // "en", "ru"; empty: the shop's
	Theme      string // "light", "dark"; empty: what was chosen last
	Fullscreen bool
	Demo       bool // a demo shop: the window says so
	Training   bool // begin training mode
	At         Where
	// Restore closes the shop that is open, and puts one back from a backup; Reopen opens, for a window, the shop that stands
	// there then.
	Restore func(ctx context.Context, spec app.RestoreSpec) (app.Restored, error)
	Reopen  func(ctx context.Context) (*app.App, error)
}
