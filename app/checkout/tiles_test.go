//go:build cgo

package checkout_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/shifts"
	"kassa/app/shop"
)

// by lets somebody else with a role act at the desk's till.
func (k *desk) by(role string) context.Context {
	k.t.Helper()
	p := shop.Staff{ID: k.newID(), Code: role, Name: role, Role: role}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().AddStaff(p) }))
	return act.As(context.Background(), p)
}

// favourites are the names in the group of favourites.
func (k *desk) favourites() (names []string) {
	k.t.Helper()
	list, err := k.Favourites(k.ctx)
	k.must(err)
	for _, t := range list {
		names = append(names, t.Names["en"])
	}
	return names
}

func TestAPageIsArrangedForAllTillsOrForOne(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	other := k.beside()
	page := shop.TilePage{Names: shop.Names{"en": "Counter"}, No: 1, Tiles: []shop.PageTile{
		{Color: shop.NoColor, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: k.id(10)}}},
		{Color: 3, Names: shop.Names{"en": "Empties"}, Acts: []shop.TileAct{{Does: shop.TileOpenItem}, {Does: shop.TileSells, Ref: k.id(11)}}},
	}}
	stored, err := k.ArrangePage(k.ctx, page)
	k.must(err)
	own := page
	own.Till, own.Names = k.frame.Till, shop.Names{"en": "Mine"}
	_, err = k.ArrangePage(k.ctx, own)
	k.must(err)
	for desk, want := range map[*desk][]string{k: {"Counter", "Mine"}, other: {"Counter"}} {
		pages, err := desk.Pages(desk.ctx)
		k.must(err)
		var names []string
		for _, p := range pages {
			names = append(names, p.Names["en"])
		}
		if !slices.Equal(names, want) || pages[0].Goods[k.id(10)].Price == 0 || len(pages[0].Goods) != 2 || pages[0].Version != 1 {
			t.Errorf("pages %v, want %v; %+v", names, want, pages[0])
		}
	}
	stored.Tiles = stored.Tiles[:1]
	if _, err := other.ArrangePage(k.by("manager"), stored); err != nil {
		t.Fatal(err)
	}
	if _, err := k.ArrangePage(k.ctx, stored); !fault.Is(err, fault.PageChanged) {
		t.Errorf("an older page: %v", err)
	}
	if err := k.DropPage(k.ctx, stored); !fault.Is(err, fault.PageChanged) {
		t.Errorf("an older page dropped: %v", err)
	}
	stored.Version = 2
	k.must(k.DropPage(k.ctx, stored))
	if pages, err := k.Pages(k.ctx); err != nil || len(pages) != 1 {
		t.Errorf("left: %+v (%v)", pages, err)
	}
	if got := k.kinds(); !slices.Equal(got, []string{"tiles", "tiles", "tiles_dropped"}) {
		t.Errorf("journal %v", got)
	}
}

func TestPagesAndStarsNeedTheirRights(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	page := shop.TilePage{Names: shop.Names{"en": "Counter"}}
	for role, may := range map[string]bool{"cashier": false, "senior": true, "manager": true} {
		ctx := k.by(role)
		got, err := k.MayArrange(ctx)
		k.must(err)
		if got != (checkout.Arranging{Pages: may, Favourites: may}) {
			t.Errorf("%s may %+v", role, got)
		}
		_, one := k.ArrangePage(ctx, page)
		for what, err := range map[string]error{"page": one, "star": k.Star(ctx, k.id(10), true), "favourites": k.ArrangeFavourites(ctx, nil)} {
			if may != (err == nil) || !may && !fault.Is(err, fault.NoRight) {
				t.Errorf("%s, %s: %v", role, what, err)
			}
		}
	}
	for what, p := range map[string]shop.TilePage{"no name": {}, "a tile that does nothing": {Names: page.Names, Tiles: make([]shop.PageTile, 1)},
		"too many": {Names: page.Names, Tiles: make([]shop.PageTile, shop.MaxTiles+1)}} {
		if _, err := k.ArrangePage(k.ctx, p); !fault.Is(err, fault.EmptyName) && !fault.Is(err, fault.TooManyTiles) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestUntilSomebodyGivesAStarTheFavouritesAreTheBestSellers(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	sell := func(codes ...string) {
		_, err := k.pay(k.scan(codes...), 0)
		k.must(err)
	}
	sell(coffee, milk)
	if got := k.favourites(); len(got) != 0 {
		t.Errorf("on the first day %v: today's sales move the tiles", got)
	}
	for day := range 40 { // the coffee sells in the first days, the milk later
		k.clock = k.clock.Add(24 * time.Hour)
		if day < 10 {
			sell(coffee)
			sell(coffee, milk)
		} else if day < 20 {
			sell(milk)
		}
	}
	k.nextShift()
	want := []string{"Whole milk 1 l"}
	if got := k.favourites(); !slices.Equal(got, want) {
		t.Errorf("favourites %v, want %v", got, want)
	}
	for range 30 {
		sell(coffee)
	}
	again := checkout.New(k.frame, checkout.Devices{})
	list, err := again.Favourites(k.ctx)
	k.must(err)
	if got := k.favourites(); !slices.Equal(got, want) || len(list) != 1 {
		t.Errorf("within the shift the favourites moved to %v, after a restart %d", got, len(list))
	}
	k.clock = k.clock.Add(24 * time.Hour)
	k.nextShift()
	if got := k.favourites(); !slices.Equal(got, []string{"Ground coffee 250 g", "Whole milk 1 l"}) {
		t.Errorf("in the next shift %v", got)
	}
	k.must(k.Star(k.ctx, k.id(12), true))
	k.must(k.Star(k.ctx, k.id(10), true))
	if got := k.favourites(); !slices.Equal(got, []string{"Watch", "Whole milk 1 l"}) {
		t.Errorf("with stars %v", got)
	}
	k.must(k.ArrangeFavourites(k.ctx, []shop.ID{k.id(10), k.id(11)}))
	k.must(k.Star(k.ctx, k.id(10), false))
	if got := k.favourites(); !slices.Equal(got, []string{"Ground coffee 250 g"}) {
		t.Errorf("arranged and one star taken away: %v", got)
	}
	if err := k.Star(k.ctx, k.id(999), true); !fault.Is(err, fault.NotFound) {
		t.Errorf("a star for nothing: %v", err)
	}
}

// nextShift closes the open shift and opens another today.
func (k *desk) nextShift() {
	k.t.Helper()
	desk := shifts.New(k.frame)
	count, err := desk.Count(k.ctx, shifts.Counting{ID: k.newID(), Total: 100})
	k.must(err)
	_, err = desk.Close(k.ctx, shifts.Closing{ID: k.newID(), Count: count.Count.ID})
	k.must(err)
	_, err = desk.Open(k.ctx, shifts.Opening{ID: k.newID()})
	k.must(err)
}
