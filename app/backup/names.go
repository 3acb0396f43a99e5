package backup

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kassa/app/shop"
)

// Suffix ends the name of a backup.
const Suffix = ".backup"

// How many backups stay in a place: the newest, and the newest one of each of so many days, weeks and months that have one.
const (
	keepLast   = 8
	keepDays   = 14
	keepWeeks  = 8
	keepMonths = 12
)

// stamp is how a name says when the backup was made, on the wall of the shop.
const stamp = "20060102-150405"

// NameOf is the name of a backup of a shop: "kassa-7k3q2m-20261123-180203.backup".
func NameOf(of shop.ID, local time.Time) string { return prefixOf(of) + local.Format(stamp) + Suffix }

// prefixOf begins the names of all backups of a shop, so that those of several shops can lie on one stick.
func prefixOf(of shop.ID) string {
	end := strings.ToLower(string(of))
	return "kassa-" + end[max(0, len(end)-6):] + "-"
}

// madeAt is when a backup of a shop was made by its name, on a wall clock of a zone; ok is false for any other file.
func madeAt(of shop.ID, name string, zone *time.Location) (at time.Time, ok bool) {
	middle, ours := strings.CutPrefix(name, prefixOf(of))
	middle, whole := strings.CutSuffix(middle, Suffix)
	if !ours || !whole {
		return at, false
	}
	at, err := time.ParseInLocation(stamp, middle, zone)
	return at, err == nil
}

// Spare lists which of the backups of a shop, by their names, need not be kept any more. Names of anything else are never
// among them, nor is the newest, nor one that says it was made after now: a clock that went wrong throws nothing away.
func Spare(of shop.ID, names []string, now time.Time) []string {
	type one struct {
		name string
		at   time.Time
	}
	now = time.Date(now.Year(), now.Month(), now.Day(), now.Hour(), now.Minute(), now.Second(), 0, time.UTC)
	var list []one
	for _, name := range names {
		if at, ok := madeAt(of, name, time.UTC); ok && !at.After(now) {
			list = append(list, one{name, at})
		}
	}
	slices.SortFunc(list, func(a, b one) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.name, a.name)) })
	spans := []struct {
		most int
		of   func(time.Time) string
	}{
		{keepDays, func(t time.Time) string { return t.Format("20060102") }},
		{keepWeeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }},
		{keepMonths, func(t time.Time) string { return t.Format("200601") }},
	}
	seen := make([]map[string]bool, len(spans))
	for i := range seen {
		seen[i] = map[string]bool{}
	}
	var spare []string
	for n, b := range list {
		keep := n < keepLast
		for i, s := range spans { // the newest of a span comes first
			if key := s.of(b.at); !seen[i][key] && len(seen[i]) < s.most {
				seen[i][key], keep = true, true
			}
		}
		if !keep {
			spare = append(spare, b.name)
		}
	}
	return spare
}

// thin throws away which backups of a place need not be kept. One that cannot be thrown away is tried again next time.
func (b *Backup) thin(folder string, of shop.ID, local time.Time) {
	names, err := namesIn(folder)
	if err != nil {
		b.warn("backups that need not be kept", err)
		return
	}
	for _, name := range Spare(of, names, local) {
		if err := throwAway(filepath.Join(folder, name)); err != nil {
			b.warn("a backup that need not be kept", err)
		}
	}
}

func namesIn(folder string) ([]string, error) {
	list, err := os.ReadDir(folder)
	names := make([]string, 0, len(list))
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

func (b *Backup) warn(what string, err error) {
	if b.d.Log != nil {
		b.d.Log.Warn(what, "err", err)
	}
}
