package data

import (
	"context"
	"os"

	"github.com/mattn/go-sqlite3"
)

// Info is what the books say about themselves, for `kassa doctor` and the log.
type Info struct {
	Kind     string            // "sqlite" or "postgres"
	Path     string            // the file, or the address without its password
	Version  string            // of the database program
	Schema   string            // the newest step that the tables have
	Settings map[string]string // read back from a connection
	Size     int64             // of the file in bytes; 0 on PostgreSQL
}

// Info reads the settings back, from the writing connection.
func (s *Store) Info(ctx context.Context) (Info, error) {
	info := Info{Kind: string(s.kind), Path: s.path, Settings: map[string]string{}}
	g := s.writer.WithContext(ctx)
	names := []string{"server_version", "synchronous_commit", "fsync", "lock_timeout", "search_path"}
	if s.kind == onSQLite {
		info.Version, _, _ = sqlite3.Version()
		names = []string{"journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout", "cache_size",
			"journal_size_limit", "temp_store", "mmap_size", "page_size", "max_page_count"}
		if f, err := os.Stat(s.path); err == nil {
			info.Size = f.Size()
		}
	}
	for _, name := range names {
		query := "PRAGMA " + name
		if s.kind == onPostgres {
			query = "SELECT current_setting('" + name + "')"
		}
		var value string
		if err := g.Raw(query).Row().Scan(&value); err != nil {
			return info, s.translate("read settings back", err)
		}
		info.Settings[name] = value
	}
	if s.kind == onPostgres {
		info.Version = info.Settings["server_version"]
	}
	done, err := s.migrated(ctx, g)
	if len(done) > 0 {
		info.Schema = done[len(done)-1]
	}
	return info, err
}
