package shop

import (
	"slices"
	"strings"

	"kassa/app/fault"
	"kassa/app/money"
)

// OfferKind says how an offer lowers prices.
type OfferKind string

// The kinds of offer. The basket one is taken from all that takes part in offers, the others from single pieces.
const (
	OfferPercent OfferKind = "percent" // Rate off each piece
	OfferAmount  OfferKind = "amount"  // Amount off each piece
	OfferFixed   OfferKind = "fixed"   // each piece costs Amount
	OfferNForM   OfferKind = "n_for_m" // Take pieces, pay for Pay of them; the cheapest are free
	OfferBuyGet  OfferKind = "buy_get" // with Take pieces of Of, Pay pieces of Get are Rate cheaper
	OfferBundle  OfferKind = "bundle"  // one of each part, times its Qty, costs Amount together
	OfferBasket  OfferKind = "basket"  // from Least of Of on: Rate, or Amount, off the basket
)

// OfferKinds lists the kinds in the order in which they are offered.
func OfferKinds() []OfferKind {
	return []OfferKind{OfferPercent, OfferAmount, OfferFixed, OfferNForM, OfferBuyGet, OfferBundle, OfferBasket}
}

// Goods is a group of products: everything, or what is in one of the categories or named itself, without what is
// excluded. An exclusion wins over both.
type Goods struct {
	All           bool
	Categories    []ID
	Products      []ID
	NotCategories []ID
	NotProducts   []ID
}

// Empty reports whether the group names nothing.
func (g Goods) Empty() bool { return !g.All && len(g.Categories) == 0 && len(g.Products) == 0 }

// Excludes reports whether the group keeps a product out.
func (g Goods) Excludes(product, category ID) bool {
	return slices.Contains(g.NotProducts, product) || slices.Contains(g.NotCategories, category)
}

// OfferPart is one part of a bundle.
type OfferPart struct {
	Of  Goods
	Qty int
}

// OfferTime says when an offer holds. Zero values mean: always.
type OfferTime struct {
	From, Until   int   // business days, both inclusive; 0 is open
	Days          uint8 // bit 0 is Monday; 0: every day
	Begins, Stops int   // minutes of the day on the wall; both 0: all day; Stops before Begins runs past midnight
}

// Offer lowers prices by itself.
type Offer struct {
	ID      ID
	Name    string // as it stands on the receipt
	Kind    OfferKind
	Active  bool
	Of      Goods
	Get     Goods // of OfferBuyGet; empty: the same group, and the cheaper pieces are the lowered ones
	Parts   []OfferPart
	Take    int
	Pay     int
	Rate    money.Rate
	Amount  money.Amount
	Least   money.Amount
	Limit   int // how often one basket can have it; 0: as often as it fits
	When    OfferTime
	Version int64
}

// The bounds of an offer.
const (
	MaxOfferPieces = 100
	MaxOfferParts  = 5
	MaxOfferGoods  = 500
)

// Validate refuses an offer that gives nothing, takes more than there is, is on nothing, or never holds.
func (o Offer) Validate() error {
	if strings.TrimSpace(o.Name) == "" || len([]rune(o.Name)) > MaxName {
		return fault.New(fault.EmptyName, nil)
	}
	if err := o.validGoods(); err != nil {
		return err
	}
	if o.Limit < 0 || o.Limit > MaxOfferPieces || o.Kind == OfferBasket && o.Limit != 0 {
		return fault.New(fault.OfferCount, fault.Args{"limit": MaxOfferPieces})
	}
	if err := o.validGain(); err != nil {
		return err
	}
	return o.When.validate()
}

// validGoods refuses empty groups and counts out of bounds.
func (o Offer) validGoods() error {
	groups := []Goods{o.Of}
	pieces := 1
	switch o.Kind {
	case OfferBundle:
		groups, pieces = nil, 0
		for _, p := range o.Parts {
			if p.Qty < 1 || p.Qty > MaxOfferPieces {
				return fault.New(fault.OfferCount, fault.Args{"limit": MaxOfferPieces})
			}
			groups, pieces = append(groups, p.Of), pieces+p.Qty
		}
		if pieces < 2 {
			return fault.New(fault.OfferNoGoods, nil)
		}
	case OfferNForM:
		pieces = o.Take
	case OfferBuyGet:
		pieces = o.Take + o.Pay
		if !o.Get.Empty() {
			groups = append(groups, o.Get)
		}
		if o.Take < 1 || o.Pay < 1 {
			return fault.New(fault.OfferCount, fault.Args{"limit": MaxOfferPieces})
		}
	}
	for _, g := range groups {
		if g.Empty() {
			return fault.New(fault.OfferNoGoods, nil)
		}
		if len(g.Categories)+len(g.Products)+len(g.NotCategories)+len(g.NotProducts) > MaxOfferGoods {
			return fault.New(fault.OfferCount, fault.Args{"limit": MaxOfferGoods})
		}
	}
	if pieces < 1 || pieces > MaxOfferPieces || len(o.Parts) > MaxOfferParts {
		return fault.New(fault.OfferCount, fault.Args{"limit": MaxOfferPieces})
	}
	return nil
}

// validGain refuses what gives nothing or more than all.
func (o Offer) validGain() error {
	nothing, tooMuch := false, o.Rate > money.Whole || o.Rate < 0 || o.Amount < 0 || !o.Amount.Valid() || o.Least < 0 || !o.Least.Valid()
	switch o.Kind {
	case OfferPercent, OfferBuyGet:
		nothing = o.Rate == 0
	case OfferAmount:
		nothing = o.Amount == 0
	case OfferFixed, OfferBundle:
	case OfferNForM:
		nothing, tooMuch = o.Pay >= o.Take, tooMuch || o.Pay < 1
	case OfferBasket:
		nothing = o.Rate == 0 && o.Amount == 0
		tooMuch = tooMuch || o.Rate > 0 && o.Amount > 0 || o.Amount > o.Least
	default:
		nothing = true
	}
	switch {
	case tooMuch:
		return fault.New(fault.OfferTooMuch, nil)
	case nothing:
		return fault.New(fault.OfferNoGain, nil)
	}
	return nil
}

// validate refuses a time that never comes.
func (w OfferTime) validate() error {
	const minutes = 24 * 60
	never := w.Until != 0 && w.Until < w.From || w.Days > 0x7f || w.Begins < 0 || w.Begins >= minutes ||
		w.Stops < 0 || w.Stops > minutes || w.Begins == w.Stops && w.Begins != 0
	if !never && w.From != 0 && w.Until != 0 && w.Days != 0 {
		never = !w.meets()
	}
	if never {
		return fault.New(fault.OfferNever, nil)
	}
	return nil
}

// meets reports whether one of the days of the week lies between the first and the last day.
func (w OfferTime) meets() bool {
	day := DateOf(w.From)
	for range 7 {
		if DayOf(day) > w.Until {
			return false
		}
		if w.OnWeekday(DayOf(day)) {
			return true
		}
		day = day.AddDate(0, 0, 1)
	}
	return false
}

// OnWeekday reports whether the offer holds on the day of the week of a business day.
func (w OfferTime) OnWeekday(day int) bool {
	return w.Days == 0 || w.Days&(1<<((int(DateOf(day).Weekday())+6)%7)) != 0
}
