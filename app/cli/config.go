package cli

import (
	"kassa/app/office"
)

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

// Run changes a setting.
func (s configSet) Run(c *call) (err error) {
	if office.IsAddress(s.Key) && s.Value != "" && c.CheckAddress != nil {
		if err := c.CheckAddress(s.Key, s.Value); err != nil {
			return err
		}
	}
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	return o.App.Office.Set(ctx, s.Key, s.Value)
}

type configList struct{}

// Run prints all settings.
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
		c.say(c.Stdout, s.Key+" = "+s.Value)
	}
	return nil
}
