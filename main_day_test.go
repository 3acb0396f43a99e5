//go:build cgo && linux

package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestACashierSellsFiftyBasketsInBothLanguages drives the real window as a cashier does: scans, tiles and the search, half of the
// day in English and half in Russian, on real products. What the printer decoded must be what the screen said.
func TestACashierSellsFiftyBasketsInBothLanguages(t *testing.T) {
	codes, products := realGoods(t)
	dir := newShop(t, products)
	out := filepath.Join(t.TempDir(), "paper")
	at := fmt.Sprintf("escpos+tcp://127.0.0.1:%d", freePort(t))
	printer := start(t, nil, "simulate", "printer", "--at", at, "--out", out)
	printer.wait("the printer", 0, has("READY"))
	run(t, 0, "--data", dir, "config", "set", "printer.receipt", at)

	sold := map[string]int64{} // receipt → total on the screen
	random := rand.New(rand.NewPCG(50, 2026))
	for _, lang := range []string{"en", "ru"} {
		c := openCashier(t, dir, lang, random, codes)
		for range 25 {
			receipt, total := c.sellBasket()
			sold[receipt] = total
		}
		c.till.kill()
	}
	if len(sold) != 50 {
		t.Fatalf("%d receipts, want 50", len(sold))
	}
	waitForJobs(t, printer, 100)
	comparePapers(t, out, sold)
	run(t, 0, "--data", dir, "verify")
}

// cashier drives one window.
type cashier struct {
	t      *testing.T
	screen string
	till   *process
	random *rand.Rand
	codes  []string
	words  []string
}

func openCashier(t *testing.T, dir, lang string, random *rand.Rand, codes []string) *cashier {
	t.Helper()
	screen := display(t, "1366x768")
	till := start(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, "--data", dir, "--lang", lang)
	till.wait("the window", 0, has("READY"))
	// A Russian till has a Russian keyboard: what the scanner types must arrive all the same.
	layout := exec.Command("setxkbmap", "-layout", map[string]string{"en": "us", "ru": "ru"}[lang])
	layout.Env = append(os.Environ(), "DISPLAY="+screen)
	if out, err := layout.CombinedOutput(); err != nil {
		t.Fatalf("keyboard layout: %v %s", err, out)
	}
	words := map[string][]string{"en": {"choc", "milk", "juice"}, "ru": {"вода", "молоко", "сок"}}
	return &cashier{t: t, screen: screen, till: till, random: random, codes: codes, words: words[lang]}
}

// sellBasket adds one to four things and takes exact cash; it returns what the screen said.
func (c *cashier) sellBasket() (receipt string, total int64) {
	c.t.Helper()
	for range 1 + c.random.IntN(4) {
		from := len(c.till.all())
		switch c.random.IntN(10) {
		case 0, 1:
			c.tap(fmt.Sprintf("tile-%d", c.random.IntN(8)))
		case 2:
			c.search(c.words[c.random.IntN(len(c.words))])
		default:
			code := c.codes[c.random.IntN(len(c.codes))]
			xdo(c.t, c.screen, "type", "--delay", "0", "--args", "1", code, "key", "Return") // in one go, as a scanner types
		}
		c.till.wait("another line", from, func(l string) bool { return has("STATE", "receipt=")(l) && field(l, "total") > 0 })
	}
	x, y := c.till.spot("exact")
	from := len(c.till.all())
	for range 40 {
		all := c.till.all()
		for _, l := range all[from:] {
			if name := word(l, "receipt"); name != "" {
				return name, total
			}
		}
		total = lastTotal(all)
		seen := len(all)
		xdo(c.t, c.screen, "mousemove", x, y, "click", "1")
		c.till.wait("an answer to the tap", seen, has("STATE"))
	}
	c.t.Fatal("forty taps closed no sale")
	return "", 0
}

func (c *cashier) tap(name string) {
	c.t.Helper()
	x, y := c.till.spot(name)
	xdo(c.t, c.screen, "mousemove", x, y, "click", "1")
}

// search types a word as a person does and takes the first hit: Enter sells the only one, and marks the first of several,
// which a second Enter sells.
func (c *cashier) search(word string) {
	c.t.Helper()
	from := len(c.till.all())
	xdo(c.t, c.screen, "key", "F2")
	xdo(c.t, c.screen, "type", "--delay", "120", word)
	c.till.wait("what the search found", from, has(fmt.Sprintf("FOUND %q", word)))
	xdo(c.t, c.screen, "key", "Return")
	xdo(c.t, c.screen, "key", "Return")
}

// lastTotal is what the screen asked for last.
func lastTotal(lines []string) int64 {
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(lines[i], "STATE ") {
			return field(lines[i], "total")
		}
	}
	return 0
}

// word is a named value of a STATE line.
func word(line, name string) string {
	for _, f := range strings.Fields(line) {
		if v, ok := strings.CutPrefix(f, name+"="); ok {
			return v
		}
	}
	return ""
}

func field(line, name string) int64 {
	n, _ := strconv.ParseInt(word(line, name), 10, 64)
	return n
}

// realGoods reads real barcodes and names and gives them prices by a seeded rule.
func realGoods(t *testing.T) (codes []string, products string) {
	t.Helper()
	f, err := os.Open("app/inventory/testdata/off_200.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 200))
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"barcode", "name", "price", "tax", "stock"})
	for _, r := range rows[1:] {
		codes = append(codes, r[0])
		_ = w.Write([]string{r[0], r[2], fmt.Sprintf("%d.%02d", random.IntN(20), 5+random.IntN(95)), []string{"19", "7"}[random.IntN(2)], "100"})
	}
	w.Flush()
	return codes, b.String()
}

// waitForJobs waits until the printer did so many jobs.
func waitForJobs(t *testing.T, printer *process, n int) {
	t.Helper()
	printer.wait("the last job", 0, has(fmt.Sprintf("JOB %d ", n)))
}

// comparePapers looks whether every receipt says what the screen said, with one cut and one opening of the drawer each.
func comparePapers(t *testing.T, out string, sold map[string]int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	pulses, papers := 0, 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pulses += strings.Count(string(text), "[drawer")
		for receipt, total := range sold {
			if !strings.Contains(string(text), receipt) {
				continue
			}
			papers++
			want := fmt.Sprintf("%d.%02d", total/100, total%100)
			if !hasTotal(string(text), want) || strings.Count(string(text), "[cut") != 1 {
				t.Errorf("receipt %s: the screen said %s; the paper says\n%s", receipt, want, text)
			}
		}
	}
	if papers != len(sold) || pulses != len(sold) {
		t.Errorf("%d sales, %d papers, %d openings of the drawer", len(sold), papers, pulses)
	}
}

func hasTotal(paper, sum string) bool {
	for _, line := range strings.Split(paper, "\n") {
		if strings.Contains(line, "TOTAL") && strings.HasSuffix(strings.TrimSpace(line), sum) {
			return true
		}
	}
	return false
}
