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
	"kassa/app/shop"
	"kassa/app/text"
)

// paperOf makes the paper of a job, in the language of the shop.
func (a *App) paperOf(ctx context.Context, j shop.Job) (paper.Document, error) {
	switch j.Kind {
	case shop.JobReceipt, shop.JobGift:
		return a.receiptOf(ctx, j.Document, receipt.Options{Copy: j.Copy, Gift: j.Kind == shop.JobGift, Training: a.training})
	case shop.JobZ, shop.JobX, shop.JobSlip, shop.JobCount:
		return a.deskPaper(ctx, j)
	}
	return paper.Document{}, fmt.Errorf("job %s: no paper of kind %q is known", j.ID, j.Kind)
}

// Receipt is the paper of a sale as it would come out of the printer, without a mark. Fault: NotFound.
func (a *App) Receipt(ctx context.Context, sale shop.ID) (paper.Document, error) {
	return a.receiptOf(ctx, sale, receipt.Options{Training: a.training})
}

// receiptOf reads what a receipt says: the sale with its corrected tenders, who made it, the head of the journal after it.
func (a *App) receiptOf(ctx context.Context, sale shop.ID, o receipt.Options) (paper.Document, error) {
	var set act.Setup
	var rec shop.Record
	var s shop.Sale
	err := a.deps.Store.View(ctx, func(tx books.Tx) error {
		var err error
		if set, err = a.frame.SetUp(tx); err != nil {
			return err
		}
		var found bool
		if s, found, err = tx.Sales().ByID(sale); err != nil || !found {
			return orNoReceipt(err)
		}
		if o.Changes, err = tx.Sales().TenderChanges(sale); err != nil {
			return err
		}
		if rec, found, err = tx.Journal().ByAct(sale); err == nil && !found {
			err = fmt.Errorf("sale %s has no record in the journal", sale)
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
	head := receipt.Head{Shop: set.Shop, Cashier: set.Staff[s.Staff].Name, Tenders: map[string]string{}, Journal: journal.ShortHead(rec)}
	if s.Till == set.Till.ID {
		head.Till = set.Till.Name
	}
	for _, d := range set.Tenders {
		head.Tenders[d.Code] = d.Names.In(set.Shop.Lang)
	}
	return receipt.Sale(s, head, t, o), nil
}

func orNoReceipt(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, fault.Args{"what": "receipt"})
}
