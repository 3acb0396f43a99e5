package outbox

import (
	"context"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// Queue is what the print queue of a till holds: papers that wait for a person, those that wait for their device or are
// being printed, and what is over today.
type Queue struct {
	Failed  []shop.Job // oldest first
	Waiting []shop.Job // oldest first, the one under way before them
	Over    []shop.Job // of the day, newest first
}

// maxOver bounds how much of what is over is handed out.
const maxOver = 100

// Queue reads the print queue as it is now; day is the business day. Drawers are no papers and are left out.
func (o *Outbox) Queue(ctx context.Context, day int) (q Queue, err error) {
	err = o.d.Store.View(ctx, func(tx books.Tx) error {
		for _, part := range []struct {
			state shop.JobState
			into  *[]shop.Job
		}{{shop.JobFailed, &q.Failed}, {shop.JobWorking, &q.Waiting}, {shop.JobWaiting, &q.Waiting}} {
			list, err := tx.Jobs().InState(o.d.Till, part.state)
			if err != nil {
				return err
			}
			*part.into = append(*part.into, papers(list)...)
		}
		over, err := tx.Jobs().Day(o.d.Till, day, 2*maxOver) // about every second is a drawer
		q.Over = papers(over)
		q.Over = q.Over[:min(len(q.Over), maxOver)]
		return err
	})
	return q, err
}

func papers(all []shop.Job) []shop.Job {
	var list []shop.Job
	for _, j := range all {
		if j.Kind != shop.JobDrawer {
			list = append(list, j)
		}
	}
	return list
}

// Print leaves a job to print a paper of a document, within an act. One of the same kind that waits for a person is
// printed again instead. A receipt and a Z report carry the mark COPY unless nothing of them was ever sent; other papers
// only when they are printed again themselves.
func (o *Outbox) Print(tx books.Tx, kind shop.JobKind, document shop.ID, at shop.Moment) (shop.Job, error) {
	fresh := shop.Job{ID: o.d.NewID(), Till: o.d.Till, Kind: kind, Device: shop.PrinterReceipt, Document: document,
		State: shop.JobWaiting, Created: at}
	list, err := tx.Jobs().ByDocument(document)
	if err != nil {
		return fresh, err
	}
	for _, j := range list {
		if j.Kind != kind {
			continue
		}
		if j.State == shop.JobFailed {
			return o.Again(tx, j.ID)
		}
		fresh.Copy = fresh.Copy || (kind == shop.JobReceipt || kind == shop.JobZ) && mayExist(j)
	}
	return fresh, tx.Jobs().Add(fresh)
}

// mayExist tells whether a paper is out, half out, or will be.
func mayExist(j shop.Job) bool {
	return j.Copy || j.Sent || j.State == shop.JobWaiting || j.State == shop.JobDone
}

// Out tells whether a paper of a kind exists of a document, or will without anybody's doing. One that waits for a person
// does not count: to print it is to end what was begun.
func (o *Outbox) Out(tx books.Tx, kind shop.JobKind, document shop.ID) (out bool, err error) {
	list, err := tx.Jobs().ByDocument(document)
	for _, j := range list {
		if j.Kind != kind {
			continue
		}
		if j.State == shop.JobFailed {
			return false, nil
		}
		out = out || mayExist(j)
	}
	return out, err
}

// Again lets a job that waits for a person be printed once more, within an act. Fault: NotFound, when it does not wait any more.
func (o *Outbox) Again(tx books.Tx, job shop.ID) (shop.Job, error) {
	ok, err := tx.Jobs().Again(job)
	if err != nil {
		return shop.Job{}, err
	}
	j, found, err := tx.Jobs().ByID(job)
	if err == nil && (!ok || !found) {
		err = gone()
	}
	return j, err
}

// Drop gives a job that waits for a person up, within an act. Fault: NotFound, when it does not wait any more.
func (o *Outbox) Drop(tx books.Tx, job shop.ID) (shop.Job, error) {
	ok, err := tx.Jobs().Set(job, shop.JobFailed, shop.JobDropped)
	if err != nil {
		return shop.Job{}, err
	}
	j, found, err := tx.Jobs().ByID(job)
	if err == nil && (!ok || !found) {
		err = gone()
	}
	return j, err
}

func gone() error { return fault.New(fault.NotFound, fault.Args{"what": "job"}) }
