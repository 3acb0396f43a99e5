//go:build cgo

package data_test

import (
	"testing"

	"kassa/data/datatest"
	"kassa/data/pgtest"
)

func TestBooksOnSQLite(t *testing.T) { datatest.Run(t, datatest.Open) }

func TestBooksOnPostgres(t *testing.T) {
	if _, ok := pgtest.Server(); !ok {
		t.Log("no server is named in KASSA_TEST_POSTGRES; make test starts one")
		return
	}
	datatest.Run(t, datatest.OpenPostgres)
}
