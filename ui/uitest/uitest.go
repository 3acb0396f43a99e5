// Package uitest opens screens in a window without a display, works them as a person would, and compares
// what they look like with stored pictures.
//
// The rules: a Variant says language, look and size; Open builds a screen in it; taps and slides go to a
// place on the canvas, as a finger's do, and hit whatever lies on top there. Golden compares every pixel
// with testdata/golden/NAME.png beside the test; `go test -update` writes the pictures anew, and a failing
// comparison leaves what was seen in testdata/failed. Pictures come from Fyne's software painter, which
// gives the same pixels every time on one platform, but not those of OpenGL.
//
// Example:
//
//	for _, v := range uitest.Variants() {
//		w := uitest.Open(t, v, func() fyne.CanvasObject { return newView(model).root })
//		w.TapText("Card")
//		w.Golden("sell")
//	}
package uitest

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kassa/ui/theme"
)

// Variant is one way a screen can look.
type Variant struct {
	Lang          string // "en" or "ru"
	Dark          bool
	Width, Height int // canvas units: 1024 by 768 or 1366 by 768
	TextPercent   int // 0 means 100
}

// Name tells variants apart in file names: "en-light-1366x768", with "-130" where the text is larger.
func (v Variant) Name() string {
	look := "light"
	if v.Dark {
		look = "dark"
	}
	name := fmt.Sprintf("%s-%s-%dx%d", v.Lang, look, v.Width, v.Height)
	if v.TextPercent > 100 {
		name += fmt.Sprintf("-%d", v.TextPercent)
	}
	return name
}

// Theme is the look of the variant; the millimetre follows from the size as such screens are sold.
func (v Variant) Theme() *theme.Theme {
	density := float32(theme.Density156Inch)
	switch {
	case v.Width <= 1024:
		density = theme.Density15Inch
	case v.Width >= 1920:
		density = theme.DensityFullHD
	}
	return theme.New(theme.Settings{Dark: v.Dark, PerMM: density, TextPercent: v.TextPercent})
}

// Variants are the eight that every screen is looked at in: two languages, two looks, two sizes.
func Variants() []Variant {
	var all []Variant
	for _, lang := range []string{"en", "ru"} {
		for _, dark := range []bool{false, true} {
			all = append(all, Variant{Lang: lang, Dark: dark, Width: 1366, Height: 768})
			all = append(all, Variant{Lang: lang, Dark: dark, Width: 1024, Height: 768})
		}
	}
	return all
}

// Standard is the variant for tests that care about behaviour: English, light, 1366 by 768.
func Standard() Variant { return Variant{Lang: "en", Width: 1366, Height: 768} }

// Window is a test window with one screen in it.
type Window struct {
	Window  fyne.Window
	Variant Variant
	t       testing.TB
}

// Open sets the look of the variant, builds the screen and shows it in a window of the variant's size
// without padding. The test fails where the screen asks for more room than the variant has.
func Open(t testing.TB, v Variant, build func() fyne.CanvasObject) *Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(v.Theme())
	win := test.NewTempWindow(t, nil)
	win.SetPadded(false)
	root := build()
	size := fyne.NewSize(float32(v.Width), float32(v.Height))
	if least := root.MinSize(); least.Width > size.Width || least.Height > size.Height {
		t.Errorf("%s: the screen needs %v, there are %v", v.Name(), least, size)
	}
	win.SetContent(root)
	win.Resize(size)
	return &Window{Window: win, Variant: v, t: t}
}

// Over works a window that the test opened itself, with the content it has.
func Over(t testing.TB, v Variant, win fyne.Window) *Window {
	t.Helper()
	win.SetPadded(false)
	win.Resize(fyne.NewSize(float32(v.Width), float32(v.Height)))
	return &Window{Window: win, Variant: v, t: t}
}

// Canvas is what the screen is painted on.
func (w *Window) Canvas() fyne.Canvas { return w.Window.Canvas() }
