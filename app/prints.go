package app

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/outbox"
	"kassa/app/rights"
	"kassa/app/shop"
)

// PrintAgain prints the receipt of a sale, once more or for the first time. Whoever may sell may print a receipt that was
// never printed, and end a print that failed; one that is out already needs the right to reprint, and is marked as a
// copy. The journal keeps all. Faults: NotFound, NoRight.
func (a *App) PrintAgain(ctx context.Context, sale shop.ID) error {
	right := rights.Sell
	err := a.deps.Store.View(ctx, func(tx books.Tx) error {
		out, err := a.Outbox.Out(tx, shop.JobReceipt, sale)
		if out {
			right = rights.Reprint
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.print(ctx, right, shop.JobReceipt, sale, journal.OfJobReprint)
}

// PrintGift prints a receipt without prices. Faults: NotFound, NoRight.
func (a *App) PrintGift(ctx context.Context, sale shop.ID) error {
	return a.print(ctx, rights.Reprint, shop.JobGift, sale, journal.OfGiftReceipt)
}

// print leaves a job to print a paper of a sale, and its record.
func (a *App) print(ctx context.Context, right rights.Act, kind shop.JobKind, sale shop.ID, say func(shop.Job) journal.Body) error {
	_, err := a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		if _, found, err := tx.Sales().ByID(sale); err != nil || !found {
			return nil, orNoReceipt(err)
		}
		job, err := a.Outbox.Print(tx, kind, sale, at)
		return say(job), err
	})
	return err
}

// Papers is the print queue with what its papers are called.
type Papers struct {
	outbox.Queue
	Labels map[shop.ID]string // of the documents: the number of a receipt
}

// Papers reads the print queue. Fault: NoRight.
func (a *App) Papers(ctx context.Context) (Papers, error) {
	if err := a.frame.MayLook(ctx, rights.Ask{Act: rights.SeeReceipts}); err != nil {
		return Papers{}, err
	}
	set, err := a.SetUp(ctx)
	if err != nil {
		return Papers{}, err
	}
	p := Papers{Labels: map[shop.ID]string{}}
	if p.Queue, err = a.Outbox.Queue(ctx, set.Shop.Moment(a.deps.Now()).Day); err != nil {
		return p, err
	}
	var documents []shop.ID
	for _, j := range slices.Concat(p.Failed, p.Waiting, p.Over) {
		documents = append(documents, j.Document)
	}
	if len(documents) == 0 {
		return p, nil
	}
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		heads, err := tx.Sales().Heads(books.ReceiptFilter{Only: documents}, len(documents))
		for _, h := range heads {
			p.Labels[h.ID] = h.Label()
		}
		return err
	})
	return p, err
}

// PrintJob prints a paper that waits for a person. Faults: NotFound (it waits no more), NoRight.
func (a *App) PrintJob(ctx context.Context, job shop.ID) error {
	_, err := a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: rights.Sell}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		j, err := a.Outbox.Again(tx, job)
		if err == nil {
			err = a.mayRead(ctx, tx, j)
		}
		return journal.OfJobReprint(j), err
	})
	return err
}

// mayRead refuses a paper to whom it would tell too much: an X report says what the drawer should hold.
func (a *App) mayRead(ctx context.Context, tx books.Tx, j shop.Job) error {
	if j.Kind != shop.JobX {
		return nil
	}
	return a.Shifts.MayX(ctx, tx)
}

// PrintAll prints all papers that wait for a person and that the one of the context may read, oldest first. When there are none,
// nothing is written. Fault: NoRight.
func (a *App) PrintAll(ctx context.Context) error {
	waiting, err := a.Outbox.Open(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	_, err = a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: rights.Sell}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		list, err := tx.Jobs().InState(a.frame.Till, shop.JobFailed)
		var printed []shop.Job
		var refused error
		for i := 0; i < len(list) && err == nil; i++ {
			if no := a.mayRead(ctx, tx, list[i]); no != nil {
				refused = no
				continue
			}
			list[i], err = a.Outbox.Again(tx, list[i].ID)
			printed = append(printed, list[i])
		}
		if len(printed) == 0 && err == nil {
			err = refused
		}
		return journal.OfJobsReprint(printed), err
	})
	return err
}

// DropJob gives a paper up that waits for a person; the journal keeps that. Faults: NotFound, NoRight.
func (a *App) DropJob(ctx context.Context, job shop.ID) error {
	var dropped shop.Job
	_, err := a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: rights.Reprint}, func(tx books.Tx, _ shop.Moment) (_ journal.Body, err error) {
		dropped, err = a.Outbox.Drop(tx, job)
		return journal.OfJobDropped(dropped), err
	})
	if err == nil {
		a.Board.Post(notice.JobDropped{JobID: string(job), SaleID: string(dropped.Document)})
	}
	return err
}
