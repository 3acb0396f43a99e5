package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kassa/app/text"
	"kassa/ui/office"
)

// look is how the window is set up: by what it was started with, else by what was chosen last on this till.
type look struct {
	lang  string
	dark  bool
	text  int // per cent
	lefty bool
	// keyboard: the one on the screen comes up under fields
	keyboard bool
	sound    bool
	phonePad bool    // number pads have 1-2-3 on top
	cents    bool    // "20" on a pad for money is 0.20
	perMM    float32 // as the ruler measured it; 0: nobody measured
}

// habits takes over what needs no new picture.
func (l *look) habits(chosen map[string]string) {
	l.keyboard, l.sound, l.cents = chosen["ui.keyboard"] != "off", chosen["ui.sound"] != "off", chosen["pad.money"] == "cents"
}

// readLook finds the look of the till. What is stored and makes no sense counts as not chosen.
func (u *UI) readLook() error {
	chosen, err := u.app.Look(u.now())
	if err != nil {
		return err
	}
	u.look = look{lang: u.o.Lang, dark: cmp.Or(u.o.Theme, chosen["ui.theme"]) == "dark", text: u.o.TextPercent, lefty: chosen["ui.side"] == "left",
		perMM: office.PerMM(chosen["ui.mm"]), phonePad: chosen["pad.order"] == "123"}
	u.look.habits(chosen)
	for _, lang := range []string{chosen["ui.lang"], string(u.lang), text.English} {
		if !slices.Contains(text.Languages(), u.look.lang) {
			u.look.lang = lang
		}
	}
	if percent, err := strconv.Atoi(chosen["ui.text"]); err == nil && u.look.text == 0 {
		u.look.text = percent
	}
	u.look.text = min(max(u.look.text, 100), 200)
	return nil
}

// keep stores what was chosen. Who may not set the till up changes it for as long as the window is open.
func (u *UI) keep(key, value string) {
	u.acts.Do("", func(ctx context.Context) error { return u.app.Office.Set(ctx, key, value) }, func(err error) {
		if err != nil {
			u.o.Log.Warn("a setting of the window lasts until it is closed", "key", key, "err", err)
		}
	})
}
