package ui

import (
	"kassa/app/shop"
	"kassa/ui/inventory"
	"kassa/ui/room"
)

// newStock makes the model of the stock room; it outlives its views.
func (u *UI) newStock() {
	u.stock = inventory.New(inventory.Deps{Goods: u.app.Inventory, Files: u.app.Inventory, Acts: u.acts, Reads: u.reads, Long: u.long,
		Lang: func() shop.Lang { return shop.Lang(u.look.lang) }, Exponent: u.currency.Exponent})
}

// stockRoom makes the view of the stock room.
func (u *UI) stockRoom(p room.Place) room.Screen { return inventory.NewView(u.stock, p) }
