package app

import (
	"context"
	"time"

	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
)

// replay puts into the books of the backup, or into new ones, what the mirror holds beyond them. From then on it is as if the
// backup had been made with the last mirrored record.
func (r *Restored) replay(ctx context.Context, g Ground, spec RestoreSpec) error {
	var base books.Mark
	if spec.File != "" {
		found, err := g.Look(ctx, g.Part)
		if fault.Is(err, fault.StorageDamaged) || err == nil && found.Shop != r.Manifest.Shop {
			return fault.Wrap(fault.BackupDamaged, fault.Args{"path": spec.File}, err)
		}
		if err != nil {
			return err
		}
		base = endsOf(found)
	}
	m, err := backup.OpenMirror(ctx, backup.MirrorWish{Folder: spec.Mirror, Shop: r.Manifest.Shop, Base: base, Passphrase: spec.Passphrase, AsFound: spec.AsFound})
	if err != nil {
		return err
	}
	if err := g.Replay(ctx, g.Part, func(put func(books.Rows) error) error { return m.Rows(ctx, put) }); err != nil {
		return err
	}
	if r.Manifest.Copied, err = g.Look(ctx, g.Part); err != nil {
		return err
	}
	if m.To.At > 0 {
		r.Manifest.Made = time.UnixMilli(m.To.At).UTC()
	}
	r.Mirrored, r.Torn = endsOf(r.Manifest.Copied).Records()-base.Records(), m.Torn
	return nil
}

// endsOf is where the journals end in a copy of the books.
func endsOf(c books.Copied) (m books.Mark) {
	for _, t := range c.Tills {
		m.Heads = append(m.Heads, books.MarkHead{Till: t.ID, Seq: t.Seq, Hash: t.Hash})
	}
	return m
}
