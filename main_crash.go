package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"kassa/data"
	"kassa/ui"
)

// The environment of a program that starts again after a mistake that it could not catch.
const (
	againCount    = "KASSA_AGAIN"          // how often it did so, one soon after the other
	againIncident = "KASSA_AGAIN_INCIDENT" // the number of the mistake
)

// mostAgain is how often a program starts again by itself, when it each time ran for less than steady: a mistake that comes with
// the first picture must end.
const (
	mostAgain = 3
	steady    = 10 * time.Minute
)

// keepCrash writes a crash file into the shop's folder, where there is one: the program, the system, the mistake, the place. What
// is in the books is not in it.
func (h *house) keepCrash(c ui.Crash) {
	if h.home == nil {
		return
	}
	now := h.now()
	report := fmt.Sprintf("Kassa %s, %s, %s/%s\n%s\n%s\n%v\n\n%s", programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH,
		now.UTC().Format(time.RFC3339), c.Incident, c.What, c.Stack)
	if err := h.home.KeepCrash(now, c.Incident, report); err != nil && h.logger != nil {
		h.logger.Error("the crash file", "err", err)
	}
}

// watchFatal lets Go write what no program can catch into the shop's folder; the next start makes a crash file of it.
func (h *house) watchFatal(home *data.Home) error {
	f, err := home.FatalLog(h.now())
	if err != nil {
		return err
	}
	err = debug.SetCrashOutput(f, debug.CrashOptions{})
	if e := f.Close(); err == nil { // Go keeps a copy of its own
		err = e
	}
	return err
}

// again starts the program anew in the place of this one, whose window broke: with the same arguments, once the shop is closed.
// It returns when that may not be, or cannot.
func (h *house) again(since time.Time) error {
	if h.crashed == "" || h.home == nil {
		return nil
	}
	if _, err := os.Stat(h.home.Dir()); err != nil {
		return nil // a demo shop that was thrown away
	}
	count, _ := strconv.Atoi(os.Getenv(againCount)) // nothing there: none
	if h.now().Sub(since) >= steady {
		count = 0
	}
	if count >= mostAgain {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for name, value := range map[string]string{againCount: strconv.Itoa(count + 1), againIncident: h.crashed} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	// A training that goes on is known; one that is over does not begin again by itself.
	return replace(self, slices.DeleteFunc(slices.Clone(os.Args), func(a string) bool { return a == "--training" }))
}
