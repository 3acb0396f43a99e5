package shop

import "kassa/app/money"

// TaxRounding says where tax is rounded.
type TaxRounding string

// The two ways; a shop chooses one, and a sale keeps the one it was made with.
const (
	// PerLine rounds the tax of each line; the receipt's tax is their sum. The default.
	PerLine TaxRounding = "line"
	// PerDocument rounds the tax of each rate once over the whole receipt and shares it over the lines.
	PerDocument TaxRounding = "document"
)

// CashForm says how cash rounding is shown.
type CashForm string

// The two forms.
const (
	// CashLine books the difference as a line of its own beside the total.
	CashLine CashForm = "line"
	// CashDiscount lowers the lines, so that the total itself is payable.
	CashDiscount CashForm = "discount"
)

// CashDirection says which way cash is rounded.
type CashDirection string

// The directions.
const (
	CashNearest  CashDirection = "nearest"   // half goes up
	CashHalfDown CashDirection = "half_down" // half goes down
	CashDown     CashDirection = "down"      // always in the customer's favour
)

// CashRounding is the rule for totals paid in cash. A Step of 0 or 1 means none.
type CashRounding struct {
	Step      money.Amount
	Direction CashDirection
	Form      CashForm
}

// Rules is what a price is computed by; a sale stores the rules it was made with.
type Rules struct {
	Rounding    money.Rounding
	TaxRounding TaxRounding
	Cash        CashRounding
}

// Tax is one tax within a group, valid from and until business days (0 means open).
type Tax struct {
	Code  string // stable, on receipts: "A", "VAT19"
	Names Names
	Rate  money.Rate
	From  int
	Until int
}

// TaxGroup is what a product carries: the taxes on it, all inside the price or all on top of it.
type TaxGroup struct {
	ID        ID
	Code      string
	Names     Names
	Inclusive bool
	Taxes     []Tax
}

// On returns the taxes of the group that hold on a business day.
func (g TaxGroup) On(day int) []Tax {
	var list []Tax
	for _, t := range g.Taxes {
		if t.From <= day && (t.Until == 0 || day <= t.Until) {
			list = append(list, t)
		}
	}
	return list
}

// TaxTable finds tax groups by id.
type TaxTable map[ID]TaxGroup

// First is the group that something takes when nobody names one: the one with the lowest code; the zero group when
// there is none.
func (t TaxTable) First() TaxGroup {
	var best TaxGroup
	for _, g := range t {
		if best.ID == "" || g.Code < best.Code {
			best = g
		}
	}
	return best
}

// Tender is a way to pay, as the shop set it up.
type Tender struct {
	ID          ID
	Code        string // "cash", "card" ...
	Names       Names
	OpensDrawer bool
	GivesChange bool
	Rounds      bool
	NeedsRef    bool
	NeedsPerson bool
}
