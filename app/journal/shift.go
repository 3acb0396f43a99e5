package journal

import (
	"encoding/json"
	"fmt"

	"kassa/app/money"
	"kassa/app/shop"
)

// The kinds of records about the drawer; version 1 each. A ShiftOpen by a person, who counted a float, is version 2.
const (
	CashMove   = "cash_move"
	NoSale     = "no_sale"
	Count      = "count"
	ShiftClose = "shift_close"
	XReport    = "x_report"
	CountBegun = "count_begun"
)

// OfShiftOpening says that a person opened a shift: with which float, what the shift before had left, the difference that
// was booked because of that (the zero move: none), and what was counted (the zero count: the float was taken as offered).
func OfShiftOpening(s shop.Shift, left money.Amount, difference shop.CashMove, counted shop.CashCount) Body {
	return &fact{ShiftOpen, 2, 768 + 40*len(counted.Pieces), func(w *writer) {
		w.int("at", s.Opened.At.UnixMilli())
		w.open("counts", '[')
		if counted.ID != "" {
			w.item()
			appendCount(w, &counted)
			w.close('}')
		}
		w.close(']')
		w.int("day", int64(s.Opened.Day))
		w.int("float", int64(s.Float))
		w.int("hour", int64(s.Opened.Hour))
		w.text("id", string(s.ID))
		w.text("kind", ShiftOpen)
		w.int("left", int64(left))
		appendCashMoves(w, difference)
		w.int("no", s.No)
		w.int("offset", int64(s.Opened.OffsetMin))
		w.text("opened_by", string(s.OpenedBy))
		w.text("till", string(s.Till))
	}}
}

// OfCashMove says that money went into the drawer or out of it without a sale, or that it was opened for nothing. The
// reason stands as a hash.
func OfCashMove(m shop.CashMove) Body {
	kind := CashMove
	if m.Kind == shop.CashNoSale {
		kind = NoSale
	}
	return factOf(kind, 384, func(w *writer) {
		w.int("amount", int64(m.Amount))
		w.text("id", string(m.ID))
		w.text("kind", kind)
		w.hex("reason", NoteHash(m.ID, 0, m.Reason))
		w.text("shift", string(m.Shift))
		w.text("type", string(m.Kind))
	})
}

// appendCashMoves writes the moves that an act made beside what it is about; a zero move is none.
func appendCashMoves(w *writer, moves ...shop.CashMove) {
	w.open("moves", '[')
	for _, m := range moves {
		if m.ID == "" {
			continue
		}
		w.item()
		w.int("amount", int64(m.Amount))
		w.text("id", string(m.ID))
		w.hex("reason", NoteHash(m.ID, 0, m.Reason))
		w.text("shift", string(m.Shift))
		w.text("type", string(m.Kind))
		w.close('}')
	}
	w.close(']')
}

// OfCount says what a person counted in the drawer, and not what was expected.
func OfCount(c shop.CashCount) Body {
	return factOf(Count, 384+40*len(c.Pieces), func(w *writer) { appendCount(w, &c) })
}

func appendCount(w *writer, c *shop.CashCount) {
	w.text("id", string(c.ID))
	w.text("kind", Count)
	w.int("no", c.No)
	w.text("phase", string(c.Phase))
	w.open("pieces", '[')
	for _, p := range c.Pieces {
		w.item()
		w.int("count", p.Count)
		w.int("worth", int64(p.Worth))
		w.close('}')
	}
	w.close(']')
	w.text("shift", string(c.Shift))
	w.int("total", int64(c.Total))
}

// OfCountBegun says that the drawer was opened to be counted; shift is empty before one is opened.
func OfCountBegun(shift shop.ID) Body {
	return factOf(CountBegun, 128, func(w *writer) {
		w.text("kind", CountBegun)
		w.text("shift", string(shift))
	})
}

// OfXReport says that somebody had the figures of an open shift printed.
func OfXReport(shift shop.ID) Body {
	return factOf(XReport, 128, func(w *writer) {
		w.text("kind", XReport)
		w.text("shift", string(shift))
	})
}

// OfShiftClose says a Z report whole, and the moves that were booked with it: over or short, and what was taken out. The
// note to whoever opens next stands as a hash.
func OfShiftClose(z shop.Z, moves ...shop.CashMove) Body {
	return factOf(ShiftClose, 1280+256*(len(moves)+len(z.Sales.Taxes)+len(z.Sales.Tenders)), func(w *writer) {
		s, c := z.Sales, z.Cash
		w.int("all_returned", int64(z.AllReturned))
		w.int("all_sold", int64(z.AllSold))
		w.int("at", z.At.At.UnixMilli())
		w.open("cash", '{')
		w.int("drop", int64(c.Drop))
		w.int("expected", int64(c.Expected()))
		w.int("expense", int64(c.Expense))
		w.int("float", int64(c.Float))
		w.int("in", int64(c.In))
		w.int("out", int64(c.Out))
		w.int("sales", int64(c.Sales))
		w.close('}')
		w.text("closed_by", string(z.By))
		w.text("count", string(z.Count))
		w.int("counted", int64(z.Counted))
		w.int("day", int64(z.At.Day))
		w.int("difference", int64(z.Difference))
		w.text("head_hash", z.HeadHash)
		w.int("head_seq", z.HeadSeq)
		w.int("hour", int64(z.At.Hour))
		w.text("id", string(z.ID))
		w.int("kept", int64(z.Kept))
		w.text("kind", ShiftClose)
		appendCashMoves(w, moves...)
		w.int("no", z.No)
		w.hex("note", NoteHash(z.ID, 0, z.Note))
		w.int("offset", int64(z.At.OffsetMin))
		appendShiftSales(w, &s)
		w.text("shift", string(z.Shift.ID))
		w.int("taken", int64(z.Taken))
		w.text("till", string(z.Shift.Till))
		w.open("undone", '{')
		w.int("basket_worth", int64(z.BasketWorth))
		w.int("baskets", z.Baskets)
		w.int("lines", z.Lines)
		w.int("lines_worth", int64(z.LinesWorth))
		w.int("no_sales", z.NoSales)
		w.close('}')
	})
}

func appendShiftSales(w *writer, s *shop.ShiftSales) {
	w.open("sales", '{')
	w.int("discount", int64(s.Discount))
	w.text("first", s.First)
	w.text("last", s.Last)
	w.int("net", int64(s.Net))
	w.int("receipts", s.Receipts)
	w.int("returned", int64(s.Returned))
	w.int("returns", s.Returns)
	w.int("rounding", int64(s.Rounding))
	w.int("sold", int64(s.Sold))
	w.int("tax", int64(s.Tax))
	w.open("taxes", '[')
	for _, t := range s.Taxes {
		w.item()
		w.int("amount", int64(t.Amount))
		w.int("base", int64(t.Base))
		w.text("code", t.Code)
		w.flag("inclusive", t.Inclusive)
		w.int("rate", int64(t.Rate))
		w.close('}')
	}
	w.close(']')
	w.open("tenders", '[')
	for _, t := range s.Tenders {
		w.item()
		w.int("amount", int64(t.Amount))
		w.int("receipts", t.Receipts)
		w.text("tender", t.Tender)
		w.close('}')
	}
	w.close(']')
	w.close('}')
}

// Worth is what a record of kind [LineRemoved], [BasketCleared] or [ParkedDeleted] says was given up.
func Worth(r shop.Record) (money.Amount, error) {
	var said struct {
		Body struct{ Total money.Amount } `json:"body"`
	}
	if err := json.Unmarshal(r.Body, &said); err != nil {
		return 0, fmt.Errorf("journal: record %d of till %s: %w", r.Seq, r.Till, err)
	}
	return said.Body.Total, nil
}
