package act

import (
	"context"

	"kassa/app/books"
	"kassa/app/rights"
)

// MaySums refuses sums over the business days until one day, to whoever may not see what a drawer should hold, while a shift
// is open that began on one of them: from a sum of sales the cash of that shift would follow. Days before the oldest open
// shift are free. 0 is every day to come. Fault: NoRight.
func (f *Frame) MaySums(ctx context.Context, tx books.Tx, until int) error {
	since, err := tx.Shifts().OpenSince()
	if err != nil || since == 0 || until != 0 && until < since {
		return err
	}
	return f.MayIn(ctx, tx, rights.Ask{Act: rights.SeeExpected})
}
