package text_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/text"
)

func speak(t testing.TB, lang string) *text.Text {
	t.Helper()
	words, err := text.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func currency(t testing.TB, code string) money.Currency {
	t.Helper()
	c, ok := money.CurrencyOf(code)
	if !ok {
		t.Fatal(code)
	}
	return c
}

// eye writes the narrow space as an underscore, so that the tables below can be read.
func eye(s string) string { return strings.ReplaceAll(s, "\u202f", "_") }

func TestRussianCountsAsRussiansDo(t *testing.T) {
	ru, en := speak(t, "ru"), speak(t, "en")
	for n, want := range map[int64][2]string{
		0: {"0 товаров", "0 products"}, 1: {"1 товар", "1 product"}, 2: {"2 товара", "2 products"}, 4: {"4 товара", "4 products"},
		5: {"5 товаров", "5 products"}, 11: {"11 товаров", "11 products"}, 12: {"12 товаров", "12 products"},
		14: {"14 товаров", "14 products"}, 21: {"21 товар", "21 products"}, 22: {"22 товара", "22 products"},
		111: {"111 товаров", "111 products"}, 1001: {"1_001 товар", "1_001 products"}, 102431: {"102_431 товар", "102_431 products"},
	} {
		if got := eye(ru.N("count.products", n)); got != want[0] {
			t.Errorf("%d: got %q, want %q", n, got, want[0])
		}
		if got := eye(en.N("count.products", n)); got != want[1] {
			t.Errorf("%d: got %q, want %q", n, got, want[1])
		}
	}
	if got, want := ru.NQty("sell.pieces", 1500), "1,5 штуки"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := ru.NQty("sell.pieces", 7000), "7 штук"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMoneyFollowsTheLanguage(t *testing.T) {
	for _, c := range []struct {
		code   string
		a      money.Amount
		en, ru string
	}{
		{"EUR", 1367, "€13.67", "13,67_€"},
		{"EUR", 0, "€0.00", "0,00_€"},
		{"EUR", -278, "–€2.78", "–2,78_€"},
		{"RUB", 90087, "₽900.87", "900,87_₽"},
		{"RUB", 123456789, "₽1_234_567.89", "1_234_567,89_₽"},
		{"RUB", -100000, "–₽1_000.00", "–1_000,00_₽"},
		{"JPY", 1500, "¥1_500", "1_500_¥"},
		{"KWD", 1500, "KD_1.500", "1,500_KD"},
		{"CHF", -5, "–CHF_0.05", "–0,05_CHF"},
		{"EUR", money.Limit - 1, "€99_999_999_999.99", "99_999_999_999,99_€"},
	} {
		cur := currency(t, c.code)
		if got := eye(speak(t, "en").Money(c.a, cur)); got != c.en {
			t.Errorf("%s %d: got %q, want %q", c.code, c.a, got, c.en)
		}
		if got := eye(speak(t, "ru").Money(c.a, cur)); got != c.ru {
			t.Errorf("%s %d: got %q, want %q", c.code, c.a, got, c.ru)
		}
	}
}

func TestNumbersFollowTheLanguage(t *testing.T) {
	eur, rub := currency(t, "EUR"), currency(t, "RUB")
	at := time.Date(2026, 11, 3, 7, 5, 59, 0, time.UTC)
	for _, c := range []struct {
		what   string
		say    func(*text.Text) string
		en, ru string
	}{
		{"note", func(x *text.Text) string { return x.Note(1500, eur) }, "€15", "15_€"},
		{"large note", func(x *text.Text) string { return x.Note(100000, rub) }, "₽1_000", "1_000_₽"},
		{"coin", func(x *text.Text) string { return x.Note(50, eur) }, "€0.50", "0,50_€"},
		{"sum", func(x *text.Text) string { return x.Sum(-123456, eur) }, "–1_234.56", "–1_234,56"},
		{"screw", func(x *text.Text) string { return x.UnitPrice(12_500, eur) }, "€0.0125", "0,0125_€"},
		{"each", func(x *text.Text) string { return x.PricePer(1_350_000, eur, "pc") }, "€1.35 each", "1,35_€ за шт."},
		{"per kilogram", func(x *text.Text) string { return x.PricePer(119_900_000, rub, "kg") }, "₽119.90 / kg", "119,90_₽ / кг"},
		{"per box", func(x *text.Text) string { return x.PricePer(1_000_000, eur, "box") }, "€1.00 / box", "1,00_€ / box"},
		{"weight", func(x *text.Text) string { return x.Qty(742, "kg") }, "0.742_kg", "0,742_кг"},
		{"a piece", func(x *text.Text) string { return x.Qty(1000, "pc") }, "1_pc", "1_шт."},
		{"pieces", func(x *text.Text) string { return x.Qty(1_234_000, "pc") }, "1_234_pcs", "1_234_шт."},
		{"bare", func(x *text.Text) string { return x.Qty(-2500, "") }, "–2.5", "–2,5"},
		{"unknown unit", func(x *text.Text) string { return x.Qty(2000, "bo\x1bx") }, "2_box", "2_box"},
		{"per cent", func(x *text.Text) string { return x.Percent(88_750) }, "8.875_%", "8,875_%"},
		{"less", func(x *text.Text) string { return x.Percent(-100_000) }, "–10_%", "–10_%"},
		{"date", func(x *text.Text) string { return x.Date(at) }, "3 Nov 2026", "03.11.2026"},
		{"short date", func(x *text.Text) string { return x.ShortDate(at) }, "3 Nov", "03.11"},
		{"time", func(x *text.Text) string { return x.Time(at) }, "07:05", "07:05"},
		{"both", func(x *text.Text) string { return x.DateTime(at) }, "3 Nov 2026 07:05", "03.11.2026 07:05"},
		{"day", func(x *text.Text) string { return x.Day(20261123) }, "23 Nov 2026", "23.11.2026"},
		{"number", func(x *text.Text) string { return x.Number(102431) }, "102_431", "102_431"},
		{"small", func(x *text.Text) string { return x.Number(-999) }, "–999", "–999"},
		{"currency", func(x *text.Text) string { return x.CurrencyWord(rub) }, "RUB", "руб."},
	} {
		if got := eye(c.say(speak(t, "en"))); got != c.en {
			t.Errorf("%s: got %q, want %q", c.what, got, c.en)
		}
		if got := eye(c.say(speak(t, "ru"))); got != c.ru {
			t.Errorf("%s: got %q, want %q", c.what, got, c.ru)
		}
	}
}

func TestFaultsAreSaidWithTheirValues(t *testing.T) {
	short := fault.New(fault.NotEnough, fault.Args{"due": money.Amount(1367), "given": money.Amount(500), "missing": money.Amount(867)})
	for _, c := range []struct {
		lang string
		err  error
		want []string
	}{
		{"en", fmt.Errorf("pay: %w", short), []string{"€8.67 is missing", "€13.67 is due", "€5.00 was given"}},
		{"ru", short, []string{"Не хватает 8,67_€", "к оплате 13,67_€"}},
		{"ru", fault.New(fault.BadQuantity, fault.Args{"qty": money.Qty(-500)}), []string{"Количество не может быть –0,5"}},
		{"ru", fault.New(fault.NotFound, fault.Args{"what": "product"}), []string{"товар"}},
		{"ru", fault.New(fault.NotFound, fault.Args{"what": "Shelf 7"}), []string{"Shelf 7"}},
		{"ru", fault.New(fault.NoRight, fault.Args{"act": "no_sale"}), []string{"открытие ящика без продажи"}},
		{"en", fault.New(fault.BadRow, fault.Args{"line": 12345}), []string{"Line 12_345"}},
		{"en", fault.New(fault.ColumnMissing, fault.Args{"columns": []string{"name", "price"}}), []string{"name, price"}},
		{"en", fault.New(fault.UnknownCode, fault.Args{"code": "A\x1b\x00\u202eB"}), []string{"the code AB."}},
		{"en", fault.New(fault.UnknownCode, nil), []string{"the code …."}},
		{"en", fault.New(fault.Unexpected, fault.Args{"incident": "K-7"}), []string{"Something went wrong", "number K-7"}},
	} {
		title, what, next := speak(t, c.lang).With(currency(t, "EUR")).Fault(c.err)
		got := eye(title + "|" + what + "|" + next)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%v: got %q, want %q in it", c.err, got, want)
			}
		}
	}
	if _, what, _ := speak(t, "en").Fault(short); !strings.Contains(what, "8.67 is missing") {
		t.Errorf("without a currency: %q", what)
	}
}

func TestUnknownErrorShowsANumberAndNothingElse(t *testing.T) {
	err := errors.New("dial tcp: secret.example: connection refused")
	for name, unknown := range map[string]error{"no fault": err, "a fault without words": fault.Wrap("no_such_code", nil, err)} {
		for _, lang := range text.Languages() {
			title, what, next := speak(t, lang).Fault(unknown)
			if said := title + what + next; strings.Contains(said, "secret") || !strings.Contains(next, text.Incident(unknown)) {
				t.Errorf("%s: %s, %s, %s", name, title, what, next)
			}
		}
	}
	if n := text.Incident(err); len(n) != 9 || n != text.Incident(err) || n == text.Incident(errors.New("another")) {
		t.Errorf("the number is %q", n)
	}
	if n := text.Incident(nil); n != "–" {
		t.Errorf("no error has the number %q", n)
	}
}

func TestMissingTextShowsItsKey(t *testing.T) {
	for _, lang := range text.Languages() {
		x := speak(t, lang)
		if got := x.T("no.such.key"); got != "no.such.key" {
			t.Errorf("%s: %q", lang, got)
		}
		if x.Has("no.such.key") || !x.Has("sell.total") || !x.Has("sell.lines") {
			t.Errorf("%s: knows what it has not, or not what it has", lang)
		}
	}
}

func TestLanguageThatIsNotThereIsRefused(t *testing.T) {
	if _, err := text.For("de"); err == nil {
		t.Error("there are no German texts")
	}
	for locale, want := range map[string]string{"ru_RU.UTF-8": "ru", "ru": "ru", "RU-ru": "ru", "ru.UTF-8": "ru", "rue": "en", "de_DE": "en", "C": "en", "": "en"} {
		if got := text.Match(locale); got != want {
			t.Errorf("%q: got %q, want %q", locale, got, want)
		}
	}
}

func TestManySpeakAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			lang, want := "en", "21 products"
			if i%2 == 1 {
				lang, want = "ru", "21 товар"
			}
			words, err := text.For(lang)
			if err != nil {
				t.Error(err)
				return
			}
			for range 200 {
				if got := words.N("count.products", 21); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkPlainText(b *testing.B) {
	ru := speak(b, "ru")
	for b.Loop() {
		ru.T("sell.total")
	}
}

func BenchmarkTextWithValue(b *testing.B) {
	ru := speak(b, "ru")
	for b.Loop() {
		ru.T("sell.paid.receipt", text.Args{"number": "T1-0004122"})
	}
}

func BenchmarkPlural(b *testing.B) {
	ru := speak(b, "ru")
	for b.Loop() {
		ru.N("sell.search_placeholder", 102_431)
	}
}

func BenchmarkMoney(b *testing.B) {
	ru, rub := speak(b, "ru"), currency(b, "RUB")
	for b.Loop() {
		ru.Money(12_345_678, rub)
	}
}
