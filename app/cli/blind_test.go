//go:build cgo

package cli_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kassa/app/cli"
	"kassa/app/money"
	"kassa/app/shifts"
	"kassa/app/shop"
)

// commands are all commands as the help lists them, with a word for each argument.
func (w *world) commands() (list [][]string) {
	w.t.Helper()
	_, rest, _ := strings.Cut(w.must(0, "help").out, "Commands:\n")
	rest, _, _ = strings.Cut(rest, "\n\n")
	words := map[string]string{"<file>": filepath.Join(w.dir, "none.csv"), "<key>": "cash.drop_above", "<value>": "1", "<code>": "P1", "<name>": "Somebody"}
	for line := range strings.Lines(rest) {
		usage, _, _ := strings.Cut(strings.TrimSpace(line), "  ")
		var command []string
		for _, word := range strings.Fields(usage) {
			if sample, is := words[word]; is {
				word = sample
			} else if strings.ContainsAny(word, "<[") {
				continue
			}
			command = append(command, word)
		}
		list = append(list, command)
	}
	return list
}

func TestACashierAtTheCommandLineFindsNoSumOfTheOpenShift(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "import", "products", w.file1("goods.csv", "barcode,name,price,tax\n4006381333931,Ring,313377.71,19\n"))
	w.must(0, "--data", dir, "staff", "add", "Cashier 1", "--role", "cashier", "--code", "P1")
	w.must(0, "--data", dir, "simulate", "cashier", "--sales", "7", "--seed", "3")
	o, err := w.open(context.Background(), cli.Where{Data: dir}, cli.Writing)
	if err != nil {
		t.Fatal(err)
	}
	ctx := o.App.As(context.Background())
	if _, err := o.App.Shifts.Move(ctx, shifts.Movement{ID: w.newID(), Kind: shop.CashIn, Amount: 5_432_187}); err != nil {
		t.Fatal(err)
	}
	x, err := o.App.Shifts.X(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	var secrets []string
	for _, a := range []money.Amount{x.Cash.Expected(), x.Cash.Sales, x.Sales.Sold} {
		secrets = append(secrets, strconv.FormatInt(int64(a), 10), a.Plain(2))
	}
	finds := func(a answer) (found []string) {
		said := strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "").Replace(a.out + a.err)
		for _, s := range secrets {
			if strings.Contains(said, s) {
				found = append(found, s)
			}
		}
		return found
	}
	asked := 0
	for _, command := range w.commands() {
		switch command[0] {
		case "window", "demo", "init", "simulate": // these open a window, make another shop, or sell
			continue
		}
		for _, form := range [][]string{nil, {"--json"}} {
			asked++
			args := append(append([]string{"--data", dir, "--as", "P1"}, form...), command...)
			if found := finds(w.call(args...)); len(found) > 0 {
				t.Errorf("kassa %s says %v", strings.Join(command, " "), found)
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d commands were asked", asked)
	}
	if len(finds(w.must(0, "--data", dir, "--as", "O1", "--json", "report", "tenders"))) == 0 {
		t.Error("the owner finds nothing either: the search cannot find")
	}
}

func TestShiftsAndTendersAreReported(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "import", "products", w.file1("goods.csv", "barcode,name,price,tax\n4006381333931,Highlighter,1.35,19\n"))
	w.must(0, "--data", dir, "simulate", "cashier", "--sales", "5", "--seed", "3")
	if a := w.must(0, "--data", dir, "report", "shifts"); !strings.Contains(a.out, "No shift was closed") {
		t.Error(a.out)
	}
	o, err := w.open(context.Background(), cli.Where{Data: dir}, cli.Writing)
	if err != nil {
		t.Fatal(err)
	}
	ctx := o.App.As(context.Background())
	c, err := o.App.Shifts.Count(ctx, shifts.Counting{ID: w.newID(), Total: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.App.Shifts.Close(ctx, shifts.Closing{ID: w.newID(), Count: c.Count.ID, Keep: 40}); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	type table struct {
		Rows  []map[string]any
		Total map[string]any
	}
	read := func(name string) (got table) {
		if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "--json", "report", name).out), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	tenders, closed := read("tenders"), read("shifts")
	if len(closed.Rows) != 1 || closed.Rows[0]["z"] != "T1-Z0001" || closed.Rows[0]["counted"] != 100.0 || closed.Rows[0]["taken"] != 60.0 {
		t.Fatalf("%v", closed)
	}
	if closed.Total["revenue"] != tenders.Total["revenue"] || closed.Rows[0]["receipts"] != 5.0 {
		t.Errorf("the Z report says %v, the tenders %v", closed.Total, tenders.Total)
	}
	for _, lang := range []string{"en", "ru"} {
		for _, format := range []string{"text", "csv"} {
			if a := w.must(0, "--data", dir, "--lang", lang, "report", "shifts", "--format", format); !strings.Contains(a.out, "T1-Z0001") {
				t.Error(a.out)
			}
		}
	}
	if a := w.call("--data", dir, "verify"); !strings.Contains(a.out, "The books are sound.") {
		t.Error(a.out)
	}
}
