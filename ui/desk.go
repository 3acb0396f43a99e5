package ui

import (
	"context"
	"slices"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/shifts"
)

// newCash makes the model of the cash room; it outlives its views.
func (u *UI) newCash() {
	u.cash = shifts.New(shifts.Deps{Desk: u.app.Shifts, Papers: u.app, Acts: u.acts, Reads: u.reads, Currency: u.currency,
		WholeUnits: func() bool { return !u.look.cents }, Person: func() shop.ID { return u.app.Person().ID }, Say: u.told})
}

// cashRoom makes the view of the cash room.
func (u *UI) cashRoom(p room.Place) room.Screen {
	return shifts.NewView(u.cash, p, u.text.T("status.till_name", text.Args{"code": u.till}))
}

// wayToShift leads from the sell screen to the cash room, when it is open to the person.
func (u *UI) wayToShift() func() {
	if !slices.Contains(u.rooms.names, room.Cash) {
		return nil
	}
	return func() { u.goTo(room.Cash) }
}

// shiftChanged reads since when the shift runs.
func (u *UI) shiftChanged() {
	var now facts
	u.reads.Do("shift", func(ctx context.Context) (err error) {
		now, err = u.readFacts(ctx)
		return err
	}, func(err error) {
		if err != nil {
			u.o.Log.Warn("the shift could not be read", "err", err)
			return
		}
		u.since = now.since
		u.tellStatus()
	})
}
