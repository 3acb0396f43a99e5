package app

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/staff"
)

// SignIn puts a person at this till; who it is was found out before. What is asked for from now on is asked by this person.
func (a *App) SignIn(p shop.Staff) { a.person.Store(&p) }

// Where a person is recognised.
const (
	AtWindow  = "window"
	AtCommand = "command"
)

// SignInPIN recognises a person by a PIN and puts the person at this till. Faults: those of [staff.Staff.Recognise].
func (a *App) SignInPIN(ctx context.Context, who shop.ID, pin, place string) (shop.Staff, error) {
	p, err := a.Staff.SignIn(ctx, who, pin, place)
	return p, a.arrive(ctx, p, err)
}

// SignInBadge is SignInPIN by a badge.
func (a *App) SignInBadge(ctx context.Context, code, place string) (shop.Staff, error) {
	p, err := a.Staff.SignInBadge(ctx, code, place)
	return p, a.arrive(ctx, p, err)
}

// StandIn puts the first cashier at this till without having recognised anybody: for the window of a demo shop and for the
// cashier made of software. Where nobody has a PIN somebody is there already.
func (a *App) StandIn(ctx context.Context) error {
	if a.Person().ID != "" {
		return nil
	}
	faces, err := a.Staff.Faces(ctx)
	if err != nil || len(faces) == 0 {
		return err
	}
	p := faces[0].Staff
	if i := slices.IndexFunc(faces, func(f staff.Face) bool { return f.Role == rights.Cashier }); i >= 0 {
		p = faces[i].Staff
	}
	return a.arrive(ctx, p, nil)
}

// arrive puts a person at this till who was recognised; a till that runs has a shift from then on.
func (a *App) arrive(ctx context.Context, p shop.Staff, err error) error {
	if err != nil {
		return err
	}
	a.SignIn(p)
	if !a.started {
		return nil
	}
	return a.ensureShift(ctx)
}

// ensureShift sees that there is a shift, when somebody is there to open it.
func (a *App) ensureShift(ctx context.Context) error {
	if a.Person().ID == "" {
		return nil
	}
	_, _, err := a.Shifts.Ensure(a.As(ctx))
	return err
}

// SignOut lets nobody be at this till any more: reason is "lock", "idle", "switch" or "end".
func (a *App) SignOut(ctx context.Context, reason string) error {
	ctx = a.As(ctx)
	a.SignIn(shop.Staff{})
	return a.Staff.SignOut(ctx, reason)
}

// Person is who is at the till; nobody (without an ID) while it is locked.
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
