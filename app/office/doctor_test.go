package office_test

import (
	"errors"
	"testing"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/office"
)

// well are the facts of a till that lacks nothing.
func well() office.Facts {
	return office.Facts{Program: "Kassa 1.0", Folder: "/shop", Free: 10 << 30, HasFree: true, Seq: 9, Kept: 9, Backup: time.Unix(1_800_000_000, 0), Mirror: office.Mirror{Place: "/stick"},
		Database: office.Database{Kind: "sqlite", Version: "3.51.3", Settings: map[string]string{"journal_mode": "wal", "synchronous": "2",
			"foreign_keys": "1", "recursive_triggers": "1", "mmap_size": "0", "temp_store": "2"}},
		Devices: []office.Device{{Key: "printer.receipt", Address: "sim:"}, {Key: "drawer", OnPrinter: true}}}
}

func TestTheDoctorFindsNothingInATillThatIsWell(t *testing.T) {
	for _, s := range office.Examine(well()) {
		if s.State != office.SignOK {
			t.Errorf("%s is %s (%s)", s.Name, s.State, s.Value)
		}
	}
}

func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name  string
		state office.SignState
		spoil func(*office.Facts)
	}{
		{"space", office.SignWrong, func(f *office.Facts) { f.Free = 100 << 20 }},
		{"space", office.SignNote, func(f *office.Facts) { f.Free = 1 << 30 }},
		{"space", office.SignNote, func(f *office.Facts) { f.HasFree = false }},
		{"access", office.SignWrong, func(f *office.Facts) { f.Exposed = []string{"/shop/keys"} }},
		{"key", office.SignWrong, func(f *office.Facts) { f.Key = fault.New(fault.KeyDiffers, nil) }},
		{"database", office.SignWrong, func(f *office.Facts) { f.Database.Opened = fault.New(fault.StorageDamaged, nil) }},
		{"pages", office.SignWrong, func(f *office.Facts) { f.Database.Pages = fault.New(fault.StorageDamaged, nil) }},
		{"settings", office.SignWrong, func(f *office.Facts) { f.Database.Settings["synchronous"] = "1" }},
		{"settings", office.SignWrong, func(f *office.Facts) { delete(f.Database.Settings, "foreign_keys") }},
		{"settings", office.SignWrong, func(f *office.Facts) {
			f.Database.Kind, f.Database.Settings = "postgres", map[string]string{"fsync": "on", "synchronous_commit": "off"}
		}},
		{"settings", office.SignOK, func(f *office.Facts) {
			f.Database.Kind, f.Database.Settings = "postgres", map[string]string{"fsync": "on", "synchronous_commit": "remote_apply"}
		}},
		{"journal", office.SignWrong, func(f *office.Facts) { f.Heads = fault.New(fault.BooksDiffer, nil) }},
		{"clock", office.SignWrong, func(f *office.Facts) { f.Clock = errors.New("in doubt") }},
		{"waiting", office.SignNote, func(f *office.Facts) { f.Waiting = 2 }},
		{"backup", office.SignNote, func(f *office.Facts) { f.Backup = time.Time{} }},
		{"mirror", office.SignNote, func(f *office.Facts) { f.Mirror = office.Mirror{} }},
		{"mirror", office.SignNote, func(f *office.Facts) { f.Mirror.Fault = fault.New(fault.MirrorMissing, nil) }},
		{"device.printer.receipt", office.SignWrong, func(f *office.Facts) { f.Devices[0].State.Fault = fault.New(fault.PrinterPaperOut, nil) }},
		{"device.printer.receipt", office.SignWrong, func(f *office.Facts) { f.Devices[0].State.Health = devices.Failed }},
		{"device.printer.receipt", office.SignNote, func(f *office.Facts) { f.Devices[0].Address = "" }},
		{"device.drawer", office.SignNote, func(f *office.Facts) { f.Devices[1].OnPrinter = false }},
	} {
		f := well()
		c.spoil(&f)
		signs := office.Examine(f)
		found := false
		for _, s := range signs {
			if s.Name == c.name {
				found = true
				if s.State != c.state {
					t.Errorf("%s is %s, want %s", s.Name, s.State, c.state)
				}
			} else if s.State == office.SignWrong {
				t.Errorf("%s was spoilt, and %s is wrong too", c.name, s.Name)
			}
		}
		if !found || office.Sound(signs) != (c.state != office.SignWrong) {
			t.Errorf("%s: found %v, sound %v", c.name, found, office.Sound(signs))
		}
	}
}

func TestSizesAreSaidShortly(t *testing.T) {
	for n, want := range map[int64]string{12: "12 B", 1_500: "1.5 kB", 76_300_000: "76.3 MB", 2_049_000_000: "2.0 GB"} {
		if got := office.Bytes(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
