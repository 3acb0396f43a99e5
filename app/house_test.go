package app_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// Sizes above which a file or a function is split.
const (
	longestFile     = 500
	longestFunction = 70
)

// overlongFiles reports files that are about more than one thing.
func overlongFiles(files []source) []string {
	var breaches []string
	for _, s := range files {
		if lines := strings.Count(s.text, "\n"); lines > longestFile {
			breaches = append(breaches, fmt.Sprintf("%s: has %d lines; split it before %d", s.path, lines, longestFile))
		}
	}
	return breaches
}

func TestHouseFilesAreShort(t *testing.T) {
	holds(t, overlongFiles)
	catches(t, overlongFiles, "app/money/big.go", "package money\n"+strings.Repeat("\n", longestFile), "split it")
	allows(t, overlongFiles, "app/money/big.go", "package money\n"+strings.Repeat("\n", longestFile-1))
}

// overlongFunctions reports functions that do not fit a screen.
func overlongFunctions(files []source) []string {
	var breaches []string
	for _, s := range files {
		for _, declared := range s.file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.set.Position(function.End()).Line - s.set.Position(function.Pos()).Line + 1
			if lines > longestFunction {
				breaches = append(breaches, fmt.Sprintf("%s: func %s has %d lines; a function fits a screen, %d at most",
					s.at(function), function.Name.Name, lines, longestFunction))
			}
		}
	}
	return breaches
}

func TestHouseFunctionsFitAScreen(t *testing.T) {
	holds(t, overlongFunctions)
	body := func(lines int) string {
		return "package money\n\n// F does.\nfunc F() {\n" + strings.Repeat("\n", lines-2) + "}\n"
	}
	catches(t, overlongFunctions, "app/money/f.go", body(longestFunction+1), "fits a screen")
	allows(t, overlongFunctions, "app/money/f.go", body(longestFunction))
}

// silentPackages reports packages without a package comment.
func silentPackages(files []source) []string {
	silent := map[string]string{}
	for _, s := range files {
		if strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		if first, known := silent[s.folder()]; !known || first != "" {
			silent[s.folder()] = s.path
			if s.file.Doc != nil {
				silent[s.folder()] = ""
			}
		}
	}
	var breaches []string
	for _, folder := range slices.Sorted(maps.Keys(silent)) {
		if silent[folder] != "" {
			breaches = append(breaches, silent[folder]+": its package has no comment; say what it does, with an example")
		}
	}
	return breaches
}

func TestHousePackagesExplainThemselves(t *testing.T) {
	holds(t, silentPackages)
	catches(t, silentPackages, "app/money/a.go", "package money\n", "no comment")
	allows(t, silentPackages, "app/money/a.go", "// Package money is exact.\npackage money\n")
}

// clockReaders reports who asks for the time himself. It comes with the act, so that a test can decide it.
func clockReaders(files []source) []string {
	var breaches []string
	for _, s := range files {
		deadlines, _ := path.Match("peripherals/port*.go", s.path)
		if s.path == "main.go" || deadlines || !s.isProduct() {
			continue
		}
		places := s.uses("time", oneOf("Now", "Since", "Until"))
		places = append(places, s.uses("github.com/oklog/ulid/v2", oneOf("Make", "Now"))...)
		for _, place := range places {
			breaches = append(breaches, fmt.Sprintf("%s: %s reads the clock; take the time of the act or app.Deps.Now",
				s.at(place), place.Sel.Name))
		}
	}
	return breaches
}

func TestHouseReadsTheClockInTwoPlaces(t *testing.T) {
	holds(t, clockReaders)
	now := "package planted\n\nimport clock \"time\"\n\nvar now = clock.Now\n"
	catches(t, clockReaders, "app/checkout/pay.go", now, "reads the clock")
	catches(t, clockReaders, "peripherals/twin/printer/run.go", now, "reads the clock")
	catches(t, clockReaders, "main_window.go", now, "reads the clock")
	catches(t, clockReaders, "app/act/id.go",
		"package act\n\nimport \"github.com/oklog/ulid/v2\"\n\nvar id = ulid.Make()\n", "reads the clock")
	allows(t, clockReaders, "main.go", now)
	allows(t, clockReaders, "peripherals/port_tcp.go", now)
	allows(t, clockReaders, "app/checkout/pay_test.go", now)
}

// gamblers reports who takes random numbers from anywhere but app.Deps. A generator with a seed is no gamble.
func gamblers(files []source) []string {
	seeded := oneOf("New", "NewPCG", "NewChaCha8", "NewSource", "NewZipf", "Rand", "Source", "PCG", "ChaCha8", "Zipf")
	var breaches []string
	for _, s := range files {
		if s.folder() == "main" || strings.HasPrefix(s.path, "peripherals/twin/") || !s.isProduct() {
			continue
		}
		var places []*ast.SelectorExpr
		for _, imported := range []string{"math/rand", "math/rand/v2"} {
			places = append(places, s.uses(imported, func(name string) bool { return !seeded(name) })...)
		}
		places = append(places, s.uses("crypto/rand", func(string) bool { return true })...)
		for _, place := range places {
			breaches = append(breaches, fmt.Sprintf("%s: rand.%s; random numbers and ids come in through app.Deps",
				s.at(place), place.Sel.Name))
		}
	}
	return breaches
}

func TestHouseTakesRandomNumbersFromOutside(t *testing.T) {
	holds(t, gamblers)
	dice := "package planted\n\nimport \"math/rand/v2\"\n\nvar dice = rand.IntN(6)\n"
	catches(t, gamblers, "app/pricing/offer.go", dice, "app.Deps")
	catches(t, gamblers, "app/act/id.go", "package act\n\nimport \"crypto/rand\"\n\nvar source = rand.Reader\n", "app.Deps")
	allows(t, gamblers, "app/pricing/offer.go",
		"package pricing\n\nimport \"math/rand/v2\"\n\nvar dice = rand.New(rand.NewPCG(1, 2))\n")
	allows(t, gamblers, "main.go", dice)
	allows(t, gamblers, "peripherals/twin/printer/run.go", dice)
	allows(t, gamblers, "app/pricing/offer_test.go", dice)
}

// vagueNames reports packages whose name says nothing.
func vagueNames(files []source) []string {
	vague := oneOf("util", "utils", "common", "helper", "helpers", "model", "models", "types", "misc")
	var breaches []string
	for _, s := range files {
		if vague(s.file.Name.Name) {
			breaches = append(breaches, fmt.Sprintf("%s: a package called %s says nothing", s.path, s.file.Name.Name))
		}
	}
	return breaches
}

func TestHousePackageNamesSaySomething(t *testing.T) {
	holds(t, vagueNames)
	catches(t, vagueNames, "app/util/util.go", "package util\n", "says nothing")
	allows(t, vagueNames, "app/money/money.go", "package money\n")
}

// selfStarters reports init functions: what happens at start stands in main.go, where one can read it.
func selfStarters(files []source) []string {
	var breaches []string
	for _, s := range files {
		for _, declared := range s.file.Decls {
			if function, ok := declared.(*ast.FuncDecl); ok && function.Name.Name == "init" && function.Recv == nil {
				breaches = append(breaches, s.at(function)+": no init; say it in main.go")
			}
		}
	}
	return breaches
}

func TestHouseStartsNothingByItself(t *testing.T) {
	holds(t, selfStarters)
	catches(t, selfStarters, "app/money/money.go", "package money\n\nfunc init() {}\n", "no init")
	allows(t, selfStarters, "app/money/money.go", "package money\n\ntype m int\n\nfunc (m) init() {}\n")
}

// floats reports broken numbers where money and quantities are counted.
func floats(files []source) []string {
	var breaches []string
	for _, s := range files {
		if !s.isProduct() || !among(s.folder(), "app/money app/pricing app/shop data/...") {
			continue
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			name := ""
			switch seen := node.(type) {
			case *ast.Ident:
				name = seen.Name
			case *ast.BasicLit:
				if seen.Kind == token.FLOAT {
					name = "float64"
				}
			}
			if oneOf("float32", "float64", "ParseFloat", "NullFloat64")(name) {
				breaches = append(breaches, s.at(node)+": no float near money; count in whole units")
			}
			return true
		})
	}
	return breaches
}

func TestHouseCountsMoneyInWholeUnits(t *testing.T) {
	holds(t, floats)
	catches(t, floats, "app/money/price.go", "package money\n\nvar price float64\n", "no float")
	catches(t, floats, "data/product.go", "package data\n\nvar price = 9.99\n", "no float")
	allows(t, floats, "app/money/price.go", "package money\n\nvar price int64 = 999\n")
	allows(t, floats, "app/forecast/error.go", "package forecast\n\nvar share = 0.25\n")
}

// freeRunners reports screens that start work of their own. ui.Do catches panics, second taps and long waits.
func freeRunners(files []source) []string {
	var breaches []string
	for _, s := range files {
		if !s.isProduct() || !strings.HasPrefix(s.path, "ui/") || s.path == "ui/do.go" {
			continue
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			if started, ok := node.(*ast.GoStmt); ok {
				breaches = append(breaches, s.at(started)+": go in a screen; use ui.Do")
			}
			return true
		})
		for _, place := range s.uses("fyne.io/fyne/v2", oneOf("Do", "DoAndWait")) {
			breaches = append(breaches, s.at(place)+": fyne.Do in a screen; use ui.Do")
		}
	}
	return breaches
}

func TestHouseScreensWorkThroughDo(t *testing.T) {
	holds(t, freeRunners)
	catches(t, freeRunners, "ui/checkout/view.go", "package checkout\n\nfunc f() { go f() }\n", "use ui.Do")
	catches(t, freeRunners, "ui/checkout/view.go",
		"package checkout\n\nimport \"fyne.io/fyne/v2\"\n\nfunc f() { fyne.Do(f) }\n", "use ui.Do")
	allows(t, freeRunners, "ui/do.go", "package ui\n\nfunc f() { go f() }\n")
}

// bookWriters are places in app that change the books past the frame of acts: `….Update(ctx, func(tx books.Tx) …)` outside
// app/act, and outside app/outbox, whose jobs are no acts of a person. app/office/init.go founds the shop: there is no till
// yet whose journal a frame could write, so it writes record 1 itself; app/office/training.go does so for a training till.
func bookWriters(files []source) []string {
	var found []string
	for _, s := range files {
		if !s.isProduct() || !strings.HasPrefix(s.folder(), "app") || s.folder() == "app/act" || s.folder() == "app/outbox" ||
			s.path == "app/office/init.go" || s.path == "app/office/training.go" {
			continue
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			name, ok := call.Fun.(*ast.SelectorExpr)
			if _, does := call.Args[1].(*ast.FuncLit); ok && does && name.Sel.Name == "Update" {
				found = append(found, s.at(node)+": changes the books without act.Do; nobody will know who did it")
			}
			return true
		})
	}
	return found
}

func TestHouseChangesTheBooksThroughActs(t *testing.T) {
	holds(t, bookWriters)
	const text = `package office
func f(s books.Store) { s.Update(ctx, func(tx books.Tx) error { return nil }) }`
	catches(t, bookWriters, "app/office/office.go", text, "without act.Do")
	allows(t, bookWriters, "app/outbox/outbox.go", text)
	allows(t, bookWriters, "data/store.go", text)
}
