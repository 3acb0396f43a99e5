//go:build cgo

package data

import (
	"context"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app/fault"
)

var update = flag.Bool("update", false, "write the schema that the migrations make as the one to compare with")

// A database under test: its name and how to open an empty one.
type bench struct {
	name string
	dsn  func(t *testing.T) string
}

func databases() []bench {
	all := []bench{{"sqlite", func(t *testing.T) string { return filepath.Join(t.TempDir(), "kassa.db") }}}
	if server := os.Getenv("KASSA_TEST_POSTGRES"); server != "" {
		all = append(all, bench{"postgres", func(t *testing.T) string { return ownSchema(t, server) }})
	}
	return all
}

// ownSchema makes a schema on the server for one test and takes it away again.
func ownSchema(t *testing.T, server string) string {
	t.Helper()
	s, err := connectPostgres(context.Background(), server)
	if err != nil {
		t.Fatal(err)
	}
	name := "t_" + strings.ToLower(filepath.Base(filepath.Dir(t.TempDir()))) + "_" + filepath.Base(t.TempDir())
	name = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return '_'
	}, name)
	if err := s.writer.Exec(`CREATE SCHEMA "` + name + `"`).Error; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.writer.Exec(`DROP SCHEMA "` + name + `" CASCADE`).Error; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
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
