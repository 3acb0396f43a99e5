package ui

import (
	"fmt"
	"time"

	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/widgets"
)

// Crash is a mistake of the program that was caught: the error it became, under whose number it is shown, and where it was.
type Crash struct {
	Incident string
	What     error
	Stack    []byte
}

// NewCrash makes a report of what a panic said.
func NewCrash(what any, stack []byte) Crash {
	err := fmt.Errorf("panic: %v", what)
	return Crash{Incident: text.Incident(err), What: err, Stack: stack}
}

// often is how long after a mistake the screen is not made anew for another one: a mistake that comes with every picture would
// keep the till busy for ever.
const often = 5 * time.Second

// caught is told of a panic in a callback: it says so under its number, and shows the sale as the books have it.
func (u *UI) caught(what any, stack []byte) {
	c := NewCrash(what, stack)
	u.report(c)
	now := u.o.Now()
	again := now.Sub(u.broke) < often
	u.broke = now
	if !again && u.guard.lock == nil {
		u.rebuild()
		u.model.Open()
	}
	u.say(room.Words{Err: c.What})
	if u.o.Positions != nil {
		fmt.Fprintln(u.o.Positions, "CAUGHT", c.Incident)
	}
}

// report hands a mistake to whoever keeps such reports, and to the log.
func (u *UI) report(c Crash) {
	u.o.Log.Error("a mistake of the program", "incident", c.Incident, "err", c.What, "stack", string(c.Stack))
	if u.o.Crashed != nil {
		u.o.Crashed(c)
	}
}

// sayAgain says that the program had to start again, after a mistake in the window that could not be caught.
func (u *UI) sayAgain() {
	if u.o.Incident != "" {
		u.tell(widgets.Warning, u.text.T("status.started_again", text.Args{"incident": u.o.Incident}), "", nil)
	}
}
