package data

import (
	"slices"
	"strconv"
	"strings"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
)

// stockList is the catalogue as the stock room sees it.
//
// One question answers every combination of filters: it walks over the names in their order, from where the last page
// ended, and keeps the products that stand in the sets of the filters, until the page is full. The sets are made by the
// database as it begins: what is low or out from an index of nothing else, what carries the typed words from the words
// when they are rare, else from one look at all products. So a page costs one walk over the names at worst.
type stockList struct{ *tx }

// StockList implements books.Tx.
func (t *tx) StockList() books.StockList { return stockList{t} }

// How low and out are said to the database; in exactly these words, which are those of their indexes.
const (
	isOut = " watched AND qty <= 0 "
	isLow = " watched AND qty > 0 AND qty <= low "
)

// rareWord is how many words may begin with what was typed so that they are looked up one by one; more are found faster by
// looking at all products.
const rareWord = 8000

const rowColumns = ` n.sort_name, p.id, p.uid, p.sku, COALESCE(b.code, ''), p.names, COALESCE(c.uid, ''), COALESCE(g.uid, ''), p.unit,
	p.price, p.price_kind, p.cost, p.tracked, COALESCE(s.qty, 0), p.low `

// Page implements books.StockList.
func (t stockList) Page(place shop.ID, f books.StockFilter, lang shop.Lang, after string, limit int) ([]shop.StockRow, error) {
	listed, args, err := products(t).listed(books.Filter{Category: f.Category}, lang)
	if err != nil {
		return nil, err
	}
	where := []string{listed}
	if name, key, ok := readMark(after); ok {
		where, args = append(where, "(n.sort_name, n.product_id) > (?, ?)"), append(args, name, key)
	}
	if set := stateSet(f.State); set != "" {
		where, args = append(where, "+n.product_id IN ("+set+")"), append(args, id(place))
	}
	if typed := wordsIn(f.Words); len(typed) > 0 {
		set, values, err := products(t).carrying(typed[:min(len(typed), mostTyped)], f.Words)
		if err != nil {
			return nil, err
		}
		where, args = append(where, set), append(args, values...)
	}
	query := "SELECT" + rowColumns + "FROM (SELECT n.sort_name, n.product_id FROM product_names n WHERE " + strings.Join(where, " AND ") +
		` ORDER BY n.sort_name, n.product_id LIMIT ?) n JOIN products p ON p.id = n.product_id
		LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN tax_groups g ON g.id = p.tax_group_id
		LEFT JOIN stocks s ON s.product_id = p.id AND s.place_id = (SELECT id FROM places WHERE uid = ?)
		LEFT JOIN barcodes b ON b.product_id = p.id AND b.code_no = 1 AND b.archived_at IS NULL
		ORDER BY n.sort_name, n.product_id`
	var all []shop.StockRow
	err = t.each("list the stock", query, append(args, limit, id(place)), func(scan scanner) error {
		var (
			r           shop.StockRow
			name, names string
			key         int64
		)
		err := scan(&name, &key, &r.ID, &r.SKU, &r.Barcode, &names, &r.Category, &r.TaxGroup, &r.Unit, &r.Price, &r.PriceKind, &r.Cost,
			&r.Tracked, &r.OnHand, &r.Low)
		if err != nil {
			return err
		}
		r.Mark = markOf(name, key)
		r.Names, err = namesOf(names)
		all = append(all, r)
		return err
	})
	return all, err
}

// markOf is where a list goes on: the name and the key of the last row. readMark reads it back.
func markOf(name string, key int64) string { return name + "|" + strconv.FormatInt(key, 10) }

func readMark(mark string) (name string, key int64, ok bool) {
	at := strings.LastIndexByte(mark, '|')
	if at < 0 {
		return "", 0, false
	}
	key, err := strconv.ParseInt(mark[at+1:], 10, 64)
	return mark[:at], key, err == nil
}

// stateSet is the set of products that are low or out in a place, the next value.
func stateSet(state books.StockState) string {
	const set = "SELECT product_id FROM stocks WHERE place_id = (SELECT id FROM places WHERE uid = ?) AND"
	switch state {
	case books.LowStock:
		return set + isLow
	case books.OutStock:
		return set + isOut
	}
	return ""
}

// carrying is the condition that a product carries all typed words, or that what was typed is its code.
func (t products) carrying(typed []string, query string) (set string, args []any, err error) {
	drive, n, err := t.scarcest(typed, rareWord)
	if err != nil {
		return "", nil, err
	}
	from := "SELECT p.product_id FROM product_words p WHERE 1 = 1"
	if n < rareWord {
		from = "SELECT p.product_id FROM words w CROSS JOIN product_words p WHERE p.product_id = w.product_id AND w.word >= ? AND w.word < ?"
		args = append(args, drive, after(drive))
	}
	for _, word := range typed {
		if n >= rareWord || word != drive {
			from += t.carries()
			args = append(args, " "+word)
		}
	}
	set = "+n.product_id IN (" + from + ")"
	keys, err := t.typedCode(query)
	if err != nil || len(keys) == 0 {
		return set, args, err
	}
	for _, key := range keys {
		args = append(args, key)
	}
	return "(" + set + " OR +n.product_id IN (" + marks(len(keys)) + "))", args, nil
}

// Counts implements books.StockList.
func (t stockList) Counts(place shop.ID) (c shop.StockCounts, err error) {
	const of = "(SELECT COUNT(*) FROM stocks WHERE place_id = (SELECT id FROM places WHERE uid = ?) AND"
	_, err = t.one("count the stock", "SELECT (SELECT COUNT(*) FROM product_names WHERE lang = ?), "+of+isLow+"), "+of+isOut+")",
		[]any{string(shop.English), id(place), id(place)}, &c.Products, &c.Low, &c.Out)
	return c, err
}

// What the database multiplies by itself without leaving its whole numbers: up to a million of minor units a piece, up to
// a million pieces. What is dearer or more is multiplied here, in 128 bits.
const (
	plainCost = 1_000_000 * money.PerMinor
	plainQty  = 1_000_000 * int64(money.One)
)

// Value implements books.StockList.
func (t stockList) Value(place shop.ID) (money.Amount, error) {
	const (
		from  = ` FROM stocks s JOIN products p ON p.id = s.product_id WHERE s.place_id = (SELECT id FROM places WHERE uid = ?) AND s.watched AND s.qty <> 0 `
		plain = `p.cost < ? AND s.qty < ? AND s.qty > ?`
	)
	args := []any{id(place), int64(plainCost), plainQty, -plainQty}
	var total money.Amount
	_, err := t.one("value the stock", `SELECT CAST(COALESCE(SUM(CASE WHEN s.qty > 0 THEN (p.cost * s.qty + 5000000) / 10000000
		ELSE -((5000000 - p.cost * s.qty) / 10000000) END), 0) AS BIGINT)`+from+"AND "+plain, args, &total)
	if err != nil {
		return 0, err
	}
	err = t.each("value the stock", "SELECT p.cost, s.qty"+from+"AND NOT ("+plain+")", args, func(scan scanner) error {
		var (
			cost money.UnitPrice
			qty  money.Qty
		)
		if err := scan(&cost, &qty); err != nil {
			return err
		}
		one, err := cost.Times(qty, money.HalfUp)
		if err == nil {
			total, err = total.Plus(one)
		}
		return err
	})
	return total, err
}

// Movements implements books.StockList.
func (t stockList) Movements(place shop.ID, f books.MovementFilter, before int64, limit int) ([]shop.Movement, error) {
	where, args := "m.place_id = (SELECT id FROM places WHERE uid = ?)", []any{id(place)}
	if f.Product != "" {
		where, args = where+" AND m.product_id = (SELECT id FROM products WHERE uid = ?)", append(args, id(f.Product))
	}
	if before > 0 {
		where, args = where+" AND m.id < ?", append(args, before)
	}
	if f.From > 0 {
		where, args = where+" AND m.business_day >= ?", append(args, f.From)
	}
	if f.To > 0 {
		where, args = where+" AND m.business_day <= ?", append(args, f.To)
	}
	query := `SELECT m.id, p.uid, p.sku, p.names, p.unit, m.kind, m.qty, m.cost, m.document_uid, m.at_ms, m.tz_offset_min, m.business_day, m.hour,
		COALESCE(d.number, 0), COALESCE(d.reason, ''), COALESCE(s.number, 0), COALESCE(s.series, ''), COALESCE(s.till_code, ''),
		COALESCE(d.staff_code, s.staff_code, '')
		FROM (SELECT * FROM stock_moves m WHERE ` + where + ` ORDER BY m.id DESC LIMIT ?) m JOIN products p ON p.id = m.product_id
		LEFT JOIN stock_docs d ON d.uid = m.document_uid LEFT JOIN sales s ON s.uid = m.document_uid ORDER BY m.id DESC`
	var all []shop.Movement
	err := t.each("list movements", query, append(args, limit), func(scan scanner) error {
		var (
			m             shop.Movement
			at            momentRow
			names         string
			doc, sale     int64
			series, tills string
		)
		err := scan(&m.Mark, &m.Product, &m.SKU, &names, &m.Unit, &m.Kind, &m.Qty, &m.Cost, &m.Doc, &at.at, &at.offset, &at.day, &at.hour,
			&doc, &m.Reason, &sale, &series, &tills, &m.Staff)
		if err != nil {
			return err
		}
		m.At = at.moment()
		switch {
		case doc > 0:
			m.Label = shop.DocLabel(m.Kind, doc)
		case sale > 0:
			m.Label = shop.SaleLabel(series, tills, sale)
		}
		m.Names, err = namesOf(names)
		all = append(all, m)
		return err
	})
	return all, err
}

// walked is how many products a walk reads at a time.
const walked = 500

// Walk implements books.StockList.
func (t stockList) Walk(place shop.ID, visit func(shop.Found) error) error {
	for last := int64(0); ; {
		var hits []hit
		err := t.each("read products", "SELECT"+foundColumns+"FROM products p"+foundJoins+"WHERE p.archived_at IS NULL AND p.id > ? ORDER BY p.id LIMIT ?",
			[]any{id(place), last, walked}, func(scan scanner) error {
				var r productRow
				if err := scan(r.into()...); err != nil {
					return err
				}
				p, err := r.product()
				hits, last = append(hits, hit{key: r.key, Found: shop.Found{Product: p, Qty: money.One, OnHand: money.Qty(r.onHand)}}), r.key
				return err
			})
		if err != nil || len(hits) == 0 {
			return err
		}
		found, err := products(t).withBarcodes(hits)
		if err != nil {
			return err
		}
		for _, f := range found {
			if err := visit(f); err != nil {
				return err
			}
		}
	}
}

// Below implements books.StockList.
func (t stockList) Below(place shop.ID, of []shop.ID) ([]shop.ID, error) {
	var below []shop.ID
	for part := range slices.Chunk(of, 8*manyRows) {
		args := []any{id(place)}
		for _, one := range part {
			args = append(args, id(one))
		}
		err := t.each("look for what is short", `SELECT p.uid FROM stocks s JOIN products p ON p.id = s.product_id
			WHERE s.place_id = (SELECT id FROM places WHERE uid = ?) AND s.qty < 0 AND p.uid IN (`+marks(len(part))+") ORDER BY p.id", args,
			func(scan scanner) error {
				var one shop.ID
				err := scan(&one)
				below = append(below, one)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return below, nil
}
