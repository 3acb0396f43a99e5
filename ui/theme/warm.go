package theme

import "fyne.io/fyne/v2"

// Warm reads the fonts, regular and bold, so that the first text on the screen need not wait for them. It sets a look for
// that, which the window changes for the one that was chosen. It may run beside Fyne's thread before the app runs: what it
// fills is guarded.
func Warm(app fyne.App) (read func()) {
	app.Settings().SetTheme(New(Settings{}))
	body := Current().Metrics().Body()
	return func() {
		fyne.MeasureText("0", body, fyne.TextStyle{})
		fyne.MeasureText("0", body, fyne.TextStyle{Bold: true})
	}
}
