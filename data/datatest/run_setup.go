package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func shopIsKept(t *testing.T, f Fixture) {
	filled(t, f.Shop, "Shop.Rules.Rounding")
	same(t, "shop", f.Shop, found(t, f.Store, func(tx books.Tx) (shop.Shop, bool, error) { return tx.Shop().Get() }))
	changed := f.Shop
	changed.Name, changed.DayStart, changed.Texts = "Another name", 0, shop.Texts{}
	for _, rounding := range []money.Rounding{money.HalfUp, money.HalfEven, money.Down} {
		changed.Rules.Rounding = rounding
		Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().Put(changed) })
		same(t, "changed shop", changed, found(t, f.Store, func(tx books.Tx) (shop.Shop, bool, error) { return tx.Shop().Get() }))
	}
}

func peopleAreKept(t *testing.T, f Fixture) {
	keyed := f.Till
	keyed.KeyID, keyed.Series = "0123abcd", "T1B7K"
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTillKey(keyed.ID, keyed.KeyID) })
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTillSeries(keyed.ID, keyed.Series) })
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTillSeries(ID("TILL", 9), "X") }); !fault.Is(err, fault.NotFound) {
		t.Errorf("the series of no till: %v, want NotFound", err)
	}
	filled(t, keyed)
	filled(t, f.Staff)
	same(t, "tills", []shop.Till{keyed}, read(t, f.Store, func(tx books.Tx) ([]shop.Till, error) { return tx.Shop().Tills() }))
	same(t, "staff", []shop.Staff{f.Staff}, read(t, f.Store, func(tx books.Tx) ([]shop.Staff, error) { return tx.Shop().Staff() }))
	same(t, "place", f.Place, found(t, f.Store, func(tx books.Tx) (shop.Place, bool, error) { return tx.Shop().Place(f.Place.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.Place, bool, error) { return tx.Shop().Place(ID("PLACE", 9)) })
	for what, add := range map[string]func(books.Shop) error{
		"till": func(s books.Shop) error { return s.AddTill(f.Till) },
		"code": func(s books.Shop) error {
			return s.AddStaff(shop.Staff{ID: ID("STAFF", 7), Code: f.Staff.Code, Name: "Another", Role: "cashier"})
		},
		"entity": func(s books.Shop) error { return s.AddEntity(f.Entity) },
	} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return add(tx.Shop()) }); !fault.Is(err, fault.AlreadyExists) {
			t.Errorf("%s twice: %v, want AlreadyExists", what, err)
		}
	}
	lost := f.Till
	lost.ID, lost.Code, lost.Place = ID("TILL", 2), "T2", ID("PLACE", 9)
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddTill(lost) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a till without a place: %v, want NotFound", err)
	}
}

func taxesAreKept(t *testing.T, f Fixture) {
	want := shop.TaxTable{}
	for _, g := range f.Taxes {
		want[g.ID] = g
	}
	same(t, "taxes", want, read(t, f.Store, func(tx books.Tx) (shop.TaxTable, error) { return tx.Shop().Taxes() }))
	same(t, "tenders", f.Tenders, read(t, f.Store, func(tx books.Tx) ([]shop.Tender, error) { return tx.Shop().Tenders() }))
}

func taxesAreChanged(t *testing.T, f Fixture) {
	g := f.Taxes[0]
	g.Names = shop.Names{shop.English: "Another", shop.Russian: "Другая"}
	g.Taxes = append([]shop.Tax(nil), g.Taxes...)
	g.Taxes[0].Until = 20271231
	g.Taxes = append(g.Taxes, shop.Tax{Code: g.Taxes[0].Code, Names: g.Taxes[0].Names, Rate: 220_000, From: 20280101})
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTaxGroup(g) })
	all := read(t, f.Store, func(tx books.Tx) (shop.TaxTable, error) { return tx.Shop().Taxes() })
	same(t, "the group", g, all[g.ID])
	if len(all) != len(f.Taxes) {
		t.Errorf("%d groups, want %d", len(all), len(f.Taxes))
	}
	g.ID = ID("TAX", 9)
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTaxGroup(g) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a group that is not there: %v, want NotFound", err)
	}
}

func tendersAreChanged(t *testing.T, f Fixture) {
	added := shop.Tender{ID: ID("TENDER", 8), Code: "voucher", Names: shop.Names{shop.English: "Voucher"}}
	changed := shop.Tender{ID: added.ID, Code: "voucher", Names: shop.Names{shop.Russian: "Талон"}, OpensDrawer: true, GivesChange: true,
		Rounds: true, NeedsRef: true, NeedsPerson: true}
	filled(t, changed)
	tenders := func() []shop.Tender {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Tender, error) { return tx.Shop().Tenders() })
	}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddTender(added) })
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().SetTender(changed) })
	same(t, "changed", append(append([]shop.Tender(nil), f.Tenders...), changed), tenders())
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().RetireTender(changed.ID, f.At) })
	same(t, "taken away", f.Tenders, tenders())
	again := added
	again.ID = ID("TENDER", 9)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddTender(again) })
	for what, change := range map[string]func(books.Shop) error{
		"set":    func(s books.Shop) error { return s.SetTender(shop.Tender{ID: ID("TENDER", 77), Code: "x"}) },
		"retire": func(s books.Shop) error { return s.RetireTender(ID("TENDER", 77), f.At) },
	} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return change(tx.Shop()) }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s one that is not there: %v, want NotFound", what, err)
		}
	}
}

func settingsAreKept(t *testing.T, f Fixture) {
	Update(t, f.Store, func(tx books.Tx) error {
		for _, one := range []struct {
			scope books.Scope
			owner shop.ID
			value string
		}{{books.ForShop, f.Shop.ID, "shop"}, {books.ForTill, f.Till.ID, "first"}, {books.ForTill, f.Till.ID, "till"}, {books.ForStaff, f.Staff.ID, ""}} {
			if err := tx.Shop().SetSetting(one.scope, one.owner, "printer.receipt", one.value); err != nil {
				return err
			}
		}
		return tx.Shop().SetSetting(books.ForTill, f.Till.ID, "lang", "ru")
	})
	get := func(scope books.Scope, owner shop.ID) string {
		return found(t, f.Store, func(tx books.Tx) (string, bool, error) { return tx.Shop().Setting(scope, owner, "printer.receipt") })
	}
	same(t, "of the shop", "shop", get(books.ForShop, f.Shop.ID))
	same(t, "of the till", "till", get(books.ForTill, f.Till.ID))
	same(t, "set to nothing", "", get(books.ForStaff, f.Staff.ID))
	missing(t, f.Store, func(tx books.Tx) (string, bool, error) {
		return tx.Shop().Setting(books.ForPlace, f.Place.ID, "printer.receipt")
	})
	same(t, "all of the till", map[string]string{"printer.receipt": "till", "lang": "ru"},
		read(t, f.Store, func(tx books.Tx) (map[string]string, error) { return tx.Shop().Settings(books.ForTill, f.Till.ID) }))
}

func versionGrows(t *testing.T, f Fixture) {
	version := func() int64 { return read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shop().Version() }) }
	for what, change := range map[string]func(books.Shop) error{
		"setting": func(s books.Shop) error { return s.SetSetting(books.ForShop, f.Shop.ID, "a", "b") },
		"shop":    func(s books.Shop) error { return s.Put(f.Shop) },
		"place":   func(s books.Shop) error { return s.AddPlace(shop.Place{ID: ID("PLACE", 3), Name: "Store room"}) },
		"key":     func(s books.Shop) error { return s.SetTillKey(f.Till.ID, "x") },
		"series":  func(s books.Shop) error { return s.SetTillSeries(f.Till.ID, "x") },
		"rate":    func(s books.Shop) error { return s.SetTaxGroup(f.Taxes[0]) },
		"tender":  func(s books.Shop) error { return s.SetTender(f.Tenders[0]) },
		"tax":     func(s books.Shop) error { return s.AddTaxGroup(shop.TaxGroup{ID: ID("TAX", 8), Code: "Z"}) },
	} {
		before := version()
		Update(t, f.Store, func(tx books.Tx) error { return change(tx.Shop()) })
		if after := version(); after <= before {
			t.Errorf("%s: version %d after %d, want more", what, after, before)
		}
	}
}
