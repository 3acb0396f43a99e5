package office

import (
	"maps"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/shop"
)

// The settings of tenders. "tender.voucher.en" and "tender.voucher.ru" are the names of a way to pay, "tender.voucher.does"
// what it does at the till, in words: drawer (opens it), change (money is given back), rounds (as cash is), reference (a
// number is typed). A code that is new makes a new way to pay; "off" takes one away that was added.

// own are the ways to pay that every shop has and the program knows.
func own(code string) bool { return code == "cash" || code == "card" }

// deeds are the words of what a tender does, in their order, with the field behind each.
func deeds(t *shop.Tender) []struct {
	word  string
	field *bool
} {
	return []struct {
		word  string
		field *bool
	}{{"drawer", &t.OpensDrawer}, {"change", &t.GivesChange}, {"rounds", &t.Rounds}, {"reference", &t.NeedsRef}}
}

// doing says what a tender does: "drawer change"; "nothing" where it does none of these.
func doing(t shop.Tender) string {
	var words []string
	for _, d := range deeds(&t) {
		if *d.field {
			words = append(words, d.word)
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " ")
}

// tenderKeys are the settings of the tenders there are.
func tenderKeys(set act.Setup) (keys []string) {
	for _, t := range set.Tenders {
		keys = append(keys, "tender."+t.Code+".en", "tender."+t.Code+".ru", "tender."+t.Code+".does")
	}
	return keys
}

func tenderOf(set act.Setup, code string) (shop.Tender, bool) {
	i := slices.IndexFunc(set.Tenders, func(t shop.Tender) bool { return t.Code == code })
	if i < 0 {
		return shop.Tender{}, false
	}
	return set.Tenders[i], true
}

// isTenderCode reports whether a tender may be called so in the books.
func isTenderCode(s string) bool {
	return s != "" && len(s) <= 20 && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' })
}

// ofTenders is a setting of a tender.
func ofTenders(newID func() shop.ID, key string) (known, bool) {
	name, ours := strings.CutPrefix(key, "tender.")
	code, part, whole := strings.Cut(name, ".")
	if !ours || !whole || !isTenderCode(code) {
		return known{}, false
	}
	k := known{key: key, scope: books.ForShop}
	switch part {
	case "en", "ru":
		lang := shop.Lang(part)
		k.get = func(set act.Setup) string {
			t, _ := tenderOf(set, code)
			return t.Names[lang]
		}
		k.put = func(tx books.Tx, set act.Setup, _ shop.Moment, v string) (bool, error) {
			t, there := tenderOf(set, code)
			t.Names = maps.Clone(t.Names)
			if t.Names == nil {
				t.Names = shop.Names{}
			}
			t.Names[lang] = v
			if v == "" {
				delete(t.Names, lang)
			}
			if !line(v) || len(v) > 60 || len(t.Names) == 0 {
				return false, nil
			}
			return true, putTender(tx, newID, t, code, there)
		}
	case "does":
		k.may = "drawer, change, rounds, reference, nothing, off"
		k.get = func(set act.Setup) string {
			t, there := tenderOf(set, code)
			if !there {
				return "off"
			}
			return doing(t)
		}
		k.put = func(tx books.Tx, set act.Setup, at shop.Moment, v string) (bool, error) {
			t, there := tenderOf(set, code)
			if v == "off" {
				if own(code) || !there {
					return false, nil
				}
				return true, tx.Shop().RetireTender(t.ID, at)
			}
			if code == "cash" || !does(&t, v) {
				return false, nil
			}
			return true, putTender(tx, newID, t, code, there)
		}
	default:
		return known{}, false
	}
	return k, true
}

// does gives a tender what the words say; false when one is not known.
func does(t *shop.Tender, words string) bool {
	for _, d := range deeds(t) {
		*d.field = false
	}
	list := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' })
	if len(list) == 1 && list[0] == "nothing" {
		return true
	}
	for _, w := range list {
		known := false
		for _, d := range deeds(t) {
			if d.word == w {
				*d.field, known = true, true
			}
		}
		if !known {
			return false
		}
	}
	return len(list) > 0
}

// putTender changes a tender or adds it.
func putTender(tx books.Tx, newID func() shop.ID, t shop.Tender, code string, there bool) error {
	if there {
		return tx.Shop().SetTender(t)
	}
	t.ID, t.Code = newID(), code
	if len(t.Names) == 0 {
		t.Names = shop.Names{shop.English: code}
	}
	return tx.Shop().AddTender(t)
}
