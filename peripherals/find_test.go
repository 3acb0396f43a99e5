package peripherals

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.bug.st/serial/enumerator"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
)

func TestAPrinterOnUSBIsFoundWithItsName(t *testing.T) {
	dir := t.TempDir()
	for path, text := range map[string]string{"lp0": "", "lp1": "", "class/lp0/device/ieee1284_id": "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found := usbPrinters(filepath.Join(dir, "lp*"), filepath.Join(dir, "class"))
	if len(found) != 2 || found[0].Name != "EPSON TM-T20II" || found[1].Name != "" || found[0].Kind != devices.PlugUSB || found[0].Denied {
		t.Fatalf("found %+v", found)
	}
	if a, err := ParseAddress(found[0].Address); err != nil || a.Transport != File || a.Place != filepath.Join(dir, "lp0") {
		t.Errorf("its address is %q: %+v (%v)", found[0].Address, a, err)
	}
}

func TestAPrinterSaysItsMakerOnce(t *testing.T) {
	for about, want := range map[string]string{
		"MANUFACTURER:Star;MODEL:TSP143;": "Star TSP143", "MFG:POS;MDL:POS-80;": "POS-80", "": "", "nonsense": "", "MFG:EPSON": "EPSON",
	} {
		if got := printerName(about); got != want {
			t.Errorf("%q is %q, want %q", about, got, want)
		}
	}
}

func TestASerialPortIsFoundWithTheAddressOfAPrinterThere(t *testing.T) {
	for name, want := range map[string]string{"/dev/ttyUSB0": "/dev/ttyUSB0", "COM3": "COM3"} {
		plug := serialPlug(&enumerator.PortDetails{Name: name, Product: "USB-Serial Controller"})
		if a, err := ParseAddress(plug.Address); err != nil || a.Transport != Serial || a.Place != want || plug.Name != "USB-Serial Controller" {
			t.Errorf("%s: %+v, %+v (%v)", name, plug, a, err)
		}
	}
}

func TestAPageIsPrintedWhereNothingIsSetUpYet(t *testing.T) {
	printed := 0
	hub := NewHub(Options{Simulated: map[string]any{ReceiptPrinter: counter{&printed}}}, nil)
	defer func() { _ = hub.Close() }()
	if err := hub.PrintAt(t.Context(), "sim:", paper.Document{}); err != nil || printed != 1 {
		t.Errorf("%d printed, %v", printed, err)
	}
	if err := hub.PrintAt(t.Context(), "nowhere", paper.Document{}); !fault.Is(err, fault.BadAddress) {
		t.Errorf("%v, want BadAddress", err)
	}
	if len(hub.States()) != 0 {
		t.Errorf("a device was left: %+v", hub.States())
	}
}

// counter counts what it is asked to print.
type counter struct{ n *int }

func (c counter) Print(context.Context, paper.Document) (devices.Printed, error) {
	*c.n++
	return devices.Printed{}, nil
}
