package data

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"kassa/app/fault"
)

// SQLSTATE codes of PostgreSQL (its manual, appendix A).
const (
	pgUnique        = "23505"
	pgForeignKey    = "23503"
	pgCheck         = "23514"
	pgSerialisation = "40001"
	pgDeadlock      = "40P01"
	pgLockTimeout   = "55P03"
	pgDiskFull      = "53100"
	pgTooMany       = "53300"
	pgReadOnly      = "25006"
	pgDamaged       = "XX001"
	pgIndexDamaged  = "XX002"
)

// translate makes a fault of an error of the database where a person can act, and wraps it otherwise. It goes by code.
func (s *Store) translate(what string, err error) error { return translate(s.path, what, err) }

func translate(path, what string, err error) error {
	if err == nil {
		return nil
	}
	var known *fault.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", what, err)
	}
	at := fault.Args{"path": path}
	switch code := codeOf(err); code {
	case fault.AlreadyExists, fault.NotFound:
		return fault.Wrap(code, fault.Args{"what": what, "value": ""}, err)
	case fault.StorageBusy:
		return fault.Wrap(code, nil, err)
	case "":
		return fmt.Errorf("%s: %w", what, err)
	default:
		return fault.Wrap(code, at, fmt.Errorf("%s: %w", what, err))
	}
}

// translateCommit translates what a COMMIT said. An I/O error there, or a connection that broke, leaves open whether
// the commit took place: it is never repeated with a new id (reliability.md, findings 4 and 5).
func (s *Store) translateCommit(err error) error {
	var lite sqlite3.Error
	broken := errors.As(err, &lite) && lite.Code == sqlite3.ErrIoErr || errors.Is(err, syscall.EIO)
	var pg *pgconn.PgError
	if s.kind == onPostgres && !errors.As(err, &pg) {
		broken = true
	}
	if broken {
		return fault.Wrap(fault.StorageUnknown, fault.Args{"path": s.path}, err)
	}
	return s.translate("commit", err)
}

func codeOf(err error) fault.Code {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return codeOfSQLite(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return codeOfPostgres(pg)
	}
	switch {
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fault.AlreadyExists
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return fault.NotFound
	case full(err):
		return fault.StorageFull
	case unreachable(err):
		return fault.StorageBusy
	}
	return ""
}

// codeOfSQLite goes by the result codes of SQLite (sqlite.org/rescode.html).
func codeOfSQLite(e sqlite3.Error) fault.Code {
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return fault.AlreadyExists
	case sqlite3.ErrConstraintForeignKey:
		return fault.NotFound
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return fault.StorageFull
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fault.StorageReadOnly
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrIoErr:
		return fault.StorageDamaged
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fault.StorageBusy
	}
	return ""
}

func codeOfPostgres(e *pgconn.PgError) fault.Code {
	switch e.Code {
	case pgUnique:
		return fault.AlreadyExists
	case pgForeignKey:
		return fault.NotFound
	case pgDiskFull:
		return fault.StorageFull
	case pgReadOnly:
		return fault.StorageReadOnly
	case pgDamaged, pgIndexDamaged:
		return fault.StorageDamaged
	case pgLockTimeout, pgTooMany, pgSerialisation, pgDeadlock:
		return fault.StorageBusy
	}
	return ""
}

// serialisation says that PostgreSQL took a transaction back whole because of others.
func serialisation(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == pgSerialisation || pg.Code == pgDeadlock)
}

// full says that the file system has no room.
func full(err error) bool { return errors.Is(err, syscall.ENOSPC) }

// unreachable says that the server did not answer.
func unreachable(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &network) || errors.As(err, &connect) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn)
}
