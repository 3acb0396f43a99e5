package ui

import (
	"context"

	"kassa/app"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/widgets"
)

// askClock asks a person to look at the clock when the till waits for that, before anything else.
func (u *UI) askClock() {
	var doubt app.Doubt
	found := false
	u.reads.Do("", func(ctx context.Context) (err error) {
		doubt, found, err = u.app.Doubt(ctx)
		return err
	}, func(err error) {
		if err != nil || !found {
			return
		}
		u.showClock(doubt)
	})
}

func (u *UI) showClock(d app.Doubt) {
	t := u.text
	words := t.T("clock.text", text.Args{"now": t.DateTime(d.Now), "last": t.DateTime(d.Last)}) + " " + t.T("clock.wrong")
	ask := widgets.NewModal(t.T("clock.title"), words, nil,
		widgets.Choice{Label: t.T("clock.again"), Kind: widgets.Plain, OnTap: func() {
			u.settleClock(func(ctx context.Context) error { _, err := u.app.CheckClock(ctx); return err })
		}},
		widgets.Choice{Label: t.T("clock.yes"), Kind: widgets.Accent, Default: true, OnTap: func() { u.settleClock(u.app.ConfirmClock) }})
	ask.Open(u.window.Canvas(), u.router)
}

// settleClock does what was answered; a clock that is still in doubt is asked about again.
func (u *UI) settleClock(answer func(context.Context) error) {
	u.acts.Do("clock", answer, func(err error) {
		if err != nil {
			u.say(room.Words{Err: err})
		}
		u.setUpAgain()
		u.model.Open()
		u.askClock()
	})
}
