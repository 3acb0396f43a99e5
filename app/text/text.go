// Package text says everything in the language of the person: sentences, plurals, money, quantities, dates and faults.
//
// The sentences are in assets/translations, one file per room and language ("sell.en.json"), grouped by screen: the key
// "sell.total" is the text "total" in the group "sell". A key that a language lacks is said in English; a key that nobody has is shown as it is.
// A text with a count has the forms one and other in English, and one, few, many and other in Russian. Values stand in
// the sentence as {{.name}}. What follows the language is printed here and nowhere else: decimal comma, place of the
// currency, word for a unit, order of a date. Thousands are parted by a narrow no-break space in both languages, and
// one stands before units and the per cent sign; minus is an en dash, because the program's font has no minus sign.
//
// A [Text] never changes and may be used by many at once: to switch the language, take another one.
//
// A worked example: For("ru") and N("sell.lines", 4) give «4 позиции», 5 gives «5 позиций», 21 «21 позиция»; Money of
// 90087 kopecks is «900,87 ₽», where For("en") gives "₽900.87".
//
// Whoever adds a text adds it to both files of its room, under the group of its screen; the tests here refuse a key in the code
// that no file has, a file that lacks a key of the other, and a sentence whose values differ between the languages.
package text

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"kassa/app/money"
	"kassa/assets"
)

// The languages of the program.
const (
	English = "en"
	Russian = "ru"
)

// Languages lists the languages that [For] knows, English first.
func Languages() []string { return []string{English, Russian} }

// Match chooses the language of the program for a locale of the system, such as "ru_RU.UTF-8" or "de-DE": Russian for a
// Russian one, English for every other.
func Match(locale string) string {
	tongue, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(locale), "-", "_"), "_")
	if tongue, _, _ = strings.Cut(tongue, "."); tongue == Russian {
		return Russian
	}
	return English
}

// Text says things in one language. It never changes.
type Text struct {
	lang     string
	words    *i18n.Localizer
	style    style
	currency *money.Currency
}

// Args are the values of a sentence by name. Amounts, prices, quantities, rates, whole numbers and times are printed as
// the language wants them; texts lose their control characters.
type Args map[string]any

// english and russian are read when they are asked for first, and do not change afterwards. The second holds both: what
// it lacks is said in English.
var (
	english = sync.OnceValues(func() (*i18n.Bundle, error) { return catalogue(English) })
	russian = sync.OnceValues(func() (*i18n.Bundle, error) { return catalogue(English, Russian) })
)

func catalogue(langs ...string) (*i18n.Bundle, error) {
	bundle := i18n.NewBundle(language.English)
	for _, lang := range langs {
		files, err := fs.Glob(assets.Translations, "translations/*."+lang+".json")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if _, err := bundle.LoadMessageFileFS(assets.Translations, file); err != nil {
				return nil, fmt.Errorf("texts in %s: %w", file, err)
			}
		}
	}
	return bundle, nil
}

// For gives the texts of a language, "en" or "ru"; another language is an error.
func For(lang string) (*Text, error) {
	form, known := styleOf(lang)
	if !known {
		return nil, fmt.Errorf("texts in %q: no such language", lang)
	}
	read := english
	if lang == Russian {
		read = russian
	}
	bundle, err := read()
	if err != nil {
		return nil, err
	}
	return &Text{lang: lang, words: i18n.NewLocalizer(bundle, lang), style: form}, nil
}

// With gives the same texts for a shop's currency, in which amounts among the values of a sentence are printed.
// Without one they are printed as plain numbers with two decimals.
func (t *Text) With(c money.Currency) *Text {
	other := *t
	other.currency = &c
	return &other
}

// Lang is the language: "en" or "ru".
func (t *Text) Lang() string { return t.lang }

// T is the text of a key, with its values. More than one Args are taken together.
func (t *Text) T(key string, args ...Args) string {
	return t.say(key, nil, t.values(args))
}

// N is the text of a key for a count of things, in the plural form that the count asks for. The sentence shows the count
// as {{.count}}.
func (t *Text) N(key string, count int64, args ...Args) string {
	values := t.values(args)
	values["count"] = t.Number(count)
	return t.say(key, count, values)
}

// NQty is N for a quantity, which may be broken: 1.5 is «1,5 штуки».
func (t *Text) NQty(key string, q money.Qty, args ...Args) string {
	values := t.values(args)
	values["count"] = t.Qty(q, "")
	return t.say(key, q.String(), values)
}

// Has reports whether the key has a text, for keys that are made from a value.
func (t *Text) Has(key string) bool {
	s, _ := t.words.Localize(&i18n.LocalizeConfig{MessageID: key})
	return s != ""
}

func (t *Text) say(key string, count any, values map[string]any) string {
	ask := i18n.LocalizeConfig{MessageID: key, PluralCount: count}
	if len(values) > 0 {
		ask.TemplateData = values
	}
	s, _ := t.words.Localize(&ask)
	if s == "" {
		return key
	}
	return strings.ReplaceAll(s, "<no value>", "…")
}

func (t *Text) values(args []Args) map[string]any {
	values := make(map[string]any)
	for _, some := range args {
		for name, v := range some {
			values[name] = t.value(v)
		}
	}
	return values
}
