//go:build cgo

package office_test

import (
	"strings"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/data/datatest"
)

func TestTheAssistantsShopIsWholeAndItsBooksAreSound(t *testing.T) {
	for _, c := range []struct {
		a        office.Answers
		currency string
		zone     string
		products int
	}{
		{office.Answers{Lang: "en", Name: " Corner shop ", Country: "DE", Printer: "sim:", Examples: true}, "EUR", "Europe/Berlin", 156},
		{office.Answers{Lang: "ru", Name: "Лавка", Country: "RU", Examples: true}, "RUB", "Europe/Moscow", 156},
		{office.Answers{Lang: "en", Name: "Store", Country: "US", Examples: true}, "USD", "America/New_York", 156},
		{office.Answers{Lang: "ru", Name: "Kiosk", Country: "ZZ", Currency: "EUR", Zone: "Europe/Rome"}, "EUR", "Europe/Rome", 0},
		{office.Answers{Lang: "en", Name: "Shop", Country: "JP", Zone: "Europe/Rome"}, "JPY", "Asia/Tokyo", 0},
	} {
		f, store := founding(t)
		made, err := office.Assist(t.Context(), f, c.a)
		if err != nil {
			t.Errorf("%+v: %v", c.a, err)
			continue
		}
		if made.Shop.Name != strings.TrimSpace(c.a.Name) || made.Shop.Currency.Code != c.currency || made.Shop.Zone.String() != c.zone || made.Person.Code != "O1" {
			t.Errorf("%+v: founded %+v", c.a, made.Shop)
		}
		datatest.View(t, store, func(tx books.Tx) error {
			n, err := tx.Products().Count(books.Filter{})
			if n != c.products {
				t.Errorf("%s: %d products, want %d", c.a.Country, n, c.products)
			}
			printer, _, _ := tx.Shop().Setting(books.ForTill, made.Till.ID, shop.PrinterReceipt)
			if printer != c.a.Printer {
				t.Errorf("%s: the printer is at %q", c.a.Country, printer)
			}
			return err
		})
		sound(t, store)
	}
}

func TestTheAssistantRefusesWhatNoShopCanBe(t *testing.T) {
	f, _ := founding(t)
	for name, a := range map[string]office.Answers{
		"no name":     {Lang: "en", Country: "DE"},
		"no currency": {Lang: "en", Name: "a", Country: "ZZ"},
		"no language": {Lang: "xx", Name: "a", Country: "DE"},
	} {
		if _, err := office.Assist(t.Context(), f, a); !fault.Is(err, fault.BadOption) && !fault.Is(err, fault.EmptyName) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCountriesAreOfferedByTheirNamesWithWhatComesWithThem(t *testing.T) {
	for lang, want := range map[string]string{"en": "Germany", "ru": "Германия"} {
		list, err := office.CountryChoices(lang, datatest.Start())
		if err != nil || len(list) < 20 {
			t.Fatalf("%d countries, %v", len(list), err)
		}
		for _, c := range list {
			if c.Code == "DE" && (c.Name != want || c.Currency != "EUR" || len(c.Rates) != 2 || c.Rates[0] != 190_000 || !c.Inclusive) {
				t.Errorf("%+v", c)
			}
			if c.Code == "RU" && (len(c.Rates) != 2 || c.Rates[0] != 220_000) {
				t.Errorf("of the day: %+v", c)
			}
			if _, known := money.CurrencyOf(c.Currency); !known && c.Code != "ZZ" {
				t.Errorf("%s has the currency %q", c.Code, c.Currency)
			}
		}
		if last := list[len(list)-1]; last.Code != "ZZ" || last.Currency != "" {
			t.Errorf("the last is %+v", last)
		}
	}
}

func TestACountryIsFoundByItsCodeAndByWhatAnybodyCallsIt(t *testing.T) {
	today := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct{ lang, typed, want string }{
		{"en", "DE", "DE"}, {"en", "de", "DE"}, {"en", "Ger", "DE"}, {"en", "Deutschland", "DE"}, {"en", "Германия", "DE"},
		{"en", "Österreich", "AT"}, {"en", " osterr", "AT"}, {"en", "Россия", "RU"}, {"ru", "Russia", "RU"}, {"ru", "at", "AT"},
		{"ru", "schweiz", "CH"}, {"ru", "Suisse", "CH"}, {"en", "kingdom", "GB"}, {"en", "Atlantis", "ZZ"},
	} {
		list, err := office.CountryChoices(c.lang, today)
		if err != nil {
			t.Fatal(err)
		}
		found := office.FindCountries(list, c.typed)
		if len(found) == 0 || found[0].Code != c.want || found[len(found)-1].Code != "ZZ" {
			t.Errorf("%q in %s finds %+v, want %s first", c.typed, c.lang, found, c.want)
		}
		if all := office.FindCountries(list, ""); len(all) != len(list) {
			t.Errorf("nothing typed finds %d of %d", len(all), len(list))
		}
	}
}
