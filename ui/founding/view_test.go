package founding

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// shown opens the assistant in a window; a chosen language rebuilds it as the window does.
func shown(t *testing.T, look uitest.Variant, prepare func(v *visit)) (*visit, *uitest.Window) {
	t.Helper()
	v := begin("DE")
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { // a person types, no scanner
		at = at.Add(120 * time.Millisecond)
		return at
	}
	router := wedge.New(now, func(string) {})
	var canvas fyne.Canvas
	var view *View
	build := func(lang string) fyne.CanvasObject {
		said, err := text.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		view = NewView(v.Model, said, router, func() fyne.Canvas { return canvas })
		return view.Root()
	}
	w := uitest.Open(t, look, func() fyne.CanvasObject { return build(look.Lang) })
	canvas = w.Canvas()
	router.OnKey = func(ev *fyne.KeyEvent) bool { return view.Key(ev) }
	router.OnRune = func(ch rune, fast bool) func() { return view.Rune(ch, fast) }
	router.OnField = func(e *wedge.Entry) {
		v.lifted = func() { view.Focused(e) }
		if !v.finger {
			v.lifted()
		}
	}
	router.Attach(canvas)
	v.Model.d.Speak = func(lang string) {
		w.Window.SetContent(build(lang))
		view.Opened()
	}
	if prepare != nil {
		prepare(v)
	}
	return v, w
}

func TestQuestionsReadAsLookedAt(t *testing.T) {
	to := func(lang string, after func(v *visit)) func(v *visit) {
		return func(v *visit) {
			v.ChooseLanguage(lang)
			after(v)
		}
	}
	country := func(v *visit) {
		v.TypeName("Corner shop")
		v.Next()
	}
	for _, look := range []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Dark: true, Width: 1024, Height: 768},
		{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}} {
		for name, prepare := range map[string]func(v *visit){
			"language": nil,
			"name":     to(look.Lang, func(v *visit) { v.TypeName("Corner shop") }),
			"country":  to(look.Lang, country),
			"pin": to(look.Lang, func(v *visit) {
				country(v)
				v.Next()
				v.types("123")
				v.Next()
				v.types("4")
				v.Next()
				v.types("27")
			}),
			"printer": to(look.Lang, func(v *visit) {
				country(v)
				v.Next()
				v.WithoutPIN()
			}),
			"code": to(look.Lang, func(v *visit) {
				country(v)
				v.Next()
				for range 2 {
					v.types("271828")
					v.Next()
				}
				v.Picker.None()
				v.prints = "escpos+file:///dev/usb/lp0"
				v.Empty()
			}),
			"goods": to(look.Lang, func(v *visit) {
				country(v)
				v.Next()
				v.WithoutPIN()
				v.Picker.None()
			}),
		} {
			_, w := shown(t, look, prepare)
			w.Golden(name)
			if small := w.SmallTargets(); len(small) != 0 {
				t.Errorf("%s in %s: %d targets are smaller than a finger", name, look.Name(), len(small))
			}
		}
	}
}

func TestTheKeyboardAloneFoundsAShop(t *testing.T) {
	v, w := shown(t, uitest.Standard(), nil)
	w.Press(fyne.KeyReturn)
	w.Type("Corner shop")
	w.Press(fyne.KeyReturn)
	w.Press(fyne.KeyReturn)
	for range 2 {
		w.Type("271828")
		w.Press(fyne.KeyReturn)
	}
	w.TapText("No printer now")
	w.TapText("Begin with an empty shelf")
	if len(v.house.founded) != 1 || v.house.founded[0].Name != "Corner shop" || v.house.pin != "271828" {
		t.Errorf("founded %+v with %q", v.house.founded, v.house.pin)
	}
}

func TestTheKeyboardOnTheScreenHidesNoFieldAndEnterAnswersIt(t *testing.T) {
	v, w := shown(t, uitest.Variant{Lang: "en", Width: 1024, Height: 768, TextPercent: 130}, nil)
	w.Press(fyne.KeyReturn)
	w.Type("Corner shop")
	w.Press(fyne.KeyReturn)
	over := func(label string) {
		t.Helper()
		v.finger = true
		w.TapAt(w.Find(label).Middle().AddXY(0, 45))
		v.lifted()
		v.finger = false
		e, is := w.Canvas().Focused().(*wedge.Entry)
		if !is {
			t.Fatalf("no field under %q", label)
		}
		foot := fyne.CurrentApp().Driver().AbsolutePositionForObject(e).Y + e.Size().Height
		if top := w.Find("1").Pos.Y; foot > top {
			t.Errorf("%q ends at %v, the keyboard begins at %v", label, foot, top)
		}
	}
	over("Search")
	w.Type("Ger")
	w.Press(fyne.KeyReturn)
	w.Press(fyne.KeyReturn)
	if s := v.State(); s.Step != PIN || s.Country.Code != "DE" {
		t.Fatalf("step %d in %s", s.Step, s.Country.Code)
	}
	v.WithoutPIN()
	over("Printer in the network")
	w.Type("192.0.2.7")
	w.Press(fyne.KeyReturn)
	if want := []string{"Corner shop escpos+tcp://192.0.2.7"}; !slices.Equal(v.house.pages, want) {
		t.Errorf("Enter prints %q, want %q", v.house.pages, want)
	}
	if !w.Shows("Yes, use this printer") || w.Shows("Space") {
		t.Errorf("what is asked about the page lies under the keyboard: %q", w.Texts())
	}
	v.house.noPage = fault.New(fault.PrinterOffline, fault.Args{"address": "escpos+tcp://192.0.2.7"})
	v.Picker.Try("escpos+tcp://192.0.2.7")
	if said := strings.Join(w.Texts(), " "); !strings.Contains(said, "nothing answers at 192.0.2.7") || strings.Contains(said, "Sales") || strings.Contains(said, "escpos") {
		t.Errorf("of a page that did not come out it says %q", said)
	}
	v.Picker.None()
	over("Another file")
	w.Type("/media/stick/list.csv")
	w.Press(fyne.KeyReturn)
	if v.house.file != "/media/stick/list.csv" {
		t.Errorf("Enter takes %q", v.house.file)
	}
}
