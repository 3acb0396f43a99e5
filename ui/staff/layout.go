package staff

import (
	"math"

	"fyne.io/fyne/v2"
)

// placed is a layout made of two functions.
type placed struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

// MinSize is Fyne's way to ask how large it is.
func (p placed) MinSize([]fyne.CanvasObject) fyne.Size { return p.least() }

// Layout is Fyne's way to place the parts.
func (p placed) Layout(_ []fyne.CanvasObject, s fyne.Size) { p.arrange(s) }

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
