package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/widgets"
)

// parlour is a room that remembers what arrived, with one field.
type parlour struct {
	room.Plain
	in      room.Place
	root    fyne.CanvasObject
	scans   []string
	opened  int
	heard   []notice.Notice
	unsaved bool
	ask     func() // what the question about unsaved words would do
}

func newParlour(in room.Place) *parlour {
	p := &parlour{in: in}
	name := widgets.NewField("Name", in.Router.NewEntry())
	name.Resize(fyne.NewSize(300, 90))
	name.Move(fyne.NewPos(100, 600))
	p.root = container.NewWithoutLayout(widgets.NewText("A room", widgets.Heading), name)
	return p
}

func (p *parlour) Root() fyne.CanvasObject { return p.root }
func (p *parlour) Scan(code string)        { p.scans = append(p.scans, code) }
func (p *parlour) Opened()                 { p.opened++ }
func (p *parlour) Heard(n notice.Notice)   { p.heard = append(p.heard, n) }

func (p *parlour) Leave(then func()) {
	if p.unsaved {
		p.ask = then
		return
	}
	then()
}

// withParlour is a till whose stock room is a parlour.
func withParlour(t *testing.T) (*house, func() *parlour) {
	h := newHouse(t, uitest.Standard())
	var last *parlour
	h.ui.rooms.make[room.Stock] = func(in room.Place) room.Screen {
		last = newParlour(in)
		return last
	}
	var err error
	if h.ui.rooms.doors, err = h.ui.readRooms(h.ui.now()); err != nil {
		t.Fatal(err)
	}
	h.ui.showRail()
	return h, func() *parlour { return last }
}

func TestTheOpenRoomGetsScansAndNews(t *testing.T) {
	h, parlour := withParlour(t)
	h.TapText("Stock")
	p := parlour()
	if p == nil || p.opened != 1 || !h.Shows("A room") {
		t.Fatal("the room did not open")
	}
	h.ui.scan("4006381333931")
	h.app.Board.Post(notice.ProductsChanged{})
	if len(p.scans) != 1 || len(p.heard) == 0 {
		t.Errorf("the room got the scans %v and the news %v", p.scans, p.heard)
	}
	h.TapText("Sell")
	h.ui.scan("4006381333931")
	h.sees("Whole milk 1 l")
	if len(p.scans) != 1 {
		t.Error("a scan went to a room that is not open")
	}
}

func TestARoomWithUnsavedWordsHoldsThePersonBack(t *testing.T) {
	h, parlour := withParlour(t)
	h.TapText("Stock")
	parlour().unsaved = true
	h.TapText("Sell")
	if !h.Shows("A room") {
		t.Fatal("the room was left without a question")
	}
	parlour().ask()
	if h.Shows("A room") {
		t.Error("the room is still open after the person let go")
	}
}

func TestAFaultIsSaidAtTheFootAndGoesAway(t *testing.T) {
	h, parlour := withParlour(t)
	h.TapText("Stock")
	parlour().in.Say(room.Words{Err: fault.New(fault.EmptyName, nil)})
	if h.ui.said.Words() == "" || !h.ui.said.Visible() {
		t.Fatal("nothing was said")
	}
	h.pass(saidFor)
	if h.ui.said.Visible() {
		t.Error("the message stays for ever")
	}
}

func TestAMessageIsNoWiderThanItsWords(t *testing.T) {
	h, parlour := withParlour(t)
	h.TapText("Stock")
	parlour().in.Say(room.Words{Text: "Booked", Good: true})
	short := h.ui.said.Size().Width
	parlour().in.Say(room.Words{Text: strings.Repeat("A long sentence. ", 9), Good: true})
	if long := h.ui.said.Size().Width; short > 160 || long < 4*short || long > widest {
		t.Errorf("one word is %v wide, nine sentences are %v", short, long)
	}
}

func TestTheKeyboardOnTheScreenComesUnderAField(t *testing.T) {
	h, _ := withParlour(t)
	h.TapText("Stock")
	if h.ui.keyboard.Visible() {
		t.Fatal("the keyboard is there before a field has it")
	}
	h.TapAt(h.Find("Name").Middle().AddXY(60, 40))
	h.pass(fingerUp)
	if !h.ui.keyboard.Visible() {
		t.Fatal("the keyboard did not come")
	}
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.ui.field); at.Y+h.ui.field.Size().Height > h.ui.keyboard.Position().Y {
		t.Errorf("the field at %v is hidden by the keyboard at %v", at, h.ui.keyboard.Position())
	}
	h.TapText("q")
	if got := h.ui.field.Text; got != "q" {
		t.Errorf("the key q wrote %q", got)
	}
	h.TapText("Sell")
	if h.ui.keyboard.Visible() {
		t.Error("the keyboard stays when the room is left")
	}
}
