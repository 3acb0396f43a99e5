package journal

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// The kinds of records about sales that are put aside; version 1 each.
const (
	Parked        = "parked"
	Resumed       = "resumed"
	Swapped       = "swapped"
	ParkedDeleted = "parked_deleted"
)

// OfParked says that a basket was put aside. The name it was put aside under stands as a hash ("note").
func OfParked(c shop.Cart, total money.Amount) Body {
	return factOf(Parked, 512, func(w *writer) {
		w.text("basket", string(c.ID))
		w.text("kind", Parked)
		w.int("lines", int64(len(c.Lines)))
		w.hex("note", NoteHash(c.ID, 0, c.Name))
		w.int("total", int64(total))
	})
}

// OfResumed says that a basket that was put aside is on the screen again.
func OfResumed(c shop.Cart) Body {
	return factOf(Resumed, 256, func(w *writer) {
		w.text("basket", string(c.ID))
		w.text("kind", Resumed)
		w.int("lines", int64(len(c.Lines)))
	})
}

// OfSwapped says that a basket that was put aside is on the screen again, and that the one that was there was put aside
// in its place, with what it was worth.
func OfSwapped(c, aside shop.Cart, total money.Amount) Body {
	return factOf(Swapped, 384, func(w *writer) {
		w.text("aside", string(aside.ID))
		w.int("aside_lines", int64(len(aside.Lines)))
		w.text("basket", string(c.ID))
		w.text("kind", Swapped)
		w.int("lines", int64(len(c.Lines)))
		w.int("total", int64(total))
	})
}

// OfParkedDeleted says that a basket that was put aside was given up: all that was in it, what it was worth, how many
// seconds after its last scan it went, whether the total had been shown and whether a tender had been begun.
func OfParkedDeleted(c shop.Cart, total money.Amount, seconds int64, totalShown, tenderStarted bool) Body {
	return factOf(ParkedDeleted, 384+256*len(c.Lines), func(w *writer) {
		w.text("basket", string(c.ID))
		w.text("kind", ParkedDeleted)
		appendCartLines(w, c.Lines)
		w.hex("name", NoteHash(c.ID, 0, c.Name))
		w.int("opened", c.Opened.At.UnixMilli())
		w.int("parked", c.ParkedAt)
		w.int("seconds", seconds)
		w.flag("tender_started", tenderStarted)
		w.int("total", int64(total))
		w.flag("total_shown", totalShown)
	})
}
