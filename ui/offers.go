package ui

import (
	"kassa/ui/offers"
	"kassa/ui/room"
)

// newOffers makes the model of the room of offers; it outlives its views.
func (u *UI) newOffers() {
	u.offers = offers.New(offers.Deps{Desk: u.app.Offers, Goods: u.app.Inventory, Acts: u.acts, Reads: u.reads, Exponent: u.currency.Exponent})
}

// offersRoom makes the view of the room of offers.
func (u *UI) offersRoom(p room.Place) room.Screen { return offers.NewView(u.offers, p) }
