package theme

import "fyne.io/fyne/v2"

// ReadFonts reads the fonts, regular and bold, so that the first text on the screen need not wait for them. It may run
// beside Fyne's thread: what it fills is guarded.
func ReadFonts() {
	body := Current().Metrics().Body()
	for _, bold := range []bool{false, true} {
		Wide("0", body, bold)
		fyne.CurrentApp().Driver().RenderedTextSize("0", body, fyne.TextStyle{Bold: bold}, LettersFor("0", bold))
	}
}
