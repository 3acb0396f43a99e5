package migration

import (
	_ "embed" // the SQL beside this file

	"gorm.io/gorm"
)

//go:embed 0005_goods.sql
var goodsTables string

//go:embed 0005_guards_sqlite.sql
var goodsGuardsSQLite string

//go:embed 0005_guards_postgres.sql
var goodsGuardsPostgres string

// goods makes room for the stock room: notes of products, what is low and out, documents.
func goods(tx *gorm.DB) error {
	return run(tx, goodsTables, goodsGuardsSQLite, goodsGuardsPostgres)
}
