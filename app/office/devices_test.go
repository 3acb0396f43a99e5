//go:build cgo

package office_test

import (
	"context"
	"testing"

	"kassa/app/act"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

// bench is a set of devices that remembers what it was asked for.
type bench struct {
	asked, printed []string
	printer        *sim.Printer
}

func (b *bench) States() []devices.State {
	return []devices.State{{Device: "printer.receipt", Address: "sim:", Health: devices.Failed, Fault: fault.New(fault.PrinterCover, nil)}}
}

func (b *bench) Check(_ context.Context, key string) error {
	b.asked = append(b.asked, key)
	return nil
}

func (b *bench) Find(context.Context) ([]devices.Plug, error) {
	return []devices.Plug{{Kind: devices.PlugUSB, Place: "/dev/usb/lp0", Address: "escpos+file:///dev/usb/lp0"}}, nil
}

func (b *bench) PrintAt(_ context.Context, address string, _ paper.Document) error {
	b.printed = append(b.printed, address)
	return nil
}

func TestTheDevicesOfATillAreShownWithTheirState(t *testing.T) {
	o, _, ctx, _ := desk(t)
	b := &bench{printer: sim.NewPrinter()}
	o.Printer, o.Hardware = b.printer, b
	list, err := o.Devices(ctx)
	if err != nil || len(list) != 2 || list[0].Address != "" || list[1].OnPrinter {
		t.Fatalf("a new shop: %+v, %v", list, err)
	}
	if err := o.TestPage(ctx, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("a page without a printer: %v, want NotFound", err)
	}
	if err := o.Set(ctx, shop.PrinterReceipt, "sim:"); err != nil {
		t.Fatal(err)
	}
	list, err = o.AskDevices(ctx)
	if err != nil || list[0].Address != "sim:" || !list[1].OnPrinter || list[1].State.Fault == nil || list[0].State.Fault.Code != fault.PrinterCover {
		t.Errorf("with a printer: %+v, %v", list, err)
	}
	if len(b.asked) != 1 || b.asked[0] != shop.PrinterReceipt {
		t.Errorf("asked were %q", b.asked)
	}
}

func TestATestPageIsPrintedHereAndAtAnAddressThatIsOnlyTried(t *testing.T) {
	o, _, ctx, _ := desk(t)
	b := &bench{printer: sim.NewPrinter()}
	o.Printer, o.Hardware = b.printer, b
	if err := o.Set(ctx, shop.PrinterReceipt, "sim:"); err != nil {
		t.Fatal(err)
	}
	if err := o.TestPage(ctx, ""); err != nil || len(b.printer.Documents()) != 1 {
		t.Errorf("%d pages, %v", len(b.printer.Documents()), err)
	}
	if err := o.TestPage(ctx, "escpos+file:///dev/usb/lp0"); err != nil || len(b.printed) != 1 {
		t.Errorf("printed at %q, %v", b.printed, err)
	}
	cashier := act.As(t.Context(), shop.Staff{Role: rights.Cashier})
	for what, err := range map[string]error{"page": o.TestPage(cashier, ""), "check": o.CheckDevice(cashier, shop.DrawerKey)} {
		if !fault.Is(err, fault.NoRight) {
			t.Errorf("%s by a cashier: %v, want NoRight", what, err)
		}
	}
	if _, err := o.FindDevices(cashier); !fault.Is(err, fault.NoRight) {
		t.Errorf("a cashier looks for devices: %v", err)
	}
	if plugs, err := o.FindDevices(ctx); err != nil || len(plugs) != 1 {
		t.Errorf("%+v, %v", plugs, err)
	}
}
