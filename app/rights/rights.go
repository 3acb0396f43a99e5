// Package rights says who may do what: acts on one side, roles on the other, one table between them.
//
// The rule: a role may do an act when the table says so; what the table does not name is refused to everybody but the
// owner. The services ask through app/act, once per act, so that a hidden button is never the only lock.
//
// A worked example: Allowed("cashier", Sell) is true, Allowed("cashier", ChangeGoods) is false: a cashier who scans an
// unknown code gets an open item, and the manager finds the code in the list of codes to add.
package rights

// Act is one thing a person may or may not do.
type Act string

// The acts.
const (
	Sell        Act = "sell"         // add lines, take money
	Discount    Act = "discount"     // lower a price by hand
	ChangePrice Act = "change_price" // ask another price than the catalogue's
	RemoveLine  Act = "remove_line"  // take a line out of a basket, clear it
	Park        Act = "park"         // put a basket aside and take it back
	Reprint     Act = "reprint"      // print a receipt again
	OpenShift   Act = "open_shift"
	ChangeGoods Act = "change_goods" // products, prices, imports
	SeeReports  Act = "see_reports"
	Export      Act = "export"
	SetUp       Act = "set_up" // settings, people, taxes
	System      Act = "system" // what the program does by itself: start, stop, recovery
)

// The roles, from the narrowest to the widest.
const (
	Cashier = "cashier"
	Senior  = "senior"
	Manager = "manager"
	Owner   = "owner"
)

// Allowed reports whether a role may do an act.
func Allowed(role string, a Act) bool {
	if a == System || role == Owner {
		return true
	}
	switch a {
	case Sell, RemoveLine, Park, OpenShift, Discount:
		return role == Cashier || role == Senior || role == Manager
	case ChangePrice, Reprint:
		return role == Senior || role == Manager
	case ChangeGoods, SeeReports, Export:
		return role == Manager
	}
	return false
}

// Acts lists every act, for tests that each has its words.
func Acts() []Act {
	return []Act{Sell, Discount, ChangePrice, RemoveLine, Park, Reprint, OpenShift, ChangeGoods, SeeReports, Export, SetUp, System}
}
