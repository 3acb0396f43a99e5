package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"kassa/app/fault"
)

// settings is how a SQLite connection is opened. Everything stands in the address, since a pool has more than one
// connection; what has no key there is set by the connect hook. Each connection is asked what it really uses before
// it is let in: the driver's own defaults (NORMAL, rollback journal, no foreign keys) lose sales that were acknowledged.
type settings struct {
	journal     string
	synchronous string
	writerCache int // in KiB, as a negative number of pages
	readerCache int
	busyMS      int
}

func sqliteSettings() settings {
	return settings{journal: "WAL", synchronous: "FULL", writerCache: -16384, readerCache: -8192, busyMS: 5000}
}

// The oldest SQLite without the WAL-reset fault: 3.51.3 (sqlite.org/wal.html, "the WAL-reset bug").
const oldestSQLite = 3_051_003

// journalLimit is what the write-ahead log is cut to after a checkpoint.
const journalLimit = 64 << 20

// statementCache is how many prepared statements a connection keeps.
const statementCache = 128

// escapePath writes the three characters that mean something in an address as %XX.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// sqliteDSN is the address of a file.
func sqliteDSN(path string, with settings, readOnly bool) string {
	cache, last := with.writerCache, "&_txlock=immediate"
	if readOnly {
		cache, last = with.readerCache, "&_query_only=1"
	}
	return fmt.Sprintf("file:%s?_journal_mode=%s&_synchronous=%s&_busy_timeout=%d&_foreign_keys=1&_recursive_triggers=1"+
		"&_cache_size=%d&_stmt_cache_size=%d%s", escapePath(path), with.journal, with.synchronous, with.busyMS, cache, statementCache, last)
}

// connector opens connections to one file. It is a driver of its own, so that nothing is registered anywhere.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

// Connect opens a connection. Two programs that open a new file at once both want to make its write-ahead log; there
// SQLite does not wait by itself (sqlite.org/wal.html, "sometimes queries return SQLITE_BUSY in WAL mode"), so we do.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	for try := 1; ; try++ {
		conn, err := c.driver.Open(c.dsn)
		var lite sqlite3.Error
		if !errors.As(err, &lite) || lite.Code != sqlite3.ErrBusy || try == openTries {
			return conn, err
		}
		select {
		case <-time.After(openPause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Driver is asked for by database/sql.
func (c *connector) Driver() driver.Driver { return c.driver }

// How long opening waits for another program that opens the same file: two seconds in all.
const (
	openTries = 200
	openPause = 10 * time.Millisecond
)

func connectSQLite(ctx context.Context, path string, with settings) (*Store, error) {
	s := &Store{kind: onSQLite, path: path, turn: make(chan struct{}, 1)}
	var err error
	if s.writer, err = openSQLite(path, with, false, 1); err != nil {
		return nil, s.translate("open", err)
	}
	if s.reader, err = openSQLite(path, with, true, sqliteReaders); err != nil {
		closing := s.Close()
		return nil, fmt.Errorf("%w (closing: %v)", s.translate("open for reading", err), closing)
	}
	return s, ctx.Err()
}

func openSQLite(path string, with settings, readOnly bool, size int) (*gorm.DB, error) {
	hook := func(c *sqlite3.SQLiteConn) error { return enter(c, path, readOnly) }
	pool := sql.OpenDB(&connector{&sqlite3.SQLiteDriver{ConnectHook: hook}, sqliteDSN(path, with, readOnly)})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	g, err := gorm.Open(sqlite.New(sqlite.Config{Conn: pool}), gormConfig())
	if err != nil {
		_ = pool.Close() // the failure to open is what is told
		return nil, err
	}
	return g, nil
}

// enter sets what the address cannot say and refuses a connection that is not as it must be.
func enter(c *sqlite3.SQLiteConn, path string, readOnly bool) error {
	for _, pragma := range []string{"PRAGMA journal_size_limit=" + strconv.Itoa(journalLimit), "PRAGMA temp_store=MEMORY"} {
		if _, err := c.Exec(pragma, nil); err != nil {
			return err
		}
	}
	if _, version, _ := sqlite3.Version(); version < oldestSQLite {
		return fmt.Errorf("SQLite %d is older than %d", version, oldestSQLite)
	}
	for _, one := range required(readOnly) {
		got, err := ask(c, "PRAGMA "+one.name)
		if err != nil {
			return err
		}
		if got != one.want {
			return fault.Wrap(fault.StorageDamaged, fault.Args{"path": path},
				fmt.Errorf("setting %s is %s, must be %s", one.name, got, one.want))
		}
	}
	return nil
}

type requirement struct{ name, want string }

// required are the settings that a connection must have: 2 is FULL, 0 of mmap_size is none (mapped memory would hide
// I/O errors), 2 of temp_store is memory.
func required(readOnly bool) []requirement {
	queryOnly := "0"
	if readOnly {
		queryOnly = "1"
	}
	return []requirement{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}, {"recursive_triggers", "1"},
		{"query_only", queryOnly}, {"mmap_size", "0"}, {"temp_store", "2"},
		{"journal_size_limit", strconv.Itoa(journalLimit)}, {"ignore_check_constraints", "0"},
	}
}

// ask reads one value from a connection that is just being made.
func ask(c *sqlite3.SQLiteConn, query string) (string, error) {
	rows, err := c.Query(query, nil)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	value := make([]driver.Value, 1)
	if err := rows.Next(value); err != nil {
		return "", fmt.Errorf("%s: %w", query, err)
	}
	return fmt.Sprint(value[0]), nil
}

// LimitPages bounds the size of a SQLite file to a number of pages (of 4096 bytes), 0 lifts the bound: a disk that is
// full, for tests. It fails on PostgreSQL.
func (s *Store) LimitPages(ctx context.Context, pages int64) error {
	if s.kind != onSQLite {
		return fmt.Errorf("limit pages: not on %s", s.kind)
	}
	if pages == 0 {
		pages = 1<<32 - 2
	}
	return s.writer.WithContext(ctx).Exec("PRAGMA max_page_count=" + strconv.FormatInt(pages, 10)).Error
}
