package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kassa/app/money"
	"kassa/app/report"
	"kassa/app/shop"
)

// column gives the values of one column, the total last.
func column(t *testing.T, table report.Table, key string) []int64 {
	t.Helper()
	for i, c := range table.Columns {
		if c.Key == key {
			var list []int64
			for _, line := range table.Lines {
				list = append(list, line[i].N)
			}
			return append(list, table.Total[i].N)
		}
	}
	t.Fatalf("no column %s by %s", key, table.By)
	return nil
}

func TestTwoDaysAddUpAsInTheExample(t *testing.T) {
	sums := []shop.DaySums{
		{Day: 20261124, Receipts: 1, Total: 200, Net: 168, Tax: 32, Cost: 100},
		{Day: 20261123, Hour: 9, Receipts: 1, Total: 400, Net: 336, Tax: 64, Cost: 200},
		{Day: 20261123, Hour: 17, Receipts: 1, Total: 600, Net: 504, Tax: 96, Cost: 300},
	}
	table, err := report.Sales(report.Span{From: 20261123, To: 20261124}, report.ByDay, sums)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string][]int64{
		"day": {20261123, 20261124, 0}, "receipts": {2, 1, 3}, "revenue": {1000, 200, 1200}, "net": {840, 168, 1008},
		"tax": {160, 32, 192}, "cost": {500, 100, 600}, "profit": {340, 68, 408}, "margin": {404_800, 404_800, 404_800},
		"average": {500, 200, 400},
	} {
		if diff := cmp.Diff(want, column(t, table, key)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", key, diff)
		}
	}
}

func TestHoursOfSeveralDaysAreOneLineEach(t *testing.T) {
	sums := []shop.DaySums{
		{Day: 20261124, Hour: 17, Receipts: 1, Total: 200},
		{Day: 20261123, Hour: 17, Receipts: 2, Total: 400},
		{Day: 20261123, Hour: 9, Receipts: 1, Total: 600},
	}
	table, err := report.Sales(report.Span{}, report.ByHour, sums)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{9, 17, 0}, column(t, table, "hour")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{600, 600, 1200}, column(t, table, "revenue")); diff != "" {
		t.Error(diff)
	}
}

func TestProductsComeBestFirstWithoutASumOfReceipts(t *testing.T) {
	sums := []shop.DaySums{{Key: "Salt", Total: 100, Qty: 1000, Receipts: 1}, {Key: "Bread", Total: 300, Qty: 2000, Receipts: 1}}
	table, err := report.Sales(report.Span{}, report.ByProduct, sums)
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Lines[0][0].Text; got != "Bread" {
		t.Errorf("the first product is %q", got)
	}
	for _, c := range table.Columns {
		if c.Key == "receipts" {
			t.Error("one receipt with two products would be counted twice")
		}
	}
	if diff := cmp.Diff([]int64{750_000, 250_000, 1_000_000}, column(t, table, "share")); diff != "" {
		t.Error(diff)
	}
}

func TestASumThatDoesNotFitIsRefused(t *testing.T) {
	sums := []shop.DaySums{{Key: "a", Total: money.Limit - 1}, {Key: "b", Total: 1}}
	if _, err := report.Sales(report.Span{}, report.ByProduct, sums); err == nil {
		t.Error("a sum beyond the limit was shown")
	}
}

func TestEveryGroupingHasTheSameTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.Int64Range(-1_000_000, 10_000_000)
		sums := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) shop.DaySums {
			return shop.DaySums{Day: 20261101 + rapid.IntRange(0, 3).Draw(t, "day"), Hour: rapid.IntRange(0, 23).Draw(t, "hour"),
				Key: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "key"), Receipts: rapid.Int64Range(0, 50).Draw(t, "receipts"),
				Total: money.Amount(amounts.Draw(t, "total"))}
		}), 0, 20).Draw(t, "sums")
		var want int64
		for _, s := range sums {
			want += int64(s.Total)
		}
		for _, by := range []string{report.ByDay, report.ByHour, report.ByProduct, report.ByCategory, report.ByCashier, report.ByTender} {
			table, err := report.Sales(report.Span{}, by, sums)
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range table.Columns {
				if c.Key == "revenue" && table.Total[i].N != want {
					t.Fatalf("by %s the total is %d, not %d", by, table.Total[i].N, want)
				}
			}
		}
	})
}
