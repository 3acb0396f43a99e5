package widgets

import (
	"fyne.io/fyne/v2"

	"kassa/ui/theme"
)

// NewMenu lays keys out in columns of equal width, a little higher than a finger, for a card over the screen.
func NewMenu(columns int, keys ...*Key) fyne.CanvasObject {
	all := make([]fyne.CanvasObject, len(keys))
	for i, k := range keys {
		all[i] = k
	}
	return &fyne.Container{Layout: menu{columns}, Objects: all}
}

type menu struct{ columns int }

func (l menu) size(keys []fyne.CanvasObject) (w, h float32) {
	m := theme.Current().Metrics()
	w = m.MM(42)
	for _, k := range keys {
		w = max(w, k.MinSize().Width)
	}
	return w, max(60, m.Touch())
}

// MinSize is Fyne's way to ask how large it is.
func (l menu) MinSize(keys []fyne.CanvasObject) fyne.Size {
	w, h := l.size(keys)
	columns := min(l.columns, len(keys))
	rows := (len(keys) + l.columns - 1) / l.columns
	return fyne.NewSize(float32(columns)*(w+theme.Gap8)-theme.Gap8, float32(rows)*(h+theme.Gap8)-theme.Gap8)
}

// Layout is Fyne's way to place the keys.
func (l menu) Layout(keys []fyne.CanvasObject, _ fyne.Size) {
	w, h := l.size(keys)
	for i, k := range keys {
		place(k, float32(i%l.columns)*(w+theme.Gap8), float32(i/l.columns)*(h+theme.Gap8), w, h)
	}
}
