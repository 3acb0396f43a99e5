package ui

import (
	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/ui/founding"
	"kassa/ui/room"
)

// restore lets the person at the till put the shop back from a backup, in the place of everything: the chosen file, or one that is
// sought then. Whoever may not is told so, or another person allows it.
func (u *UI) restore(file string) {
	if u.o.Rescuer == nil {
		return
	}
	u.acts.Do("may restore", u.app.Backup.MayRestore, func(err error) {
		if err != nil {
			u.say(room.Words{Err: err})
			return
		}
		u.showRescue(founding.Rescue{Rescuer: u.o.Rescuer, Present: true, File: file})
	})
}

// rescueDamaged is restore while the books cannot be read: they are not there to say who may, unless they do.
func (u *UI) rescueDamaged(why *fault.Error) {
	u.acts.Do("may restore", u.app.Backup.MayRestore, func(err error) {
		if fault.Is(err, fault.NoRight) {
			u.bare()
			u.storageFailed(why)
			u.say(room.Words{Err: err})
			return
		}
		u.showRescue(founding.Rescue{Rescuer: u.o.Rescuer, Present: true, Why: why})
	})
}

// showRescue covers everything with the steps of a restore.
func (u *UI) showRescue(r founding.Rescue) {
	if u.broken != nil {
		u.bare()
	}
	queue := NewQueue(u.now, u.o.Ways)
	queue.Report = u.report
	r.Leave = func(tried bool) {
		if tried {
			u.reopen()
			return
		}
		u.bare()
		if why, is := fault.Of(r.Why); is {
			u.storageFailed(why)
		}
	}
	m := founding.NewRescue(founding.Deps{Queue: queue, Lang: u.look.lang, Rescue: &r, Speak: func(string) {}, Done: u.reopen})
	view := founding.NewView(m, u.text, u.router, u.window.Canvas)
	u.cover(view.Root(), func(ev *fyne.KeyEvent) { view.Key(ev) })
	view.Opened()
}

// reopen makes the window that of the shop that stands here now.
func (u *UI) reopen() {
	next, err := u.o.Reopen()
	if err == nil {
		u.bare()
		u.Close()
		err = next.Open()
	}
	if err != nil { // whoever started the program is told
		u.noTrace = err
		u.fyne.Quit()
	}
}
