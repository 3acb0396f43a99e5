package verify_test

import (
	"testing"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
)

// ring is a product that was added by hand, and its row.
func ring(k *keeper) (shop.Product, *verify.Thing) {
	p := shop.Product{ID: "01JRING00000000000000000000", SKU: "R1", Names: shop.Names{"en": "Ring"}, Unit: shop.Piece, Price: 99 * money.PerMinor,
		PriceKind: shop.FixedPrice, Cost: 7_000, Tracked: true, Barcodes: []shop.Barcode{{Code: "22", Qty: money.One}, {Code: "11", Qty: 6 * money.One}}}
	k.write(k.id(), k.moment(), journal.OfProductAdd(p))
	k.things = append(k.things, verify.Thing{ID: string(p.ID), Fields: []verify.ThingField{{"sku", "R1"}, {"name.en", "Ring"}, {"name.ru", ""},
		{"unit", string(shop.Piece)}, {"price", "990000"}, {"price_kind", string(shop.FixedPrice)}, {"cost", "7000"}, {"tracked", "true"},
		{"barcodes", "11=6 22"}, {"category", ""}, {"tax_group", ""}, {"low", "3000"}, {"favourite", "0"}, {"archived", "false"}}})
	return p, &k.things[len(k.things)-1]
}

func set(t *verify.Thing, field, value string) {
	for i := range t.Fields {
		if t.Fields[i].Name == field {
			t.Fields[i].Value = value
		}
	}
}

func TestTheCatalogueIsHeldToTheLastWordOnIt(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*keeper, shop.Product, *verify.Thing)
		want   string // the field that the first finding names; empty: none
	}{
		{"as it was added", func(*keeper, shop.Product, *verify.Thing) {}, ""},
		{"another name in the table", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "name.en", "Other") }, "catalogue.name.en"},
		{"a name in another language", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "name.ru", "Другое") }, "catalogue.name.ru"},
		{"another price in the table", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "price", "1") }, "catalogue.price"},
		{"another cost in the table", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "cost", "1") }, "catalogue.cost"},
		{"another code in the table", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "barcodes", "33 22") }, "catalogue.barcodes"},
		{"the pack of a code", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "barcodes", "11=7 22") }, "catalogue.barcodes"},
		{"put away in the table", func(k *keeper, p shop.Product, row *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfProductArchive(p, false))
			set(row, "archived", "true")
		}, "catalogue.archived"},
		{"what no record speaks of", func(_ *keeper, _ shop.Product, row *verify.Thing) { set(row, "low", "1") }, ""},
		{"a price that was changed", func(k *keeper, p shop.Product, row *verify.Thing) {
			dear := p
			dear.Price *= 2
			k.write(k.id(), k.moment(), journal.OfPriceChange(p, dear))
			set(row, "price", "1980000")
		}, ""},
		{"a price that was changed, and the old one in the table", func(k *keeper, p shop.Product, _ *verify.Thing) {
			dear := p
			dear.Price *= 2
			k.write(k.id(), k.moment(), journal.OfPriceChange(p, dear))
		}, "catalogue.price"},
		{"a field that was changed by hand", func(k *keeper, p shop.Product, row *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfProductChange(p, []journal.Change{{Field: "low", Old: "3000", New: "5000"}}))
			set(row, "low", "5001")
		}, "catalogue.low"},
		{"an import may have changed it", func(k *keeper, _ shop.Product, row *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfProductsImport(journal.Import{File: "f", FileHash: make([]byte, 32), Rows: 1, Changed: 1}))
			set(row, "price", "5")
		}, ""},
		{"an import that changed nothing ends no word", func(k *keeper, _ shop.Product, row *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfProductsImport(journal.Import{File: "f", FileHash: make([]byte, 32), Rows: 1}))
			set(row, "price", "5")
		}, "catalogue.price"},
		{"a favourite", func(k *keeper, p shop.Product, row *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfFavourites([]shop.ID{product(0), p.ID}))
			set(row, "favourite", "3")
		}, "catalogue.favourite"},
		{"a favourite no more", func(k *keeper, p shop.Product, _ *verify.Thing) {
			k.write(k.id(), k.moment(), journal.OfFavourites([]shop.ID{p.ID}))
			k.write(k.id(), k.moment(), journal.OfFavourites(nil))
		}, ""},
		{"no row", func(k *keeper, _ shop.Product, _ *verify.Thing) { k.things = k.things[:len(k.things)-1] }, "catalogue"},
	} {
		b, keepers := twoTills(t, 4)
		k := keepers[0]
		p, row := ring(k)
		c.change(k, p, row)
		rep := run(t, b, verify.Options{})
		got := ""
		if rep.First != nil {
			got = rep.First.What
			if rep.First.Seq == 0 || rep.First.Document != string(p.ID) {
				t.Errorf("%s: the finding does not say where: %v", c.name, rep.First)
			}
		}
		if got != c.want {
			t.Errorf("%s: found %q, want %q (%v)", c.name, got, c.want, rep.Findings)
		}
	}
}
