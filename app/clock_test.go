//go:build cgo

package app_test

import (
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
)

// restart closes the till and opens it again when the clock has moved.
func (t *till) restart(move time.Duration) {
	t.t.Helper()
	t.must(t.Close(t.ctx))
	at := t.now().Add(move)
	t.now = func() time.Time { return at }
	t.open()
	t.must(t.Start(t.ctx))
}

// last is the kind of the newest record.
func (t *till) last() (kind string) {
	t.t.Helper()
	t.must(t.store.View(t.ctx, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(t.Till())
		kind = head.Kind
		return err
	}))
	return kind
}

func TestADoubtfulClockIsLookedAtBeforeAnythingIsWrittenDown(t *testing.T) {
	for _, c := range []struct {
		name  string
		move  time.Duration
		waits bool
	}{
		{"a night", 12 * time.Hour, false}, {"almost 26 hours", 26*time.Hour - time.Minute, false}, {"more than 26 hours", 26*time.Hour + time.Minute, true},
		{"back by an hour", -time.Hour, true}, {"ahead by ten years", 10 * 365 * 24 * time.Hour, true},
	} {
		k := newTill(t)
		k.sell()
		k.restart(c.move)
		_, err := k.Checkout.Scan(k.ctx, code, money.One)
		if got := fault.Is(err, fault.ClockDoubtful); got != c.waits || !c.waits && err != nil {
			t.Errorf("%s: a scan says %v, the till should wait: %v", c.name, err, c.waits)
		}
		if c.waits && k.last() != journal.Stop {
			t.Errorf("%s: a %s was written down before anybody looked", c.name, k.last())
		}
		k.must(k.Close(k.ctx))
	}
}

func TestAConfirmedClockIsWrittenDownAndTheTillBegins(t *testing.T) {
	k := newTill(t)
	k.sell()
	k.restart(48 * time.Hour)
	k.must(k.ConfirmClock(k.ctx))
	if s := k.sell(); s.Number != 2 {
		t.Errorf("the next receipt has the number %d, want 2", s.Number)
	}
	jumps := 0
	k.must(k.store.View(k.ctx, func(tx books.Tx) error {
		return tx.Journal().Walk(k.Till(), 1, func(r shop.Record) error {
			if r.Kind == journal.ClockJump {
				jumps++
			}
			return nil
		})
	}))
	if jumps != 1 {
		t.Errorf("the journal tells of %d jumps, want 1", jumps)
	}
	k.must(k.Close(k.ctx))
}

func TestAClockThatWasSetRightNeedsNoAnswer(t *testing.T) {
	k := newTill(t)
	k.sell()
	right := k.now
	k.restart(-time.Hour)
	if waits, err := k.CheckClock(k.ctx); !waits || err != nil {
		t.Errorf("the clock is still wrong: waits %v, %v", waits, err)
	}
	k.now = right
	k.open()
	if waits, err := k.CheckClock(k.ctx); waits || err != nil {
		t.Fatalf("the clock is right: waits %v, %v", waits, err)
	}
	k.sell()
	k.must(k.Close(k.ctx))
}
