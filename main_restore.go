package main

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"kassa/app"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
	"kassa/ui/founding"
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
	g := app.Ground{Part: part, Look: data.Look, Present: s.present(ctx), Since: s.since,
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
	known := s.read(ctx, func(tx books.Tx) (err error) {
		tills, err = tx.Shop().Tills()
		return err
	})
	if !known {
		return nil
	}
	return tills
}

// since counts the sales of a till behind a record in the books that are here now.
func (s site) since(ctx context.Context, till shop.ID, after int64) (sales int64, known bool) {
	known = s.read(ctx, func(tx books.Tx) error {
		list, err := tx.Journal().OfKinds(till, after, journal.Sale)
		sales = int64(len(list))
		return err
	})
	return sales, known
}

// read reads the books that are here now; it is false where they cannot be read.
func (s site) read(ctx context.Context, f func(books.Tx) error) (known bool) {
	if !s.exists() {
		return false
	}
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return false
	}
	err = store.View(ctx, f)
	return errors.Join(err, store.Close()) == nil
}

// traces reports whether a shop was in a folder: the end of a journal is kept there, or backups are.
func (h *house) traces(at cli.Where) bool {
	s, err := locate(at, data.OpenHome)
	if err != nil || s.foreign {
		return false
	}
	heads, err := s.home.Read()
	kept, _ := filepath.Glob(s.home.Path("backup", "*"+backup.Suffix)) // an error is a pattern that is none
	return err == nil && len(heads) > 0 || len(kept) > 0
}

// rescuer puts a shop back for a window.
type rescuer struct {
	house *house
	w     cli.Window
	by    func() shop.Staff // who is at the till
}

// Backups lists the backups that lie in the folder, at the second place, on sticks and in the folders of the person.
func (r rescuer) Backups(ctx context.Context) ([]app.FoundBackup, error) {
	s, err := locate(r.w.At, data.OpenHome)
	if err != nil {
		return nil, err
	}
	folders := []string{s.backups()}
	if second := backup.SecondOf(s.backups()); second != "" {
		folders = append(folders, second)
	}
	folders = append(folders, sticks()...)
	return app.FindBackups(ctx, append(folders, xdg.UserDirs.Desktop, xdg.UserDirs.Download, xdg.UserDirs.Documents)...)
}

// Look says what is in a backup.
func (r rescuer) Look(ctx context.Context, file, passphrase string) (app.BackupLook, error) {
	s, err := locate(r.w.At, data.OpenHome)
	if err != nil {
		return app.BackupLook{}, err
	}
	g, err := s.ground(ctx)
	if err != nil {
		return app.BackupLook{}, err
	}
	return app.LookAt(ctx, g, app.RestoreSpec{File: file, Passphrase: passphrase, Till: s.till})
}

// Restore puts the shop back.
func (r rescuer) Restore(ctx context.Context, file, passphrase string, asFound bool) (app.Restored, error) {
	spec := app.RestoreSpec{File: file, Passphrase: passphrase, AsFound: asFound, Till: r.w.At.Till}
	if r.by != nil {
		spec.By = r.by()
	}
	return r.w.Restore(ctx, spec)
}

var _ founding.Rescuer = rescuer{}
