//go:build cgo

package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kassa/app/verify"
	"kassa/data"
)

// What a dishonest owner with an editor for SQLite can do to the books, and that each of it is seen and named.

// proved are the tables whose every column is proved by the journal. spared are columns of them that are not, and tables of
// which nothing is, each with its reason; a table that is in neither list fails the test below.
func proved() (tables []string, spared map[string]string) {
	return []string{"sales", "sale_lines", "line_taxes", "sale_taxes", "payments", "stock_moves", "journal", "stocks", "shifts",
			"r_hour", "r_cat", "r_prod_month", "r_tender", "staff", "staff_keys", "time_entries", "tender_changes", "cash_moves", "cash_counts",
			"count_pieces", "z_reports", "z_tenders", "z_taxes", "stock_docs", "stock_doc_lines", "tile_pages", "tiles", "offers",
			"shops", "settings", "tax_groups", "taxes", "tenders", "tills", "texts"},
		map[string]string{
			"cash_moves.id":          "the order of the ledger, nothing points at it",
			"stock_moves.id":         "the order of the ledger, nothing points at it",
			"stocks.low":             "a copy of the product's, for lists",
			"stocks.watched":         "says whether lists show it",
			"tender_changes.id":      "their order, which counts where a payment has several",
			"time_entries.id":        "the order in which they were entered, nothing points at it",
			"staff.name":             "it can be erased",
			"staff_keys.digits":      "it says how many dots a screen shows, and nothing else",
			"staff_keys.tries":       "it grows with every wrong PIN",
			"staff_keys.tried_ms":    "it grows with every wrong PIN",
			"shops.id":               "nothing but the places points at it",
			"shops.symbol":           "how a sum is written; the currency is proved",
			"shops.notes":            "which keys are offered for cash; the currency is proved",
			"shops.coins":            "which pieces the sheet for counting has; the currency is proved",
			"shops.row_version":      "counts changes, for screens",
			"tax_groups.id":          "what points at it (taxes, products) is there to be found",
			"tax_groups.uid":         "products name it, and the catalogue is not proved",
			"tax_groups.row_version": "counts changes, for screens",
			"taxes.id":               "nothing points at it",
			"taxes.tax_no":           "their order; it is proved where a group has several",
			"taxes.code":             "a group with one tax is named by its own code; of several each is proved",
			"taxes.names":            "each sale says the names on its own receipt",
			"texts.ref":              "it is found by its index; a bit in the copy that the row has of it changes nothing that is read",
			"texts.salt":             "a text is proved by its hash with the document that it belongs to",
			"texts.erased_at":        "a text may be erased on purpose, and one that says so and still has words is seen",
			"tenders.id":             "nothing points at it, sales name the code",
			"tenders.uid":            "nothing points at it, sales name the code",
			"tenders.needs_person":   "no act asks for it yet",
			"tenders.row_version":    "counts changes, for screens",
			"offers.id":              "the order in which they are listed",
			"tills.name":             "what a till is called on screens; receipts show the code",
			"tills.row_version":      "counts changes, for screens",
			"tills.archived_at":      "a till that works no more; its journal is proved all the same",
			// Tables that say nothing of what was sold, paid, counted or allowed.
			"barcodes": catalogue, "categories": catalogue, "products": catalogue, "product_names": catalogue, "words": catalogue,
			"code_choices": "what was chosen last where several products have a code",
			"carts":        draft, "cart_lines": draft, "cart_changes": draft,
			"history_sales": "sales of another till, which no journal of ours knows", "history_lines": "as history_sales",
			"customers": "nobody is stored in it yet", "payment_attempts": "nothing is stored in it yet", "sale_marks": "nothing is stored in it yet",
			"r_prod_year":  "made from the months, when it is asked for",
			"fiscal_steps": "on the way to a sale, whose record says what the device answered",
			"outbox":       "what is to be printed; who asked for it again is in the journal",
			"entities":     "names of the seller, which stand on paper", "places": "names of places",
			"product_words": catalogue, "stray_badges": "counts wrong badges in a row", "stock_doc_numbers": "the last number given; the documents are proved without a gap",
			"shop_version": "counts changes, for screens", "migrations": "which form the tables have; Open proves it by the schema",
		}
}

const (
	catalogue = "the catalogue: fields that a record speaks of are proved (verifycatalogue_test.go); what was sold stands in each sale"
	draft     = "a draft; what is taken out of it is in the journal"
)

// wholeShop writes something into every table that is proved.
func wholeShop(t *testing.T, path string) *ledger {
	t.Helper()
	l := openLedger(t, path)
	last := l.sell(2, "")
	for range 5 {
		last = l.sell(2, last)
	}
	l.people()
	l.settings()
	l.correct(last, "cash", "card")
	l.changeShift()
	l.sell(2, last)
	l.receive()
	return l
}

func TestEveryTableIsProvedOrSaysWhyNot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	wholeShop(t, path)
	db := tampered(t, path)
	tables, spared := proved()
	for _, table := range column(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") {
		if !slices.Contains(tables, table) && spared[table] == "" {
			t.Errorf("nobody says whether the journal proves %s", table)
		}
	}
	for name := range spared {
		table, col, _ := strings.Cut(name, ".")
		query := "SELECT name FROM pragma_table_info('" + table + "')"
		if col != "" {
			query += " WHERE name = '" + col + "'"
		}
		if len(column(t, db, query)) == 0 {
			t.Errorf("%s is spared and is not there", name)
		}
	}
}

func TestEveryFiscalColumnThatIsEditedIsSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	db := tampered(t, path)
	tables, spared := proved()
	edited := 0
	for _, table := range tables {
		for _, name := range column(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			if spared[table+"."+name] != "" {
				continue
			}
			edited++
			undo := keep(t, db, table)
			editColumn(t, db, table, name)
			named(t, l, table+"."+name+" was edited")
			undo()
		}
	}
	if edited < 200 {
		t.Errorf("only %d columns were edited", edited)
	}
	if rep, err := verified(t, l.store); err != nil || !rep.OK() {
		t.Errorf("after all was put back: %v %v", err, rep.Findings)
	}
}

// named verifies books that were tampered with: they must be refused, or the first finding must say where to look.
func named(t *testing.T, l *ledger, what string) {
	t.Helper()
	rep, err := verified(t, l.store)
	switch {
	case err != nil:
	case rep.OK():
		t.Errorf("%s unseen", what)
	case rep.First.What == "" || rep.First.Seq == 0 && rep.First.Document == "" && rep.First.Kind != verify.Rows:
		t.Errorf("%s, and the first finding names nothing: %s", what, rep.First)
	}
}

// keep copies a table and returns how to put it back.
func keep(t *testing.T, db *sql.DB, table string) (undo func()) {
	t.Helper()
	do(t, db, "CREATE TABLE kept AS SELECT * FROM "+table)
	return func() {
		t.Helper()
		do(t, db, "DELETE FROM "+table, "INSERT INTO "+table+" SELECT * FROM kept", "DROP TABLE kept")
	}
}

func do(t *testing.T, db *sql.DB, steps ...string) {
	t.Helper()
	for _, step := range steps {
		if _, err := db.Exec(step); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
}

// editColumn changes one column of one row of a table.
func editColumn(t *testing.T, db *sql.DB, table, name string) {
	t.Helper()
	to := `CASE WHEN v IS NULL THEN 1 WHEN typeof(v) = 'integer' THEN v + 1000 WHEN typeof(v) = 'blob' THEN CAST(substr(v, 2) AS BLOB)
		ELSE substr(v, 2) || 'x' END`
	switch name {
	case "state":
		to = "CASE v WHEN 'open' THEN 'closed' ELSE 'open' END"
	case "tracked", "inclusive", "fiscal_outage", "opens_drawer", "gives_change", "rounds", "needs_ref":
		to = "1 - v"
	}
	keys := strings.Join(keysOf(t, db, table), ", ")
	do(t, db, "CREATE TABLE edited AS SELECT v AS old, "+to+" AS new FROM (SELECT "+name+" AS v FROM "+table+" LIMIT 1)",
		"UPDATE "+table+" SET "+name+" = (SELECT new FROM edited) WHERE ("+keys+") = (SELECT "+keys+" FROM "+
			table+" WHERE "+name+" IS (SELECT old FROM edited) LIMIT 1)", "DROP TABLE edited")
}

func keysOf(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	return column(t, db, "SELECT name FROM pragma_table_info('"+table+"') WHERE pk > 0 ORDER BY pk")
}

// nth is the n-th row of a table, as a condition.
func nth(table string, keys []string, n int) string {
	k := strings.Join(keys, ", ")
	return fmt.Sprintf("(%s) = (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d)", k, k, table, k, n)
}

func TestARowThatIsTakenOutIsSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	db := tampered(t, path)
	tables, _ := proved()
	for _, table := range tables {
		keys := keysOf(t, db, table)
		for _, n := range []int{0, countRows(t, db, table) - 1} {
			undo := keep(t, db, table)
			do(t, db, "DELETE FROM "+table+" WHERE "+nth(table, keys, n))
			named(t, l, fmt.Sprintf("row %d of %s was deleted", n, table))
			undo()
		}
	}
}

func countRows(t *testing.T, db *sql.DB, table string) (n int) {
	t.Helper()
	if err := db.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil || n == 0 {
		t.Fatalf("%s has %d rows: %v", table, n, err)
	}
	return n
}

func TestTwoRowsThatChangePlacesAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	db := tampered(t, path)
	tables, spared := proved()
	swapped := 0
	for _, table := range tables {
		keys, last := keysOf(t, db, table), countRows(t, db, table)-1
		if last == 0 || len(keys) == 1 && spared[table+"."+keys[0]] != "" {
			continue // nothing to change places with, or rows whose order says nothing
		}
		var rest []string
		for _, c := range column(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			if !slices.Contains(keys, c) {
				rest = append(rest, c)
			}
		}
		undo := keep(t, db, table)
		k, v := strings.Join(keys, ", "), strings.Join(rest, ", ")
		one := func(n int) string { return "SELECT * FROM kept WHERE " + nth("kept", keys, n) }
		as := func(alias string, cols []string) string { return alias + "." + strings.Join(cols, ", "+alias+".") }
		var differ int
		if err := db.QueryRow("SELECT COUNT(*) FROM (SELECT DISTINCT " + v + " FROM (SELECT * FROM (" + one(0) + ") UNION ALL SELECT * FROM (" +
			one(last) + ")))").Scan(&differ); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		do(t, db, "DELETE FROM "+table+" WHERE "+nth("kept", keys, 0)+" OR "+nth("kept", keys, last))
		for _, pair := range [][2]int{{0, last}, {last, 0}} {
			do(t, db, "INSERT INTO "+table+" ("+k+", "+v+") SELECT "+as("a", keys)+", "+as("b", rest)+" FROM ("+one(pair[0])+") a, ("+one(pair[1])+") b")
		}
		if differ == 2 {
			swapped++
			named(t, l, "two rows of "+table+" changed places")
		}
		undo()
	}
	if swapped < 10 {
		t.Errorf("only in %d tables", swapped)
	}
}

func TestAnEndThatIsCutOffIsSeenByTheHead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := l.store.Backup(context.Background(), copied); err != nil {
		t.Fatal(err)
	}
	l.cashMove("no_sale", 0) // the act whose traces go
	rep, err := verified(t, l.store)
	if err != nil || !rep.OK() || len(rep.Ends) != 1 {
		t.Fatal(err, rep.Findings, rep.Ends)
	}
	end := rep.Ends[0]
	known := verify.Options{Expect: []verify.Expected{{Till: end.Till, Seq: end.Seq, Hash: end.Hash, From: "head file"}}}
	ask := func(path string, opt verify.Options) verify.Report {
		t.Helper()
		rows, err := data.OpenEvidence(context.Background(), data.Options{DSN: path})
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		rep, err := verify.Run(context.Background(), rows, opt)
		if err != nil {
			t.Fatal(err)
		}
		return rep
	}
	db := tampered(t, path)
	do(t, db, fmt.Sprintf("DELETE FROM journal WHERE seq = %d", end.Seq), fmt.Sprintf("DELETE FROM cash_moves WHERE id = %d", countRows(t, db, "cash_moves")))
	for name, path := range map[string]string{"an end without its traces": path, "an old copy in place of the books": copied} {
		if rep := ask(path, verify.Options{}); !rep.OK() {
			t.Errorf("%s: a chain cannot know its end, and found %v", name, rep.Findings)
		}
		rep := ask(path, known)
		if rep.Total != 1 || rep.First.Kind != verify.Ended || rep.First.Seq != end.Seq {
			t.Errorf("%s: got %v, want the end of record %d", name, rep.Findings, end.Seq)
		}
	}
}

func TestBitsThatFlipInTheJournalNameTheirRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	db := tampered(t, path)
	records := countRows(t, db, "journal")
	state := uint64(7)
	dice := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	for range flips() {
		seq, name := dice(records)+1, []string{"body", "body", "body", "prev", "hash", "signature"}[dice(6)]
		var was []byte
		if err := db.QueryRow("SELECT "+name+" FROM journal WHERE seq = ?", seq).Scan(&was); err != nil {
			t.Fatal(err)
		}
		if len(was) == 0 {
			continue // a record that is no head has no signature
		}
		now := slices.Clone(was)
		bit := dice(len(now) * 8)
		now[bit/8] ^= 1 << (bit % 8)
		set := func(value []byte) {
			if _, err := db.Exec("UPDATE journal SET "+name+" = ? WHERE seq = ?", value, seq); err != nil {
				t.Fatal(err)
			}
		}
		set(now)
		rep, err := verified(t, l.store)
		if err != nil || rep.OK() || rep.First.Seq != int64(seq) {
			t.Errorf("bit %d of %s of record %d: %v, first %v", bit, name, seq, err, rep.First)
		}
		set(was)
	}
}
