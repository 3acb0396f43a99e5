package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// openSetup shows the little set-up of this release: language, colours, size of text, side of the basket, version.
func (u *UI) openSetup() {
	if u.broken != nil || u.setup != nil && u.setup.IsOpen() {
		return
	}
	t := u.text
	var all []fyne.CanvasObject
	row := func(label string, choices ...choice) {
		all = append(all, widgets.NewText(label, widgets.Body).SetTone(widgets.Muted))
		for _, c := range choices {
			k := widgets.NewKey(c.label, func() { u.choose(c) })
			if c.now {
				k.SetKind(widgets.Chosen)
			}
			all = append(all, k)
		}
	}
	l := &u.look
	row(t.T("setup.language"), choice{"English", l.lang == text.English, "ui.lang", text.English, func() { l.lang = text.English }},
		choice{"Русский", l.lang == text.Russian, "ui.lang", text.Russian, func() { l.lang = text.Russian }})
	row(t.T("setup.theme"), choice{t.T("setup.light"), !l.dark, "ui.theme", "light", func() { l.dark = false }},
		choice{t.T("setup.dark"), l.dark, "ui.theme", "dark", func() { l.dark = true }})
	row(t.T("setup.text"), choice{"100 %", l.text == 100, "ui.text", "100", func() { l.text = 100 }},
		choice{"130 %", l.text == 130, "ui.text", "130", func() { l.text = 130 }})
	row(t.T("setup.side"), choice{t.T("setup.left"), l.lefty, "ui.side", "left", func() { l.lefty = true }},
		choice{t.T("setup.right"), !l.lefty, "ui.side", "right", func() { l.lefty = false }})
	all = append(all, widgets.NewText("Kassa "+u.o.Version, widgets.Caption).SetTone(widgets.Muted))
	u.setup = widgets.NewPopover(&fyne.Container{Layout: table{}, Objects: all})
	u.setup.OpenUnder(u.window.Canvas(), u.rail.Item(slices.Index(u.rooms.names, room.Setup)))
}

// choice is one key of the set-up.
type choice struct {
	label      string
	now        bool
	key, value string
	do         func()
}

func (u *UI) choose(c choice) {
	u.setup.Close()
	if c.now {
		return
	}
	c.do()
	u.rebuild()
	u.keep(c.key, c.value)
}

// rebuild makes the window anew over the same model.
func (u *UI) rebuild() {
	if err := u.build(); err != nil {
		u.o.Log.Error("the window could not be built anew", "err", err)
		return
	}
	u.model.GoodsChanged(false)
}

// table lays rows of a label and two keys, and one text under them.
type table struct{}

func (table) size() (label, key, high float32) {
	m := theme.Current().Metrics()
	return m.Text(150), max(m.MM(34), m.Text(120)), m.Touch()
}

// MinSize is Fyne's way to ask how large it is.
func (t table) MinSize(all []fyne.CanvasObject) fyne.Size {
	label, key, high := t.size()
	rows := float32(len(all) / 3)
	return fyne.NewSize(label+2*(key+theme.Gap8), rows*(high+theme.Gap8)+theme.Gap24)
}

// Layout is Fyne's way to place the parts.
func (t table) Layout(all []fyne.CanvasObject, _ fyne.Size) {
	label, key, high := t.size()
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	y := float32(0)
	for i := 0; i+2 < len(all); i += 3 {
		put(all[i], 0, y, label, high)
		put(all[i+1], label+theme.Gap8, y, key, high)
		put(all[i+2], label+key+2*theme.Gap8, y, key, high)
		y += high + theme.Gap8
	}
	put(all[len(all)-1], 0, y, label+2*key, theme.Gap24)
}
