//go:build cgo && linux

package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/data/pgtest"
)

func TestSettingsAreReadBack(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "kassa.db"))
	info, err := s.Info(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1",
		"busy_timeout": "5000", "cache_size": "-16384", "journal_size_limit": "67108864", "temp_store": "2", "mmap_size": "0"} {
		if got := info.Settings[name]; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if _, number, _ := sqlite3.Version(); number < 3_051_003 {
		t.Errorf("SQLite %s has the WAL-reset fault", info.Version)
	}
	if info.Kind != "sqlite" || info.Schema != lastStep() || info.Size == 0 || info.Path == "" {
		t.Errorf("info says %+v", info)
	}
}

// The control that must fail: with the driver's own settings the books do not open.
func TestUnsafeSettingsAreRefused(t *testing.T) {
	for what, spoil := range map[string]func(*settings){
		"synchronous=NORMAL":  func(s *settings) { s.synchronous = "NORMAL" },
		"synchronous=OFF":     func(s *settings) { s.synchronous = "OFF" },
		"journal_mode=DELETE": func(s *settings) { s.journal = "DELETE" },
	} {
		with := sqliteSettings()
		spoil(&with)
		s, err := connectSQLite(context.Background(), filepath.Join(t.TempDir(), "kassa.db"), with)
		if err == nil {
			_ = s.Close()
			t.Errorf("%s: the books opened", what)
		}
	}
}

func TestFilesAreClosedToOthersWhateverTheUmaskSays(t *testing.T) {
	for _, mask := range []int{0o000, 0o077} {
		before := syscall.Umask(mask)
		folder := filepath.Join(t.TempDir(), "shop")
		s := open(t, filepath.Join(folder, "kassa.db"))
		err := setting(t, s, "a", "b")
		copied := s.Backup(context.Background(), filepath.Join(folder, "copy.db"))
		syscall.Umask(before)
		if err != nil || copied != nil {
			t.Fatal(err, copied)
		}
		if f, err := os.Stat(folder); err != nil || f.Mode().Perm() != 0o700 {
			t.Errorf("the folder has mode %v (%v)", f.Mode(), err)
		}
		for _, name := range []string{"kassa.db", "kassa.db-wal", "kassa.db-shm", "copy.db"} {
			f, err := os.Stat(filepath.Join(folder, name))
			if err != nil || f.Mode().Perm() != 0o600 {
				t.Errorf("umask %03o: %s has mode %v (%v)", mask, name, f.Mode(), err)
			}
		}
	}
}

func TestPathsMayHoldAnyCharacter(t *testing.T) {
	for _, name := range []string{"лавка № 1.db", "a#b.db", "100%20.db", "what?.db", "a&b=c.db", "with space.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path)
		if err := setting(t, s, "a", "b"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if f, err := os.Stat(path); err != nil || f.Size() == 0 {
			t.Errorf("%s: the books stand elsewhere (%v)", name, err)
		}
	}
}

func TestWhatIsNoDatabaseIsDamaged(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("This is a letter, no database. ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, folder} {
		s, err := Open(context.Background(), Options{DSN: path})
		if err == nil {
			_ = s.Close()
		}
		if !fault.Is(err, fault.StorageDamaged) {
			t.Errorf("%s: %v, want StorageDamaged", path, err)
		}
	}
	got, err := os.ReadFile(text)
	if err != nil || !strings.HasPrefix(string(got), "This is a letter") {
		t.Error("the letter was changed")
	}
}

func TestAZeroedPageIsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	s := open(t, path)
	for i := range 2000 {
		if err := setting(t, s, fmt.Sprintf("key %06d", i), strings.Repeat("x", 100)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.QuickCheck(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	for page := info.Size()/4096 - 20; page < info.Size()/4096; page++ {
		if _, err := f.WriteAt(make([]byte, 4096), page*4096); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	if err := again.QuickCheck(context.Background()); !fault.Is(err, fault.StorageDamaged) {
		t.Errorf("quick check says %v, want StorageDamaged", err)
	}
}

func TestAFullDiskStoresNothingHalf(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "kassa.db"))
	if err := setting(t, s, "before", "x"); err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(ctx, 1); err != nil { // as small as the file is already
		t.Fatal(err)
	}
	var err error
	fits := 0
	for i := 0; err == nil && i < 10_000; i++ {
		err = s.Update(ctx, func(tx books.Tx) error {
			for part := range 3 {
				if err := tx.Shop().SetSetting(books.ForTill, shop.ID(fmt.Sprint(i)), fmt.Sprint(part), strings.Repeat("y", 2000)); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			fits++
		}
	}
	if !fault.Is(err, fault.StorageFull) {
		t.Fatalf("a full disk says %v, want StorageFull", err)
	}
	if f, _ := fault.Of(err); f.Args["path"] != s.path {
		t.Errorf("the fault names %v, want the path", f.Args)
	}
	count := func() (n int64) {
		if err := s.reader.Raw("SELECT COUNT(*) FROM settings WHERE scope = 'till'").Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got := count(); got != int64(3*fits) {
		t.Errorf("%d settings are there, want %d: three for each change that was accepted", got, 3*fits)
	}
	if err := s.LimitPages(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if err := setting(t, s, "after", "x"); err != nil {
		t.Errorf("after there was room again: %v", err)
	}
}

// asNobody runs f without the rights of an administrator over files, where the test has them.
func asNobody(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const nobody = 65534
	if err := setFileOwner(nobody); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := setFileOwner(0); err != nil {
			t.Fatal(err)
		}
	}()
	f()
}

func TestAReadOnlyFolderIsSaidSo(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "kassa.db")
	s := open(t, path)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, filepath.Join(folder, "new.db"), filepath.Join(folder, "sub", "new.db")} {
		if err := errors.Join(os.Chmod(folder, 0o555), chmodIfThere(path, 0o444)); err != nil {
			t.Fatal(err)
		}
		asNobody(t, func() {
			s, err := Open(context.Background(), Options{DSN: path})
			if err == nil {
				_ = s.Close()
			}
			if !fault.Is(err, fault.StorageReadOnly) {
				t.Errorf("%s: %v, want StorageReadOnly", path, err)
			}
		})
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func chmodIfThere(path string, mode os.FileMode) error {
	if err := os.Chmod(path, mode); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func TestErrorsAreTranslatedByTheirCode(t *testing.T) {
	for _, one := range []struct {
		err  error
		want fault.Code
	}{
		{sqlite3.Error{Code: sqlite3.ErrFull}, fault.StorageFull},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, fault.StorageReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, fault.StorageReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, fault.StorageDamaged},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, fault.StorageDamaged},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, fault.StorageDamaged},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, fault.StorageBusy},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintUnique}, fault.AlreadyExists},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintForeignKey}, fault.NotFound},
		{sqlite3.Error{Code: sqlite3.ErrConstraint, ExtendedCode: sqlite3.ErrConstraintCheck}, ""},
		{&pgconn.PgError{Code: "53100"}, fault.StorageFull},
		{&pgconn.PgError{Code: "25006"}, fault.StorageReadOnly},
		{&pgconn.PgError{Code: "XX001"}, fault.StorageDamaged},
		{&pgconn.PgError{Code: "55P03"}, fault.StorageBusy},
		{&pgconn.PgError{Code: "23505"}, fault.AlreadyExists},
		{&pgconn.PgError{Code: "23503"}, fault.NotFound},
		{&pgconn.PgError{Code: "23514"}, ""},
		{gorm.ErrDuplicatedKey, fault.AlreadyExists},
		{fmt.Errorf("write: %w", syscall.ENOSPC), fault.StorageFull},
		{errors.New("database is locked"), ""}, // never by text
	} {
		err := translate("kassa.db", "sale", fmt.Errorf("wrapped: %w", one.err))
		f, ok := fault.Of(err)
		if got := code(f, ok); got != one.want {
			t.Errorf("%v becomes %q, want %q", one.err, got, one.want)
		}
		if !errors.Is(err, one.err) {
			t.Errorf("%v lost its cause", one.err)
		}
	}
}

func code(f *fault.Error, ok bool) fault.Code {
	if !ok {
		return ""
	}
	return f.Code
}

func TestAnInputOutputErrorAtCommitLeavesTheOutcomeOpen(t *testing.T) {
	s := &Store{kind: onSQLite, path: "kassa.db"}
	if err := s.translateCommit(sqlite3.Error{Code: sqlite3.ErrIoErr}); !fault.Is(err, fault.StorageUnknown) {
		t.Errorf("SQLite: %v, want StorageUnknown", err)
	}
	if err := s.translateCommit(sqlite3.Error{Code: sqlite3.ErrFull}); !fault.Is(err, fault.StorageFull) {
		t.Errorf("SQLite, full: %v, want StorageFull", err)
	}
	s.kind = onPostgres
	if err := s.translateCommit(errors.New("connection reset")); !fault.Is(err, fault.StorageUnknown) {
		t.Errorf("PostgreSQL, cut: %v, want StorageUnknown", err)
	}
	if err := s.translateCommit(&pgconn.PgError{Code: "40001"}); !serialisation(err) {
		t.Errorf("PostgreSQL, serialisation: %v, want it to be repeatable", err)
	}
}

func TestAnUpdateIsRepeatedOnlyAfterASerialisationFailure(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "kassa.db"))
	for _, one := range []struct {
		err  error
		want int
	}{
		{&pgconn.PgError{Code: "40001"}, writeTries}, {&pgconn.PgError{Code: "40P01"}, writeTries}, {&pgconn.PgError{Code: "23505"}, 1},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, 1}, {errors.New("anything else"), 1},
	} {
		tries := 0
		err := s.Update(context.Background(), func(books.Tx) error {
			tries++
			return translate(s.path, "sale", one.err)
		})
		if tries != one.want || !errors.Is(err, one.err) {
			t.Errorf("%v: %d tries, want %d (%v)", one.err, tries, one.want, err)
		}
	}
}

func TestABusyFileIsSaidSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	s := open(t, path)
	impatient := sqliteSettings()
	impatient.busyMS = 1
	other, err := connectSQLite(context.Background(), path, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	err = s.Update(context.Background(), func(books.Tx) error { return setting(t, other, "a", "b") })
	if !fault.Is(err, fault.StorageBusy) {
		t.Errorf("a second writer is told %v, want StorageBusy", err)
	}
	if err := setting(t, other, "a", "b"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestSettingsOfPostgresAreReadBack(t *testing.T) {
	if _, ok := pgtest.Server(); !ok {
		t.Log("no server is named in KASSA_TEST_POSTGRES; make test starts one")
		return
	}
	s := open(t, pgtest.Schema(t))
	info, err := s.Info(context.Background())
	if err != nil || info.Kind != "postgres" || info.Settings["lock_timeout"] != "5s" || info.Schema != lastStep() {
		t.Errorf("info says %+v (%v)", info, err)
	}
	if strings.Contains(info.Path, ":") && !strings.Contains(info.Path, "xxxxx") {
		t.Errorf("the password may stand in %s", info.Path)
	}
}

// Commands work beside the window: each of these stores is as another program.
func TestFourProgramsWriteToOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	open(t, path)
	const programs, times = 4, 40
	failures := make(chan error, programs)
	for p := range programs {
		s := open(t, path)
		go func() {
			var err error
			for i := range times {
				err = errors.Join(err, s.Update(context.Background(), func(tx books.Tx) error {
					return tx.Shop().SetSetting(books.ForTill, shop.ID(fmt.Sprint(p)), fmt.Sprint(i), "x")
				}))
			}
			failures <- err
		}()
	}
	for range programs {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	s := open(t, path)
	var settings, version int64
	if err := s.reader.Raw("SELECT COUNT(*) FROM settings").Scan(&settings).Error; err != nil || settings != programs*times {
		t.Errorf("%d settings (%v), want %d", settings, err, programs*times)
	}
	if err := s.reader.Raw("SELECT version FROM shop_version").Scan(&version).Error; err != nil || version != programs*times {
		t.Errorf("version %d (%v), want %d", version, err, programs*times)
	}
}
