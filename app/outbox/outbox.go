// Package outbox does, after the commit, what a commit left word of: open the drawer, print the receipt.
//
// The rule: a job is taken (stored as working, and as sent) before its bytes leave and settled after the device answered.
// A crash in between is therefore seen at the next start: a drawer is never opened twice for one sale, so its job is
// dropped; a paper may be half printed, so its job waits for a person, and what is printed again carries the mark COPY. A
// job whose device failed waits for a person, who prints it again or gives it up; those behind it go on. Drawers go
// before papers.
//
// A worked example: sale T1-4122 leaves two jobs. The drawer's is first: taken, pulse sent, done. The printer says before
// the first byte that it has no paper: the job waits, unsent, and the screen says why with "Print again"; after one tap it
// waits for the printer once more, and its paper is the receipt. Had the printer died in the middle, the paper would be
// marked as a copy.
package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/paper"
	"kassa/app/shop"
)

// Deps is what the outbox works with.
type Deps struct {
	Store books.Store
	// Draft writes, all or nothing. After the fault StorageAgain it is not known whether it was written, and the books are
	// open again.
	Draft   func(ctx context.Context, work func(books.Tx) error) error
	Till    shop.ID
	Printer devices.Printer
	Drawer  devices.Drawer
	Board   *notice.Board
	NewID   func() shop.ID
	// Paper makes the document of a job.
	Paper func(ctx context.Context, j shop.Job) (paper.Document, error)
	Log   *slog.Logger
}

// Outbox works the jobs of one till. Make it with New, start it with Run.
type Outbox struct {
	d    Deps
	wake chan struct{}

	mu   sync.Mutex // one job at a time
	open *outcome   // of the job under way, as long as the books do not take it
	lost *shop.Job  // it may be taken, and nobody knows: nothing was sent
	done chan struct{}
	stop context.CancelFunc
}

// jobLimit is how long one job may take before its device counts as silent.
const jobLimit = 60 * time.Second

// retryAfter is how soon the books are asked again after they could not be read or written.
const retryAfter = 2 * time.Second

// ahead is how many waiting jobs are looked at to find the next one.
const ahead = 32

// New makes the outbox; nothing runs before Run.
func New(d Deps) *Outbox { return &Outbox{d: d, wake: make(chan struct{}, 1)} }

// Wake says that there may be new jobs. It never blocks.
func (o *Outbox) Wake() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Recover settles the jobs that a crash left in the middle. Call it once, before Run.
func (o *Outbox) Recover(ctx context.Context) error {
	return o.d.Draft(ctx, func(tx books.Tx) error {
		list, err := tx.Jobs().InState(o.d.Till, shop.JobWorking)
		if err != nil {
			return err
		}
		for _, j := range list {
			to := shop.JobFailed
			if j.Kind == shop.JobDrawer {
				to = shop.JobDropped
			}
			if _, err := tx.Jobs().Set(j.ID, shop.JobWorking, to); err != nil {
				return err
			}
		}
		return nil
	})
}

// Run works in the background until Close.
func (o *Outbox) Run(ctx context.Context) {
	ctx, o.stop = context.WithCancel(ctx)
	o.done = make(chan struct{})
	go func() {
		defer close(o.done)
		for {
			var again <-chan time.Time
			if err := o.Drain(ctx); err != nil && ctx.Err() == nil {
				o.d.Log.Error("outbox", "err", err)
				again = time.After(retryAfter)
			}
			select {
			case <-ctx.Done():
				return
			case <-o.wake:
			case <-again:
			}
		}
	}()
}

// Close ends the work after the job under way, or when ctx ends before: then that job is settled by the next start.
func (o *Outbox) Close(ctx context.Context) {
	if o.stop == nil {
		return
	}
	o.stop()
	select {
	case <-o.done:
	case <-ctx.Done():
	}
}

// Drain works all waiting jobs once and returns. Jobs that fail are settled as failed and are not tried again here.
func (o *Outbox) Drain(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.end(ctx); err != nil {
		return err
	}
	for ctx.Err() == nil {
		var due []shop.Job
		err := o.d.Store.View(ctx, func(tx books.Tx) error {
			var err error
			due, err = tx.Jobs().Due(o.d.Till, ahead)
			return err
		})
		if err != nil || len(due) == 0 {
			return err
		}
		if err := o.work(ctx, next(due)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// next is the oldest drawer, else the oldest paper: a customer waits for the drawer.
func next(due []shop.Job) shop.Job {
	for _, j := range due {
		if j.Kind == shop.JobDrawer {
			return j
		}
	}
	return due[0]
}

// work takes a job, does it, settles it. The error is one of the books; a device's failure settles the job.
func (o *Outbox) work(ctx context.Context, j shop.Job) error {
	taken, err := o.set(ctx, j, shop.JobWaiting, shop.JobWorking)
	if err != nil {
		o.lost = &j
	}
	if err != nil || !taken {
		return err
	}
	o.open = &outcome{j, o.do(ctx, j)}
	return o.end(ctx)
}

// outcome is what a device made of a job.
type outcome struct {
	job    shop.Job
	failed error
}

// end stores the outcome of the job under way. Where the books do not take it, it is kept and stored before anything else
// is done, so that no job stands as working while the till runs.
func (o *Outbox) end(ctx context.Context) error {
	if o.lost != nil {
		if _, err := o.set(ctx, *o.lost, shop.JobWorking, shop.JobWaiting); err != nil {
			return err
		}
		o.lost = nil
	}
	if o.open == nil {
		return nil
	}
	if err := o.settle(ctx, o.open.job, o.open.failed); err != nil {
		return err
	}
	o.tell(o.open.job, o.open.failed)
	o.open = nil
	return nil
}

// settle stores what became of a taken job. One that somebody else settled meanwhile is left to them; so it may be done
// twice, when it is not known whether the first time was written.
func (o *Outbox) settle(ctx context.Context, j shop.Job, failed error) error {
	if failed != nil && j.Kind != shop.JobDrawer {
		work := func(tx books.Tx) error {
			_, err := tx.Jobs().Fail(j.ID, why(j, failed), devices.IsUnknown(failed) || j.Sent)
			return err
		}
		err := o.d.Draft(context.WithoutCancel(ctx), work)
		if fault.Is(err, fault.StorageAgain) {
			err = o.d.Draft(context.WithoutCancel(ctx), work)
		}
		return err
	}
	to := shop.JobDone
	if failed != nil {
		to = shop.JobDropped
	}
	_, err := o.set(ctx, j, shop.JobWorking, to)
	return err
}

// why is a failure as a person is told of it.
func why(j shop.Job, failed error) *fault.Error {
	if f, ok := fault.Of(failed); ok {
		return f
	}
	return fault.Wrap(fault.DeviceSilent, fault.Args{"address": j.Device}, failed)
}

// set moves a job from one state to another; ok is false where it is in another one. Nobody else moves the jobs of this till
// out of waiting and working, so what stands there after a commit of unknown outcome is what this wrote, or did not.
func (o *Outbox) set(ctx context.Context, j shop.Job, from, to shop.JobState) (ok bool, err error) {
	ctx = context.WithoutCancel(ctx)
	move := func(tx books.Tx) error {
		ok, err = tx.Jobs().Set(j.ID, from, to)
		return err
	}
	if err := o.d.Draft(ctx, move); !fault.Is(err, fault.StorageAgain) {
		return ok, err
	}
	err = o.d.Draft(ctx, func(tx books.Tx) error {
		now, found, err := tx.Jobs().ByID(j.ID)
		if err == nil && found && now.State == to {
			ok = true
			return nil
		}
		if err != nil {
			return err
		}
		return move(tx)
	})
	return ok, err
}

// do asks the device; a panic of a driver is a failed job, not a dead till.
func (o *Outbox) do(ctx context.Context, j shop.Job) (err error) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), jobLimit)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("job %s of %s: %v", j.Kind, j.Document, p)
		}
	}()
	if j.Kind == shop.JobDrawer {
		return o.d.Drawer.Open(ctx)
	}
	doc, err := o.d.Paper(ctx, j)
	if err != nil {
		return err
	}
	_, err = o.d.Printer.Print(ctx, doc)
	return err
}

func (o *Outbox) tell(j shop.Job, failed error) {
	if failed == nil {
		o.d.Board.Post(notice.JobDone{JobID: string(j.ID), SaleID: string(j.Document), Kind: string(j.Kind)})
		return
	}
	o.d.Log.Warn("job failed", "kind", j.Kind, "document", j.Document, "err", failed)
	o.d.Board.Post(notice.JobFailed{JobID: string(j.ID), SaleID: string(j.Document), Kind: string(j.Kind), Fault: why(j, failed)})
}

// Open lists the papers that wait for a person, oldest first.
func (o *Outbox) Open(ctx context.Context) ([]shop.Job, error) {
	var list []shop.Job
	err := o.d.Store.View(ctx, func(tx books.Tx) error {
		var err error
		list, err = tx.Jobs().InState(o.d.Till, shop.JobFailed)
		return err
	})
	return list, err
}
