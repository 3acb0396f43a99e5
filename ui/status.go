package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/devices"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// status says in words what time it is, at which till, since when the shift runs, and the worst state of a device.
type status struct {
	u      *UI
	all    *fyne.Container
	device *widgets.Strip
	till   *widgets.Text
	shift  *widgets.Text
	wide   float32 // what it asked for when it was placed last
}

func newStatus(u *UI) *status {
	s := &status{u: u, device: widgets.NewStrip()}
	s.till = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted).SetAlign(fyne.TextAlignTrailing)
	s.shift = widgets.NewText("", widgets.Caption).SetTone(widgets.Muted).SetAlign(fyne.TextAlignTrailing)
	s.device.Hide()
	s.all = &fyne.Container{Layout: rows{s.least, s.arrange}, Objects: []fyne.CanvasObject{s.device, s.till, s.shift}}
	return s
}

func (s *status) words() float32 {
	return max(s.till.MinSize().Width, s.shift.MinSize().Width) + 2
}

func (s *status) deviceWidth() float32 {
	if !s.device.Visible() {
		return 0
	}
	return theme.Current().Metrics().Text(200)
}

func (s *status) least() fyne.Size {
	w := s.words()
	if d := s.deviceWidth(); d > 0 {
		w += d + theme.Gap12
	}
	return fyne.NewSize(w, 2*s.till.MinSize().Height)
}

func (s *status) arrange(size fyne.Size) {
	w, h := s.words(), s.till.MinSize().Height
	top := (size.Height - 2*h) / 2
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	put(s.till, size.Width-w, top, w, h)
	put(s.shift, size.Width-w, top+h, w, h)
	put(s.device, 0, 4, max(0, size.Width-w-theme.Gap12), size.Height-8)
}

// tellStatus brings the words up to date.
func (u *UI) tellStatus() {
	t := u.text
	now := u.o.Now().In(u.zone)
	u.status.till.SetWords(t.T("status.till", text.Args{"time": t.Time(now), "till": t.T("status.till_name", text.Args{"code": u.till})}))
	u.status.shift.SetWords(u.sinceWords())
	u.tellLock()
	words := ""
	if ill, found := u.worstDevice(); found {
		words = u.deviceWords(ill)
	} else if u.mirror != nil {
		words = t.T("status.no_mirror")
	}
	was := u.status.wide
	if words == "" {
		u.status.device.Hide()
	} else {
		u.status.device.Say(widgets.Warning, words, "")
		u.status.device.Show()
	}
	if u.status.wide = u.status.least().Width; was != u.status.wide {
		u.view.Rearrange()
		u.status.arrange(u.status.all.Size())
	}
}

// sinceWords says since when the shift runs.
func (u *UI) sinceWords() string {
	if u.since.IsZero() {
		return u.text.T("status.no_shift")
	}
	return u.text.T("status.shift_since", text.Args{"time": u.text.Time(u.since)})
}

// receiptPrinter is the key of the printer that the banner speaks of.
const receiptPrinter = "printer.receipt"

// worstDevice is the one that needs a person most; healthy ones are silent.
func (u *UI) worstDevice() (worst devices.State, found bool) {
	var all []devices.State
	for _, s := range u.worst {
		said := s.Device == receiptPrinter && len(u.unsaid) > 0 // by the banner
		if s.Health >= devices.Warning && !said {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return worst, false
	}
	return slices.MinFunc(all, func(a, b devices.State) int {
		return cmp.Or(cmp.Compare(b.Health, a.Health), cmp.Compare(b.Device, a.Device))
	}), true
}

// deviceWords says what is wrong with a device.
func (u *UI) deviceWords(s devices.State) string {
	if s.Fault != nil {
		title, _, _ := u.text.Fault(s.Fault)
		return title
	}
	kind, _, _ := strings.Cut(s.Device, ".")
	name, state := u.text.T("device.name."+kind), "device.state.warning"
	if s.Health == devices.Failed {
		state = "device.state.failed"
	}
	return u.text.T("device.line", text.Args{"name": name, "state": u.text.T(state)})
}
