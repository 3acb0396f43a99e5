package data

import (
	"context"
	"hash/fnv"
)

// Changed returns a token that is another one whenever anybody has written to the books since the last call, this
// program or another. It costs some microseconds, so it can be asked several times a second.
func (s *Store) Changed(ctx context.Context) (token int64, err error) {
	s.watchMu.Lock()
	defer s.watchMu.Unlock()
	if err := s.startWatching(ctx); err != nil {
		return 0, s.translate("watch", err)
	}
	if s.kind == onSQLite {
		err = s.watch.QueryRowContext(ctx, "PRAGMA data_version").Scan(&token)
		return token, s.translate("watch", err)
	}
	// The snapshot names the transactions that run: it is another one after every commit, also of one that began before.
	var snapshot string
	if err = s.watch.QueryRowContext(ctx, "SELECT pg_current_snapshot()::text").Scan(&snapshot); err != nil {
		broken := s.watch
		s.watch = nil
		_ = broken.Close() // the next call takes a fresh connection
		return 0, s.translate("watch", err)
	}
	sum := fnv.New64a()
	_, err = sum.Write([]byte(snapshot))
	return int64(sum.Sum64() >> 1), err
}

// startWatching takes the connection that is asked: SQLite counts per connection, so it is always the same one, and none
// of the readers' own.
func (s *Store) startWatching(ctx context.Context) error {
	if s.watch != nil {
		return nil
	}
	if s.watchers == nil {
		s.watchers = s.reader
		if s.kind == onSQLite {
			with := sqliteSettings()
			with.readerCache = watcherCache
			g, err := openSQLite(s.path, with, true, 1)
			if err != nil {
				s.watchers = nil
				return err
			}
			s.watchers = g
		}
	}
	pool, err := s.watchers.DB()
	if err != nil {
		return err
	}
	s.watch, err = pool.Conn(ctx)
	return err
}

// watcherCache is the page cache of the connection that only asks for changes.
const watcherCache = -64
