package main

import (
	"context"
	"errors"
	"runtime"
	"slices"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/staff"
	"kassa/data"
	"kassa/peripherals"
)

// examine finds out about a till for the doctor. What goes wrong on the way is one of the facts.
func (h *house) examine(ctx context.Context, at cli.Where) (office.Facts, error) {
	s, err := locate(at, data.OpenHome)
	if err != nil {
		return office.Facts{}, err
	}
	if !s.exists() {
		return office.Facts{}, fault.New(fault.ShopMissing, fault.Args{"path": s.dsn})
	}
	f := office.Facts{Program: "Kassa " + programVersion(), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
		Folder: s.home.Dir(), Exposed: s.home.Exposed()}
	f.Free, f.HasFree = s.home.Free()
	var seed []byte
	seed, f.Key = s.home.KeptSeed()
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		f.Database = office.Database{Path: s.dsn, Opened: err}
		return f, nil
	}
	info, err := store.Info(ctx)
	f.Database = office.Database{Kind: info.Kind, Path: info.Path, Version: info.Version, Schema: info.Schema, Size: info.Size,
		Settings: info.Settings, Opened: err, Pages: store.QuickCheck(ctx)}
	if f.Key == nil {
		f.Key = h.examineTill(ctx, s, store, seed, &f)
	}
	return f, errors.Join(store.Close(), ctx.Err())
}

// examineTill finds out what the till itself knows. The error is why it cannot be one: the wrong key, no such till.
func (h *house) examineTill(ctx context.Context, s site, store *data.Store, seed []byte, f *office.Facts) (err error) {
	hub, err := newHub(&notice.Board{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hub.Close()) }()
	a, err := app.New(ctx, app.Deps{Store: store, Now: h.now, NewID: h.newID, Seed: seed, Till: s.till, Heads: s.heads(),
		Printer: hub.Printer(peripherals.ReceiptPrinter), Drawer: hub.Drawer(), Hardware: hub, Version: programVersion(), CopyBooks: store.Copy,
		BackupFolder: s.backups(), Follow: store.Follow()})
	if err != nil {
		return err
	}
	f.Seq, f.Kept, f.Heads = a.CompareHead(ctx)
	if d, found, err := a.Doubt(ctx); err != nil || found {
		f.Clock = errors.Join(err, fault.New(fault.ClockDoubtful, fault.Args{"last": d.Last, "now": d.Now}))
	}
	kept, err := a.Backup.State(ctx)
	if err != nil {
		return err
	}
	f.Backup = kept.Last.At
	mirror, err := a.Backup.MirrorState(ctx)
	if err != nil {
		return err
	}
	f.Mirror = office.Mirror{Place: mirror.Place, Behind: mirror.Behind, Last: mirror.Last, Fault: mirror.Fault}
	waiting, err := a.Outbox.Open(ctx)
	if err != nil {
		return err
	}
	f.Waiting = len(waiting)
	addresses, err := a.Addresses(ctx)
	if err != nil {
		return err
	}
	_ = hub.Reconfigure(addresses) // an address that cannot be used stands in the state of its device
	// The doctor is asked by whoever may read the folder, and only looks: it needs no PIN for what an owner may see.
	faces, err := a.Staff.Faces(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(faces, func(f staff.Face) bool { return f.Role == rights.Owner }); i >= 0 {
		a.SignIn(faces[i].Staff)
	}
	f.Devices, err = a.Office.AskDevices(a.As(ctx))
	return err
}
