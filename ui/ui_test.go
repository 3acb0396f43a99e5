//go:build cgo

package ui

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kassa/app"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
	"kassa/peripherals/sim"
	"kassa/ui/checkout"
	"kassa/ui/uitest"
)

// house is a till with its window, real books and simulated devices, in which time and work are in the hands of the test.
type house struct {
	*uitest.Window
	t       *testing.T
	store   *data.Store
	printer *sim.Printer
	app     *app.App
	ui      *UI
	now     time.Time
	ids     int
	timers  []*bell
	heads   memory
	beeps   []checkout.Beep
	said    bytes.Buffer
}

type bell struct {
	at  time.Time
	f   func()
	off bool
}

type memory struct{ text []byte }

func (m *memory) Read() ([]byte, error)   { return m.text, nil }
func (m *memory) Write(text []byte) error { m.text = text; return nil }

func (h *house) ways() Ways {
	now := func(f func()) { f() }
	return Ways{Spawn: now, Post: now, Painted: now, After: func(d time.Duration, f func()) func() {
		b := &bell{at: h.now.Add(d), f: f}
		h.timers = append(h.timers, b)
		return func() { b.off = true }
	}}
}

// pass lets time go by.
func (h *house) pass(d time.Duration) {
	until := h.now.Add(d)
	for {
		var next *bell
		for _, b := range h.timers {
			if !b.off && !b.at.After(until) && (next == nil || b.at.Before(next.at)) {
				next = b
			}
		}
		if next == nil {
			break
		}
		if next.at.After(h.now) {
			h.now = next.at
		}
		next.off = true
		next.f()
	}
	h.timers = slices.DeleteFunc(h.timers, func(b *bell) bool { return b.off })
	h.now = until
}

func newHouse(t *testing.T, v uitest.Variant) *house {
	t.Helper()
	h := &house{t: t, store: datatest.Open(t), printer: sim.NewPrinter(), now: datatest.Start()}
	datatest.Shop(t, h.store)
	h.start(v)
	return h
}

// start opens the till anew over the same books, as after a power cut.
func (h *house) start(v uitest.Variant) {
	h.t.Helper()
	a, err := app.New(context.Background(), app.Deps{Store: h.store, Now: func() time.Time { return h.now }, Seed: bytes.Repeat([]byte{9}, 32),
		Pepper: bytes.Repeat([]byte{7}, 32), Chance: rand.NewChaCha8([32]byte{1}),
		NewID:   func() shop.ID { h.ids++; return datatest.ID("UI", h.ids) },
		Printer: h.printer, Drawer: sim.NewDrawer(), Heads: &h.heads, Log: slog.New(slog.DiscardHandler), Version: "test"})
	if err != nil {
		h.t.Fatal(err)
	}
	h.app = a
	h.timers = nil
	h.ui, err = New(test.NewTempApp(h.t), a, Options{Lang: v.Lang, Theme: map[bool]string{true: "dark"}[v.Dark], TextPercent: v.TextPercent,
		PerMM: v.Theme().Metrics().PerMM, Version: "0.2.0", Now: func() time.Time { return h.now }, Sound: func(b checkout.Beep) { h.beeps = append(h.beeps, b) }, Positions: &h.said, Ways: h.ways()})
	if err != nil {
		h.t.Fatal(err)
	}
	h.Window = uitest.Over(h.t, v, h.ui.Window())
	if err := h.ui.Open(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(h.ui.Close)
	h.pass(time.Second)
}

// wand scans as a scanner types.
func (h *house) wand(code string) {
	for _, r := range code {
		h.pass(4 * time.Millisecond)
		h.Type(string(r))
	}
	h.pass(4 * time.Millisecond)
	h.Press(fyne.KeyReturn)
	h.pass(time.Second)
}

// drain lets the queue of papers work.
func (h *house) drain() {
	h.t.Helper()
	if err := h.app.Outbox.Drain(context.Background()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) sees(words ...string) {
	h.t.Helper()
	all := strings.Join(h.Texts(), " ")
	for _, w := range words {
		if !strings.Contains(all, w) {
			h.t.Errorf("%q is not on the screen: %s", w, all)
		}
	}
}

func (h *house) seesNot(words ...string) {
	h.t.Helper()
	all := strings.Join(h.Texts(), " ")
	for _, w := range words {
		if strings.Contains(all, w) {
			h.t.Errorf("%q is on the screen: %s", w, all)
		}
	}
}

const milk, coffee = "4006381333931", "036000291452"

func russian() uitest.Variant {
	return uitest.Variant{Lang: "ru", Dark: true, Width: 1024, Height: 768}
}

func TestAScannedCashSaleThroughTheWindow(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.sees("09:30 · Till T1", "shift since 09:30", "Cashier 1", "Scan the first product")
	h.wand(milk)
	h.wand(milk)
	h.wand(coffee)
	h.sees("2 lines · 3 pieces", "Total", "€8.45")
	h.TapText("€10")
	h.sees("Change", "€1.55", "printing", "1 × €1 · 1 × €0.50 · 1 × €0.05")
	h.drain()
	h.sees("printed")
	if docs := h.printer.Documents(); len(docs) != 1 || !strings.Contains(sim.Text(docs[0]), "8.45") {
		t.Errorf("%d receipts", len(docs))
	}
	h.wand(milk)
	h.sees("€1.35")
	h.seesNot("Change")
}

func TestTheTillBeepsUnlessItWasToldNotTo(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(milk)
	h.wand("4600000000015")
	if want := []checkout.Beep{checkout.High, checkout.Low}; !slices.Equal(h.beeps, want) {
		t.Errorf("heard %v, want %v", h.beeps, want)
	}
	h.Press(fyne.KeyEscape)
	if err := h.app.Office.Set(h.ui.now(), "ui.sound", "off"); err != nil {
		t.Fatal(err)
	}
	h.wand(milk)
	if len(h.beeps) != 2 {
		t.Errorf("switched off it beeps: %v", h.beeps)
	}
}

func TestABasketComesBackAfterTheTillWasKilled(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(coffee)
	h.ui.Close()
	h.start(uitest.Standard())
	h.sees("Ground coffee 250 g", "The sale of 09:30 is back.")
}

func TestAPrinterWithoutPaperIsSaidAndPrintsAgain(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), russian()} {
		t.Run(v.Name(), func(t *testing.T) {
			h := newHouse(t, v)
			h.wand(milk)
			h.printer.Fail(sim.PaperOut)
			h.Press(fyne.KeyF9)
			h.drain()
			h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "printer.receipt", Health: devices.Failed, Fault: fault.New(fault.PrinterPaperOut, nil)}})
			h.Golden("paper")
			h.TapText(map[string]string{"en": "Print again", "ru": "Напечатать"}[v.Lang])
			h.drain()
			h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "printer.receipt"}})
			if len(h.printer.Documents()) != 1 {
				t.Errorf("%d receipts printed", len(h.printer.Documents()))
			}
			h.sees(map[string]string{"en": "printed", "ru": "напечатан"}[v.Lang])
			h.seesNot(map[string]string{"en": "ot printed", "ru": "Не напечатан"}[v.Lang])
		})
	}
}

func TestWhatWaitedBeforeTheStartIsSaid(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(milk)
	h.printer.Fail(sim.PaperOut)
	h.Press(fyne.KeyF9)
	h.drain()
	h.ui.Close()
	h.start(uitest.Standard())
	h.sees("Not printed: Receipt", "Print again")
}

func TestLanguageAndLookChangeWhileTheSaleGoesOn(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(coffee)
	h.TapText("Setup")
	h.TapText("Look")
	h.TapText("Русский")
	h.sees("Настройки", "Тёмный")
	h.TapText("Тёмный")
	h.TapText("130\u202f%")
	h.TapText("слева")
	h.TapText("Продажа")
	h.sees("Кофе молотый 250 г", "Итого", "5,75")
	if total := h.Find("Итого"); total.Pos.X > 500 {
		t.Errorf("the basket stands at %v, not on the left", total.Pos.X)
	}
	h.pass(time.Second)
	h.Press(fyne.KeyF9)
	h.sees("Чек A-0000001")
	kept, err := h.app.Look(context.Background())
	if want := map[string]string{"ui.lang": "ru", "ui.theme": "dark", "ui.text": "130", "ui.side": "left"}; err != nil || !maps.Equal(kept, want) {
		t.Errorf("kept %v, want %v (%v)", kept, want, err)
	}
	h.ui.Close()
	h.start(uitest.Variant{Width: 1366, Height: 768})
	h.sees("Сканируйте первый товар")
	if h.ui.look != (look{lang: "ru", dark: true, text: 130, lefty: true, keyboard: true, sound: true}) {
		t.Errorf("the next start looks like %+v", h.ui.look)
	}
}

func TestBooksThatCannotBeWrittenFillTheWindow(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), russian()} {
		h := newHouse(t, v)
		h.wand(coffee)
		h.app.Board.Post(notice.StorageFailed{Fault: fault.New(fault.StorageFull, fault.Args{"path": "/shop"})})
		h.Golden("storage")
		h.Press(fyne.KeyF9)
		h.TapText(map[string]string{"en": "Try again", "ru": "Повторить"}[v.Lang])
		h.pass(time.Second)
		h.sees(map[string]string{"en": "Ground coffee 250 g", "ru": "Кофе молотый 250 г"}[v.Lang])
	}
}

func TestTheWorstDeviceIsSaidAndHealthyOnesAreSilent(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "scale", Health: devices.Warning}})
	h.sees("Scale: needs attention")
	h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "drawer", Health: devices.Failed}})
	h.sees("Cash drawer: does not answer")
	h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "drawer"}})
	h.app.Board.Post(notice.DeviceChanged{State: devices.State{Device: "scale"}})
	h.seesNot("Scale", "Cash drawer:")
}

func TestADrawerThatDidNotOpenIsForgottenWithTheNextSale(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	closed := "The cash drawer did not open"
	h.app.Board.Post(notice.JobFailed{JobID: "j2", SaleID: "s2", Kind: string(shop.JobDrawer), Fault: fault.New(fault.PrinterOffline, nil)})
	h.sees(closed)
	for _, sale := range []string{"s1", "s2"} {
		h.app.Board.Post(notice.JobDone{JobID: "j" + sale, SaleID: sale, Kind: string(shop.JobReceipt)})
		h.sees(closed)
	}
	h.app.Board.Post(notice.JobDone{JobID: "j3", SaleID: "s3", Kind: string(shop.JobReceipt)})
	h.seesNot(closed)
}

func TestThatADrawerDidNotOpenIsSaidUntilItIsSeen(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	closed := "The cash drawer did not open"
	h.app.Board.Post(notice.JobFailed{JobID: "j2", SaleID: "s2", Kind: string(shop.JobDrawer), Fault: fault.New(fault.PrinterOffline, nil)})
	h.sees(closed)
	h.TapText("Got it")
	h.seesNot(closed)
}

func TestTheWindowTellsWhereItsKeysAre(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(milk)
	h.Press(fyne.KeyF9)
	for _, want := range []string{"READY\n", "POS tile-0 ", "POS exact ", "POS search ", "STATE total=135 lines=1 version=1 change=0 receipt= refused=0\n",
		"STATE total=0 lines=0 version=0 change=0 receipt=A-0000001 refused=0\n"} {
		if !strings.Contains(h.said.String(), want) {
			t.Errorf("%q was not said:\n%s", want, h.said.String())
		}
	}
}

func TestTheClockGoesOn(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.pass(3 * time.Minute)
	h.sees("09:33 · Till T1")
}

func TestStockOnTheTilesFollowsTheSales(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.sees("Whole milk 1 l")
	before := fmt.Sprint(h.Texts())
	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.ui.take(notice.StockChanged{ProductIDs: []string{"x"}})
	if fmt.Sprint(h.Texts()) == before {
		t.Error("nothing moved")
	}
}
