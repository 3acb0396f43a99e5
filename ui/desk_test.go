package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/ui/uitest"
)

func TestATillWhoseShiftWasClosedWaitsForTheNextOne(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.pass(time.Second)
	h.drain()
	h.TapText("Cash")
	h.pass(time.Second)
	h.Press(fyne.KeyF12) // count
	h.pass(time.Second)
	h.Type("1")
	h.Press(fyne.KeyF12) // so it is
	h.pass(time.Second)
	h.Press(fyne.KeyF12) // close
	h.pass(time.Second)
	h.sees("Z report 1")
	h.TapText("Sell")
	h.pass(time.Second)
	h.sees("no shift")

	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.pass(time.Second)
	h.sees("No shift is open. Open the shift.", "Open the shift", "€1.35")
	h.TapText("Open the shift")
	h.pass(time.Second)
	h.sees("No shift is open", "€100.00 should lie in the drawer")
	h.Press(fyne.KeyReturn)
	h.pass(time.Second)
	h.TapText("Sell")
	h.pass(time.Second)
	h.sees("shift since 09:", "€1.35")
	h.Press(fyne.KeyF9)
	h.pass(time.Second)
	h.sees("No change", "A-0000002")
	h.seesNot("No shift is open")
}
