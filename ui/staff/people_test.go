package staff

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/ui/uitest"
)

func TestAPersonIsAddedWithTheNextCode(t *testing.T) {
	k, m, _ := counter()
	m.Read()
	m.Begin()
	k.settle()
	if f := m.State().Form; f.Code != "C3" || f.Role != "cashier" {
		t.Fatalf("a new person begins as %+v", f)
	}
	m.Role(2)
	k.settle()
	if f := m.State().Form; f.Code != "M2" || f.Role != "manager" {
		t.Fatalf("as a manager %+v", f)
	}
	m.Code("m7")
	m.Role(0)
	k.settle()
	m.Name("Manager 7")
	if f := m.State().Form; f.Code != "M7" || f.Role != "cashier" {
		t.Fatalf("a typed code was replaced: %+v", f)
	}
	m.Save()
	k.settle()
	if s := m.State(); s.New || s.Dirty() || s.Was.ID != "new" || k.told[0] != "people.saved" || len(s.People) != 5 {
		t.Errorf("%+v, said %v", s, k.told)
	}
}

func TestWhatWasRefusedStaysTyped(t *testing.T) {
	k, m, _ := counter()
	m.Read()
	k.settle()
	m.Show(0)
	m.Name("Another")
	k.next = fault.New(fault.AlreadyExists, nil)
	m.Save()
	k.settle()
	if s := m.State(); !s.Dirty() || s.Form.Name != "Another" || s.Busy || k.told[0] != string(fault.AlreadyExists) {
		t.Errorf("%+v, said %v", s, k.told)
	}
}

func TestABadgeIsTakenOnlyWhenItIsWaitedFor(t *testing.T) {
	k, m, _ := counter()
	m.Read()
	k.settle()
	m.Show(0)
	m.Scan("BADGE-0099")
	m.WaitForBadge(true)
	m.Scan("BADGE-0099")
	k.settle()
	if s := m.State(); strings.Join(k.looked, " ") != "badge c1 BADGE-0099" || s.Badge || !s.Face.HasBadge {
		t.Errorf("%v, %+v", k.looked, s.Face)
	}
	m.WaitForBadge(true)
	k.next = fault.New(fault.BadBadge, nil)
	m.Scan("1234567")
	k.settle()
	if !m.State().Badge {
		t.Error("after a refusal no badge is waited for any more")
	}
}

func TestWhoLeftIsOpenNoMore(t *testing.T) {
	k, m, _ := counter()
	m.Read()
	k.settle()
	m.Show(1)
	m.Archive()
	k.settle()
	if s := m.State(); s.Open || len(s.People) != 3 {
		t.Errorf("%+v", s)
	}
}

func TestAPINIsTypedTwice(t *testing.T) {
	k, m, _ := counter()
	m.Read()
	k.settle()
	m.Show(0)
	done := 0
	s := m.Setter(func() { done++ })
	typed := func(pin string) {
		for _, r := range pin {
			s.Digit(r)
		}
		s.Enter()
		k.settle()
	}
	s.Enter()
	typed("1111")
	if !fault.Is(s.State().Err, fault.WeakPIN) || s.State().Step != NewPIN || s.State().Typed != 0 {
		t.Errorf("a weak one: %+v", s.State())
	}
	typed("7294")
	typed("7295")
	if !s.State().Differ || s.State().Step != NewPIN {
		t.Errorf("another one: %+v", s.State())
	}
	typed("7294")
	s.Digit('7')
	s.Back()
	typed("7294")
	if done != 1 || strings.Join(k.looked, " ") != "pin c1 7294" {
		t.Errorf("%d times done: %v", done, k.looked)
	}
}

// shown is the page of people in a window.
func shown(t *testing.T, v uitest.Variant, k *keeper, m *People) (*uitest.Window, *PeopleView) {
	t.Helper()
	var view *PeopleView
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		view = NewPeopleView(m, placeFor(t, v, k, func() fyne.Canvas { return w.Canvas() }))
		return view.Root()
	})
	view.Opened()
	k.settle()
	return w, view
}

func TestThePageOfPeopleLooksRight(t *testing.T) {
	for _, v := range looks() {
		k, m, _ := counter()
		k.faces[2].Locked, k.faces[3].HasBadge = true, true
		w, _ := shown(t, v, k, m)
		m.Show(1)
		w.Golden("people")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestAPersonIsChangedOnThePage(t *testing.T) {
	k, m, _ := counter()
	w, view := shown(t, uitest.Standard(), k, m)
	w.TapText("C1  Cashier 1")
	w.Canvas().Focus(view.name)
	w.Type("2")
	w.TapAt(fyne.CurrentApp().Driver().AbsolutePositionForObject(view.role.Key).AddXY(20, 20))
	w.TapText("Senior cashier")
	w.TapText("Save")
	k.settle()
	if k.hidden != 1 {
		t.Errorf("the keyboard was put away %d times, want once: it lies over the keys for PIN and badge", k.hidden)
	}
	if got := k.looked; len(got) != 1 || got[0] != "change 2Cashier 1" && got[0] != "change Cashier 12" || k.faces[1].Role != "senior" {
		t.Errorf("%v, role %s", got, k.faces[1].Role)
	}
}

func TestUnsavedWordsAskBeforeTheyGo(t *testing.T) {
	k, m, _ := counter()
	w, view := shown(t, uitest.Standard(), k, m)
	w.TapText("C1  Cashier 1")
	m.Name("Another")
	gone := false
	view.Leave(func() { gone = true })
	if gone {
		t.Fatal("the page was left without a question")
	}
	w.TapText("Discard changes")
	if !gone || m.State().Open {
		t.Errorf("gone %v, open %v", gone, m.State().Open)
	}
}

func TestTheDialogsOfAPersonLookRight(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), {Lang: "ru", Dark: true, Width: 1024, Height: 768, TextPercent: 130}} {
		k, m, _ := counter()
		k.faces[1].HasBadge = true
		w, view := shown(t, v, k, m)
		m.Show(0)
		view.setPIN()
		for _, r := range "12345" {
			view.Rune(r, false)
		}
		view.asks.s.Enter()
		w.Golden("pin")
		view.asks.Close()
		m.WaitForBadge(true)
		w.Golden("badge")
		m.WaitForBadge(false)
		if w.Canvas().Overlays().Top() != nil {
			t.Error("a dialog stays")
		}
		k.pass(time.Second)
	}
}
