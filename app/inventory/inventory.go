// Package inventory is the catalogue as people use it: look goods up, add one at the till, bring a whole file in.
//
// The rules. A code is one product however its zeros are written: 036000291452, 0036000291452 and 36000291452 are the
// same bottle ([shop.SameCodes]). Digits in the length of a trade number (8, 12, 13, 14) must have its check digit; any
// other code is the shop's own and taken as it is. Names are one line without control characters, at most
// [shop.MaxName] letters. Whoever adds or changes goods needs the right to, and every change is an act.
//
// An import is read row by row and committed in batches, each an act of its own: an interruption leaves whole batches,
// and the same file again completes them. A row finds its product by the SKU, else by any spelling of a barcode; what
// the file says differently is changed, what it does not say stays, and a file that says nothing new changes nothing.
// Stock is taken for new products only: a file that is imported again after a day of selling must not bring back
// what was sold. A product takes one row of a file: a second one, under another of its codes, is a duplicate. A row that
// cannot be right is refused with its number and the reason, and the others go on.
//
// A worked example: the file
//
//	barcode;name;price
//	4006381333931;Highlighter;1,35
//	04006381333931;Highlighter again;1,40
//	4006381333932;Marker;2,00
//
// adds one product at 1.35; row 2 is refused (the barcode of row 1 with a zero in front), row 3 too (the check digit is
// 1). Imported again with 1,45 in row 1, it changes one price.
package inventory

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Inventory is the catalogue of the frame's shop; stock is that of the till's place.
type Inventory struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Inventory { return &Inventory{frame: f} }

// Group chooses tiles: a category, the favourites, or everything when both are empty. Lang is the language whose names
// give the order; empty: the shop's.
type Group struct {
	Category   shop.ID
	Favourites bool
	Lang       shop.Lang
}

func (g Group) filter() books.Filter {
	return books.Filter{Category: g.Category, Favourites: g.Favourites}
}

// Search finds products of which every typed word begins a word of a name, a SKU or a barcode; at most limit.
func (v *Inventory) Search(ctx context.Context, query string, limit int) (list []shop.Tile, err error) {
	err = v.view(ctx, func(tx books.Tx, set act.Setup) error {
		list, err = tx.Products().Search(set.Till.Place, query, limit)
		return err
	})
	return list, err
}

// Tiles pages through a group by name, favourites in their own order.
func (v *Inventory) Tiles(ctx context.Context, g Group, offset, limit int) (list []shop.Tile, err error) {
	err = v.view(ctx, func(tx books.Tx, set act.Setup) error {
		if g.Lang == "" {
			g.Lang = set.Shop.Lang
		}
		list, err = tx.Products().Tiles(set.Till.Place, g.filter(), g.Lang, offset, limit)
		return err
	})
	return list, err
}

// Count is how many products a group has.
func (v *Inventory) Count(ctx context.Context, g Group) (n int, err error) {
	err = v.view(ctx, func(tx books.Tx, _ act.Setup) error {
		n, err = tx.Products().Count(g.filter())
		return err
	})
	return n, err
}

// Categories are those of the shop, in their order.
func (v *Inventory) Categories(ctx context.Context) (list []shop.Category, err error) {
	err = v.frame.Store.View(ctx, func(tx books.Tx) error {
		list, err = tx.Products().Categories()
		return err
	})
	return list, err
}

// PriceCheck finds the products that carry a code, without selling one; their cost only for whoever may see it. Faults: UnknownCode, NoRight.
func (v *Inventory) PriceCheck(ctx context.Context, code string) (list []shop.Found, err error) {
	err = v.see(ctx, rights.Sell, func(tx books.Tx, set act.Setup) error {
		if list, err = tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code)); err == nil && len(list) == 0 {
			err = fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
		}
		v.withoutCosts(ctx, tx, list)
		return err
	})
	return list, err
}

func (v *Inventory) view(ctx context.Context, f func(books.Tx, act.Setup) error) error {
	return v.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return err
		}
		return f(tx, set)
	})
}

// Product is one product with its stock; its cost only for whoever may see it. Fault: NotFound.
func (v *Inventory) Product(ctx context.Context, id shop.ID) (f shop.Found, err error) {
	err = v.view(ctx, func(tx books.Tx, set act.Setup) error {
		var found bool
		f, found, err = tx.Products().ByID(set.Till.Place, id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		if !v.seesCost(ctx, tx) {
			f.Product.Cost = 0
		}
		return err
	})
	return f, err
}
