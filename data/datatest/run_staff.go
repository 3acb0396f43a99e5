package datatest

import (
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// second is another person of the fixture's shop.
func (f Fixture) second(t *testing.T) shop.Staff {
	t.Helper()
	p := shop.Staff{ID: ID("STAFF", 2), Code: "M1", Name: "Manager 1", Role: "manager"}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddStaff(p) })
	return p
}

func peopleChange(t *testing.T, f Fixture) {
	p := f.second(t)
	byID := func() books.StaffRow {
		return found(t, f.Store, func(tx books.Tx) (books.StaffRow, bool, error) { return tx.Staff().ByID(p.ID) })
	}
	same(t, "person", books.StaffRow{Staff: p, Version: 1}, byID())
	before := read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shop().Version() })
	p.Code, p.Name, p.Role = "S7", "Senior 7", "senior"
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().Change(books.StaffRow{Staff: p}) })
	same(t, "changed", books.StaffRow{Staff: p, Version: 2}, byID())
	same(t, "by code", books.StaffRow{Staff: p, Version: 2}, found(t, f.Store, func(tx books.Tx) (books.StaffRow, bool, error) { return tx.Staff().ByCode("S7") }))
	if after := read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shop().Version() }); after <= before {
		t.Errorf("the set-up has version %d after %d, want more", after, before)
	}
	taken := p
	taken.Code = f.Staff.Code
	err := refused(t, f.Store, func(tx books.Tx) error { return tx.Staff().Change(books.StaffRow{Staff: taken}) })
	if fe, ok := fault.Of(err); !ok || fe.Code != fault.AlreadyExists {
		t.Errorf("a code that is taken: %v, want AlreadyExists", err)
	}
	gone := books.StaffRow{Staff: p, Archived: f.At.At, Version: 3}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().Change(gone) })
	same(t, "archived", gone, byID())
	same(t, "codes", []string{f.Staff.Code, "S7"}, read(t, f.Store, func(tx books.Tx) ([]string, error) { return tx.Staff().Codes() }))
	missing(t, f.Store, func(tx books.Tx) (books.StaffRow, bool, error) { return tx.Staff().ByCode("S7") })
	same(t, "who works here", []shop.Staff{f.Staff}, read(t, f.Store, func(tx books.Tx) ([]shop.Staff, error) { return tx.Shop().Staff() }))
	missing(t, f.Store, func(tx books.Tx) (books.StaffRow, bool, error) { return tx.Staff().ByID(ID("STAFF", 9)) })
	nobody := books.StaffRow{Staff: shop.Staff{ID: ID("STAFF", 9), Code: "X"}}
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Staff().Change(nobody) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a person who is not there: %v, want NotFound", err)
	}
}

func keysAreKept(t *testing.T, f Fixture) {
	p := f.second(t)
	key := func(of shop.ID) (k books.StaffKey, found bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) { // as a try reads it: holding the row
			k, found, err = tx.Staff().Key(of)
			return err
		})
		return k, found
	}
	if _, known := key(p.ID); known {
		t.Error("a person has a key before one was set")
	}
	want := books.StaffKey{Staff: p.ID, PIN: "$argon2id$", Digits: 4, Badge: "0badge", Tries: 3, Tried: f.At.At, Version: 1}
	filled(t, want)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().PutKey(want) })
	got, _ := key(p.ID)
	same(t, "key", want, got)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().SetTries(p.ID, 4, f.At.At.Add(time.Second)) })
	want.Tries, want.Tried = 4, f.At.At.Add(time.Second)
	got, _ = key(p.ID)
	same(t, "after a try", want, got)
	want.PIN, want.Tries, want.Tried, want.Version = "another", 0, time.Time{}, 2
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().PutKey(want) })
	same(t, "by badge", want, found(t, f.Store, func(tx books.Tx) (books.StaffKey, bool, error) { return tx.Staff().ByBadge("0badge") }))
	missing(t, f.Store, func(tx books.Tx) (books.StaffKey, bool, error) { return tx.Staff().ByBadge("") })
	missing(t, f.Store, func(tx books.Tx) (books.StaffKey, bool, error) { return tx.Staff().ByBadge("none") })
	same(t, "keys", []books.StaffKey{want}, read(t, f.Store, func(tx books.Tx) ([]books.StaffKey, error) { return tx.Staff().Keys() }))
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().PutKey(books.StaffKey{Staff: f.Staff.ID, PIN: "x"}) })
	for what, change := range map[string]struct {
		do   func(books.Staff) error
		want fault.Code
	}{
		"a badge that somebody has": {func(s books.Staff) error { return s.PutKey(books.StaffKey{Staff: f.Staff.ID, Badge: "0badge"}) }, fault.AlreadyExists},
		"a key of nobody":           {func(s books.Staff) error { return s.PutKey(books.StaffKey{Staff: ID("STAFF", 9)}) }, fault.NotFound},
		"tries of nobody":           {func(s books.Staff) error { return s.SetTries(ID("STAFF", 9), 1, f.At.At) }, fault.NotFound},
	} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return change.do(tx.Staff()) }); !fault.Is(err, change.want) {
			t.Errorf("%s: %v, want %s", what, err, change.want)
		}
	}
	strays := func() (n int, at time.Time) {
		View(t, f.Store, func(tx books.Tx) (err error) {
			n, at, err = tx.Staff().Strays(f.Till.ID)
			return err
		})
		return n, at
	}
	if n, at := strays(); n != 0 || !at.IsZero() {
		t.Errorf("strays before the first: %d at %v", n, at)
	}
	for n := 1; n <= 2; n++ {
		Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().SetStrays(f.Till.ID, n, f.At.At) })
		if got, at := strays(); got != n || !at.Equal(f.At.At) {
			t.Errorf("strays: %d at %v, want %d", got, at, n)
		}
	}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().Change(books.StaffRow{Staff: p, Archived: f.At.At}) })
	missing(t, f.Store, func(tx books.Tx) (books.StaffKey, bool, error) { return tx.Staff().ByBadge("0badge") })
	same(t, "keys of those who work here", 1, len(read(t, f.Store, func(tx books.Tx) ([]books.StaffKey, error) { return tx.Staff().Keys() })))
}

func timeIsKept(t *testing.T, f Fixture) {
	p := f.second(t)
	mark := func(n int, kind shop.TimeKind, after time.Duration) shop.TimeEntry {
		return shop.TimeEntry{ID: ID("TIME", n), Staff: f.Staff.ID, Till: f.Till.ID, Kind: kind, At: f.Shop.Moment(f.At.At.Add(after)), By: f.Staff.ID}
	}
	in, out := mark(1, shop.TimeIn, 0), mark(2, shop.TimeOut, 8*time.Hour)
	other := mark(3, shop.TimeIn, time.Hour)
	other.Staff, other.By = p.ID, p.ID
	late := mark(4, shop.TimeOut, 9*time.Hour)
	late.Corrects, late.By, late.Reason = out.ID, p.ID, "forgot to clock out"
	filled(t, late)
	Update(t, f.Store, func(tx books.Tx) error { return each([]shop.TimeEntry{out, in, other, late}, tx.Staff().AddTime) })
	times := func(of shop.ID) []shop.TimeEntry {
		return read(t, f.Store, func(tx books.Tx) ([]shop.TimeEntry, error) { return tx.Staff().Times(f.At.Day, f.At.Day, of) })
	}
	same(t, "of all, in order", []shop.TimeEntry{in, other, late}, times(""))
	same(t, "of one", []shop.TimeEntry{in, late}, times(f.Staff.ID))
	same(t, "of another day", 0, len(read(t, f.Store, func(tx books.Tx) ([]shop.TimeEntry, error) { return tx.Staff().Times(f.At.Day+1, f.At.Day+9, "") })))
	for _, c := range []struct {
		of               shop.ID
		want             shop.TimeEntry
		corrected, known bool
	}{{out.ID, out, true, true}, {late.ID, late, false, true}, {ID("TIME", 9), shop.TimeEntry{}, false, false}} {
		View(t, f.Store, func(tx books.Tx) error {
			got, corrected, known, err := tx.Staff().TimeByID(c.of)
			if corrected != c.corrected || known != c.known {
				t.Errorf("%s: corrected %v, known %v; want %v, %v", c.of, corrected, known, c.corrected, c.known)
			}
			same(t, string(c.of), c.want, got)
			return err
		})
	}
	void := mark(5, shop.TimeVoid, time.Hour)
	void.Corrects = other.ID
	Update(t, f.Store, func(tx books.Tx) error { return tx.Staff().AddTime(void) })
	same(t, "without what was taken back", []shop.TimeEntry{in, late}, times(""))
	again, nobody := mark(6, shop.TimeOut, 0), mark(7, shop.TimeIn, 0)
	again.Corrects, nobody.Staff = out.ID, ID("STAFF", 9)
	for what, c := range map[string]struct {
		e    shop.TimeEntry
		want fault.Code
	}{"a second correction": {again, fault.AlreadyExists}, "the time of nobody": {nobody, fault.NotFound}, "the same entry twice": {in, fault.AlreadyExists}} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Staff().AddTime(c.e) }); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	refused(t, f.Store, func(tx books.Tx) error { return tx.Staff().AddTime(mark(8, shop.TimeVoid, 0)) }) // takes back nothing
}
