package staff_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/staff"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/datatest"
)

// crew is a shop with one person of every role; each has the PIN of its name below.
type crew struct {
	*staff.Staff
	t      testing.TB
	store  *data.Store
	frame  *act.Frame
	clock  time.Time
	people map[string]shop.Staff // by role
	ids    int
}

// The PINs of the crew.
var pins = map[string]string{rights.Cashier: "7391", rights.Senior: "2586", rights.Manager: "739164", rights.Owner: "860275"}

func open(t testing.TB) *crew {
	t.Helper()
	fix := datatest.Shop(t, datatest.Open(t))
	c := &crew{t: t, store: fix.Store, clock: datatest.Start(), people: map[string]shop.Staff{}}
	signer, err := journal.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	c.frame = &act.Frame{Store: fix.Store, Till: fix.Till.ID, Signer: signer, Now: func() time.Time { return c.clock },
		NewID: func() shop.ID { c.ids++; return datatest.ID("ID", c.ids) }}
	c.again()
	owner := fix.Staff
	owner.Role = rights.Owner
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		if err := tx.Shop().SetTillKey(fix.Till.ID, signer.KeyID()); err != nil {
			return err
		}
		return tx.Staff().Change(books.StaffRow{Staff: owner})
	})
	c.people[rights.Owner] = owner
	return c
}

// again is the service after a restart: nothing of it is remembered but what the books and the folder hold.
func (c *crew) again() {
	dice := rand.NewChaCha8([32]byte{1})
	c.Staff = staff.New(c.frame, staff.Deps{Pepper: bytes.Repeat([]byte{7}, 32), Chance: dice})
}

// hire adds people of the other roles, and gives everybody a PIN.
func (c *crew) hire() {
	c.t.Helper()
	for _, role := range []string{rights.Owner, rights.Cashier, rights.Senior, rights.Manager} {
		if role != rights.Owner {
			p, err := c.Add(c.as(rights.Owner), shop.Staff{Name: "Person " + role, Role: role})
			if err != nil {
				c.t.Fatal(err)
			}
			c.people[role] = p
		}
		if err := c.SetPIN(c.as(rights.Owner), c.people[role].ID, pins[role]); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *crew) as(role string) context.Context { return act.As(c.t.Context(), c.people[role]) }

// nobody is a context in which nobody is signed in.
func (c *crew) nobody() context.Context { return c.t.Context() }

// wants fails the test where an error is not of this fault; the empty one means none at all.
func wants(t testing.TB, what string, err error, want fault.Code) *fault.Error {
	t.Helper()
	f, ok := fault.Of(err)
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v, want it done", what, err)
	case want != "" && (!ok || f.Code != want):
		t.Errorf("%s: %v, want %s", what, err, want)
	}
	if f == nil {
		f = &fault.Error{}
	}
	return f
}

// last is the newest record of the journal.
func (c *crew) last() (r shop.Record) {
	c.t.Helper()
	datatest.View(c.t, c.store, func(tx books.Tx) (err error) {
		r, _, err = tx.Journal().Head(c.frame.Till)
		return err
	})
	return r
}

// face is how a person is shown.
func (c *crew) face(role string) staff.Face {
	c.t.Helper()
	all, err := c.Faces(c.nobody())
	if err != nil {
		c.t.Fatal(err)
	}
	for _, f := range all {
		if f.ID == c.people[role].ID {
			return f
		}
	}
	c.t.Fatalf("%s has no face", role)
	return staff.Face{}
}

// verified lets the verifier look at people and times; the fixture itself was never recorded.
func (c *crew) verified() []verify.Finding {
	c.t.Helper()
	rows, err := c.store.OpenRows(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	defer rows.Close()
	rep, err := verify.Run(c.t.Context(), rows, verify.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	var found []verify.Finding
	for _, f := range rep.Findings {
		if f.Document != string(c.people[rights.Owner].ID) && f.What != "shift" {
			found = append(found, f)
		}
	}
	return found
}

func TestAPersonIsRecognisedByThePIN(t *testing.T) {
	c := open(t)
	c.hire()
	for role, pin := range pins {
		p, err := c.Recognise(c.nobody(), c.people[role].ID, pin)
		wants(t, role, err, "")
		if p != c.people[role] {
			t.Errorf("recognised %+v, want %+v", p, c.people[role])
		}
	}
	f := wants(t, "a wrong PIN", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7392")), fault.WrongPIN)
	if f.Args["left"] != 4 {
		t.Errorf("%v tries are left, want 4", f.Args["left"])
	}
	wants(t, "the PIN of another", second(c.Recognise(c.nobody(), c.people[rights.Manager].ID, pins[rights.Owner])), fault.WrongPIN)
	wants(t, "nobody", second(c.Recognise(c.nobody(), datatest.ID("STAFF", 99), "7391")), fault.WrongPIN)
	for _, f := range c.verified() {
		t.Error(f)
	}
}

func second[T any](_ T, err error) error { return err }

func TestAHashThatIsCopiedToAnotherPersonFitsNoMore(t *testing.T) {
	c := open(t)
	c.hire()
	datatest.Update(t, c.store, func(tx books.Tx) error {
		k, _, err := tx.Staff().Key(c.people[rights.Cashier].ID)
		if err != nil {
			return err
		}
		k.Staff = c.people[rights.Manager].ID
		return tx.Staff().PutKey(k)
	})
	wants(t, "the copied PIN", second(c.Recognise(c.nobody(), c.people[rights.Manager].ID, pins[rights.Cashier])), fault.WrongPIN)
	if len(c.verified()) == 0 {
		t.Error("the verifier did not see the copied hash")
	}
}

func TestAnotherPepperIsNamedAndNotTakenForAWrongPIN(t *testing.T) {
	c := open(t)
	c.hire()
	for _, pepper := range [][]byte{nil, bytes.Repeat([]byte{8}, 32)} {
		other := staff.New(c.frame, staff.Deps{Pepper: pepper, Chance: rand.NewChaCha8([32]byte{2})})
		wants(t, "recognising", second(other.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), fault.PepperDiffers)
		wants(t, "setting", other.SetPIN(c.as(rights.Owner), c.people[rights.Cashier].ID, "4826"), fault.PepperDiffers)
		wants(t, "a badge", second(other.RecogniseBadge(c.nobody(), "BADGE-0001")), fault.PepperDiffers)
	}
	wants(t, "the right pepper", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), "")
}

func TestPINsThatPeopleGuessAreRefused(t *testing.T) {
	for _, c := range []struct{ role, code, pin, flaw string }{
		{rights.Cashier, "C1", "7391", ""},
		{rights.Cashier, "C1", "73916428", ""},
		{rights.Senior, "S1", "739", "short"},
		{rights.Cashier, "C1", "739164281", "long"},
		{rights.Manager, "M1", "73916", "short"},
		{rights.Manager, "M1", "739164", ""},
		{rights.Owner, "O1", "7391642857013", "long"},
		{rights.Cashier, "C1", "", "digits"},
		{rights.Cashier, "C1", "73a1", "digits"},
		{rights.Cashier, "C1", "٣٩٤١", "digits"},
		{rights.Cashier, "C1", "0000", "repeat"},
		{rights.Cashier, "C1", "1212", "repeat"},
		{rights.Owner, "O1", "123123", "repeat"},
		{rights.Cashier, "C1", "1234", "run"},
		{rights.Cashier, "C1", "9876", "run"},
		{rights.Owner, "O1", "789012", "run"},
		{rights.Owner, "O1", "210987", "run"},
		{rights.Cashier, "C1", "1987", "year"},
		{rights.Cashier, "C1", "2031", "year"},
		{rights.Cashier, "C4711", "4711", "code"},
		{rights.Cashier, "C4711", "04711", "code"},
	} {
		err := staff.PINRule(c.role, c.code, c.pin)
		got := ""
		if f, ok := fault.Of(err); ok {
			got, _ = f.Args["flaw"].(string)
		}
		if got != c.flaw {
			t.Errorf("%q for %s %s: flaw %q, want %q", c.pin, c.role, c.code, got, c.flaw)
		}
	}
}

// BenchmarkPIN is how long it takes to look at one PIN, with what the books count and write down: 80 to 200 ms are wanted.
func BenchmarkPIN(b *testing.B) {
	c := open(b)
	c.hire()
	for _, one := range []struct{ name, pin string }{{"right", "7391"}, {"sign-in", ""}} {
		b.Run(one.name, func(b *testing.B) {
			for b.Loop() {
				var err error
				if one.pin == "" {
					_, err = c.SignIn(c.nobody(), c.people[rights.Cashier].ID, "7391", "window")
				} else {
					_, err = c.Recognise(c.nobody(), c.people[rights.Cashier].ID, one.pin)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
