package office

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kassa/app/devices"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// devicesPage shows each device with its state and the key that tries it out; under them, what to do about the worst one.
type devicesPage struct {
	v       *View
	all     *fyne.Container
	rows    []*deviceRow
	trouble *widgets.Panel
	what    *widgets.Paragraph
	detail  *widgets.Paragraph
	details *widgets.Key
	shown   bool // the details
	check   *widgets.Key
}

// deviceRow is one device.
type deviceRow struct {
	all                *fyne.Container
	name, where, state *widgets.Text
	dot                *canvas.Circle
	set, try           *widgets.Key
	rule               *canvas.Rectangle
}

func newDevices(v *View) *devicesPage {
	p := &devicesPage{v: v}
	p.check = widgets.NewKey(v.t.T("setup.check_devices"), v.m.Check)
	p.what = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Bad)
	p.detail = widgets.NewParagraph("", widgets.Caption).SetTone(widgets.Muted)
	p.details = widgets.NewKey(v.t.T("setup.details"), func() {
		p.shown = !p.shown
		p.draw(v.last)
		p.arrange(p.all.Size())
	})
	inside := []form.Block{form.Words(p.what, theme.Gap8), form.Keys(theme.Gap8, p.details), form.Words(p.detail, 0)}
	p.trouble = widgets.NewPanel(widgets.Card, form.Column(inside, p.what, p.detail, p.details))
	p.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(400, 300) }, Arrange: p.arrange}}
	for range 3 {
		r := newDeviceRow()
		p.rows = append(p.rows, r)
		p.all.Objects = append(p.all.Objects, r.all)
	}
	p.rows[0].set.OnTap, p.rows[0].try.OnTap = v.m.SetUpPrinter, v.m.TestPage
	p.rows[1].try.OnTap = v.m.OpenDrawer
	p.all.Objects = append(p.all.Objects, p.trouble)
	return p
}

func newDeviceRow() *deviceRow {
	r := &deviceRow{name: widgets.NewBold("", widgets.Title), where: widgets.NewText("", widgets.Body).SetTone(widgets.Muted),
		state: widgets.NewText("", widgets.Body), dot: canvas.NewCircle(color.Transparent), set: widgets.NewKey("", nil), try: widgets.NewKey("", nil),
		rule: canvas.NewRectangle(color.Transparent)}
	r.all = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(400, 48) }, Arrange: r.arrange},
		Objects: []fyne.CanvasObject{r.name, r.where, r.dot, r.state, r.set, r.try, r.rule}}
	return r
}

func (r *deviceRow) arrange(s fyne.Size) {
	m := theme.Current().Metrics()
	high := max(48, m.Touch())
	right := s.Width
	for _, k := range []*widgets.Key{r.try, r.set} {
		if k.Visible() {
			w := max(k.MinSize().Width, m.MM(28))
			right -= w
			form.Place(k, right, (s.Height-high)/2, w, high)
			right -= theme.Gap8
		}
	}
	name, line := r.name.MinSize().Height, r.where.MinSize().Height
	first, second := s.Width*0.22, s.Width*0.46
	if s.Width < 1000*m.Grow() { // where it is goes under what it is
		second = s.Width * 0.32
		form.Place(r.name, 0, s.Height/2-name, second-theme.Gap12, name)
		form.Place(r.where, 0, s.Height/2, second-theme.Gap12, line)
	} else {
		form.Place(r.name, 0, (s.Height-name)/2, first-theme.Gap12, name)
		form.Place(r.where, first, (s.Height-line)/2, second-first-theme.Gap12, line)
	}
	form.Place(r.dot, second, (s.Height-10)/2, 10, 10)
	form.Place(r.state, second+18, (s.Height-line)/2, max(0, right-second-18-theme.Gap8), line)
	form.Place(r.rule, 0, s.Height-1, s.Width, 1)
}

func (p *devicesPage) object() fyne.CanvasObject { return p.all }

func (p *devicesPage) acts() []*widgets.Key { return []*widgets.Key{p.check} }

// draw fills the rows.
func (p *devicesPage) draw(s State) {
	t := p.v.t
	p.check.SetEnabled(!s.Checking)
	var printer, drawer office.Device
	for _, d := range s.Devices {
		switch d.Key {
		case shop.PrinterReceipt:
			printer = d
		case shop.DrawerKey:
			drawer = d
		}
	}
	p.rows[0].fill(t.T("device.name.printer"), p.whereIs(printer), p.stateOf(printer, s.Checking), healthOf(printer))
	p.rows[0].set.SetLabel(t.T("setup.set_up"))
	p.rows[0].try.SetLabel(t.T("setup.test_page"))
	form.Show(p.rows[0].try, printer.Address != "")
	p.rows[1].fill(t.T("device.name.drawer"), p.whereIs(drawer), p.stateOf(drawer, s.Checking), healthOf(drawer))
	p.rows[1].try.SetLabel(t.T("setup.open_drawer"))
	form.Show(p.rows[1].set, false)
	form.Show(p.rows[1].try, p.v.m.CanOpenDrawer() && (drawer.Address != "" || drawer.OnPrinter))
	scanned := t.T("setup.scan_to_try")
	if s.Scanned != "" {
		scanned = t.T("setup.scanned", text.Args{"code": s.Scanned})
	}
	p.rows[2].fill(t.T("device.name.scanner"), t.T("setup.where.keyboard"), scanned, widgets.Strong)
	form.Show(p.rows[2].set, false)
	form.Show(p.rows[2].try, false)
	p.drawTrouble(printer, drawer)
	p.arrange(p.all.Size())
}

func (r *deviceRow) fill(name, where, state string, tone widgets.Tone) {
	r.name.SetWords(name)
	r.where.SetWords(where)
	r.state.SetWords(state)
	c := theme.Current().Palette()
	fill := map[widgets.Tone]color.NRGBA{widgets.Strong: c.Accent, widgets.Warning: c.Warn, widgets.Bad: c.Bad, widgets.Muted: c.Faint}[tone]
	if r.dot.FillColor != color.Color(fill) {
		r.dot.FillColor = fill
		r.dot.Refresh()
	}
	r.rule.FillColor = c.Line
}

// whereIs says where a device is, in words for people: the address stands under details.
func (p *devicesPage) whereIs(d office.Device) string {
	way := "absent"
	switch {
	case d.OnPrinter:
		way = "at_printer"
	case strings.HasPrefix(d.Address, "sim:"):
		way = "simulated"
	case strings.Contains(d.Address, "+tcp:"):
		way = "network"
	case strings.Contains(d.Address, "serial:"):
		way = "serial"
	case strings.Contains(d.Address, "+file:"):
		way = "usb"
	case strings.HasPrefix(d.Address, "none:"):
		way = "none"
	case d.Address != "":
		way = "by_hand"
	}
	return p.v.t.T("setup.where." + way)
}

// healthOf is how a device is, as the colour of its dot.
func healthOf(d office.Device) widgets.Tone {
	switch {
	case d.Address == "" && !d.OnPrinter:
		return widgets.Muted
	case d.State.Fault != nil || d.State.Health == devices.Failed:
		return widgets.Bad
	case d.State.Health == devices.Warning:
		return widgets.Warning
	}
	return widgets.Strong
}

func (p *devicesPage) stateOf(d office.Device, checking bool) string {
	switch {
	case d.Address == "" && !d.OnPrinter:
		return p.v.t.T("device.state.absent")
	case checking:
		return p.v.t.T("setup.checking")
	case d.State.Fault != nil:
		title, _, _ := p.v.t.Fault(d.State.Fault)
		return title
	case d.State.Health == devices.Failed:
		return p.v.t.T("device.state.failed")
	}
	return p.v.t.T("device.state.healthy")
}

// drawTrouble says what to do about the first device that is not well.
func (p *devicesPage) drawTrouble(all ...office.Device) {
	for _, d := range all {
		if d.State.Fault == nil || d.Address == "" {
			continue
		}
		title, what, next := p.v.t.Fault(d.State.Fault)
		p.what.SetWords(title + ". " + what + " " + next)
		detail := ""
		if p.shown {
			detail = d.Key + " = " + d.Address + " · " + string(d.State.Fault.Code)
		}
		p.detail.SetWords(detail)
		form.Show(p.detail, p.shown)
		form.Show(p.trouble, true)
		return
	}
	form.Show(p.trouble, false)
}

func (p *devicesPage) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := max(72, theme.Current().Metrics().MM(16))
	y := float32(0)
	for _, r := range p.rows {
		form.Place(r.all, 0, y, s.Width, high)
		y += high
	}
	inner := s.Width - 2*theme.Gap16
	least := p.what.HeightFor(inner) + theme.Gap8 + max(48, theme.Current().Metrics().Touch()) + 2*theme.Gap16 + theme.Gap8
	if p.shown {
		least += p.detail.HeightFor(inner) + theme.Gap8
	}
	form.Place(p.trouble, 0, y+theme.Gap16, s.Width, least)
}
