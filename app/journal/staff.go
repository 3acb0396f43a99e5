package journal

import (
	"crypto/sha256"
	"time"

	"kassa/app/shop"
)

// The kinds of records about people; version 1 each. A PIN stands in none of them.
const (
	StaffChange = "staff_change"
	StaffKey    = "staff_key"
	SignIn      = "sign_in"
	SignOut     = "sign_out"
	PINFailed   = "pin_failed"
	PINLocked   = "pin_locked"
	PINUnlocked = "pin_unlocked"
	BadgeFailed = "badge_failed"
	TimeEntry   = "time_entry"
)

// Key is what the books keep of the PIN and the badge of a person, which is hashed already; Row counts its changes, 0 before
// the first.
type Key struct {
	PIN, Badge string
	Row        int64
}

// OfStaffChange says what a person is and is recognised by from now on, and whether the name was changed; the name itself is
// not said, so that it can be erased. row counts the changes of the person, the first of which is the adding.
func OfStaffChange(p shop.Staff, row int64, renamed, archived bool, k Key) Body {
	return factOf(StaffChange, 384, func(w *writer) {
		w.flag("archived", archived)
		w.hex("badge", HashKey(k.Badge))
		w.text("code", p.Code)
		w.text("id", string(p.ID))
		w.int("key_row", k.Row)
		w.text("kind", StaffChange)
		w.hex("pin", HashKey(k.PIN))
		w.flag("renamed", renamed)
		w.text("role", p.Role)
		w.int("row", row)
	})
}

// OfStaffKey says that a person is recognised by another PIN or badge from now on: as a hash of what is kept ([HashKey]).
func OfStaffKey(person shop.ID, k Key) Body {
	return factOf(StaffKey, 256, func(w *writer) {
		w.hex("badge", HashKey(k.Badge))
		w.text("id", string(person))
		w.int("key_row", k.Row)
		w.text("kind", StaffKey)
		w.hex("pin", HashKey(k.PIN))
	})
}

// HashKey stands for what the books keep of a PIN or a badge: the first 16 bytes of SHA-256("POSK1" ‖ kept), nothing for nothing.
func HashKey(kept string) []byte {
	if kept == "" {
		return nil
	}
	sum := sha256.Sum256([]byte("POSK1" + kept))
	return sum[:16]
}

// OfSignIn says that a person was recognised and works from now on: by "pin" or "badge", place is "window" or "command".
func OfSignIn(person shop.ID, by, place string) Body {
	return factOf(SignIn, 192, func(w *writer) {
		w.text("by", by)
		w.text("kind", SignIn)
		w.text("person", string(person))
		w.text("place", place)
	})
}

// OfSignOut says that a person works no more: reason is "lock", "idle", "switch" or "end".
func OfSignOut(person shop.ID, reason string) Body {
	return factOf(SignOut, 192, func(w *writer) {
		w.text("kind", SignOut)
		w.text("person", string(person))
		w.text("reason", reason)
	})
}

// OfPINFailed says that a PIN of a person was wrong, how often that happened in a row, and how long the next try waits.
func OfPINFailed(person shop.ID, tries int, wait time.Duration) Body {
	return factOf(PINFailed, 192, func(w *writer) {
		w.text("kind", PINFailed)
		w.text("person", string(person))
		w.int("seconds", int64(wait/time.Second))
		w.int("tries", int64(tries))
	})
}

// OfPINLocked says that the PIN of a person was wrong so often in a row that it is no longer asked.
func OfPINLocked(person shop.ID, tries int) Body { return ofTries(PINLocked, person, tries) }

// OfPINUnlocked says that somebody lets a person try again; tries is how often the PIN had been wrong.
func OfPINUnlocked(person shop.ID, tries int) Body { return ofTries(PINUnlocked, person, tries) }

func ofTries(kind string, person shop.ID, tries int) Body {
	return factOf(kind, 192, func(w *writer) {
		w.text("kind", kind)
		w.text("person", string(person))
		w.int("tries", int64(tries))
	})
}

// OfBadgeFailed says that badges of nobody were read in a row, and how long the next one waits.
func OfBadgeFailed(tries int, wait time.Duration) Body {
	return factOf(BadgeFailed, 128, func(w *writer) {
		w.text("kind", BadgeFailed)
		w.int("seconds", int64(wait/time.Second))
		w.int("tries", int64(tries))
	})
}

// OfTimeEntry says a mark of the time clock. The reason of a correction stands as a hash.
func OfTimeEntry(e shop.TimeEntry) Body {
	return factOf(TimeEntry, 512, func(w *writer) {
		w.int("at", e.At.At.UnixMilli())
		w.text("by", string(e.By))
		w.text("corrects", string(e.Corrects))
		w.int("day", int64(e.At.Day))
		w.int("hour", int64(e.At.Hour))
		w.text("id", string(e.ID))
		w.text("kind", TimeEntry)
		w.text("mark", string(e.Kind))
		w.int("offset", int64(e.At.OffsetMin))
		w.text("person", string(e.Staff))
		w.hex("reason", NoteHash(e.ID, 0, e.Reason))
		w.text("till", string(e.Till))
	})
}
