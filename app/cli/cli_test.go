//go:build cgo

package cli_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
	"kassa/peripherals/sim"
)

// world is a machine for the command line: real books in folders of the test, simulated devices, a window that notes
// that it was opened.
type world struct {
	restored []restoring
	t        *testing.T
	lang     string
	ids      int
	minutes  int
	windows  []cli.Window
	traces   bool
	persons  []string // code of whoever was at the till when a window opened
	chance   *rand.ChaCha8
	stdin    string
	typed    string // on the terminal, unseen; empty: there is none
	heads    map[string][]byte
	seeds    map[string][]byte
	failed   error // what the window says
	dir      string
	opens    int    // shops that are open
	spoiled  []byte // the pepper that a shop is opened with, where it is not the one it was founded with
	facts    office.Facts
	assist   func(context.Context, cli.Assistant) error
	starts   []string // what the till is started with by itself; nil: it is not
}

func newWorld(t *testing.T) *world {
	return &world{t: t, chance: rand.NewChaCha8([32]byte{}), lang: "en_GB.UTF-8", heads: map[string][]byte{}, seeds: map[string][]byte{}, dir: t.TempDir()}
}

// keeper keeps the heads of one folder.
type keeper struct {
	w   *world
	dir string
}

func (k keeper) Read() ([]byte, error) { return k.w.heads[k.dir], nil }
func (k keeper) Write(b []byte) error  { k.w.heads[k.dir] = b; return nil }

func (w *world) now() time.Time {
	w.minutes++
	return datatest.Start().Add(time.Duration(w.minutes) * time.Second)
}

func (w *world) newID() shop.ID { w.ids++; return datatest.ID("CLITESTS", w.ids) }

func pepper() []byte { return bytes.Repeat([]byte{5}, 32) }

func (w *world) secret(string) (string, error) {
	if w.typed == "" {
		return "", cli.ErrNoTerminal
	}
	return w.typed, nil
}

func (w *world) file(at cli.Where) string { return filepath.Join(at.Data, "kassa.db") }

func (w *world) create(ctx context.Context, at cli.Where) (cli.NewBooks, error) {
	if err := os.MkdirAll(at.Data, 0o700); err != nil {
		return cli.NewBooks{}, err
	}
	s, err := data.Open(ctx, data.Options{DSN: w.file(at)})
	if err != nil {
		return cli.NewBooks{}, err
	}
	w.seeds[at.Data] = bytes.Repeat([]byte{9}, 32)
	return cli.NewBooks{Store: s, Seed: w.seeds[at.Data], Pepper: pepper(), Path: at.Data, Close: s.Close}, nil
}

func (w *world) found(ctx context.Context, at cli.Where, work func(cli.NewBooks) error) error {
	if err := os.MkdirAll(at.Data, 0o700); err != nil {
		return err
	}
	w.seeds[at.Data] = bytes.Repeat([]byte{9}, 32)
	return data.Found(ctx, w.file(at), func(s *data.Store) error {
		return work(cli.NewBooks{Store: s, Seed: w.seeds[at.Data], Pepper: pepper(), Path: at.Data})
	})
}

func (w *world) open(ctx context.Context, at cli.Where, use cli.Use) (cli.Opened, error) {
	if _, err := os.Stat(w.file(at)); err != nil {
		return cli.Opened{}, fault.New(fault.ShopMissing, fault.Args{"path": at.Data})
	}
	s, err := data.Open(ctx, data.Options{DSN: w.file(at)})
	if err != nil {
		return cli.Opened{}, err
	}
	a, err := app.New(ctx, app.Deps{Store: s, Now: w.now, NewID: w.newID, Seed: w.seeds[at.Data], Pepper: append(w.spoiled, pepper()...)[:32], Chance: w.chance, Till: at.Till, Heads: keeper{w, at.Data},
		Printer: sim.NewPrinter(), Drawer: sim.NewDrawer(), Log: slog.New(slog.DiscardHandler), Version: "1.2.3", CheckAddress: hasColon,
		CopyBooks: s.Copy, BackupFolder: filepath.Dir(w.file(at)), PassphraseWork: 4})
	if err != nil {
		return cli.Opened{}, fmt.Errorf("%w, %v", err, s.Close())
	}
	switch use {
	case cli.Writing:
		err = a.Attend(ctx)
	case cli.Selling:
		err = a.Start(ctx)
	}
	if err != nil {
		return cli.Opened{}, err
	}
	w.opens++
	return cli.Opened{App: a, Store: s, Close: func() error {
		w.opens--
		if err := a.Close(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		return s.Close()
	}}, nil
}

func (w *world) evidence(ctx context.Context, at cli.Where) (cli.Evidence, error) {
	s, err := data.Open(ctx, data.Options{DSN: w.file(at)})
	if err != nil {
		return cli.Evidence{}, err
	}
	rows, err := s.OpenRows(ctx)
	if err != nil {
		return cli.Evidence{}, err
	}
	return cli.Evidence{Source: rows, Heads: w.heads[at.Data], Close: func() error {
		if err := rows.Close(); err != nil {
			return err
		}
		return s.Close()
	}}, nil
}

func hasColon(address string) error {
	if !strings.Contains(address, ":") {
		return fault.New(fault.BadAddress, fault.Args{"address": address})
	}
	return nil
}

// On and Set are how the world starts the till by itself.
func (w *world) On() (bool, error) { return w.starts != nil, nil }

func (w *world) Set(on bool, args []string) error {
	w.starts = nil
	if on {
		w.starts = append([]string{}, args...)
	}
	return nil
}

// answer is what one call gave.
type answer struct {
	code     int
	out, err string
}

// call runs the command line in the world.
func (w *world) call(args ...string) answer { return w.callIn(w.t.Context(), args...) }

func (w *world) callIn(ctx context.Context, args ...string) answer {
	var out, errs bytes.Buffer
	code := cli.Run(ctx, cli.World{Args: args, Stdin: strings.NewReader(w.stdin), ReadSecret: w.secret, Chance: w.chance, Stdout: &out, Stderr: &errs, Version: "1.2.3", Now: w.now, NewID: w.newID,
		Env: func(name string) string {
			if name == "LANG" {
				return w.lang
			}
			return ""
		},
		CreateStore: w.create, OpenShop: w.open, OpenEvidence: w.evidence,
		RunWindow: func(_ context.Context, a *app.App, v cli.Window) error {
			w.windows, w.persons = append(w.windows, v), append(w.persons, a.Person().Code)
			return w.failed
		},
		Autostart: w, FoundShop: w.found, RestoreShop: w.restore, Traces: func(cli.Where) bool { return w.traces }, RunAssistant: func(ctx context.Context, a cli.Assistant) error { return w.assist(ctx, a) },
		Examine: func(context.Context, cli.Where) (office.Facts, error) { return w.facts, nil },
		SimulatePrinter: func(_ context.Context, at, script, out string) error {
			if script == "WRONG" {
				return fmt.Errorf("%q is no trouble", script)
			}
			if at != "escpos+tcp://127.0.0.1:9100" || script != "paper-out" || out != "paper" {
				w.t.Errorf("the printer was asked for at %q, %q, %q", at, script, out)
			}
			return nil
		}})
	return answer{code, out.String(), errs.String()}
}

// must calls and fails the test unless the exit code is want.
func (w *world) must(want int, args ...string) answer {
	w.t.Helper()
	a := w.call(args...)
	if a.code != want {
		w.t.Fatalf("kassa %s: exit %d, want %d\n%s%s", strings.Join(args, " "), a.code, want, a.out, a.err)
	}
	return a
}

func (w *world) shop() string {
	w.t.Helper()
	dir := filepath.Join(w.dir, "shop")
	w.must(0, "--data", dir, "init", "--name", "Corner shop", "--country", "DE")
	return dir
}

func (w *world) file1(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func TestTheThreadOnTheCommandLine(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	goods := w.file1("goods.csv", "barcode,name,price,tax,stock\n4006381333931,Highlighter,1.35,19,10000\n96385074,Gum,0.99,19,10000\n2000000100104,Bread,4.20,7,10000\n")
	w.must(0, "--data", dir, "import", "products", goods)
	acks := strings.Split(strings.TrimSpace(w.must(0, "--data", dir, "simulate", "cashier", "--sales", "12", "--seed", "3").out), "\n")
	if len(acks) != 12 || !strings.HasPrefix(acks[0], "ACK T1-0000001 ") {
		t.Fatalf("%q", acks)
	}
	var stored []struct {
		ID, Receipt string
		Total       int64
	}
	if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "export", "sales", "--format", "json").out), &stored); err != nil {
		t.Fatal(err)
	}
	var sum int64
	for i, s := range stored {
		sum += s.Total
		if want := fmt.Sprintf("ACK %s %s %d", s.Receipt, s.ID, s.Total); acks[i] != want {
			t.Errorf("%q was said, %q is stored", acks[i], want)
		}
	}
	for _, by := range []string{"day", "hour", "product", "category", "cashier", "seller", "tender"} {
		var rep struct{ Total struct{ Revenue int64 } }
		if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "--json", "report", "sales", "--by", by).out), &rep); err != nil {
			t.Fatal(err)
		}
		if rep.Total.Revenue != sum {
			t.Errorf("by %s the turnover is %d, not %d", by, rep.Total.Revenue, sum)
		}
	}
	if a := w.must(0, "--data", dir, "verify"); !strings.Contains(a.out, "The books are sound.") || !strings.Contains(a.out, "12 sales compared") {
		t.Error(a.out)
	}
	w.must(1, "--data", dir, "verify", "--expect-head", "3:AAAAAAAAAA")
	w.must(2, "--data", dir, "verify", "--expect-head", "nonsense")
}

func TestTheSameSeedSellsTheSame(t *testing.T) {
	totals := func() string {
		w := newWorld(t)
		dir := w.shop()
		w.must(0, "--data", dir, "import", "products", w.file1("goods.csv", "barcode,name,price\n96385074,Gum,0.99\n2000000100104,Bread,4.20\n"))
		var list []string
		for _, line := range strings.Split(strings.TrimSpace(w.must(0, "--data", dir, "simulate", "cashier", "--sales", "5", "--seed", "8").out), "\n") {
			list = append(list, strings.Fields(line)[3])
		}
		return strings.Join(list, " ")
	}
	if a, b := totals(), totals(); a != b {
		t.Errorf("%s and %s", a, b)
	}
}

func TestRefusedRowsAreListedAndTheAnswerIsNo(t *testing.T) {
	for lang, want := range map[string]string{"en": "Line 3: barcode 4006381333932 has a wrong check digit", "ru": "Строка 3: у штрихкода 4006381333932 неверная контрольная цифра"} {
		w := newWorld(t)
		dir := w.shop()
		goods := w.file1("goods.csv", "barcode,name,price\n4006381333931,Highlighter,1.35\n4006381333932,Marker,1.00\n")
		list := filepath.Join(w.dir, "refused.csv")
		a := w.must(1, "--data", dir, "--lang", lang, "import", "products", goods, "--refused", list)
		if !strings.Contains(a.out, want) {
			t.Errorf("%s: %s", lang, a.out)
		}
		f, err := os.Open(list)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil || len(rows) != 2 || strings.Join(rows[1][:4], "|") != "4006381333932|Marker|1.00|3" || strings.Join(rows[0], "|") != "barcode|name|price|refused_line|refused_reason" {
			t.Errorf("%v %v", rows, err)
		}
		var rep struct {
			Added, Same, Refused int
			Refusals             []struct{ Code string }
		}
		if err := json.Unmarshal([]byte(w.must(1, "--data", dir, "--json", "import", "products", goods).out), &rep); err != nil {
			t.Fatal(err)
		}
		if rep.Added != 0 || rep.Same != 1 || rep.Refused != 1 || rep.Refusals[0].Code != "reason.check_digit" {
			t.Errorf("%+v", rep)
		}
	}
}

func TestADryRunOnTheCommandLineChangesNothing(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	goods := w.file1("goods.csv", "barcode,name\n96385074,Gum\n")
	if a := w.must(0, "--data", dir, "import", "products", goods, "--dry-run", "--price", "0.99"); !strings.Contains(a.out, "1 product added") {
		t.Error(a.out)
	}
	w.must(2, "--data", dir, "simulate", "cashier", "--sales", "1")
	w.must(2, "--data", dir, "import", "products", goods, "--price", "-1")
	w.must(0, "--data", dir, "import", "products", goods, "--price", "0.99")
	w.must(0, "--data", dir, "simulate", "cashier", "--sales", "1")
}

func TestWhatCannotRunIsSaidInTheChosenLanguage(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	empty := w.file1("empty.csv", "")
	for _, c := range []struct {
		args   []string
		en, ru string
	}{
		{[]string{"foo"}, "no command “foo”", "Команды «foo» нет"},
		{[]string{"report", "sales", "--nonsense"}, "no option “--nonsense”", "Параметра «--nonsense» нет"},
		{[]string{"init", "--name", "a"}, "Missing: --country", "Не указано: --country"},
		{[]string{"import", "products"}, "Missing: ", "Не указано: "},
		{[]string{"--data", dir, "init", "--name", "a", "--country", "DE"}, "There is a shop here already", "Здесь уже есть магазин"},
		{[]string{"--data", filepath.Join(w.dir, "none"), "report", "sales"}, "There is no shop here", "Здесь нет магазина"},
		{[]string{"--data", dir, "report", "sales", "--from", "yesterday"}, "“yesterday” in --from is not a day", "Значение «yesterday» в --from — не дата"},
		{[]string{"--data", dir, "report", "sales", "--by", "colour"}, "“colour”", "«colour»"},
		{[]string{"--data", dir, "report", "sales", "--format", "docx"}, "“docx”", "«docx»"},
		{[]string{"--data", dir, "import", "products", empty}, "The file is empty", "Файл пуст"},
		{[]string{"--data", dir, "import", "products", "none.csv"}, "The file cannot be read", "Файл не читается"},
		{[]string{"--data", dir, "config", "set", "printer.receipt", "there"}, "Not an address of a device", "Неверный адрес устройства"},
		{[]string{"--data", dir, "config", "get", "no.such"}, "There is no setting “no.such”", "Настройки «no.such» нет"},
		{[]string{"--data", dir, "--till", "T9", "report", "sales"}, "T9", "T9"},
		{[]string{"--data", dir, "simulate", "cashier", "--sales", "0"}, "--sales", "--sales"},
		{[]string{"--data", dir, "simulate", "cashier", "--sales", "1", "--tender", "shells"}, "“shells”", "«shells»"},
		{[]string{"--theme", "pink", "--data", dir}, "“pink”", "«pink»"},
	} {
		for lang, want := range map[string]string{"en": c.en, "ru": c.ru} {
			a := w.call(append([]string{"--lang", lang}, c.args...)...)
			if a.code != 2 || !strings.Contains(a.err, want) || a.out != "" {
				t.Errorf("kassa %s in %s: exit %d, %q, want %q; answered %q", strings.Join(c.args, " "), lang, a.code, a.err, want, a.out)
			}
		}
	}
	if a := w.call("--lang", "de", "version"); a.code != 2 || !strings.Contains(a.err, "“de”") {
		t.Errorf("%+v", a)
	}
}

func TestTheLanguageIsTheShopsUnlessOneIsChosen(t *testing.T) {
	w := newWorld(t)
	w.lang = "ru_RU.UTF-8"
	if a := w.must(0, "version", "--help"); !strings.Contains(a.out, "Показать версию.") {
		t.Error(a.out)
	}
	dir := w.shop() // a German shop speaks English
	for _, c := range []struct {
		args []string
		want string
	}{{nil, "No sales in this period"}, {[]string{"--lang", "ru"}, "За этот период продаж нет"}, {[]string{"--lang=ru"}, "За этот период продаж нет"}} {
		if a := w.must(0, append(c.args, "--data", dir, "report", "sales")...); !strings.Contains(a.out, c.want) {
			t.Errorf("%v: %s", c.args, a.out)
		}
	}
}

func TestEveryHelpIsWholeInBothLanguages(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []string{"en", "ru"} {
		for _, command := range []string{"", "help", "window", "demo", "init", "import", "import products", "report", "report sales", "export sales", "verify",
			"config", "config get", "config set", "config list", "simulate", "simulate printer", "simulate cashier", "version"} {
			args := append([]string{"--lang", lang}, strings.Fields(command)...)
			if command != "help" {
				args = append(args, "--help")
			}
			a := w.must(0, args...)
			if strings.Contains(a.out, "cli.") || strings.Contains(a.out, "{{") || len(a.out) < 60 {
				t.Errorf("%v:\n%s", args, a.out)
			}
		}
	}
	if len(w.windows) != 0 {
		t.Error("help opened a window")
	}
}

func TestWithoutACommandTheTillOpens(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "--fullscreen", "--theme", "dark", "--lang", "ru")
	want := cli.Window{Lang: "ru", Theme: "dark", Fullscreen: true, At: cli.Where{Data: dir}}
	got := w.windows[0]
	if got.Restore == nil || got.Reopen == nil {
		t.Error("the window cannot put the shop back")
	}
	if got.Restore, got.Reopen = nil, nil; len(w.windows) != 1 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", w.windows)
	}
	w.failed = fault.New(fault.NoWindow, nil)
	if a := w.must(2, "--data", dir); !strings.HasPrefix(a.err, "kassa: ") {
		t.Error(a.err)
	}
}

func TestADemoShopIsThrownAwayUnlessItHasAFolder(t *testing.T) {
	w := newWorld(t)
	w.must(0, "--lang", "ru", "demo")
	if len(w.windows) != 1 || !w.windows[0].Demo {
		t.Fatalf("%+v", w.windows)
	}
	if _, err := os.Stat(w.windows[0].At.Data); !os.IsNotExist(err) {
		t.Errorf("the demo shop is still there: %v", err)
	}
	dir := filepath.Join(w.dir, "demo")
	w.must(0, "demo", dir, "--no-window")
	w.must(0, "demo", dir)
	if len(w.windows) != 2 || w.windows[1].At.Data != dir {
		t.Errorf("%+v", w.windows)
	}
	w.must(0, "--data", dir, "simulate", "cashier", "--sales", "20", "--seed", "2")
	w.must(0, "--data", dir, "verify")
	w.typed = "271828"
	if a := w.must(0, "--data", dir, "--as", "O1", "config", "get", "printer.receipt"); a.out != "sim:\n" {
		t.Errorf("%q", a.out)
	}
	w.must(0, "--data", dir)
	if len(w.windows) != 3 || !w.windows[2].Demo {
		t.Errorf("a demo shop opened by its folder does not say so: %+v", w.windows)
	}
	if a := w.must(2, "demo", w.shop()); len(w.windows) != 3 || !strings.Contains(a.err, "There is a shop here already") {
		t.Errorf("real books were opened as a demo: %+v", a)
	}
}

func TestSettingsOnTheCommandLine(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "config", "set", "printer.receipt", "escpos+tcp://127.0.0.1:9100")
	if a := w.must(0, "--data", dir, "config", "get", "printer.receipt"); a.out != "escpos+tcp://127.0.0.1:9100\n" {
		t.Errorf("%q", a.out)
	}
	w.must(0, "--data", dir, "config", "set", "printer.receipt", "")
	var all map[string]string
	if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "--json", "config", "list").out), &all); err != nil || all["shop.name"] != "Corner shop" || all["printer.receipt"] != "" {
		t.Errorf("%v %v", all, err)
	}
	w.must(0, "--data", dir, "verify")
}

func TestAStoppedCommandSaysSo(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if a := w.callIn(ctx, "--data", dir, "report", "sales"); a.code != 2 || !strings.Contains(a.err, "Stopped. Nothing is half done.") {
		t.Errorf("%+v", a)
	}
}

func TestThePrinterTwinIsHandedItsWords(t *testing.T) {
	w := newWorld(t)
	w.must(0, "simulate", "printer", "--at", "escpos+tcp://127.0.0.1:9100", "--script", "paper-out", "--out", "paper")
	w.must(0, "version")
	if a := w.must(0, "--json", "version"); a.out != "{\"version\":\"1.2.3\"}\n" {
		t.Errorf("%q", a.out)
	}
}
