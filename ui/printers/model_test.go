package printers

import (
	"context"
	"slices"
	"testing"

	"kassa/app/devices"
	"kassa/app/fault"
)

// atOnce does everything at once.
type atOnce struct{}

func (atOnce) Do(_ string, work func(context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}

func TestAPrinterIsTriedBeforeItIsKept(t *testing.T) {
	var kept, printed []string
	var noPage error
	p := New(Deps{Acts: atOnce{}, Reads: atOnce{}, Keep: func(a string) { kept = append(kept, a) },
		Find: func(context.Context) ([]devices.Plug, error) {
			return []devices.Plug{{Address: "escpos+file:///dev/usb/lp0"}}, nil
		},
		Page: func(_ context.Context, a string) error {
			printed = append(printed, a)
			return noPage
		}, Say: func(err error) { t.Error(err) }}, "sim:")
	p.Look()
	if s := p.State(); len(s.Plugs) != 1 || s.Looking || s.Address != "sim:" {
		t.Fatalf("%+v", s)
	}
	noPage = fault.New(fault.PortDenied, nil)
	p.Try("escpos+serial:///dev/ttyUSB0")
	p.Keep()
	if s := p.State(); !fault.Is(s.Wrong, fault.PortDenied) || s.Tried != "" || len(kept) != 0 {
		t.Errorf("refused: %+v, kept %q", s, kept)
	}
	noPage = nil
	p.Try(NetworkAddress(" 192.0.2.7 "))
	if s := p.State(); s.Tried != "escpos+tcp://192.0.2.7" || s.Wrong != nil {
		t.Errorf("printed: %+v", s)
	}
	p.NotHere()
	p.Keep()
	if len(kept) != 0 {
		t.Errorf("kept %q although the page was bad", kept)
	}
	p.Try("escpos+file:///dev/usb/lp0")
	p.Keep()
	p.TypeAddress(" sim: ")
	p.KeepAddress()
	p.None()
	if want := []string{"escpos+file:///dev/usb/lp0", "sim:", ""}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	if want := []string{"escpos+serial:///dev/ttyUSB0", "escpos+tcp://192.0.2.7", "escpos+file:///dev/usb/lp0"}; !slices.Equal(printed, want) {
		t.Errorf("printed %q, want %q", printed, want)
	}
}
