package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0004_tables.sql
var receiptTables string

//go:embed 0004_guards_sqlite.sql
var receiptGuardsSQLite string

//go:embed 0004_guards_postgres.sql
var receiptGuardsPostgres string

// receipts makes the table of corrected tenders, and lets the print queue say why a paper waits.
func receipts(tx *gorm.DB) error {
	return run(tx, receiptTables, receiptGuardsSQLite, receiptGuardsPostgres)
}
