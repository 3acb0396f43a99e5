package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// hear is called on the thread of whoever has news; the rest happens on Fyne's.
func (u *UI) hear(n notice.Notice) { u.acts.Post(func() { u.take(n) }) }

func (u *UI) take(n notice.Notice) {
	switch n := n.(type) {
	case notice.JobDone:
		u.jobDone(n)
	case notice.JobFailed:
		u.jobFailed(n)
	case notice.JobDropped:
		u.forget(n.JobID)
	case notice.DeviceChanged:
		u.worst[n.State.Device] = n.State
		if n.State.Health < devices.Warning {
			delete(u.worst, n.State.Device)
		}
		u.tellStatus()
	case notice.StockChanged:
		u.model.GoodsChanged(false)
	case notice.ProductsChanged:
		u.model.GoodsChanged(true)
	case notice.BasketChanged:
		u.model.BasketMoved()
	case notice.ShiftChanged:
		u.shiftChanged()
	case notice.SettingsChanged:
		u.setUpAgain()
	case notice.StaffChanged:
		u.peopleChanged()
	case notice.StorageFailed:
		u.storageFailed(n.Fault)
	case notice.DiskRoom:
		u.room = n
		u.tellBanner()
	case notice.MirrorChanged:
		u.mirror = n.Fault
		u.tellStatus()
	}
	if u.rooms.screen != nil {
		u.rooms.screen.Heard(n)
	}
}

func (u *UI) jobDone(n notice.JobDone) {
	if n.Kind == string(shop.JobDrawer) || n.SaleID > u.drawer { // ids grow with time
		u.drawer = "" // it opened, or another customer was served since
	}
	if n.Kind == string(shop.JobReceipt) {
		u.model.PrintDone(shop.ID(n.SaleID))
	}
	u.forget(n.JobID)
}

func (u *UI) jobFailed(n notice.JobFailed) {
	if n.Kind == string(shop.JobDrawer) {
		u.drawer = n.SaleID
	} else {
		u.remember(n.JobID, n.Kind, n.Fault)
		if n.Kind == string(shop.JobReceipt) {
			u.model.PrintWaits(shop.ID(n.SaleID))
		}
	}
	u.tellBanner()
}

// forget takes a paper off those that wait for a person.
func (u *UI) forget(job string) {
	u.unsaid = slices.DeleteFunc(u.unsaid, func(p unprinted) bool { return p.job == job })
	u.tellBanner()
}

// unprinted is a paper that waits for a person.
type unprinted struct{ job, kind string }

// remember keeps that a paper waits for a person.
func (u *UI) remember(job, kind string, why *fault.Error) {
	if one := (unprinted{job, kind}); !slices.Contains(u.unsaid, one) {
		u.unsaid = append(u.unsaid, one)
	}
	u.why = why
}

// tellBanner says what waits for a person, with the key that does it.
func (u *UI) tellBanner() {
	t := u.text
	words, action := "", ""
	switch n := len(u.unsaid); {
	case n > 0:
		words, action = t.N("banner.several_not_printed", int64(n)), t.T("banner.print_again")
		if key := "receipts.paper." + u.unsaid[0].kind; n == 1 && t.Has(key) {
			words = t.T("banner.one_not_printed", text.Args{"paper": t.T(key)})
		}
		if u.why != nil {
			title, _, next := t.Fault(u.why)
			words += ". " + title + "."
			if whole := words + " " + next; u.fitsBanner(whole, action) {
				words = whole
			}
		}
	case u.drawer != "":
		words, action = t.T("banner.drawer_closed"), t.T("banner.seen")
	case u.room.Low:
		words = t.T("banner.disk_low", text.Args{"free": u.room.Free >> 20})
	}
	was := u.banner.Visible()
	if words == "" {
		u.banner.Clear()
		u.banner.Hide()
	} else {
		u.banner.Say(widgets.Warning, words, action)
		u.banner.Show()
	}
	u.roomBanner.Say(widgets.Warning, words, action)
	if there := words != "" && u.rooms.open != room.Sell; there != u.roomBanner.Visible() {
		if there {
			u.roomBanner.Show()
		} else {
			u.roomBanner.Hide()
		}
		u.arrangeContent()
	}
	if was != u.banner.Visible() {
		u.view.Rearrange()
	}
	u.tellStatus() // what the banner says, the status need not
}

// fitsBanner tells whether words fit on the two lines of the banner.
func (u *UI) fitsBanner(words, action string) bool {
	size := theme.Current().Metrics().Text(15)
	wide := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width }
	return wide(words) <= 2*0.84*(u.banner.Size().Width-wide(action)-100)
}

// answerBanner does what the key of the banner says: what was not printed is printed again, and of a drawer that stayed shut
// nothing more is said.
func (u *UI) answerBanner() {
	if len(u.unsaid) == 0 {
		u.drawer = ""
		u.tellBanner()
		return
	}
	u.printAgain()
}

// printAgain prints the papers that wait.
func (u *UI) printAgain() {
	papers := u.unsaid
	u.unsaid = nil // whatever fails again says so anew
	u.tellBanner()
	u.acts.Do("print again", u.app.PrintAll, func(err error) {
		if err == nil {
			return
		}
		u.o.Log.Warn("print again", "err", err)
		f, _ := fault.Of(err)
		for _, p := range papers {
			u.remember(p.job, p.kind, f)
		}
		u.tellBanner()
	})
}

// setUpAgain reads anew how the shop is set up.
func (u *UI) setUpAgain() {
	var now facts
	var chosen map[string]string
	u.reads.Do("set up", func(ctx context.Context) (err error) {
		if now, err = u.readFacts(ctx); err == nil {
			chosen, err = u.app.Look(ctx)
		}
		return err
	}, func(err error) {
		if err != nil {
			u.o.Log.Warn("set-up", "err", err)
			return
		}
		rebuild := u.currency.Code != now.currency.Code
		u.facts = now
		u.look.habits(chosen)
		if rebuild {
			u.rebuild()
		}
		u.tellStatus()
		u.model.GoodsChanged(true)
		u.model.SetUpChanged()
		u.peopleChanged()
	})
}

// storageFailed turns selling off and says what to do, on the whole window, until the books can be written again.
func (u *UI) storageFailed(why *fault.Error) {
	u.model.Stop(why)
	if u.broken != nil {
		return
	}
	t := u.text
	title, what, next := t.Fault(why)
	head := widgets.NewBold(title, widgets.Total)
	off := widgets.NewParagraph(t.T("banner.storage"), widgets.Title).SetTone(widgets.Bad)
	say := widgets.NewParagraph(what, widgets.Title)
	do := widgets.NewParagraph(next, widgets.Title)
	again := widgets.NewKey(t.T("common.try_again"), func() { u.tryBooks(why.Code) })
	again.SetKind(widgets.Accent)
	again.SetText(20, true)
	ground := widgets.NewPanel(widgets.Page, nil)
	back := widgets.NewKey(t.T("banner.restore"), func() { u.rescueDamaged(why) })
	form.Show(back, why.Code == fault.StorageDamaged && u.o.Rescuer != nil)
	arrange := func(s fyne.Size) {
		w := min(720, s.Width-2*theme.Gap24)
		x, y := (s.Width-w)/2, s.Height*0.24
		put := func(o fyne.CanvasObject, h float32) {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(w, h))
			y += h + theme.Gap16
		}
		ground.Resize(s)
		put(head, head.MinSize().Height)
		put(off, off.HeightFor(w))
		put(say, say.HeightFor(w))
		put(do, do.HeightFor(w))
		put(again, theme.Current().Metrics().Pay())
		put(back, theme.Current().Metrics().Touch())
	}
	all := []fyne.CanvasObject{ground, head, off, say, do, again, back}
	u.cover(&fyne.Container{Layout: rows{func() fyne.Size { return fyne.NewSize(320, 320) }, arrange}, Objects: all}, func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			again.OnTap()
		}
	})
}

// cover lays something over everything, the lock and every dialog too, and gives it the keys.
func (u *UI) cover(o fyne.CanvasObject, keys func(*fyne.KeyEvent)) {
	u.closeCards()
	u.closeDialogs()
	c, o := u.window.Canvas(), u.framed(o)
	c.Unfocus()
	c.Overlays().Add(o)
	o.Resize(c.Size())
	u.broken = o
	u.uncover = u.router.Grab(func(ev *fyne.KeyEvent) bool {
		keys(ev)
		return true
	})
}

// bare takes away what covers everything.
func (u *UI) bare() {
	if u.broken != nil {
		u.uncover()
		u.window.Canvas().Overlays().Remove(u.broken)
		u.broken, u.uncover = nil, nil
	}
}

// tryBooks opens the books anew and goes back to selling when they can be written; what is said meanwhile stays.
func (u *UI) tryBooks(why fault.Code) {
	u.acts.Do("books", func(ctx context.Context) error { return u.app.TryBooks(ctx, why) }, func(err error) {
		if f, is := fault.Of(err); is {
			u.bare()
			u.storageFailed(f)
			return
		}
		if err != nil {
			u.say(room.Words{Err: err})
			return
		}
		u.bare()
		u.model.Stop(nil)
		u.lockIdle()
	})
}
