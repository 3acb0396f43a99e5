//go:build cgo

package app_test

import (
	"kassa/app/reports"
	"kassa/app/shifts"
)

// endShift closes the open shift and returns what its Z report is called. The next sale opens another.
func (c *computer) endShift() string {
	c.t.Helper()
	count, err := c.Shifts.Count(c.ctx, shifts.Counting{ID: c.newID(), Total: 100})
	c.must(err)
	done, err := c.Shifts.Close(c.ctx, shifts.Closing{ID: c.newID(), Count: count.Count.ID})
	c.must(err)
	c.must(second(c.Shifts.Open(c.ctx, shifts.Opening{ID: c.newID()})))
	return done.Label()
}

// zs are the Z reports as the report of the shifts names them.
func (c *computer) zs() (list []string) {
	c.t.Helper()
	table, err := c.Reports.Shifts(c.ctx, reports.Question{From: 20261101, To: 20261231})
	c.must(err)
	for _, line := range table.Lines {
		list = append(list, line[0].Text)
	}
	return list
}
