// Package ui is how people use the till: one window with the rail on the left and the open screen beside it.
//
// The rule: a screen is a model without Fyne and a view that draws it. What takes time goes through a [Queue], news from
// the services arrive here and are handed to the screen on Fyne's thread. Language, colours and the size of text are
// changed while the till runs: the window is built anew over the same model, so nothing of a sale is lost.
//
// A worked example: New reads how the shop is set up, Run shows the window, the model reads the open basket, and the
// till says READY when the first screen is painted. A printer runs out of paper: notice.JobFailed comes, the banner says
// "1 receipt was not printed. No paper" with the key "Print again", and the sale on the screen stays closed.
package ui

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/audit"
	"kassa/ui/backup"
	"kassa/ui/checkout"
	"kassa/ui/founding"
	"kassa/ui/inventory"
	"kassa/ui/offers"
	"kassa/ui/office"
	"kassa/ui/receipts"
	"kassa/ui/room"
	"kassa/ui/safe"
	"kassa/ui/shifts"
	"kassa/ui/staff"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// Options are how a window begins, and what main lends it.
type Options struct {
	Lang        string  // "en" or "ru"; empty: what was chosen last, else the shop's
	Theme       string  // "light" or "dark"; empty: what was chosen last, else light
	PerMM       float32 // canvas units in a millimetre; 0: a 15.6 inch screen of 1366 by 768
	TextPercent int     // 0: what was chosen last, else 100
	Fullscreen  bool
	Version     string
	Now         func() time.Time
	Log         *slog.Logger
	// Opened asks the system whether a window really opened; nil: it is believed.
	Opened func(fyne.Window) bool
	// Window is the one to use, not shown yet; nil: one is made.
	Window fyne.Window
	// Positions gets where named things stand and what is drawn, for tests that drive the real window; nil: nobody does.
	Positions io.Writer
	// Starts is how the computer opens the till by itself; nil: it cannot.
	Starts office.Starter
	// Crashed keeps the report of a mistake that was caught; it is called on any thread. Nil: nobody does.
	Crashed func(Crash)
	// Incident is the number of the mistake after which the program had to start again; empty: it did not.
	Incident string
	// Modes is how the window goes into training mode and out of it; nil: it cannot.
	Modes Modes
	// Sound beeps; nil: silent.
	Sound func(checkout.Beep)
	// Rescuer puts the shop back from a backup, and Reopen makes the window of the shop that stands here then, in the place of this
	// one; nil: that cannot be.
	Rescuer founding.Rescuer
	Reopen  func() (*UI, error)
	// Ways are for tests; the zero value is the real ones.
	Ways Ways
}

// UI is the window of a till.
type UI struct {
	fyne   fyne.App
	app    *app.App
	o      Options
	window fyne.Window
	acts   *Queue
	reads  *Queue
	long   *Queue // checks of the books
	router *wedge.Router
	model  *checkout.Model
	text   *text.Text
	stop   func()

	facts
	person shop.Staff
	look   look

	guard      guard
	rooms      rooms
	view       *checkout.View
	rail       *widgets.Rail
	status     *status
	banner     *widgets.Strip // of the sell screen
	roomBanner *widgets.Strip // over any other room
	said       *widgets.Strip
	unsay      func()
	keyboard   *widgets.ScreenKeyboard
	field      *wedge.Entry // the keyboard on the screen writes into it
	lifted     float32      // how far the room was moved up for it
	shown      *fyne.Container
	setup      *office.Model
	receipts   *receipts.Model
	cash       *shifts.Model
	stock      *inventory.Model
	people     *staff.People
	times      *staff.TimePage
	offers     *offers.Model
	journal    *audit.Model
	backups    *backup.Model
	broken     fyne.CanvasObject // covers everything while the books cannot be written
	uncover    func()            // gives the keys back then

	worst   map[string]devices.State
	unsaid  []unprinted // papers that wait for a person, oldest first
	why     *fault.Error
	drawer  string // the sale at which the drawer did not open
	room    notice.DiskRoom
	mirror  *fault.Error // why the journal is not mirrored; nil: it is, or need not be
	spots   spots
	noTrace error
	broke   time.Time // when a mistake was caught last
}

// New makes the window of a till; nothing shows before Run. It reads how the shop is set up.
func New(fa fyne.App, a *app.App, o Options) (*UI, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	u := &UI{fyne: fa, app: a, o: o, worst: map[string]devices.State{}, person: a.Person(), unsay: func() {}}
	u.acts, u.reads, u.long = NewQueue(u.now, o.Ways), NewQueue(u.now, o.Ways), NewQueue(u.now, o.Ways)
	u.acts.Report, u.reads.Report, u.long.Report = u.report, u.report, u.report
	var err error
	if u.facts, err = u.readFacts(u.now()); err != nil {
		return nil, err
	}
	if err := u.readPapers(); err != nil {
		return nil, err
	}
	if err := u.readLook(); err != nil {
		return nil, err
	}
	lang := func() shop.Lang { return shop.Lang(u.look.lang) }
	u.model = checkout.New(checkout.Deps{Counter: a.Checkout, Goods: shelf{a.Inventory, lang}, Drawer: a.Shifts, Lang: lang, Acts: u.acts, Reads: u.reads, Now: o.Now,
		PrintAgain: a.PrintAgain, PrintGift: a.PrintGift, FindReceipt: a.Checkout.ReceiptByLabel,
		ShowReceipt: u.showReceipt, Sound: u.sound, Badge: u.badge, WholeUnits: !u.look.cents})
	u.acts.Busy, u.acts.Allow = u.model.Busy, u.askAllow
	if u.guard.Guard, err = a.Guard(u.now()); err != nil {
		return nil, err
	}
	u.router = wedge.New(o.Now, u.scan)
	u.router.OnKey, u.router.OnRune, u.router.OnField, u.router.Beats = u.key, u.rune, u.fieldFocused, u.acts.ways.Beats
	if u.window = o.Window; u.window == nil {
		u.window = fa.NewWindow("Kassa")
	}
	u.window.SetPadded(false)
	u.window.SetMaster()
	u.window.SetFullScreen(o.Fullscreen)
	u.router.Attach(u.window.Canvas())
	u.window.Canvas().AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) {
		if u.rooms.open == room.Sell && u.guard.lock == nil && !u.router.Grabbed() {
			u.view.Undo()
		}
	})
	u.newModels()
	u.roomKeys()
	u.rooms.make = u.makers()
	if u.rooms.doors, err = u.readRooms(u.now()); err != nil {
		return nil, err
	}
	return u, u.dress()
}

// facts are what the window says of the shop.
type facts struct {
	currency money.Currency
	lang     shop.Lang // of the shop
	name     string    // of the shop
	dayStart int       // hour at which its business day begins
	till     string
	since    time.Time // begin of the shift on the wall; zero: none
	zone     *time.Location
}

// readFacts asks the services; it may run beside Fyne's thread.
func (u *UI) readFacts(ctx context.Context) (f facts, err error) {
	set, err := u.app.SetUp(ctx)
	if err != nil {
		return f, err
	}
	f = facts{currency: set.Shop.Currency, lang: set.Shop.Lang, zone: set.Shop.Zone, name: set.Shop.Name, dayStart: set.Shop.DayStart, till: set.Till.Code}
	shift, found, err := u.app.Shifts.Current(ctx)
	if found {
		f.since = shift.Opened.Local()
	}
	return f, err
}

// readPapers finds the receipts that wait for a person since before the start.
func (u *UI) readPapers() error {
	jobs, err := u.app.Outbox.Open(u.now())
	for _, j := range jobs {
		u.remember(string(j.ID), string(j.Kind), j.Why)
	}
	return err
}

// build makes everything that is seen, in the language and the look that are in force.
func (u *UI) build() error {
	if err := u.dress(); err != nil {
		return err
	}
	u.furnish(u.window.SetContent)
	return nil
}

// dress takes up the language and the look that are in force.
func (u *UI) dress() error {
	t, err := text.For(u.look.lang)
	if err != nil {
		return err
	}
	u.text = t.With(u.currency)
	if err := theme.SpeakFyne(u.look.lang); err != nil {
		return err
	}
	u.fyne.Settings().SetTheme(theme.New(theme.Settings{Dark: u.look.dark, PerMM: cmp.Or(u.o.PerMM, u.look.perMM), TextPercent: u.look.text,
		PhonePad: u.look.phonePad}))
	title := u.text.T("app.window_title", text.Args{"till": u.text.T("status.till_name", text.Args{"code": u.till})})
	if u.app.Training() {
		title = u.text.T("training.window", text.Args{"title": title})
	}
	u.window.SetTitle(title)
	return nil
}

// furnish makes everything that is seen and hands it to the window.
func (u *UI) furnish(show func(fyne.CanvasObject)) {
	u.status, u.banner = newStatus(u), widgets.NewStrip()
	u.banner.OnAction = u.answerBanner
	u.banner.Hide()
	u.roomBanner, u.said = widgets.NewStrip(), widgets.NewStrip()
	u.roomBanner.OnAction = u.answerBanner
	u.roomBanner.Hide()
	u.said.Hide()
	u.newKeyboard()
	u.rail = widgets.NewRail(u.lockCaption())
	u.rail.OnTap, u.rail.OnPerson, u.rail.OnLock = u.tapRail, u.openPerson, func() { u.lock("lock") }
	u.view = checkout.NewView(u.model, checkout.Around{Text: u.text, Router: u.router, Status: u.status.all, Banner: u.banner,
		Cashier: u.cashier(), Till: u.app.Till(), Lefty: u.look.lefty, Drawn: u.drawn, WayToShift: u.wayToShift})
	u.rooms.screen = sellScreen{u.view, u.model}
	if make, made := u.rooms.make[u.rooms.open]; made {
		u.rooms.screen = make(u.place())
	} else {
		u.rooms.open = room.Sell
	}
	u.showRail()
	show(u.framed(u.content()))
	u.tellStatus()
	u.tellBanner()
}

// rows is a layout made of two functions.
type rows struct {
	least   func() fyne.Size
	arrange func(fyne.Size)
}

func (r rows) MinSize([]fyne.CanvasObject) fyne.Size     { return r.least() }
func (r rows) Layout(_ []fyne.CanvasObject, s fyne.Size) { r.arrange(s) }

// now is the context of what is asked for now: by the person who is at the till.
func (u *UI) now() context.Context { return u.app.As(context.Background()) }

// cashier is who sells, in words.
func (u *UI) cashier() string {
	if u.person.Name != "" {
		return u.person.Name
	}
	return u.text.T("status.cashier", text.Args{"code": u.person.Code})
}

// opens is how long the system has to open a window.
const opens = time.Second

// Run shows the window and returns when it is closed. The fault NoWindow says that the system could not open one.
func (u *UI) Run() error {
	u.stop = u.app.Board.Listen(u.hear)
	u.show()
	u.acts.Painted(func() { u.window.SetIcon(theme.AppIcon()) }) // its picture is large; the task bar can wait for it
	u.acts.After(opens, func() {
		if u.o.Opened != nil && !u.o.Opened(u.window) {
			u.noTrace = fault.New(fault.NoWindow, nil)
			u.fyne.Quit()
		}
		u.acts.ways.Spawn(debug.FreeOSMemory) // what only the start needed goes back to the system
	})
	u.fyne.Run()
	u.Close()
	return u.noTrace
}

// show opens the window. The system takes longer for that than everything else takes together, so the letters and the
// first basket are read meanwhile, and what is seen is made when the window asks how large it must be, which it does
// right before it paints: the first picture is whole, and nothing is laid out twice.
func (u *UI) show() {
	var beside sync.WaitGroup
	beside.Add(2)
	u.acts.ways.Spawn(func() { defer beside.Done(); theme.ReadFonts() })
	u.acts.ways.Spawn(func() { defer beside.Done(); u.read() })
	stage := &fyne.Container{}
	u.window.SetContent(stage)
	furnish := sync.OnceFunc(func() {
		beside.Wait()
		u.furnish(func(all fyne.CanvasObject) {
			stage.Objects, stage.Layout = []fyne.CanvasObject{all}, rows{all.MinSize, all.Resize}
			all.Resize(stage.Size())
		})
	})
	stage.Layout = rows{func() fyne.Size { furnish(); return stage.MinSize() }, func(fyne.Size) {}}
	u.window.Show()
	furnish() // where no window opened nobody asked
	u.attend()
}

// attend does what goes on as long as the window is open.
func (u *UI) attend() {
	safe.Catch(u.caught)
	u.tick()
	u.stand()
	u.askClock()
	u.sayAgain()
	if u.o.Positions != nil {
		u.tellMode()
		u.spots.keys = targets{out: u.o.Positions, window: u.window, queue: u.acts}
		u.spots.keys.tell(func() bool { return u.stop != nil })
	}
}

// Open begins to listen to the services and shows the open basket in a window that is there already.
func (u *UI) Open() error {
	u.stop = u.app.Board.Listen(u.hear)
	u.read()
	if err := u.build(); err != nil {
		return err
	}
	u.attend()
	return nil
}

// read reads the open basket and the goods at once.
func (u *UI) read() { u.acts.AtOnce(func() { u.reads.AtOnce(u.model.Open) }) }

// Close ends the listening.
func (u *UI) Close() {
	if u.stop != nil {
		u.stop()
		u.stop = nil
		safe.Catch(nil)
	}
}

// Window is the window, for tests.
func (u *UI) Window() fyne.Window { return u.window }

// tick brings the clock forward, once a minute.
func (u *UI) tick() {
	u.tellStatus()
	now := u.o.Now()
	u.acts.After(now.Truncate(time.Minute).Add(time.Minute).Sub(now), func() {
		if u.stop != nil {
			u.tick()
		}
	})
}
