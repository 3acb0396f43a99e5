package app

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
)

// FoundBackup is a backup that lies somewhere.
type FoundBackup struct {
	Path   string
	Made   time.Time // of a damaged one: when the file was written
	Size   int64
	Locked bool
	Err    error // nothing can be put back from it
}

// mostFound is how many of the newest files are looked at.
const mostFound = 12

// FindBackups looks for backups, of whatever shop, in folders and in the folders in them: those that are whole, the newest first, then those
// that are not. The same backup in two places is one. A folder that is not there has none.
func FindBackups(ctx context.Context, folders ...string) (list []FoundBackup, err error) {
	var all []FoundBackup
	for _, folder := range folders {
		for _, inside := range append([]string{folder}, foldersIn(folder)...) {
			all = append(all, backupsIn(inside)...)
		}
	}
	slices.SortStableFunc(all, func(a, b FoundBackup) int { return b.Made.Compare(a.Made) })
	known := map[string]bool{}
	for _, f := range all {
		if key := filepath.Base(f.Path); !known[key] && len(list) < mostFound {
			opening, err := backup.Peek(ctx, f.Path)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if f.Err = err; err == nil {
				f.Made, f.Locked, known[key] = opening.Made, opening.Lock.Key != "", true
			}
			list = append(list, f)
		}
	}
	whole := func(f FoundBackup) int {
		if f.Err == nil {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b FoundBackup) int { return cmp.Or(whole(a)-whole(b), b.Made.Compare(a.Made)) })
	return list, nil
}

func foldersIn(folder string) (list []string) {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if err == nil && e.IsDir() {
			list = append(list, filepath.Join(folder, e.Name()))
		}
	}
	return list
}

func backupsIn(folder string) (list []FoundBackup) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // it is not there, or not ours
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && filepath.Ext(e.Name()) == backup.Suffix {
			list = append(list, FoundBackup{Path: filepath.Join(folder, e.Name()), Made: info.ModTime(), Size: info.Size()})
		}
	}
	return list
}

// BackupLook is what is in a backup, and what would be lost with it, before anything is put back.
type BackupLook struct {
	Name string // of the shop
	Zone *time.Location
	Made time.Time
	Till string // its code
	Seq  int64  // of the till's last record in it
	At   time.Time
	Lost int64 // records that were here and are not in it, as far as is known
	// Sales of those; known is false where what is here cannot be read.
	Sales int64
	Known bool
}

// LookAt reads what is in a backup. It changes nothing. Faults: those of [backup.Contents]; UnknownTill.
func LookAt(ctx context.Context, g Ground, spec RestoreSpec) (l BackupLook, err error) {
	m, err := backup.Contents(ctx, spec.File, spec.Passphrase)
	if err != nil {
		return l, err
	}
	i := slices.IndexFunc(m.Tills, func(t books.CopiedTill) bool { return spec.Till == "" || t.Code == spec.Till })
	if i < 0 {
		return l, fault.New(fault.UnknownTill, fault.Args{"code": spec.Till})
	}
	t := m.Tills[i]
	l = BackupLook{Name: m.Name, Zone: time.Local, Made: m.Made, Till: t.Code, Seq: t.Seq, At: time.UnixMilli(t.At)}
	if zone, err := time.LoadLocation(m.Zone); err == nil {
		l.Zone = zone
	}
	if heads, err := journal.DecodeHeadFile(g.Heads); err == nil {
		if known, found := heads.Of(t.ID); found {
			l.Lost = max(0, known.Seq-t.Seq)
		}
	}
	switch {
	case l.Lost == 0:
		l.Known = true
	case g.Since != nil:
		l.Sales, l.Known = g.Since(ctx, t.ID, t.Seq)
	}
	return l, ctx.Err()
}
