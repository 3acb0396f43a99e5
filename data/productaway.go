package data

import (
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// Archive implements books.GoodsEditing. The row stays, since receipts and moves point at it; what finds it goes.
func (t products) Archive(of shop.ID, version int64, at shop.Moment) (bool, error) {
	old, found, err := t.ByID("", of)
	if err != nil || !found || old.Product.Version != version {
		return false, err
	}
	key, err := t.keyOf("products", "product", of)
	if err != nil {
		return false, err
	}
	n, err := t.exec("product", `UPDATE products SET archived_at = ?, row_version = row_version + 1
		WHERE id = ? AND row_version = ? AND archived_at IS NULL`, at.At.UnixMilli(), key, version)
	if err != nil || n == 0 {
		return false, err
	}
	if err := t.unlist(key, old.Product); err != nil {
		return false, err
	}
	if _, err := t.exec("barcode", "UPDATE barcodes SET archived_at = ? WHERE product_id = ? AND archived_at IS NULL", at.At.UnixMilli(), key); err != nil {
		return false, err
	}
	return true, t.watch(key, false, 0)
}

// Restore implements books.GoodsEditing.
func (t products) Restore(of shop.ID) (bool, error) {
	keys, all, err := t.away("AND p.uid = ?", id(of))
	if err != nil || len(all) == 0 {
		return false, err
	}
	key, p := keys[0], all[0].Product
	if _, err := t.exec("product", "UPDATE products SET archived_at = NULL, row_version = row_version + 1 WHERE id = ?", key); err != nil {
		if f, ok := fault.Of(err); ok && f.Code == fault.AlreadyExists {
			err = fault.Wrap(f.Code, fault.Args{"what": "sku", "value": p.SKU}, f.Err)
		}
		return false, err
	}
	if _, err := t.exec("barcode", "UPDATE barcodes SET archived_at = NULL WHERE product_id = ?", key); err != nil {
		return false, err
	}
	if err := t.relist(key, p); err != nil {
		return false, err
	}
	return true, t.watch(key, p.Tracked, int64(p.Low))
}

// Archived implements books.StockList.
func (t stockList) Archived(limit int) ([]books.Archived, error) {
	_, all, err := products(t).away("ORDER BY p.archived_at DESC, p.id DESC LIMIT ?", limit)
	return all, err
}

// away reads products that were put away, with their codes.
func (t products) away(where string, args ...any) (keys []int64, all []books.Archived, err error) {
	var hits []hit
	err = t.each("read archived products", "SELECT p.archived_at,"+foundColumns+"FROM products p"+foundJoins+"WHERE p.archived_at IS NOT NULL "+where,
		append([]any{""}, args...), func(scan scanner) error {
			var (
				r productRow
				a books.Archived
			)
			if err := scan(append([]any{&a.At}, r.into()...)...); err != nil {
				return err
			}
			p, err := r.product()
			keys, all, hits = append(keys, r.key), append(all, a), append(hits, hit{key: r.key, Found: shop.Found{Product: p}})
			return err
		})
	if err != nil {
		return nil, nil, err
	}
	found, err := t.withCodes(hits, "archived_at IS NOT NULL")
	for i := range found {
		all[i].Product = found[i].Product
	}
	return keys, all, err
}

// Keep implements books.GoodsEditing.
func (t products) Keep(of shop.ID, cost money.UnitPrice) error {
	var (
		key, low int64
		tracked  bool
	)
	found, err := t.one("read a product", "SELECT id, low, tracked FROM products WHERE uid = ? AND archived_at IS NULL", []any{id(of)}, &key, &low, &tracked)
	if err == nil && !found {
		err = fault.New(fault.NotFound, fault.Args{"what": "product"})
	}
	if err != nil {
		return err
	}
	if _, err := t.exec("product", "UPDATE products SET cost = ?, tracked = ?, row_version = row_version + 1 WHERE id = ?", int64(cost), true, key); err != nil || tracked {
		return err
	}
	return t.watch(key, true, low)
}

// RenameCategory implements books.GoodsEditing.
func (t products) RenameCategory(c shop.Category) (bool, error) {
	n, err := t.exec("category", `UPDATE categories SET names = ?, color = ?, place_no = ?, row_version = row_version + 1
		WHERE uid = ? AND archived_at IS NULL`, namesText(c.Names), c.Color, c.Order, id(c.ID))
	return n > 0, err
}

// watch keeps the rows of a product in the stock of every place as they are meant: watched while its stock is kept and it
// is sold, with the quantity below which it is low.
func (t products) watch(key int64, tracked bool, low int64) error {
	if _, err := t.exec("stock", "UPDATE stocks SET watched = ?, low = ? WHERE product_id = ?", tracked, low, key); err != nil || !tracked {
		return err
	}
	_, err := t.exec("stock", `INSERT INTO stocks (product_id, place_id, qty, low, watched) SELECT p.id, l.id, 0, p.low, TRUE
		FROM products p CROSS JOIN places l WHERE p.id = ? ON CONFLICT (product_id, place_id) DO NOTHING`, key)
	return err
}

func insertShelves() statement {
	return statement{what: "stock", head: "INSERT INTO stocks (product_id, place_id, qty, low, watched) VALUES ", row: "(?, ?, 0, ?, TRUE)"}
}

// shelves are the rows of new products in the stock of every place.
func (t products) shelves(keys []int64, part []shop.Product) ([]any, error) {
	var places []int64
	err := t.each("read the places", "SELECT id FROM places ORDER BY id", nil, func(scan scanner) error {
		var key int64
		err := scan(&key)
		places = append(places, key)
		return err
	})
	var args []any
	for i, p := range part {
		for _, place := range places {
			if p.Tracked {
				args = append(args, keys[i], place, int64(p.Low))
			}
		}
	}
	return args, err
}
