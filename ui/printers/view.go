package printers

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// View draws a picker.
type View struct {
	// OnAsked is called when a page was printed and the screen asks whether it came out well: the answers stand under the fields,
	// where the keyboard on the screen may lie. It may be nil.
	OnAsked func()

	p        *Picker
	t        *text.Text
	pane     *widgets.Pane
	again    *widgets.Key
	hint     *widgets.Paragraph
	plugs    []*widgets.Key
	network  *wedge.Entry
	netTry   *widgets.Key
	outcome  *widgets.Paragraph
	keep     *widgets.Key
	not      *widgets.Key
	none     *widgets.Key
	details  *widgets.Key
	address  *wedge.Entry
	addrFld  *widgets.Field
	addrKeep *widgets.Key
	filled   int
	asked    string // where the page was printed that was asked about last
}

// mostPlugs is how many plugs are shown.
const mostPlugs = 6

// NewView makes a view over a picker and takes its drawings from now on. Where the screen around it has a key of its own for
// going on without a printer, none is false.
func NewView(p *Picker, t *text.Text, router *wedge.Router, none bool) *View {
	v := &View{p: p, t: t}
	v.again = widgets.NewKey(t.T("setup.look_again"), p.Look)
	v.hint = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	for i := range mostPlugs {
		k := widgets.NewKey("", func() {
			if plugs := p.State().Plugs; i < len(plugs) {
				p.Try(plugs[i].Address)
			}
		})
		k.SetIcon("printer")
		k.SetLeft(true)
		v.plugs = append(v.plugs, k)
	}
	v.network, v.address = router.NewEntry(), router.NewEntry()
	v.network.SetPlaceHolder("192.0.2.9")
	v.network.OnChanged, v.address.OnChanged = p.TypeNetwork, p.TypeAddress
	try := func() { p.Try(NetworkAddress(v.network.Text)) }
	v.network.OnSubmitted = func(string) { try() }
	v.netTry = widgets.NewKey(t.T("setup.test_page"), try)
	v.outcome = widgets.NewParagraph("", widgets.Title)
	v.keep = widgets.NewKey(t.T("setup.page_good"), p.Keep)
	v.keep.SetKind(widgets.Accent)
	v.not = widgets.NewKey(t.T("setup.page_not"), p.NotHere)
	v.none = widgets.NewKey(t.T("setup.no_printer"), p.None)
	form.Show(v.none, none)
	v.details = widgets.NewKey(t.T("setup.details"), p.ShowDetails)
	v.addrFld = widgets.NewField(t.T("setup.address"), v.address)
	v.addrKeep = widgets.NewKey(t.T("common.save"), p.KeepAddress)
	v.lay(widgets.NewField(t.T("setup.network_printer"), v.network))
	p.OnDraw(v.draw)
	v.draw(p.State())
	return v
}

// lay writes the parts from top to bottom.
func (v *View) lay(network *widgets.Field) {
	touch := func() float32 { return max(52, theme.Current().Metrics().Touch()) }
	blocks := []form.Block{form.Words(v.hint, theme.Gap12)}
	objects := []fyne.CanvasObject{v.hint}
	for _, k := range v.plugs {
		blocks = append(blocks, form.Object(k, theme.Gap8, touch))
		objects = append(objects, k)
	}
	blocks = append(blocks, form.WithKey(network, v.netTry), form.Words(v.outcome, theme.Gap8), form.Keys(theme.Gap24, v.keep, v.not),
		form.Keys(theme.Gap16, v.none, v.details), form.WithKey(v.addrFld, v.addrKeep))
	v.pane = form.Pane(blocks, append(objects, network, v.netTry, v.outcome, v.keep, v.not, v.none, v.details, v.addrFld, v.addrKeep)...)
}

// Object is what is shown.
func (v *View) Object() fyne.CanvasObject { return v.pane }

// Again is the key that looks for plugs again, for the head of the page.
func (v *View) Again() *widgets.Key { return v.again }

func (v *View) draw(s State) {
	t := v.t
	if v.filled != s.Filled {
		v.filled = s.Filled
		form.Fill(v.network, s.Network)
		form.Fill(v.address, s.Address)
	}
	hint := t.T("setup.tap_plug")
	switch {
	case s.Looking:
		hint = t.T("setup.looking")
	case len(s.Plugs) == 0:
		hint = t.T("setup.no_plugs")
	}
	v.hint.SetWords(hint)
	v.again.SetEnabled(!s.Looking)
	for i, k := range v.plugs {
		form.Show(k, i < len(s.Plugs))
		if i < len(s.Plugs) {
			k.SetLabel(v.plugWords(s.Plugs[i]))
			k.SetKind(form.Chosen(s.Tried != "" && s.Tried == s.Plugs[i].Address))
			k.SetEnabled(!s.Trying)
		}
	}
	v.netTry.SetEnabled(!s.Trying && s.Network != "")
	outcome, tone := "", widgets.Normal
	switch {
	case s.Trying:
		outcome = t.T("setup.printing")
	case s.Wrong != nil:
		outcome, tone = v.why(s.Wrong), widgets.Bad
	case s.Tried != "":
		outcome = t.T("setup.page_asked")
	}
	v.outcome.SetWords(outcome)
	v.outcome.SetTone(tone)
	form.Show(v.outcome, outcome != "")
	asked := s.Tried != "" && !s.Trying
	form.Show(v.keep, asked)
	form.Show(v.not, asked)
	form.Show(v.addrFld, s.Details)
	form.Show(v.addrKeep, s.Details)
	v.pane.Arrange()
	if asked && v.asked != s.Tried && v.OnAsked != nil {
		v.OnAsked()
	}
	v.asked = s.Tried
}

// why says in plain words why no page came out and what to do: there are no sales yet, and no key to print again.
func (v *View) why(err error) string {
	if f, known := fault.Of(err); known && v.t.Has("setup.no_page."+string(f.Code)) {
		place, _ := f.Args["address"].(string)
		if _, behind, is := strings.Cut(place, "://"); is {
			place = behind
		}
		return v.t.T("setup.no_page."+string(f.Code), text.Args{"place": place})
	}
	title, what, next := v.t.Fault(err)
	return title + ". " + what + " " + next
}

// plugWords says what and where a plug is.
func (v *View) plugWords(plug devices.Plug) string {
	said := v.t.T("setup.where." + string(plug.Kind))
	if plug.Name != "" {
		said = plug.Name + " · " + said
	}
	said += " · " + plug.Place
	if plug.Denied {
		said += " · " + v.t.T("devices.denied")
	}
	return said
}
