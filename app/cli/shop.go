package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"kassa/app"
	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/staff"
	"kassa/app/text"
)

// windowCommand opens the till: what the program does without a command.
type windowCommand struct {
	Fullscreen bool   `help:"cli.window.fullscreen"`
	Theme      string `help:"cli.window.theme" placeholder:"light|dark"`
	Training   bool   `help:"cli.window.training"`
}

// Run shows the window until it is left.
func (w windowCommand) Run(c *call) error { return w.show(c, false) }

// show opens the shop and the window; with demo a shop that is none is refused, so that nobody plays with real books.
func (w windowCommand) show(c *call, demo bool) (err error) {
	if w.Theme != "" && w.Theme != "light" && w.Theme != "dark" {
		return fault.New(fault.BadOption, fault.Args{"option": "--theme", "value": w.Theme, "allowed": "light, dark"})
	}
	o, ctx, err := c.openAlone(Showing)
	switch {
	case err == nil:
	case !demo && c.rescuable(err):
		return w.assist(c, err)
	case !demo && fault.Is(err, fault.ShopMissing):
		return w.assist(c, nil)
	default:
		return err
	}
	defer shut(&err, o.close)
	if w.Training {
		if err := c.identify(o); err != nil {
			return err
		}
	}
	set, err := o.App.SetUp(ctx)
	if err != nil {
		return err
	}
	isDemo := set.Settings[office.DemoSetting] != ""
	if demo && !isDemo {
		return fault.New(fault.ShopExists, fault.Args{"path": c.args.Data})
	}
	if isDemo { // whoever looks at it for the first time sees what it sells, not a lock
		if err := o.App.StandIn(ctx); err != nil {
			return err
		}
	}
	return c.RunWindow(ctx, o.App, c.lend(Window{Lang: c.args.Lang, Theme: w.Theme, Fullscreen: w.Fullscreen, Demo: isDemo, Training: w.Training, At: c.where()}, &o))
}

// demoCommand makes a demo shop and opens it.
type demoCommand struct {
	Dir      string `arg:"" optional:"" help:"cli.demo.dir"`
	NoWindow bool   `help:"cli.demo.no_window"`
	windowCommand
}

// Run makes the shop when the folder has none; without a folder it is thrown away at the end.
func (d demoCommand) Run(c *call) (err error) {
	if d.Dir != "" {
		c.args.Data = d.Dir
	}
	if c.args.Data == "" {
		if c.args.Data, err = os.MkdirTemp("", "kassa-demo-"); err != nil {
			return fault.Wrap(fault.StorageReadOnly, fault.Args{"path": os.TempDir()}, err)
		}
		defer shut(&err, func() error { return os.RemoveAll(c.args.Data) })
	}
	switch err := d.make(c); {
	case fault.Is(err, fault.ShopExists) && !d.NoWindow:
		return d.show(c, true)
	case err != nil || d.NoWindow:
		return err
	}
	return d.show(c, true)
}

func (d demoCommand) make(c *call) (err error) {
	fresh, err := c.CreateStore(c.ctx, c.where())
	if err != nil {
		return err
	}
	defer shut(&err, fresh.Close)
	_, n, err := office.Demo(c.ctx, c.founding(fresh), c.in.Lang())
	if err != nil {
		return err
	}
	a, err := c.desk(fresh)
	if err != nil {
		return err
	}
	crew, err := a.HireDemo(c.ctx, c.in)
	if err != nil {
		return err
	}
	c.say(c.Stderr, c.in.T("demo.made", text.Args{"products": c.in.N("count.products", int64(n)), "path": c.args.Data}))
	var said []string
	for _, p := range crew {
		said = append(said, p.Code+" "+p.PIN)
	}
	c.say(c.Stderr, c.in.T("demo.pins", text.Args{"pins": strings.Join(said, ", ")}))
	return nil
}

// desk is the app over books that were just made: nothing runs, no device is there.
func (c *call) desk(fresh NewBooks) (*app.App, error) {
	return app.New(c.ctx, app.Deps{Store: fresh.Store, Now: c.Now, NewID: c.NewID, Seed: fresh.Seed, Pepper: fresh.Pepper, Chance: c.Chance,
		Log: slog.New(slog.DiscardHandler), Version: c.Version})
}

func (c *call) founding(fresh NewBooks) office.Founding {
	return office.Founding{Store: fresh.Store, Now: c.Now, NewID: c.NewID, Seed: fresh.Seed, Version: c.Version,
		Path: cmp.Or(fresh.Path, c.args.Data)}
}

// initCommand founds a shop.
type initCommand struct {
	Name     string `help:"cli.init.name" required:"" placeholder:"NAME"`
	Country  string `help:"cli.init.country" required:"" placeholder:"DE"`
	Currency string `help:"cli.init.currency" placeholder:"EUR"`
	Address  string `help:"cli.init.address"`
	TaxID    string `name:"tax-id" help:"cli.init.tax_id"`
	Zone     string `help:"cli.init.zone" placeholder:"Europe/Berlin"`
	Tax      string `help:"cli.init.tax" placeholder:"FILE"`
	TillCode string `name:"till-code" help:"cli.init.till" placeholder:"T1"`
	OwnerPIN bool   `name:"owner-pin-stdin" help:"cli.init.owner_pin"`
}

// Run founds the shop.
func (i initCommand) Run(c *call) (err error) {
	spec := office.InitSpec{Name: i.Name, Address: i.Address, TaxID: i.TaxID, Country: i.Country, Currency: i.Currency,
		Lang: c.args.Lang, Zone: i.Zone, TillCode: cmp.Or(i.TillCode, c.args.Till)}
	if i.Tax != "" {
		f, err := os.Open(i.Tax)
		if err != nil {
			return fault.Wrap(fault.FileUnreadable, fault.Args{"path": i.Tax}, err)
		}
		defer f.Close() //nolint:errcheck // it is only read
		spec.Taxes = func(p office.Country) (office.Country, error) { return p.Override(f, i.Tax) }
	}
	pin := ""
	if i.OwnerPIN {
		var err error
		if pin, err = c.line(); err == nil {
			err = staff.PINRule(rights.Owner, "", pin)
		}
		if err != nil {
			return err
		}
	}
	at := c.where()
	at.Till = ""
	var made office.Founded
	var recovery string
	path := c.args.Data
	err = c.FoundShop(c.ctx, at, func(fresh NewBooks) (err error) {
		path = cmp.Or(fresh.Path, path)
		if made, err = office.Init(c.ctx, c.founding(fresh), spec); err != nil {
			return err
		}
		a, err := c.desk(fresh)
		if err == nil && i.OwnerPIN {
			err = a.Staff.SetPIN(a.As(c.ctx), made.Person.ID, pin)
		}
		if err == nil {
			recovery, err = a.Staff.NewRecoveryCode(act.As(c.ctx, made.Person))
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"shop": made.Shop.ID, "till": made.Till.ID, "till_code": made.Till.Code,
			"currency": made.Shop.Currency.Code, "exponent": made.Shop.Currency.Exponent, "public_key": made.Till.KeyID,
			"recovery_code": recovery})
	}
	if c.args.Lang == "" {
		if err := c.speak(string(made.Shop.Lang)); err != nil {
			return err
		}
	}
	c.say(c.Stdout, c.in.T("cli.init.made", text.Args{"name": made.Shop.Name, "path": path, "till": made.Till.Code}))
	c.say(c.Stdout, c.in.T("recovery.code", text.Args{"code": recovery}))
	c.say(c.Stdout, c.in.T("recovery.keep"))
	return nil
}

// versionCommand says which program this is.
type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(c *call) error {
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"version": c.Version})
	}
	c.say(c.Stdout, c.in.T("cli.version.line", text.Args{"version": c.Version}))
	return nil
}

// into lets f write to a file, or to the standard output when path is empty or "-". A file appears whole or not at all.
// Fault: FileUnwritable.
func (c *call) into(path string, f func(io.Writer) error) (err error) {
	if path == "" || path == "-" {
		return f(c.Stdout)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".kassa-*")
	if err != nil {
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": path}, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	if err := f(tmp); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": path}, err)
	}
	return nil
}
