package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kassa/app/fault"
	"kassa/app/text"
	"kassa/ui/safe"
)

// lane runs what a queue spawns and posts when the test says so.
type lane struct {
	spawned, posted []func()
	timers          []*func()
}

func (l *lane) ways() Ways {
	return Ways{Spawn: func(f func()) { l.spawned = append(l.spawned, f) }, Post: func(f func()) { l.posted = append(l.posted, f) },
		After: func(_ time.Duration, f func()) func() {
			t := &f
			l.timers = append(l.timers, t)
			return func() { *t = func() {} }
		}, Painted: func(f func()) { f() }}
}

// ring lets all time go by.
func (l *lane) ring() {
	due := l.timers
	l.timers = nil
	for _, f := range due {
		(*f)()
	}
}

func (l *lane) work() {
	for len(l.spawned) > 0 {
		f := l.spawned[0]
		l.spawned = l.spawned[1:]
		f()
	}
}

func (l *lane) screen() {
	for len(l.posted) > 0 {
		f := l.posted[0]
		l.posted = l.posted[1:]
		f()
	}
}

func TestWorkIsDoneInTheOrderInWhichItWasAskedFor(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	said := ""
	for _, s := range []string{"a", "b", "c"} {
		q.Do("", func(context.Context) error { said += s; return nil }, func(error) { said += strings.ToUpper(s) })
	}
	if len(l.spawned) != 1 {
		t.Fatalf("%d at work, want one after the other", len(l.spawned))
	}
	l.work()
	l.screen()
	if said != "abcABC" {
		t.Error(said)
	}
}

func TestTheSameThingIsNotDoneTwiceAtOnce(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	n := 0
	count := func(context.Context) error { n++; return nil }
	if !q.Do("pay", count, nil) || q.Do("pay", count, nil) || !q.Do("print", count, nil) {
		t.Error("a second tap on the same thing is ignored, one on another is not")
	}
	l.work()
	if q.Do("pay", count, nil) {
		t.Error("it is under way until its outcome is drawn")
	}
	l.screen()
	if !q.Do("pay", count, nil) || n != 2 {
		t.Errorf("done %d times", n)
	}
}

func TestAPanicOfTheWorkBecomesAnErrorWithAReport(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	var told []Crash
	q.Report = func(c Crash) { told = append(told, c) }
	var got error
	q.Do("", func(context.Context) error { panic("index out of range") }, func(err error) { got = err })
	l.work()
	l.screen()
	if got == nil || !strings.Contains(got.Error(), "index out of range") {
		t.Fatalf("error %v", got)
	}
	if len(told) != 1 || told[0].Incident != text.Incident(got) || !strings.Contains(string(told[0].Stack), "do_test.go") {
		t.Errorf("told %v, want one report under the number that is shown, with the place", told)
	}
}

func TestAPanicOfACallbackIsCaught(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	var caught any
	safe.Catch(func(what any, _ []byte) { caught = what })
	defer safe.Catch(nil)
	after := false
	q.Do("", func(context.Context) error { return nil }, func(error) { panic("in the drawing") })
	q.Do("", func(context.Context) error { return nil }, func(error) { after = true })
	l.work()
	l.screen()
	if caught != "in the drawing" || !after {
		t.Errorf("caught %v; the next piece was handed over: %v", caught, after)
	}
}

func TestLongWorkSaysThatItWorks(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	var told []bool
	q.Busy = func(yes bool) { told = append(told, yes) }
	q.Do("", func(context.Context) error { l.ring(); return nil }, nil)
	q.Do("", func(context.Context) error { return nil }, nil)
	l.work()
	l.ring()
	l.screen()
	if len(told) == 0 || !told[0] || told[len(told)-1] {
		t.Errorf("told %v", told)
	}
	for _, yes := range told[1:] {
		if yes {
			t.Errorf("quick work says that it works: %v", told)
		}
	}
}

func TestBeforeTheWindowRunsWorkIsDoneAtOnce(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	said := ""
	q.AtOnce(func() {
		q.Do("", func(context.Context) error { said += "w"; return nil }, func(error) { said += "d" })
		said += "!"
	})
	q.Do("", func(context.Context) error { said += "x"; return nil }, nil)
	if said != "wd!" {
		t.Error(said)
	}
}

func TestRefusedWorkRunsAgainWhenSomebodyAllowsIt(t *testing.T) {
	type leave struct{}
	refusal := fault.New(fault.NoRight, fault.Args{"act": "cash_out"})
	for _, allowed := range []bool{true, false} {
		l := &lane{}
		q := NewQueue(context.Background, l.ways())
		q.Allow = func(f *fault.Error, again func(func(context.Context) context.Context), giveUp func()) {
			if f != refusal {
				t.Errorf("asked about %v", f)
			}
			if allowed {
				again(func(ctx context.Context) context.Context { return context.WithValue(ctx, leave{}, true) })
			} else {
				giveUp()
			}
		}
		runs, outcome := 0, errors.New("never told")
		q.Do("out", func(ctx context.Context) error {
			runs++
			if ctx.Value(leave{}) == nil {
				return fmt.Errorf("take cash out: %w", refusal)
			}
			return nil
		}, func(err error) { outcome = err })
		for range 3 {
			l.work()
			l.screen()
		}
		if want := map[bool]int{true: 2, false: 1}[allowed]; runs != want || fault.Is(outcome, fault.NoRight) == allowed {
			t.Errorf("allowed %t: %d runs, outcome %v; want %d runs", allowed, runs, outcome, want)
		}
		if !q.Do("out", func(context.Context) error { return nil }, nil) {
			t.Errorf("allowed %t: the same work cannot be asked for again", allowed)
		}
	}
}

func TestAnotherFaultAsksNobody(t *testing.T) {
	l := &lane{}
	q := NewQueue(context.Background, l.ways())
	q.Allow = func(*fault.Error, func(func(context.Context) context.Context), func()) {
		t.Error("somebody was asked to allow what no right forbids")
	}
	var outcome error
	q.Do("", func(context.Context) error { return fault.New(fault.EmptyBasket, nil) }, func(err error) { outcome = err })
	l.work()
	l.screen()
	if !fault.Is(outcome, fault.EmptyBasket) {
		t.Errorf("the outcome is %v", outcome)
	}
}
