package ui

import (
	"context"
	"testing"
	"time"

	"kassa/ui/uitest"
)

func TestADoubtfulClockIsAskedAboutBeforeTheFirstSale(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.wand("4006381333931")
	h.TapText("Exact cash")
	h.sees("Receipt A-0000001")
	h.ui.Close()
	h.now = h.now.Add(48 * time.Hour)
	h.start(uitest.Standard())
	if err := h.app.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.app.Close(context.Background()) })
	h.sees("Is the clock right?")
	h.wand("4006381333931")
	if h.Shows("€1.35") {
		t.Fatal("a sale began by a clock that nobody looked at")
	}
	h.TapText("Check again")
	h.sees("Is the clock right?")
	h.TapText("Yes, it is right")
	h.wand("4006381333931")
	h.sees("€1.35")
}
