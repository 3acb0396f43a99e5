package app_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A source is one Go file of the project. Files are read one by one and not through `go list`, because that leaves
// out what is built for another system, without cgo or with another tag, and the law holds there too.
type source struct {
	path string // from the root of the project: "app/money/split.go"
	text string
	set  *token.FileSet
	file *ast.File
}

// folder is the package's place: "app/money", or "main" for the root.
func (s source) folder() string {
	if dir := path.Dir(s.path); dir != "." {
		return dir
	}
	return "main"
}

// isProduct tells whether the file can become part of the program: no test, and not in a folder that serves tests.
func (s source) isProduct() bool {
	return !strings.HasSuffix(s.path, "_test.go") && !strings.HasSuffix(s.folder(), "test")
}

// at says where something stands, to be clicked.
func (s source) at(node ast.Node) string {
	return fmt.Sprintf("%s:%d", s.path, s.set.Position(node.Pos()).Line)
}

// imports are the import paths of the file with the names they have in it.
func (s source) imports() map[string]string {
	names := map[string]string{}
	for _, spec := range s.file.Imports {
		where, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(where)
		if version, _ := path.Match("v[0-9]*", name); version {
			name = path.Base(path.Dir(where))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[where] = name
	}
	return names
}

// uses are the places where the file names something of an imported package: time.Now is uses("time", "Now").
func (s source) uses(imported string, wanted func(name string) bool) []*ast.SelectorExpr {
	local, found := s.imports()[imported]
	if !found {
		return nil
	}
	var places []*ast.SelectorExpr
	ast.Inspect(s.file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if left, ok := selector.X.(*ast.Ident); ok && left.Name == local && wanted(selector.Sel.Name) {
				places = append(places, selector)
			}
		}
		return true
	})
	return places
}

// oneOf is true for the given names.
func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

// project reads every Go file of the module once. Files that a program made say so in their first lines, as Go's
// convention wants it ("Code generated ... DO NOT EDIT."), and are left out.
var project = sync.OnceValues(func() ([]source, error) {
	root := ".."
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		return nil, fmt.Errorf("the root of the project is not above app: %w", err)
	}
	var all []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			hidden := strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "_")
			if name != root && (hidden || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		one, err := parse(filepath.ToSlash(relative), string(text))
		if err == nil && !ast.IsGenerated(one.file) {
			all = append(all, one)
		}
		return err
	})
	return all, err
})

// parse makes a source of a text.
func parse(name, text string) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments)
	return source{path: name, text: text, set: set, file: file}, err
}

// A check looks at files and names each breach: where, and what is the matter.
type check func([]source) []string

// holds reports every breach in the project.
func holds(t *testing.T, look check) {
	t.Helper()
	files, err := project()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 3 {
		t.Fatalf("only %d files were read, so nothing was checked", len(files))
	}
	for _, breach := range look(files) {
		t.Error(breach)
	}
}

// catches is the control: a planted breach must be reported, and its report must name the file and hold `says`.
func catches(t *testing.T, look check, name, text, says string) {
	t.Helper()
	found := look([]source{planted(t, name, text)})
	if len(found) != 1 || !strings.HasPrefix(found[0], name) || !strings.Contains(found[0], says) {
		t.Errorf("the control in %s must be reported once, with %q; reported was %q", name, says, found)
	}
}

// allows is the other control: what is right must not be reported.
func allows(t *testing.T, look check, name, text string) {
	t.Helper()
	if found := look([]source{planted(t, name, text)}); len(found) != 0 {
		t.Errorf("%s is right and was reported: %q", name, found)
	}
}

// planted makes a file that is not there.
func planted(t *testing.T, name, text string) source {
	t.Helper()
	one, err := parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return one
}
