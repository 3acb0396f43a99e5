package peripherals_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals"
	"kassa/peripherals/porttest"
)

func TestTCPPortSaysThatNothingCame(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	port, err := peripherals.OpenTCP(ctx, listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = port.Close() }()
	start := time.Now()
	if n, err := port.Read(make([]byte, 8)); n != 0 || err != nil || time.Since(start) < 50*time.Millisecond {
		t.Errorf("got %d, %v after %v", n, err, time.Since(start))
	}
	stop()
	if _, err := port.Read(make([]byte, 8)); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its time: %v", err)
	}
	if _, err := port.Write([]byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its time: %v", err)
	}
}

func TestPlainFileIsAppendedTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipts.bin")
	p := driver(t, "escpos+file://"+filepath.ToSlash(path))
	for range 2 {
		printed, err := p.Print(t.Context(), paper.Document{Items: []paper.Item{paper.Text{Text: "x"}}})
		if err != nil || printed.Confirmed {
			t.Fatalf("got %+v, %v", printed, err)
		}
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "\x1b@\x1c.\x1bR\x00\x1bt\x00x\n\x1b@\x1c.\x1bR\x00\x1bt\x00x\n" {
		t.Errorf("in the file is %q, %v", data, err)
	}
	port, err := peripherals.OpenFile(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := port.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("a file answers %v", err)
	}
	if err := port.Close(); err != nil {
		t.Error(err)
	}
}

func TestPortsThatCannotBeOpenedSayWhy(t *testing.T) {
	folder := t.TempDir()
	for address, want := range map[string]fault.Code{
		"escpos+file://" + filepath.ToSlash(folder): fault.BadAddress,
		"escpos+file:///dev/no/such/printer":        fault.PortMissing,
		"escpos+file:///dev/nosuchprinter":          fault.PortMissing,
		"escpos+file:///no/such/folder/x":           fault.PortMissing,
		"escpos+serial:///dev/nosuchport":           fault.PortMissing,
	} {
		_, err := driver(t, address).Print(t.Context(), paper.Document{})
		if !fault.Is(err, want) || devices.IsUnknown(err) {
			t.Errorf("%s is %v, want %s", address, err, want)
		}
	}
	if _, err := os.Stat("/dev/nosuchprinter"); err == nil {
		t.Error("a plain file was made among the devices")
	}
}

func TestRecordedTalkPlaysBack(t *testing.T) {
	_, address := twinAt(t, twinOptions())
	a, err := peripherals.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	var recorder *porttest.Recorder
	config := peripherals.PrinterConfig{Address: "recorded", Profile: profile42(), Wait: time.Second,
		Open: func(ctx context.Context) (peripherals.Port, error) {
			port, err := peripherals.Open(ctx, a)
			recorder = porttest.Record(port)
			return recorder, err
		}}
	doc := paper.Document{Items: []paper.Item{paper.Text{Text: "Чай"}, paper.Cut{}}}
	if printed, err := peripherals.NewPrinter(config).Print(t.Context(), doc); err != nil || !printed.Confirmed {
		t.Fatalf("got %+v, %v", printed, err)
	}
	want := "> 10 04 01\n< 12\n> 10 04 04\n< 12\n> 1B 40 1C 2E 1B 52 00 1B 74 00 1B 74 11 97 A0 A9 0A 1D 56 42 00 1D 72 01\n< 00\n"
	if got := recorder.Talk(); got != want {
		t.Errorf("the talk was\n%s", got)
	}
	player, err := porttest.Playback(want)
	if err != nil {
		t.Fatal(err)
	}
	config.Open = func(context.Context) (peripherals.Port, error) { return player, nil }
	if printed, err := peripherals.NewPrinter(config).Print(t.Context(), doc); err != nil || !printed.Confirmed || player.Wrong() != nil {
		t.Errorf("played back: %+v, %v, %v", printed, err, player.Wrong())
	}
}

func TestPullingTheWireAtAnyByteIsNeverTakenForPrinted(t *testing.T) {
	t.Parallel()
	_, address := twinAt(t, twinOptions())
	a, err := peripherals.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	doc := paper.Document{Items: []paper.Item{paper.Text{Text: "Чай"}, paper.Cut{}}}
	whole := 3 + 3 + 21 + 3 // two questions, the job, the last question
	for at := 1; at <= whole; at++ {
		config := peripherals.PrinterConfig{Address: "flaky", Profile: profile42(), Wait: time.Second, Answers: peripherals.AnswersYes,
			Open: func(ctx context.Context) (peripherals.Port, error) {
				port, err := peripherals.Open(ctx, a)
				return porttest.Flaky(port, porttest.FlakyRules{Seed: uint64(at), Halves: true, DieAfter: at}), err
			}}
		printed, err := peripherals.NewPrinter(config).Print(t.Context(), doc)
		switch {
		case printed.Confirmed, err == nil:
			t.Errorf("pulled at byte %d: %+v, %v", at, printed, err)
		case at <= 6 && devices.IsUnknown(err), at > 6 && !devices.IsUnknown(err):
			t.Errorf("pulled at byte %d: unknown is %v: %v", at, devices.IsUnknown(err), err)
		}
	}
}
