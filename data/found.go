package data

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kassa/app/fault"
)

// Found makes new books whole or not at all: they are filled by work under another name beside their place, closed, and only
// then get it. What an earlier try left behind is thrown away; books that are there already are refused. On PostgreSQL,
// where there is no such place, the books are filled where they are. Fault: ShopExists.
func Found(ctx context.Context, dsn string, work func(*Store) error) error {
	if strings.Contains(dsn, "://") {
		return fill(ctx, dsn, work)
	}
	if info, err := os.Stat(dsn); err == nil && info.Size() > 0 {
		return fault.New(fault.ShopExists, fault.Args{"path": dsn})
	}
	part := dsn + ".new"
	err := forget(part)
	if err == nil {
		err = fill(ctx, part, work)
	}
	if err != nil {
		return errors.Join(err, forget(part))
	}
	if err := syncFile(part); err != nil {
		return errors.Join(refusedByFolder(part, err), forget(part))
	}
	if err := os.Rename(part, dsn); err != nil {
		return errors.Join(refusedByFolder(dsn, err), forget(part))
	}
	return syncFolder(filepath.Dir(dsn))
}

// fill opens books, lets work fill them, and closes them, which brings everything into the file itself.
func fill(ctx context.Context, dsn string, work func(*Store) error) error {
	store, err := Open(ctx, Options{DSN: dsn})
	if err != nil {
		return err
	}
	return errors.Join(work(store), store.Close())
}

// forget throws books away with what SQLite keeps beside them.
func forget(path string) error {
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return refusedByFolder(name, err)
		}
	}
	return nil
}
