package ui

import (
	"context"
	"io"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/founding"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/wedge"
)

// AssistantOptions are how the assistant of the first start begins, and what main lends it.
type AssistantOptions struct {
	Founder   founding.Founder
	Lang      string // of the system
	Region    string // of the system; may be empty
	Zone      string // of the system; may be empty
	Dark      bool
	Log       *slog.Logger
	Window    fyne.Window // not shown yet
	Opened    func(fyne.Window) bool
	Positions io.Writer
	// Rescue puts a shop back from a backup; where its Why is set the assistant begins with that.
	Rescue *founding.Rescue
	// Till makes the window of the till over the shop that was founded; note is what became of its price list, may be empty.
	Till func() (till *UI, note func(*text.Text) string, err error)
	// Ways are for tests; the zero value is the real ones.
	Ways Ways
}

// Assistant is the window of the first start: it asks, founds the shop, and becomes the window of its till.
type Assistant struct {
	fyne   fyne.App
	o      AssistantOptions
	queue  *Queue
	router *wedge.Router
	model  *founding.Model
	view   *founding.View
	till   *UI // nil: the shop is not founded yet
	teller targets
	err    error
}

// report logs a mistake of the program; there is no folder yet that could keep more of it.
func (o AssistantOptions) report(c Crash) {
	o.Log.Error("a mistake of the program", "incident", c.Incident, "err", c.What, "stack", string(c.Stack))
}

// NewAssistant makes the window; nothing shows before Run.
func NewAssistant(fa fyne.App, o AssistantOptions) (*Assistant, error) {
	a := &Assistant{fyne: fa, o: o, queue: NewQueue(context.Background, o.Ways)}
	a.queue.Report = o.report
	a.router = wedge.New(unhurried(), func(string) {})
	a.router.OnKey = func(ev *fyne.KeyEvent) bool { return a.view.Key(ev) }
	a.router.OnRune = func(ch rune, fast bool) func() { return a.view.Rune(ch, fast) }
	a.router.OnField = func(e *wedge.Entry) { a.queue.After(fingerUp, func() { a.view.Focused(e) }) }
	a.model = founding.New(founding.Deps{Founder: o.Founder, Queue: a.queue, Lang: o.Lang, Region: o.Region, Zone: o.Zone,
		Rescue: o.Rescue, Speak: a.speak, Done: a.done})
	o.Window.SetPadded(false)
	o.Window.SetMaster()
	a.router.Attach(o.Window.Canvas())
	return a, a.build(o.Lang)
}

// unhurried is a clock by which every letter comes a second after the one before: nobody scans while a shop is founded, and
// what a person typed while the window was busy is no code.
func unhurried() func() time.Time {
	var at time.Time
	return func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

// build makes what is seen in a language.
func (a *Assistant) build(lang string) error {
	said, err := text.For(lang)
	if err != nil {
		return err
	}
	if err := theme.SpeakFyne(lang); err != nil {
		return err
	}
	a.fyne.Settings().SetTheme(theme.New(theme.Settings{Dark: a.o.Dark}))
	a.o.Window.SetTitle("Kassa")
	a.view = founding.NewView(a.model, said, a.router, a.o.Window.Canvas)
	a.o.Window.SetContent(a.view.Root())
	a.view.Opened()
	return nil
}

// speak builds the window anew in another language.
func (a *Assistant) speak(lang string) { a.fail(a.build(lang)) }

// fail ends the window; Run returns why.
func (a *Assistant) fail(err error) {
	if err != nil {
		a.err = err
		a.fyne.Quit()
	}
}

// done makes the window that of the till.
func (a *Assistant) done() {
	till, note, err := a.o.Till()
	if err == nil {
		a.till = till
		err = till.Open()
	}
	if err != nil {
		a.fail(err)
		return
	}
	if said := note(till.text); said != "" {
		till.say(room.Words{Text: said})
	}
}

// Run shows the window and returns when it is closed. The fault NoWindow says that the system could not open one.
func (a *Assistant) Run() error {
	a.o.Window.Show()
	a.queue.Painted(func() { a.o.Window.SetIcon(theme.AppIcon()) })
	a.queue.After(opens, func() {
		if a.o.Opened != nil && !a.o.Opened(a.o.Window) {
			a.fail(fault.New(fault.NoWindow, nil))
		}
	})
	if a.o.Positions != nil {
		a.teller = targets{out: a.o.Positions, window: a.o.Window, queue: a.queue}
		a.teller.tell(func() bool { return a.till == nil })
	}
	a.fyne.Run()
	if a.till != nil {
		a.till.Close()
	}
	return a.err
}

// Window is the window, for tests.
func (a *Assistant) Window() fyne.Window { return a.o.Window }
