// Package data keeps the shop's books: it is the concrete books.Store on GORM, in one SQLite file or in PostgreSQL.
//
// The rule: data keeps and does not decide. What it is given it stores whole or not at all, what it is asked it
// answers from one unchanging picture, and every number it hands out was read inside the transaction that uses it.
// Integer keys join the tables inside; outside a thing is known by its shop.ID alone. Errors are translated at the
// border by their code, never by their text (errors.go).
//
// On SQLite there are two doors: one writer connection that begins IMMEDIATE, so that two writers wait for each other
// instead of failing, and a few readers that cannot write. A commit is on the disk when it returns: WAL with
// synchronous=FULL, read back from every connection, and refused if it is anything else (sqlite.go). On PostgreSQL
// both doors are one pool, and rows are locked in one order everywhere: till, sale, stocks by product, sums by key,
// journal.
//
// A worked example: store.Update(ctx, func(tx books.Tx) error { return tx.Sales().Add(sale) }) stores a sale with its
// lines, taxes and payments, adds it to the sums by hour, category, product and tender, and commits; a second Update
// with the same sale returns fault.AlreadyExists and changes nothing.
package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"kassa/app/books"
	"kassa/app/failpoint"
	"kassa/app/fault"
)

// Options say which books to open.
type Options struct {
	// DSN is the path of a SQLite file, which is made when it is missing, or a PostgreSQL address that begins with
	// postgres:// or postgresql:// (its search_path chooses the schema).
	DSN string
}

// Store is the shop's books. It is safe for use by several goroutines.
type Store struct {
	kind   dialect
	path   string // of the SQLite file, or the PostgreSQL address without its password
	writer *gorm.DB
	reader *gorm.DB
	turn   chan struct{} // holds one token on SQLite: whose turn it is to write
}

// dialect names the database behind the store.
type dialect string

const (
	onSQLite   dialect = "sqlite"
	onPostgres dialect = "postgres"
)

// What the pools may hold.
const (
	sqliteReaders  = 4
	postgresPool   = 8
	writeTries     = 6 // of a whole Update, after a serialisation failure or deadlock
	busyTries      = 2 // of a BEGIN that waited busy_timeout in vain
	folderMode     = fs.FileMode(0o700)
	fileMode       = fs.FileMode(0o600)
	postgresPrefix = "postgres://"
	postgresLong   = "postgresql://"
)

var _ books.Store = (*Store)(nil)

// Open opens the books, brings their tables up to date and reads the settings back. Faults: StorageReadOnly where the
// folder or file cannot be written, StorageDamaged where the file is no database or holds tables, triggers or views
// that are not ours, StorageBusy, NewerDatabase.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := connect(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func connect(ctx context.Context, o Options) (*Store, error) {
	if strings.HasPrefix(o.DSN, postgresPrefix) || strings.HasPrefix(o.DSN, postgresLong) {
		return connectPostgres(ctx, o.DSN)
	}
	if err := makeFile(o.DSN); err != nil {
		return nil, err
	}
	return connectSQLite(ctx, o.DSN, sqliteSettings())
}

// prepare migrates and compares the schema with the one this program was written for.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.migrate(ctx, migrations()); err != nil {
		return err
	}
	return s.checkSchema(ctx)
}

// makeFile makes the folder and an empty file where they are missing, both closed to others whatever the umask says.
func makeFile(path string) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(folder, folderMode); err != nil {
			return refusedByFolder(path, err)
		}
		if err := os.Chmod(folder, folderMode); err != nil {
			return refusedByFolder(path, err)
		}
	}
	found, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, fileMode)
		if err != nil {
			return refusedByFolder(path, err)
		}
		return errors.Join(f.Chmod(fileMode), f.Close())
	}
	if err != nil {
		return refusedByFolder(path, err)
	}
	if !found.Mode().IsRegular() {
		return fault.New(fault.StorageDamaged, fault.Args{"path": path})
	}
	if found.Mode().Perm() != fileMode {
		// Another owner's file cannot be closed by us; whether it can be used, SQLite says.
		_ = os.Chmod(path, fileMode)
	}
	return nil
}

// refusedByFolder is what the file system said before the database was asked.
func refusedByFolder(path string, err error) error {
	if full(err) {
		return fault.Wrap(fault.StorageFull, fault.Args{"path": path}, err)
	}
	return fault.Wrap(fault.StorageReadOnly, fault.Args{"path": path}, err)
}

// gormConfig is how GORM is used here: no transactions and no statement cache of its own, values never in a log.
func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		PrepareStmt:            false,
		DisableAutomaticPing:   true,
		Logger:                 logger.Discard,
	}
}

// Close closes the books. On SQLite the write-ahead log is folded into the file.
func (s *Store) Close() error {
	var errs []error
	closed := map[*gorm.DB]bool{nil: true}
	for _, g := range []*gorm.DB{s.reader, s.writer} { // the writer last: closing the last connection folds the log in
		if closed[g] {
			continue
		}
		closed[g] = true
		pool, err := g.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// View implements books.Store: a read transaction that sees one picture of the books.
func (s *Store) View(ctx context.Context, f func(books.Tx) error) error {
	return s.view(ctx, func(t *tx) error { return f(t) })
}

// Update implements books.Store: all or nothing, repeated after a serialisation failure.
func (s *Store) Update(ctx context.Context, f func(books.Tx) error) error {
	return s.update(ctx, func(t *tx) error { return f(t) })
}

func (s *Store) view(ctx context.Context, f func(*tx) error) error {
	t, end, err := s.read(ctx)
	if err != nil {
		return err
	}
	defer end()
	return f(t)
}

// read begins to read; end must be called. Nothing is written meanwhile, so there is nothing to commit.
func (s *Store) read(ctx context.Context) (t *tx, end func(), err error) {
	begin := "BEGIN"
	if s.kind == onPostgres {
		begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	}
	conn, err := s.begin(ctx, s.reader, begin)
	if err != nil {
		return nil, nil, s.translate("begin to read", err)
	}
	return s.tx(ctx, s.reader, conn, false), func() { release(conn, true) }, nil
}

// begin takes a connection of a pool and begins a transaction on it. It is begun and ended as text, since sql.Tx would
// start a goroutine for every statement only to see whether a context ends that cannot end.
func (s *Store) begin(ctx context.Context, g *gorm.DB, statement string) (*sql.Conn, error) {
	pool, err := g.DB()
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, statement); err != nil {
		release(conn, false)
		return nil, err
	}
	return conn, nil
}

// release gives a connection back to its pool, after a rollback where a transaction is open. A connection that cannot
// even do that is thrown away.
func release(conn *sql.Conn, open bool) {
	if open {
		if _, err := conn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
			_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // what database/sql throws away
		}
	}
	_ = conn.Close() // it says only whether it was given back before
}

func (s *Store) update(ctx context.Context, f func(*tx) error) error {
	for try := 1; ; try++ {
		err := s.tryUpdate(ctx, f)
		if err == nil || ctx.Err() != nil || !s.again(err, try) {
			return err
		}
	}
}

// again says whether a failed Update is worth a repetition: only where the database says that it stored nothing and
// that another try may go through.
func (s *Store) again(err error, try int) bool {
	var begin *beginError
	if errors.As(err, &begin) {
		return fault.Is(err, fault.StorageBusy) && try < busyTries
	}
	return serialisation(err) && try < writeTries
}

// beginError says that a transaction did not even begin.
type beginError struct{ err error }

func (e *beginError) Error() string { return e.err.Error() }
func (e *beginError) Unwrap() error { return e.err }

func (s *Store) tryUpdate(ctx context.Context, f func(*tx) error) (err error) {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer s.giveTurn()
	// The statements themselves are not interrupted: each is short, and one that was cut off in the middle would leave
	// the outcome unknown. The context is asked before each of them and before the commit.
	begin := "BEGIN"
	if s.kind == onSQLite {
		begin = "BEGIN IMMEDIATE"
	}
	conn, err := s.begin(context.WithoutCancel(ctx), s.writer, begin)
	if err != nil {
		return &beginError{s.translate("begin to write", err)}
	}
	open := true
	defer func() { release(conn, open) }()
	if err := f(s.tx(ctx, s.writer, conn, true)); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := failpoint.Hit("commit.before"); err != nil {
		return s.translateCommit(err)
	}
	if _, err := conn.ExecContext(context.Background(), "COMMIT"); err != nil {
		return s.translateCommit(err)
	}
	open = false
	if err := failpoint.Hit("commit.after"); err != nil {
		return s.translateCommit(err)
	}
	return nil
}

func (s *Store) takeTurn(ctx context.Context) error {
	if err := ctx.Err(); err != nil || s.turn == nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting to write: %w", ctx.Err())
	}
}

func (s *Store) giveTurn() {
	if s.turn != nil {
		<-s.turn
	}
}
