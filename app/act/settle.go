package act

import (
	"context"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/shop"
)

// A commit that ends in an I/O error may have taken place or not (reliability.md, findings 4 and 5). Then nothing more is
// written until the books were opened anew; the act is looked up by its id, and whoever asked for it gets what is true: the
// record, or the fault StorageAgain, after which it may be asked for once more. Where the books cannot be opened, everything
// is refused with StorageUnknown until [Frame.Reopen] succeeds.

// settle finds out how an act ended whose commit failed.
func (f *Frame) settle(ctx context.Context, id shop.ID, why error) (Outcome, error) {
	if err := f.reopen(ctx, why); err != nil {
		return Outcome{}, err
	}
	rec, found, err := f.lookUp(ctx, id)
	switch {
	case err != nil:
		return Outcome{}, err
	case !found:
		return Outcome{}, fault.Wrap(fault.StorageAgain, nil, why)
	}
	f.after(rec)
	return Outcome{Record: rec, Repeated: true}, nil
}

// reopen opens the books after a commit whose outcome is open; until it succeeds nothing is written.
func (f *Frame) reopen(ctx context.Context, why error) error {
	e, _ := fault.Of(why)
	f.broken.Store(e)
	if err := f.Reopen(ctx); err != nil {
		f.noticeStorage(why)
		return why
	}
	return nil
}

// Reopen opens the books anew and ends the refusal of everything; see StorageUnknown. Fault: StorageUnknown where they still
// cannot be opened.
func (f *Frame) Reopen(ctx context.Context) error {
	if err := f.Store.Reopen(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	f.broken.Store(nil)
	if f.Board != nil {
		f.Board.Post(notice.BasketChanged{})
	}
	return nil
}

// again opens the books anew after a commit of something without a record; whoever did it does it once more. Fault:
// StorageAgain; why where the books cannot be opened.
func (f *Frame) again(ctx context.Context, why error) error {
	if err := f.reopen(ctx, why); err != nil {
		return err
	}
	return fault.Wrap(fault.StorageAgain, nil, why)
}

func (f *Frame) lookUp(ctx context.Context, id shop.ID) (rec shop.Record, found bool, err error) {
	err = f.Store.View(context.WithoutCancel(ctx), func(tx books.Tx) error {
		rec, found, err = tx.Journal().ByAct(id)
		return err
	})
	return rec, found, err
}
