package data

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"kassa/app/failpoint"
	"kassa/app/fault"
)

// Reopen implements books.Store. The connections that idle are closed and made anew, with all that a connection is asked at
// start. On SQLite the write-ahead log is then folded into the file and emptied: what a failed commit may have left in it is
// decided by that, one way or the other, and what is readable after it is on the disk (reliability.md, finding 4).
//
// Faults: StorageUnknown while the disk still fails, StorageBusy where somebody reads for more than five seconds.
func (s *Store) Reopen(ctx context.Context) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer s.giveTurn()
	if err := failpoint.Hit("reopen"); err != nil {
		return s.translateCommit(err)
	}
	for _, g := range []*gorm.DB{s.reader, s.writer} {
		if err := s.renew(g); err != nil {
			return err
		}
	}
	if s.kind == onPostgres {
		return s.translate("open again", s.writer.WithContext(ctx).Exec("SELECT 1").Error)
	}
	var busy, log, folded int
	if err := s.writer.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)").Row().Scan(&busy, &log, &folded); err != nil {
		return s.translateCommit(err)
	}
	if busy != 0 {
		return fault.Wrap(fault.StorageBusy, nil, errors.New("fold the log in: somebody reads"))
	}
	return nil
}

// renew closes the connections of a pool that nobody uses now; those in use are thrown away by whoever meets an error.
func (s *Store) renew(g *gorm.DB) error {
	pool, err := g.DB()
	if err != nil {
		return fmt.Errorf("pool: %w", err)
	}
	size := pool.Stats().MaxOpenConnections
	pool.SetMaxIdleConns(-1)
	pool.SetMaxIdleConns(size)
	return nil
}
