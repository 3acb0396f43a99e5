package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0003_tables.sql
var shiftTables string

//go:embed 0003_guards_sqlite.sql
var shiftGuardsSQLite string

//go:embed 0003_guards_postgres.sql
var shiftGuardsPostgres string

// shifts makes the ledger of the drawer, the counts, and the reports that end shifts.
func shifts(tx *gorm.DB) error { return run(tx, shiftTables, shiftGuardsSQLite, shiftGuardsPostgres) }
