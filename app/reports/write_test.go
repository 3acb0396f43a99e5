package reports_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kassa/app/money"
	"kassa/app/report"
	"kassa/app/reports"
	"kassa/app/shop"
	"kassa/app/text"
)

func twoDays(t *testing.T) report.Table {
	t.Helper()
	euro, _ := money.CurrencyOf("EUR")
	table, err := report.Sales(report.Span{From: 20261123, To: 20261124, Currency: euro}, report.ByDay, []shop.DaySums{
		{Day: 20261123, Receipts: 2, Total: 123456, Net: 103745, Tax: 19711, Cost: 50000, Discount: 100},
		{Day: 20261124, Receipts: 1, Total: 200, Net: 168, Tax: 32, Cost: 100},
	})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestATextReportStandsInColumns(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Sales by day, 23 Nov 2026 – 24 Nov 2026", "Revenue, €", "1 234.56", "Total", "1 236.56"},
		"ru": {"Продажи по дням, 23.11.2026 – 24.11.2026", "Выручка, €", "1 234,56", "Итого", "1 236,56"},
	} {
		in, err := text.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := reports.WriteText(&b, twoDays(t), in); err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(b.String(), "\u202f", " ")
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: no %q in\n%s", lang, part, got)
			}
		}
		lines := strings.Split(strings.TrimSpace(got), "\n")
		if len(lines) != 6 {
			t.Fatalf("%s: %d lines\n%s", lang, len(lines), got)
		}
		ends := map[int]bool{}
		for _, line := range append(lines[1:4:4], lines[5]) {
			ends[len([]rune(line))] = true
		}
		if len(ends) != 1 {
			t.Errorf("%s: the columns do not stand under each other\n%s", lang, got)
		}
	}
}

func TestACSVReportHasPlainNumbers(t *testing.T) {
	var b bytes.Buffer
	if err := reports.WriteCSV(&b, twoDays(t)); err != nil {
		t.Fatal(err)
	}
	want := "day,receipts,revenue,discount,net,tax,cost,profit,margin,average\r\n" +
		"2026-11-23,2,1234.56,1.00,1037.45,197.11,500.00,537.45,0.518000,617.28\r\n" +
		"2026-11-24,1,2.00,0.00,1.68,0.32,1.00,0.68,0.404800,2.00\r\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestAJSONReportHasMinorUnits(t *testing.T) {
	var b bytes.Buffer
	if err := reports.WriteJSON(&b, twoDays(t)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Report, By, From, To, Currency string
		Exponent                       int
		Rows                           []struct {
			Day      string
			Revenue  int64
			Receipts int64
			Margin   string `json:"margin_percent"`
		}
		Total struct{ Revenue, Receipts, Profit int64 }
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.From != "2026-11-23" || got.Currency != "EUR" || got.Exponent != 2 || got.Rows[0].Revenue != 123456 ||
		got.Rows[1].Day != "2026-11-24" || got.Total.Revenue != 123656 || got.Total.Receipts != 3 || got.Total.Profit != 53813 ||
		got.Rows[1].Margin != "40.48" {
		t.Errorf("%+v", got)
	}
}

func TestNoSalesAreSaidInWords(t *testing.T) {
	in, _ := text.For("en")
	table, err := report.Sales(report.Span{From: 20261123, To: 20261123}, report.ByHour, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := reports.WriteText(&b, table, in); err != nil || !strings.HasPrefix(b.String(), "Sales by hour, 23 Nov 2026\nNo sales in this period") {
		t.Errorf("%v %q", err, b.String())
	}
}

func TestAReportWithoutLinesSpeaksOfWhatItIsAbout(t *testing.T) {
	for lang, sales := range map[string]string{"en": "No sales in this period", "ru": "За этот период продаж нет"} {
		in, _ := text.For(lang)
		said := map[string]string{}
		for _, name := range []string{"sales", "stock", "movements", "staff", "shifts"} {
			var b bytes.Buffer
			if err := reports.WriteText(&b, report.Table{Name: name}, in); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(b.String()), "\n")
			words := lines[len(lines)-1]
			if other := said[words]; other != "" {
				t.Errorf("%s: %s says %q as %s does", lang, name, words, other)
			}
			said[words] = name
		}
		if said[sales] != "sales" {
			t.Errorf("%s: %q", lang, said)
		}
	}
}

func TestAPDFReportIsTheSameFileTwiceAndAnotherInRussian(t *testing.T) {
	table := twoDays(t)
	drawn := func(lang string, training bool) []byte {
		in, err := text.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := reports.WritePDF(&b, table, in, "Corner shop", time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), training); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	en := drawn("en", false)
	if !bytes.HasPrefix(en, []byte("%PDF-")) || !bytes.Equal(en, drawn("en", false)) || bytes.Equal(en, drawn("ru", false)) {
		t.Error("a report must be one file in one language, and another in the other")
	}
	if bytes.Equal(en, drawn("en", true)) {
		t.Error("a report of a training till looks like one of the shop")
	}
}
