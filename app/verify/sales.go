package verify

import (
	"context"
	"fmt"
	"iter"
	"strconv"
)

// series is one number series of a till: the sales of the tables, in order, pulled as the records name them.
type series struct {
	name     string
	next     func() (Sale, error, bool)
	stop     func()
	row      Sale // pulled and not yet recorded
	waits    bool
	last     int64 // number of the last row
	recorded int64 // number of the last record
}

func (j *journal) close() {
	for _, s := range j.series {
		s.stop()
	}
}

func (r *run) openSeries(ctx context.Context, j *journal) error {
	names, err := r.src.Series(ctx, j.till.ID)
	if err != nil {
		return fmt.Errorf("read the series of till %s: %w", j.till.ID, err)
	}
	for _, n := range names {
		next, stop := iter.Pull2(r.src.Sales(ctx, j.till.ID, n))
		j.series[n] = &series{name: n, next: next, stop: stop}
	}
	return nil
}

// pull makes the next row of the series wait; it is false at the end.
func (r *run) pull(j *journal, s *series) (bool, error) {
	if s.waits {
		return true, nil
	}
	row, err, more := s.next()
	if err != nil {
		return false, fmt.Errorf("read the sales of till %s: %w", j.till.ID, err)
	}
	if !more {
		return false, nil
	}
	if want := s.last + 1; row.Number != want {
		r.add(Finding{Kind: Number, Till: j.till.ID, Series: s.name, Number: row.Number, Document: row.ID, What: "number",
			Want: strconv.FormatInt(want, 10), Got: strconv.FormatInt(row.Number, 10)})
	}
	s.row, s.waits, s.last = row, true, row.Number
	r.count(&row)
	return true, nil
}

// count adds a sale of the tables to what is held against the kept sums.
func (r *run) count(s *Sale) {
	r.rep.Sales++
	r.rep.Lines += int64(len(s.Lines))
	r.counts.SaleTaxes += int64(len(s.Taxes))
	r.counts.Payments += int64(len(s.Payments))
	for i := range s.Lines {
		r.counts.LineTaxes += int64(len(s.Lines[i].Taxes))
	}
	r.sums.sale(s, r.paidWith(s))
}

// sale holds a recorded sale against the tables.
func (r *run) sale(j *journal, at Finding, rec *Record, b *said) error {
	want := b.sale
	at.Series, at.Number, at.Document = want.Series, want.Number, want.ID
	r.sales = append(r.sales, mention{r.naming.of(want.ID), rec.Seq, int32(r.tills[rec.Till])})
	r.adds(at, want, b.moves)
	r.ledger.sale(at, want.ID, b.moves)
	r.shiftOf(j, at, want)
	s := j.series[want.Series]
	if s == nil {
		s = &series{name: want.Series, next: func() (s Sale, err error, more bool) { return }, stop: func() {}}
		j.series[want.Series] = s
	}
	if next := s.recorded + 1; want.Number != next {
		at.Kind, at.What, at.Want, at.Got = Number, "number", strconv.FormatInt(next, 10), strconv.FormatInt(want.Number, 10)
		r.add(at)
	}
	if want.Number <= s.recorded {
		return nil // its row was held against the first record of this number
	}
	s.recorded = want.Number
	return r.match(j, s, at, want)
}

// match finds the row of a recorded sale; rows before it were never recorded.
func (r *run) match(j *journal, s *series, at Finding, want *Sale) error {
	for {
		more, err := r.pull(j, s)
		if err != nil {
			return err
		}
		if !more || s.row.Number > want.Number {
			at.Kind, at.What, at.Want = NoRow, "sale", strconv.FormatInt(want.Total, 10)
			r.add(at)
			return nil
		}
		s.waits = false
		if s.row.Number == want.Number {
			break
		}
		r.unrecorded(j, &s.row)
	}
	d := differ{report: func(what, wanted, got string) {
		at.Kind, at.What, at.Want, at.Got = Field, what, wanted, got
		r.add(at)
	}}
	d.sale(want, &s.row)
	return nil
}

func (r *run) unrecorded(j *journal, row *Sale) {
	r.add(Finding{Kind: NoRecord, Till: j.till.ID, Series: row.Series, Number: row.Number, Document: row.ID, What: "sale",
		Got: strconv.FormatInt(row.Total, 10)})
}

// drain reports the rows that are left when the journal has ended.
func (r *run) drain(j *journal) error {
	for _, s := range j.series {
		for {
			more, err := r.pull(j, s)
			if err != nil {
				return err
			}
			if !more {
				break
			}
			s.waits = false
			r.unrecorded(j, &s.row)
		}
	}
	return nil
}
