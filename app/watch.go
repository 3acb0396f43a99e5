package app

import (
	"context"
	"time"

	"kassa/app/books"
	"kassa/app/notice"
)

// noticing is how often the books are asked whether somebody else wrote in them: a command in a shell, another till.
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
		now, err := a.seen(ctx)
		if err != nil {
			continue // the next act meets the same books and says what is wrong
		}
		if now.version != last.version {
			a.Board.Post(notice.SettingsChanged{})
		}
		if now.seq != last.seq && now.seq != a.own.Load() {
			a.Board.Post(notice.ProductsChanged{})
			a.Board.Post(notice.BasketChanged{})
		}
		last = now
	}
}

// sight is what tells one state of the books from another.
type sight struct{ version, seq int64 }

func (a *App) seen(ctx context.Context) (s sight, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		if s.version, err = tx.Shop().Version(); err != nil {
			return err
		}
		head, _, err := tx.Journal().Head(a.frame.Till)
		s.seq = head.Seq
		return err
	})
	return s, err
}
