package checkout

import (
	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// notBelow refuses a sale that took more than there was, where the shop sells no more than that. It is asked after the goods
// were moved, in the same unit of work: so it holds against other tills too.
func notBelow(tx books.Tx, set act.Setup, s shop.Sale) error {
	if shop.PolicyOf(set.Settings) != shop.NegativeRefused {
		return nil
	}
	below, err := tx.StockList().Below(s.Place, sold(s))
	if err != nil || len(below) == 0 {
		return err
	}
	return outOf(s, below[0])
}

// enough is the same question before the goods move, for a sale that a fiscal device is about to close.
func enough(tx books.Tx, set act.Setup, s shop.Sale) error {
	if shop.PolicyOf(set.Settings) != shop.NegativeRefused {
		return nil
	}
	takes := map[shop.ID]money.Qty{}
	for _, m := range moves(s) {
		takes[m.Product] -= m.Qty
	}
	for _, product := range sold(s) {
		there, err := tx.Stock().OnHand(s.Place, product)
		if err != nil {
			return err
		}
		if takes[product] > there {
			return outOf(s, product)
		}
	}
	return nil
}

// sold are the products that a sale takes off the shelf.
func sold(s shop.Sale) []shop.ID {
	var list []shop.ID
	for _, m := range moves(s) {
		if m.Qty < 0 {
			list = append(list, m.Product)
		}
	}
	return list
}

func outOf(s shop.Sale, product shop.ID) error {
	for _, l := range s.Lines {
		if l.Product == product {
			return fault.New(fault.OutOfStock, fault.Args{"name": l.Name})
		}
	}
	return fault.New(fault.OutOfStock, fault.Args{"name": ""})
}

// Shortage is a product of which a basket takes more than there is by the books.
type Shortage struct {
	Names shop.Names
	Unit  shop.Unit
	There money.Qty
}

// shortOf is what the line that was changed last takes too much of, where the shop sells it all the same and wants to be told.
// Taking less than before, or changing a price, is no news.
func shortOf(tx books.Tx, set act.Setup, cart shop.Cart, undo books.Undo) (*Shortage, error) {
	l, found := line(cart, undo.Line)
	if !found || !l.Tracked || l.Product == "" || undo.Before != nil && undo.Before.Qty >= l.Qty ||
		shop.PolicyOf(set.Settings) != shop.NegativeWarned {
		return nil, nil
	}
	there, err := tx.Stock().OnHand(set.Till.Place, l.Product)
	if err != nil {
		return nil, err
	}
	var takes money.Qty
	for _, o := range cart.Lines {
		if o.Product == l.Product {
			takes += o.Qty
		}
	}
	if takes <= there {
		return nil, nil
	}
	return &Shortage{Names: l.Names, Unit: l.Unit, There: there}, nil
}
