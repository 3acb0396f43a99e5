package checkout

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// Spot is where a named thing stands on the canvas.
type Spot struct {
	At   fyne.Position
	Size fyne.Size
}

// Spots names what a test of the real window may want to tap: what is visible now.
func (v *View) Spots() map[string]Spot {
	all := map[string]Spot{}
	put := func(name string, o fyne.CanvasObject) {
		if o.Visible() && o.Size().Width > 0 {
			all[name] = Spot{fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()}
		}
	}
	put("search", v.goods.search)
	for i, name := range []string{"park", "discount", "price-check", "seller", "undo", "more"} {
		put(name, v.goods.acts[i])
	}
	v.spotItems(all, "tile", v.goods.tiles.Tiles(), v.last.Goods.Count, v.goods.tiles.Tiles().PlaceOf)
	if !v.sale.all.Visible() {
		if v.paid.all.Visible() {
			put("again", v.paid.again)
			put("next", v.paid.next)
			put("gift", v.paid.gift)
			put("wrong", v.paid.wrong)
		}
		if v.form.all.Visible() {
			put("name", v.form.name)
			put("price", v.form.price)
			put("enter", v.form.enter)
			put("sell-open", v.form.open)
			put("back", v.form.close)
		}
		if v.aside.Root().Visible() {
			v.spotItems(all, "choice", v.aside.List(), v.aside.Listed(), v.aside.List().PlaceOf)
			for i, name := range []string{"back", "first", "second"} {
				put("aside-"+name, v.aside.Keys()[i])
			}
		}
		return all
	}
	v.spotItems(all, "row", v.sale.basket, len(v.sale.lines), v.sale.basket.PlaceOf)
	put("exact", v.sale.exact)
	put("card", v.sale.card)
	put("other", v.sale.other)
	for i, k := range v.sale.notes {
		put(fmt.Sprintf("note-%d", i), k)
	}
	if v.last.Selected != 0 {
		for i, name := range []string{"minus", "qty", "plus", "price", "percent", "note", "remove"} {
			put("bar-"+name, v.sale.barKeys[i])
		}
	}
	if v.last.Pad != nil {
		put("pad", v.pad.pad)
	}
	return all
}

// mostSpots bounds how many tiles and rows are told.
const mostSpots = 60

func (v *View) spotItems(all map[string]Spot, name string, o fyne.CanvasObject, n int, place func(int) (fyne.Position, fyne.Size, bool)) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	for i, told := 0, 0; i < n && told < mostSpots; i++ {
		pos, size, ok := place(i)
		if !ok && told > 0 {
			return
		}
		if ok {
			all[fmt.Sprintf("%s-%d", name, i)] = Spot{at.Add(pos), size}
			told++
		}
	}
}

// Rearrange places the parts again, after what stands beside the search came or went.
func (v *View) Rearrange() { v.goods.arrange(v.goods.all.Size()) }
