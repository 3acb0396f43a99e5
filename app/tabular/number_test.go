package tabular_test

import (
	"errors"
	"strings"
	"testing"

	"kassa/app/tabular"
)

func TestNumbersWithOneReadingAreReadInEveryStyle(t *testing.T) {
	for _, c := range []struct {
		text     string
		decimals int
		want     int64
	}{
		{"0", 2, 0}, {"7", 0, 7}, {"12", 2, 1200}, {"12.5", 2, 1250}, {"12,50", 2, 1250}, {"1234.56", 2, 123456}, {"1234,56", 2, 123456},
		{"1,234.56", 2, 123456}, {"1.234,56", 2, 123456}, {"1 234,56", 2, 123456}, {"1\u00a0234,56", 2, 123456},
		{"1\u202f234,56", 2, 123456}, {"1\u2009234.56", 2, 123456}, {"1'234.56", 2, 123456}, {"1’234,56", 2, 123456},
		{"1,234,567", 2, 123456700}, {"1.234.567", 0, 1234567}, {"12 345 678", 0, 12345678}, {"1,234,567.8", 1, 12345678},
		{"1 234,567", 3, 1234567}, {"1234.567", 3, 1234567}, {"0.125", 3, 125}, {"0,125", 3, 125}, {",5", 2, 50}, {".125", 3, 125}, {"12.", 2, 1200},
		{"-5", 2, -500}, {"\u22125,5", 2, -550}, {"- 5", 2, -500}, {"+5", 2, 500}, {"-0", 2, 0}, {" 5\t", 2, 500}, {"\u00a05\u00a0", 2, 500},
		{"€5", 2, 500}, {"5 €", 2, 500}, {"-€5", 2, -500}, {"€-5", 2, -500}, {"$1,234.50", 2, 123450}, {"£ 3", 2, 300}, {"US$3", 2, 300},
		{"12,50 ₽", 2, 1250}, {"12,50 руб.", 2, 1250}, {"12,50руб", 2, 1250}, {"12 р.", 2, 1200}, {"EUR 12.50", 2, 1250}, {"12.50EUR", 2, 1250},
		{"12.50 usd", 2, 1250}, {"1 250 тенге", 0, 1250}, {"Руб. 5", 2, 500}, {"¥1,234,000", 0, 1234000},
		{"12.500", 2, 1250}, {"12.5000", 1, 125}, {"5.00", 0, 5}, {"000012.5", 2, 1250},
		{"92233720368547758.07", 2, 9223372036854775807}, {"-92233720368547758.07", 2, -9223372036854775807}, {"9.223372036854775807", 18, 9223372036854775807},
	} {
		for _, style := range []tabular.Style{tabular.StyleUnknown, tabular.StylePoint, tabular.StyleComma} {
			if c.text == "12.500" && style != tabular.StylePoint {
				continue // this one has two readings
			}
			if got, err := tabular.ParseDecimal(c.text, c.decimals, style); err != nil || got != c.want {
				t.Errorf("%q with %d decimals, style %d: got %d, %v; want %d", c.text, c.decimals, style, got, err, c.want)
			}
		}
	}
}

func TestNumbersWithTwoReadingsAreReadByTheStyleOrRefused(t *testing.T) {
	const refused = -1
	for _, c := range []struct {
		text                  string
		unknown, point, comma int64
	}{
		{"1,234", refused, 1234000, 1234},
		{"1.234", refused, 1234, 1234000},
		{"12,345 €", refused, 12345000, 12345},
		{"123.456", refused, 123456, 123456000},
	} {
		for style, want := range []int64{c.unknown, c.point, c.comma} {
			got, err := tabular.ParseDecimal(c.text, 3, tabular.Style(style))
			switch {
			case want == refused && tabular.KindOf(err) != tabular.NumberAmbiguous:
				t.Errorf("%q without style: got %d, %v; want NumberAmbiguous", c.text, got, err)
			case want != refused && (err != nil || got != want):
				t.Errorf("%q style %d: got %d, %v; want %d", c.text, style, got, err, want)
			}
		}
	}
}

func TestWhatIsNoNumberIsRefusedByKind(t *testing.T) {
	for kind, texts := range map[tabular.Kind][]string{
		tabular.NumberSyntax: {
			"", " ", "-", "€", "руб.", ".", ",", "1e9", "1E9", "NaN", "Inf", "-Inf", "∞", "0x10", "٣", "１２", "½", "1/2", "(5)", "5-", "--5", "+-5", "-+5",
			"1,23,456", "1,2345,678", "12,34.5.6", "1.2,3.4", "1.234,567,890.1", "1  234", "1 23", "12 3456", "0 123", "0,123,456", " 1 234 5", "1'23", "1 234'567",
			"abc", "5 abc", "5 kg", "€5€", "EUR 5 EUR", "5 5", "1,234 567", "12_000", "'5", "5;", "=5", "20%", strings.Repeat("1", 101),
		},
		tabular.NumberDecimals: {"12.345", "0,001", "1234,567", "1 000.999", "12.005"},
		tabular.NumberRange:    {"92233720368547758.08", "99999999999999999999", "-92233720368547758.09", strings.Repeat("9", 90)},
	} {
		for _, s := range texts {
			got, err := tabular.ParseDecimal(s, 2, tabular.StylePoint)
			var e *tabular.Error
			if !errors.As(err, &e) || e.Kind != kind {
				t.Errorf("%q: got %d, %v; want %s", s, got, err, kind)
			}
		}
	}
	if _, err := tabular.ParseDecimal("1", 19, tabular.StylePoint); tabular.KindOf(err) != tabular.NumberRange {
		t.Errorf("19 decimals: %v", err)
	}
}

func TestPercentMayCarryItsSign(t *testing.T) {
	for text, want := range map[string]int64{"20%": 2000, "20 %": 2000, "5,5%": 550, "12.25": 1225} {
		if got, err := tabular.ParsePercent(text, 2, tabular.StyleUnknown); err != nil || got != want {
			t.Errorf("%q: got %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"%", "20%%", "20 €", "5% x"} {
		if got, err := tabular.ParsePercent(text, 2, tabular.StyleUnknown); tabular.KindOf(err) != tabular.NumberSyntax {
			t.Errorf("%q: got %d, %v; want NumberSyntax", text, got, err)
		}
	}
}

func TestTheCurrencyBesideANumberIsTold(t *testing.T) {
	for text, want := range map[string]string{"5": "", "5 €": "€", "USD 5": "USD", "-$5": "$", "12,50 руб.": "руб.", "US$3": "US$", "5 kg": "", "abc": ""} {
		if got := tabular.CurrencyMark(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestStyleOfAColumnIsProvenOrUnknown(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []string
		want    tabular.Style
	}{
		{"nothing", nil, tabular.StyleUnknown},
		{"whole numbers", []string{"1", "20", "1 300"}, tabular.StyleUnknown},
		{"only ambiguous", []string{"1,234", "5,000"}, tabular.StyleUnknown},
		{"decimal comma", []string{"1,234", "12,50"}, tabular.StyleComma},
		{"decimal point", []string{"1,234", "12.50"}, tabular.StylePoint},
		{"both marks", []string{"1.234,56"}, tabular.StyleComma},
		{"many thousands", []string{"1,234,567"}, tabular.StylePoint},
		{"many thousands with points", []string{"1.234.567"}, tabular.StyleComma},
		{"less than one", []string{"0,125"}, tabular.StyleComma},
		{"blank for thousands", []string{"1 234,567"}, tabular.StyleComma},
		{"rubbish proves nothing", []string{"1e9", "a,b", "1,2,3", "12,5 kg"}, tabular.StyleUnknown},
		{"both proven", []string{"12,50", "12.50"}, tabular.StyleUnknown},
	} {
		if got := tabular.GuessStyle(c.samples); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestStyleLooksAtTheWholeColumn(t *testing.T) {
	file := "name;price;stock\n" + strings.Repeat("Tea;1.234;1\n", 5_000) + "Milk;0,99;2.5\n\"x\"y;1;1\n"
	r := table(t, file)
	for _, c := range []struct {
		columns []int
		want    tabular.Style
	}{{[]int{1}, tabular.StyleComma}, {[]int{2}, tabular.StylePoint}, {[]int{1, 2}, tabular.StyleUnknown}, {[]int{-1, 0, 9}, tabular.StyleUnknown}} {
		if got, err := r.Style(c.columns...); err != nil || got != c.want {
			t.Errorf("columns %v: got %d, %v; want %d", c.columns, got, err, c.want)
		}
	}
}
