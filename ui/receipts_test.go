//go:build cgo

package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"kassa/peripherals/sim"
	"kassa/ui/uitest"
)

func TestAScannedReceiptIsLookedAtCorrectedAndSoldAgain(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand(milk)
	h.wand(coffee)
	h.Press(fyne.KeyF11) // by card, whose slip has a number here
	h.sees("Number of the slip")
	h.TapText("4")
	h.TapText("7")
	h.TapText("Card")
	h.sees("Paid", "€7.10", "Wrong tender · 30 s")
	h.drain()
	h.wand("A-0000001")
	h.sees("Receipt A-0000001", "Whole milk 1 l", "TOTAL EUR", "Reference 47", "printed", "A-0000001")
	h.TapText("Wrong tender")
	h.sees("€7.10 was booked as Card.", "How was it really paid?")
	h.TapText("Leave it as it is")
	h.TapText("Into the sale")
	h.TapText("All lines")
	h.TapText("Put 2 lines into the sale")
	h.sees("2 lines · 2 pieces", "2 lines were added at today's prices.", "Exact cash")
	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.sees("Receipt A-0000002", "€8.45")
}

func TestAPaperThatIsGivenUpIsNoLongerSaid(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.printer.Fail(sim.PaperOut)
	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.drain()
	h.sees("Not printed: Receipt")
	h.TapText("Receipts")
	h.TapText("Print queue · 1")
	h.TapText("Receipt A-0000001")
	h.sees("The printer is out of paper", "waits for you")
	h.TapText("Give up")
	h.sees("Receipt A-0000001 will not be printed.")
	h.TapText("Give up")
	h.sees("No paper waits for you", "given up")
	h.seesNot("Not printed", "Print queue · 1")
}
