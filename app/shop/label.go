package shop

import (
	"fmt"
	"time"
)

// Label is the number of the sale as people read, print and scan it: "T1-0004122", the series of the till and the
// number in it. A till without a series has its code there.
func (s Sale) Label() string { return SaleLabel(s.Series, s.TillCode, s.Number) }

// SaleLabel is the label of a sale of which only this is known.
func SaleLabel(series, tillCode string, number int64) string {
	if series == "" {
		series = tillCode
	}
	return fmt.Sprintf("%s-%07d", series, number)
}

// DayLabel is a business day as files have it: 20261123 is "2026-11-23".
func DayLabel(day int) string { return fmt.Sprintf("%04d-%02d-%02d", day/10000, day/100%100, day%100) }

// AddDays is the business day n days after another.
func AddDays(day, n int) int {
	return DayOf(DateOf(day).AddDate(0, 0, n))
}

// DateOf is the midnight, UTC, that begins a day.
func DateOf(day int) time.Time {
	return time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC)
}

// DayOf is the day of a time as a number: 20261123.
func DayOf(t time.Time) int {
	y, m, d := t.Date()
	return y*10000 + int(m)*100 + d
}
