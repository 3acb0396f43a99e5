package backup_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kassa/app/backup"
	"kassa/app/shop"
)

const of = shop.ID("01JKASSA0000000000007K3Q2M")

// every names a backup for each step back from a time.
func every(from time.Time, step time.Duration, n int) (names []string) {
	for i := range n {
		names = append(names, backup.NameOf(of, from.Add(-time.Duration(i)*step)))
	}
	return names
}

func TestOldBackupsAreThinnedOut(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 2, 3, 0, time.UTC) // a Monday
	quarter, day := 15*time.Minute, 24*time.Hour
	for _, c := range []struct {
		what  string
		names []string
		kept  int
	}{
		{"none", nil, 0},
		{"one", every(now, quarter, 1), 1},
		{"the newest eight stay", every(now, quarter, 8), 8},
		{"of a day that is over only its last, beside the newest eight", every(now, quarter, 96), 9},        // today 73, yesterday 23
		{"a fortnight of days, then weeks", every(now, day, 60), 14 + 5 + 2},                                // the last of October and of September
		{"three years of days", every(now, day, 3*365), 14 + 5 + 11},                                        // the months before this one
		{"one a month for three years", every(now.AddDate(0, 0, -20), 31*day, 36), 14},                      // each is the only one of its day
		{"a backup of tomorrow stays", append(every(now, quarter, 30), backup.NameOf(of, now.Add(day))), 9}, // the clock was wrong
	} {
		spare := backup.Spare(of, c.names, now)
		if got := len(c.names) - len(spare); got != c.kept {
			t.Errorf("%s: %d stay, want %d", c.what, got, c.kept)
		}
		for _, name := range spare {
			if !slices.Contains(c.names, name) || name == backup.NameOf(of, now) {
				t.Errorf("%s: %s is thrown away", c.what, name)
			}
		}
	}
}

// What is thrown away backup by backup, as the days go by, leaves as much as it must at each moment.
func TestThinningEveryQuarterOfAYearLeavesOneOfEachSpan(t *testing.T) {
	at := time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	var names []string
	for at.Before(time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)) {
		for range 5 {
			names = append(names, backup.NameOf(of, at))
			spare := backup.Spare(of, names, at)
			names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(spare, n) })
			at = at.Add(2 * time.Hour)
		}
		at = at.Add(14 * time.Hour)
	}
	months := map[string]bool{}
	for _, n := range names {
		months[n[len("kassa-7k3q2m-"):len("kassa-7k3q2m-202601")]] = true
	}
	if len(names) > 8+14+8+12 || len(months) != 12 {
		t.Errorf("%d backups of %d months stay, want at most 42 of 12: %v", len(names), len(months), names)
	}
}

func TestOnlyBackupsOfThisShopAreThrownAway(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 2, 3, 0, time.UTC)
	names := every(now, time.Minute, 40)
	strange := []string{"kassa-aaaaaa-20200101-000000.backup", "kassa-7k3q2m-20200101.backup", "kassa-7k3q2m-20200101-000000.backup.part", "photo.jpg",
		"kassa-7k3q2m-20201341-000000.backup"}
	for i := range 40 {
		strange = append(strange, fmt.Sprintf("kassa-bbbbbb-20200101-0000%02d.backup", i))
	}
	spare := backup.Spare(of, append(names, strange...), now)
	if len(spare) != 40-8 {
		t.Errorf("%d are thrown away, want 32", len(spare))
	}
	for _, name := range spare {
		if slices.Contains(strange, name) {
			t.Errorf("%s is thrown away", name)
		}
	}
}
