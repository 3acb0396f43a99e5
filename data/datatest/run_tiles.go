package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// page is the n-th page of tiles, with every field filled.
func (f Fixture) page(n int) shop.TilePage {
	return shop.TilePage{ID: ID("PAGE", n), Till: f.Till.ID, Names: shop.Names{"en": "Counter", "ru": "Прилавок"}, No: n, Tiles: []shop.PageTile{
		{Names: shop.Names{"en": "Milk"}, Color: 3, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: f.Products[0].ID}}},
		{Color: shop.NoColor, Acts: []shop.TileAct{{Does: shop.TileShows, Ref: f.Food.ID}, {Does: shop.TileOpenItem}}},
	}}
}

func pagesAreKept(t *testing.T, f Fixture) {
	other := f.Till
	other.ID, other.Code = ID("TILL", 2), "T2"
	mine, all, theirs := f.page(2), f.page(1), f.page(3)
	filled(t, mine, "TilePage.Version")
	all.Till, theirs.Till, theirs.Tiles = "", other.ID, nil
	put := func(p shop.TilePage) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Tiles().Put(p)
			return err
		})
		return ok
	}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddTill(other) })
	for _, p := range []shop.TilePage{mine, all, theirs} {
		if !put(p) {
			t.Error("a new page was not stored")
		}
	}
	mine.Version, all.Version, theirs.Version = 1, 1, 1
	pages := func(till shop.ID) []shop.TilePage {
		return read(t, f.Store, func(tx books.Tx) ([]shop.TilePage, error) { return tx.Tiles().Pages(till) })
	}
	same(t, "of the till and of all", []shop.TilePage{all, mine}, pages(f.Till.ID))
	same(t, "of the other till", []shop.TilePage{all, theirs}, pages(other.ID))
	changed := mine
	changed.Till, changed.Names, changed.No, changed.Tiles = "", shop.Names{"en": "Bar"}, 0, mine.Tiles[1:]
	if !put(changed) || put(changed) {
		t.Error("a page moves from version to version, and once from each")
	}
	changed.Version = 2
	same(t, "the changed page", changed, found(t, f.Store, func(tx books.Tx) (shop.TilePage, bool, error) { return tx.Tiles().Page(mine.ID) }))
	same(t, "it is for all tills now", []shop.TilePage{changed, all, theirs}, pages(other.ID))
	nameless := f.page(4)
	nameless.Names = nil
	if err := refused(t, f.Store, func(tx books.Tx) error { _, err := tx.Tiles().Put(nameless); return err }); !fault.Is(err, fault.EmptyName) {
		t.Errorf("a page without a name: %v", err)
	}
	for version, want := range map[int64]bool{1: false, 2: true} {
		Update(t, f.Store, func(tx books.Tx) error {
			ok, err := tx.Tiles().Drop(mine.ID, version)
			if ok != want {
				t.Errorf("dropped at version %d: %v", version, ok)
			}
			return err
		})
		if !want {
			continue
		}
		missing(t, f.Store, func(tx books.Tx) (shop.TilePage, bool, error) { return tx.Tiles().Page(mine.ID) })
	}
}

func favouritesAreChosen(t *testing.T, f Fixture) {
	var all []shop.ID
	for i := range f.Products {
		all = append(all, f.Products[i].ID)
	}
	Update(t, f.Store, func(tx books.Tx) error {
		for _, p := range all {
			if err := tx.Products().SetFavourite(p, 0); err != nil {
				return err
			}
		}
		return nil
	})
	favourites := func() []shop.ID {
		return read(t, f.Store, func(tx books.Tx) ([]shop.ID, error) { return tx.Products().Favourites() })
	}
	same(t, "none", 0, len(favourites()))
	before := f.byID(t, all[2]).Product.Version
	Update(t, f.Store, func(tx books.Tx) error {
		for i, p := range []shop.ID{all[2], all[0], all[2]} {
			if err := tx.Products().SetFavourite(p, []int{1, 2, 1}[i]); err != nil {
				return err
			}
		}
		return nil
	})
	same(t, "in their order", []shop.ID{all[2], all[0]}, favourites())
	if got := f.byID(t, all[2]).Product; got.Version != before+1 || got.Favourite != 1 {
		t.Errorf("version %d, place %d: the same place twice is one change", got.Version, got.Favourite)
	}
	tiles := read(t, f.Store, func(tx books.Tx) ([]shop.Tile, error) {
		return tx.Products().TilesOf(f.Place.ID, []shop.ID{all[1], ID("PRODUCT", 999), all[0]})
	})
	var got []shop.ID
	for _, one := range tiles {
		got = append(got, one.ID)
	}
	same(t, "tiles in the order that was asked for", []shop.ID{all[1], all[0]}, got)
}

// bestSellersAreFound sells the products so that the last is on most receipts, and the first on a return.
func bestSellersAreFound(t *testing.T, f Fixture) {
	var sales []shop.Sale
	for n := 1; n <= 12; n++ {
		s := f.Sale(n)
		s.At.Day = 20261100 + n
		kept := s.Lines[:0]
		for i, l := range s.Lines {
			if i >= len(s.Lines)-n%len(s.Lines)-1 {
				l.No = len(kept) + 1
				kept = append(kept, l)
			}
		}
		s.Lines = kept
		if n == 12 {
			turnBack(&s)
		}
		sales = append(sales, s)
	}
	f.addSales(t, sales...)
	best := func(from, to, limit int) []shop.ID {
		return read(t, f.Store, func(tx books.Tx) ([]shop.ID, error) { return tx.Products().BestSellers(f.Place.ID, from, to, limit) })
	}
	last := len(f.Products) - 1
	got := best(20261101, 20261112, 3)
	if len(got) != 3 || got[0] != f.Products[last].ID || got[1] != f.Products[last-1].ID {
		t.Errorf("the best sellers are %v", got)
	}
	same(t, "of one day", []shop.ID{f.Products[last].ID}, best(20261110, 20261110, 9))
	same(t, "what came back is not sold", 0, len(best(20261112, 20261112, 9)))
	same(t, "elsewhere", 0, len(read(t, f.Store, func(tx books.Tx) ([]shop.ID, error) {
		return tx.Products().BestSellers(ID("PLACE", 9), 20261101, 20261112, 9)
	})))
}
