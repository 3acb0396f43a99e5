package cli

import (
	"context"
	"log/slog"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/text"
)

// Assistant is what the window of the first start gets: how it begins, how a shop is founded whole or not at all, and how the
// shop is opened then.
type Assistant struct {
	Window
	// Why is what is wrong with the books that should be here: the assistant begins with putting them back. Nil: there never were any.
	Why    error
	Locale string // of the system, such as "de_DE.UTF-8"; may be empty
	// Found founds a shop in the folder and gives its recovery code; empty where nobody has a PIN. Faults: those of [app.Found],
	// ShopExists. Where the shop stands already and only could not be opened, it is not founded again.
	Found func(ctx context.Context, day app.FirstDay) (recovery string, err error)
	// Open opens the shop that was founded, with its owner at the till; note says what became of the price list, in the
	// language of the window. It is closed when the command ends.
	Open func(ctx context.Context) (a *app.App, note func(*text.Text) string, err error)
}

// rescuable reports whether books that could not be opened are put back from a backup in the window.
func (c *call) rescuable(err error) bool {
	return fault.Is(err, fault.ShopMissing) && c.Traces(c.where()) || fault.Is(err, fault.StorageDamaged) || fault.Is(err, fault.BooksDiffer)
}

// lend gives a window the ways to put a shop back: o is the shop that is open.
func (c *call) lend(w Window, o *Opened) Window {
	w.Restore = func(ctx context.Context, spec app.RestoreSpec) (app.Restored, error) {
		if o.Close != nil {
			closing := o.Close
			o.Close = nil
			if err := closing(); err != nil {
				return app.Restored{}, err
			}
		}
		return c.RestoreShop(ctx, c.where(), spec)
	}
	w.Reopen = func(ctx context.Context) (*app.App, error) {
		if o.Close != nil {
			return o.App, nil
		}
		var err error
		*o, err = c.OpenShop(ctx, c.where(), Showing)
		return o.App, err
	}
	return w
}

// close closes the shop that is open, if one is.
func (o *Opened) close() error {
	if o.Close == nil {
		return nil
	}
	return o.Close()
}

// assist shows the assistant in a folder without a shop, or with one that cannot be opened, and then the till of the shop that it
// founded or put back.
func (w windowCommand) assist(c *call, why error) (err error) {
	var opened Opened
	defer shut(&err, opened.close)
	var made app.Founded
	var pin string
	f := Assistant{Window: c.lend(Window{Lang: c.in.Lang(), Theme: w.Theme, Fullscreen: w.Fullscreen, At: c.where()}, &opened), Why: why, Locale: c.locale()}
	f.Found = func(ctx context.Context, day app.FirstDay) (string, error) {
		if made.Owner.ID != "" {
			return made.Recovery, nil
		}
		var fresh app.Founded
		err := c.FoundShop(ctx, c.where(), func(books NewBooks) (err error) {
			fresh, err = app.Found(ctx, app.Deps{Store: books.Store, Now: c.Now, NewID: c.NewID, Seed: books.Seed, Pepper: books.Pepper, Chance: c.Chance,
				Log: slog.New(slog.DiscardHandler), Version: c.Version, CheckAddress: c.CheckAddress}, day)
			return err
		})
		if err == nil {
			made, pin = fresh, day.PIN
		}
		return made.Recovery, err
	}
	f.Open = func(ctx context.Context) (*app.App, func(*text.Text) string, error) {
		if opened, err = c.OpenShop(ctx, c.where(), Showing); err != nil {
			return nil, nil, err
		}
		if pin != "" {
			if _, err := opened.App.SignInPIN(ctx, made.Owner.ID, pin, app.AtWindow); err != nil {
				shut(&err, opened.Close) // whoever tries again finds no till that is taken
				opened = Opened{}
				return nil, nil, err
			}
		}
		return opened.App, made.Note, nil
	}
	return c.RunAssistant(c.ctx, f)
}

// locale is how the system says which language it speaks and where it is.
func (c *call) locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := c.Env(name); v != "" {
			return v
		}
	}
	return ""
}
