package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"
	"github.com/go-gl/glfw/v3.3/glfw"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/peripherals/sound"
	"kassa/ui"
	"kassa/ui/checkout"
	_ "kassa/ui/tongue" // is ready before Fyne is
)

// appID is that of FyneApp.toml; a test keeps them equal.
const appID = "org.kassa.till"

// toolkit is what a window needs and the books do not; empty before a window is wanted.
type toolkit struct {
	fyne   fyne.App
	window fyne.Window
	ran    bool // the toolkit runs once
}

// wakeUp makes the window, not shown yet. Fault: NoWindow, where there is no screen at all.
func (k *toolkit) wakeUp() (err error) {
	if k.window != nil {
		return nil // the assistant showed it already
	}
	defer func() {
		if p := recover(); p != nil { // the toolkit panics where it finds no screen
			err = fault.Wrap(fault.NoWindow, nil, fmt.Errorf("%v", p))
		}
	}()
	// Rendered text is kept for ten seconds: memory then levels off at 156 instead of 206 MB.
	if err := os.Setenv("FYNE_CACHE", "10s"); err != nil {
		return err
	}
	fyneapp.SetMetadata(fyne.AppMetadata{ID: appID, Name: "Kassa", Version: programVersion()})
	k.fyne = fyneapp.NewWithID(appID)
	k.window = k.fyne.NewWindow("Kassa")
	return nil
}

// runWindow shows the till until its window is closed. Fault: NoWindow, where the system has no OpenGL.
func (h *house) runWindow(ctx context.Context, a *app.App, w cli.Window) (err error) {
	defer h.survive(&err)
	m := h.modes(a, w)
	defer func() { err = errors.Join(err, m.close()) }()
	window, err := m.first(ctx)
	if err != nil {
		return err
	}
	fit(window.Window())
	h.closeWith(ctx)
	h.ran = true
	return window.Run()
}

// survive turns a panic of the window into an error, and keeps what is known of it.
func (h *house) survive(err *error) {
	if p := recover(); p != nil {
		c := ui.NewCrash(p, debug.Stack())
		h.crashed = c.Incident
		h.keepCrash(c)
		if h.logger != nil {
			h.logger.Error("the window broke", "incident", c.Incident, "panic", p, "stack", string(c.Stack))
		}
		*err = fmt.Errorf("the window broke: %w", c.What)
	}
}

// showFailure shows in a window what could not be done; where there can be no window, nobody can be told.
func (h *house) showFailure(title, text, next string) {
	var err error
	defer h.survive(&err)
	if !h.ran && h.wakeUp() == nil {
		ui.ShowFailure(h.fyne, h.window, title, text, next)
	}
}

// closeWith closes the window when the context ends.
func (h *house) closeWith(ctx context.Context) {
	go func() {
		<-ctx.Done()
		fyne.Do(h.window.Close)
	}()
}

// tillWindow makes the window of a till; hush ends its voice.
func (h *house) tillWindow(a *app.App, w cli.Window, m *modes) (window *ui.UI, hush func(), err error) {
	speaker := sound.Open()
	beep := func(b checkout.Beep) {
		tone := sound.High
		if b == checkout.Low {
			tone = sound.Low
		}
		speaker.Play(tone)
	}
	window, err = ui.New(h.fyne, a, ui.Options{Window: h.window, Lang: w.Lang, Theme: w.Theme, Fullscreen: w.Fullscreen,
		Version: programVersion(), Now: h.now, Log: h.logger, Opened: reallyOpened, Crashed: h.keepCrash,
		Incident: os.Getenv(againIncident), Sound: beep, Starts: startsAgain{window: w}, Modes: m, Positions: positions(), Rescuer: m.rescuer(),
		Reopen: m.reopen})
	if err != nil {
		speaker.Close()
	}
	return window, speaker.Close, err
}

// fit makes the window as large as a till's screen, but no larger than the screen there is: where no window manager sees to
// that, the money side would be out of sight.
func fit(w fyne.Window) {
	size := fyne.NewSize(1366, 768)
	if monitor := glfw.GetPrimaryMonitor(); monitor != nil {
		mode, scale := monitor.GetVideoMode(), w.Canvas().Scale()
		size = fyne.NewSize(min(size.Width, float32(mode.Width)/scale), min(size.Height, float32(mode.Height)/scale))
	}
	w.Resize(size)
}

// positions is where the window says what it draws and where, for tests that drive it.
func positions() io.Writer {
	if os.Getenv("KASSA_POSITIONS") == "" {
		return nil
	}
	return os.Stdout
}

// reallyOpened reports whether the system made a window: without OpenGL the toolkit goes on without one.
func reallyOpened(w fyne.Window) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	native, is := w.(driver.NativeWindow)
	if !is {
		return true
	}
	native.RunNative(func(ctx any) {
		switch c := ctx.(type) {
		case driver.X11WindowContext:
			ok = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			ok = c.HWND != 0
		default:
			ok = true
		}
	})
	return ok
}
