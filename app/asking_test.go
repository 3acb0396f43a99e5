package app_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

// asksNothing are the acts that no person needs a right for, with the reason. Each stands here on purpose; the test reports a
// line that is not needed any more.
var asksNothing = map[string]string{
	"app.record":               "what the program does by itself: start, stop, an answer about the clock before anybody may sell",
	"app.EndTraining":          "whoever is there may leave training; the shop asks for a PIN then",
	"app/checkout.set":         "what the fiscal device answered to a sale that had its right",
	"app/audit.Verified":       "writes down that the books were looked through; the looking changes nothing",
	"app/staff.Recognise":      "the PIN is what is asked for",
	"app/staff.RecogniseBadge": "the badge is what is asked for",
	"app.draft":                "the states of jobs: what the queue does by itself",
	"app/staff.begin":          "counts a try before the PIN is looked at",
	"app/staff.wrong":          "writes a wrong PIN down",
	"app/staff.signedIn":       "whoever signs in was recognised a moment ago",
	"app/staff.SignOut":        "everybody may leave",
	"app/staff.Recover":        "the recovery code is what is asked for",
	"app/staff.recognised":     "writes a wrong recovery code down",
}

// A deedOf is a function of a package that reaches act.Do or act.Draft, and what it asks for there.
type deedOf struct {
	at       string
	exported bool
	names    bool            // it names a right that a person has or has not
	gives    bool            // it answers with a right, an ask or a ruling
	calls    map[string]bool // functions and methods of the same package
	frame    bool            // it calls Do or Draft itself
}

// forPeople are the folders whose exported methods are what people can do.
func forPeople(folder string) bool {
	return folder == "app" || slices.Contains(strings.Fields(services), folder)
}

// readDeeds finds the functions of the services, by folder and name, with the rights they name and whom they call.
func readDeeds(files []source) map[string]*deedOf {
	all := map[string]*deedOf{}
	for _, s := range files {
		if !forPeople(s.folder()) || !s.isProduct() {
			continue
		}
		for _, declared := range s.file.Decls {
			f, ok := declared.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			name := s.folder() + "." + f.Name.Name
			d := all[name]
			if d == nil {
				d = &deedOf{at: s.at(f), calls: map[string]bool{}}
				all[name] = d
			}
			d.exported = d.exported || f.Name.IsExported() && f.Recv != nil
			d.gives = d.gives || givesRight(f.Type.Results)
			d.read(s.folder(), f)
		}
	}
	return all
}

func (d *deedOf) read(folder string, f *ast.FuncDecl) {
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.SelectorExpr); ok && name.Sel.Name == "Allows" {
				return false // looks into the table for somebody else
			}
		}
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			if call, ok := n.(*ast.CallExpr); ok {
				if name, ok := call.Fun.(*ast.Ident); ok && !handedIn(f, name.Name) {
					d.calls[folder+"."+name.Name] = true
				}
			}
			return true
		}
		left := leftOf(selector)
		switch {
		case left == "": // of what a call gave: tx.Staff().Change is no method of ours
		case left == "rights":
			d.names = d.names || !noRight(selector.Sel.Name)
		case (left == "frame" || left == "f") && (selector.Sel.Name == "Do" || selector.Sel.Name == "Draft"):
			d.frame = true
		case left == "Staff" || left == "Checkout" || left == "Shifts":
			d.calls["app/"+strings.ToLower(left)+"."+selector.Sel.Name] = true
		default:
			d.calls[folder+"."+selector.Sel.Name] = true
		}
		return true
	})
}

// handedIn tells whether a function got something of this name as an argument.
func handedIn(f *ast.FuncDecl, name string) bool {
	return slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool {
		return slices.ContainsFunc(p.Names, func(n *ast.Ident) bool { return n.Name == name })
	})
}

// givesRight tells whether results have a right among them: rights.Act, rights.Ask, act.Asking, or a ruling.
func givesRight(results *ast.FieldList) bool {
	if results == nil {
		return false
	}
	return slices.ContainsFunc(results.List, func(f *ast.Field) bool {
		switch kind := f.Type.(type) {
		case *ast.Ident:
			return kind.Name == "ruling"
		case *ast.SelectorExpr:
			return oneOf("Act", "Ask", "Asking")(kind.Sel.Name)
		}
		return false
	})
}

// noRight are the names of the package of rights that are no right of a person.
var noRight = oneOf("System", "Ask", "Act", "Table", "Cashier", "Senior", "Manager", "Owner", "Roles", "Acts")

// leftOf is the name before the last point, of a chain of names.
func leftOf(s *ast.SelectorExpr) string {
	switch x := s.X.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if leftOf(x) != "" {
			return x.Sel.Name
		}
	}
	return ""
}

// silentDeeds reports exported methods that reach the frame of acts and name no right on the way but that of the program
// itself, unless they stand in [asksNothing]; and lines of it that nothing needs.
func silentDeeds(allowed map[string]string) check {
	return func(files []source) (breaches []string) {
		all := readDeeds(files)
		needed := map[string]bool{}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			d := all[name]
			if !d.exported {
				continue
			}
			for _, way := range silent(all, name, map[string]bool{}) {
				last := way[strings.LastIndex(way, " ")+1:]
				needed[last] = true
				if allowed[last] == "" {
					breaches = append(breaches, fmt.Sprintf("%s: %s changes the books and names no right; name one, or say in asksNothing why not", d.at, way))
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(allowed)) {
			if !needed[name] && len(files) > 1 {
				breaches = append(breaches, name+": stands in asksNothing and asks for something, or changes nothing")
			}
		}
		return breaches
	}
}

// silent are the ways on which a function reaches the frame without anybody naming a right of a person.
func silent(all map[string]*deedOf, name string, seen map[string]bool) (ways []string) {
	d := all[name]
	if d == nil || seen[name] || d.says(all, map[string]bool{}) {
		return nil
	}
	seen[name] = true
	if d.frame {
		ways = append(ways, name)
	}
	for _, next := range slices.Sorted(maps.Keys(d.calls)) {
		for _, way := range silent(all, next, seen) {
			ways = append(ways, name+" > "+way)
		}
	}
	return ways
}

// says tells whether a function names a right, itself or by asking another which one it is.
func (d *deedOf) says(all map[string]*deedOf, seen map[string]bool) bool {
	if d.names {
		return true
	}
	for next := range d.calls {
		if n := all[next]; n != nil && !seen[next] && !n.frame {
			seen[next] = true
			if n.gives && n.says(all, seen) {
				return true
			}
		}
	}
	return false
}

func TestHouseEveryChangeNamesItsRight(t *testing.T) {
	look := silentDeeds(asksNothing)
	holds(t, look)
	silent := `package office
func (o *Office) Burn(ctx context.Context) error { return o.burn(ctx) }
func (o *Office) burn(ctx context.Context) error { _, err := o.frame.Do(ctx, act.Spec{ID: id%s}, work); return err }`
	catches(t, look, "app/office/burn.go", fmt.Sprintf(silent, ""), "names no right")
	catches(t, look, "app/office/burn.go", fmt.Sprintf(silent, ", Right: rights.System"), "names no right")
	allows(t, look, "app/office/burn.go", fmt.Sprintf(silent, ", Right: rights.SetUp"))
	allows(t, look, "app/office/look.go", "package office\nfunc (o *Office) Look() int { return 1 }")
}
