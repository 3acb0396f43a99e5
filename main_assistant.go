package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/devices"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/office"
	"kassa/app/receipt"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/peripherals"
	"kassa/ui"
	"kassa/ui/founding"
)

// runAssistant shows the assistant of the first start, then the till of the shop that it founded, until the window is closed.
func (h *house) runAssistant(ctx context.Context, a cli.Assistant) (err error) {
	defer h.survive(&err)
	if err := h.wakeUp(); err != nil {
		return err
	}
	hub, err := newHub(&notice.Board{})
	if err != nil {
		return err
	}
	defer func() { _ = hub.Close() }()
	var m *modes
	defer func() {
		if m != nil {
			err = errors.Join(err, m.close())
		}
	}()
	f := &founder{house: h, cli: a, hub: hub}
	window, err := ui.NewAssistant(h.fyne, ui.AssistantOptions{Founder: f, Lang: a.Lang, Region: regionOf(a.Locale), Zone: systemZone(os.Getenv, os.Readlink),
		Dark: a.Theme == "dark", Log: slog.New(slog.DiscardHandler), Window: h.window, Opened: reallyOpened, Positions: positions(),
		Rescue: &founding.Rescue{Rescuer: rescuer{house: h, w: a.Window}, Why: a.Why},
		Till: func() (till *ui.UI, note func(*text.Text) string, err error) {
			if f.app == nil { // it was put back
				f.note = func(*text.Text) string { return "" }
				if f.app, err = a.Reopen(ctx); err != nil {
					return nil, f.note, err
				}
			}
			m = h.modes(f.app, a.Window)
			till, err = m.window()
			return till, f.note, err
		}})
	if err != nil {
		return err
	}
	fit(h.window)
	h.window.SetFullScreen(a.Fullscreen)
	h.closeWith(ctx)
	h.ran = true
	return window.Run()
}

// founder is what the assistant asks of the rest.
type founder struct {
	house *house
	cli   cli.Assistant
	hub   *peripherals.Hub
	app   *app.App // of the shop that was founded
	note  func(*text.Text) string
}

// Countries lists the countries as of today.
func (f *founder) Countries(lang string) ([]office.CountryChoice, error) {
	return office.CountryChoices(lang, f.house.now())
}

// CheckPIN refuses weak PINs.
func (f *founder) CheckPIN(pin string) error { return app.CheckOwnerPIN(pin) }

// Find lists the plugs of this computer.
func (f *founder) Find(ctx context.Context) ([]devices.Plug, error) { return f.hub.Find(ctx) }

// TestPage prints a page for a shop that is none yet.
func (f *founder) TestPage(ctx context.Context, a office.Answers, address string) error {
	said, err := text.For(a.Lang)
	if err != nil {
		return err
	}
	list, err := office.CountryChoices(a.Lang, f.house.now())
	if err != nil {
		return err
	}
	code := a.Currency
	if i := slices.IndexFunc(list, func(c office.CountryChoice) bool { return c.Code == a.Country }); i >= 0 {
		code = cmp.Or(list[i].Currency, code)
	}
	currency, _ := money.CurrencyOf(code)
	s := shop.Shop{Name: a.Name, Currency: currency, Zone: f.house.now().Location()}
	doc := receipt.TestPage(s, said.T("found.till", text.Args{"no": "1"}), address, s.Moment(f.house.now()), said.With(currency))
	return f.hub.PrintAt(ctx, address, doc)
}

// Found founds the shop and opens it.
func (f *founder) Found(ctx context.Context, a office.Answers, pin, file string, progress func(done, total int64)) (recovery string, err error) {
	if recovery, err = f.cli.Found(ctx, app.FirstDay{Answers: a, PIN: pin, File: file, Progress: progress}); err != nil {
		return "", err
	}
	f.app, f.note, err = f.cli.Open(ctx)
	return recovery, err
}

// PrintCode prints the recovery code of the shop that was founded.
func (f *founder) PrintCode(ctx context.Context, a office.Answers, code string) error {
	said, err := text.For(a.Lang)
	if err != nil {
		return err
	}
	set, err := f.app.SetUp(ctx)
	if err != nil {
		return err
	}
	return f.hub.PrintAt(ctx, a.Printer, receipt.RecoveryCode(set.Shop, code, set.Shop.Moment(f.house.now()), said))
}

// mostFiles is how many price lists are looked at.
const mostFiles = 200

// Files lists price lists in the folders of the person and on sticks, the newest first.
func (f *founder) Files(ctx context.Context) (list []founding.File, err error) {
	for _, dir := range slices.Compact(append([]string{xdg.UserDirs.Desktop, xdg.UserDirs.Download, xdg.UserDirs.Documents}, sticks()...)) {
		names, err := os.ReadDir(dir)
		if err != nil {
			continue // it is not there, or not ours
		}
		for _, n := range names {
			if !slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx"}, strings.ToLower(filepath.Ext(n.Name()))) || len(list) == mostFiles || ctx.Err() != nil {
				continue
			}
			if info, err := n.Info(); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
				list = append(list, founding.File{Path: filepath.Join(dir, n.Name()), Name: n.Name(), Folder: filepath.Base(dir), Changed: info.ModTime(), Size: info.Size()})
			}
		}
	}
	slices.SortFunc(list, func(a, b founding.File) int { return b.Changed.Compare(a.Changed) })
	return list, ctx.Err()
}

// sticks are the folders of sticks and cards that are plugged in.
func sticks() (dirs []string) {
	for _, pattern := range []string{"/media/*/*", "/run/media/*/*", "/Volumes/*", `[D-Z]:\`} {
		found, _ := filepath.Glob(pattern) // an error is a pattern that is none
		dirs = append(dirs, found...)
	}
	return dirs
}

// regionOf is the country of a locale: "de_DE.UTF-8" and "de-DE" are DE; nothing where there is none.
func regionOf(locale string) string {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	i := strings.LastIndexAny(name, "_-")
	if region := name[i+1:]; i >= 0 && len(region) == 2 {
		return strings.ToUpper(region)
	}
	return ""
}

// systemZone is the time zone of the system by its IANA name, as TZ or the link /etc/localtime say it; nothing where they do
// not. (On Windows they do not.)
func systemZone(get func(string) string, readLink func(string) (string, error)) string {
	if zone := strings.TrimPrefix(get("TZ"), ":"); strings.Contains(zone, "/") && !strings.HasPrefix(zone, "/") {
		return zone
	}
	if link, err := readLink("/etc/localtime"); err == nil {
		if _, zone, found := strings.Cut(link, "zoneinfo/"); found {
			return zone
		}
	}
	return ""
}

var _ founding.Founder = (*founder)(nil)
