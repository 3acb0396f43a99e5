package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0006_tables.sql
var tilesTables string

// tiles adds what the sell screen of a whole day keeps.
func tiles(tx *gorm.DB) error { return run(tx, tilesTables, "", "") }
