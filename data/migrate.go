package data

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"

	"kassa/app/fault"
	"kassa/data/migration"
)

// migrations are the steps of this program, oldest first.
func migrations() []*gormigrate.Migration { return migration.All() }

// migrationLock is the number of the PostgreSQL advisory lock under which tables are changed: "kassa" in ASCII.
const migrationLock = 0x6b61737361

// migrate brings the tables up to date, all in one transaction. Books that a newer program has changed are refused
// with NewerDatabase; books of an older one are copied beside the file before they are touched.
func (s *Store) migrate(ctx context.Context, steps []*gormigrate.Migration) error {
	done, err := s.migrated(ctx, s.reader.WithContext(ctx))
	if err != nil {
		return err
	}
	missing, err := s.missing(done, steps)
	if err != nil || len(missing) == 0 {
		return err
	}
	if len(done) > 0 && s.kind == onSQLite {
		if err := s.Backup(ctx, s.path+".before-"+missing[0]); err != nil {
			return err
		}
	}
	return s.step(ctx, steps)
}

// step runs the steps that the books do not have yet.
func (s *Store) step(ctx context.Context, steps []*gormigrate.Migration) error {
	return s.update(ctx, func(t *tx) error {
		if t.kind == onPostgres {
			if _, err := t.exec("lock the tables", "SELECT pg_advisory_xact_lock(?)", int64(migrationLock)); err != nil {
				return err
			}
		}
		// Another till may have done it in the meantime; gormigrate looks again and skips what is done.
		options := *gormigrate.DefaultOptions
		options.ValidateUnknownMigrations = true
		// The outer transaction is ours, so that the lock and all steps end together.
		options.UseTransaction = false
		return t.fail("migrate", gormigrate.New(t.g, &options, steps).Migrate())
	})
}

// missing lists the steps that the books do not have yet.
func (s *Store) missing(done []string, steps []*gormigrate.Migration) ([]string, error) {
	var missing []string
	for _, step := range steps {
		if !slices.Contains(done, step.ID) {
			missing = append(missing, step.ID)
		}
	}
	for _, one := range done {
		if !slices.ContainsFunc(steps, func(m *gormigrate.Migration) bool { return m.ID == one }) {
			return nil, fault.New(fault.NewerDatabase, fault.Args{"version": one})
		}
	}
	return missing, nil
}

// migrated lists the steps that the books have; none means that they are new.
func (s *Store) migrated(ctx context.Context, g *gorm.DB) ([]string, error) {
	query := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
	if s.kind == onPostgres {
		query = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'"
	}
	var tables int64
	if err := g.Raw(query).Scan(&tables).Error; err != nil {
		return nil, s.translate("look for tables", err)
	}
	if tables == 0 {
		return nil, ctx.Err()
	}
	var done []string
	if err := g.Raw("SELECT id FROM migrations ORDER BY id").Scan(&done).Error; err != nil {
		return nil, s.translate("read the steps", fmt.Errorf("migrations: %w", err))
	}
	return done, nil
}
