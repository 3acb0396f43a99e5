package staff

import (
	"strings"
	"testing"
	"time"

	"kassa/app/fault"
	"kassa/app/shop"
)

// digits types on the pad.
func digits(g *Gate, d *desk, pin string) {
	for _, r := range pin {
		g.Digit(r)
		d.settle()
	}
}

// keys types on a keyboard, each digit so long after the one before, and gives back how to take the last one back.
func keys(g *Gate, d *desk, pin string, gap time.Duration) (undo func()) {
	for i, r := range pin {
		if i > 0 {
			d.pass(gap)
		}
		u := g.Rune(r, i > 0 && gap <= 35*time.Millisecond)
		if i == 0 {
			undo = u
		}
		d.settle()
	}
	return undo
}

func code(g *Gate) string {
	if p, ok := g.chosen(); ok {
		return p.Code
	}
	return ""
}

func TestAPINIsLookedAtWithItsLastDigit(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	if s := g.State(); code(g) != "C1" || s.Digits != 4 || s.PIN != "1592" {
		t.Fatalf("at first: %+v", s)
	}
	digits(g, d, "159")
	if len(d.looked) != 0 || g.State().Typed != 3 {
		t.Errorf("after three digits %v was looked at, %d are typed", d.looked, g.State().Typed)
	}
	g.Back()
	digits(g, d, "92")
	if len(d.in) != 1 || d.in[0].ID != "c1" {
		t.Errorf("in are %v after %v", d.in, d.looked)
	}
}

func TestAWrongPINIsForgottenAndSaid(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	digits(g, d, "1593")
	if s := g.State(); !fault.Is(s.Err, fault.WrongPIN) || s.Typed != 0 || s.Busy {
		t.Fatalf("%+v", s)
	}
	digits(g, d, "1592")
	if len(d.in) != 1 {
		t.Errorf("the right one after it: %v", d.looked)
	}
}

func TestNothingIsTakenWhileAPINIsLookedAt(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	for _, r := range "1593" {
		g.Digit(r)
	}
	g.Digit('1')
	g.Choose(1)
	g.Scan("BADGE-0042")
	g.Back()
	if s := g.State(); !s.Busy || s.Typed != 4 || s.Chosen != 0 || len(d.waiting) != 1 {
		t.Errorf("meanwhile: %+v, %d pieces of work", s, len(d.waiting))
	}
}

func TestAWaitCountsDownAndThenTheNextTryIsTaken(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	d.next = fault.New(fault.PINWait, fault.Args{"wait": 30 * time.Second})
	digits(g, d, "1593")
	d.pass(12 * time.Second)
	if s := g.State(); s.Wait != 18*time.Second || !fault.Is(s.Err, fault.PINWait) {
		t.Errorf("after 12 s: %+v", s)
	}
	digits(g, d, "1592")
	if len(d.looked) != 1 || g.State().Typed != 0 {
		t.Errorf("a PIN was looked at during the wait: %v", d.looked)
	}
	d.pass(18 * time.Second)
	if s := g.State(); s.Wait != 0 || s.Err != nil {
		t.Errorf("after the wait: %+v", s)
	}
	digits(g, d, "1592")
	if len(d.in) != 1 {
		t.Error("the right PIN after the wait was not taken")
	}
}

func TestALockIsSaidAndTakesNoDigits(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	d.next = fault.New(fault.PINLocked, fault.Args{"name": "Cashier 1"})
	digits(g, d, "1593")
	digits(g, d, "1592")
	if s := g.State(); !fault.Is(s.Err, fault.PINLocked) || s.Typed != 0 || len(d.looked) != 1 || !s.People[0].Locked {
		t.Errorf("%+v after %v", s, d.looked)
	}
	g.Choose(1)
	if s := g.State(); s.Err != nil || code(g) != "C2" {
		t.Errorf("another person: %+v", s)
	}
}

func TestAScannedBadgeIsNeverTakenForAPIN(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	keys(g, d, "1", 0)
	d.pass(time.Second)
	undo := keys(g, d, "59200042", 10*time.Millisecond)
	d.pass(30 * time.Millisecond)
	undo() // what the router does at Enter
	g.Scan("BADGE-0042")
	d.settle()
	d.pass(time.Second)
	if len(d.looked) != 1 || d.looked[0] != "BADGE-0042" || len(d.in) != 1 || d.in[0].ID != "m1" {
		t.Errorf("looked at %v, in are %v", d.looked, d.in)
	}
}

func TestAPINFromAKeyboardIsTakenAfterAMoment(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	keys(g, d, "1592", 120*time.Millisecond)
	if len(d.looked) != 0 {
		t.Error("the PIN was looked at before it was sure that no scanner types")
	}
	d.pass(quick)
	if len(d.in) != 1 {
		t.Errorf("in are %v after %v", d.in, d.looked)
	}
}

func TestWithoutANameDigitsAskForOne(t *testing.T) {
	d := newDesk()
	g := d.gate("")
	digits(g, d, "1")
	if s := g.State(); !s.Choose || s.Typed != 0 {
		t.Errorf("%+v", s)
	}
	g.Step(1)
	if code(g) != "C1" || g.State().Choose {
		t.Errorf("the arrow chose %q", code(g))
	}
	g.Step(1)
	g.Step(1)
	if code(g) != "M1" || g.State().Digits != 6 {
		t.Errorf("the arrow chose %q", code(g))
	}
	g.Step(1)
	if code(g) != "M1" {
		t.Error("somebody without a PIN was chosen")
	}
	g.Choose(3)
	if code(g) != "M1" {
		t.Error("a tap on somebody without a PIN chose")
	}
}

func TestTheOnlyPersonWithAPINIsChosen(t *testing.T) {
	d := newDesk()
	d.faces = d.faces[:2]
	if g := d.gate(""); code(g) != "C1" {
		t.Errorf("chosen is %q", code(g))
	}
}

func TestAPersonWhoWaitsAlreadySaysSo(t *testing.T) {
	d := newDesk()
	d.faces[1].Wait = 20 * time.Second
	g := d.gate("c1")
	if s := g.State(); s.Wait != 20*time.Second || !fault.Is(s.Err, fault.PINWait) {
		t.Errorf("%+v", s)
	}
}

func TestAGateThatWasClosedLetsNobodyIn(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	for _, r := range "1592" {
		g.Digit(r)
	}
	g.Close()
	d.settle()
	if len(d.in) != 0 {
		t.Errorf("in are %v", d.in)
	}
}

func TestAProductScannedAtTheLockSpendsNoTry(t *testing.T) {
	for _, who := range []shop.ID{"c1", "m1"} {
		for _, gap := range []time.Duration{0, 5 * time.Millisecond, 35 * time.Millisecond} {
			d := newDesk()
			g := d.gate(who)
			undo := keys(g, d, "2000000100104", gap)
			d.pass(gap)
			undo()
			g.Scan("2000000100104")
			d.settle()
			d.pass(time.Second)
			if got := strings.Join(d.looked, " "); got != "2000000100104" || g.State().Typed != 0 {
				t.Errorf("%s, letters every %v: looked at %q, %d digits stay", who, gap, got, g.State().Typed)
			}
		}
	}
}

// A slow picture holds the fifth letter back for longer than any scanner pauses.
func TestASlowPictureMakesNoPINOfTheBeginningOfACode(t *testing.T) {
	for _, quiet := range []func(d *desk, told time.Time) time.Duration{
		func(*desk, time.Time) time.Duration { return 20 * time.Millisecond }, // the window paints all the time
		func(d *desk, told time.Time) time.Duration { return d.now.Sub(told) / 20 },
	} {
		d := newDesk()
		g := d.gate("c1")
		var told time.Time
		g.d.Quiet = func() time.Duration { return quiet(d, told) }
		keys(g, d, "2000", 0)
		told = d.now
		d.pass(400 * time.Millisecond)
		keys(g, d, "000100104", 0)
		if len(d.looked) != 0 {
			t.Errorf("looked at %v", d.looked)
		}
		g.d.Quiet = func() time.Duration { return time.Second }
		d.pass(time.Second)
		if s := g.State(); len(d.looked) != 0 || s.Typed != 0 {
			t.Errorf("afterwards: looked at %v, %d digits stay", d.looked, s.Typed)
		}
		keys(g, d, "1592", 120*time.Millisecond)
		d.pass(quick)
		if len(d.in) != 1 {
			t.Errorf("the PIN after it: looked at %v", d.looked)
		}
	}
}

func TestAQuickPINWithoutAnythingBehindItIsTaken(t *testing.T) {
	d := newDesk()
	g := d.gate("c1")
	keys(g, d, "1592", 12*time.Millisecond)
	d.pass(burst - time.Millisecond)
	if len(d.looked) != 0 {
		t.Error("looked at while a scan could be under way")
	}
	d.pass(time.Millisecond)
	if len(d.in) != 1 {
		t.Errorf("in are %v after %v", d.in, d.looked)
	}
}
