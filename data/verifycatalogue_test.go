//go:build cgo

package data_test

import (
	"path/filepath"
	"testing"

	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
)

// What the journal says of a product stands in its row and among its codes: whoever edits one of them is seen, and what no
// record speaks of is nobody's word.
func TestAProductThatIsEditedBesideTheJournalIsSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := wholeShop(t, path)
	p := shop.Product{ID: "01JRING", SKU: "R1", Names: shop.Names{"en": "Ring", "ru": "Кольцо"}, Category: "01JCATEGORY", Unit: shop.Piece,
		PriceKind: shop.FixedPrice, Price: 99 * money.PerMinor, Cost: 7_000, Tracked: true,
		Barcodes: []shop.Barcode{{Code: "4006381333931", Qty: money.One}, {Code: "4006381333948", Qty: 6500}}}
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		l.must(tx.Products().Add(p))
		return journal.OfProductAdd(p)
	})
	dear := p
	dear.Price *= 2
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		stored, _, err := tx.Products().ByID("01JPLACE", p.ID)
		l.must(err)
		dear.Version = stored.Product.Version
		_, err = tx.Products().Update(dear)
		l.must(err)
		return journal.OfPriceChange(p, dear)
	})
	if rep, err := verified(t, l.store); err != nil || !rep.OK() {
		t.Fatalf("the control must pass: %v %v", err, rep.Findings)
	}
	db := tampered(t, path)
	for what, edit := range map[string]string{
		"the price":        "UPDATE products SET price = price - 1 WHERE uid = '01JRING'",
		"the price before": "UPDATE products SET price = 990000 WHERE uid = '01JRING'",
		"the kind":         "UPDATE products SET price_kind = 'open' WHERE uid = '01JRING'",
		"a name":           "UPDATE products SET names = replace(names, 'Кольцо', 'Кольца') WHERE uid = '01JRING'",
		"the number":       "UPDATE products SET sku = 'R2' WHERE uid = '01JRING'",
		"the category":     "UPDATE products SET category_id = NULL WHERE uid = '01JRING'",
		"the unit":         "UPDATE products SET unit = 'kg' WHERE uid = '01JRING'",
		"the cost":         "UPDATE products SET cost = 1 WHERE uid = '01JRING'",
		"the stock":        "UPDATE products SET tracked = 0 WHERE uid = '01JRING'",
		"a cost received":  "UPDATE products SET cost = 1 WHERE uid = '01JPRODUCT1'",
	} {
		undo := keep(t, db, "products")
		do(t, db, edit)
		named(t, l, what+" of a product was edited")
		undo()
	}
	for what, edit := range map[string]string{
		"a code":           "UPDATE barcodes SET code = '4006381333955' WHERE code = '4006381333931'",
		"what a pack has":  "UPDATE barcodes SET qty = 6000 WHERE code = '4006381333948'",
		"a code taken out": "DELETE FROM barcodes WHERE code = '4006381333948'",
	} {
		undo := keep(t, db, "barcodes")
		do(t, db, edit)
		named(t, l, what+" was edited")
		undo()
	}
	do(t, db, "UPDATE products SET low = 5 WHERE uid = '01JRING'") // no record speaks of it
	if rep, err := verified(t, l.store); err != nil || !rep.OK() {
		t.Errorf("after all was put back: %v %v", err, rep.Findings)
	}
}
