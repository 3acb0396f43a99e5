package office

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
)

// The settings of taxes. "tax.A" is the rate of group A, set with the day from which it holds: "22 from 2027-01-01", or
// from today when no day is said; "none" for no tax. Behind the rate of a new group may stand "on_top", where prices
// are without tax. Where a group has two taxes, each has its own: "tax.A.GST". "tax.A.en" and "tax.A.ru" are the names.

// taxKeys are the settings of the groups there are.
func taxKeys(set act.Setup) (keys []string) {
	for _, g := range slices.SortedFunc(maps.Values(set.Taxes), func(a, b shop.TaxGroup) int { return strings.Compare(a.Code, b.Code) }) {
		codes := codesOf(g)
		if len(codes) <= 1 {
			keys = append(keys, "tax."+g.Code)
		} else {
			for _, c := range codes {
				keys = append(keys, "tax."+g.Code+"."+c)
			}
		}
		keys = append(keys, "tax."+g.Code+".en", "tax."+g.Code+".ru")
	}
	return keys
}

// codesOf are the different taxes of a group, in their order.
func codesOf(g shop.TaxGroup) (codes []string) {
	for _, t := range g.Taxes {
		if !slices.Contains(codes, t.Code) {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// groupOf is the group of a code.
func groupOf(set act.Setup, code string) (shop.TaxGroup, bool) {
	for _, g := range set.Taxes {
		if g.Code == code {
			return g, true
		}
	}
	return shop.TaxGroup{}, false
}

// isGroupCode reports whether a new group may be called so: it stands on receipts.
func isGroupCode(s string) bool {
	return s != "" && len(s) <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
}

// ofTaxes is a setting of taxes.
func ofTaxes(newID func() shop.ID, set act.Setup, key string) (known, bool) {
	name, ours := strings.CutPrefix(key, "tax.")
	code, part, deeper := strings.Cut(name, ".")
	g, there := groupOf(set, code)
	if !ours || !there && !isGroupCode(code) {
		return known{}, false
	}
	if deeper && (part == "en" || part == "ru") {
		return ofGroupName(key, code, shop.Lang(part)), true
	}
	codes := codesOf(g)
	if deeper != (len(codes) > 1) || deeper && !slices.Contains(codes, part) {
		return known{}, false
	}
	return known{key: key, scope: books.ForShop, may: "19, 19 from 2027-01-01, none, 5 on_top",
		get: func(set act.Setup) string {
			g, _ := groupOf(set, code)
			return taxValue(g, part)
		},
		put: func(tx books.Tx, set act.Setup, at shop.Moment, v string) (bool, error) {
			change, ok := parseTax(v, at.Day)
			if !ok || there && change.onTop != nil {
				return false, nil
			}
			if !there {
				return true, tx.Shop().AddTaxGroup(newGroup(set, newID(), code, change))
			}
			if holds(set, code, part, change) {
				return true, nil
			}
			return true, tx.Shop().SetTaxGroup(changed(set, code, part, change, at.Day))
		}}, true
}

// ofGroupName is the name of a tax group in a language.
func ofGroupName(key, code string, lang shop.Lang) known {
	return known{key: key, scope: books.ForShop,
		get: func(set act.Setup) string {
			g, _ := groupOf(set, code)
			return g.Names[lang]
		},
		put: func(tx books.Tx, set act.Setup, _ shop.Moment, v string) (bool, error) {
			g, there := groupOf(set, code)
			if !there {
				return false, nil
			}
			g.Names = maps.Clone(g.Names)
			g.Names[lang] = v
			if v == "" {
				delete(g.Names, lang)
			}
			if !line(v) || len(g.Names) == 0 {
				return false, nil
			}
			return true, tx.Shop().SetTaxGroup(g)
		}}
}

// taxChange is another rate from a day on.
type taxChange struct {
	rate  money.Rate
	none  bool
	from  int
	onTop *bool // said for a new group
}

// parseTax reads "22", "22 %", "22 from 2027-01-01", "none", "5 on_top". A day in the past is refused: sales were made at
// the rate that held then.
func parseTax(v string, today int) (c taxChange, ok bool) {
	words := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(v, "%", " "), ",", "."))
	if len(words) == 0 {
		return c, false
	}
	if c.none = words[0] == "none"; !c.none {
		rate, err := money.ParsePlain(words[0], 4)
		if err != nil || rate < 0 || money.Rate(rate) > money.Whole {
			return c, false
		}
		c.rate = money.Rate(rate)
	}
	c.from = today
	for words = words[1:]; len(words) > 0; words = words[1:] {
		switch {
		case words[0] == "on_top" || words[0] == "included":
			onTop := words[0] == "on_top"
			c.onTop = &onTop
		case words[0] == "from" && len(words) > 1:
			day, err := time.Parse("2006-01-02", words[1])
			if err != nil {
				return c, false
			}
			c.from = shop.DayOf(day)
			words = words[1:]
		default:
			return c, false
		}
	}
	return c, c.from >= today
}

// taxValue is how a tax is read: "19", or its periods "19 until 2026-12-31, 22 from 2027-01-01"; "on_top" where it is so.
func taxValue(g shop.TaxGroup, code string) string {
	var periods []string
	for _, t := range g.Taxes {
		if code != "" && t.Code != code {
			continue
		}
		said := t.Rate.Percent()
		if t.From != 0 {
			said += " from " + shop.DayLabel(t.From)
		}
		if t.Until != 0 {
			said += " until " + shop.DayLabel(t.Until)
		}
		periods = append(periods, said)
	}
	said := cmp.Or(strings.Join(periods, ", "), "none")
	if !g.Inclusive {
		said += " on_top"
	}
	return said
}

// holds reports whether a tax is already what the change makes it, from that day on.
func holds(set act.Setup, code, tax string, c taxChange) bool {
	g, _ := groupOf(set, code)
	same := c.none
	for _, t := range g.Taxes {
		if tax != "" && t.Code != tax || t.Until != 0 && t.Until < c.from {
			continue
		}
		if same = !c.none && t.From <= c.from && t.Until == 0 && t.Rate == c.rate; !same {
			return false
		}
	}
	return same
}

// changed is a group with another rate from a day on: what holds then ends the day before, what was planned for later goes. A name that
// says the rate says the new one when it holds at once.
func changed(set act.Setup, code, tax string, c taxChange, today int) shop.TaxGroup {
	g, _ := groupOf(set, code)
	before := g.On(c.from)
	var list []shop.Tax
	model := shop.Tax{Code: cmp.Or(tax, code), Names: taxNames(set)}
	for _, t := range g.Taxes {
		switch {
		case tax != "" && t.Code != tax:
		case t.From >= c.from:
			model.Code, model.Names = t.Code, t.Names
			continue
		default:
			model.Code, model.Names = t.Code, t.Names
			if t.Until == 0 || t.Until >= c.from {
				t.Until = shop.AddDays(c.from, -1)
			}
		}
		list = append(list, t)
	}
	if !c.none {
		model.Rate, model.From, model.Until = c.rate, c.from, 0
		list = append(list, model)
	}
	g.Taxes = list
	if len(before) == 1 && !c.none && c.from <= today {
		g.Names = renamed(g.Names, before[0].Rate, c.rate)
	}
	return g
}

// renamed gives "VAT 19 %" its new rate.
func renamed(names shop.Names, old, now money.Rate) shop.Names {
	list := shop.Names{}
	for lang, name := range names {
		for _, point := range []string{".", ","} {
			was, is := strings.ReplaceAll(old.Percent(), ".", point), strings.ReplaceAll(now.Percent(), ".", point)
			name = strings.ReplaceAll(name, was+" %", is+" %")
			name = strings.ReplaceAll(name, was+"\u202f%", is+"\u202f%")
		}
		list[lang] = name
	}
	return list
}

// taxNames are the names that taxes have in this shop: "VAT", "НДС".
func taxNames(set act.Setup) shop.Names {
	for _, g := range slices.SortedFunc(maps.Values(set.Taxes), func(a, b shop.TaxGroup) int { return strings.Compare(a.Code, b.Code) }) {
		if len(g.Taxes) > 0 {
			return g.Taxes[0].Names
		}
	}
	return shop.Names{shop.English: "Tax", shop.Russian: "Налог"}
}

// newGroup is a group of one tax, or of none.
func newGroup(set act.Setup, id shop.ID, code string, c taxChange) shop.TaxGroup {
	g := shop.TaxGroup{ID: id, Code: code, Inclusive: set.Taxes.First().Inclusive, Names: shop.Names{}}
	if c.onTop != nil {
		g.Inclusive = !*c.onTop
	}
	if c.none {
		g.Names = shop.Names{shop.English: "No tax", shop.Russian: "Без налога"}
		return g
	}
	for lang, name := range taxNames(set) {
		rate := c.rate.Percent()
		if lang == shop.Russian {
			rate = strings.ReplaceAll(rate, ".", ",")
		}
		g.Names[lang] = fmt.Sprintf("%s %s %%", name, rate)
	}
	g.Taxes = []shop.Tax{{Code: code, Names: taxNames(set), Rate: c.rate, From: c.from}}
	return g
}
