//go:build linux

package peripherals_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals"
	"kassa/peripherals/porttest"
	"kassa/peripherals/twin/printer"
)

// line makes a pseudo-terminal: the device's end and the name of the till's end.
func line(t *testing.T) (device *printer.Device, name string) {
	t.Helper()
	device, name, err := printer.Line()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = device.Close() })
	return device, name
}

// twinOnLine starts a twin on a serial line; it ends with the test.
func twinOnLine(t *testing.T, options printer.Options) (twin *printer.Twin, address string) {
	t.Helper()
	device, name := line(t)
	twin, err := printer.New(options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- twin.Talk(ctx, device) }()
	t.Cleanup(func() { stop(); <-done })
	return twin, "escpos+serial://" + name + "?baud=115200&wait=1s"
}

func TestPrinterOverSerialKeepsItsPromises(t *testing.T) {
	t.Parallel()
	porttest.TestPrinter(t, func(t *testing.T) porttest.Bench {
		twin, address := twinOnLine(t, printer.Options{})
		hub := peripherals.NewHub(peripherals.Options{}, map[string]string{peripherals.ReceiptPrinter: address})
		t.Cleanup(func() { _ = hub.Close() })
		return porttest.Bench{Printer: hub.Printer(peripherals.ReceiptPrinter), Drawer: hub.Drawer(),
			Trouble: func(trouble porttest.Trouble) { script(t, twin, words(trouble)) },
			Printed: func() []string { return whole(twin) }, Opened: func() int { return opened(twin) }}
	})
}

func TestSerialPortIsHeldOnce(t *testing.T) {
	_, name := line(t)
	first, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{Baud: 19200})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{}); !fault.Is(err, fault.PortBusy) {
		t.Errorf("opened twice: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	second, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{Parity: 'E', DataBits: 7, StopBits: 2, Flow: "none"})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
}

func TestSerialPortPassesAllBytesAndWaitsShortly(t *testing.T) {
	device, name := line(t)
	port, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{Baud: 115200, Flow: "none"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = port.Close() }()
	var all [256]byte
	for i := range all {
		all[i] = byte(i)
	}
	if n, err := port.Read(make([]byte, 8)); n != 0 || err != nil {
		t.Errorf("nothing came, and Read gave %d, %v", n, err)
	}
	for range 3 {
		if n, err := port.Write(all[:]); n != 256 || err != nil {
			t.Fatalf("wrote %d, %v", n, err)
		}
	}
	got := make([]byte, 0, 768)
	for buf := make([]byte, 100); len(got) < 768; {
		n, err := device.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, buf[:n]...)
	}
	if string(got) != strings.Repeat(string(all[:]), 3) {
		t.Errorf("%d bytes came changed", len(got))
	}
	if _, err := device.Write(all[:]); err != nil {
		t.Fatal(err)
	}
	var back []byte
	for buf := make([]byte, 100); len(back) < 256; {
		n, err := port.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		back = append(back, buf[:n]...)
	}
	if string(back) != string(all[:]) {
		t.Errorf("%d bytes came back changed", len(back))
	}
}

func TestSerialPortWritesNoFasterThanTheWire(t *testing.T) {
	t.Parallel()
	device, name := line(t)
	go func() {
		buf := make([]byte, 512)
		for {
			if _, err := device.Read(buf); err != nil {
				return
			}
		}
	}()
	port, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{Baud: 9600})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = port.Close() }()
	start := time.Now()
	if _, err := port.Write(make([]byte, 480)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < 490*time.Millisecond {
		t.Errorf("480 bytes at 9600 baud took %v", took)
	}
}

func TestDeviceThatTakesNothingHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	_, name := line(t)
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	port, err := peripherals.OpenSerial(ctx, name, peripherals.SerialMode{Baud: 4000000, Flow: "none"})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	n, err := port.Write(make([]byte, 100000))
	if !errors.Is(err, context.DeadlineExceeded) || n == 0 || time.Since(start) > 2*time.Second {
		t.Errorf("wrote %d, %v after %v", n, err, time.Since(start))
	}
	if err := port.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("closing took until %v", took)
	}
}

func TestXOFFHoldsBackTextAndNotQuestions(t *testing.T) {
	t.Parallel()
	device, name := line(t)
	port, err := peripherals.OpenSerial(t.Context(), name, peripherals.SerialMode{Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = port.Close() }()
	if _, err := device.Write([]byte{0x13, 'x'}); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 64)
	for n := 0; n == 0; { // XOFF is obeyed and not handed on; the x behind it tells that it came
		if n, err = port.Read(buf); err != nil || n > 0 && buf[0] != 'x' {
			t.Fatalf("got %d, %v, %q", n, err, buf[:n])
		}
	}
	if _, err := port.Write([]byte{0x10, 0x04, 0x01}); err != nil {
		t.Errorf("a question was held back: %v", err)
	}
	written := make(chan error, 1)
	go func() {
		_, err := port.Write([]byte(strings.Repeat("text ", 10)))
		written <- err
	}()
	select {
	case <-written:
		t.Error("text was written after XOFF")
	case <-time.After(100 * time.Millisecond):
	}
	if _, err := device.Write([]byte{0x11}); err != nil {
		t.Fatal(err)
	}
	if err := <-written; err != nil {
		t.Errorf("after XON: %v", err)
	}
}

func TestLineThatGoesAwayLeavesTheOutcomeOpen(t *testing.T) {
	t.Parallel()
	device, name := line(t)
	go func() { // answers like a printer, and is unplugged in the middle of the job
		var all []byte
		buf := make([]byte, 64)
		for len(all) < 400 {
			n, err := device.Read(buf)
			if err != nil {
				break
			}
			all = append(all, buf[:n]...)
			for range strings.Count(string(buf[:n]), "\x10\x04") {
				_, _ = device.Write([]byte{0x12})
			}
		}
		_ = device.Close()
	}()
	_, err := driver(t, "escpos+serial://"+name+"?baud=115200&wait=1s").Print(t.Context(), paper.Document{Items: long().Items})
	if !devices.IsUnknown(err) || !fault.Is(err, fault.PrinterHalf) {
		t.Errorf("got %v", err)
	}
}
