package cli

import (
	"context"
	"log/slog"

	"kassa/app"
	"kassa/app/text"
)

// Assistant is what the window of the first start gets: how it begins, how a shop is founded whole or not at all, and how the
// shop is opened then.
type Assistant struct {
	Window
	Locale string // of the system, such as "de_DE.UTF-8"; may be empty
	// Found founds a shop in the folder and gives its recovery code; empty where nobody has a PIN. Faults: those of [app.Found],
	// ShopExists. Where the shop stands already and only could not be opened, it is not founded again.
	Found func(ctx context.Context, day app.FirstDay) (recovery string, err error)
	// Open opens the shop that was founded, with its owner at the till; note says what became of the price list, in the
	// language of the window. It is closed when the command ends.
	Open func(ctx context.Context) (a *app.App, note func(*text.Text) string, err error)
}

// assist shows the assistant in a folder without a shop, and then the till of the shop that it founded.
func (w windowCommand) assist(c *call) (err error) {
	var opened Opened
	defer func() {
		if opened.Close != nil {
			shut(&err, opened.Close)
		}
	}()
	var made app.Founded
	var pin string
	f := Assistant{Window: Window{Lang: c.in.Lang(), Theme: w.Theme, Fullscreen: w.Fullscreen, At: c.where()}, Locale: c.locale()}
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
