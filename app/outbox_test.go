//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"log/slog"
	"testing"

	"kassa/app"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

// failingAt is a store one of whose commits ends in an I/O error, after it took place or before; shut is how often it then
// cannot be opened anew.
type failingAt struct {
	books.Store
	at, shut int // 0: none
	stored   bool
}

func (f *failingAt) Update(ctx context.Context, work func(books.Tx) error) error {
	if f.at--; f.at != 0 {
		return f.Store.Update(ctx, work)
	}
	if f.stored {
		if err := f.Store.Update(ctx, work); err != nil {
			return err
		}
	}
	return fault.New(fault.StorageUnknown, nil)
}

func (f *failingAt) Reopen(ctx context.Context) error {
	if f.shut > 0 {
		f.shut--
		return fault.New(fault.StorageUnknown, nil)
	}
	return f.Store.Reopen(ctx)
}

// A job is taken and settled beside the acts. Whichever of these commits fails, and however it ended, the drawer opens once,
// the receipt is printed once, and no job stands as under way.
func TestACommitOfTheQueueThatFailsIsSettledLikeAnAct(t *testing.T) {
	for at := 1; at <= 4; at++ {
		for _, stored := range []bool{true, false} {
			for _, shut := range []int{0, 1} {
				k := newTill(t)
				k.must(k.Close(k.ctx)) // nobody works the queue but this test
				k.printer, k.drawer = sim.NewPrinter(), sim.NewDrawer()
				store := &failingAt{Store: k.store}
				a, err := app.New(t.Context(), app.Deps{Store: store, Now: k.now, NewID: k.newID, Seed: bytes.Repeat([]byte{9}, 32),
					Printer: k.printer, Drawer: k.drawer, Heads: k.heads, Log: slog.New(slog.DiscardHandler), Version: "test"})
				k.must(err)
				k.App, k.ctx = a, a.As(t.Context())
				s := k.sell()
				store.at, store.stored, store.shut = at, stored, shut
				err = a.Outbox.Drain(t.Context())
				if shut > 0 {
					if !fault.Is(err, fault.StorageUnknown) {
						t.Errorf("commit %d, stored %v: the books cannot be opened, and %v is said", at, stored, err)
					}
					k.must(a.TryBooks(t.Context(), fault.StorageUnknown))
					err = a.Outbox.Drain(t.Context())
				}
				k.must(err)
				var states []shop.JobState
				k.must(k.store.View(t.Context(), func(tx books.Tx) error {
					jobs, err := tx.Jobs().ByDocument(s.ID)
					for _, j := range jobs {
						states = append(states, j.State)
					}
					return err
				}))
				if k.drawer.Opens() != 1 || len(k.printer.Documents()) != 1 || len(states) != 2 || states[0] != shop.JobDone || states[1] != shop.JobDone {
					t.Errorf("commit %d fails, stored %v, shut %d: drawer opened %d times, %d receipts, jobs %v; want each once and done",
						at, stored, shut, k.drawer.Opens(), len(k.printer.Documents()), states)
				}
			}
		}
	}
}
