package tabular

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sort"

	"github.com/BurntSushi/toml"
)

// maxMap is the size of a mapping file, in bytes.
const maxMap = 64 << 10

// ReadMap reads a mapping file for the fields of an import. Each line names a field and its column, by heading or by number:
//
//	name  = "Product title"
//	price = 4
//
// Errors are *Error: Unreadable, or BadMap with what is wrong in Text, Name, Line or Names (unknown fields).
func ReadMap(path string, fields []Field) (map[string]ColumnRef, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{Kind: Unreadable, Err: err}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxMap+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, &Error{Kind: Unreadable, Err: err}
	}
	return ParseMap(data, fields)
}

// ParseMap reads the text of a mapping file; see ReadMap. The letters may be those of any table.
func ParseMap(data []byte, fields []Field) (map[string]ColumnRef, error) {
	if len(data) > maxMap {
		return nil, &Error{Kind: BadMap, Limit: maxMap, Got: int64(len(data))}
	}
	if len(data) == 0 {
		return nil, nil
	}
	src := source{at: bytes.NewReader(data), size: int64(len(data))}
	if err := src.examine(""); err != nil {
		return nil, &Error{Kind: BadMap, Err: err}
	}
	text, _, err := src.text()
	if err != nil {
		return nil, &Error{Kind: BadMap, Err: err}
	}
	limited := io.LimitReader(text, maxMap*4)
	var lines map[string]any
	if _, err := toml.NewDecoder(limited).Decode(&lines); err != nil {
		e := &Error{Kind: BadMap, Err: err}
		var where toml.ParseError
		if errors.As(err, &where) {
			e.Line, e.Text = where.Position.Line, clip(where.Message)
		}
		return nil, e
	}
	return columnRefs(lines, fields)
}

// columnRefs checks the names and values of a mapping file.
func columnRefs(lines map[string]any, fields []Field) (map[string]ColumnRef, error) {
	known := make(map[string]bool)
	for _, f := range fields {
		known[f.Name] = true
	}
	refs := make(map[string]ColumnRef)
	var unknown []string
	for name, value := range lines {
		if !known[name] {
			unknown = append(unknown, name)
			continue
		}
		switch v := value.(type) {
		case string:
			refs[name] = ColumnRef{Heading: v}
		case int64:
			refs[name] = ColumnRef{Number: int(v)}
		}
		if ref := refs[name]; ref.Number < 0 || ref.Number > MaxColumns || ref.Number == 0 && key(ref.Heading) == "" {
			return nil, &Error{Kind: BadMap, Name: name}
		}
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		return nil, &Error{Kind: BadMap, Names: unknown}
	}
	return refs, nil
}
