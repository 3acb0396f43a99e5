package checkout

import (
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
	var keys []*widgets.Key
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
	if may := v.last.Goods.May; may.Pages || may.Favourites {
		put(t.T("tiles.arrange"), "", true, m.Arrange)
	}
	put(t.T("sell.cancel_sale"), "F12", !v.last.Basket.Empty(), v.askClear).SetKind(widgets.Danger)
	card = widgets.NewPopover(widgets.NewMenu(2, keys...))
	card.OpenUnder(c, v.goods.acts[actMore])
}
