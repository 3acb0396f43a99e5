package cli

import "kassa/app/text"

// configGroup reads and changes settings.
type configGroup struct {
	Get  configGet  `cmd:"" help:"cli.config.get"`
	Set  configSet  `cmd:"" help:"cli.config.set"`
	List configList `cmd:"" help:"cli.config.list"`
}

type configGet struct {
	Key string `arg:"" help:"cli.config.key"`
}

// Run prints the value of a setting.
func (g configGet) Run(c *call) (err error) {
	o, ctx, err := c.open(Reading)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	v, err := o.App.Office.Setting(ctx, g.Key)
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]string{"key": g.Key, "value": v})
	}
	c.say(c.Stdout, v)
	return nil
}

type configSet struct {
	Key   string `arg:"" help:"cli.config.key"`
	Value string `arg:"" help:"cli.config.value"`
}

// Run changes a setting and says its new value.
func (s configSet) Run(c *call) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	if err := o.App.Office.Set(ctx, s.Key, s.Value); err != nil {
		return err
	}
	v, err := o.App.Office.Setting(ctx, s.Key)
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]string{"key": s.Key, "value": v})
	}
	c.say(c.Stdout, s.Key+" = "+v)
	return nil
}

type configList struct{}

// Run prints all settings, and what was fixed when the shop was founded.
func (configList) Run(c *call) (err error) {
	o, ctx, err := c.open(Reading)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	list, err := o.App.Office.Settings(ctx)
	if err != nil {
		return err
	}
	if c.args.JSON {
		all := map[string]string{}
		for _, s := range list {
			all[s.Key] = s.Value
		}
		return writeJSON(c.Stdout, all)
	}
	for _, s := range list {
		said := s.Key + " = " + s.Value
		if s.Fixed {
			said = c.in.T("cli.config.fixed", text.Args{"setting": said})
		}
		c.say(c.Stdout, said)
	}
	return nil
}
