package receipts

import (
	"fyne.io/fyne/v2"

	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// View draws the room and reports taps and keys; it decides nothing.
type View struct {
	room.Plain
	m     *Model
	in    room.Place
	text  *text.Text
	last  State
	root  *fyne.Container
	head  *widgets.PageHead
	list  *listPart
	queue *queuePart
	right *widgets.Panel
	paper *paperPart
	job   *jobPart
}

// NewView makes the room's screen over a model and takes its drawings from now on.
func NewView(m *Model, in room.Place) *View {
	v := &View{m: m, in: in, text: in.Text}
	t := v.text
	v.head = widgets.NewPageHead(t.T("rail.receipts"), t.T("common.more"))
	v.list, v.queue = newList(v), newQueue(v)
	v.paper, v.job = newPaper(v), newJob(v)
	inside := &fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{v.paper.all, v.job.all}}
	v.right = widgets.NewPanel(widgets.SideColumn, inside)
	v.root = &fyne.Container{Layout: places{v.leastSize, v.arrange}, Objects: []fyne.CanvasObject{v.head, v.list.all, v.queue.all, v.right}}
	m.Show(v.draw, v.say)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads what was sold and printed meanwhile.
func (v *View) Opened() { v.m.Opened() }

// Scan finds a receipt by its number, or what was sold under a code.
func (v *View) Scan(code string) { v.m.Scan(code) }

// Rune lets a person search without a tap into the field.
func (v *View) Rune(ch rune, _ bool) (undo func()) {
	before := v.last.Text
	if v.last.Page != List || v.last.Picking || ch == ' ' && before == "" {
		return nil
	}
	v.m.Type(before + string(ch))
	return func() { v.m.Type(before) }
}

// Heard takes news.
func (v *View) Heard(n notice.Notice) { v.m.Heard(n) }

// Key answers a named key.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	m := v.m
	switch ev.Name {
	case fyne.KeyF2:
		v.list.search.Focus()
	case fyne.KeyF4:
		m.Copy()
	case fyne.KeyF9:
		v.paper.keyF9()
	case fyne.KeyUp:
		m.Move(-1)
	case fyne.KeyDown:
		m.Move(1)
	case fyne.KeyPageUp:
		m.Move(-10)
	case fyne.KeyPageDown:
		m.Move(10)
	case fyne.KeyBackspace:
		if text := []rune(v.last.Text); v.last.Page == List && len(text) > 0 {
			m.Type(string(text[:len(text)-1]))
		}
	case fyne.KeyEscape:
		v.list.search.Unfocus()
		v.in.HideKeyboard()
		if v.last.Picking {
			m.Pick(false)
		}
	default:
		return false
	}
	return true
}

// draw paints a state.
func (v *View) draw(s State) {
	v.last = s
	t := v.text
	waiting := t.T("receipts.queue")
	if n := len(s.Queue.Failed); n > 0 {
		waiting = t.T("receipts.queue_waiting", text.Args{"count": int64(n)})
	}
	v.head.SetPages([]string{t.T("receipts.list"), waiting}, func(i int) {
		v.in.HideKeyboard()
		v.m.ShowPage(Page(i))
	})
	v.head.SetPage(int(s.Page))
	show(v.list.all, s.Page == List)
	show(v.paper.all, s.Page == List)
	show(v.queue.all, s.Page == Queue)
	show(v.job.all, s.Page == Queue)
	if s.Page == List {
		v.list.draw(s)
		v.paper.draw(s)
	} else {
		v.queue.draw(s)
		v.job.draw(s)
	}
}

// say tells a message at the foot of the window.
func (v *View) say(s Said) {
	t := v.text
	words := room.Words{Err: s.Err, Good: true}
	switch s.Key {
	case CopyPrints:
		words.Text = t.T("receipts.copy_prints")
	case GiftPrints:
		words.Text = t.T("sell.paid.gift_printing")
	case TenderCorrected:
		words.Text = t.T("sell.paid.corrected")
	case NothingAdded:
		words.Text, words.Good = MissingWords(t, s.Missing), false
	case JobsPrint:
		words.Text = t.T("receipts.jobs_print")
	case JobGivenUp:
		words.Text = t.T("receipts.job_given_up")
	}
	v.in.Say(words)
}

// MissingWords says what could not be put into the sale again; nothing is "".
func MissingWords(t *text.Text, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return t.T("receipts.missing", text.Args{"names": join(names)})
}

// join names a few things.
func join(names []string) string {
	const most = 3
	said := ""
	for i, name := range names {
		if i == most {
			return said + " …"
		}
		if i > 0 {
			said += ", "
		}
		said += name
	}
	return said
}

func (v *View) lang() shop.Lang { return shop.Lang(v.text.Lang()) }

// tender is what the shop calls a tender.
func (v *View) tender(code string) string {
	for _, t := range v.last.Tenders {
		if name := t.Names.In(v.lang()); t.Code == code && name != "" {
			return name
		}
	}
	return code
}

func (v *View) leastSize() fyne.Size { return fyne.NewSize(520+columnWidth(1024), 560) }

// columnWidth is the width of the right column on a screen of a width; it is that of the sell screen.
func columnWidth(all float32) float32 {
	m := theme.Current().Metrics()
	return min(max(all*0.333, 372), 460*(1+(m.Grow()-1)*0.5))
}

func (v *View) arrange(s fyne.Size) {
	w := columnWidth(s.Width)
	left := s.Width - w
	place(v.right, left, 0, w, s.Height)
	const side = theme.Gap16
	high := v.head.MinSize().Height
	place(v.head, side, theme.Gap16, left-2*side, high)
	top := theme.Gap16 + high + theme.Gap12
	for _, o := range []fyne.CanvasObject{v.list.all, v.queue.all} {
		place(o, side, top, left-2*side, max(0, s.Height-top-theme.Gap12))
	}
}

// places is a layout made of two functions.
type places struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

// MinSize is Fyne's way to ask how large it is.
func (p places) MinSize([]fyne.CanvasObject) fyne.Size { return p.least() }

// Layout is Fyne's way to place the parts.
func (p places) Layout(_ []fyne.CanvasObject, s fyne.Size) { p.arrange(s) }

func nothing() fyne.Size { return fyne.Size{} }

// fill gives each thing the whole room but the hairline on the left.
type fill struct{}

// MinSize is Fyne's way to ask how large it is.
func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is Fyne's way to place the parts.
func (fill) Layout(all []fyne.CanvasObject, s fyne.Size) {
	for _, o := range all {
		place(o, 1, 0, s.Width-1, s.Height)
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(w, h); o.Size() != size {
		o.Resize(size)
	}
}

func show(o fyne.CanvasObject, yes bool) {
	if o.Visible() == yes {
		return
	}
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}
