//go:build cgo

package backup

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/backup"
	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// desk is a shop with two backups; everything happens at once.
type desk struct {
	state backup.State
	place error
	did   []string
}

func (d *desk) State(context.Context) (backup.State, error) { return d.state, nil }
func (d *desk) Due(context.Context) bool                    { return true }
func (d *desk) Make(context.Context, backup.Wish) (backup.Made, error) {
	d.did = append(d.did, "made")
	return backup.Made{}, nil
}
func (d *desk) TestPlace(_ context.Context, folder string) error { return d.place }
func (d *desk) SetPassphrase(_ context.Context, phrase string) error {
	d.did = append(d.did, "phrase "+phrase)
	return nil
}
func (d *desk) Do(_ string, work func(ctx context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}
func (d *desk) After(time.Duration, func()) (stop func()) { return func() {} }
func (d *desk) Painted(f func())                          { f() }

func page(t *testing.T, v uitest.Variant, d *desk) (*uitest.Window, *Model) {
	t.Helper()
	at := time.Date(2026, 11, 24, 18, 2, 0, 0, time.UTC)
	d.state = backup.State{Folder: "/shop/backup", Locked: true, Second: "/media/stick", NotThere: fault.New(fault.SecondMissing, fault.Args{"path": "/media/stick"})}
	for i := range 2 {
		d.state.List = append(d.state.List, backup.Kept{Path: fmt.Sprintf("/shop/backup/kassa-7k3q2m-2026112%d-180203.backup", 4-i), At: at.AddDate(0, 0, -i), Size: 9 << 20})
	}
	d.state.Last = d.state.List[0]
	m := New(Deps{Desk: d, Acts: d, Reads: d, Long: d, Say: func(err error, done string) { d.did = append(d.did, fmt.Sprint(err, " ", done)) },
		Keep: func(_ context.Context, values map[string]string) error {
			d.did = append(d.did, fmt.Sprint(values))
			return nil
		},
		NewCode: func(context.Context) (string, error) { return "2QMT8-303V9-XKB4K-ESHD0", nil },
		Restore: func(file string) { d.did = append(d.did, "restore "+file) }, Checks: func() { d.did = append(d.did, "checks") }})
	in, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		view := NewView(m, room.Place{Text: in, Router: wedge.New(time.Now, func(string) {}), Canvas: func() fyne.Canvas { return w.Canvas() }})
		return widgets.NewPanel(widgets.Page, view.Root()).SetPad(16)
	})
	m.Open()
	return w, m
}

func TestThePageOfBackupsLooksRight(t *testing.T) {
	for _, v := range append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}) {
		w, _ := page(t, v, &desk{})
		w.Golden("backup")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestWhatIsTappedIsDone(t *testing.T) {
	d := &desk{}
	w, m := page(t, uitest.Standard(), d)
	w.TapText("Back up now")
	w.TapText("Restore from another file")
	m.Choose(1)
	w.TapText("Restore this one")
	m.NewCode()
	if m.State().Code == "" {
		t.Error("the new code is not shown")
	}
	if m.CodeKept(); m.State().Code != "" {
		t.Error("the code stays on the screen")
	}
	want := []string{"made", "<nil> backup.done", "restore ", "restore " + d.state.List[1].Path}
	if !slices.Equal(d.did, want) {
		t.Errorf("%q, want %q", d.did, want)
	}
}

// A place where nothing can be written is not kept; no place at all is.
func TestASecondPlaceIsTriedBeforeItIsKept(t *testing.T) {
	d := &desk{place: fault.New(fault.SecondMissing, nil)}
	_, m := page(t, uitest.Standard(), d)
	m.TypePlace("/media/other")
	m.KeepPlace()
	if len(d.did) != 1 || d.did[0] == "map[backup.place:/media/other]" {
		t.Fatalf("%q", d.did)
	}
	d.place, d.did = nil, nil
	m.TypePlace(" /media/other ")
	m.KeepPlace()
	m.TypePlace("")
	m.KeepPlace()
	if want := []string{"map[backup.place:/media/other]", "<nil> backup.place_kept", "map[backup.place:]", "<nil> backup.place_kept"}; !slices.Equal(d.did, want) {
		t.Errorf("%q, want %q", d.did, want)
	}
}
