package journal

import (
	"crypto/ed25519"
	"time"

	"kassa/app/money"
	"kassa/app/shop"
)

// The kinds of records about baskets, shifts, the set-up and the till itself; version 1 each, but for BasketCleared, which
// says in version 2 why as well, and ShopInit, which says in version 2 how the shop was set up.
const (
	LineRemoved    = "line_removed"
	BasketCleared  = "basket_cleared"
	ShiftOpen      = "shift_open"
	SettingsChange = "settings_change"
	StaffAdd       = "staff_add"
	ShopInit       = "shop_init"
	Start          = "start"
	Stop           = "stop"
	VerifyResult   = "verify_result"
	JobReprint     = "job_reprint"
	ClockJump      = "clock_jump"
	Recovery       = "recovery"
	Export         = "export"
	Allowed        = "allowed"
)

// fact is a body that is written once; write names its keys in ascending order, "v" comes last.
type fact struct {
	kind    string
	version int64
	about   int
	write   func(*writer)
}

func factOf(kind string, about int, write func(*writer)) Body { return &fact{kind, 1, about, write} }

func (f *fact) Kind() string               { return f.kind }
func (f *fact) Canonical() ([]byte, error) { return canonical(f) }
func (f *fact) size() int                  { return f.about }

func (f *fact) append(w *writer) {
	w.b = append(w.b, '{')
	f.write(w)
	w.int("v", f.version)
	w.close('}')
}

// OfLineRemoved says that a line was taken out of a basket before it was paid: what it was worth, how many seconds
// after its scan it went, whether the total had been shown and whether a tender had been begun.
func OfLineRemoved(basket shop.ID, l shop.CartLine, worth money.Amount, seconds int64, totalShown, tenderStarted bool) Body {
	return factOf(LineRemoved, 512, func(w *writer) {
		w.text("barcode", l.Barcode)
		w.text("basket", string(basket))
		w.text("kind", LineRemoved)
		appendNames(w, l.Names)
		w.int("no", int64(l.No))
		w.int("price", int64(l.Price))
		w.text("product", string(l.Product))
		w.int("qty", int64(l.Qty))
		w.int("seconds", seconds)
		w.text("sku", l.SKU)
		w.flag("tender_started", tenderStarted)
		w.int("total", int64(worth))
		w.flag("total_shown", totalShown)
	})
}

// OfBasketCleared says that a basket was given up, with all that was in it, how many seconds after its last scan, whether
// the total had been shown and whether a tender had been begun; reason is one of the shop's own, or empty where nobody was
// asked. Version 1 says neither reason nor seconds, version 2 a reason, version 3 both.
func OfBasketCleared(c shop.Cart, total money.Amount, seconds int64, totalShown, tenderStarted bool, reason string) Body {
	version := int64(1)
	switch {
	case seconds > 0:
		version = 3
	case reason != "":
		version = 2
	}
	return &fact{BasketCleared, version, 256 + 256*len(c.Lines), func(w *writer) {
		w.text("basket", string(c.ID))
		w.text("kind", BasketCleared)
		appendCartLines(w, c.Lines)
		w.int("opened", c.Opened.At.UnixMilli())
		if version >= 2 {
			w.text("reason", reason)
		}
		if version == 3 {
			w.int("seconds", seconds)
		}
		w.flag("tender_started", tenderStarted)
		w.int("total", int64(total))
		w.flag("total_shown", totalShown)
	}}
}

func appendCartLines(w *writer, lines []shop.CartLine) {
	w.open("lines", '[')
	for i := range lines {
		l := &lines[i]
		w.item()
		w.text("barcode", l.Barcode)
		appendNames(w, l.Names)
		w.int("no", int64(l.No))
		w.int("price", int64(l.Price))
		w.text("product", string(l.Product))
		w.int("qty", int64(l.Qty))
		w.text("sku", l.SKU)
		w.close('}')
	}
	w.close(']')
}

// OfShiftOpen says that a shift was opened by the program itself, with an empty drawer; see [OfShiftOpening].
func OfShiftOpen(s shop.Shift) Body {
	return factOf(ShiftOpen, 384, func(w *writer) {
		w.int("at", s.Opened.At.UnixMilli())
		w.int("day", int64(s.Opened.Day))
		w.int("float", int64(s.Float))
		w.int("hour", int64(s.Opened.Hour))
		w.text("id", string(s.ID))
		w.text("kind", ShiftOpen)
		w.int("no", s.No)
		w.int("offset", int64(s.Opened.OffsetMin))
		w.text("opened_by", string(s.OpenedBy))
		w.text("till", string(s.Till))
	})
}

// Setting is one change of a setting. The value of a secret is never given here; its hash may be.
type Setting struct {
	Scope string // shop, place, till, staff
	Of    shop.ID
	Key   string
	Old   string
	New   string
}

// OfSettingsChange says which settings were changed by one act.
func OfSettingsChange(list ...Setting) Body {
	return factOf(SettingsChange, 64+256*len(list), func(w *writer) {
		appendSettings(w, "changes", list)
		w.text("kind", SettingsChange)
	})
}

func appendSettings(w *writer, key string, list []Setting) {
	w.open(key, '[')
	for _, s := range list {
		w.item()
		w.text("key", s.Key)
		w.text("new", s.New)
		w.text("of", string(s.Of))
		w.text("old", s.Old)
		w.text("scope", s.Scope)
		w.close('}')
	}
	w.close(']')
}

// OfStaffAdd says that a person may work here; the name is not said, so that it can be erased.
func OfStaffAdd(p shop.Staff) Body {
	return factOf(StaffAdd, 192, func(w *writer) {
		w.text("code", p.Code)
		w.text("id", string(p.ID))
		w.text("kind", StaffAdd)
		w.text("role", p.Role)
	})
}

// OfShopInit says that a shop was founded with its first till and the public key of that till's journal. Version 2 says with
// which settings, taxes and tenders too, so that none that is found later can come from nowhere.
func OfShopInit(s shop.Shop, t shop.Till, public ed25519.PublicKey, program string, settings ...Setting) Body {
	version := int64(1)
	if len(settings) > 0 {
		version = 2
	}
	return &fact{ShopInit, version, 1024 + 256*len(settings), func(w *writer) {
		w.text("country", s.Country)
		w.text("currency", s.Currency.Code)
		w.int("day_start", int64(s.DayStart))
		w.int("exponent", int64(s.Currency.Exponent))
		w.text("kind", ShopInit)
		w.text("name", s.Name)
		w.text("place", string(t.Place))
		w.text("program", program)
		w.hex("public_key", public)
		appendRules(w, s.Rules)
		w.text("series", t.Series)
		if version == 2 {
			appendSettings(w, "settings", settings)
		}
		w.text("shop", string(s.ID))
		w.text("tax_id", s.TaxID)
		w.text("till", string(t.ID))
		w.text("till_code", t.Code)
		w.text("time_zone", zone(s.Zone))
	}}
}

func zone(z *time.Location) string {
	if z == nil {
		return ""
	}
	return z.String()
}

// OfStart says that the till was started, by which version of the program.
func OfStart(version string) Body { return program(Start, version) }

// OfStop says that the till was stopped in order.
func OfStop(version string) Body { return program(Stop, version) }

func program(kind, version string) Body {
	return factOf(kind, 128, func(w *writer) {
		w.text("kind", kind)
		w.text("program", version)
	})
}

// Verified is what a verification of the books found.
type Verified struct {
	Records  int64
	Sales    int64
	Findings int64
	First    string // the first finding in words, empty when there is none
}

// OfVerifyResult says what a verification found.
func OfVerifyResult(v Verified) Body {
	return factOf(VerifyResult, 256, func(w *writer) {
		w.int("findings", v.Findings)
		w.text("first", v.First)
		w.text("kind", VerifyResult)
		w.int("records", v.Records)
		w.int("sales", v.Sales)
	})
}

// OfJobReprint says that a paper was asked for again; it carries the mark COPY when the first one may exist.
func OfJobReprint(j shop.Job) Body {
	return factOf(JobReprint, 256, func(w *writer) {
		w.flag("copy", j.Copy)
		w.text("document", string(j.Document))
		w.text("job", string(j.ID))
		w.text("job_kind", string(j.Kind))
		w.text("kind", JobReprint)
	})
}

// OfClockJump says that the clock was found before the last record, or far ahead of it: last is the time of that
// record, now what the clock said.
func OfClockJump(last, now time.Time) Body {
	return factOf(ClockJump, 128, func(w *writer) {
		w.text("kind", ClockJump)
		w.int("last", last.UnixMilli())
		w.int("now", now.UnixMilli())
	})
}

// OfRecovery says that the books were opened anew while the till ran, and why: the code of the fault.
func OfRecovery(why string) Body {
	return factOf(Recovery, 128, func(w *writer) {
		w.text("cause", why)
		w.text("kind", Recovery)
	})
}

// OfExport says that data left the books in a file: what ("sales"), of which business days (inclusive; 0: open), and how
// many documents were handed out.
func OfExport(what string, from, to int, rows int64) Body {
	return factOf(Export, 192, func(w *writer) {
		w.int("from", int64(from))
		w.text("kind", Export)
		w.int("rows", rows)
		w.text("subject", what)
		w.int("to", int64(to))
	})
}

// OfAllowed says that a change of a basket or a look, which say nothing of themselves, was allowed by another person: the
// frame names both. rate and amount are how much of the act, 0 where that does not count.
func OfAllowed(right string, rate money.Rate, amount money.Amount) Body {
	return factOf(Allowed, 128, func(w *writer) {
		w.int("amount", int64(amount))
		w.text("kind", Allowed)
		w.int("rate", int64(rate))
		w.text("right", right)
	})
}
