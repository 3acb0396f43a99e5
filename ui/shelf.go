package ui

import (
	"context"

	"kassa/app/inventory"
	"kassa/app/shop"
	"kassa/ui/checkout"
	"kassa/ui/checkout/grid"
)

// shelf hands the sell screen the catalogue in its words.
type shelf struct {
	goods *inventory.Inventory
	lang  func() shop.Lang
}

func (s shelf) group(g grid.Group) inventory.Group {
	return inventory.Group{Category: g.Category, Favourites: g.Favourites, Lang: s.lang()}
}

// Search finds products as they are typed.
func (s shelf) Search(ctx context.Context, query string, limit int) ([]shop.Tile, error) {
	return s.goods.Search(ctx, query, limit)
}

// Tiles pages through a group.
func (s shelf) Tiles(ctx context.Context, g grid.Group, offset, limit int) ([]shop.Tile, error) {
	return s.goods.Tiles(ctx, s.group(g), offset, limit)
}

// Count is how many products a group has.
func (s shelf) Count(ctx context.Context, g grid.Group) (int, error) {
	return s.goods.Count(ctx, s.group(g))
}

// Categories are those of the shop.
func (s shelf) Categories(ctx context.Context) ([]shop.Category, error) {
	return s.goods.Categories(ctx)
}

// PriceCheck finds the products that carry a code.
func (s shelf) PriceCheck(ctx context.Context, code string) ([]shop.Found, error) {
	return s.goods.PriceCheck(ctx, code)
}

// Product is one product with its stock.
func (s shelf) Product(ctx context.Context, id shop.ID) (shop.Found, error) {
	return s.goods.Product(ctx, id)
}

// TaxGroups are those of the shop.
func (s shelf) TaxGroups(ctx context.Context) ([]shop.TaxGroup, error) {
	all, err := s.goods.TaxGroups(ctx)
	list := make([]shop.TaxGroup, len(all))
	for i, g := range all {
		list[i] = g.TaxGroup
	}
	return list, err
}

// QuickAdd adds a product at the till.
func (s shelf) QuickAdd(ctx context.Context, p checkout.NewProduct) error {
	_, err := s.goods.QuickAdd(ctx, inventory.QuickProduct{Code: p.Barcode, Name: p.Name, Price: p.Price, Category: p.Category})
	return err
}
