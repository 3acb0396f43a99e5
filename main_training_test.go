//go:build cgo && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAWindowTrainsAndTheShopKnowsNothingOfIt drives the real window into training mode, sells there, cuts the power, and leaves it
// by two taps. Between two sales of the shop there is nothing but two records of its journal, and the paper of the training is
// refused when it is scanned.
func TestAWindowTrainsAndTheShopKnowsNothingOfIt(t *testing.T) {
	codes, products := realGoods(t)
	dir := newShop(t, products)
	out := filepath.Join(t.TempDir(), "paper")
	at := fmt.Sprintf("escpos+tcp://127.0.0.1:%d", freePort(t))
	printer := start(t, nil, "simulate", "printer", "--at", at, "--out", out)
	printer.wait("the printer", 0, has("READY"))
	run(t, 0, "--data", dir, "config", "set", "printer.receipt", at)

	d := &day{cashier: openCashier(t, dir, "en", rand.New(rand.NewPCG(33, 2026)), codes)}
	first, _ := d.sellBasket()
	waitForJobs(t, printer, 2) // the drawer and the receipt
	d.press("rail: Setup")
	d.press("Training")
	d.press("Begin training")
	mode := func(name string, from int) int {
		_, next := d.till.wait("the "+name+" till", from, has("MODE "+name))
		_, next = d.till.wait("its goods", next, has("READY"))
		return next
	}
	mode("training", 0)
	practised, _ := d.sellBasket()
	waitForJobs(t, printer, 3) // the receipt alone
	d.till.kill()

	d.till = start(t, []string{"DISPLAY=" + d.screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, "--data", dir, "--lang", "en")
	seen := mode("training", 0)
	d.press("End training")
	d.see("the question", exactly("Stay"))
	d.press("End training")
	seen = mode("shop", seen)
	xdo(t, d.screen, "type", "--delay", "0", "--args", "1", practised, "key", "Return")
	d.till.wait("the refusal of a paper of training", seen, has("FAULT training_paper"))
	second, _ := d.sellBasket()
	waitForJobs(t, printer, 5)
	d.till.kill()

	if first != "T1-0000001" || second != "T1-0000002" || practised != "TRAINING-0000001" {
		t.Errorf("receipts %s and %s, in training %s; want the next number of the shop after training, and another series in it", first, second, practised)
	}
	papers := readPapers(t, out)
	if pulses := strings.Count(strings.Join(papers, ""), "[drawer"); pulses != 2 {
		t.Errorf("the drawer opened %d times, want once for each of the two sales", pulses)
	}
	saysTraining(t, papers[2])
	if strings.Contains(papers[4], "TRAINING") || !strings.Contains(papers[4], second) {
		t.Errorf("the paper of the shop after training says\n%s", papers[4])
	}
	run(t, 0, "--data", dir, "verify")
	sold := run(t, 0, "--data", dir, "export", "sales", "--format", "csv")
	if strings.Contains(sold, "TRAINING") || !strings.Contains(sold, first) || !strings.Contains(sold, second) {
		t.Errorf("the shop exports\n%s", tail(sold))
	}
	journal := run(t, 0, "--data", dir, "export", "journal", "--format", "csv")
	if strings.Count(journal, "training_start") != 1 || strings.Count(journal, "training_end") != 1 {
		t.Errorf("the journal of the shop says\n%s", tail(journal))
	}
	if _, err := os.Stat(filepath.Join(dir, "training")); !os.IsNotExist(err) {
		t.Errorf("the training till is still there: %v", err)
	}
}

// readPapers are the papers that the printer decoded, in order.
func readPapers(t *testing.T, out string) (papers []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		papers = append(papers, string(text))
	}
	return papers
}

// saysTraining looks whether a decoded paper says at its head and its foot, twice as high, that it is none, and has neither a number
// of the shop nor taxes.
func saysTraining(t *testing.T, paper string) {
	t.Helper()
	var lines []string
	for line := range strings.Lines(paper) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "[cut") {
			lines = append(lines, line)
		}
	}
	for _, line := range []string{lines[0], lines[len(lines)-1]} {
		if !strings.Contains(line, "TRAINING - NOT A RECEIPT") || !strings.Contains(line, "[tall]") {
			t.Errorf("a paper of training has %q at one of its ends:\n%s", line, paper)
		}
	}
	for _, forbidden := range []string{"Receipt T", "T1-", "incl.", "without tax", "Journal", "[drawer"} {
		if strings.Contains(paper, forbidden) {
			t.Errorf("a paper of training says %q:\n%s", forbidden, paper)
		}
	}
}

// TestBrokenBooksOfATrainingLeaveATillThatSells spoils the books of a training between two starts: they are nobody's loss, so the
// shop opens and sells, and its journal says that the training ended.
func TestBrokenBooksOfATrainingLeaveATillThatSells(t *testing.T) {
	codes, products := realGoods(t)
	dir := newShop(t, products)
	screen := display(t, "1366x768")
	window := func(more ...string) *process {
		return start(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, append([]string{"--data", dir, "--lang", "en"}, more...)...)
	}
	till := window("--training")
	till.wait("the training till", 0, has("READY"))
	till.kill()
	books := filepath.Join(dir, "training", "kassa.db")
	for _, old := range []string{books + "-wal", books + "-shm"} {
		_ = os.Remove(old) // there is none where the last writer left in order
	}
	if err := os.WriteFile(books, []byte(strings.Repeat("no books ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &cashier{t: t, screen: screen, till: window(), random: rand.New(rand.NewPCG(34, 2026)), codes: codes}
	c.till.wait("the shop's till", 0, has("READY"))
	if receipt, _ := c.sellBasket(); receipt != "T1-0000001" {
		t.Errorf("sold %s, want the shop's first receipt", receipt)
	}
	c.till.kill()
	if _, err := os.Stat(filepath.Join(dir, "training")); !os.IsNotExist(err) {
		t.Errorf("the training till is still there: %v", err)
	}
	out := run(t, 0, "--data", dir, "export", "journal", "--format", "csv")
	if strings.Count(out, "training_end") != 1 {
		t.Errorf("the journal does not say once that the training ended:\n%s", out)
	}
}
