package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// chosenWhen is the look of a key whose matter is open or not.
func chosenWhen(open bool) widgets.Kind {
	if open {
		return widgets.Chosen
	}
	return widgets.Plain
}

// openMore shows the acts that are wanted now and then, over the key "More".
func (v *View) openMore() {
	c, t, m := v.canvas(), v.in.Text, v.m
	if c == nil || v.last.Form != nil || v.last.Stopped != nil {
		return
	}
	var card *widgets.Popover
	var keys []fyne.CanvasObject
	put := func(label, hint string, enabled bool, tap func()) *widgets.Key {
		k := widgets.NewKey(label, func() {
			card.Close()
			tap()
		})
		k.SetHint(hint)
		k.SetEnabled(enabled)
		keys = append(keys, k)
		return k
	}
	put(t.T("sell.open_item.key"), "", true, m.AskOpenItem)
	put(t.T("sell.sale_note.key"), "", true, m.AskSaleNote)
	put(t.T("sell.cancel_sale"), "F12", !v.last.Basket.Empty(), v.askClear).SetKind(widgets.Danger)
	card = widgets.NewPopover(&fyne.Container{Layout: menu{}, Objects: keys})
	card.OpenUnder(c, v.goods.acts[actMore])
}

// menu lays keys out in two columns, a little higher than a finger.
type menu struct{}

func (menu) size(keys []fyne.CanvasObject) (w, h float32) {
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
	rows := float32((len(keys) + 1) / 2)
	return fyne.NewSize(2*w+theme.Gap8, rows*(h+theme.Gap8)-theme.Gap8)
}

// Layout is Fyne's way to place the keys.
func (l menu) Layout(keys []fyne.CanvasObject, _ fyne.Size) {
	w, h := l.size(keys)
	for i, k := range keys {
		place(k, float32(i%2)*(w+theme.Gap8), float32(i/2)*(h+theme.Gap8), w, h)
	}
}
