package app

import (
	"context"

	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// SignIn puts a person at this till; who it is was found out before. What is asked for from now on is asked by this person.
func (a *App) SignIn(p shop.Staff) { a.person.Store(&p) }

// Person is who is at the till.
func (a *App) Person() shop.Staff { return *a.person.Load() }

// As returns a context in which the person at this till acts.
func (a *App) As(ctx context.Context) context.Context { return act.As(ctx, a.Person()) }

// Allow returns a context in which another person, recognised by PIN or badge, allows the one act it is made for.
func (a *App) Allow(ctx context.Context, p shop.Staff) context.Context { return act.Allow(ctx, p) }

// Room is a part of the shop that a person may enter or not.
type Room string

// The rooms, as the window names them.
const (
	RoomSell     Room = "sell"
	RoomReceipts Room = "receipts"
	RoomCash     Room = "cash"
	RoomStock    Room = "stock"
	RoomSetup    Room = "setup"
)

// Rooms lists the rooms that the person of the context may enter, in the order of the rail. What is done in a room is
// asked for again, act by act.
func (a *App) Rooms(ctx context.Context) ([]Room, error) {
	var open []Room
	for _, r := range []struct {
		room Room
		act  rights.Act
	}{
		{RoomSell, rights.Sell}, {RoomReceipts, rights.SeeReceipts}, {RoomCash, rights.CloseShift}, {RoomStock, rights.SeeStock},
		{RoomSetup, rights.SetUpTill},
	} {
		err := a.frame.May(ctx, rights.Ask{Act: r.act})
		switch {
		case err == nil:
			open = append(open, r.room)
		case !fault.Is(err, fault.NoRight):
			return nil, err
		}
	}
	return open, nil
}
