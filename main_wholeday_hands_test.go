//go:build cgo && linux

package main

import (
	"context"
	"strings"
	"time"

	"kassa/app/text"
)

// until waits for what is printed to make something true.
func (p *process) until(what string, ready func() bool) {
	p.t.Helper()
	if !p.within(20*time.Second, ready) {
		p.t.Fatalf("waited in vain for %s; printed so far:\n%s", what, tail(strings.Join(p.all(), "\n")))
	}
}

// within tells whether something became true in time.
func (p *process) within(limit time.Duration, ready func() bool) bool {
	ctx, stop := context.WithTimeout(context.Background(), limit)
	defer stop()
	for !ready() {
		select {
		case <-p.more:
		case <-ctx.Done():
			return ready()
		}
	}
	return true
}

// standing is where a key or row stands whose words fit: its words, and its centre; found is false while none is on the
// screen. What was told at the very corner has not been placed yet.
func (p *process) standing(fits func(words string) bool) (words, x, y string, found bool) {
	gone := map[string]bool{}
	for lines := p.all(); len(lines) > 0; lines = lines[:len(lines)-1] {
		f := strings.SplitN(lines[len(lines)-1], " ", 6)
		if len(f) != 6 || f[0] != "KEY" || gone[f[5]] || !fits(f[5]) {
			continue
		}
		if f[3] != "0" && f[1]+f[2] != "00" {
			return f[5], middle(f[1], f[3]), middle(f[2], f[4]), true
		}
		gone[f[5]] = true
	}
	return "", "", "", false
}

func exactly(label string) func(string) bool {
	return func(words string) bool { return words == label }
}

func beginning(with, holding string) func(string) bool {
	return func(words string) bool { return strings.HasPrefix(words, with) && strings.Contains(words, holding) }
}

// see waits until something is on the screen, and tells its words.
func (d *day) see(what string, fits func(words string) bool) (words, x, y string) {
	d.t.Helper()
	d.till.until(what, func() (found bool) {
		words, x, y, found = d.till.standing(fits)
		return found
	})
	return words, x, y
}

// press taps the key with these words.
func (d *day) press(label string) {
	d.t.Helper()
	_, x, y := d.see(label, exactly(label))
	xdo(d.t, d.screen, "mousemove", x, y, "click", "1")
}

// key taps the key whose words have this name.
func (d *day) key(name string, args ...text.Args) {
	d.t.Helper()
	d.press(d.say.T(name, args...))
}

// strong presses a key that takes no press meant for the page before, again until what comes next is there.
func (d *day) strong(label, next string) { d.t.Helper(); d.strongTo(label, exactly(next)) }

func (d *day) strongTo(label string, next func(words string) bool) {
	d.t.Helper()
	for range 40 {
		if d.till.within(250*time.Millisecond, func() bool { _, _, _, there := d.till.standing(next); return there }) {
			return
		}
		if _, x, y, there := d.till.standing(exactly(label)); there {
			xdo(d.t, d.screen, "mousemove", x, y, "click", "1")
		}
	}
	d.t.Fatalf("%q leads nowhere:\n%s", label, tail(strings.Join(d.till.all(), "\n")))
}

// spotNow waits for a part of the sell screen that appears after a moment, and taps it.
func (d *day) spotNow(name string, from int) {
	d.t.Helper()
	placed := func(l string) bool { return has("POS "+name+" ")(l) && !strings.HasPrefix(l, "POS "+name+" 0 0 ") }
	d.till.wait("the place of "+name, from, placed)
	d.tap(name)
}

// typed types as a person does, then a named key.
func (d *day) typed(words string, keys ...string) {
	d.t.Helper()
	if words != "" {
		xdo(d.t, d.screen, "type", "--delay", "60", words)
	}
	for _, k := range keys {
		xdo(d.t, d.screen, "key", k)
	}
}

// signIn taps the tile of a person, types the PIN and clocks in at the first time.
func (d *day) signIn(code string) {
	d.t.Helper()
	d.press("person: " + crew[code].name)
	from := len(d.till.all())
	d.typed(crew[code].pin)
	d.till.wait(code+" at the till", from, exactly("PERSON "+code))
	d.at = code
	if !d.here[code] {
		d.here[code] = true
		d.key("lock.clock_in_key")
	}
}

// change locks the till and lets somebody else sign in.
func (d *day) change(code string) {
	d.t.Helper()
	from := len(d.till.all())
	d.press("rail: " + d.say.T("rail.lock"))
	d.till.wait("the lock", from, exactly("PERSON"))
	d.signIn(code)
}

// allowed lets the manager allow what was just refused, by PIN.
func (d *day) allowed() {
	d.t.Helper()
	d.see("the manager to be asked", theManager)
	d.typed(crew["M1"].pin)
}

func theManager(words string) bool { return strings.HasPrefix(words, crew["M1"].name+" · ") }

// room goes to a room by the rail.
func (d *day) room(name string) {
	d.t.Helper()
	d.press("rail: " + d.say.T("rail."+name))
}

// scan puts goods into the basket, one after the other, and waits until each is there.
func (d *day) scan(n int) {
	d.t.Helper()
	for range n {
		from := len(d.till.all())
		code := d.codes[d.random.IntN(len(d.codes))]
		xdo(d.t, d.screen, "type", "--delay", "0", "--args", "1", code, "key", "Return") // at once, as a scanner that no load holds up
		d.till.wait("another line", from, func(l string) bool { return has("STATE", "receipt=")(l) && field(l, "total") > 0 })
		d.basket = append(d.basket, code)
	}
}

// pay takes the total by a key of the sell screen, and notes what the screen said.
func (d *day) pay(spot string) {
	d.t.Helper()
	x, y := d.till.spot(spot)
	from := len(d.till.all())
	var total int64
	for range 40 {
		all := d.till.all()
		for _, l := range all[from:] {
			if label := word(l, "receipt"); label != "" {
				d.sold = append(d.sold, sold{label, map[string]string{"exact": "cash", "card": "card"}[spot], d.at, total, d.basket})
				d.basket = nil
				return
			}
		}
		total = lastTotal(all)
		seen := len(all)
		xdo(d.t, d.screen, "mousemove", x, y, "click", "1")
		d.till.wait("an answer to the tap", seen, has("STATE"))
	}
	d.t.Fatal("forty taps closed no sale")
}

// sell sells so many baskets by one tender.
func (d *day) sell(n int, spot string) {
	d.t.Helper()
	for range n {
		d.scan(1 + d.random.IntN(3))
		d.pay(spot)
	}
}

// empty waits for the empty sell screen.
func (d *day) empty(from int) {
	d.t.Helper()
	d.till.wait("an empty basket", from, has("STATE", "total=0", "lines=0", "receipt="))
}
