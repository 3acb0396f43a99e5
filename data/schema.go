package data

import (
	"context"
	_ "embed" // the schema that this program was written for
	"errors"
	"fmt"
	"slices"
	"strings"

	"kassa/app/fault"
)

// The schema as the databases tell it back, one line for each table, index, trigger and view.
//
//go:embed testdata/schema_sqlite.txt
var schemaSQLite string

//go:embed testdata/schema_postgres.txt
var schemaPostgres string

// checkSchema compares the tables, indexes, triggers and views with those that this program made. A trigger or view of
// somebody else could change what is stored, so books with a foreign one are refused as damaged.
func (s *Store) checkSchema(ctx context.Context) error {
	got, err := s.schema(ctx)
	if err != nil {
		return err
	}
	want := schemaSQLite
	if s.kind == onPostgres {
		// Versions of PostgreSQL spell the same table in other words: at start only the names are compared.
		got, want = names(got), names(schemaPostgres)
	}
	if difference := firstDifference(want, got); difference != "" {
		return fault.Wrap(fault.StorageDamaged, fault.Args{"path": s.path}, errors.New(difference))
	}
	return nil
}

// schema reads the schema as text.
func (s *Store) schema(ctx context.Context) (string, error) {
	query := `SELECT type || ' ' || name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL`
	if s.kind == onPostgres {
		query = postgresSchema
	}
	var lines []string
	if err := s.reader.WithContext(ctx).Raw(query).Scan(&lines).Error; err != nil {
		return "", s.translate("read the schema", err)
	}
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n", nil
}

const postgresSchema = `
	SELECT 'column ' || c.relname || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod) ||
		CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || CASE WHEN o.collname = 'C' THEN ' COLLATE C' ELSE '' END
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_collation o ON o.oid = a.attcollation
	WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
	UNION ALL SELECT 'index ' || indexname || ': ' || replace(indexdef, ' ' || quote_ident(schemaname) || '.', ' ')
	FROM pg_indexes WHERE schemaname = current_schema()
	UNION ALL SELECT 'check ' || r.relname || ' ' || c.conname || ': ' || pg_get_constraintdef(c.oid)
	FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
	WHERE c.connamespace = current_schema()::regnamespace AND c.contype IN ('c', 'f')
	UNION ALL SELECT 'trigger ' || t.tgname || ': on ' || c.relname || ' type ' || t.tgtype
	FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
	WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal
	UNION ALL SELECT 'view ' || viewname || ': ' || md5(definition) FROM pg_views WHERE schemaname = current_schema()
	UNION ALL SELECT 'rule ' || rulename || ': on ' || tablename FROM pg_rules WHERE schemaname = current_schema()
	UNION ALL SELECT 'function ' || proname || ': ' || prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace`

// names keeps what stands before the colon of each line, of what can do something by itself.
func names(schema string) string {
	var kept []string
	for line := range strings.Lines(schema) {
		name, _, _ := strings.Cut(line, ":")
		for _, kind := range []string{"column ", "trigger ", "view ", "rule ", "function "} {
			if strings.HasPrefix(name, kind) {
				kept = append(kept, name)
			}
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// firstDifference names the first line that only one of two sorted texts has.
func firstDifference(want, got string) string {
	wanted, found := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range found {
		if !slices.Contains(wanted, line) {
			return fmt.Sprintf("the books hold what is not ours: %s", line)
		}
	}
	for _, line := range wanted {
		if !slices.Contains(found, line) {
			return fmt.Sprintf("the books lack: %s", line)
		}
	}
	return ""
}
