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
	args, err := Window{At: c.where(), Lang: c.args.Lang, Fullscreen: a.Fullscreen}.Args()
	if err != nil {
		return err
	}
	return c.startByItself(true, args)
}

// Args are the arguments with which the till shows this window again.
func (w Window) Args() (args []string, err error) {
	dir := w.At.Data
	if dir != "" {
		if dir, err = filepath.Abs(dir); err != nil {
			return nil, err
		}
	}
	for _, o := range [][2]string{{"--data", dir}, {"--db", w.At.DB}, {"--till", w.At.Till}, {"--lang", w.Lang}} {
		if o[1] != "" {
			args = append(args, o[0], o[1])
		}
	}
	if w.Fullscreen {
		args = append(args, "--fullscreen")
	}
	return args, nil
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
