package ui

import (
	"context"
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/staff"
	"kassa/ui/widgets"
)

// guard is who may be at this till, and what lies over the window while that is found out.
type guard struct {
	app.Guard
	touched time.Time // when a person last did something
	last    shop.ID   // who was at the till before it was locked
	leave   shop.ID   // who allowed something last
	gate    *staff.Gate
	lock    *staff.Lock
	over    fyne.CanvasObject // the lock as it lies over the window
	release func()
	allow   *staff.Allow
	asks    asking // the dialog that gets letters and scans; nil: none
	next    doors  // of whoever is being recognised
	card    *widgets.Popover
	forgot  *staff.Recover // over the lock; nil: not open
	ungrab  func()
	sets    asking // the new PIN of the owner who came in by the recovery code
}

// asking is a dialog that wants letters and scans itself.
type asking interface {
	Rune(ch rune, fast bool) (undo func())
	Scan(code string)
}

// lockCaption is the caption of the lock on the rail; a till without PINs has none.
func (u *UI) lockCaption() string {
	if u.guard.On {
		return u.text.T("rail.lock")
	}
	return ""
}

// stand begins the watch: a till at which nobody is begins locked, and whoever goes away leaves a locked one behind.
func (u *UI) stand() {
	u.guard.touched = u.o.Now()
	if u.guard.On && u.person.ID == "" {
		u.showLock()
	}
	u.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { u.lock("lock") })
	u.watchIdle()
}

// idling is how often it is looked whether somebody is still there.
const idling = 5 * time.Second

func (u *UI) watchIdle() {
	u.acts.After(idling, func() {
		if u.stop == nil {
			return
		}
		u.lockIdle()
		u.watchIdle()
	})
}

// lockIdle locks a till from which whoever was there went away.
func (u *UI) lockIdle() {
	if g := &u.guard; g.Idle > 0 && u.o.Now().Sub(g.touched) >= g.Idle {
		u.lock("idle")
	}
}

// lock lets nobody be at the till any more: reason is "lock" or "idle". The open basket stays. While the books cannot be written
// nobody can do anything, and the sign-out could not be written down either: then it waits.
func (u *UI) lock(reason string) {
	if u.broken != nil || !u.guard.On || u.guard.lock != nil || u.person.ID == "" {
		return
	}
	leaving := u.now()
	u.guard.last = u.person.ID
	u.app.SignIn(shop.Staff{})
	u.person = shop.Staff{}
	u.acts.Do("", func(context.Context) error { return u.app.Staff.SignOut(leaving, reason) }, func(err error) {
		if err != nil {
			u.o.Log.Warn("a sign-out could not be written down", "err", err)
		}
	})
	u.showLock()
}

// showLock lays the lock screen over the window and everything in it.
func (u *UI) showLock() {
	u.closeCards()
	g := staff.NewGate(staff.GateDeps{People: u.app.Staff.Faces, Acts: u.acts, Reads: u.reads, Now: u.o.Now, Quiet: u.router.Quiet, Last: u.guard.last, PINs: u.guard.PINs,
		PIN: func(ctx context.Context, who shop.ID, pin string) (shop.Staff, error) {
			p, err := u.app.SignInPIN(ctx, who, pin, app.AtWindow)
			return p, u.arriving(ctx, err)
		},
		Badge: func(ctx context.Context, code string) (shop.Staff, error) {
			p, err := u.app.SignInBadge(ctx, code, app.AtWindow)
			return p, u.arriving(ctx, err)
		},
		In: u.unlocked})
	u.guard.lock = staff.NewLock(g, staff.LockWords{Text: u.text, Zone: u.zone, Shop: u.text.T("app.name"), Demo: u.guard.PINs != nil,
		Forgot: func() { u.forgotPIN(false) }})
	u.tellLock()
	c := u.window.Canvas()
	c.Unfocus()
	u.guard.over = u.framed(u.guard.lock.Root())
	c.Overlays().Add(u.guard.over)
	u.guard.over.Resize(c.Size())
	u.guard.gate, u.guard.release = g, u.router.Grab(u.guard.lock.Key)
	g.Open()
	u.acts.Painted(func() {
		canvas.Refresh(u.guard.over) // the people may have been read before it was ever painted
		u.tellPerson()
	})
	u.seekStranger()
}

// tellLock says on the lock screen where this is.
func (u *UI) tellLock() {
	if u.guard.lock == nil {
		return
	}
	t := u.text
	u.guard.lock.SetAbout(t.T("lock.about", text.Args{"shop": u.name, "till": t.T("status.till_name", text.Args{"code": u.till}), "shift": u.sinceWords()}))
}

// arriving reads, beside the screen, which rooms whoever was recognised may enter.
func (u *UI) arriving(ctx context.Context, err error) error {
	if err == nil {
		u.guard.next, err = u.readRooms(u.app.As(ctx))
	}
	return err
}

// unlocked takes the lock away for whoever was recognised.
func (u *UI) unlocked(p shop.Staff) {
	g := &u.guard
	if g.lock != nil {
		u.window.Canvas().Overlays().Remove(g.over)
		g.release()
		g.lock, g.release = nil, nil
	}
	u.welcome(p, g.last)
}

// welcome shows the till to a person. Who comes back finds everything as it was; another one begins on the sell screen. What
// has to be read for that is read once the screen is there.
func (u *UI) welcome(p shop.Staff, before shop.ID) {
	u.person, u.guard.last, u.guard.touched = p, p.ID, u.o.Now()
	u.rooms.doors = u.guard.next
	u.view.SetCashier(u.cashier())
	was := u.rooms.open
	if p.ID != before {
		u.model.NextSale() // the change of a sale is the business of whoever made it
	}
	if allowed := slices.Contains(u.rooms.names, u.rooms.open) || slices.Contains(u.rooms.behind, u.rooms.open); p.ID != before || !allowed {
		u.closeDialogs()
		u.rooms.open, u.rooms.screen = room.Sell, sellScreen{u.view, u.model}
		u.newModels()
	}
	u.showRail()
	if u.rooms.open != was {
		u.enter()
	}
	u.acts.Painted(func() {
		u.tellPerson()
		if before == "" {
			u.model.Open() // nobody could read the basket before
		} else {
			u.model.BasketMoved()
		}
		u.setUpAgain()
		u.offerClock()
	})
}

// badge changes the person when a code that is no product is somebody's badge.
func (u *UI) badge(code string, otherwise func()) {
	if !u.guard.On {
		otherwise()
		return
	}
	before := u.person.ID
	var p shop.Staff
	u.acts.Do("", func(ctx context.Context) (err error) {
		p, err = u.app.SignInBadge(ctx, code, app.AtWindow)
		return u.arriving(ctx, err)
	}, func(err error) {
		switch {
		case err == nil:
			u.welcome(p, before)
		case fault.Is(err, fault.UnknownStaff), fault.Is(err, fault.PINWait):
			otherwise()
		default:
			u.say(room.Words{Err: err})
		}
	})
}

// askAllow asks, in place, who allows what was refused; the same work then runs again.
func (u *UI) askAllow(refused *fault.Error, again func(allow func(context.Context) context.Context), giveUp func()) {
	if !u.guard.On || u.guard.lock != nil || u.guard.allow != nil || u.person.ID == "" {
		giveUp()
		return
	}
	var able []people.Face
	u.reads.Do("", func(ctx context.Context) (err error) {
		able, err = u.app.Staff.Approvers(ctx, refused)
		return err
	}, func(err error) {
		if err != nil || len(able) == 0 || u.guard.allow != nil || u.guard.lock != nil {
			giveUp()
			return
		}
		u.showAllow(refused, able, again, giveUp)
	})
}

func (u *UI) showAllow(refused *fault.Error, able []people.Face, again func(func(context.Context) context.Context), giveUp func()) {
	g := staff.NewGate(staff.GateDeps{Acts: u.reads, Reads: u.reads, Now: u.o.Now, Quiet: u.router.Quiet, PIN: u.app.Staff.Recognise, Last: u.guard.leave, First: true, PINs: u.guard.PINs,
		People: func(ctx context.Context) ([]people.Face, error) { return u.app.Staff.Approvers(ctx, refused) },
		Badge: func(ctx context.Context, code string) (shop.Staff, error) {
			p, err := u.app.Staff.RecogniseBadge(ctx, code)
			if err == nil && !slices.ContainsFunc(able, func(f people.Face) bool { return f.ID == p.ID }) {
				err = fault.New(fault.NoRight, refused.Args)
			}
			return p, err
		},
		In: func(p shop.Staff) {
			u.closeAllow()
			u.guard.leave = p.ID
			again(func(ctx context.Context) context.Context { return u.app.Allow(ctx, p) })
		}})
	u.guard.allow = staff.NewAllow(g, staff.AllowWords{Text: u.text, Refused: refused, Person: u.cashier(), Cancel: func() {
		u.guard.allow, u.guard.asks = nil, nil
		giveUp()
	}})
	u.guard.asks = u.guard.allow
	u.guard.allow.Open(u.window.Canvas(), u.router)
	g.Open()
}

func (u *UI) closeAllow() {
	if a := u.guard.allow; a != nil {
		u.guard.allow, u.guard.asks = nil, nil
		a.Close()
	}
}

// closeCards closes what was open for a moment: the question who allows, and cards over the screen.
func (u *UI) closeCards() {
	if u.guard.allow != nil {
		u.guard.allow.Cancel()
	}
	for _, o := range u.window.Canvas().Overlays().List() {
		if card, is := o.(*widgets.Popover); is {
			card.Close()
		}
	}
}

// closeDialogs closes the questions of whoever was here before.
func (u *UI) closeDialogs() {
	for _, o := range u.window.Canvas().Overlays().List() {
		if m, is := o.(*widgets.Modal); is {
			m.Close()
		}
	}
}

// peopleChanged takes up what changed about people: whether they sign in here, and what the person may do.
func (u *UI) peopleChanged() {
	var now app.Guard
	var open doors
	u.reads.Do("people", func(ctx context.Context) (err error) {
		if now, err = u.app.Guard(ctx); err == nil {
			open, err = u.readRooms(ctx)
		}
		return err
	}, func(err error) {
		if err != nil {
			return
		}
		first := now.On && !u.guard.On
		u.guard.Guard = now
		if u.guard.lock != nil {
			u.guard.gate.Open()
			return
		}
		if changed := !slices.Equal(open.names, u.rooms.names) || !slices.Equal(open.behind, u.rooms.behind); changed {
			u.rooms.doors = open
			u.showRail()
		}
		if first { // whoever set the first PIN here stays; an open till elsewhere asks for it
			u.rebuild()
			if u.rooms.open != room.People && u.rooms.open != room.Setup {
				u.lock("lock")
			}
		}
	})
}

// pulse lies under everything and feels that a finger or a mouse moves; it takes no tap from anything and paints nothing.
type pulse struct {
	widget.BaseWidget
	felt func()
}

func (u *UI) newPulse() *pulse {
	p := &pulse{felt: func() { u.guard.touched = u.o.Now() }}
	p.ExtendBaseWidget(p)
	return p
}

// MouseIn is called by Fyne.
func (p *pulse) MouseIn(*desktop.MouseEvent) { p.felt() }

// MouseMoved is called by Fyne.
func (p *pulse) MouseMoved(*desktop.MouseEvent) { p.felt() }

// MouseOut is called by Fyne.
func (p *pulse) MouseOut() {}

// CreateRenderer is Fyne's way to draw a widget.
func (p *pulse) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
