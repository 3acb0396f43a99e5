package grid

import "kassa/app/shop"

// Stock says how many of a product are left, in the words that matter.
type Stock int

// The kinds of stock.
const (
	StockUnkept Stock = iota
	StockEnough
	StockLow
	StockNone
	StockByUnit // weighed or measured: the unit is shown
)

// StockOf judges a tile.
func StockOf(t shop.Tile) Stock {
	switch {
	case t.Tracked && t.OnHand <= 0:
		return StockNone
	case t.Tracked && t.Low > 0 && t.OnHand <= t.Low:
		return StockLow
	case t.Unit != shop.Piece && t.Unit != "":
		return StockByUnit
	case !t.Tracked:
		return StockUnkept
	}
	return StockEnough
}
