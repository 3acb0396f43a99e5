package peripherals_test

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals"
	"kassa/peripherals/escpos"
	"kassa/peripherals/sim"
	"kassa/peripherals/twin/printer"
)

func twinOptions() printer.Options { return printer.Options{} }

// profile42 knows Cyrillic on one page only, so that bytes can be written down.
func profile42() escpos.Profile {
	p, _ := escpos.Named("")
	delete(p.CodePages, escpos.CP1251)
	return p
}

// states collects what a hub tells.
type states struct {
	mu  sync.Mutex
	all []string
}

func (s *states) add(state devices.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := fmt.Sprintf("%s %d", state.Device, state.Health)
	if state.Fault != nil {
		text += " " + string(state.Fault.Code)
	}
	s.all = append(s.all, text)
}

func (s *states) told() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.all)
}

func TestHubTellsHowADeviceIs(t *testing.T) {
	twin, address := twinAt(t, twinOptions())
	var told states
	hub := peripherals.NewHub(peripherals.Options{OnState: told.add}, map[string]string{peripherals.ReceiptPrinter: address})
	defer func() { _ = hub.Close() }()
	script(t, twin, "paper-out")
	for range 2 {
		if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); !fault.Is(err, fault.PrinterPaperOut) {
			t.Fatal(err)
		}
	}
	script(t, twin, "ok")
	if err := hub.Check(t.Context(), peripherals.ReceiptPrinter); err != nil {
		t.Fatal(err)
	}
	want := []string{"printer.receipt 0", "printer.receipt 1", "printer.receipt 3 printer_paper_out", "printer.receipt 1",
		"printer.receipt 3 printer_paper_out", "printer.receipt 1", "printer.receipt 0"}
	if got := told.told(); !slices.Equal(got, want) {
		t.Errorf("told was %q", got)
	}
	if all := hub.States(); len(all) != 1 || all[0].Health != devices.Healthy || all[0].Address != address {
		t.Errorf("states %+v", all)
	}
}

func TestHubWithABadAddressWorksOtherwise(t *testing.T) {
	_, address := twinAt(t, twinOptions())
	var told states
	hub := peripherals.NewHub(peripherals.Options{OnState: told.add},
		map[string]string{peripherals.ReceiptPrinter: address, "printer.labels": "escpos+usb://x"})
	defer func() { _ = hub.Close() }()
	if _, err := hub.Printer("printer.labels").Print(t.Context(), paper.Document{}); !fault.Is(err, fault.BadAddress) {
		t.Errorf("got %v", err)
	}
	if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); err != nil {
		t.Errorf("got %v", err)
	}
	if !slices.Contains(told.told(), "printer.labels 3 bad_address") {
		t.Errorf("told was %q", told.told())
	}
	if err := hub.Reconfigure(map[string]string{peripherals.ReceiptPrinter: "nonsense"}); !fault.Is(err, fault.BadAddress) {
		t.Errorf("got %v", err)
	}
	if err := hub.Reconfigure(map[string]string{peripherals.ReceiptPrinter: address}); err != nil {
		t.Errorf("got %v", err)
	}
	if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestShopWithoutPrinterPilesUpNothing(t *testing.T) {
	for _, addresses := range []map[string]string{nil, {peripherals.ReceiptPrinter: "none:"}, {peripherals.ReceiptPrinter: "", peripherals.DrawerKey: "none:"}} {
		hub := peripherals.NewHub(peripherals.Options{}, addresses)
		if printed, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); err != nil || printed.Confirmed {
			t.Errorf("got %+v, %v", printed, err)
		}
		if err := hub.Drawer().Open(t.Context()); err != nil {
			t.Error(err)
		}
		if err := hub.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestDrawerHangsWhereItIsConfigured(t *testing.T) {
	receipt, receiptAt := twinAt(t, twinOptions())
	other, otherAt := twinAt(t, twinOptions())
	d := sim.NewDrawer()
	hub := peripherals.NewHub(peripherals.Options{Simulated: map[string]any{peripherals.DrawerKey: d, peripherals.ReceiptPrinter: sim.NewPrinter()}}, nil)
	defer func() { _ = hub.Close() }()
	for _, addresses := range []map[string]string{
		{peripherals.ReceiptPrinter: receiptAt},
		{peripherals.ReceiptPrinter: receiptAt, peripherals.DrawerKey: receiptAt + "&pin=5"},
		{peripherals.ReceiptPrinter: receiptAt, peripherals.DrawerKey: otherAt},
		{peripherals.ReceiptPrinter: receiptAt, peripherals.DrawerKey: "sim:"},
		{peripherals.ReceiptPrinter: "sim:"},
	} {
		if err := hub.Reconfigure(addresses); err != nil {
			t.Fatal(err)
		}
		if err := hub.Drawer().Open(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if opened(receipt) != 2 || opened(other) != 1 || d.Opens() != 2 {
		t.Errorf("opened: %d, %d, %d", opened(receipt), opened(other), d.Opens())
	}
}

// slowPrinter counts who is at it at the same time.
type slowPrinter struct {
	mu             sync.Mutex
	at, most, done int
	hold           chan struct{}
	panics         bool
}

func (s *slowPrinter) Print(ctx context.Context, _ paper.Document) (devices.Printed, error) {
	s.mu.Lock()
	s.at++
	s.most = max(s.most, s.at)
	s.mu.Unlock()
	if s.panics {
		panic("broken driver")
	}
	select {
	case <-s.hold:
	case <-ctx.Done():
	}
	s.mu.Lock()
	s.at--
	s.done++
	s.mu.Unlock()
	return devices.Printed{Confirmed: true}, ctx.Err()
}

func TestHubLetsOneCallAtATimeToADevice(t *testing.T) {
	slow := &slowPrinter{hold: make(chan struct{})}
	hub := peripherals.NewHub(peripherals.Options{Simulated: map[string]any{peripherals.ReceiptPrinter: slow}},
		map[string]string{peripherals.ReceiptPrinter: "sim:"})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); err != nil {
				t.Error(err)
			}
		})
	}
	for range 8 {
		slow.hold <- struct{}{}
	}
	all.Wait()
	if slow.most != 1 || slow.done != 8 {
		t.Errorf("%d at the same time, %d done", slow.most, slow.done)
	}
	short, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(short, paper.Document{}); err == nil {
		t.Error("the time was over and nothing was said")
	}
	if err := hub.Close(); err != nil {
		t.Error(err)
	}
	if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); err == nil {
		t.Error("a closed hub printed")
	}
}

func TestPanicInADriverLeavesTheOutcomeOpenAndTheHubAlive(t *testing.T) {
	broken := &slowPrinter{panics: true, hold: make(chan struct{})}
	var told states
	hub := peripherals.NewHub(peripherals.Options{OnState: told.add, Simulated: map[string]any{peripherals.ReceiptPrinter: broken}},
		map[string]string{peripherals.ReceiptPrinter: "sim:"})
	defer func() { _ = hub.Close() }()
	for range 2 {
		if _, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), paper.Document{}); !devices.IsUnknown(err) {
			t.Errorf("got %v", err)
		}
	}
	if !slices.Contains(told.told(), "printer.receipt 3 unexpected") {
		t.Errorf("told was %q", told.told())
	}
}

func TestHubTriesAgainWhenThePrinterIsTaken(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	place := listener.Addr().String()
	_ = listener.Close() // refused now, there again at the second wait
	tries := 0
	twin, err := printer.New(twinOptions())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	jitter := func(time.Duration) time.Duration {
		if tries++; tries == 2 {
			again, err := net.Listen("tcp", place)
			if err != nil {
				served <- err
				return 0
			}
			go func() { served <- twin.Serve(ctx, again) }()
		}
		return 0
	}
	hub := peripherals.NewHub(peripherals.Options{Jitter: jitter}, map[string]string{peripherals.ReceiptPrinter: "escpos+tcp://" + place})
	if printed, err := hub.Printer(peripherals.ReceiptPrinter).Print(t.Context(), long()); err != nil || !printed.Confirmed || tries != 2 {
		t.Errorf("got %+v, %v after %d waits", printed, err, tries)
	}
	if err := hub.Close(); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-served; err != nil || len(whole(twin)) != 1 {
		t.Errorf("%v, %d documents", err, len(whole(twin)))
	}
}
