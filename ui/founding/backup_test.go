//go:build cgo

package founding

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// shelf is a place with backups.
type shelf struct {
	found    []app.FoundBackup
	phrase   string // what opens them; empty: they are open
	doubtful bool
	restored []string
	left     []bool
	done     int
}

func made() time.Time { return time.Date(2026, 11, 24, 9, 5, 0, 0, time.UTC) }

func (s *shelf) Backups(context.Context) ([]app.FoundBackup, error) { return s.found, nil }

func (s *shelf) Look(_ context.Context, file, phrase string) (app.BackupLook, error) {
	switch {
	case s.phrase != "" && phrase == "":
		return app.BackupLook{}, fault.New(fault.PassphraseAsked, fault.Args{"path": file})
	case phrase != s.phrase:
		return app.BackupLook{}, fault.New(fault.WrongPassphrase, fault.Args{"path": file})
	}
	return app.BackupLook{Name: "Corner shop", Till: "T1", Zone: time.UTC, Made: made(), Seq: 9377, At: made(), Lost: 31, Sales: 12, Known: true}, nil
}

func (s *shelf) Restore(_ context.Context, file, phrase string, asFound bool) (app.Restored, error) {
	if s.doubtful && !asFound {
		return app.Restored{}, fault.New(fault.BackupDoubtful, fault.Args{"path": file, "count": int64(1), "first": "setting"})
	}
	s.restored = append(s.restored, file+" "+phrase)
	r := app.Restored{Name: "Corner shop", Till: "T1", Series: "T1B7K", Lost: 31, NewKey: true, Guarded: true, Aside: "/shop/kassa.db.before-restore-20261124-101500",
		At: shop.Shop{Zone: time.UTC}.Moment(made())}
	r.Manifest.Made = made()
	return r, nil
}

// direct does everything at once.
type direct struct{}

func (direct) Do(_ string, work func(context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}
func (direct) Post(f func()) { f() }

// rescue is a window with the steps of a restore.
func rescue(t *testing.T, v uitest.Variant, s *shelf, r Rescue) (*uitest.Window, *Model) {
	t.Helper()
	s.found = []app.FoundBackup{{Path: "/shop/backup/kassa-7k3q2m-20261124-090500.backup", Made: made(), Size: 9 << 20, Locked: s.phrase != ""},
		{Path: "/media/stick/kassa-7k3q2m-20261123-180203.backup", Made: made().Add(-15 * time.Hour), Size: 8 << 20},
		{Path: "/media/stick/kassa-7k3q2m-20261122-180203.backup", Made: made().Add(-40 * time.Hour), Size: 3 << 20, Err: fault.New(fault.BackupDamaged, nil)}}
	r.Rescuer = s
	r.Leave = func(tried bool) { s.left = append(s.left, tried) }
	m := NewRescue(Deps{Queue: direct{}, Lang: v.Lang, Rescue: &r, Speak: func(string) {}, Done: func() { s.done++ }})
	in, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		return NewView(m, in, wedge.New(time.Now, func(string) {}), func() fyne.Canvas {
			if w == nil { // it is being made
				return nil
			}
			return w.Canvas()
		}).Root()
	})
	return w, m
}

func TestTheStepsOfARestoreLookRight(t *testing.T) {
	for _, v := range uitest.Variants() {
		s := &shelf{phrase: "seven grey bicycles sing"}
		w, m := rescue(t, v, s, Rescue{Present: true, Why: fault.New(fault.StorageDamaged, fault.Args{"path": "/shop/kassa.db"})})
		w.Golden("backups")
		m.TakeBackup(s.found[0].Path)
		w.Golden("backup-locked")
		m.TypePhrase("seven grey bicycles sing")
		m.Next()
		w.Golden("backup-confirm")
		m.TypeShop("corner shop")
		m.Next()
		w.Golden("backup-restored")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestNothingIsRestoredWithoutThePassphraseAndTheName(t *testing.T) {
	s := &shelf{phrase: "seven grey bicycles sing"}
	_, m := rescue(t, uitest.Standard(), s, Rescue{Present: true})
	m.TakeBackup(s.found[0].Path)
	m.TypePhrase("seven grey bicycles sang")
	m.Next()
	if got := m.State(); got.Step != Confirm || got.Backup.Look != nil || !fault.Is(got.Wrong, fault.WrongPassphrase) {
		t.Fatalf("after a wrong passphrase: %+v", got)
	}
	m.TypePhrase("seven grey bicycles sing")
	m.Next()
	m.Next()
	m.TypeShop("another shop")
	m.Next()
	if len(s.restored) != 0 {
		t.Fatalf("restored %v without the name of the shop", s.restored)
	}
	m.TypeShop(" corner SHOP ")
	m.Next()
	if want := []string{s.found[0].Path + " seven grey bicycles sing"}; !slices.Equal(s.restored, want) || m.State().Step != Restored {
		t.Errorf("restored %v, want %v", s.restored, want)
	}
	if m.Next(); s.done != 1 {
		t.Error("the till does not open")
	}
}

func TestDoubtfulBooksAreRestoredAfterASecondTap(t *testing.T) {
	s := &shelf{doubtful: true}
	_, m := rescue(t, uitest.Standard(), s, Rescue{Why: fault.New(fault.ShopMissing, nil)})
	m.TakeBackup(s.found[1].Path)
	m.Next()
	if got := m.State(); !got.Backup.Doubtful || len(s.restored) != 0 {
		t.Fatalf("%+v, restored %v", got.Backup, s.restored)
	}
	if m.Next(); len(s.restored) != 1 {
		t.Error("the owner cannot have it as it is")
	}
}

func TestWhoLeavesARestoreGoesBackToTheTill(t *testing.T) {
	s := &shelf{doubtful: true}
	_, m := rescue(t, uitest.Standard(), s, Rescue{Present: true, File: "/media/stick/one.backup"})
	if got := m.State(); got.Step != Confirm || got.Backup.File != "/media/stick/one.backup" {
		t.Fatalf("the file that was chosen is not open: %+v", got)
	}
	m.Back()
	m.Back()
	m.TakeBackup(s.found[1].Path)
	m.TypeShop("Corner shop")
	m.Next() // the books were closed for it, and it was refused
	m.Back()
	m.Back()
	if want := []bool{false, true}; !slices.Equal(s.left, want) {
		t.Errorf("left %v, want %v", s.left, want)
	}
}
