//go:build cgo

package audit

import (
	"strings"
	"testing"

	"kassa/ui/uitest"
)

// looks are the eight variants and the large text in the smaller size.
func looks() []uitest.Variant {
	return append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130})
}

func TestTheJournalLooksRight(t *testing.T) {
	for _, v := range looks() {
		w, _, _ := open(t, v, func(_ *desk, m *Model) { m.Show(5) })
		w.Golden("journal")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestTheChecksLookRight(t *testing.T) {
	for _, v := range looks() {
		w, _, _ := open(t, v, func(d *desk, m *Model) {
			d.checked, d.fitted = broken(), fits()
			m.ShowTab(Checks)
			m.Verify()
			m.Reconcile()
		})
		w.Golden("checks")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestADayOfNothingSaysSo(t *testing.T) {
	w, _, _ := open(t, uitest.Standard(), func(d *desk, m *Model) {
		d.pages[0].Entries = nil
		m.ChooseDays(Yesterday)
	})
	w.Golden("nothing")
	w.TapText("Check")
	w.Golden("checks-before")
}

func TestTapsChooseAndShow(t *testing.T) {
	w, d, m := open(t, uitest.Standard(), nil)
	w.TapText("Line removed")
	if m.State().Row != 5 || !strings.Contains(strings.Join(w.Texts(), " "), "11 s after the scan") {
		t.Errorf("row %d", m.State().Row)
	}
	w.TapText("Sale")
	w.TapText("Show the receipt")
	if len(d.shown) != 1 {
		t.Errorf("shown %v", d.shown)
	}
	w.TapText("Everything")
	w.TapText("Not sold")
	d.settle()
	if m.State().Group != 2 {
		t.Errorf("group %d", m.State().Group)
	}
	w.TapText("Another day")
	w.TapText("20")
	d.settle()
	if s := m.State(); s.Days != OneDay || s.Day != 20261120 {
		t.Errorf("%d %d", s.Days, s.Day)
	}
	w.TapText("Check")
	w.TapText("Check the books")
	d.settle()
	w.TapText("Reconcile")
	d.settle()
	if s := m.State(); !s.Verify.Over || !s.Fit.Over {
		t.Errorf("%+v %+v", s.Verify, s.Fit)
	}
}
