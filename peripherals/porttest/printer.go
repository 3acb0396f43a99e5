package porttest

import (
	"context"
	"strings"
	"testing"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
)

// Trouble is what a bench can let happen to its printer.
type Trouble string

// The troubles.
const (
	Well     Trouble = "ok"
	PaperOut Trouble = "paper-out" // from the beginning
	Cover    Trouble = "cover"
	Dies     Trouble = "dies" // in the middle of the next document
	Silent   Trouble = "silent"
)

// Bench is a printer on the test bench with everything around it.
type Bench struct {
	Printer devices.Printer
	Drawer  devices.Drawer
	Trouble func(Trouble)   // from now on
	Printed func() []string // the whole documents on paper so far, as text
	Opened  func() int      // how often the drawer was opened so far
}

// TestPrinter asks of a printer what devices.Printer and devices.Drawer promise. Each part gets a bench of its own.
func TestPrinter(t *testing.T, bench func(t *testing.T) Bench) {
	for name, part := range map[string]func(*testing.T, Bench){
		"a document is printed once and confirmed":      printsOnce,
		"documents come out in the order of the calls":  keepsOrder,
		"without paper nothing is printed":              func(t *testing.T, b Bench) { refusesClean(t, b, PaperOut, fault.PrinterPaperOut) },
		"with the cover open nothing is printed":        func(t *testing.T, b Bench) { refusesClean(t, b, Cover, fault.PrinterCover) },
		"a death in the middle leaves the outcome open": diesHalfway,
		"a silent printer prints unconfirmed":           printsUnconfirmed,
		"the drawer opens once for each call":           opensOnce,
		"a call whose time is over prints nothing":      obeysContext,
	} {
		t.Run(name, func(t *testing.T) { part(t, bench(t)) })
	}
}

// page is a document that can be told from others.
func page(name string) paper.Document {
	doc := paper.Document{}
	for range 20 {
		doc.Add(paper.Row{Left: "line of " + name, Right: "1.00"})
	}
	return *doc.Add(paper.Text{Text: "end of " + name}, paper.Cut{})
}

// wantPages compares what is on paper with the names of documents.
func wantPages(t *testing.T, b Bench, names ...string) {
	t.Helper()
	got := b.Printed()
	if len(got) != len(names) {
		t.Fatalf("%d documents are on paper, want %d", len(got), len(names))
	}
	for i, name := range names {
		if !strings.Contains(got[i], "line of "+name) || !strings.Contains(got[i], "end of "+name) {
			t.Errorf("document %d is\n%s\nwant %s", i, got[i], name)
		}
	}
}

func printsOnce(t *testing.T, b Bench) {
	printed, err := b.Printer.Print(t.Context(), page("one"))
	if err != nil || !printed.Confirmed {
		t.Fatalf("got %+v, %v", printed, err)
	}
	wantPages(t, b, "one")
}

func keepsOrder(t *testing.T, b Bench) {
	for _, name := range []string{"one", "two", "three"} {
		if _, err := b.Printer.Print(t.Context(), page(name)); err != nil {
			t.Fatal(err)
		}
	}
	wantPages(t, b, "one", "two", "three")
}

func refusesClean(t *testing.T, b Bench, trouble Trouble, want fault.Code) {
	b.Trouble(trouble)
	if _, err := b.Printer.Print(t.Context(), page("one")); !fault.Is(err, want) || devices.IsUnknown(err) {
		t.Errorf("got %v, want %s with nothing sent", err, want)
	}
	wantPages(t, b)
	b.Trouble(Well)
	if _, err := b.Printer.Print(t.Context(), page("two")); err != nil {
		t.Errorf("after the trouble: %v", err)
	}
	wantPages(t, b, "two")
}

func diesHalfway(t *testing.T, b Bench) {
	b.Trouble(Dies)
	_, err := b.Printer.Print(t.Context(), page("one"))
	if !devices.IsUnknown(err) || !fault.Is(err, fault.PrinterHalf) {
		t.Errorf("got %v", err)
	}
	wantPages(t, b)
	b.Trouble(Well)
	if printed, err := b.Printer.Print(t.Context(), page("two")); err != nil || !printed.Confirmed {
		t.Errorf("after the trouble: %+v, %v", printed, err)
	}
	wantPages(t, b, "two")
}

func printsUnconfirmed(t *testing.T, b Bench) {
	b.Trouble(Silent)
	printed, err := b.Printer.Print(t.Context(), page("one"))
	if err != nil || printed.Confirmed {
		t.Errorf("got %+v, %v", printed, err)
	}
	wantPages(t, b, "one")
}

func opensOnce(t *testing.T, b Bench) {
	for want := 1; want <= 2; want++ {
		if err := b.Drawer.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := b.Opened(); got != want {
			t.Fatalf("opened %d times, want %d", got, want)
		}
	}
}

func obeysContext(t *testing.T, b Bench) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := b.Printer.Print(ctx, page("one")); err == nil || devices.IsUnknown(err) {
		t.Errorf("got %v", err)
	}
	wantPages(t, b)
}
