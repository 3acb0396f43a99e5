package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"kassa/app/fault"
)

// Backup writes a whole copy of the books to a file while selling goes on: a snapshot through a connection of its own
// (VACUUM INTO), looked through, on the disk, and only then under its name. Whatever stands there is replaced whole or
// not at all. On PostgreSQL it fails: there the server's own tools copy.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if s.kind != onSQLite {
		return fmt.Errorf("backup: %s is copied by its own tools", s.kind)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return refusedByFolder(part, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part) // what is told is why the copy failed
		}
	}()
	// The empty file is there first, so that the copy is closed to others from its first byte.
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_RDWR, fileMode)
	if err != nil {
		return refusedByFolder(part, err)
	}
	if err := errors.Join(f.Chmod(fileMode), f.Close()); err != nil {
		return refusedByFolder(part, err)
	}
	if err := s.copyInto(ctx, part); err != nil {
		return err
	}
	if err := quickCheckFile(ctx, part); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return refusedByFolder(part, err)
	}
	if err := os.Rename(part, path); err != nil {
		return refusedByFolder(path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// copyInto copies through a reader: it sees one picture and holds nobody up.
func (s *Store) copyInto(ctx context.Context, part string) error {
	g, err := openSQLite(s.path, sqliteSettings(), false, 1)
	if err != nil {
		return s.translate("open for a copy", err)
	}
	pool, err := g.DB()
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", part)
	return translate(part, "copy", errors.Join(err, pool.Close()))
}

// QuickCheck asks SQLite whether its pages hang together. The content is checked by the journal, not here.
func (s *Store) QuickCheck(ctx context.Context) error {
	if s.kind != onSQLite {
		return nil
	}
	pool, err := s.reader.DB()
	if err != nil {
		return err
	}
	return quickCheck(ctx, s.path, pool)
}

func quickCheckFile(ctx context.Context, path string) error {
	pool := sql.OpenDB(&connector{&sqlite3.SQLiteDriver{}, "file:" + escapePath(path) + "?mode=ro&immutable=1"})
	err := quickCheck(ctx, path, pool)
	return errors.Join(err, pool.Close())
}

func quickCheck(ctx context.Context, path string, pool *sql.DB) error {
	var answer string
	if err := pool.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return translate(path, "look through", err)
	}
	if answer != "ok" {
		return fault.Wrap(fault.StorageDamaged, fault.Args{"path": path}, errors.New(answer))
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
