//go:build cgo

package data_test

import (
	"database/sql"
	"strings"
	"testing"
)

// seen edits one column of the last row of a table, verifies, and puts it back.
func seen(t *testing.T, l *ledger, db *sql.DB, table, name string) bool {
	t.Helper()
	one := "(SELECT " + name + " AS v FROM " + table + " LIMIT 1)"
	to := `CASE WHEN v IS NULL THEN 1 WHEN typeof(v) = 'integer' THEN v + 1000 WHEN typeof(v) = 'blob' THEN CAST(substr(v, 2) AS BLOB)
		ELSE substr(v, 2) || 'x' END`
	switch name {
	case "state":
		to = "CASE v WHEN 'open' THEN 'closed' ELSE 'open' END"
	case "tracked", "inclusive", "fiscal_outage":
		to = "1 - v"
	}
	copyOf := "keep_" + table
	for _, step := range []string{
		"CREATE TABLE " + copyOf + " AS SELECT * FROM " + table,
		"CREATE TABLE edited AS SELECT v AS old, " + to + " AS new FROM " + one,
	} {
		if _, err := db.Exec(step); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	keys := strings.Join(column(t, db, "SELECT name FROM pragma_table_info('"+table+"') WHERE pk > 0 ORDER BY pk"), ", ")
	if _, err := db.Exec("UPDATE " + table + " SET " + name + " = (SELECT new FROM edited) WHERE (" + keys + ") = (SELECT " + keys + " FROM " +
		table + " WHERE " + name + " IS (SELECT old FROM edited) LIMIT 1)"); err != nil {
		t.Fatal(err)
	}
	rep, err := verified(t, l.store)
	found := err != nil || !rep.OK()
	for _, step := range []string{"DELETE FROM " + table, "INSERT INTO " + table + " SELECT * FROM " + copyOf,
		"DROP TABLE " + copyOf, "DROP TABLE edited"} {
		if _, err := db.Exec(step); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	return found
}
