package office

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// FindCountries lists the countries that somebody who typed the beginning of a word looks for, the surest first: by the code
// ("DE"), by the name in the language of the list, by what its people call it ("Deutschland", "Österreich", "Россия") and by
// its English and Russian name. Accents and case do not count. The country that stands for all others is always the last.
func FindCountries(list []CountryChoice, query string) []CountryChoice {
	sought := folded(query)
	var found [4][]CountryChoice
	for _, c := range list {
		if at := c.fits(sought); at >= 0 {
			found[at] = append(found[at], c)
		}
	}
	return slices.Concat(found[:]...)
}

// fits tells how well a country answers a search, 0 best; -1: not at all.
func (c CountryChoice) fits(sought string) int {
	begins := func(name string) bool { return strings.HasPrefix(name, sought) || strings.Contains(name, " "+sought) }
	switch {
	case c.Code == elsewhere:
		return 3
	case sought == "" || strings.ToLower(c.Code) == sought:
		return 0
	case begins(folded(c.Name)):
		return 1
	case slices.ContainsFunc(c.sought, begins):
		return 2
	}
	return -1
}

// spokenToo are the languages of countries beside the first one.
func spokenToo() map[string][]string {
	return map[string][]string{"BE": {"nl", "fr", "de"}, "CH": {"fr", "it"}, "CY": {"el", "tr"}, "FI": {"sv"}, "KZ": {"kk", "ru"}, "LU": {"fr", "de"}}
}

// calledBy are the names of a country in the languages that are spoken there, in English and in Russian, without accents.
func calledBy(region language.Region) (names []string) {
	tags := []string{"en", "ru"}
	if first, sure := language.Make("und-" + region.String()).Base(); sure != language.No {
		tags = append(tags, first.String())
	}
	for _, tag := range append(tags, spokenToo()[region.String()]...) {
		if namer := display.Regions(language.Make(tag)); namer != nil {
			names = append(names, folded(namer.Name(region)))
		}
	}
	return names
}

// folded is a word as it is compared: small letters without accents.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.TrimSpace(s)))
}
