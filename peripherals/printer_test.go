package peripherals_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals"
	"kassa/peripherals/porttest"
	"kassa/peripherals/sim"
	"kassa/peripherals/twin/printer"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// twinAt starts a twin behind a socket; it ends with the test.
func twinAt(t *testing.T, options printer.Options) (twin *printer.Twin, address string) {
	t.Helper()
	twin, err := printer.New(options)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- twin.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return twin, "escpos+tcp://" + listener.Addr().String() + "?wait=1s"
}

// script changes what is wrong with a twin.
func script(t *testing.T, twin *printer.Twin, words string) {
	t.Helper()
	if err := twin.Script(words); err != nil {
		t.Fatal(err)
	}
}

// driver makes the driver of an address.
func driver(t *testing.T, address string) *peripherals.Printer {
	t.Helper()
	a, err := peripherals.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	p, err := peripherals.PrinterAt(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// whole are the jobs of a twin that have a cut and lack nothing.
func whole(twin *printer.Twin) []string {
	var all []string
	for _, job := range twin.Jobs() {
		if job.Cuts == 1 && job.Unprinted == 0 && len(job.Foreign) == 0 {
			all = append(all, job.Text())
		}
	}
	return all
}

func opened(twin *printer.Twin) int {
	n := 0
	for _, job := range twin.Jobs() {
		n += job.Pulses
	}
	return n
}

// words are the troubles of the conformance test in the language of the twin.
func words(trouble porttest.Trouble) string {
	if trouble == porttest.Dies {
		return "die-after=300"
	}
	return string(trouble)
}

func TestPrinterOverTCPKeepsItsPromises(t *testing.T) {
	t.Parallel()
	porttest.TestPrinter(t, func(t *testing.T) porttest.Bench {
		twin, address := twinAt(t, printer.Options{})
		hub := peripherals.NewHub(peripherals.Options{}, map[string]string{peripherals.ReceiptPrinter: address})
		t.Cleanup(func() { _ = hub.Close() })
		return porttest.Bench{Printer: hub.Printer(peripherals.ReceiptPrinter), Drawer: hub.Drawer(),
			Trouble: func(trouble porttest.Trouble) { script(t, twin, words(trouble)) },
			Printed: func() []string { return whole(twin) }, Opened: func() int { return opened(twin) }}
	})
}

func TestSimulatedPrinterKeepsItsPromises(t *testing.T) {
	porttest.TestPrinter(t, func(t *testing.T) porttest.Bench {
		p, d := sim.NewPrinter(), sim.NewDrawer()
		faults := map[porttest.Trouble][]sim.Fault{porttest.Well: nil, porttest.PaperOut: {sim.PaperOut},
			porttest.Cover: {sim.Cover}, porttest.Dies: {sim.Half}, porttest.Silent: {sim.Silent}}
		return porttest.Bench{Printer: p, Drawer: d,
			Trouble: func(trouble porttest.Trouble) { p.Fail(faults[trouble]...) },
			Printed: func() []string {
				var all []string
				for _, doc := range p.Documents() {
					all = append(all, sim.Text(doc))
				}
				return all
			}, Opened: d.Opens}
	})
}

// long is a document that takes some time.
func long() paper.Document {
	doc := paper.Document{}
	for range 50 {
		doc.Add(paper.Row{Left: "Молоко цельное", Right: "2.70"})
	}
	return *doc.Add(paper.Cut{})
}

func TestPaperThatRunsOutInTheMiddleLeavesTheOutcomeOpen(t *testing.T) {
	t.Parallel()
	for trouble, want := range map[string]fault.Code{"paper-out=700": fault.PrinterPaperOut,
		"cover=700": fault.PrinterCover, "offline=700": fault.PrinterOffline} {
		twin, address := twinAt(t, printer.Options{Script: trouble})
		_, err := driver(t, address).Print(t.Context(), long())
		if !devices.IsUnknown(err) || !fault.Is(err, want) {
			t.Errorf("%s: got %v", trouble, err)
		}
		if jobs := twin.Jobs(); len(jobs) != 1 || jobs[0].Unprinted == 0 || len(jobs[0].Lines) == 0 || jobs[0].Cuts != 0 {
			t.Errorf("%s: on paper is %+v", trouble, jobs)
		}
	}
}

func TestDrawerOpensWithoutPaper(t *testing.T) {
	twin, address := twinAt(t, printer.Options{Script: "paper-out"})
	if err := driver(t, address).Kick(t.Context()); err != nil {
		t.Fatal(err)
	}
	script(t, twin, "ok")
	if got := opened(twin); got != 1 {
		t.Errorf("the drawer opened %d times", got)
	}
}

func TestDrawerOfASilentPrinterHoldsTheReceiptUpBriefly(t *testing.T) {
	t.Parallel()
	twin, address := twinAt(t, printer.Options{Script: "silent"})
	start := time.Now()
	if err := driver(t, strings.Replace(address, "wait=1s", "wait=30s", 1)).Kick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 5*time.Second || opened(twin) != 1 {
		t.Errorf("opened %d times in %v", opened(twin), took)
	}
}

func TestSilentPrinterIsRememberedAsOneWay(t *testing.T) {
	t.Parallel()
	twin, address := twinAt(t, printer.Options{Script: "silent"})
	p := driver(t, address)
	for range 2 {
		if printed, err := p.Print(t.Context(), paper.Document{Items: []paper.Item{paper.Text{Text: "x"}}}); err != nil || printed.Confirmed {
			t.Fatalf("got %+v, %v", printed, err)
		}
	}
	start := time.Now()
	if _, err := p.Print(t.Context(), paper.Document{}); err != nil || time.Since(start) > 2*time.Second {
		t.Errorf("a one-way printer was waited for: %v, %v", time.Since(start), err)
	}
	script(t, twin, "ok")
	if printed, err := p.Print(t.Context(), paper.Document{}); err != nil || !printed.Confirmed {
		t.Errorf("it found its voice: %+v, %v", printed, err)
	}
	script(t, twin, "silent")
	if _, err := p.Print(t.Context(), long()); !fault.Is(err, fault.PrinterOffline) || devices.IsUnknown(err) {
		t.Errorf("a printer that used to answer and says nothing is %v", err)
	}
	if n := len(whole(twin)); n != 0 {
		t.Errorf("%d documents were sent to a printer that is off", n)
	}
}

func TestPrinterWithoutEndMarkIsUnconfirmedAndNotHalf(t *testing.T) {
	t.Parallel()
	twin, address := twinAt(t, printer.Options{Script: "mute"})
	if printed, err := driver(t, address).Print(t.Context(), long()); err != nil || printed.Confirmed {
		t.Errorf("got %+v, %v", printed, err)
	}
	if n := len(whole(twin)); n != 1 {
		t.Errorf("%d documents", n)
	}
}

func TestNobodyAtTheAddressIsOfflineWithNothingSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	_, err = driver(t, "escpos+tcp://"+listener.Addr().String()).Print(t.Context(), long())
	if f, _ := fault.Of(err); !fault.Is(err, fault.PrinterOffline) || devices.IsUnknown(err) || !strings.Contains(f.Args["address"].(string), "escpos+tcp") {
		t.Errorf("got %v", err)
	}
}

func TestNoiseConfirmsNothing(t *testing.T) {
	t.Parallel()
	for _, noise := range []string{"SSH-2.0-OpenSSH_9.2\r\nESCPOS-netprinter: All done!\x10\x00\x00\x00", "HELO\r\n\t\x07OK\r\n", "\x10\x00\x00\x00\x11\x13"} {
		noiseConfirmsNothing(t, noise)
	}
}

// noiseConfirmsNothing prints to something that is no printer and says the same to everything.
func noiseConfirmsNothing(t *testing.T, noise string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		buf := make([]byte, 4096)
		for err == nil {
			_, _ = conn.Write([]byte(noise))
			_, err = conn.Read(buf)
		}
		_ = conn.Close()
	}()
	printed, err := driver(t, "escpos+tcp://"+listener.Addr().String()+"?wait=500ms").Print(t.Context(), paper.Document{})
	if printed.Confirmed {
		t.Errorf("%q confirmed a job: %v", noise, err)
	}
	_ = listener.Close()
	<-ended
}
