package shop

import (
	"strings"

	"kassa/app/fault"
	"kassa/app/money"
)

// Unit of a product.
type Unit string

// The units of the first release. Piece units are sold whole unless typed otherwise.
const (
	Piece Unit = "pc"
	Kilo  Unit = "kg"
	Litre Unit = "l"
	Metre Unit = "m"
)

// Units lists the units in the order in which they are offered.
func Units() []Unit { return []Unit{Piece, Kilo, Litre, Metre} }

// Category groups products on the sell screen.
type Category struct {
	ID    ID
	Names Names
	Color int // index into the palette of the tiles
	Order int
}

// PriceKind says whether a product has a price of its own.
type PriceKind string

// The kinds of price.
const (
	FixedPrice PriceKind = "fixed"
	OpenPrice  PriceKind = "open" // typed at the till
)

// Product is one thing that can be sold.
type Product struct {
	ID        ID
	SKU       string
	Names     Names
	Category  ID
	TaxGroup  ID
	Entity    ID
	Unit      Unit
	Price     money.UnitPrice
	PriceKind PriceKind
	Cost      money.UnitPrice
	Tracked   bool      // stock is kept
	Low       money.Qty // at or below this the stock is called low; 0: never
	Favourite int       // place among the favourites, 0: none
	PieceCode bool      // every piece carries a code of its own
	Barcodes  []Barcode
	// CashierNote is shown to the cashier when the product comes into a basket ("ask for the age"); with NoteConfirm it must
	// be confirmed. ReceiptNote stands under the product on the receipt.
	CashierNote string
	NoteConfirm bool
	ReceiptNote string
	Version     int64
}

// Barcode is one code of a product; Qty is how many units it stands for (a pack of six: 6000).
type Barcode struct {
	Code string
	Qty  money.Qty
}

// Found is a product as the till needs it at once: with the quantity of the code that found it and its stock.
type Found struct {
	Product Product
	Qty     money.Qty // of the barcode; one unit when found otherwise
	OnHand  money.Qty
}

// Tile is a product as a grid shows it.
type Tile struct {
	ID        ID
	Names     Names
	Price     money.UnitPrice
	PriceKind PriceKind
	Unit      Unit
	Color     int
	Tracked   bool
	OnHand    money.Qty
	Low       money.Qty
}

// MaxName bounds names; a longer one is cut by imports and refused by forms. MaxNote bounds the notes of a product.
const (
	MaxName = 200
	MaxNote = 500
)

// Validate refuses a product that must not be stored.
func (p Product) Validate() error {
	if strings.TrimSpace(p.Names.In(English)) == "" {
		return fault.New(fault.EmptyName, nil)
	}
	if p.Price < 0 || p.Price >= money.UnitPrice(money.Limit) || p.Cost < 0 {
		return fault.New(fault.BadPrice, fault.Args{"price": p.Price.Plain(2)})
	}
	for _, b := range p.Barcodes {
		if b.Code == "" || b.Qty <= 0 {
			return fault.New(fault.BadBarcode, fault.Args{"code": b.Code})
		}
	}
	return nil
}
