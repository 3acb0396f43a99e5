package staff

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kassa/app/report"
	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
)

// Clerk is what the page of the time clock asks of the shop.
type Clerk interface {
	Faces(ctx context.Context) ([]people.Face, error)
	Mark(ctx context.Context, kind shop.TimeKind) (shop.TimeEntry, error)
	Worked(ctx context.Context, from, to int, who shop.ID) ([]report.Stretch, error)
	CorrectTime(ctx context.Context, c people.Correction) (shop.TimeEntry, error)
	MaySeeHours(ctx context.Context) (see, correct bool, err error)
}

// TimeDeps is what the page needs.
type TimeDeps struct {
	Clerk Clerk
	Acts  room.Queue
	Reads room.Queue
	Now   func() time.Time
	Zone  func() *time.Location
	// Today is the business day of now.
	Today func() int
	Me    func() shop.ID
	Say   func(err error, done string)
}

// Span is a period of business days.
type Span int

// The periods.
const (
	Today Span = iota
	ThisWeek
	LastWeek
	ThisMonth
	LastMonth
)

// Spans lists them in the order in which they are shown.
func Spans() []Span { return []Span{Today, ThisWeek, LastWeek, ThisMonth, LastMonth} }

// Days are the business days of a period, as seen from a day: weeks begin on Monday.
func (s Span) Days(today int) (from, to int) {
	at := time.Date(today/10000, time.Month(today/100%100), today%100, 0, 0, 0, 0, time.UTC)
	monday := shop.AddDays(today, -(int(at.Weekday())+6)%7)
	first := today - today%100 + 1
	switch s {
	case ThisWeek:
		return monday, today
	case LastWeek:
		return shop.AddDays(monday, -7), shop.AddDays(monday, -1)
	case ThisMonth:
		return first, today
	case LastMonth:
		last := shop.AddDays(first, -1)
		return last - last%100 + 1, last
	}
	return today, today
}

// TimePage is the page of the time clock without its look.
type TimePage struct {
	d     TimeDeps
	state TimeState
	draw  func(TimeState)
	asked int64 // the newest question; older answers are dropped
}

// TimeState is what is painted.
type TimeState struct {
	Ready   bool
	Me      people.Face
	People  []shop.Staff // who works here
	See     bool         // everybody's hours
	Correct bool
	All     bool // everybody is shown
	Span    Span
	Rows    []TimeRow
	Worked  time.Duration // of all rows
	Open    int           // the row whose marks are shown; -1: none
	Fix     *Fix          // the correction that is being made; nil: none
	Busy    bool
}

// TimeRow is a stretch of a person.
type TimeRow struct {
	report.Stretch
	Person shop.Staff
	Time   time.Duration // worked
	Pause  time.Duration
}

// Marks are the entries of a stretch in the order of their times.
func (r TimeRow) Marks() []shop.TimeEntry {
	var all []shop.TimeEntry
	add := func(e shop.TimeEntry) {
		if e.ID != "" {
			all = append(all, e)
		}
	}
	add(r.In)
	for _, b := range r.Breaks {
		add(b.Begin)
		add(b.End)
	}
	add(r.Out)
	return all
}

// Missing is the mark that a stretch lacks; empty: none.
func (r TimeRow) Missing() shop.TimeKind {
	switch {
	case r.In.ID == "":
		return shop.TimeIn
	case r.Out.ID == "" && !r.Running:
		return shop.TimeOut
	}
	return ""
}

// Fix is a correction as it is typed: of a mark, or of one that is missing.
type Fix struct {
	Entry  shop.TimeEntry // without an ID: one that is missing
	Person shop.Staff
	Day    int    // the business day
	Fresh  bool   // of a person and a day that are chosen here
	Clock  string // "08:02"
	Next   bool   // on the day after, for a mark after midnight
	Reason string
	Filled int
}

// NewTimePage makes the page.
func NewTimePage(d TimeDeps) *TimePage {
	m := &TimePage{d: d, draw: func(TimeState) {}}
	m.state.Open, m.state.Span = -1, ThisWeek
	return m
}

// OnDraw says who paints.
func (m *TimePage) OnDraw(draw func(TimeState)) { m.draw = draw }

// State is what is painted now.
func (m *TimePage) State() TimeState { return m.state }

// Read reads how everybody stands and what was worked.
func (m *TimePage) Read() {
	from, to := m.state.Span.Days(m.d.Today())
	var faces []people.Face
	var list []report.Stretch
	var see, correct bool
	all, me := m.state.All, m.d.Me()
	m.asked++
	serial := m.asked
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if see, correct, err = m.d.Clerk.MaySeeHours(ctx); err != nil {
			return err
		}
		if faces, err = m.d.Clerk.Faces(ctx); err != nil {
			return err
		}
		who := me
		if all && see {
			who = ""
		}
		list, err = m.d.Clerk.Worked(ctx, from, to, who)
		return err
	}, func(err error) {
		if serial != m.asked {
			return
		}
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.state.Ready, m.state.See, m.state.Correct, m.state.All = true, see, correct, all && see
		if i := slices.IndexFunc(faces, func(f people.Face) bool { return f.ID == me }); i >= 0 {
			m.state.Me = faces[i]
		}
		m.state.People = nil
		for _, f := range inOrder(faces) {
			m.state.People = append(m.state.People, f.Staff)
		}
		m.take(faces, list)
		m.draw(m.state)
	})
}

// take makes rows of stretches, the newest first.
func (m *TimePage) take(faces []people.Face, list []report.Stretch) {
	var open shop.ID
	if row, ok := m.open(); ok && len(row.Marks()) > 0 {
		open = row.Marks()[0].ID
	}
	now := m.d.Now()
	m.state.Rows, m.state.Worked, m.state.Open = nil, 0, -1
	for _, s := range list {
		r := TimeRow{Stretch: s, Person: shop.Staff{ID: s.Staff}, Time: s.Worked(now)}
		if s.Whole() || s.Running {
			r.Pause = s.Pause(now)
		}
		if i := slices.IndexFunc(faces, func(f people.Face) bool { return f.ID == s.Staff }); i >= 0 {
			r.Person = faces[i].Staff
		}
		m.state.Rows = append(m.state.Rows, r)
		m.state.Worked += r.Time
	}
	slices.SortStableFunc(m.state.Rows, func(a, b TimeRow) int { return b.begin().Compare(a.begin()) })
	if open != "" {
		m.state.Open = slices.IndexFunc(m.state.Rows, func(r TimeRow) bool { return len(r.Marks()) > 0 && r.Marks()[0].ID == open })
	}
}

// begin is when a stretch begins, for the order of the rows.
func (r TimeRow) begin() time.Time {
	if r.In.ID != "" {
		return r.In.At.At
	}
	return r.Out.At.At
}

func (m *TimePage) open() (TimeRow, bool) {
	if i := m.state.Open; i >= 0 && i < len(m.state.Rows) {
		return m.state.Rows[i], true
	}
	return TimeRow{}, false
}

// Mark lets the person clock in or out, or begin or end a break.
func (m *TimePage) Mark(kind shop.TimeKind) {
	m.act("time.marked", func(ctx context.Context) error {
		_, err := m.d.Clerk.Mark(ctx, kind)
		return err
	}, nothing)
}

// Choose shows a period.
func (m *TimePage) Choose(s Span) {
	m.state.Span, m.state.Open, m.state.Fix = s, -1, nil
	m.Read()
}

// ShowAll shows everybody, or the person alone.
func (m *TimePage) ShowAll(yes bool) {
	m.state.All, m.state.Open, m.state.Fix = yes, -1, nil
	m.Read()
}

// Show opens the marks of the i-th row.
func (m *TimePage) Show(i int) {
	m.state.Open, m.state.Fix = i, nil
	m.draw(m.state)
}

// Begin begins to correct a mark of the open row.
func (m *TimePage) Begin(i int) {
	row, ok := m.open()
	if marks := row.Marks(); ok && m.state.Correct && i >= 0 && i < len(marks) {
		e := marks[i]
		m.fix(Fix{Entry: e, Person: row.Person, Day: row.Day, Clock: e.At.Local().Format("15:04"), Next: dayOf(e.At) > row.Day})
	}
}

// BeginMissing begins to add the mark that the open row lacks.
func (m *TimePage) BeginMissing() {
	if row, ok := m.open(); ok && m.state.Correct && row.Missing() != "" {
		m.fix(Fix{Entry: shop.TimeEntry{Kind: row.Missing()}, Person: row.Person, Day: row.Day})
	}
}

// BeginFresh begins to add the clocking in of a day on which a person never clocked in; the clocking out is added to its row.
func (m *TimePage) BeginFresh() {
	if m.state.Correct && len(m.state.People) > 0 {
		m.state.Open = -1
		m.fix(Fix{Entry: shop.TimeEntry{Kind: shop.TimeIn}, Person: m.state.People[0], Day: m.d.Today(), Fresh: true})
	}
}

// ForPerson chooses whose time it is.
func (m *TimePage) ForPerson(i int) {
	m.change(func(f *Fix) { f.Person = m.state.People[i] })
}

// OnDay chooses the day, so many days ago.
func (m *TimePage) OnDay(ago int) {
	m.change(func(f *Fix) { f.Day = shop.AddDays(m.d.Today(), -ago) })
}

// change changes the correction that is being made.
func (m *TimePage) change(f func(*Fix)) {
	if m.state.Fix != nil {
		now := *m.state.Fix
		f(&now)
		m.state.Fix = &now
		m.draw(m.state)
	}
}

// dayOf is the day on the wall.
func dayOf(at shop.Moment) int { return shop.DayOf(at.Local()) }

func (m *TimePage) fix(f Fix) {
	if m.state.Fix != nil {
		f.Filled = m.state.Fix.Filled
	}
	f.Filled++
	m.state.Fix = &f
	m.draw(m.state)
}

// Leave gives the correction up.
func (m *TimePage) Leave() {
	m.state.Fix = nil
	m.draw(m.state)
}

// Type takes the time and the reason as they are typed.
func (m *TimePage) Type(clock, reason string) {
	m.change(func(f *Fix) { f.Clock, f.Reason = clock, reason })
}

// Reason fills in a reason that was tapped.
func (m *TimePage) Reason(words string) {
	if f := m.state.Fix; f != nil {
		now := *f
		now.Reason = words
		m.fix(now)
	}
}

// NextDay says whether the mark is on the day after.
func (m *TimePage) NextDay(yes bool) {
	m.change(func(f *Fix) { f.Next = yes })
}

// ReadClock reads "8:02", "08.02" or "0802" as hours and minutes.
func ReadClock(s string) (hour, minute int, ok bool) {
	s = strings.TrimSpace(s)
	h, mi, parted := strings.Cut(strings.NewReplacer(".", ":", " ", ":", "-", ":").Replace(s), ":")
	if !parted && len(s) >= 3 {
		h, mi = s[:len(s)-2], s[len(s)-2:]
	}
	hour, err := strconv.Atoi(h)
	if err != nil {
		return 0, 0, false
	}
	minute, err = strconv.Atoi(mi)
	return hour, minute, err == nil && len(mi) == 2 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60
}

// CanSave reports whether the correction is whole.
func (f Fix) CanSave() bool {
	_, _, ok := ReadClock(f.Clock)
	return ok && strings.TrimSpace(f.Reason) != ""
}

// Save stores the correction: the time on the day of the stretch, or on the day after.
func (m *TimePage) Save() {
	f := m.state.Fix
	if f == nil || !f.CanSave() {
		return
	}
	hour, minute, _ := ReadClock(f.Clock)
	day := f.Day
	if f.Next {
		day = shop.AddDays(day, 1)
	}
	at := time.Date(day/10000, time.Month(day/100%100), day%100, hour, minute, 0, 0, m.d.Zone())
	m.correct(people.Correction{Entry: f.Entry.ID, Staff: f.Person.ID, Kind: f.Entry.Kind, At: at, Reason: f.Reason})
}

// TakeBack takes the mark back that is being corrected.
func (m *TimePage) TakeBack() {
	if f := m.state.Fix; f != nil && f.Entry.ID != "" && strings.TrimSpace(f.Reason) != "" {
		m.correct(people.Correction{Entry: f.Entry.ID, Void: true, Reason: f.Reason})
	}
}

func (m *TimePage) correct(c people.Correction) {
	m.act("time.corrected", func(ctx context.Context) error {
		_, err := m.d.Clerk.CorrectTime(ctx, c)
		return err
	}, func() { m.state.Fix = nil })
}

func (m *TimePage) act(done string, work func(ctx context.Context) error, after func()) {
	acting{m.d.Acts, "time", m.d.Say, func(yes bool) {
		m.state.Busy = yes
		m.draw(m.state)
	}, m.Read}.do(done, work, after)
}
