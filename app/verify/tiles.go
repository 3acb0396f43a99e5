package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// TilePage is a page of tiles on the sell screen; Till is empty for all tills.
type TilePage struct {
	ID, Till    string
	No, Version int64
	Names       map[string]string
	Tiles       []PageTile
}

// PageTile is one tile of a page; No counts from 1, Color -1 is that of what it does.
type PageTile struct {
	No    int64
	Names map[string]string
	Color int64
	Acts  []TileAct
}

// TileAct is one act of a tile and what it is about.
type TileAct struct{ Does, Ref string }

// pageState is a page of the tables beside what the journals said last.
type pageState struct {
	row   TilePage
	there bool
	said  TilePage
	away  bool // the last word was that it is gone
	at    Finding
}

// readPages reads the pages of tiles.
func (r *run) readPages(ctx context.Context) error {
	r.pages = map[string]*pageState{}
	for p, err := range r.src.TilePages(ctx) {
		if err != nil {
			return fmt.Errorf("read the pages of tiles: %w", err)
		}
		r.pages[p.ID] = &pageState{row: p, there: true}
	}
	return nil
}

// pageRecord keeps what a record says of a page; the highest version is the last word, whatever till said it.
func (r *run) pageRecord(at Finding, kind string, said fields) {
	id := said.text("id")
	p := r.pages[id]
	if p == nil {
		p = &pageState{row: TilePage{ID: id}}
		r.pages[id] = p
	}
	away, version := kind == "tiles_dropped", said.num("row")
	if version < p.said.Version || version == p.said.Version && !away {
		return
	}
	now := TilePage{ID: id, Till: said.text("till"), No: said.num("no"), Version: version, Names: said.names()}
	for _, t := range said.list("tiles") {
		tile := PageTile{No: int64(len(now.Tiles)) + 1, Names: t.names(), Color: t.num("color")}
		for _, a := range t.list("acts") {
			tile.Acts = append(tile.Acts, TileAct{a.text("does"), a.text("ref")})
		}
		now.Tiles = append(now.Tiles, tile)
	}
	p.said, p.away, p.at = now, away, at
}

// names are the names that an object holds.
func (f fields) names() map[string]string {
	names := map[string]string{}
	for lang, name := range f.of("names") {
		names[lang], _ = name.(string)
	}
	return names
}

// checkPages holds the pages against the last records that speak of them.
func (r *run) checkPages() {
	list := make([]*pageState, 0, len(r.pages))
	for _, p := range r.pages {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *pageState) int { return cmp.Compare(a.row.ID, b.row.ID) })
	for _, p := range list {
		at := p.at
		at.Document, at.What = p.row.ID, "tiles"
		switch {
		case p.said.Version == 0 || p.away && p.there:
			at.Kind, at.Got = NoRecord, p.row.ID
			r.add(at)
		case !p.there && !p.away:
			at.Kind, at.Want = NoRow, p.row.ID
			r.add(at)
		case p.there:
			r.comparePage(p)
		}
	}
}

func (r *run) comparePage(p *pageState) {
	d := r.fieldsOf(p.at, p.row.ID, "tiles.")
	d.text("till", p.said.Till, p.row.Till)
	d.num("no", p.said.No, p.row.No)
	d.num("version", p.said.Version, p.row.Version)
	d.names("names", p.said.Names, p.row.Names)
	d.num("tiles", int64(len(p.said.Tiles)), int64(len(p.row.Tiles)))
	for i := range min(len(p.said.Tiles), len(p.row.Tiles)) {
		want, got := &p.said.Tiles[i], &p.row.Tiles[i]
		one := d.at("tiles", i)
		one.num("no", want.No, got.No)
		one.names("names", want.Names, got.Names)
		one.num("color", want.Color, got.Color)
		one.num("acts", int64(len(want.Acts)), int64(len(got.Acts)))
		for j := range min(len(want.Acts), len(got.Acts)) {
			act := one.at("acts", j)
			act.text("does", want.Acts[j].Does, got.Acts[j].Does)
			act.text("ref", want.Acts[j].Ref, got.Acts[j].Ref)
		}
	}
}

// names compares names in all languages.
func (d *differ) names(what string, want, got map[string]string) {
	if !sameNames(want, got) {
		d.found(what, fmt.Sprint(want), fmt.Sprint(got))
	}
}
