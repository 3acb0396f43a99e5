package main

import (
	"context"
	"crypto/rand"
	"errors"

	"kassa/app"
	"kassa/app/act"
	"kassa/app/cli"
	"kassa/app/notice"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/data"
	"kassa/peripherals"
	"kassa/ui"
	"kassa/ui/founding"
)

// shown is what a window works with beside the app: the training till shares it.
type shown struct {
	site site
	keys keys
	hub  *peripherals.Hub
}

// modes is the window of a till in its two modes. The shop stays open while people train, so that its shift, its backups and its
// papers go on; the training till is a second app over books of its own in the same window.
type modes struct {
	house    *house
	shop     *app.App
	w        cli.Window
	now      *ui.UI // the window that shows
	hush     func() // ends its voice
	training *app.App
	start    shop.ID // the act with which the training began
	opened   opening // what the training till has open
	failed   error   // why the other mode could not be shown
}

func (h *house) modes(a *app.App, w cli.Window) *modes {
	return &modes{house: h, shop: a, w: w, hush: func() {}}
}

// first makes the window in the mode in which the till is by its journal: a crash or a power cut in training ends in training. A
// window that was asked for training begins it.
func (m *modes) first(ctx context.Context) (*ui.UI, error) {
	start, err := m.kept(ctx)
	switch {
	case err != nil:
		return nil, err
	case start != "":
		if err = m.open(ctx, start, false); err != nil {
			err = m.giveUp(ctx, start, err)
		}
	case m.w.Training && !m.shop.Training():
		err = m.begin(m.shop.As(ctx))
	}
	if err != nil {
		return nil, err
	}
	return m.window()
}

// kept is the act of a training that goes on; what is left of one that does not is thrown away.
func (m *modes) kept(ctx context.Context) (shop.ID, error) {
	home := m.house.shown.site.home
	kept, err := home.Training()
	if err != nil || kept == "" {
		return "", err
	}
	goes, err := m.shop.Trains(ctx, shop.ID(kept))
	if err != nil || goes {
		return shop.ID(kept), err
	}
	return "", errors.Join(home.SetTraining(""), home.DropTraining())
}

// window makes the window over the till that is to show.
func (m *modes) window() (*ui.UI, error) {
	a := m.shop
	if m.training != nil {
		a = m.training
	}
	window, hush, err := m.house.tillWindow(a, m.w, m)
	if err != nil {
		return nil, err
	}
	m.hush()
	m.now, m.hush = window, hush
	return window, nil
}

// Turn begins training, or ends it. It runs beside the window.
func (m *modes) Turn(ctx context.Context) error {
	if m.training == nil {
		return m.begin(ctx)
	}
	return m.end(ctx)
}

// Next shows the mode that Turn began; why it could not is said when the window is closed.
func (m *modes) Next() error {
	_, m.failed = m.window()
	if m.failed == nil {
		m.failed = m.now.Open()
	}
	return m.failed
}

// rescuer puts the shop back from a backup; nothing does while people train.
func (m *modes) rescuer() founding.Rescuer {
	if m.training != nil {
		return nil
	}
	return rescuer{house: m.house, w: m.w, by: m.shop.Person}
}

// reopen opens the shop that stands here after a restore, and makes its window in the place of the one that shows.
func (m *modes) reopen() (*ui.UI, error) {
	a, err := m.w.Reopen(context.Background())
	if err != nil {
		m.failed = err
		return nil, err
	}
	m.shop = a
	return m.window()
}

// giveUp ends a training whose till cannot be opened: its books are thrown away anyhow, and the shop has to sell.
func (m *modes) giveUp(ctx context.Context, start shop.ID, why error) error {
	m.house.logger.Warn("the training till could not be opened; the training ends", "err", why)
	if err := m.shop.EndTraining(m.shop.As(ctx), start); err != nil {
		return err
	}
	m.clear()
	return nil
}

// begin makes a training till of the shop as it is now, and writes down that training begins. The act is kept before it is done: a
// power cut in between leaves a till that sells.
func (m *modes) begin(ctx context.Context) error {
	if err := m.shop.MayTrain(ctx); err != nil {
		return err
	}
	home := m.house.shown.site.home
	if err := home.DropTraining(); err != nil {
		return err
	}
	start := m.house.newID()
	if err := m.open(ctx, start, true); err != nil {
		return errors.Join(err, m.drop())
	}
	err := home.SetTraining(string(start))
	if err == nil {
		err = m.shop.BeginTraining(ctx, start)
	}
	if err != nil {
		return errors.Join(err, m.drop())
	}
	return nil
}

// end writes down that the training is over, and throws it away.
func (m *modes) end(ctx context.Context) error {
	// Who was hired in training is nobody in the shop.
	who, err := m.shop.Staff.ByCode(ctx, act.Person(ctx).Code)
	if err != nil {
		who = shop.Staff{}
	}
	if err := m.shop.EndTraining(act.As(ctx, who), m.start); err != nil {
		return err
	}
	m.clear()
	return nil
}

// clear throws the training till away; what cannot be thrown away now is at the next start.
func (m *modes) clear() {
	if err := m.drop(); err != nil {
		m.house.logger.Warn("the training till could not be thrown away", "err", err)
	}
}

// open opens the training till; fresh: its books are made first. Books that somebody threw away in the middle of a training are
// made anew.
func (m *modes) open(ctx context.Context, start shop.ID, fresh bool) error {
	in := m.house.shown
	home, err := in.site.home.TrainingHome()
	if err != nil {
		return err
	}
	s := site{home: home, dsn: home.Path("kassa.db"), till: in.site.till}
	seed, err := home.Seed(rand.Reader)
	if err != nil {
		return err
	}
	if fresh || !s.exists() {
		if err := data.Found(ctx, s.dsn, func(store *data.Store) error {
			return m.shop.MakeTraining(ctx, office.Founding{Store: store, Now: m.house.now, NewID: m.house.newID, Seed: seed, Version: programVersion(), Path: home.Dir()})
		}); err != nil {
			return err
		}
	}
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return err
	}
	m.opened.later(store.Close)
	return m.join(ctx, s, store, keys{seed: seed, pepper: in.keys.pepper}, start)
}

// join starts the app of the training till. It gets the devices that print; what it may not touch it takes away itself.
func (m *modes) join(ctx context.Context, s site, store *data.Store, k keys, start shop.ID) error {
	h := m.house
	a, err := app.New(ctx, app.Deps{Store: store, Now: h.now, NewID: h.newID, Seed: k.seed, Pepper: k.pepper, Chance: rand.Reader,
		Printer: h.shown.hub.Printer(peripherals.ReceiptPrinter), Heads: s.heads(), Log: h.logger, Version: programVersion(),
		CheckAddress: checkAddress, Hardware: h.shown.hub, Rows: rowsOf(store)})
	if err != nil {
		return errors.Join(err, m.opened.close())
	}
	m.opened.later(func() error {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), closing)
		defer stop()
		return a.Close(ctx)
	})
	if err := a.Start(context.WithoutCancel(ctx)); err != nil {
		return errors.Join(err, m.opened.close())
	}
	deaf := m.shop.Board.Listen(func(n notice.Notice) { // the devices are those of the shop
		if changed, is := n.(notice.DeviceChanged); is {
			a.Board.Post(changed)
		}
	})
	m.opened.later(func() error { deaf(); return nil })
	m.training, m.start = a, start
	return nil
}

// drop closes the training till and throws it away.
func (m *modes) drop() error {
	home := m.house.shown.site.home
	m.training = nil
	return errors.Join(m.opened.close(), home.SetTraining(""), home.DropTraining())
}

// close ends what the window had open; a training goes on at the next start.
func (m *modes) close() error {
	if m.now != nil {
		m.now.Close()
	}
	m.hush()
	return errors.Join(m.failed, m.opened.close())
}

var _ ui.Modes = (*modes)(nil)
