package cli

import (
	"errors"
	"fmt"

	"kassa/app"
	"kassa/app/fault"
)

// identify finds out who gives a command and puts that person at the till. A shop where nobody has a PIN works for its first
// person, or for whom --as names; in any other the PIN is asked. Faults: SignInFirst, UnknownStaff, those of staff.Recognise.
func (c *call) identify(o Opened) error {
	guarded, err := o.App.Staff.Guarded(c.ctx)
	switch {
	case err != nil:
		return err
	case c.args.As == "" && guarded:
		return fault.New(fault.SignInFirst, nil)
	case c.args.As == "":
		return nil
	}
	p, err := o.App.Staff.ByCode(c.ctx, c.args.As)
	if err == nil && !guarded {
		o.App.SignIn(p)
		return nil
	}
	if err != nil && (!guarded || !fault.Is(err, fault.UnknownStaff)) {
		return err
	}
	pin, err := c.askPIN(c.in.T("cli.pin.of"), c.args.As)
	if err != nil {
		return err
	}
	_, err = o.App.SignInPIN(c.ctx, p.ID, pin, app.AtCommand) // a code of nobody takes as long as a wrong PIN
	return err
}

// askPIN gets a PIN: the next line of the standard input with --pin-stdin, else what is typed on the terminal, unseen.
// Fault: BadOption, where there is no terminal.
func (c *call) askPIN(what, code string) (string, error) {
	if c.args.PINStdin {
		return c.line()
	}
	if c.ReadSecret != nil {
		pin, err := c.ReadSecret(fmt.Sprintf("%s (%s): ", what, code))
		if !errors.Is(err, ErrNoTerminal) {
			return pin, err
		}
	}
	return "", fault.New(fault.BadOption, fault.Args{"option": "--as", "value": code, "why": "no_terminal", "allowed": "--pin-stdin"})
}

// ErrNoTerminal says that there is no terminal on which something could be typed unseen.
var ErrNoTerminal = errors.New("no terminal")

// longestLine bounds a line of the standard input.
const longestLine = 256

// line reads one line of the standard input and not a byte more, so that what comes behind is there for whoever asks next.
func (c *call) line() (string, error) {
	var got []byte
	one := make([]byte, 1)
	for len(got) < longestLine {
		n, err := c.Stdin.Read(one)
		if n == 1 && one[0] == '\n' || err != nil && len(got) > 0 {
			break
		}
		if err != nil {
			return "", fault.Wrap(fault.BadOption, fault.Args{"option": "--pin-stdin", "value": "", "why": "no_line"}, err)
		}
		got = append(got, one[:n]...)
	}
	if n := len(got); n > 0 && got[n-1] == '\r' {
		got = got[:n-1]
	}
	return string(got), nil
}
