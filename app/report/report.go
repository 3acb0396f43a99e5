// Package report computes reports as numbers: sums come in, a table goes out, and whoever shows it (a screen, a paper,
// a file) shows the same table.
//
// The rule. A table has typed columns; a cell is a whole number in the unit of its column, or a text. The last line is
// the sum of the lines above it, cell by cell, computed here and never by whoever draws. Where a sum would say
// something false (a receipt with two products stands under both of them, so receipts by product have no sum) the
// column is not there. Profit is what was earned without tax, less what the goods cost; margin is profit ÷ net.
//
// A worked example: two receipts on Monday (10.00 with 1.60 of tax inside, goods that cost 5.00) and one on Tuesday
// (2.00, 0.32, 1.00) by day give the lines "Mon 2 10.00 8.40 1.60 5.00 3.40 40.48 % 5.00" and "Tue 1 2.00 1.68 0.32
// 1.00 0.68 40.48 % 2.00", and the total 3 receipts, 12.00, profit 4.08.
package report

import (
	"cmp"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// Kind is what a column counts.
type Kind uint8

// The kinds of columns.
const (
	Text    Kind = iota
	Day          // a business day, 20261123
	Hour         // an hour on the wall, 0 to 23
	Count        // how many
	Sum          // minor units
	Qty          // thousandths
	Share        // millionths
	Word         // a text of a few known ones: "sale", "receipt"; whoever shows it says it in words
	Minutes      // how long
	Clock        // minutes since midnight on the wall, or [NoTime]
)

// Column is one column: Key names it in files and, as report.column.<key>, in texts.
type Column struct {
	Key  string
	Kind Kind
}

// Cell is one value: N in the unit of its column, or Text in a column of texts or words.
type Cell struct {
	N     int64
	Text  string
	Blank bool // of a total: this column has no sum
}

// Table is a report. Total has a cell for every column; the first one is empty.
type Table struct {
	Name     string // "sales"
	By       string // what a line stands for: "day", "hour", "product", "category", "cashier", "seller", "tender"
	From, To int    // business days, inclusive
	Currency money.Currency
	Columns  []Column
	Lines    [][]Cell
	Total    []Cell
}

// The groupings of [Sales].
const (
	ByDay      = "day"
	ByHour     = "hour"
	ByProduct  = "product"
	ByCategory = "category"
	ByCashier  = "cashier"
	BySeller   = "seller"
	ByTender   = "tender"
)

// Span is what a report is about.
type Span struct {
	From, To int // business days, inclusive
	Currency money.Currency
}

// Sales is turnover by one grouping: days and hours in their order, the rest by what came in, largest first. Sums of the
// same day, hour or key are one line. Error: money.ErrOverflow.
func Sales(span Span, by string, sums []shop.DaySums) (Table, error) {
	t := Table{Name: "sales", By: by, From: span.From, To: span.To, Currency: span.Currency, Columns: columnsBy(by)}
	merged, err := merge(by, sums)
	if err != nil {
		return t, err
	}
	all := shop.DaySums{}
	for _, s := range merged {
		if all, err = plus(all, s); err != nil {
			return t, err
		}
	}
	for _, s := range merged {
		line, err := cells(t.Columns, s, all)
		if err != nil {
			return t, err
		}
		t.Lines = append(t.Lines, line)
	}
	t.Total, err = cells(t.Columns, all, all)
	t.Total[0] = Cell{}
	return t, err
}

// columnsBy are the columns that say something true in a grouping.
func columnsBy(by string) []Column {
	money := []Column{{"revenue", Sum}, {"discount", Sum}, {"net", Sum}, {"tax", Sum}, {"cost", Sum}, {"profit", Sum}, {"margin", Share}}
	switch by {
	case ByDay, ByHour:
		first := Column{by, Day}
		if by == ByHour {
			first.Kind = Hour
		}
		return slices.Concat([]Column{first, {"receipts", Count}}, money, []Column{{"average", Sum}})
	case ByTender:
		return []Column{{by, Text}, {"receipts", Count}, {"revenue", Sum}, {"share", Share}}
	case ByCashier:
		return slices.Concat([]Column{{by, Text}, {"receipts", Count}}, money, []Column{{"average", Sum}})
	}
	return slices.Concat([]Column{{by, Text}, {"quantity", Qty}}, money, []Column{{"share", Share}})
}

// merge adds up what belongs to one line, and puts the lines in order.
func merge(by string, sums []shop.DaySums) ([]shop.DaySums, error) {
	at := map[shop.DaySums]int{}
	var lines []shop.DaySums
	for _, s := range sums {
		key := shop.DaySums{Key: s.Key}
		switch by {
		case ByDay:
			key = shop.DaySums{Day: s.Day}
		case ByHour:
			key = shop.DaySums{Hour: s.Hour}
		}
		i, known := at[key]
		if !known {
			i = len(lines)
			at[key] = i
			lines = append(lines, key)
		}
		sum, err := plus(lines[i], s)
		if err != nil {
			return nil, err
		}
		lines[i] = sum
	}
	slices.SortStableFunc(lines, func(a, b shop.DaySums) int {
		if by == ByDay || by == ByHour {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Hour, b.Hour))
		}
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key))
	})
	return lines, nil
}

// plus adds b to a, which keeps its day, hour and key.
func plus(a, b shop.DaySums) (shop.DaySums, error) {
	for _, p := range []struct {
		to   *money.Amount
		what money.Amount
	}{{&a.Total, b.Total}, {&a.Net, b.Net}, {&a.Tax, b.Tax}, {&a.Discount, b.Discount}, {&a.Cost, b.Cost}} {
		sum, err := p.to.Plus(p.what)
		if err != nil {
			return a, err
		}
		*p.to = sum
	}
	a.Receipts += b.Receipts
	a.Qty += b.Qty
	return a, nil
}

// cells are the values of one line; all is the sum of every line, for shares.
func cells(columns []Column, s, all shop.DaySums) ([]Cell, error) {
	profit, err := s.Net.Plus(-s.Cost)
	if err != nil {
		return nil, err
	}
	line := make([]Cell, len(columns))
	for i, c := range columns {
		var n int64
		switch c.Key {
		case ByDay:
			n = int64(s.Day)
		case ByHour:
			n = int64(s.Hour)
		case "receipts":
			n = s.Receipts
		case "quantity":
			n = int64(s.Qty)
		case "revenue":
			n = int64(s.Total)
		case "discount":
			n = int64(s.Discount)
		case "net":
			n = int64(s.Net)
		case "tax":
			n = int64(s.Tax)
		case "cost":
			n = int64(s.Cost)
		case "profit":
			n = int64(profit)
		case "margin":
			n, err = share(profit, s.Net)
		case "share":
			n, err = share(s.Total, all.Total)
		case "average":
			n, err = average(s.Total, s.Receipts)
		default:
			line[i].Text = s.Key
		}
		if err != nil {
			return nil, err
		}
		line[i].N = n
	}
	return line, nil
}

// share is part ÷ whole in millionths, cut to a hundredth of a per cent by rounding half up; 0 of nothing.
func share(part, whole money.Amount) (int64, error) {
	if whole <= 0 {
		return 0, nil
	}
	n, err := part.Share(10_000, int64(whole), money.HalfUp)
	return int64(n) * 100, err
}

func average(total money.Amount, receipts int64) (int64, error) {
	if receipts <= 0 {
		return 0, nil
	}
	n, err := total.Share(1, receipts, money.HalfUp)
	return int64(n), err
}
