package verify_test

import (
	"testing"

	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
)

// arrange writes a page of tiles down, and stores it in place of the one before.
func (k *keeper) arrange(b *shelf, p shop.TilePage) {
	k.write(k.id(), k.moment(), journal.OfTiles(p))
	row := verify.TilePage{ID: string(p.ID), Till: string(p.Till), No: int64(p.No), Version: p.Version, Names: map[string]string{"en": p.Names["en"]}}
	for _, t := range p.Tiles {
		tile := verify.PageTile{No: int64(len(row.Tiles)) + 1, Names: map[string]string{"en": t.Names["en"]}, Color: int64(t.Color)}
		for _, a := range t.Acts {
			tile.Acts = append(tile.Acts, verify.TileAct{Does: string(a.Does), Ref: string(a.Ref)})
		}
		row.Tiles = append(row.Tiles, tile)
	}
	b.pages = append(b.pages[:0], row)
}

func TestPagesOfTilesAreWhatTheLastRecordSays(t *testing.T) {
	books := func() (*shelf, *keeper) {
		b := &shelf{}
		k := newKeeper(t, b, "T1", 7)
		page := shop.TilePage{ID: "01JPAGE", Till: k.till.ID, Names: shop.Names{"en": "Counter"}, No: 1, Version: 1, Tiles: []shop.PageTile{
			{Names: shop.Names{"en": "Milk"}, Color: 2, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: product(1)}}}}}
		k.arrange(b, page)
		page.Version, page.No = 2, 5
		k.arrange(b, page)
		return b, k
	}
	b, _ := books()
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	for what, spoil := range map[string]func(p *verify.TilePage){
		"till":    func(p *verify.TilePage) { p.Till = "" },
		"place":   func(p *verify.TilePage) { p.No = 1 },
		"version": func(p *verify.TilePage) { p.Version++ },
		"name":    func(p *verify.TilePage) { p.Names["en"] = "Bar" },
		"a tile":  func(p *verify.TilePage) { p.Tiles = nil },
		"a label": func(p *verify.TilePage) { p.Tiles[0].Names["en"] = "Beer" },
		"colour":  func(p *verify.TilePage) { p.Tiles[0].Color = 3 },
		"order":   func(p *verify.TilePage) { p.Tiles[0].No = 7 },
		"an act":  func(p *verify.TilePage) { p.Tiles[0].Acts[0].Ref = "01JOTHER" },
	} {
		b, _ := books()
		spoil(&b.pages[0])
		rep := run(t, b, verify.Options{})
		if len(rep.Findings) != 1 || rep.Findings[0].Kind != verify.Field || rep.Findings[0].Seq != 4 {
			t.Errorf("%s: %v", what, rep.Findings)
		}
	}
	b, _ = books()
	b.pages = nil
	finds(t, b, verify.Options{}, verify.NoRow, 4)
	b, k := books()
	k.write(k.id(), k.moment(), journal.OfTilesDropped(shop.TilePage{ID: "01JPAGE", Version: 2}))
	finds(t, b, verify.Options{}, verify.NoRecord, 5)
	b.pages = nil
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Errorf("a page that was dropped: %v", rep.Findings)
	}
	b.pages = []verify.TilePage{{ID: "01JSTRAY", Version: 1}}
	if rep := run(t, b, verify.Options{}); len(rep.Findings) != 1 || rep.Findings[0].Kind != verify.NoRecord {
		t.Errorf("a page that nobody arranged: %v", rep.Findings)
	}
}
