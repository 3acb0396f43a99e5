package text_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kassa/app/fault"
)

// speaker walks the code for texts that are asked for by a literal key and for faults that are made.
type speaker struct {
	texts catalogue
	codes map[string]fault.Code // by the name of the constant
	found int
}

// check reports every breach in a file: a key that no language has, a plural asked for as a plain text or the other
// way round, a value that a sentence shows and the code does not give.
func (s *speaker) check(set *token.FileSet, file *ast.File) []string {
	var breaches []string
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		for _, what := range append(s.key(call), s.fault(call)...) {
			breaches = append(breaches, fmt.Sprintf("%s: %s", set.Position(call.Pos()), what))
		}
		return true
	})
	return breaches
}

// named is the name of what is called: T of t.T(...), and the package or value before it.
func named(call *ast.CallExpr) (before, name string) {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return "", f.Name
	case *ast.SelectorExpr:
		if left, ok := f.X.(*ast.Ident); ok {
			before = left.Name
		}
		return before, f.Sel.Name
	}
	return "", ""
}

func (s *speaker) key(call *ast.CallExpr) []string {
	_, name := named(call)
	first := map[string]int{"T": 1, "N": 2, "NQty": 2}[name] // where the values begin
	if first == 0 {
		return nil
	}
	switch asked := call.Args[0].(type) {
	case *ast.BinaryExpr:
		if prefix, ok := literal(asked.X); ok && !s.begins(prefix) {
			return []string{fmt.Sprintf("no text begins with %q", prefix)}
		}
	case *ast.BasicLit:
		key, ok := literal(asked)
		if !ok {
			return nil
		}
		s.found++
		texts := s.texts[key]
		switch {
		case texts == nil:
			return []string{fmt.Sprintf("there is no text %q", key)}
		case plural(texts) != (first == 2):
			return []string{fmt.Sprintf("%q is asked for by %s; a plural by N, another by T", key, name)}
		case len(call.Args) <= first || call.Ellipsis == token.NoPos:
			return compare(key, needs(texts), call.Args[min(first, len(call.Args)):], first == 2)
		}
	}
	return nil
}

func (s *speaker) begins(prefix string) bool {
	for key := range s.texts {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

func (s *speaker) fault(call *ast.CallExpr) []string {
	before, name := named(call)
	if before != "fault" || name != "New" && name != "Wrap" || len(call.Args) < 2 {
		return nil
	}
	which, ok := call.Args[0].(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	code, ok := s.codes[which.Sel.Name]
	if !ok || code == fault.Unexpected { // its number may be made when it is shown
		return nil
	}
	var shown []string
	for _, part := range []string{"title", "text", "next"} {
		shown = append(shown, needs(s.texts["fault."+string(code)+"."+part])...)
	}
	given := []ast.Expr{call.Args[1]}
	if none, ok := call.Args[1].(*ast.Ident); ok && none.Name == "nil" {
		given = nil
	}
	return compare(string(code), shown, given, false)
}

// compare reports values that a sentence shows and nobody gives. Values that are not written out are trusted.
func compare(key string, shown []string, args []ast.Expr, counted bool) []string {
	given := map[string]bool{"count": counted}
	for _, arg := range args {
		list, ok := arg.(*ast.CompositeLit)
		if !ok {
			return nil
		}
		for _, element := range list.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return nil
			}
			name, ok := literal(pair.Key)
			if !ok {
				return nil
			}
			given[name] = true
		}
	}
	for _, name := range shown {
		if !given[name] {
			return []string{fmt.Sprintf("%q shows the value %q, which is not given", key, name)}
		}
	}
	return nil
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// codes reads the constants of app/fault and the values that their comments promise.
func codes(t *testing.T) (byName map[string]fault.Code, args map[fault.Code][]string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../fault/codes.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	byName, args = map[string]fault.Code{}, map[fault.Code][]string{}
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		s, ok := literal(spec.Values[0])
		if !ok {
			return true
		}
		byName[spec.Names[0].Name] = fault.Code(s)
		if _, list, found := strings.Cut(spec.Comment.Text(), "args: "); found {
			for name := range strings.SplitSeq(strings.TrimSpace(list), ", ") {
				args[fault.Code(s)] = append(args[fault.Code(s)], name)
			}
		}
		return true
	})
	args[fault.Unexpected] = []string{"incident"}
	return byName, args
}

func TestFaultsShowOnlyWhatTheyCarry(t *testing.T) {
	_, args := codes(t)
	all := load(t, "en")
	for _, code := range fault.All() {
		for _, part := range []string{"title", "text", "next"} {
			for _, name := range needs(all["fault."+string(code)+"."+part]) {
				if !slices.Contains(args[code], name) {
					t.Errorf("fault.%s.%s shows %q, but such a fault carries %v", code, part, name, args[code])
				}
			}
		}
	}
}

func TestEveryTextThatTheCodeAsksForExists(t *testing.T) {
	byName, _ := codes(t)
	s := &speaker{texts: load(t, "en"), codes: byName}
	files := 0
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			base := entry.Name()
			if base == "testdata" || len(base) > 2 && base[0] == '.' {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, raw, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		for _, breach := range s.check(set, file) {
			t.Error(breach)
		}
		return nil
	})
	if err != nil || files < 20 || s.found < 10 {
		t.Fatalf("%d files with %d texts were read: %v", files, s.found, err)
	}
}

func TestTextsThatDoNotExistAreCaught(t *testing.T) {
	byName, _ := codes(t)
	for body, says := range map[string]string{
		`t.T("sell.no_such_text")`:                               "there is no text",
		`T("sell.no_such_text")`:                                 "there is no text",
		`v.text.N("sell.no_such_text", 3)`:                       "there is no text",
		`t.T("sell.lines")`:                                      "a plural by N",
		`t.N("sell.total", 1)`:                                   "a plural by N",
		`t.T("sell.nothing_found")`:                              "which is not given",
		`t.T("sell.nothing_found", text.Args{"word": w})`:        "which is not given",
		`t.T("no_such_group." + name)`:                           "no text begins with",
		`fault.New(fault.NotEnough, fault.Args{"due": due})`:     "which is not given",
		`fault.Wrap(fault.UnknownCode, nil, err)`:                "which is not given",
		`t.T("sell.total")`:                                      "",
		`t.N("sell.lines", 3)`:                                   "",
		`t.NQty("sell.pieces", q)`:                               "",
		`t.T("sell.nothing_found", text.Args{"query": w})`:       "",
		`t.T("sell.nothing_found", some)`:                        "",
		`t.T("unit.per." + unit)`:                                "",
		`fault.New(fault.UnknownCode, fault.Args{"code": code})`: "",
		`t.Run("x", nil)`:                                        "",
	} {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, "planted.go", "package planted\n\nfunc f() { "+body+" }\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		s := &speaker{texts: load(t, "en"), codes: byName}
		found := strings.Join(s.check(set, file), "\n")
		if says == "" && found != "" || !strings.Contains(found, says) {
			t.Errorf("%s: reported was %q, not %q", body, found, says)
		}
	}
}
