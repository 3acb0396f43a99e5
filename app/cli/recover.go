package cli

import (
	"errors"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/text"
)

// recoverCommand lets the owner in by the recovery code.
type recoverCommand struct {
	Stdin bool `name:"code-stdin" help:"cli.recover.stdin"`
}

// Run asks for the code and for a new PIN of the owner.
func (r recoverCommand) Run(c *call) (err error) {
	o, _, err := c.openAlone(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	code, err := r.ask(c, "cli.recover.code")
	if err != nil {
		return err
	}
	pin, err := r.ask(c, "cli.recover.pin")
	if err != nil {
		return err
	}
	p, err := o.App.Recover(c.ctx, code, pin, app.AtCommand)
	if err == nil {
		c.say(c.Stdout, c.in.T("cli.recover.done", text.Args{"code": p.Code}))
	}
	return err
}

// ask gets the next line, or what is typed on the terminal, unseen. Fault: BadOption, where there is none.
func (r recoverCommand) ask(c *call, what string) (string, error) {
	if r.Stdin {
		return c.line()
	}
	if c.ReadSecret != nil {
		typed, err := c.ReadSecret(c.in.T(what) + ": ")
		if !errors.Is(err, ErrNoTerminal) {
			return typed, err
		}
	}
	return "", fault.New(fault.BadOption, fault.Args{"option": "--code-stdin", "value": "", "why": "no_terminal", "allowed": "--code-stdin"})
}

// codeCommand makes a new recovery code.
type codeCommand struct{}

// Run shows it once.
func (codeCommand) Run(c *call) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	code, err := o.App.Staff.NewRecoveryCode(ctx)
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]string{"recovery_code": code})
	}
	c.say(c.Stdout, c.in.T("recovery.code", text.Args{"code": code}))
	c.say(c.Stdout, c.in.T("recovery.keep"))
	return nil
}
