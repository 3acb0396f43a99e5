package office

import (
	"fyne.io/fyne/v2"

	"kassa/app/devices"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// printerPage sets the receipt printer up: tap where it may be, a page comes out, keep it.
type printerPage struct {
	v        *View
	pane     *widgets.Pane
	inside   rows
	content  *fyne.Container
	hint     *widgets.Paragraph
	plugs    []*widgets.Key
	network  *wedge.Entry
	netField *widgets.Field
	netTry   *widgets.Key
	outcome  *widgets.Paragraph
	keep     *widgets.Key
	not      *widgets.Key
	none     *widgets.Key
	details  *widgets.Key
	address  *wedge.Entry
	addrFld  *widgets.Field
	addrKeep *widgets.Key
	again    *widgets.Key
}

// mostPlugs is how many plugs are shown.
const mostPlugs = 6

func newPrinter(v *View) *printerPage {
	t := v.t
	p := &printerPage{v: v}
	p.again = widgets.NewKey(t.T("setup.look_again"), v.m.Look)
	p.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	for i := range mostPlugs {
		k := widgets.NewKey("", func() {
			if f := v.last.Printer; f != nil && i < len(f.Plugs) {
				v.m.Try(f.Plugs[i].Address)
			}
		})
		k.SetIcon("printer")
		k.SetLeft(true)
		p.plugs = append(p.plugs, k)
	}
	p.network = v.in.Router.NewEntry()
	p.network.SetPlaceHolder("192.0.2.9")
	p.network.OnChanged = v.m.TypeNetwork
	try := func() { v.m.Try(NetworkAddress(p.network.Text)) }
	p.network.OnSubmitted = func(string) { try() }
	p.netField = widgets.NewField(t.T("setup.network_printer"), p.network)
	p.netTry = widgets.NewKey(t.T("setup.test_page"), try)
	p.outcome = widgets.NewParagraph("", widgets.Title)
	p.keep = widgets.NewKey(t.T("setup.page_good"), v.m.Keep)
	p.keep.SetKind(widgets.Accent)
	p.not = widgets.NewKey(t.T("setup.page_not"), v.m.NotHere)
	p.none = widgets.NewKey(t.T("setup.no_printer"), v.m.NoPrinter)
	p.details = widgets.NewKey(t.T("setup.details"), v.m.ShowDetails)
	p.address = v.in.Router.NewEntry()
	p.address.OnChanged = v.m.TypeAddress
	p.addrFld = widgets.NewField(t.T("setup.address"), p.address)
	p.addrKeep = widgets.NewKey(t.T("common.save"), v.m.KeepAddress)
	p.inside = rows{[]block{words(p.hint, theme.Gap12)}}
	objects := []fyne.CanvasObject{p.hint}
	touch := func() float32 { return max(52, theme.Current().Metrics().Touch()) }
	for _, k := range p.plugs {
		p.inside.blocks = append(p.inside.blocks, object(k, theme.Gap8, touch))
		objects = append(objects, k)
	}
	p.inside.blocks = append(p.inside.blocks, withKey(p.netField, p.netTry), words(p.outcome, theme.Gap8), keys(theme.Gap24, p.keep, p.not),
		keys(theme.Gap16, p.none, p.details), withKey(p.addrFld, p.addrKeep))
	p.content = &fyne.Container{Layout: p.inside, Objects: append(objects, p.netField, p.netTry, p.outcome, p.keep, p.not, p.none, p.details, p.addrFld, p.addrKeep)}
	p.pane = widgets.NewPane(p.content, p.inside.High)
	return p
}

// withKey is a field with a key behind it.
func withKey(f *widgets.Field, k *widgets.Key) block {
	b := field(f)
	b.put = func(x, y, w, h float32) {
		high := max(52, theme.Current().Metrics().Touch())
		key := k.MinSize().Width
		place(f, x, y, max(0, min(w-key-theme.Gap12, theme.Current().Metrics().MM(110))), h)
		place(k, x+f.Size().Width+theme.Gap12, y+h-high, key, high)
	}
	return b
}

func (p *printerPage) object() fyne.CanvasObject { return p.pane }

func (p *printerPage) acts() []*widgets.Key { return []*widgets.Key{p.again} }

// fill puts into the fields what the form has.
func (p *printerPage) fill(s State) {
	set(p.network, s.Printer.Network)
	set(p.address, s.Printer.Address)
}

func (p *printerPage) draw(s State) {
	t, f := p.v.t, s.Printer
	if f == nil {
		return
	}
	hint := t.T("setup.tap_plug")
	switch {
	case f.Looking:
		hint = t.T("setup.looking")
	case len(f.Plugs) == 0:
		hint = t.T("setup.no_plugs")
	}
	p.hint.SetWords(hint)
	p.again.SetEnabled(!f.Looking)
	for i, k := range p.plugs {
		show(k, i < len(f.Plugs))
		if i < len(f.Plugs) {
			k.SetLabel(p.plugWords(f.Plugs[i]))
			k.SetKind(kindOf(f.Tried == f.Plugs[i].Address && f.Tried != ""))
			k.SetEnabled(!f.Trying)
		}
	}
	p.netTry.SetEnabled(!f.Trying && f.Network != "")
	outcome, tone := "", widgets.Normal
	switch {
	case f.Trying:
		outcome = t.T("setup.printing")
	case f.Wrong != nil:
		title, what, next := t.Fault(f.Wrong)
		outcome, tone = title+". "+what+" "+next, widgets.Bad
	case f.Tried != "":
		outcome = t.T("setup.page_asked")
	}
	p.outcome.SetWords(outcome)
	p.outcome.SetTone(tone)
	show(p.outcome, outcome != "")
	asked := f.Tried != "" && !f.Trying
	show(p.keep, asked)
	show(p.not, asked)
	show(p.addrFld, f.Details)
	show(p.addrKeep, f.Details)
	p.pane.Arrange()
}

// plugWords says what and where a plug is.
func (p *printerPage) plugWords(plug devices.Plug) string {
	said := p.v.t.T("setup.where." + string(plug.Kind))
	if plug.Name != "" {
		said = plug.Name + " · " + said
	}
	said += " · " + plug.Place
	if plug.Denied {
		said += " · " + p.v.t.T("devices.denied")
	}
	return said
}

func kindOf(chosen bool) widgets.Kind {
	if chosen {
		return widgets.Chosen
	}
	return widgets.Plain
}
