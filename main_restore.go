package main

import (
	"context"
	"crypto/rand"
	"strings"

	"kassa/app"
	"kassa/app/books"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
)

// backups is the folder of the backups; of books from elsewhere there is none.
func (s site) backups() string {
	if s.foreign {
		return ""
	}
	return s.home.Path("backup")
}

// restoreShop puts a shop back into a folder, which no window may use meanwhile. Faults: TillBusy, BackupByServer, those of [app.Restore].
func (h *house) restoreShop(ctx context.Context, at cli.Where, spec app.RestoreSpec) (r app.Restored, err error) {
	s, err := locate(at, data.MakeHome)
	if err != nil {
		return r, err
	}
	switch {
	case strings.Contains(s.dsn, "://"):
		return r, fault.New(fault.BackupByServer, nil)
	case s.foreign:
		return r, fault.New(fault.BackupElsewhere, nil)
	}
	release, err := s.home.Lock()
	if err != nil {
		return r, err
	}
	g, err := s.ground(ctx)
	if err == nil {
		spec.Now, spec.NewID, spec.Chance, spec.Version = h.now, h.newID, rand.Reader, programVersion()
		if spec.Till == "" {
			spec.Till = s.till
		}
		r, err = app.Restore(ctx, g, spec)
	}
	if e := release(); err == nil {
		err = e
	}
	return r, err
}

// ground is how a shop is put back into the folder.
func (s site) ground(ctx context.Context) (app.Ground, error) {
	part := s.dsn + ".restoring"
	g := app.Ground{Part: part, Look: data.Look, Present: s.present(ctx),
		Rows: func(ctx context.Context, path string) (verify.Source, func() error, error) {
			rows, err := data.OpenEvidence(ctx, data.Options{DSN: path})
			if err != nil {
				return nil, nil, err
			}
			return rows, rows.Close, nil
		},
		Replay: data.Replay,
		Open: func(ctx context.Context, path string) (books.Store, func() error, error) {
			store, err := data.Open(ctx, data.Options{DSN: path})
			if err != nil {
				return nil, nil, err
			}
			return store, store.Close, nil
		},
		Replace: func(name string, head, seed []byte) (string, error) {
			return s.home.Replace(data.Replacing{Part: part, DB: s.dsn, Name: name, Head: head, Seed: seed})
		},
		Forget: func() error { return data.Forget(part) },
	}
	heads, err := s.heads().Read()
	if err != nil {
		return g, err
	}
	g.Heads = heads
	g.Seed, err = s.home.KeptSeed()
	if fault.Is(err, fault.KeyDiffers) || fault.Is(err, fault.FileUnreadable) { // none, or none that can be used: a new one is made
		g.Seed, err = nil, nil
	}
	return g, err
}

// present are the tills of the books that are here now. Books that cannot be read say nothing: they may be why there is a restore.
func (s site) present(ctx context.Context) (tills []shop.Till) {
	if !s.exists() {
		return nil
	}
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return nil
	}
	err = store.View(ctx, func(tx books.Tx) error {
		tills, err = tx.Shop().Tills()
		return err
	})
	if closing := store.Close(); err != nil || closing != nil {
		return nil
	}
	return tills
}
