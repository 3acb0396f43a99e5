package cli

import (
	"fmt"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
)

// devicesGroup is about the devices of this till.
type devicesGroup struct {
	List devicesList `cmd:"" help:"cli.devices.list"`
	Test devicesTest `cmd:"" help:"cli.devices.test"`
}

type devicesList struct{}

// deviceJSON is a device as programs read it.
type deviceJSON struct {
	Key     string `json:"key"`
	Address string `json:"address"`
	State   string `json:"state"`
	Fault   string `json:"fault,omitempty"`
}

// plugJSON is a plug as programs read it.
type plugJSON struct {
	Kind    string `json:"kind"`
	Place   string `json:"place"`
	Name    string `json:"name"`
	Address string `json:"address"`
	Denied  bool   `json:"denied"`
}

// Run asks every device that is set up how it is, and lists the plugs where a printer may be.
func (devicesList) Run(c *call) (err error) {
	o, ctx, err := c.open(Trying)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	list, err := o.App.Office.AskDevices(ctx)
	if err != nil {
		return err
	}
	plugs, err := o.App.Office.FindDevices(ctx)
	if err != nil {
		return err
	}
	if c.args.JSON {
		set, found := []deviceJSON{}, []plugJSON{}
		for _, d := range list {
			one := deviceJSON{Key: d.Key, Address: d.Address, State: deviceState(d)}
			if d.State.Fault != nil {
				one.Fault = string(d.State.Fault.Code)
			}
			set = append(set, one)
		}
		for _, p := range plugs {
			found = append(found, plugJSON{string(p.Kind), p.Place, p.Name, p.Address, p.Denied})
		}
		return writeJSON(c.Stdout, map[string]any{"devices": set, "found": found})
	}
	for _, d := range list {
		fmt.Fprintf(c.Stdout, "%s: %s · %s\n", c.in.T("doctor.name.device."+d.Key), orDash(d.Address), c.deviceWords(d))
	}
	if len(plugs) == 0 {
		c.say(c.Stdout, c.in.T("cli.devices.none_found"))
	}
	for _, p := range plugs {
		said := c.in.T("cli.devices.found", text.Args{"address": p.Address, "name": orDash(p.Name)})
		if p.Denied {
			said += " " + c.in.T("devices.denied")
		}
		c.say(c.Stdout, said)
	}
	return nil
}

// deviceState is how a device is, in one word for programs.
func deviceState(d office.Device) string {
	switch {
	case d.Address == "" && !d.OnPrinter:
		return "absent"
	case d.State.Fault != nil || d.State.Health == devices.Failed:
		return "failed"
	case d.State.Health == devices.Warning:
		return "warning"
	}
	return "healthy"
}

// deviceWords is how a device is, for a person.
func (c *call) deviceWords(d office.Device) string {
	if d.State.Fault != nil {
		title, _, next := c.in.Fault(d.State.Fault)
		return title + ". " + next
	}
	return c.in.T("device.state." + deviceState(d))
}

type devicesTest struct {
	Name string `arg:"" help:"cli.devices.name"`
}

// Run tries a device out: a page on the printer, the drawer opened as an act.
func (t devicesTest) Run(c *call) (err error) {
	said := ""
	switch t.Name {
	case shop.PrinterReceipt, "printer":
		said, err = "cli.devices.tested", c.testPage()
	case shop.DrawerKey:
		said, err = "cli.devices.opened", c.testDrawer()
	default:
		return fault.New(fault.BadOption, fault.Args{"option": "NAME", "value": t.Name, "allowed": shop.PrinterReceipt + ", " + shop.DrawerKey})
	}
	if err != nil {
		return err
	}
	if c.args.JSON {
		return writeJSON(c.Stdout, map[string]any{"tested": t.Name})
	}
	c.say(c.Stdout, c.in.T(said))
	return nil
}

func (c *call) testPage() (err error) {
	o, ctx, err := c.open(Trying)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	return o.App.Office.TestPage(ctx, "")
}

// testDrawer opens the drawer without a sale, which is written down as one. The queue that opens it is worked by the window
// where one is open, else here.
func (c *call) testDrawer() (err error) {
	o, ctx, err := c.open(Selling)
	if fault.Is(err, fault.TillBusy) {
		o, ctx, err = c.open(Writing)
	}
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	_, err = o.App.Shifts.NoSale(ctx, c.NewID(), c.in.T("setup.drawer_reason"))
	return err
}
