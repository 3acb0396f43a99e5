package app

import (
	"context"

	"kassa/app/fault"
	"kassa/app/journal"
)

// TryBooks opens the books anew after they could not be written, and writes down why that was needed: so it is known that they
// can be written again. Faults: that of the books, while they cannot.
func (a *App) TryBooks(ctx context.Context, why fault.Code) error {
	if err := a.frame.Reopen(ctx); err != nil {
		return err
	}
	return a.record(ctx, journal.OfRecovery(string(why)))
}
