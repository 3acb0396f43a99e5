//go:build cgo && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app/money"
	"kassa/app/text"
)

// TestAWholeDayAtTheTill is a day of a small shop in the real window, in both languages: a manager prepares the float on the
// evening before; two cashiers sell sixty times, a sale is parked and one given up, the manager allows a discount in place, a
// wrong tender is put right, the printer loses its power, money is taken out, the till changes hands, a blind count differs,
// and the next shift opens with what was left. Then everything that tells of the day must tell the same.
func TestAWholeDayAtTheTill(t *testing.T) {
	for _, lang := range text.Languages() {
		t.Run(lang, func(t *testing.T) {
			d := beginDay(t, lang)
			d.signIn("M1")
			d.bringTheFloat(150_00)
			d.close(150_00, 150_00)

			d.change("C1")
			d.open(150_00)
			d.sell(14, "exact")
			d.sell(10, "card")
			d.parkAndTakeBack()
			d.giveUpASale()
			d.discountWithTheManager()
			d.correctATender()

			d.change("C2")
			d.sellWithoutAPrinter(3)
			d.sell(10, "card")
			d.takeCashOut(50_00)
			d.sell(60-len(d.sold), "exact")
			d.close(d.cash()-1_05, 100_00)

			d.open(100_00)
			d.sell(1, "exact")
			d.compare()
		})
	}
}

// person is somebody of the crew.
type person struct{ name, pin string }

var crew = map[string]person{"O1": {"Owner 1", "748291"}, "M1": {"Manager 1", "395172"}, "C1": {"Cashier 1", "2580"}, "C2": {"Cashier 2", "7391"}}

// day is a shop, its till in a window, and what the person in front of it has seen and done.
type day struct {
	*cashier
	say     *text.Text
	dir     string
	paper   string
	address string
	printer *process
	reasons map[string]string
	tenders map[string]string // what the shop calls them
	at      string            // who is at the till
	here    map[string]bool   // who clocked in
	basket  []string          // the codes in the open basket
	sold    []sold
	float   int64    // of the open shift
	taken   int64    // in it
	from    int      // the sales before it
	closed  []closed // the shifts that were closed
	givenUp int      // sales
}

// sold is a receipt as the screen said it.
type sold struct {
	label, tender, cashier string
	total                  int64
	codes                  []string
}

// closed is a shift as it was counted.
type closed struct{ receipts, expected, counted, kept int64 }

func beginDay(t *testing.T, lang string) *day {
	t.Helper()
	codes, products := realGoods(t)
	say, err := text.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	d := &day{say: say, dir: newShop(t, products, "--lang", lang), paper: filepath.Join(t.TempDir(), "paper"), here: map[string]bool{}, reasons: map[string]string{}, tenders: map[string]string{},
		address: fmt.Sprintf("escpos+tcp://127.0.0.1:%d", freePort(t))}
	run(t, 0, "--data", d.dir, "config", "set", "printer.receipt", d.address)
	for _, kind := range []string{"void", "cash_in", "cash_out"} {
		first, _, _ := strings.Cut(run(t, 0, "--data", d.dir, "config", "get", "reasons."+kind), "\n")
		d.reasons[kind] = first
	}
	for _, code := range []string{"cash", "card"} {
		d.tenders[code] = strings.TrimSpace(run(t, 0, "--data", d.dir, "config", "get", "tender."+code+"."+lang))
	}
	for _, args := range [][]string{{"Cashier 1"}, {"Cashier 2"}, {"Manager 1", "--role", "manager"}} {
		run(t, 0, append([]string{"--data", d.dir, "staff", "add"}, args...)...)
	}
	d.cashier = &cashier{t: t}
	d.typing(crew["O1"].pin+"\n", "staff", "pin", "O1")
	for _, code := range []string{"C1", "C2", "M1"} {
		d.asOwner(crew[code].pin+"\n", "staff", "pin", code)
	}
	d.plugIn()
	d.cashier = openCashier(t, d.dir, lang, rand.New(rand.NewPCG(60, 2026)), codes)
	return d
}

func (d *day) plugIn() {
	d.t.Helper()
	d.printer = start(d.t, nil, "simulate", "printer", "--at", d.address, "--out", d.paper)
	d.printer.wait("the printer", 0, has("READY"))
}

// money is a sum in the words of the till.
func (d *day) money(sum int64) string {
	euro, _ := money.CurrencyOf("EUR")
	return d.say.Money(money.Amount(sum), euro)
}

// cash is what lies in the drawer.
func (d *day) cash() int64 {
	sum := d.float - d.taken
	for _, s := range d.sold[d.from:] {
		if s.tender == "cash" {
			sum += s.total
		}
	}
	return sum
}

// bringTheFloat puts money into the drawer of a till that was never used: its first shift has opened by itself.
func (d *day) bringTheFloat(sum int64) {
	d.t.Helper()
	d.room("cash")
	d.move("in", sum, d.reasons["cash_in"], exactly(d.say.T("cash.key.close")))
	d.printed(d.say.T("cash.paper.slip.in"))
	d.taken -= sum
}

// takeCashOut takes money out: a cashier may not, so the manager allows it.
func (d *day) takeCashOut(sum int64) {
	d.t.Helper()
	d.room("cash")
	d.move("out", sum, d.reasons["cash_out"], theManager)
	d.allowed()
	d.see("the desk", exactly(d.say.T("cash.key.close")))
	d.printed(d.say.T("cash.paper.slip.out"))
	d.taken += sum
	d.room("sell")
}

// move fills the page for money that goes in or out.
func (d *day) move(kind string, sum int64, reason string, next func(string) bool) {
	d.t.Helper()
	d.key("cash.key." + kind)
	d.press(reason)
	d.typed(fmt.Sprint(sum / 100))
	d.strongTo(d.say.T("cash.key.book"), next)
}

// open opens a shift with the float that is offered.
func (d *day) open(float int64) {
	d.t.Helper()
	d.room("cash")
	offer := d.say.T("cash.key.open", text.Args{"sum": d.money(float)})
	d.strong(d.say.T("cash.key.open_next"), offer)
	d.strong(offer, d.say.T("cash.key.close"))
	d.float, d.taken, d.from = float, 0, len(d.sold)
	d.room("sell")
}

// close counts the drawer note by note, and closes the shift; keep stays as float.
func (d *day) close(counted, keep int64) {
	d.t.Helper()
	if len(d.sold) > d.from {
		d.printed(d.sold[len(d.sold)-1].label)
	}
	d.closed = append(d.closed, closed{int64(len(d.sold) - d.from), d.cash(), counted, keep})
	d.room("cash")
	d.strong(d.say.T("cash.key.close"), d.say.T("cash.key.confirm"))
	rest := counted
	for _, worth := range []int64{200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1} {
		d.typed(fmt.Sprint(rest/worth), "Return")
		rest %= worth
	}
	d.strong(d.say.T("cash.key.confirm"), d.say.T("cash.key.close_shift"))
	d.typed(fmt.Sprint(keep / 100))
	d.strong(d.say.T("cash.key.close_shift"), d.say.T("cash.key.open_next"))
	d.see("what was counted", exactly("row: "+d.say.T("cash.counted")+" | "+d.money(counted)))
	d.printed(d.say.T("cash.paper.z", text.Args{"no": len(d.closed)}))
}

// parkAndTakeBack parks a sale, serves somebody else, and goes on with it.
func (d *day) parkAndTakeBack() {
	d.t.Helper()
	d.scan(2)
	from := len(d.till.all())
	d.typed("", "F3")
	d.empty(from)
	parked := d.basket
	d.basket = nil
	d.sell(1, "exact")
	from = len(d.till.all())
	d.tap("park")
	d.spotNow("choice-0", from)
	d.till.wait("the parked sale", from, func(l string) bool { return has("STATE", "lines=2")(l) })
	d.basket = parked
	d.pay("exact")
}

// giveUpASale cancels a basket with a reason.
func (d *day) giveUpASale() {
	d.t.Helper()
	d.scan(2)
	from := len(d.till.all())
	d.typed("", "F12")
	d.press(d.reasons["void"])
	d.empty(from)
	d.basket, d.givenUp = nil, d.givenUp+1
}

// discountWithTheManager gives more than a cashier may: the manager allows it in place, and the basket is what it was.
func (d *day) discountWithTheManager() {
	d.t.Helper()
	d.scan(2)
	before := lastTotal(d.till.all())
	from := len(d.till.all())
	d.tap("row-0")
	d.spotNow("bar-percent", from)
	d.till.wait("the pad", from, has("POS pad "))
	d.typed("30", "Return")
	d.allowed()
	d.till.wait("the lower total", from, func(l string) bool { return has("STATE", "lines=2", "receipt=")(l) && field(l, "total") < before })
	d.pay("card")
}

// correctATender books cash as card, and puts it right in the room of receipts.
func (d *day) correctATender() {
	d.t.Helper()
	d.sell(1, "card")
	last := &d.sold[len(d.sold)-1]
	d.room("receipts")
	row := "row: " + last.label + " | "
	d.see("the receipt", beginning(row, d.tenders["card"]))
	d.key("sell.paid.wrong_tender")
	d.press(d.tenders["cash"])
	d.see("the corrected receipt", beginning(row, d.say.T("receipts.corrected")))
	last.tender = "cash"
	d.room("sell")
}

// sellWithoutAPrinter sells while the printer has no power; the papers wait, and come when it is back.
func (d *day) sellWithoutAPrinter(n int) {
	d.t.Helper()
	d.sell(1, "exact")
	d.printed(d.sold[len(d.sold)-1].label)
	d.printer.kill()
	d.sell(n, "exact")
	d.see("the printer is missed", exactly(d.say.T("banner.print_again")))
	d.room("receipts")
	d.key("receipts.queue_waiting", text.Args{"count": n})
	d.plugIn()
	d.key("receipts.print_all")
	for _, s := range d.sold[len(d.sold)-n:] {
		d.printed(s.label)
	}
	d.room("sell")
}
