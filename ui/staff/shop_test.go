package staff

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/report"
	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
)

// keeper and clerk are the desk as the two pages see it.
type keeper struct {
	*desk
	told   []string // what was said
	times  []report.Stretch
	hidden int      // how often the keyboard was put away
	asked  []string // spans and people that were asked for
	fixed  []people.Correction
	may    bool
}

func (d *desk) Faces(context.Context) ([]people.Face, error) { return slices.Clone(d.faces), nil }

func (d *desk) index(who shop.ID) int {
	return slices.IndexFunc(d.faces, func(f people.Face) bool { return f.ID == who })
}

func (d *desk) NextCode(_ context.Context, role string) (string, error) {
	return map[string]string{"cashier": "C3", "manager": "M2"}[role], nil
}

func (d *desk) Add(_ context.Context, p shop.Staff) (shop.Staff, error) {
	if err := d.answer("add " + p.Name); err != nil {
		return p, err
	}
	p.ID = "new"
	d.faces = append(d.faces, people.Face{Staff: p, Left: 5})
	return p, nil
}

func (d *desk) Change(_ context.Context, p shop.Staff) error {
	d.faces[d.index(p.ID)].Staff = p
	return d.answer("change " + p.Name)
}

func (d *desk) SetPIN(_ context.Context, who shop.ID, pin string) error {
	d.faces[d.index(who)].HasPIN = true
	return d.answer("pin " + string(who) + " " + pin)
}

func (d *desk) SetBadge(_ context.Context, who shop.ID, code string) error {
	if err := d.answer("badge " + string(who) + " " + code); err != nil {
		return err
	}
	d.faces[d.index(who)].HasBadge = code != ""
	return nil
}

func (d *desk) Unlock(_ context.Context, who shop.ID) error { return d.answer("unlock " + string(who)) }

func (d *desk) Archive(_ context.Context, who shop.ID) error {
	d.faces = slices.DeleteFunc(d.faces, func(f people.Face) bool { return f.ID == who })
	return d.answer("archive " + string(who))
}

func (k *keeper) say(err error, done string) {
	if f, ok := fault.Of(err); ok {
		done = string(f.Code)
	}
	k.told = append(k.told, done)
}

func (k *keeper) Mark(_ context.Context, kind shop.TimeKind) (shop.TimeEntry, error) {
	return shop.TimeEntry{}, k.answer("mark " + string(kind))
}

func (k *keeper) Worked(_ context.Context, from, to int, who shop.ID) ([]report.Stretch, error) {
	k.asked = append(k.asked, shop.DayLabel(from)+" "+shop.DayLabel(to)+" "+string(who))
	return slices.Clone(k.times), nil
}

func (k *keeper) CorrectTime(_ context.Context, c people.Correction) (shop.TimeEntry, error) {
	k.fixed = append(k.fixed, c)
	return shop.TimeEntry{}, k.answer("correct")
}

func (k *keeper) MaySeeHours(context.Context) (see, correct bool, err error) {
	return k.may, k.may, nil
}

// counter is the two pages over a desk.
func counter() (*keeper, *People, *TimePage) {
	k := &keeper{desk: newDesk(), may: true}
	k.now = time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	mark := func(id string, who shop.ID, kind shop.TimeKind, day, hour, minute int) shop.TimeEntry {
		at := time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)
		return shop.TimeEntry{ID: shop.ID(id), Staff: who, By: who, Kind: kind, At: shop.Moment{At: at, Day: 20261100 + day, Hour: hour}}
	}
	late := mark("6", "c2", shop.TimeOut, 23, 18, 0)
	late.By, late.Corrects = "m1", "5"
	k.times = report.Stretches([]shop.TimeEntry{mark("1", "c1", shop.TimeIn, 23, 8, 2), mark("2", "c1", shop.TimeBreakStart, 23, 12, 0),
		mark("3", "c1", shop.TimeBreakEnd, 23, 12, 31), mark("4", "c1", shop.TimeOut, 23, 16, 30), mark("7", "c1", shop.TimeIn, 24, 7, 58),
		mark("8", "c2", shop.TimeIn, 23, 9, 0), late, mark("9", "m1", shop.TimeIn, 22, 9, 0)}, k.now)
	m := NewPeople(PeopleDeps{Keeper: k, Acts: k, Reads: k, Say: k.say})
	t := NewTimePage(TimeDeps{Clerk: k, Acts: k, Reads: k, Now: func() time.Time { return k.now }, Zone: func() *time.Location { return time.UTC },
		Today: func() int { return 20261124 }, Me: func() shop.ID { return "c1" }, Say: k.say})
	return k, m, t
}

// placeFor is a room's place over a window of a test.
func placeFor(t *testing.T, v uitest.Variant, k *keeper, canvas func() fyne.Canvas) room.Place {
	t.Helper()
	router := wedge.New(func() time.Time { return k.now }, func(string) {})
	return room.Place{Text: words(t, v), Router: router, Acts: k, Reads: k, Now: func() time.Time { return k.now }, Zone: time.UTC, Canvas: canvas,
		Say: func(room.Words) {}, HideKeyboard: func() { k.hidden++ }}
}
