package office

import (
	"maps"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
)

// What the journal says of the set-up is all that the verifier can hold it against. So the founding says everything that a
// shop begins with, and a change says also what it changed besides: another rate gives a tax group another name, and a way to
// pay that gets a name begins to be one.

// tablesOf are the taxes and tenders as the values by which they are set.
func tablesOf(tx books.Tx, set act.Setup) map[string]string {
	values := map[string]string{}
	for _, key := range append(taxKeys(set), tenderKeys(set)...) {
		k, found := ofTaxes(nil, set, key)
		if !found {
			k, found = ofTenders(nil, key)
		}
		if v, err := k.read(tx, set); found && err == nil { // read from the set-up, not from the books
			values[key] = v
		}
	}
	return values
}

// besides are the changes of taxes and tenders that nobody asked for.
func besides(asked []journal.Setting, before, after map[string]string) (list []journal.Setting) {
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if before[key] == after[key] || slices.ContainsFunc(asked, func(s journal.Setting) bool { return s.Key == key }) {
			continue
		}
		list = append(list, journal.Setting{Scope: asked[0].Scope, Of: asked[0].Of, Key: key, Old: before[key], New: after[key]})
	}
	return list
}

// begun is what a shop begins with, as settings: the fields of the shop that the founding does not say itself, reasons, taxes
// and tenders.
func begun(tx books.Tx, made Founded) (list []journal.Setting, err error) {
	set, err := fresh(tx, act.Setup{Shop: made.Shop, Till: made.Till})
	if err != nil {
		return nil, err
	}
	values := tablesOf(tx, set)
	for _, k := range append((&Office{}).plain(), reasons()...) {
		v, stored := set.Settings[k.key]
		if k.get != nil {
			v, stored = k.get(set), true
		}
		if stored {
			values[k.key] = v
		}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		list = append(list, journal.Setting{Scope: string(books.ForShop), Of: made.Shop.ID, Key: key, New: values[key]})
	}
	return list, nil
}
