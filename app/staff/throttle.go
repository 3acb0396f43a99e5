package staff

import (
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// How wrong tries are answered.
const (
	freeTries   = 5
	firstWait   = 30 * time.Second
	longestWait = 15 * time.Minute
	lockedAfter = 20
	aloneWait   = 24 * time.Hour // of a person who is locked and whom nobody else could unlock
)

// after is how long the next try waits after n wrong ones in a row.
func after(n int) time.Duration {
	switch {
	case n < freeTries:
		return 0
	case n >= lockedAfter:
		return aloneWait
	}
	wait := firstWait
	for range n - freeTries {
		if wait *= 2; wait >= longestWait {
			return longestWait
		}
	}
	return wait
}

// left is how many wrong tries there are until the next wait.
func left(n int) int { return max(0, freeTries-n) }

// waiting is how long a person waits for the next try.
func waiting(k books.StaffKey, now time.Time) time.Duration {
	if k.Tried.IsZero() {
		return 0
	}
	return max(0, k.Tried.Add(after(k.Tries)).Sub(now))
}

// keeperBeside tells whether somebody else could unlock a person: manages people, can be recognised, and is not locked too.
func keeperBeside(set act.Setup, keys map[shop.ID]books.StaffKey, person shop.ID) bool {
	for id, p := range set.Staff {
		k := keys[id]
		able := k.Badge != "" || k.PIN != "" && k.Tries < lockedAfter
		if id != person && able && set.Rights.Allows(p.Role, rights.Ask{Act: rights.ManageStaff}) {
			return true
		}
	}
	return false
}

// effective is the time that counts: that of the clock, but never before the last record of the till, so that a clock that
// is set back shortens no wait.
func (s *Staff) effective(tx books.Tx, now time.Time) (time.Time, error) {
	head, found, err := tx.Journal().Head(s.frame.Till)
	return journal.Effective(head, found, now), err
}
