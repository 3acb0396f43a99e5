package journal

import "kassa/app/shop"

// The kinds of records about what the sell screen shows; version 1 each.
const (
	Tiles        = "tiles"
	TilesDropped = "tiles_dropped"
	Favourites   = "favourites"
)

// OfTiles says a page of tiles as it was arranged; Version is the one that is stored.
func OfTiles(p shop.TilePage) Body {
	return factOf(Tiles, 512+128*len(p.Tiles), func(w *writer) {
		w.text("id", string(p.ID))
		w.text("kind", Tiles)
		appendNames(w, p.Names)
		w.int("no", int64(p.No))
		w.int("row", p.Version)
		w.open("tiles", '[')
		for _, t := range p.Tiles {
			w.item()
			w.open("acts", '[')
			for _, a := range t.Acts {
				w.item()
				w.text("does", string(a.Does))
				w.text("ref", string(a.Ref))
				w.close('}')
			}
			w.close(']')
			w.int("color", int64(t.Color))
			appendNames(w, t.Names)
			w.close('}')
		}
		w.close(']')
		w.text("till", string(p.Till))
	})
}

// OfTilesDropped says that a page of tiles was taken away; Version is the last one.
func OfTilesDropped(p shop.TilePage) Body {
	return factOf(TilesDropped, 256, func(w *writer) {
		w.text("id", string(p.ID))
		w.text("kind", TilesDropped)
		appendNames(w, p.Names)
		w.int("row", p.Version)
	})
}

// OfFavourites says which products are the favourites now, in their order.
func OfFavourites(products []shop.ID) Body {
	return factOf(Favourites, 128+40*len(products), func(w *writer) {
		w.text("kind", Favourites)
		w.open("products", '[')
		for _, p := range products {
			w.item()
			w.text("id", string(p))
			w.close('}')
		}
		w.close(']')
	})
}
