package shop

import (
	"fmt"

	"kassa/app/fault"
	"kassa/app/money"
)

// StockPolicy says what becomes of a sale that takes more than there is.
type StockPolicy string

// The policies, and the setting that holds one.
const (
	NegativeAllowed StockPolicy = "allow"
	NegativeWarned  StockPolicy = "warn"   // sold, and the cashier is told
	NegativeRefused StockPolicy = "refuse" // not sold

	NegativeKey = "stock.negative"
)

// PolicyOf reads the policy from the settings of a shop; one that says nothing allows.
func PolicyOf(settings map[string]string) StockPolicy {
	switch p := StockPolicy(settings[NegativeKey]); p {
	case NegativeWarned, NegativeRefused:
		return p
	}
	return NegativeAllowed
}

// The kinds of move that documents of the stock room make; their documents are of the kind of the same name.
const (
	MoveReceipt    MoveKind = "receipt"
	MoveAdjustment MoveKind = "adjustment"
)

// StockReason says why goods were adjusted by hand.
type StockReason string

// The reasons. The first four take goods away, a find brings them, a correction may do either.
const (
	StockWaste      StockReason = "waste"
	StockExpired    StockReason = "expired"
	StockDamage     StockReason = "damage"
	StockOwnUse     StockReason = "own_use"
	StockFound      StockReason = "found"
	StockCorrection StockReason = "correction"
)

// StockReasons lists the reasons in the order in which they are offered.
func StockReasons() []StockReason {
	return []StockReason{StockWaste, StockExpired, StockDamage, StockOwnUse, StockFound, StockCorrection}
}

// Fits reports whether a reason explains a change in this direction.
func (r StockReason) Fits(q money.Qty) bool {
	switch r {
	case StockWaste, StockExpired, StockDamage, StockOwnUse:
		return q < 0
	case StockFound:
		return q > 0
	case StockCorrection:
		return q != 0
	}
	return false
}

// StockDoc is one document of the stock room: goods received, adjusted with a reason, or corrected to what was counted. It
// is stored once and never changed; each line moved its goods.
type StockDoc struct {
	ID        ID
	Kind      MoveKind
	Place     ID
	Till      ID
	Number    int64 // 1, 2, 3 … of its kind in its place
	Staff     ID
	StaffCode string
	Supplier  string // as typed
	Reason    StockReason
	Note      string
	At        Moment
	Lines     []StockLine
	Total     money.Amount // at cost
}

// StockLine is one product of a document. Qty is signed: what left the shop is negative, and its amount with it.
type StockLine struct {
	No      int
	Product ID
	SKU     string
	Name    string
	Unit    Unit
	Qty     money.Qty
	Cost    money.UnitPrice
	Amount  money.Amount
}

// DocLabel is a number of a document as people read it: "GR-118" for goods received.
func DocLabel(kind MoveKind, number int64) string {
	prefix := map[MoveKind]string{MoveReceipt: "GR", MoveAdjustment: "SA", MoveCorrect: "SC"}[kind]
	if prefix == "" {
		prefix = string(kind)
	}
	return fmt.Sprintf("%s-%d", prefix, number)
}

// Label is the number of the document as people read it.
func (d StockDoc) Label() string { return DocLabel(d.Kind, d.Number) }

// MaxDocLines bounds a document of the stock room.
const MaxDocLines = 2_000

// Validate refuses a document that must not be stored; that its amounts add up is part of it.
func (d StockDoc) Validate() error {
	if len(d.Lines) == 0 || len(d.Lines) > MaxDocLines {
		return fault.New(fault.TooManyLines, fault.Args{"limit": MaxDocLines})
	}
	var total money.Amount
	for i, l := range d.Lines {
		if l.No != i+1 || l.Product == "" || l.Qty == 0 || d.Kind == MoveReceipt && l.Qty < 0 {
			return fault.New(fault.BadQuantity, fault.Args{"qty": l.Qty})
		}
		amount, err := l.Cost.Times(l.Qty, money.HalfUp)
		if err != nil {
			return fault.Wrap(fault.AmountTooLarge, nil, err)
		}
		if amount != l.Amount {
			return fmt.Errorf("line %d of document %s: cost %d times %d is not %d", l.No, d.ID, l.Cost, l.Qty, l.Amount)
		}
		total += l.Amount
	}
	if !total.Valid() || total != d.Total {
		return fault.New(fault.AmountTooLarge, nil)
	}
	return nil
}

// Moves are what the document does to the ledger.
func (d StockDoc) Moves() []StockMove {
	list := make([]StockMove, len(d.Lines))
	for i, l := range d.Lines {
		list[i] = StockMove{Product: l.Product, Place: d.Place, Kind: d.Kind, Qty: l.Qty, Cost: l.Amount, Document: d.ID, At: d.At}
	}
	return list
}

// StockRow is a product as the list of the stock room shows it. Mark is where the list goes on behind it; nobody reads it.
type StockRow struct {
	ID        ID
	SKU       string
	Barcode   string // the first one
	Names     Names
	Category  ID
	TaxGroup  ID
	Unit      Unit
	Price     money.UnitPrice
	PriceKind PriceKind
	Cost      money.UnitPrice
	Tracked   bool
	OnHand    money.Qty
	Low       money.Qty
	Mark      string
}

// Out reports whether nothing is left of a product whose stock is kept; IsLow whether little is.
func (r StockRow) Out() bool { return r.Tracked && r.OnHand <= 0 }

// IsLow reports whether little is left.
func (r StockRow) IsLow() bool { return r.Tracked && r.OnHand > 0 && r.OnHand <= r.Low }

// StockCounts is how many live products there are, and how many of them are low or out in one place.
type StockCounts struct{ Products, Low, Out int }

// Movement is one entry of the ledger with what a person wants to know of it. Label is that of its document: of a receipt
// or of a document of the stock room; empty where it has none (an import).
type Movement struct {
	Mark    int64
	Product ID
	SKU     string
	Names   Names
	Unit    Unit
	Kind    MoveKind
	Qty     money.Qty
	Cost    money.Amount
	At      Moment
	Doc     ID
	Label   string
	Reason  StockReason
	Staff   string // code
}
