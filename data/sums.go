package data

import (
	"fmt"

	"kassa/app/books"
	"kassa/app/shop"
)

// sums answers reports from the sums that are kept with every sale, not from the lines.
type sums struct{ *tx }

// Sales implements books.Sums. Groups come in the order of time, or of their names.
func (t sums) Sales(fromDay, toDay int, by books.By, lang shop.Lang) ([]shop.DaySums, error) {
	days := []any{fromDay, toDay}
	switch by {
	case books.ByDay:
		return t.read("SELECT business_day, 0, '',"+summed("h")+" FROM r_hour h WHERE business_day BETWEEN ? AND ? GROUP BY business_day ORDER BY business_day",
			days, lang)
	case books.ByHour:
		return t.read("SELECT 0, hour, '',"+summed("h")+" FROM r_hour h WHERE business_day BETWEEN ? AND ? GROUP BY hour ORDER BY hour",
			days, lang)
	case books.ByCashier:
		return t.read(`SELECT 0, 0, COALESCE(f.name, ''),`+summed("h")+` FROM r_hour h LEFT JOIN staff f ON f.id = h.staff_id
			WHERE h.business_day BETWEEN ? AND ? GROUP BY h.staff_id, f.name ORDER BY f.name, h.staff_id`, days, lang)
	case books.ByCategory:
		return t.readNamed(`SELECT 0, 0, COALESCE(MAX(c.names), ''),`+summed("r")+` FROM r_cat r LEFT JOIN categories c ON c.id = r.category_id
			WHERE r.business_day BETWEEN ? AND ? GROUP BY r.category_id ORDER BY MAX(c.place_no), r.category_id`, days, lang)
	case books.ByTender:
		return t.read(`SELECT 0, 0, tender, SUM(receipts), SUM(total), 0, 0, 0, 0, 0 FROM r_tender
			WHERE business_day BETWEEN ? AND ? GROUP BY tender HAVING SUM(receipts) <> 0 OR SUM(total) <> 0 ORDER BY tender`, days, lang)
	case books.BySeller:
		return t.read(sellerSums, days, lang)
	case books.ByProduct:
		return t.products(fromDay, toDay, lang)
	}
	return nil, fmt.Errorf("sums by %q are not kept", by)
}

// sellerSums asks the lines: who sold what is said by few of them, and no sum is kept of it.
const sellerSums = `SELECT 0, 0, COALESCE(f.name, ''), r.receipts, r.total, r.net, r.tax, r.discount, r.cost, r.qty FROM (
		SELECT COALESCE(l.seller_id, s.staff_id, 0) AS seller, COUNT(DISTINCT l.sale_id) AS receipts, CAST(SUM(l.total) AS BIGINT) AS total,
			CAST(SUM(l.net) AS BIGINT) AS net, CAST(SUM(l.tax) AS BIGINT) AS tax, CAST(SUM(l.discount) AS BIGINT) AS discount,
			CAST(SUM(l.cost) AS BIGINT) AS cost, CAST(SUM(l.qty) AS BIGINT) AS qty
		FROM sales s JOIN sale_lines l ON l.sale_id = s.id WHERE s.business_day BETWEEN ? AND ? GROUP BY COALESCE(l.seller_id, s.staff_id, 0)) r
	LEFT JOIN staff f ON f.id = r.seller ORDER BY COALESCE(f.name, ''), r.seller`

// summed are the measures of a table of sums. They are cast, because PostgreSQL adds whole numbers up to decimals.
func summed(table string) string {
	text := ""
	for i, column := range []string{"receipts", "total", "net", "tax", "discount", "cost", "qty"} {
		if i > 0 {
			text += ","
		}
		text += " CAST(SUM(" + table + "." + column + ") AS BIGINT)"
	}
	return text
}

func (t sums) read(query string, args []any, _ shop.Lang) ([]shop.DaySums, error) {
	return t.rows(query, args, func(key string) (string, error) { return key, nil })
}

// readNamed reads sums whose key is a text of names in all languages.
func (t sums) readNamed(query string, args []any, lang shop.Lang) ([]shop.DaySums, error) {
	return t.rows(query, args, func(key string) (string, error) {
		names, err := namesOf(key)
		return names.In(lang), err
	})
}

func (t sums) rows(query string, args []any, key func(string) (string, error)) ([]shop.DaySums, error) {
	var all []shop.DaySums
	err := t.each("read sums", query, args, func(scan scanner) error {
		var (
			s    shop.DaySums
			name string
		)
		err := scan(&s.Day, &s.Hour, &name, &s.Receipts, &s.Total, &s.Net, &s.Tax, &s.Discount, &s.Cost, &s.Qty)
		if err == nil {
			s.Key, err = key(name)
		}
		all = append(all, s)
		return err
	})
	return all, err
}

// products sums by product: whole months from their table, the days before and after them from the lines.
func (t sums) products(fromDay, toDay int, lang shop.Lang) ([]shop.DaySums, error) {
	first, last := fromDay/100, toDay/100 // the months of the range
	if fromDay%100 > 1 {
		first = nextMonth(first)
	}
	if toDay%100 < 31 {
		last = monthBefore(last)
	}
	const lines = `SELECT COALESCE(l.product_id, 0) AS product_id, COUNT(DISTINCT l.sale_id) AS receipts, SUM(l.total) AS total,
		SUM(l.net) AS net, SUM(l.tax) AS tax, SUM(l.discount) AS discount, SUM(l.cost) AS cost, SUM(l.qty) AS qty
		FROM sales s JOIN sale_lines l ON l.sale_id = s.id WHERE s.business_day BETWEEN ? AND ? GROUP BY COALESCE(l.product_id, 0)`
	parts := lines
	args := []any{fromDay, toDay}
	if first <= last {
		parts = `SELECT product_id, receipts, total, net, tax, discount, cost, qty FROM r_prod_month WHERE month BETWEEN ? AND ?
			UNION ALL ` + lines + " UNION ALL " + lines
		args = []any{first, last, fromDay, first*100 - 1, last*100 + 32, toDay}
	}
	return t.readNamed(`SELECT 0, 0, COALESCE(MAX(p.names), ''),`+summed("r")+` FROM (`+parts+`) r
		LEFT JOIN products p ON p.id = r.product_id GROUP BY r.product_id ORDER BY SUM(r.total) DESC, r.product_id`, args, lang)
}

func nextMonth(month int) int {
	if month%100 == 12 {
		return (month/100+1)*100 + 1
	}
	return month + 1
}

func monthBefore(month int) int {
	if month%100 <= 1 {
		return (month/100-1)*100 + 12
	}
	return month - 1
}

// refillYear makes the sums of one year anew from its months.
func (t sums) refillYear(year int) error {
	if _, err := t.exec("sum", "DELETE FROM r_prod_year WHERE year = ?", year); err != nil {
		return err
	}
	_, err := t.exec("sum", `INSERT INTO r_prod_year (year, place_id, product_id, receipts, total, net, tax, discount, cost, qty)
		SELECT month / 100, place_id, product_id,`+summed("m")+` FROM r_prod_month m WHERE month BETWEEN ? AND ?
		GROUP BY month / 100, place_id, product_id`, year*100, year*100+99)
	return err
}
