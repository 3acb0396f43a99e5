package data

import (
	"cmp"
	"slices"

	"kassa/app/shop"
)

// tiles keeps the pages that people arranged: each is written whole.
type tiles struct{ *tx }

// actJSON is one act of a tile as stored.
type actJSON struct {
	Does string `json:"does"`
	Ref  string `json:"ref,omitempty"`
}

func actsText(all []shop.TileAct) string {
	stored := make([]actJSON, len(all))
	for i, a := range all {
		stored[i] = actJSON{string(a.Does), string(a.Ref)}
	}
	return asJSON(stored)
}

func actsOf(text string) ([]shop.TileAct, error) {
	var stored []actJSON
	if err := fromJSON(text, &stored); err != nil {
		return nil, err
	}
	all := make([]shop.TileAct, len(stored))
	for i, a := range stored {
		all[i] = shop.TileAct{Does: shop.TileDoes(a.Does), Ref: shop.ID(a.Ref)}
	}
	return all, nil
}

// read reads the pages that a condition chooses, with their tiles.
func (t tiles) read(condition string, args ...any) ([]shop.TilePage, error) {
	var (
		all  []shop.TilePage
		keys []int64
	)
	err := t.each("read pages of tiles", `SELECT p.id, p.uid, COALESCE(t.uid, ''), p.names, p.page_no, p.row_version
		FROM tile_pages p LEFT JOIN tills t ON t.id = p.till_id `+condition, args, func(scan scanner) error {
		var (
			p     shop.TilePage
			key   int64
			names string
		)
		err := scan(&key, &p.ID, &p.Till, &names, &p.No, &p.Version)
		if err == nil {
			p.Names, err = namesOf(names)
		}
		all, keys = append(all, p), append(keys, key)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, key := range keys {
		if all[i].Tiles, err = t.of(key); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// of reads the tiles of a page.
func (t tiles) of(page int64) ([]shop.PageTile, error) {
	var all []shop.PageTile
	err := t.each("read tiles", "SELECT names, color, acts FROM tiles WHERE page_id = ? ORDER BY tile_no", []any{page}, func(scan scanner) error {
		var (
			one         shop.PageTile
			names, acts string
		)
		err := scan(&names, &one.Color, &acts)
		if err == nil {
			one.Names, err = namesOf(names)
		}
		if err == nil {
			one.Acts, err = actsOf(acts)
		}
		all = append(all, one)
		return err
	})
	return all, err
}

// Pages implements books.Tiles.
func (t tiles) Pages(till shop.ID) ([]shop.TilePage, error) {
	return t.read("WHERE p.till_id IS NULL OR t.uid = ? ORDER BY p.page_no, p.id", id(till))
}

// Page implements books.Tiles.
func (t tiles) Page(page shop.ID) (shop.TilePage, bool, error) {
	all, err := t.read("WHERE p.uid = ?", id(page))
	if err != nil || len(all) == 0 {
		return shop.TilePage{}, false, err
	}
	return all[0], true, nil
}

// Put implements books.Tiles.
func (t tiles) Put(p shop.TilePage) (bool, error) {
	if err := p.Validate(); err != nil {
		return false, err
	}
	if p.Version == 0 {
		if _, err := t.exec("page", "INSERT INTO tile_pages (uid, till_id, names, page_no, row_version) VALUES (?, "+optionalID("tills")+
			", ?, ?, 1)", id(p.ID), id(p.Till), id(p.Till), namesText(p.Names), p.No); err != nil {
			return false, err
		}
	} else if n, err := t.exec("page", "UPDATE tile_pages SET till_id = "+optionalID("tills")+", names = ?, page_no = ?, row_version = row_version + 1 WHERE uid = ? AND row_version = ?",
		id(p.Till), id(p.Till), namesText(p.Names), p.No, id(p.ID), p.Version); err != nil || n == 0 {
		return false, err
	}
	if _, err := t.exec("tile", "DELETE FROM tiles WHERE page_id = (SELECT id FROM tile_pages WHERE uid = ?)", id(p.ID)); err != nil {
		return false, err
	}
	var args []any
	for i, one := range p.Tiles {
		args = append(args, id(p.ID), i+1, namesText(one.Names), one.Color, actsText(one.Acts))
	}
	return true, t.insert(statement{what: "tile", head: "INSERT INTO tiles (page_id, tile_no, names, color, acts) VALUES ",
		row: "(" + idOf("tile_pages") + ", ?, ?, ?, ?)"}, 5, args)
}

// Drop implements books.Tiles.
func (t tiles) Drop(page shop.ID, version int64) (bool, error) {
	n, err := t.exec("page", "DELETE FROM tile_pages WHERE uid = ? AND row_version = ?", id(page), version)
	return n == 1, err
}

// TilesOf implements books.Products.
func (t products) TilesOf(place shop.ID, of []shop.ID) ([]shop.Tile, error) {
	at := make(map[shop.ID]int, len(of))
	for i, one := range of {
		at[one] = i
	}
	all := make([]shop.Tile, 0, len(of))
	for part := range slices.Chunk(of, manyRows) {
		args := []any{id(place)}
		for _, one := range part {
			args = append(args, id(one))
		}
		err := t.each("read tiles", "SELECT"+tileColumns+"FROM products p"+tileJoins+"WHERE p.uid IN ("+marks(len(part))+") AND p.archived_at IS NULL",
			args, func(scan scanner) error {
				_, one, err := tile(scan)
				all = append(all, one)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b shop.Tile) int { return cmp.Compare(at[a.ID], at[b.ID]) })
	return all, nil
}

// uids reads a list of ids.
func (t *tx) uids(what, query string, args ...any) ([]shop.ID, error) {
	var all []shop.ID
	err := t.each(what, query, args, func(scan scanner) error {
		var one shop.ID
		err := scan(&one)
		all = append(all, one)
		return err
	})
	return all, err
}

// Favourites implements books.Products.
func (t products) Favourites() ([]shop.ID, error) {
	return t.uids("read favourites", "SELECT uid FROM products WHERE favourite > 0 AND archived_at IS NULL ORDER BY favourite, id")
}

// BestSellers implements books.Products. It asks the lines, so it is for once in a shift.
func (t products) BestSellers(place shop.ID, from, to, limit int) ([]shop.ID, error) {
	return t.uids("read best sellers", `SELECT p.uid FROM (SELECT product_id, COUNT(*) AS receipts, SUM(total) AS total FROM sold_lines
		WHERE business_day BETWEEN ? AND ? AND place_id = (SELECT id FROM places WHERE uid = ?) AND qty > 0 AND product_id IS NOT NULL
		GROUP BY product_id) b JOIN products p ON p.id = b.product_id WHERE p.archived_at IS NULL
		ORDER BY b.receipts DESC, b.total DESC, p.id LIMIT ?`, from, to, id(place), limit)
}

// SetFavourite implements books.Products.
func (t products) SetFavourite(product shop.ID, no int) error {
	n, err := t.exec("product", "UPDATE products SET favourite = ?, row_version = row_version + 1 WHERE uid = ? AND archived_at IS NULL AND favourite <> ?",
		no, id(product), no)
	if err != nil || n == 0 {
		return err
	}
	_, err = t.exec("product", "UPDATE product_words SET favourite = ? WHERE product_id = (SELECT id FROM products WHERE uid = ?)", no > 0, id(product))
	return err
}
