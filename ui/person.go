package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/staff"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// openPerson shows the card of whoever is at the till: the time clock, the PIN, the people of the shop, the lock.
func (u *UI) openPerson() {
	if u.guard.lock != nil || u.broken != nil || u.guard.card != nil && u.guard.card.IsOpen() {
		return
	}
	var me people.Face
	u.reads.Do("person", func(ctx context.Context) error {
		all, err := u.app.Staff.Faces(ctx)
		if i := slices.IndexFunc(all, func(f people.Face) bool { return f.ID == u.person.ID }); i >= 0 {
			me = all[i]
		}
		return err
	}, func(err error) {
		if u.guard.lock != nil || u.broken != nil { // meanwhile
			return
		}
		if err != nil {
			u.say(room.Words{Err: err})
			return
		}
		u.showPerson(me)
	})
}

func (u *UI) showPerson(me people.Face) {
	t := u.text
	all := []fyne.CanvasObject{widgets.NewBold(u.cashier(), widgets.Title), widgets.NewText(t.T("word.role."+me.Role), widgets.Body).SetTone(widgets.Muted)}
	add := func(label string, tap func()) {
		all = append(all, widgets.NewKey(label, func() {
			u.guard.card.Close()
			tap()
		}))
	}
	switch {
	case !me.Clock.In:
		add(t.T("person.in"), func() { u.mark(shop.TimeIn) })
	case me.Clock.Break:
		add(t.T("person.break_end"), func() { u.mark(shop.TimeBreakEnd) })
	default:
		add(t.T("person.break_start"), func() { u.mark(shop.TimeBreakStart) })
		add(t.T("person.out"), func() { u.mark(shop.TimeOut) })
	}
	for _, r := range u.rooms.behind {
		if r == room.Journal || r == room.Backup { // pages of the set-up alone
			continue
		}
		add(t.T("person."+string(r)), func() { u.goTo(r) })
	}
	if me.HasPIN {
		add(t.T("person.pin"), u.changePIN)
	}
	if u.guard.On {
		add(t.T("person.lock"), func() { u.lock("lock") })
	}
	u.guard.card = widgets.NewPopover(&fyne.Container{Layout: cardOfKeys{}, Objects: all})
	u.guard.card.OpenUnder(u.window.Canvas(), u.rail.Person())
}

// cardOfKeys puts lines and keys under each other.
type cardOfKeys struct{}

func (cardOfKeys) each(all []fyne.CanvasObject, f func(o fyne.CanvasObject, y, high float32)) (high float32) {
	for _, o := range all {
		h := o.MinSize().Height
		if _, key := o.(*widgets.Key); key {
			h = max(52, theme.Current().Metrics().Touch())
		}
		f(o, high, h)
		high += h + theme.Gap8
	}
	return high - theme.Gap8
}

// MinSize is Fyne's way to ask how large it is.
func (l cardOfKeys) MinSize(all []fyne.CanvasObject) fyne.Size {
	wide := theme.Current().Metrics().Text(260)
	for _, o := range all {
		wide = max(wide, o.MinSize().Width)
	}
	return fyne.NewSize(wide, l.each(all, func(fyne.CanvasObject, float32, float32) {}))
}

// Layout is Fyne's way to place the parts.
func (l cardOfKeys) Layout(all []fyne.CanvasObject, s fyne.Size) {
	l.each(all, func(o fyne.CanvasObject, y, high float32) {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, high))
	})
}

// mark lets the person clock in or out, or begin or end a break.
func (u *UI) mark(kind shop.TimeKind) {
	var e shop.TimeEntry
	u.acts.Do("mark", func(ctx context.Context) (err error) {
		e, err = u.app.Staff.Mark(ctx, kind)
		return err
	}, func(err error) {
		if err != nil {
			u.say(room.Words{Err: err})
			return
		}
		u.say(room.Words{Text: u.text.T("person.marked."+string(kind), text.Args{"time": u.text.Time(e.At.Local())}), Good: true})
	})
}

// offerClock offers whoever came to clock in, where the person has not.
func (u *UI) offerClock() {
	var c people.Clock
	who := u.person.ID
	u.reads.Do("", func(ctx context.Context) (err error) {
		c, err = u.app.Staff.ClockOf(ctx, who)
		return err
	}, func(err error) {
		switch {
		case err != nil || u.person.ID != who:
		case !c.In:
			u.offer(u.text.T("lock.clock_in"), u.text.T("lock.clock_in_key"), func() { u.mark(shop.TimeIn) })
		case c.Break:
			u.offer(u.text.T("lock.on_break_still"), u.text.T("person.break_end"), func() { u.mark(shop.TimeBreakEnd) })
		}
	})
}

// changePIN lets the person type another PIN, for the one that the person knows.
func (u *UI) changePIN() {
	var d *staff.PINDialog
	s := staff.NewSetter(staff.SetterDeps{Person: u.person, Own: true, Acts: u.acts, Set: u.app.Staff.ChangePIN, Done: func() {
		d.Close()
		u.say(room.Words{Text: u.text.T("pin.done"), Good: true})
	}})
	d = staff.NewPINDialog(s, u.text, u.cashier(), func() { u.guard.asks = nil })
	u.guard.asks = d
	d.Open(u.window.Canvas(), u.router)
}
