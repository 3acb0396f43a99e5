// Package staff is how people say who they are at a till, and how the shop keeps them: the lock screen, the question who
// allows an act, the page of people and that of the time clock.
//
// The rules. Who is at the till is found out by a tile and a PIN, or by a badge; a PIN is looked at with its last digit, so
// there is no Enter. What a scanner types is never taken for a PIN: after the last digit from a keyboard the gate waits
// until no letter follows, longer where the digits came as quick as a scanner's; digits with more behind them are
// forgotten, and cost no try. A wrong PIN is said in words, with how many tries are left, and a wait counts down where it
// was caused. Rights are not asked here: the services refuse, and the page says why.
//
// A worked example: C1 has the PIN 1592. The lock screen shows four rings beside the tile "Cashier 1"; the fourth tap asks
// the shop, a tenth of a second later the sell screen is there, with the basket as it was. With 1593 the rings are empty again and under
// them stands "Wrong PIN. Tries left before a pause: 4."
package staff

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kassa/app/fault"
	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
)

// GateDeps is what a gate asks.
type GateDeps struct {
	// People are those who can be asked.
	People func(ctx context.Context) ([]people.Face, error)
	// PIN and Badge find out whether somebody is who is meant.
	PIN   func(ctx context.Context, who shop.ID, pin string) (shop.Staff, error)
	Badge func(ctx context.Context, code string) (shop.Staff, error)
	// In is told who was recognised; the gate is done then.
	In func(p shop.Staff)

	Acts  room.Queue
	Reads room.Queue
	Now   func() time.Time
	// Quiet is how long no letter came from a keyboard, as a slow window feels it; nil: the timers of Acts are all there is.
	Quiet func() time.Duration
	// Last is whose tile is chosen at first; empty: nobody's, or with First that of the first who has a PIN.
	Last  shop.ID
	First bool
	// PINs are those of a demo shop by code, to be shown; nil in any other.
	PINs map[string]string
}

// Gate asks one of several people who it is. The lock screen and the question who allows an act are drawn over one.
type Gate struct {
	d      GateDeps
	state  GateState
	draw   func(GateState)
	pin    string
	settle func() // ends the wait for a quick letter; nil: none
	burst  bool   // digits came as quick as a scanner's
	over   bool   // a letter came behind the last digit: this is no person
	beat   func() // ends the counting down
	shut   bool
}

// GateState is what is painted.
type GateState struct {
	People []people.Face // those who can sign in first narrowest role, then by code
	Chosen int           // -1: nobody yet
	Typed  int           // digits so far
	Digits int           // of the PIN of the chosen person; 0: not known
	Busy   bool          // a PIN or a badge is looked at
	Choose bool          // digits came before a name was chosen
	Err    error         // why nobody was recognised
	Wait   time.Duration // until the next try of the chosen person
	PIN    string        // of the chosen person, in a demo shop
	Ready  bool          // the people were read
}

// NewGate makes a gate that knows nobody yet.
func NewGate(d GateDeps) *Gate { return &Gate{d: d, state: GateState{Chosen: -1}} }

// OnDraw says who paints.
func (g *Gate) OnDraw(draw func(GateState)) { g.draw = draw }

// State is what is painted now.
func (g *Gate) State() GateState { return g.state }

// Open reads who can be asked.
func (g *Gate) Open() {
	var all []people.Face
	g.d.Reads.Do("", func(ctx context.Context) (err error) {
		all, err = g.d.People(ctx)
		return err
	}, func(err error) {
		if g.shut {
			return
		}
		g.state.Ready, g.state.Err = true, err
		chosen := g.d.Last
		if p, ok := g.chosen(); ok {
			chosen = p.ID
		}
		g.state.People = inOrder(all)
		g.state.Chosen = slices.IndexFunc(g.state.People, func(f people.Face) bool { return f.ID == chosen && f.HasPIN })
		if g.state.Chosen < 0 && g.d.First {
			g.state.Chosen = slices.IndexFunc(g.state.People, func(f people.Face) bool { return f.HasPIN })
		}
		if able := slices.DeleteFunc(slices.Clone(all), func(f people.Face) bool { return !f.HasPIN }); g.state.Chosen < 0 && len(able) == 1 {
			g.state.Chosen = slices.IndexFunc(g.state.People, func(f people.Face) bool { return f.ID == able[0].ID })
		}
		g.meet()
		g.paint()
	})
}

// inOrder puts those who sell before those who manage.
func inOrder(all []people.Face) []people.Face {
	return slices.SortedStableFunc(slices.Values(all), func(a, b people.Face) int {
		return cmp.Or(cmp.Compare(people.Rank(a.Role), people.Rank(b.Role)), cmp.Compare(len(a.Code), len(b.Code)), cmp.Compare(a.Code, b.Code))
	})
}

// Close ends the gate: what is still under way changes nothing.
func (g *Gate) Close() {
	g.shut = true
	g.stopWaiting()
	g.forget()
}

func (g *Gate) chosen() (people.Face, bool) {
	if i := g.state.Chosen; i >= 0 && i < len(g.state.People) {
		return g.state.People[i], true
	}
	return people.Face{}, false
}

// meet takes up what is known of the chosen person.
func (g *Gate) meet() {
	g.forget()
	g.stopWaiting()
	p, ok := g.chosen()
	g.state.Digits, g.state.PIN, g.state.Wait = p.Digits, "", 0
	if !ok {
		return
	}
	g.state.Choose = false
	g.state.PIN = g.d.PINs[p.Code]
	switch {
	case p.Locked:
		g.state.Err = fault.New(fault.PINLocked, fault.Args{"name": p.Name})
	case p.Wait > 0:
		g.state.Err = fault.New(fault.PINWait, fault.Args{"wait": p.Wait})
		g.waitFor(p.Wait)
	}
}

// Choose takes the tile of a person.
func (g *Gate) Choose(i int) {
	if g.state.Busy || i < 0 || i >= len(g.state.People) || !g.state.People[i].HasPIN {
		return
	}
	g.state.Chosen, g.state.Err = i, nil
	g.meet()
	g.paint()
}

// Step chooses the next or the one before, by the arrow keys.
func (g *Gate) Step(by int) {
	n := len(g.state.People)
	for i := g.state.Chosen + by; i >= 0 && i < n; i += by {
		if g.state.People[i].HasPIN {
			g.Choose(i)
			return
		}
	}
}

// forget takes all digits back.
func (g *Gate) forget() {
	g.pin, g.state.Typed = "", 0
	g.burst, g.over = false, false
	if g.settle != nil {
		g.settle()
		g.settle = nil
	}
}

// Digit takes a digit from the pad on the screen.
func (g *Gate) Digit(d rune) {
	if g.take(d) {
		g.ask()
	}
	g.paint()
}

// How long after the last digit from a keyboard the gate waits for another letter: a scanner sends the next within 35 ms,
// and Enter, which tells the router that it was one, not later than the router waits for it.
const (
	quick = 60 * time.Millisecond
	burst = 250 * time.Millisecond // behind digits as quick as a scanner's
)

// Rune takes a letter from a keyboard or a scanner, and gives back how to take it back.
func (g *Gate) Rune(ch rune, fast bool) (undo func()) {
	if g.state.Busy {
		return nil
	}
	before, waits := g.pin, g.settle != nil
	if waits {
		g.settle()
		g.settle = nil
		g.over = true
	}
	digit := ch >= '0' && ch <= '9'
	g.burst = g.burst || fast && before != ""
	if digit && !g.over && g.take(ch) || waits {
		g.wait()
	}
	if digit && !fast {
		g.paint()
	}
	if !digit {
		return nil
	}
	return func() {
		g.forget()
		g.pin, g.state.Typed = before, len(before)
		g.paint()
	}
}

// wait lets the PIN be looked at when no letter follows, and forgets digits behind which others came.
func (g *Gate) wait() {
	long := quick
	if g.burst || g.over {
		long = burst
	}
	g.settle = g.d.Acts.After(long, func() {
		g.settle = nil
		switch {
		case g.shut:
			return
		case g.d.Quiet != nil && g.d.Quiet() < long: // a slow picture: letters may wait behind it
			g.wait()
			return
		case g.over:
			g.forget()
		default:
			g.ask()
		}
		g.paint()
	})
}

// take adds a digit; whole says that the PIN has all its digits now.
func (g *Gate) take(d rune) (whole bool) {
	p, ok := g.chosen()
	switch {
	case g.state.Busy:
		return false
	case !ok:
		g.state.Choose = true
		return false
	case p.Locked || g.state.Wait > 0 || len(g.pin) >= p.Digits:
		return false
	}
	g.pin += string(d)
	g.state.Typed = len(g.pin)
	return len(g.pin) == p.Digits
}

// Back takes the last digit back.
func (g *Gate) Back() {
	if n := len(g.pin); n > 0 && !g.state.Busy {
		pin := g.pin[:n-1]
		g.forget()
		g.pin, g.state.Typed = pin, len(pin)
		g.paint()
	}
}

// ask lets the shop look at the PIN.
func (g *Gate) ask() {
	p, ok := g.chosen()
	if !ok || g.state.Busy {
		return
	}
	pin := g.pin
	g.look(func(ctx context.Context) (shop.Staff, error) { return g.d.PIN(ctx, p.ID, pin) })
}

// Scan lets the shop look at a badge.
func (g *Gate) Scan(code string) {
	if g.state.Busy || g.shut {
		return
	}
	g.forget()
	g.look(func(ctx context.Context) (shop.Staff, error) { return g.d.Badge(ctx, code) })
}

// look asks the shop who this is.
func (g *Gate) look(who func(ctx context.Context) (shop.Staff, error)) {
	g.state.Busy, g.state.Err = true, nil
	g.paint()
	var p shop.Staff
	g.d.Acts.Do("", func(ctx context.Context) (err error) {
		p, err = who(ctx)
		return err
	}, func(err error) {
		g.state.Busy = false
		switch {
		case g.shut:
		case err == nil:
			g.Close()
			g.d.In(p)
		default:
			g.refused(err)
		}
	})
}

// refused says why nobody was recognised; a wait counts down.
func (g *Gate) refused(err error) {
	g.forget()
	g.state.Err = err
	if f, ok := fault.Of(err); ok && f.Code == fault.PINWait {
		wait, _ := f.Args["wait"].(time.Duration)
		g.waitFor(wait)
	}
	if p, ok := g.chosen(); ok && fault.Is(err, fault.PINLocked) {
		p.Locked = true
		g.state.People = slices.Clone(g.state.People)
		g.state.People[g.state.Chosen] = p
	}
	g.paint()
}

// waitFor counts a wait down, second by second.
func (g *Gate) waitFor(wait time.Duration) {
	until := g.d.Now().Add(wait)
	g.stopWaiting()
	g.state.Wait = wait
	var tick func()
	tick = func() {
		g.beat = g.d.Acts.After(time.Second, func() {
			g.state.Wait = max(0, until.Sub(g.d.Now()))
			if g.state.Wait > 0 {
				tick()
			} else {
				g.state.Err = nil
				g.Open() // the tile says it too
			}
			g.paint()
		})
	}
	tick()
}

func (g *Gate) stopWaiting() {
	if g.beat != nil {
		g.beat()
		g.beat = nil
	}
	g.state.Wait = 0
}

func (g *Gate) paint() {
	if g.draw != nil && !g.shut {
		g.draw(g.state)
	}
}
