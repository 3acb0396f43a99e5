package receipts

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Asker is what a dialog needs of the window it lies over.
type Asker struct {
	Text   *text.Text
	Router *wedge.Router
	Canvas fyne.Canvas
	// Closed is called when the dialog is gone, with whatever came of it; may be nil.
	Closed func()
}

// Tender asks with which tender a receipt was really paid, and for the number of the slip where that tender needs one.
// was says how it was booked.
func (a Asker) Tender(was string, tenders []shop.Tender, then func(code, ref string)) {
	t := a.Text
	var choices []widgets.Choice
	for _, one := range tenders {
		choices = append(choices, widgets.Choice{Label: one.Names.In(shop.Lang(t.Lang())), Kind: widgets.Soft, OnTap: func() {
			if one.NeedsRef {
				a.ref(one, then)
			} else {
				then(one.Code, "")
			}
		}})
	}
	choices = append(choices, widgets.Choice{Label: t.T("receipts.cancel"), Kind: widgets.Plain, Cancel: true})
	modal := widgets.NewModal(t.T("receipts.tender_title"), was+" "+t.T("receipts.tender_ask"), nil, choices...)
	a.open(modal)
}

// ref asks for the number of a slip, by fingers or by the keyboard.
func (a Asker) ref(tender shop.Tender, then func(code, ref string)) {
	t := a.Text
	entry := a.Router.NewEntry()
	var modal *widgets.Modal
	done := func() {
		if ref := strings.TrimSpace(entry.Text); ref != "" {
			modal.Close()
			then(tender.Code, ref)
		}
	}
	entry.OnChanged = func(s string) { modal.Enable(1, strings.TrimSpace(s) != "") }
	entry.OnSubmitted = func(string) { done() }
	pad := widgets.NewNumberPad(widgets.PadOptions{NoDouble: true}, func(k widgets.PadKey) {
		if n, digit := k.Digit(); digit {
			entry.SetText(entry.Text + string(rune('0'+n)))
		} else if typed := []rune(entry.Text); len(typed) > 0 {
			entry.SetText(string(typed[:len(typed)-1]))
		}
	})
	name := tender.Names.In(shop.Lang(t.Lang()))
	body := &fyne.Container{Layout: entryOverPad{}, Objects: []fyne.CanvasObject{entry, pad}}
	modal = widgets.NewModal(t.T("receipts.ref_title"), t.T("receipts.ref_ask", text.Args{"tender": name}), body,
		widgets.Choice{Label: t.T("receipts.cancel"), Kind: widgets.Plain, Cancel: true},
		widgets.Choice{Label: t.T("receipts.ref_enter"), Kind: widgets.Accent, OnTap: done, Default: true, Stay: true, Off: true})
	a.open(modal)
	a.Canvas.Focus(entry)
}

func (a Asker) open(modal *widgets.Modal) {
	modal.OnClosed = a.Closed
	modal.Open(a.Canvas, a.Router)
}

// entryOverPad puts a field of a finger's height over a number pad.
type entryOverPad struct{}

func (entryOverPad) high() float32 { return max(52, theme.Current().Metrics().Touch()) }

// MinSize is Fyne's way to ask how large it is.
func (l entryOverPad) MinSize(all []fyne.CanvasObject) fyne.Size {
	return all[1].MinSize().AddWidthHeight(0, l.high()+theme.Gap12)
}

// Layout is Fyne's way to place the parts.
func (l entryOverPad) Layout(all []fyne.CanvasObject, s fyne.Size) {
	all[0].Resize(fyne.NewSize(s.Width, l.high()))
	all[1].Move(fyne.NewPos(0, l.high()+theme.Gap12))
	all[1].Resize(fyne.NewSize(s.Width, s.Height-l.high()-theme.Gap12))
}
