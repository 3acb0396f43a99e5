package audit

import (
	"context"
	"errors"
)

// told is how many records pass between two drawings of the progress.
const told = 5000

// Verify checks the books against the journal.
func (m *Model) Verify() {
	m.run("audit verify", &m.s.Verify, func(ctx context.Context, progress func(int64)) (keep func(), err error) {
		found, err := m.d.Desk.Check(ctx, progress)
		return func() { m.s.Found = found }, err
	})
}

// Reconcile holds the books against each other.
func (m *Model) Reconcile() {
	m.run("audit reconcile", &m.s.Fit, func(ctx context.Context, progress func(int64)) (keep func(), err error) {
		fitted, err := m.d.Desk.Reconcile(ctx, progress)
		return func() { m.s.Fitted = fitted }, err
	})
}

// run does a check on the queue for checks; it ends early when the person stops it.
func (m *Model) run(key string, r *Run, work func(ctx context.Context, progress func(int64)) (keep func(), err error)) {
	if r.Working {
		return
	}
	*r = Run{Working: true}
	stopped, stop := context.WithCancel(context.Background())
	m.stop[r] = stop
	progress := func(n int64) {
		if n%told == 0 {
			m.d.Post(func() {
				r.Count = n
				m.drawn()
			})
		}
	}
	var keep func()
	m.d.Long.Do(key, func(ctx context.Context) (err error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(stopped, cancel)()
		keep, err = work(ctx, progress)
		return err
	}, func(err error) {
		stop()
		*r = Run{Stopped: errors.Is(err, context.Canceled)}
		switch {
		case err == nil:
			r.Over = true
			keep()
		case !r.Stopped:
			r.Err = err
		}
		m.drawn()
	})
	m.drawn()
}

// Stop ends what runs.
func (m *Model) Stop() {
	for _, stop := range m.stop {
		stop()
	}
}
