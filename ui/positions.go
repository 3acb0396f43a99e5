package ui

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/ui/checkout"
	"kassa/ui/widgets"
)

// spots tells tests that drive the real window where things are and what is drawn. Lines on Options.Positions:
//
//	READY
//	POS exact 943 676 306 79
//	STATE total=135 lines=1 version=1 change=0 receipt= refused=0
//
//	KEY 943 676 306 79 Confirm count
//	ROOM receipts
//	PERSON C1
//	CAUGHT ABCD-1234
//	FAULT not_enough
//	MODE training
//
// POS and KEY say x, y, width and height in canvas units; what is gone is told with a size of 0. Every line is written after
// what it says was painted. KEY names what can be tapped in the open room or dialog by its words; the second of the same
// words is "Copy #2". ROOM is the room that was opened. PERSON says who is at the till, nobody while it is locked. CAUGHT says
// that a mistake of the program was caught, FAULT what the sell screen says went wrong, nothing when it says no more. MODE is "training" or
// "shop", whenever the window begins to show one.
type spots struct {
	ready bool
	state string
	found string // what a search found last
	fault string // what the sell screen says went wrong
	at    map[string]string
	keys  targets
}

// targets tells what can be tapped in a window.
type targets struct {
	out    io.Writer
	window fyne.Window
	queue  *Queue
	told   map[string]string
}

// tell tells what changed, again and again as long as it is wanted.
func (g *targets) tell(wanted func() bool) {
	g.queue.After(telling, func() {
		if !wanted() {
			return
		}
		g.queue.Painted(func() {
			root := g.window.Canvas().Overlays().Top()
			if root == nil {
				root = g.window.Content()
			}
			now := map[string]string{}
			for _, t := range widgets.Targets(root) {
				label := strings.ReplaceAll(t.Label, "\n", " ")
				for n := 2; now[label] != ""; n++ {
					label = fmt.Sprintf("%s #%d", t.Label, n)
				}
				now[label] = fmt.Sprintf("%.0f %.0f %.0f %.0f", t.At.X, t.At.Y, t.Size.Width, t.Size.Height)
			}
			tellChanges(g.out, "KEY %[2]s %[1]s\n", g.told, now)
			g.told = now
			g.tell(wanted)
		})
	})
}

// tellPerson tells who is at the till now.
func (u *UI) tellPerson() {
	if u.o.Positions != nil {
		fmt.Fprintln(u.o.Positions, strings.TrimSpace("PERSON "+u.person.Code))
	}
}

// tellMode tells whether the window shows the training till.
func (u *UI) tellMode() {
	mode := "shop"
	if u.app.Training() {
		mode = "training"
	}
	fmt.Fprintln(u.o.Positions, "MODE", mode)
}

// telling is how often it is looked what can be tapped.
const telling = 100 * time.Millisecond

// drawn is told by the screen after each drawing.
func (u *UI) drawn(s checkout.State) {
	if u.o.Positions == nil {
		return
	}
	u.acts.Painted(func() { u.tellSpots(s) })
}

func (u *UI) tellSpots(s checkout.State) {
	if u.broken == nil && u.view != nil {
		u.tellPlaces()
	}
	total, receipt, change := s.Basket.Cash.Due, "", int64(0)
	if s.Paid != nil {
		receipt, change = s.Paid.Sale.Label(), int64(s.Paid.Change)
	}
	line := fmt.Sprintf("STATE total=%d lines=%d version=%d change=%d receipt=%s refused=%d",
		total, len(s.Basket.Cart.Lines), s.Basket.Cart.Version, change, receipt, s.Refused)
	if line != u.spots.state {
		u.spots.state = line
		fmt.Fprintln(u.o.Positions, line)
	}
	code := ""
	if f, is := fault.Of(s.Words.Err); is {
		code = string(f.Code)
	}
	if code != u.spots.fault {
		u.spots.fault = code
		fmt.Fprintln(u.o.Positions, strings.TrimSpace("FAULT "+code))
	}
	if !s.Goods.Search {
		u.spots.found = ""
	}
	if found := fmt.Sprintf("FOUND %q %d", s.Query, s.Goods.Count); s.Goods.Search && s.Goods.Ready && found != u.spots.found {
		u.spots.found = found
		fmt.Fprintln(u.o.Positions, found)
	}
	if !u.spots.ready && s.Goods.Ready {
		u.spots.ready = true
		fmt.Fprintln(u.o.Positions, "READY")
	}
}

// tellPlaces tells the places that changed.
func (u *UI) tellPlaces() {
	now := map[string]string{}
	for name, spot := range u.view.Spots() {
		now[name] = fmt.Sprintf("%.0f %.0f %.0f %.0f", spot.At.X, spot.At.Y, spot.Size.Width, spot.Size.Height)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(u.rail)
	now["setup"] = fmt.Sprintf("%.0f %.0f %.0f %.0f", at.X, at.Y+78, u.rail.Size().Width, float32(60))
	tellChanges(u.o.Positions, "POS %s %s\n", u.spots.at, now)
	u.spots.at = now
}

// tellChanges tells what stands elsewhere now, and what is gone.
func tellChanges(out io.Writer, form string, was, now map[string]string) {
	for name := range was {
		if _, there := now[name]; !there {
			fmt.Fprintf(out, form, name, "0 0 0 0")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if was[name] != now[name] {
			fmt.Fprintf(out, form, name, now[name])
		}
	}
}
