package ui

import (
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"kassa/ui/checkout"
)

// spots tells tests that drive the real window where things are and what is drawn. Lines on Options.Positions:
//
//	READY
//	POS exact 943 676 306 79
//	STATE total=135 lines=1 version=1 change=0 receipt= refused=0
//
// POS is x, y, width and height in canvas units; a name that is gone is told with a size of 0. Every line is written after what it says was painted.
type spots struct {
	ready bool
	state string
	found string // what a search found last
	at    map[string]string
}

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
	if !s.Grid.Search {
		u.spots.found = ""
	}
	if found := fmt.Sprintf("FOUND %q %d", s.Query, s.Grid.Count); s.Grid.Search && s.Grid.Ready && found != u.spots.found {
		u.spots.found = found
		fmt.Fprintln(u.o.Positions, found)
	}
	if !u.spots.ready && s.Grid.Ready {
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
	for name := range u.spots.at {
		if _, there := now[name]; !there {
			fmt.Fprintf(u.o.Positions, "POS %s 0 0 0 0\n", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if u.spots.at[name] != now[name] {
			fmt.Fprintf(u.o.Positions, "POS %s %s\n", name, now[name])
		}
	}
	u.spots.at = now
}
