package shifts

import (
	"fyne.io/fyne/v2"

	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// laid is a container that a function arranges.
func laid(arrange func(fyne.Size), objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(200, 200) }, Arrange: arrange}, Objects: objects}
}

// keyHigh is how high a key is that takes no money.
func keyHigh() float32 { return max(52, theme.Current().Metrics().Touch()) }

// grid puts keys into rows of two between y and bottom, or under each other where their words need the width and there is the
// height. Hidden ones take no place.
func grid(y, bottom, w, h float32, keys ...*widgets.Key) {
	columns, column, shown := 2, 0, 0
	each, wide := (w-theme.Gap8)/2, false
	for _, k := range keys {
		if k.Visible() {
			shown++
			wide = wide || k.MinSize().Width > each
		}
	}
	if wide && y+float32(shown)*(h+theme.Gap8)-theme.Gap8 <= bottom {
		columns, each = 1, w
	}
	for _, k := range keys {
		if !k.Visible() {
			continue
		}
		form.Place(k, float32(column)*(each+theme.Gap8), y, each, h)
		if column++; column == columns {
			column, y = 0, y+h+theme.Gap8
		}
	}
}

// lineOf places one line of words over a width and returns where the next one stands.
func lineOf(t *widgets.Text, x, y, w, gap float32) float32 {
	if !t.Visible() {
		return y
	}
	h := t.MinSize().Height
	form.Place(t, x, y, w, h)
	return y + h + gap
}

// wordsOf places a paragraph over a width and returns where the next thing stands.
func wordsOf(p *widgets.Paragraph, x, y, w, gap float32) float32 {
	if !p.Visible() {
		return y
	}
	h := p.HeightFor(w)
	form.Place(p, x, y, w, h)
	return y + h + gap
}
