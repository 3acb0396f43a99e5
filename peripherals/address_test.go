package peripherals_test

import (
	"runtime"
	"testing"

	"kassa/app/fault"
	"kassa/peripherals"
)

func TestAddressSaysWhatAndWhere(t *testing.T) {
	for text, want := range map[string]peripherals.Address{
		"escpos+tcp://127.0.0.1:9100?profile=TM-T88V": {Protocol: "escpos", Transport: peripherals.TCP, Place: "127.0.0.1:9100"},
		"escpos+tcp://printer.local":                  {Protocol: "escpos", Transport: peripherals.TCP, Place: "printer.local:9100"},
		"escpos+tcp://[::1]:9100/":                    {Protocol: "escpos", Transport: peripherals.TCP, Place: "[::1]:9100"},
		"escpos+serial:///dev/ttyUSB0?baud=19200":     {Protocol: "escpos", Transport: peripherals.Serial, Place: "/dev/ttyUSB0"},
		"escpos+serial://COM3":                        {Protocol: "escpos", Transport: peripherals.Serial, Place: "COM3"},
		"serial://COM12":                              {Transport: peripherals.Serial, Place: "COM12"},
		"serial:COM12":                                {Transport: peripherals.Serial, Place: "COM12"},
		"escpos+file:///dev/usb/lp0":                  {Protocol: "escpos", Transport: peripherals.File, Place: "/dev/usb/lp0"},
		"escpos+file:///tmp/a%20b.bin":                {Protocol: "escpos", Transport: peripherals.File, Place: "/tmp/a b.bin"},
		"sim:":                                        {Transport: peripherals.Simulated},
		"none:":                                       {Transport: peripherals.None},
		"":                                            {Transport: peripherals.None},
	} {
		got, err := peripherals.ParseAddress(text)
		if err != nil || got.Protocol != want.Protocol || got.Transport != want.Transport || got.Place != want.Place || got.Text != text {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	if runtime.GOOS == "windows" {
		if got, err := peripherals.ParseAddress("escpos+file:///C:/receipts.bin"); err != nil || got.Place != "C:/receipts.bin" {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

func TestBadAddressIsRefusedWithTheAddress(t *testing.T) {
	for _, text := range []string{
		"escpos", "escpos+tcp://", "escpos+tcp://host:0", "escpos+tcp://host:99999", "tcp://host", "escpos+tcp://host:9100/path",
		"escpos+usb://x", "escpos+serial://", "escpos+file://", "http://host", "://", "escpos+tcp://host:9100?%zz", "escpos+tcp://a b:1",
		"escpos+tcp://h:1?profile=unknown", "escpos+tcp://h:1?colums=42", "escpos+tcp://h:1?columns=400", "escpos+tcp://h:1?cut=maybe",
		"escpos+tcp://h:1?pages=CP1252:3", "escpos+tcp://h:1?pages=CP866:300", "escpos+tcp://h:1?pin=3", "escpos+tcp://h:1?answers=perhaps",
		"escpos+tcp://h:1?wait=long", "escpos+serial:///dev/x?baud=fast", "escpos+serial:///dev/x?parity=x", "escpos+serial:///dev/x?flow=x",
		"zvt+tcp://h:1",
	} {
		a, err := peripherals.ParseAddress(text)
		if err == nil {
			_, err = peripherals.PrinterAt(a, nil)
		}
		f, ok := fault.Of(err)
		if !ok || f.Code != fault.BadAddress || f.Args["address"] != text || f.Err == nil {
			t.Errorf("%q is %v", text, err)
		}
	}
}
