package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0009_tables.sql
var offersTables string

// offers adds the offers of the shop.
func offers(tx *gorm.DB) error { return run(tx, offersTables, "", "") }
