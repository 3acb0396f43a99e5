package verify_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
)

func (b *shelf) Settings(context.Context) iter.Seq2[verify.Setting, error]   { return each(b.set) }
func (b *shelf) TaxGroups(context.Context) iter.Seq2[verify.TaxGroup, error] { return each(b.groups) }
func (b *shelf) Tenders(context.Context) iter.Seq2[verify.Tender, error]     { return each(b.tenders) }

// beginShop writes the founding of the shop, with all that it is set to, and the record of it.
func (k *keeper) beginShop() {
	s := shop.Shop{ID: "01JSHOP", Name: "Shop", TaxID: "DE1", DayStart: 4}
	if len(k.shelf.set) == 0 {
		for key, value := range map[string]string{"shop.name": "Shop", "shop.tax_id": "DE1", "shop.country": "", "shop.currency": "",
			"shop.zone": "", "shop.exponent": "0", "shop.day_start": "4", "shop.rounding": "half_up", "shop.tax_rounding": "",
			"shop.cash_step": "0", "shop.cash_direction": "", "shop.cash_form": ""} {
			k.shelf.set = append(k.shelf.set, verify.Setting{Scope: "shop", Of: "01JSHOP", Key: key, Value: value})
		}
		k.shelf.set = append(k.shelf.set, verify.Setting{Scope: "shop", Of: "01JSHOP", Key: "reasons.void", Value: "Too dear\nChanged mind"})
		k.shelf.groups = []verify.TaxGroup{{Code: "A", Names: map[string]string{"en": "VAT 19 %"}, Inclusive: true,
			Taxes: []verify.TaxPeriod{{Code: "A", Rate: 190_000, Until: 20261231}, {Code: "A", Rate: 201_250, From: 20270101}}},
			{Code: "B", Names: map[string]string{"ru": "НДС"}, Taxes: []verify.TaxPeriod{{Code: "GST", Rate: 50_000}, {Code: "PST", Rate: 70_000}}}}
		k.shelf.tenders = []verify.Tender{{Code: "cash", Names: map[string]string{"en": "Cash"}, Drawer: true, Change: true, Rounds: true},
			{Code: "card", Names: map[string]string{"en": "Card"}}}
	}
	of := func(key, value string) journal.Setting {
		return journal.Setting{Scope: "shop", Of: "01JSHOP", Key: key, New: value}
	}
	k.act(k.id(), journal.OfShopInit(s, k.till, k.signer.Public(), "1.0", of("reasons.void", "Too dear\nChanged mind"),
		of("tax.A", "19 until 2026-12-31, 20.125 from 2027-01-01"), of("tax.A.en", "VAT 19 %"), of("tax.B.GST", "5 on_top"),
		of("tax.B.PST", "7 on_top"), of("tax.B.ru", "НДС"), of("tender.cash.does", "drawer change rounds"), of("tender.cash.en", "Cash"),
		of("tender.card.does", "nothing"), of("tender.card.en", "Card")))
}

// sets changes a setting by an act, and in the tables.
func (k *keeper) sets(key, value string) {
	k.act(k.id(), journal.OfSettingsChange(journal.Setting{Scope: "shop", Of: "01JSHOP", Key: key, New: value}))
	k.shelf.set = slices.DeleteFunc(k.shelf.set, func(s verify.Setting) bool { return s.Key == key })
	k.shelf.set = append(k.shelf.set, verify.Setting{Scope: "shop", Of: "01JSHOP", Key: key, Value: value})
}

func TestSettingsAreWhatWasRecordedLast(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(b *shelf)
		kind  verify.Kind // "": nothing is wrong
		what  string
	}{
		"the control": {spoil: func(*shelf) {}},
		"a right that was given behind the program's back": {func(b *shelf) {
			b.set = append(b.set, verify.Setting{Scope: "shop", Of: "01JSHOP", Key: "rights.no_sale.cashier", Value: "yes"})
		}, verify.NoRecord, "setting.rights.no_sale.cashier"},
		"a refusal that was taken out": {func(b *shelf) {
			b.set = slices.DeleteFunc(b.set, func(s verify.Setting) bool { return s.Key == "rights.discount.cashier" })
		}, verify.NoRow, "setting.rights.discount.cashier"},
		"another limit": {func(b *shelf) {
			for i := range b.set {
				b.set[i].Value = strings.Replace(b.set[i].Value, "5%", "50%", 1)
			}
		}, verify.Field, "setting.rights.discount.cashier"},
		"another rate":             {func(b *shelf) { b.groups[0].Taxes[1].Rate = 70_000 }, verify.Field, "setting.tax.A"},
		"a tax group that is gone": {func(b *shelf) { b.groups = b.groups[:1] }, verify.NoRow, "setting.tax.B.GST"},
		"a tender of nobody": {func(b *shelf) {
			b.tenders = append(b.tenders, verify.Tender{Code: "gift", Names: map[string]string{"en": "Gift"}, Drawer: true})
		}, verify.NoRecord, "setting.tender.gift.does"},
		"a mark that is no setting": {spoil: func(b *shelf) {
			b.set = append(b.set, verify.Setting{Scope: "shop", Of: "01JSHOP", Key: "staff.pepper", Value: "x"})
		}},
	} {
		b, keepers := twoTills(t, 1)
		keepers[0].sets("rights.discount.cashier", "20%")
		keepers[1].now = keepers[0].now.Add(time.Minute)
		keepers[1].sets("rights.discount.cashier", "5%")
		c.spoil(b)
		rep := run(t, b, verify.Options{})
		switch {
		case c.kind == "" && !rep.OK():
			t.Errorf("%s: %v", name, rep.Findings)
		case c.kind != "" && (rep.OK() || rep.Findings[0].Kind != c.kind || rep.Findings[0].What != c.what):
			t.Errorf("%s: got %v, want %s of %s", name, rep.Findings, c.kind, c.what)
		}
	}
}

func TestATenderThatWasTakenAwayIsNotMissing(t *testing.T) {
	b, keepers := twoTills(t, 1)
	k := keepers[0]
	k.act(k.id(), journal.OfSettingsChange(journal.Setting{Scope: "shop", Of: "01JSHOP", Key: "tender.gift.en", New: "Gift"},
		journal.Setting{Scope: "shop", Of: "01JSHOP", Key: "tender.gift.does", New: "reference"}))
	k.act(k.id(), journal.OfSettingsChange(journal.Setting{Scope: "shop", Of: "01JSHOP", Key: "tender.gift.does", New: "off"}))
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Error(rep.Findings)
	}
}
