package office

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
)

// Facts are what was found out about a till, its computer and its books; what could not be found out says so by its error.
type Facts struct {
	Program, Go, System string

	Folder  string
	Free    uint64 // bytes on its disk
	HasFree bool   // that could be asked
	Exposed []string
	Key     error // the key of the till is missing, or is another one
	Backup  time.Time
	Mirror  Mirror

	Database Database
	Heads    error // the journal differs from what was kept outside the books
	Seq      int64 // of the last record
	Kept     int64 // of the record that was kept outside
	Clock    error // the clock is in doubt
	Waiting  int   // papers that wait for a person
	Devices  []Device
}

// Database is what the books say about themselves.
type Database struct {
	Kind, Path, Version, Schema string
	Size                        int64
	Settings                    map[string]string
	Opened                      error // it could not be opened
	Pages                       error // its pages do not hang together
}

// Mirror is how the journal mirror stands.
type Mirror struct {
	Place  string // empty: none is set up
	Behind int64  // records that are not in it
	Last   time.Time
	Fault  error // it cannot be reached
}

// sign is how it stands; nothing about it stops the till, so nothing about it is wrong.
func (m Mirror) sign() Sign {
	s := Sign{Name: "mirror", State: SignOK, Value: m.Place, Fault: m.Fault}
	if !m.Last.IsZero() {
		s.Value += ", " + m.Last.UTC().Format(time.RFC3339)
	}
	if m.Behind > 0 {
		s.Value += fmt.Sprintf(", -%d", m.Behind)
	}
	if m.Place == "" || m.Fault != nil {
		s.State = SignNote
	}
	return s
}

// SignState says how bad a sign is.
type SignState string

// The states.
const (
	SignOK    SignState = "ok"
	SignNote  SignState = "note"  // worth knowing
	SignWrong SignState = "wrong" // something is to be done
)

// Sign is one thing the doctor looked at: its name, its value in words of no language, and what is wrong with it.
type Sign struct {
	Name  string
	State SignState
	Value string
	Fault error // nil: what is to be said stands under the name of the sign
}

// How much room a till wants: below the first it says so, below the second something must be done.
const (
	spaceNote  = 2 << 30
	spaceWrong = 256 << 20
)

// Examine judges what was found out. It reads nothing itself.
func Examine(f Facts) []Sign {
	list := []Sign{
		{Name: "program", State: SignOK, Value: strings.Join([]string{f.Program, f.Go, f.System}, ", ")},
		{Name: "folder", State: SignOK, Value: f.Folder},
		f.space(),
		{Name: "access", State: worse(len(f.Exposed) > 0), Value: strings.Join(f.Exposed, ", ")},
		failing("key", "", f.Key),
		f.Database.sign(),
	}
	if f.Database.Opened == nil {
		list = append(list, f.Database.settings(), failing("pages", "", f.Database.Pages),
			failing("journal", fmt.Sprintf("%d / %d", f.Seq, f.Kept), f.Heads), failing("clock", "", f.Clock))
		waiting := Sign{Name: "waiting", State: SignOK, Value: fmt.Sprint(f.Waiting)}
		if f.Waiting > 0 {
			waiting.State = SignNote
		}
		list = append(list, waiting)
	}
	backup := Sign{Name: "backup", State: SignNote}
	if !f.Backup.IsZero() {
		backup = Sign{Name: "backup", State: SignOK, Value: f.Backup.UTC().Format(time.RFC3339)}
	}
	list = append(list, backup, f.Mirror.sign())
	for _, d := range f.Devices {
		list = append(list, d.sign())
	}
	return list
}

// Sound reports whether nothing is wrong.
func Sound(list []Sign) bool {
	return !slices.ContainsFunc(list, func(s Sign) bool { return s.State == SignWrong })
}

func worse(bad bool) SignState {
	if bad {
		return SignWrong
	}
	return SignOK
}

// failing is a sign that is wrong when there is an error.
func failing(name, value string, err error) Sign {
	return Sign{Name: name, State: worse(err != nil), Value: value, Fault: err}
}

func (f Facts) space() Sign {
	s := Sign{Name: "space", State: SignOK, Value: Bytes(int64(f.Free))}
	switch {
	case !f.HasFree:
		s.State, s.Value = SignNote, ""
	case f.Free < spaceWrong:
		s.State = SignWrong
	case f.Free < spaceNote:
		s.State = SignNote
	}
	return s
}

func (d Database) sign() Sign {
	value := strings.Join(slices.DeleteFunc([]string{d.Kind + " " + d.Version, d.Schema, sizeOf(d.Size), d.Path},
		func(s string) bool { return strings.TrimSpace(s) == "" }), ", ")
	return failing("database", value, d.Opened)
}

func sizeOf(n int64) string {
	if n == 0 {
		return ""
	}
	return Bytes(n)
}

// durable are the settings of the two databases without which a sale that was shown as done could be lost.
var durable = map[string]map[string]string{
	"sqlite":   {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1", "mmap_size": "0", "temp_store": "2"},
	"postgres": {"fsync": "on", "synchronous_commit": "on"},
}

// settings reads back what makes the books safe.
func (d Database) settings() Sign {
	s := Sign{Name: "settings", State: SignOK}
	var said []string
	for name, want := range durable[d.Kind] {
		got := d.Settings[name]
		if got != want && (name != "synchronous_commit" || !slices.Contains([]string{"remote_write", "remote_apply", "local"}, got)) {
			s.State = SignWrong
		}
		said = append(said, name+"="+cmp.Or(got, "?"))
	}
	slices.Sort(said)
	s.Value = strings.Join(said, ", ")
	return s
}

// sign is how a device is. One that is not set up is worth a note, since many shops want it.
func (d Device) sign() Sign {
	s := Sign{Name: "device." + d.Key, State: SignOK, Value: d.Address}
	switch {
	case d.Address == "" && !d.OnPrinter:
		s.State = SignNote
	case d.State.Fault != nil:
		s.State, s.Fault = SignWrong, d.State.Fault
	case d.State.Health == devices.Failed:
		s.State, s.Fault = SignWrong, fault.New(fault.DeviceSilent, fault.Args{"address": d.Address})
	}
	return s
}

// Bytes says a size as programs do: "1.4 GB" of a thousand million bytes each.
func Bytes(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1_000_000_000, "GB"}, {1_000_000, "MB"}, {1_000, "kB"}} {
		if n >= unit.size {
			return fmt.Sprintf("%d.%d %s", n/unit.size, n%unit.size*10/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%d B", n)
}
