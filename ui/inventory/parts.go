package inventory

import (
	"fyne.io/fyne/v2"
)

// fill is a layout of two functions.
type fill struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

// MinSize is Fyne's way to ask how large it is.
func (f fill) MinSize([]fyne.CanvasObject) fyne.Size { return f.least() }

// Layout is Fyne's way to place the parts.
func (f fill) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s.Width > 0 {
		f.arrange(s)
	}
}

func small() fyne.Size { return fyne.NewSize(200, 100) }

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(max(w, 0), max(h, 0)); o.Size() != size {
		o.Resize(size)
	}
}

func show(o fyne.CanvasObject, yes bool) {
	switch {
	case yes == o.Visible():
	case yes:
		o.Show()
	default:
		o.Hide()
	}
}
