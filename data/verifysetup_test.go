//go:build cgo

package data_test

import (
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/shop"
)

// begins stores what a shop has from its first day on, as settings of its founding.
func (l *ledger) begins(tx books.Tx) []journal.Setting {
	of := func(key, value string) journal.Setting {
		return journal.Setting{Scope: "shop", Of: l.shop.ID, Key: key, New: value}
	}
	l.must(tx.Shop().AddTaxGroup(shop.TaxGroup{ID: "01JTAX", Code: "A", Names: shop.Names{"en": "VAT", "ru": "НДС"}, Inclusive: true,
		Taxes: []shop.Tax{{Code: "A", Rate: 99_000, Until: 20261231}, {Code: "A", Rate: 100_000, From: 20270101}}}),
		tx.Shop().AddTender(shop.Tender{ID: "01JCASH", Code: "cash", Names: shop.Names{"en": "Cash"}, OpensDrawer: true, GivesChange: true}),
		tx.Shop().AddTender(shop.Tender{ID: "01JCARD", Code: "card", Names: shop.Names{"en": "Card"}, NeedsRef: true}))
	return []journal.Setting{of("shop.address", l.shop.Address), of("shop.lang", string(l.shop.Lang)), of("receipt.header", l.shop.Texts.Header),
		of("receipt.footer", l.shop.Texts.Footer), of("tax.A", "9.9 until 2026-12-31, 10 from 2027-01-01"), of("tax.A.en", "VAT"),
		of("tax.A.ru", "НДС"), of("tender.cash.en", "Cash"), of("tender.cash.does", "drawer change"), of("tender.card.en", "Card"),
		of("tender.card.does", "reference")}
}

// settings changes one setting of the shop and one of the till.
func (l *ledger) settings() {
	for _, s := range []journal.Setting{{Scope: "shop", Of: l.shop.ID, Key: "rights.no_sale.cashier", New: "yes"},
		{Scope: "till", Of: l.till.ID, Key: "printer.receipt", New: "sim:"}} {
		l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
			l.must(tx.Shop().SetSetting(books.Scope(s.Scope), s.Of, s.Key, s.New))
			return journal.OfSettingsChange(s)
		})
	}
}
