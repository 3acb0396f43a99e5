//go:build cgo

package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

// guess is how hard passphrases are to guess in tests: not at all.
const guess = 4

const passphrase = "seven grey bicycles sing"

// keep is a service over real books with an owner and a cashier.
type keep struct {
	*backup.Backup
	*act.Frame
	t       testing.TB
	fix     datatest.Fixture
	deps    backup.Deps
	folder  string
	clock   time.Time
	ids     int
	cashier shop.Staff
}

func open(t testing.TB) *keep {
	t.Helper()
	fix := datatest.Shop(t, datatest.Open(t))
	signer, err := journal.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	k := &keep{t: t, fix: fix, folder: t.TempDir(), clock: datatest.Start(), cashier: shop.Staff{ID: datatest.ID("STAFF", 20), Code: "K1", Name: "Cashier", Role: rights.Cashier}}
	datatest.Update(t, fix.Store, func(tx books.Tx) error { return tx.Shop().AddStaff(k.cashier) })
	k.Frame = &act.Frame{Store: fix.Store, Now: func() time.Time { return k.clock }, Till: fix.Till.ID, Signer: signer, NewID: k.id}
	k.deps = backup.Deps{Copy: fix.Store.Copy, Folder: k.folder, Version: "1.0", Work: guess}
	k.Backup = backup.New(k.Frame, k.deps)
	return k
}

func (k *keep) id() shop.ID { k.ids++; return datatest.ID("BACK", k.ids) }

func (k *keep) owner() context.Context { return act.As(k.t.Context(), k.fix.Staff) }

// write lets something happen in the books.
func (k *keep) write() shop.Record {
	k.t.Helper()
	out, err := k.Do(k.owner(), act.Spec{ID: k.id(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfExport("test", 0, 0, 0), nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return out.Record
}

func (k *keep) make(w backup.Wish) backup.Made {
	k.t.Helper()
	m, err := k.Make(k.owner(), w)
	if err != nil {
		k.t.Fatal(err)
	}
	k.clock = k.clock.Add(time.Minute)
	return m
}

// unpack opens a backup into a new file.
func (k *keep) unpack(path, phrase string) (backup.Manifest, string, error) {
	to := filepath.Join(k.t.TempDir(), "kassa.db")
	m, err := backup.Unpack(k.t.Context(), path, phrase, to)
	return m, to, err
}

func files(t testing.TB, folder string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func TestABackupHoldsTheBooksAsTheyWereAndTheJournalSaysIt(t *testing.T) {
	k := open(t)
	last := k.write()
	made := k.make(backup.Wish{Why: backup.Asked})
	if got := files(t, k.folder); len(got) != 1 || filepath.Join(k.folder, got[0]) != made.Path {
		t.Errorf("the folder holds %v, want the backup alone", got)
	}
	m, path, err := k.unpack(made.Path, "")
	if err != nil {
		t.Fatal(err)
	}
	if m.Shop != k.fix.Shop.ID || m.Tills[0].Seq != last.Seq || !bytes.Equal(m.Tills[0].Hash, last.Hash) {
		t.Errorf("the backup says %+v, want the shop and record %d", m, last.Seq)
	}
	found, err := data.Look(t.Context(), path)
	if err != nil || found.Tills[0].Seq != last.Seq {
		t.Errorf("the books in it end at %+v (%v), want record %d", found, err, last.Seq)
	}
	datatest.View(t, k.fix.Store, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(k.Till)
		if head.Kind != journal.Backup || !strings.Contains(string(head.Body), filepath.Base(made.Path)) || len(head.Signature) == 0 {
			t.Errorf("the newest record is %s %s, want the backup, signed", head.Kind, head.Body)
		}
		return err
	})
}

func TestWhoMayBackUp(t *testing.T) {
	k := open(t)
	ctx := act.As(t.Context(), k.cashier)
	for what, err := range map[string]error{
		"backup":     second(k.Make(ctx, backup.Wish{Why: backup.Asked})),
		"passphrase": k.SetPassphrase(ctx, passphrase),
		"restore":    k.MayRestore(ctx),
	} {
		if !fault.Is(err, fault.NoRight) {
			t.Errorf("%s by a cashier: %v, want NoRight", what, err)
		}
	}
	if _, err := k.Make(t.Context(), backup.Wish{Why: backup.Schedule}); err != nil {
		t.Errorf("by the program: %v", err)
	}
}

func second[A any](_ A, err error) error { return err }

func TestALockedBackupSaysNothingWithoutItsPassphrase(t *testing.T) {
	k := open(t)
	k.write()
	plain := k.make(backup.Wish{Why: backup.Asked})
	if err := k.SetPassphrase(k.owner(), passphrase); err != nil {
		t.Fatal(err)
	}
	made := k.make(backup.Wish{Why: backup.Asked})
	name := []byte(k.fix.Shop.Name)
	_, path, err := k.unpack(plain.Path, "")
	if raw := read(t, path); err != nil || !bytes.Contains(raw, name) {
		t.Fatalf("the control: the name of the shop is not even in the books (%v)", err)
	}
	if raw := read(t, made.Path); bytes.Contains(raw, name) || bytes.Contains(raw, []byte("SQLite")) {
		t.Error("the locked backup shows what is in it")
	}
	for phrase, want := range map[string]fault.Code{"": fault.PassphraseAsked, "seven grey bicycles sang": fault.WrongPassphrase, passphrase: ""} {
		_, to, err := k.unpack(made.Path, phrase)
		if f, _ := fault.Of(err); (err == nil) != (want == "") || f != nil && f.Code != want {
			t.Errorf("passphrase %q: %v, want %q", phrase, err, want)
		}
		if _, stat := os.Stat(to); want != "" && !errors.Is(stat, os.ErrNotExist) {
			t.Errorf("passphrase %q left a file", phrase)
		}
	}
}

func TestOneFileIsLockedWithAPassphraseOfItsOwn(t *testing.T) {
	k := open(t)
	path := filepath.Join(t.TempDir(), "for the safe.backup")
	if made := k.make(backup.Wish{Why: backup.Asked, File: path, Passphrase: passphrase}); made.Path != path || !made.Locked {
		t.Errorf("made %+v, want it locked at %s", made, path)
	}
	if _, _, err := k.unpack(path, passphrase); err != nil {
		t.Error(err)
	}
	if s, err := k.State(k.owner()); err != nil || s.Locked || len(s.List) != 0 {
		t.Errorf("the shop: %+v (%v), want no lock and nothing in the folder", s, err)
	}
}

func TestWeakPassphrasesAreRefused(t *testing.T) {
	for _, phrase := range []string{"short", "aaaaaaaaaaaa", "abababababab", strings.Repeat("long phrase ", 20), "\xff\xfe\xfd1234567890"} {
		if err := backup.PassphraseRule(phrase); !fault.Is(err, fault.WeakPassphrase) {
			t.Errorf("%q: %v, want WeakPassphrase", phrase, err)
		}
	}
	for _, phrase := range []string{passphrase, "семь серых велосипедов"} {
		if err := backup.PassphraseRule(phrase); err != nil {
			t.Errorf("%q: %v", phrase, err)
		}
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// spoil writes a changed copy of a backup.
func spoil(t *testing.T, raw []byte, change func([]byte) []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "spoilt.backup")
	if err := os.WriteFile(path, change(bytes.Clone(raw)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADamagedBackupIsRefusedWhateverIsDamaged(t *testing.T) {
	k := open(t)
	k.write()
	for _, locked := range []bool{false, true} {
		wish := backup.Wish{Why: backup.Asked, File: filepath.Join(t.TempDir(), "a.backup")}
		if locked {
			wish.Passphrase = passphrase
		}
		raw := read(t, k.make(wish).Path)
		if _, _, err := k.unpack(spoil(t, raw, func(b []byte) []byte { return b }), wish.Passphrase); err != nil {
			t.Fatalf("the control, unchanged: %v", err)
		}
		for i := 0; i < len(raw); i += 1 + len(raw)/400 {
			refusedAs(t, k, spoil(t, raw, func(b []byte) []byte { b[i] ^= 1 << (i % 8); return b }), wish.Passphrase, fmt.Sprintf("bit of byte %d", i))
			refusedAs(t, k, spoil(t, raw, func(b []byte) []byte { return b[:i] }), wish.Passphrase, fmt.Sprintf("cut at %d", i))
		}
		refusedAs(t, k, spoil(t, raw, func(b []byte) []byte { return append(b, 0) }), wish.Passphrase, "one byte more")
	}
}

func refusedAs(t *testing.T, k *keep, path, phrase, what string) {
	t.Helper()
	_, to, err := k.unpack(path, phrase)
	if !fault.Is(err, fault.BackupDamaged) && !fault.Is(err, fault.NotABackup) && !fault.Is(err, fault.NewerBackup) {
		t.Errorf("%s: %v, want it refused", what, err)
	}
	if _, stat := os.Stat(to); !errors.Is(stat, os.ErrNotExist) {
		t.Errorf("%s: a file was left", what)
	}
}

func TestOtherFilesAreNoBackups(t *testing.T) {
	k := open(t)
	for what, text := range map[string]string{"books": "SQLite format 3\x00", "nothing": "", "a list": "sku;name\n"} {
		path := spoil(t, nil, func([]byte) []byte { return []byte(text) })
		if _, _, err := k.unpack(path, ""); !fault.Is(err, fault.NotABackup) && !(text == "" && fault.Is(err, fault.BackupDamaged)) {
			t.Errorf("%s: %v, want NotABackup", what, err)
		}
	}
	if _, _, err := k.unpack(t.TempDir(), ""); !fault.Is(err, fault.NotABackup) {
		t.Errorf("a folder: %v, want NotABackup", err)
	}
	if _, _, err := k.unpack(filepath.Join(t.TempDir(), "none"), ""); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("no file: %v, want FileUnreadable", err)
	}
}

func TestABackupReplacesNothingButABackup(t *testing.T) {
	k := open(t)
	path := filepath.Join(t.TempDir(), "kassa.db")
	if err := os.WriteFile(path, []byte("SQLite format 3"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Make(k.owner(), backup.Wish{Why: backup.Asked, File: path}); !fault.Is(err, fault.NotABackup) {
		t.Errorf("over another file: %v, want %s", err, fault.NotABackup)
	}
	if got := string(read(t, path)); got != "SQLite format 3" {
		t.Errorf("the other file is %q now", got)
	}
	if _, err := k.Make(k.owner(), backup.Wish{Why: backup.Asked, File: filepath.Dir(path)}); !fault.Is(err, fault.FileUnwritable) {
		t.Errorf("over a folder: %v, want %s", err, fault.FileUnwritable)
	}
	if s, err := k.State(k.owner()); err != nil || s.Failed != nil {
		t.Errorf("a file that somebody wanted elsewhere is no failure of the backups: %v, %v", s.Failed, err)
	}
	other := filepath.Join(filepath.Dir(path), "mine.backup")
	for range 2 {
		k.make(backup.Wish{Why: backup.Asked, File: other})
	}
}

func TestABackupWhoseLockCannotBeReadIsNotWrittenOpen(t *testing.T) {
	k := open(t)
	if err := k.SetPassphrase(k.owner(), passphrase); err != nil {
		t.Fatal(err)
	}
	datatest.Update(t, k.fix.Store, func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, k.fix.Shop.ID, "backup.chest", "")
	})
	if m, err := k.Make(k.owner(), backup.Wish{Why: backup.Schedule}); err == nil {
		t.Errorf("a backup was written, locked: %v", m.Locked)
	}
	if got := files(t, k.folder); len(got) > 0 {
		t.Errorf("the folder has %v", got)
	}
}

func TestAFailedBackupLeavesTheOldOnesAndNothingElse(t *testing.T) {
	k := open(t)
	made := k.make(backup.Wish{Why: backup.Asked})
	old := read(t, made.Path)
	for what, deps := range map[string]backup.Deps{
		"the copy fails": {Copy: func(_ context.Context, path string) (books.Copied, error) {
			return books.Copied{}, errors.Join(fault.New(fault.StorageFull, nil), os.WriteFile(path, []byte("half"), 0o600))
		}},
		"the copy is of an hour ago": {Copy: func(ctx context.Context, path string) (c books.Copied, err error) {
			c, err = k.fix.Store.Copy(ctx, path)
			c.Tills[0].Seq--
			return c, err
		}},
		"the copy is of other books": {Copy: func(ctx context.Context, path string) (c books.Copied, err error) {
			c, err = k.fix.Store.Copy(ctx, path)
			c.Tills[0].Hash[3] ^= 1
			return c, err
		}},
	} {
		deps.Folder, deps.Work = k.folder, guess
		if _, err := backup.New(k.Frame, deps).Make(k.owner(), backup.Wish{Why: backup.Asked}); err == nil {
			t.Errorf("%s: no error", what)
		}
		if _, err := backup.New(k.Frame, deps).Make(k.owner(), backup.Wish{Why: backup.Asked, File: made.Path}); err == nil {
			t.Errorf("%s, over an old one: no error", what)
		}
		if got := files(t, k.folder); len(got) != 1 || !bytes.Equal(read(t, made.Path), old) {
			t.Errorf("%s: the folder holds %v, want the old backup as it was", what, got)
		}
	}
}

func TestBooksElsewhereAreNotBackedUp(t *testing.T) {
	k := open(t)
	for what, c := range map[string]struct {
		deps backup.Deps
		want fault.Code
	}{
		"no folder": {backup.Deps{Copy: k.fix.Store.Copy}, fault.BackupElsewhere},
		"no copy":   {backup.Deps{Folder: k.folder}, fault.BackupElsewhere},
		"a server": {backup.Deps{Folder: k.folder, Copy: func(context.Context, string) (books.Copied, error) {
			return books.Copied{}, fault.New(fault.BackupByServer, nil)
		}}, fault.BackupByServer},
	} {
		if _, err := backup.New(k.Frame, c.deps).Make(k.owner(), backup.Wish{Why: backup.Asked}); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
}

// After a restart the newest backup of the folder counts, not one that somebody took away or that is gone.
func TestOnlyABackupInTheFolderCountsAfterARestart(t *testing.T) {
	k := open(t)
	k.write()
	again := func() *backup.Backup { return backup.New(k.Frame, k.deps) }
	if !again().Due(k.owner()) {
		t.Fatal("the control: nothing was backed up, and nothing is due")
	}
	k.make(backup.Wish{Why: backup.Asked, File: filepath.Join(t.TempDir(), "away.backup")})
	if !again().Due(k.owner()) {
		t.Error("a backup that was taken away counts as one of the till")
	}
	made := k.make(backup.Wish{Why: backup.Schedule})
	if again().Due(k.owner()) {
		t.Error("a backup is due right after one")
	}
	if err := os.Remove(made.Path); err != nil {
		t.Fatal(err)
	}
	if !again().Due(k.owner()) {
		t.Error("a backup that is gone counts")
	}
}
