//go:build cgo

package backup_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/data/datatest"
)

func (k *keep) set(scope books.Scope, of shop.ID, key, value string) {
	k.t.Helper()
	datatest.Update(k.t, k.fix.Store, func(tx books.Tx) error { return tx.Shop().SetSetting(scope, of, key, value) })
}

func TestABackupGoesToTheSecondPlaceAndAMissingOneStopsNothing(t *testing.T) {
	k := open(t)
	stick := filepath.Join(t.TempDir(), "stick")
	k.set(books.ForTill, k.fix.Till.ID, shop.BackupPlace, stick)
	made := k.make(backup.Wish{Why: backup.Asked})
	if !fault.Is(made.NotThere, fault.SecondMissing) || made.Second != "" {
		t.Errorf("without the stick: %+v, want it made and SecondMissing", made)
	}
	if _, err := os.Stat(stick); !errors.Is(err, os.ErrNotExist) {
		t.Error("a folder was made where the stick would be")
	}
	if s, err := k.State(k.owner()); err != nil || !fault.Is(s.NotThere, fault.SecondMissing) || s.Failed != nil || s.Last.Path != made.Path {
		t.Errorf("the state says %+v (%v)", s, err)
	}
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	made = k.make(backup.Wish{Why: backup.Asked})
	if made.NotThere != nil || !bytes.Equal(read(t, made.Path), read(t, made.Second)) || len(files(t, stick)) != 1 {
		t.Errorf("with the stick: %+v, %v", made, files(t, stick))
	}
	if s, err := k.State(k.owner()); err != nil || s.NotThere != nil || s.SecondLast.Path != made.Second {
		t.Errorf("the state says %+v (%v)", s, err)
	}
}

func TestBothPlacesAreThinnedOut(t *testing.T) {
	k := open(t)
	stick := t.TempDir()
	k.set(books.ForTill, k.fix.Till.ID, shop.BackupPlace, stick)
	for range 12 {
		k.make(backup.Wish{Why: backup.Schedule})
	}
	if got := backup.SecondOf(k.folder); got != stick {
		t.Errorf("the folder says that the second place is %q, want %q", got, stick)
	}
	here := slices.DeleteFunc(files(t, k.folder), func(name string) bool { return !strings.HasSuffix(name, backup.Suffix) })
	if there := files(t, stick); len(here) != 8 || len(there) != 8 {
		t.Errorf("%d backups stay here and %d there, want 8", len(here), len(there))
	}
}

func TestWhatACrashLeftIsThrownAwayLater(t *testing.T) {
	k := open(t)
	old, fresh := filepath.Join(k.folder, ".copy-01OLD.db"), filepath.Join(k.folder, ".part-123")
	for path, age := range map[string]time.Duration{old: 7 * time.Hour, fresh: time.Minute} {
		at := k.clock.Add(-age)
		if err := errors.Join(os.WriteFile(path, []byte("half"), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	k.make(backup.Wish{Why: backup.Schedule})
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Error("what a crash left long ago is still there")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("what another one is making was thrown away")
	}
}

func TestTheLastBackupIsMadeOnlyWhenSomethingWasWritten(t *testing.T) {
	k := open(t)
	close := func() int {
		k.Run(context.WithoutCancel(k.t.Context()))
		k.Backup.Close(k.t.Context())
		k.clock = k.clock.Add(time.Minute)
		return len(files(t, k.folder))
	}
	k.write()
	for i, c := range []struct {
		what   string
		before func()
		want   int
	}{
		{"something was written", func() {}, 1}, {"nothing since", func() {}, 1}, {"again something", func() { k.write() }, 2},
		{"in a demo shop", func() { k.write(); k.set(books.ForShop, k.fix.Shop.ID, shop.Demo, "whole") }, 2},
	} {
		c.before()
		if got := close(); got != c.want {
			t.Errorf("%d, %s: %d backups, want %d", i, c.what, got, c.want)
		}
	}
}

func TestAClosedShiftWakesTheKeeper(t *testing.T) {
	k := open(t)
	k.write()
	k.Run(context.WithoutCancel(k.t.Context()))
	defer k.Backup.Close(context.WithoutCancel(k.t.Context()))
	k.Backup.Wake(backup.Shift)
	k.Backup.Wake(backup.Shift)
	for limit := time.After(10 * time.Second); ; {
		if s, err := k.State(k.owner()); err == nil && len(s.List) == 1 {
			return
		}
		select {
		case <-limit:
			t.Fatal("no backup was made")
		case <-time.After(5 * time.Millisecond):
		}
	}
}
