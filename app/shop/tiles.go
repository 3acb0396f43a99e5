package shop

import "kassa/app/fault"

// TileDoes says what a tile does when it is tapped.
type TileDoes string

// What tiles can do. The first two name a thing ([TileAct.Ref]), the others are acts of the sell screen.
const (
	TileSells      TileDoes = "product"
	TileShows      TileDoes = "category"
	TileOpenItem   TileDoes = "open_item"
	TilePriceCheck TileDoes = "price_check"
	TileSeller     TileDoes = "seller"
	TileDiscount   TileDoes = "discount"
	TileNote       TileDoes = "sale_note"
	TilePark       TileDoes = "park"
	TileNoSale     TileDoes = "no_sale"
)

// TileActs lists what tiles can do beside selling a product and showing a category, in the order in which it is offered.
func TileActs() []TileDoes {
	return []TileDoes{TileOpenItem, TilePriceCheck, TileSeller, TileDiscount, TileNote, TilePark, TileNoSale}
}

// TileAct is one act of a tile.
type TileAct struct {
	Does TileDoes
	Ref  ID // of the product or the category
}

// NoColor lets a tile have the colour of what it does.
const NoColor = -1

// PageTile is one tile of a page. Several acts are offered as a list; Names stand in place of theirs.
type PageTile struct {
	Names Names
	Color int // index into the palette of the tiles, or NoColor
	Acts  []TileAct
}

// TilePage is a page of tiles that a person arranged.
type TilePage struct {
	ID      ID
	Till    ID // empty: for all tills
	Names   Names
	No      int // place among the pages
	Version int64
	Tiles   []PageTile
}

// The bounds of a page.
const (
	MaxTiles    = 200
	MaxTileActs = 12
	MaxPages    = 50
)

// Validate refuses a page that must not be stored.
func (p TilePage) Validate() error {
	if p.Names.In(English) == "" {
		return fault.New(fault.EmptyName, nil)
	}
	if len(p.Tiles) > MaxTiles {
		return fault.New(fault.TooManyTiles, fault.Args{"limit": MaxTiles})
	}
	for _, t := range p.Tiles {
		if len(t.Acts) == 0 || len(t.Acts) > MaxTileActs {
			return fault.New(fault.TooManyTiles, fault.Args{"limit": MaxTileActs})
		}
	}
	return nil
}
