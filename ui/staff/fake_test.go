package staff

import (
	"context"
	"slices"
	"time"

	"kassa/app/fault"
	"kassa/app/shop"
	people "kassa/app/staff"
)

// desk is a shop of five people and a queue on a clock of the test: work is done when settle is called.
type desk struct {
	now    time.Time
	faces  []people.Face
	pins   map[shop.ID]string
	badges map[string]shop.ID
	next   error // what the next look answers, once
	looked []string
	in     []shop.Staff

	waiting []func()
	timers  []*timer
}

type timer struct {
	at time.Time
	f  func()
}

func newDesk() *desk {
	d := &desk{now: time.Date(2026, 11, 23, 8, 2, 0, 0, time.UTC), pins: map[shop.ID]string{"c1": "1592", "c2": "3846", "m1": "314159"},
		badges: map[string]shop.ID{"BADGE-0042": "m1"}}
	face := func(id, code, name, role string, digits int) people.Face {
		return people.Face{Staff: shop.Staff{ID: shop.ID(id), Code: code, Name: name, Role: role}, HasPIN: digits > 0, Digits: digits, Left: 5}
	}
	d.faces = []people.Face{face("o1", "O1", "Owner 1", "owner", 0), face("c1", "C1", "Cashier 1", "cashier", 4), face("c2", "C2", "Cashier 2", "cashier", 4),
		face("m1", "M1", "Manager 1", "manager", 6)}
	d.faces[1].Clock = people.Clock{In: true, Since: shop.Moment{At: time.Date(2026, 11, 23, 7, 58, 0, 0, time.UTC)}}
	return d
}

func (d *desk) gate(last shop.ID) *Gate {
	g := NewGate(GateDeps{People: d.people, PIN: d.pin, Badge: d.badge, In: func(p shop.Staff) { d.in = append(d.in, p) }, Acts: d, Reads: d,
		Now: func() time.Time { return d.now }, Last: last, PINs: map[string]string{"C1": "1592"}})
	g.Open()
	d.settle()
	return g
}

func (d *desk) people(context.Context) ([]people.Face, error) { return slices.Clone(d.faces), nil }

func (d *desk) answer(what string) error {
	d.looked = append(d.looked, what)
	err := d.next
	d.next = nil
	return err
}

func (d *desk) pin(_ context.Context, who shop.ID, pin string) (shop.Staff, error) {
	if err := d.answer(string(who) + " " + pin); err != nil {
		return shop.Staff{}, err
	}
	if d.pins[who] != pin {
		return shop.Staff{}, fault.New(fault.WrongPIN, fault.Args{"left": 4})
	}
	return shop.Staff{ID: who}, nil
}

func (d *desk) badge(_ context.Context, code string) (shop.Staff, error) {
	if err := d.answer(code); err != nil {
		return shop.Staff{}, err
	}
	if who, found := d.badges[code]; found {
		return shop.Staff{ID: who}, nil
	}
	return shop.Staff{}, fault.New(fault.UnknownStaff, nil)
}

// Do is Queue.Do.
func (d *desk) Do(_ string, work func(ctx context.Context) error, done func(error)) bool {
	d.waiting = append(d.waiting, func() {
		err := work(context.Background())
		if done != nil {
			done(err)
		}
	})
	return true
}

// After is Queue.After.
func (d *desk) After(after time.Duration, f func()) (stop func()) {
	t := &timer{d.now.Add(after), f}
	d.timers = append(d.timers, t)
	return func() { t.f = nil }
}

// Painted is Queue.Painted.
func (d *desk) Painted(f func()) { f() }

// settle does the work that waits.
func (d *desk) settle() {
	for len(d.waiting) > 0 {
		f := d.waiting[0]
		d.waiting = d.waiting[1:]
		f()
	}
}

// pass lets time pass.
func (d *desk) pass(by time.Duration) {
	until := d.now.Add(by)
	for {
		i := -1
		for n, t := range d.timers {
			if t.f != nil && !t.at.After(until) && (i < 0 || t.at.Before(d.timers[i].at)) {
				i = n
			}
		}
		if i < 0 {
			break
		}
		t := d.timers[i]
		d.timers = slices.Delete(d.timers, i, i+1)
		d.now = t.at
		t.f()
		d.settle()
	}
	d.now = until
}
