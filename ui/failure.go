package ui

import (
	"fyne.io/fyne/v2"

	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// ShowFailure shows in a window of its own why the till did not start, until it is closed.
func ShowFailure(fa fyne.App, window fyne.Window, title, text, next string) {
	fa.Settings().SetTheme(theme.New(theme.Settings{}))
	head := widgets.NewBold(title, widgets.Heading)
	said, do := widgets.NewParagraph(text, widgets.Title), widgets.NewParagraph(next, widgets.Title)
	ok := widgets.NewKey("OK", window.Close)
	ok.SetKind(widgets.Accent)
	page := form.Pane([]form.Block{form.Line(head, theme.Gap16), form.Words(said, theme.Gap12), form.Words(do, theme.Gap24), form.Keys(0, ok)},
		head, said, do, ok)
	window.SetTitle("Kassa")
	window.SetPadded(false)
	window.SetContent(widgets.NewPanel(widgets.Page, page).SetPad(theme.Gap24))
	window.Resize(fyne.NewSize(640, 340))
	window.CenterOnScreen()
	window.ShowAndRun()
}
