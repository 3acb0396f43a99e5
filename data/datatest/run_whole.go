package datatest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
)

// sell is one whole act: number, sale, stock, job, journal record.
func (f Fixture) sell(tx books.Tx, n int) error {
	s := f.Sale(n)
	number, err := tx.Sales().NextNumber(f.Till.ID, f.Till.Series)
	if err != nil {
		return err
	}
	s.Number = number
	if err := tx.Sales().Add(s); err != nil {
		return err
	}
	if err := tx.Stock().Move(f.Moves(s)); err != nil {
		return err
	}
	if err := tx.Jobs().Add(shop.Job{ID: ID("JOB", n), Till: f.Till.ID, Kind: shop.JobReceipt, Document: s.ID, State: shop.JobWaiting, Created: s.At}); err != nil {
		return err
	}
	head, _, err := tx.Journal().Head(f.Till.ID)
	if err != nil {
		return err
	}
	r := f.record(head.Seq + 1)
	r.Act, r.Prev, r.Hash = s.ID, head.Hash, fmt.Appendf(nil, "hash of %d", n)
	return tx.Journal().Add(r)
}

// empty fails the test where a sale has left anything.
func (f Fixture) empty(t *testing.T) {
	t.Helper()
	missing(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().Last(f.Till.ID) })
	missing(t, f.Store, func(tx books.Tx) (shop.Record, bool, error) { return tx.Journal().Head(f.Till.ID) })
	for _, by := range []books.By{books.ByDay, books.ByCategory, books.ByProduct, books.ByTender} {
		same(t, "sums "+string(by), 0, len(f.sums(t, by)))
	}
	same(t, "jobs", 0, len(read(t, f.Store, func(tx books.Tx) ([]shop.Job, error) { return tx.Jobs().Due(f.Till.ID, 9) })))
	same(t, "stock", money.Qty(0), read(t, f.Store, func(tx books.Tx) (money.Qty, error) { return tx.Stock().OnHand(f.Place.ID, f.Products[0].ID) }))
}

func failureLeavesNothing(t *testing.T, f Fixture) {
	broken := errors.New("broken")
	err := f.Store.Update(context.Background(), func(tx books.Tx) error {
		if err := f.sell(tx, 1); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want what the function said", err)
	}
	f.empty(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = f.Store.Update(context.Background(), func(tx books.Tx) error {
			if err := f.sell(tx, 1); err != nil {
				return err
			}
			panic("we are wrong")
		})
	}()
	f.empty(t)
	Update(t, f.Store, func(tx books.Tx) error { return f.sell(tx, 1) })
}

func readersCannotWrite(t *testing.T, f Fixture) {
	err := f.Store.View(context.Background(), func(tx books.Tx) error { return tx.Sales().Add(f.Sale(1)) })
	if err == nil {
		t.Error("a reader stored a sale")
	}
	f.empty(t)
}

func contextIsHeard(t *testing.T, f Fixture) {
	ended, end := context.WithCancel(context.Background())
	end()
	if err := f.Store.Update(ended, func(tx books.Tx) error { return f.sell(tx, 1) }); !errors.Is(err, context.Canceled) {
		t.Errorf("an update with an ended context: %v", err)
	}
	if err := f.Store.View(ended, func(books.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a view with an ended context: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	err := f.Store.Update(ctx, func(tx books.Tx) error {
		err := f.sell(tx, 1)
		stop()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ends before the commit: %v", err)
	}
	f.empty(t)
	// Whoever waits for his turn to write can give up.
	waiting, giveUp := context.WithCancel(context.Background())
	Update(t, f.Store, func(books.Tx) error {
		giveUp()
		if err := f.Store.Update(waiting, func(tx books.Tx) error { return f.sell(tx, 1) }); !errors.Is(err, context.Canceled) {
			t.Errorf("waiting with an ended context: %v", err)
		}
		return nil
	})
	f.empty(t)
}

// Writers and sales of the test with many writers.
const (
	writers = 8
	each8   = 25
)

func writersLeaveNoGap(t *testing.T, f Fixture) {
	var group sync.WaitGroup
	failures := make([]error, writers)
	for w := range writers {
		group.Go(func() {
			for i := range each8 {
				n := w*each8 + i + 1
				if err := f.Store.Update(context.Background(), func(tx books.Tx) error { return f.sell(tx, n) }); err != nil {
					failures[w] = errors.Join(failures[w], err)
				}
			}
		})
	}
	group.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	const all = writers * each8
	same(t, "next number", int64(all+1), f.nextNumber(t, f.Till.Series))
	seen := map[int64]bool{}
	View(t, f.Store, func(tx books.Tx) error {
		return tx.Sales().List(f.At.Day, f.At.Day, func(s shop.Sale) error {
			seen[s.Number] = true
			return nil
		})
	})
	for n := int64(1); n <= all; n++ {
		if !seen[n] {
			t.Errorf("number %d is missing", n)
		}
	}
	for i, p := range f.Products {
		want := -money.Qty(all*(i+1)) * money.One
		if !p.Tracked {
			want = 0
		}
		same(t, "stock of "+p.SKU, want, read(t, f.Store, func(tx books.Tx) (money.Qty, error) { return tx.Stock().OnHand(f.Place.ID, p.ID) }))
	}
	var before []byte
	seq := int64(0)
	View(t, f.Store, func(tx books.Tx) error {
		return tx.Journal().Walk(f.Till.ID, 1, func(r shop.Record) error {
			if seq++; r.Seq != seq || string(r.Prev) != string(before) {
				t.Errorf("record %d does not follow record %d", r.Seq, seq-1)
			}
			before = r.Hash
			return nil
		})
	})
	same(t, "records", int64(all), seq)
	one := f.Sale(1)
	same(t, "sum of the day", all*one.Total, f.sums(t, books.ByDay)[0].Total)
	same(t, "receipts of the day", int64(all), f.sums(t, books.ByDay)[0].Receipts)
}

// tillsShareGoods lets eight tills sell the same goods, each basket in another order: whoever locked in the order of the
// basket would end in circles.
func tillsShareGoods(t *testing.T, f Fixture) {
	tills := make([]shop.Till, writers)
	Update(t, f.Store, func(tx books.Tx) error {
		for w := range tills {
			tills[w] = shop.Till{ID: ID("TILL", 10+w), Place: f.Place.ID, Code: fmt.Sprintf("T%d", 10+w), Name: "Till", Series: "A"}
			if err := tx.Shop().AddTill(tills[w]); err != nil {
				return err
			}
		}
		return nil
	})
	var group sync.WaitGroup
	failures := make([]error, writers)
	for w := range writers {
		group.Go(func() {
			g := f
			g.Till = tills[w]
			dice := rand.New(rand.NewPCG(uint64(w), 1))
			for i := range each8 {
				err := f.Store.Update(context.Background(), func(tx books.Tx) error {
					s := g.Sale(w*each8 + i + 1)
					dice.Shuffle(len(s.Lines), func(a, b int) { s.Lines[a], s.Lines[b] = s.Lines[b], s.Lines[a] })
					number, err := tx.Sales().NextNumber(g.Till.ID, "A")
					if err != nil {
						return err
					}
					s.Number = number
					if err := tx.Sales().Add(s); err != nil {
						return err
					}
					return tx.Stock().Move(g.Moves(s))
				})
				failures[w] = errors.Join(failures[w], err)
			}
		})
	}
	group.Wait()
	if err := errors.Join(failures...); err != nil {
		t.Fatal(err)
	}
	const all = writers * each8
	for _, till := range tills {
		next := read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Sales().NextNumber(till.ID, "A") })
		same(t, "next number of "+till.Code, int64(each8+1), next)
	}
	for i, p := range f.Products {
		if p.Tracked {
			onHand := read(t, f.Store, func(tx books.Tx) (money.Qty, error) { return tx.Stock().OnHand(f.Place.ID, p.ID) })
			same(t, "stock of "+p.SKU, -money.Qty(all*(i+1))*money.One, onHand)
		}
	}
	same(t, "sum of the day", all*f.Sale(1).Total, f.sums(t, books.ByDay)[0].Total)
	same(t, "receipts of the first product", int64(all), f.sums(t, books.ByProduct)[0].Receipts)
}

func readersSeeOnePicture(t *testing.T, f Fixture) {
	View(t, f.Store, func(tx books.Tx) error {
		if _, found, err := tx.Sales().Last(f.Till.ID); err != nil || found {
			return fmt.Errorf("before: found %v, %w", found, err)
		}
		Update(t, f.Store, func(tx books.Tx) error { return f.sell(tx, 1) })
		if _, found, err := tx.Sales().Last(f.Till.ID); err != nil || found {
			t.Errorf("the picture changed while it was looked at: found %v, %v", found, err)
		}
		return nil
	})
	found(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().Last(f.Till.ID) })
}
