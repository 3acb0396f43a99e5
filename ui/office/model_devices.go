package office

import (
	"context"

	"kassa/app/office"
	"kassa/app/shop"
	"kassa/ui/printers"
)

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
	m.s.Printer = printers.New(printers.Deps{Acts: m.d.Acts, Reads: m.d.Reads, Find: m.d.Desk.FindDevices, Page: m.d.Desk.TestPage,
		Keep: m.keepPrinter, Say: func(err error) { m.d.Say(err, "") }}, m.s.Values[shop.PrinterReceipt])
	m.s.Filled++
	m.drawn()
	m.s.Printer.Look()
}

// ClosePrinter leaves the set-up of the printer; what was only tried is forgotten.
func (m *Model) ClosePrinter() {
	m.s.Printer = nil
	m.drawn()
}

func (m *Model) keepPrinter(address string) {
	picker := m.s.Printer
	m.d.Acts.Do("office printer", func(ctx context.Context) error {
		return m.d.Desk.Change(ctx, map[string]string{shop.PrinterReceipt: address})
	}, func(err error) {
		if err != nil {
			picker.Refuse(err)
			return
		}
		m.s.Printer = nil
		m.d.Say(nil, "setup.saved")
		m.Open()
	})
}
