package staff

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Clock is how a person stands at the time clock.
type Clock struct {
	In    bool
	Since shop.Moment // of clocking in
	Break bool
	From  shop.Moment // of the break
	// Worked is the time of the stretch that runs, without its breaks.
	Worked time.Duration
	// Left is when the person clocked out last, of the last two days; zero: not.
	Left shop.Moment
}

// ClockOf is how a person stands at the time clock now.
func (s *Staff) ClockOf(ctx context.Context, who shop.ID) (c Clock, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		now, err := s.now(tx)
		if err != nil {
			return err
		}
		all, err := s.clocks(tx, now)
		c = all[who]
		return err
	})
	return c, err
}

// clocks is how everybody stands at the time clock.
func (s *Staff) clocks(tx books.Tx, now time.Time) (map[shop.ID]Clock, error) {
	set, err := s.frame.SetUp(tx)
	if err != nil {
		return nil, err
	}
	from, to := around(set.Shop, now, now)
	entries, err := tx.Staff().Times(from, to, "")
	all := map[shop.ID]Clock{}
	for _, one := range report.Stretches(entries, now) {
		c := Clock{In: one.Running, Since: one.In.At, Left: one.Out.At}
		if b, paused := one.OnBreak(); paused {
			c.Break, c.From = true, b.Begin.At
		}
		c.Worked = one.Worked(now)
		all[one.Staff] = c
	}
	return all, err
}

// around are the business days whose marks can belong to a stretch that began between two times.
func around(s shop.Shop, from, to time.Time) (first, last int) {
	return s.Moment(from.Add(-24 * time.Hour)).Day, s.Moment(to.Add(24 * time.Hour)).Day
}

// Mark lets the person of the context clock in or out, or begin or end a break, now. Faults: NoRight, ClockState (args: state: how
// the person stands already).
func (s *Staff) Mark(ctx context.Context, kind shop.TimeKind) (shop.TimeEntry, error) {
	who := act.Person(ctx).ID
	e := shop.TimeEntry{ID: s.frame.NewID(), Staff: who, By: who, Till: s.frame.Till, Kind: kind}
	_, err := s.frame.Do(ctx, act.Spec{ID: e.ID, Right: rights.ClockTime}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		if _, err := working(tx, who); err != nil {
			return nil, err
		}
		all, err := s.clocks(tx, at.At)
		if err != nil {
			return nil, err
		}
		if state, fits := all[who].allows(kind); !fits {
			return nil, fault.New(fault.ClockState, fault.Args{"state": state})
		}
		e.At = at
		return journal.OfTimeEntry(e), tx.Staff().AddTime(e)
	})
	s.tell(err)
	return e, err
}

// allows tells whether a mark makes sense now; state is how the person stands when it does not.
func (c Clock) allows(kind shop.TimeKind) (state string, fits bool) {
	switch kind {
	case shop.TimeIn:
		return "working", !c.In
	case shop.TimeOut:
		return "away", c.In
	case shop.TimeBreakStart:
		if !c.In {
			return "away", false
		}
		return "pausing", !c.Break
	case shop.TimeBreakEnd:
		if !c.In {
			return "away", false
		}
		return "working", c.Break
	}
	return "", false
}

// Correction is a change of what the time clock says. It moves an entry (Entry, At), takes one back (Entry, Void) or adds one
// that is missing (Staff, Kind, At). A reason is always said.
type Correction struct {
	Entry  shop.ID
	Void   bool
	Staff  shop.ID
	Kind   shop.TimeKind
	At     time.Time
	Reason string
}

// CorrectTime adds an entry that stands for another, or for one that is missing. Faults: NoRight, ReasonMissing, BadTime (still to
// come), NotFound (no such entry, or corrected already), UnknownStaff.
func (s *Staff) CorrectTime(ctx context.Context, c Correction) (shop.TimeEntry, error) {
	c.Reason = strings.TrimSpace(c.Reason)
	if c.Reason == "" || utf8.RuneCountInString(c.Reason) > 200 {
		return shop.TimeEntry{}, fault.New(fault.ReasonMissing, nil)
	}
	e := shop.TimeEntry{ID: s.frame.NewID(), Staff: c.Staff, By: act.Person(ctx).ID, Till: s.frame.Till, Kind: c.Kind, Corrects: c.Entry, Reason: c.Reason}
	_, err := s.frame.Do(ctx, act.Spec{ID: e.ID, Right: rights.CorrectTime}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		e.At = set.Shop.Moment(c.At)
		if c.Entry != "" {
			old, corrected, found, err := tx.Staff().TimeByID(c.Entry)
			if err == nil && (!found || corrected || old.Kind == shop.TimeVoid) {
				err = fault.New(fault.NotFound, fault.Args{"what": "time_entry"})
			}
			if err != nil {
				return nil, err
			}
			if e.Staff, e.Kind = old.Staff, old.Kind; c.Void {
				e.Kind, e.At = shop.TimeVoid, old.At
			}
		} else if _, err := working(tx, c.Staff); err != nil {
			return nil, err
		}
		if e.At.At.After(at.At) {
			return nil, fault.New(fault.BadTime, nil)
		}
		return journal.OfTimeEntry(e), tx.Staff().AddTime(e)
	})
	s.tell(err)
	return e, err
}

// Worked are the stretches that began on business days (inclusive), of one person or of all, by person and time. One's own needs the right
// to clock in, everybody's the right to see hours. Fault: NoRight.
func (s *Staff) Worked(ctx context.Context, from, to int, who shop.ID) (list []report.Stretch, err error) {
	right := rights.SeeHours
	if who != "" && who == act.Person(ctx).ID {
		right = rights.ClockTime
	}
	if err := s.frame.MayLook(ctx, rights.Ask{Act: right}); err != nil {
		return nil, err
	}
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		now, err := s.now(tx)
		if err != nil {
			return err
		}
		list, err = stretches(tx, from, to, who, now)
		return err
	})
	return list, err
}

// stretches reads the marks of the days and of those beside them, since a stretch may run over midnight.
func stretches(tx books.Tx, from, to int, who shop.ID, now time.Time) ([]report.Stretch, error) {
	entries, err := tx.Staff().Times(shop.AddDays(from, -1), shop.AddDays(to, 1), who)
	var list []report.Stretch
	for _, one := range report.Stretches(entries, now) {
		if one.Day >= from && one.Day <= to {
			list = append(list, one)
		}
	}
	return list, err
}

// MaySeeHours tells whether the person of the context may see everybody's hours, and correct them.
func (s *Staff) MaySeeHours(ctx context.Context) (see, correct bool, err error) {
	may := func(a rights.Act) bool {
		refused := s.frame.May(ctx, rights.Ask{Act: a})
		if refused != nil && !fault.Is(refused, fault.NoRight) {
			err = refused
		}
		return refused == nil
	}
	see, correct = may(rights.SeeHours), may(rights.CorrectTime)
	return see, correct, err
}
