package ui

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/ui/safe"
)

// Ways are how a [Queue] reaches other threads and the clock. The zero value is the real ones; tests hand in ways that
// run everything at once and on a clock of their own.
type Ways struct {
	// Spawn starts work beside Fyne's thread.
	Spawn func(func())
	// Post runs f on Fyne's thread, in the order of the calls.
	Post func(f func())
	// After posts f when d has passed, unless stop was called before.
	After func(d time.Duration, f func()) (stop func())
	// Painted posts f when what is drawn now has been painted.
	Painted func(f func())
	// Beats calls tick each time the window has looked for keys, until stop. Nil where Painted is given: never.
	Beats func(tick func()) (stop func())
}

// real fills what was not given.
func (w Ways) real() Ways {
	if w.Spawn == nil {
		w.Spawn = func(f func()) { go f() }
	}
	if w.Post == nil {
		w.Post = fyne.Do
	}
	if w.After == nil {
		post := w.Post
		w.After = func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, func() { post(f) })
			return func() { t.Stop() }
		}
	}
	if w.Painted == nil {
		w.Painted, w.Beats = afterPaint, beats
	}
	return w
}

// afterPaint calls f once the window was painted. Fyne ticks its animations right before it paints, and does what was
// posted meanwhile right after it.
func afterPaint(f func()) {
	over := false
	var beat *fyne.Animation
	beat = fyne.NewAnimation(time.Second, func(float32) {
		if !over {
			over = true
			beat.Stop()
			fyne.Do(f)
		}
	})
	beat.RepeatCount = fyne.AnimationRepeatForever
	beat.Start()
}

// beats calls tick right after the window looked for keys and fingers, before it paints: there Fyne ticks its animations.
func beats(tick func()) (stop func()) {
	beat := fyne.NewAnimation(time.Second, func(float32) { safe.Call(tick) })
	beat.RepeatCount = fyne.AnimationRepeatForever
	beat.Start()
	return beat.Stop
}

// slow is when work shows that it is under way.
const slow = 300 * time.Millisecond

// Queue does work outside Fyne's thread, one piece after another in the order in which it was asked for, and hands
// each outcome back on Fyne's thread. It is the only place in ui that leaves that thread. Its methods are called on
// Fyne's thread; the zero value of its fields is fit for use.
type Queue struct {
	// Busy is told when a piece of work takes longer than 0.3 s, and when it is over.
	Busy func(yes bool)
	// Report hears of work that panicked; nil: nobody does.
	Report func(Crash)
	// Allow is asked on Fyne's thread when work was refused for want of a right. It ends in again, with a context in which
	// somebody allows it: the same work then runs once more; or in giveUp: done gets the fault. Nil: done gets it at once.
	Allow func(refused *fault.Error, again func(allow func(context.Context) context.Context), giveUp func())

	ctx  func() context.Context
	ways Ways

	atOnce bool // before the window runs: work is done by whoever asks

	mu      sync.Mutex
	waiting []piece
	running bool
	keys    map[string]bool
}

type piece struct {
	key  string
	ctx  context.Context // of whoever asked
	work func(ctx context.Context) error
	done func(error)
}

// NewQueue makes an empty queue whose work gets what ctx gives at the moment of asking.
func NewQueue(ctx func() context.Context, ways Ways) *Queue {
	return &Queue{ctx: ctx, ways: ways.real(), keys: map[string]bool{}}
}

// Do asks for work; done gets its error, may be nil. While work with the same key waits or runs, asking again does
// nothing and returns false; the empty key is never taken for the same. A panic becomes an error with an incident number.
func (q *Queue) Do(key string, work func(ctx context.Context) error, done func(error)) bool {
	if q.atOnce {
		err := q.safely(q.ctx(), work)
		if done != nil {
			safe.Call(func() { done(err) })
		}
		return true
	}
	q.mu.Lock()
	if key != "" && q.keys[key] {
		q.mu.Unlock()
		return false
	}
	if key != "" {
		q.keys[key] = true
	}
	start := q.put(piece{key, q.ctx(), work, done})
	q.mu.Unlock()
	if start {
		q.ways.Spawn(q.drain)
	}
	return true
}

// put takes a piece in, under the lock; start says that nobody works yet.
func (q *Queue) put(p piece) (start bool) {
	q.waiting = append(q.waiting, p)
	start = !q.running
	q.running = true
	return start
}

// AtOnce does what is asked for meanwhile right away, before the window runs: so its first picture is whole.
func (q *Queue) AtOnce(meanwhile func()) {
	q.atOnce = true
	meanwhile()
	q.atOnce = false
}

// After calls f on Fyne's thread when d has passed.
func (q *Queue) After(d time.Duration, f func()) (stop func()) {
	return q.ways.After(d, func() { safe.Call(f) })
}

// Post calls f on Fyne's thread, from any other.
func (q *Queue) Post(f func()) { q.ways.Post(func() { safe.Call(f) }) }

// Painted calls f when what is drawn now is on the screen.
func (q *Queue) Painted(f func()) { q.ways.Painted(f) }

func (q *Queue) drain() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.running = false
			q.mu.Unlock()
			return
		}
		next := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		q.run(next)
	}
}

// run does one piece and posts its outcome.
func (q *Queue) run(p piece) {
	over := false // read and written on Fyne's thread only
	stop := q.ways.After(slow, func() {
		if !over && q.Busy != nil {
			q.Busy(true)
		}
	})
	err := q.safely(p.ctx, p.work)
	stop()
	q.ways.Post(func() {
		over = true
		if q.Busy != nil {
			q.Busy(false)
		}
		if f, refused := lacksRight(err); refused && q.Allow != nil {
			safe.Call(func() {
				q.Allow(f, func(allow func(context.Context) context.Context) { q.again(p, allow) }, func() { q.end(p, err) })
			})
			return
		}
		q.end(p, err)
	})
}

// end hands the outcome of a piece over.
func (q *Queue) end(p piece, err error) {
	q.mu.Lock()
	delete(q.keys, p.key)
	q.mu.Unlock()
	if p.done != nil {
		safe.Call(func() { p.done(err) })
	}
}

// again does a piece once more, in a context in which it is allowed.
func (q *Queue) again(p piece, allow func(context.Context) context.Context) {
	p.ctx = allow(p.ctx)
	q.mu.Lock()
	start := q.put(p)
	q.mu.Unlock()
	if start {
		q.ways.Spawn(q.drain)
	}
}

// lacksRight tells whether an error says that the person may not do it, while another may.
func lacksRight(err error) (*fault.Error, bool) {
	f, ok := fault.Of(err)
	return f, ok && (f.Code == fault.NoRight || f.Code == fault.OverLimit)
}

// safely turns a panic of the work into an error.
func (q *Queue) safely(ctx context.Context, work func(ctx context.Context) error) (err error) {
	defer func() {
		if what := recover(); what != nil {
			c := NewCrash(what, debug.Stack())
			if q.Report != nil {
				q.Report(c)
			}
			err = c.What
		}
	}()
	return work(ctx)
}
