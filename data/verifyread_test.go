//go:build cgo

package data

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"kassa/app/books"
)

// TestTwoReadersSeeOnePicture opens two readers again and again while somebody commits as fast as the disk allows: what one sees
// the other sees too, however often it asks.
func TestTwoReadersSeeOnePicture(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, Options{DSN: filepath.Join(t.TempDir(), "kassa.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := s.Update(ctx, func(tx books.Tx) error {
				return tx.Shop().SetSetting(books.ForShop, "S", "n", strconv.Itoa(n))
			}); err != nil {
				done <- err
				return
			}
		}
	}()
	pairs, pictures := 0, map[string]bool{}
	for n := 0; n < 100 || len(pictures) < 2 && n < 100_000; n++ { // somebody else has to come to write meanwhile
		free, end, err := s.readTogether(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var saw [2]string
		readers := len(free)
		for i := range readers {
			one := <-free
			if _, err := one.one("read a setting", "SELECT COALESCE(MAX(content), '') FROM settings WHERE name = 'n'", nil, &saw[i]); err != nil {
				t.Error(err)
			}
		}
		end()
		if readers == 2 {
			pairs++
			pictures[saw[0]] = true
			if saw[0] != saw[1] {
				t.Errorf("one reader sees %q, the other %q", saw[0], saw[1])
			}
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if pairs < 50 || len(pictures) < 2 {
		t.Errorf("two readers began %d times and saw %d pictures: nothing was proved", pairs, len(pictures))
	}
	if n := s.lent(t); n != 0 {
		t.Errorf("%d readers were not given back", n)
	}
}

// lent is how many readers are in use.
func (s *Store) lent(t *testing.T) int {
	t.Helper()
	pool, err := s.reader.DB()
	if err != nil {
		t.Fatal(err)
	}
	return pool.Stats().InUse
}
