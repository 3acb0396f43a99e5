package data

import (
	"cmp"
	"slices"

	"kassa/app/shop"
)

// measures are what the sums hold for one key. Returns carry negative numbers, so sums are only ever added to.
type measures struct{ receipts, total, net, tax, discount, cost, qty int64 }

func (m *measures) add(l shop.Line) {
	m.total += int64(l.Total)
	m.net += int64(l.Net)
	m.tax += int64(l.Tax)
	m.discount += discountOf(l)
	m.cost += int64(l.Cost)
	m.qty += int64(l.Qty)
}

func (m *measures) args() []any {
	return []any{m.receipts, m.total, m.net, m.tax, m.discount, m.cost, m.qty}
}

// sumOf is the statement that adds to one table of sums. The row's first columns are its key.
func sumOf(table, keys, row string) statement {
	tail := " ON CONFLICT (" + keys + ") DO UPDATE SET "
	for i, column := range []string{"receipts", "total", "net", "tax", "discount", "cost", "qty"} {
		if i > 0 {
			tail += ", "
		}
		tail += column + " = " + table + "." + column + " + excluded." + column
	}
	return statement{what: "sum", head: "INSERT INTO " + table + " (" + keys + ", receipts, total, net, tax, discount, cost, qty) VALUES ",
		row: "(" + row + ", ?, ?, ?, ?, ?, ?, ?)", tail: tail}
}

// addUp adds a sale to the sums by hour, category, product and tender. Within a table the rows come in the order of
// their keys, so that two tills that add to the same rows wait for each other and never in a circle; each key once,
// since PostgreSQL refuses to touch a row twice in one statement.
func (t sales) addUp(s shop.Sale, place, staff int64) error {
	hour := measures{1, int64(s.Total), int64(s.Net), int64(s.Tax), int64(s.Discount), int64(s.Cost), 0}
	categories, products := map[shop.ID]*measures{}, map[shop.ID]*measures{}
	for _, l := range s.Lines {
		hour.qty += int64(l.Qty)
		of(categories, l.Category).add(l)
		of(products, l.Product).add(l)
	}
	err := t.insert(sumOf("r_hour", "business_day, hour, place_id, staff_id", "?, ?, ?, ?"), 11,
		list([]any{s.At.Day, s.At.Hour, place, staff}, hour.args()))
	if err != nil {
		return err
	}
	var args []any
	for _, key := range inOrder(categories) {
		args = append(append(args, s.At.Day, place, id(key)), categories[key].args()...)
	}
	err = t.insert(sumOf("r_cat", "business_day, place_id, category_id",
		"?, ?, COALESCE((SELECT id FROM categories WHERE uid = ?), 0)"), 10, args)
	if err != nil {
		return err
	}
	args = nil
	for _, key := range inOrder(products) {
		args = append(append(args, s.At.Day/100, place, id(key)), products[key].args()...)
	}
	err = t.insert(sumOf("r_prod_month", "month, place_id, product_id",
		"?, ?, COALESCE((SELECT id FROM products WHERE uid = ?), 0)"), 10, args)
	if err != nil {
		return err
	}
	return t.addTenders(s, place)
}

func (t sales) addTenders(s shop.Sale, place int64) error {
	tenders := map[string]*measures{}
	for _, p := range s.Payments {
		of(tenders, p.Tender).total += int64(p.Amount)
	}
	return t.addToTenders(s.At.Day, place, tenders)
}

// addToTenders adds to the sums by tender of a day and place.
func (t sales) addToTenders(day int, place int64, tenders map[string]*measures) error {
	var args []any
	for _, key := range inOrder(tenders) {
		args = append(args, day, place, key, tenders[key].receipts, tenders[key].total)
	}
	return t.insert(statement{what: "sum", head: "INSERT INTO r_tender (business_day, place_id, tender, receipts, total) VALUES ",
		row: "(?, ?, ?, ?, ?)", tail: ` ON CONFLICT (business_day, place_id, tender) DO UPDATE SET
			receipts = r_tender.receipts + excluded.receipts, total = r_tender.total + excluded.total`}, 5, args)
}

// of finds or makes the measures of a key; each key counts the receipt once.
func of[K comparable](all map[K]*measures, key K) *measures {
	m, ok := all[key]
	if !ok {
		m = &measures{receipts: 1}
		all[key] = m
	}
	return m
}

func inOrder[K cmp.Ordered](all map[K]*measures) []K {
	keys := make([]K, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
