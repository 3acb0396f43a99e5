package data

import "context"

// Two readers of the same picture of the books are twice as fast as one where there are two processors. SQLite has no name for a
// picture, but a connection knows whether anybody committed since it looked last (PRAGMA data_version, sqlite.org/pragma.html): when
// that is the same before the first reader begins and after the last one did, all of them see the same.

// sameTries is how often readers begin before a busy shop is read by one alone.
const sameTries = 20

// readTogether begins up to two reading transactions of one picture. What it returns holds them; end ends them.
func (s *Store) readTogether(ctx context.Context) (free chan *tx, end func(), err error) {
	first, endFirst, err := s.read(ctx)
	if err != nil {
		return nil, nil, err
	}
	free = make(chan *tx, 2)
	if s.kind == onSQLite {
		second, endSecond, err := s.readSame(ctx, first)
		if err != nil {
			endFirst()
			return nil, nil, err
		}
		if second != nil {
			free <- first
			free <- second
			return free, func() { endSecond(); endFirst() }, nil
		}
	}
	free <- first
	return free, endFirst, nil
}

// readSame begins a second reading transaction of what the first one will see, and lets the first one begin; nil where others
// commit all the time.
func (s *Store) readSame(ctx context.Context, first *tx) (second *tx, end func(), err error) {
	if second, end, err = s.read(ctx); err != nil {
		return nil, nil, err
	}
	for range sameTries {
		before, after := int64(-1), int64(-2)
		for _, step := range []func() error{
			func() error { return second.again() },
			func() error { _, err := second.one("see who wrote", "PRAGMA data_version", nil, &before); return err },
			func() error { return first.again() },
			first.look,
			func() error { return second.again() },
			second.look,
			func() error { _, err := second.one("see who wrote", "PRAGMA data_version", nil, &after); return err },
		} {
			if err := step(); err != nil {
				end()
				return nil, nil, err
			}
		}
		if before == after {
			return second, end, nil
		}
	}
	end()
	return nil, nil, nil
}

// again ends a reading transaction and begins the next one, which sees what is there when it first looks.
func (t *tx) again() error {
	if _, err := t.exec("end to read", "ROLLBACK"); err != nil {
		return err
	}
	_, err := t.exec("begin to read", "BEGIN")
	return err
}

// look makes a reading transaction see the books as they are now, and as nothing else from then on.
func (t *tx) look() error {
	var n int64
	_, err := t.one("begin to read", "SELECT COUNT(*) FROM sqlite_master", nil, &n)
	return err
}
