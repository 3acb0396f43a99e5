package datatest

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver that the yardstick uses by itself

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
)

// PlainSale is the n-th sale as most are: five lines with one tax each, no discount, cash.
func (f Fixture) PlainSale(n int) shop.Sale {
	s := f.Sale(n)
	s.Note, s.Fiscal, s.List, s.Discount, s.Net, s.Tax, s.Total, s.Rounding = "", shop.FiscalMark{}, 0, 0, 0, 0, 0, 0
	for i := range s.Lines {
		l := &s.Lines[i]
		l.Note, l.PieceCode, l.MarkProof, l.Adjustments, l.Tracked = "", "", "", nil, true
		l.Total = l.List
		l.Net = l.Total - l.Tax
		l.Taxes = l.Taxes[:1]
		l.Taxes[0].Base, l.Taxes[0].Amount = l.Net, l.Tax
		s.List, s.Net, s.Tax, s.Total = s.List+l.List, s.Net+l.Net, s.Tax+l.Tax, s.Total+l.Total
	}
	s.Taxes = []shop.LineTax{{Code: "A", Names: shop.Names{"en": "VAT"}, Rate: 70_000, Inclusive: true, Base: s.Net, Amount: s.Tax}}
	s.Payments = []shop.Payment{{No: 1, Tender: "cash", Amount: s.Total, Given: s.Total, Currency: "EUR", Exponent: 2}}
	return s
}

// PlainCart is the basket that PlainSale ends.
func (f Fixture) PlainCart(n int) shop.Cart {
	c := f.Cart(n)
	c.Parked, c.ParkedAt, c.Name, c.Note, c.Seller, c.Discount = false, 0, "", "", "", shop.Discount{}
	line := c.Lines[0]
	c.Lines = nil
	for i, p := range f.Products {
		line.No, line.Product, line.Names, line.Qty = i+1, p.ID, p.Names, money.Qty(i+1)*money.One
		c.Lines = append(c.Lines, line)
	}
	return c
}

// Raw is the yardstick for a sale: the same rows as the store writes, with every key, hash and text known beforehand,
// by prepared statements of many rows straight on the driver, with the same settings on the same file.
type Raw struct {
	f       Fixture
	conn    *sql.Conn
	steps   []*sql.Stmt
	keys    map[shop.ID]int64
	number  int64
	pending [][]any
}

// rawStatements write one sale of five lines, in the order in which the store writes them.
func rawStatements() []string {
	const sums = " DO UPDATE SET receipts = receipts + excluded.receipts, total = total + excluded.total, net = net + excluded.net," +
		" tax = tax + excluded.tax, discount = discount + excluded.discount, cost = cost + excluded.cost, qty = qty + excluded.qty"
	return []string{
		"BEGIN IMMEDIATE",
		"INSERT INTO sales VALUES " + row(34+2),
		"INSERT INTO sale_lines VALUES " + rows(5, 25),
		"INSERT INTO line_taxes VALUES " + rows(5, 9),
		"INSERT INTO sale_taxes VALUES " + row(8),
		"INSERT INTO payments VALUES " + row(9),
		"INSERT INTO r_hour VALUES " + row(11) + " ON CONFLICT (business_day, hour, place_id, staff_id)" + sums,
		"INSERT INTO r_cat VALUES " + rows(2, 10) + " ON CONFLICT (business_day, place_id, category_id)" + sums,
		"INSERT INTO r_prod_month VALUES " + rows(5, 10) + " ON CONFLICT (month, place_id, product_id)" + sums,
		"INSERT INTO r_tender VALUES " + row(5) + " ON CONFLICT (business_day, place_id, tender) DO UPDATE SET receipts = receipts + excluded.receipts, total = total + excluded.total",
		"INSERT INTO stock_moves VALUES " + rows(5, 11),
		"INSERT INTO stocks (product_id, place_id, qty) VALUES " + rows(5, 3) + " ON CONFLICT (product_id, place_id) DO UPDATE SET qty = qty + excluded.qty",
		"INSERT INTO outbox VALUES " + rows(2, 15),
		"INSERT INTO journal VALUES " + row(14),
		"DELETE FROM carts WHERE id = ?",
		"COMMIT",
	}
}

func row(width int) string { return rows(1, width) }

func rows(n, width int) string {
	one := "("
	for i := range width {
		if i > 0 {
			one += ","
		}
		one += "?"
	}
	all := one + ")"
	for range n - 1 {
		all += "," + one + ")"
	}
	return all
}

// NewRaw opens the yardstick on the file behind the fixture; nobody else may write while it works.
func NewRaw(tb testing.TB, f Fixture, path string) *Raw {
	tb.Helper()
	ctx := context.Background()
	pool, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=5000"+
		"&_foreign_keys=1&_recursive_triggers=1&_cache_size=-16384&_stmt_cache_size=128")
	if err != nil {
		tb.Fatal(err)
	}
	r := &Raw{f: f, keys: map[shop.ID]int64{}}
	if r.conn, err = pool.Conn(ctx); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := r.conn.Close(); err != nil {
			tb.Error(err)
		}
		if err := pool.Close(); err != nil {
			tb.Error(err)
		}
	})
	for _, text := range rawStatements() {
		step, err := r.conn.PrepareContext(ctx, text)
		if err != nil {
			tb.Fatal(fmt.Errorf("%s: %w", text, err))
		}
		r.steps = append(r.steps, step)
	}
	for _, table := range []string{"tills", "places", "entities", "shifts", "staff", "categories", "products"} {
		found, err := r.conn.QueryContext(ctx, "SELECT uid, id FROM "+table)
		if err != nil {
			tb.Fatal(err)
		}
		for found.Next() {
			var (
				uid shop.ID
				key int64
			)
			if err := found.Scan(&uid, &key); err != nil {
				tb.Fatal(err)
			}
			r.keys[uid] = key
		}
		if err := found.Close(); err != nil {
			tb.Fatal(err)
		}
	}
	return r
}

// Prepare computes the next sale and stores its basket, which is not measured. body is the journal record.
func (r *Raw) Prepare(tb testing.TB, body []byte) {
	tb.Helper()
	r.number++
	s := r.f.PlainSale(int(r.number))
	if err := r.basket(); err != nil {
		tb.Fatal(err)
	}
	var cart, last, moves, jobs int64
	for _, one := range []struct {
		query string
		into  *int64
	}{
		{"SELECT MAX(id) FROM carts", &cart}, {"SELECT COALESCE(MAX(id), 0) FROM sales", &last},
		{"SELECT COALESCE(MAX(id), 0) FROM stock_moves", &moves}, {"SELECT COALESCE(MAX(id), 0) FROM outbox", &jobs},
	} {
		if err := r.conn.QueryRowContext(context.Background(), one.query).Scan(one.into); err != nil {
			tb.Fatal(err)
		}
	}
	r.pending = r.arguments(s, last+1, moves, jobs, cart, body)
}

// basket stores a basket of five lines and as many changes. The yardstick writes it itself: what another connection
// wrote would have to be read again first.
func (r *Raw) basket() error {
	ctx := context.Background()
	for _, statement := range []string{
		"BEGIN IMMEDIATE",
		`INSERT INTO carts (uid, till_id, staff_id, version, at_ms, tz_offset_min, business_day, hour, parked, note, discount_kind,
			discount_rate, discount_amount, next_no) SELECT 'RAW', id, NULL, 6, 0, 60, 20261123, 9, 0, '', '', 0, 0, 6 FROM tills LIMIT 1`,
		`INSERT INTO cart_lines SELECT c.id, p.id, p.uid, p.sku, '4006381333931', p.names, 'category', 'group', 'pc', 1000, p.price, p.price,
			p.cost, 1, '', 0, 0, '', '', '', '', 0 FROM carts c, products p WHERE p.id <= 5`,
		"INSERT INTO cart_changes (cart_id, before) SELECT c.id, '{}' FROM carts c, products p WHERE p.id <= 5",
		"COMMIT",
	} {
		if _, err := r.conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// Fill stores a basket with a change per line, as scans leave it.
func Fill(tx books.Tx, c shop.Cart) error {
	if err := tx.Carts().Add(c); err != nil {
		return err
	}
	for _, l := range c.Lines {
		if err := tx.Carts().PushUndo(c.ID, books.Undo{Line: l.No}); err != nil {
			return err
		}
	}
	return nil
}

func (r *Raw) arguments(s shop.Sale, key, move, job, cart int64, body []byte) [][]any {
	at := []any{s.At.At.UnixMilli(), s.At.OffsetMin, s.At.Day, s.At.Hour}
	place, till, staff := r.keys[s.Place], r.keys[s.Till], r.keys[s.Staff]
	var lines, lineTaxes, products, moves, stocks, jobs, categories []any
	for i, l := range s.Lines {
		product := r.keys[l.Product]
		lines = append(lines, key, l.No, product, l.SKU, l.Barcode, l.Name, r.keys[l.Category], string(l.Unit), int64(l.Qty), int64(l.ListPrice),
			int64(l.Price), int64(l.List), "", 0, int64(l.Net), int64(l.Tax), int64(l.Total), int64(l.Cost), true, "", "", "", staff, nil, nil)
		lineTaxes = append(lineTaxes, key, l.No, 1, "A", `{"en":"VAT","ru":"НДС"}`, 70_000, true, int64(l.Net), int64(l.Tax))
		products = append(products, s.At.Day/100, place, product, 1, int64(l.Total), int64(l.Net), int64(l.Tax), 0, int64(l.Cost), int64(l.Qty))
		moves = append(append(moves, move+int64(i)+1, product, place, "sale", -int64(l.Qty), int64(l.Cost), string(s.ID)), at...)
		stocks = append(stocks, product, place, -int64(l.Qty))
	}
	for i := range 2 {
		jobs = append(append(jobs, job+int64(i)+1, string(ID("RAWJOB", 2*int(r.number)+i)), till, "receipt", "", string(s.ID), "waiting", 0, false), append(at, false, "")...)
		categories = append(categories, s.At.Day, place, i+1, 1, int64(s.Total)/2, int64(s.Net)/2, int64(s.Tax)/2, 0, int64(s.Cost)/2, 5)
	}
	hash := make([]byte, 32)
	return [][]any{
		nil,
		{key, string(s.ID), "sale", till, s.TillCode, s.Series, s.Number, place, r.keys[s.Entity], r.keys[s.Shift], staff, s.StaffCode, nil,
			at[0], at[1], at[2], at[3], "EUR", 2, "half_up", "line", 5, "nearest", "line", int64(s.List), 0, int64(s.Net), int64(s.Tax), 0,
			int64(s.Total), int64(s.Cost), "", "", "", false, ""},
		lines, lineTaxes,
		{key, 1, "A", `{"en":"VAT"}`, 70_000, true, int64(s.Net), int64(s.Tax)},
		{key, 1, "cash", int64(s.Total), int64(s.Total), 0, "", "EUR", 2},
		{s.At.Day, s.At.Hour, place, staff, 1, int64(s.Total), int64(s.Net), int64(s.Tax), 0, int64(s.Cost), 15_000},
		categories, products,
		{s.At.Day, place, "cash", 1, int64(s.Total)},
		moves, stocks, jobs,
		{till, r.number, string(s.ID), "sale", at[0], at[1], at[2], at[3], string(s.Staff), body, hash, hash, nil, ""},
		{cart},
		nil,
	}
}

// Commit writes what was prepared and makes it durable: this is measured.
func (r *Raw) Commit() error {
	ctx := context.Background()
	for i, step := range r.steps {
		if _, err := step.ExecContext(ctx, r.pending[i]...); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}
