package app_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// Names of several packages that stand in the law together.
const (
	leaves   = "assets app/money app/paper app/chart app/failpoint app/tabular"
	rules    = "app/rights app/pricing app/loyalty app/stock app/forecast app/report app/journal"
	promises = "app/books app/devices"
	papers   = "app/text app/receipt app/pdf"
	services = "app/checkout app/shifts app/inventory app/customers app/reports app/staff app/office app/audit app/backup app/offers"
)

// An article of the law: these packages may import those of ours, and why no others. "x/..." is x and all below it.
type article struct{ who, may, never, reason string }

// law is the import law of the project. The first article that names a package counts.
var law = []article{
	{who: leaves,
		reason: "leaves stand on nothing of ours"},
	{who: "app/fault", may: "app/money",
		reason: "words must stay words"},
	{who: "app/shop", may: "app/money app/fault",
		reason: "words must stay words"},
	{who: rules, may: "app/shop app/money app/fault",
		reason: "a rule is usable alone: no service, no text, no other rule"},
	{who: "app/verify",
		reason: "the verifier is an independent witness; rows come through its Source"},
	{who: promises, may: "app/shop app/money app/fault app/paper",
		reason: "a promise names nouns only"},
	{who: "app/notice", may: "app/devices app/shop app/money app/fault",
		reason: "news names nouns and the state of a device"},
	{who: "app/text", may: "app/money app/fault assets",
		reason: "languages know no shop"},
	{who: "app/receipt", may: "app/shop app/report app/money app/text app/paper",
		reason: "it says what a paper says, and no more"},
	{who: "app/pdf", may: "app/shop app/report app/money app/text app/paper app/receipt app/chart assets",
		reason: "it draws what others computed"},
	{who: "app/act", may: "app/books app/notice app/rights app/journal app/shop app/money app/fault",
		reason: "the frame of every act knows no act"},
	{who: "app/outbox", may: "app/books app/devices app/notice app/shop app/fault app/paper app/text app/receipt",
		reason: "it works the queues and decides nothing"},
	{who: services,
		may:    leaves + " app/fault app/shop app/verify app/act app/outbox app/notice " + rules + " " + promises + " " + papers,
		reason: "services do not know each other: one act, one transaction"},
	{who: "app app/cli", may: "app/...",
		reason: "the shop knows no technology: no data, peripherals or ui"},
	{who: "data/...", may: "data/... app/books app/verify app/shop app/money app/fault app/paper app/failpoint",
		reason: "books keep, they do not decide"},
	{who: "peripherals/twin/...",
		reason: "a twin is an independent witness and shares nothing with the drivers"},
	{who: "peripherals/...", may: "peripherals/... app/devices app/paper app/money app/fault", never: "peripherals/twin/...",
		reason: "a driver knows no shop and no twin"},
	{who: "ui/...",
		may: "ui/... app " + services +
			" app/shop app/money app/text app/fault app/report app/notice app/devices app/paper app/chart app/failpoint assets",
		reason: "a screen asks app, it does not decide"},
	{who: "packaging/...", may: "assets",
		reason: "it packs what is built and is no part of the program"},
	{who: "main", may: "...",
		reason: "main joins everything"},
}

// A fence keeps foreign code where it belongs; only those packages may import it. The first that fits counts.
type fence struct{ around, only, reason string }

// fences are the import law for packages that are not ours.
var fences = []fence{
	{"fyne.io/fyne/v2/app", "main", "it needs OpenGL; so the tests of ui need none"},
	{"fyne.io/...", "ui/... main", "Fyne is how people use the till, and nothing else"},
	{"gorm.io/...", "data/...", "GORM is how the books are kept, and nothing else"},
	{"github.com/go-gormigrate/...", "data/...", "migrations belong to the books"},
	{"github.com/mattn/go-sqlite3/...", "data/...", "databases belong to the books"},
	{"github.com/jackc/...", "data/...", "databases belong to the books"},
	{"database/sql/...", "data/...", "databases belong to the books"},
	{"go.bug.st/serial/...", "peripherals/...", "serial ports are how we talk to devices"},
	{"github.com/jung-kurt/gofpdf/...", "app/pdf", "one place draws PDF"},
	{"github.com/xuri/excelize/...", "app/tabular", "one place reads and writes workbooks"},
	{"github.com/alecthomas/kong/...", "app/cli main", "the command line is one place"},
	{"github.com/nicksnyder/go-i18n/...", "app/text", "one place knows languages"},
	{"filippo.io/...", "app/backup", "one place locks backups"},
}

// pure packages compute: what they answer depends on nothing but what they are given.
const pure = rules + " app/money app/fault app/shop app/paper app/chart"

// impure is what a pure package leaves alone.
const impure = "os os/... io/fs net net/... log log/... syscall database/sql/..."

// among tells whether a package is in a list of packages.
func among(name, list string) bool {
	for pattern := range strings.FieldsSeq(list) {
		below, tree := strings.CutSuffix(pattern, "...")
		below = strings.TrimSuffix(below, "/")
		if name == pattern || tree && (below == "" || name == below || strings.HasPrefix(name, below+"/")) {
			return true
		}
	}
	return false
}

// articleFor finds what the law says about a package.
func articleFor(name string) (article, bool) {
	for _, one := range law {
		if among(name, one.who) {
			return one, true
		}
	}
	return article{}, false
}

// importBreaches applies the law to all files that can become part of the program.
func importBreaches(files []source) []string {
	var breaches []string
	for _, s := range files {
		if !s.isProduct() {
			continue
		}
		one, found := articleFor(s.folder())
		if !found {
			breaches = append(breaches, fmt.Sprintf("%s: package %s stands in no article of the import law", s.path, s.folder()))
			continue
		}
		for _, imported := range slices.Sorted(maps.Keys(s.imports())) {
			if why := forbidden(s, one, imported); why != "" {
				breaches = append(breaches, fmt.Sprintf("%s: %s may not import %s: %s", s.path, s.folder(), imported, why))
			}
		}
	}
	return breaches
}

// forbidden says why a file may not import a package, or nothing when it may.
func forbidden(s source, one article, imported string) string {
	if base := path.Base(imported); base == "testing" || strings.HasSuffix(base, "test") {
		return "what serves tests is no part of the program"
	}
	if ours, ok := strings.CutPrefix(imported, "kassa/"); ok {
		if !among(ours, one.may) || among(ours, one.never) {
			return one.reason
		}
		return ""
	}
	if strings.HasPrefix(s.path, "ui/") && strings.HasPrefix(path.Base(s.path), "model") && among(imported, "fyne.io/...") {
		return "a model is tested without a screen"
	}
	if among(s.folder(), pure) && among(imported, impure) {
		return "a rule has no input or output: values in, values out"
	}
	for _, around := range fences {
		if among(imported, around.around) {
			if !among(s.folder(), around.only) {
				return around.reason
			}
			return ""
		}
	}
	return ""
}

func TestImportLawIsKept(t *testing.T) { holds(t, importBreaches) }

func TestImportLawReportsEveryKindOfBreach(t *testing.T) {
	for _, control := range []struct{ file, imported, says string }{
		{"assets/fonts.go", "kassa/app/money", "leaves"},
		{"app/money/money.go", "kassa/app/fault", "leaves"},
		{"app/fault/fault.go", "kassa/app/shop", "words must stay words"},
		{"app/shop/sale.go", "kassa/app/paper", "words must stay words"},
		{"app/pricing/tax.go", "kassa/app/loyalty", "usable alone"},
		{"app/pricing/tax.go", "kassa/app/text", "usable alone"},
		{"app/pricing/tax.go", "os", "values in, values out"},
		{"app/verify/verify.go", "kassa/app/journal", "independent witness"},
		{"app/books/books.go", "kassa/app/checkout", "nouns only"},
		{"app/text/text.go", "kassa/app/shop", "no shop"},
		{"app/receipt/sale.go", "kassa/app/books", "what a paper says"},
		{"app/pdf/report.go", "kassa/app/reports", "others computed"},
		{"app/act/act.go", "kassa/app/checkout", "knows no act"},
		{"app/outbox/outbox.go", "kassa/app/checkout", "decides nothing"},
		{"app/checkout/pay.go", "kassa/app/shifts", "one transaction"},
		{"app/checkout/pay.go", "kassa/data", "one transaction"},
		{"app/app.go", "kassa/data", "no technology"},
		{"app/cli/verify.go", "kassa/ui", "no technology"},
		{"app/cli/verify.go", "gorm.io/gorm", "GORM"},
		{"data/sale.go", "kassa/app/pricing", "do not decide"},
		{"data/sale.go", "kassa/ui", "do not decide"},
		{"peripherals/hub.go", "kassa/app/shop", "no shop"},
		{"peripherals/hub.go", "kassa/peripherals/twin/printer", "no twin"},
		{"peripherals/twin/printer/decode.go", "kassa/peripherals/escpos", "independent witness"},
		{"ui/checkout/model.go", "kassa/data", "does not decide"},
		{"ui/checkout/view.go", "kassa/app/pricing", "does not decide"},
		{"ui/checkout/model.go", "fyne.io/fyne/v2", "without a screen"},
		{"ui/checkout/model_lines.go", "fyne.io/fyne/v2/widget", "without a screen"},
		{"ui/checkout/grid/model.go", "fyne.io/fyne/v2", "without a screen"},
		{"ui/ui.go", "fyne.io/fyne/v2/app", "OpenGL"},
		{"ui/ui.go", "kassa/ui/uitest", "serves tests"},
		{"packaging/icons/main.go", "kassa/app/shop", "no part of the program"},
		{"main.go", "testing", "serves tests"},
		{"main.go", "go.bug.st/serial", "serial ports"},
		{"app/checkout/pay.go", "fyne.io/fyne/v2", "how people use"},
		{"app/receipt/sale.go", "github.com/jung-kurt/gofpdf", "draws PDF"},
		{"app/somewhere/new.go", "fmt", "no article"},
	} {
		catches(t, importBreaches, control.file, importing(control.imported), control.says)
	}
}

func TestImportLawAllowsWhatIsRight(t *testing.T) {
	for _, control := range []struct{ file, imported string }{
		{"app/checkout/pay.go", "kassa/app/pricing"},
		{"app/checkout/pay.go", "kassa/app/failpoint"},
		{"app/checkout/pay_test.go", "kassa/data/datatest"},
		{"app/app.go", "kassa/app/checkout"},
		{"data/store.go", "gorm.io/gorm"},
		{"data/datatest/shop.go", "testing"},
		{"peripherals/port_serial.go", "go.bug.st/serial"},
		{"ui/checkout/view.go", "fyne.io/fyne/v2/widget"},
		{"ui/checkout/model_test.go", "fyne.io/fyne/v2/test"},
		{"main.go", "fyne.io/fyne/v2/app"},
		{"main_window.go", "kassa/peripherals/twin/printer"},
		{"app/pricing/tax.go", "math/bits"},
	} {
		allows(t, importBreaches, control.file, importing(control.imported))
	}
}

// importing is a file that imports one package.
func importing(imported string) string {
	return fmt.Sprintf("package planted\n\nimport _ %q\n", imported)
}
