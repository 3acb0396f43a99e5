// Package rights says who may do what, and how much of it: acts on one side, roles on the other, one table between them.
//
// The rule: a role may do an act when the table names the role, up to the limit that stands there; a limit of nothing is
// no limit. What the table does not name is refused to everybody but the owner. A shop may set other limits and let
// other roles in ([Table.Set]); the owner's own rights cannot be taken away. The services ask through app/act, once per
// act, so that a hidden button is never the only lock; another person who may do it can allow it once (see act.Allow).
//
// A worked example: the table lets a cashier give 10 % of discount and a senior 20 %. Ask{Act: Discount, Rate: 30 %} is
// refused to both, allowed to a manager (50 %). Ask{Act: SetUp} is the owner's alone.
package rights

import (
	"maps"
	"slices"
	"strings"

	"kassa/app/money"
)

// Act is one thing a person may or may not do.
type Act string

// The acts at the till.
const (
	Sell           Act = "sell"         // add lines, take money
	OpenItem       Act = "open_item"    // sell what is not in the catalogue, at a typed price
	Discount       Act = "discount"     // lower a price by hand, up to a rate
	ChangePrice    Act = "change_price" // ask another price than the catalogue's
	RemoveLine     Act = "remove_line"  // take a line out of a basket, clear it
	Park           Act = "park"         // put a basket aside, take it back, delete it
	SeeReceipts    Act = "see_receipts"
	Reprint        Act = "reprint"         // print a receipt again, as a copy or as a gift receipt
	CorrectTender  Act = "correct_tender"  // right after the sale
	CorrectTenders Act = "correct_tenders" // of any receipt of the open shift
	NoSale         Act = "no_sale"         // open the drawer without a sale
	Favourite      Act = "favourite"       // put a star on a product
	ArrangeTiles   Act = "arrange_tiles"
)

// The acts of the cash desk.
const (
	OpenShift   Act = "open_shift"
	CloseShift  Act = "close_shift" // count, close, print the Z report
	CashIn      Act = "cash_in"
	CashOut     Act = "cash_out" // take money out, up to an amount
	Expense     Act = "expense"  // pay something out of the drawer, up to an amount
	SeeExpected Act = "see_expected"
	XReport     Act = "x_report" // shows what the till expects
)

// The acts of people and their time.
const (
	ClockTime   Act = "clock_time" // one's own
	SeeHours    Act = "see_hours"
	CorrectTime Act = "correct_time"
	OwnPIN      Act = "own_pin"         // change it
	ManageStaff Act = "manage_staff"    // cashiers and seniors
	ManageHeads Act = "manage_managers" // managers and owners
)

// The acts of the stock room and the office.
const (
	SeeStock     Act = "see_stock"
	SeeCost      Act = "see_cost"     // costs, margins, stock value
	QuickAdd     Act = "quick_add"    // a new product at the till
	ChangeGoods  Act = "change_goods" // products, prices
	ReceiveGoods Act = "receive_goods"
	AdjustStock  Act = "adjust_stock"
	ImportGoods  Act = "import_goods"
	ChangeOffers Act = "change_offers"
	SeeReports   Act = "see_reports"
	Export       Act = "export"
	SetUpTill    Act = "set_up_till" // language, look, sounds of one till
	SetUpDevices Act = "set_up_devices"
	SetUp        Act = "set_up" // shop, taxes, receipt, rights
	SeeJournal   Act = "see_journal"
	BackUp       Act = "back_up"
	Restore      Act = "restore"  // put the shop back from a backup, make a recovery code, lock backups
	Training     Act = "training" // begin training mode; whoever is there may end it
	System       Act = "system"   // what the program does by itself: start, stop, recovery
)

// The roles, from the narrowest to the widest.
const (
	Cashier = "cashier"
	Senior  = "senior"
	Manager = "manager"
	Owner   = "owner"
)

// Roles lists the roles from the narrowest to the widest.
func Roles() []string { return []string{Cashier, Senior, Manager, Owner} }

// Limit bounds one act of one role. Zero fields bound nothing.
type Limit struct {
	Rate   money.Rate   // of a percentage
	Amount money.Amount // of money
}

// Ask is what a person wants to do, and how much of it where that counts.
type Ask struct {
	Act    Act
	Rate   money.Rate
	Amount money.Amount
}

// Table says which role may do which act, up to which limit. It is a value: Set makes another.
type Table struct{ acts map[Act]map[string]Limit }

// Default is the table of a new shop. Amounts are in minor units of the shop's currency.
func Default() Table {
	free := func(roles ...string) map[string]Limit {
		m := map[string]Limit{}
		for _, r := range roles {
			m[r] = Limit{}
		}
		return m
	}
	all := free(Cashier, Senior, Manager)
	upper, managers := free(Senior, Manager), free(Manager)
	return Table{map[Act]map[string]Limit{
		Sell: all, OpenItem: all, RemoveLine: all, Park: all, SeeReceipts: all, Reprint: all, CorrectTender: all,
		OpenShift: all, CloseShift: all, CashIn: all, ClockTime: all, OwnPIN: all, SetUpTill: all, SeeStock: all,
		Discount:    {Cashier: {Rate: money.Whole / 10}, Senior: {Rate: money.Whole / 5}, Manager: {Rate: money.Whole / 2}},
		ChangePrice: upper, CorrectTenders: upper, NoSale: upper, CashOut: upper, Expense: upper, QuickAdd: upper, ReceiveGoods: upper,
		Favourite: upper, ArrangeTiles: upper, SetUpDevices: upper,
		SeeExpected: managers, XReport: managers, SeeHours: managers, CorrectTime: managers, ManageStaff: managers, SeeCost: managers,
		ChangeGoods: managers, ChangeOffers: managers, AdjustStock: managers, ImportGoods: managers, SeeReports: managers, Export: managers, SeeJournal: managers, BackUp: managers,
		Training: managers,
	}}
}

// Allows reports whether a role may do what is asked.
func (t Table) Allows(role string, a Ask) bool {
	if a.Act == System || role == Owner {
		return true
	}
	limit, named := t.acts[a.Act][role]
	return named && (limit.Rate == 0 || a.Rate <= limit.Rate) && (limit.Amount == 0 || a.Amount <= limit.Amount)
}

// LimitOf is how much of an act a role may do; named is false when it may not do it at all. The owner has no limit.
func (t Table) LimitOf(role string, a Act) (limit Limit, named bool) {
	if role == Owner {
		return Limit{}, true
	}
	limit, named = t.acts[a][role]
	return limit, named
}

// Set returns a table in which a role may do an act up to a limit, or not at all. The owner's rights stay.
func (t Table) Set(role string, a Act, limit Limit, may bool) Table {
	acts := maps.Clone(t.acts)
	roles := maps.Clone(acts[a])
	if roles == nil {
		roles = map[string]Limit{}
	}
	delete(roles, role)
	if may && role != Owner {
		roles[role] = limit
	}
	acts[a] = roles
	return Table{acts}
}

// SettingPrefix begins the keys under which a shop keeps what it set: "rights.discount.cashier".
const SettingPrefix = "rights."

// FromSettings is the table of a shop: the default, changed by its settings. A value is "no", "yes", a rate as "12.5%" or
// an amount in minor units as "5000"; one that says none of these changes nothing.
func FromSettings(all map[string]string) Table {
	t := Default()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		name, ours := strings.CutPrefix(key, SettingPrefix)
		a, role, whole := strings.Cut(name, ".")
		limit, may, ok := ParseLimit(all[key])
		if ours && whole && ok && slices.Contains(Acts(), Act(a)) && slices.Contains(Roles(), role) {
			t = t.Set(role, Act(a), limit, may)
		}
	}
	return t
}

// ParseLimit reads the value of a setting; ok is false when it says nothing that makes sense.
func ParseLimit(value string) (limit Limit, may, ok bool) {
	switch value {
	case "no":
		return Limit{}, false, true
	case "yes":
		return Limit{}, true, true
	}
	if rate, isRate := strings.CutSuffix(value, "%"); isRate {
		r, err := money.ParsePlain(rate, 4)
		return Limit{Rate: money.Rate(r)}, true, err == nil && r > 0
	}
	a, err := money.ParsePlain(value, 0)
	return Limit{Amount: money.Amount(a)}, true, err == nil && a > 0
}

// Acts lists every act, for tests that each has its words.
func Acts() []Act {
	return []Act{Sell, OpenItem, Discount, ChangePrice, RemoveLine, Park, SeeReceipts, Reprint, CorrectTender, CorrectTenders, NoSale,
		Favourite, ArrangeTiles, OpenShift, CloseShift, CashIn, CashOut, Expense, SeeExpected, XReport, ClockTime, SeeHours,
		CorrectTime, OwnPIN, ManageStaff, ManageHeads, SeeStock, SeeCost, QuickAdd, ChangeGoods, ReceiveGoods, AdjustStock, ImportGoods,
		ChangeOffers, SeeReports, Export,
		SetUpTill, SetUpDevices, SetUp, SeeJournal, BackUp, Restore, Training, System}
}
