package data

import (
	"cmp"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// stock keeps the ledger of goods and its sum per product and place.
type stock struct{ *tx }

func insertMoves() statement {
	return statement{what: "stock move",
		head: "INSERT INTO stock_moves (product_id, place_id, kind, qty, cost, document_uid, at_ms, tz_offset_min, business_day, hour) VALUES ",
		row:  "(" + idOf("products") + ", " + idOf("places") + ", ?, ?, ?, ?, ?, ?, ?, ?)"}
}

func addStock() statement {
	return statement{what: "stock", head: "INSERT INTO stocks (product_id, place_id, qty, low, watched) VALUES ",
		row: "(" + idOf("products") + ", " + idOf("places") + ", ?, COALESCE((SELECT low FROM products WHERE uid = ?), 0), " +
			"COALESCE((SELECT tracked AND archived_at IS NULL FROM products WHERE uid = ?), FALSE))",
		tail: " ON CONFLICT (product_id, place_id) DO UPDATE SET qty = stocks.qty + excluded.qty"}
}

// Move implements books.Stock. Stocks are changed in the order of the products' ids, each once: two tills that sell the
// same goods wait for each other and never in a circle.
func (t stock) Move(moves []shop.StockMove) error {
	type shelf struct{ product, place shop.ID }
	sums := map[shelf]int64{}
	var ledger []any
	for _, m := range moves {
		ledger = append(ledger, id(m.Product), id(m.Place), string(m.Kind), int64(m.Qty), int64(m.Cost), id(m.Document),
			m.At.At.UnixMilli(), m.At.OffsetMin, m.At.Day, m.At.Hour)
		sums[shelf{m.Product, m.Place}] += int64(m.Qty)
	}
	shelves := make([]shelf, 0, len(sums))
	for s := range sums {
		shelves = append(shelves, s)
	}
	slices.SortFunc(shelves, func(a, b shelf) int {
		return cmp.Or(cmp.Compare(a.product, b.product), cmp.Compare(a.place, b.place))
	})
	var changes []any
	for _, s := range shelves {
		changes = append(changes, id(s.product), id(s.place), sums[s], id(s.product), id(s.product))
	}
	if err := t.insert(insertMoves(), 10, ledger); err != nil {
		return err
	}
	return t.insert(addStock(), 5, changes)
}

// OnHand implements books.Stock; what never moved is zero.
func (t stock) OnHand(place, product shop.ID) (money.Qty, error) {
	var qty money.Qty
	_, err := t.one("read the stock", `SELECT qty FROM stocks WHERE product_id = (SELECT id FROM products WHERE uid = ?)
		AND place_id = (SELECT id FROM places WHERE uid = ?)`, []any{id(product), id(place)}, &qty)
	return qty, err
}
