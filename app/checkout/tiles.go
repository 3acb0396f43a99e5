package checkout

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// The tiles of the sell screen. Pages are arranged by whoever has the right, for one till or for all, and stored whole;
// whoever changes one that somebody else changed meanwhile is told. The favourites are the products with a star. Until
// somebody gave one, they are the best sellers of the 28 days before the shift: found once in a shift, so that no tile
// moves under a finger.

// Page is a page of tiles with the goods that are on it.
type Page struct {
	shop.TilePage
	Goods map[shop.ID]shop.Tile
}

// Pages are those of this till and those for all, in their order.
func (c *Checkout) Pages(ctx context.Context) (list []Page, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		pages, err := tx.Tiles().Pages(c.frame.Till)
		if err != nil {
			return err
		}
		list = make([]Page, len(pages))
		for i, p := range pages {
			goods, err := tx.Products().TilesOf(set.Till.Place, productsOn(p))
			if err != nil {
				return err
			}
			list[i] = Page{TilePage: p, Goods: make(map[shop.ID]shop.Tile, len(goods))}
			for _, g := range goods {
				list[i].Goods[g.ID] = g
			}
		}
		return nil
	})
	return list, err
}

// productsOn are the products that a page names.
func productsOn(p shop.TilePage) (list []shop.ID) {
	for _, t := range p.Tiles {
		for _, a := range t.Acts {
			if a.Does == shop.TileSells {
				list = append(list, a.Ref)
			}
		}
	}
	return list
}

// ArrangePage stores a page as it was arranged; a new one has no id. Faults: NoRight, EmptyName, TooManyTiles, PageChanged.
func (c *Checkout) ArrangePage(ctx context.Context, p shop.TilePage) (shop.TilePage, error) {
	if p.ID == "" {
		p.ID = c.frame.NewID()
	}
	err := c.arrange(ctx, rights.ArrangeTiles, func(tx books.Tx) (journal.Body, error) {
		pages, err := tx.Tiles().Pages(c.frame.Till)
		if err == nil && p.Version == 0 && len(pages) >= shop.MaxPages {
			err = fault.New(fault.TooManyTiles, fault.Args{"limit": shop.MaxPages})
		}
		if err != nil {
			return nil, err
		}
		ok, err := tx.Tiles().Put(p)
		if err == nil && !ok {
			err = fault.New(fault.PageChanged, nil)
		}
		stored := p
		stored.Version++
		return journal.OfTiles(stored), err
	})
	p.Version++
	return p, err
}

// DropPage takes a page away. Faults: NoRight, PageChanged.
func (c *Checkout) DropPage(ctx context.Context, p shop.TilePage) error {
	return c.arrange(ctx, rights.ArrangeTiles, func(tx books.Tx) (journal.Body, error) {
		ok, err := tx.Tiles().Drop(p.ID, p.Version)
		if err == nil && !ok {
			err = fault.New(fault.PageChanged, nil)
		}
		return journal.OfTilesDropped(p), err
	})
}

// arrange changes what the sell screen shows, as an act, and tells the screens.
func (c *Checkout) arrange(ctx context.Context, right rights.Act, work func(books.Tx) (journal.Body, error)) error {
	_, err := c.frame.Do(ctx, act.Spec{ID: c.frame.NewID(), Right: right}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) { return work(tx) })
	if err == nil && c.frame.Board != nil {
		c.frame.Board.Post(notice.ProductsChanged{})
	}
	return err
}

// Arranging is what the person at the till may arrange.
type Arranging struct{ Pages, Favourites bool }

// MayArrange says what the person at the till may arrange, so that nobody is shown keys in vain.
func (c *Checkout) MayArrange(ctx context.Context) (a Arranging, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		a.Pages = c.frame.MayIn(ctx, tx, rights.Ask{Act: rights.ArrangeTiles}) == nil
		a.Favourites = c.frame.MayIn(ctx, tx, rights.Ask{Act: rights.Favourite}) == nil
		return nil
	})
	return a, err
}

// The best sellers that stand in for favourites: how many, and of how many days before the shift.
const (
	bestSellers   = 40
	bestSellerFor = 28
)

// bestOf is what was found for a shift.
type bestOf struct {
	shift    shop.ID
	products []shop.ID
}

// Favourites are the tiles of the products with a star, in their order; where none has one, of the best sellers.
func (c *Checkout) Favourites(ctx context.Context) (list []shop.Tile, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		ids, err := tx.Products().Favourites()
		if err == nil && len(ids) == 0 {
			ids, err = c.bestSellers(tx, set)
		}
		if err != nil {
			return err
		}
		list, err = tx.Products().TilesOf(set.Till.Place, ids)
		return err
	})
	return list, err
}

// bestSellers are those of the days before the open shift. The day of the shift itself is not counted, so the answer is
// the same all day, also after a restart; it is kept, because it asks many lines.
func (c *Checkout) bestSellers(tx books.Tx, set act.Setup) ([]shop.ID, error) {
	shift, open, err := tx.Shifts().Open(c.frame.Till)
	if err != nil || !open {
		return nil, err
	}
	c.bestMu.Lock()
	kept := c.best
	c.bestMu.Unlock()
	if kept.shift == shift.ID {
		return kept.products, nil
	}
	day := shift.Opened.Day
	list, err := tx.Products().BestSellers(set.Till.Place, shop.AddDays(day, -bestSellerFor), shop.AddDays(day, -1), bestSellers)
	if err != nil {
		return nil, err
	}
	c.bestMu.Lock()
	defer c.bestMu.Unlock()
	c.best = bestOf{shift.ID, list}
	return list, nil
}

// Star puts a product at the end of the favourites, or takes it out. The first star keeps the best sellers that stood in
// for favourites out of them: from then on people choose. Faults: NoRight, NotFound.
func (c *Checkout) Star(ctx context.Context, product shop.ID, yes bool) error {
	return c.arrange(ctx, rights.Favourite, func(tx books.Tx) (journal.Body, error) {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		if _, found, err := tx.Products().ByID(set.Till.Place, product); err != nil || !found {
			return nil, orNotFound(err)
		}
		now, err := tx.Products().Favourites()
		if err != nil {
			return nil, err
		}
		now = slices.DeleteFunc(now, func(id shop.ID) bool { return id == product })
		if yes {
			now = append(now, product)
		}
		return favour(tx, now, []shop.ID{product})
	})
}

// ArrangeFavourites makes these products the favourites, in this order. Faults: NoRight, TooManyTiles.
func (c *Checkout) ArrangeFavourites(ctx context.Context, products []shop.ID) error {
	return c.arrange(ctx, rights.Favourite, func(tx books.Tx) (journal.Body, error) {
		if len(products) > shop.MaxTiles {
			return nil, fault.New(fault.TooManyTiles, fault.Args{"limit": shop.MaxTiles})
		}
		before, err := tx.Products().Favourites()
		if err != nil {
			return nil, err
		}
		return favour(tx, products, before)
	})
}

// favour gives products their places and takes away that of those which are no favourites any more.
func favour(tx books.Tx, now, before []shop.ID) (journal.Body, error) {
	for _, p := range before {
		if !slices.Contains(now, p) {
			if err := tx.Products().SetFavourite(p, 0); err != nil {
				return nil, err
			}
		}
	}
	for i, p := range now {
		if err := tx.Products().SetFavourite(p, i+1); err != nil {
			return nil, err
		}
	}
	return journal.OfFavourites(now), nil
}
