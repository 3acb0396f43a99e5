package data

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"kassa/app/books"
	"kassa/app/fault"
)

// Backup writes a whole copy of the books to a file while selling goes on: a snapshot through a connection of its own
// (VACUUM INTO), looked through, on the disk, and only then under its name. Whatever stands there is replaced whole or
// not at all. Fault: BackupByServer, on PostgreSQL, where the server's own tools copy.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if s.kind != onSQLite {
		return fault.New(fault.BackupByServer, nil)
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
	if err := s.copyInto(ctx, part); err != nil {
		return err
	}
	if err := checkFile(ctx, part, "quick_check"); err != nil {
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

// Copy writes a whole copy of the books to a new file for whoever makes a backup of it, looks through every page of it and says
// what it holds. The file is not on the disk for certain: it is read once and thrown away. Faults: BackupByServer, AlreadyExists.
func (s *Store) Copy(ctx context.Context, path string) (books.Copied, error) {
	if s.kind != onSQLite {
		return books.Copied{}, fault.New(fault.BackupByServer, nil)
	}
	if err := s.copyInto(ctx, path); err != nil {
		return books.Copied{}, err
	}
	return Look(ctx, path)
}

// Look looks through every page and every index of a file of books that nobody uses, and says what it holds. It writes nothing.
// Fault: StorageDamaged.
func Look(ctx context.Context, path string) (c books.Copied, err error) {
	if err := checkFile(ctx, path, "integrity_check"); err != nil {
		return c, err
	}
	pool := alone(path)
	defer func() { err = translate(path, "look into the copy", errors.Join(err, pool.Close())) }()
	if err := pool.QueryRowContext(ctx, "SELECT uid, name, lang, zone FROM shops ORDER BY id LIMIT 1").Scan(&c.Shop, &c.Name, &c.Lang, &c.Zone); err != nil {
		return c, err
	}
	rows, err := pool.QueryContext(ctx, `SELECT t.uid, t.code, t.series, t.key_id, COALESCE(j.seq, 0), COALESCE(j.hash, x''), COALESCE(j.at_ms, 0)
		FROM tills t LEFT JOIN journal j ON j.till_id = t.id AND j.seq = (SELECT MAX(seq) FROM journal WHERE till_id = t.id) ORDER BY t.id`)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var one books.CopiedTill
		if err := rows.Scan(&one.ID, &one.Code, &one.Series, &one.KeyID, &one.Seq, &one.Hash, &one.At); err != nil {
			return c, err
		}
		c.Tills = append(c.Tills, one)
	}
	return c, rows.Err()
}

// copyInto copies through a reader: it sees one picture and holds nobody up. The empty file is there first, so that the copy is
// closed to others from its first byte.
func (s *Store) copyInto(ctx context.Context, part string) error {
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_RDWR, fileMode)
	if err != nil {
		return refusedByFolder(part, err)
	}
	if err := errors.Join(f.Chmod(fileMode), f.Close()); err != nil {
		return refusedByFolder(part, err)
	}
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
	return check(ctx, s.path, pool, "quick_check")
}

// alone opens a file that nobody else uses, to read it and to leave nothing beside it.
func alone(path string) *sql.DB {
	return sql.OpenDB(&connector{&sqlite3.SQLiteDriver{}, "file:" + escapePath(path) + "?mode=ro&immutable=1"})
}

// checkFile lets SQLite look through a file that nobody else uses: "quick_check" looks at the pages, "integrity_check" at the
// indexes as well.
func checkFile(ctx context.Context, path, how string) error {
	pool := alone(path)
	return errors.Join(check(ctx, path, pool, how), pool.Close())
}

func check(ctx context.Context, path string, pool *sql.DB, how string) error {
	var answer string
	if err := pool.QueryRowContext(ctx, "PRAGMA "+how+"(1)").Scan(&answer); err != nil {
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
