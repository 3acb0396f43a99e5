package ui

import (
	"context"
	"slices"
	"strconv"

	"kassa/app/text"
	"kassa/ui/audit"
	"kassa/ui/backup"
	"kassa/ui/office"
	"kassa/ui/room"
)

// newSetup makes the model of the set-up room; it outlives its views.
func (u *UI) newSetup() {
	u.setup = office.New(office.Deps{Desk: u.app.Office, Acts: u.acts, Reads: u.reads, Exponent: u.currency.Exponent, Starts: u.o.Starts,
		OpenDrawer: func(ctx context.Context) error {
			_, err := u.app.Shifts.NoSale(ctx, u.app.Shifts.NewID(), u.text.T("setup.drawer_reason"))
			return err
		},
		Chosen: func(key string) string { return u.look.value(key) }, Choose: u.choose, Say: u.told})
}

// setupRoom makes the view of the set-up room.
func (u *UI) setupRoom(p room.Place) room.Screen {
	var more []office.Extra
	if slices.Contains(u.rooms.behind, room.People) {
		more = append(more, office.Extra{Label: u.text.T("person.people"), Make: u.peopleRoom})
	}
	if slices.Contains(u.rooms.behind, room.Journal) {
		more = append(more, office.Extra{Label: u.text.T("person.journal"), Make: u.journalRoom})
	}
	if slices.Contains(u.rooms.behind, room.Backup) && !u.app.Training() {
		more = append(more, office.Extra{Label: u.text.T("person.backup"), Make: u.backupRoom})
	}
	if u.o.Modes != nil && !u.app.Training() {
		more = append(more, office.Extra{Label: u.text.T("training.title"), Make: u.trainingRoom})
	}
	return office.NewView(u.setup, p, more...)
}

// newJournal makes the model of the page of the journal. A check of the books may take minutes: it has a queue of its own.
func (u *UI) newJournal() {
	u.journal = audit.New(audit.Deps{Desk: u.app.Audit, Acts: u.acts, Reads: u.reads, Long: u.long, Post: u.long.Post,
		Words: func() *text.Text { return u.text }, Receipt: u.showReceipt, Say: func(err error, words string) {
			u.say(room.Words{Err: err, Text: words, Good: err == nil})
		}})
}

// newBackup makes the model of the page of backups. A backup of a large shop takes a while: it waits behind no sale.
func (u *UI) newBackup() {
	u.backups = backup.New(backup.Deps{Desk: u.app.Backup, Acts: u.acts, Reads: u.reads, Long: u.long, Keep: u.app.Office.Change,
		NewCode: u.app.Staff.NewRecoveryCode, Say: u.told, Restore: u.restore, Checks: func() {
			u.journal.ShowTab(audit.Checks)
			u.goTo(room.Journal)
		}})
}

func (u *UI) backupRoom(p room.Place) room.Screen { return backup.NewView(u.backups, p) }

func (u *UI) journalRoom(p room.Place) room.Screen { return audit.NewView(u.journal, p) }

// choose changes how the window looks: it is built anew over the same models, and what was chosen is kept.
func (u *UI) choose(key, value string) {
	u.look.choose(key, value)
	u.model.SetWholeUnits(!u.look.cents)
	u.rebuild()
	u.keep(key, value)
}

// rebuild makes the window anew over the same models.
func (u *UI) rebuild() {
	if err := u.build(); err != nil {
		u.o.Log.Error("the window could not be built anew", "err", err)
		return
	}
	u.model.GoodsChanged(false)
}

// choose takes over one choice.
func (l *look) choose(key, value string) {
	switch key {
	case "ui.lang":
		l.lang = value
	case "ui.theme":
		l.dark = value == "dark"
	case "ui.text":
		if n, err := strconv.Atoi(value); err == nil {
			l.text = n
		}
	case "ui.side":
		l.lefty = value == "left"
	case "ui.keyboard":
		l.keyboard = value != "off"
	case "ui.sound":
		l.sound = value != "off"
	case "pad.order":
		l.phonePad = value == "123"
	case "pad.money":
		l.cents = value == "cents"
	case "ui.mm":
		l.perMM = office.PerMM(value)
	}
}

// value is a choice as it is kept; "" for what the window does not know.
func (l look) value(key string) string {
	pick := func(first bool, a, b string) string {
		if first {
			return a
		}
		return b
	}
	switch key {
	case "ui.lang":
		return pick(l.lang == text.Russian, text.Russian, text.English)
	case "ui.theme":
		return pick(l.dark, "dark", "light")
	case "ui.text":
		return strconv.Itoa(l.text)
	case "ui.side":
		return pick(l.lefty, "left", "right")
	case "ui.keyboard":
		return pick(l.keyboard, "on", "off")
	case "ui.sound":
		return pick(l.sound, "on", "off")
	case "pad.order":
		return pick(l.phonePad, "123", "789")
	case "pad.money":
		return pick(l.cents, "cents", "whole")
	}
	return ""
}
