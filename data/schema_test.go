//go:build cgo

package data

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"kassa/app/fault"
	"kassa/data/pgtest"
)

var update = flag.Bool("update", false, "write the schema that the migrations make as the one to compare with")

// A database under test: its name and the address of an empty one.
type bench struct {
	name string
	dsn  func(t testing.TB) string
}

func databases() []bench {
	all := []bench{{"sqlite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "kassa.db") }}}
	if _, ok := pgtest.Server(); ok {
		all = append(all, bench{"postgres", pgtest.Schema})
	}
	return all
}

func open(t *testing.T, dsn string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestMigrationsMakeTheSchemaThatIsWrittenDown(t *testing.T) {
	for _, db := range databases() {
		t.Run(db.name, func(t *testing.T) {
			ctx := context.Background()
			s, err := connect(ctx, Options{DSN: db.dsn(t)})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if err := s.migrate(ctx, migrations()); err != nil {
				t.Fatal(err)
			}
			got, err := s.schema(ctx)
			if err != nil {
				t.Fatal(err)
			}
			path := "testdata/schema_" + db.name + ".txt"
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if difference := firstDifference(string(want), got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestForeignTriggersAndViewsAreRefusedAsDamage(t *testing.T) {
	for _, planted := range []string{
		"CREATE TRIGGER helpful AFTER INSERT ON sales BEGIN DELETE FROM settings; END",
		"CREATE VIEW helpful AS SELECT * FROM sales",
		"DROP TRIGGER journal_no_update",
		"CREATE TABLE helpful (a INTEGER)",
	} {
		path := filepath.Join(t.TempDir(), "kassa.db")
		s := open(t, path)
		if err := s.writer.Exec(planted).Error; err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), Options{DSN: path}); !fault.Is(err, fault.StorageDamaged) {
			t.Errorf("after %q opening says %v, want StorageDamaged", planted, err)
		}
	}
}
