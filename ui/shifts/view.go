package shifts

import (
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/notice"
	desk "kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// View draws a model and reports what people do; it decides nothing.
type View struct {
	room.Plain
	m     *Model
	in    room.Place
	t     *text.Text
	till  string
	root  *fyne.Container
	head  *widgets.PageHead
	whose *widgets.Text // who, since when, how many receipts
	card  *widgets.Panel
	hold  *fyne.Container // inside the card
	parts map[Page]part
	side  *side
	open  part
	last  State

	turned  time.Time // since when the page is there
	pressed time.Time // when the strong key was pressed last
}

// part is what stands on the card of a page.
type part interface {
	object() fyne.CanvasObject
	draw(s State)
}

// NewView makes the room over a model and takes its drawings from now on; till is the name of the till.
func NewView(m *Model, in room.Place, till string) *View {
	v := &View{m: m, in: in, t: in.Text, till: till}
	v.head = widgets.NewPageHead("", v.t.T("sell.more"))
	v.whose = widgets.NewText("", widgets.Body).SetTone(widgets.Muted).SetAlign(fyne.TextAlignTrailing)
	v.side = newSide(v)
	v.parts = map[Page]part{DeskPage: newDesk(v), OpenPage: newOpening(v), MovePage: newMove(v), SettlePage: newSettle(v), CountPage: newCount(v),
		ResultPage: newResult(v), DonePage: newDone(v), XPage: newX(v)}
	v.hold = laid(func(s fyne.Size) {
		for _, o := range v.hold.Objects {
			form.Place(o, 0, 0, s.Width, s.Height)
		}
	})
	v.card = widgets.NewPanel(widgets.Card, v.hold)
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 480) }, Arrange: v.arrange},
		Objects: []fyne.CanvasObject{v.head, v.whose, v.card, v.side.all}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads how the desk stands.
func (v *View) Opened() { v.m.Open() }

// Heard reads the desk again when something happened to it.
func (v *View) Heard(n notice.Notice) {
	switch n.(type) {
	case notice.ShiftChanged, notice.SaleClosed, notice.JobDone, notice.JobFailed, notice.BasketChanged:
		v.m.Changed()
	}
}

// Rune puts a digit into the field in use; a digit that belongs to a scan is taken back.
func (v *View) Rune(ch rune, _ bool) func() {
	if v.m.Type(ch) {
		return v.m.Backspace
	}
	return nil
}

// Key answers the keys that stand on the buttons.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		v.back()
	case fyne.KeyBackspace:
		v.m.Backspace()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		switch { // words end with Enter; a shift does not
		case v.unfocus():
		case len(v.last.Fields) == 1:
			v.side.confirm()
		default:
			v.m.Next()
		}
	case fyne.KeyDown:
		v.m.Focus(v.last.Focus + 1)
	case fyne.KeyUp:
		v.m.Focus(v.last.Focus - 1)
	case fyne.KeyF12:
		v.side.confirm()
	default:
		return false
	}
	return true
}

// turning is how long a new page takes no confirmation: the second tap of a double tap and a key that is held down would
// confirm what nobody has read. repeating is the pace of a held key, which is one press however long it lasts.
const turning, repeating = 700 * time.Millisecond, 150 * time.Millisecond

// meant reports whether a press of the strong key can be meant for the page that is shown.
func (v *View) meant() bool {
	now := v.in.Now()
	held := now.Sub(v.pressed) < repeating
	v.pressed = now
	return !held && now.Sub(v.turned) >= turning
}

// back leaves the page and gives the keyboard back to the window.
func (v *View) back() {
	v.unfocus()
	v.m.Back()
}

// draw shows a state.
func (v *View) draw(s State) {
	v.last = s
	v.headFor(s)
	v.side.draw(s)
	p := v.parts[s.Page]
	if p == nil {
		v.hold.Objects = nil
		v.open = nil
		v.hold.Refresh()
		return
	}
	p.draw(s)
	if v.open != p {
		if v.open != nil {
			v.unfocus()
		}
		v.open, v.turned = p, v.in.Now()
		v.hold.Objects = []fyne.CanvasObject{p.object()}
		v.hold.Refresh()
	}
	v.arrange(v.root.Size())
}

// headFor puts title and way back into the head.
func (v *View) headFor(s State) {
	switch s.Page {
	case "", DeskPage, OpenPage, DonePage:
		v.head.SetBack("", nil)
	default:
		v.head.SetBack(v.t.T("common.back"), v.back)
	}
	title := v.t.T("rail.cash")
	switch s.Page {
	case MovePage:
		title = v.t.T("cash.kind." + string(s.Kind))
	case "", DeskPage:
	default:
		title = v.t.T("cash.title." + string(s.Page))
		if s.Page == CountPage && s.Opening {
			title = v.t.T("cash.title.float")
		}
	}
	v.head.SetTitle(title + " · " + v.till)
	whose := ""
	if s.Status.Open {
		whose = v.t.T("cash.since", text.Args{"time": v.moment(s.Status.Shift.Opened)}) + " · " + v.t.N("count.receipts", s.Status.Receipts)
	}
	v.whose.SetWords(whose)
}

// moment is a time on the wall: the hour alone, when it was today.
func (v *View) moment(m shop.Moment) string {
	at := m.Local()
	if now := v.in.Now().In(at.Location()); now.YearDay() == at.YearDay() && now.Year() == at.Year() {
		return v.t.Time(at)
	}
	return v.t.ShortDate(at) + " " + v.t.Time(at)
}

func (v *View) money(a money.Amount) string { return v.t.Money(a, v.in.Currency) }

// verdict says in words what a count was over or short.
func (v *View) verdict(difference money.Amount) (words string, tone widgets.Tone) {
	switch {
	case difference > 0:
		return v.t.T("cash.over", text.Args{"sum": v.money(difference)}), widgets.Warning
	case difference < 0:
		return v.t.T("cash.short", text.Args{"sum": v.money(-difference)}), widgets.Bad
	}
	return v.t.T("cash.exact"), widgets.Strong
}

// unsettled says what waits, in words.
func (v *View) unsettled(u desk.Unsettled) string {
	return v.t.N("cash.waits."+string(u.What), int64(u.Count))
}

// sideWide is how wide the column beside the card is.
func (v *View) sideWide(width float32) float32 {
	return max(v.side.least(), min(width*0.27, 360))
}

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	const edge = theme.Gap16
	high := max(48, theme.Current().Metrics().Touch())
	side := v.sideWide(s.Width)
	whose := min(v.whose.MinSize().Width, s.Width*0.55)
	form.Place(v.head, edge, edge, s.Width-2*edge-whose-theme.Gap12, high)
	form.Place(v.whose, s.Width-edge-whose, edge, whose, high)
	top := edge + high + theme.Gap12
	form.Place(v.card, edge, top, s.Width-2*edge-side-theme.Gap16, s.Height-top-edge)
	form.Place(v.side.all, s.Width-edge-side, top, side, s.Height-top-edge)
}
