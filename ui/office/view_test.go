package office

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// looks are the variants in which every page is looked at.
func looks() []uitest.Variant {
	return []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Dark: true, Width: 1024, Height: 768},
		{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}}
}

// show opens the room over a model that prepare has worked.
func shown(t *testing.T, v uitest.Variant, prepare func(b *bench)) (*bench, *View, *uitest.Window) {
	t.Helper()
	said, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	b := newBench()
	b.looks["ui.lang"] = v.Lang
	now := func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	var view *View
	var canvas fyne.Canvas
	w := uitest.Open(t, v, func() fyne.CanvasObject {
		view = NewView(b.Model, room.Place{Text: said.With(euro), Currency: euro, Router: wedge.New(now, func(string) {}), Acts: b.queue, Reads: b.queue,
			Now: now, Zone: time.UTC, Canvas: func() fyne.Canvas { return canvas }})
		return view.Root()
	})
	canvas = w.Canvas()
	if prepare != nil {
		prepare(b)
	}
	return b, view, w
}

func TestPagesReadAsLookedAt(t *testing.T) {
	for name, prepare := range map[string]func(b *bench){
		"devices": func(b *bench) { b.Choose(DevicesPage) },
		"printer": func(b *bench) {
			b.SetUpPrinter()
			b.State().Printer.Try("escpos+file:///dev/usb/lp0")
		},
		"shop":    func(b *bench) { b.Choose(ShopPage) },
		"receipt": func(b *bench) { b.Choose(ReceiptPage) },
		"tax":     func(b *bench) { b.Choose(TaxPage) },
		"rate": func(b *bench) {
			b.Choose(TaxPage)
			b.OpenTax(0)
		},
		"payment": func(b *bench) { b.Choose(TenderPage) },
		"tender": func(b *bench) {
			b.Choose(TenderPage)
			b.OpenTender(2)
		},
		"reasons": func(b *bench) { b.Choose(ReasonPage) },
		"look":    func(b *bench) { b.Choose(LookPage) },
		"ruler": func(b *bench) {
			b.Choose(LookPage)
			b.OpenRuler()
		},
	} {
		for _, v := range looks() {
			_, _, w := shown(t, v, prepare)
			w.Golden(name)
			if small := w.SmallTargets(); len(small) != 0 {
				t.Errorf("%s in %s: %d targets are smaller than a finger", name, v.Name(), len(small))
			}
		}
	}
}

func TestAFieldIsTypedAndSavedByHand(t *testing.T) {
	b, _, w := shown(t, uitest.Standard(), nil)
	w.TapText("Shop")
	w.TapAt(w.Find("Tax number").Pos.AddXY(20, 50))
	w.Type("DE 123")
	w.TapText("Save")
	if b.last()["shop.tax_id"] != "DE 123" {
		t.Errorf("changed %v", b.last())
	}
	if w.Shows("Save") {
		t.Error("there is still something to save")
	}
}

func TestLeavingAsksAboutWordsThatWereNotSaved(t *testing.T) {
	b, v, w := shown(t, uitest.Standard(), func(b *bench) { b.Choose(ShopPage) })
	left := 0
	b.Type("shop.name", "Other")
	v.Leave(func() { left++ })
	if left != 0 || !w.Shows("Changes are not saved") {
		t.Fatalf("left %d times; the screen says %q", left, w.Texts())
	}
	w.TapText("Stay here")
	if left != 0 || !b.State().Dirty() {
		t.Errorf("staying left %d times, dirty %v", left, b.State().Dirty())
	}
	v.Leave(func() { left++ })
	w.TapText("Discard changes")
	if left != 1 || b.State().Dirty() {
		t.Errorf("discarding left %d times, dirty %v", left, b.State().Dirty())
	}
}

func TestTheRulerFollowsTheFinger(t *testing.T) {
	b, _, w := shown(t, uitest.Standard(), func(b *bench) {
		b.Choose(LookPage)
		b.OpenRuler()
	})
	w.Slide(fyne.NewPos(300, 200), 60, 0)
	w.TapText("It fits")
	// The finger came down 268 units from the left edge and slid by 60.
	if got := PerMM(b.looks["ui.mm"]); got != 3.83 {
		t.Errorf("measured %q", b.looks["ui.mm"])
	}
}

func TestAScannedCodeIsShown(t *testing.T) {
	_, v, w := shown(t, uitest.Standard(), func(b *bench) { b.Choose(DevicesPage) })
	v.Scan("4006381333931")
	w.Find("4006381333931")
}

func TestEscapeLeavesAForm(t *testing.T) {
	b, v, _ := shown(t, uitest.Standard(), func(b *bench) {
		b.Choose(TaxPage)
		b.OpenTax(0)
	})
	if !v.Key(&fyne.KeyEvent{Name: fyne.KeyEscape}) || b.State().Tax != nil {
		t.Error("the form is still open")
	}
	if v.Key(&fyne.KeyEvent{Name: fyne.KeyEscape}) {
		t.Error("Escape was used although there was nothing to leave")
	}
}
