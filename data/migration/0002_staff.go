package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0002_tables.sql
var staffTables string

//go:embed 0002_guards_sqlite.sql
var staffGuardsSQLite string

//go:embed 0002_guards_postgres.sql
var staffGuardsPostgres string

// staff makes the tables of what people are recognised by, and of their time.
func staff(tx *gorm.DB) error { return run(tx, staffTables, staffGuardsSQLite, staffGuardsPostgres) }
