package backup

import (
	"context"
	"errors"
	"os"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// MirrorPlace is the folder of the journal mirror of this till; empty: none is set up.
func (b *Backup) MirrorPlace(ctx context.Context) (folder string, err error) {
	err = b.frame.Store.View(ctx, func(tx books.Tx) error {
		folder, _, err = tx.Shop().Setting(books.ForTill, b.frame.Till, shop.MirrorPlace)
		return err
	})
	return folder, err
}

// SetMirrorPlace lets the journal of this till be mirrored into a folder from now on, on a stick or a share; an empty one ends it.
// The journal says it. Faults: NoRight, SecondMissing (the folder is not there).
func (b *Backup) SetMirrorPlace(ctx context.Context, folder string) error {
	if err := b.frame.May(ctx, rights.Ask{Act: rights.Restore}); err != nil {
		return err
	}
	if folder != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return fault.Wrap(fault.SecondMissing, fault.Args{"path": folder}, err)
		}
	}
	_, err := b.frame.Do(ctx, act.Spec{ID: b.frame.NewID(), Right: rights.Restore}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		was, _, err := tx.Shop().Setting(books.ForTill, b.frame.Till, shop.MirrorPlace)
		switch {
		case err != nil:
			return nil, err
		case was == folder:
			return nil, errEnough
		}
		said := journal.Setting{Scope: string(books.ForTill), Of: b.frame.Till, Key: shop.MirrorPlace, Old: was, New: folder}
		return journal.OfSettingsChange(said), tx.Shop().SetSetting(books.ForTill, b.frame.Till, shop.MirrorPlace, folder)
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
