package datatest

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// OneRow is the yardstick for a scan: one row of a basket's size, prepared, durable, on a file of its own with the store's
// settings.
type OneRow struct {
	insert *sql.Stmt
	line   string
}

// NewOneRow opens the yardstick in a folder of the test.
func NewOneRow(tb testing.TB) *OneRow {
	tb.Helper()
	pool, err := sql.Open("sqlite3", "file:"+filepath.Join(tb.TempDir(), "row.db")+
		"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=5000&_cache_size=-16384")
	if err != nil {
		tb.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	tb.Cleanup(func() { _ = pool.Close() })
	if _, err := pool.Exec("CREATE TABLE row (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL) STRICT"); err != nil {
		tb.Fatal(err)
	}
	o := &OneRow{line: "Ground coffee 250 g, from the shelf"}
	if o.insert, err = pool.Prepare("INSERT INTO row (code, name, qty, price) VALUES (?, ?, ?, ?)"); err != nil {
		tb.Fatal(err)
	}
	return o
}

// Insert writes a row and makes it durable.
func (o *OneRow) Insert(n int) error {
	_, err := o.insert.Exec("4006381333931", o.line, n, 575)
	return err
}
