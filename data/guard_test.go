//go:build cgo

package data

import (
	"context"
	"strings"
	"testing"

	"kassa/app/fault"
)

// saleStatement stores a sale, in the open shift where there is one.
const saleStatement = `INSERT INTO sales (uid, kind, till_id, till_code, series, number, place_id, shift_id, staff_code, sold_at, tz_offset_min, business_day, hour,
	currency, exponent, rounding, tax_rounding, cash_step, cash_direction, cash_form, list, discount, net, tax, cash_rounding, total,
	cost, fiscal_number, fiscal_signature, fiscal_qr, fiscal_outage)
	SELECT 'X', 'sale', id, 'T1', 'A', 1, place_id, (SELECT MAX(id) FROM shifts), '', 1, 0, 20261123, 9, 'EUR', 2, 'half_up', 'line', 1, '', '', 5, 0, 5, 0, 0, 5, 0,
	'', '', '', FALSE FROM tills`

// written puts one row into every table that is only added to.
func written(t *testing.T, s *Store) {
	t.Helper()
	nothing := map[dialect]string{onSQLite: "x''", onPostgres: "''::bytea"}[s.kind]
	for _, statement := range []string{
		`INSERT INTO shops (uid, name, address, tax_id, currency, symbol, exponent, notes, coins, country, lang, zone, day_start, rounding,
			tax_rounding, cash_step, cash_direction, cash_form, header, footer, row_version)
			VALUES ('S', '', '', '', 'EUR', '', 2, '', '', '', 'en', 'UTC', 0, 'half_up', 'line', 1, '', '', '', '', 1)`,
		"INSERT INTO places (uid, shop_id, name, row_version) SELECT 'P', id, '', 1 FROM shops",
		"INSERT INTO tills (uid, place_id, code, name, series, key_id, row_version) SELECT 'T', id, 'T1', '', 'A', '', 1 FROM places",
		`INSERT INTO products (uid, sku, unit, price, price_kind, cost, tracked, low, favourite, piece_code, row_version, names)
			VALUES ('G', '', 'pc', 1, 'fixed', 1, TRUE, 0, 0, FALSE, 1, '')`,
		saleStatement,
		`INSERT INTO sale_lines (sale_id, line_no, sku, barcode, name, unit, qty, list_price, price, list, adjustments, discount, net, tax,
			total, cost, tracked, note_ref, piece_code, mark_proof)
			SELECT id, 1, '', '', '', 'pc', 1000, 1, 1, 5, '', 0, 5, 0, 5, 0, FALSE, '', '', '' FROM sales`,
		"INSERT INTO line_taxes (sale_id, line_no, tax_no, code, names, rate, inclusive, base, amount) SELECT id, 1, 1, 'A', '', 0, TRUE, 5, 0 FROM sales",
		"INSERT INTO sale_taxes (sale_id, tax_no, code, names, rate, inclusive, base, amount) SELECT id, 1, 'A', '', 0, TRUE, 5, 0 FROM sales",
		"INSERT INTO payments (sale_id, payment_no, tender, amount, given, change, ref, currency, exponent) SELECT id, 1, 'cash', 5, 5, 0, '', 'EUR', 2 FROM sales",
		`INSERT INTO shifts (uid, till_id, shift_no, at_ms, tz_offset_min, business_day, hour, float_amount, state)
			SELECT 'H', id, 1, 1, 0, 20261123, 9, 0, 'open' FROM tills`,
		`INSERT INTO tender_changes (uid, sale_id, payment_no, from_tender, to_tender, amount, ref, shift_id, at_ms, tz_offset_min, business_day,
			hour) SELECT 'C', s.id, 1, 'cash', 'card', 5, '', h.id, 1, 0, 20261123, 9 FROM sales s, shifts h`,
		"INSERT INTO sale_marks (uid, sale_id, kind, at_ms, body) SELECT 'M', id, 'mail', 1, '' FROM sales",
		`INSERT INTO stock_moves (product_id, place_id, kind, qty, cost, document_uid, at_ms, tz_offset_min, business_day, hour)
			SELECT g.id, p.id, 'sale', -1000, 0, 'X', 1, 0, 20261123, 9 FROM products g, places p`,
		`INSERT INTO journal (till_id, seq, act, kind, at_ms, tz_offset_min, business_day, hour, staff_uid, body, prev, hash, key_id)
			SELECT id, 1, 'X', 'sale', 1, 0, 20261123, 9, '', NOTHING, NOTHING, NOTHING, '' FROM tills`,
		"INSERT INTO staff (uid, code, name, role, row_version) VALUES ('W', 'C1', '', '', 1)",
		`INSERT INTO time_entries (uid, staff_id, till_id, kind, at_ms, tz_offset_min, business_day, hour, corrects, by_id, reason_ref)
			SELECT 'E', s.id, t.id, 'in', 1, 0, 20261123, 9, '', s.id, '' FROM staff s, tills t`,
		`INSERT INTO payment_attempts (uid, sale_uid, till_id, terminal, kind, amount, currency, exponent, request_hash, state, approved,
			auth_code, scheme, last4, aid, entry_mode, terminal_id, merchant_id, trace_no, slip_no, reason, created_ms, row_version)
			SELECT 'A', 'X', id, 'zvt', 'charge', 5, 'EUR', 2, NOTHING, 'BOUND', 5, '', '', '', '', '', '', '', '', '', '', 1, 1 FROM tills`,
		`INSERT INTO cash_moves (uid, till_id, shift_id, kind, amount, reason_ref, at_ms, tz_offset_min, business_day, hour)
			SELECT 'D', till_id, id, 'in', 5, '', 1, 0, 20261123, 9 FROM shifts`,
		`INSERT INTO cash_counts (uid, till_id, shift_id, count_no, phase, total, at_ms, tz_offset_min, business_day, hour)
			SELECT 'C', till_id, id, 1, 'closing', 5, 1, 0, 20261123, 9 FROM shifts`,
		"INSERT INTO count_pieces (count_id, piece_no, worth, pieces) SELECT id, 1, 5, 1 FROM cash_counts",
		`INSERT INTO z_reports (uid, till_id, shift_id, number, at_ms, tz_offset_min, business_day, hour, receipts, first_label, last_label, sold,
			returned, returns, discount, net, tax, rounding, float_amount, cash_sales, cash_in, cash_out, expenses, drops, expected, removed_lines,
			removed_worth, cleared_baskets, cleared_worth, no_sales, count_id, counted, difference, kept, taken, all_sold, all_returned,
			head_seq, head_hash, note_ref)
			SELECT 'Z', till_id, shift_id, 1, 1, 0, 20261123, 9, 1, '', '', 5, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0, id, 5, 0, 5, 0,
			5, 0, 1, '', '' FROM cash_counts`,
		"INSERT INTO z_tenders (z_id, tender, receipts, amount) SELECT id, 'cash', 1, 5 FROM z_reports",
		"INSERT INTO z_taxes (z_id, tax_no, code, rate, inclusive, base, amount) SELECT id, 1, 'A', 0, TRUE, 5, 0 FROM z_reports",
	} {
		if err := s.writer.Exec(strings.ReplaceAll(statement, "NOTHING", nothing)).Error; err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// onlyAdded are the tables whose rows never change.
func onlyAdded() []string {
	return []string{"sales", "sale_lines", "line_taxes", "sale_taxes", "payments", "sale_marks", "stock_moves", "journal", "time_entries",
		"tender_changes", "cash_moves", "cash_counts", "count_pieces", "z_reports", "z_tenders", "z_taxes"}
}

func TestWhatWasWrittenDownCannotBeChangedOrTakenAway(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			s := open(t, db.dsn(t))
			written(t, s)
			for _, table := range append(onlyAdded(), "payment_attempts") {
				first := map[string]string{"sale_lines": "sale_id", "line_taxes": "sale_id", "sale_taxes": "sale_id", "payments": "sale_id", "journal": "seq",
					"count_pieces": "count_id", "z_tenders": "z_id", "z_taxes": "z_id"}[table]
				if first == "" {
					first = "id"
				}
				statements := []string{"UPDATE " + table + " SET " + first + " = " + first, "DELETE FROM " + table}
				if s.kind == onSQLite && table != "payment_attempts" {
					statements = append(statements, "REPLACE INTO "+table+" SELECT * FROM "+table, "INSERT OR REPLACE INTO "+table+" SELECT * FROM "+table)
				}
				if s.kind == onPostgres && table != "payment_attempts" {
					statements = append(statements, "TRUNCATE "+table+" CASCADE")
				}
				for _, statement := range statements {
					if err := s.writer.Exec(statement).Error; err == nil {
						t.Errorf("%s was accepted", statement)
					}
				}
				var rows int64
				if err := s.writer.Raw("SELECT COUNT(*) FROM " + table).Scan(&rows).Error; err != nil || rows != 1 {
					t.Errorf("%s has %d rows (%v), want 1", table, rows, err)
				}
			}
		})
	}
}

// The control that must pass: without the triggers the same statements go through, so the test above sees the triggers.
func TestWithoutTheTriggersChangesGoThrough(t *testing.T) {
	s := open(t, databases()[0].dsn(t))
	written(t, s)
	for _, table := range onlyAdded() {
		for _, act := range []string{"update", "delete"} {
			if err := s.writer.Exec("DROP TRIGGER " + table + "_no_" + act).Error; err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, table := range []string{"z_taxes", "z_tenders", "z_reports", "count_pieces", "cash_counts", "cash_moves", "journal", "stock_moves",
		"sale_marks", "tender_changes", "payments", "sale_taxes", "line_taxes", "sale_lines", "sales"} {
		if err := s.writer.Exec("DELETE FROM " + table).Error; err != nil {
			t.Errorf("%s: %v", table, err)
		}
	}
}

func TestAShiftIsOnlyClosedAndTakesNothingMore(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			s := open(t, db.dsn(t))
			written(t, s)
			for _, statement := range []string{"UPDATE shifts SET float_amount = 1, state = 'closed'", "UPDATE shifts SET shift_no = 9", "DELETE FROM shifts"} {
				if err := s.writer.Exec(statement).Error; err == nil {
					t.Errorf("%s was accepted", statement)
				}
			}
			if err := s.writer.Exec("UPDATE shifts SET state = 'closed', closed_ms = 1").Error; err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{
				"UPDATE shifts SET state = 'open'",
				"UPDATE shifts SET closed_ms = 2",
				strings.Replace(saleStatement, "'X', 'sale', id, 'T1', 'A', 1", "'Y', 'sale', id, 'T1', 'A', 2", 1),
				`INSERT INTO cash_moves (uid, till_id, shift_id, kind, amount, reason_ref, at_ms, tz_offset_min, business_day, hour)
					SELECT 'E', till_id, id, 'in', 5, '', 1, 0, 20261123, 9 FROM shifts`,
				`INSERT INTO cash_counts (uid, till_id, shift_id, count_no, phase, total, at_ms, tz_offset_min, business_day, hour)
					SELECT 'F', till_id, id, 2, 'closing', 5, 1, 0, 20261123, 9 FROM shifts`,
			} {
				if err := s.writer.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "shift") {
					t.Errorf("%s: %v", statement, err)
				}
			}
		})
	}
}

func TestNumbersOutsideTheirBoundsAreRefused(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			s := open(t, db.dsn(t))
			written(t, s)
			for _, statement := range []string{
				"UPDATE products SET price = 100000000000000000",
				"UPDATE products SET low = -1000000000000000",
				"UPDATE products SET favourite = -1",
				"UPDATE products SET price_kind = 'haggled'",
				"UPDATE shops SET cash_step = 10000000000000",
				"UPDATE shops SET day_start = 13",
				"UPDATE products SET uid = ''",
				"INSERT INTO barcodes (product_id, code, qty, code_no) SELECT id, '', 1000, 1 FROM products",
				"INSERT INTO barcodes (product_id, code, qty, code_no) SELECT id, '1', 0, 1 FROM products",
				"INSERT INTO stocks (product_id, place_id, qty) SELECT id, id, 1000000000000000 FROM products",
				"INSERT INTO stocks (product_id, place_id, qty) SELECT id, 99, 1 FROM products",
				"INSERT INTO r_tender (business_day, place_id, tender, receipts, total) VALUES (NULL, 1, '', 1, 1)",
				"INSERT INTO settings (scope, scope_uid, name, content) VALUES ('world', '', 'a', 'b')",
				"UPDATE products SET price = 'not a number'",
			} {
				if err := s.writer.Exec(statement).Error; err == nil {
					t.Errorf("%s was accepted", statement)
				}
			}
		})
	}
}

func TestAYearIsTheSumOfItsMonths(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			s := open(t, db.dsn(t))
			for _, row := range []string{"202601, 1, 7, 1, 10, 8, 2, 1, 5, 1000", "202612, 1, 7, 2, 20, 16, 4, 0, 10, 3000",
				"202603, 1, 8, 1, 1, 1, 0, 0, 0, 1", "202701, 1, 7, 9, 9, 9, 9, 9, 9, 9", "202512, 1, 7, 9, 9, 9, 9, 9, 9, 9"} {
				if err := s.writer.Exec("INSERT INTO r_prod_month (month, place_id, product_id, receipts, total, net, tax, discount, cost, qty) VALUES (" + row + ")").Error; err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // twice is as once
				if err := s.update(context.Background(), func(t *tx) error { return sums{t}.refillYear(2026) }); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			query := "SELECT product_id || ' ' || receipts || ' ' || total || ' ' || cost || ' ' || qty FROM r_prod_year WHERE year = 2026 ORDER BY product_id"
			if err := s.reader.Raw(query).Scan(&got).Error; err != nil {
				t.Fatal(err)
			}
			if text := strings.Join(got, "; "); text != "7 3 30 15 4000; 8 1 1 0 1" {
				t.Errorf("the year holds %s", text)
			}
		})
	}
}

func TestImportedSalesStandBesideOurOwn(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			s := open(t, db.dsn(t))
			written(t, s)
			for _, statement := range []string{
				`INSERT INTO history_sales (uid, import_uid, place_id, number, kind, sold_at, tz_offset_min, business_day, hour, tender, discount,
					net, tax, total, cost) SELECT 'H', 'I', id, '536365', 'sale', 1, 0, 20101201, 8, 'cash', 0, 7, 0, 7, 0 FROM places`,
				`INSERT INTO history_lines (sale_id, line_no, sku, name, unit, qty, price, discount, net, tax, total, cost)
					SELECT id, 1, 'A', 'Lantern', 'pc', 1000, 1, 0, 7, 0, 7, 0 FROM history_sales`,
			} {
				if err := s.writer.Exec(statement).Error; err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			if err := s.reader.Raw("SELECT origin || ' ' || business_day || ' ' || total FROM sold_lines ORDER BY business_day").Scan(&got).Error; err != nil {
				t.Fatal(err)
			}
			if text := strings.Join(got, "; "); text != "import 20101201 7; till 20261123 5" {
				t.Errorf("sold_lines holds %s", text)
			}
			if err := s.writer.Exec("DELETE FROM history_sales WHERE import_uid = 'I'").Error; err != nil {
				t.Errorf("an import cannot be undone: %v", err)
			}
		})
	}
}

func TestAnUnknownReferenceIsNotFound(t *testing.T) {
	s := open(t, databases()[0].dsn(t))
	err := s.update(context.Background(), func(t *tx) error {
		_, err := t.exec("thing", "INSERT INTO tills (uid, place_id, code, name, series, key_id, row_version) VALUES ('T', 1, 'T1', '', '', '', 1)")
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v, want NotFound", err)
	}
}
