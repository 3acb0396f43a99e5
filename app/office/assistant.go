package office

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
)

// Answers are what the assistant of the first start asked.
type Answers struct {
	Lang     string // "en", "ru"
	Name     string
	Country  string // ISO 3166-1
	Currency string // only where the country has none
	Zone     string // only where the country has none
	Printer  string // its address; empty: none
	Examples bool   // begin with the goods of the demo shop
}

// CheckName refuses a name that no shop can have. Fault: EmptyName.
func CheckName(name string) error {
	_, err := nameOf(name)
	return err
}

// Assist founds a shop from the answers: the shop with its owner, then printer and goods as acts of the owner. Faults: those
// of [Init] and [Office.Set].
func Assist(ctx context.Context, f Founding, a Answers) (made Founded, err error) {
	country, err := preset(a.Country)
	if err != nil {
		return made, err
	}
	spec := InitSpec{Name: a.Name, Country: a.Country, Currency: a.Currency, Lang: a.Lang}
	if country.Currency == "" {
		spec.Zone = a.Zone
	}
	if made, err = Init(ctx, f, spec); err != nil {
		return made, err
	}
	frame, ctx, err := f.frame(ctx, made)
	if err == nil && a.Printer != "" {
		err = New(frame).Set(ctx, shop.PrinterReceipt, a.Printer)
	}
	if err == nil && a.Examples {
		err = examples(ctx, f, frame, made)
	}
	return made, err
}

// examples puts the goods of the demo shop on the shelves of a shop.
func examples(ctx context.Context, f Founding, frame *act.Frame, made Founded) error {
	list, err := demoGoods(f, made)
	if err != nil {
		return err
	}
	return list.store(ctx, frame, made, func(books.Tx) error { return nil })
}

// HasExamples reports whether the goods of the demo shop have prices that make sense in a currency.
func HasExamples(currency string) bool {
	return slices.Contains([]string{"EUR", "RUB", "USD", "GBP", "CHF"}, currency)
}

// CountryChoice is a country as the assistant offers it, with what comes with it.
type CountryChoice struct {
	Code      string
	Name      string // in the language that was asked for
	Currency  string // ISO 4217; empty: it is to be chosen
	Rates     []money.Rate
	Inclusive bool
	CashStep  money.Amount // what cash is rounded to; 0: nothing
	Exponent  int
	// sought are the words by which it is found: its name, what its people and the other language call it, without accents.
	sought []string
}

// CountryChoices lists the countries by their names in a language, and at the end every other country as one.
func CountryChoices(lang string, today time.Time) ([]CountryChoice, error) {
	all, err := Countries()
	if err != nil {
		return nil, err
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, bad("--lang", lang, "en", "ru")
	}
	said, err := text.For(lang)
	if err != nil {
		return nil, err
	}
	names := display.Regions(tag)
	var list []CountryChoice
	for code, c := range all {
		if code == elsewhere {
			continue
		}
		region, err := language.ParseRegion(code)
		if err != nil {
			return nil, err
		}
		choice := choiceOf(code, names.Name(region), c, shop.DayOf(today))
		choice.sought = calledBy(region)
		list = append(list, choice)
	}
	slices.SortFunc(list, func(a, b CountryChoice) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return append(list, choiceOf(elsewhere, said.T("found.elsewhere"), all[elsewhere], shop.DayOf(today))), nil
}

func choiceOf(code, name string, c Country, today int) CountryChoice {
	choice := CountryChoice{Code: code, Name: name, Currency: c.Currency, CashStep: money.Amount(c.CashStep), Inclusive: true}
	if currency, known := money.CurrencyOf(c.Currency); known {
		choice.Exponent = currency.Exponent
	}
	for _, g := range c.Groups {
		for _, t := range g.Taxes {
			rate, err := money.ParsePlain(t.Rate, 4)
			if err == nil && t.From <= today && (t.Until == 0 || today <= t.Until) && rate > 0 {
				choice.Rates = append(choice.Rates, money.Rate(rate))
				choice.Inclusive = choice.Inclusive && g.Inclusive
			}
		}
	}
	return choice
}

// Currencies are those of which one is chosen where the country has none.
func Currencies() []string { return []string{"EUR", "USD", "GBP", "CHF", "RUB", "KZT", "JPY", "KWD"} }
