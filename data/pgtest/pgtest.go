// Package pgtest gives every test a PostgreSQL schema of its own, where a server is named in KASSA_TEST_POSTGRES.
//
// A worked example: dsn := pgtest.Schema(t) makes the schema kassa_test_12_1 and returns the server's address with
// search_path=kassa_test_12_1; when the test ends the schema is dropped with all that is in it.
package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Server is the address of the server for tests; ok is false where there is none.
func Server() (dsn string, ok bool) {
	dsn = os.Getenv("KASSA_TEST_POSTGRES")
	return dsn, dsn != ""
}

var count atomic.Int64

// Schema makes an empty schema and returns the address that leads to it.
func Schema(t testing.TB) string {
	t.Helper()
	server, ok := Server()
	if !ok {
		t.Fatal("KASSA_TEST_POSTGRES names no server; .ci/postgres runs a command beside one")
	}
	name := fmt.Sprintf("kassa_test_%d_%d", os.Getpid(), count.Add(1))
	run(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(t, server, "DROP SCHEMA "+name+" CASCADE") })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("search_path", name)
	address.RawQuery = query.Encode()
	return address.String()
}

func run(t testing.TB, server, statement string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}
