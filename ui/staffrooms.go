package ui

import (
	"time"

	"kassa/app/shop"
	"kassa/ui/room"
	"kassa/ui/staff"
)

// newStaffRooms makes the models of the page of people and of the time clock; they outlive their views.
func (u *UI) newStaffRooms() {
	u.people = staff.NewPeople(staff.PeopleDeps{Keeper: u.app.Staff, Acts: u.acts, Reads: u.reads, Say: u.told})
	u.times = staff.NewTimePage(staff.TimeDeps{Clerk: u.app.Staff, Acts: u.acts, Reads: u.reads, Now: u.o.Now, Say: u.told,
		Zone: func() *time.Location { return u.zone }, Today: u.today, Me: func() shop.ID { return u.person.ID }})
}

// today is the business day of now.
func (u *UI) today() int {
	return shop.Shop{Zone: u.zone, DayStart: u.dayStart}.Moment(u.o.Now()).Day
}

func (u *UI) peopleRoom(p room.Place) room.Screen { return staff.NewPeopleView(u.people, p) }
func (u *UI) timeRoom(p room.Place) room.Screen   { return staff.NewTimeView(u.times, p) }
