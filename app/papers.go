package app

import (
	"context"
	"fmt"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// receiptOf makes the paper of a sale, in the language of the shop.
func (a *App) receiptOf(ctx context.Context, s shop.Sale, again bool) (paper.Document, error) {
	var set act.Setup
	var rec shop.Record
	err := a.deps.Store.View(ctx, func(tx books.Tx) error {
		var err error
		if set, err = a.frame.SetUp(tx); err != nil {
			return err
		}
		var found bool
		if rec, found, err = tx.Journal().ByAct(s.ID); err == nil && !found {
			err = fmt.Errorf("sale %s has no record in the journal", s.ID)
		}
		return err
	})
	if err != nil {
		return paper.Document{}, err
	}
	t, err := text.For(string(set.Shop.Lang))
	if err != nil {
		return paper.Document{}, err
	}
	head := receipt.Head{Shop: set.Shop, Till: set.Till.Name, Cashier: set.Staff[s.Staff].Name,
		Tenders: map[string]string{}, Journal: journal.ShortHead(rec)}
	for _, d := range set.Tenders {
		head.Tenders[d.Code] = d.Names.In(set.Shop.Lang)
	}
	return receipt.Sale(s, head, t, receipt.Options{Copy: again}), nil
}

// PrintAgain prints the receipt of a sale once more. Whoever may sell may repeat a print that failed; a receipt that is
// out already needs the right to reprint, and is marked as a copy. The journal keeps both. Faults: NotFound, NoRight.
func (a *App) PrintAgain(ctx context.Context, sale shop.ID) error {
	right := rights.Reprint
	open, err := a.Outbox.Open(ctx)
	if err != nil {
		return err
	}
	for _, j := range open {
		if j.Document == sale {
			right = rights.Sell
		}
	}
	_, err = a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		if _, found, err := tx.Sales().ByID(sale); err != nil || !found {
			if err == nil {
				err = fault.New(fault.NotFound, fault.Args{"what": "receipt"})
			}
			return nil, err
		}
		job, err := a.Outbox.Again(tx, sale, at)
		return journal.OfJobReprint(job), err
	})
	return err
}
