package cli

import "path/filepath"

// Autostart is how this computer opens the till by itself when a person signs in to it.
type Autostart interface {
	On() (bool, error)
	// Set turns it on, with the arguments that the till is then given, or off. Fault: FileUnwritable.
	Set(on bool, args []string) error
}

// autostartCommand lets the till start with the computer.
type autostartCommand struct {
	On  autostartOn  `cmd:"" help:"cli.autostart.on"`
	Off autostartOff `cmd:"" help:"cli.autostart.off"`
}

type autostartOn struct {
	Fullscreen bool `help:"cli.window.fullscreen"`
}

// Run turns it on for the shop that was named.
func (a autostartOn) Run(c *call) error {
	var args []string
	if c.args.Data != "" {
		dir, err := filepath.Abs(c.args.Data)
		if err != nil {
			return err
		}
		args = append(args, "--data", dir)
	}
	for _, o := range [][2]string{{"--db", c.args.DB}, {"--till", c.args.Till}, {"--lang", c.args.Lang}} {
		if o[1] != "" {
			args = append(args, o[0], o[1])
		}
	}
	if a.Fullscreen {
		args = append(args, "--fullscreen")
	}
	return c.startByItself(true, args)
}

type autostartOff struct{}

// Run turns it off.
func (autostartOff) Run(c *call) error { return c.startByItself(false, nil) }

func (c *call) startByItself(on bool, args []string) error {
	if err := c.Autostart.Set(on, args); err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"autostart": on})
	}
	key := "cli.autostart.is_off"
	if on {
		key = "cli.autostart.is_on"
	}
	c.say(c.Stdout, c.in.T(key))
	return nil
}
