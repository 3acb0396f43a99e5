//go:build cgo

package offers

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// looks are the eight variants and the large text in the smaller size.
func looks() []uitest.Variant {
	return append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130})
}

// shown is the room in a window.
func shown(t *testing.T, v uitest.Variant, d *desk) (*uitest.Window, *Model) {
	t.Helper()
	said, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	m := New(Deps{Desk: d, Goods: d, Acts: atOnce{}, Reads: atOnce{}, Exponent: 2})
	var w *uitest.Window
	w = uitest.Open(t, v, func() fyne.CanvasObject {
		view := NewView(m, room.Place{Text: said.With(euro), Currency: euro, Router: wedge.New(time.Now, func(string) {}), Acts: atOnce{}, Reads: atOnce{},
			Zone: time.UTC, Canvas: func() fyne.Canvas { return w.Canvas() }, Say: func(room.Words) {}})
		return view.Root()
	})
	m.Open()
	return w, m
}

func TestTheRoomLooksRight(t *testing.T) {
	for name, prepare := range map[string]func(m *Model){
		"list": func(*Model) {},
		"form": func(m *Model) {
			m.Show(0)
			for range 3 {
				m.PickTrial()
				m.Find("dark")
				m.Toggle(0)
			}
			m.PickTrial()
			m.Find("coffee")
			m.Toggle(0)
			m.LookBack()
		},
		"bundle": func(m *Model) { m.Show(1) },
		"goods":  func(m *Model) { m.Show(0); m.Pick(OfGroup) },
	} {
		for _, v := range looks() {
			w, m := shown(t, v, newDesk())
			prepare(m)
			w.Golden(name)
			if small := w.SmallTargets(); len(small) > 0 {
				t.Errorf("%s %s: %d targets are too small", name, v.Name(), len(small))
			}
		}
	}
}

func TestARoomWithoutOffersSaysHowToBegin(t *testing.T) {
	d := newDesk()
	d.page.Offers = nil
	w, _ := shown(t, uitest.Standard(), d)
	if !strings.Contains(strings.Join(w.Texts(), " "), "No offers yet") {
		t.Errorf("%q", w.Texts())
	}
}

func TestTapsMakeAnOffer(t *testing.T) {
	d := newDesk()
	w, m := shown(t, uitest.Standard(), d)
	w.TapText("New offer")
	w.TapText("Choose goods")
	w.TapText("Everything")
	w.TapText("Back")
	m.Write(NameField, "A tenth off")
	m.Write(RateField, "10")
	w.TapText("Save")
	if len(d.saved) != 1 || !d.saved[0].Of.All || d.saved[0].Rate != money.Whole/10 {
		t.Errorf("saved %+v", d.saved)
	}
	w.TapText("3 for 2 chocolate")
	w.TapText("Remove")
	w.TapText("Back")
	if len(d.gone) != 0 || m.State().Page != Form {
		t.Errorf("it is asked before: gone %v, page %d", d.gone, m.State().Page)
	}
}
