package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"kassa/app/failpoint"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/ui/checkout"
	"kassa/ui/form"
	"kassa/ui/receipts"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// makers make the views of the rooms, each over a model that outlives its views. A room that is not here is not on the rail.
func (u *UI) makers() map[room.Name]func(room.Place) room.Screen {
	return map[room.Name]func(room.Place) room.Screen{room.Receipts: u.receiptsRoom, room.Cash: u.cashRoom, room.Stock: u.stockRoom, room.Setup: u.setupRoom, room.Offers: u.offersRoom,
		room.Time: u.timeRoom, room.People: u.peopleRoom, room.Journal: u.journalRoom, room.Backup: u.backupRoom}
}

// newModels makes the models of all rooms but the sell screen. They outlive their views, but not the person at the till: what
// one was shown or typed there is not for the next.
func (u *UI) newModels() {
	u.receipts = receipts.New(receipts.Deps{Desk: u.app.Checkout, Press: u.app, Acts: u.acts, Reads: u.reads, Filled: u.filled})
	u.newSetup()
	u.newCash()
	u.newStock()
	u.newOffers()
	u.newStaffRooms()
	u.newJournal()
	u.newBackup()
}

// receiptsRoom makes the view of the room of receipts.
func (u *UI) receiptsRoom(p room.Place) room.Screen { return receipts.NewView(u.receipts, p) }

// showReceipt opens the room of receipts with one of them.
func (u *UI) showReceipt(sale shop.ID) {
	u.receipts.Look(sale)
	u.goTo(room.Receipts)
}

// filled opens the sell screen after lines of a receipt were put into the open basket.
func (u *UI) filled(added int, missing []string) {
	u.model.Filled(added, missing)
	u.goTo(room.Sell)
}

// rooms is which rooms there are for the person at the till, and the one that is open.
type rooms struct {
	make map[room.Name]func(room.Place) room.Screen
	doors
	open   room.Name
	screen room.Screen
}

// sellScreen is the sell screen as a room; its model lives as long as the window, so news reach it by way of the model.
type sellScreen struct {
	*checkout.View
	m *checkout.Model
}

// Scan books a scanned code.
func (s sellScreen) Scan(code string) { s.m.Scan(code) }

// Opened reads the grid anew: goods may have changed in another room.
func (s sellScreen) Opened() { s.m.GoodsChanged(false) }

// Leave lets the person go: the basket stays as it is.
func (s sellScreen) Leave(then func()) { then() }

// Heard does nothing: the window tells the model.
func (s sellScreen) Heard(notice.Notice) {}

// doors are the rooms that a person may enter: those on the rail, in its order, and those behind the card of the person.
type doors struct{ names, behind []room.Name }

// readRooms asks which rooms the person may enter.
func (u *UI) readRooms(ctx context.Context) (d doors, err error) {
	all, err := u.app.Rooms(ctx)
	for _, r := range all {
		name := room.Name(r)
		_, made := u.rooms.make[name]
		switch {
		case name == room.Time || name == room.People || name == room.Journal || name == room.Backup:
			d.behind = append(d.behind, name)
		case made || name == room.Sell:
			d.names = append(d.names, name)
		}
	}
	return d, err
}

// showRail puts the rooms and the person on the rail.
func (u *UI) showRail() {
	items := make([]widgets.RailItem, len(u.rooms.names))
	for i, name := range u.rooms.names {
		items[i] = widgets.RailItem{Icon: string(name), Caption: u.text.T("rail." + string(name))}
	}
	u.rail.SetItems(items)
	u.rail.SetChosen(slices.Index(u.rooms.names, u.rooms.open))
	u.rail.SetPerson(u.person.Code)
}

// tapRail opens the i-th room.
func (u *UI) tapRail(i int) {
	if i < len(u.rooms.names) {
		u.goTo(u.rooms.names[i])
	}
}

// goTo opens a room when the one that is open lets the person go.
func (u *UI) goTo(name room.Name) {
	make := u.rooms.make[name]
	switch {
	case u.broken != nil || u.guard.lock != nil || !slices.Contains(u.rooms.names, name) && !slices.Contains(u.rooms.behind, name):
	case name != u.rooms.open:
		u.rooms.screen.Leave(func() {
			u.rooms.open = name
			if name == room.Sell {
				u.rooms.screen = sellScreen{u.view, u.model}
			} else {
				u.rooms.screen = make(u.place())
			}
			u.enter()
		})
	}
}

// enter shows the open room.
func (u *UI) enter() {
	u.hideKeyboard()
	u.rail.SetChosen(slices.Index(u.rooms.names, u.rooms.open))
	u.window.Canvas().Unfocus()
	u.window.SetContent(u.framed(u.content()))
	u.tellStatus()
	u.tellBanner()
	u.rooms.screen.Opened()
	if u.o.Positions != nil {
		u.acts.Painted(func() { fmt.Fprintln(u.o.Positions, "ROOM", u.rooms.open) })
	}
}

// place is what the room that is made now gets.
func (u *UI) place() room.Place {
	return room.Place{Text: u.text, Currency: u.currency, Router: u.router, Acts: u.acts, Reads: u.reads, Now: u.o.Now, Zone: u.zone,
		Canvas: u.window.Canvas, Go: u.goTo, Say: u.say, HideKeyboard: u.hideKeyboard, Rebuild: u.rebuild}
}

// roomKeys opens the rooms by Ctrl and a digit, in the order of the rail.
func (u *UI) roomKeys() {
	for i, digit := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7} {
		u.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: digit, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { u.tapRail(i) })
	}
}

// scan hands a scanned code to the room that is open.
func (u *UI) scan(code string) {
	_ = failpoint.Hit("window.scan")
	u.guard.touched = u.o.Now()
	switch {
	case u.guard.forgot != nil: // no code that is scanned lets anybody in here
	case u.guard.lock != nil:
		u.guard.lock.Scan(code)
	case u.guard.asks != nil:
		u.guard.asks.Scan(code)
	case u.rooms.screen != nil:
		u.rooms.screen.Scan(code)
	}
}

// key hands a named key to the room that is open.
func (u *UI) key(ev *fyne.KeyEvent) bool {
	u.guard.touched = u.o.Now()
	return u.rooms.screen != nil && u.rooms.screen.Key(ev)
}

func (u *UI) rune(ch rune, fast bool) (undo func()) {
	u.guard.touched = u.o.Now()
	switch {
	case u.guard.sets != nil:
		return u.guard.sets.Rune(ch, fast)
	case u.guard.forgot != nil:
		return nil
	case u.guard.lock != nil:
		return u.guard.lock.Rune(ch, fast)
	case u.guard.asks != nil:
		return u.guard.asks.Rune(ch, fast)
	case u.rooms.screen != nil:
		return u.rooms.screen.Rune(ch, fast)
	}
	return nil
}

// widest is how wide a message may be; it is no wider than its words, so that it covers few keys.
const widest = 860

// saidFor is how long a message at the foot of a room stays.
const saidFor = 6 * time.Second

// say shows a message for a while: at the foot of a room, and over the head of the column where one sells, since at the foot of
// that screen there are keys everywhere.
func (u *UI) say(w room.Words) {
	tone, words := widgets.Normal, w.Text
	if w.Good {
		tone = widgets.Strong
	}
	if w.Err != nil {
		title, what, next := u.text.Fault(w.Err)
		tone, words = widgets.Warning, title+". "+what+" "+next
		u.sound(checkout.Low)
	}
	u.tell(tone, words, "", nil)
}

// offer shows a message with a key for a while.
func (u *UI) offer(words, key string, act func()) { u.tell(widgets.Normal, words, key, act) }

func (u *UI) tell(tone widgets.Tone, words, key string, act func()) {
	u.said.OnAction = func() {
		u.said.Clear()
		u.said.Hide()
		act()
	}
	u.said.Say(tone, words, key)
	u.said.Show()
	u.unsay()
	u.unsay = u.acts.After(saidFor, func() {
		u.said.Clear()
		u.said.Hide()
	})
	u.arrangeContent()
}

// told says a fault, or what was done by the key of its text.
func (u *UI) told(err error, done string) {
	switch {
	case err != nil:
		u.say(room.Words{Err: err})
	case done != "":
		u.say(room.Words{Text: u.text.T(done), Good: true})
	}
}

// sound beeps, where the till has a voice and is to use it.
func (u *UI) sound(b checkout.Beep) {
	if u.o.Sound != nil && u.look.sound {
		u.o.Sound(b)
	}
}

// content is the rail beside the open room, over which lie a message and the keyboard on the screen while there are any.
// The window itself is painted in the colour of the page, so nothing that is painted lies under them: a ground as large as the
// window takes three milliseconds of a picture where OpenGL is done in software.
func (u *UI) content() fyne.CanvasObject {
	if u.rooms.screen == nil {
		u.rooms.open, u.rooms.screen = room.Sell, sellScreen{u.view, u.model}
	}
	screen := u.rooms.screen.Root()
	least := func() fyne.Size {
		return screen.MinSize().AddWidthHeight(u.rail.MinSize().Width, 0).Max(u.rail.MinSize())
	}
	pulse := u.newPulse()
	u.shown = &fyne.Container{Objects: []fyne.CanvasObject{pulse, screen, u.roomBanner, u.said, u.keyboard, u.rail}}
	u.shown.Layout = rows{least, func(s fyne.Size) { u.arrangeRoom(s, pulse, screen) }}
	return u.shown
}

// arrangeContent places the parts again, after a message or the keyboard came or went.
func (u *UI) arrangeContent() {
	if u.shown != nil && u.shown.Size().Width > 0 {
		u.shown.Layout.Layout(u.shown.Objects, u.shown.Size())
		canvas.Refresh(u.shown.Objects[0]) // what was never painted cannot ask to be: the picture is asked for by what was
	}
}

func (u *UI) arrangeRoom(s fyne.Size, pulse, screen fyne.CanvasObject) {
	_ = failpoint.Hit("window.layout")
	m := theme.Current().Metrics()
	rail := m.RailWidth()
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if at := fyne.NewPos(x, y); o.Position() != at {
			o.Move(at)
		}
		if size := fyne.NewSize(w, h); o.Size() != size {
			o.Resize(size)
		}
	}
	put(pulse, 0, 0, s.Width, s.Height)
	put(u.rail, 0, 0, rail, s.Height)
	top := float32(0)
	if u.roomBanner.Visible() {
		high := max(52*m.Grow(), m.Touch())
		put(u.roomBanner, rail+theme.Gap16, theme.Gap8, s.Width-rail-2*theme.Gap16, high)
		top = high + theme.Gap8
	}
	foot := s.Height
	if u.keyboard.Visible() {
		foot -= u.keyboard.High()
		put(u.keyboard, rail, foot, s.Width-rail, u.keyboard.High())
	}
	u.lifted = u.lift(foot)
	put(screen, rail, top-u.lifted, s.Width-rail, s.Height-top)
	if u.said.Visible() {
		high := max(52*m.Grow(), m.Touch())
		if u.selling() {
			left, column := u.view.Head()
			put(u.said, rail+left+theme.Gap8, theme.Gap4, column-2*theme.Gap8, high)
		} else { // the strong keys of a room stand on the right
			w := min(s.Width-rail-2*theme.Gap16, widest, u.said.Wide())
			put(u.said, rail+theme.Gap16, foot-high-theme.Gap16, w, high)
		}
	}
}

// lift is how far the room moves up so that the field that has the keyboard stands above the keyboard on the screen.
func (u *UI) lift(foot float32) float32 {
	if !u.keyboard.Visible() || u.field == nil {
		return 0
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(u.field).Subtract(driver.AbsolutePositionForObject(u.shown))
	return max(0, u.lifted+at.Y+u.field.Size().Height+theme.Gap24-foot)
}

// newKeyboard makes the keyboard on the screen.
func (u *UI) newKeyboard() {
	u.keyboard = form.Keyboard(u.text, u.typed)
	u.keyboard.Hideable(u.hideKeyboard)
}

// typed is the field that the keyboard on the screen writes into: a tap on a key takes the keyboard from it, so it gets it back.
func (u *UI) typed() fyne.Focusable {
	if u.field == nil {
		return nil
	}
	if c := u.window.Canvas(); c.Focused() != fyne.Focusable(u.field) {
		c.Focus(u.field)
	}
	return u.field
}

// selling reports whether the sell screen is open.
func (u *UI) selling() bool { return u.rooms.open == room.Sell }

// hideKeyboard puts the keyboard on the screen away.
func (u *UI) hideKeyboard() {
	u.field = nil
	if u.keyboard.Visible() {
		u.keyboard.Hide()
		u.lifted = 0
		u.arrangeContent()
	}
}

// fieldFocused shows the keyboard on the screen under a field of a room; the sell screen brings its own, and a dialog lies
// over everything.
func (u *UI) fieldFocused(e *wedge.Entry) {
	if u.rooms.open == room.Sell || !u.look.keyboard || u.window.Canvas().Overlays().Top() != nil {
		return
	}
	u.field = e
	u.acts.After(fingerUp, func() {
		if u.field == e && !u.keyboard.Visible() {
			u.keyboard.Show()
		}
		u.arrangeContent()
	})
}

// fingerUp is how long the keyboard waits for the finger that tapped the field: it would come up under it.
const fingerUp = 150 * time.Millisecond
