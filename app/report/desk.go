package report

import (
	"fmt"

	"kassa/app/money"
	"kassa/app/shop"
)

// ByShift is the grouping of [Shifts].
const ByShift = "shift"

// Shifts is one line for each Z report, in the order they come in: what was sold, what the drawer should have held, what was
// counted, and where the money went. tills and people are codes and people by their ids. Error: money.ErrOverflow.
func Shifts(span Span, series func(shop.Z) string, people map[shop.ID]shop.Staff, list []shop.Z) (Table, error) {
	t := Table{Name: "shifts", By: ByShift, From: span.From, To: span.To, Currency: span.Currency, Columns: []Column{
		{"z", Text}, {"day", Day}, {"closed", Clock}, {"cashier", Text}, {"receipts", Count}, {"revenue", Sum}, {"tax", Sum}, {"cash_sales", Sum},
		{"expected", Sum}, {"counted", Sum}, {"difference", Sum}, {"kept", Sum}, {"taken", Sum}}}
	sums := make([]money.Amount, len(t.Columns))
	for _, z := range list {
		at := z.At.Local()
		line := []Cell{{Text: ZLabel(series(z), z.No)}, {N: int64(z.At.Day)}, {N: int64(at.Hour()*60 + at.Minute())}, {Text: called(people[z.By])},
			{N: z.Sales.Receipts}}
		for _, a := range []money.Amount{z.Sales.Sold - z.Sales.Returned, z.Sales.Tax, z.Cash.Sales, z.Cash.Expected(), z.Counted, z.Difference, z.Kept,
			z.Taken} {
			line = append(line, Cell{N: int64(a)})
		}
		for i, cell := range line {
			if t.Columns[i].Kind != Sum && t.Columns[i].Kind != Count {
				continue
			}
			var err error
			if sums[i], err = sums[i].Plus(money.Amount(cell.N)); err != nil {
				return t, err
			}
		}
		t.Lines = append(t.Lines, line)
	}
	t.Total = make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		t.Total[i].N = int64(sums[i])
		if c.Kind == Day || c.Kind == Clock {
			t.Total[i].N = NoTime
		}
	}
	return t, nil
}

// ZLabel is the number of a Z report of all tills as people read it: "T1-Z0003", and "T1B7K-Z0003" in the number series that
// began when the shop was put back from a backup.
func ZLabel(series string, no int64) string { return fmt.Sprintf("%s-Z%04d", series, no) }
