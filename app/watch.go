package app

import (
	"context"
	"time"

	"kassa/app/books"
	"kassa/app/notice"
)

// noticing is how often the books are asked whether another process of this till, a command in a shell, wrote in them.
const noticing = 500 * time.Millisecond

// watch posts news of acts that were done outside this app, until the context ends.
func (a *App) watch(ctx context.Context) {
	beat := time.NewTicker(noticing)
	defer beat.Stop()
	last, err := a.seen(ctx)
	if err != nil {
		a.deps.Log.Warn("watch", "err", err)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		a.watchDisk()
		now, err := a.seen(ctx)
		if err != nil {
			continue // the next act meets the same books and says what is wrong
		}
		if now.version != last.version {
			a.Board.Post(notice.SettingsChanged{})
		}
		if now.others != last.others {
			a.Outbox.Wake()
			a.Board.Post(notice.ProductsChanged{})
			a.Board.Post(notice.BasketChanged{})
		}
		last = now
	}
}

// sight is what tells one state of the books from another: the version of the set-up, and how many records were written by
// others since the journal began.
type sight struct{ version, others int64 }

func (a *App) seen(ctx context.Context) (s sight, err error) {
	own := a.own.Load()
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		if s.version, err = tx.Shop().Version(); err != nil {
			return err
		}
		head, _, err := tx.Journal().Head(a.frame.Till)
		s.others = head.Seq - own // an own record between the two counts is noticed once too often, never too seldom
		return err
	})
	return s, err
}
