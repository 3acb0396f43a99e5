package books

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// StockState narrows the list of the stock room.
type StockState string

// The states. Low is little left, Out nothing; neither is both.
const (
	AnyStock StockState = ""
	LowStock StockState = "low"
	OutStock StockState = "out"
)

// StockFilter chooses products of the stock room: of which every typed word begins a word (as Search finds them), of one
// category, low or out. Fields combine; empty ones choose nothing.
type StockFilter struct {
	Words    string
	Category shop.ID
	State    StockState
}

// Archived is a product that was put away.
type Archived struct {
	Product shop.Product
	At      int64 // UTC ms
}

// StockList is the catalogue as the stock room sees it: with what is there of each product in one place.
type StockList interface {
	// Page lists live products by name, those after the row with this mark ("" from the first), at most limit.
	Page(place shop.ID, f StockFilter, lang shop.Lang, after string, limit int) ([]shop.StockRow, error)
	Counts(place shop.ID) (shop.StockCounts, error)
	// Value is what lies in a place at the cost of each product now, rounded per product.
	Value(place shop.ID) (money.Amount, error)
	// Movements lists entries of the ledger, the newest first, those before the mark (0 from the newest), at most limit.
	Movements(place shop.ID, f MovementFilter, before int64, limit int) ([]shop.Movement, error)
	// Below lists those of the products of which less than nothing is there.
	Below(place shop.ID, products []shop.ID) ([]shop.ID, error)
	// Walk visits all live products, in the order in which they were added, until f returns an error.
	Walk(place shop.ID, f func(shop.Found) error) error
	// Archived lists products that were put away, the newest first, at most limit.
	Archived(limit int) ([]Archived, error)
}

// MovementFilter chooses entries of the ledger; empty fields choose nothing. Days are inclusive.
type MovementFilter struct {
	Product  shop.ID
	From, To int
}

// StockDocs are the documents of the stock room.
type StockDocs interface {
	// NextNumber takes the next number of a kind in a place, 1 for the first. Whoever takes one holds the row until the end of the
	// unit of work, so that numbers have no gap.
	NextNumber(place shop.ID, kind shop.MoveKind) (int64, error)
	// Add stores a document whole. Its moves are not made here.
	Add(shop.StockDoc) error
	ByID(shop.ID) (d shop.StockDoc, found bool, err error)
	// List are the newest documents of a kind in a place, without their lines.
	List(place shop.ID, kind shop.MoveKind, limit int) ([]shop.StockDoc, error)
}

// GoodsEditing is how the catalogue is changed beside Products.Add and Products.Update.
type GoodsEditing interface {
	// Archive takes a live product with this version out of the catalogue; found is false when somebody changed it since. Its
	// codes may be given to others.
	Archive(product shop.ID, version int64, at shop.Moment) (found bool, err error)
	// Restore brings a product back that was put away. AlreadyExists: its SKU is carried by another one now.
	Restore(product shop.ID) (found bool, err error)
	// Keep says what a live product costs from now on, and that its stock is kept.
	Keep(product shop.ID, cost money.UnitPrice) error
	// RenameCategory changes names, colour and order of a category.
	RenameCategory(shop.Category) (found bool, err error)
}
