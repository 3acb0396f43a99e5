package data

import (
	"context"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// lockTimeout is how long a statement waits for a row that another till holds.
const lockTimeout = "5s"

// connectPostgres opens one pool for reading and writing. A schema is chosen by ?search_path=name in the address.
func connectPostgres(ctx context.Context, dsn string) (*Store, error) {
	s := &Store{kind: onPostgres, path: withoutPassword(dsn)}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	for name, value := range map[string]string{
		"lock_timeout": lockTimeout, "application_name": "kassa", "synchronous_commit": "on", "timezone": "UTC",
		"standard_conforming_strings": "on",
	} {
		config.RuntimeParams[name] = value
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(postgresPool)
	pool.SetMaxIdleConns(postgresPool)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), gormConfig())
	if err == nil {
		err = pool.PingContext(ctx)
	}
	if err != nil {
		_ = pool.Close() // the failure to open is what is told
		return nil, s.translate("open", err)
	}
	s.writer, s.reader = g, g
	return s, s.checkPostgres(ctx)
}

// checkPostgres reads back what a commit is worth.
func (s *Store) checkPostgres(ctx context.Context) error {
	var commit, fsync string
	pool, err := s.writer.DB()
	if err == nil {
		err = pool.QueryRowContext(ctx, "SELECT current_setting('synchronous_commit'), current_setting('fsync')").Scan(&commit, &fsync)
	}
	if err == nil && (commit != "on" || fsync != "on") {
		err = fmt.Errorf("synchronous_commit is %s and fsync is %s, both must be on", commit, fsync)
	}
	if err != nil {
		_ = s.Close() // the failure to open is what is told
		return s.translate("read the settings back", err)
	}
	return nil
}

func withoutPassword(dsn string) string {
	if u, err := url.Parse(dsn); err == nil {
		return u.Redacted()
	}
	return postgresPrefix
}
