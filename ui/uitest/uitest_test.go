package uitest

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func TestThereAreEightVariantsWithDifferentNames(t *testing.T) {
	names := map[string]bool{}
	for _, v := range Variants() {
		names[v.Name()] = true
	}
	if len(names) != 8 || !names["ru-dark-1024x768"] {
		t.Error(names)
	}
	if got := (Variant{Lang: "en", Width: 1366, Height: 768, TextPercent: 130}).Name(); got != "en-light-1366x768-130" {
		t.Error(got)
	}
}

func TestOneDifferentPixelIsADifference(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 10, 10)), image.NewRGBA(image.Rect(0, 0, 10, 10))
	if d := difference(a, b); d != "" {
		t.Error(d)
	}
	b.Set(3, 4, color.Black)
	if d := difference(a, b); d != "1 pixels within (3,4)-(4,5)" {
		t.Error(d)
	}
	if d := difference(a, image.NewRGBA(image.Rect(0, 0, 9, 10))); d == "" {
		t.Error("another size is no difference")
	}
}

func TestTheSameScreenGivesTheSamePixels(t *testing.T) {
	var first *image.RGBA
	for range 2 {
		w := Open(t, Standard(), func() fyne.CanvasObject { return widget.NewLabel("Сдача €6.33") })
		got := opaque(w.Canvas().Capture())
		if first != nil && difference(first, got) != "" {
			t.Error(difference(first, got))
		}
		first = got
	}
}

func TestTextIsFoundOnlyWhereAPersonSeesIt(t *testing.T) {
	hidden := canvas.NewText("hidden", color.Black)
	hidden.Hide()
	tall := container.NewVBox()
	for i := range 60 {
		tall.Add(widget.NewLabel(fmt.Sprintf("row %d", i)))
	}
	w := Open(t, Standard(), func() fyne.CanvasObject {
		return container.NewStack(hidden, container.NewVScroll(tall))
	})
	if w.Shows("hidden") || w.Shows("row 59") || !w.Shows("row 0") {
		t.Error(w.Texts())
	}
}

func TestATapHitsWhatLiesOnTop(t *testing.T) {
	got := ""
	w := Open(t, Standard(), func() fyne.CanvasObject {
		return container.NewStack(widget.NewButton("under", func() { got += "u" }), widget.NewButton("over", func() { got += "o" }))
	})
	w.TapText("over")
	w.TapText("under")
	if got != "oo" {
		t.Error(got)
	}
}

func TestKeysGoToTheFieldOrTheWindow(t *testing.T) {
	field := widget.NewEntry()
	w := Open(t, Standard(), func() fyne.CanvasObject { return container.NewVBox(field) })
	window := ""
	w.Canvas().SetOnTypedRune(func(r rune) { window += string(r) })
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { window += string(e.Name) })
	w.Type("a")
	w.Press(fyne.KeyF2)
	w.Canvas().Focus(field)
	w.Type("b")
	w.Press(fyne.KeyBackspace)
	w.Type("c")
	if window != "aF2" || field.Text != "c" {
		t.Errorf("window %q, field %q", window, field.Text)
	}
}
