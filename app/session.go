package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/office"
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

// Recover is SignInPIN by the recovery code of the shop, with a new PIN for its owner. Faults: those of [staff.Staff.Recover].
func (a *App) Recover(ctx context.Context, code, pin, place string) (shop.Staff, error) {
	p, err := a.Staff.Recover(ctx, code, pin, place)
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

// arrive puts a person at this till who was recognised, in the place of whoever was there; a till that runs has a shift from
// then on.
func (a *App) arrive(ctx context.Context, p shop.Staff, err error) error {
	if err != nil {
		return err
	}
	if was := a.Person(); was.ID != "" && was.ID != p.ID {
		if err := a.Staff.SignOut(act.As(ctx, was), "switch"); err != nil {
			return err
		}
	}
	a.starting.Lock()
	defer a.starting.Unlock()
	a.SignIn(p)
	if !a.started {
		return nil
	}
	return a.ensureShift(ctx)
}

// ensureShift sees that there is a shift, when somebody is there who may open it.
func (a *App) ensureShift(ctx context.Context) error {
	if a.Person().ID == "" {
		return nil
	}
	_, _, err := a.Shifts.Ensure(a.As(ctx))
	if fault.Is(err, fault.NoRight) {
		return nil
	}
	return err
}

// Guard is how this till finds out who is at it.
type Guard struct {
	On   bool              // people sign in: somebody has a PIN
	Idle time.Duration     // after which nobody is at the till any more; 0: never
	PINs map[string]string // of a demo shop by code; nil in any other
}

// Guard reads it.
func (a *App) Guard(ctx context.Context) (g Guard, err error) {
	if g.On, err = a.Staff.Guarded(ctx); err != nil {
		return g, err
	}
	set, err := a.SetUp(ctx)
	if err != nil {
		return g, err
	}
	minutes, err := strconv.Atoi(cmp.Or(set.Settings[office.LockMinutes], idleMinutes))
	if err != nil {
		minutes, err = 0, nil // a value of another program
	}
	g.Idle = time.Duration(minutes) * time.Minute
	crew, err := a.DemoCrew(ctx)
	for _, p := range crew {
		if g.PINs == nil {
			g.PINs = map[string]string{}
		}
		g.PINs[p.Code] = p.PIN
	}
	return g, err
}

// idleMinutes is after how many minutes a till is locked where the shop set nothing; the same as in app/office.
const idleMinutes = "5"

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
	RoomOffers   Room = "offers"
	RoomSetup    Room = "setup"
	RoomTime     Room = "time"    // the time clock
	RoomPeople   Room = "people"  // who works here
	RoomBackup   Room = "backup"  // where the backups are, and the way back from one
	RoomJournal  Room = "journal" // what was done, and whether the books are sound
)

// Rooms lists the rooms that the person of the context may enter, in the order of the rail. What is done in a room is
// asked for again, act by act.
func (a *App) Rooms(ctx context.Context) ([]Room, error) {
	var open []Room
	for _, r := range []struct {
		room Room
		act  rights.Act
	}{
		{RoomSell, rights.Sell}, {RoomReceipts, rights.SeeReceipts}, {RoomCash, rights.CloseShift}, {RoomStock, rights.SeeStock}, {RoomOffers, rights.ChangeOffers},
		{RoomSetup, rights.SetUpTill}, {RoomTime, rights.ClockTime}, {RoomPeople, rights.ManageStaff},
		{RoomBackup, rights.BackUp}, {RoomJournal, rights.SeeJournal},
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
