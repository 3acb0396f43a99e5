//go:build cgo && linux

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data"
)

// figures are what a witness of the day tells, by name: "revenue", "tender cash", "T1-0000007", "4006381333931" …
type figures map[string]int64

// differences are the figures of one witness that another does not tell, or tells otherwise.
func differences(witness string, tells, want figures) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got, told := tells[name]; !told || got != want[name] {
			list = append(list, fmt.Sprintf("%s: %s is %d, want %d", witness, name, got, want[name]))
		}
	}
	for name := range tells {
		if _, known := want[name]; !known {
			list = append(list, fmt.Sprintf("%s tells of %s, which nobody saw", witness, name))
		}
	}
	return list
}

// compare looks whether all that tells of the day tells the same.
func (d *day) compare() {
	d.t.Helper()
	d.printed(d.sold[len(d.sold)-1].label)
	d.till.kill()
	all := d.seen(0, len(d.sold))
	second := d.seen(0, d.from)
	var found []string
	for _, one := range []struct {
		witness     string
		tells, want figures
	}{
		{"export sales", d.exported(), d.receipts("")},
		{"report tenders", d.byTender(), pick(all, "tender ")},
		{"report sales", d.bySale(), pick(all, "revenue", "receipts")},
		{"report shifts", d.byShift(), d.counted()},
		{"the Z report", readZ(d.say, d.tenders, d.papers(d.say.T("cash.paper.z", text.Args{"no": 2}))), second},
		{"the papers", readReceipts(d.say, d.papers("")), d.receipts("paper")},
		{"export stock", d.stock(), d.moved()},
		{"report movements", d.moves(), figures{"moved": sum(d.moved())}},
		{"the journal", d.journal(), figures{"sale": int64(len(d.sold)), "basket_cleared": 1, "parked": 1, "resumed": 1, "tender_changed": 1,
			"allowed C1 M1": 1, "cash_move C2 M1": 1, "shift_close": 2}},
	} {
		found = append(found, differences(one.witness, one.tells, one.want)...)
	}
	for _, f := range found {
		d.t.Error(f)
	}
	var verdict struct {
		OK    bool
		Sales int
	}
	d.answer(run(d.t, 0, "--data", d.dir, "--json", "verify"), &verdict)
	if !verdict.OK || verdict.Sales != len(d.sold) {
		d.t.Errorf("the verifier says %+v of %d sales", verdict, len(d.sold))
	}
}

// seen is what the screen said of the sales from one to another.
func (d *day) seen(from, to int) figures {
	f := figures{}
	for _, s := range d.sold[from:to] {
		f["receipts"]++
		f["revenue"] += s.total
		f["tender "+s.tender] += s.total
	}
	return f
}

// receipts is what the screen said of each sale; the printer was told of no correction, and of the total alone.
func (d *day) receipts(of string) figures {
	f := figures{}
	for _, s := range d.sold {
		name := s.label
		if of == "" {
			name += " " + s.tender + " " + s.cashier
		}
		f[name] = s.total
	}
	return f
}

// moved are the pieces that went over the counter, by barcode.
func (d *day) moved() figures {
	f := figures{}
	for _, s := range d.sold {
		for _, code := range s.codes {
			f[code]++
		}
	}
	return f
}

func (d *day) counted() figures {
	f := figures{}
	for i, c := range d.closed {
		z := fmt.Sprintf("Z%d ", i+1)
		f[z+"receipts"], f[z+"expected"], f[z+"counted"] = c.receipts, c.expected, c.counted
		f[z+"difference"], f[z+"kept"], f[z+"taken"] = c.counted-c.expected, c.kept, c.counted-c.kept
	}
	return f
}

// pick are the figures whose name begins with one of the words.
func pick(all figures, words ...string) figures {
	f := figures{}
	for name, n := range all {
		if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(name, w) }) {
			f[name] = n
		}
	}
	return f
}

func sum(f figures) (all int64) {
	for _, n := range f {
		all += n
	}
	return all
}

func (d *day) exported() figures {
	d.t.Helper()
	var list []struct {
		Receipt, Cashier string
		Payments         []struct {
			Tender string
			Amount int64
		}
	}
	d.answer(d.asOwner("", "--json", "export", "sales"), &list)
	f := figures{}
	for _, s := range list {
		for _, p := range s.Payments {
			f[s.Receipt+" "+p.Tender+" "+s.Cashier] += p.Amount
		}
	}
	return f
}

// report asks for a report as the owner.
func (d *day) report(name string, rows any) {
	d.t.Helper()
	d.answer(d.asOwner("", "--json", "report", name, "--from", "2000-01-01"), &struct{ Rows any }{rows})
}

func (d *day) byTender() figures {
	d.t.Helper()
	var rows []struct {
		Tender  string
		Revenue int64
	}
	d.report("tenders", &rows)
	f := figures{}
	for _, r := range rows {
		code := map[string]string{d.tenders["cash"]: "cash", d.tenders["card"]: "card"}[r.Tender]
		f["tender "+code] += r.Revenue
	}
	return f
}

func (d *day) bySale() figures {
	d.t.Helper()
	var rows []struct{ Receipts, Revenue int64 }
	d.report("sales", &rows)
	f := figures{}
	for _, r := range rows {
		f["receipts"] += r.Receipts
		f["revenue"] += r.Revenue
	}
	return f
}

func (d *day) byShift() figures {
	d.t.Helper()
	var rows []struct {
		Z                                                    string
		Receipts, Expected, Counted, Difference, Kept, Taken int64
	}
	d.report("shifts", &rows)
	f := figures{}
	for _, r := range rows {
		no, _ := strconv.Atoi(r.Z[strings.LastIndex(r.Z, "Z")+1:])
		z := fmt.Sprintf("Z%d ", no)
		f[z+"receipts"], f[z+"expected"], f[z+"counted"] = r.Receipts, r.Expected, r.Counted
		f[z+"difference"], f[z+"kept"], f[z+"taken"] = r.Difference, r.Kept, r.Taken
	}
	return f
}

// stock is how many pieces of the hundred of each product are gone.
func (d *day) stock() figures {
	d.t.Helper()
	var rows []struct{ Barcode, Stock string }
	d.answer(d.asOwner("", "--json", "export", "stock"), &rows)
	f := figures{}
	for _, r := range rows {
		left, err := strconv.ParseInt(r.Stock, 10, 64)
		if err != nil {
			d.t.Fatal(err)
		}
		if left != 100 {
			f[r.Barcode] = 100 - left
		}
	}
	return f
}

func (d *day) moves() figures {
	d.t.Helper()
	var rows []struct{ Kind, Quantity string }
	d.report("movements", &rows)
	f := figures{}
	for _, r := range rows {
		if n, err := strconv.ParseInt(r.Quantity, 10, 64); err == nil && r.Kind == "sale" {
			f["moved"] -= n
		}
	}
	return f
}

// journal counts the records of the day; where another person allowed one, both are named.
func (d *day) journal() figures {
	d.t.Helper()
	store, err := data.Open(context.Background(), data.Options{DSN: filepath.Join(d.dir, "kassa.db")})
	if err != nil {
		d.t.Fatal(err)
	}
	defer store.Close()
	f := figures{}
	err = store.View(context.Background(), func(tx books.Tx) error {
		tills, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		return tx.Journal().Walk(tills[0].ID, 1, func(r shop.Record) error {
			var who struct {
				Actor    string `json:"actor_code"`
				Approver string `json:"approver_code"`
			}
			if err := json.Unmarshal(r.Body, &who); err != nil {
				return err
			}
			name := r.Kind
			if who.Approver != "" {
				name += " " + who.Actor + " " + who.Approver
			}
			if who.Approver != "" || slices.Contains([]string{"sale", "basket_cleared", "parked", "resumed", "tender_changed", "shift_close"}, r.Kind) {
				f[name]++
			}
			return nil
		})
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return f
}

// papers are the papers out of the printer that hold some words.
func (d *day) papers(words string) (list []string) {
	d.t.Helper()
	files, err := filepath.Glob(filepath.Join(d.paper, "*.txt"))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			d.t.Fatal(err)
		}
		if strings.Contains(string(b), words) {
			list = append(list, string(b))
		}
	}
	return list
}

// printed waits for a paper that holds some words.
func (d *day) printed(words string) {
	d.t.Helper()
	d.printer.until("a paper with "+words, func() bool { return len(d.papers(words)) > 0 })
}

// amount is a sum at the end of a line of a paper.
var amount = regexp.MustCompile(`\s(-?\d[\d\s]*[.,]\d\d)$`)

// line is the sum in the only line of a paper that begins with some words, and whether there is one.
func line(paper, words string) (sum int64, found bool) {
	for _, l := range strings.Split(paper, "\n") {
		l = regexp.MustCompile(`^(\[[a-z]+\])+`).ReplaceAllString(strings.TrimSpace(l), "")
		if m := amount.FindStringSubmatch(l); m != nil && strings.HasPrefix(l, words) {
			digits := strings.Map(func(r rune) rune {
				if r == '-' || '0' <= r && r <= '9' {
					return r
				}
				return -1
			}, m[1])
			n, err := strconv.ParseInt(digits, 10, 64)
			return n, err == nil
		}
	}
	return 0, false
}

// inEuro names the currency as papers do.
func inEuro(say *text.Text) text.Args {
	euro, _ := money.CurrencyOf("EUR")
	return text.Args{"currency": say.CurrencyWord(euro)}
}

// readReceipts are the totals on receipts that were printed once each.
func readReceipts(say *text.Text, papers []string) figures {
	f := figures{}
	for _, p := range papers {
		label := regexp.MustCompile(`CODE128 (T1-\d+)\]`).FindStringSubmatch(p)
		if total, found := line(p, say.T("receipt.total", inEuro(say))); found && label != nil {
			f[label[1]] += total
		}
	}
	return f
}

// readZ is what a Z report says of the sales.
func readZ(say *text.Text, tenders map[string]string, papers []string) figures {
	f := figures{}
	for _, p := range papers {
		if n := regexp.MustCompile(`(?m)^` + say.T("cash.paper.receipts") + ` +(\d+)$`).FindStringSubmatch(p); n != nil {
			count, _ := strconv.ParseInt(n[1], 10, 64)
			f["receipts"] += count
		}
		for name, words := range map[string]string{"revenue": say.T("cash.paper.turnover", inEuro(say)), "tender cash": tenders["cash"] + " (",
			"tender card": tenders["card"] + " ("} {
			if n, found := line(p, words); found {
				f[name] += n
			}
		}
	}
	return f
}

// typing runs the program in the shop with lines on its standard input.
func (d *day) typing(lines string, args ...string) string {
	d.t.Helper()
	cmd := exec.Command(binary, append([]string{"--data", d.dir, "--pin-stdin"}, args...)...)
	cmd.Stdin = strings.NewReader(lines)
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatalf("kassa %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// asOwner does the same as the owner.
func (d *day) asOwner(lines string, args ...string) string {
	d.t.Helper()
	return d.typing(crew["O1"].pin+"\n"+lines, append([]string{"--as", "O1"}, args...)...)
}

func (d *day) answer(out string, to any) {
	d.t.Helper()
	if err := json.Unmarshal([]byte(out), to); err != nil {
		d.t.Fatalf("%v in %s", err, tail(out))
	}
}

// TestAFigureThatDiffersIsNoticed is the control of the day: each figure that is changed, missing or too many is told.
func TestAFigureThatDiffersIsNoticed(t *testing.T) {
	want := figures{"receipts": 60, "revenue": 123_45, "tender cash": 100_00, "tender card": 23_45}
	if got := differences("a witness", maps.Clone(want), want); len(got) != 0 {
		t.Errorf("the same figures differ: %q", got)
	}
	for name := range want {
		for what, change := range map[string]func(figures){"changed": func(f figures) { f[name]++ }, "missing": func(f figures) { delete(f, name) },
			"too many": func(f figures) { f["more "+name] = 0 }} {
			tells := maps.Clone(want)
			change(tells)
			if got := differences("a witness", tells, want); len(got) != 1 {
				t.Errorf("%s is %s: %q", name, what, got)
			}
		}
	}
}

// TestPapersAreReadAsTheyWerePrinted is the control of the reading: a paper in each language, and one digit that is another.
func TestPapersAreReadAsTheyWerePrinted(t *testing.T) {
	tenders := map[string]map[string]string{"en": {"cash": "Cash", "card": "Card"}, "ru": {"cash": "Наличные", "card": "Карта"}}
	for lang, paper := range map[string]string{
		"en": "[center][bold][wide][tall]Z REPORT 2\nReceipts                       60\n[bold][tall]TURNOVER EUR     1 234.56\nCash (40)     1 000.00\nCard (20)    234.56\n",
		"ru": "[center][bold]Z-ОТЧЁТ 2\nЧеков                       60\n[bold][tall]ВЫРУЧКА, евро     1 234,56\nНаличные (40)     1 000,00\nКарта (20)    234,56\n",
	} {
		say, err := text.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		want := figures{"receipts": 60, "revenue": 1234_56, "tender cash": 1000_00, "tender card": 234_56}
		if got := differences("the paper", readZ(say, tenders[lang], []string{paper}), want); len(got) != 0 {
			t.Errorf("%s: %q", lang, got)
		}
		if got := differences("the paper", readZ(say, tenders[lang], []string{strings.Replace(paper, "(20)    2", "(20)    3", 1)}), want); len(got) != 1 {
			t.Errorf("%s: another digit is not noticed: %q", lang, got)
		}
		receipt := "[bold][tall]" + say.T("receipt.total", inEuro(say)) + "    4.32\n[center][barcode CODE128 T1-0000001]\n"
		if got := readReceipts(say, []string{receipt}); !maps.Equal(got, figures{"T1-0000001": 4_32}) {
			t.Errorf("%s: the receipt says %v", lang, got)
		}
	}
}
