package report_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kassa/app/report"
	"kassa/app/shop"
)

// mark is an entry of the time clock: "in 08:00", on 23 November.
func mark(who, kind, at string) shop.TimeEntry {
	clock, _ := time.Parse("2 15:04", at)
	t := time.Date(2026, 11, clock.Day(), clock.Hour(), clock.Minute(), 0, 0, time.UTC)
	return shop.TimeEntry{ID: shop.ID(kind + at), Staff: shop.ID(who), Kind: shop.TimeKind(kind), At: shop.Moment{At: t, Day: 20261100 + clock.Day(), Hour: clock.Hour()}}
}

func TestMarksOfTheTimeClockMakeStretches(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	type result struct {
		Day     int
		Worked  time.Duration
		Pause   time.Duration
		Whole   bool
		Running bool
	}
	for name, c := range map[string]struct {
		marks []shop.TimeEntry
		want  []result
	}{
		"a day with a break": {
			[]shop.TimeEntry{mark("a", "in", "23 08:00"), mark("a", "break_start", "23 12:00"), mark("a", "break_end", "23 12:30"), mark("a", "out", "23 16:30")},
			[]result{{20261123, 8 * time.Hour, 30 * time.Minute, true, false}}},
		"in any order": {
			[]shop.TimeEntry{mark("a", "out", "23 16:30"), mark("a", "in", "23 08:00")},
			[]result{{20261123, 8*time.Hour + 30*time.Minute, 0, true, false}}},
		"over midnight": {
			[]shop.TimeEntry{mark("a", "in", "23 22:00"), mark("a", "out", "24 06:00")},
			[]result{{20261123, 8 * time.Hour, 0, true, false}}},
		"a break that was not ended ends with the work": {
			[]shop.TimeEntry{mark("a", "in", "23 08:00"), mark("a", "break_start", "23 12:00"), mark("a", "out", "23 13:00")},
			[]result{{20261123, 4 * time.Hour, time.Hour, true, false}}},
		"at work now, on a break": {
			[]shop.TimeEntry{mark("a", "in", "24 08:00"), mark("a", "break_start", "24 11:00")},
			[]result{{20261124, 3 * time.Hour, time.Hour, false, true}}},
		"forgotten to clock out": {
			[]shop.TimeEntry{mark("a", "in", "23 08:00"), mark("a", "in", "24 08:00")},
			[]result{{20261123, 0, 0, false, false}, {20261124, 4 * time.Hour, 0, false, true}}},
		"forgotten since yesterday": {
			[]shop.TimeEntry{mark("a", "in", "23 08:00")},
			[]result{{20261123, 0, 0, false, false}}},
		"forgotten to clock in": {
			[]shop.TimeEntry{mark("a", "out", "23 16:00")},
			[]result{{20261123, 0, 0, false, false}}},
		"breaks outside of work": {
			[]shop.TimeEntry{mark("a", "break_start", "23 07:00"), mark("a", "in", "23 08:00"), mark("a", "break_end", "23 09:00"), mark("a", "out", "23 10:00")},
			[]result{{20261123, 2 * time.Hour, 0, true, false}}},
		"two people": {
			[]shop.TimeEntry{mark("b", "in", "23 08:00"), mark("a", "in", "23 09:00"), mark("b", "out", "23 10:00"), mark("a", "out", "23 10:00")},
			[]result{{20261123, time.Hour, 0, true, false}, {20261123, 2 * time.Hour, 0, true, false}}},
	} {
		var got []result
		for _, s := range report.Stretches(c.marks, now) {
			r := result{s.Day, s.Worked(now), 0, s.Whole(), s.Running}
			if s.Whole() || s.Running {
				r.Pause = s.Pause(now)
			}
			got = append(got, r)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestHoursAddUpByPersonAndByDay(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	people := []shop.Staff{{ID: "a", Code: "C1", Name: "Cashier 1"}, {ID: "b", Code: "C2", Name: "Cashier 2"}, {ID: "c", Code: "C3", Name: "Cashier 3"}}
	list := report.Stretches([]shop.TimeEntry{
		mark("a", "in", "23 08:00"), mark("a", "out", "23 12:00"), mark("a", "in", "23 13:00"), mark("a", "out", "23 17:15"),
		mark("a", "in", "24 08:00"), mark("b", "in", "24 09:00"), mark("b", "out", "24 10:00"), mark("b", "in", "22 09:00"), mark("b", "out", "22 10:00"),
	}, now)
	span := report.Span{From: 20261123, To: 20261124}
	cells := func(table report.Table) (rows [][]int64) {
		for _, line := range append(table.Lines, table.Total) {
			row := []int64{}
			for _, c := range line[1:] {
				row = append(row, c.N)
			}
			rows = append(rows, row)
		}
		return rows
	}
	byPerson := report.Hours(span, report.ByPerson, people, list, now)
	want := [][]int64{{2, 495, 0, 1}, {1, 60, 0, 0}, {3, 555, 0, 1}} // days, minutes, pause, incomplete
	if diff := cmp.Diff(want, cells(byPerson)); diff != "" {
		t.Errorf("by person (-want +got):\n%s", diff)
	}
	byDay := report.Hours(span, report.ByDay, people, list, now)
	want = [][]int64{{20261123, 480, 720, 240, 0, 0}, {20261123, 780, 1035, 255, 0, 0}, {20261124, 480, -1, 0, 0, 1}, {20261124, 540, 600, 60, 0, 0}, {-1, -1, -1, 555, 0, 1}}
	if diff := cmp.Diff(want, cells(byDay)); diff != "" {
		t.Errorf("by day (-want +got):\n%s", diff)
	}
	if got := byPerson.Lines[0][0].Text; got != "C1 Cashier 1" {
		t.Errorf("a person is called %q", got)
	}
}
