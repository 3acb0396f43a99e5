package report

import (
	"cmp"
	"slices"
	"time"

	"kassa/app/shop"
)

// Forgotten is how long somebody can be at work: whoever clocked in longer ago and did not clock out forgot it, and that time
// counts nothing until it is corrected.
const Forgotten = 16 * time.Hour

// Stretch is the time of one person from clocking in to clocking out, on the business day on which it began. In or Out
// without an ID are missing.
type Stretch struct {
	Staff   shop.ID
	Day     int
	In, Out shop.TimeEntry
	Breaks  []Break
	Running bool // at work: not clocked out, and not forgotten
}

// Break is a pause within a stretch; an open one has no End.
type Break struct{ Begin, End shop.TimeEntry }

// Whole reports whether a stretch has both its ends.
func (s Stretch) Whole() bool { return s.In.ID != "" && s.Out.ID != "" }

// Pause is how long the breaks were, an open one up to now.
func (s Stretch) Pause(now time.Time) time.Duration {
	var sum time.Duration
	for _, b := range s.Breaks {
		sum += s.end(b.End, now).Sub(b.Begin.At.At)
	}
	return sum
}

// Worked is the time that counts: from in to out without the breaks, of a running stretch up to now, of one with an end
// missing nothing.
func (s Stretch) Worked(now time.Time) time.Duration {
	if !s.Whole() && !s.Running {
		return 0
	}
	return max(0, s.end(s.Out, now).Sub(s.In.At.At)-s.Pause(now))
}

// end is the time of an entry that ends something: an entry that is missing is now, but not after the clocking out.
func (s Stretch) end(e shop.TimeEntry, now time.Time) time.Time {
	switch {
	case e.ID != "":
		return e.At.At
	case s.Out.ID != "":
		return s.Out.At.At
	}
	return now
}

// OnBreak is the open break of a running stretch.
func (s Stretch) OnBreak() (Break, bool) {
	if n := len(s.Breaks); s.Running && n > 0 && s.Breaks[n-1].End.ID == "" {
		return s.Breaks[n-1], true
	}
	return Break{}, false
}

// Stretches makes stretches of the marks of the time clock that count, by person and time. Clocking in twice leaves the first
// one without its end; clocking out without having clocked in is a stretch without a beginning; a break outside of work is none.
//
// A worked example: in 08:00, break 12:00 to 12:30, out 16:30 is one stretch of 8 hours and a pause of 30 minutes.
func Stretches(entries []shop.TimeEntry, now time.Time) []Stretch {
	sorted := slices.SortedStableFunc(slices.Values(entries), func(a, b shop.TimeEntry) int {
		return cmp.Or(cmp.Compare(a.Staff, b.Staff), a.At.At.Compare(b.At.At))
	})
	var all []Stretch
	var open *Stretch
	end := func() {
		if open != nil {
			open.Running = !open.Whole() && now.Sub(open.In.At.At) < Forgotten
			all = append(all, *open)
		}
		open = nil
	}
	for _, e := range sorted {
		if open != nil && open.Staff != e.Staff {
			end()
		}
		switch {
		case e.Kind == shop.TimeIn:
			if open != nil { // clocked in twice: the first was left without an end
				all, open = append(all, *open), nil
			}
			open = &Stretch{Staff: e.Staff, Day: e.At.Day, In: e}
		case open == nil && e.Kind == shop.TimeOut:
			all = append(all, Stretch{Staff: e.Staff, Day: e.At.Day, Out: e})
		case open == nil:
		case e.Kind == shop.TimeOut:
			open.Out = e
			end()
		default:
			open.pause(e)
		}
	}
	end()
	return all
}

// pause notes the begin or the end of a break.
func (s *Stretch) pause(e shop.TimeEntry) {
	n := len(s.Breaks)
	within := n > 0 && s.Breaks[n-1].End.ID == ""
	switch {
	case e.Kind == shop.TimeBreakStart && !within:
		s.Breaks = append(s.Breaks, Break{Begin: e})
	case e.Kind == shop.TimeBreakEnd && within:
		s.Breaks[n-1].End = e
	}
}

// ByPerson is a grouping of [Hours]; the other is ByDay.
const ByPerson = "person"

// Hours is the time of people: one line for each of them, or by day one for each stretch. People come as they are given. Stretches that began outside of the span are left out.
func Hours(span Span, by string, people []shop.Staff, stretches []Stretch, now time.Time) Table {
	t := Table{Name: "staff", By: by, From: span.From, To: span.To, Currency: span.Currency, Columns: []Column{
		{"person", Text}, {"days", Count}, {"worked_minutes", Minutes}, {"break_minutes", Minutes}, {"incomplete", Count}}}
	if by == ByDay {
		t.Columns = []Column{{"person", Text}, {"day", Day}, {"in", Clock}, {"out", Clock}, {"worked_minutes", Minutes}, {"break_minutes", Minutes}, {"incomplete", Count}}
	}
	var total personHours
	for _, p := range people {
		one := personHours{days: map[int]bool{}}
		for _, s := range stretches {
			if s.Staff != p.ID || s.Day < span.From || s.Day > span.To {
				continue
			}
			one.add(s, now)
			if by == ByDay {
				t.Lines = append(t.Lines, stretchLine(p, s, now))
			}
		}
		if by == ByPerson && one.stretches > 0 {
			t.Lines = append(t.Lines, one.line(p))
		}
		total.dayCount += len(one.days)
		total.worked, total.pause, total.incomplete = total.worked+one.worked, total.pause+one.pause, total.incomplete+one.incomplete
	}
	t.Total = total.sum(by)
	return t
}

// personHours adds up the stretches of one person.
type personHours struct {
	days          map[int]bool
	dayCount      int
	stretches     int
	worked, pause int64
	incomplete    int64
}

func minutes(d time.Duration) int64 { return int64(d / time.Minute) }

func (h *personHours) add(s Stretch, now time.Time) {
	h.stretches++
	h.days[s.Day] = true
	h.worked += minutes(s.Worked(now))
	if s.Whole() || s.Running {
		h.pause += minutes(s.Pause(now))
	} else {
		h.incomplete++
	}
}

func (h *personHours) line(p shop.Staff) []Cell {
	return []Cell{{Text: called(p)}, {N: int64(len(h.days))}, {N: h.worked}, {N: h.pause}, {N: h.incomplete}}
}

func (h *personHours) sum(by string) []Cell {
	if by == ByDay {
		return []Cell{{}, {N: NoTime}, {N: NoTime}, {N: NoTime}, {N: h.worked}, {N: h.pause}, {N: h.incomplete}}
	}
	return []Cell{{}, {N: int64(h.dayCount)}, {N: h.worked}, {N: h.pause}, {N: h.incomplete}}
}

func stretchLine(p shop.Staff, s Stretch, now time.Time) []Cell {
	one := personHours{days: map[int]bool{}}
	one.add(s, now)
	return []Cell{{Text: called(p)}, {N: int64(s.Day)}, {N: onTheWall(s.In)}, {N: onTheWall(s.Out)}, {N: one.worked}, {N: one.pause}, {N: one.incomplete}}
}

// called is how a person stands in a report: the code, which is short and stays, and the name.
func called(p shop.Staff) string { return p.Code + " " + p.Name }

// NoTime stands in a cell of kind Day or Clock where there is none.
const NoTime = -1

// onTheWall is the time of an entry as minutes since midnight.
func onTheWall(e shop.TimeEntry) int64 {
	if e.ID == "" {
		return NoTime
	}
	at := e.At.Local()
	return int64(at.Hour()*60 + at.Minute())
}
