package staff

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/uitest"
)

func TestPeriodsAreBusinessDays(t *testing.T) {
	for _, c := range []struct {
		span     Span
		today    int
		from, to int
	}{
		{Today, 20261124, 20261124, 20261124},
		{ThisWeek, 20261124, 20261123, 20261124}, // a Tuesday
		{ThisWeek, 20261129, 20261123, 20261129}, // a Sunday
		{LastWeek, 20261124, 20261116, 20261122},
		{ThisMonth, 20261124, 20261101, 20261124},
		{LastMonth, 20260301, 20260201, 20260228},
		{LastMonth, 20260115, 20251201, 20251231},
	} {
		if from, to := c.span.Days(c.today); from != c.from || to != c.to {
			t.Errorf("period %d as of %d: %d to %d, want %d to %d", c.span, c.today, from, to, c.from, c.to)
		}
	}
}

func TestAClockIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string][2]int{"8:02": {8, 2}, "08.02": {8, 2}, "0802": {8, 2}, "802": {8, 2}, "23:59": {23, 59}, " 7 30 ": {7, 30}, "00:00": {0, 0}} {
		if h, m, ok := ReadClock(typed); !ok || h != want[0] || m != want[1] {
			t.Errorf("%q is %d:%d, %v", typed, h, m, ok)
		}
	}
	for _, typed := range []string{"", "8", "24:00", "8:60", "8:2", "abc", "8:02:01", "-1:00", "12345"} {
		if h, m, ok := ReadClock(typed); ok {
			t.Errorf("%q is read as %d:%d", typed, h, m)
		}
	}
}

func TestOnesOwnTimeIsShownFirstAndEverybodysByRight(t *testing.T) {
	k, _, m := counter()
	m.Read()
	k.settle()
	m.ShowAll(true)
	m.Choose(LastMonth)
	k.settle()
	want := []string{"2026-11-23 2026-11-24 c1", "2026-10-01 2026-10-31 "}
	if len(k.asked) < 2 || k.asked[0] != want[0] || k.asked[len(k.asked)-1] != want[1] {
		t.Errorf("asked for %q, want %q", k.asked, want)
	}
	k.may = false
	m.Read()
	k.settle()
	if s := m.State(); s.All || s.See {
		t.Errorf("without the right everybody is shown: %+v", s)
	}
}

func TestTheNewestStretchComesFirstAndAllAddUp(t *testing.T) {
	k, _, m := counter()
	m.Read()
	k.settle()
	s := m.State()
	if len(s.Rows) != 4 || s.Rows[0].In.ID != "7" || !s.Rows[0].Running || s.Rows[3].In.ID != "9" {
		t.Fatalf("%+v", s.Rows)
	}
	if want := 7*time.Hour + 2*time.Minute + 7*time.Hour + 57*time.Minute + 9*time.Hour; s.Worked != want {
		t.Errorf("worked %v, want %v", s.Worked, want)
	}
}

func TestAMarkIsMovedTakenBackOrAdded(t *testing.T) {
	k, _, m := counter()
	m.Read()
	k.settle()
	m.Show(2) // c1 on the 23rd: in, break, break, out
	m.Begin(3)
	f := m.State().Fix
	if f == nil || f.Clock != "16:30" || f.Entry.ID != "4" || f.CanSave() {
		t.Fatalf("%+v", f)
	}
	m.Type("00:15", "")
	m.NextDay(true)
	m.Save()
	m.Reason("Forgot to mark it")
	m.Save()
	k.settle()
	want := people.Correction{Entry: "4", Staff: "c1", Kind: shop.TimeOut, At: time.Date(2026, 11, 24, 0, 15, 0, 0, time.UTC), Reason: "Forgot to mark it"}
	if len(k.fixed) != 1 || k.fixed[0] != want || m.State().Fix != nil {
		t.Errorf("%+v, want %+v", k.fixed, want)
	}
	m.Begin(1)
	m.TakeBack()
	m.Reason("Marked at the wrong time")
	m.TakeBack()
	k.settle()
	if last := k.fixed[len(k.fixed)-1]; len(k.fixed) != 2 || !last.Void || last.Entry != "2" {
		t.Errorf("%+v", k.fixed)
	}
	m.Show(3) // m1 forgot to clock out
	m.BeginMissing()
	m.Type("17:00", "agreed")
	m.Save()
	k.settle()
	if last := k.fixed[len(k.fixed)-1]; last.Entry != "" || last.Kind != shop.TimeOut || last.Staff != "m1" || last.At.Day() != 22 {
		t.Errorf("%+v", last)
	}
	m.BeginFresh()
	m.ForPerson(1)
	m.OnDay(3)
	m.Type("8:00", "agreed")
	m.Save()
	k.settle()
	if last := k.fixed[len(k.fixed)-1]; last.Kind != shop.TimeIn || last.Staff != "c2" || last.At.Day() != 21 {
		t.Errorf("%+v", last)
	}
}

func TestWithoutTheRightNothingIsCorrected(t *testing.T) {
	k, _, m := counter()
	k.may = false
	m.Read()
	k.settle()
	m.Show(2)
	m.Begin(0)
	m.BeginFresh()
	m.Show(3)
	m.BeginMissing()
	if m.State().Fix != nil {
		t.Errorf("%+v", m.State().Fix)
	}
}

// clocked is the page of the time clock in a window.
func clocked(t *testing.T, v uitest.Variant, k *keeper, m *TimePage) (*uitest.Window, *TimeView) {
	t.Helper()
	var view *TimeView
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		view = NewTimeView(m, placeFor(t, v, k, func() fyne.Canvas { return w.Canvas() }))
		return view.Root()
	})
	view.Opened()
	k.settle()
	return w, view
}

func TestThePageOfTheTimeClockLooksRight(t *testing.T) {
	for _, v := range looks() {
		k, _, m := counter()
		k.faces[1].Clock.Worked = 7*time.Hour + 2*time.Minute
		w, _ := clocked(t, v, k, m)
		m.ShowAll(true)
		k.settle()
		m.Show(2)
		w.Golden("time")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestACorrectionLooksRight(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), {Lang: "ru", Dark: true, Width: 1024, Height: 768}, {Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}} {
		k, _, m := counter()
		w, _ := clocked(t, v, k, m)
		m.ShowAll(true)
		k.settle()
		m.Show(2)
		m.Begin(3)
		m.Reason(words(t, v).T("time.reasons.forgot"))
		w.Golden("time-fix")
		m.Leave()
		m.BeginFresh()
		m.Type("25:00", "")
		w.Golden("time-add")
	}
}

func TestTheKeysOfTheClockMark(t *testing.T) {
	k, _, m := counter()
	w, _ := clocked(t, uitest.Standard(), k, m)
	w.TapText("Begin a break")
	k.settle()
	w.TapText("Clock out")
	k.settle()
	if len(k.looked) != 2 || k.looked[0] != "mark break_start" || k.looked[1] != "mark out" {
		t.Errorf("%v", k.looked)
	}
}
