package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"kassa/app"
	"kassa/app/backup"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/app/text"
)

// passphrase is where a passphrase comes from.
type passphrase struct {
	Stdin bool `name:"passphrase-stdin" help:"cli.passphrase.stdin"`
}

// ask gets it: the next line of the standard input, else what is typed on the terminal, unseen. Fault: BadOption, where there is none.
func (p passphrase) ask(c *call, prompt string) (string, error) {
	if p.Stdin {
		return c.line()
	}
	if c.ReadSecret != nil {
		typed, err := c.ReadSecret(prompt + ": ")
		if !errors.Is(err, ErrNoTerminal) {
			return typed, err
		}
	}
	return "", fault.New(fault.BadOption, fault.Args{"option": "--passphrase-stdin", "value": "", "why": "no_terminal", "allowed": "--passphrase-stdin"})
}

// twice gets a new one, typed twice where it is typed.
func (p passphrase) twice(c *call) (string, error) {
	first, err := p.ask(c, c.in.T("cli.passphrase.new"))
	if err != nil || p.Stdin {
		return first, err
	}
	if err := backup.PassphraseRule(first); err != nil {
		return "", err
	}
	again, err := p.ask(c, c.in.T("cli.passphrase.again"))
	if err == nil && again != first {
		err = fault.New(fault.BadOption, fault.Args{"option": "passphrase", "value": "", "why": "passphrases"})
	}
	return first, err
}

// backupCommand backs the shop up now.
type backupCommand struct {
	File    string `arg:"" optional:"" help:"cli.backup.file"`
	Encrypt bool   `help:"cli.backup.encrypt"`
	passphrase
}

// Run writes a backup.
func (b backupCommand) Run(c *call) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	wish := backup.Wish{Why: backup.Asked}
	if b.File != "" {
		if wish.File, err = filepath.Abs(b.File); err != nil {
			return fault.Wrap(fault.FileUnwritable, fault.Args{"path": b.File}, err)
		}
	}
	state, err := o.App.Backup.State(ctx)
	if err == nil && b.Encrypt && !state.Locked {
		wish.Passphrase, err = b.twice(c)
		if err == nil {
			err = backup.PassphraseRule(wish.Passphrase)
		}
	}
	if err != nil {
		return err
	}
	made, err := o.App.Backup.Make(ctx, wish)
	if err != nil {
		return err
	}
	if made.NotThere != nil {
		c.warn(made.NotThere)
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"path": made.Path, "size_bytes": made.Size, "locked": made.Locked, "second": made.Second,
			"made": made.At.At.Format("2006-01-02T15:04:05Z07:00")})
	}
	c.say(c.Stdout, c.in.T("cli.backup.made", text.Args{"path": made.Path, "size": c.in.Number((made.Size + 1023) / 1024)}))
	if made.Second != "" {
		c.say(c.Stdout, c.in.T("cli.backup.second", text.Args{"path": made.Second}))
	}
	if !made.Locked {
		c.say(c.Stderr, c.in.T("cli.backup.open"))
	}
	return nil
}

// passphraseGroup sets what backups are locked with.
type passphraseGroup struct {
	Set passphraseSet `cmd:"" help:"cli.passphrase.set"`
	Off passphraseOff `cmd:"" help:"cli.passphrase.off"`
}

type passphraseSet struct{ passphrase }

// Run locks all backups from now on.
func (p passphraseSet) Run(c *call) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	typed, err := p.twice(c)
	if err == nil {
		err = backup.PassphraseRule(typed)
	}
	if err == nil {
		err = o.App.Backup.SetPassphrase(ctx, typed)
	}
	if err == nil {
		c.say(c.Stdout, c.in.T("cli.passphrase.is_set"))
	}
	return err
}

type passphraseOff struct{}

// Run locks backups no more.
func (passphraseOff) Run(c *call) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	if err = o.App.Backup.SetPassphrase(ctx, ""); err == nil {
		c.say(c.Stdout, c.in.T("cli.passphrase.is_off"))
	}
	return err
}

// restoreCommand puts the shop back from a backup.
type restoreCommand struct {
	File    string `arg:"" optional:"" help:"cli.restore.file"`
	Mirror  string `help:"cli.restore.mirror" placeholder:"DIR"`
	Into    string `aliases:"to" help:"cli.restore.into" placeholder:"DIR"`
	AsFound bool   `name:"as-found" help:"cli.restore.as_found"`
	passphrase
}

// Run restores. Where a shop stands already that can be opened, its owner has to say so.
func (r restoreCommand) Run(c *call) (err error) {
	if r.Into != "" {
		c.args.Data = r.Into
	}
	by, err := c.restorer()
	if err != nil {
		return err
	}
	spec := app.RestoreSpec{File: r.File, Mirror: r.Mirror, AsFound: r.AsFound, Till: c.args.Till, By: by}
	locked, err := r.locked(c)
	if err == nil && locked {
		spec.Passphrase, err = r.ask(c, c.in.T("cli.passphrase.of"))
	}
	if err != nil {
		return err
	}
	done, err := c.RestoreShop(c.ctx, c.where(), spec)
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"shop": done.Manifest.Shop, "name": done.Name, "till_code": done.Till, "series": done.Series,
			"made": done.Manifest.Made.UTC().Format("2006-01-02T15:04:05Z07:00"), "lost_records": done.Lost, "new_key": done.NewKey,
			"guarded": done.Guarded, "aside": done.Aside, "findings": done.Findings, "mirrored_records": done.Mirrored, "torn": done.Torn})
	}
	return c.sayRestored(done)
}

// locked tells whether a passphrase is needed. Fault: BadOption, where there is nothing to restore from.
func (r restoreCommand) locked(c *call) (bool, error) {
	var locked bool
	switch {
	case r.File != "":
		o, err := backup.Peek(c.ctx, r.File)
		if err != nil {
			return false, err
		}
		locked = o.Lock.Key != ""
	case r.Mirror == "":
		return false, fault.New(fault.BadOption, fault.Args{"option": "FILE", "value": "", "why": "setting", "allowed": "FILE, --mirror DIR"})
	}
	if r.Mirror == "" || locked {
		return locked, nil
	}
	return backup.MirrorLocked(r.Mirror)
}

// restorer is who wants to restore: somebody whom the shop that stands here lets do so. Where there is none, or none that can be
// opened, nobody is asked.
func (c *call) restorer() (by shop.Staff, err error) {
	o, err := c.OpenShop(c.ctx, c.where(), Writing)
	if fault.Is(err, fault.FolderRefused) || errors.Is(err, context.Canceled) {
		return by, err
	}
	if err != nil {
		return by, nil //nolint:nilerr // books that cannot be opened are what a restore is for
	}
	defer shut(&err, o.Close)
	if err := c.identify(o); err != nil {
		return by, err
	}
	return o.App.Person(), o.App.Backup.MayRestore(o.App.As(c.ctx))
}

// sayRestored says what became of the shop, and what to do now.
func (c *call) sayRestored(r app.Restored) error {
	if c.args.Lang == "" {
		if err := c.speak(string(r.Manifest.Lang)); err != nil {
			return err
		}
	}
	c.say(c.Stdout, c.in.T("cli.restore.done", text.Args{"name": r.Name, "made": c.in.DateTime(r.Manifest.Made.In(r.At.Local().Location())), "till": r.Till}))
	c.say(c.Stdout, c.in.T("cli.restore.series", text.Args{"number": shop.SaleLabel(r.Series, r.Till, 1)}))
	for _, line := range []struct {
		holds bool
		said  string
	}{
		{r.Mirrored > 0, c.in.N("cli.restore.mirrored", r.Mirrored)},
		{r.Torn, c.in.T("cli.restore.torn")},
		{r.Lost > 0, c.in.N("cli.restore.lost", r.Lost)},
		{r.Findings > 0, c.in.N("verify.findings", r.Findings)},
		{r.Aside != "", c.in.T("cli.restore.aside", text.Args{"path": r.Aside})},
		{r.NewKey, c.in.T("cli.restore.new_key")},
		{r.NewKey && r.Guarded, c.in.T("cli.restore.recovery")},
	} {
		if line.holds {
			fmt.Fprintln(c.Stdout, line.said)
		}
	}
	return nil
}
