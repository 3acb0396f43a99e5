//go:build cgo

package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"

	"kassa/app/books"
	"kassa/app/fault"
)

func setting(t *testing.T, s *Store, key, value string) error {
	t.Helper()
	return s.Update(context.Background(), func(tx books.Tx) error { return tx.Shop().SetSetting(books.ForShop, "", key, value) })
}

func TestBooksOfANewerProgramAreRefused(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			dsn := db.dsn(t)
			s := open(t, dsn)
			if err := s.writer.Exec("INSERT INTO migrations (id) VALUES ('0099_future')").Error; err != nil {
				t.Fatal(err)
			}
			_, err := Open(context.Background(), Options{DSN: dsn})
			if f, ok := fault.Of(err); !ok || f.Code != fault.NewerDatabase || f.Args["version"] != "0099_future" {
				t.Errorf("got %v, want NewerDatabase 0099_future", err)
			}
		})
	}
}

// lastStep is the newest step of this program.
func lastStep() string {
	all := migrations()
	return all[len(all)-1].ID
}

// The step of a release that does not exist yet.
func later(fails error) []*gormigrate.Migration {
	return append(migrations(), &gormigrate.Migration{ID: "0098_later", Migrate: func(tx *gorm.DB) error {
		if err := tx.Exec("CREATE TABLE later (id INTEGER PRIMARY KEY)").Error; err != nil {
			return err
		}
		return fails
	}})
}

func TestOlderBooksAreCopiedBeforeTheyAreChanged(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "kassa.db")
	s := open(t, path)
	if err := setting(t, s, "old", "yes"); err != nil {
		t.Fatal(err)
	}
	if err := s.migrate(ctx, later(nil)); err != nil {
		t.Fatal(err)
	}
	if !s.writer.Migrator().HasTable("later") {
		t.Error("the later step was not done")
	}
	old := open(t, path+".before-0098_later") // opens only because the later step is not in it
	var value string
	if err := old.reader.Raw("SELECT content FROM settings WHERE name = 'old'").Scan(&value).Error; err != nil || value != "yes" {
		t.Errorf("the copy holds %q (%v)", value, err)
	}
	if err := s.migrate(ctx, later(nil)); err != nil {
		t.Errorf("a second time: %v", err)
	}
}

func TestAStepThatFailsLeavesTheBooksAsTheyWere(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			dsn := db.dsn(t)
			s := open(t, dsn)
			broken := errors.New("broken step")
			if err := s.migrate(context.Background(), later(broken)); !errors.Is(err, broken) {
				t.Fatalf("got %v, want what the step said", err)
			}
			if s.writer.Migrator().HasTable("later") {
				t.Error("a table of the failed step was left behind")
			}
			open(t, dsn)
		})
	}
}

func TestFourTillsMayStartAtOnce(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			dsn := db.dsn(t)
			failures := make(chan error, 4)
			for range cap(failures) {
				go func() {
					s, err := Open(context.Background(), Options{DSN: dsn})
					if err == nil {
						err = s.Close()
					}
					failures <- err
				}()
			}
			for range cap(failures) {
				if err := <-failures; err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestABackupIsWholeAndOpens(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "kassa.db"))
	to := filepath.Join(folder, "copy # 1.db")
	if err := os.WriteFile(to, []byte("an older copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := setting(t, s, "a", "b"); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	copied := open(t, to)
	var value string
	if err := copied.reader.Raw("SELECT content FROM settings WHERE name = 'a'").Scan(&value).Error; err != nil || value != "b" {
		t.Errorf("the copy holds %q (%v)", value, err)
	}
	if _, err := os.Stat(to + ".part"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the half-made file is still there (%v)", err)
	}
	if err := s.Backup(ctx, filepath.Join(folder, "nowhere", "copy.db")); !fault.Is(err, fault.StorageReadOnly) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
