//go:build cgo

package reports_test

import (
	"bytes"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/report"
	"kassa/app/reports"
	"kassa/app/shop"
	"kassa/data/datatest"
)

func TestEveryReportOfTheBooksHasTheTurnoverOfTheReceipts(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	var want money.Amount
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		for n := 1; n <= 3; n++ {
			want += fix.Sale(n).Total
			if err := tx.Sales().Add(fix.Sale(n)); err != nil {
				return err
			}
		}
		return nil
	})
	signer, err := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	r := reports.New(&act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer})
	ctx := act.As(t.Context(), shop.Staff{Role: "manager"})
	day := fix.Sale(1).At.Day
	for _, by := range []string{"", report.ByDay, report.ByHour, report.ByProduct, report.ByCategory, report.ByCashier} {
		table, err := r.Sales(ctx, reports.Question{From: day, To: day, By: by})
		if err != nil {
			t.Fatalf("by %s: %v", by, err)
		}
		for i, c := range table.Columns {
			if c.Key == "revenue" && table.Total[i].N != int64(want) {
				t.Errorf("by %s the turnover is %d, not %d", by, table.Total[i].N, want)
			}
		}
	}
	table, err := r.Sales(ctx, reports.Question{By: report.ByTender, Lang: shop.Russian, From: day, To: day})
	if err != nil {
		t.Fatal(err)
	}
	named := false
	for _, line := range table.Lines {
		for _, tender := range fix.Tenders {
			named = named || line[0].Text == tender.Names.In(shop.Russian)
		}
	}
	if !named {
		t.Errorf("tenders are not named: %v", table.Lines)
	}
}

func TestAReportOfADayWithoutSalesIsEmptyAndTodayIsTheDefault(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	signer, _ := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	r := reports.New(&act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer})
	table, err := r.Sales(act.As(t.Context(), shop.Staff{Role: "owner"}), reports.Question{})
	if err != nil || len(table.Lines) != 0 || table.From != 20261123 || table.To != 20261123 {
		t.Errorf("%+v %v", table, err)
	}
}

func TestAPeriodThatIsSaidByHalfEndsTodayOrIsOneDay(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	signer, _ := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	r := reports.New(&act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer})
	const today = 20261123
	for q, want := range map[reports.Question][2]int{
		{From: 20261101}:               {20261101, today},
		{From: today}:                  {today, today},
		{From: 20261201}:               {20261201, 20261201},
		{To: 20261110}:                 {20261110, 20261110},
		{From: 20261101, To: 20261110}: {20261101, 20261110},
	} {
		table, err := r.Sales(act.As(t.Context(), fix.Staff), q)
		if err != nil || table.From != want[0] || table.To != want[1] {
			t.Errorf("%d – %d is read as %d – %d: %v", q.From, q.To, table.From, table.To, err)
		}
	}
}

func TestAReportIsNotForEverybody(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	signer, _ := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	r := reports.New(&act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer})
	if _, err := r.Sales(act.As(t.Context(), shop.Staff{Role: "cashier"}), reports.Question{}); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
	if _, err := r.Sales(act.As(t.Context(), shop.Staff{Role: "owner"}), reports.Question{By: "colour"}); !fault.Is(err, fault.BadOption) {
		t.Errorf("%v", err)
	}
}
