package checkout

import (
	"context"
	"slices"
	"time"
)

// clock is time in the hands of a test: work is done when the test lets it, timers ring when time is moved.
type clock struct {
	now    time.Time
	timers []*timer
	held   bool // work waits for run
	work   []func()
	paint  []func()
	frozen bool // nothing is painted until frame
}

type timer struct {
	at  time.Time
	f   func()
	off bool
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 23, 16, 42, 0, 0, time.UTC)} }

func (c *clock) Do(_ string, work func(context.Context) error, done func(error)) bool {
	piece := func() {
		err := work(context.Background())
		if done != nil {
			done(err)
		}
	}
	c.work = append(c.work, piece)
	if !c.held && len(c.work) == 1 {
		c.run()
	}
	return true
}

// run does all work that waits, in order, also what it asks for itself.
func (c *clock) run() {
	for len(c.work) > 0 {
		next := c.work[0]
		next()
		c.work = c.work[1:]
	}
}

func (c *clock) After(d time.Duration, f func()) func() {
	t := &timer{at: c.now.Add(d), f: f}
	c.timers = append(c.timers, t)
	return func() { t.off = true }
}

func (c *clock) Painted(f func()) {
	if c.frozen {
		c.paint = append(c.paint, f)
		return
	}
	f()
}

// frame paints.
func (c *clock) frame() {
	due := c.paint
	c.paint = nil
	for _, f := range due {
		f()
	}
}

// pass lets time go by.
func (c *clock) pass(d time.Duration) {
	until := c.now.Add(d)
	for {
		var next *timer
		for _, t := range c.timers {
			if !t.off && !t.at.After(until) && (next == nil || t.at.Before(next.at)) {
				next = t
			}
		}
		if next == nil {
			break
		}
		if next.at.After(c.now) {
			c.now = next.at
		}
		next.off = true
		next.f()
	}
	c.timers = slices.DeleteFunc(c.timers, func(t *timer) bool { return t.off })
	c.now = until
}
