package cli

import (
	"cmp"
	"fmt"

	"kassa/app/shop"
	"kassa/app/text"
)

// staffGroup keeps the people of the shop.
type staffGroup struct {
	List    staffList    `cmd:"" help:"cli.staff.list"`
	Add     staffAdd     `cmd:"" help:"cli.staff.add"`
	Change  staffChange  `cmd:"" help:"cli.staff.change"`
	PIN     staffPIN     `cmd:"" name:"pin" help:"cli.staff.pin"`
	Badge   staffBadge   `cmd:"" help:"cli.staff.badge"`
	Unlock  staffUnlock  `cmd:"" help:"cli.staff.unlock"`
	Archive staffArchive `cmd:"" help:"cli.staff.archive"`
}

type staffList struct{}

// personJSON is a person as programs read one.
type personJSON struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Role   string `json:"role"`
	PIN    bool   `json:"pin"`
	Badge  bool   `json:"badge"`
	Locked bool   `json:"locked"`
	In     bool   `json:"clocked_in"`
}

// Run lists who works here.
func (staffList) Run(c *call) (err error) {
	o, ctx, err := c.open(Reading)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	faces, err := o.App.Staff.Faces(ctx)
	if err != nil {
		return err
	}
	if c.args.JSON {
		all := []personJSON{}
		for _, f := range faces {
			all = append(all, personJSON{f.Code, f.Name, f.Role, f.HasPIN, f.HasBadge, f.Locked, f.Clock.In})
		}
		return writeJSON(c.Stdout, map[string]any{"staff": all})
	}
	for _, f := range faces {
		state := "cli.staff.no_pin"
		switch {
		case f.Locked:
			state = "cli.staff.locked"
		case f.HasPIN:
			state = "cli.staff.has_pin"
		case f.HasBadge:
			state = "cli.staff.has_badge"
		}
		c.say(c.Stdout, fmt.Sprintf("%-8s  %-24s  %-20s  %s", f.Code, f.Name, c.in.T("word.role."+f.Role), c.in.T(state)))
	}
	return nil
}

type staffAdd struct {
	Name string `arg:"" help:"cli.staff.name"`
	Role string `help:"cli.staff.role" default:"cashier" placeholder:"cashier"`
	Code string `help:"cli.staff.code" placeholder:"C3"`
}

// Run adds a person and prints the code.
func (s staffAdd) Run(c *call) error {
	return c.withStaff("", func(o Opened, _ shop.Staff) (shop.Staff, error) {
		p, err := o.App.Staff.Add(o.App.As(c.ctx), shop.Staff{Name: s.Name, Role: s.Role, Code: s.Code})
		if err == nil && c.args.JSON {
			err = writeJSON(c.Stdout, map[string]string{"code": p.Code, "name": p.Name, "role": p.Role})
		}
		return p, err
	}, "cli.staff.added")
}

type staffChange struct {
	Code    string `arg:"" help:"cli.staff.who"`
	Name    string `help:"cli.staff.new_name"`
	Role    string `help:"cli.staff.new_role" placeholder:"senior"`
	NewCode string `name:"code" help:"cli.staff.new_code" placeholder:"S1"`
}

// Run changes a person.
func (s staffChange) Run(c *call) error {
	return c.withStaff(s.Code, func(o Opened, p shop.Staff) (shop.Staff, error) {
		p.Name, p.Role, p.Code = cmp.Or(s.Name, p.Name), cmp.Or(s.Role, p.Role), cmp.Or(s.NewCode, p.Code)
		return p, o.App.Staff.Change(o.App.As(c.ctx), p)
	}, "cli.staff.changed")
}

type staffPIN struct {
	Code string `arg:"" help:"cli.staff.who"`
}

// Run gives a person a PIN, which is asked after that of whoever gives the command.
func (s staffPIN) Run(c *call) error {
	return c.withStaff(s.Code, func(o Opened, p shop.Staff) (shop.Staff, error) {
		pin, err := c.askPIN(c.in.T("cli.pin.new"), p.Code)
		if err != nil {
			return p, err
		}
		return p, o.App.Staff.SetPIN(o.App.As(c.ctx), p.ID, pin)
	}, "cli.staff.pin_set")
}

type staffBadge struct {
	Code   string `arg:"" help:"cli.staff.who"`
	Scan   string `help:"cli.staff.scan" placeholder:"BADGE"`
	Remove bool   `help:"cli.staff.remove"`
}

// Run gives a person a badge: the code that was scanned, or a new one that is printed once.
func (s staffBadge) Run(c *call) error {
	fresh := ""
	err := c.withStaff(s.Code, func(o Opened, p shop.Staff) (_ shop.Staff, err error) {
		if ctx := o.App.As(c.ctx); s.Remove || s.Scan != "" {
			err = o.App.Staff.SetBadge(ctx, p.ID, s.Scan)
		} else {
			fresh, err = o.App.Staff.NewBadge(ctx, p.ID)
		}
		return p, err
	}, "cli.staff.badge_set")
	if err == nil && fresh != "" {
		c.say(c.Stdout, fresh)
	}
	return err
}

type staffUnlock struct {
	Code string `arg:"" help:"cli.staff.who"`
}

// Run lets a person try again.
func (s staffUnlock) Run(c *call) error {
	return c.withStaff(s.Code, func(o Opened, p shop.Staff) (shop.Staff, error) {
		return p, o.App.Staff.Unlock(o.App.As(c.ctx), p.ID)
	}, "cli.staff.unlocked")
}

type staffArchive struct {
	Code string `arg:"" help:"cli.staff.who"`
}

// Run lets a person work here no more.
func (s staffArchive) Run(c *call) error {
	return c.withStaff(s.Code, func(o Opened, p shop.Staff) (shop.Staff, error) {
		return p, o.App.Staff.Archive(o.App.As(c.ctx), p.ID)
	}, "cli.staff.archived")
}

// withStaff opens the shop, finds the person of a code (none, when it is empty), does the work and says what was done.
func (c *call) withStaff(code string, work func(Opened, shop.Staff) (shop.Staff, error), said string) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	var p shop.Staff
	if code != "" {
		if p, err = o.App.Staff.ByCode(ctx, code); err != nil {
			return err
		}
	}
	if p, err = work(o, p); err != nil {
		return err
	}
	c.say(c.Stderr, c.in.T(said, text.Args{"code": p.Code, "name": p.Name}))
	return nil
}
