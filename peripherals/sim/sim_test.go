package sim_test

import (
	"context"
	"testing"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals/sim"
)

// Each device is what the services ask for.
var (
	_ devices.Printer = (*sim.Printer)(nil)
	_ devices.Drawer  = (*sim.Drawer)(nil)
	_ devices.Fiscal  = (*sim.Fiscal)(nil)
	_ devices.Marks   = (*sim.Marks)(nil)
)

func TestFiscalSignsASaleOnce(t *testing.T) {
	ctx, sale := t.Context(), devices.FiscalSale{SaleID: "S1", Total: 1367}
	for _, test := range []struct {
		what   sim.Fault
		signed int
	}{{sim.LostAnswer, 1}, {sim.NeverSaw, 0}} {
		f := sim.NewFiscal()
		f.Fail(test.what)
		if _, err := f.Finish(ctx, sale); !devices.IsUnknown(err) {
			t.Fatalf("fault %d: the outcome must be unknown, got %v", test.what, err)
		}
		_, found, err := f.Lookup(ctx, "S1")
		if err != nil || found != (test.signed == 1) || len(f.Receipts()) != test.signed {
			t.Errorf("fault %d: found %v, %d receipts, %v", test.what, found, len(f.Receipts()), err)
		}
		first, err := f.Finish(ctx, sale)
		again, errAgain := f.Finish(ctx, sale)
		if err != nil || errAgain != nil || first != again || len(f.Receipts()) != 1 || first.Signature == "" {
			t.Errorf("a repeated sale is %+v and %+v, %d receipts", first, again, len(f.Receipts()))
		}
	}
}

func TestFiscalOutageIsNoError(t *testing.T) {
	f := sim.NewFiscal()
	f.Fail(sim.Outage, sim.Always)
	for range 2 {
		if answer, err := f.Finish(t.Context(), devices.FiscalSale{SaleID: "S"}); err != nil || !answer.Outage {
			t.Errorf("got %+v, %v", answer, err)
		}
	}
	f.Fail(sim.Refuses)
	if _, err := f.Finish(t.Context(), devices.FiscalSale{SaleID: "S"}); !fault.Is(err, fault.FiscalRefused) {
		t.Errorf("a refusal is %v", err)
	}
	if len(f.Receipts()) != 0 {
		t.Error("nothing was to be signed")
	}
}

func TestSlowMarksEndWithTheCallersTime(t *testing.T) {
	m := sim.NewMarks()
	m.Fail(sim.Slow)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := m.Ask(ctx, "x"); !fault.Is(err, fault.DeviceSilent) {
		t.Errorf("got %v", err)
	}
	m.Refuse("y", "sold before")
	good, _ := m.Ask(t.Context(), "x")
	bad, _ := m.Ask(t.Context(), "y")
	if !good.Allowed || good.Proof == "" || bad.Allowed || bad.Reason != "sold before" {
		t.Errorf("got %+v and %+v", good, bad)
	}
}

func TestHalfADocumentIsNotInTheLedgerOfWholeOnes(t *testing.T) {
	p := sim.NewPrinter()
	p.Fail(sim.Half, sim.PaperOut)
	doc := paper.Document{Items: []paper.Item{paper.Text{Text: "a"}, paper.Text{Text: "b"}, paper.Pulse{}}}
	if _, err := p.Print(t.Context(), doc); !devices.IsUnknown(err) || !fault.Is(err, fault.PrinterHalf) {
		t.Errorf("half: %v", err)
	}
	if _, err := p.Print(t.Context(), doc); devices.IsUnknown(err) || !fault.Is(err, fault.PrinterPaperOut) {
		t.Errorf("paper out: %v", err)
	}
	if printed, err := p.Print(t.Context(), doc); err != nil || !printed.Confirmed {
		t.Errorf("well: %+v, %v", printed, err)
	}
	if len(p.Documents()) != 1 || len(p.Halves()) != 1 || p.Pulses() != 1 {
		t.Errorf("%d documents, %d halves, %d pulses", len(p.Documents()), len(p.Halves()), p.Pulses())
	}
}
