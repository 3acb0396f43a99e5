package peripherals

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"go.bug.st/serial/enumerator"

	"kassa/app/devices"
	"kassa/app/paper"
)

// Find lists the plugs of this computer where a receipt printer may be: printers on USB first, then serial ports. It opens
// none of them, so it disturbs no device. A system that cannot list its ports has none.
func (h *Hub) Find(context.Context) ([]devices.Plug, error) {
	found := usbPrinters("/dev/usb/lp*", "/sys/class/usbmisc")
	ports, err := enumerator.GetDetailedPortsList()
	if err != nil {
		return found, nil //nolint:nilerr // it has no ports to list
	}
	for _, p := range ports {
		found = append(found, serialPlug(p))
	}
	slices.SortStableFunc(found, func(a, b devices.Plug) int { return strings.Compare(string(b.Kind), string(a.Kind)) })
	return found, nil
}

// usbPrinters are the printers that Linux has a file for. The second folder knows how they call themselves.
func usbPrinters(files, classes string) (found []devices.Plug) {
	names, _ := filepath.Glob(files) // an error is a pattern that is none
	for _, path := range names {
		about, _ := os.ReadFile(filepath.Join(classes, filepath.Base(path), "device", "ieee1284_id"))
		found = append(found, devices.Plug{Kind: devices.PlugUSB, Place: path, Name: printerName(string(about)),
			Address: "escpos+file://" + path, Denied: denied(path)})
	}
	return found
}

// printerName reads maker and model out of what a printer says of itself (IEEE 1284, section 7.6): "MFG:EPSON;MDL:TM-T20II;".
func printerName(about string) string {
	said := map[string]string{}
	for _, part := range strings.Split(about, ";") {
		key, value, _ := strings.Cut(part, ":")
		said[strings.ToUpper(strings.TrimSpace(key))] = strings.TrimSpace(value)
	}
	maker, model := said["MFG"], said["MDL"]
	if maker == "" {
		maker = said["MANUFACTURER"]
	}
	if model == "" {
		model = said["MODEL"]
	}
	if strings.HasPrefix(model, maker) {
		maker = ""
	}
	return strings.TrimSpace(maker + " " + model)
}

// serialPlug is a serial port with the device behind it, where that says what it is.
func serialPlug(p *enumerator.PortDetails) devices.Plug {
	plug := devices.Plug{Kind: devices.PlugSerial, Place: p.Name, Name: strings.TrimSpace(p.Manufacturer + " " + p.Product)}
	plug.Address = "escpos+serial://" + p.Name
	if runtime.GOOS != "windows" {
		plug.Denied = denied(p.Name)
	}
	return plug
}

// PrintAt prints at an address that need not be set up yet. Faults: BadAddress, those of a printer.
func (h *Hub) PrintAt(ctx context.Context, address string, doc paper.Document) error {
	one := NewHub(Options{Font: h.options.Font, Simulated: h.options.Simulated, Jitter: h.options.Jitter, Limit: h.options.Limit},
		map[string]string{ReceiptPrinter: address})
	_, err := one.Printer(ReceiptPrinter).Print(ctx, doc)
	if closing := one.Close(); err == nil {
		err = closing
	}
	return err
}
