package staff_test

import (
	"strings"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data/datatest"
)

// wrong tries a PIN that is not the one.
func (c *crew) wrong(role string) error {
	return second(c.Recognise(c.nobody(), c.people[role].ID, "5050"))
}

func TestFiveWrongPINsMakeTheNextOneWait(t *testing.T) {
	c := open(t)
	c.hire()
	for want := 4; want >= 1; want-- {
		if f := wants(t, "a wrong PIN", c.wrong(rights.Cashier), fault.WrongPIN); f.Args["left"] != want {
			t.Errorf("%v tries are left, want %d", f.Args["left"], want)
		}
	}
	for _, wait := range []time.Duration{30, 60, 120, 240, 480, 900, 900} {
		wait *= time.Second
		if f := wants(t, "one more", c.wrong(rights.Cashier), fault.PINWait); f.Args["wait"] != wait {
			t.Errorf("the wait is %v, want %v", f.Args["wait"], wait)
		}
		c.clock = c.clock.Add(wait - time.Second)
		f := wants(t, "the right PIN too early", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), fault.PINWait)
		if f.Args["wait"] != time.Second {
			t.Errorf("a second before its end the wait is %v", f.Args["wait"])
		}
		if face := c.face(rights.Cashier); face.Wait != time.Second || face.Locked {
			t.Errorf("the tile says %+v", face)
		}
		c.clock = c.clock.Add(time.Second)
	}
	wants(t, "the right PIN in time", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), "")
	if face := c.face(rights.Cashier); face.Wait != 0 || face.Left != 5 {
		t.Errorf("after the right PIN the tile says %+v", face)
	}
	wants(t, "another person meanwhile", second(c.Recognise(c.nobody(), c.people[rights.Senior].ID, "2586")), "")
}

func TestNeitherARestartNorAClockSetBackShortensTheWait(t *testing.T) {
	c := open(t)
	c.hire()
	for range 5 {
		_ = c.wrong(rights.Cashier)
	}
	right := func() error { return second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")) }
	c.again()
	wants(t, "after a restart", right(), fault.PINWait)
	before := c.clock
	for _, back := range []time.Duration{time.Hour, 365 * 24 * time.Hour} {
		c.clock = before.Add(-back)
		wants(t, "with the clock set back", right(), fault.PINWait)
	}
	c.clock = before.Add(30 * time.Second)
	wants(t, "in time", right(), "")
}

// TestAKillBetweenTheCountAndThePINBringsNoFurtherTry: the count stands in the books before the PIN is looked at.
func TestAKillBetweenTheCountAndThePINBringsNoFurtherTry(t *testing.T) {
	c := open(t)
	c.hire()
	_ = c.wrong(rights.Cashier)
	datatest.View(t, c.store, func(tx books.Tx) error {
		k, _, err := tx.Staff().Key(c.people[rights.Cashier].ID)
		if k.Tries != 1 || !k.Tried.Equal(c.clock) {
			t.Errorf("after one wrong PIN the books say %d at %v", k.Tries, k.Tried)
		}
		return err
	})
}

// TestTenThousandPINsAreNotTried is the script of somebody who has the till for a day: at most 20 PINs are looked at.
func TestTenThousandPINsAreNotTried(t *testing.T) {
	c := open(t)
	c.hire()
	looked := 0
	for n := 0; n < 10_000; n++ {
		head := c.last().Seq
		switch f, _ := fault.Of(c.wrong(rights.Cashier)); f.Code {
		case fault.PINLocked:
			n += 500 // locked is locked
		case fault.PINWait:
			c.clock = c.clock.Add(f.Args["wait"].(time.Duration))
		}
		looked += int(c.last().Seq - head)
		if n%1000 == 0 {
			c.again()
			c.clock = c.clock.Add(-time.Minute)
		}
	}
	if looked != 20 {
		t.Errorf("%d PINs were looked at, want 20", looked)
	}
	if r := c.last(); r.Kind != journal.PINLocked {
		t.Errorf("the last record is %s, want that of the lock", r.Kind)
	}
	if !c.face(rights.Cashier).Locked {
		t.Error("the tile does not say that it is locked")
	}
	c.clock = c.clock.Add(48 * time.Hour)
	wants(t, "two days later", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), fault.PINLocked)
	wants(t, "unlocked by a cashier", c.Unlock(c.as(rights.Senior), c.people[rights.Cashier].ID), fault.NoRight)
	wants(t, "unlocked by a manager", c.Unlock(c.as(rights.Manager), c.people[rights.Cashier].ID), "")
	if r := c.last(); r.Kind != journal.PINUnlocked || !strings.Contains(string(r.Body), `"tries":20`) {
		t.Errorf("the journal says %s %s", r.Kind, r.Body)
	}
	wants(t, "after that", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), "")
}

func TestAPersonWhomNobodyElseCouldUnlockMayTryOnceADay(t *testing.T) {
	c := open(t)
	if err := c.SetPIN(c.as(rights.Owner), c.people[rights.Owner].ID, pins[rights.Owner]); err != nil {
		t.Fatal(err)
	}
	tries := 0
	for day := c.clock.Add(4 * 24 * time.Hour); c.clock.Before(day); c.clock = c.clock.Add(5 * time.Minute) {
		head := c.last().Seq
		if err := c.wrong(rights.Owner); fault.Is(err, fault.PINLocked) {
			t.Fatalf("after %d PINs: %v; nobody could unlock, so it is a wait", tries, err)
		}
		tries += int(c.last().Seq - head)
	}
	if tries < 20 || tries > 24 {
		t.Errorf("in four days %d PINs were looked at, want 20 and then one a day", tries)
	}
	c.clock = c.clock.Add(24 * time.Hour)
	wants(t, "the right one", second(c.Recognise(c.nobody(), c.people[rights.Owner].ID, pins[rights.Owner])), "")
}

func TestWrongPINsAreWrittenDownAndThePINIsNot(t *testing.T) {
	c := open(t)
	c.hire()
	for range 6 {
		f, _ := fault.Of(c.wrong(rights.Cashier))
		if wait, ok := f.Args["wait"].(time.Duration); ok {
			c.clock = c.clock.Add(wait)
		}
	}
	r := c.last()
	if r.Kind != journal.PINFailed || !strings.Contains(string(r.Body), `"seconds":60,"tries":6`) {
		t.Errorf("the journal says %s %s", r.Kind, r.Body)
	}
	datatest.View(t, c.store, func(tx books.Tx) error {
		return tx.Journal().Walk(c.frame.Till, 1, func(r shop.Record) error {
			for _, pin := range append([]string{"5050"}, pins["cashier"], pins["owner"]) {
				if strings.Contains(string(r.Body), `"`+pin) || strings.Contains(string(r.Body), ":"+pin) {
					t.Errorf("record %d holds a PIN: %s", r.Seq, r.Body)
				}
			}
			return nil
		})
	})
}

func TestABadgeIsEnoughAndStraysMakeItWait(t *testing.T) {
	c := open(t)
	c.hire()
	const code = "BADGE-0000042"
	wants(t, "too short", c.SetBadge(c.as(rights.Owner), c.people[rights.Manager].ID, "1234567"), fault.BadBadge)
	wants(t, "a product", c.SetBadge(c.as(rights.Owner), c.people[rights.Manager].ID, "4006381333931"), fault.AlreadyExists)
	wants(t, "given", c.SetBadge(c.as(rights.Owner), c.people[rights.Manager].ID, code), "")
	wants(t, "given twice", c.SetBadge(c.as(rights.Owner), c.people[rights.Cashier].ID, code), fault.AlreadyExists)
	p, err := c.SignInBadge(c.nobody(), code, "window")
	if wants(t, "read", err, ""); p != c.people[rights.Manager] {
		t.Errorf("the badge is that of %+v", p)
	}
	if r := c.last(); r.Kind != journal.SignIn || r.Staff != p.ID || !strings.Contains(string(r.Body), `"by":"badge"`) || strings.Contains(string(r.Body), code) {
		t.Errorf("the journal says %s of %s: %s", r.Kind, r.Staff, r.Body)
	}
	for range 10 {
		wants(t, "a product by mistake", second(c.RecogniseBadge(c.nobody(), "4006381333931")), fault.UnknownStaff)
	}
	for range 5 {
		wants(t, "a badge of nobody", second(c.RecogniseBadge(c.nobody(), "BADGE-0000043")), fault.UnknownStaff)
	}
	if r := c.last(); r.Kind != journal.BadgeFailed {
		t.Errorf("the journal says %s", r.Kind)
	}
	wants(t, "the right one while waiting", second(c.RecogniseBadge(c.nobody(), code)), fault.PINWait)
	c.again()
	wants(t, "after a restart", second(c.RecogniseBadge(c.nobody(), code)), fault.PINWait)
	c.clock = c.clock.Add(30 * time.Second)
	wants(t, "in time", second(c.RecogniseBadge(c.nobody(), code)), "")
	fresh, err := c.NewBadge(c.as(rights.Owner), c.people[rights.Manager].ID)
	if wants(t, "a new badge", err, ""); len(fresh) != 16 {
		t.Errorf("the new badge is %q", fresh)
	}
	wants(t, "the old badge", second(c.RecogniseBadge(c.nobody(), code)), fault.UnknownStaff)
	wants(t, "the new one", second(c.RecogniseBadge(c.nobody(), fresh)), "")
	wants(t, "taken away", c.SetBadge(c.as(rights.Owner), c.people[rights.Manager].ID, ""), "")
	wants(t, "after that", second(c.RecogniseBadge(c.nobody(), fresh)), fault.UnknownStaff)
	for _, f := range c.verified() {
		t.Error(f)
	}
}
