package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// TilePages implements verify.Source.
func (r *Rows) TilePages(context.Context) iter.Seq2[verify.TilePage, error] {
	return func(yield func(verify.TilePage, error) bool) {
		pages := map[int64]*verify.TilePage{}
		var order []int64
		err := r.each("read pages of tiles", "SELECT id, uid, COALESCE(till_id, 0), names, page_no, row_version FROM tile_pages ORDER BY id", nil,
			func(scan scanner) error {
				var (
					p         verify.TilePage
					key, till int64
					names     string
				)
				err := scan(&key, &p.ID, &till, &names, &p.No, &p.Version)
				p.Till, p.Names = r.name("tills", till), namesRow(names)
				pages[key], order = &p, append(order, key)
				return err
			})
		if err == nil {
			err = r.tilesOf(pages)
		}
		if err != nil {
			yield(verify.TilePage{}, err)
			return
		}
		for _, key := range order {
			if !yield(*pages[key], nil) {
				return
			}
		}
	}
}

func (r *Rows) tilesOf(pages map[int64]*verify.TilePage) error {
	return r.each("read tiles", "SELECT page_id, tile_no, names, color, acts FROM tiles ORDER BY page_id, tile_no", nil, func(scan scanner) error {
		var (
			one         verify.PageTile
			key         int64
			names, text string
		)
		if err := scan(&key, &one.No, &names, &one.Color, &text); err != nil {
			return err
		}
		acts, err := actsOf(text)
		for _, a := range acts {
			one.Acts = append(one.Acts, verify.TileAct{Does: string(a.Does), Ref: string(a.Ref)})
		}
		if err != nil { // what cannot be read is handed out as an act of its own
			one.Acts = []verify.TileAct{{Does: text}}
		}
		one.Names = namesRow(names)
		if p := pages[key]; p != nil { // a tile without a page is seen as one that its page lacks
			p.Tiles = append(p.Tiles, one)
		}
		return nil
	})
}

// namesRow reads stored names; what cannot be read is handed out as one name.
func namesRow(text string) map[string]string {
	all := map[string]string{}
	names, err := namesOf(text)
	if err != nil {
		all[""] = text
	}
	for lang, name := range names {
		all[string(lang)] = name
	}
	return all
}
