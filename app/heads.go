package app

import (
	"context"
	"errors"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/shop"
)

// remember hands a new head to the keeper; when the keeper is busy the newer one replaces the one that waits.
func (a *App) remember(r shop.Record) {
	a.own.Add(1)
	for {
		select {
		case a.heads <- r:
			return
		default:
		}
		select {
		case <-a.heads:
		default:
		}
	}
}

// keepHeads writes heads to their file, beside the sales and never before them, until done is closed; the last head that
// waits then is written still.
func (a *App) keepHeads(done <-chan struct{}) {
	a.keeping.Go(func() {
		for {
			select {
			case r := <-a.heads:
				a.keep(r)
				continue
			case <-done:
			}
			select {
			case r := <-a.heads:
				a.keep(r)
			default:
			}
			return
		}
	})
}

func (a *App) keep(r shop.Record) {
	if err := a.writeHead(r); err != nil {
		a.deps.Log.Warn("the head of the journal could not be kept outside the books", "err", err)
	}
}

func (a *App) writeHead(r shop.Record) error {
	text, err := a.deps.Heads.Read()
	if err != nil {
		return err
	}
	file, err := journal.DecodeHeadFile(text)
	if err != nil {
		file = nil // a damaged file is written anew; compareHead has told of it at start
	}
	return a.deps.Heads.Write(file.With(journal.HeadOf(r)).Encode())
}

// CompareHead tells the last record of this till's journal, and the one whose head was kept outside the books (0: none was).
// Faults: BooksDiffer, when the journal is not the one that was kept; HeadDamaged, when what was kept cannot be read.
func (a *App) CompareHead(ctx context.Context) (last, kept int64, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(a.frame.Till)
		last = head.Seq
		return err
	})
	if err != nil {
		return last, 0, err
	}
	text, err := a.deps.Heads.Read()
	if err != nil {
		return last, 0, err
	}
	file, err := journal.DecodeHeadFile(text)
	if err != nil {
		return last, 0, fault.Wrap(fault.HeadDamaged, nil, err)
	}
	known, _ := file.Of(a.frame.Till)
	return last, known.Seq, a.compareHead(ctx)
}

// compareHead refuses books that end before the head that was kept outside: the end was cut off, or an old copy put back.
func (a *App) compareHead(ctx context.Context) error {
	text, err := a.deps.Heads.Read()
	if err != nil || len(text) == 0 {
		return err
	}
	file, err := journal.DecodeHeadFile(text)
	if err != nil {
		a.deps.Log.Warn("the file with the head of the journal is damaged", "err", err)
		return nil
	}
	known, ok := file.Of(a.frame.Till)
	if !ok {
		return nil
	}
	return a.deps.Store.View(ctx, func(tx books.Tx) error {
		var at shop.Record
		var found bool
		err := tx.Journal().Walk(a.frame.Till, known.Seq, func(r shop.Record) error {
			at, found = r, true
			return errEnough
		})
		if err != nil && err != errEnough {
			return err
		}
		if known.Differs(at, found) {
			return fault.New(fault.BooksDiffer, fault.Args{"seq": known.Seq})
		}
		return nil
	})
}

// errEnough ends a walk.
var errEnough = errors.New("enough")
