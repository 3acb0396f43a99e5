package app

import (
	"context"

	"kassa/app/fault"
	"kassa/app/journal"
)

// TryBooks opens the books anew after they could not be written, and writes that down: so it is known that they can be written
// again. Faults: that of the books, while they cannot.
func (a *App) TryBooks(ctx context.Context) error {
	why := fault.StorageFull
	if broken := a.frame.Broken(); broken != nil {
		why = broken.Code
	}
	if err := a.frame.Reopen(ctx); err != nil {
		return err
	}
	return a.record(ctx, journal.OfRecovery(string(why)))
}
