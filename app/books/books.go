// Package books says what the services need from the shop's books: a [Store] with two doors, and inside a door one
// small interface per subject.
//
// The rule: inside View and Update only the [Tx] exists. One business act is one Update; it commits whole or leaves
// nothing. Whatever a method reads is read inside the transaction: numbers and journal heads are never remembered.
// Methods that find nothing return found = false; errors are faults (app/fault) where a person can act, else wrapped.
//
// A worked example: paying a basket is one Update in which tx.Sales().Add stores the sale with its lines and payments,
// tx.Stock().Move takes the goods off the shelf, tx.Jobs().Add leaves word to open the drawer and to print, and
// tx.Carts().Delete ends the draft. A power cut before the commit leaves the basket; after it, the sale.
package books

import (
	"context"

	"kassa/app/money"
	"kassa/app/shop"
)

// Store is the shop's books.
type Store interface {
	// View reads. What f sees does not change while it runs. Writing methods fail.
	View(ctx context.Context, f func(Tx) error) error
	// Update writes, all or nothing; it may run f again after a serialisation failure, so f has no effects but on tx.
	Update(ctx context.Context, f func(Tx) error) error
	// Reopen opens the books anew after the fault StorageUnknown. When it returns nil, what can be read is on the disk, and
	// what cannot be read was never booked. Fault: StorageUnknown while that cannot be said.
	Reopen(ctx context.Context) error
}

// Tx is one unit of work.
type Tx interface {
	Shop() Shop
	Products() Products
	Carts() Carts
	Sales() Sales
	Stock() Stock
	StockList() StockList
	StockDocs() StockDocs
	Shifts() Shifts
	Journal() Journal
	Jobs() Jobs
	Fiscal() Fiscal
	Sums() Sums
	Staff() Staff
	Tiles() Tiles
	Offers() Offers
}

// Shop is the set-up: the business, its places, tills, people, taxes, tenders, settings.
type Shop interface {
	Get() (s shop.Shop, found bool, err error)
	Put(shop.Shop) error
	Place(shop.ID) (p shop.Place, found bool, err error)
	AddPlace(shop.Place) error
	AddEntity(shop.Entity) error
	Tills() ([]shop.Till, error)
	AddTill(shop.Till) error
	SetTillKey(till shop.ID, keyID string) error
	// SetTillSeries begins another number series of a till's receipts. Fault: NotFound.
	SetTillSeries(till shop.ID, series string) error
	Staff() ([]shop.Staff, error)
	AddStaff(shop.Staff) error
	Taxes() (shop.TaxTable, error)
	AddTaxGroup(shop.TaxGroup) error
	// SetTaxGroup replaces the names and the taxes of a group; its code and its kind stay. Fault: NotFound.
	SetTaxGroup(shop.TaxGroup) error
	Tenders() ([]shop.Tender, error)
	AddTender(shop.Tender) error
	// SetTender replaces all of a tender but its code. Fault: NotFound.
	SetTender(shop.Tender) error
	// RetireTender takes a tender from the list; sales that were paid by it stay as they are. Fault: NotFound.
	RetireTender(of shop.ID, at shop.Moment) error
	Setting(scope Scope, id shop.ID, key string) (value string, found bool, err error)
	Settings(scope Scope, id shop.ID) (map[string]string, error)
	SetSetting(scope Scope, id shop.ID, key, value string) error
	// Version grows with every change made through this interface, in any process: what was read may be kept until then.
	Version() (int64, error)
}

// Scope says for whom a setting holds.
type Scope string

// The scopes of settings.
const (
	ForShop  Scope = "shop"
	ForPlace Scope = "place"
	ForTill  Scope = "till"
	ForStaff Scope = "staff"
)

// Filter chooses tiles of a grid.
type Filter struct {
	Category   shop.ID
	Favourites bool
}

// Products is the catalogue.
type Products interface {
	// ByCodes finds the live products that carry any of these barcodes, or this SKU, in the order of the codes; OnHand is of the place.
	ByCodes(place shop.ID, codes []string) ([]shop.Found, error)
	ByID(place, id shop.ID) (f shop.Found, found bool, err error)
	// Search finds live products of which every typed word begins a word of a name, or a SKU or barcode.
	// The query is in any case and alphabet; the best known first, at most limit.
	Search(place shop.ID, query string, limit int) ([]shop.Tile, error)
	// Tiles pages through live products by name; favourites in their own order.
	Tiles(place shop.ID, f Filter, lang shop.Lang, offset, limit int) ([]shop.Tile, error)
	Count(f Filter) (int, error)
	Categories() ([]shop.Category, error)
	AddCategory(shop.Category) error
	Add(products ...shop.Product) error
	// Update changes a product whose Version is p.Version; found is false when somebody changed it since.
	Update(p shop.Product) (found bool, err error)
	// Chosen is the product that a till chose last where several carry a code; Choose remembers it.
	Chosen(till shop.ID, code string) (product shop.ID, found bool, err error)
	Choose(till shop.ID, code string, product shop.ID) error
	// Known returns, of the given SKUs and barcodes, those that live products carry already.
	Known(codes []string) (map[string]shop.ID, error)
	GoodsEditing
	Favoured
}

// Carts are open and parked baskets.
type Carts interface {
	// Current is the basket on the screen of a till: the one that is not parked.
	Current(till shop.ID) (c shop.Cart, found bool, err error)
	ByID(shop.ID) (c shop.Cart, found bool, err error)
	// Parked are the baskets that were put aside at any till of a place, the one that was put aside first in front.
	Parked(place shop.ID) ([]shop.Cart, error)
	Add(shop.Cart) error
	// Touch moves the basket from version to version+1 and stores its head (till, person, discount, customer, note, seller,
	// parked, next line number); ok is false when it has another version, or is gone.
	Touch(c shop.Cart, version int64) (ok bool, err error)
	PutLine(cart shop.ID, l shop.CartLine) error
	DropLine(cart shop.ID, no int) error
	Delete(shop.ID) error
	// PushUndo stores how to take the last change back; PopUndo takes the newest off.
	PushUndo(cart shop.ID, u Undo) error
	PopUndo(cart shop.ID) (u Undo, found bool, err error)
}

// Undo is what a basket was before one change: the line as it was (nil: it was not there), or the basket's discount.
type Undo struct {
	Line     int
	Before   *shop.CartLine
	Discount *shop.Discount
}

// Sales are closed sales.
type Sales interface {
	// NextNumber is the number after the last of this till and series, 1 for the first.
	NextNumber(till shop.ID, series string) (int64, error)
	// Add stores a sale whole, with lines, taxes, payments, and adds it to the rollups.
	Add(shop.Sale) error
	ByID(shop.ID) (s shop.Sale, found bool, err error)
	ByNumber(till shop.ID, series string, number int64) (s shop.Sale, found bool, err error)
	// List walks sales by business day (inclusive), oldest first, until f returns an error.
	List(fromDay, toDay int, f func(shop.Sale) error) error
	// Last is the newest sale of a till.
	Last(till shop.ID) (s shop.Sale, found bool, err error)
	// PieceSold reports whether a piece with this code was sold and not taken back.
	PieceSold(code string) (bool, error)
	Receipts
}

// Stock is the ledger of goods.
type Stock interface {
	// Move adds entries to the ledger and changes the stock by them, products in a fixed order.
	Move(moves []shop.StockMove) error
	OnHand(place, product shop.ID) (money.Qty, error)
}

// Journal is the chained record of every act of a till.
type Journal interface {
	// Head is the last record of a till; found is false before the first.
	Head(till shop.ID) (r shop.Record, found bool, err error)
	ByAct(act shop.ID) (r shop.Record, found bool, err error)
	Add(shop.Record) error
	// Walk visits the records of a till from seq on, in order, until f returns an error.
	Walk(till shop.ID, seq int64, f func(shop.Record) error) error
	// OfKinds are the records of a till after a number that have one of the kinds, in order.
	OfKinds(till shop.ID, after int64, kinds ...string) ([]shop.Record, error)
	// Page lists the records of a till that fit, newest first, at most limit.
	Page(f JournalFilter, limit int) ([]shop.Record, error)
}

// JournalFilter chooses records of a till. Empty fields choose all.
type JournalFilter struct {
	Till           shop.ID
	Staff          shop.ID // who did it, or allowed it
	Kinds          []string
	FromDay, ToDay int   // business days, inclusive
	Before         int64 // only records with a lower number: the last of the page before
}

// Jobs are what is to be done after a commit.
type Jobs interface {
	Add(jobs ...shop.Job) error
	// Due are the jobs of a till that wait, oldest first, drawers before papers of the same document.
	Due(till shop.ID, limit int) ([]shop.Job, error)
	ByID(shop.ID) (j shop.Job, found bool, err error)
	ByDocument(shop.ID) ([]shop.Job, error)
	// Set moves a job from one state to another; ok is false when it was not in from. A job that becomes Working has one try
	// more and counts as sent until somebody knows better.
	Set(id shop.ID, from, to shop.JobState) (ok bool, err error)
	// InState lists the jobs of a till in a state, for recovery and for the screen.
	InState(till shop.ID, state shop.JobState) ([]shop.Job, error)
	Queue
}

// FiscalState says how far the fiscal step of a sale is.
type FiscalState string

// The states. Asked is durable before the device is asked.
const (
	FiscalAsked    FiscalState = "asked"
	FiscalAnswered FiscalState = "answered"
	FiscalUnknown  FiscalState = "unknown"
	FiscalBound    FiscalState = "bound" // stored with its sale
	FiscalRefused  FiscalState = "refused"
)

// FiscalStep is the fiscal step of one basket on its way to a sale: Frozen is the sale as it was asked about.
type FiscalStep struct {
	SaleID shop.ID
	Till   shop.ID
	State  FiscalState
	Frozen shop.Sale
	Answer shop.FiscalMark
}

// Fiscal keeps the fiscal steps.
type Fiscal interface {
	Add(FiscalStep) error
	// Again asks about a refused basket once more: the step becomes Asked with what is frozen now.
	Again(FiscalStep) error
	Set(sale shop.ID, from, to FiscalState, answer shop.FiscalMark) (ok bool, err error)
	ByID(sale shop.ID) (s FiscalStep, found bool, err error)
	Open(till shop.ID) ([]FiscalStep, error)
}

// By says how sums are grouped.
type By string

// The groupings.
const (
	ByDay      By = "day"
	ByHour     By = "hour"
	ByProduct  By = "product"
	ByCategory By = "category"
	ByCashier  By = "cashier"
	BySeller   By = "seller" // who is named on the line, else the cashier
	ByTender   By = "tender"
)

// Sums are grouped by the database.
type Sums interface {
	// Sales sums closed sales of business days from..to (inclusive). Key is what the grouping names: a product's name, a category's, a tender's code.
	Sales(fromDay, toDay int, by By, lang shop.Lang) ([]shop.DaySums, error)
}
