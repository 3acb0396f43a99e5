package audit

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// View draws the page and reports what people do; it decides nothing.
type View struct {
	room.Plain
	m      *Model
	in     room.Place
	t      *text.Text
	last   State
	root   *fyne.Container
	head   *widgets.PageHead
	export []*widgets.Key
	list   *listPart
	whole  *wholePart
	verify *checkPart
	fit    *checkPart
}

// NewView makes the page over a model and takes its drawings from now on.
func NewView(m *Model, in room.Place) *View {
	v := &View{m: m, in: in, t: in.Text}
	t := v.t
	v.head = widgets.NewPageHead(t.T("audit.title"), t.T("common.more"))
	v.head.SetPages([]string{t.T("audit.list"), t.T("audit.check")}, func(i int) { m.ShowTab(Tab(i)) })
	for _, format := range []string{"csv", "xlsx"} {
		v.export = append(v.export, widgets.NewKey(t.T("audit.export_"+format), func() { m.Export(format) }))
	}
	v.list, v.whole = newList(v), newWhole(v)
	v.verify = newCheck(v, "audit.verify", m.Verify)
	v.fit = newCheck(v, "audit.fit", m.Reconcile)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 400) }, Arrange: v.arrange},
		Objects: []fyne.CanvasObject{v.head, v.list.all, v.whole.card, v.verify.card, v.fit.card}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads the newest records.
func (v *View) Opened() { v.m.Open() }

func (v *View) draw(s State) {
	v.last = s
	v.head.SetPage(int(s.Tab))
	listed := s.Tab == Done
	if listed {
		v.head.SetActs(v.export...)
	} else {
		v.head.SetActs()
	}
	for _, k := range v.export {
		k.SetEnabled(s.Ready && !s.Exporting && len(s.Entries) > 0)
	}
	form.Show(v.list.all, listed)
	form.Show(v.whole.card, listed)
	form.Show(v.verify.card, !listed)
	form.Show(v.fit.card, !listed)
	if listed {
		v.list.draw(s)
		v.whole.draw(s)
		return
	}
	v.verify.draw(s.Verify, v.t.N("count.records", s.Verify.Count), func() []string { return s.Found.Facts(v.t) }, s.Found.OK(), v.sound(s.Found.OK()),
		s.Found.Lines(v.t), s.Found.Unwritten != nil)
	v.fit.draw(s.Fit, v.t.N("count.receipts", s.Fit.Count), func() []string { return s.Fitted.Facts(v.t) }, s.Fitted.OK(), v.fits(s.Fitted.OK()),
		s.Fitted.Lines(v.t), false)
}

func (v *View) sound(yes bool) string {
	if yes {
		return v.t.T("verify.content")
	}
	return v.t.T("verify.wrong")
}

func (v *View) fits(yes bool) string {
	if yes {
		return v.t.T("audit.fits")
	}
	return v.t.T("audit.fits_not")
}

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := v.head.MinSize().Height
	form.Place(v.head, 0, 0, s.Width, high)
	top := high + theme.Gap12
	rest := s.Height - top
	side := min(max(s.Width*0.34, 300), 420*theme.Current().Metrics().Grow())
	form.Place(v.list.all, 0, top, s.Width-side-theme.Gap12, rest)
	form.Place(v.whole.card, s.Width-side, top, side, rest)
	half := (s.Width - theme.Gap12) / 2
	form.Place(v.verify.card, 0, top, half, rest)
	form.Place(v.fit.card, half+theme.Gap12, top, half, rest)
}
