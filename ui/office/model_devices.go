package office

import (
	"context"
	"strings"

	"kassa/app/devices"
	"kassa/app/office"
	"kassa/app/shop"
)

// PrinterForm is the set-up of the receipt printer.
type PrinterForm struct {
	Looking bool // plugs are being looked for
	Plugs   []devices.Plug
	Network string // what was typed: an address in the network
	Address string // what was typed under details
	Details bool
	Trying  bool   // a page is being printed
	Tried   string // the address at which a page was printed, to be kept or not
	Wrong   error
}

// Check asks every device how it is.
func (m *Model) Check() {
	m.s.Checking = true
	var list []office.Device
	m.d.Reads.Do("office devices", func(ctx context.Context) (err error) {
		list, err = m.d.Desk.AskDevices(ctx)
		return err
	}, func(err error) {
		m.s.Checking = false
		if err != nil {
			m.d.Say(err, "")
		} else {
			m.s.Devices = list
		}
		m.drawn()
	})
}

// DevicesMoved reads again how the devices are; none of them is asked.
func (m *Model) DevicesMoved() {
	if m.s.Page != DevicesPage || !m.s.Ready {
		return
	}
	var list []office.Device
	m.d.Reads.Do("office states", func(ctx context.Context) (err error) {
		list, err = m.d.Desk.Devices(ctx)
		return err
	}, func(err error) {
		if err == nil && !m.s.Checking {
			m.s.Devices = list
			m.drawn()
		}
	})
}

// TestPage prints a page on the receipt printer as it is set up.
func (m *Model) TestPage() {
	m.d.Acts.Do("office test page", func(ctx context.Context) error { return m.d.Desk.TestPage(ctx, "") }, func(err error) {
		m.d.Say(err, "setup.test_printed")
		m.DevicesMoved()
	})
}

// OpenDrawer opens the drawer.
func (m *Model) OpenDrawer() {
	if m.d.OpenDrawer == nil {
		return
	}
	m.d.Acts.Do("office drawer", m.d.OpenDrawer, func(err error) {
		if err != nil {
			m.d.Say(err, "")
		}
		m.DevicesMoved()
	})
}

// CanOpenDrawer tells whether the drawer can be opened from here.
func (m *Model) CanOpenDrawer() bool { return m.d.OpenDrawer != nil }

// SetUpPrinter opens the set-up of the receipt printer and looks for plugs.
func (m *Model) SetUpPrinter() {
	m.s.Page = DevicesPage
	m.s.Printer = &PrinterForm{Address: m.s.Values[shop.PrinterReceipt]}
	m.s.Filled++
	m.Look()
}

// Look looks for plugs again.
func (m *Model) Look() {
	form := m.s.Printer
	if form == nil {
		return
	}
	form.Looking = true
	m.drawn()
	var plugs []devices.Plug
	m.d.Reads.Do("office plugs", func(ctx context.Context) (err error) {
		plugs, err = m.d.Desk.FindDevices(ctx)
		return err
	}, func(err error) {
		form.Looking = false
		if err != nil {
			m.d.Say(err, "")
		} else {
			form.Plugs = plugs
		}
		m.drawn()
	})
}

// ClosePrinter leaves the set-up of the printer; what was only tried is forgotten.
func (m *Model) ClosePrinter() {
	m.s.Printer = nil
	m.drawn()
}

// TypeNetwork keeps the address in the network that is typed.
func (m *Model) TypeNetwork(s string) {
	m.printer(func(f *PrinterForm) { f.Network, f.Wrong = s, nil })
}

// TypeAddress keeps the address that is typed under details.
func (m *Model) TypeAddress(s string) {
	m.printer(func(f *PrinterForm) { f.Address, f.Wrong = s, nil })
}

// ShowDetails shows or hides the address.
func (m *Model) ShowDetails() { m.printer(func(f *PrinterForm) { f.Details = !f.Details }) }

func (m *Model) printer(change func(*PrinterForm)) {
	if m.s.Printer != nil {
		change(m.s.Printer)
		m.drawn()
	}
}

// NetworkAddress makes an address of what was typed: "192.0.2.9", with or without a port.
func NetworkAddress(typed string) string {
	typed = strings.TrimSpace(typed)
	if typed == "" || strings.Contains(typed, "://") {
		return typed
	}
	return "escpos+tcp://" + typed
}

// Try prints a page at an address that is not kept yet.
func (m *Model) Try(address string) {
	form := m.s.Printer
	if form == nil || form.Trying || address == "" {
		return
	}
	form.Trying, form.Wrong, form.Tried = true, nil, ""
	m.drawn()
	m.d.Acts.Do("office try", func(ctx context.Context) error { return m.d.Desk.TestPage(ctx, address) }, func(err error) {
		form.Trying = false
		if form.Wrong = err; err == nil {
			form.Tried = address
		}
		m.drawn()
	})
}

// Keep keeps the address at which a page came out.
func (m *Model) Keep() {
	if form := m.s.Printer; form != nil && form.Tried != "" {
		m.setPrinter(form.Tried)
	}
}

// KeepAddress keeps the address that was typed under details as it is, without trying it.
func (m *Model) KeepAddress() {
	if form := m.s.Printer; form != nil {
		m.setPrinter(strings.TrimSpace(form.Address))
	}
}

// NotHere forgets the address that was tried: the page did not come out, or not well.
func (m *Model) NotHere() { m.printer(func(f *PrinterForm) { f.Tried = "" }) }

// NoPrinter sets the till up without a printer.
func (m *Model) NoPrinter() { m.setPrinter("") }

func (m *Model) setPrinter(address string) {
	form := m.s.Printer
	m.d.Acts.Do("office printer", func(ctx context.Context) error {
		return m.d.Desk.Change(ctx, map[string]string{shop.PrinterReceipt: address})
	}, func(err error) {
		if err != nil {
			if form != nil {
				form.Wrong = err
			}
			m.drawn()
			return
		}
		m.s.Printer = nil
		m.d.Say(nil, "setup.saved")
		m.Open()
	})
}
