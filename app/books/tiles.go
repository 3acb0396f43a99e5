package books

import "kassa/app/shop"

// Tiles are the pages that people arranged on the sell screen.
type Tiles interface {
	// Pages are those of a till: its own and those for all tills, in their order.
	Pages(till shop.ID) ([]shop.TilePage, error)
	Page(shop.ID) (p shop.TilePage, found bool, err error)
	// Put stores a page whole. A new one has version 0; of an old one ok is false when somebody changed it since. The stored
	// version is one more.
	Put(p shop.TilePage) (ok bool, err error)
	// Drop takes a page with this version away.
	Drop(page shop.ID, version int64) (ok bool, err error)
}

// Favoured is what the grid asks of the catalogue beside its pages.
type Favoured interface {
	// TilesOf are the tiles of live products, in the order of the ids; one that is not there is left out.
	TilesOf(place shop.ID, products []shop.ID) ([]shop.Tile, error)
	// Favourites are the live products that have a place among the favourites, in their order.
	Favourites() ([]shop.ID, error)
	// BestSellers are the live products that stood on most receipts of business days from..to (inclusive), the best first.
	BestSellers(place shop.ID, from, to, limit int) ([]shop.ID, error)
	// SetFavourite gives a product a place among the favourites, 0 none.
	SetFavourite(product shop.ID, no int) error
}
